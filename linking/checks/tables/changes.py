"""增减额 and 增减% of a row against the two levels that they compare."""

from __future__ import annotations

from linking.checks.checked_tables import CheckedTable, ColumnHead, check_rules, is_money
from linking.checks.identities import ZERO, ChecksMade, amount, check_rate, check_sum
from linking.intervals import HUNDRED, exact, printed
from records.file_tables import FactRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

MOST_SLIPS = 1
"""Rows whose changes agree with each other and not with the levels: there a level may be mistyped."""
Key = tuple[int, ColumnHead]


def check_changes(sheet: CheckedTable, found: ChecksMade) -> None:
    """The columns of changes against the two levels of a table a year apart.

    A change may be from another stage or year than the level beside it, or like for like. Its head or the
    table's note may say so; else amounts and rates that agree with each other on another base do.
    """
    if sheet.statement not in check_rules()["statements"]["row_sums"]:
        return
    levels = _levels(sheet)
    if levels is None or WORDS.own_base.search(sheet.table.note or ""):
        return
    before, now = levels
    changes = [key for key in sheet.columns if _is_change(sheet, key)]
    from_level = {key[0] for key in changes if _is_from(sheet, key, before)}
    begun, of_another_base = len(found.checks), 0
    for facts in sheet.rows.values():
        by_column = {fact.column: fact for fact in facts}
        first, second = by_column.get(before[0]), by_column.get(now[0])
        if first is None or second is None:
            continue
        told = [by_column[key[0]] for key in changes if key[0] in by_column]
        of_another_base += _of_another_base(told, first, second, sheet.places)
        for fact in told:
            if fact.column in from_level:
                _check_change(sheet, found, fact, first, second)
    if of_another_base > MOST_SLIPS:
        found.withhold("columns_not_understood", lambda _: True, begun)


def _levels(sheet: CheckedTable) -> tuple[Key, Key] | None:
    """The only two columns of totals, where these are of a year and the next."""
    levels = [
        key
        for key, facts in sheet.columns.items()
        if not _is_change(sheet, key) and is_money(facts[0]) and key[1].period is not None
        and all(map(_is_total_head, key[1].heads)) and len(key[1].heads) < 2
    ]  # fmt: skip
    if len(levels) != 2:
        return None
    before, now = sorted(levels, key=lambda key: key[1].period or 0)
    return (before, now) if (now[1].period or 0) - (before[1].period or 0) == 1 else None


def _is_total_head(head: str) -> bool:
    """Whether a header names no part: 合计, or a year with its stage."""
    return bool(WORDS.sum_head.match(head) or WORDS.year_and_stage.fullmatch(head))


def _is_change(sheet: CheckedTable, key: Key) -> bool:
    return any(WORDS.change_head.search(head) for head in sheet.columns[key][0].column_path)


def _is_from(sheet: CheckedTable, key: Key, before: Key) -> bool:
    """Whether a column's head leaves open, or says, that the change is from the earlier level."""
    head = "".join(sheet.columns[key][0].column_path)
    base = WORDS.change_base.search(head)
    if WORDS.own_base.search(head):
        return False
    if base is None:
        return True
    year = WORDS.year.search(base[0])
    if year is not None and int(year["year"]) != before[1].period:
        return False
    told, own = _stages(base[0]), _stages("".join(sheet.columns[before][0].column_path))
    return not told or not own or told <= own


def _stages(words: str) -> set[str]:
    return {"预算" if stage == "年初" else stage for stage in WORDS.level_stage.findall(words)}


def _of_another_base(told: list[FactRecord], before: FactRecord, now: FactRecord, places: int) -> bool:
    """Whether a row's only amount and rate of change make each other, from another level than the earlier."""
    money = [fact for fact in told if is_money(fact)]
    rates = [fact for fact in told if fact.unit == "%" and fact.value is not None]
    if len(money) != 1 or len(rates) != 1:
        return False
    change, rate = amount(money[0], places), rates[0]
    base = amount(now, places) - change
    if base.meets(amount(before, places)):
        return False
    growth = change.over(base)
    return growth is not None and growth.scaled(HUNDRED).meets(printed(rate.value or ZERO, rate.raw))


def _check_change(
    sheet: CheckedTable, found: ChecksMade, fact: FactRecord, before: FactRecord, now: FactRecord
) -> None:
    if is_money(fact):
        check_sum(found, "change_of_row", fact, [now], "两年数之差", sheet.places, minus=[before])
    elif fact.unit == "%" and before.value:
        start, end = amount(before, sheet.places), amount(now, sheet.places)
        quotient = end.over(start)
        if quotient is not None:
            growth = quotient.scaled(HUNDRED) - exact(HUNDRED)
            check_rate(found, "growth_of_row", fact, growth, [now, before], "增减率")
