"""Findings (发现): failed checks, contradicted claims and unmet obligations, one for each root cause.

A wrong digit fails every identity that it is part of. The figure is sought whose correction, by one and
the same amount, makes most of these failures hold; they are then one finding, which names the figure.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from linking.obligations.owed import obligations
from linking.root_causes import Failure, Group, Numbers, grouped
from linking.rules.declared import declared_rules, named_in, rule_of_relation
from linking.wording import (
    AT_MOST,
    Sources,
    moved,
    name_of,
    number,
    on_page,
    place,
    stated,
    with_unit,
    without_blanks,
)
from records.file_tables import FactRecord
from records.lexicon.groups import YUAN
from records.linking_tables import CheckRecord, FindingRecord, LinkRecord, ObligationRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

DIGITS_OF_ID = 16
"""Hexadecimal digits: of a million findings no two share them."""
ALIKE = 2
"""Decimals by which two results are one and the same."""
Facts = dict[str, FactRecord]
Claims = dict[str, ClaimRecord]
QUOTED = re.compile(r"“([^”]+)”")


def findings(
    document: Document,
    claims: Sequence[ClaimRecord],
    links: Sequence[LinkRecord],
    checks: Sequence[CheckRecord],
    owed: Sequence[ObligationRecord],
    sources: Sources,
) -> list[FindingRecord]:
    """What a reader is told of a document, in the order of its pages."""
    by_claim = {claim.claim_id: claim for claim in claims}
    facts = {fact.fact_id: fact for fact in document.facts}
    failures = [_of_check(check) for check in checks if check.verdict == "fails"]
    failures += [_of_link(one, by_claim[one.claim_id]) for one in links if one.verdict == "contradicted"]
    numbers = Numbers(facts, claims, links, checks)
    groups = _with_what_follows(_of_one_number(grouped(failures, numbers), by_claim))
    result = [_finding(document, root, group, facts, by_claim, sources) for root, group in groups]
    result += [_missing(document, one) for one in owed if one.status == "not_met"]
    number_findings(result)
    return sorted(result, key=lambda one: (one.page is None, one.page or 0, one.finding_id))


def _of_check(check: CheckRecord) -> Failure:
    operands = list(check.fact_ids or check.claim_ids)
    failure = Failure(check, check.rule_id, check.message or "", check.page, operands)
    if operands and check.difference is not None and declared_rules()[check.rule_id].additive:
        apart = check.difference * _factor(check)
        failure.corrections = {operands[0]: -apart} | dict.fromkeys(operands[1:], apart)
        failure.tolerance = (
            abs((check.tolerance or 0) * apart / check.difference) if check.difference else apart
        )
    return failure


def _of_link(link: LinkRecord, claim: ClaimRecord) -> Failure:
    """A contradicted claim; its own number is an operand too, under the claim's id."""
    operands = [claim.claim_id, *link.fact_ids, *link.claim_ids]
    rule = rule_of_relation(link.relation)
    failure = Failure(link, rule, link.explanation or "", claim.page, operands)
    if link.difference is not None and link.relation == "equals":
        factor = _factor(claim)
        failure.corrections = {claim.claim_id: -link.difference * factor}
        failure.corrections |= dict.fromkeys(link.fact_ids[:1], link.difference * factor)
    return failure


def _factor(number: FactRecord | ClaimRecord | CheckRecord) -> Decimal:
    """Yuan in one unit of a number, also of a printed 0; 1 for what is no money."""
    return YUAN.get(number.unit or "", Decimal(1))


def _with_what_follows(groups: list[Group]) -> list[Group]:
    """A rate that rests on a claim which itself is contradicted is told with that claim.

    So is one that a check of the text computes of it: 增加8.28万元，下降4.56%, where only 增加 is wrong.
    """
    wrong: dict[str, int] = {}
    for at, (_, group) in enumerate(groups):
        record = group[0].record
        if isinstance(record, LinkRecord) and record.relation in ("equals", "difference"):
            wrong.setdefault(record.claim_id, at)
    roots = {at: root for at, (root, _) in enumerate(groups)}
    joined: dict[int, list[Failure]] = {at: list(group) for at, (_, group) in enumerate(groups)}
    for at, (root, group) in enumerate(groups):
        record = group[0].record
        if root is not None or group[0].corrections or isinstance(record, CheckRecord) and record.fact_ids:
            continue
        rests_on = record.claim_ids if isinstance(record, LinkRecord) else record.claim_ids[1:]
        to = next((wrong[one] for one in rests_on if one in wrong), at)
        if to != at:
            joined[to] += joined.pop(at)
            roots[to] = roots[to] or groups[to][1][0].operands[0]
    return [(roots[at], group) for at, group in joined.items()]


