"""Errors planted into a made document, as published ones have them, each with its entry in the truth.

The classes are those of the annotation guide. A text_vs_table, rate or wording defect makes one claim
``contradicted``; arithmetic, table_vs_table, account_name and year ones leave the claims as they are;
``rounding`` is one unit in the last place, which is no error. A claim or cell is altered only where no
other claim follows from it, so that all other verdicts stay what they are.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from corpus.bodies import accounts
from corpus.bodies.model import Year
from corpus.printing.pages import Heading, SetTable
from corpus.tables.sheet import Field, TrueFigure
from corpus.telling.narrative import MadeNarrative, Mark
from corpus.telling.verdicts import depends

Place = Callable[[], int]
OPPOSITE = {"增长": "下降", "下降": "增长"}
DIRECTION = {"up": "down", "down": "up"}


@dataclass(slots=True)
class Planting:
    """A document whose pages are not set yet, and what has been planted in it."""

    year: Year
    tables: list[SetTable]
    story: MadeNarrative
    chance: random.Random
    touched: set[int] = field(default_factory=set)
    planted: list[tuple[dict[str, Any], Place]] = field(default_factory=list)

    def note(self, place: Place, where: str, expected: str, found: str, **more: Any) -> None:
        entry = {"page": None, "where": where, "expected": expected, "found": found}
        self.planted.append((entry | more, place))

    def entries(self, paged: bool = True) -> list[dict[str, Any]]:
        """The defects in the gold format; if ``paged``, only after the pages are set."""
        return [{**entry, "page": place() if paged else None} for entry, place in self.planted]

    def marks(self, *forms: str) -> list[Mark]:
        """Claims of these forms in paragraphs without a defect, in random order."""
        found = [
            m
            for m in self.story.claims
            if m.said and m.said.form in forms and id(m.paragraph) not in self.touched
        ]
        self.chance.shuffle(found)
        return found

    def cells(self) -> list[tuple[SetTable, list[Field], Field, TrueFigure]]:
        """Figures of tables without a defect that no claim refers to, in random order."""
        referred = {_key(c) for m in self.story.claims for c in m.entry["cells"]}
        found = [
            (table, row, cell, cell.figure)
            for table in self.tables
            if id(table) not in self.touched
            for row in table.sheet.body
            for cell in row
            if cell.figure
            and (table.sheet.statement, cell.figure.code or cell.figure.row, cell.figure.col) not in referred
        ]
        self.chance.shuffle(found)
        return found


def _key(cell: list[Any]) -> tuple[Any, ...]:
    return cell[0], cell[1], tuple(cell[2])


def plant(year: Year, tables: list[SetTable], story: MadeNarrative, seed: str, count: int) -> Planting:
    """Plant ``count`` defects of different classes, and a rounding difference in text and table each.

    A class for which the document has no place is passed over, so there may be fewer.
    """
    planting = Planting(year, tables, story, random.Random(seed))
    names = sorted(CLASSES)
    planting.chance.shuffle(names)
    done = 0
    for name in names:
        done += done < count and CLASSES[name](planting)
    if count:
        _rounding_in_text(planting)
        _rounding_in_table(planting)
    return planting


def _altered(text: str, chance: random.Random, least: Decimal) -> str:
    """A printed number with one digit before the point changed, off by at least 2 % and ``least``."""
    value = Decimal(text.replace(",", ""))
    end = text.index(".") if "." in text else len(text)
    places = [i for i, c in enumerate(text[:end]) if c.isdigit()]
    options = []
    for i in places:
        for digit in "123456789" if i == places[0] else "0123456789":
            changed = text[:i] + digit + text[i + 1 :]
            off = abs(Decimal(changed.replace(",", "")) - value)
            if off >= max(least, value / 50):
                options.append(changed)
    return chance.choice(options)


def _nudged(text: str) -> str:
    """A printed number one unit off in its last place, of the same length."""
    digit = int(text[-1])
    return text[:-1] + str(digit - 1 if digit == 9 else digit + 1)


def _reprint(mark: Mark, text: str) -> None:
    """Print another value of the same length for a claim."""
    before, after = mark.paragraph.text[: mark.start], mark.paragraph.text[mark.start + len(text) :]
    mark.paragraph.text = before + text + after
    mark.entry["value"] = text


def _page_of(mark: Mark) -> Place:
    return lambda: mark.paragraph.page_of[mark.start]


def _text_note(planting: Planting, mark: Mark, expected: str, **more: Any) -> None:
    planting.touched.add(id(mark.paragraph))
    where = mark.paragraph.text[max(0, mark.start - 24) : mark.start]
    found = mark.entry["value"]
    planting.note(_page_of(mark), where, expected, found, claims=[mark.entry["id"]], **more)


def _text_vs_table(planting: Planting) -> bool:
    said = [m.said for m in planting.story.claims if m.said]
    for mark in planting.marks("level"):
        value = mark.entry["value"]
        lone = mark.said is not None and not depends(said, mark.said.about)
        if mark.entry["verdict"] == "supported" and len(mark.entry["cells"]) == 1 and lone:
            if Decimal(value) < 1:
                continue
            _reprint(mark, _altered(value, planting.chance, Decimal("0.5")))
            mark.entry["verdict"] = "contradicted"
            _text_note(planting, mark, value, **{"class": "text_vs_table"})
            return True
    return False


def _rate(planting: Planting) -> bool:
    for mark in planting.marks("rate", "gaprate", "completion", "share"):
        value = mark.entry["value"]
        if mark.entry["verdict"] in ("supported", "derivable") and 2 <= Decimal(value) < 1000:
            _reprint(mark, _altered(value, planting.chance, Decimal(2)))
            mark.entry["verdict"] = "contradicted"
            _text_note(planting, mark, value, **{"class": "rate"})
            return True
    return False


def _wording(planting: Planting) -> bool:
    for mark in planting.marks("rate", "gaprate"):
        text, at = mark.paragraph.text, mark.start
        word = text[at - 2 : at]
        known = mark.entry["verdict"] in ("supported", "derivable") and mark.entry["direction"] in DIRECTION
        if word in OPPOSITE and known and Decimal(mark.entry["value"]) >= 2:
            mark.paragraph.text = text[: at - 2] + OPPOSITE[word] + text[at:]
            mark.entry["direction"] = DIRECTION[mark.entry["direction"]]
            mark.entry["verdict"] = "contradicted"
            _text_note(planting, mark, word, **{"class": "wording"})
            planting.planted[-1][0]["found"] = OPPOSITE[word]
            return True
    return False


def _rounding_in_text(planting: Planting) -> bool:
    said = [m.said for m in planting.story.claims if m.said]
    for mark in planting.marks("level"):
        value = mark.entry["value"]
        lone = mark.said is not None and not depends(said, mark.said.about)
        if mark.entry["verdict"] == "supported" and "." in value and Decimal(value) > 10 and lone:
            _reprint(mark, _nudged(value))
            _text_note(planting, mark, value, **{"class": "rounding"})
            return True
    return False


def _reprint_cell(table: SetTable, row: list[Field], cell: Field, text: str) -> None:
    """Print another number in a cell; its truth follows."""
    assert cell.figure is not None
    cell.text = text
    cell.figure = replace(cell.figure, value=text.replace(",", ""), exact=None)


def _table_note(
    planting: Planting, table: SetTable, cell: Field, expected: str, found: str, kind: str
) -> None:
    planting.touched.add(id(table))
    figure = cell.figure
    assert figure is not None
    where = f"{table.sheet.truth_title} {figure.code or ''} {figure.row or ''} {'/'.join(figure.col)}"
    reference = [table.sheet.statement, figure.code or figure.row, list(figure.col)]
    planting.note(
        lambda: table.page_of[id(figure)], where, expected, found, cells=[reference], **{"class": kind}
    )


SUMMED = ("total", "basic", "project", "economic", "economic:total", "revenue")


def _addends(planting: Planting) -> Iterator[tuple[SetTable, list[Field], Field, TrueFigure]]:
    """Cells whose amount enters into a sum of their table."""
    for table, row, cell, figure in planting.cells():
        deep = len(figure.code or "") in (5, 7)
        if deep and figure.measure in SUMMED and Decimal(figure.value) >= 1:
            yield table, row, cell, figure


def _arithmetic(planting: Planting) -> bool:
    for table, row, cell, _ in _addends(planting):
        before = cell.text
        _reprint_cell(table, row, cell, _altered(before, planting.chance, Decimal("0.5")))
        _table_note(planting, table, cell, before, cell.text, "arithmetic")
        return True
    return False


def _rounding_in_table(planting: Planting) -> bool:
    """One unit in the last place of a cell whose sums hold exactly: they are off by one unit after."""
    for table, row, cell, figure in _addends(planting):
        if "." in figure.value and _holds_across(row) and _holds_down(table, figure):
            before = cell.text
            _reprint_cell(table, row, cell, _nudged(before))
            _table_note(planting, table, cell, before, cell.text, "rounding")
            return True
    return False


def _holds_across(row: list[Field]) -> bool:
    """Whether a row's total is exactly the sum of basic and project expenditure as printed."""
    parts = ("total", "basic", "project")
    printed = {
        c.figure.measure: Decimal(c.figure.value) for c in row if c.figure and c.figure.measure in parts
    }
    if len(printed) < len(parts):
        return len(printed) < 2
    return printed["total"] == printed["basic"] + printed["project"]


