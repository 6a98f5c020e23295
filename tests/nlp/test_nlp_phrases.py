"""Phrases around figures fit their examples, and nothing that only looks like one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from nlp.comparisons import change_words, goes_on_to, moved_from_in
from nlp.rules import phrase, rules

WHOLE = ("that_is", "these", "sum", "sum_above")
"""Phrases that are all that stands there; the others begin or end it."""


def fits(name: str, words: str) -> bool:
    found = phrase(name)
    if name in WHOLE:
        return found.fullmatch(words) is not None
    return (found.search if found.pattern.endswith(("$", "$)")) else found.match)(words) is not None


def told(key: str) -> Iterator[tuple[str, str]]:
    for name, entry in rules("reading/phrases").items():
        yield from ((name, words) for words in entry[key])


@pytest.mark.parametrize(("name", "words"), list(told("examples")))
def test_a_phrase_fits_its_examples(name: str, words: str) -> None:
    assert fits(name, words)


@pytest.mark.parametrize(("name", "words"), list(told("counters")))
def test_a_phrase_fits_none_of_its_counter_examples(name: str, words: str) -> None:
    assert not fits(name, words)


@pytest.mark.parametrize("words", ["由上年的", "从2023年度决算数", "由年初预算"])
def test_words_that_lead_to_what_something_was(words: str) -> None:
    assert moved_from_in(words) is not None
    assert moved_from_in(words + "安排") is None


@pytest.mark.parametrize("words", ["减少到3万元", "调整为3万元", "增至3万元"])
def test_words_that_lead_on_to_what_it_became(words: str) -> None:
    assert goes_on_to(words)
    assert not goes_on_to("减少3万元")


@pytest.mark.parametrize("word", ["增加", "下降", "压减", "上浮"])
def test_words_of_change_stand_in_one_place(word: str) -> None:
    assert re.fullmatch(change_words(), word)
    assert re.fullmatch(change_words(), "增") is None
    assert re.fullmatch(change_words(alone=True), "增")
