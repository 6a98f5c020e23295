"""What a reader of a run wants to see first: its findings, worst first."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from records.file_tables import DocumentRecord
from records.linking_tables import CheckRecord, FindingRecord, LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document
from records.vocabularies import vocabularies

POINTS = "个百分点"
MOST_TOLD = 10
"""So many errors are told of a document, and of a run; all findings are counted."""
GRADES = ("error", "notice")
"""Severities, the gravest first."""

YEARS = "年"
"""The unit of numbers that name a year, of which none is a share of the other."""
ZERO = Decimal(0)
DIRECTIONS = ("up", "down")


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, a contradiction or a failed check, as it is told in the terminal and in a run's report.

    ``said`` is what is printed, ``given`` what would hold, each with its unit; ``difference`` is the one
    less the other. ``relative`` is the difference over the larger of the two, from 0 to 2; ``None``
    without numbers. ``anchor`` names the place in a format without pages.
    """

    id: str
    page: int | None
    subject: str | None
    said: str | None
    given: str | None
    difference: str | None
    relative: float | None
    explanation: str | None
    anchor: str | None = None
    severity: str = "error"
    rule_id: str | None = None


@dataclass(slots=True)
class Findings:
    """The findings of a document: how many there are of each severity, and the worst errors, worst first."""

    errors: int = 0
    notices: int = 0
    worst: list[Finding] = field(default_factory=list)

    def as_record(self) -> dict[str, Any]:
        """The findings as plain values, for JSON."""
        worst = [asdict(finding) for finding in self.worst]
        return {"errors": self.errors, "notices": self.notices, "worst": worst}

    @classmethod
    def of_record(cls, record: dict[str, Any]) -> Findings:
        """What :meth:`as_record` gave."""
        return cls(record["errors"], record["notices"], [Finding(**finding) for finding in record["worst"]])


def is_told(document: DocumentRecord) -> bool:
    """Whether the findings of a document are told: those of another format, or of an issue that was
    replaced, are told with the document that counts.
    """
    return document.counts or document.role == "variant"


def findings_of(document: Document) -> Findings:
    """What a run tells of a document."""
    found = told_in(document)
    errors = [one for one in found if one.severity == "error"]
    return Findings(len(errors), len(found) - len(errors), errors[:MOST_TOLD])


def told_in(document: Document) -> list[Finding]:
    """All findings of a document, the worst first."""
    shown = {one.id: one for one in (*contradictions_in(document), *failed_checks_in(document))}
    return sorted((_told(record, shown) for record in document.findings), key=badness)


def finding_of(record: FindingRecord) -> Finding:
    """A finding without the numbers of what shows it."""
    return _told(record, {})


def _told(record: FindingRecord, shown: dict[str, Finding]) -> Finding:
    """A finding with the numbers of the worst contradiction or failed check that shows it."""
    parts = [shown[part] for part in (*record.claim_ids, *record.check_ids) if part in shown]
    worst = min(parts, key=badness, default=None)
    return Finding(
        id=record.finding_id,
        page=record.page,
        subject=record.title,
        said=record.said,
        given=record.given,
        difference=worst.difference if worst else None,
        relative=worst.relative if worst else None,
        explanation=record.explanation,
        anchor=record.anchor,
        severity=record.severity,
        rule_id=record.rule_id,
    )


def contradictions_in(document: Document) -> list[Finding]:
    """All contradictions of a document, the worst first."""
    claims = {claim.claim_id: claim for claim in document.claims}
    contradicted = [link for link in document.links if link.verdict == "contradicted"]
    return sorted((_contradiction(link, claims[link.claim_id]) for link in contradicted), key=badness)


def failed_checks_in(document: Document) -> list[Finding]:
    """All failed checks of a document, the worst first."""
    failed = [check for check in document.checks if check.verdict == "fails"]
    anchors = {fact.fact_id: fact.anchor for fact in document.facts} if failed else {}
    found = (_failed(check, next(map(anchors.get, check.fact_ids), None)) for check in failed)
    return sorted(found, key=badness)


