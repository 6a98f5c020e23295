"""Which rules were applied to a document, how often, and how often they failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from linking.obligations.owed import Obligation, obligations
from linking.rules.declared import DeclaredRule, declared_rules, rule_of_relation
from records.linking_tables import CheckRecord, LinkRecord, ObligationRecord, RuleRecord


def applied_rules(
    document_id: str,
    links: Sequence[LinkRecord],
    checks: Sequence[CheckRecord],
    owed: Sequence[ObligationRecord],
) -> list[RuleRecord]:
    """A row for each rule that was applied, in the order in which the rules are declared.

    A claim that could not be verified has not been held against anything, and does not count.
    """
    applied: Counter[str] = Counter(check.rule_id for check in checks)
    failed: Counter[str] = Counter(check.rule_id for check in checks if check.verdict == "fails")
    for link in links:
        if link.verdict != "unverifiable":
            applied[rule_of_relation(link.relation)] += 1
            failed[rule_of_relation(link.relation)] += link.verdict == "contradicted"
    for one in owed:
        if one.status in ("met", "not_met"):
            applied[one.rule_id] += 1
            failed[one.rule_id] += one.status == "not_met"
    rules: list[DeclaredRule | Obligation] = [*declared_rules().values(), *obligations().values()]
    return [
        RuleRecord(
            document_id=document_id,
            rule_id=rule.rule_id,
            title=rule.title,
            title_en=rule.title_en,
            ground=rule.ground,
            severity=rule.severity,
            applied=applied[rule.rule_id],
            failed=failed[rule.rule_id],
        )
        for rule in rules
        if applied[rule.rule_id]
    ]
