"""Errors of the sentences: another number, the wrong direction, the year before, a number left out."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from decimal import Decimal

from benchmarks.planting.plants import Plant, changed, with_value
from benchmarks.planting.sources import ReadSource, elsewhere, telling
from linking.intervals import HUNDRED, decimals_of
from records.narrative_tables import ClaimRecord
from records.tables import Document

YEAR = re.compile(r"(20\d\d)年")

STATED = frozenset({"supported", "rounding", "derivable"})

CHANGES = ("change", "change_rate")


def claimed(source: ReadSource, claim: ClaimRecord) -> bool:
    """Whether the document states elsewhere what a claim says: the amount, or what it follows from."""
    if claim.kind == "level":
        return elsewhere(source, claim)
    return any(made.claim_id == claim.claim_id and made.verdict in STATED for made in source.linked.links)


def plant_claim(source: ReadSource, chance: random.Random) -> Plant | None:
    claims = [claim for claim in source.claims if claim.value]
    if not claims:
        return None
    claim = chance.choice(claims)
    places = decimals_of(claim.raw, claim.value or Decimal(0))
    value = changed(claim.value or Decimal(0), places, chance)
    what = f"{claim.kind} {claim.subject} {claim.raw} -> {value}: {claim.sentence}"
    stated = claimed(source, claim)
    number = re.search(r"\d[\d,.]*", claim.raw or "")
    told = (claim.raw or "").replace(number[0], f"{value}", 1) if number and claim.kind == "count" else None

    def change(document: Document) -> Document:
        """Counts are held against lists as the text prints them."""
        return _told_otherwise(document, claim, told or claim.raw or "")

    made = {claim.claim_id: with_value(claim, value)}
    return Plant("claim_changed", claims=made, stated=stated, what=what, change=change if told else None)


def _told_otherwise(document: Document, claim: ClaimRecord, raw: str) -> Document:
    """The document with another number in the sentence of a claim."""
    sentence, was = claim.sentence or "", claim.raw or ""
    sections = [
        replace(s, text=s.text.replace(sentence, sentence.replace(was, raw, 1), 1))
        if s.section_id == claim.section_id and was
        else s
        for s in document.sections
    ]
    return replace(document, sections=sections)


def plant_unit(source: ReadSource, chance: random.Random) -> Plant | None:
    """A number of 元 that is told as one of 万元."""
    claims = [c for c in source.claims if c.kind == "level" and c.unit == "万元" and c.value and telling(c)]
    if not claims:
        return None
    claim = chance.choice(claims)
    value = ((claim.value or Decimal(0)) * 10_000).quantize(Decimal("0.01"))
    what = f"{claim.subject} {claim.raw} -> {value}: {claim.sentence}"
    made = {claim.claim_id: with_value(claim, value)}
    return Plant("unit_slipped", claims=made, stated=claimed(source, claim), what=what)


def plant_direction(source: ReadSource, chance: random.Random) -> Plant | None:
    """增加 for 减少, in the amount and in its rate.

    A rate so small that it is the same from the larger and from the smaller base tells no direction.
    """
    turned = {"up": "down", "down": "up"}
    claims = [c for c in source.claims if c.kind in CHANGES and c.direction in turned and c.value]
    if not claims:
        return None
    claim = chance.choice(claims)
    pair = [
        c
        for c in claims
        if (c.sentence, c.subject, c.base, c.direction)
        == (claim.sentence, claim.subject, claim.base, claim.direction)
    ]
    plants = {c.claim_id: replace(c, direction=turned[c.direction or "up"]) for c in pair}
    what = f"{claim.kind} {claim.subject} {claim.direction} turned: {claim.sentence}"
    stated = any(claimed(source, c) and not _is_same_turned(c) for c in pair)
    return Plant("direction_turned", claims=plants, stated=stated, what=what)


def _is_same_turned(claim: ClaimRecord) -> bool:
    """Whether a rate of growth, turned into one of decline, is the same but for its last place."""
    if claim.kind != "change_rate" or claim.value is None:
        return False
    rate = claim.value / HUNDRED
    apart = HUNDRED * (rate / (1 - rate) - rate) if rate < 1 else HUNDRED
    return apart * 2 <= Decimal(1).scaleb(-decimals_of(claim.raw, claim.value))


def plant_year(source: ReadSource, chance: random.Random) -> Plant | None:
    """Last year's number in a sentence about this year's figure, where the year stands before the figure."""
    year = source.document.record.fiscal_year
    claims = [
        c
        for c in source.claims
        if c.kind == "level"
        and c.period == year
        and year
        and YEAR.findall((c.sentence or "").partition(c.raw or "\n")[0])[-1:] == [str(year)]
        and telling(c)
    ]
    if not claims or year is None:
        return None
    claim = chance.choice(claims)
    sentence = (claim.sentence or "").replace(f"{year}年", f"{year - 1}年")
    moved = {
        c.claim_id: replace(c, period=year - 1, sentence=sentence)
        for c in source.claims
        if c.sentence == claim.sentence and c.period == year and c.section_id == claim.section_id
    }
    what = f"{claim.subject} {claim.raw} of {year}: {sentence}"
    return Plant("wrong_year", claims=moved, stated=elsewhere(source, claim), what=what)


def plant_placeholder(source: ReadSource, chance: random.Random) -> Plant | None:
    """XX for the number of a rate or a change in the text."""
    claims = [c for c in source.claims if c.kind in CHANGES and c.raw and c.unit in ("%", "万元") and c.value]
    if not claims:
        return None
    claim = chance.choice(claims)
    raw = re.sub(r"\d[\d,.]*", "XX", claim.raw or "", count=1)

    def change(document: Document) -> Document:
        return _told_otherwise(document, claim, raw)

    found = any(
        s.section_id == claim.section_id and (claim.sentence or "") in s.text
        for s in source.document.sections
    )
    rules = frozenset({"rule placeholder"})
    what = f"{claim.sentence}: {raw}"
    return Plant("placeholder", change=change, rules=rules, stated=True, what=what) if found else None
