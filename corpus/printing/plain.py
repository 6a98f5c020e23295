"""Blocks -> plain text or Markdown, as an archive or another parser leaves a disclosure."""

from __future__ import annotations

import random
from dataclasses import dataclass
from html import escape

from corpus.printing.look import is_latin
from corpus.printing.pages import Block, Contents, Cover, Heading, SetParagraph, SetTable
from corpus.tables.sheet import Field, MadeSheet, placed

WIDE = 72
"""Columns of a line of text that a program breaks; a Chinese character takes two."""
PAGE_ROWS = 24
"""Rows of a table after which a page ends."""


@dataclass(frozen=True, slots=True)
class TextHabits:
    """How a program dumps text: ``charset``; each field of a merged cell holds its text (``repeated``);
    empty fields at the end of a line are left away (``stripped``), running text is broken (``wrapped``),
    the end of a page is a number or a form feed (``page_end``)."""

    charset: str = "utf-8"
    repeated: bool = False
    stripped: bool = False
    wrapped: bool = False
    page_end: str = ""

    @classmethod
    def of_seed(cls, name: str, seed: int) -> TextHabits:
        chance = random.Random(f"{name} {seed} text")
        charset = chance.choice(("utf-8", "utf-8", "gb18030", "utf-16"))
        repeated, stripped, wrapped = (chance.random() < share for share in (0.2, 0.3, 0.4))
        return cls(charset, repeated, stripped, wrapped, chance.choice(("", "", "- {n} -", "\f")))


def write_text(blocks: list[Block], habits: TextHabits) -> tuple[bytes, dict[int, str]]:
    """The text, in the character set of the habits, and the anchor of each figure by its identity."""
    text = _Text(habits)
    for block in blocks:
        text.add(block)
    return "\n".join([*text.lines, ""]).encode(habits.charset), text.anchors


class _Text:
    """The lines of the text as they grow."""

    def __init__(self, habits: TextHabits) -> None:
        self.habits = habits
        self.lines: list[str] = []
        self.anchors: dict[int, str] = {}
        self.pages = 0

    def add(self, block: Block) -> None:
        match block:
            case Cover():
                self.lines += [*block.lines, "", *([block.foot, ""] if block.foot else [])]
            case Contents():
                pass
            case Heading():
                self.lines += [*block.text.split("\n"), ""]
            case SetParagraph():
                self.paragraph(block.text)
            case SetTable():
                self.table(block.sheet)

    def paragraph(self, text: str) -> None:
        if not self.habits.wrapped:
            self.lines += [text, ""]
            return
        line = "　　"
        for char in text:
            if columns(line) + columns(char) > WIDE:
                self.lines.append(line)
                line = ""
            line += char
        self.lines.append(line)

    def table(self, sheet: MadeSheet) -> None:
        self.lines += ["", *captions(sheet), ""]
        rows = sheet.header + sheet.body
        for number, (fields, figures) in enumerate(laid_out(rows, len(sheet.widths), self.habits.repeated)):
            if number and number % PAGE_ROWS == 0 and number > len(sheet.header):
                self.page_end()
            line = "\t".join(field.replace("\n", "") for field in fields)
            self.lines.append(line.rstrip() if self.habits.stripped else line)
            for column, figure in figures:
                self.anchors[figure] = f"line[{len(self.lines)}]/c{column + 1}"
        self.lines += ["", *sheet.notes, ""]

    def page_end(self) -> None:
        self.pages += 1
        end = self.habits.page_end.format(n=self.pages)
        self.lines += ["", end, ""] if end and end != "\f" else [end] if end else [""]


@dataclass(frozen=True, slots=True)
class MarkdownHabits:
    """How a parser writes: tables in HTML with their spans or with pipes; headings emphasised too; marks
    between pages; ``<br>`` where a cell's lines end; each field of a merged cell holds its text, and
    fields are as wide as their column (``repeated``)."""

    html: bool = False
    emphasised: bool = False
    marked: bool = False
    broken: bool = False
    repeated: bool = False

    @classmethod
    def of_seed(cls, name: str, seed: int) -> MarkdownHabits:
        chance = random.Random(f"{name} {seed} markdown")
        return cls(*(chance.random() < share for share in (0.5, 0.4, 0.4, 0.5)))


