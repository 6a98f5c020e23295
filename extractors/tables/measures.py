"""What each figure of a table measures: its column and its row, and the rows and columns beside them.

A row or column called 合计 is the total of what stands beside it; what that is, the table tells: the
statement that it is, a total before it, 上年结转 among its rows, 会议费 beside the “三公” columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from extractors.tables.meanings import UNKNOWN, is_money, meaning_of, narrower, read_row
from records.lexicon.accounts import class_code
from records.lexicon.groups import CARRIED, GRANTS, OTHER_GRANTS, PARTS_OF_EXPENDITURE, PROCUREMENT
from records.lexicon.reading import GENERAL, REVENUE_OF, Reading, read
from records.lexicon.statements import fund_of, measure_of, of_kind, side_of
from records.lexicon.terms import counted_units, is_count, sides_of, terms
from records.phrases import Phrases
from records.remembered import TEXTS

WORDS = Phrases("extractors")

OTHER_THAN_PUBLIC = frozenset({"conference", "training"})
Key = tuple[int, str | None, str | None]
"""A row of one side, by its label: side by side stand several."""
YEAR_TOTAL = {"revenue": "current_year_revenue", "expenditure": "current_year_expenditure"}


class FigurePlace(NamedTuple):
    """Where a figure stands: its row, the label and account code of it, the headers, the side.

    ``heading`` is the label of the row right above, if no figure stands in it (一、“三公”经费支出).
    """

    row: int
    label: str | None
    code: str | None
    path: tuple[str, ...]
    side: str | None
    heading: str | None = None


class Measured(NamedTuple):
    """What a figure measures; ``unit`` where row or column are counted, ``code`` where the row is a class."""

    measure: str | None
    side: str | None
    fund: str | None
    unit: str | None
    is_total: bool
    code: str | None = None


@dataclass(slots=True)
class _Block:
    """What the rows of one block of columns (收入, 支出, 支出用途) have said so far."""

    upper: str | None = None
    carried: str | None = None
    totals: int = 0
    counted: str | None = None
    fund: str | None = None


def measured(places: Sequence[FigurePlace], statement: str, title: str = "") -> list[Measured]:
    """What the figures of a table of ``statement`` measure, in the order of ``places``.

    ``title`` tells the side of a table of a fund, of which governments have one for each side.
    """
    if statement.startswith("performance"):
        return [_of_column(place) for place in places]
    rows = _rows(places, statement, title)
    beside = {meaning_of(place.path).measure for place in places}
    beside |= {row.measure for row in rows.values()}
    sides = read(title).sides if statement in OTHER_GRANTS else ()
    titled = sides[0] if len(sides) == 1 else None
    return [_measured(place, rows[_key(place)], beside, statement, titled) for place in places]


def _of_column(place: FigurePlace) -> Measured:
    """A figure of a form, whose columns alone say what is measured."""
    meaning = meaning_of(place.path)
    reading = read(place.label or "")
    return Measured(meaning.measure, place.side, meaning.fund, None, reading.is_total and reading.whole)


def _key(place: FigurePlace) -> Key:
    return place.row, place.side, place.label


def _rows(places: Iterable[FigurePlace], statement: str, title: str) -> dict[Key, Reading]:
    """What each row of each block of columns says, read from the top down."""
    rows: dict[Key, Reading] = {}
    usual = fund_of(statement)
    fund = read(title).fund if usual == "all" else usual if usual in OTHER_GRANTS else None
    blocks: dict[tuple[str | None, str | None], _Block] = {}
    for place in places:
        key = _key(place)
        if key not in rows:
            block = (place.side, place.path[1] if len(place.path) > 2 else None)
            rows[key] = _row(place, statement, blocks.setdefault(block, _Block()))
            if fund in GRANTS - {"fiscal_grant"}:
                rows[key] = _of_fund(rows[key], fund)
    labels = {place.label for place in places if place.label}
    if len({place.row for place in places}) == 1 and not labels:
        # a table's only row without a label is its total
        rows = {key: replace(reading, is_total=True) for key, reading in rows.items()}
    return rows


@lru_cache(maxsize=TEXTS)
def _row_of_account(label: str | None, statement: str) -> Reading:
    """What the label of a row with an account code says: its names measure nothing besides."""
    reading = read_row(label, statement)
    return replace(reading, measure=None, is_total=False) if reading.accounts else reading


def _row(place: FigurePlace, statement: str, before: _Block) -> Reading:
    if place.code:
        return _row_of_account(place.label, statement)
    reading = read_row(place.label, statement)
    measure = reading.measure
    if statement in of_kind("projects") and _only_names(reading, statement):
        measure = None
        reading = replace(reading, accounts=(), unit=None)
    if statement == "institution_operation" and measure in GENERAL and reading.is_total:
        above = read_row(place.heading, statement).measure
        measure = above if above not in GENERAL and above else before.upper or measure
    elif statement == "three_public" and measure in GENERAL and reading.is_total:
        measure = None  # 支出合计: the total of the table
    elif measure is not None and measure not in GENERAL and is_money(measure):
        before.upper = measure
    if statement in of_kind("summary") and place.side is not None:
        measure = _row_of_summary(reading, measure, place.side, before)
    unit = reading.unit
    if is_count(measure) or measure is None and reading.left:
        unit = unit or before.counted
    before.counted = unit if unit in counted_units() else None
    fund = reading.fund
    if WORDS.included.match(place.label or "") and fund == "fiscal_grant" and before.fund in GRANTS:
        fund = before.fund  # 其中：财政拨款 below 一般公共预算 is what that fund grants
    else:
        before.fund = fund
    if (measure, unit, fund) == (reading.measure, reading.unit, reading.fund):
        return reading
    return replace(reading, measure=measure, unit=unit, fund=fund)


def _only_names(reading: Reading, statement: str) -> bool:
    """Whether the words of a row name a project or a purchase, whatever they measure elsewhere (会议费)."""
    measure = reading.measure
    if measure is None or reading.is_total:
        return False
    if measure in GENERAL:
        return bool(reading.accounts)
    usual = measure_of(statement)
    return measure not in (usual, *PARTS_OF_EXPENDITURE, *CARRIED) and not _is_part(measure, usual)


def _of_fund(reading: Reading, fund: str | None) -> Reading:
    """A row of a table of one fund: 其他收入 of 一般公共预算 is a kind of its revenue."""
    if reading.fund in (None, fund, "fiscal_grant"):
        return reading
    return replace(reading, fund=None, measure=None)


def _row_of_summary(reading: Reading, measure: str | None, side: str, before: _Block) -> str | None:
    """The measure of a row of 收支总表 or 财政拨款收支总表 on one side."""
    if measure in CARRIED:
        before.carried = measure
    elif reading.fund_only:
        # the funds of what was carried over stand below it
        return before.carried or (REVENUE_OF.get(reading.fund or "") if side == "revenue" else measure)
    elif reading.is_total and (measure is None or measure in GENERAL):
        bare = measure is None
        if bare and before.totals == 0 and before.carried is None:
            measure = "grand_total" if (reading.words or "").endswith("总计") else YEAR_TOTAL[side]
        elif bare or before.totals or before.carried:
            measure = "grand_total" if before.totals or before.carried or bare else measure
        before.totals += 1
        before.carried = None
    return measure


def _measured(
    place: FigurePlace, row: Reading, beside: set[str | None], statement: str, titled: str | None
) -> Measured:
    meaning = meaning_of(place.path)
    measure = meaning.measure
    if measure in UNKNOWN and statement == PROCUREMENT:
        measure = _kind_of_purchase(place.path) or measure
    if _is_worth(place.path) and meaning.unit is None and is_count(measure) and measure != "count":
        measure = None
    valued = _is_worth(place.path[-1:] if row.unit else place.path) and meaning.measure != "count"
    if valued and (row.unit or is_count(row.measure)):
        row = replace(row, unit=None, measure=None if is_count(row.measure) else row.measure)
    if meaning.unit == "%" and is_money(measure):
        measure = None if is_money(row.measure) else row.measure  # 预算数%: some part of it, and no money
    elif is_money(measure) and measure != "change":
        beneath = measure
        if (
            row.measure
            and statement in of_kind("summary")
            and measure == REVENUE_OF.get(fund_of(statement) or "")
        ):
            beneath = YEAR_TOTAL["revenue"]  # 财政拨款收入 says no more than the side
        if meaning.known or is_count(row.measure) or measure_of(statement) is None:
            measure = _with_row(beneath, row)
    fund = meaning.fund or (row.fund if not place.code else None)
    if fund == "fiscal_grant" and row.fund in GRANTS and not place.code:
        fund = row.fund  # 一般公共预算 below 财政拨款收入 is one of the grants
    side = place.side or side_of(statement)
    code = None
    in_summary = side == "expenditure" and statement in of_kind("summary")
    if in_summary and place.code is None and len(row.accounts) == 1:
        code = class_code(row.accounts[0]) if row.whole else None
    if titled and side is None and (measure in UNKNOWN or measure == YEAR_TOTAL[titled]):
        side = titled
    if measure in UNKNOWN and meaning.known and meaning.unit != "%":
        if measure is None and meaning.fund:
            measure = "total"  # all of a fund
        measure = _of_table(measure, row, side, fund, beside, statement)
    unit = row.unit if is_count(measure) or row.unit in counted_units() else meaning.unit
    return Measured(measure, side or _side_of(measure, statement), fund, unit, row.is_total, code)


def _kind_of_purchase(path: tuple[str, ...]) -> str | None:
    """What the columns below 货物, 工程 and 服务 measure in the statement of purchases."""
    found = (read_row(head, PROCUREMENT).measure for head in path)
    return next((kind for kind in found if kind is not None and _is_part(kind, PROCUREMENT)), None)


def _is_worth(path: tuple[str, ...]) -> bool:
    """Whether a column tells what assets are worth, though 车辆 says how many elsewhere."""
    return any(WORDS.worth.search(head) for head in path)


def _side_of(measure: str | None, statement: str) -> str | None:
    """The side of money in tables that say nothing else of it (机构运行信息表, 社会保险基金收支表)."""
    if statement not in ("institution_operation", *of_kind("summary")) or not is_money(measure):
        return None
    return next(iter(sides_of(measure)), None)


def _with_row(column: str | None, row: Reading) -> str | None:
    """The measure of a column in a row: the one that says more of the two."""
    if row.measure is None:
        return column
    if is_count(row.measure) or column in UNKNOWN:
        return row.measure
    if column in GENERAL and row.measure in GENERAL:
        return "grand_total" if row.measure == "grand_total" else column
    if row.measure in GENERAL:
        return column
    if column in GENERAL:
        return row.measure
    found = narrower(column, row.measure)
    return found if found == row.measure and _is_part(row.measure, column) else column


def _is_part(lower: str, upper: str | None) -> bool:
    return lower in terms() and upper in terms()[lower].part_of


def _of_table(
    measure: str | None,
    row: Reading,
    side: str | None,
    fund: str | None,
    beside: set[str | None],
    statement: str,
) -> str | None:
    """The measure of a figure of which neither row nor column say more than that it is a total, or money."""
    if statement == "three_public":
        if row.measure is None and (row.left or row.accounts):
            return measure
        return "total" if OTHER_THAN_PUBLIC & beside else "three_public_expenditure"
    if statement in of_kind("summary"):
        if row.accounts and side == "expenditure":
            return "current_year_expenditure"
        return measure if row.left else REVENUE_OF.get(fund or "", measure) if side == "revenue" else measure
    usual = measure_of(statement)
    if statement in OTHER_GRANTS and side == "revenue":
        usual = REVENUE_OF.get(fund or "", "current_year_revenue")
    if usual is None or row.left and not row.accounts and measure is None:
        return measure
    if statement == "revenue" and fund in REVENUE_OF:
        return REVENUE_OF[fund]
    if measure == "total" and usual in YEAR_TOTAL.values() and CARRIED & beside:
        return "grand_total"
    return usual
