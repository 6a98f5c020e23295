"""Each kind of claim against its operands: equals, ratio, difference, growth."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from linking.concepts import Concept, claim_concepts
from linking.intervals import Interval, decimals_of, verdict
from linking.ledger import Found, agrees, interval_of
from linking.operands import Books, Operand
from records.tables import ClaimRecord, FactRecord, LinkRecord

HUNDRED = Decimal(100)
SIX = Decimal("0.000001")
SURE = 0.85
"""A link below this confidence is never a contradiction."""
OPERAND_UNIT = "万元"


def unverified(
    claim: ClaimRecord, relation: str = "equals", facts: list[FactRecord] | None = None
) -> LinkRecord:
    """A link that says that the claim cannot be verified; ``facts`` are what it might mean."""
    return LinkRecord(
        document_id=claim.document_id,
        claim_id=claim.claim_id,
        relation=relation,
        fact_ids=[fact.fact_id for fact in facts or ()],
        claim_ids=[],
        confidence=0.5 if facts else None,
    )


def judged(
    claim: ClaimRecord, relation: str, operands: list[Operand], result: Interval, sure: bool = True
) -> LinkRecord:
    """The link of a claim with the result of its operands.

    What rests on a claim is at best ``derivable``; what is not sure is no contradiction.
    """
    own = interval_of(claim, claim.unit)
    places = decimals_of(claim.raw, claim.value or Decimal(0))
    outcome = verdict(own, result, places)
    confidence = min([0.99, *(operand.confidence for operand in operands)])
    derived = any(operand.claim is not None for operand in operands)
    if outcome == "contradicted":
        if not sure or confidence < SURE:
            outcome = "unverifiable"
    elif derived:
        outcome = "derivable"
    return LinkRecord(
        document_id=claim.document_id,
        claim_id=claim.claim_id,
        relation=relation,
        fact_ids=[o.fact.fact_id for o in operands if o.fact is not None],
        claim_ids=[o.claim.claim_id for o in operands if o.claim is not None],
        computed=result.value.quantize(SIX),
        difference=(own.value - result.value).quantize(SIX),
        tolerance=(own.tolerance + result.tolerance).quantize(SIX),
        verdict=outcome,
        confidence=round(confidence, 2),
    )


def link_level(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A level, count or score against the figure that it repeats."""
    kind = books.ledger.kind_of(claim)
    for concept in claim_concepts(claim, kind).concepts:
        if concept.name.startswith("per_head:"):
            return _per_head(claim, concept, books)
    found = books.ledger.find(claim, claim.phase, claim.period)
    return None if found is None else _equals(claim, found)


def _equals(claim: ClaimRecord, found: Found) -> LinkRecord:
    """The figure that equals the claim, if one of those meant does; else the first of them."""
    links = [
        judged(
            claim,
            "equals",
            [Operand(interval_of(fact, claim.unit), fact=fact, confidence=found.confidence)],
            interval_of(fact, claim.unit),
            sure=not found.similar,
        )
        for fact in found.facts
    ]
    for outcome in ("supported", "rounding"):
        for link in links:
            if link.verdict == outcome:
                return link
    if len({link.computed for link in links}) > 1:
        return unverified(claim, "equals", found.facts)
    return links[0]


def _per_head(claim: ClaimRecord, concept: Concept, books: Books) -> LinkRecord | None:
    """An amount per head or vehicle (人均接待费, 车均维护费)."""
    top, bottom = concept.name.removeprefix("per_head:").split("/")
    over = _of_concept(top, claim, books)
    under = _of_concept(bottom, claim, books)
    if over is None or under is None or not under.value:
        return None
    result = interval_of(over, claim.unit).over(interval_of(under, None))
    if result is None:
        return None
    operands = [
        Operand(interval_of(over, claim.unit), fact=over),
        Operand(interval_of(under, None), fact=under),
    ]
    return judged(claim, "ratio", operands, result, sure=False)


def _of_concept(name: str, claim: ClaimRecord, books: Books) -> FactRecord | None:
    facts = [f for _, f in books.ledger.by_concept.get(name, ()) if agrees(f, claim.phase, claim.period)]
    return facts[0] if facts else None


