"""Amounts of which the text itself states every part: “三公” and its three, vehicles and their two.

What is said of a family anywhere in the document belongs together only if it is of one stage, year and
fund, and if each member has one value there: a member that is told twice with two values leaves it open.
Amounts told twice that differ in one digit are mistyped.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import agree, judge_sum, judge_twice, money_of, size_of
from linking.intervals import HUNDRED, Interval, added_up, digits_of, exact, printed
from linking.links.figure_index import Ledger
from linking.links.operands import subject_of
from linking.mistyped import AMOUNT_PLACES, swapped
from linking.wording import parted, place_in, with_unit, without_blanks
from records.lexicon.accounts import DIGITS
from records.lexicon.families import MeasureFamily, families
from records.lexicon.groups import BUDGETS, IN_THE_FORM
from records.lexicon.statements import is_even
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks/text")

Told = dict[str, ClaimRecord]
Amounts = set[Decimal | None]
Places = Mapping[str | None, Decimal]
"""Half of the last place, in 万元, with which a document prints amounts of a unit."""

FEWEST_DIGITS = 4
"""Digits from which on two amounts that differ in one are not of two things."""
FEWEST_OF_ITEM = 2
"""Amounts of an item of which one may head it, and another tell its outturn."""
FEWEST_TELLING = 2
"""Digits of a change that, the other way round, makes the sum right: what fell to nil explains it hardly."""


def check_families(claims: Iterable[ClaimRecord], year: int | None, found: ChecksMade) -> None:
    """A stated amount, or change, of the year reported against its parts where all of them are stated.

    Where some are not, the others are no more than the whole; what is nil by now has not grown; and of
    two amounts that are told of one member the one that adds up is right.
    """
    of_year = [claim for claim in claims if claim.period == year and claim.amount_yuan is not None]
    own = [claim for claim in of_year if claim.understood and not claim.account_path]
    beside: dict[str | None, Amounts] = defaultdict(set)
    for claim in own:
        beside[claim.sentence].add(claim.amount_yuan)
    for family in families().values():
        of_family = [
            claim
            for claim in own
            if claim.measure in family.members and (claim.fund is not None or not family.one_fund)
        ]
        places = _places(of_family)
        levels = _alike(of_family, "level", family.one_fund)
        changes = _alike(of_family, "change", family.one_fund)
        for told in levels.values() if "level" in family.of else ():
            _judge(family, told, None, places, of_year, found)
        for key, told in changes.items() if "change" in family.of else ():
            own_levels = levels.get((*key[:-1], None)) or _of_funds(told, key, of_family)
            _judge(family, told, own_levels, places, of_year, found)
        if "level" in family.of:
            for group in _groups(of_family, "level", family.one_fund).values():
                _judge_twice(family, group, places, list(beside.values()), found)


def _places(claims: Iterable[ClaimRecord]) -> Places:
    """How finely amounts are printed where half of them have decimals: 9万元 beside 4.56万元 are 9.00.

    Among whole numbers one with decimals is the exception, and the others are rounded.
    """
    finest: dict[str | None, Decimal] = {}
    whole: Counter[str | None] = Counter()
    for claim in claims:
        half = money_of(claim).tolerance
        if "." in (claim.raw or ""):
            finest[claim.unit] = min(half, finest.get(claim.unit, half))
            whole[claim.unit] -= 1
        elif claim.value:
            whole[claim.unit] += 1
    return {unit: half for unit, half in finest.items() if whole[unit] <= 0}


def _judge(
    family: MeasureFamily,
    told: Told,
    levels: Told | None,
    places: Places,
    of_year: list[ClaimRecord],
    found: ChecksMade,
) -> None:
    """A whole against its parts; ``levels`` where these are changes: the amounts that they led to.

    Parts that make another whole of the year, in words that are not understood, are that one's.
    """
    whole = told.get(family.whole)
    if whole is None:
        return
    if parts := _parts(family, told):
        made = added_up(_value(part, places) for part in parts)
        # 减少358万元, of 53万元, 948.5万元…: a whole without the decimals of its parts is rounded
        rounded = "." not in (whole.raw or "") and any("." in (part.raw or "") for part in parts)
        own = _value(whole, {} if rounded else places)
        others = [one for one in of_year if (one.measure, one.kind) == (whole.measure, whole.kind)]
        if any(not one.understood and agree(_value(one, {}), made) for one in others):
            return
        if family.proven and not _adds_up(family, levels or {}, places):
            return
        judge_sum("stated_parts", whole, parts, found, own, made)
    elif some := _some_parts(family, told):
        own, most = _value(whole, places), added_up(_value(part, places) for part in some)
        above = levels is None and most.low > own.high
        nil = levels is not None and _rest_is_nil(family, told, levels)
        turned = [most - _value(part, places) - _value(part, places) for part in some if _tells(part)]
        if above or nil and (most.high < own.low or any(agree(own, made) for made in turned)):
            judge_sum("stated_parts", whole, some, found, own, most)


def _adds_up(family: MeasureFamily, levels: Told, places: Places) -> bool:
    """Whether the amounts of a whole and of all its parts are told, and agree."""
    parts = _parts(family, levels)
    if not parts or family.whole not in levels:
        return False
    return agree(_value(levels[family.whole], places), added_up(_value(part, places) for part in parts))


def _judge_twice(
    family: MeasureFamily, claims: list[ClaimRecord], places: Places, beside: list[Amounts], found: ChecksMade
) -> None:
    """Two amounts of one member, of which one makes the sum right and the other does not.

    ``beside``: the amounts of each sentence.
    """
    amounts: dict[str, dict[Decimal, ClaimRecord]] = defaultdict(dict)
    for claim in claims:
        amounts[claim.measure or ""].setdefault(claim.amount_yuan or Decimal(0), claim)
    several = [name for name, told in amounts.items() if len(told) > 1]
    if len(several) != 1 or len(amounts[several[0]]) != 2:
        return
    if any(told.issuperset(amounts[several[0]]) for told in beside):
        return  # 基本支出110万元，其中财政拨款安排91万元: two things
    once = {name: next(iter(told.values())) for name, told in amounts.items()}
    right: list[ClaimRecord] = []
    wrong: list[ClaimRecord] = []
    for claim in amounts[several[0]].values():
        told = {**once, several[0]: claim}
        parts = _parts(family, told)
        if family.whole not in told or not parts or claim not in (told[family.whole], *parts):
            return
        made = added_up(_value(part, places) for part in parts)
        (right if agree(_value(told[family.whole], places), made) else wrong).append(claim)
    if len(right) == 1 and all(map(_is_plain, (*right, *wrong))):
        (one,), (other,) = right, wrong
        judge_twice(one, other, found, f"按文字所述各项应为{with_unit(one)}，")


def _is_plain(claim: ClaimRecord) -> bool:
    """Whether no word beside an amount makes it one of another stage, year or body."""
    sentence, raw = without_blanks(claim.sentence), without_blanks(claim.raw)
    at = place_in(sentence, raw)
    if not raw or at < 0 or place_in(sentence, raw, at + len(raw)) >= 0:
        return False
    before = sentence[:at]
    if max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")")):
        return False  # 文化支出5万元（基本支出3万元）: a part of that alone
    clause = re.split("[，。；（(]", before)[-1]
    if claim.kind == "change":
        clause = WORDS.from_year_before.sub("", clause)
    if claim.phase != "final" and claim.phase not in BUDGETS:
        return False
    other = WORDS.says_budget if claim.phase == "final" else WORDS.says_outturn
    return not WORDS.of_another.search(clause) and not other.search(clause)


def _tells(change: ClaimRecord) -> bool:
    """Whether a change has digits enough that a sum which it makes with the other sign is no chance."""
    return digits_of(change.value) >= FEWEST_TELLING


def _rest_is_nil(family: MeasureFamily, told: Told, levels: Told) -> bool:
    """Whether each part whose change is not stated is nil by now, so that it cannot have grown.

    Where a part is told by its own parts (购置, 运行), so is each of these.
    """
    nil = {name for name, level in levels.items() if level.amount_yuan == Decimal(0)}
    return all(any(nil.union(told).issuperset(way) for way in ways) for ways in family.parts)


def _some_parts(family: MeasureFamily, told: Told) -> list[ClaimRecord]:
    """The parts that are stated, though others are not."""
    chosen = []
    for ways in family.parts:
        stated = [[told[name] for name in way if name in told] for way in ways]
        chosen += next(filter(None, stated), [])
    return chosen


def _value(claim: ClaimRecord, places: Places) -> Interval:
    own = size_of(claim)
    half = places.get(claim.unit, own.tolerance)
    raw = claim.raw or ""
    if not own.value and "." not in raw:
        return exact(own.value)  # what is nil has nothing to round
    if "." in raw or own.tolerance <= half or WORDS.roughly.search(parted(claim.sentence, raw)[0]):
        return own
    return Interval(own.value - half, own.value, own.value + half)


def _parts(family: MeasureFamily, told: Told) -> list[ClaimRecord]:
    """One claim for each part; none where a part is not stated."""
    for names in family.ways:
        if all(name in told for name in names):
            return [told[name] for name in names]
    return []


def _of_funds(changes: Told, key: tuple[object, ...], claims: list[ClaimRecord]) -> Told:
    """The levels of the funds that changes tell of, where others are told of the same members too."""
    funds = {claim.fund for claim in changes.values()}
    of_them = [c for c in claims if c.kind == "level" and (c.phase, c.scope) == key[:2] and c.fund in funds]
    return _told_once(of_them)


def _alike(claims: list[ClaimRecord], kind: str, one_fund: bool) -> dict[tuple[object, ...], Told]:
    """The members that are told once, by stage, whose they are, (fund) and what they are compared with."""
    return {key: _told_once(group) for key, group in _groups(claims, kind, one_fund).items()}


def _groups(
    claims: list[ClaimRecord], kind: str, one_fund: bool
) -> dict[tuple[object, ...], list[ClaimRecord]]:
    """The claims of a kind that may be of one family, by the same."""
    groups: dict[tuple[object, ...], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        if claim.kind == kind:
            groups[claim.phase, claim.scope, claim.fund if one_fund else None, claim.base].append(claim)
    return {key: group for key, group in groups.items() if _is_one_family(group)}


def _is_one_family(claims: list[ClaimRecord]) -> bool:
    """Whether claims are of one fund and compared with one stage, as far as they say."""
    funds, stages = ({getattr(claim, name) for claim in claims} - {None} for name in ("fund", "base_phase"))
    return len(funds) <= 1 and len(stages) <= 1


def _told_once(claims: list[ClaimRecord]) -> Told:
    values: dict[str, set[object]] = defaultdict(set)
    for claim in claims:
        values[claim.measure or ""].add((claim.amount_yuan, claim.direction))
    return {claim.measure or "": claim for claim in reversed(claims) if len(values[claim.measure or ""]) == 1}


def check_restated(
    document: Document, claims: Iterable[ClaimRecord], ledger: Ledger, found: ChecksMade
) -> None:
    """公务接待费348.75万元 and, further down, 公务接待费384.75万元: one of them is mistyped.

    Two amounts that are less alike may be of two things; three of one thing are a list.
    """
    kinds = {section.section_id: section.kind or "" for section in document.sections}
    told: dict[tuple[object, ...], dict[Decimal, list[ClaimRecord]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        kind = kinds.get(claim.section_id or "", "")
        in_form = kind in IN_THE_FORM or is_even(kind)
        of_kind = claim.kind == "level" or claim.kind == "change" and claim.base == "prior_year"
        kept = of_kind and claim.understood and in_form
        if not kept or claim.amount_yuan is None:
            continue
        if claim.phase is None or not (claim.measure or claim.account_path) or not _is_plain(claim):
            continue
        against = (claim.kind, claim.base, claim.base_phase, claim.direction)
        whose = (subject_of(claim), claim.fund, claim.side, claim.scope)
        key = (*whose, *against, claim.phase, claim.period, claim.unit)
        told[key][claim.value or Decimal(0)].append(claim)
    for amounts in told.values():
        if len(amounts) != 2 or not _is_mistyped(*amounts):
            continue
        usual, odd = sorted(amounts.values(), key=len, reverse=True)
        one, other = usual[0], odd[0]
        in_table = one.kind == "level" and any(ledger.find(c, c.phase, c.period) for c in (one, other))
        if in_table:
            continue
        judge_twice(one, other, found)


def check_headlines(claims: Sequence[ClaimRecord], ledger: Ledger, found: ChecksMade) -> None:
    """防汛（项）257.14万元，主要用于…。支出决算245.53万元: what heads an item is its outturn."""
    for _, run in groupby(claims, key=lambda claim: (claim.section_id, tuple(claim.account_path))):
        told = list(run)
        of_item = [claim for claim in told if claim.kind == "level" and claim.amount_yuan is not None]
        if len(of_item) < FEWEST_OF_ITEM or len(of_item[0].account_path) != len(DIGITS):
            continue
        head, *others = of_item
        outturns = [one for one in others if _is_outturn_of(one, head)]
        known = {one.amount_yuan for one in others if one not in outturns}
        plain = head.understood and _heads_item(head) and head.amount_yuan not in known
        if not plain or len(outturns) != 1 or agree(money_of(head), money_of(outturns[0])):
            continue
        if any(_tells_apart(claim, head, outturns[0]) for claim in told):
            continue  # 440万元。支出决算418万元，完成预算的95%: headed by its budget
        in_table = any(ledger.find(one, one.phase, one.period) for one in (head, outturns[0]))
        if not in_table and not _is_told(head, found):
            judge_twice(outturns[0], head, found)


def _heads_item(claim: ClaimRecord) -> bool:
    """Whether an amount stands right behind the name of its account, of no other stage and on no footing."""
    sentence, raw = without_blanks(claim.sentence), without_blanks(claim.raw)
    before, _, behind = sentence.partition(raw)
    if WORDS.head_is_planned.search(behind):
        return False
    return WORDS.head_of_item.search(before) is not None and _is_whole(claim)


def _tells_apart(claim: ClaimRecord, head: ClaimRecord, outturn: ClaimRecord) -> bool:
    """Whether a rate or an amount is what two amounts of an item make, so that each is what it is called."""
    first, second = money_of(head), money_of(outturn)
    if claim.unit != "%":
        return (
            claim not in (head, outturn)
            and claim.amount_yuan is not None
            and (agree(money_of(claim), first - second) or agree(money_of(claim), second - first))
        )
    done = second.over(first)
    if done is None or claim.value is None:
        return False
    rate, made = printed(claim.value, claim.raw or ""), done.scaled(HUNDRED)
    return any(agree(rate, one) for one in (made, made - exact(HUNDRED), exact(HUNDRED) - made))


def _is_outturn_of(claim: ClaimRecord, head: ClaimRecord) -> bool:
    """Whether a later sentence tells the outturn of what an item was headed by, in so many words."""
    same = all(
        getattr(claim, name) == getattr(head, name)
        for name in ("measure", "fund", "side", "scope", "phase", "period", "unit")
    )
    before = without_blanks(claim.sentence).partition(without_blanks(claim.raw))[0]
    later = claim.sentence != head.sentence and claim.understood and claim.phase == "final"
    return same and later and WORDS.outturn_is.search(before) is not None and _is_whole(claim)


def _is_whole(claim: ClaimRecord) -> bool:
    """Whether the sentence of an amount tells nothing that is left out of it, carried over or a part."""
    return WORDS.of_part_or_footing.search(without_blanks(claim.sentence)) is None


def _is_told(claim: ClaimRecord, found: ChecksMade) -> bool:
    return any(made.verdict == "fails" and claim.claim_id in made.claim_ids for made in found.checks)


def _is_mistyped(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ in one digit, or in two neighbours that changed places."""
    first, second = f"{one:f}", f"{other:f}"
    if len(first) != len(second) or min(digits_of(one), digits_of(other)) < FEWEST_DIGITS:
        return False
    one_digit = sum(a != b for a, b in zip(first, second, strict=True)) == 1
    return one_digit or swapped(one, other, AMOUNT_PLACES)
