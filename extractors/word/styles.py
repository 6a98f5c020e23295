"""What a paragraph looks like, by its own settings, its styles and the document's defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from extractors.word.names import is_on, value, w

DEFAULT_SIZE = 10.0
"""Points where nothing says a size."""
LARGEST_SIZE = 1639.0
"""Points; Word itself takes none larger."""
HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
LAST_OUTLINE_LEVEL = 8
"""Higher outline levels mean running text."""
LONGEST_CHAIN = 12
"""Styles that are each based on the next; a damaged file may go in a circle."""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph stands on the page; ``level`` is that of a heading, from 1."""

    size: float
    centred: bool
    level: int | None


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str | None, Any] = {}
        self._default: str | None = None
        self._size: str | None = None
        if root is None:
            return
        for style in root.iter(w("style")):
            self._styles.setdefault(style.get(w("styleId")), style)
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                self._default = style.get(w("styleId"))
        defaults = root.find(w("docDefaults"))
        self._size = value(defaults, "rPrDefault", "rPr", "sz")

    def is_hidden(self, run: Any) -> bool:
        """Whether a run is hidden text (隐藏文字), by itself or by its style."""
        properties = run.find(w("rPr"))
        if properties is None:
            return False
        if properties.find(w("vanish")) is not None:
            return is_on(properties, "vanish")
        return any(
            is_on(style.find(w("rPr")), "vanish") for style in self._chain(value(properties, "rStyle"))
        )

    def look(self, paragraph: Any) -> ParagraphLook:
        """How a paragraph stands on the page."""
        chain = self._chain(value(paragraph, "pPr", "pStyle") or self._default)
        aligned = value(paragraph, "pPr", "jc") or self._first(chain, "pPr", "jc")
        sizes = [
            size
            for run in paragraph.iter(w("r"))
            if any((text.text or "").strip() for text in run.iter(w("t")))
            for size in [self._run_size(run, chain)]
        ]
        return ParagraphLook(
            max(sizes, default=DEFAULT_SIZE), aligned == "center", self._level(paragraph, chain)
        )

    def _level(self, paragraph: Any, chain: list[Any]) -> int | None:
        outline = value(paragraph, "pPr", "outlineLvl") or self._first(chain, "pPr", "outlineLvl")
        if outline is not None and outline.isdecimal() and len(outline) < 3:
            return int(outline) + 1 if int(outline) <= LAST_OUTLINE_LEVEL else None
        names = (HEADING.match(value(style, "name") or "") for style in chain)
        return next((int(name[1]) for name in names if name), None)

    def _run_size(self, run: Any, chain: list[Any]) -> float:
        own = value(run, "rPr", "sz") or self._first(self._chain(value(run, "rPr", "rStyle")), "rPr", "sz")
        size = own or self._first(chain, "rPr", "sz") or self._size
        try:
            points = float(size) / 2 if size else DEFAULT_SIZE
        except ValueError:
            return DEFAULT_SIZE
        return points if 0 < points < LARGEST_SIZE else DEFAULT_SIZE

    def _chain(self, style_id: str | None) -> list[Any]:
        """A style and those that it is based on, nearest first."""
        chain: list[Any] = []
        while style_id in self._styles and len(chain) < LONGEST_CHAIN:
            chain.append(self._styles[style_id])
            style_id = value(chain[-1], "basedOn")
        return chain

    @staticmethod
    def _first(chain: list[Any], *path: str) -> str | None:
        return next((found for style in chain if (found := value(style, *path)) is not None), None)
