"""Amounts of which more than one figure may be meant: their digits, or what is told beside them, say which.

So many equal digits tell of which figure a claim is told in the wrong unit (万元 for 元), or with two digits
swapped. 甲5200万元，占90.21%: the figure that makes the share is the one meant, and the amount is not it.

Where the amounts beside are those of one row or column, so is what stands between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from linking.intervals import TEN_THOUSAND, decimals_of, digits_of, exact, verdict
from linking.links.derivations import Links
from linking.links.figure_index import interval_of
from linking.links.levels_of_body import tells_of_level
from linking.links.operands import Books, Operand
from linking.links.relations import reads_otherwise
from linking.links.verdicts import repeated
from linking.mistyped import swapped
from records.file_tables import FactRecord
from records.lexicon.groups import CHANGES, YUAN
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

FEWEST_DIGITS = 4
"""Digits from which on those of a claim and of a figure are not alike by chance."""
SETTLED = frozenset({"measure", "fund", "several", "account"})
"""Doubts about which figure is meant."""


FEWEST_OF_SHARE = 3
"""Digits of a share that no other two figures make by chance."""


def tell_slipped_units(document: Document, books: Books, links: Links) -> None:
    """Contradict amounts that are one of the figures they may mean, but for the unit or two digits.

    What a table prints as it is told is no slip.
    """
    facts = {fact.fact_id: fact for fact in document.facts}
    amounts = [fact for fact in document.facts if fact.amount_yuan]
    sure = _tables_of_known_unit(books, links, facts)
    for claim in books.narrative.claims:
        link = links.get(claim.claim_id)
        if link is None or link.verdict != "unverifiable" or not {*link.doubts} or {*link.doubts} - SETTLED:
            continue
        if claim.kind != "level" or claim.unit not in YUAN or digits_of(claim.value) < FEWEST_DIGITS:
            continue
        meant = [facts[fact_id] for fact_id in link.fact_ids if fact_id in facts]
        slipped = next((one for one in meant if one.table_id in sure and is_slipped(claim, one)), None)
        if slipped is None:
            slipped = next((one for one in meant if is_swapped(claim, one)), None)
            if slipped is not None and any(_is_printed(claim, one) for one in amounts):
                continue
        if slipped is not None:
            links[claim.claim_id] = repeated(claim, Operand.of(slipped, claim.unit))


def _tables_of_known_unit(books: Books, links: Links, facts: dict[str, FactRecord]) -> set[str]:
    """The tables of which another sentence tells a figure as they print it."""
    return {
        facts[fact_id].table_id
        for claim in books.narrative.claims
        if claim.unit in YUAN and digits_of(claim.value) >= FEWEST_DIGITS and claim.claim_id in links
        if links[claim.claim_id].verdict in ("supported", "rounding")
        for fact_id in links[claim.claim_id].fact_ids
        if fact_id in facts
    }


def is_slipped(claim: ClaimRecord, fact: FactRecord) -> bool:
    """Whether a claim and a figure are one number in two units, up to the places that are printed."""
    value, figure = claim.value or Decimal(0), interval_of(fact, claim.unit)
    places = decimals_of(claim.raw, value)
    larger = (
        verdict(exact(value / TEN_THOUSAND), figure, places) == "supported" and abs(value) >= TEN_THOUSAND
    )
    smaller = verdict(exact(value), figure.scaled(1 / TEN_THOUSAND), places) == "supported"
    return value != figure.value and (larger or smaller)


def is_swapped(claim: ClaimRecord, fact: FactRecord) -> bool:
    """Whether a claim and a figure are one amount, but for two neighbouring digits that changed places."""
    value, figure = claim.value or Decimal(0), interval_of(fact, claim.unit).value
    places = decimals_of(claim.raw, value)
    return places >= 0 and figure > 0 and swapped(value, figure, places)


def _is_printed(claim: ClaimRecord, fact: FactRecord) -> bool:
    """Whether a figure is the very amount that a claim tells."""
    value = claim.value or Decimal(0)
    return round(interval_of(fact, claim.unit).value, max(0, decimals_of(claim.raw, value))) == value


def tell_borne_out(document: Document, books: Books, links: Links) -> None:
    """Judge amounts and changes by the figures that make the share, or the rate, of the same thing."""
    facts = {fact.fact_id: fact for fact in document.facts}
    for claims in books.narrative.by_section.values():
        for claim in claims:
            link = links.get(claim.claim_id)
            if link is None or link.verdict != "unverifiable" or not {*link.doubts} or not claim.understood:
                continue
            if {*link.doubts} - SETTLED or claim.kind not in ("level", "change") or claim.value is None:
                continue
            beside = [one for one in claims if _is_of_same(one, claim)]
            meant = _meant(claim, link, beside, links)
            if claim.kind == "change" and meant:
                link.verdict, link.doubts = "contradicted", []
            elif meant and not reads_otherwise(claim, books):
                links[claim.claim_id] = repeated(claim, Operand.of(facts[meant[0]], claim.unit))


def _is_of_same(one: ClaimRecord, claim: ClaimRecord) -> bool:
    """Whether a sentence tells two claims of one thing, one year and one stage."""
    return one is not claim and all(
        getattr(one, name) == getattr(claim, name)
        for name in ("sentence", "subject", "account_path", "measure", "fund", "scope", "phase", "period")
    )


def _meant(claim: ClaimRecord, link: LinkRecord, beside: list[ClaimRecord], links: Links) -> list[str]:
    """The figures that a claim is about: those that make the share, or the rate and the amount, beside it."""
    held = [
        (one, links[one.claim_id].fact_ids)
        for one in beside
        if one.claim_id in links and links[one.claim_id].verdict == "supported"
    ]
    if claim.kind == "level":
        made = [
            ids[:1] for one, ids in held if one.kind == "share" and digits_of(one.value) >= FEWEST_OF_SHARE
        ]
        return made[0] if len(made) == 1 and made[0] and made[0][0] in link.fact_ids else []
    levels = {ids[0] for one, ids in held if one.kind == "level" and len(ids) == 1}
    rates = [ids for one, ids in held if one.kind == "change_rate" and one.base == claim.base]
    same = [ids for ids in rates if ids == link.fact_ids and ids[0] in levels]
    return same[0] if same else []


TIED = SETTLED | {"scope"}
"""Doubts that are none where what stands beside is known to be of one row."""
FEWEST_TIED = 3
"""Digits that amounts and changes have together that are those of a row by no chance."""
FEWEST_BESIDE = 2
"""Amounts that tell of which row or column those of a sentence are."""


def tell_tied(document: Document, books: Books, links: Links) -> None:
    """Judge by a row, or a column, what is told beside amounts that are those of it and of nothing else."""
    table = _Places.of(document.facts)
    for claims in books.narrative.by_section.values():
        for at, claim in enumerate(claims):
            link = links.get(claim.claim_id)
            if link is None or link.verdict != "unverifiable" or not link.doubts or {*link.doubts} - TIED:
                continue
            if not claim.understood or not claim.value or claim.scope is not None or tells_of_level(claim):
                continue
            if claim.kind in CHANGES and _of_tied_row(claim, link, claims[:at], books, links, table):
                link.verdict, link.doubts = "contradicted", []
            elif claim.kind == "level" and "scope" not in link.doubts:
                line = _of_tied_line(claim, link, claims, links, table)
                if line is not None and _is_only(line, claim, books) and not reads_otherwise(claim, books):
                    links[claim.claim_id] = repeated(claim, Operand.of(line, claim.unit))


Place = tuple[str | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class _Places:
    """The figures of a document by their names, and by table, row and column."""

    by_id: dict[str, FactRecord]
    at: dict[Place, FactRecord]

    @classmethod
    def of(cls, facts: Sequence[FactRecord]) -> _Places:
        return cls(
            {one.fact_id: one for one in facts}, {(one.table_id, one.row, one.column): one for one in facts}
        )

    def held(self, claim: ClaimRecord, links: Links) -> list[FactRecord]:
        """The figures that bear a claim out."""
        link = links.get(claim.claim_id)
        if link is None or link.verdict != "supported" or link.claim_ids:
            return []
        return [self.by_id[one] for one in link.fact_ids if one in self.by_id]


def _of_tied_row(
    claim: ClaimRecord,
    link: LinkRecord,
    before: list[ClaimRecord],
    books: Books,
    links: Links,
    places: _Places,
) -> bool:
    """基本支出945万元，较上年增长5%: a change between the two figures of the row whose amount is told."""
    now, base = ([places.by_id[one] for one in link.fact_ids if one in places.by_id] + [None, None])[:2]
    if now is None or base is None or link.claim_ids or _row(now) != _row(base):
        return False
    here = [one for one in before if one.sentence == claim.sentence]
    if not any(one.kind == "level" for one in here):
        last = next((one.sentence for one in reversed(before) if one.sentence != claim.sentence), None)
        here += [one for one in before if one.sentence == last]
    told = [one for one in here if _is_of_same(replace(one, sentence=claim.sentence), claim)]
    levels = [one for one in told if one.kind == "level" and places.held(one, links) == [now]]
    changes = [one for one in told if one.kind in CHANGES and places.held(one, links) == [now, base]]
    if not levels or sum(digits_of(one.value) for one in levels[:1] + changes) < FEWEST_TIED:
        return False
    return _is_only(base, claim, books)


def _of_tied_line(
    claim: ClaimRecord, link: LinkRecord, claims: list[ClaimRecord], links: Links, places: _Places
) -> FactRecord | None:
    """The figure of a claim in the row or column that the other amounts of its sentence are those of."""
    alike = ("sentence", "kind", "phase", "period", "fund", "scope")
    beside = [
        one
        for one in claims
        if one is not claim and all(getattr(one, name) == getattr(claim, name) for name in alike)
    ]
    held = [found[0] for one in beside if len(found := places.held(one, links)) == 1]
    if len(held) < FEWEST_BESIDE:
        return None
    meant = [places.by_id[one] for one in link.fact_ids if one in places.by_id]
    tied = [one for one in meant if _ends_sum(one, held) or _in_column(one, held, places)]
    return tied[0] if len({one.amount_yuan for one in tied}) == 1 else None


def _ends_sum(figure: FactRecord, held: list[FactRecord]) -> bool:
    """Whether figures of the row of this one are a total and, with this one, all that makes it."""
    amounts = [one.amount_yuan or Decimal(0) for one in held]
    same = all(_row(one) == _row(figure) for one in held) and figure not in held
    return same and max(amounts) * 2 == sum(amounts) + (figure.amount_yuan or Decimal(0))


def _in_column(figure: FactRecord, held: list[FactRecord], places: _Places) -> bool:
    """Whether the column of this figure shows the amounts of all these rows."""
    shown = [places.at.get((figure.table_id, one.row, figure.column)) for one in held]
    return all(
        one is not None and (one.table_id, one.amount_yuan) == (known.table_id, known.amount_yuan)
        for one, known in zip(shown, held, strict=True)
    ) and figure.row not in {one.row for one in held}


def _is_only(figure: FactRecord, claim: ClaimRecord, books: Books) -> bool:
    """Whether no other row has another amount of the claim's subject, of the stage and year of a figure."""
    of_subject = books.ledger.of_subject(replace(claim, kind="level", unit="万元"))
    return all(
        one.amount_yuan == figure.amount_yuan
        for one in of_subject
        if (one.phase, one.period) == (figure.phase, figure.period) and _row(one) != _row(figure)
    )


def _row(figure: FactRecord) -> tuple[str | None, int | None]:
    return figure.table_id, figure.row
