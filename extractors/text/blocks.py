"""A text's lines into paragraphs and tables, in order.

Headings with the text that follows them on one line, as parsers write what looks alike on a page.

Where a heading is set like the text below it, a parser makes one heading of both, and of the next
numbered chapters too; a blank stands where a line of the page ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lxml import etree

from extractors.chapters import LONGEST_HEADING, heading_level, kind_of
from extractors.characters import PAUSE, columns, normalise, tight
from extractors.html_tables import LINE_END, native_table, text_beside_cells
from extractors.native import USUAL_SIZE, Block, NativeTable, NativeText
from extractors.paragraphs import SENTENCE_END
from extractors.tables.captions.wording import LONGEST_TITLE
from extractors.text.lines import Break, Line
from extractors.text.markup import BULLET, FENCE, LINE_BREAK, QUOTE, heading, is_strong, pictures, plain
from extractors.text.mending import bordered, parted
from extractors.text.prose import FEWEST, LONG, Setting, goes_on, setting_of
from extractors.text.regions import collect, is_table
from extractors.text.rows import Row, is_aside, is_askew, is_piped, is_tabbed, levelled
from extractors.text.spans import merged
from records.lexicon.statements import statement_of_title
from records.list_numbers import HEADING
from records.phrases import Phrases

WORDS = Phrases("extractors")

HEADING_SIZES = (22.0, 18.0, 15.0, 13.0, 12.0, 12.0)
TABLE_START = re.compile(r"<table\b", re.IGNORECASE)
TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption\s*>", re.IGNORECASE | re.DOTALL)
SPAN = re.compile(r"\b(?:row|col)span\s*=", re.IGNORECASE)
LONGEST_COVER_LINE = 60
"""A longer line is none of the cover's."""
SPACED = 0.9
"""So large a share of the lines has a blank one below it, where all have."""
MOST_CAPTIONS = 6
"""Lines above a table among which its title stands."""

Item = Line | Break
NUMBERED = re.compile(rf"(?<=[。；：]) +(?=(?:{HEADING.pattern}))")
IN_NUMBERS = re.compile(r"(?<=[（(]) +| +(?=[)）])|(?<=\b\d) +(?=[.．、]\D)|(?<=\b\d\d) +(?=[.．、]\D)")
BLANKS = re.compile(" +")
SENTENCE = re.compile(rf"{PAUSE}|：")


@dataclass(slots=True)
class Blocks:
    """The blocks found, how many pictures the text refers to, and the lines at which tables begin whose
    columns cannot be told (``askew``), or that hold text outside of their cells (``torn``)."""

    blocks: list[Block] = field(default_factory=list)
    pictures: int = 0
    askew: list[int] = field(default_factory=list)
    torn: list[int] = field(default_factory=list)


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
        self.last = ""
        self.begun = False
        self.ragged: dict[int, int] = {}
        self.askew = False
        tabbed = [item.text for item in items if isinstance(item, Line) and is_tabbed(item.text)]
        self.stripped = len(tabbed) > 1 and not any(text.endswith("\t") for text in tabbed)
        self.both_ends = self.stripped and not any(text.startswith("\t") for text in tabbed)
        self.setting: Setting = setting_of(
            [item.text for item in items if isinstance(item, Line) and not is_tabbed(item.text)]
        )
        self.spaced = _is_spaced(items)

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
                alone = gap and (index + 1 == len(self.items) or isinstance(self.items[index + 1], Break))
                self._text(item, gap, alone)
                index += 1
            gap = False
        self._close()
        if self.askew:  # blanks at both ends of lines are gone: where a short row begins is not known
            self.result.askew = list(self.ragged.values())
            self.result.blocks = [block for block in self.result.blocks if id(block) not in self.ragged]

    def _close(self) -> None:
        if self.open is not None and self.open.text.strip():
            self.result.blocks.append(self.open)
        self.open = None

    def _text(self, line: Line, gap: bool, alone: bool = False) -> None:
        """Take up a line of text: it begins a paragraph, or goes on with the one that is open.

        ``alone``: blank lines stand above and below it.
        """
        text = line.text
        self.result.pictures += pictures(text)
        anchor = f"line[{line.number}]"
        marked = heading(text) if self.markdown else None
        if FENCE.match(text):
            return
        if marked is not None:
            level, title = marked
            parts = parts_of(title)
            if len(parts) > 1 or is_sentence(title):
                for part in parts:
                    if len(parts) > 1:
                        self._close()
                    self._text(Line(line.number, part), gap)
                return
            self._close()
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
        above = self.open
        parted = gap and not self.spaced
        if above is not None and not begins and goes_on(above.text, self.last, text, parted, self.setting):
            self.open = replace(above, text=above.text.rstrip() + text.strip(" \u3000"))
            self.last = text
            return
        self._close()
        self.begun = self.begun or len(text) > LONGEST_COVER_LINE
        if alone and self.begun and _is_chapter(text):
            self.result.blocks.append(NativeText(text.strip(), anchor, HEADING_SIZES[0], True, 1))
            return
        self.open, self.last = NativeText(text.rstrip(), anchor, USUAL_SIZE), text

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
        title = _title_above(self.result.blocks)
        if (lost := text_beside_cells(source[:end])) is not None:
            self.result.torn.append(first.number)
            anchor = f"line[{first.number}]"
            self.result.blocks += [NativeText(text, anchor) for text in lost]
        else:
            if caption := CAPTION.search(source):
                self.result.blocks.append(NativeText(plain(caption[1]), f"line[{first.number}]"))
            self.result.blocks += _html_blocks(source[:end], first.number, title)
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
        region, end = collect(self.items, start, piped, self.stripped)
        if len(region.rows) < 2 or piped and not is_table(region):
            return 0
        self._close()
        rows = bordered(region) if len(region.borders) > 2 else region.rows
        title = _title_above(self.result.blocks)
        for table in parted(rows, self.stripped or piped):
            block = _native(table, self.both_ends and not piped, title, self.markdown)
            self.result.blocks.append(block)
            if self.both_ends and not piped and len({len(row.fields) for row in table}) > 1:
                self.ragged[id(block)] = table[0].line
                self.askew = self.askew or is_askew(table)
        return end


