"""Tables -> a workbook (XLSX) as accounting programs and clerks leave them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from corpus.printing.pages import SetTable
from corpus.tables.sheet import Field, MadeSheet, TrueFigure, caption_rows, placed

STORED = ("exact", "printed", "text", "yuan")
"""Money as exact amounts that a format rounds, as the rounded amounts, as text, or as whole yuan that a
format shows in 万元."""
IN_WAN = "0!.0000"
CODE = re.compile(r"[1-9]\d{2,6}", re.ASCII)
NUMBER = re.compile(r"-?[\d,]+(\.\d+)?%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class BookHabits:
    """How a workbook is kept.

    ``stacked``: all statements on one sheet, one below the other; ``stored``: one of ``STORED``;
    ``names``: sheets named after the tables, after their number (Z01 …), or by the program (Sheet1 …);
    ``formulas``: totals and repeated amounts are formulas; ``hidden``: a sheet, rows and a column of the
    accounting program that nobody is meant to see; ``first``: row and column of the first table;
    ``bordered``: cells have borders; ``untitled``: only a sheet's name says what its table is;
    ``codes``: account codes are numbers.
    """

    stacked: bool
    stored: str
    names: str
    formulas: bool
    hidden: bool
    first: tuple[int, int]
    bordered: bool
    untitled: bool
    codes: bool

    @classmethod
    def of_seed(cls, name: str, seed: int) -> BookHabits:
        chance = random.Random(f"{name} {seed} book")
        stacked = chance.random() < 0.25
        names = chance.choice(("title", "number", "program"))
        return cls(
            stacked=stacked,
            stored=chance.choice(STORED),
            names=names,
            formulas=chance.random() < 0.5,
            hidden=chance.random() < 0.4,
            first=(chance.choice((0, 0, 1)), chance.choice((0, 0, 1))),
            bordered=chance.random() < 0.75,
            untitled=chance.random() < 0.4 and names == "title" and not stacked,
            codes=chance.random() < 0.5,
        )


def write(tables: list[SetTable], title: str, year: int, habits: BookHabits) -> tuple[bytes, dict[int, str]]:
    """The tables as XLSX, and the anchor of each figure (``Sheet1!C7``) by its identity.

    The same tables and habits give the same bytes.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"title": title, "author": "财务科", "created": datetime(year + 1, 2, 28, 9, 30)})
    writer = _Book(book, habits)
    if habits.hidden:
        writer.hidden_sheet()
    for table in tables:
        writer.add(table.sheet)
    book.close()
    return buffer.getvalue(), writer.anchors