def _of_one_number(groups: list[Group], claims: Claims) -> list[Group]:
    """What one printed number makes is told together: 收、支总计均为0万元; a rate by link and by check."""
    result: list[Group] = []
    printed: dict[tuple[object, ...], int] = {}
    for root, group in groups:
        claim = _claim_told(group[0], claims) if root is None else None
        if claim is not None:
            place = (claim.page, tuple(claim.box or ()), claim.anchor) if claim.box or claim.anchor else None
            key = (place or claim.claim_id, claim.raw, claim.sentence, claim.kind)
            if key in printed:
                at = printed[key]
                first = result[at][1][0].operands[0]
                result[at] = (first, result[at][1] + group)
                continue
            printed[key] = len(result)
        result.append((root, group))
    return result


def _claim_told(failure: Failure, claims: Claims) -> ClaimRecord | None:
    """The claim that a failure says is wrong: a link's, or that which a check of the text computes."""
    record = failure.record
    if isinstance(record, LinkRecord):
        return claims[record.claim_id]
    return claims.get(record.claim_ids[0]) if record.claim_ids and not record.fact_ids else None


def _finding(
    document: Document, root: str | None, group: list[Failure], facts: Facts, claims: Claims, sources: Sources
) -> FindingRecord:
    first = next((one for one in group if root in one.operands[:1]), group[0]) if root else group[0]
    rule = declared_rules()[first.rule_id]
    fact = facts.get(root or "")
    explanation = first.explanation
    others = _others(first, group, claims)
    if others:
        named = _root_in_words(root, facts, claims, sources)
        amount = _corrected(root, group, facts, claims)
        told = f"{named}疑有误{amount}：与之有关的{len(others) + 1}项核对均不成立。"
        explanation = f"{told}{first.explanation}另有：{'；'.join(others)}。"
    link = first.record if isinstance(first.record, LinkRecord) else None
    claim = claims[link.claim_id] if link else None
    check = first.record if isinstance(first.record, CheckRecord) else None
    spoken_of = claim or claims.get(next(iter(check.claim_ids), "") if check else "")
    said, given = _numbers(first, claim, spoken_of if check and not check.fact_ids else None)
    place_of = fact or claim or check
    return FindingRecord(
        document_id=document.record.document_id,
        finding_id="",
        severity="error" if any(declared_rules()[o.rule_id].severity == "error" for o in group) else "notice",
        kind=_kind(first),
        rule_id=first.rule_id,
        title=rule.headline(_named(spoken_of, fact or facts.get(next(iter(first.operands), "")))),
        explanation=explanation,
        claim_ids=[one.record.claim_id for one in group if isinstance(one.record, LinkRecord)],
        check_ids=[one.record.check_id for one in group if isinstance(one.record, CheckRecord)],
        root_fact_id=root if fact else None,
        said=said,
        given=given,
        page=place_of.page if place_of else None,
        box=place_of.box if place_of else None,
        anchor=place_of.anchor if place_of else None,
        confidence=link.confidence if link else None,
    )


def _others(first: Failure, group: list[Failure], claims: Claims) -> list[str]:
    """What the other failures say, each once: a rate by link and by check of the text is one and the same."""
    told: set[object] = {_judged(first, claims), first.explanation}
    result = []
    for one in group:
        if told.isdisjoint(alike := {_judged(one, claims), one.explanation}):
            told |= alike
            result.append(one.explanation.rstrip("。"))
    return result