def badness(finding: Finding) -> tuple[int, float, int]:
    """A key that sorts findings: errors first, then the largest relative difference, then by page."""
    return GRADES.index(finding.severity), -(finding.relative or 0.0), finding.page or 0


def _contradiction(link: LinkRecord, claim: ClaimRecord) -> Finding:
    unit = claim.unit or ""
    return Finding(
        id=link.claim_id,
        page=claim.page,
        subject=subject_of(claim),
        said=stated_number(claim),
        given=given_number(claim, link.computed),
        difference=apart(link.difference, unit),
        relative=relative_difference(_signed(claim), link.computed),
        explanation=link.explanation,
        anchor=claim.anchor,
    )


def _signed(claim: ClaimRecord) -> Decimal | None:
    falls = claim.direction == "down" and claim.value is not None and claim.value > 0
    return -claim.value if falls and claim.value is not None else claim.value


def apart(difference: Decimal | None, unit: str) -> str | None:
    """A difference with its sign; two rates differ by percentage points."""
    return computed(difference, POINTS if unit == "%" else unit, sign=True)


def _failed(check: CheckRecord, anchor: str | None) -> Finding:
    unit = check.unit or ""
    return Finding(
        id=check.check_id,
        page=check.page,
        subject=check.rule_id,
        said=computed(check.actual, unit),
        given=computed(check.expected, unit),
        difference=apart(check.difference, unit),
        relative=None if unit == YEARS else relative_difference(check.actual, check.expected),
        explanation=check.message,
        anchor=anchor,
    )


def stated_number(claim: ClaimRecord) -> str | None:
    """The number of a claim as the text states it: a change with the word for its direction."""
    return _directed(claim.direction, printed(claim.value, claim.unit or ""))


def given_number(claim: ClaimRecord, value: Decimal | None) -> str | None:
    """What the tables give, in the claim's unit: a change with the word for its own direction."""
    if value is None or claim.direction not in DIRECTIONS:
        return computed(value, claim.unit or "")
    return _directed("down" if value < 0 else "up", computed(abs(value), claim.unit or ""))


def _directed(direction: str | None, number: str | None) -> str | None:
    if number is None or direction is None:
        return number
    return f"{vocabularies()['direction'].get(direction, direction)} {number}"


def subject_of(claim: ClaimRecord) -> str | None:
    """What a claim measures: the account that it names last, otherwise its subject."""
    return claim.account_path[-1] if claim.account_path else claim.subject


def operands(record: LinkRecord | CheckRecord) -> list[tuple[str, str]]:
    """Document and id of each figure that a link or a check names."""
    documents = record.fact_document_ids or [record.document_id] * len(record.fact_ids)
    return list(zip(documents, record.fact_ids, strict=True))


def relative_difference(one: Decimal | None, other: Decimal | None) -> float | None:
    """How far two numbers are apart, over the larger of them: 0 if equal, 1 if one of them is 0."""
    if one is None or other is None:
        return None
    largest = max(abs(one), abs(other))
    return round(float(abs(one - other) / largest), 6) if largest else 0.0


def printed(value: Decimal | None, unit: str = "") -> str | None:
    """A number of the file for people: thousands apart, its decimals as they are."""
    return None if value is None else _with_unit(f"{value:,f}", unit)


def computed(value: Decimal | None, unit: str = "", sign: bool = False) -> str | None:
    """A computed number for people: thousands apart, at most four decimals, no idle zeros."""
    if value is None:
        return None
    # A trace shall not look like nothing.
    rounded = round(value, 4) if abs(value) >= Decimal("0.0001") else value
    text = f"{rounded:+,f}" if sign and value != ZERO else f"{rounded:,f}"
    return _with_unit(text.rstrip("0").rstrip(".") if "." in text else text, unit)


def _with_unit(text: str, unit: str) -> str:
    return f"{text} {unit}" if unit and unit != "%" else text + unit
