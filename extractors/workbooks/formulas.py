"""What plain sums of a workbook come to whose writer kept no value: ``=SUM(C5:C9)``, ``=B3+Sheet2!C4-1``.

Accounting programs write formulas and leave the counting to whoever opens the file; a reader of it sees the
sums. Sums, differences, products, quotients and ROUND over cells and numbers are counted; whatever else
stands in a formula, the cell stays unknown. Nothing is run: a formula is read as arithmetic and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, DecimalException

from extractors.workbooks.book import BookSheet, Place, place_of
from extractors.workbooks.number_formats import shown

LONGEST = 2000
"""Characters of a formula that is read; a sum of some hundred cells has fewer."""
DEEPEST = 60
"""Sums of sums of sums; a form has five levels."""
MOST_READ = 1_000_000
"""Cells that the formulas of a workbook read, all together; a year's forms read some 20,000."""
MOST_PLACES = 6
"""Places that a sum is rounded to."""

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)(?![\w!(])
    |(?P<function>SUM|ROUND)\(
    |(?:(?P<sheet>'(?:[^']|'')+'|\w+)!)?(?P<first>\$?[A-Z]{1,3}\$?\d{1,7})(?::(?P<last>\$?[A-Z]{1,3}\$?\d{1,7}))?(?![\w!(])
    |(?P<sign>[-+*/(),]))\s*""",
    re.X,
)


def count(sheets: Sequence[BookSheet], from_1904: bool) -> None:
    """Show what the formulas without a value come to; the others are ``unknown``."""
    counting = Counting({sheet.name: sheet for sheet in sheets})
    for sheet in sheets:
        for place, formula in sheet.formulas.items():
            try:
                value = float(counting.value(sheet.name, place))
            except NotCounted:
                sheet.unknown.append(place)
                continue
            sheet.counted.append(place)
            if value or formula.zeros:
                text = shown(value, formula.style.number_format, from_1904)
                sheet.show(place, text, formula.style.centred)


class NotCounted(Exception):
    """A formula that is no plain sum, or one that reads a cell whose value is not known."""


class Counting:
    """The formulas of a workbook, each counted once."""

    def __init__(self, sheets: Mapping[str, BookSheet]) -> None:
        self._sheets = sheets
        self._found: dict[tuple[str, Place], Decimal | None] = {}
        self._left = MOST_READ
        self._depth = 0

    def value(self, sheet: str, place: Place) -> Decimal:
        """The value of a cell that has a formula. Raises :class:`NotCounted`."""
        key = (sheet, place)
        if key not in self._found:
            if self._depth >= DEEPEST:
                raise NotCounted
            self._found[key] = None  # a cell that reads itself is not known
            self._depth += 1
            try:
                self._found[key] = _Formula(self, sheet, self._sheets[sheet].formulas[place].text).value()
            except (NotCounted, DecimalException):
                pass
            finally:
                self._depth -= 1
        found = self._found[key]
        if found is None:
            raise NotCounted
        return found

    def numbers(self, sheet: str, first: Place, last: Place) -> Iterator[Decimal]:
        """The numbers of a range of cells, row by row; texts and empty cells are none."""
        if sheet not in self._sheets:
            raise NotCounted
        self._left -= (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
        if self._left < 0:
            raise NotCounted
        cells = self._sheets[sheet]
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                place = (row, column)
                if place in cells.formulas:
                    yield self.value(sheet, place)
                elif place in cells.numbers:
                    yield Decimal(f"{cells.numbers[place]:.15g}")
                elif place in cells.errors:
                    raise NotCounted

    def number(self, sheet: str, place: Place) -> Decimal:
        """The number of one cell; nothing is 0. Raises :class:`NotCounted` for a text."""
        found = list(self.numbers(sheet, place, place))
        if not found and place in self._sheets[sheet].texts:
            raise NotCounted
        return found[0] if found else Decimal(0)


class _Formula:
    """One formula, read from left to right."""

    def __init__(self, counting: Counting, sheet: str, text: str) -> None:
        self._counting, self._sheet = counting, sheet
        self._tokens = list(_tokens(text.removeprefix("=")))
        self._at = 0

    def value(self) -> Decimal:
        found = self._sum()
        if self._at < len(self._tokens):
            raise NotCounted
        return found

    def _take(self, *signs: str) -> str | None:
        """The sign that comes next, if it is one of these."""
        if self._at < len(self._tokens) and self._tokens[self._at]["sign"] in signs:
            self._at += 1
            return self._tokens[self._at - 1]["sign"]
        return None

    def _need(self, sign: str) -> None:
        if self._take(sign) is None:
            raise NotCounted

    def _sum(self) -> Decimal:
        found = self._product()
        while sign := self._take("+", "-"):
            part = self._product()
            found = found + part if sign == "+" else found - part
        return found

    def _product(self) -> Decimal:
        found = self._atom()
        while sign := self._take("*", "/"):
            factor = self._atom()
            found = found * factor if sign == "*" else found / factor
        return found

    def _atom(self) -> Decimal:
        if sign := self._take("+", "-"):
            return self._atom() if sign == "+" else -self._atom()
        if self._take("("):
            found = self._sum()
            self._need(")")
            return found
        if self._at >= len(self._tokens):
            raise NotCounted
        token = self._tokens[self._at]
        self._at += 1
        if token["number"]:
            return Decimal(token["number"])
        if token["function"] == "SUM":
            return self._total()
        if token["function"] == "ROUND":
            return self._rounded()
        if token["first"] and not token["last"]:
            return self._counting.number(self._sheet_of(token), _place(token["first"]))
        raise NotCounted

    def _total(self) -> Decimal:
        found = Decimal(0)
        while True:
            token = self._tokens[self._at] if self._at < len(self._tokens) else {}
            if token.get("first") and self._ends_behind():
                first = _place(token["first"])
                last = _place(token["last"] or token["first"])
                self._at += 1
                found += sum(self._counting.numbers(self._sheet_of(token), first, last), Decimal(0))
            else:
                found += self._sum()
            if self._take(","):
                continue
            self._need(")")
            return found

    def _ends_behind(self) -> bool:
        """Whether the token that comes next is all of a function's argument."""
        behind = self._at + 1
        return behind < len(self._tokens) and self._tokens[behind]["sign"] in (",", ")")

    def _rounded(self) -> Decimal:
        found = self._sum()
        self._need(",")
        places = self._sum()
        self._need(")")
        if places not in range(MOST_PLACES + 1):
            raise NotCounted
        return found.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)

    def _sheet_of(self, token: Mapping[str, str]) -> str:
        name = token["sheet"]
        if not name:
            return self._sheet
        return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _tokens(text: str) -> Iterator[dict[str, str]]:
    if len(text) > LONGEST:
        raise NotCounted
    at = 0
    while at < len(text):
        token = TOKEN.match(text, at)
        if token is None:
            raise NotCounted
        yield token.groupdict()
        at = token.end()


def _place(reference: str) -> Place:
    try:
        return place_of(reference.replace("$", ""))
    except ValueError as error:
        raise NotCounted from error
