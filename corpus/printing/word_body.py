"""Blocks -> the body of a Word file as WordprocessingML (ECMA-376 part 1, chapter 17)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape

from corpus.printing.pages import Block, Contents, Cover, Heading, SetParagraph, SetTable
from corpus.printing.word_lists import Lists
from corpus.tables.sheet import Field, MadeSheet, caption_rows, placed

PORTRAIT, LANDSCAPE = (11906, 16838), (16838, 11906)
"""Width and height of A4 in twentieths of a point."""
MARGINS = 'w:top="1440" w:right="1304" w:bottom="1304" w:left="1304" w:header="851" w:footer="992"'
MARGIN = 1304
CONTENTS = "<!-- contents -->"
"""Stands for the table of contents until all headings are known."""
FIELD = {
    "begin": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
    ' TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    "end": '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
}
SINGLE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
THIN = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
LINES, CHARACTERS, ROWS = 24, 30, 32
"""What a page holds, roughly: for the page numbers in the table of contents."""


@dataclass(frozen=True, slots=True)
class WordHabits:
    """How a clerk uses Word: real heading styles or bold text, numbering by hand or by Word,
    titles above a table or as its first rows, runs of text cut anywhere by the proofing."""

    styles: bool
    numbering: bool
    title_inside: bool
    torn_runs: bool

    @classmethod
    def of_seed(cls, name: str, seed: int) -> WordHabits:
        chance = random.Random(f"{name} {seed} word")
        return cls(*(chance.random() < share for share in (0.6, 0.5, 0.25, 0.4)))


class Body:
    """The body's XML as it grows, section by section."""

    def __init__(self, habits: WordHabits) -> None:
        self.habits = habits
        self.chance = random.Random(repr(habits))
        self.parts: list[str] = []
        self.sections: list[tuple[bool, list[str]]] = []
        self.wide = False
        self.tables = 0
        self.anchors: dict[int, str] = {}
        self._lists = Lists()
        self.listed: list[tuple[str, int, int]] = []
        self.page, self.lines, self.front = 0, 0, 0

    @property
    def lists(self) -> list[tuple[int, int]]:
        return self._lists.made

    def add(self, block: Block) -> None:
        match block:
            case Cover():
                self.front += 1
                self.parts += ["<w:p/>"] * 6
                for text in block.lines:
                    size = min(36, (PORTRAIT[0] - 2 * MARGIN) // 20 // len(text))
                    self.parts.append(self.paragraph(text, size, "方正小标宋简体", centred=True))
                self.parts += ["<w:p/>"] * 9
                self.parts.append(self.paragraph(block.foot, 16, "楷体_GB2312", centred=True))
                self.turn(False)
            case Contents():
                self.front += 1
                self.parts.append(self.paragraph(block.title, 22, "黑体", centred=True))
                self.parts.append(CONTENTS)
                self.turn(False)
            case Heading():
                self.heading(block)
            case SetParagraph():
                self.turn(False, only_if_wide=True)
                self.parts.append(self.text(block.text))
                self._count(1 + len(block.text) // CHARACTERS)
            case SetTable():
                self.table(block)

    def turn(self, wide: bool, only_if_wide: bool = False) -> None:
        """Begin a section, portrait or landscape."""
        if only_if_wide and not self.wide:
            return
        if self.parts:
            self.sections.append((self.wide, self.parts))
        self.parts, self.wide = [], wide
        self.page, self.lines = self.page + 1, 0

    def heading(self, block: Heading) -> None:
        self.turn(False, only_if_wide=True)
        if block.level == 1:
            self._lists.close()
        elif block.level == 2:
            self._lists.close("bracket", "digit")
        size, face = {1: (22, "方正小标宋简体"), 2: (16, "黑体")}.get(block.level, (16, "楷体_GB2312"))
        style = f"Heading{block.level}" if self.habits.styles else ""
        breaks = block.level == 1 and bool(self.parts)
        self._count(LINES if breaks else 1)
        if block.listed:
            self.listed.append((block.text, block.level, self.page))
        self.parts.append(
            self.text(block.text, size, face, style=style, centred=block.level == 1, breaks=breaks)
        )

    def _count(self, lines: int) -> None:
        more, self.lines = divmod(self.lines + lines, LINES)
        self.page += more

    def _contents(self) -> str:
        """The table of contents as a field, with what Word showed when it was last brought up to date."""
        xml = []
        first, last = 0, len(self.listed) - 1
        for number, (text, level, page) in enumerate(self.listed):
            width = PORTRAIT[0] - 2 * MARGIN
            properties = (
                f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
                f'<w:ind w:left="{(level - 1) * 420}"/>'
            )
            begin = FIELD["begin"] if number == first else ""
            end = FIELD["end"] if number == last else ""
            shown = self.run(text, 12, "宋体", level == 1)
            told = self.run(str(max(1, page - self.front)), 12, "宋体", False)
            xml.append(f"<w:p><w:pPr>{properties}</w:pPr>{begin}{shown}<w:r><w:tab/></w:r>{told}{end}</w:p>")
        return "".join(xml)

    def text(
        self,
        text: str,
        size: float = 15,
        face: str = "仿宋_GB2312",
        style: str = "",
        centred: bool = False,
        breaks: bool = False,
    ) -> str:
        """A paragraph of the narrative, numbered by Word where it counts."""
        found = self._lists.numbered(text) if self.habits.numbering and not centred else None
        number, shown = found or (0, text)
        more = f'<w:pStyle w:val="{style}"/>' if style else ""
        more += "<w:pageBreakBefore/>" if breaks else ""
        if number:
            more += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        more += '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'
        more += "" if centred else f'<w:ind w:firstLineChars="200" w:firstLine="{int(size * 40)}"/>'
        return self.paragraph(shown, size, face, centred=centred, properties=more)

    def paragraph(
        self,
        text: str,
        size: float,
        face: str,
        centred: bool = False,
        bold: bool = False,
        properties: str = "",
        align: str = "",
    ) -> str:
        side = "center" if centred else align
        mark = f'<w:rPr><w:sz w:val="{int(size * 2)}"/></w:rPr>'  # it sets the height of an empty line
        inner = (properties or SINGLE) + (f'<w:jc w:val="{side}"/>' if side else "") + mark
        runs = "".join(self.run(part, size, face, bold) for part in self.pieces(text))
        return f"<w:p><w:pPr>{inner}</w:pPr>{runs}</w:p>"

    def pieces(self, text: str) -> Iterator[str]:
        """A text as Word keeps it: Latin and Chinese runs apart, some torn in the middle."""
        if not self.habits.torn_runs:
            if text:
                yield text
            return
        for _, chars in groupby(text, key=str.isascii):
            run = "".join(chars)
            at = self.chance.randrange(1, len(run)) if len(run) > 4 and self.chance.random() < 0.2 else 0
            yield from (part for part in (run[:at], run[at:]) if part)

    def run(self, text: str, size: float, face: str, bold: bool) -> str:
        inner = "<w:br/>".join(
            f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in text.split("\n")
        )
        weight = "<w:b/>" if bold else ""
        half = int(size * 2)
        return (
            f"<w:r><w:rPr><w:rFonts {fonts(face)}/>{weight}"
            f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>{inner}</w:r>'
        )

    def table(self, block: SetTable) -> None:
        """A table with its title, captions and notes, on a page of its direction."""
        sheet = block.sheet
        if sheet.wide != self.wide or self.parts:
            self.turn(sheet.wide)
        self.tables += 1
        if sheet.title:
            self.listed.append((sheet.title.replace("\n", ""), 2, self.page))
        self.page += len(sheet.body) // ROWS
        width = (LANDSCAPE if sheet.wide else PORTRAIT)[0] - 2 * MARGIN
        above: list[list[Field]] = []
        if self.habits.title_inside:
            above = caption_rows(sheet)
        else:
            if sheet.title:
                self.parts.append(self.paragraph(sheet.title, 16, "方正小标宋简体", centred=True))
            for line in sheet.caption:
                self.parts.append(self._caption(line, width))
        self.parts.append(self._grid(sheet, above, width))
        for note in sheet.notes:
            self.parts.append(self.paragraph(note, 9, "宋体"))
        if not sheet.notes:
            self.parts.append(f"<w:p><w:pPr>{THIN}</w:pPr></w:p>")

    def _caption(self, line: tuple[str, str, str], width: int) -> str:
        tabs = (
            f'<w:tabs><w:tab w:val="center" w:pos="{width // 2}"/>'
            f'<w:tab w:val="right" w:pos="{width}"/></w:tabs>'
        )
        runs = "<w:r><w:tab/></w:r>".join(
            "".join(self.run(piece, 9, "宋体", False) for piece in self.pieces(text)) for text in line
        )
        return f"<w:p><w:pPr>{tabs}</w:pPr>{runs}</w:p>"

    def _grid(self, sheet: MadeSheet, above: list[list[Field]], width: int) -> str:
        total = sum(sheet.widths)
        widths = [int(width * w / total) for w in sheet.widths]
        rows = above + sheet.header + sheet.body
        heads, bare = len(above) + len(sheet.header), len(above)
        size = min(9.0, max(5.0, width / 20 / len(widths) / 4.6))
        xml = [
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{_borders("single")}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar>'
            "</w:tblPr><w:tblGrid>",
            *(f'<w:gridCol w:w="{w}"/>' for w in widths),
            "</w:tblGrid>",
        ]
        cells = {(r, c): cell for r, c, cell in placed(rows)}
        self._anchor(cells)
        for r in range(len(rows)):
            height = "" if r < bare else '<w:trHeight w:val="340" w:hRule="atLeast"/>'
            head = "<w:tblHeader/>" if r < heads else ""
            xml.append(f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>")
            for cell, part, first in _row(cells, r, len(widths)):
                xml.append(self._cell(cell, part, sum(widths[first : first + cell.columns]), size, r < bare))
            xml.append("</w:tr>")
        return "".join([*xml, "</w:tbl>"])

    def _cell(self, cell: Field, part: str, width: int, size: float, bare: bool) -> str:
        inner = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        inner += f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        inner += {"whole": "", "top": '<w:vMerge w:val="restart"/>', "below": "<w:vMerge/>"}[part]
        inner += f"<w:tcBorders>{_borders('nil')}</w:tcBorders>" if bare else ""
        text = "" if part == "below" else cell.text
        face = "方正小标宋简体" if bare and cell.header else "宋体"
        shown = self.paragraph(
            text, 15 if bare and cell.header else size, face, bold=cell.bold, align=cell.align
        )
        return f'<w:tc><w:tcPr>{inner}<w:vAlign w:val="center"/></w:tcPr>{shown}</w:tc>'

    def _anchor(self, cells: dict[tuple[int, int], Field]) -> None:
        for (row, column), cell in cells.items():
            if cell.figure:
                self.anchors[id(cell.figure)] = f"table[{self.tables}]/r{row + 1}c{column + 1}"

    def finished(self, footer: str) -> str:
        """All sections; those of cover and contents, at the front, have no page number."""
        self.sections.append((self.wide, self.parts))
        xml: list[str] = []
        for number, (wide, parts) in enumerate(self.sections):
            width, height = LANDSCAPE if wide else PORTRAIT
            turned = ' w:orient="landscape"' if wide else ""
            numbered = number == min(self.front, len(self.sections) - 1)
            told = f'<w:footerReference w:type="default" r:id="{footer}"/>' if numbered else ""
            properties = (
                f'<w:sectPr>{told}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
                f'<w:pgMar {MARGINS} w:gutter="0"/>'
                + ('<w:pgNumType w:start="1"/>' if told else "")
                + "</w:sectPr>"
            )
            xml += [self._contents() if part is CONTENTS else part for part in parts]
            last = number == len(self.sections) - 1
            xml.append(properties if last else f"<w:p><w:pPr>{THIN}{properties}</w:pPr></w:p>")
        return "".join(xml)


def fonts(face: str) -> str:
    """Attributes of a run's fonts: a Chinese face, Times for Latin letters and digits."""
    return f'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="{face}"'


def _row(cells: dict[tuple[int, int], Field], row: int, columns: int) -> Iterable[tuple[Field, str, int]]:
    """The cells that a row of Word's has: (cell, whether it begins here or above, first column)."""
    column = 0
    while column < columns:
        top = row
        while (top, column) not in cells or top + cells[top, column].rows <= row:
            top -= 1
            if top < 0:
                break
        if top < 0:
            yield Field(), "whole", column
            column += 1
            continue
        cell = cells[top, column]
        yield cell, "whole" if cell.rows == 1 else "top" if top == row else "below", column
        column += cell.columns


def _borders(kind: str) -> str:
    sides = ("top", "left", "bottom", "right")
    inner = ("insideH", "insideV") if kind == "single" else ()
    return "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0"/>' for side in (*sides, *inner))
