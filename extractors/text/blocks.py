"""A text's lines into paragraphs and tables, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from extractors.html_tables import LINE_END, native_table
from extractors.native import USUAL_SIZE, NativeTable, NativeText
from extractors.paragraphs import NUMBERED
from extractors.text.lines import Break, Line
from extractors.text.markup import BULLET, FENCE, LINE_BREAK, QUOTE, heading, is_strong, pictures, plain
from extractors.text.prose import Setting, goes_on, setting_of
from extractors.text.rows import (
    Region,
    Row,
    begins_form,
    bordered,
    fields_of,
    is_aside,
    is_border,
    is_piped,
    is_tabbed,
    levelled,
    looks_like_form,
    parted,
)
from extractors.text.spans import merged

HEADING_SIZES = (22.0, 18.0, 15.0, 13.0, 12.0, 12.0)
TABLE_START = re.compile(r"<table\b", re.IGNORECASE)
TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
SPAN = re.compile(r"\b(?:row|col)span\s*=", re.IGNORECASE)
PLACEHOLDER = re.compile(r"^Col\d+$")
"""What a converter writes as the head of a column that has none."""

LONGEST_BAND_TITLE = 16
SENTENCE = re.compile(r"[，。；,;：:]")

Block = NativeText | NativeTable
Item = Line | Break


@dataclass(slots=True)
class Blocks:
    """The blocks found, and how many pictures the text refers to."""

    blocks: list[Block] = field(default_factory=list)
    pictures: int = 0


def blocks_of(items: Sequence[Item], markdown: bool) -> Blocks:
    """The paragraphs and tables of a text; ``markdown``: it has marks of headings and emphasis."""
    reader = _Reader(items, markdown)
    reader.read()
    return reader.result


class _Reader:
    """The walk over the lines of a text, with the paragraph that is open."""

    def __init__(self, items: Sequence[Item], markdown: bool) -> None:
        self.items = items
        self.markdown = markdown
        self.result = Blocks()
        self.open: NativeText | None = None
        tabbed = [item.text for item in items if isinstance(item, Line) and is_tabbed(item.text)]
        self.stripped = len(tabbed) > 1 and not any(text.endswith("\t") for text in tabbed)
        self.both_ends = self.stripped and not any(text.startswith("\t") for text in tabbed)
        self.setting: Setting = setting_of(
            [item.text for item in items if isinstance(item, Line) and not is_tabbed(item.text)]
        )

    def read(self) -> None:
        index = 0
        gap = False
        while index < len(self.items):
            item = self.items[index]
            if isinstance(item, Break):
                gap = True
                index += 1
                continue
            if TABLE_START.search(item.text):
                index = self._html_table(index)
            elif end := self._region(index):
                index = end
            else:
                self._text(item, gap)
                index += 1
            gap = False
        self._close()

    def _close(self) -> None:
        if self.open is not None and self.open.text.strip():
            self.result.blocks.append(self.open)
        self.open = None

    def _text(self, line: Line, gap: bool) -> None:
        """Take up a line of text: it begins a paragraph, or goes on with the one that is open."""
        text = line.text
        self.result.pictures += pictures(text)
        anchor = f"line[{line.number}]"
        marked = heading(text) if self.markdown else None
        if FENCE.match(text):
            return
        if marked is not None:
            self._close()
            level, title = marked
            size = HEADING_SIZES[level - 1]
            self.result.blocks.append(NativeText(title, anchor, size, level == 1, level))
            return
        begins = False
        if self.markdown:
            text = QUOTE.sub("", text)
            begins = BULLET.match(text) is not None
            strong = is_strong(text)
            text = plain(BULLET.sub("", text))
            if strong and not goes_on_none(text):
                self._close()
        if not text.strip():
            return
        if self.open is not None and not begins and goes_on(self.open.text, text, gap, self.setting):
            self.open = replace(self.open, text=self.open.text.rstrip() + text.strip(" \u3000"))
            return
        self._close()
        self.open = NativeText(text.rstrip(), anchor, USUAL_SIZE)

    def _html_table(self, start: int) -> int:
        """Take up the lines of an HTML table, and the text before and after it on its lines."""
        first = self.items[start]
        assert isinstance(first, Line)
        opening = TABLE_START.search(first.text)
        assert opening is not None
        if before := plain(first.text[: opening.start()]):
            self._text(Line(first.number, before), False)
        self._close()
        parts: list[str] = []
        rest = first.text[opening.start() :]
        index = start
        depth = 0
        while True:
            depth += len(TABLE_START.findall(rest)) - len(TABLE_END.findall(rest))
            parts.append(rest)
            index += 1
            if depth <= 0 or index >= len(self.items):
                break
            item = self.items[index]
            rest = item.text if isinstance(item, Line) else ""
        source = "\n".join(parts)
        end = max((match.end() for match in TABLE_END.finditer(source)), default=len(source))
        after = plain(source[end:])
        self.result.pictures += pictures(source)
        self.result.blocks += _html_blocks(source[:end], first.number)
        if after:
            self._text(Line(first.number, after), False)
        return index

    def _region(self, start: int) -> int:
        """Take up the table that begins at a line; where it ends, 0 if there is none."""
        first = self.items[start]
        assert isinstance(first, Line)
        piped = not is_tabbed(first.text) and is_piped(first.text)
        if not piped and not is_tabbed(first.text):
            return 0
        region, end = _collect(self.items, start, piped)
        if len(region.rows) < 2 or piped and not _is_table(region):
            return 0
        self._close()
        rows = bordered(region) if len(region.borders) > 2 else region.rows
        title = next((b.text for b in reversed(self.result.blocks[-6:]) if _is_titular(b)), None)
        for table in parted(rows, self.stripped or piped):
            self.result.blocks.append(_native(table, self.both_ends and not piped, title, self.markdown))
        return end


def goes_on_none(text: str) -> bool:
    """Whether a text ends in the middle of a sentence."""
    return text.endswith(("，", "、"))


def _is_titular(block: Block) -> bool:
    from extractors.tables.statements import statement_of_title

    return isinstance(block, NativeText) and len(block.text) < 45 and statement_of_title(block.text) is not None


def _collect(items: Sequence[Item], start: int, piped: bool) -> tuple[Region, int]:
    """The lines of a table from ``start`` on, and where it ends."""
    region = Region(piped)
    open_break: Break | None = None
    index = end = start
    parts_from: int | None = None
    while index < len(items):
        item = items[index]
        if isinstance(item, Break):
            open_break = item
        elif piped and is_border(item.text):
            (region.rules if "-|" in item.text.replace(" ", "") else region.borders).append(item.number)
            end = index + 1
        elif is_piped(item.text) if piped else is_tabbed(item.text):
            region.rows.append(Row(item.number, fields_of(item.text, piped), open_break))
            open_break, parts_from = None, None
            end = index + 1
        elif not piped and _is_band_title(items, index, region):
            region.rows.append(Row(item.number, [item.text.strip()], open_break))
            open_break, parts_from = None, None
        elif piped or open_break is not None or is_aside(item.text):
            break
        else:  # a part of a cell, or a row whose other cells are empty
            if parts_from is None:
                parts_from = len(region.rows)
            region.rows.append(Row(item.number, [item.text.strip()], None))
        index += 1
    if parts_from is not None:
        end_parts = _last_parts(region.rows, parts_from)
        end += end_parts
        del region.rows[parts_from + end_parts :]
    return region, end


def _is_band_title(items: Sequence[Item], index: int, region: Region) -> bool:
    """Whether a line alone is the title of the next part of a form (资金情况), which a program set apart."""
    line = items[index]
    assert isinstance(line, Line)
    text = line.text.strip()
    if len(text) > LONGEST_BAND_TITLE or is_aside(text) or SENTENCE.search(text) or NUMBERED.match(text):
        return False
    following = next((item for item in items[index + 1 :] if isinstance(item, Line)), None)
    if following is None or not is_tabbed(following.text):
        return False
    return begins_form(region.rows) or looks_like_form(region.rows)


def _last_parts(rows: list[Row], first: int) -> int:
    """How many of the single lines at the end of a table belong to its last row: those that make it whole."""
    from extractors.text.rows import mended, width_of

    whole = rows[:first]
    width = width_of(whole)
    for count in range(1, len(rows) - first + 1):
        if len(whole[-1].fields) < width and len(mended(rows[: first + count], False)) == len(whole):
            return count
    return 0


def _is_table(region: Region) -> bool:
    """Whether lines with pipes are a table: ruled, or alike in their number of fields."""
    counts = {len(row.fields) for row in region.rows}
    return bool(region.borders or region.rules) or len(counts) == 1 and counts != {1} or min(counts) > 2


def _native(rows: list[Row], both_ends: bool, title: str | None, markdown: bool) -> NativeTable:
    fields = levelled(rows, both_ends)
    if markdown:
        fields = [[plain(text) for text in texts] for texts in fields]
    if any(PLACEHOLDER.match(text) for text in fields[0]):
        fields[0] = ["" if PLACEHOLDER.match(text) else text for text in fields[0]]
    return merged(fields, [f"line[{row.line}]" for row in rows], title)


def _html_blocks(source: str, number: int) -> Iterator[Block]:
    """The table that HTML text holds; where it names no span, they are found as in other text."""
    anchor = f"line[{number}]"
    try:
        table = native_table(LINE_BREAK.sub(LINE_END, source), anchor)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        yield NativeText(plain(source), anchor)
        return
    if SPAN.search(source) or not table.cells:
        yield table
        return
    rows: list[Row] = []
    for cell in table.cells:
        while len(rows) <= cell.row:
            rows.append(Row(number, []))
        rows[cell.row].fields.append(cell.text)
    fields = levelled([row for row in rows if row.fields], both_ends=False)
    yield merged(fields, [f"{anchor}/r{row + 1}" for row in range(len(fields))], None)
