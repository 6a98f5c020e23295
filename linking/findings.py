"""Findings (发现): failed checks, contradicted claims and unmet obligations, one for each root cause.

A wrong digit fails every identity that it is part of. The figure is sought whose correction, by one and
the same amount, makes most of these failures hold; they are then one finding, which names the figure.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linking.rules.declared import declared_rules, rule_of_relation
from linking.wording import Sources, moved, number, place, stated
from records.tables import (
    CheckRecord,
    ClaimRecord,
    Document,
    FactRecord,
    FindingRecord,
    LinkRecord,
    ObligationRecord,
)

FEWEST_TOGETHER = 2
CENT = Decimal("0.01")
DIGITS_OF_ID = 16
QUOTED = re.compile(r"“([^”]+)”")


@dataclass(slots=True)
class Failure:
    """A failed check or a contradicted claim: what it rests on, and what would make it hold.

    ``corrections`` gives for each operand the change in yuan (or in its own unit, where it is no money)
    that would make it hold; operands of rates have none.
    """

    record: CheckRecord | LinkRecord
    rule_id: str
    explanation: str
    page: int | None
    operands: list[str]
    corrections: dict[str, Decimal] = field(default_factory=dict)


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
    failures = [_of_check(check, facts) for check in checks if check.verdict == "fails"]
    printed = _printed_numbers(claims)
    failures += [
        _of_link(link, by_claim[link.claim_id], printed) for link in links if link.verdict == "contradicted"
    ]
    confirmed = _held(checks)
    result: list[FindingRecord] = []
    for root, group in _groups(failures, confirmed):
        result.append(_finding(document, root, group, facts, by_claim, sources))
    result += [_missing(document, one) for one in owed if one.status == "not_met"]
    _number(result)
    return sorted(result, key=lambda one: (one.page is None, one.page or 0, one.finding_id))


def _of_check(check: CheckRecord, facts: dict[str, FactRecord]) -> Failure:
    failure = Failure(check, check.rule, check.message or "", check.page, list(check.fact_ids))
    first = facts.get(check.fact_ids[0]) if check.fact_ids else None
    if first is not None and check.difference is not None and declared_rules()[check.rule].additive:
        apart = check.difference * _factor(first)
        failure.corrections = {check.fact_ids[0]: -apart} | dict.fromkeys(check.fact_ids[1:], apart)
    return failure


def _printed_numbers(claims: Sequence[ClaimRecord]) -> dict[str, str]:
    """Claim -> the first claim of the same printed number (收、支总计均为…), which may be itself."""
    first: dict[tuple[object, ...], str] = {}
    result = {}
    for claim in claims:
        place: tuple[object, ...] = (claim.claim_id,)
        if claim.box is not None:
            place = claim.page, claim.box, claim.raw
        elif claim.raw and claim.sentence and claim.sentence.count(claim.raw) == 1:
            place = claim.section_id, claim.sentence, claim.raw
        result[claim.claim_id] = first.setdefault(place, claim.claim_id)
    return result


def _of_link(link: LinkRecord, claim: ClaimRecord, printed: dict[str, str]) -> Failure:
    """A contradicted claim; its own number is an operand too, under the id of its first claim."""
    own = printed[claim.claim_id]
    operands = [own, *link.fact_ids, *link.claim_ids]
    rule = rule_of_relation(link.relation)
    failure = Failure(link, rule, link.explanation or "", claim.page, operands)
    if link.difference is not None and link.relation == "equals":
        factor = _claim_factor(claim)
        failure.corrections = {own: -link.difference * factor}
        failure.corrections |= dict.fromkeys(link.fact_ids[:1], link.difference * factor)
    return failure


def _factor(fact: FactRecord) -> Decimal:
    if fact.amount_yuan is None or not fact.value:
        return Decimal(1)
    return fact.amount_yuan / fact.value


def _claim_factor(claim: ClaimRecord) -> Decimal:
    if claim.amount_yuan is None or not claim.value:
        return Decimal(1)
    return claim.amount_yuan / claim.value


def _held(checks: Iterable[CheckRecord]) -> dict[str, int]:
    """How many identities that hold each figure is part of."""
    count: dict[str, int] = defaultdict(int)
    for check in checks:
        if check.verdict in ("holds", "rounding"):
            for fact in check.fact_ids:
                count[fact] += 1
    return count


def _groups(failures: list[Failure], confirmed: dict[str, int]) -> list[tuple[str | None, list[Failure]]]:
    """Failures by the figure that explains them, the figure that explains most first."""
    left = list(range(len(failures)))
    result: list[tuple[str | None, list[Failure]]] = []
    while left:
        votes: dict[tuple[str, Decimal], list[int]] = defaultdict(list)
        for index in left:
            for operand, correction in failures[index].corrections.items():
                votes[operand, correction.quantize(CENT)].append(index)
        best = max(
            votes.items(),
            key=lambda vote: (len(vote[1]), -confirmed.get(vote[0][0], 0), -vote[1][0]),
            default=None,
        )
        if best is None or len(best[1]) < FEWEST_TOGETHER:
            result += _by_number([failures[index] for index in left])
            break
        (root, _), together = best
        # A rate that rests on the wrong figure follows from it.
        together = together + [
            index
            for index in left
            if index not in together and not failures[index].corrections and root in failures[index].operands
        ]
        result.append((root, [failures[index] for index in sorted(together)]))
        left = [index for index in left if index not in together]
    return result


def _by_number(failures: list[Failure]) -> list[tuple[str | None, list[Failure]]]:
    """Failures that no correction explains: those of one printed number of the text are one."""
    groups: dict[str, list[Failure]] = defaultdict(list)
    for index, failure in enumerate(failures):
        is_link = isinstance(failure.record, LinkRecord)
        groups[failure.operands[0] if is_link else f" {index}"].append(failure)
    return [(number if len(group) > 1 else None, group) for number, group in groups.items()]


def _finding(
    document: Document,
    root: str | None,
    group: list[Failure],
    facts: dict[str, FactRecord],
    claims: dict[str, ClaimRecord],
    sources: Sources,
) -> FindingRecord:
    first = next((one for one in group if root in one.operands[:1]), group[0]) if root else group[0]
    rule = declared_rules()[first.rule_id]
    fact = facts.get(root or "")
    explanation = first.explanation
    if len(group) > 1:
        named = _root_in_words(root, facts, claims, sources)
        amount = _corrected(root, group, facts, claims)
        others = "；".join(one.explanation.rstrip("。") for one in group if one is not first)
        told = f"{named}疑有误{amount}：与之有关的{len(group)}项核对均不成立。"
        explanation = f"{told}{first.explanation}另有：{others}。"
    link = first.record if isinstance(first.record, LinkRecord) else None
    claim = claims[link.claim_id] if link else None
    said, given = _numbers(first, claim, facts)
    return FindingRecord(
        document_id=document.record.document_id,
        finding_id="",
        severity="error" if any(declared_rules()[o.rule_id].severity == "error" for o in group) else "notice",
        kind=_kind(first),
        rule_id=first.rule_id,
        title=_title(rule.title, claim, fact or facts.get(next(iter(first.operands), ""))),
        explanation=explanation,
        claim_ids=[one.record.claim_id for one in group if isinstance(one.record, LinkRecord)],
        check_ids=[one.record.check_id for one in group if isinstance(one.record, CheckRecord)],
        root_fact_id=root if fact else None,
        said=said,
        given=given,
        page=fact.page if fact else first.page,
        box=claim.box if claim else fact.box if fact else None,
        anchor=claim.anchor if claim else fact.anchor if fact else None,
        confidence=link.confidence if link else None,
    )


def _root_in_words(
    root: str | None, facts: dict[str, FactRecord], claims: dict[str, ClaimRecord], sources: Sources
) -> str:
    if root in facts:
        fact = facts[root]
        return f"{place(fact, sources)}{number(fact.value)}{fact.unit or ''}"
    if root in claims:
        claim = claims[root]
        page = f"（第{claim.page}页）" if claim.page else ""
        return f"文字{page}所称{claim.subject or '该数'}{claim.raw or ''}"
    return "该数"


def _corrected(
    root: str | None, group: list[Failure], facts: dict[str, FactRecord], claims: dict[str, ClaimRecord]
) -> str:
    """，应为…: what the figure would be, in its own unit."""
    change = next((one.corrections[root] for one in group if root and root in one.corrections), None)
    if change is None or root is None:
        return ""
    if root in facts:
        fact = facts[root]
        return f"，应为{number((fact.value or Decimal(0)) + change / _factor(fact))}{fact.unit or ''}"
    claim = claims[root]
    return f"，应为{number((claim.value or Decimal(0)) + change / _claim_factor(claim))}{claim.unit or ''}"


def _numbers(
    first: Failure, claim: ClaimRecord | None, facts: dict[str, FactRecord]
) -> tuple[str | None, str | None]:
    """What is printed and what would hold, each with its unit."""
    record = first.record
    if isinstance(record, LinkRecord):
        if claim is None:
            return None, None
        unit = claim.unit or ""
        moves = moved(claim.kind, record.computed, unit) if claim.direction else None
        given = None if record.computed is None else moves or f"{number(record.computed)}{unit}"
        return stated(claim), given
    fact = facts.get(record.fact_ids[0]) if record.fact_ids else None
    unit = (fact.unit or "") if fact else ""
    said = None if record.actual is None else f"{number(record.actual)}{unit}"
    return said, None if record.expected is None else f"{number(record.expected)}{unit}"


def _kind(failure: Failure) -> str:
    record = failure.record
    if isinstance(record, LinkRecord):
        return "text_against_tables" if record.fact_ids else "text_against_text"
    return declared_rules()[failure.rule_id].kind


def _title(title: str, claim: ClaimRecord | None, fact: FactRecord | None) -> str:
    what = None
    if claim:
        what = claim.account_path[-1] if claim.account_path else claim.subject
    elif fact:
        what = fact.row_label
    return f"{what}：不符合“{title}”" if what else f"不符合“{title}”"


def _missing(document: Document, one: ObligationRecord) -> FindingRecord:
    """An obligation not met: a notice, since it may be met in a form or a place that we do not know."""
    return FindingRecord(
        document_id=document.record.document_id,
        finding_id="",
        severity="notice",
        kind="missing",
        rule_id=one.rule_id,
        title=f"未见：{one.title}",
        explanation=one.message or "",
        obligation_ids=[one.rule_id],
    )


def _number(found: list[FindingRecord]) -> None:
    """Ids that stay over runs and versions: by what is wrong, not by numbers of rows nor by our wording."""
    seen: dict[str, int] = defaultdict(int)
    for one in found:
        what, colon, _ = one.title.rpartition("：不符合")
        quoted = [] if one.said and one.given else QUOTED.findall(one.explanation)
        parts = (what if colon else "", _bare(one.said), _bare(one.given), *quoted)
        key = "\n".join((one.document_id, one.rule_id, *(re.sub(r"\s", "", part) for part in parts)))
        seen[key] += 1
        digest = hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest()
        one.finding_id = digest[:DIGITS_OF_ID]


def _bare(told: str | None) -> str:
    """The digits of a number, however it is told."""
    return "".join(re.findall(r"\d+(?:\.\d+)?", told or ""))
