"""The documents of one disclosure linked with each other, from the rows that each has already.

Linking is done anew for one document at a time, with the tables of the others joined to its own; all
else that is known of it stays. It is done only if the numbers bear out that the documents belong
together: more of what the texts say must be found in the others' tables than contradicted by them.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.disclosures.grouping import disclosure_id
from flows.failures import STAGE, describe
from linking.linker import Linked, link
from records.narrative_tables import ClaimRecord
from records.tables import Document

ENOUGH = 3
"""So many numbers that two files share are no coincidence."""
LINKING_FAULT = "linking_fault"


class Unrelated(Exception):
    """Documents whose numbers do not bear out that they are one disclosure."""


def link_together(members: Sequence[Document], document_id: str) -> Document:
    """The member with this id, linked with the others.

    A single member is linked alone. Raises :class:`Unrelated`.
    """
    if len(members) > 1 and not _related(members):
        raise Unrelated
    own = next(member for member in members if member.record.document_id == document_id)
    record = own.record
    record.disclosure_id = disclosure_id(member.record.sha256 for member in members)
    own.diagnostics = [d for d in own.diagnostics if d.stage != "linking" and d.code != LINKING_FAULT]
    try:
        linked = _linked(own, members)
    except MemoryError:
        raise
    except Exception as error:
        linked = Linked()
        own.notice(STAGE, "error", LINKING_FAULT, f"The document could not be checked: {describe(error)}.")
    own.links, own.checks = linked.links, linked.checks
    own.rules, own.obligations, own.findings = linked.rules, linked.obligations, linked.findings
    own.diagnostics += linked.diagnostics
    record.status = "partial" if any(d.severity == "error" for d in own.diagnostics) else "ok"
    return own


def _linked(own: Document, members: Sequence[Document]) -> Linked:
    return link(own, own.claims, [other for other in members if other is not own])


def _related(members: Sequence[Document]) -> bool:
    found = contradicted = sayings = 0
    for member in members:
        telling = {claim.claim_id for claim in member.claims if _is_telling(claim)}
        sayings += len(telling)
        for made in _linked(member, members).links if telling else ():
            if made.claim_id in telling and made.fact_document_ids:
                found += made.verdict in ("supported", "rounding", "derivable")
                contradicted += made.verdict == "contradicted"
    return found > contradicted and found >= min(ENOUGH, sayings)


def _is_telling(claim: ClaimRecord) -> bool:
    """Whether a claim says something of its body alone: zero is everywhere."""
    return claim.kind in ("level", "count", "score") and bool(claim.value)
