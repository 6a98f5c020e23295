"""Which rules were applied to a document, how often, and how often they failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from linking.obligations.owed import Obligation, obligations
from linking.rules.declared import DeclaredRule, declared_rules, rule_of_relation
from records.linking_tables import CheckRecord, LinkRecord, ObligationRecord, RuleRecord
from records.tables import Document


def applied_rules(
    document_id: str,
    links: Sequence[LinkRecord],
    checks: Sequence[CheckRecord],
    owed: Sequence[ObligationRecord],
) -> list[RuleRecord]:
    """A row for each rule that was applied, in the order in which the rules are declared.

    A claim that could not be verified has not been held against anything, and does not count.
    """
    applied, failed = Counter[str](), Counter[str]()
    _count_checks(checks, applied, failed)
    _count_links(links, applied, failed)
    for one in owed:
        if one.status in ("met", "not_met"):
            applied[one.rule_id] += 1
            failed[one.rule_id] += one.status == "not_met"
    return _rows(document_id, applied, failed)


def applied_also(
    document: Document, links: Sequence[LinkRecord], checks: Sequence[CheckRecord]
) -> list[RuleRecord]:
    """The rows of the rules of a document with ``links`` in the place of its own, and further ``checks``."""
    applied = Counter({rule.rule_id: rule.applied for rule in document.rules})
    failed = Counter({rule.rule_id: rule.failed for rule in document.rules})
    anew = {link.claim_id for link in links}
    before, failed_before = Counter[str](), Counter[str]()
    _count_links([link for link in document.links if link.claim_id in anew], before, failed_before)
    _count_links(links, applied, failed)
    _count_checks(checks, applied, failed)
    return _rows(document.record.document_id, applied - before, failed - failed_before)


def _count_checks(checks: Sequence[CheckRecord], applied: Counter[str], failed: Counter[str]) -> None:
    for check in checks:
        applied[check.rule_id] += 1
        failed[check.rule_id] += check.verdict == "fails"


def _count_links(links: Sequence[LinkRecord], applied: Counter[str], failed: Counter[str]) -> None:
    """Count claims by the rule that they are held to; one that could not be verified was held to none."""
    for link in links:
        if link.verdict != "unverifiable":
            applied[rule_of_relation(link.relation)] += 1
            failed[rule_of_relation(link.relation)] += link.verdict == "contradicted"


def rule_record(document_id: str, rule: DeclaredRule | Obligation, applied: int, failed: int) -> RuleRecord:
    """A rule as a document's own row: how often it was applied to it, and how often it failed."""
    return RuleRecord(
        document_id=document_id,
        rule_id=rule.rule_id,
        title=rule.title,
        title_en=rule.title_en,
        ground=rule.ground,
        severity=rule.severity,
        applied=applied,
        failed=failed,
    )


def _rows(document_id: str, applied: Counter[str], failed: Counter[str]) -> list[RuleRecord]:
    rules: list[DeclaredRule | Obligation] = [*declared_rules().values(), *obligations().values()]
    return [
        rule_record(document_id, rule, applied[rule.rule_id], failed[rule.rule_id])
        for rule in rules
        if applied[rule.rule_id]
    ]
