"""The boxes of a document back from pages laid straight to pages as displayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.document import SectionText
from extractors.placement import Placement
from records.file_tables import CellRecord, FactRecord, IndicatorRecord
from records.tables import Document


def put_back(document: Document, texts: Iterable[SectionText], placements: Mapping[int, Placement]) -> None:
    """Change the boxes of rows on the pages of ``placements``, and those that ``texts`` will give."""
    rows: list[CellRecord | FactRecord | IndicatorRecord] = [
        *document.cells,
        *document.facts,
        *document.indicators,
    ]
    for row in rows:
        if row.box is not None and row.page is not None and row.page in placements:
            row.box = placements[row.page].box(row.box)
    for text in texts:
        text.placements = placements
