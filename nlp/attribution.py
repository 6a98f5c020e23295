"""Which claims a cause explains.

A cause that names its subject explains that subject's changes, wherever they stand, and no others. One that
names only a direction or a base explains the last change of that sort. After an item's budget, outturn and
rate a cause explains all three; after a change and its rate these two, not the level; one that comes first
explains the changes that follow in its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from nlp.annotations import Claim, Opening, Reason, Stretch, Subject
from nlp.subjects import side_word, subject_of
from nlp.told_last import (
    MOVED,
    beside,
    changes_told,
    differing_item,
    is_flat,
    item_told,
    of_another,
    told_with,
)
from records.lexicon.groups import ALL_OF_A_SIDE, BUDGETS, CARRIED, PARTS_OF_EXPENDITURE, THREE_PUBLIC, TOTALS
from records.lexicon.reading import read
from records.lexicon.terms import parts_of, wholes_of
from records.phrases import Phrases

WORDS = Phrases("nlp")

REACH = 60
"""How many claims before a cause are looked at."""
MOST_BEFORE = 4
"""Tokens before a trigger (其中, 是) with which a cause still opens its sentence."""
FEWEST_PARTS = 2
"""So many parts whose changes one sentence gives are a list."""
_CLOSES = re.compile("[）)]")
_WHOLE = (None, *TOTALS)


def attribute(claims: list[Claim], reasons: list[Reason], sentences: list[Stretch], text: str) -> None:
    """Write into each claim the number of the reason that explains it."""
    before = 0
    starts = [sentence.start for sentence in sentences]
    for number, reason in enumerate(reasons):
        while before < len(claims) and claims[before].start < reason.start:
            before += 1
        if reason.forward:
            _forward(claims, before, number, reason, reasons)
            continue
        at = max(0, bisect_right(starts, reason.trigger) - 1)
        sentence = sentences[at]
        first = at == 0 or sentences[at - 1].paragraph != sentence.paragraph
        # a paragraph that begins with a cause speaks of what the paragraphs before state
        apart = reason.trigger - sentence.start <= MOST_BEFORE
        alone = first and apart
        earlier = [
            claim
            for claim in claims[max(0, before - REACH) : before]
            if claim.inside is None and claim.kind not in ("score", "count")
        ]
        if WORDS.lost_points.search(text, reason.trigger, reason.start):
            scores = [one for one in claims[max(0, before - REACH) : before] if one.kind == "score"]
            if scores and scores[-1].sentence.paragraph == sentence.paragraph:
                scores[-1].reason = number  # 得分81分，扣分原因：…
                continue
        earlier = _without_asides(earlier, reason, text)
        if not apart and not reason.opening.several:
            earlier = _of_its_part(earlier, sentence.start, _part_start(text, sentence, reason))
        found = _explained(earlier, reason, sentence.paragraph, alone, apart)
        for claim in [*found, *_listed_before(found, earlier, text)]:
            claim.reason = number


def _listed_before(found: list[Claim], earlier: list[Claim], text: str) -> list[Claim]:
    """The changes told in one list with those that a cause explains: 甲增长5%、乙增长6%，主要是…."""
    first = min(found, key=attrgetter("start"), default=None)
    listed: list[Claim] = []
    for claim in reversed(earlier):
        if first is None or claim.start >= first.start:
            continue
        between = text[claim.raw_end : first.start]
        alike = (claim.kind, claim.direction, claim.base) == (first.kind, first.direction, first.base)
        if not alike or claim.kind not in MOVED or claim.reason is not None:
            break
        if WORDS.next_of_list.fullmatch(between) is None:
            break
        listed.append(claim)
        first = claim
    return listed


def _part_start(text: str, sentence: Stretch, reason: Reason) -> int:
    """Where the part of a sentence opens that a cause stands in: behind ； or a list's colon (如下：1.)."""
    cuts = [match.start() for match in WORDS.opens_part.finditer(text, sentence.start, reason.trigger)]
    return cuts[-1] if cuts else -1


