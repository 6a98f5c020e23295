"""Contradictions that no slip of a clerk explains, in a passage that little else bears out: left undecided.

A clerk mistypes a digit, swaps two, loses a decimal point, leaves last year's figure, takes another base or
the wrong direction. A number that is nothing of the kind was more likely read as that of another thing,
unless what stands around it was read right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import permutations

from linking.intervals import HUNDRED, decimals_of
from linking.links.operands import Books
from linking.mistyped import mistyped
from records.file_tables import FactRecord
from records.lexicon.groups import TOTALS
from records.lexicon.statements import of_kind
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord

HOLDS = frozenset({"supported", "rounding", "derivable"})
WELL_READ = 3
"""So many claims of a chapter that hold, for one that does not, tell that it was read right."""
FARTHEST = {"change_rate": Decimal(4), "share": Decimal(4), "completion_rate": Decimal(4)}
FARTHEST_AMOUNT = Decimal(2)
"""How many times the other a number may be that is no slip: beyond, another thing is meant."""
MOST_FIGURES = 24
"""Figures of a row among which another base is looked for."""


def withdraw_unlikely(facts: list[FactRecord], books: Books, links: dict[str, LinkRecord]) -> None:
    """Make ``unverifiable`` the contradictions that are no slip, where little of their chapter holds."""
    rows = _Rows(facts)
    for claims in books.narrative.by_section.values():
        told = [(claim, links[claim.claim_id]) for claim in claims if claim.claim_id in links]
        no_slips = [
            (claim, link)
            for claim, link in told
            if link.verdict == "contradicted" and not _is_slip(claim, link, rows)
        ]
        borne_out = sum(link.verdict in HOLDS for _, link in told)
        told_apart = len({claim.sentence for claim, _ in no_slips})
        misread = told_apart > 1 and borne_out < WELL_READ * told_apart
        for claim, link in no_slips:
            if misread or _is_far(claim, link):
                link.verdict, link.doubts = "unverifiable", ["reading"]


class _Rows:
    """The figures that stand in a row with others."""

    def __init__(self, facts: Iterable[FactRecord]) -> None:
        self._facts = {fact.fact_id: fact for fact in facts}
        self._rows: dict[tuple[str | None, int], list[FactRecord]] = {}
        for fact in self._facts.values():
            self._rows.setdefault((fact.table_id, fact.row), []).append(fact)

    def of(self, fact_ids: Iterable[str]) -> Iterator[FactRecord]:
        """The figures in the rows of these."""
        for fact_id in fact_ids:
            if (fact := self._facts.get(fact_id)) is not None:
                yield from self._rows[fact.table_id, fact.row]

    def are_of_form(self, fact_ids: Iterable[str]) -> bool:
        """Whether these stand in a form of its own (绩效自评表), of which only a chapter tells."""
        found = [self._facts[fact_id] for fact_id in fact_ids if fact_id in self._facts]
        return any(fact.statement in of_kind("form") for fact in found)


def _is_far(claim: ClaimRecord, link: LinkRecord) -> bool:
    """Whether the number told is out of all proportion to what the operands give; nothing is, to none."""
    value, made = abs(claim.value or Decimal(0)), abs(link.computed or Decimal(0))
    farthest = FARTHEST.get(claim.kind, FARTHEST_AMOUNT)
    return value > made * farthest or made > value * farthest


def _is_slip(claim: ClaimRecord, link: LinkRecord, rows: _Rows) -> bool:
    """Whether a slip makes the number that is told of the one that the operands give."""
    value, made = claim.value, link.computed
    if value is None or made is None or made == 0 and claim.kind not in ("change", "change_rate"):
        return True
    if value == 0:
        return claim.measure in TOTALS or claim.kind != "level"  # a form that was not filled in
    if made == 0:
        return False  # two years of one amount: it was read twice
    places = decimals_of(claim.raw, value)
    if mistyped(abs(value), abs(made), places) or rows.are_of_form(link.fact_ids):
        return True
    if claim.kind in ("level", "count"):
        return any(_same(claim, other) for other in rows.of(link.fact_ids))
    amounts = [fact.value for fact in rows.of(link.fact_ids) if fact.value][:MOST_FIGURES]
    return any(round(abs(rate), places) == abs(value) for rate in _rates(amounts, claim.kind))


def _same(claim: ClaimRecord, fact: FactRecord) -> bool:
    if claim.amount_yuan is None:
        return claim.value == fact.value
    return fact.amount_yuan is not None and fact.amount_yuan != 0 and fact.amount_yuan == claim.amount_yuan


def _rates(amounts: list[Decimal], kind: str) -> Iterator[Decimal]:
    """What other figures of a row give: with another base, or the other way round."""
    for one, other in permutations(dict.fromkeys(amounts), 2):
        if kind == "change":
            yield one - other
        elif kind == "change_rate":
            yield (one / other - 1) * HUNDRED
        else:
            yield one / other * HUNDRED
