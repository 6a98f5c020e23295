"""What a reader of a run wants to see first: contradictions and failed checks, the worst first."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from records.tables import CheckRecord, ClaimRecord, Document, LinkRecord
from records.vocabularies import vocabularies

MOST_TOLD = 10
"""So many findings of each sort are told of a document, and of a run; all are counted."""

ZERO = Decimal(0)
OPPOSITE = {"up": "down", "down": "up"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction or a failed check, as it is told in the terminal and in a run's report.

    ``said`` is what the text says (of a check: what is), ``given`` what the tables give (of a
    check: what should be), each with its unit; ``difference`` is the one less the other.
    ``relative`` is the difference over the larger of the two, from 0 to 2; ``None`` without numbers.
    ``anchor`` names the place in a format without pages.
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


@dataclass(slots=True)
class Findings:
    """The findings of a document: how many there are, and the worst of them, worst first."""

    contradictions: int = 0
    failed_checks: int = 0
    worst_contradictions: list[Finding] = field(default_factory=list)
    worst_failed_checks: list[Finding] = field(default_factory=list)

    def as_record(self) -> dict[str, Any]:
        """The findings as plain values, for JSON."""
        return asdict(self)

    @classmethod
    def of_record(cls, record: dict[str, Any]) -> Findings:
        """What :meth:`as_record` gave."""
        return cls(
            record["contradictions"],
            record["failed_checks"],
            [Finding(**finding) for finding in record["worst_contradictions"]],
            [Finding(**finding) for finding in record["worst_failed_checks"]],
        )


def findings_of(document: Document) -> Findings:
    """What a run tells of a document."""
    contradictions, failed = contradictions_in(document), failed_checks_in(document)
    return Findings(len(contradictions), len(failed), contradictions[:MOST_TOLD], failed[:MOST_TOLD])


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


def badness(finding: Finding) -> tuple[float, int]:
    """A key that sorts findings: the largest relative difference first, then by page."""
    return -(finding.relative or 0.0), finding.page or 0


def _contradiction(link: LinkRecord, claim: ClaimRecord) -> Finding:
    unit = claim.unit or ""
    return Finding(
        id=link.claim_id,
        page=claim.page,
        subject=subject_of(claim),
        said=stated_number(claim),
        given=given_number(claim, link.computed),
        difference=computed(link.difference, unit, sign=True),
        relative=relative_difference(claim.value, link.computed),
        explanation=link.explanation,
        anchor=claim.anchor,
    )


def _failed(check: CheckRecord, anchor: str | None) -> Finding:
    return Finding(
        id=check.check_id,
        page=check.page,
        subject=check.rule,
        said=computed(check.actual),
        given=computed(check.expected),
        difference=computed(check.difference, sign=True),
        relative=relative_difference(check.actual, check.expected),
        explanation=check.message,
        anchor=anchor,
    )


def stated_number(claim: ClaimRecord) -> str | None:
    """The number of a claim as the text states it: a change with the word for its direction."""
    return _directed(claim.direction, printed(claim.value, claim.unit or ""))


def given_number(claim: ClaimRecord, value: Decimal | None) -> str | None:
    """What the tables give: a change is computed in the claim's direction, so a negative one turns it."""
    direction = claim.direction
    if value is not None and value < 0 and (claim.value or ZERO) > 0 and direction in OPPOSITE:
        return _directed(OPPOSITE[direction], computed(-value, claim.unit or ""))
    return _directed(direction if direction in OPPOSITE else None, computed(value, claim.unit or ""))


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