def _is_spaced(items: Sequence[Item]) -> bool:
    """Whether a blank line stands below nearly every line of the text, also within its paragraphs."""
    texts = [
        isinstance(after, Break)
        for item, after in pairwise(items)
        if isinstance(item, Line) and not is_tabbed(item.text) and not is_piped(item.text)
    ]
    cut = [
        after.text
        for item, gap, after in zip(items, items[1:], items[2:], strict=False)
        if isinstance(item, Line) and isinstance(gap, Break) and isinstance(after, Line)
        if columns(item.text) >= LONG
        and not item.text.rstrip().endswith(SENTENCE_END)
        and not HEADING.match(after.text.strip())
    ]
    return len(cut) >= FEWEST and sum(texts) >= SPACED * len(texts)


def is_sentence(text: str) -> bool:
    """Whether a line marked as a heading is none, but the end of a sentence."""
    return text.endswith("。") and heading_level(text) is None


def goes_on_none(text: str) -> bool:
    """Whether a text ends in the middle of a sentence."""
    return text.endswith(("，", "、"))


def _is_chapter(text: str) -> bool:
    """Whether a line that stands alone is the title of a chapter without a number (名词解释)."""
    title = text.strip()
    return (
        len(title) <= LONGEST_TITLE
        and not WORDS.not_in_heading.search(title)
        and not HEADING.match(title)
        and statement_of_title(title) is None
        and kind_of(title) is not None
        and not is_aside(title)
    )


def _title_above(blocks: Sequence[Block]) -> str | None:
    """The text before a table that names a statement, if one stands near above it."""
    for block in reversed(blocks[-MOST_CAPTIONS:]):
        if isinstance(block, NativeTable):
            return None
        if len(block.text) <= LONGEST_TITLE and statement_of_title(block.text) is not None:
            return block.text
    return None


def _native(rows: list[Row], both_ends: bool, title: str | None, markdown: bool) -> NativeTable:
    fields = levelled(rows, both_ends)
    if markdown:
        fields = [[plain(text) for text in texts] for texts in fields]
    return merged(fields, [f"line[{row.line}]/c" for row in rows], title)


def _html_blocks(source: str, number: int, title: str | None) -> Iterator[Block]:
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
    yield merged(fields, [f"{anchor}/r{row + 1}c" for row in range(len(fields))], title)


def parts_of(text: str) -> list[str]:
    """The headings and the paragraphs that stand on one line, in order."""
    text = IN_NUMBERS.sub("", normalise(text))
    return [part for piece in NUMBERED.split(text) for part in _with_headings(piece)]


def _with_headings(text: str) -> Iterator[str]:
    """A text with the headings that it begins with set apart."""
    rest = text.strip()
    while (end := _heading_end(rest)) is not None:
        yield rest[:end].strip()
        rest = rest[end:].strip()
    if rest:
        yield rest


def _heading_end(text: str) -> int | None:
    """Where the heading ends that a text begins with and goes on behind; ``None`` if there is none.

    It is a numbered title, and ends with a word that closes one: a blank may as well stand where a line
    of the page ended.
    """
    for match in BLANKS.finditer(text):
        if match.start() > max(LONGEST_HEADING):
            break
        found = heading_level(tight(text[: match.start()]))
        rest = text[match.end() :]
        if found and WORDS.closes_heading.search(found[2]) and (SENTENCE.search(rest) or HEADING.match(rest)):
            return match.start()
    return None