def link_share(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A share against part and whole."""
    part = books.level(claim, claim.phase, claim.period, OPERAND_UNIT)
    whole = _whole(claim, books)
    if part is None or whole is None:
        return None
    result = part.interval.over(whole.interval)
    if result is None:
        if part.interval.value == whole.interval.value == claim.value == 0:
            return judged(claim, "ratio", [part, whole], part.interval)
        return None
    return judged(claim, "ratio", [part, whole], result.scaled(HUNDRED))


def _whole(claim: ClaimRecord, books: Books) -> Operand | None:
    """What a share is a share of; an account's share is one of the total, unless the text says else."""
    of = claim.share_of
    if not of and claim.account_path:
        of = (
            "一般公共预算财政拨款支出"
            if claim.fund in ("general_public_budget", "fiscal_grant")
            else "支出合计"
        )
    if not of:
        return None
    whole = replace(claim, kind="level", subject=of, account_path=[], account_code=None, measure=None)
    if "收入" in of:
        whole.side = "revenue"
    elif "支出" in of:
        whole.side = "expenditure"
    operand = books.level(whole, claim.phase, claim.period, OPERAND_UNIT)
    if operand is not None and operand.interval.value == 0 and claim.value:
        return None
    return operand


def link_completion(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A completion rate against outturn and budget."""
    done = books.level(claim, claim.phase or "final", claim.period, OPERAND_UNIT)
    budget = None
    for phase in dict.fromkeys((claim.base, "initial_budget", "adjusted_budget")):
        if phase in ("initial_budget", "adjusted_budget") and budget is None:
            budget = _budget(claim, phase, books)
    if done is None or budget is None:
        return None
    result = done.interval.over(budget.interval)
    if result is None:
        if done.interval.value == budget.interval.value == 0:
            zero = Interval(Decimal(0), claim.value or Decimal(0), HUNDRED)
            return judged(claim, "ratio", [done, budget], zero)
        return None
    return judged(claim, "ratio", [done, budget], result.scaled(HUNDRED))


def _budget(claim: ClaimRecord, phase: str, books: Books) -> Operand | None:
    """The budget that a rate completes: the one the text states beside it, else the table's."""
    stated = books.narrative.nearest(claim, "level", phase, claim.period)
    if stated is not None and stated.section_id == claim.section_id:
        found = books.level(claim, phase, claim.period, OPERAND_UNIT)
        if found is not None and found.fact is not None:
            return found
        return Operand(interval_of(stated, OPERAND_UNIT), claim=stated, confidence=0.95)
    return books.level(claim, phase, claim.period, OPERAND_UNIT)


def base_level(claim: ClaimRecord, books: Books) -> Operand | None:
    """The level that a change starts from: last year's, or the budget."""
    if claim.base == "prior_year" and claim.period is not None:
        return books.level(claim, claim.phase, claim.period - 1, OPERAND_UNIT)
    if claim.base in ("initial_budget", "adjusted_budget"):
        return books.level(claim, claim.base, claim.period, OPERAND_UNIT, strict=True)
    return None


def signed(claim: ClaimRecord) -> Interval:
    """A change as an interval with its sign, in 万元 or in percent."""
    unit = OPERAND_UNIT if claim.kind == "change" else claim.unit
    own = interval_of(claim, unit)
    if claim.direction == "down" and own.value > 0:
        return Interval(-own.high, -own.value, -own.low)
    return own


def link_change(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A change against the two levels that it lies between."""
    now = books.level(claim, claim.phase, claim.period, OPERAND_UNIT)
    before = base_level(claim, books)
    if now is None or before is None:
        return None
    return _judge_change(claim, "difference", [now, before], now.interval - before.interval)


def _judge_change(claim: ClaimRecord, relation: str, operands: list[Operand], result: Interval) -> LinkRecord:
    """As :func:`judged`, for a result whose sign the claim gives as a direction."""
    if claim.direction == "down" and (claim.value or 0) > 0:
        result = Interval(-result.high, -result.value, -result.low)
    link = judged(
        claim, relation, operands, result if claim.kind == "change_rate" else _in_unit(claim, result)
    )
    return link


def _in_unit(claim: ClaimRecord, result: Interval) -> Interval:
    return result.scaled(Decimal(10_000)) if claim.unit == "元" else result


def link_change_rate(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A growth rate against two levels, or against the level and the change stated beside it."""
    now = books.level(claim, claim.phase, claim.period, OPERAND_UNIT)
    if now is None:
        return None
    before = base_level(claim, books)
    if before is not None:
        quotient = (now.interval - before.interval).over(before.interval)
        if quotient is None:
            return None
        return _judge_change(claim, "growth", [now, before], _growth(now.interval, before.interval))
    change = books.narrative.nearest(claim, "change", claim.phase, claim.period, base=claim.base)
    if change is None:
        return None
    step = signed(change)
    start = now.interval - step
    if start.low <= 0:
        return None
    operands = [now, Operand(step, claim=change, confidence=0.95)]
    return _judge_change(claim, "growth", operands, _growth(now.interval, start, step))


def _growth(now: Interval, start: Interval, step: Interval | None = None) -> Interval:
    """Growth in percent; the ends are taken where start and step are extreme together."""
    if step is None:
        low = (now.low / start.high - 1) * HUNDRED
        high = (now.high / start.low - 1) * HUNDRED
        return Interval(low, (now.value / start.value - 1) * HUNDRED, high)
    ends = [s / (n - s) * HUNDRED for s in (step.low, step.high) for n in (now.low, now.high)]
    return Interval(min(ends), step.value / start.value * HUNDRED, max(ends))
