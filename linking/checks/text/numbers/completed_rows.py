"""How far a row's budget was carried out (完成37620万元，为预算的99%), against its own 预算数 and 完成数.

The amount told right before the rate says which row is meant; only a slip contradicts it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import agree, money_of
from linking.intervals import HUNDRED, decimals_of, digits_of
from linking.labels import bare
from linking.links.figure_index import interval_of
from linking.links.operands import OPERAND_UNIT
from linking.mistyped import mistyped
from linking.wording import number, on_page, outcome, parted, place, without_blanks
from records.file_tables import FactRecord
from records.lexicon.groups import BUDGETS
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text/numbers")

FEWEST_DIGITS = 3
"""Digits of an amount that tell which row is meant."""
Row = tuple[FactRecord, FactRecord]
"""What was planned for a row, and what was done of it."""


def check_completed_rows(
    facts: Iterable[FactRecord], sentences: Iterable[list[ClaimRecord]], found: ChecksMade
) -> None:
    """The completion rates told right behind the amount of a row of that name."""
    rows = _rows(facts)
    for claims in sentences if rows else ():
        for level, rate in pairwise(claims):
            if _are_of_one(level, rate):
                meant = [row for row in rows[bare(level.subject)] if _is_meant(level, rate, row)]
                if len(meant) == 1:
                    _check(rate, meant[0], claims, found)


def _rows(facts: Iterable[FactRecord]) -> dict[str, list[Row]]:
    """The rows with one budget and one outturn of a year, by their names."""
    by_row: dict[tuple[str, int, str, int], list[FactRecord]] = defaultdict(list)
    for fact in facts:
        if fact.row_label and fact.amount_yuan is not None and fact.period and fact.phase:
            by_row[fact.table_id, fact.row, fact.row_label, fact.period].append(fact)
    rows: dict[str, list[Row]] = defaultdict(list)
    for (_, _, label, _), cells in by_row.items():
        budgets = [fact for fact in cells if fact.phase in BUDGETS]
        done = [fact for fact in cells if fact.phase == "final"]
        if len(budgets) == len(done) == 1 and (budgets[0].value or 0) > 0:
            rows[bare(label)].append((budgets[0], done[0]))
    return rows


def _are_of_one(level: ClaimRecord, rate: ClaimRecord) -> bool:
    """Whether a rate of completion is told right behind the amount that it is of."""
    if (level.kind, rate.kind, rate.unit) != ("level", "completion_rate", "%"):
        return False
    if level.amount_yuan is None or digits_of(level.value) < FEWEST_DIGITS:
        return False
    _, first, behind = parted(without_blanks(level.sentence), without_blanks(level.raw))
    between, second, _ = parted(behind, without_blanks(rate.raw))
    alike = (level.subject, level.period) == (rate.subject, rate.period)
    return bool(alike and first and second and WORDS.of_the_budget.fullmatch(between))


def _is_meant(level: ClaimRecord, rate: ClaimRecord, row: Row) -> bool:
    """Whether the row shows the amount told, and the budget that the text names."""
    budget, done = row
    if done.period != level.period or not agree(money_of(level), interval_of(done, OPERAND_UNIT)):
        return False
    columns = "".join(budget.column_path)
    told = WORDS.another_budget.search(parted(rate.sentence, rate.raw)[0])
    return WORDS.another_budget.search(columns) is None and told is None


def _check(rate: ClaimRecord, row: Row, claims: list[ClaimRecord], found: ChecksMade) -> None:
    budget, done = row
    quotient = interval_of(done, OPERAND_UNIT).over(interval_of(budget, OPERAND_UNIT))
    if quotient is None or rate.value is None:
        return
    stated, made = interval_of(rate, "%"), quotient.scaled(HUNDRED)
    holds = agree(stated, made)
    if not holds and not any(_slips(rate, made.value, claims)):
        return
    figures = "、".join(
        f"{place(fact, found.sources)}为{number(interval_of(fact, OPERAND_UNIT).value)}{OPERAND_UNIT}"
        for fact in (done, budget)
    )
    message = (
        f"文字{on_page(rate.page)}称{done.row_label}完成率为{number(rate.value)}%，"
        f"{figures}，计算为{number(round(made.value, 2))}%，{outcome(holds)}。"
    )
    tolerance = 2 * stated.tolerance + made.tolerance
    verdict = "holds" if holds else "fails"
    found.add(
        "stated_completion", [done, budget], made.value, stated.value, tolerance, verdict, message, [rate]
    )


def _slips(rate: ClaimRecord, made: Decimal, claims: list[ClaimRecord]) -> Iterator[bool]:
    """What may have led to a wrong rate: a key, or the growth told beside it (118% for 增长18%)."""
    stated = rate.value or Decimal(0)
    yield stated > 0 and mistyped(stated, made, decimals_of(rate.raw, stated))
    for one in claims:
        if (one.kind, one.unit, one.subject) == ("change_rate", "%", rate.subject) and one.value is not None:
            yield stated in (one.value, HUNDRED + one.value, HUNDRED - one.value)