def _holds_down(table: SetTable, figure: TrueFigure) -> bool:
    """Whether the account above, or the grand total, is exactly the sum of the printed accounts below it."""
    code = figure.code or ""
    beside = [f for f in table.sheet.figures() if f.col == figure.col]
    column = {f.code: Decimal(f.value) for f in beside if f.code}
    above = code[:-2]
    if above in column:
        below = [v for c, v in column.items() if c[:-2] == above and len(c) == len(code)]
        return column[above] == sum(below)
    totals = [f for f in beside if f.row == "合计"]
    same_level = [v for c, v in column.items() if len(c) == len(code)]
    return len(totals) == 1 and Decimal(totals[0].value) == sum(same_level)


def _table_vs_table(planting: Planting) -> bool:
    """Money moved between two 项 of a 款 in one table: its sums hold, but other tables say otherwise."""
    for table, row, cell, figure in planting.cells():
        code = figure.code or ""
        if table.sheet.statement != "expenditure" or len(code) != 7 or figure.measure != "project":
            continue
        for other in table.sheet.body:
            twin = next((c for c in other if c.figure and c.figure.col == figure.col), None)
            if other is row or twin is None or twin.figure is None:
                continue
            beside = twin.figure.code or ""
            same_group = len(beside) == 7 and beside[:5] == code[:5]
            if same_group and _elsewhere(planting, table, code):
                moved = min(Decimal(figure.value), Decimal(twin.figure.value)) / 2
                moved = moved.quantize(Decimal(1)) if moved >= 2 else Decimal(0)
                if moved and _shift(table, row, -moved) and _shift(table, other, moved):
                    _table_note(planting, table, cell, figure.value, cell.text, "table_vs_table")
                    return True
    return False


