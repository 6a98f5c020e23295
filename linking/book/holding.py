"""All that the documents of one body say of each other: which count, what changed, what was told anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from linking.book.elsewhere import HOLDS, link_elsewhere, same_scope
from linking.book.issues import Issue, settle
from linking.book.restatements import restatements
from linking.book.years import (
    Held,
    Known,
    Other,
    Own,
    hold_figures,
    is_of_government,
    others_of,
    told,
    with_others,
)
from linking.companions import apart, join
from linking.links.figure_index import figures_in
from linking.rules.applied import applied_also
from linking.wording import Sources
from records.tables import Document

HOLDING = 3
"""Grows when the same documents are held in another way than before."""
USED = ("sections", "tables", "facts", "claims", "links", "rules")
"""The tables of a document that it is held by."""
CHECK_ID = "y{}"
"""Checks over years: their numbers go on beside those of the document's own checks."""


@dataclass(slots=True)
class Addition:
    """What the other documents of a body add to one: columns of its row, and rows of its tables.

    A row takes the place of the one with the same id, if there is one.
    """

    document_id: str
    columns: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[Any]] = field(default_factory=dict)


def hold(documents: Sequence[Document]) -> list[Addition]:
    """Hold the documents of a body against each other. Their order makes no difference."""
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
    known: Known = {}
    for issue in settled.counting:
        if not is_of_government(issue):
            _hold_issue(issue, others_of(issue, settled, known), additions)
    return [additions[document_id] for document_id in sorted(additions)]


def _hold_issue(issue: Issue, others: list[Other], additions: dict[str, Addition]) -> None:
    if not others:
        return
    elsewhere = {name: file for other in others for name, file in other.all_files().items()}
    tables = [table for other in others for known in other.all_tables() for table in known.tables]
    for document in issue.documents:
        companions = [one for one in issue.documents if one is not document]
        files = elsewhere | {one.record.document_id: one.record.file_name for one in companions}
        whole = join(document, companions)
        sources = Sources.of([*whole.tables, *tables], files)
        helds: dict[str, Held] = {}
        made: list[Held] = []
        figures = figures_in(document.facts, document.tables)
        own = Own.of(document, figures)
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
        for number, check in enumerate(checks, 1):
            check.check_id = CHECK_ID.format(number)
        facts = with_others(whole, others).facts
        findings = restatements(document, facts, links, checks, helds.keys())
        apart(links, checks, findings)
        rows = additions[document.record.document_id].rows
        rows |= {
            "links": links,
            "checks": checks,
            "findings": findings,
            "rules": applied_also(document, links, checks),
        }
