"""Identities of figures: a total and its parts, one figure in two places, a rate; and their verdict.

Tolerance is interval arithmetic on the figures as printed; one unit in the last place is rounding
always, as published tables are rounded from tables that are rounded themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.document import SectionText
from linking.checks.text.passages import NOT_READ, Passage, Spot, passages
from linking.intervals import HALF, SIX, Interval, added_up, decimals_of, exact, misread_unit
from linking.links.relations import OPERAND_UNIT
from linking.rules.declared import declared_filters, declared_rules
from linking.wording import Sources, number, place, places_of
from records.file_tables import FactRecord
from records.lexicon.groups import YUAN
from records.linking_tables import CheckRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

ZERO = Decimal(0)
COUNTED = frozenset({"posts", "staff", "vehicles"})
"""What tables count."""
NAMED_PARTS = 4
"""Parts of a sum that a message names; the others are counted."""


@dataclass(slots=True)
class ChecksMade:
    """The checks made so far, with the sources that their messages name and the texts of the sections.

    ``withheld`` has the failures that a filter keeps back, each with the filter's id.
    """

    document_id: str
    sources: Sources
    texts: Mapping[str, SectionText] = field(default_factory=dict)
    checks: list[CheckRecord] = field(default_factory=list)
    withheld: list[tuple[str, CheckRecord]] = field(default_factory=list)
    _passages: dict[frozenset[str], list[Passage]] = field(default_factory=dict)

    def add(
        self,
        rule_id: str,
        facts: Sequence[FactRecord],
        expected: Decimal | None,
        actual: Decimal | None,
        tolerance: Decimal | None,
        verdict: str,
        message: str,
        claims: Sequence[ClaimRecord] = (),
        spot: Spot | None = None,
        unit: str | None = None,
    ) -> CheckRecord:
        """Add a check; it stands at ``spot``, else at its first claim, else at its first figure.

        Its numbers are in ``unit``, else in that of its first figure, else in that of its first claim, money
        of the text in 万元. ``KeyError``: no such rule is declared.
        """
        declared_rules()[rule_id]
        at = spot or _spot_of(claims, facts)
        made = CheckRecord(
            document_id=self.document_id,
            check_id="",
            rule_id=rule_id,
            fact_ids=[fact.fact_id for fact in facts],
            claim_ids=list(dict.fromkeys(claim.claim_id for claim in claims)),
            expected=_six(expected),
            actual=_six(actual),
            difference=_six(actual - expected) if actual is not None and expected is not None else None,
            tolerance=_six(tolerance),
            unit=unit or _unit_of(claims, facts),
            verdict=verdict,
            message=message,
            page=at.page,
            box=at.box,
            anchor=at.anchor,
        )
        self.checks.append(made)
        return made

    def numbered(self) -> list[CheckRecord]:
        """All that was made, each with its number in the order of the document."""
        for index, made in enumerate(self.checks, 1):
            made.check_id = f"k{index}"
        return self.checks

    def fail(
        self,
        rule_id: str,
        message: str,
        facts: Sequence[FactRecord] = (),
        claims: Sequence[ClaimRecord] = (),
        spot: Spot | None = None,
        expected: Decimal | None = None,
        actual: Decimal | None = None,
        unit: str | None = None,
    ) -> None:
        """Add a failure that is no matter of rounding."""
        self.add(rule_id, facts, expected, actual, None, "fails", message, claims, spot, unit)

    def passages(self, document: Document, kinds: frozenset[str] = NOT_READ) -> list[Passage]:
        """The headings and texts of a document but those of the chapters of ``kinds``, in order."""
        if kinds not in self._passages:
            self._passages[kinds] = list(passages(document, self.texts, kinds))
        return self._passages[kinds]

    def withhold(self, filter_id: str, failed: Callable[[CheckRecord], bool], begun: int = 0) -> None:
        """Keep back the failures among ``checks[begun:]`` that ``failed`` picks, under a declared filter.

        ``KeyError``: no such filter is declared.
        """
        declared_filters()[filter_id]
        looked_at = self.checks[begun:]
        dropped = [made for made in looked_at if made.verdict == "fails" and failed(made)]
        if dropped:
            gone = {id(made) for made in dropped}
            self.checks[begun:] = [made for made in looked_at if id(made) not in gone]
            self.withheld += [(filter_id, made) for made in dropped]


def _unit_of(claims: Sequence[ClaimRecord], facts: Sequence[FactRecord]) -> str | None:
    """The unit of a check's numbers, where they are those of its first figure or claim."""
    if facts:
        return facts[0].unit
    if not claims:
        return None
    return OPERAND_UNIT if claims[0].amount_yuan is not None else claims[0].unit


