"""The chapters of a disclosure in words, with the claims, reasons and definitions that they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.families import Family
from corpus.model import Year
from corpus.pages import Block, Heading, Paragraph
from corpus.sheet import Sheet


@dataclass(slots=True)
class Narrative:
    """Parts of the document by name, and what they claim."""

    parts: dict[str, list[Block]] = field(default_factory=dict)

    def truth(self) -> dict[str, Any]:
        """Claims, reasons and definitions in the gold format; only after the pages are set."""
        return {"claims": [], "reasons": [], "definitions": []}


def narrative(family: Family, year: Year, sheets: list[Sheet]) -> Narrative:
    """The narrative of a document."""
    overview: list[Block] = [
        Heading(family.description.get("overview_part", "第一部分\u3000{body}概况").format(body=year.body)),
        Heading("一、主要职责", 2),
    ]
    overview += [Paragraph(f"（{n}）{d}") for n, d in zip("一二三四", year.duties, strict=False)]
    return Narrative({"overview": overview})
