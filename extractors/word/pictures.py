"""Pictures, charts and embedded objects of a Word file: what they show is not read, and it is said."""

from __future__ import annotations

from collections import Counter
from typing import Any

from extractors.flow import Notice
from extractors.native import Block
from extractors.word.embedded import is_read
from extractors.word.names import CHART, DIAGRAM, PICTURE, VML, w

KINDS = {
    f"{{{PICTURE}}}pic": "picture",
    f"{{{VML}}}imagedata": "picture",
    f"{{{CHART}}}chart": "chart",
    f"{{{DIAGRAM}}}relIds": "diagram",
    w("object"): "embedded object",
}
FALLBACK = "Fallback"


def picture_notices(body: Any, read: dict[str, list[Block]]) -> list[Notice]:
    """One notice that counts them, if there are any; ``read`` are the workbooks among them that were read."""
    found = Counter(
        KINDS[element.tag]
        for element in body.iter(*KINDS)
        if not any(
            str(parent.tag).endswith(FALLBACK) or is_read(parent, read)
            for parent in (element, *element.iterancestors())
        )
    )
    if not found:
        return []
    counts = ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in sorted(found.items()))
    message = f"What the file shows in pictures is not read: {counts}."
    return [Notice("reading", "warning", "picture_without_text", message)]
