"""Names of Word's XML, as lxml writes them."""

from __future__ import annotations

from typing import Any

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
OFFICE = "urn:schemas-microsoft-com:office:office"
VML = "urn:schemas-microsoft-com:vml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONSHIPS.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""The names of the strict variant of the format, and the usual ones."""


def w(name: str) -> str:
    """A name of Word's own."""
    return f"{{{WORD}}}{name}"


def value(element: Any, *path: str) -> str | None:
    """The ``w:val`` of the descendant that ``path`` leads to; ``None`` without one."""
    for name in path:
        if element is None:
            return None
        element = element.find(w(name))
    return None if element is None else element.get(w("val"))


def is_on(element: Any, name: str) -> bool:
    """Whether the child ``name``, a switch, is there and not off."""
    switch = element.find(w(name)) if element is not None else None
    return switch is not None and switch.get(w("val"), "1") not in ("0", "false", "off")
