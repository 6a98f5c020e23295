"""Characters of PDF fonts made comparable, each in its place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.characters import PLAIN, RADICALS, fold, joined, normal_character, normalise, tight


@given(st.text())
def test_normalising_keeps_the_length_so_that_every_character_keeps_its_box(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_what_is_taken_as_it_stands_stands_for_itself() -> None:
    plain = [char for char in map(chr, range(0x10000)) if PLAIN.fullmatch(char)]
    assert len(plain) > 20_000
    assert [char for char in plain if normal_character(char) != char] == []


def test_radicals_of_pdf_fonts_become_the_ideographs_that_they_show() -> None:
    assert normalise("⼀般公共预算⽀出") == "一般公共预算支出"
    assert normalise("⻓⻋⻅⺠") == "长车见民"


def test_every_radical_of_the_table_becomes_a_unified_ideograph() -> None:
    assert all(unicodedata.name(value).startswith("CJK UNIFIED") for value in RADICALS.values())


def test_full_width_digits_and_signs_become_ascii() -> None:
    assert normalise("１２３．４５％") == "123.45%"
    assert normalise("－3−1") == "-3-1"
    assert normalise("收\u3000入\u00a01") == "收 入 1"


def test_chinese_punctuation_stays_as_printed() -> None:
    assert normalise("收、支总计：（一）“三公”；") == "收、支总计：（一）“三公”；"


@pytest.mark.parametrize(
    ("spread", "word"),
    [("合　计", "合计"), ("收 入 总 计", "收入总计"), ("a b", "a b"), ("2024 年", "2024年")],
)
def test_blanks_that_only_spread_ideographs_go_away(spread: str, word: str) -> None:
    assert tight(normalise(spread)) == word


def test_lines_of_a_cell_join_without_a_blank_but_between_latin_words() -> None:
    assert joined(["机关事业单位基本养老保险缴", "费支出"]) == "机关事业单位基本养老保险缴费支出"
    assert joined(["Total", "amount"]) == "Total amount"
    assert joined(["2024", "年"]) == "2024年"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“三公”经费", "三公经费"),
        ("收入（决算）", "收入(决算)"),
        ("一、 收入", "一收入"),
        ("其中：财政", "其中财政"),
    ],
)
def test_folded_labels_compare_by_their_characters_alone(one: str, other: str) -> None:
    assert fold(one) == fold(other)
