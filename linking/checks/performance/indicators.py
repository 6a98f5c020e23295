"""What performance indicators must satisfy (绩效指标): what follows, and what contradicts itself.

Platforms differ in how they compute deviations and scores. A way of computing is learnt from a
document's own forms, and nothing is told by a way that they do not follow.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from extractors.characters import fold
from extractors.numbers import parse_figure
from linking.checks.identities import ZERO, ChecksMade
from linking.checks.performance.forms import is_of_whole
from linking.checks.text.passages import Spot
from linking.intervals import HALF, HUNDRED, decimals_of
from linking.targets import units_differ
from linking.wording import number
from records.file_tables import FactRecord, IndicatorRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks")

SLACK = Decimal("0.011")
"""Scores and rates are printed with two decimals."""
FREE = Decimal(30)
"""Percent by which some platforms let a result exceed its target without a deviation."""
FEWEST_FOLLOWING = 3
"""So many rows must follow a way of computing, so that the others may be held against it."""
MOST_ASTRAY = 4
"""One row in so many that follow it may be wrong; if more are, the way is not the form's."""
MOST_SCORES_ASTRAY = 3
"""The same for scores of the execution, of which platforms know two ways only."""
FEWEST_FORMS = 2
"""Forms whose total is right before another one's is wrong by the same rule."""
LONG_NUMBER = 4
"""Digits of a result of which one may be a slip, and characters of a name that tells something."""
FEWEST_PASTED = 4
"""So many numbers behind an indicator's name are a row of a form, no sentence."""

Deviation = Callable[[str | None, Decimal], Decimal]
"""What is printed as deviation, by the operator and the distance of the result in percent."""


def _unsigned(_operator: str | None, distance: Decimal) -> Decimal:
    return abs(distance)


def _signed(_operator: str | None, distance: Decimal) -> Decimal:
    return distance


def _beyond_free(operator: str | None, distance: Decimal) -> Decimal:
    if operator == "<=":
        return max(distance, ZERO)
    return distance if distance < 0 else max(distance - FREE, ZERO)


def _missed(operator: str | None, distance: Decimal) -> Decimal:
    return max(distance, ZERO) if operator == "<=" else min(distance, ZERO)


DEVIATIONS: tuple[Deviation, ...] = (_unsigned, _signed, _beyond_free, _missed)


def check_indicators(document: Document, found: ChecksMade) -> None:
    """The checks of a document's own indicators; those of one form name the form once."""
    forms: dict[str, list[IndicatorRecord]] = defaultdict(list)
    for indicator in document.indicators:
        forms[indicator.table_id].append(indicator)
    facts = _Facts(document)
    for row in document.indicators:
        names = (one.name or "" for one in forms[row.table_id] if one is not row)
        _check_row(row, names, facts, found)
    _check_deviations(document.indicators, facts, found)
    _check_totals(forms, facts, found)
    _check_executions(forms, facts, found)


class _Facts:
    """A document's figures in performance tables by label and measure."""

    def __init__(self, document: Document) -> None:
        self._by_label: dict[tuple[str, str, str | None], list[FactRecord]] = defaultdict(list)
        self._by_table: dict[str, list[FactRecord]] = defaultdict(list)
        tables = {indicator.table_id for indicator in document.indicators}
        for fact in document.facts:
            if fact.table_id in tables:
                self._by_label[fact.table_id, fold(fact.row_label or ""), fact.measure].append(fact)
                self._by_table[fact.table_id].append(fact)

    def of(self, indicator: IndicatorRecord, *measures: str) -> list[FactRecord]:
        """The figures of an indicator's row, where its name stands once in its table."""
        name = fold(indicator.name or "")
        found = [self._by_label[indicator.table_id, name, measure] for measure in measures]
        return [facts[0] for facts in found if len(facts) == 1]

    def in_table(self, table_id: str) -> list[FactRecord]:
        """All figures of a table, in its order."""
        return self._by_table[table_id]


def _add(
    found: ChecksMade,
    rule: str,
    row: IndicatorRecord,
    facts: list[FactRecord],
    message: str,
    expected: Decimal | None = None,
    actual: Decimal | None = None,
    verdict: str = "fails",
) -> None:
    project = f"“{row.project}”" if row.project else ""
    spot = None if facts else Spot(row.page, row.box, row.anchor)
    place = f"绩效表{project}（第{row.page}页）" if row.page else f"绩效表{project}"
    found.add(rule, facts, expected, actual, None, verdict, f"{place}{message}", spot=spot)


