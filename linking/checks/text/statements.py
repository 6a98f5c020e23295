"""What one sentence or chapter says, held against itself: relations, parts, points, balances, bounds, counts.

Only amounts of the text are compared, and only within what a sentence plainly puts together; what a table
has is for the links.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations, pairwise, permutations

from linking.checks.identities import ChecksMade
from linking.checks.text.counts import check_counts
from linking.checks.text.growth import check_growth
from linking.checks.text.listed.count_shares import check_count_shares
from linking.checks.text.listed.divided import check_divided, check_shares
from linking.checks.text.listed.totals_behind import check_totals_behind
from linking.checks.text.lists import REACH
from linking.checks.text.numbers.completion import check_completion
from linking.checks.text.stated import (
    add_check,
    agree,
    amounts,
    how_near,
    is_related,
    judge_sum,
    levels_of,
    made_of,
    money_of,
    wholes_before,
)
from linking.links.figure_index import interval_of
from linking.links.operands import subject_of
from linking.links.relations import OPERAND_UNIT, is_roughly_flat, signed
from linking.wording import name_of, outcome, parted, place_in, said_of, with_unit, without_blanks
from nlp.annotations import Relation
from nlp.comparisons import find_relations
from records.lexicon.families import are_all_of_one
from records.lexicon.groups import BUDGETS, CHANGES
from records.lexicon.numerals import number_said
from records.lexicon.terms import wholes_of
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")


def check_statements(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """The checks of what sentences and chapters state against themselves."""
    sentences = by_sentence(claims)
    for before, sentence in pairwise([[], *sentences]):
        _check_parts_behind_change(before, sentence, found)
        _check_numbered_parts(before, sentence, found)
    bought: dict[str | None, list[ClaimRecord]] = defaultdict(list)
    for claim in amounts(claims):
        if claim.measure == "procurement" and claim.understood:
            bought[claim.section_id].append(claim)
    for sentence in sentences:
        _check_relations(sentence, found)
        _check_parts_of_change(sentence, found)
        _check_counted_sums(sentence, found)
        _check_points(sentence, found)
        check_completion(sentence, found)
        _check_increases(sentence, found)
        _check_balance(sentence, found)
        _check_bounds(sentence, bought[sentence[0].section_id], found)
    _check_openings(claims, found)
    check_divided(sentences, found)
    check_totals_behind(sentences, found)
    check_shares(sentences, found)
    check_growth(sentences, found)
    check_counts(sentences, claims, found)
    check_count_shares(sentences, found)


def by_sentence(claims: Iterable[ClaimRecord]) -> list[list[ClaimRecord]]:
    """Claims in the sentences that tell them, in the order of the text."""
    result: dict[tuple[str | None, str | None], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        result[claim.section_id, claim.sentence].append(claim)
    return list(result.values())


def _check_relations(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """决算数大于预算数, 与年初预算数持平, 较上年12万元持平: against the two amounts of its item."""
    for claim in claims:
        worded = claim.kind == "relation" or claim.kind == "change" and is_roughly_flat(claim)
        of_budget = claim.base in BUDGETS and claim.phase == "final"
        of_year = claim.base == "prior_year" and claim.phase is not None and claim.period is not None
        if not worded or not (of_budget or of_year):
            continue
        own = [c for c in claims if subject_of(c) == subject_of(claim) and c.fund == claim.fund]
        now = levels_of(own, claim.phase, claim.period)
        if of_budget:
            base = levels_of(own, claim.base, claim.period)
        else:
            if not claim.understood or any(c.kind in CHANGES and c.value for c in own):
                continue  # 少1万元，总体持平略降: it tells the difference itself
            base = levels_of(own, claim.base_phase or claim.phase, (claim.period or 0) - 1)
        if len(now) != 1 or len(base) != 1:
            continue
        almost = how_near(claim.raw or "")
        involved = [claim, now[0], base[0]]
        _judge_relation(claim.raw or "", claim.direction, almost, now[0], base[0], involved, found)


def _judge_relation(
    words: str,
    direction: str | None,
    almost: Decimal,
    done: ClaimRecord,
    budget: ClaimRecord,
    involved: list[ClaimRecord],
    found: ChecksMade,
) -> None:
    """Whether an outturn and a budget are related as ``words`` say; ``almost`` as much is called the same."""
    holds = is_related(direction, almost, money_of(done), money_of(budget))
    of_done, of_base = ("", "上年") if done.period != budget.period else ("支出", "预算")
    said = f"{of_done}{with_unit(done)}、{of_base}{with_unit(budget)}"
    message = f"{said_of(involved[0])}“{words}”，所述{said}，{outcome(holds)}。"
    expected, actual = money_of(budget).value, money_of(done).value
    add_check("stated_relation", expected, actual, None, holds, message, involved, found, OPERAND_UNIT)


def _check_openings(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """年初预算5万元，支出决算4万元。决算数大于预算数的主要原因是…: what opens a cause, against the item."""
    levels: dict[str | None, list[ClaimRecord]] = defaultdict(list)
    for claim in amounts(claims):
        if claim.phase in ("final", *BUDGETS):
            levels[claim.section_id].append(claim)
    for section, stated in levels.items():
        body = found.texts.get(section or "")
        text = without_blanks(body.text) if body is not None else ""
        for one in find_relations(text, []) if text else []:
            if one.base and text.startswith("的", one.end):
                _check_opening(text, one, stated, found)


def _check_opening(text: str, one: Relation, stated: list[ClaimRecord], found: ChecksMade) -> None:
    """One opening against the figures of the sentence that it stands in, or of the one right before."""
    near: dict[tuple[str, ...], list[ClaimRecord]] = defaultdict(list)
    for claim in stated:
        sentence = without_blanks(claim.sentence)
        at = text.rfind(sentence, 0, one.start + len(sentence))
        if 0 <= at <= one.start <= at + len(sentence) + len("支出"):
            near[subject_of(claim)].append(claim)
    if len(near) != 1:
        return
    (item,) = near.values()
    done = [c for c in item if c.phase == "final"]
    budgets = [c for c in item if c.phase in BUDGETS]
    if len(done) != 1 or len(budgets) != 1 or done[0].period != budgets[0].period:
        return
    words, involved = text[one.start : one.end], [done[0], budgets[0]]
    _judge_relation(words, one.direction, Decimal(0), done[0], budgets[0], involved, found)


def _check_parts_of_change(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """A change and those of its only two parts: 增加66万元（其中：基本支出22万元，项目支出44万元）."""
    changes = amounts(claims, "change")
    for index, whole in enumerate(changes):
        parts = [c for c in changes[index + 1 :] if c.base == whole.base and c.period == whole.period]
        measures = [c.measure or "" for c in parts]
        if whole.measure in measures or not are_all_of_one(set(measures)) or len(parts) != 2:
            continue
        if not all(
            whole.measure is None or not wholes_of(whole.measure) or whole.measure in wholes_of(measure)
            for measure in measures
        ):
            continue
        judge_sum("parts_of_change", whole, parts, found)
        return


def _check_parts_behind_change(
    before: list[ClaimRecord], sentence: list[ClaimRecord], found: ChecksMade
) -> None:
    """…增加54万元。增加额中，基本支出增加42万元，项目支出增加12万元: the parts in a sentence of their own."""
    if not before or before[0].section_id != sentence[0].section_id:
        return
    wholes = [c for c in amounts(before, "change") if c.direction != "flat"]
    parts = amounts(sentence, "change")
    if len(wholes) != 1 or len(parts) != 2 or not WORDS.of_change.match((sentence[0].sentence or "").strip()):
        return
    same = all((c.base, c.period) == (wholes[0].base, wholes[0].period) for c in parts)
    if same and are_all_of_one({c.measure or "" for c in parts}):
        judge_sum("parts_of_change", wholes[0], parts, found)


def _check_counted_sums(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """A甲万元、B乙万元，两部分合计丙万元; 丙万元，由甲、乙和丁三项构成."""
    levels = amounts(claims)
    text = (claims[0].sentence or "").replace(" ", "")
    for index, whole in enumerate(levels):
        before = parted(text, _raw(whole))[0]
        counted = WORDS.counted_sum.search(before)
        if counted and index >= (size := number_said(counted["number"]) or 0):
            parts = levels[index - size : index]
            near = levels[max(0, index - REACH) : index]
            elsewhere = any(agree(money_of(whole), made_of(some)) for some in combinations(near, size))
            beside = agree(money_of(whole), made_of(parts))
            if _alike(parts, whole) and (beside or not elsewhere):
                judge_sum("counted_parts", whole, parts, found)
    composed = WORDS.composed.search(text)
    if composed is None:
        return
    inside = [c for c in levels if _stands(c, composed[0])]
    wholes = [c for c in levels if _stands(c, text[: composed.start()])]
    if len(inside) == number_said(composed["of"] or composed["into"]) and wholes and wholes[-1] not in inside:
        judge_sum("counted_parts", wholes[-1], inside, found)


def _check_numbered_parts(previous: list[ClaimRecord], claims: list[ClaimRecord], found: ChecksMade) -> None:
    """项目支出90万元，具体为：（1）甲50万元；（2）乙40万元: what is numbered makes no more than the whole.

    The whole may stand in the sentence before: 项目支出90万元。项目支出具体为：（1）…
    """
    text = (claims[0].sentence or "").replace(" ", "")
    opened = WORDS.numbered.search(text)
    levels = amounts(claims)
    if opened is None or len(levels) < 2:
        return
    before = [c for c in levels if _stands(c, text[: opened.start()])]
    parts = levels[len(before) :]
    if not before:
        before = [c for c in previous if c.kind == "level" and (c.subject or "。") in text[: opened.start()]]
    items = [item for item in WORDS.item.split(text[opened.end("opener") :]) if item.strip("；;，、 ")]
    one_each = len(items) == len(parts) and all(map(_stands, parts, items))
    if not before or len(parts) < 2 or not one_each or not _alike(parts, before[-1]):
        return
    if len({subject_of(c) for c in (*parts, before[-1])}) <= len(parts):
        return
    if made_of(parts).low > money_of(before[-1]).high:
        judge_sum("counted_parts", before[-1], parts, found)


def _alike(parts: list[ClaimRecord], whole: ClaimRecord) -> bool:
    return all((part.phase, part.period) == (whole.phase, whole.period) for part in parts)


def _check_points(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """执行率94.34%，比上年执行率91.09%提高3.25个百分点; 由91.09%提高到94.34%，提高3.25个百分点."""
    points = [c for c in claims if c.unit and c.unit.endswith("百分点")]
    rates = [c for c in claims if c.kind in ("completion_rate", "share") and c.unit == "%"]
    of_one = [(*rates, *points)] if len(points) == 1 and len(rates) == 2 else []
    beside = [
        three
        for three in zip(claims, claims[1:], claims[2:], strict=False)
        if three[0] in rates
        and three[1] in rates
        and three[2] in points
        and len({subject_of(one) for one in three}) == 1
    ]
    for one, other, step in of_one or beside:
        if one.kind != other.kind or one.period is None or other.period is None or one.period == other.period:
            continue
        between = parted(parted(step.sentence, other.raw)[2], step.raw)[0]
        now, then = (one, other) if one.period > other.period else (other, one)
        named = re.split("[，,；;]", parted(step.sentence, then.raw)[0])[-1]
        if WORDS.of_third.search(between):
            continue
        if WORDS.from_itself.search(between) and WORDS.known_year.search(named) is None:
            continue  # 由预算的60%提高到65%，比上年提高3个百分点
        apart = abs(one.period - other.period)
        if step.base == "other" or step.base == "prior_year" and apart != 1:
            continue  # 由2022年的41%提高到43%，较2021年提高5个百分点
        judge_sum(
            "points", step, [now, then], found, signed(step), interval_of(now, "%") - interval_of(then, "%")
        )


def _check_increases(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """支出100万元，比上年增加20000万元: what increased to an amount did not increase by more than it."""
    for change in claims:
        if change.kind != "change" or change.direction != "up" or change.amount_yuan is None:
            continue
        if change.base not in ("prior_year", *BUDGETS):
            continue
        own = [c for c in claims if subject_of(c) == subject_of(change) and c.fund == change.fund]
        now = levels_of(own, change.phase, change.period)
        if len(now) != 1 or any(
            money_of(one).high >= money_of(change).low for one in wholes_before(now[0], claims)
        ):
            continue  # 收入总计9万元，其中年初结转3万元，较上年增加5万元: of the whole
        if now[0].value and money_of(change).low > money_of(now[0]).high:
            message = (
                f"{said_of(change)}为{with_unit(now[0])}，却增加{with_unit(change)}，增加额大于增加后的数额。"
            )
            expected, actual = money_of(now[0]).value, money_of(change).value
            add_check("change_within_level", expected, actual, None, False, message, [change, now[0]], found)


def _check_balance(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """年初结转 + 本年收入 = 本年支出 + 年末结转, of one fund in one sentence."""
    by_measure: dict[str | None, list[ClaimRecord]] = defaultdict(list)
    for claim in amounts(claims):
        if claim.phase == "final":
            by_measure[claim.measure].append(claim)
    names = ("carry_over_opening", "current_year_revenue", "current_year_expenditure", "carry_over_closing")
    if any(len(by_measure[name]) != 1 for name in names):
        return
    opening, revenue, spent, closing = (by_measure[name][0] for name in names)
    if len({c.fund for c in (opening, revenue, spent, closing)}) != 1 or revenue.fund is None:
        return
    result = money_of(spent) + money_of(closing) - money_of(opening)
    judge_sum("text_balance", revenue, [spent, closing, opening], found, result=result)


def _check_bounds(claims: list[ClaimRecord], bought: list[ClaimRecord], found: ChecksMade) -> None:
    """What goes to small and micro enterprises is part of that to small and medium ones, and that of all."""
    small, middle = (
        [c for c in amounts(claims) if kind.search(c.subject or "") and not other.search(c.subject or "")]
        for kind, other in permutations((WORDS.small_business, WORDS.small_and_middle))
    )
    for parts, wholes in ((small, middle), (middle, bought)):
        if len(parts) == len(wholes) == 1 and parts[0].phase == wholes[0].phase:
            _check_bound(parts[0], wholes[0], found)


def _check_bound(part: ClaimRecord, whole: ClaimRecord, found: ChecksMade) -> None:
    size, limit = money_of(part), money_of(whole)
    if size.low > limit.high:
        message = f"{said_of(part)}{with_unit(part)}，多于{name_of(whole)}{with_unit(whole)}，部分大于整体。"
        add_check("part_within_whole", limit.value, size.value, None, False, message, [part, whole], found)


def _raw(claim: ClaimRecord) -> str:
    return without_blanks(claim.raw)


def _stands(claim: ClaimRecord, text: str) -> bool:
    """Whether a claim's number, as printed, stands in ``text``, and not as the end of a longer one."""
    return place_in(text, _raw(claim)) >= 0
