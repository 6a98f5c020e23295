"""Departments and their units: which of them published, and whether the department is their sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linking.book.bodies import ArchivedDocument, Bodies, units_of
from linking.book.entries import Total
from linking.findings import number_findings
from linking.intervals import decimals_of
from linking.rules.applied import rule_record
from linking.rules.declared import declared_rules
from linking.wording import number, on_page
from records.archive_tables import UnitRecord
from records.lexicon.groups import OWN_STAGE, YUAN
from records.linking_tables import CheckRecord, FindingRecord, RuleRecord

RULE = "sum_of_units"
CHECK_ID = "u{}"
SUMMED = (
    ("grand_total", "revenue", "收入总计"),
    ("grand_total", "expenditure", "支出总计"),
    ("current_year_revenue", "revenue", "本年收入合计"),
    ("current_year_expenditure", "expenditure", "本年支出合计"),
)
"""Totals of all funds that a department sums up over its units."""
FEWEST_UNITS = 2
"""With one unit alone a department and its unit may be the same."""


TotalsOf = Callable[[Sequence[ArchivedDocument]], Mapping[str, Sequence[Total]]]
"""Gives the totals of some documents, by id."""


@dataclass(slots=True)
class OfUnits:
    """What a department's document gets from its units' documents."""

    units: list[UnitRecord] = field(default_factory=list)
    checks: list[CheckRecord] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)
    rules: list[RuleRecord] = field(default_factory=list)


def of_units(
    members: Sequence[ArchivedDocument], bodies: Bodies, counts: Mapping[str, bool], totals: TotalsOf
) -> dict[str, OfUnits]:
    """The units of each document that lists some; ``counts`` tells which documents count."""
    published: dict[tuple[str, object, object], list[ArchivedDocument]] = defaultdict(list)
    for member in sorted(members, key=lambda one: one.document_id):
        body = bodies.of_document.get(member.document_id)
        if body is not None and counts.get(member.document_id, True):
            published[body, member.fiscal_year, member.report_kind].append(member)
    return {
        member.document_id: _of_member(member, bodies, published, totals)
        for member in members
        if member.units
    }


def _of_member(
    member: ArchivedDocument,
    bodies: Bodies,
    published: Mapping[tuple[str, object, object], list[ArchivedDocument]],
    totals: TotalsOf,
) -> OfUnits:
    own = bodies.of_document.get(member.document_id)
    result = OfUnits()
    documents: list[ArchivedDocument] = []
    for unit, name in units_of(member, bodies):
        there = published.get((unit, member.fiscal_year, member.report_kind), []) if unit else []
        documents += there[:1]
        result.units.append(
            UnitRecord(
                document_id=member.document_id,
                body_id=own,
                name=name,
                unit_body_id=unit,
                published=bool(there),
                unit_document_id=there[0].document_id if there else None,
            )
        )
    if len(documents) == len(result.units) >= FEWEST_UNITS and member.body_kind != "unit":
        _check(member, documents, totals([member, *documents]), result)
    return result


def _check(
    member: ArchivedDocument,
    units: Sequence[ArchivedDocument],
    totals: Mapping[str, Sequence[Total]],
    result: OfUnits,
) -> None:
    """Hold a department's totals against the sums of its units; they refute only if one of them agrees."""
    made: list[tuple[CheckRecord, Total]] = []
    agreeing = 0
    for number_, (measure, side, words) in enumerate(SUMMED, 1):
        whole, *parts = (_total(one, totals[one.document_id], measure, side) for one in (member, *units))
        if whole is None or any(part is None for part in parts):
            continue
        known = [part for part in parts if part is not None]
        check = _made(member, whole, known, units, words, CHECK_ID.format(number_))
        made.append((check, whole))
        agreeing += check.verdict != "fails"
    if not agreeing:
        return
    result.checks = [check for check, _ in made]
    failed = [(check, whole) for check, whole in made if check.verdict == "fails"]
    result.findings = [_finding(check, whole) for check, whole in failed]
    number_findings(result.findings)
    result.rules = [rule_record(member.document_id, declared_rules()[RULE], len(made), len(failed))]


def _total(member: ArchivedDocument, totals: Sequence[Total], measure: str, side: str) -> Total | None:
    wanted = (measure, "all", side, OWN_STAGE.get(member.report_kind or ""), str(member.fiscal_year))
    return next((total for total in totals if total.key == wanted), None)


def _made(
    member: ArchivedDocument,
    whole: Total,
    parts: Sequence[Total],
    units: Sequence[ArchivedDocument],
    words: str,
    check_id: str,
) -> CheckRecord:
    factor = _factor(whole)
    actual = Decimal(whole.amount) / factor
    expected = sum((Decimal(part.amount) for part in parts), Decimal(0)) / factor
    last = [
        Decimal(1).scaleb(-decimals_of(None, Decimal(total.value or total.amount))) * _factor(total)
        for total in (whole, *parts)
    ]
    tolerance = (sum(last, Decimal(0)) / 2 + last[0] / 2) / factor
    apart = actual - expected
    verdict = (
        "holds" if abs(apart) <= last[0] / factor / 2 else "rounding" if abs(apart) <= tolerance else "fails"
    )
    unit = whole.unit or ""
    outcome = "相符" if verdict != "fails" else f"相差{number(abs(apart))}{unit}，两者不符"
    return CheckRecord(
        document_id=member.document_id,
        check_id=check_id,
        rule_id=RULE,
        fact_ids=[total.fact_id for total in (whole, *parts)],
        fact_document_ids=[one.document_id for one in (member, *units)],
        expected=expected,
        actual=actual,
        difference=apart,
        tolerance=tolerance,
        unit=whole.unit,
        verdict=verdict,
        message=f"{words}{on_page(whole.page)}为{number(actual)}{unit}，所列{len(parts)}个单位公开数之和为{number(expected)}{unit}，{outcome}。",
        page=whole.page,
    )


def _factor(total: Total) -> Decimal:
    return YUAN.get(total.unit or "", Decimal(1))


def _finding(check: CheckRecord, whole: Total) -> FindingRecord:
    unit = whole.unit or ""
    rule = declared_rules()[RULE]
    return FindingRecord(
        document_id=check.document_id,
        finding_id="",
        severity=rule.severity,
        kind=rule.kind,
        rule_id=RULE,
        title=rule.headline((check.message or "").partition("为")[0].partition("（")[0]),
        explanation=check.message or "",
        check_ids=[check.check_id],
        said=f"{number(check.actual)}{unit}",
        given=f"{number(check.expected)}{unit}",
        page=whole.page,
    )