def _check_row(row: IndicatorRecord, names: Iterable[str], facts: _Facts, found: ChecksMade) -> None:
    weight, score, coefficient = row.weight, row.score, row.coefficient
    if None not in (weight, score, coefficient) and weight is not None and score is not None:
        expected = (coefficient or ZERO) * weight / HUNDRED
        fails = abs(score - expected) > SLACK
        message = (
            f"“{row.name}”的得分为{number(score)}分，按得分系数{number(coefficient or ZERO)}%"
            f"和权重{number(weight)}计算应为{number(expected)}分。"
        )
        verdict = "fails" if fails else "holds"
        used = facts.of(row, "score", "score_coefficient", "weight")
        _add(found, "score_of_coefficient", row, used, message, expected, score, verdict)
    pasted = _pasted_in(row, names)
    if pasted is not None:
        filled = (row.explanation or "")[:40]
        message = f"“{row.name}”的说明栏所填“{filled}”是另一行“{pasted}”的内容，没有说明原因。"
        _add(found, "reason_empty", row, facts.of(row, "actual"), message)
    other = _slip_in(row)
    if other is not None:
        message = f"“{row.name}”的完成值为{row.actual}，说明中写作{other}。"
        _add(found, "explanation_number", row, facts.of(row, "actual"), message)


def _pasted_in(row: IndicatorRecord, names: Iterable[str]) -> str | None:
    """The indicator whose whole row, with its numbers, stands in another one's explanation."""
    text = re.sub(r"\s+", " ", row.explanation or "")
    for name in names:
        before, found, behind = text.partition(name)
        if found and len(name) >= LONG_NUMBER and len(before) <= LONG_NUMBER:
            if len(re.findall(r"\d+(?:\.\d+)?", behind)) >= FEWEST_PASTED:
                return name
    return None


def _slip_in(row: IndicatorRecord) -> str | None:
    """A number in the explanation that is the result but for one digit."""
    result = re.match(r"\d+", (row.actual or "").replace(",", ""))
    if result is None or len(result[0]) < LONG_NUMBER:
        return None
    text = (row.explanation or "").replace(",", "")
    numbers = list(re.finditer(r"(?<![\d.])\d+(?![\d.年])", text))
    if result[0] in (one[0] for one in numbers):
        return None
    for one in (found[0] for found in numbers if not WORDS.of_another_time.search(text, 0, found.start())):
        if len(one) == len(result[0]) and sum(a != b for a, b in zip(one, result[0], strict=True)) == 1:
            return str(one)
    return None


def _check_deviations(rows: Iterable[IndicatorRecord], facts: _Facts, found: ChecksMade) -> None:
    """Each deviation against the way in which the document's forms compute theirs, if they have one.

    It is the one that most rows follow; where as many follow several, what one of them gives is right.
    """
    told = list(_distances(rows))
    followed = {way: sum(_follows(entry, way) for entry in told) for way in DEVIATIONS}
    way, *others = [one for one in DEVIATIONS if followed[one] == max(followed.values())]
    telling = sum(bool(entry[2]) for entry in told if _follows(entry, way))
    wrong = [entry for entry in told if not any(_follows(entry, one) for one in (way, *others))]
    if telling < FEWEST_FOLLOWING or len(wrong) * MOST_ASTRAY > telling:
        return
    for row, distance, printed in wrong:
        expected = way(row.operator, distance)
        message = (
            f"“{row.name}”的偏差度为{number(printed)}%，按指标值{row.target}、完成值{row.actual}"
            f"计算应为{number(expected.quantize(Decimal('0.01')))}%。"
        )
        used = facts.of(row, "deviation", "target", "actual")
        _add(found, "deviation", row, used, message, expected, printed)


def _follows(entry: tuple[IndicatorRecord, Decimal, Decimal], way: Deviation) -> bool:
    """Whether a deviation is what ``way`` gives, or none where the target is met, or the better way up."""
    row, distance, printed = entry
    expected = way(row.operator, distance)
    met = distance <= 0 if row.operator == "<=" else distance >= 0
    turned = row.operator == "<=" and _close(printed, -expected)
    return _close(printed, expected) or met and printed == 0 or turned


def _distances(rows: Iterable[IndicatorRecord]) -> Iterator[tuple[IndicatorRecord, Decimal, Decimal]]:
    """Rows with the distance of result and target, and the deviation as printed, in percent.

    A deviation in points, or in what is counted, is no share of the target.
    """
    for row in rows:
        if WORDS.in_units.search(row.deviation or ""):
            continue
        printed = parse_figure(row.deviation or "")
        if printed is None or row.actual_value is None or not row.target_value or units_differ(row):
            continue
        distance = (row.actual_value - row.target_value) / row.target_value * HUNDRED
        yield row, distance, printed.value


def _close(printed: Decimal, expected: Decimal) -> bool:
    return abs(printed - expected) <= SLACK