def _of_its_part(claims: list[Claim], start: int, cut: int) -> list[Claim]:
    """The claims before a cause without the changes of other things in other parts of its sentence.

    接待费减少5万元；购置费增加3万元，主要是…: of the last one, unless both are all of a side.
    """
    own = [claim for claim in claims if claim.start > cut and claim.kind in MOVED]
    if cut < start or not own:
        return claims
    subjects = [claim.subject for claim in own]
    whole = all(_is_all_of_a_side(one) for one in subjects)
    return [
        claim
        for claim in claims
        if not start <= claim.start < cut
        or claim.subject in subjects
        or claim.kind not in MOVED
        or whole
        and _is_all_of_a_side(claim.subject)
    ]


def _is_carried(claim: Claim) -> bool:
    """Whether a claim tells what was carried over from last year: where money came from, and no use of it."""
    return claim.subject is not None and claim.subject.measure in CARRIED


def _is_all_of_a_side(subject: Subject | None) -> bool:
    return subject is not None and subject.measure in ALL_OF_A_SIDE and not subject.account


def _without_asides(claims: list[Claim], reason: Reason, text: str) -> list[Claim]:
    """The claims before a cause without the parts told in brackets that close before it.

    支出减少5万元（基本支出减少2万元，项目支出减少3万元），主要原因是…: the cause goes back to the whole.
    """
    if not claims or not claims[-1].aside or not _CLOSES.search(text, claims[-1].raw_end, reason.start):
        return claims
    whole = next((claim for claim in reversed(claims) if not claim.aside), None)
    if whole is None or whole.kind not in MOVED or whole.sentence.paragraph != claims[-1].sentence.paragraph:
        return claims
    changed = [claim.subject for claim in claims if claim.kind in MOVED and not claim.aside]
    return [claim for claim in claims if not claim.aside or claim.subject in changed]


def _forward(claims: list[Claim], first: int, number: int, reason: Reason, reasons: list[Reason]) -> None:
    following = reasons[number + 1].trigger if number + 1 < len(reasons) else None
    first_told = next((claim.start for claim in claims[first:] if claim.start >= reason.end), None)
    held: set[str | None] = set()
    for claim in claims[first:]:
        if claim.start < reason.end:
            continue
        if claim.sentence.start > reason.start or (following is not None and claim.start > following):
            break
        completes = claim.kind == "completion_rate" and (claim.start == first_told or claim.base in held)
        if (claim.kind in MOVED or completes) and claim.inside is None:
            claim.reason = number
            held.add(claim.base)


def _explained(earlier: list[Claim], reason: Reason, paragraph: int, alone: bool, apart: bool) -> list[Claim]:
    about = reason.opening
    here = [claim for claim in earlier if claim.sentence.paragraph == paragraph]
    near = here or [claim for claim in earlier if claim.sentence.paragraph >= paragraph - 1]
    if about.turn and (changes := [one for one in near if _admitted(one, reason)]):
        meant = changes[0 if about.turn == "former" else -1]
        return [one for one in changes if (one.subject, one.base) == (meant.subject, meant.base)]
    if about.several and not about.subject and (group := _told_together(here or earlier, reason, paragraph)):
        return group
    if about.subject and not (side_word(about.subject) and near and _stands_alone(near, reason)):
        named = _without_parts([claim for claim in earlier if _is_named(claim, about)])
        if alone and (whole := _whole_of_named(named, earlier, reason)):
            return whole
        if named:
            return _of_subject(named, near, reason, alone, apart)
        if _names_other(about, near):
            return []
    if not near:
        return []
    if apart and about.way and not reason.about_budget and (whole := _of_whole(near, reason)):
        return whole
    return _of_last(near, reason, apart)


def _whole_of_named(named: list[Claim], earlier: list[Claim], reason: Reason) -> list[Claim]:
    """转移性收入减少5万元。其中一般性转移支付收入…，专项转移支付收入…。转移支付收入减少的原因: of all of it.

    So it is where words that name no one thing are in the names of several, and their whole ends like them.
    """
    about = reason.opening
    subjects = {claim.subject for claim in named if _admitted(claim, reason)}
    exact = any(one is not None and _bare(one.text) == _bare(about.subject) for one in subjects)
    if len(subjects) < FEWEST_PARTS or exact or any(one is not None and one.account for one in subjects):
        return []
    paragraph = named[-1].sentence.paragraph
    told = [claim for claim in earlier if claim.sentence.paragraph == paragraph]
    whole = told[0].subject
    amounts = [claim.value for claim in told if claim.kind == "level" and claim.subject in subjects]
    if whole is None or whole in subjects or told[0].kind != "level" or whole.text[-2:] != about.subject[-2:]:
        return []
    if told[0].value < max(amounts, default=told[0].value):
        return []
    return [claim for claim in told if claim.subject == whole and _admitted(claim, reason)]


