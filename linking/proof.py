"""What the checks of a document say of its figures: how many hold, how many fail, by figure."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.tables.proof.shares import tell_shares
from records.linking_tables import CheckRecord
from records.tables import Document


def prove(document: Document, checks: Iterable[CheckRecord], sums: Iterable[tuple[str, ...]]) -> None:
    """Count for each figure of ``document`` the checks that confirm and that dispute it.

    To the ``sums`` within a table, which reading has counted, come the checks over several tables and
    years; a sum that is checked again counts once. The shares of the tables and the document follow.
    """
    counted = {frozenset(made) for made in sums}
    by_id = {fact.fact_id: fact for fact in document.facts}
    for made in checks:
        own = [fact_id for fact_id in made.fact_ids if fact_id in by_id]
        if made.verdict == "fails":
            for fact_id in own:
                by_id[fact_id].disputed_by += 1
        elif made.verdict in ("holds", "rounding") and frozenset(made.fact_ids) not in counted:
            for fact_id in own:
                by_id[fact_id].confirmed_by += 1
    tell_shares(document.record, document.tables, document.facts)
