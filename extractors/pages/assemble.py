"""From the pages of a document to its tables and to the text between them.

Two tables beside each other on one page, each with a title of its own, as two columns of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extractors.characters import fold
from extractors.document import TextLine
from extractors.flow import Flow
from extractors.pages.charts import without_plots
from extractors.pages.leaders import without_leaders
from extractors.pages.lent_heads import lent_heads, put_back
from extractors.pages.side_by_side import Column, columns_of
from extractors.pdf.reading import Page
from extractors.tables.captions.above import read_caption
from extractors.tables.captions.below import read_foot, read_note
from extractors.tables.captions.inside import absorb_caption
from extractors.tables.captions.wording import is_form_code, is_title
from extractors.tables.cells import fill
from extractors.tables.grid import Grid, LeftOut, Origin, build_grid, is_drawing
from extractors.tables.page_breaks.columns_overleaf import Spread, goes_on_right, recaptioned
from extractors.tables.page_breaks.continuation import continues, is_blank
from extractors.tables.pieces import rows_of_lines
from extractors.tables.rulings import Frame, frames
from extractors.tables.sheet import Caption, Sheet, sheet_of
from extractors.tables.unruled.alignment import (
    framed_columns,
    looks_aligned,
    open_frames,
    unruled_frames,
)
from extractors.tables.unruled.open_rows import with_open_rows
from extractors.tables.unruled.ruled_columns import with_ruled_columns
from extractors.tables.unruled.shading import shaded_frames, shaded_rows
from extractors.tables.unruled.tiles import tiled_frames
from records.lexicon.statements import statement_of_title
from records.list_numbers import LEVELS
from records.phrases import Phrases

WORDS = Phrases("extractors")

HEADER_ROWS = 5
"""Rows at the top of a table that may repeat the header at the foot of the page before."""
CHAPTER = re.compile("|".join(LEVELS[:3]))


def page_grids(page: Page, known: list[float] | None = None) -> tuple[list[Grid], list[TextLine]]:
    """The filled grids of a page, top to bottom, and the lines of text outside of them.

    ``known`` are the columns of a table that may go on from the page before. Notes
    both in ``page``, and what was left out, such as a drawing whose rulings are too many for tables.
    """
    grids: list[Grid] = []
    lines = without_leaders(page.lines)
    horizontal, vertical = without_plots(page.horizontal, page.vertical, lines)
    found = frames(horizontal, vertical)
    if found is None or any(map(is_drawing, found)):
        page.is_drawing = True
        page.left_out += [LeftOut(frame.box, "drawing") for frame in found or [] if is_drawing(frame)]
        found = [frame for frame in found or [] if not is_drawing(frame)]
    found = with_ruled_columns(found, lines, known)
    found = [with_open_rows(frame, found, lines) for frame in found]
    tables = [frame for frame in found if frame.vertical and frame.horizontal]
    bare = [segment for frame in found if not frame.vertical for segment in frame.horizontal]
    bare = [segment for segment in bare if not any(segment in table.horizontal for table in tables)]
    ruled = []
    told_by_text: set[int] = set()
    for frame in found:
        if frame.is_border and not (frame.is_box and _holds_another(frame, found)):
            inside = [segment for segment in bare if frame.encloses(segment)]
            if completed := framed_columns(frame, inside, lines, known):
                frame, bare = completed, [segment for segment in bare if segment not in inside]
                told_by_text.add(id(frame))
        if frame.vertical:
            ruled.append(frame)
    built = [(frame, build_grid(frame)) for frame in ruled]
    page.left_out += [LeftOut(frame.box, "no cell") for frame, grid in built if grid is None]
    for frame, grid in built:
        if grid is not None and id(frame) in told_by_text:
            grid.origin = "open"
    candidates = [grid for _, grid in built if grid is not None]
    candidates.sort(key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
    for grid in candidates:
        if len(grid.cells) < 2:
            page.left_out.append(LeftOut(grid.box, "one cell"))
            continue
        lines = fill(grid, lines)
        grids.append(grid)
    if tiled := tiled_frames(page.shades, found, bare, lines):
        lines = _fill_frames(tiled, lines, grids, "shaded")
        bare = [segment for segment in bare if not any(segment in frame.horizontal for frame in tiled)]
    if shaded := shaded_rows(page.shades, [*found, *tiled]):
        lines = _fill_frames(shaded_frames(shaded, lines, known), lines, grids, "shaded")
    if len(bare) > 1:
        lines = _fill_frames(open_frames(bare, lines, known, horizontal), lines, grids, "open")
    if looks_aligned(lines, known if not grids else None):
        lines = _fill_frames(unruled_frames(lines, known), lines, grids, "aligned")
    grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    page.grids = grids
    return grids, lines


def _holds_another(frame: Frame, found: list[Frame]) -> bool:
    """Whether the border of a page, or of a part of it, stands around other tables."""
    left, top, right, bottom = frame.box
    return any(
        other is not frame and other.vertical and top < other.box[1] < bottom and left < other.box[0] < right
        for other in found
    )


def _take_repetition(caption: Caption, above: list[list[TextLine]]) -> int:
    """How many of the last rows ``above`` a caption are that of the same table once more, also as 续表."""
    other, used = read_caption(above, above[-1][0].y1) if above else (Caption(), 0)
    if not (caption.title and other.title):
        return 0
    if fold(WORDS.title_continues.sub("", other.title)) != fold(caption.title):
        return 0
    caption.title = other.title
    return used


def _take_title_before(caption: Caption, flow: Flow, page: int, grid: Grid) -> None:
    """Complete the caption of a page's first table from the page before, if its title stands at the foot.

    Below the title may stand the header, which ``grid`` repeats.
    """
    rows: list[list[TextLine]] = []
    for block in reversed(flow.blocks):
        if not isinstance(block, list) or block[0].page != page - 1:
            break
        rows.insert(0, block)
    heads = fold("".join(text for cell in grid.cells if cell.row < HEADER_ROWS for text in cell.texts))
    below = 0
    while rows and all(fold(line.text) in heads for line in rows[-1]):
        rows.pop()
        below += 1
    if not rows:
        return
    before, used = read_caption(rows, rows[-1][0].y1)
    if (
        not used
        or before.title is None
        or not is_title(before.title)
        or statement_of_title(before.title) is None
    ):
        return
    caption.title, caption.rest = before.title, before.rest + caption.rest
    caption.form_code = caption.form_code or before.form_code
    caption.unit, caption.issuer = caption.unit or before.unit, caption.issuer or before.issuer
    caption.year = caption.year or before.year
    del flow.blocks[len(flow.blocks) - used - below :]


def _take_code_before(caption: Caption, flow: Flow, page: int) -> None:
    """Take the form number that stands last on the page before, above the title of a page's first table.

    It is not that of the table above it, if that has its own.
    """
    block = flow.blocks[-1] if flow.blocks else None
    if not isinstance(block, list) or len(block) != 1 or block[0].page != page - 1:
        return
    upper = next((one for one in reversed(flow.blocks) if isinstance(one, Sheet)), None)
    if is_form_code(block[0].text) and (upper is None or upper.caption.form_code):
        caption.form_code = block[0].text.replace(" ", "")
        del flow.blocks[-1]


def _fill_frames(
    found: list[Frame], lines: list[TextLine], grids: list[Grid], origin: Origin
) -> list[TextLine]:
    for frame in found:
        grid = build_grid(frame)
        if grid is not None:
            grid.origin = origin
            lines = fill(grid, lines)
            grids.append(grid)
    return lines


def _recaption(spread: Spread, flow: Flow, above: list[list[TextLine]]) -> list[list[TextLine]]:
    """Read the caption of a table anew from what stands above all of its columns.

    What is now of it is text no more; what of the rows ``above`` its last columns is not is returned.
    """
    used = recaptioned(spread)
    heights = [row[0].middle for row in spread.above[len(spread.above) - used :]]

    def is_used(row: list[TextLine]) -> bool:
        return any(abs(row[0].middle - height) < row[0].size / 2 for height in heights)

    first = spread.sheet.first_page
    flow.blocks = [
        block
        for block in flow.blocks
        if not (isinstance(block, list) and block[0].page == first and is_used(block))
    ]
    return [row for row in above if not is_used(row)]


def assemble(pages: Iterable[Page]) -> Flow:
    """The tables of all pages, joined over page breaks, and the text around them."""
    flow = Flow()
    open_sheet: Sheet | None = None
    spread: Spread | None = None
    parts = (
        (page, *column)
        for page in pages
        for column in columns_of(*_with_heads(flow, page, open_sheet.xs if open_sheet else None))
    )
    for page, grids, outside in parts:
        rows = rows_of_lines(outside)
        start = 0
        for grid in grids:
            end = start
            while end < len(rows) and rows[end][0].y0 + rows[end][0].y1 < 2 * grid.ys[0] + 2:
                end += 1
            above = rows[start:end]
            caption, used = read_caption(above, grid.ys[0], grid.xs[-1])
            used += _take_repetition(caption, above[: len(above) - used])
            if caption.title is None and used == len(above) and grid is grids[0]:
                _take_title_before(caption, flow, page.number, grid)
            elif caption.title and not caption.form_code and used == len(above) and grid is grids[0]:
                _take_code_before(caption, flow, page.number)
            below = rows[end:]
            if spread and grid is grids[0] and goes_on_right(spread, grid, (above, below), page.number):
                left = _recaption(spread, flow, above)
                flow.blocks += left
                open_sheet, rows, start = spread.sheet, below, 0
                continue
            text = above[: len(above) - used]
            if text:
                open_sheet = None
            flow.blocks += text
            sheet = sheet_of(grid, page.number, caption)
            if grid.lowered:
                put_back(sheet, grid.lowered)
            absorb_caption(sheet)
            if open_sheet is not None and continues(open_sheet, grid, caption, page.number):
                open_sheet.note = None
            else:
                flow.blocks += [row for row in above[len(above) - used :] if CHAPTER.match(row[0].text)]
                if is_blank(grid) and caption.title is None:
                    page.left_out.append(LeftOut(grid.box, "blank, without a title"))
                    start = end
                    continue
                open_sheet = sheet
                flow.blocks.append(open_sheet)
                spread = Spread(sheet, above)
            start = end
            limit = next((g.ys[0] for g in grids if g.ys[0] >= grid.ys[-1]), None)
            under = [row for row in rows[start:] if limit is None or row[0].y0 < limit]
            foot = read_foot(under, open_sheet.caption, limit is None)
            note, used = read_note(under[foot:])
            if note:
                open_sheet.note = note
            else:
                used = 0
            start += foot + used
        rest = rows[start:]
        flow.blocks += rest
        if rest or not grids:
            open_sheet = None
    return flow


def _with_heads(flow: Flow, page: Page, known: list[float] | None) -> Column:
    """As :func:`page_grids`, the first grid with the header that stands at the foot of the page before."""
    grids, lines = page_grids(page, known)
    lent = None if known else lent_heads(flow, grids, lines, page)
    if lent is None:
        return grids, lines
    whole, outside = page_grids(replace(page, lines=lent.lines + page.lines))
    if any(line.page != page.number for line in outside):
        return grids, lines
    page.grids = whole
    whole[0].lowered = lent.down
    return whole, outside
