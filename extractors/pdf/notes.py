"""A PDF with notes of ours on its pages, as its readers show them beside the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pymupdf

from extractors.pdf.opening import open_pdf
from records.columns import Box

AUTHOR = "对账"
COLOURS = {"error": (0.69, 0.18, 0.09), "notice": (0.45, 0.35, 0.06)}
MARGIN = 18.0
"""Points from the edge at which a note stands that has no place of its own."""
STEP = 26.0
"""Points from one note at the edge to the next, so that their marks do not cover each other."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note at a box of a page as displayed; without a box at its words, else at the page's edge."""

    page: int
    box: Box | None
    text: str
    severity: str
    words: tuple[str, ...] = ()


def noted_pdf(data: bytes, notes: Iterable[Note]) -> bytes:
    """The PDF with the notes. Raises as :func:`extractors.pdf.opening.open_pdf`."""
    with open_pdf(data) as pdf:
        at_the_edge = 0
        for note in notes:
            page = pdf[min(note.page, len(pdf)) - 1]
            found = _found(page, note)
            if found is None:
                point = pymupdf.Point(MARGIN, MARGIN + STEP * at_the_edge) * page.derotation_matrix
                at_the_edge += 1
                made = page.add_text_annot(point, note.text, icon="Note")
            else:
                made = page.add_rect_annot(found * page.derotation_matrix)
                made.set_border(width=1.2)
            made.set_colors(stroke=COLOURS[note.severity])
            made.set_info(title=AUTHOR, content=note.text)
            made.update()
        return bytes(pdf.tobytes(garbage=1, deflate=True))


def _found(page: pymupdf.Page, note: Note) -> pymupdf.Rect | None:
    """The box of a note, in points of the page as displayed."""
    if note.box is not None:
        return pymupdf.Rect(*note.box)
    for words in note.words:
        places = page.search_for(words)
        if places:
            whole = pymupdf.Rect(places[0])
            return whole * page.rotation_matrix if page.rotation else whole
    return None
