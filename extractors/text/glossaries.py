"""Tables of terms (名词解释) into text: a paragraph for each term and its explanation.

Such a table has no figures. It says what it is by its heads (名词 | 解释), or stands below a heading that
does; on each row a text that is long enough to explain stands right of a term.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.chapters import heading_level, kind_of
from extractors.characters import fold, tight
from extractors.document import TextLine
from extractors.flow import Flow
from extractors.numbers import parse_figure
from extractors.paragraphs import Paragraph, tightened
from extractors.tables.grid import Cell
from extractors.tables.sheet import Sheet
from records.phrases import Phrases

WORDS = Phrases("extractors")

KIND = "definitions"
LONGEST_TITLE = 24
"""Characters of a heading that names a glossary; what is longer speaks of one."""
LONGEST_TERM = 70
"""Characters of a term; the longest of the form has some fifty."""
SHORTEST = 6
"""Characters of an explanation; what is shorter is a name or a mark."""
MOST_COLUMNS = 4
"""Number, kind, term and explanation."""
FEWEST = 2
"""Terms of a table that no heading announces."""
PARTED = "：:"
"""What stands between a term and its explanation."""


def spell_out(flow: Flow) -> None:
    """Put the texts of tables of terms into a flow in their place."""
    blocks: list[list[TextLine] | Paragraph | Sheet] = []
    announced = False
    for block in flow.blocks:
        if not isinstance(block, Sheet):
            announced = _announces(block, announced)
            blocks.append(block)
            continue
        paragraphs = _paragraphs(block, announced)
        announced = bool(paragraphs)
        blocks += paragraphs or [block]
    flow.blocks = blocks


def names_glossary(text: str) -> bool:
    """Whether a line is the title of a chapter or a sheet of terms."""
    return len(text) <= LONGEST_TITLE and kind_of(text) == KIND


def _announces(block: list[TextLine] | Paragraph, before: bool) -> bool:
    """Whether terms may follow a text: it is a heading that says so, or one has and no other part began."""
    text = "".join(line.text for line in (block.lines if isinstance(block, Paragraph) else block)).strip()
    if names_glossary(text):
        return True
    level = heading_level(text)
    styled = isinstance(block, Paragraph) and block.level is not None
    return before and not styled and not (level is not None and level[0] == 1)


def _paragraphs(sheet: Sheet, announced: bool) -> list[Paragraph]:
    """The terms of a sheet with their explanations; none if it is no table of terms."""
    title = sheet.caption.title
    filled = (sheet.filled_cells(row) for row in range(sheet.rows) if row not in sheet.repeated)
    rows = [row for row in filled if row and row[0].row >= sheet.caption_rows]
    if rows and len(rows[0]) == 1 and names_glossary(rows[0][0].text):
        title = rows.pop(0)[0].text
    if title is not None and not names_glossary(title):
        title = None
    heads = _heads(rows[0], announced or title is not None) if rows else None
    if heads is not None:
        rows.pop(0)
    title = None if announced else title or heads
    if not rows or not (announced or title) or max(map(len, rows)) > MOST_COLUMNS:
        return []
    column = _column_of_explanations(rows)
    result: list[Paragraph] = []
    terms = 0
    for row in rows:
        told = [cell for cell in row if cell.column == column]
        if not told:
            if len(row) > 1 or parse_figure(row[0].text) is not None:
                return []
            result.append(Paragraph(list(_lines(row[0])), level=2))  # the terms of a kind follow
        elif len(row) == 1 and terms:
            result[-1].lines += _lines(told[0])  # a page break parted it from its term
        elif paragraph := _paragraph(row, told[0]):
            result.append(paragraph)
            terms += 1
        else:
            return []
    if terms < (1 if announced else FEWEST):
        return []
    if title is not None:
        result.insert(0, Paragraph([_line_like(result[0].lines[0], title)], centred=True, level=1))
    return result


def _heads(row: Sequence[Cell], announced: bool) -> str | None:
    """The heads of terms and explanations (序号 | 名词 | 解释) as a title, if a row holds them."""
    texts = [fold(cell.text) for cell in row]
    for left, right in zip(texts, texts[1:], strict=False):
        known = announced or WORDS.head_of_terms.fullmatch(left)
        if known and WORDS.head_of_explanations.fullmatch(right):
            return left + right
    return None


def _column_of_explanations(rows: Sequence[Sequence[Cell]]) -> int:
    """The column with the most text."""
    letters: dict[int, int] = {}
    for row in rows:
        for cell in row:
            letters[cell.column] = letters.get(cell.column, 0) + len(cell.text)
    return max(letters, key=lambda column: (letters[column], column))


def _paragraph(row: Sequence[Cell], told: Cell) -> Paragraph | None:
    """A term and its explanation, led by the number of the row; ``None`` if the row says neither."""
    left = [cell for cell in row if cell.column < told.column]
    if not left or not 2 <= len(left[-1].text) <= LONGEST_TERM or len(told.text) < SHORTEST:
        return None
    term = left[-1]
    if any(parse_figure(cell.text) is not None for cell in (term, told)) or term.text.endswith("。"):
        return None
    lines = [*_lines(term)]
    number = tight(left[0].text)
    if left[0] is not term and WORDS.number_of_row.fullmatch(number):
        lines.insert(0, _line_like(lines[0], f"{number}." if number.isdecimal() else f"{number}、"))
    if not term.text.endswith(tuple(PARTED)):
        lines.append(_line_like(lines[-1], PARTED[0]))
    return Paragraph([*lines, *_lines(told)])


def _lines(cell: Cell) -> Iterator[TextLine]:
    return (line for line in map(tightened, cell.lines) if line.text)


def _line_like(line: TextLine, text: str) -> TextLine:
    """What the page says by its columns or above the table, as text at the edge of a line."""
    edges = [line.x0] * (len(text) + 1)
    return TextLine(line.page, text, text, edges, line.y0, line.y1, line.size, anchor=line.anchor)
