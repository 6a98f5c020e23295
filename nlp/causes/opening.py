"""What a cause explains by the words before it: 公务接待费支出减少的主要|原因."""

from __future__ import annotations

import re
from functools import cache

from nlp.annotations import Opening
from nlp.rules import pattern, rules
from nlp.subjects import clean_phrase, says_nothing
from records.phrases import any_of

_BLANK = re.compile(r"\s")
TURNS = ("former", "latter")
WAYS = ("any", "flat", "up", "down")


@cache
def _expressions() -> tuple[list[tuple[str, re.Pattern[str]]], re.Pattern[str], list[re.Pattern[str]]]:
    words = rules("causes/opening")
    ways = [(way, re.compile(any_of(words["way"][way]))) for way in WAYS]
    cuts = [re.compile(one) for one in words["subject"]["cut"]] + [
        re.compile(one) for one in words["subject"]["front"]
    ]
    return ways, re.compile(any_of(words["base"]["prior"])), cuts


def opening_of(head: str) -> Opening:
    """What the words before a cause name: ``head`` begins behind the last stop before it."""
    ways, prior, cuts = _expressions()
    text = _BLANK.sub("", head)
    way, at = "", len(text)
    for name, expression in ways:
        found = expression.search(text)
        if found is not None and (way == "" or name != "any"):
            if way == "any" and at <= found.start():
                continue
            if way and found.start() >= at:
                continue
            way, at = name, found.start()
    subject = text[:at]
    before = None
    while subject != before:
        before = subject
        for expression in cuts:
            subject = expression.sub("", subject, count=1)
    subject = clean_phrase(subject)
    turn = next((one for one in TURNS if pattern("causes/opening", "turn", one).search(text)), "")
    if turn:
        return Opening(turn=turn)
    several = pattern("causes/opening", "several").search(text) is not None
    return Opening("" if says_nothing(subject) else subject, way, prior.search(text) is not None, several)