def _judged(failure: Failure, claims: Claims) -> tuple[object, ...]:
    """The number that is said to be wrong, and what it should be; otherwise the sentence of the failure."""
    record, claim = failure.record, _claim_told(failure, claims)
    right = record.computed if isinstance(record, LinkRecord) else record.expected
    if claim is None or right is None:
        return (failure.explanation,)
    return claim.page, tuple(claim.box or ()), claim.sentence, claim.raw, round(right, ALIKE)


def _root_in_words(root: str | None, facts: Facts, claims: Claims, sources: Sources) -> str:
    if fact := facts.get(root or ""):
        return f"{place(fact, sources)}{with_unit(fact)}"
    if claim := claims.get(root or ""):
        return f"文字{on_page(claim.page)}所称{name_of(claim)}{stated(claim) or ''}"
    return "该数"


def _corrected(root: str | None, group: list[Failure], facts: Facts, claims: Claims) -> str:
    """，应为…: what the figure would be, in its own unit."""
    change = next((one.corrections[root] for one in group if root and root in one.corrections), None)
    if change is None or root is None:
        return ""
    one = facts.get(root) or claims[root]
    return f"，应为{number((one.value or Decimal(0)) + change / _factor(one))}{one.unit or ''}"


def _numbers(
    first: Failure, claim: ClaimRecord | None, stating: ClaimRecord | None
) -> tuple[str | None, str | None]:
    """What is printed and what would hold, with their units; ``stating`` is the claim that a check judges."""
    record = first.record
    if isinstance(record, LinkRecord):
        if claim is None:
            return None, None
        unit = claim.unit or ""
        moves = moved(claim.kind, record.computed, unit) if claim.direction else None
        given = None if record.computed is None else moves or f"{number(record.computed)}{unit}"
        return stated(claim), given
    numbers = (record.actual, record.expected)
    # 下降2%，应为增长2%: a rate is told with its direction, an amount where one of the two falls.
    falls = any(one is not None and one < 0 for one in numbers)
    kind = stating.kind if stating and (falls or stating.kind == "change_rate") else ""
    said, given = (_in_words(one, kind, record.unit or "") for one in numbers)
    bound = AT_MOST if given and declared_rules()[first.rule_id].bound else ""
    return said, given and bound + given


def _in_words(value: Decimal | None, kind: str, unit: str) -> str | None:
    return None if value is None else moved(kind, value, unit) or f"{number(value)}{unit}"


def _kind(failure: Failure) -> str:
    record = failure.record
    if isinstance(record, LinkRecord):
        return "text_against_tables" if record.fact_ids else "text_against_text"
    return declared_rules()[failure.rule_id].kind


def _named(claim: ClaimRecord | None, fact: FactRecord | None) -> str | None:
    """What something is wrong of: an account, a subject of the text, a row of a table."""
    if claim:
        return claim.account_path[-1] if claim.account_path else claim.subject
    return fact.row_label if fact else None


def _missing(document: Document, one: ObligationRecord) -> FindingRecord:
    """An obligation not met: a notice, since it may be met in a form or a place that we do not know.

    Not so where there is evidence that it is not met: what the table of contents lists and the text lacks.
    """
    return FindingRecord(
        document_id=document.record.document_id,
        finding_id="",
        severity=one.severity if one.evidence else "notice",
        kind="missing",
        rule_id=one.rule_id,
        title=obligations()[one.rule_id].fault,
        explanation=one.message or "",
        obligation_ids=[one.rule_id],
    )


def number_findings(found: Iterable[FindingRecord]) -> None:
    """Give ids that stay over runs and versions: by what is wrong, not by numbers of rows nor our wording."""
    seen: dict[str, int] = defaultdict(int)
    for one in found:
        quoted = [] if one.said and one.given else QUOTED.findall(one.explanation)
        parts = (named_in(one.title, one.rule_id), _bare(one.said), _bare(one.given), *quoted)
        key = "\n".join((one.document_id, one.rule_id, *(without_blanks(part) for part in parts)))
        seen[key] += 1
        digest = hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest()
        one.finding_id = digest[:DIGITS_OF_ID]


def _bare(told: str | None) -> str:
    """The digits of a number, however it is told."""
    return "".join(re.findall(r"\d+(?:\.\d+)?", told or ""))
