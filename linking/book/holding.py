"""All that the documents of one body say of each other: which count, what changed, what was told anew.

What a reader is told of figures that other documents of the body give otherwise: one root cause, once.

A figure that is told anew takes the totals above it along, and the sentences that speak of it. Failures that
differ by the same amount, or from the same figure, are one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from linking.book.elsewhere import HOLDS, link_elsewhere, same_scope
from linking.book.issues import Issue, settle
from linking.book.scopes import ABSOLUTE, causes
from linking.book.years import (
    Held,
    Known,
    Other,
    Own,
    facts_with,
    hold_figures,
    is_of_government,
    others_of,
    told,
    yuan,
)
from linking.companions import apart, join, mark
from linking.findings import number_findings
from linking.links.figure_index import figures_in, with_totals
from linking.rules.applied import applied_also
from linking.rules.declared import declared_rules
from linking.wording import Sources, moved, number, stated
from records.file_tables import FactRecord
from records.lexicon.groups import YUAN
from records.linking_tables import CheckRecord, FindingRecord, LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

Facts = dict[str, FactRecord]
Claims = dict[str, ClaimRecord]
HOLDING = 4
"""Grows when the same documents are held in another way than before."""
USED = ("sections", "tables", "facts", "claims", "links", "rules")
"""The tables of a document that it is held by."""
CHECK_ID = "y{}"
"""Checks over years: their numbers go on beside those of the document's own checks."""
ERROR = "published_budget"
LONGEST = 2
"""So many failures of one cause are told in words; the others are counted."""


@dataclass(slots=True)
class Addition:
    """What the other documents of a body add to one: columns of its row, and rows of its tables.

    A row takes the place of the one with the same id, if there is one.
    """

    document_id: str
    columns: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[Any]] = field(default_factory=dict)


def hold(documents: Sequence[Document]) -> list[Addition]:
    """Hold the documents of a body against each other. Their order makes no difference.

    They are used up: the ids of their tables and figures name their documents afterwards.
    """
    settled = settle(documents)
    additions = {
        document_id: Addition(
            document_id,
            {
                "role": standing.role,
                "counts": standing.counts,
                "superseded_by": standing.superseded_by,
                "disclosure_id": standing.disclosure_id,
            },
        )
        for document_id, standing in settled.standings.items()
    }
    for revision in settled.revisions:
        additions[revision.document_id].rows.setdefault("revisions", []).append(revision)
    wholes = {document_id: whole for issue in settled.counting for document_id, whole in _wholes(issue)}
    for document in documents:
        mark(document)
    known = Known()
    for issue in settled.counting:
        if not is_of_government(issue):
            _hold_issue(issue, others_of(issue, settled, known), wholes, known, additions)
    return [additions[document_id] for document_id in sorted(additions)]


def _wholes(issue: Issue) -> Iterator[tuple[str, Document]]:
    """Each document of an issue, by its id, with the tables of the others joined to its own."""
    for document in issue.documents:
        companions = [one for one in issue.documents if one is not document]
        yield document.record.document_id, join(document, companions) if companions else document


def _hold_issue(
    issue: Issue,
    others: list[Other],
    wholes: dict[str, Document],
    known: Known,
    additions: dict[str, Addition],
) -> None:
    if not others:
        return
    elsewhere = {name: file for other in others for name, file in other.all_files().items()}
    tables = [table for other in others for one in other.all_tables() for table in one.tables]
    for document in issue.documents:
        whole = wholes[document.record.document_id]
        companions = {one.record.document_id: one.record.file_name for one in issue.documents}
        del companions[document.record.document_id]
        files = elsewhere | companions
        sources = Sources.of([*whole.tables, *tables], files)
        helds: dict[str, Held] = {}
        made: list[Held] = []
        figures = with_totals(known.figures_of(document))
        own = Own.of(document, figures, others)
        for other in others:
            held = hold_figures(own, other, sources)
            made.append(held)
            helds.update(dict.fromkeys(other.all_files(), held))
        if companions:
            figures = figures_in(whole.facts, whole.tables)
        links = link_elsewhere(document, whole, figures, others, helds, sources)
        checks = [check for held in made for check in told(held)]
        links = [link for link in links if link.verdict in HOLDS or same_scope(link, helds)]
        if not links and not checks:
            continue
        for at, check in enumerate(checks, 1):
            check.check_id = CHECK_ID.format(at)
        failed: list[CheckRecord | LinkRecord] = [check for check in checks if check.verdict == "fails"]
        failed += [link for link in links if link.verdict == "contradicted"]
        facts = facts_with(whole, others) if failed else {}
        findings = restatements(document, facts, failed, helds.keys())
        apart(links, checks, findings)
        rows = additions[document.record.document_id].rows
        rows |= {
            "links": links,
            "checks": checks,
            "findings": findings,
            "rules": applied_also(document, links, checks),
        }


