"""What one sentence or chapter says, held against itself: relations, parts, points, balances, bounds, counts.

Only amounts of the text are compared, and only within what a sentence plainly puts together; what a table
has is for the links.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.intervals import Interval
from linking.links.figure_index import interval_of
from linking.links.operands import subject_of
from linking.links.relations import OPERAND_UNIT, signed
from linking.wording import number
from nlp.annotations import Relation
from nlp.comparisons import find_relations
from records.tables import ClaimRecord

BUDGETS = ("initial_budget", "adjusted_budget")
COMPLEMENTS = (
    {"basic_expenditure", "project_expenditure"},
    {"personnel_expenditure", "public_expenditure"},
)
NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
COUNTED_SUM = re.compile(
    r"(?<![一-鿿])([两二三四五])(?:个?部分|项|者|类)(?:费用|支出|资金)?(?:共计|合计|总计|之和|相加)(?:为|共)?$"
)
COMPOSED_OF = re.compile(r"由[^。；]*?([两二三四五])(?:个?部分|项|者|类)(?:费用|支出|资金)?(?:构成|组成)")
PERSONS = re.compile(
    r"^(?:年末)?(?:实有)?(?:在职|在编|退休|离休|离退休)(?:在编)?(?:人员|职工|教职工|干部)?(?:总?数|人数)?$"
)
COUNTED = re.compile(r"\d[\d,.]*辆")
COMPLEMENTARY = (("地上", "地下"), ("计容", "不计容"), ("男", "女"))
"""Beginnings of subjects that are two parts of one whole, and all of it."""
HUNDRED, CENT = Decimal(100), Decimal("0.01")
ROUGHLY = re.compile("基本|大致|大体|略|总体")
MOST_SHOWN = 3
FLAT, ROUGHLY_FLAT = Decimal("0.02"), Decimal("0.10")
"""How far apart, relatively, two amounts may be that are called the same, and about the same."""
SMALL, MIDDLE = re.compile("小微|小型微型|小型[、和]微型|微型企业"), re.compile("中小企业")


def check_statements(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """The checks of what sentences and chapters state against themselves."""
    for sentence in _by_sentence(claims):
        _check_relations(sentence, found)
        _check_parts_of_change(sentence, found)
        _check_counted_sums(sentence, found)
        _check_points(sentence, found)
        _check_completion(sentence, found)
        _check_balance(sentence, found)
        _check_counts(sentence, found)
        _check_complements(sentence, found)
        _check_bounds(sentence, found)
    _check_openings(claims, found)
    _check_persons([claim for claim in claims if claim.understood], found)


def _by_sentence(claims: Iterable[ClaimRecord]) -> list[list[ClaimRecord]]:
    result: dict[tuple[str | None, str | None], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        result[claim.section_id, claim.sentence].append(claim)
    return list(result.values())


def _money(claim: ClaimRecord) -> Interval:
    return interval_of(claim, OPERAND_UNIT)


def _levels(claims: list[ClaimRecord], phase: str | None, period: int | None) -> list[ClaimRecord]:
    return [
        c
        for c in claims
        if (c.kind, c.phase, c.period) == ("level", phase, period) and c.amount_yuan is not None
    ]


def _check_relations(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """决算数大于预算数, 与年初预算数持平: against the two amounts of its item."""
    for claim in claims:
        worded = claim.kind == "relation" or (
            claim.kind == "change"
            and claim.direction == "flat"
            and not any(map(str.isdigit, claim.raw or ""))
        )
        if not worded or claim.base not in BUDGETS or claim.phase != "final":
            continue
        own = [c for c in claims if subject_of(c) == subject_of(claim) and c.fund == claim.fund]
        now, base = _levels(own, "final", claim.period), _levels(own, claim.base, claim.period)
        if len(now) != 1 or len(base) != 1:
            continue
        done, budget = _money(now[0]), _money(base[0])
        gap = done - budget
        if claim.direction == "flat":
            part = ROUGHLY_FLAT if ROUGHLY.search(claim.raw or "") else FLAT
            holds = gap.low <= 0 <= gap.high or abs(gap.value) <= part * abs(budget.value)
        else:
            # amounts that print alike may differ by what rounding hides
            holds = gap.high > 0 if claim.direction == "up" else gap.low < 0
        message = (
            f"文字{_page(claim)}称{_name(claim)}“{claim.raw}”，所述支出{_amount(now[0])}、"
            f"预算{_amount(base[0])}，{'相符' if holds else '两者不符'}。"
        )
        _add(
            "stated_relation", budget.value, done.value, None, holds, message, [claim, now[0], base[0]], found
        )


def _check_openings(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """年初预算5万元，支出决算4万元。决算数大于预算数的主要原因是…: what opens a cause, against the item."""
    levels: dict[str | None, list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "level" and claim.amount_yuan is not None and claim.phase in ("final", *BUDGETS):
            levels[claim.section_id].append(claim)
    for section, stated in levels.items():
        body = found.texts.get(section or "")
        text = re.sub(r"\s", "", body.text) if body is not None else ""
        for one in find_relations(text, []) if text else []:
            if one.base and text.startswith("的", one.end):
                _check_opening(text, one, stated, found)


def _check_opening(text: str, one: Relation, stated: list[ClaimRecord], found: ChecksMade) -> None:
    """One opening against the figures of the sentence that it stands in, or of the one right before."""
    near: dict[tuple[str, ...], list[ClaimRecord]] = defaultdict(list)
    for claim in stated:
        sentence = re.sub(r"\s", "", claim.sentence or "")
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
    gap = _money(done[0]) - _money(budgets[0])
    same = gap.low <= 0 <= gap.high
    # amounts that print alike may differ by what rounding hides
    holds = {"up": gap.high > 0, "down": gap.low < 0, "flat": same}[one.direction]
    message = (
        f"文字{_page(done[0])}称{_name(done[0])}“{text[one.start : one.end]}”，所述支出{_amount(done[0])}、"
        f"预算{_amount(budgets[0])}，{'相符' if holds else '两者不符'}。"
    )
    budget = _money(budgets[0]).value
    _add("stated_relation", budget, _money(done[0]).value, None, holds, message, [done[0], budgets[0]], found)


def _check_parts_of_change(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """A change and those of its only two parts: 增加66万元（其中：基本支出22万元，项目支出44万元）."""
    changes = [c for c in claims if c.kind == "change" and c.amount_yuan is not None]
    for index, whole in enumerate(changes):
        parts = [c for c in changes[index + 1 :] if c.base == whole.base and c.period == whole.period]
        measures = [c.measure for c in parts]
        if whole.measure in measures or set(measures) not in COMPLEMENTS or len(parts) != 2:
            continue
        total = signed(parts[0]) + signed(parts[1])
        _judge_sum("parts_of_change", signed(whole), total, whole, parts, found)
        return


def _check_counted_sums(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """A甲万元、B乙万元，两部分合计丙万元; 丙万元，由甲、乙和丁三项构成."""
    levels = [c for c in claims if c.kind == "level" and c.amount_yuan is not None]
    text = (claims[0].sentence or "").replace(" ", "")
    for index, whole in enumerate(levels):
        before = text.partition(_raw(whole))[0]
        counted = COUNTED_SUM.search(before)
        if counted and index >= (size := NUMERALS[counted[1]]):
            parts = levels[index - size : index]
            if _alike(parts, whole):
                _judge_sum("counted_parts", _money(whole), _added(parts), whole, parts, found)
    composed = COMPOSED_OF.search(text)
    if composed is None:
        return
    inside = [c for c in levels if _stands(c, composed[0])]
    wholes = [c for c in levels if _stands(c, text[: composed.start()])]
    if len(inside) == NUMERALS[composed[1]] and wholes and wholes[-1] not in inside:
        _judge_sum("counted_parts", _money(wholes[-1]), _added(inside), wholes[-1], inside, found)


def _alike(parts: list[ClaimRecord], whole: ClaimRecord) -> bool:
    return all((part.phase, part.period) == (whole.phase, whole.period) for part in parts)


def _added(parts: list[ClaimRecord]) -> Interval:
    total = _money(parts[0])
    for part in parts[1:]:
        total = total + _money(part)
    return total


def _check_points(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """执行率94.34%，比上年执行率91.09%提高3.25个百分点."""
    points = [c for c in claims if c.unit and c.unit.endswith("百分点")]
    rates = [c for c in claims if c.kind in ("completion_rate", "share") and c.unit == "%"]
    if len(points) != 1 or len(rates) != 2 or rates[0].kind != rates[1].kind:
        return
    now, then = rates
    (step,) = points
    if now.period is None or then.period is None or now.period <= then.period:
        return
    change = interval_of(now, "%") - interval_of(then, "%")
    _judge_sum("points", signed(step), change, step, rates, found)


def _check_completion(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """全年预算100万元，执行数80万元，执行率80%: the rate of the amounts beside it.

    A rate of either budget will do, but none above 100 where the adjusted budget covers the outturn.
    """
    rates = [c for c in claims if c.kind == "completion_rate" and c.unit == "%" and c.base in BUDGETS]
    if len(rates) != 1 or rates[0].value is None:
        return
    (rate,) = rates
    own = [c for c in claims if subject_of(c) == subject_of(rate) and c.fund == rate.fund]
    done = _levels(own, "final", rate.period)
    budgets = {phase: found_ for phase in BUDGETS if len(found_ := _levels(own, phase, rate.period)) == 1}
    if len(done) != 1 or "adjusted_budget" not in budgets:
        return
    quotients = {
        phase: quotient.scaled(HUNDRED)
        for phase, (budget,) in budgets.items()
        if (quotient := _money(done[0]).over(_money(budget))) is not None
    }
    adjusted = quotients.get("adjusted_budget")
    if adjusted is None:
        return
    stated = interval_of(rate, "%")
    last = 2 * stated.tolerance
    fits = [q for q in quotients.values() if q.low - last <= stated.high and stated.low - last <= q.high]
    holds = bool(fits) and not (stated.value > HUNDRED >= adjusted.value and adjusted not in fits)
    message = (
        f"文字{_page(rate)}称{_name(rate)}完成率为{number(rate.value)}%，按文字所述支出{_amount(done[0])}、"
        f"预算{_amount(budgets['adjusted_budget'][0])}计算为{number(adjusted.value.quantize(CENT))}%，"
        f"{'相符' if holds else '两者不符'}。"
    )
    _add(
        "stated_completion",
        adjusted.value,
        stated.value,
        last,
        holds,
        message,
        [rate, done[0], budgets["adjusted_budget"][0]],
        found,
    )


def _check_balance(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """年初结转 + 本年收入 = 本年支出 + 年末结转, of one fund in one sentence."""
    by_measure: dict[str | None, list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "level" and claim.amount_yuan is not None and claim.phase == "final":
            by_measure[claim.measure].append(claim)
    names = ("carry_over_opening", "current_year_revenue", "current_year_expenditure", "carry_over_closing")
    if any(len(by_measure[name]) != 1 for name in names):
        return
    opening, revenue, spent, closing = (by_measure[name][0] for name in names)
    if len({c.fund for c in (opening, revenue, spent, closing)}) != 1 or revenue.fund is None:
        return
    result = _money(spent) + _money(closing) - _money(opening)
    _judge_sum("text_balance", _money(revenue), result, revenue, [spent, closing, opening], found)


def _check_counts(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """车辆10辆，其中：…: the parts make no more than the whole, and just it where the last is 其他."""
    counts = [c for c in claims if c.kind == "count" and c.value is not None]
    text = claims[0].sentence or ""
    if len(counts) < 3 or "其中" not in text:
        return
    head, _, tail = text.partition("其中")
    # claims are in reading order: alike numbers tell nothing of where each stands
    stand_before = len(COUNTED.findall(re.sub(r"\s", "", head)))
    vehicles = [c for c in counts if c.unit == "辆"]
    whole, parts = vehicles[:stand_before], vehicles[stand_before:]
    if (
        len(whole) != 1
        or not parts
        or any(c.unit != "辆" for c in counts[counts.index(whole[0]) :])
        or "；" in tail.split("辆")[0]
    ):
        return
    total = sum((c.value or Decimal(0) for c in parts), Decimal(0))
    own = whole[0].value or Decimal(0)
    complete = "其他" in (parts[-1].subject or "")
    if "保有" in tail or "购置" in tail or total == own or not (total > own or complete):
        return
    message = (
        f"文字{_page(whole[0])}称{_name(whole[0])}{number(own)}{whole[0].unit}，所列"
        f"{'、'.join(f'{_name(part)}{_amount(part)}' for part in parts[:MOST_SHOWN])}等{len(parts)}项合计"
        f"{number(total)}{whole[0].unit}，两者不符。"
    )
    _add("counted_parts", total, own, None, False, message, [whole[0], *parts], found)


def _check_complements(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """总面积13459平方米，其中地上8013平方米，地下5356平方米: two parts that make the number before them."""
    counts = [c for c in claims if c.kind == "count" and c.value is not None]
    for one, other in COMPLEMENTARY:
        first = [c for c in counts if (c.subject or "").startswith(one)]
        second = [c for c in counts if (c.subject or "").startswith(other)]
        if len(first) != 1 or len(second) != 1 or counts.index(first[0]) == 0:
            continue
        parts = [first[0], second[0]]
        whole = counts[counts.index(first[0]) - 1]
        rests = {(part.subject or "").removeprefix(by) for part, by in zip(parts, (one, other), strict=True)}
        if len(rests) != 1 or {part.unit for part in parts} != {whole.unit}:
            continue
        if not (whole.subject or "").endswith(tuple(rests)):
            continue
        own, result = interval_of(whole, whole.unit), interval_of(first[0], whole.unit)
        result = result + interval_of(second[0], whole.unit)
        _judge_sum("counted_parts", own, result, whole, parts, found)


def _check_bounds(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """What goes to small and micro enterprises is part of what goes to small and medium ones."""
    levels = [c for c in claims if c.kind == "level" and c.amount_yuan is not None]
    small = [c for c in levels if SMALL.search(c.subject or "") and not MIDDLE.search(c.subject or "")]
    middle = [c for c in levels if MIDDLE.search(c.subject or "") and not SMALL.search(c.subject or "")]
    if len(small) != 1 or len(middle) != 1 or small[0].phase != middle[0].phase:
        return
    part, whole = _money(small[0]), _money(middle[0])
    if part.low > whole.high:
        message = (
            f"文字{_page(small[0])}称{_name(small[0])}{number(small[0].value)}{small[0].unit or ''}，"
            f"多于{_name(middle[0])}{number(middle[0].value)}{middle[0].unit or ''}，部分大于整体。"
        )
        _add("part_within_whole", whole.value, part.value, None, False, message, [small[0], middle[0]], found)


def _check_persons(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """The body's own staff, counted in two chapters for one year."""
    told: dict[tuple[str, int | None], dict[str | None, list[ClaimRecord]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for claim in claims:
        if claim.kind == "count" and claim.unit in ("人", "名") and PERSONS.match(claim.subject or ""):
            told[_persons(claim.subject or ""), claim.period][claim.section_id].append(claim)
    for chapters in told.values():
        if len(chapters) != 2:
            continue
        first, second = chapters.values()
        if len(first) != 1 or len(second) != 1:
            continue
        one, other = first[0], second[0]
        holds = one.value == other.value
        message = (
            f"文字{_page(one)}称{_name(one)}{number(one.value)}{one.unit}，{_page(other)}另称"
            f"{number(other.value)}{other.unit}，{'相符' if holds else '两处不符'}。"
        )
        _add("said_twice", one.value, other.value, None, holds, message, [other, one], found)


def _persons(subject: str) -> str:
    return re.sub("年末|实有|人员|教职工|职工|干部|总?数|人数", "", subject)


def _judge_sum(
    rule: str,
    own: Interval,
    result: Interval,
    whole: ClaimRecord,
    parts: list[ClaimRecord],
    found: ChecksMade,
) -> None:
    last = own.tolerance * 2
    holds = result.low - last <= own.high and own.low - last <= result.high
    unit = whole.unit if whole.amount_yuan is None else OPERAND_UNIT
    listed = "、".join(f"{_name(part)}{number(part.value)}{part.unit or ''}" for part in parts[:5])
    message = (
        f"文字{_page(whole)}称{_name(whole)}{number(whole.value)}{whole.unit or ''}，按文字所述{listed}计算为"
        f"{number(result.value)}{unit or ''}，{'相符' if holds else '两者不符'}。"
    )
    _add(rule, result.value, own.value, last + result.tolerance, holds, message, [whole, *parts], found)


def _add(
    rule: str,
    expected: Decimal | None,
    actual: Decimal | None,
    tolerance: Decimal | None,
    holds: bool,
    message: str,
    claims: list[ClaimRecord],
    found: ChecksMade,
) -> None:
    found.add(rule, [], expected, actual, tolerance, "holds" if holds else "fails", message, claims)


def _raw(claim: ClaimRecord) -> str:
    return re.sub(r"\s", "", claim.raw or "")


def _stands(claim: ClaimRecord, text: str) -> bool:
    """Whether a claim's number, as printed, stands in ``text``, and not as the end of a longer one."""
    return re.search(rf"(?<![\d.,]){re.escape(_raw(claim))}", text) is not None


def _amount(claim: ClaimRecord) -> str:
    return f"{number(claim.value)}{claim.unit or ''}"


def _name(claim: ClaimRecord) -> str:
    return "、".join(claim.account_path[-1:]) or claim.subject or "该数"


def _page(claim: ClaimRecord) -> str:
    return f"（第{claim.page}页）" if claim.page else ""