def _check_totals(forms: dict[str, list[IndicatorRecord]], facts: _Facts, found: ChecksMade) -> None:
    """自评总分 = score of the execution + those of the indicators, scaled to the rest of 100 points."""
    told = [_total_of(rows, facts.in_table(table_id)) for table_id, rows in forms.items()]
    whole = [one for one in told if one is not None]
    slack = _slack_of(total for _, total, _ in whole)
    right = [total for _, total, expected in whole if abs((total.value or ZERO) - expected) <= slack]
    if len(right) < FEWEST_FORMS or len(whole) - len(right) > len(right) / 2:
        return
    for row, total, expected in whole:
        fails = abs((total.value or ZERO) - expected) > slack
        message = (
            f"的自评总分为{number(total.value or ZERO)}分，按执行率得分与各项指标得分折算应为"
            f"{number(expected.quantize(Decimal('0.001')))}分。"
        )
        verdict = "fails" if fails else "holds"
        _add(found, "overall_score", row, [total], message, expected, total.value, verdict)


def _slack_of(totals: Iterable[FactRecord]) -> Decimal:
    """How far a total may be from its parts: as the finest of a document's totals is printed."""
    places = max((decimals_of(total.raw, total.value or ZERO) for total in totals), default=0)
    return max(2 * SLACK, HALF.scaleb(-places))


def _check_executions(forms: dict[str, list[IndicatorRecord]], facts: _Facts, found: ChecksMade) -> None:
    """The score of the execution is its rate times its weight, where forms of the statement follow that.

    Others give full points from some rate on.
    """
    by_statement: dict[str, list[tuple[IndicatorRecord, list[FactRecord]]]] = defaultdict(list)
    for table_id, rows in forms.items():
        for used in _executions(facts.in_table(table_id)):
            by_statement[used[0].statement].append((rows[0], used))
    for told in by_statement.values():
        right = [used for _, used in told if _close(used[0].value or ZERO, _execution_score(used))]
        telling = [used for used in right if used[1].value and used[1].value < HUNDRED]
        if len(telling) < FEWEST_FOLLOWING or (len(told) - len(right)) * MOST_SCORES_ASTRAY > len(telling):
            continue
        highest = max(used[1].value or ZERO for used in telling)
        for row, used in told:
            score, rate, weight = (fact.value or ZERO for fact in used)
            if used not in right and score == weight and rate > highest:
                continue  # full points from some rate on, which no other form has reached
            expected = _execution_score(used)
            message = (
                f"的执行率得分为{number(score)}分，按执行率{number(rate)}%和分值{number(weight)}"
                f"计算应为{number(expected.quantize(Decimal('0.01')))}分。"
            )
            verdict = "holds" if used in right else "fails"
            _add(found, "execution_score", row, used, message, expected, score, verdict)


def _executions(facts: list[FactRecord]) -> Iterator[list[FactRecord]]:
    """Score, rate and weight of each row of a form that has all three."""
    rows: dict[int, dict[str | None, list[FactRecord]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        rows[fact.row][fact.measure].append(fact)
    for row in rows.values():
        used = [row["score"], row["execution_rate"], row["weight"]]
        if all(len(one) == 1 for one in used):
            yield [one[0] for one in used]


def _execution_score(used: list[FactRecord]) -> Decimal:
    _, rate, weight = used
    return min(rate.value or ZERO, HUNDRED) * (weight.value or ZERO) / HUNDRED


def _in_points(heads: dict[str, FactRecord], name: str) -> FactRecord | None:
    """The figure under a head, which may add its unit."""
    return heads.get(fold(name)) or heads.get(fold(f"{name}（分）"))


def _total_of(
    rows: list[IndicatorRecord], facts: list[FactRecord]
) -> tuple[IndicatorRecord, FactRecord, Decimal] | None:
    totals = [f for f in facts if f.measure == "score" and is_of_whole(f)]
    heads = {fold(fact.column_path[-1]): fact for fact in facts if fact.column_path}
    weight = _in_points(heads, "执行率权重")
    rates = [f for f in facts if f.measure == "execution_rate" and weight and f.row == weight.row]
    scores, weights = [row.score for row in rows], [row.weight for row in rows]
    if len(totals) != 1 or weight is None or not rates or None in scores or None in weights:
        return None
    sum_of_weights = sum((one for one in weights if one is not None), ZERO)
    share = weight.value or ZERO
    if sum_of_weights not in (HUNDRED, HUNDRED - share):
        return None  # a row was not read, or is none of the indicators
    execution = _in_points(heads, "执行率得分")
    own = execution.value if execution else min(rates[0].value or ZERO, HUNDRED) * share / HUNDRED
    scaled = sum((one for one in scores if one is not None), ZERO) * (HUNDRED - share) / sum_of_weights
    return rows[0], totals[0], (own or ZERO) + scaled
