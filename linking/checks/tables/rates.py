"""Rates, shares and changes that a table of no known form prints beside what they are made from.

Which columns a rate is made from is what several rows tell: then one that does not come out is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from extractors.characters import fold
from linking.checks.checked_tables import CheckedTable, check_rules, is_money
from linking.checks.identities import (
    ZERO,
    ChecksMade,
    amount,
    check_rate,
    check_sum,
    judge,
    unit_of_last_place,
)
from linking.intervals import HALF, HUNDRED, Interval, decimals_of, exact, printed
from linking.labels import is_total
from records.file_tables import FactRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

FEWEST_TELLING = 2
"""Rows that come out, neither all nor nothing, and so tell what a rate is made from."""
TIMES = 2
"""How many rows must come out for each that does not."""
MOST_MONEY = 6
"""Columns of money of a table in which pairs are looked for."""
Column = dict[int, FactRecord]
Ratio = Callable[[Interval, Interval], Interval | None]


@dataclass(frozen=True, slots=True)
class RateMade:
    """A figure of a row with what it should be, and what that is made from."""

    fact: FactRecord
    result: Interval
    operands: tuple[FactRecord, FactRecord]

    @property
    def holds(self) -> bool:
        """Whether the figure is what its operands make, as it is rounded."""
        return judge(amount(self.fact), self.result, unit_of_last_place(self.fact)) != "fails"

    @property
    def is_telling(self) -> bool:
        """Whether it holds, and not of all or nothing, as it would for many a pair."""
        return self.holds and self.fact.value not in (ZERO, HUNDRED)


def check_rates(sheet: CheckedTable, found: ChecksMade) -> None:
    """Each column of rates, of shares and of changes, once its rows tell what it is made from."""
    statements = check_rules()["statements"]
    if sheet.side_by_side or sheet.statement in statements["performance"]:
        return
    columns = _columns(sheet)
    money = [column for column in columns if all(map(is_money, column.values()))]
    levels = [column for column in money if not _is_headed(column, "change_head")]
    if len(levels) > MOST_MONEY or WORDS.own_base.search(sheet.table.note or ""):
        return
    for column in columns:
        if _is_headed(column, "own_base") or _is_headed(column, "no_rate_of_row"):
            continue
        if all(fact.unit == "%" for fact in column.values()):
            if _is_headed(column, "share_head"):
                _judge([_shares(column, level) for level in levels], found, "占比")
            elif _is_headed(column, "execution_head"):
                _judge(list(_pairs(column, levels, _rate)), found, "执行率")
            elif sheet.statement not in statements["row_sums"] and _is_headed(column, "growth_head"):
                _judge(list(_pairs(column, levels, _growth)), found, "增减率")
        elif sheet.statement not in statements["row_sums"] and column in money and column not in levels:
            _judge(list(_pairs(column, levels, _change)), found, "")


def _columns(sheet: CheckedTable) -> list[Column]:
    """The figures of each column by row, where they are of one kind."""
    columns: dict[int, Column] = {}
    for (at, _), facts in sheet.columns.items():
        columns.setdefault(at, {}).update((fact.row, fact) for fact in facts)
    return [column for column in columns.values() if len(column) > FEWEST_TELLING]


def _is_headed(column: Column, phrase: str) -> bool:
    head = fold("".join(next(iter(column.values())).column_path))
    return getattr(WORDS, phrase).search(head) is not None


def _rate(part: Interval, whole: Interval) -> Interval | None:
    quotient = part.over(whole)
    return quotient and quotient.scaled(HUNDRED)


def _growth(now: Interval, before: Interval) -> Interval | None:
    quotient = now.over(before)
    return quotient and quotient.scaled(HUNDRED) - exact(HUNDRED)


def _change(now: Interval, before: Interval) -> Interval | None:
    return now - before


def _pairs(column: Column, levels: list[Column], ratio: Ratio) -> Iterator[list[RateMade]]:
    """What the column is by each two others, row by row."""
    for first, second in permutations(levels, 2):
        yield [
            RateMade(fact, result, (first[row], second[row]))
            for row, fact in column.items()
            if row in first and row in second and (second[row].value or ZERO) > 0
            and (result := ratio(amount(first[row]), amount(second[row]))) is not None
        ]  # fmt: skip


def _shares(column: Column, level: Column) -> list[RateMade]:
    """What the column is by the share that each row of another has in its total."""
    totals = [fact for fact in level.values() if is_total(fact.row_label)]
    if len(totals) != 1 or not totals[0].value:
        return []
    return [
        RateMade(fact, result, (level[row], totals[0]))
        for row, fact in column.items()
        if row in level and (result := _rate(amount(level[row]), amount(totals[0]))) is not None
    ]


def _judge(ways: list[list[RateMade]], found: ChecksMade, what: str) -> None:
    """The way that most rows bear out, if enough do; a row that comes out in another way is left alone."""
    best = max(ways, key=lambda way: sum(made.is_telling for made in way), default=[])
    apart = [made for made in best if not made.holds]
    telling = len({made.fact.value for made in best if made.is_telling})
    if telling < FEWEST_TELLING or len(best) - len(apart) < TIMES * len(apart):
        return
    rates = [made.fact.value or ZERO for made in best if not is_total(made.fact.row_label)]
    for made in best:
        if not made.holds and (_is_another(made, ways, best) or _is_mean(made.fact, rates)):
            continue
        first, second = made.operands
        if not what:
            check_sum(found, "change_of_row", made.fact, [first], "两数之差", minus=[second])
        else:
            check_rate(found, "rate_of_row", made.fact, made.result, [first, second], what)


def _is_another(made: RateMade, ways: list[list[RateMade]], best: list[RateMade]) -> bool:
    """Whether a row is left as it is: capped, or made from other columns of the row or rows of the column."""
    value = made.fact.value or ZERO
    if value == HUNDRED and made.result.value > HUNDRED:
        return True
    if any(one.fact is made.fact and one.holds for way in ways if way is not best for one in way):
        return True
    others = (_rate(amount(made.operands[0]), amount(one.operands[0])) for one in best)
    share = made.operands[1].row != made.fact.row
    own = printed(value, made.fact.raw)
    return share and any(other is not None and other.meets(own) for other in others)


def _is_mean(fact: FactRecord, rates: list[Decimal]) -> bool:
    """Whether the rate of a total is the mean of those above it."""
    half = HALF.scaleb(-decimals_of(fact.raw, fact.value or ZERO))
    mean = sum(rates, ZERO) / len(rates) if rates else None
    return mean is not None and is_total(fact.row_label) and abs(mean - (fact.value or ZERO)) <= half