def write_markdown(blocks: list[Block], habits: MarkdownHabits) -> tuple[bytes, dict[int, str]]:
    """The text as Markdown, in UTF-8, and the anchor of each figure by its identity."""
    text = _Markdown(habits)
    for block in blocks:
        text.add(block)
    return "\n".join(text.lines).encode(), text.anchors


class _Markdown:
    """The lines of the text as they grow."""

    def __init__(self, habits: MarkdownHabits) -> None:
        self.habits = habits
        self.lines: list[str] = []
        self.anchors: dict[int, str] = {}

    def add(self, block: Block) -> None:
        match block:
            case Cover():
                for line in [*block.lines, *([block.foot] if block.foot else [])]:
                    self.lines += [f"# {line}" if line in block.lines else line, ""]
                self.lines += ["![](images/0.png)", ""]
            case Contents():
                pass
            case Heading():
                text = block.text.replace("\n", " ")
                text = f"**{text}**" if self.habits.emphasised else text
                self.lines += [f"{'#' * (block.level + 1)} {text}", ""]
            case SetParagraph():
                self.lines += [block.text, ""]
            case SetTable():
                self.table(block.sheet)

    def table(self, sheet: MadeSheet) -> None:
        if self.habits.marked:
            self.lines += ["<!-- page -->", ""]
        for caption in captions(sheet):
            self.lines += [caption, ""]
        (self.html if self.habits.html else self.pipes)(sheet)
        for note in sheet.notes:
            self.lines += ["", note]
        self.lines.append("")

    def pipes(self, sheet: MadeSheet) -> None:
        width = len(sheet.widths)
        rows = laid_out(sheet.header + sheet.body, width, self.habits.repeated)
        wide = [0] * width
        if self.habits.repeated:
            wide = [max(len(fields[column]) for fields, _ in rows) for column in range(width)]
        for number, (fields, figures) in enumerate(rows):
            texts = [self.broken(field).replace("|", "\\|") for field in fields]
            self.lines.append("|" + "|".join(t.ljust(w) for t, w in zip(texts, wide, strict=True)) + "|")
            for column, figure in figures:
                self.anchors[figure] = f"line[{len(self.lines)}]/c{column + 1}"
            if number == 0:
                self.lines.append("|" + "---|" * width)

    def html(self, sheet: MadeSheet) -> None:
        xml = ["<table>"]
        last = -1
        for row, column, cell in placed(sheet.header + sheet.body):
            if cell.figure:
                self.anchors[id(cell.figure)] = f"line[{len(self.lines) + 1}]/r{row + 1}c{column + 1}"
            while last < row:
                xml.append("</tr>" * (last >= 0) + "<tr>")
                last += 1
            spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            xml.append(f"<td{spans}>{self.broken(escape(cell.text))}</td>")
        missing = len(sheet.header) + len(sheet.body) - 1 - last
        self.lines.append("".join([*xml, "</tr>", "<tr></tr>" * missing, "</table>"]))

    def broken(self, text: str) -> str:
        return text.replace("\n", "<br>" if self.habits.broken else "")


def columns(text: str) -> int:
    """The columns that a text takes."""
    return sum(1 if is_latin(char) else 2 for char in text)


def captions(sheet: MadeSheet) -> list[str]:
    """What stands above a table, a line each."""
    title = [sheet.title.replace("\n", "")] if sheet.title else []
    return [*title, *(text for line in sheet.caption for text in line if text)]


def laid_out(
    rows: list[list[Field]], width: int, repeated: bool
) -> list[tuple[list[str], list[tuple[int, int]]]]:
    """Rows of fields, each with the columns of its figures and their identities; what a merged cell
    covers is empty, or holds its text again."""
    fields = [[""] * width for _ in rows]
    figures: list[list[tuple[int, int]]] = [[] for _ in rows]
    for row, column, cell in placed(rows):
        fields[row][column] = cell.text
        if cell.figure:
            figures[row].append((column, id(cell.figure)))
        elif repeated:
            for below in range(row, row + cell.rows):
                fields[below][column : column + cell.columns] = [cell.text] * cell.columns
    return list(zip(fields, figures, strict=True))
