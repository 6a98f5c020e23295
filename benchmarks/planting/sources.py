"""Documents as they were read, with the alarms that they give and the figures that they state twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.reading import read_file
from linking.accounts import account_name
from linking.checks.all_checks import check
from linking.intervals import digits_of
from linking.labels import bare
from linking.linker import Linked, books_of, link
from nlp.narrative import read_narrative
from records.file_tables import FactRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

DIGITS = 3
"""Significant digits from which on two equal amounts are one figure, not coincidence."""

Figure = tuple[str, Decimal, str | None]


@dataclass(slots=True)
class ReadSource:
    """A document as read, with the alarms that it gives as it is."""

    name: str
    document: Document
    claims: list[ClaimRecord]
    linked: Linked
    alarms: dict[tuple[str, ...], set[str]]
    places: dict[Figure, set[str]] = field(default_factory=lambda: defaultdict(set))


def run(document: Document, claims: list[ClaimRecord]) -> Linked:
    """Links and checks; the checks are made here where the linker does not."""
    linked = link(document, claims)
    if not linked.checks:
        linked.checks, _ = check(document, books_of(document, claims))
    return linked


def alarms(linked: Linked) -> dict[tuple[str, ...], set[str]]:
    """The contradictions and failed checks, each with the figures and claims that it names."""
    result: dict[tuple[str, ...], set[str]] = {}
    for made in linked.links:
        if made.verdict == "contradicted":
            result["link", made.claim_id] = {made.claim_id, *made.fact_ids, *made.claim_ids}
    for made_check in linked.checks:
        if made_check.verdict == "fails":
            operands = (*made_check.fact_ids, *made_check.claim_ids)
            key = ("check", made_check.rule_id, *operands, str(made_check.page), made_check.message or "")
            # some checks of the text name no claim: what they point at is the page
            result[key] = {*operands, f"page {made_check.page}", f"rule {made_check.rule_id}"}
    for one in linked.obligations:
        if one.status == "not_met":
            result["owed", one.rule_id] = {f"rule {one.rule_id}"}
    return result


def take(name: str, data: bytes) -> ReadSource:
    """A document read, linked and checked."""
    read = read_file(data, name)
    document, claims = read.document, read_narrative(read).claims
    linked = run(document, claims)
    source = ReadSource(name, document, claims, linked, alarms(linked))
    for fact in document.facts:
        for figure in figures_of(fact):
            source.places[figure].add(fact.table_id)
    for claim in claims:
        if claim.kind == "level" and telling(claim):
            name = f"functional {account_name(claim.account_path[-1])}" if claim.account_path else "total"
            source.places[name, claim.amount_yuan or Decimal(0), claim.phase].add(claim.claim_id)
    return source


def telling(record: FactRecord | ClaimRecord) -> bool:
    """Whether an amount has digits enough to be recognised elsewhere."""
    return record.amount_yuan is not None and digits_of(record.amount_yuan) >= DIGITS


def figures_of(fact: FactRecord) -> list[Figure]:
    """What a figure is recognised by in another table: its amount with its account or as a total."""
    if not telling(fact):
        return []
    label = bare(fact.row_label)
    names = (
        {"total"} if not label or "计" in label else {f"{fact.scheme or 'functional'} {account_name(label)}"}
    )
    return [(name, fact.amount_yuan or Decimal(0), fact.phase) for name in sorted(names)]


def elsewhere(source: ReadSource, record: FactRecord | ClaimRecord) -> bool:
    """Whether another table or sentence states the same figure."""
    if isinstance(record, FactRecord):
        return any(len(source.places[figure]) > 1 for figure in figures_of(record))
    return telling(record) and any(
        (fact.amount_yuan, fact.phase) == (record.amount_yuan, record.phase) for fact in source.document.facts
    )
