"""How far a budget was carried out, as one sentence states it: the rate, the amounts, which was larger."""

from __future__ import annotations

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import add_check, agree, amounts, levels_of, money_of
from linking.intervals import HUNDRED, Interval
from linking.links.figure_index import interval_of
from linking.links.operands import subject_of
from linking.links.relations import signed
from linking.wording import name_of, number, outcome, parted, said_of, with_change, without_blanks
from records.lexicon.groups import BUDGETS, CENT
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")

WAYS = {"up": "大于", "down": "小于"}


def check_completion(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """The one completion rate of a sentence against what else the sentence says of its item."""
    rates = [c for c in claims if c.kind == "completion_rate" and c.unit == "%" and c.base in BUDGETS]
    if len(rates) != 1 or rates[0].value is None:
        return
    own = [c for c in claims if subject_of(c) == subject_of(rates[0]) and c.fund == rates[0].fund]
    if not _check_amounts(rates[0], own, found) and not _check_difference(rates[0], own, found):
        _check_direction(rates[0], own, found)


def _check_amounts(rate: ClaimRecord, own: list[ClaimRecord], found: ChecksMade) -> bool:
    """全年预算100万元，执行数80万元，执行率80%: the rate of the amounts beside it; whether it was judged.

    A rate of either budget will do, but none above 100 where the adjusted budget covers the outturn; one
    that names the initial budget is of that, as any link of it is.
    """
    if WORDS.of_initial_budget.search(parted(without_blanks(rate.sentence), without_blanks(rate.raw))[0]):
        return False
    done = levels_of(own, "final", rate.period)
    budgets = {phase: told for phase in BUDGETS if len(told := levels_of(own, phase, rate.period)) == 1}
    if len(done) != 1 or "adjusted_budget" not in budgets:
        return False
    quotients = {
        phase: quotient.scaled(HUNDRED)
        for phase, (budget,) in budgets.items()
        if (quotient := money_of(done[0]).over(money_of(budget))) is not None
    }
    adjusted = quotients.get("adjusted_budget")
    if adjusted is None:
        return False
    stated = interval_of(rate, "%")
    fits = [q for q in quotients.values() if agree(stated, q)]
    holds = bool(fits) and not (stated.value > HUNDRED >= adjusted.value and adjusted not in fits)
    _tell(rate, adjusted, holds, [done[0], budgets["adjusted_budget"][0]], found)
    return True


def _check_difference(rate: ClaimRecord, own: list[ClaimRecord], found: ChecksMade) -> bool:
    """支出80万元，完成预算的100%，比预算多20万元: the outturn less the difference is the budget."""
    done = levels_of(own, "final", rate.period)
    gaps = [c for c in amounts(own, "change") if (c.base, c.period) == (rate.base, rate.period)]
    if len(done) != 1 or len(gaps) != 1 or gaps[0].phase != "final":
        return False
    budget = money_of(done[0]) - signed(gaps[0])
    quotient = money_of(done[0]).over(budget) if budget.low > 0 else None
    if quotient is None:
        return False
    made = quotient.scaled(HUNDRED)
    _tell(rate, made, agree(interval_of(rate, "%"), made), [done[0], gaps[0]], found)
    return True


def _check_direction(rate: ClaimRecord, own: list[ClaimRecord], found: ChecksMade) -> None:
    """完成年初预算的120%，决算数小于年初预算数: a rate on the other side of 100."""
    stated = interval_of(rate, "%")
    for said in own:
        compared = said.kind == "relation" or said.kind == "change" and said.direction in WAYS
        if not compared or (said.base, said.phase, said.period) != (rate.base, "final", rate.period):
            continue
        below, above = stated.high < HUNDRED, stated.low > HUNDRED
        if said.direction in WAYS and (below if said.direction == "up" else above):
            message = (
                f"{said_of(rate)}完成率为{number(rate.value)}%，"
                f"却称支出{WAYS[said.direction]}预算，两者不符。"
            )
            involved = [said, rate]
            add_check("stated_relation", HUNDRED, stated.value, None, False, message, involved, found, "%")
            return


def _tell(
    rate: ClaimRecord, made: Interval, holds: bool, operands: list[ClaimRecord], found: ChecksMade
) -> None:
    than = {"change": "较预算"}
    told = "、".join(f"{name_of(one)}{than.get(one.kind, '')}{with_change(one)}" for one in operands)
    message = (
        f"{said_of(rate)}完成率为{number(rate.value)}%，按文字所述{told}计算为"
        f"{number(made.value.quantize(CENT))}%，{outcome(holds)}。"
    )
    stated = interval_of(rate, "%")
    involved = [rate, *operands]
    add_check(
        "stated_completion", made.value, stated.value, 2 * stated.tolerance, holds, message, involved, found
    )
