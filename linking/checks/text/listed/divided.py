"""Amounts that a sentence divides into parts: 基本支出50万元，包括人员经费40万元、公用经费10万元.

Whether a list is whole is seldom said. So a sum that is not met is told only where a single wrong digit in
one of the amounts would explain it, and where the list's form, or what the parts are, says that it is all.
Parts that make more than the amount are told in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain, groupby, pairwise, takewhile
from typing import NamedTuple

from linking.checks.identities import ChecksMade
from linking.checks.text.lists import FEWEST, are_apart, holds_subtotal
from linking.checks.text.stated import add_check, agree, judge_sum, made_of, money_of, same_unit
from linking.intervals import HUNDRED, Interval, decimals_of, digits_of
from linking.links.figure_index import interval_of
from linking.links.operands import subject_of
from linking.mistyped import is_swapped_sum, is_typed_sum, repairs
from linking.wording import name_of, number, parted, place_in, said_of, with_unit, without_blanks
from nlp.sentences import closes_more
from records.lexicon.families import are_all_of_one, families
from records.lexicon.groups import CENT
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.remembered import SENTENCES

WORDS = Phrases("linking/checks/text")
ASIDE = re.compile(r"[（(][^（）()]*[）)]")
"""A remark in brackets."""
_MARKS = "、，,；;"
FEWEST_DIGITS = 4
"""Digits of the amount with the wrong one: the others, three and more, agree by no chance."""
FEWEST_UNEVEN = 2
"""Parts that are no round numbers: of round ones a missing part may look like a wrong digit."""
FEWEST_SHIFTED = 2
"""Digits of an amount whose point is one place off: 1.10亿元 for 11.00亿元."""
ROUND_DIGITS = 3
"""Up to so many digits a number may be round."""


@dataclass(frozen=True)
class Divided:
    """An amount, the parts listed for it, and whether the form of the list says that these are all.

    ``plain``: no semicolon parts them, behind which another thing may be told.
    """

    whole: ClaimRecord
    parts: list[ClaimRecord]
    closed: bool
    plain: bool = False


class PlacedClaim(NamedTuple):
    """A claim, and where its number stands in the text without blanks."""

    claim: ClaimRecord
    start: int
    end: int


def check_divided(sentences: list[list[ClaimRecord]], found: ChecksMade) -> None:
    """The amounts that sentences divide, against the sums of their parts."""
    for before, claims in pairwise([[], *sentences]):
        for divided in _divided(before, claims):
            judge_divided(divided, found)


def judge_divided(divided: Divided, found: ChecksMade) -> None:
    """An amount against what its parts make, where that tells a slip."""
    whole, parts = divided.whole, divided.parts
    if WORDS.left.match(whole.subject or ""):
        return  # 决算9万元，余1万元，用于培训费5万元、会议费4万元: what it is used for is what was spent
    scopes = {None if WORDS.given_by.search(c.subject or "") else c.scope for c in (whole, *parts)}
    alike = {(c.phase, c.period, c.unit) for c in (whole, *parts)}
    if len(alike) > 1 or len(scopes) > 1 or not are_apart([whole, *parts]) or holds_subtotal(parts):
        return
    own, made = money_of(whole), made_of(parts)
    all_there_is = _are_all(parts)
    if (
        (divided.closed or all_there_is)
        and (agree(own, made) or is_slip(whole, parts))
        or is_swapped_sum(whole, parts)
    ):
        judge_sum("stated_parts", whole, parts, found)
    elif divided.plain and made.low > own.high and not WORDS.taken_back.search(whole.sentence or ""):
        family = families().get(whole.measure or "")
        if all_there_is or family and family.members.issuperset(part.measure or "" for part in parts):
            judge_sum("stated_parts", whole, parts, found)
        elif not _goes_on_with_another(whole, parts):
            judge_sum("part_within_whole", whole, parts, found)


def _goes_on_with_another(whole: ClaimRecord, parts: list[ClaimRecord]) -> bool:
    """债券6亿元，其中一般债券1亿元、专项债券5亿元，年末余额32亿元: what is no part stands behind the parts.

    The parts before it make the whole, it is more than the whole, or its name says that it is none.
    """
    own = money_of(whole)
    makes = any(agree(own, made_of(parts[:count])) for count in range(FEWEST, len(parts)))
    more = any(money_of(part).low > own.high for part in parts[1:])
    if WORDS.another_thing.search(whole.subject or ""):
        return more  # 年末结转 is a part of 支出总计, though the others make it
    return makes or more or any(WORDS.another_thing.search(part.subject or "") for part in parts[1:])


def _are_all(parts: list[ClaimRecord]) -> bool:
    """Whether parts are all there is of a thing: by their measures, or because one is what is left."""
    if any(WORDS.rest.match(part.subject or "") for part in parts):
        return True
    return are_all_of_one({part.measure or "" for part in parts})


def is_slip(whole: ClaimRecord, parts: list[ClaimRecord]) -> bool:
    """Whether one amount, mistyped or its point shifted, makes the first other than the sum of the others."""
    pairs = repairs(whole, parts)
    if any(digits_of(told) >= FEWEST_SHIFTED and told in (meant * 10, meant / 10) for told, meant in pairs):
        return True
    uneven = sum(digits_of(part.value) > ROUND_DIGITS for part in parts)
    return uneven >= FEWEST_UNEVEN and is_typed_sum(whole, parts, FEWEST_DIGITS)


def check_shares(sentences: list[list[ClaimRecord]], found: ChecksMade) -> None:
    """甲60万元，占60%；乙40万元，占40%: each share is its amount's part of what all make.

    The amounts make a whole that stands before them, or their own sum is it: then all shares but one fit.
    """
    for claims in [*sentences, *_items_with_shares(sentences)]:
        pairs = _shared(claims)
        if len(pairs) < FEWEST or len({share.share_of for _, share in pairs}) > 1:
            continue
        parts = [level for level, _ in pairs]
        alike = len({(c.phase, c.period, c.scope, c.unit) for c in parts}) == 1
        if not alike or len({(subject_of(c), c.fund) for c in parts}) < len(parts):
            continue
        if named := _odd_of_named(claims, pairs):
            of, level, share, one = named
            _tell_share(level, share, one, money_of(of), [of, level], found)
            continue
        made = made_of(parts)
        before = claims[: claims.index(parts[0])]
        stands = [
            c for c in before if c.kind == "level" and c.amount_yuan is not None and agree(money_of(c), made)
        ]
        whole = money_of(stands[-1]) if stands else made
        shares = [(level, share, money_of(level).over(whole)) for level, share in pairs]
        told = [(level, share, one.scaled(HUNDRED)) for level, share, one in shares if one is not None]
        odd = [one for one in told if not agree(interval_of(one[1], "%"), one[2])]
        fits = len(told) - len(odd)
        if odd and not stands and _all_fit(pairs, odd[0][0], odd[0][1]):
            continue  # a part is left out, or mistyped: small shares hardly tell
        in_all = sum((share.value or Decimal(0) for _, share in pairs), Decimal(0))
        if odd and in_all == HUNDRED:
            # all that was told makes the whole; a wrong amount makes its own share more and the others less
            more = [one for one in told if one[2].value > (one[1].value or 0)]
            less = [one for one in told if one not in more]
            alone = next((some for some in (more, less) if len(some) == 1), odd)
            _tell_share(*alone[0], whole, [*stands[-1:], *parts], found)
        elif len(odd) == 1 and fits and (stands or fits >= FEWEST or decimals_of(odd[0][1].raw, HUNDRED) > 1):
            _tell_share(*odd[0], whole, [*stands[-1:], *parts], found)


def _odd_of_named(
    claims: list[ClaimRecord], pairs: list[tuple[ClaimRecord, ClaimRecord]]
) -> tuple[ClaimRecord, ClaimRecord, ClaimRecord, Interval] | None:
    """The one share that its amount does not make of the whole that is told by its name before the list.

    The others are of it, and no other amount of the sentence is what that share is of.
    """
    first, share_of = pairs[0][0], pairs[0][1].share_of
    amounts_told = [one for one in claims if _is_amount(one)]
    before = [one for one in amounts_told[: amounts_told.index(first)] if one.subject == share_of]
    alike = [one for one in before if (one.phase, one.period) == (first.phase, first.period)]
    if len(before) != 1 or not alike:
        return None
    made = [(*pair, _part_of(pair[0], alike[0])) for pair in pairs]
    odd = [
        (level, share, one) for level, share, one in made if one and not agree(interval_of(share, "%"), one)
    ]
    if len(odd) != 1 or len(made) - len(odd) < FEWEST:
        return None
    level, share, one = odd[0]
    others = (_part_of(level, other) for other in amounts_told if other is not level)
    fits_other = any(other and agree(interval_of(share, "%"), other) for other in others)
    return None if fits_other or one.value > HUNDRED else (alike[0], level, share, one)


def _part_of(level: ClaimRecord, whole: ClaimRecord) -> Interval | None:
    """What percent of another amount one is."""
    ratio = money_of(level).over(money_of(whole))
    return ratio.scaled(HUNDRED) if ratio is not None else None


def _all_fit(pairs: list[tuple[ClaimRecord, ClaimRecord]], level: ClaimRecord, share: ClaimRecord) -> bool:
    """Whether every share fits the whole that one of them leads to."""
    whole = money_of(level).over(interval_of(share, "%"))
    if whole is None:
        return True
    made = [(one, money_of(part).over(whole)) for part, one in pairs]
    return all(ratio is not None and agree(interval_of(one, "%"), ratio) for one, ratio in made)


def _items_with_shares(sentences: list[list[ClaimRecord]]) -> Iterator[list[ClaimRecord]]:
    """The claims of sentences that follow one another, each of one amount and its share of the same whole."""

    def shared_of(claims: list[ClaimRecord]) -> tuple[str | None, str | None]:
        pairs = _shared(claims)
        return (claims[0].section_id, pairs[0][1].share_of) if len(pairs) == 1 else (None, None)

    for (_, whole), run in groupby(sentences, key=shared_of):
        items = list(run)
        if whole is not None and len(items) >= FEWEST:
            yield list(chain.from_iterable(items))


def _shared(claims: list[ClaimRecord]) -> list[tuple[ClaimRecord, ClaimRecord]]:
    """The amounts of a sentence that have a share right behind them, or behind a remark in brackets."""
    pairs = []
    for at, share in enumerate(claims):
        if share.kind != "share" or share.unit != "%" or share.value == HUNDRED:
            continue
        before = reversed(claims[:at])
        level = next((c for c in before if c.kind == "level" and subject_of(c) == subject_of(share)), None)
        beside = level is claims[at - 1]
        if level is not None and level.amount_yuan is not None and (beside or _stands_behind(level, share)):
            pairs.append((level, share))
    return pairs or _in_turn(claims)


def _in_turn(claims: list[ClaimRecord]) -> list[tuple[ClaimRecord, ClaimRecord]]:
    """甲60万元、乙40万元，分别占60%、40%: as many amounts as shares, in their order."""
    text = without_blanks(claims[0].sentence)
    placed = places(claims, text) or []
    for at, (last, first) in enumerate(pairwise(placed), 1):
        told = WORDS.each_share.fullmatch(text, last.end, first.start)
        if first.claim.kind != "share" or told is None:
            continue
        shares = [one.claim for one in takewhile(lambda one: one.claim.kind == "share", placed[at:])]
        # 甲60万元（含丙5万元）、乙40万元: what stands in brackets has no turn
        outside = [one.claim for one in placed[:at] if not closes_more(text[one.end : last.end])]
        if told["names"]:
            outside = _named(told["names"], outside)
        levels, parts = outside[-len(shares) :], outside[-len(shares) - 1 : -1]
        if len(levels) < len(shares) or not all(_is_amount(one) for one in levels):
            continue
        if len(parts) == len(shares) and _is_amount(parts[0]) and agree(money_of(levels[-1]), made_of(parts)):
            continue  # 甲60万元、乙40万元，共100万元，分别占60%、40%
        return list(zip(levels, shares, strict=True))
    return []


def _named(names: str, told: list[ClaimRecord]) -> list[ClaimRecord]:
    """货物、服务: the one amount of each name, in their order; none where one is not told, or twice."""
    ways = [[one for one in told if name in (one.subject or "")] for name in re.split("[、和与及]", names)]
    return [way[0] for way in ways] if all(len(way) == 1 for way in ways) else []


def _is_amount(claim: ClaimRecord) -> bool:
    return claim.kind == "level" and claim.amount_yuan is not None


def _stands_behind(level: ClaimRecord, share: ClaimRecord) -> bool:
    """Whether no other number stands between an amount and its share, but in brackets."""
    if level.sentence != share.sentence:
        return False
    between = parted(parted(level.sentence, level.raw)[2], share.raw)
    return bool(between[1]) and not any(map(str.isdecimal, ASIDE.sub("", between[0])))


def _tell_share(
    level: ClaimRecord,
    share: ClaimRecord,
    made: Interval,
    whole: Interval,
    told: list[ClaimRecord],
    found: ChecksMade,
) -> None:
    message = (
        f"{said_of(share)}占比为{number(share.value)}%，按文字所述{name_of(level)}"
        f"{with_unit(level)}和合计{number(whole.value)}万元计算为{number(made.value.quantize(CENT))}%，两者不符。"
    )
    involved = [share, *told]
    add_check("stated_share", made.value, share.value, made.tolerance, False, message, involved, found, "%")


def _divided(before: list[ClaimRecord], claims: list[ClaimRecord]) -> Iterator[Divided]:
    """The amounts that a sentence divides, and that of the sentence before which it divides as a whole."""
    text = without_blanks(claims[0].sentence)
    placed = places(claims, text)
    if placed is None:
        return
    yield from _opened_lists(placed, text, "level")
    wholes = [claim for claim in before if claim.kind == "level" and claim.amount_yuan is not None]
    division = WORDS.divides.match(text)
    if wholes and division and (parts := _listed(wholes[0], placed, text, division.end(), in_brackets=False)):
        yield Divided(wholes[0], parts, closed=True)


def counted_lists(claims: list[ClaimRecord]) -> Iterator[Divided]:
    """The counts that a sentence divides: 在职人员5人，其中行政人员2人、事业人员3人."""
    text = without_blanks(claims[0].sentence)
    yield from _opened_lists(places(claims, text) or [], text, "count")


def _opened_lists(placed: list[PlacedClaim], text: str, kind: str) -> Iterator[Divided]:
    """The claims of a kind behind which a list opens, also behind a share, a remark or what was counted."""
    for at, whole in enumerate(placed):
        if whole.claim.kind != kind or not is_like(whole.claim, whole.claim):
            continue
        end = whole.end
        if aside := WORDS.share.match(text, end) or kind == "count" and WORDS.counted_thing.match(text, end):
            end = aside.end()
        if divided := _opened(whole.claim, placed[at + 1 :], text, end):
            yield divided
        elif remark := WORDS.remark.match(text, end):
            if divided := _opened(whole.claim, placed[at + 1 :], text, remark.end()):
                yield divided


def is_like(whole: ClaimRecord, part: ClaimRecord) -> bool:
    """Whether a claim may be part of another: both amounts, or both counts in one unit."""
    if whole.kind == "count":
        return part.kind == "count" and part.value is not None and counted_in(part) == counted_in(whole)
    return part.kind == whole.kind and part.amount_yuan is not None


def counted_in(claim: ClaimRecord) -> str:
    """What a claim's number counts, in one word for units that mean the same."""
    return same_unit(claim.unit or "")