def _elsewhere(planting: Planting, table: SetTable, code: str) -> bool:
    """Whether the general public budget's statement prints this 项 too."""
    return any(
        f.code == code and f.measure in ("total", "project")
        for t in planting.tables
        if t is not table and t.sheet.statement == "general_public_budget_expenditure"
        for f in t.sheet.figures()
    )


def _shift(table: SetTable, row: list[Field], by: Decimal) -> bool:
    """Add to a row's project money and total."""
    shifted = [c for c in row if c.figure and c.figure.measure in ("project", "total")]
    for cell in shifted:
        assert cell.figure is not None
        value = Decimal(cell.figure.value) + by
        _reprint_cell(table, row, cell, f"{value:,}" if "," in cell.text else str(value))
    return bool(shifted)


def _account_name(planting: Planting) -> bool:
    names = accounts.functional()
    for table, row, cell, figure in planting.cells():
        code = figure.code or ""
        if names.get(code) != figure.row or len(code) != 7:
            continue
        stub = next((c for c in row if c.text.strip("\u3000") == figure.row), None)
        used = {f.row for f in table.sheet.figures()}
        others = [n for c, n in names.items() if len(c) == 7 and c[:3] != code[:3] and n not in used]
        if stub is not None and others:
            wrong = planting.chance.choice(others)
            stub.text = stub.text.replace(stub.text.strip("\u3000"), wrong)
            for c in row:
                if c.figure:
                    c.figure = replace(c.figure, row=wrong)
            _table_note(planting, table, cell, names[code], wrong, "account_name")
            return True
    return False


def _year(planting: Planting) -> bool:
    """Last year's number left standing in a heading or above a table."""
    now, past = f"{planting.year.year}年", f"{planting.year.year - 1}年"
    blocks = [b for part in planting.story.parts.values() for b in part]
    places: list[Heading | SetTable] = [
        b for b in blocks if isinstance(b, Heading) and b.level > 1 and now in b.text
    ]
    places += [
        t
        for t in planting.tables
        if id(t) not in planting.touched and any(now in text for line in t.sheet.caption for text in line)
    ]
    if not places:
        return False
    place = planting.chance.choice(places)
    if isinstance(place, Heading):
        place.text = place.text.replace(now, past)
        planting.note(lambda: place.page, place.text, now, past, **{"class": "year"})
    else:
        sheet = place.sheet
        sheet.caption = [
            (a.replace(now, past), b.replace(now, past), c.replace(now, past)) for a, b, c in sheet.caption
        ]
        planting.touched.add(id(place))
        planting.note(lambda: place.pages[0], sheet.truth_title, now, past, **{"class": "year"})
    return True


CLASSES: dict[str, Callable[[Planting], bool]] = {
    "text_vs_table": _text_vs_table,
    "rate": _rate,
    "wording": _wording,
    "arithmetic": _arithmetic,
    "table_vs_table": _table_vs_table,
    "account_name": _account_name,
    "year": _year,
}
