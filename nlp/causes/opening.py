"""What a cause explains by the words before it: 公务接待费支出减少的主要|原因."""

from __future__ import annotations

import re

from nlp.annotations import Opening
from nlp.subjects import clean_phrase, says_nothing
from records.phrases import Phrases

WORDS = Phrases("nlp/causes/opening")

_BLANK = re.compile(r"\s")
TURNS = ("former", "latter")
WAYS = {"any_way": "any", "flat_way": "flat", "up_way": "up", "down_way": "down"}
"""Phrases of the way that a change goes, and its word; the first that stands in the words counts."""


def opening_of(head: str) -> Opening:
    """What the words before a cause name: ``head`` begins behind the last stop before it."""
    text = _BLANK.sub("", head)
    way, at = "", len(text)
    for phrase, name in WAYS.items():
        found = getattr(WORDS, phrase).search(text)
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
        for expression in WORDS.each("no_subject"):
            subject = expression.sub("", subject, count=1)
    subject = clean_phrase(subject)
    turn = next((one for one in TURNS if getattr(WORDS, one).search(text)), "")
    if turn:
        return Opening(turn=turn)
    several = WORDS.several.search(text) is not None
    prior = WORDS.on_prior.search(text) is not None
    return Opening("" if says_nothing(subject) else subject, way, prior, several)