def _told_together(claims: list[Claim], reason: Reason, paragraph: int) -> list[Claim]:
    """两项变动均系…: the changes before it, up to one that has a cause, if of more than one thing."""
    found: list[Claim] = []
    for claim in reversed(claims):
        if claim.reason is not None or claim.sentence.paragraph < paragraph - 1:
            break
        if reason.opening.here and claim.sentence.start != claims[-1].sentence.start:
            break
        paragraph = min(paragraph, claim.sentence.paragraph)
        if _admitted(claim, reason) and not is_flat(claim):
            found.append(claim)
    return found if len({(claim.subject, claim.base) for claim in found}) > 1 else []


def _stands_alone(near: list[Claim], reason: Reason) -> bool:
    """Whether the last sentence tells of one thing only, which 支出 alone then means: no part of a list."""
    last = near[-1]
    here = [claim for claim in near if claim.sentence.start == last.sentence.start]
    if (
        last.subject is None
        or last.reason is not None
        or any(claim.subject != last.subject for claim in here)
    ):
        return False
    whole = last.subject.measure in (*ALL_OF_A_SIDE, *PARTS_OF_EXPENDITURE) and not last.subject.account
    if whole or side_word(last.subject.text):
        return False
    moved = [claim for claim in here if _admitted(claim, reason)]
    return bool(moved) or bool(differing_item(near, moved, reason.opening.way))


def _of_whole(claims: list[Claim], reason: Reason) -> list[Claim]:
    """What a cause in a sentence of its own explains behind a list of parts: the change of their whole."""
    changes = [claim for claim in claims if _admitted(claim, reason)]
    if not changes or changes[0].subject is None or changes[0].subject.measure not in _WHOLE:
        return []
    whole = changes[0].subject
    if changes[0].sentence.start == changes[-1].sentence.start:
        return []  # said in one breath, it is the cause of all
    listed = {one.subject for one in changes if one.sentence.start == changes[-1].sentence.start} - {whole}
    if len(listed) < FEWEST_PARTS:
        return []
    return [claim for claim in changes if claim.subject == whole and claim.base == changes[0].base]


def _of_subject(
    named: list[Claim], near: list[Claim], reason: Reason, alone: bool, apart: bool
) -> list[Claim]:
    """The changes of the subject that a cause names; its item, where outturn and budget differ."""
    close = [claim for claim in named if claim in near]
    if reason.about_budget and not reason.opening.prior and (found := item_told(close or named, True)):
        return found
    changes = [claim for claim in named if _admitted(claim, reason)]
    if close and close[-1] is near[-1] and reason.opening.way in ("up", "down"):
        if found := differing_item(close, changes, reason.opening.way):
            return found
    if not changes:
        return _of_last(close, reason) if close and close[-1] is near[-1] else []
    if alone:
        return changes
    last = [claim for claim in changes if claim in near] or [
        claim for claim in changes if claim.sentence.paragraph == changes[-1].sentence.paragraph
    ]
    group = changes_told(last, apart and not reason.about_budget and not reason.opening.prior)
    if len({claim.subject for claim in last}) > 1:
        # 收入支出增加: the changes of both sides
        group = [claim for claim in last if claim.base == last[-1].base]
    return group


def _admitted(claim: Claim, reason: Reason) -> bool:
    """Whether a claim is an unexplained change of the sort that the words before the cause name."""
    if claim.kind not in MOVED or claim.reason is not None:
        return False
    if reason.opening.prior and claim.base != "prior_year":
        return False
    if reason.about_budget and not reason.opening.prior and claim.base not in BUDGETS:
        return False
    return reason.opening.admits(claim.direction, is_flat(claim))