class _Book:
    """The workbook as it grows."""

    def __init__(self, book: xlsxwriter.Workbook, habits: BookHabits) -> None:
        self.book, self.habits = book, habits
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.anchors: dict[int, str] = {}
        self.names: list[str] = []
        self.sheet: Worksheet | None = None
        self.row = 0

    def hidden_sheet(self) -> None:
        """What an accounting program keeps for itself, with amounts that are not published."""
        sheet = self.book.add_worksheet("HIDDENSHEETNAME")
        sheet.write_row(0, 0, ["RECKEY", "VALUE", "CHECK"])
        for n in range(8):
            sheet.write_row(n + 1, 0, [f"K{n:03d}", 1000.01 + 37 * n, 0])
        sheet.very_hidden()

    def format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": "宋体", "valign": "vcenter", **properties})
        return self.formats[key]

    def name(self, sheet: MadeSheet) -> str:
        """A sheet's name: no more than 31 characters, none twice."""
        number = len(self.names) + 1
        match self.habits.names:
            case "title":
                plain = sheet.title.replace("\n", "").translate({ord(c): "" for c in "[]:*?/\\'"})
                name = plain[:26] or f"表{number}"
            case "number":
                name = f"Z{number:02d}"
            case _:
                name = f"Sheet{number}"
        if name in self.names:
            name = f"{name}({number})"
        self.names.append(name)
        return name

    def add(self, sheet: MadeSheet) -> None:
        """A table on a sheet of its own, or below the one before."""
        top, left = self.habits.first
        if self.sheet is None or not self.habits.stacked:
            self.sheet = self.book.add_worksheet(self.name(sheet))
            self.row = top
            if self.habits.hidden and left:
                self.sheet.write(top, 0, "BBXH")
                self.sheet.set_column(0, 0, 8, None, {"hidden": True})
            if not self.habits.stacked:
                total = sum(sheet.widths)
                for column, width in enumerate(sheet.widths):
                    self.sheet.set_column(left + column, left + column, max(5, 130 * width / total))
            if sheet.wide:
                self.sheet.set_landscape()
            self.sheet.set_paper(9)
            self.sheet.fit_to_pages(1, 0)
            self.sheet.activate()
        above = caption_rows(replace(sheet, title="") if self.habits.untitled else sheet)
        rows = above + sheet.header + sheet.body
        grid = {(r, c): cell for r, c, cell in placed(rows)}
        done = _Sums(grid, self.row, left) if self.habits.formulas else None
        for (r, c), cell in grid.items():
            where = (self.row + r, left + c)
            border = {"border": 1} if self.habits.bordered else {}
            bordered = {} if r < len(above) else {"text_wrap": True, **border}
            size = 16 if cell.header and r < len(above) else 9
            look = {"align": cell.align, "font_size": size, "bold": cell.bold, **bordered}
            self.put(where, cell, sheet.unit, look, done)
        self.row += len(rows)
        for note in sheet.notes:
            self.sheet.write_string(self.row, left, note, self.format(font_size=9))
            self.row += 1
        if self.habits.hidden:
            # A row of keys below the table, hidden as accounting programs do.
            self.sheet.write_row(self.row, left, ["HJ", 99.99])
            self.sheet.set_row(self.row, None, None, {"hidden": True})
            self.row += 1
        self.row += 2

    def put(
        self, where: tuple[int, int], cell: Field, unit: str, look: dict[str, Any], sums: _Sums | None
    ) -> None:
        """A cell with its span; numbers as the habits want them stored."""
        assert self.sheet is not None
        value, number_format = self.stored(cell, unit)
        form = self.format(**look, **({"num_format": number_format} if number_format else {}))
        if cell.rows > 1 or cell.columns > 1:
            last = (where[0] + cell.rows - 1, where[1] + cell.columns - 1)
            self.sheet.merge_range(*where, *last, "", form)
        if cell.figure:
            self.anchors[id(cell.figure)] = f"{self.sheet.get_name()}!{xl_rowcol_to_cell(*where)}"
        formula = sums.formula(where, cell.figure) if sums and cell.figure and value is not None else None
        if isinstance(value, str):
            self.sheet.write_string(*where, value, form)
        elif value is None:
            self.sheet.write_blank(*where, None, form)
        elif formula:
            self.sheet.write_formula(*where, formula, form, float(value))
        else:
            self.sheet.write_number(*where, float(value), form)

    def stored(self, cell: Field, unit: str) -> tuple[str | Decimal | None, str]:
        """What the cell holds, and its number format: shown, it is the printed text."""
        figure, text = cell.figure, cell.text
        if self.habits.codes and not figure and CODE.fullmatch(text):
            return Decimal(text), ""
        if not figure or self.habits.stored == "text" or not _plain(text):
            return (text or None), ("@" if figure and self.habits.stored == "text" else "")
        thousands = "#,##0" if "," in text else "0"
        if text.endswith("%"):
            return Decimal(figure.value[:-1]) / 100, "0" + _places(figure.value[:-1]) + "%"
        places = _places(figure.value)
        if places == ".0000" and figure.exact is not None:
            return _whole(figure.exact), IN_WAN
        if self.habits.stored == "exact" and figure.exact is not None:
            if unit == "元":
                return figure.exact, thousands + places
            return figure.exact / 10_000, thousands + places
        return Decimal(figure.value), thousands + places


def restate(tables: Iterable[SetTable]) -> None:
    """Print all money in 万元 with four places, which is to the yuan: what ``stored = "yuan"`` shows."""
    sheets = [table.sheet for table in tables if table.sheet.unit == "万元"]
    for cell in (cell for sheet in sheets for row in sheet.body for cell in row):
        if cell.figure and cell.figure.exact is not None:
            cell.text = f"{_whole(cell.figure.exact) / 10_000:.4f}"
            cell.figure = replace(cell.figure, value=cell.text)


def _whole(yuan: Decimal) -> Decimal:
    return yuan.quantize(Decimal(1), ROUND_HALF_UP)


def _plain(text: str) -> bool:
    """Whether a printed text is a number, or a percentage, and nothing else."""
    return bool(NUMBER.fullmatch(text))


def _places(number: str) -> str:
    places = len(number.partition(".")[2])
    return "." + "0" * places if places else ""


def _amount(figure: TrueFigure) -> bool:
    return _plain(figure.value) and not figure.value.endswith("%")


class _Sums:
    """Formulas that give a table's amounts again: a total as the sum of its parts in the row, or as
    what stands elsewhere in the table."""

    def __init__(self, grid: dict[tuple[int, int], Field], top: int, left: int) -> None:
        self.first: dict[Decimal, str] = {}
        self.parts: dict[tuple[int, str], tuple[Decimal, str]] = {}
        for (r, c), cell in grid.items():
            if cell.figure and _amount(cell.figure):
                name = xl_rowcol_to_cell(top + r, left + c)
                self.parts.setdefault((top + r, cell.figure.measure), (Decimal(cell.figure.value), name))

    def formula(self, where: tuple[int, int], figure: TrueFigure) -> str | None:
        """A formula for a figure, or None where it stands for itself."""
        if not _amount(figure):
            return None
        value, name = Decimal(figure.value), xl_rowcol_to_cell(*where)
        row = where[0]
        addends = [self.parts.get((row, part)) for part in ("basic", "project")]
        if figure.measure == "total" and all(addends):
            (a, at_a), (b, at_b) = (part for part in addends if part)
            if a + b == value and name not in (at_a, at_b):
                return f"={at_a}+{at_b}"
        if value >= 100 and value in self.first:
            return f"={self.first[value]}"
        self.first.setdefault(value, name)
        return None
