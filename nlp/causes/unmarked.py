"""Causes that no word opens (减少4万元，改为视频会议。), or that are the subject of 是下降的原因."""

from __future__ import annotations

import re

from nlp.annotations import KnownText, Opening, Quantity, Reason, Stretch
from nlp.causes.following import compared_at
from nlp.causes.kinds import judge
from nlp.causes.opening import opening_of
from nlp.causes.triggers import states_change, triggers
from nlp.sentences import left_open
from records.phrases import Phrases

WORDS = Phrases("nlp/reasons")

SHORTEST, LONGEST = 5, 60
"""Letters of a cause that nothing opens."""
NEXT_OPENS = 24
"""Letters at the head of the next sentence in which a cause opens that is meant instead."""
_PARTS = re.compile(r"[^；;。]+")
_CLAUSE = re.compile(r"[，,](?!\d{3})")
_EDGE = "，,。；;、 \n"


def unmarked(known: KnownText, number: int, quantities: list[Quantity], done: int) -> list[Reason]:
    """The causes of a sentence that no trigger opens; ``done`` is where the last marked one ends."""
    text, sentence = known.text, known.sentences[number]
    found = []
    for part in _PARTS.finditer(text, max(sentence.start, done), sentence.end):
        one = _behind(known, part.start(), part.end(), quantities) or _named_after(text, *part.span())
        if one is not None and (part.end() < sentence.end - 1 or not _opens_next(known, number)):
            found.append(one)
    return found


def _named_after(text: str, start: int, end: int) -> Reason | None:
    """流动图书车报废是两项下降的共同原因: the cause is the subject of its clause."""
    match = WORDS.named_after.search(text, start, end)
    if match is None:
        return None
    opening = opening_of(match["head"])
    return Reason(match.start("cause"), *match.span("cause"), about=opening.subject, opening=opening)


def _behind(known: KnownText, start: int, end: int, quantities: list[Quantity]) -> Reason | None:
    """The clauses behind the last change of a part of a sentence, if they state a cause of a known kind."""
    text = known.text
    inner = [one for one in quantities if start <= one.start < end]
    told = [one for one in inner if states_change(text, Stretch(start, end, 0), [one])]
    behind = inner[inner.index(told[-1]) + 1 :] if told else []
    if not told or any(
        one.sort in ("money", "percent") and not _open(text, told[-1], one.start) for one in behind
    ):
        return None
    cuts = [
        one for one in _CLAUSE.finditer(text, told[-1].end, end) if not _open(text, told[-1], one.start())
    ]
    cut = next((one for one in cuts if WORDS.says_which_is_larger.match(text, one.end()) is None), None)
    if cut is None:
        return None
    said = text[cut.end() : end].rstrip(_EDGE)
    first = cut.end() + len(said) - len(said.lstrip())
    said = said.strip()
    if not SHORTEST <= len(said) <= LONGEST or WORDS.no_cause.search(said):
        return None
    if compared_at(known, first) or triggers()[0].search(said):
        return None
    judged = judge(said)
    if judged.substance != "cause" or judged.categories == ("other",):
        return None
    return Reason(first, first, first + len(said), opening=Opening())


def _open(text: str, change: Quantity, position: int) -> bool:
    """Whether a bracket is open at a place that opens behind a change."""
    return left_open(text[change.end : position]) > 0


def _opens_next(known: KnownText, number: int) -> bool:
    """Whether the sentence behind opens with words for a cause, which is then the one meant."""
    if number + 1 >= len(known.sentences):
        return False
    following = known.sentences[number + 1]
    head = known.text[following.start : following.end].lstrip()[:NEXT_OPENS]
    return "原因" in head or triggers()[1].match(head) is not None