def _opened(whole: ClaimRecord, behind: list[PlacedClaim], text: str, at: int) -> Divided | None:
    """The list that opens at a place of the text, if one does."""
    some = WORDS.some_of_it.match(text, at)
    opener = some or WORDS.all_of_it.match(text, at)
    if opener is None:
        return None
    parts = _listed(whole, behind, text, opener.end(), in_brackets=opener[0][:1] in "（(")
    if len(parts) < FEWEST:
        return None
    last = next(one for one in reversed(behind) if one.claim is parts[-1])
    split = any(mark in text[at : last.start] for mark in "；;")
    numbered = (number := WORDS.number.match(text, opener.end())) is not None and bool(number[0])
    return Divided(whole, parts, some is None, plain=numbered or not split)


def places(claims: list[ClaimRecord], text: str) -> list[PlacedClaim] | None:
    """Where each claim's number stands, in the order of the text; ``None`` if one is not found."""
    spans = _spans(text, tuple(claim.raw for claim in claims))
    if spans is None:
        return None
    return [PlacedClaim(claim, *span) for claim, span in zip(claims, spans, strict=True)]


@lru_cache(maxsize=SENTENCES)
def _spans(text: str, numbers: tuple[str | None, ...]) -> list[tuple[int, int]] | None:
    """Where numbers begin and end in a text, one behind the other; each check of lists asks for them anew."""
    spans: list[tuple[int, int]] = []
    at = 0
    for printed in numbers:
        raw = without_blanks(printed)
        start = place_in(text, raw, at)
        if not raw or start < 0:
            return None
        at = start + len(raw)
        spans.append((start, at))
    return spans


