"""The words that open a cause (原因是, 主要是, 因…，), and whether there is something for it to explain."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.annotations import Quantity, Stretch
from nlp.comparisons import against_in, direction_of, distance_in, leaves_over
from nlp.lines import BLANK
from nlp.phases import completion_in
from records.phrases import Phrases
from records.remembered import TEXTS

WORDS = Phrases("nlp/reasons")

LONGEST_APART = 60
"""Characters of a sentence that only gives the cause of what stands before it."""
BEFORE, BEHIND = 6, 4
"""Characters before and behind a trigger within which a weaker one is part of it: 主要|原因是|因为."""
NEAR_LIST = 12
"""Characters behind 主要是 in a list of things in which 增 shows that a change is explained."""
SHORTEST_FORWARD = 12
"""Characters that a cause in front of its change has at least before another trigger."""
WORDS_OF_CHANGE = 20
"""Characters before a quantity that tell whether it is a change: 比上年决算数增加了约|3万元."""
BEHIND_NUMBER = 4
"""Characters behind a quantity that tell the same: 有3万元|的差额."""
LONGEST_HEAD = 24
"""Characters before 主要是 that may still only say which difference it is the cause of."""


@cache
def triggers() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What opens a cause by itself, what does so behind a change, and what does so before one."""
    return WORDS.strong, WORDS.weak, WORDS.forward


def triggers_in(
    text: str,
    sentence: Stretch,
    quantities: list[Quantity],
    flats: list[tuple[int, int]],
    done: int,
    after: bool,
) -> list[tuple[int, int, bool]]:
    """Where the triggers of a sentence begin and end, and whether the cause comes first.

    The weak ones need something to explain. ``flats`` are the places that say 持平, ``done`` is where the
    cause before ends; ``after``: the sentence before has something that this one may explain.
    """
    strong, weak, forward = triggers()
    found = [
        (match.start(), match.end(), False) for match in strong.finditer(text, sentence.start, sentence.end)
    ]
    listed, points_back = WORDS.lists_things, WORDS.points_back
    speaks_of = WORDS.speaks_of
    for match in weak.finditer(text, sentence.start, sentence.end):
        if any(start - BEFORE <= match.start() < end + BEHIND for start, end, _ in found):
            continue
        # what stands before an earlier trigger has its cause: a second 因 inside that cause opens none
        since = max((end for _, end, _ in found if end <= match.start()), default=sentence.start)
        before = [one for one in quantities if since <= one.start and one.end <= match.start() + 1]
        changes = states_change(text, sentence, before)
        if not changes:
            names = match[0].startswith("主要") or not {"是", "系"}.isdisjoint(match[0])
            own = found and names and WORDS.of_its_own.search(text, since, match.start())
            changes = bool(own) or WORDS.told_change.search(text, since, match.start()) is not None
        if not changes and before and match[0].startswith("主要"):
            changes = WORDS.tells_itself.match(text[match.end() : sentence.end]) is not None
        head = text[since : match.start()].strip()
        opens = after and since == sentence.start and len(head) < LONGEST_HEAD
        if opens and (not head or speaks_of.search(head) or points_back.match(head)):
            changes = True
        if not changes and not any(since <= start < match.start() for start, _ in flats):
            if WORDS.cause_ahead.fullmatch(match[0]) and since == sentence.start:
                found.append((match.start(), match.end(), True))
            continue
        if (
            match[0].startswith("主要")
            and listed.search(text[sentence.start : match.start()])
            and "增" not in text[match.end() : match.end() + NEAR_LIST]
        ):
            continue
        found.append((match.start(), match.end(), False))
    found.sort()
    said = text[sentence.start : sentence.end].lstrip()
    begin = sentence.end - len(said)
    ahead = forward.match(said)
    if ahead and begin >= done and not any(start < begin + SHORTEST_FORWARD for start, _, _ in found):
        # a sentence of its own behind what it explains: …下降6.8%。因上年更换了电脑，支出偏高。
        apart = after and not quantities and len(said) < LONGEST_APART
        if not apart or "。" in said:
            found.insert(0, (begin, begin + ahead.end(), not apart))
    return _with_inner(text, sentence, found)


def _with_inner(
    text: str, sentence: Stretch, found: list[tuple[int, int, bool]]
) -> list[tuple[int, int, bool]]:
    """``found`` with the causes that a part of the sentence begins with, or that stand behind its subject.

    …；其中，因退休人员减少，基本支出减少3万元; 基本支出因退休人员减少而减少3万元.
    """
    inner = [
        (match.start(), match.end(), True)
        for match in WORDS.inner.finditer(text, sentence.start, sentence.end)
    ]
    if not inner:
        return found
    others = [one for one in found if not any(start <= one[0] < end for start, end, _ in inner)]
    return sorted([*others, *inner])


def states_change(text: str, sentence: Stretch, quantities: list[Quantity]) -> bool:
    """Whether one of the quantities is a change or a completion rate, which a cause may explain."""
    return any(
        _changes(
            BLANK.sub("", text[max(sentence.start, quantity.start - WORDS_OF_CHANGE) : quantity.start]),
            quantity.sort,
            text[quantity.end : quantity.end + BEHIND_NUMBER],
        )
        for quantity in quantities
    )


@lru_cache(maxsize=TEXTS)
def _changes(lead: str, sort: str, behind: str) -> bool:
    """Whether a quantity of a sort is a change or a completion rate, by the words around it."""
    if sort in ("money", "percent", "points", "count") and direction_of(lead) is not None:
        return True
    if sort == "money" and ("预算" in lead and against_in(lead) or leaves_over(lead)):
        return True
    if sort in ("money", "percent") and distance_in(re.split("[，。；]", lead)[-1], behind):
        return True
    return sort == "percent" and _completes(lead)


def _completes(lead: str) -> bool:
    """Whether words before a percentage say how much of a budget was spent: 为年初预算5万元的."""
    if WORDS.of_budget.search(WORDS.amount_before.sub("", lead)) is not None:
        return True
    done = completion_in(lead.rstrip())
    return done is not None and "执行率" in done[1]


def explains(text: str, before: tuple[Stretch, list[Quantity], list[tuple[int, int]]] | None) -> bool:
    """Whether the sentence before has something that a bare 主要是 at the head of the next may explain."""
    return before is not None and (bool(before[2]) or states_change(text, before[0], before[1]))