def restatements(
    document: Document,
    facts: Facts,
    failed: Sequence[CheckRecord | LinkRecord],
    others: Set[str],
) -> list[FindingRecord]:
    """The findings that failed checks and contradicted claims over years give, in order of the pages.

    ``facts`` are the document's own and those of the ``others``, by id, that it was held against.
    """
    former = {name: fact for name, fact in facts.items() if fact.document_id in others}
    claims = {claim.claim_id: claim for claim in document.claims}
    groups = _groups(failed, facts, former, claims)
    found = [_finding(document, group, facts, former, claims) for group in groups]
    number_findings(found)
    return sorted(found, key=lambda one: (one.page is None, one.page or 0, one.finding_id))


def _groups(
    failed: Sequence[CheckRecord | LinkRecord], facts: Facts, former: Facts, claims: Claims
) -> list[list[CheckRecord | LinkRecord]]:
    groups: list[tuple[set[object], list[CheckRecord | LinkRecord]]] = []
    by = [_by(one, facts, claims) for one in failed]
    known = causes(amount for amount in by if amount)
    for one, amount in zip(failed, by, strict=True):
        marks: set[object] = {
            (former[name].document_id, yuan(former[name]).normalize())
            for name in one.fact_ids
            if name in former
        }
        if amount:
            marks.add(max(cause for cause in known if cause <= amount))
        touching = [group for group in groups if group[0] & marks]
        rest = [group for group in groups if not group[0] & marks]
        merged = [member for _, members in touching for member in members]
        groups = [*rest, (marks.union(*(group[0] for group in touching)), [*merged, one])]
    return [members for _, members in groups]


def _by(one: CheckRecord | LinkRecord, facts: Facts, claims: Claims) -> Decimal | None:
    """By how much, in yuan, what failed differs; ``None`` for rates and for what is no money."""
    unit: str | None = None
    if isinstance(one, LinkRecord):
        unit = claims[one.claim_id].unit if one.relation in ABSOLUTE else None
    elif one.fact_ids:
        unit = facts[one.fact_ids[0]].unit
    return abs(one.difference) * YUAN[unit] if unit in YUAN and one.difference else None


def _finding(
    document: Document, group: list[CheckRecord | LinkRecord], facts: Facts, former: Facts, claims: Claims
) -> FindingRecord:
    first = group[0]
    rule_ids = [_rule(one, former) for one in group]
    rule = declared_rules()[rule_ids[0]]
    claim = claims[first.claim_id] if isinstance(first, LinkRecord) else None
    fact = facts.get(first.fact_ids[0]) if first.fact_ids and claim is None else None
    told = [(one.message if isinstance(one, CheckRecord) else one.explanation) or "" for one in group]
    more = f"，另有{len(told) - LONGEST}项" if len(told) > LONGEST else ""
    explanation = "；".join(text.rstrip("。") for text in told[:LONGEST]) + f"{more}。"
    if rule_ids[0] != ERROR:
        explanation += "如为口径调整或更正，应予说明。"
    what = claim.subject if claim else fact.row_label if fact else None
    return FindingRecord(
        document_id=document.record.document_id,
        finding_id="",
        severity="error" if all(rule_id == ERROR for rule_id in rule_ids) else "notice",
        kind=rule.kind,
        rule_id=rule_ids[0],
        title=rule.headline(what),
        explanation=explanation,
        claim_ids=[one.claim_id for one in group if isinstance(one, LinkRecord)],
        check_ids=[one.check_id for one in group if isinstance(one, CheckRecord)],
        said=stated(claim) if claim else _with_unit(first, fact, actual=True),
        given=moved(claim.kind, first.computed, claim.unit or "")
        or f"{number(first.computed)}{claim.unit or ''}"
        if claim and isinstance(first, LinkRecord)
        else _with_unit(first, fact, actual=False),
        page=claim.page if claim else fact.page if fact else None,
        box=claim.box if claim else fact.box if fact else None,
        anchor=claim.anchor if claim else fact.anchor if fact else None,
        confidence=first.confidence if isinstance(first, LinkRecord) else None,
    )


def _rule(one: CheckRecord | LinkRecord, former: Facts) -> str:
    """The rule that a failure breaks; of a claim by the stage of the figure that it does not agree with."""
    if isinstance(one, CheckRecord):
        return one.rule_id
    phases = {former[name].phase for name in one.fact_ids if name in former}
    return "prior_year_figure" if phases == {"final"} else "restated_budget"


def _with_unit(record: CheckRecord | LinkRecord, fact: FactRecord | None, actual: bool) -> str | None:
    assert isinstance(record, CheckRecord)
    value = record.actual if actual else record.expected
    return None if value is None else f"{number(value)}{(fact.unit or '') if fact else ''}"
