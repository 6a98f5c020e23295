"""Words that lead to what something was or became."""

from __future__ import annotations

import pytest

from nlp.comparisons import WORDS, goes_on_to, moved_from_in


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
    assert WORDS.change.fullmatch(word)
    assert WORDS.change.fullmatch("增") is None
    assert WORDS.any_change.fullmatch("增")