def _spot_of(claims: Sequence[ClaimRecord], facts: Sequence[FactRecord]) -> Spot:
    records: list[ClaimRecord | FactRecord] = [*claims[:1], *facts[:1]]
    return Spot(records[0].page, records[0].box, records[0].anchor) if records else Spot()


def _six(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(SIX)


def factor_of(fact: FactRecord) -> Decimal:
    """Yuan in one unit of the figure; 1 for what is no money."""
    return YUAN.get(fact.unit or "", Decimal(1)) if fact.amount_yuan is not None else Decimal(1)


def amount(fact: FactRecord, places: int = 0) -> Interval:
    """A figure as an interval, money in yuan; ``places`` decimals that its column is printed with.

    Zero is exact: an account without money is common, one with less than half a unit is not.
    """
    value = fact.value or ZERO
    if value == 0 or _is_counted(fact):
        return exact(value)
    half, factor = HALF.scaleb(-max(places, decimals_of(fact.raw, value))), factor_of(fact)
    return Interval((value - half) * factor, value * factor, (value + half) * factor)


def _is_counted(fact: FactRecord) -> bool:
    """Whether a figure counts things, so that nothing of it is rounded."""
    return fact.amount_yuan is None and fact.measure in COUNTED


def unit_of_last_place(fact: FactRecord, places: int = 0) -> Decimal:
    """One unit in the last printed place of a figure, money in yuan; none where things are counted."""
    if _is_counted(fact):
        return ZERO
    return Decimal(1).scaleb(-max(places, decimals_of(fact.raw, fact.value or ZERO))) * factor_of(fact)


def summed(facts: Sequence[FactRecord], places: int = 0) -> Interval:
    """The sum of figures as an interval."""
    return added_up(amount(fact, places) for fact in facts)


def judge(actual: Interval, expected: Interval, last: Decimal) -> str:
    """``holds``, ``rounding`` or ``fails``; ``last`` is one unit in the last place of ``actual``."""
    difference = abs(actual.value - expected.value)
    if difference <= last / 2:
        return "holds"
    if difference <= last or expected.meets(actual):
        return "rounding"
    return "fails"


def check_sum(
    found: ChecksMade,
    rule: str,
    whole: FactRecord,
    parts: Sequence[FactRecord],
    what: str,
    places: int = 0,
    minus: Sequence[FactRecord] = (),
) -> CheckRecord | None:
    """A total against its parts (less ``minus``); ``None`` if all are zero or the failure is withheld.

    ``what`` says in Chinese what the parts are.
    """
    actual = amount(whole, places)
    expected = summed(parts, places) - summed(minus, places)
    if not actual.value and all(not part.value for part in (*parts, *minus)):
        return None
    last = unit_of_last_place(whole, places)
    verdict = judge(actual, expected, last)
    factor = factor_of(whole)
    result, printed = expected.value / factor, actual.value / factor
    named = "、".join(_short(part, whole) for part in parts[:NAMED_PARTS] if part.value)
    more = f"等{len(parts)}项" if len(parts) > NAMED_PARTS else ""
    decimals = decimals_of(whole.raw, whole.value or ZERO)
    subject = f"{place(whole, found.sources)}为{as_printed(whole)}"
    detail = f"（{named}{more}）" if named else ""
    message = (
        f"{subject}，{what}{detail}为{number(result, decimals)}{whole.unit or ''}"
        f"{_outcome(verdict, printed - result, whole.unit)}"
    )
    tolerance = max(last, expected.tolerance + actual.tolerance) / factor
    operands = [whole, *parts, *minus]
    made = found.add(rule, operands, result, printed, tolerance, verdict, message)
    return _unless_of_another_unit(found, made, operands)


def check_same(
    found: ChecksMade,
    rule: str,
    figure: FactRecord,
    other: FactRecord,
    what: str,
    places: tuple[int, int] = (0, 0),
) -> CheckRecord | None:
    """A figure against the same figure in another place."""
    actual, expected = amount(figure, places[0]), amount(other, places[1])
    if not actual.value and not expected.value:
        return None
    last = max(unit_of_last_place(figure, places[0]), unit_of_last_place(other, places[1]))
    verdict = judge(actual, expected, last)
    factor = factor_of(figure)
    result, printed = expected.value / factor, actual.value / factor
    message = (
        f"{what}：{place(figure, found.sources)}为{as_printed(figure)}，"
        f"{place(other, found.sources)}为{as_printed(other)}"
        f"{_outcome(verdict, printed - result, figure.unit)}"
    )
    tolerance = max(last, expected.tolerance + actual.tolerance) / factor
    made = found.add(rule, [figure, other], result, printed, tolerance, verdict, message)
    return _unless_of_another_unit(found, made, [figure, other])


def _unless_of_another_unit(
    found: ChecksMade, made: CheckRecord, operands: Sequence[FactRecord]
) -> CheckRecord | None:
    """The check just made, but where its failure is the factor of 万元 and 元 between two tables.

    In one table it is no matter of how its unit was read.
    """
    within = len({(fact.table_id, fact.unit) for fact in operands}) == 1
    if not within and misread_unit(made.actual or ZERO, made.expected or ZERO):
        found.withhold("unit_of_table", lambda one: one is made, len(found.checks) - 1)
    return made if found.checks and found.checks[-1] is made else None


def check_bound(
    found: ChecksMade, rule: str, part: FactRecord, whole: FactRecord, what: str, places: int = 0
) -> CheckRecord | None:
    """A part that cannot be more than its whole."""
    small, large = amount(part, places), amount(whole, places)
    if not small.value:
        return None
    verdict = "holds" if small.value <= large.value else "rounding" if small.low <= large.high else "fails"
    factor = factor_of(part)
    ending = {"holds": "", "rounding": "，差异在四舍五入范围内", "fails": "，前者不应大于后者"}[verdict]
    message = (
        f"{what}：{place(part, found.sources)}为{as_printed(part)}，"
        f"{place(whole, found.sources)}为{as_printed(whole)}{ending}。"
    )
    limit, printed = large.value / factor, small.value / factor
    made = found.add(rule, [part, whole], limit, printed, small.tolerance / factor, verdict, message)
    if large.value and small.value > declared_filters()["unit_of_part"].times * large.value:
        found.withhold("unit_of_part", lambda one: one is made, len(found.checks) - 1)
        return None
    return made


def check_rate(
    found: ChecksMade,
    rule: str,
    rate: FactRecord,
    result: Interval,
    operands: Sequence[FactRecord],
    what: str,
) -> CheckRecord:
    """A printed percentage against the one that its operands give."""
    places = decimals_of(rate.raw, rate.value or ZERO)
    half = HALF.scaleb(-places)
    value = rate.value or ZERO
    last = Decimal(1).scaleb(-places)
    # a result that is exact (nothing left of anything) was not rounded before
    slack = half if result.low == result.high else last
    verdict = judge(Interval(value - half, value, value + half), result, slack)
    names = "、".join(
        f"{at}{as_printed(fact)}"
        for at, fact in zip(places_of(operands, found.sources), operands, strict=True)
    )
    message = (
        f"{place(rate, found.sources)}为{number(value)}%，按{names}计算，{what}应为{number(result.value)}%"
        f"{_outcome(verdict, value - result.value, '%')}"
    )
    tolerance = max(last, result.tolerance + half)
    facts = [rate, *operands]
    return found.add(rule, facts, result.value, value, tolerance, verdict, message, unit="%")


def _outcome(verdict: str, difference: Decimal, unit: str | None) -> str:
    if verdict == "holds":
        return "，相符。"
    apart = f"，相差{number(abs(difference))}{'个百分点' if unit == '%' else unit or ''}"
    return apart + ("，在四舍五入范围内。" if verdict == "rounding" else "，两者不符。")


def _short(part: FactRecord, whole: FactRecord) -> str:
    """A part by what tells it apart: its column in the row of the whole, else its row."""
    column = "·".join(part.column_path)
    same_row = (part.table_id, part.row) == (whole.table_id, whole.row) and part.row_label == whole.row_label
    value = part.value or ZERO
    return f"{column if same_row else part.row_label or column}{number(value, decimals_of(part.raw, value))}"


def as_printed(fact: FactRecord) -> str:
    """A figure with its own decimals and its unit."""
    value = fact.value or ZERO
    return f"{number(value, decimals_of(fact.raw, value))}{fact.unit or ''}"
