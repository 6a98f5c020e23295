"""Each kind of claim against its operands: equals, ratio, difference, growth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product, takewhile

from linking.intervals import HUNDRED, Interval, added_up, decimals_of, verdict
from linking.links.conditions import agrees
from linking.links.figure_index import Candidate, interval_of
from linking.links.operands import OPERAND_UNIT as OPERAND_UNIT
from linking.links.operands import Books, Operand, clause_before, subject_of
from linking.links.points import POINTS, link_points
from linking.links.verdicts import BORNE_OUT, TIMES, judged, repeated, unverified
from linking.links.wholes import wholes_of_share
from linking.meaning.special import PerHead, per_head
from linking.wording import parted
from records.file_tables import FactRecord
from records.lexicon.groups import BUDGETS, EARLIER, YUAN
from records.lexicon.terms import parts_of
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking")

STAGES_TOLD = {"final": WORDS.told_outturn, "initial_budget": WORDS.told_budget}
OF_ONE_THING = ("difference", "growth")
"""Relations of two levels of the same thing."""
MOST_OF_WHOLE = Decimal(150)
"""Percent of its whole that a part with a slip in it may still seem to be."""
FARTHEST = 10
"""How many times too large or small a rate of completion may be made by a slip."""


def link_level(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A level, count or score against the figure that it repeats."""
    rule = per_head(claim.subject or "")
    if rule is not None:
        return _per_head(claim, rule, books)
    found = books.ledger.find(claim, claim.phase, claim.period)
    link = _equals(claim, found, books) if found else None
    if link is None or link.verdict not in ("supported", "rounding"):
        summed = _sum_of_items(claim, books)
        link = summed if summed and summed.verdict in ("supported", "rounding") else link
    return link


