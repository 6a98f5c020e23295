"""A number that no slip of a clerk explains was more likely read as that of another thing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linking.linker import link
from linking.mistyped import mistyped
from nlp.narrative import read_narrative
from tests.support.linking_books import claim, fact, linked
from tests.support.nlp_reading import document_of

SPENDING = "支出决算情况说明"


def rates(*paragraphs: str) -> list[str]:
    read = document_of((SPENDING, "\n".join(paragraphs)))
    made = read_narrative(read).claims
    links = {one.claim_id: one.verdict for one in link(read.document, made).links}
    return [links[one.claim_id] for one in made if one.kind == "change_rate"]


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("81.36", "83.16"),
        ("18.36", "81.36"),
        ("813.6", "81.36"),
        ("81.96", "81.36"),
        ("8.36", "81.36"),
        ("1360", "13.6"),
    ],
)
def test_a_clerk_mistypes(told: str, meant: str) -> None:
    assert mistyped(Decimal(told), Decimal(meant), 2)


@pytest.mark.parametrize(
    ("told", "meant"), [("180.00", "1430.00"), ("39.60", "1962.60"), ("58.50", "137.85")]
)
def test_another_number_is_no_slip(told: str, meant: str) -> None:
    assert not mistyped(Decimal(told), Decimal(meant), 2)


@given(st.integers(10, 10**9), st.integers(0, 8), st.integers(1, 9))
def test_any_one_digit_may_be_mistyped(cents: int, at: int, by: int) -> None:
    digits = list(str(cents))
    at %= len(digits)
    digits[at] = str((int(digits[at]) + by) % 10)
    told = Decimal(int("".join(digits))) / 100
    if told:
        assert mistyped(told, Decimal(cents) / 100, 2)


def test_a_rate_that_is_out_of_all_proportion_is_left_undecided() -> None:
    assert rates("办公费10.00万元，上年8.00万元，增长25.00%。") == ["derivable"]
    assert rates("办公费10.00万元，上年8.00万元，增长52.00%。") == ["contradicted"]  # swapped
    assert rates("办公费10.00万元，上年8.00万元，增长341.00%。") == ["unverifiable"]


def test_where_several_things_do_not_hold_and_little_does_the_passage_was_misread() -> None:
    wrong = ["办公费10.00万元，上年8.00万元，增长38.00%。", "差旅费10.00万元，上年8.00万元，增长39.00%。"]
    right = [
        f"{what}10.00万元，上年8.00万元，增长25.00%。"
        for what in ("印刷费", "水费", "电费", "邮电费", "租赁费", "劳务费")
    ]
    assert rates(*wrong) == ["unverifiable"] * 2
    assert rates(*wrong, *right) == ["contradicted"] * 2 + ["derivable"] * 6


@pytest.mark.parametrize(("part", "verdict"), [("30", "contradicted"), ("72", "unverifiable")])
def test_a_part_far_larger_than_its_whole_is_that_of_another(part: str, verdict: str) -> None:
    whole = fact("expenditure", "合计", ["本年支出合计"], "40.00")
    claims = [
        claim("level", "项目支出", part, measure="project_expenditure"),
        claim("share", "项目支出", "90.00", "%", measure="project_expenditure", share_of="本年支出合计"),
    ]
    assert linked([whole], claims)[-1].verdict == verdict


@pytest.mark.parametrize(
    ("printed", "unit"), [(("682.44", "217.46"), "万元"), (("6824427.15", "2174580.33"), "元")]
)
@pytest.mark.parametrize(
    ("basic", "projects", "expected"),
    [
        ("217.46", "682.44", ["contradicted"] * 2),
        ("217.46", "688.49", ["unverifiable"] * 2),
    ],
)
def test_two_items_that_have_each_others_amounts_are_swapped(
    basic: str, projects: str, expected: list[str], printed: tuple[str, str], unit: str
) -> None:
    figures = [
        fact("expenditure", "合计", ["基本支出"], printed[0], unit=unit),
        fact("expenditure", "合计", ["项目支出"], printed[1], unit=unit),
    ]
    claims = [
        claim("level", "基本支出", basic, measure="basic_expenditure"),
        claim("level", "项目支出", projects, measure="project_expenditure"),
    ]
    assert [one.verdict for one in linked(figures, claims)] == expected