def _of_last(claims: list[Claim], reason: Reason, apart: bool = False) -> list[Claim]:
    """What a cause explains that names no subject: by direction and base, else what stands last.

    One ``apart``, in a sentence of its own, explains the changes against both the year before and the budget.
    """
    last = claims[-1]
    changes = [claim for claim in claims if _admitted(claim, reason)]
    if reason.opening.way == "any" and not reason.about_budget and changes and changes[-1] is last:
        return changes_told(claims)  # the levels between tell items apart
    if reason.opening.way in ("up", "down") and (
        found := differing_item(claims, changes, reason.opening.way)
    ):
        return found
    if reason.opening.way and not reason.about_budget and changes:
        return changes_told(changes, apart)
    if reason.opening.prior and changes:
        return changes_told(changes)
    if last.reason is not None and not reason.about_budget:
        return []
    related = last.kind == "relation" and last.base in BUDGETS
    if reason.about_budget or last.kind in ("completion_rate", "level") or related:
        found = item_told(claims, reason.about_budget)
        if last.kind == "completion_rate" and not reason.about_budget:
            found += told_with(found, changes)
        aside = [claim for claim in found if claim.kind == "level"] == found and len(found) == 1
        if (
            aside
            and changes
            and last.kind == "level"
            and changes[-1].sentence.paragraph == last.sentence.paragraph
            and not beside(changes[-1], last)
            and (_is_carried(last) or not of_another(changes[-1], last))
        ):
            # behind the parts of what changed the cause goes back to the change
            return changes_told(changes)
        if found:
            return found
    if last.kind in MOVED:
        return changes_told(claims, apart and not reason.opening.way)
    return [last] if last.kind in ("share", "level") else []


def _is_named(claim: Claim, about: Opening) -> bool:
    """Whether a claim is of the subject that the words before a cause name."""
    subject = claim.subject
    if subject is None:
        return False
    meant = subject_of(about.subject)
    sides = side_word(about.subject) or (meant.sides if meant.measure in _WHOLE else ())
    if subject.account:
        return about.subject.removesuffix("支出") in subject.account[-1] or bool(side_word(about.subject))
    if side_word(about.subject) or len(meant.sides) == 2:
        fits = subject.measure in _WHOLE and bool(set(sides) & set(subject.sides))
        if subject.measure is None and not side_word(subject.text) or read(subject.text).accounts:
            fits = False  # 办公费: no total, and 支出 alone does not name it
        return fits and (meant.fund is None or subject.fund in (None, meant.fund))
    # 差旅费, 办公费: what only says that it was spent is known by its words
    told_apart = meant.measure in ALL_OF_A_SIDE and bool(read(meant.text).accounts)
    if meant.measure and meant.measure == subject.measure and not told_apart:
        return not (meant.fund and subject.fund and meant.fund != subject.fund)
    return _bare(about.subject) in _bare(subject.text) or (
        len(_bare(subject.text)) > 3 and _bare(subject.text) in _bare(about.subject)
    )


def _without_parts(named: list[Claim]) -> list[Claim]:
    """``named`` without what is a part, in its own paragraph, of another that is named.

    收入总计9万元，其中财政拨款8万元，增加1万元…。收入增长的主要原因是…: of all the revenue.
    """
    whole = {
        (one.sentence.paragraph, one.subject.sides)
        for one in named
        if one.subject is not None and one.subject.measure in ALL_OF_A_SIDE
    }
    return [
        one
        for one in named
        if one.subject is None
        or one.subject.measure in ALL_OF_A_SIDE
        or (one.sentence.paragraph, one.subject.sides) not in whole
    ]


def _bare(text: str) -> str:
    return text.replace("“", "").replace("”", "").replace("（", "(").replace("）", ")").removesuffix("支出")


def _names_other(about: Opening, claims: list[Claim]) -> bool:
    """Whether a cause names a thing that the lexicon knows, and the claims before it are of others.

    会议费增加的原因 explains no change of basic expenditure; that of all expenditure may be told by its part.
    """
    measure = subject_of(about.subject).measure
    last = claims[-1].subject.measure if claims and claims[-1].subject is not None else None
    if measure is None or last is None or {measure, last} & {*ALL_OF_A_SIDE}:
        return False
    kinds = (THREE_PUBLIC, *parts_of(THREE_PUBLIC))
    if measure in kinds and last in kinds:
        return True
    return measure != last and measure not in wholes_of(last) and last not in wholes_of(measure)
