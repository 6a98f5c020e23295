"""OFD files into a flow, by the same pages that a PDF gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from extractors.characters import normalise
from extractors.document import TextLine
from extractors.errors import DamagedFile
from extractors.flow import Content, Notice
from extractors.ofd.container import PageContent, open_container
from extractors.ofd.objects import POINTS, GlyphRun, objects_of
from extractors.pages.reading import damaged_parts, paged_content
from extractors.pdf.pictures import drawn_pages, sheets_of_pictures
from extractors.pdf.reading import Page
from extractors.scans.candidates import is_picture
from extractors.scans.reading import Recognised, recognise
from extractors.tables.strokes import strokes_of
from records.columns import Box

ASCENT, DESCENT = 1.05, 0.28
"""How far a line reaches above and below its baseline, in sizes of its font, as the PDF library has it for
a font that the file does not hold."""
BLANK = 0.15
"""A gap between two characters from which on a blank stands there, in sizes of their font."""
APART = 0.8
"""A gap from which on they are two lines."""
OVERLAP = 0.5
"""Font sizes by which two text objects of one line may lie over each other."""
DOUBLE = 1.5
"""Points between two writings of one text, by which some producers embolden it."""
Picture = tuple[str | None, Box]
"""The part that holds a picture, and the box that it is shown in."""
PRIVATE = ("\ue000", "\uf8ff")
"""Characters that say nothing: their font alone knows how they look."""

LOST_PICTURE = "A picture on the page is missing, damaged or too large: what it showed is not read."


def read_ofd(data: bytes) -> Content:
    """The content of an OFD file. Raises as :func:`extractors.ofd.container.open_container`."""
    container = open_container(data)
    shown: dict[int, list[Picture]] = {}
    pages = list(ofd_pages(container.pages, shown))
    notices: list[Notice] = []
    if container.documents > 1:
        message = f"The file holds {container.documents} documents; their pages are read one after the other."
        notices.append(Notice("reading", "warning", "several_documents", message))
    if container.signed:
        message = "The file is signed; the signature is not verified, and seals are left alone."
        notices.append(Notice("reading", "info", "signed_file", message))
    damaged = list(damaged_parts(pages))
    recognised = _recognised(pages, shown, container.part)
    notices += [*damaged, *recognised.notices, *_unmapped(pages)]
    return paged_content(pages, notices, recognised.placements)


def _recognised(
    pages: list[Page], shown: dict[int, list[Picture]], part: Callable[[str], bytes]
) -> Recognised:
    """What recognition makes of the pages that are pictures: as of a PDF that shows these."""
    if not any(map(is_picture, pages)):
        return Recognised()
    sheets = []
    for page in pages:
        pictures: list[tuple[bytes, Box]] = []
        for name, box in shown.get(page.number, []) if is_picture(page) else []:
            try:
                pictures.append((part(name) if name else b"", box))
            except DamagedFile:
                pictures.append((b"", box))
        sheets.append((page.width, page.height, pictures))
    made = sheets_of_pictures(sheets)
    recognised = recognise(made.pdf, pages)
    recognised.notices += [
        Notice("reading", "error", "page_damaged", LOST_PICTURE, number) for number in made.damaged
    ]
    return recognised


def ofd_as_pdf(data: bytes) -> bytes:
    """A PDF that shows what an OFD file's pages hold. Raises as :func:`read_ofd`."""
    return drawn_pages(ofd_pages(open_container(data).pages))


def ofd_pages(
    contents: Iterator[PageContent], shown: dict[int, list[Picture]] | None = None
) -> Iterator[Page]:
    """Pages as a PDF gives them; ``shown`` takes the pictures of each by its number."""
    for number, content in enumerate(contents, 1):
        _, _, width, height = content.box
        page = Page(number, width * POINTS, height * POINTS)
        if content.layers is None:
            page.content = "unreadable"
            yield page
            continue
        found = objects_of(content)
        if shown is not None and found.pictures:
            shown[number] = found.pictures
        page.lines = list(_lines(found.runs, page))
        strokes = strokes_of(found.drawings)
        page.horizontal, page.vertical = strokes.horizontal, strokes.vertical
        page.shades, page.is_drawing = strokes.shades, strokes.is_drawing
        page.covered = found.covered
        page.damaged = found.unplaced > 0 or not content.whole
        if not page.lines:
            page.content = "image" if found.pictures else "drawing" if found.drawings else "blank"
            page.curves = found.curves
        yield page


def _unmapped(pages: list[Page]) -> Iterator[Notice]:
    for page in pages:
        if any(PRIVATE[0] <= char <= PRIVATE[1] for line in page.lines for char in line.text):
            message = "Some characters of the page are known to their font only, and cannot be read."
            yield Notice("reading", "warning", "characters_unmapped", message, page.number)


def _lines(runs: list[GlyphRun], page: Page) -> Iterator[TextLine]:
    """Runs that follow each other on one baseline as lines: blanks where gaps are, cut at wide ones."""
    seen: set[tuple[str, int, int]] = set()
    open_: list[GlyphRun] = []
    for run in runs:
        run = _without_blanks(run)
        if not run.text or run.aslant or not (-run.size < run.lefts[0] < page.width and run.baseline > 0):
            continue
        if run.baseline - run.size > page.height or _is_second(run, seen):
            continue
        if open_ and not _follows(open_[-1], run):
            yield from _cut(open_, page.number)
            open_ = []
        open_.append(run)
    if open_:
        yield from _cut(open_, page.number)


def _without_blanks(run: GlyphRun) -> GlyphRun:
    """A run without the blanks at its ends."""
    start = len(run.text) - len(run.text.lstrip())
    end = len(run.text.rstrip())
    if start == 0 and end == len(run.text):
        return run
    return replace(run, text=run.text[start:end], lefts=run.lefts[start:end], widths=run.widths[start:end])


def _is_second(run: GlyphRun, seen: set[tuple[str, int, int]]) -> bool:
    """Whether a text was written before at about the same place; notes it in ``seen``."""
    column, row = round(run.lefts[0] / DOUBLE), round(run.baseline / DOUBLE)
    if any((run.text, column + dx, row + dy) in seen for dx in (0, -1, 1) for dy in (0, -1, 1)):
        return True
    seen.add((run.text, column, row))
    return False


def _follows(before: GlyphRun, run: GlyphRun) -> bool:
    size = min(before.size, run.size)
    gap = run.lefts[0] - before.lefts[-1] - before.widths[-1]
    return (
        abs(run.baseline - before.baseline) < 0.1 * size
        and max(before.size, run.size) < 1.2 * size
        and -OVERLAP * size < gap < APART * size
    )


def _cut(runs: list[GlyphRun], number: int) -> Iterator[TextLine]:
    """The lines of runs on one baseline."""
    size, bold = runs[0].size, all(run.bold for run in runs)
    top, bottom = runs[0].baseline - ASCENT * size, runs[0].baseline + DESCENT * size
    text, edges, right = "", [0.0], 0.0

    def line() -> TextLine:
        return TextLine(number, normalise(text), text, [*edges[:-1], right], top, bottom, size, bold)

    for run in runs:
        for char, left, width in zip(run.text, run.lefts, run.widths, strict=True):
            gap = left - right
            if text and gap > APART * size:
                if text.strip():
                    yield line()
                text, edges = "", [0.0]
            if text and gap > BLANK * size and not text.endswith(" ") and char != " ":
                text += " "
                edges[-1] = right
                edges.append(left)
            else:
                edges[-1] = left
            text += char
            right = left + width
            edges.append(right)
    if text.strip():
        yield line()