def _sum_of_items(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A class against the sum of its items, 公用经费 against its classes, where only these are printed."""
    items = books.ledger.items_of(claim) or books.ledger.classes_of(claim) if claim.kind == "level" else []
    operands = [Operand.of(fact, claim.unit) for fact in items]
    if not operands:
        return None
    made = added_up(operand.interval for operand in operands)
    return judged(claim, "sum", operands, made, ("parts",))


def _equals(claim: ClaimRecord, found: list[Candidate], books: Books) -> LinkRecord:
    """The figure that equals the claim, if one of those meant does; else the best of them."""
    doubts = books.doubts_of(claim)
    links: list[LinkRecord] = []
    for meant in found:
        figure = interval_of(meant.fact, claim.unit)
        links.append(
            repeated(claim, Operand(figure, meant.fact, None, meant.confidence, meant.doubts), doubts)
        )
        if links[-1].verdict == "supported":
            return links[-1]
    for link in links:
        if link.verdict == "rounding":
            return link
    best = [link for link, meant in zip(links, found, strict=True) if meant.confidence == found[0].confidence]
    # of figures that may be another's, those that surely are the claim's own decide
    best = [link for link in best if not link.doubts] or best
    if len({link.computed for link in best}) > 1:
        return unverified(claim, "equals", [meant.fact for meant in found], ("several",))
    if best[0].verdict == "contradicted" and claim.value and reads_otherwise(claim, books):
        best[0].verdict, best[0].doubts = "unverifiable", ["reading"]
    return best[0]


def reads_otherwise(claim: ClaimRecord, books: Books) -> bool:
    """Whether the claim is right of its subject in another stage, year, fund or column.

    Not of another stage where the words right before the number name subject and stage (接待费支出决算为).
    """
    own = interval_of(claim, claim.unit)
    places = decimals_of(claim.raw, claim.value or Decimal(0))
    sure = _tells_its_stage(claim)
    return any(
        verdict(own, interval_of(fact, claim.unit), places) == "supported"
        for fact in books.ledger.of_subject(claim)
        if not sure or fact.phase == claim.phase or fact.period != claim.period
    )


def _tells_its_stage(claim: ClaimRecord) -> bool:
    """Whether the clause before a number names its subject, and behind that nothing but its stage."""
    before, found, _ = parted(claim.sentence, claim.raw)
    _, named, stage = before.rpartition(claim.subject or "\n")
    words = STAGES_TOLD.get(claim.phase or "")
    return bool(found and named and words and words.fullmatch(stage))


def _per_head(claim: ClaimRecord, rule: PerHead, books: Books) -> LinkRecord | None:
    """An amount per head or vehicle (人均接待费, 车均维护费)."""
    told = books.narrative.claims[: books.narrative.order[claim.claim_id]]
    levels = [one for one in told if one.kind == "level" and one.section_id == claim.section_id]
    kinds = {part for measure in rule.measures for part in parts_of(measure)} - {*rule.measures}
    if any(one.measure in kinds and one.sentence == claim.sentence for one in levels[-1:]):
        return None  # 外事接待支出1万元，…，人均500元: of those from abroad, whom the rule does not count
    under = _of_measure(rule.by, claim, books)
    told_of = (
        _of_measure(measure, claim, books) or _told(measure, claim, levels) for measure in rule.measures
    )
    amounts = [amount for amount in told_of if amount is not None and amount.value]
    if under is None or not amounts:
        return None
    own = amounts[-1] if rule.narrow else amounts[0]  # what is counted is of 国内接待费
    over = amounts[0] if amounts[0].amount_yuan == own.amount_yuan else own
    result = interval_of(over, claim.unit).over(interval_of(under, None))
    if result is None:
        return None
    return judged(claim, "ratio", [Operand.of(over, claim.unit), Operand.of(under, None)], result, ("parts",))


def _told(measure: str, claim: ClaimRecord, levels: list[ClaimRecord]) -> ClaimRecord | None:
    """What the text told last of a measure, in the year of a claim."""
    return next(
        (one for one in reversed(levels) if (one.measure, one.period) == (measure, claim.period)), None
    )


def _of_measure(measure: str, claim: ClaimRecord, books: Books) -> FactRecord | None:
    facts = [f for f in books.ledger.figures(measure) if agrees(f, claim.phase, claim.period)]
    return facts[0] if facts else None


def link_share(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A share against part and whole; one that fits another whole that its sentence named may be of that."""
    made = _share(claim, books)
    if made is not None and made.verdict == "contradicted":
        other = _share(claim, books, any_line=True)
        if (
            other is not None
            and other.verdict == "supported"
            or _fits_named_before(claim, books)
            or _outgrow_whole(claim, books)
        ):
            made.verdict, made.doubts = "unverifiable", ["whole"]
    return made


def _fits_named_before(claim: ClaimRecord, books: Books) -> bool:
    """占基本支出9万元的80%；公用经费2万元，|占20%: a share without a whole, of one named before it."""
    before, found, _ = parted(claim.sentence, claim.raw)
    if not found or WORDS.bare_share.search(before) is None:
        return False
    told = books.narrative.claims[: books.narrative.order[claim.claim_id]]
    here = takewhile(lambda one: one.sentence == claim.sentence, reversed(told))
    named = {one.share_of if one.kind == "share" else one.subject for one in here}
    tried = (_share(replace(claim, share_of=whole), books) for whole in named if whole)
    return any(link is not None and link.verdict in BORNE_OUT for link in tried)


def _outgrow_whole(claim: ClaimRecord, books: Books) -> bool:
    """Whether the parts of a sentence, that does not say of what they are, are more than that together.

    基本支出80万元。甲支出60万元，占60%；乙支出40万元，占40%: of what the paragraph before named last they
    are no parts.
    """
    if not claim.share_of or claim.share_of in (claim.sentence or ""):
        return False
    here = [one for one in books.narrative.by_section[claim.section_id] if one.sentence == claim.sentence]
    shares = {subject_of(one) for one in here if (one.kind, one.share_of) == ("share", claim.share_of)}
    parts = {subject_of(one): interval_of(one, OPERAND_UNIT) for one in here if one.kind == "level"}
    told = [amount for subject, amount in parts.items() if subject in shares]
    whole = next(iter(wholes_of_share(claim, books)), None)
    return bool(told) and whole is not None and added_up(told).low > whole.interval.high


def _share(claim: ClaimRecord, books: Books, *, any_line: bool = False) -> LinkRecord | None:
    parts = books.levels(claim, claim.phase, claim.period, OPERAND_UNIT)
    times = Interval.over if claim.unit == TIMES else percentage
    if claim.share_of == EARLIER:
        before = claim.period - 1 if claim.period else None
        wholes = books.levels(claim, claim.phase, before, OPERAND_UNIT)
    else:
        wholes = wholes_of_share(claim, books, any_line=any_line)
    return _best(claim, books, "ratio", parts, wholes, times)


def percentage(part: Interval, whole: Interval) -> Interval | None:
    """Part of whole in percent; ``None`` if the whole is nothing."""
    quotient = part.over(whole)
    return quotient.scaled(HUNDRED) if quotient else None


def _best(
    claim: ClaimRecord,
    books: Books,
    relation: str,
    firsts: list[Operand],
    seconds: list[Operand],
    result_of: Callable[[Interval, Interval], Interval | None],
) -> LinkRecord | None:
    """The link of the first pair of operands that bears the claim out; else of the first sure one."""
    links = []
    doubts = books.doubts_of(claim) + (("roughly",) if is_roughly_flat(claim) else ())
    for first, second in product(firsts, seconds):
        if first.is_same(second):
            continue
        result = result_of(first.interval, second.interval)
        if result is None:
            continue
        falls = claim.direction == "down" and (claim.value or 0) > 0
        if falls:
            result = -result
        unsure = doubts
        if relation in OF_ONE_THING and first.is_of_another_measure(second):
            unsure = (*doubts, "measure")
        elif relation == "ratio" and _out_of_reach(claim, result):
            unsure = (*doubts, "whole")
        link = judged(claim, relation, [first, second], result, unsure)
        if falls and link.computed is not None and link.difference is not None:
            # the text gives the size of a fall; what is published has its sign
            link.computed, link.difference = -link.computed, -link.difference
        if link.verdict in BORNE_OUT:
            return link
        links.append(link)
    return next((link for link in links if link.verdict == "contradicted"), links[0] if links else None)


def _out_of_reach(claim: ClaimRecord, made: Interval) -> bool:
    """Whether a ratio is so far from the one told that another whole, or another thing, was meant."""
    if claim.kind == "share":
        return (claim.value or 0) <= HUNDRED and made.low > MOST_OF_WHOLE
    stated = abs(claim.value or Decimal(0))
    return stated > 0 and not stated / FARTHEST < abs(made.value) < stated * FARTHEST


def is_roughly_flat(claim: ClaimRecord) -> bool:
    """Whether a claim says 持平 without a number: a small change does not contradict it."""
    return claim.direction == "flat" and not any(map(str.isdigit, claim.raw or ""))


def link_completion(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A completion rate against outturn and budget, of table or text."""
    stage = claim.phase or "final"
    done = books.levels(claim, stage, claim.period, OPERAND_UNIT)
    phases = [claim.base] if claim.base in BUDGETS else sorted(BUDGETS, reverse=True)
    phases = [phase for phase in phases if phase != stage]
    budgets = [o for phase in phases for o in books.levels(claim, phase, claim.period, OPERAND_UNIT)]
    if not budgets and stage == "final" and WORDS.which_budget.search(clause_before(claim)) is None:
        budgets = list(_budgets_beside(claim, done, books))
    budgets.sort(key=lambda operand: bool(operand.doubts))
    return _best(claim, books, "ratio", done, budgets, percentage)


def _budgets_beside(claim: ClaimRecord, done: list[Operand], books: Books) -> Iterator[Operand]:
    """The one budget of an outturn's row, where neither the text nor the column says which it is."""
    rows = {(one.fact.table_id, one.fact.row) for one in done if one.fact is not None}
    levels = (o for phase in BUDGETS for o in books.levels(claim, phase, claim.period, OPERAND_UNIT))
    beside = [(o, o.fact) for o in levels if o.fact is not None and (o.fact.table_id, o.fact.row) in rows]
    if len(beside) == 1 and WORDS.which_budget.search("".join(beside[0][1].column_path)) is None:
        yield beside[0][0]


def base_levels(claim: ClaimRecord, books: Books) -> list[Operand]:
    """The levels that a change may start from: last year's, or the budget."""
    if claim.base == "prior_year" and claim.period is not None:
        return _levels_before(claim, books, claim.period - 1)
    if claim.base in BUDGETS:
        return books.levels(claim, claim.base, claim.period, OPERAND_UNIT, strict=True)
    return []


def _levels_before(claim: ClaimRecord, books: Books, year: int) -> list[Operand]:
    """Last year's levels, of the stage that the claim names.

    A budget that does not name it is held against that of the one stage that the tables show.
    """
    phase = claim.base_phase or claim.phase
    if claim.base_phase is None and claim.phase in BUDGETS:
        found = books.ledger.find(replace(claim, kind="level", unit=OPERAND_UNIT), None, year)
        phases = {candidate.fact.phase for candidate in found}
        phase = phases.pop() if len(phases) == 1 else phase
    if claim.base_phase is not None or claim.phase not in BUDGETS:
        return books.levels(claim, phase, year, OPERAND_UNIT)
    levels = [
        operand for stage in (phase, None) for operand in books.levels(claim, stage, year, OPERAND_UNIT)
    ]
    for operand in levels:
        told = operand.claim
        if told is not None and told.phase != claim.phase and told.sentence != claim.sentence:
            operand.doubts = (*operand.doubts, "base")  # 比上年减少: of the budget of then, or what was spent
    return levels


def signed(claim: ClaimRecord) -> Interval:
    """A change as an interval with its sign, in 万元 or in percent."""
    unit = OPERAND_UNIT if claim.kind == "change" else claim.unit
    own = interval_of(claim, unit)
    if claim.direction == "down" and own.value > 0:
        return -own
    return own


def link_change(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A change against the two levels that it lies between."""
    factor = YUAN[OPERAND_UNIT] / YUAN.get(claim.unit or "", YUAN[OPERAND_UNIT])
    now = books.levels(claim, claim.phase, claim.period, OPERAND_UNIT)
    return _best(
        claim, books, "difference", now, base_levels(claim, books), lambda a, b: (a - b).scaled(factor)
    )


def link_change_rate(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    """A growth rate against two levels, or against the level and the change stated beside it."""
    of_share = link_points(claim, books)
    if of_share is not None:
        return of_share
    made = _growth_told(claim, books)
    if made is not None and made.verdict == "contradicted":
        if _is_of_rate(claim, books) or _may_be_times(claim, made, books):
            made.verdict, made.doubts = "unverifiable", ["measure"]
    return made


def _may_be_times(claim: ClaimRecord, made: LinkRecord, books: Books) -> bool:
    """30万元，上年10万元，增长3倍: of what grew to so many times, unless the sentence tells those too."""
    if claim.unit != TIMES or claim.value is None or made.computed is None:
        return False
    here = books.narrative.by_section[claim.section_id]
    told = any(
        (one.sentence, one.share_of, one.unit, subject_of(one))
        == (claim.sentence, EARLIER, TIMES, subject_of(claim))
        for one in here
    )
    return not told and abs(claim.value - made.computed - 1) <= (made.tolerance or 0)


def _is_of_rate(claim: ClaimRecord, books: Books) -> bool:
    """执行率96%，…，比上年提高3个百分点: points behind a rate may be of that, and not of the amounts."""
    told = books.narrative.claims[: books.narrative.order[claim.claim_id]]
    here = takewhile(lambda one: one.sentence == claim.sentence, reversed(told))
    return (claim.unit or "").endswith(POINTS) and any(one.unit == "%" for one in here)


def _growth_told(claim: ClaimRecord, books: Books) -> LinkRecord | None:
    now = books.levels(claim, claim.phase, claim.period, OPERAND_UNIT)
    scale = Decimal(1) / HUNDRED if claim.unit == TIMES else Decimal(1)
    by_levels = _best(claim, books, "growth", now, base_levels(claim, books), _scaled(_growth, scale))
    if by_levels is not None and by_levels.verdict != "contradicted":
        return by_levels
    change = books.narrative.nearest(
        claim, "change", claim.phase, claim.period, base=claim.base, base_phase=claim.base_phase
    )
    if change is None:
        return by_levels
    step = Operand(signed(change), claim=change, confidence=0.95)
    by_step = _best(claim, books, "growth", now, [step], _scaled(growth_by_step, scale))
    return by_step if by_levels is None or (by_step and by_step.verdict == "derivable") else by_levels


Growth = Callable[[Interval, Interval], Interval | None]


def _scaled(growth: Growth, scale: Decimal) -> Growth:
    """``growth`` in another unit than percent (增长1.5倍)."""

    def scaled(now: Interval, start: Interval) -> Interval | None:
        result = growth(now, start)
        return result.scaled(scale) if result is not None else None

    return scaled


def _growth(now: Interval, start: Interval) -> Interval | None:
    """Growth in percent from one level to another."""
    if start.low <= 0:
        return None
    low = (now.low / start.high - 1) * HUNDRED
    high = (now.high / start.low - 1) * HUNDRED
    return Interval(low, (now.value / start.value - 1) * HUNDRED, high)


def growth_by_step(now: Interval, step: Interval) -> Interval | None:
    """Growth in percent from a level and the change that led to it.

    The ends are taken where level and change are extreme together, as they depend on each other.
    """
    if (now - step).low <= 0:
        return None
    ends = [s / (n - s) * HUNDRED for s in (step.low, step.high) for n in (now.low, now.high)]
    return Interval(min(ends), step.value / (now.value - step.value) * HUNDRED, max(ends))
