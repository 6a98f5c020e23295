"""Findings as the pages tell them: the record, its rule, and how far apart its numbers are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from outputs.explanations import headed_in_english, in_english, number_in_english
from outputs.findings import finding_of, told_in
from records.lexicon.groups import YUAN
from records.linking_tables import FindingRecord, LinkRecord, RuleRecord
from records.tables import Document

QUOTED = re.compile(r"“([^“”]{3,})”")
"""Words of the document in an explanation."""


NUMBER_WORDS = {
    "text_against_tables": ("said", "given"),
    "text_against_text": ("said", "given_text"),
    "tables": ("found", "expected"),
    "performance": ("found", "expected"),
}
"""Kind of finding -> the words for what is printed, and for what would hold."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding; ``amount`` is its difference in yuan, ``None`` where it is not one of money.

    ``relative`` is the difference over the larger of the two numbers, from 0 to 2.
    """

    finding: FindingRecord
    rule: RuleRecord | None
    difference: str | None
    relative: float | None
    amount: Decimal | None
    english: str
    """Its explanation, for who reads the page in English; with it go its title and its difference."""
    title_in_english: str
    difference_in_english: str | None

    @property
    def id(self) -> str:
        """Its id, the same over runs and versions."""
        return self.finding.finding_id

    @property
    def number_words(self) -> tuple[str, str] | None:
        """What its two numbers are called; ``None`` where its sentence alone tells them."""
        return NUMBER_WORDS.get(self.finding.kind)

    @property
    def words(self) -> list[str]:
        """Words of the document that its explanation quotes: the longest first, in order what is missing."""
        quoted = list(dict.fromkeys(QUOTED.findall(self.finding.explanation)))
        return quoted if self.finding.kind == "missing" else sorted(quoted, key=len, reverse=True)


def told(document: Document) -> list[Told]:
    """All findings of a document, the worst first."""
    records = {one.finding_id: one for one in document.findings}
    rules = {rule.rule_id: rule for rule in document.rules}
    amounts = _Amounts(document)
    result = []
    for one in told_in(document):
        record = records[one.id]
        result.append(
            Told(
                record,
                rules.get(record.rule_id),
                one.difference,
                one.relative,
                amounts.apart(record),
                in_english(one) or record.explanation,
                title_in_english(record),
                number_in_english(one.difference) if one.difference else None,
            )
        )
    return result


def title_in_english(record: FindingRecord) -> str:
    """The title of a finding, for who reads the page in English."""
    return headed_in_english(finding_of(record)) or record.title


def sentence_in_english(record: FindingRecord) -> str:
    """Its explanation, for the same reader."""
    return in_english(finding_of(record)) or record.explanation


class _Amounts:
    """How far apart, in yuan, the numbers of links and checks are."""

    def __init__(self, document: Document) -> None:
        self._claims = {claim.claim_id: claim for claim in document.claims}
        self._links = {link.claim_id: link for link in document.links}
        self._checks = {check.check_id: check for check in document.checks}

    def apart(self, record: FindingRecord) -> Decimal | None:
        """The largest difference of what shows a finding; ``None`` if none of it is money."""
        found = [self._of_link(self._links[one]) for one in record.claim_ids if one in self._links]
        checks = [self._checks[one] for one in record.check_ids if one in self._checks]
        found += [_in_yuan(check.difference, check.unit) for check in checks]
        return max((amount for amount in found if amount is not None), default=None)

    def _of_link(self, link: LinkRecord) -> Decimal | None:
        return _in_yuan(link.difference, self._claims[link.claim_id].unit)


def _in_yuan(difference: Decimal | None, unit: str | None) -> Decimal | None:
    """How much money a difference is; ``None`` for what is no money."""
    factor = YUAN.get(unit or "")
    return None if difference is None or factor is None else abs(difference) * factor
