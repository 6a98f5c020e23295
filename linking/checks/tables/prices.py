"""What is bought: an amount against the number of things and the price of each, row by row."""

from __future__ import annotations

from linking.checks.checked_tables import CheckedTable, is_money
from linking.checks.identities import ChecksMade, amount, as_printed, judge, unit_of_last_place
from linking.intervals import misread_unit
from linking.wording import number, place
from records.file_tables import FactRecord
from records.lexicon.folding import fold
from records.lexicon.groups import YUAN
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

RULE = "price_of_row"
PAYMENTS = (10, 12)
"""Equal parts that a price is paid in: tenths of a contract, months of a year."""


def check_prices(sheet: CheckedTable, found: ChecksMade) -> None:
    """数量 × 单价 = 金额 in each row that has all three.

    Where the rows do not come out more often than not, the price is one of something else. What a remark says
    is paid over some years or for some months is not all of it.
    """
    begun = len(found.checks)
    for facts in sheet.rows.values():
        counts = [fact for fact in facts if fact.measure == "count" and fact.value]
        prices = [fact for fact in facts if fact.measure == "unit_price" and is_money(fact) and fact.value]
        bought = _amount(facts)
        paid_in_part = any(WORDS.paid_in_part.search(text) for text in sheet.said[facts[0].row])
        if len(counts) == len(prices) == 1 and bought is not None and not paid_in_part:
            _check_row(counts[0], prices[0], bought, found)
    made = found.checks[begun:]
    if 2 * sum(one.verdict == "fails" for one in made) > len(made):
        found.withhold("columns_not_understood", lambda _: True, begun)


def _amount(facts: list[FactRecord]) -> FactRecord | None:
    """The amount of a row: its only one, or the one that says that it is of all."""
    amounts = [fact for fact in facts if is_money(fact) and fact.measure != "unit_price" and fact.value]
    if len(amounts) > 1:
        heads = [fold(fact.column_path[-1]) if fact.column_path else "" for fact in amounts]
        amounts = [fact for fact, head in zip(amounts, heads, strict=True) if WORDS.sum_head.match(head)]
    return amounts[0] if len(amounts) == 1 else None


def _check_row(count: FactRecord, price: FactRecord, bought: FactRecord, found: ChecksMade) -> None:
    assert count.value is not None
    own, made = amount(bought), amount(price).scaled(count.value)
    verdict = judge(own, made, unit_of_last_place(bought))
    if verdict == "fails" and (
        misread_unit(own.value, made.value)
        or 0 < own.value < made.value
        and any(own.value * parts % made.value == 0 for parts in PAYMENTS)
    ):
        return  # prices are often told in yuan though the table says 万元; a year may pay a share of it
    factor = YUAN[bought.unit or "元"]
    apart = number(abs(own.value - made.value) / factor)
    message = (
        f"{place(bought, found.sources)}为{as_printed(bought)}，按同行数量{as_printed(count)}、"
        f"单价{as_printed(price)}计算为{number(made.value / factor)}{bought.unit}，"
        + (f"相差{apart}{bought.unit}，两者不符。" if verdict == "fails" else "相符。")
    )
    facts = [bought, count, price]
    found.add(RULE, facts, made.value / factor, own.value / factor, made.tolerance / factor, verdict, message)