def _listed(
    whole: ClaimRecord, placed: list[PlacedClaim], text: str, at: int, in_brackets: bool
) -> list[ClaimRecord]:
    """What is listed from a place on, each behind its name; none if it is no plain list."""
    parts: list[ClaimRecord] = []
    between = ""
    for one in placed:
        if one.start < at:
            continue  # a share of the part before, or what a remark says
        if not is_like(whole, one.claim) or not WORDS.part.fullmatch(text, at, one.start):
            # 其他用车1辆，其他用车主要是图书车；设备4台: the rest ends what is counted
            ended = whole.kind == "count" and parts and WORDS.rest.match(parts[-1].subject or "")
            return parts if ended and not in_brackets else []
        parts.append(one.claim)
        at = one.end
        for aside in (WORDS.share, WORDS.remark, WORDS.use):
            if match := aside.match(text, at):
                at = match.end()
        mark = text[at : at + 1]
        if in_brackets and mark in "）)" or mark in "。" or not mark:
            return parts
        counted = whole.kind == "count" and between != "；"
        if counted and one is placed[-1] and WORDS.list_over.match(text, at):
            return parts
        word = WORDS.and_.match(text, at)
        if word is None and mark not in _MARKS:
            return []
        kind = between or ("；" if mark in "；;" else "、")
        if kind == "、" and mark in "；;":
            return [] if in_brackets else parts
        between, at = kind, word.end() if word else at + 1
    return []
