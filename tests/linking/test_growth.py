"""A rate of change against the amounts and the change that stand in its sentence."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.statements import check_statements
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

SUMMARY = "支出决算情况说明"


def verdicts(text: str) -> list[str]:
    read = document_of((SUMMARY, text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_statements(read_narrative(read).claims, found)
    return [made.verdict for made in found.checks if made.rule_id == "stated_growth"]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("本年支出100.00万元，比上年增加20.00万元，增长{}%。", "25.00", "20.00"),
        ("本年支出80.00万元，比上年减少20.00万元，下降{}%。", "20.00", "25.00"),
        ("公务接待费支出2.49万元，较上年3.28万元下降{}%。", "24.09", "44.09"),
        ("本年支出120.00万元，上年支出100.00万元，增加20.00万元，增长{}%。", "20.00", "16.67"),
        ("支出决算90.00万元，年初预算100.00万元，比年初预算减少10.00万元，下降{}%。", "10.00", "11.11"),
    ],
)
def test_the_rate_follows_from_what_stands_beside_it(text: str, right: str, wrong: str) -> None:
    assert verdicts(text.format(right)) == ["holds"]
    assert verdicts(text.format(wrong)) == ["fails"]


def test_the_last_digit_may_be_cut_off() -> None:
    assert verdicts("本年支出100.00万元，比上年增加33.33万元，增长49.99%。") == ["holds"]
    assert verdicts("本年支出100.00万元，比上年增加33.33万元，增长50%。") == ["holds"]


@pytest.mark.parametrize(
    "text",
    [
        "本年支出100.00万元，比上年增加20.00万元，比年初预算增长35.00%。",  # of another base
        "本年支出100.00万元，比上年增长35.00%。",  # the year before is not told
        "本年支出100.00万元，其中项目支出比上年增加20.00万元，增长35.00%。",  # of another thing
        "本年支出20.00万元，比上年增加20.00万元，增长100%。",  # from nothing
        "本年支出8.00万元，上年12.50万元，减少4.35万元，下降35.22%。",  # the rate of two of three
        # an amount in the cause, of last year but of one purpose
        "收支较上年决算数减少40.00万元、下降14.00%，主要原因是2023年防汛债券资金收支35.00万元，本年没有。",
        "支出较上年减少40.00万元、下降14.00%，主要是2023年度设备款支出35.00万元，本年没有。",
    ],
)
def test_a_rate_of_another_base_or_thing_is_not_judged(text: str) -> None:
    assert "fails" not in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023年盘子122.67万元，扩大11.62万元，扩大9.47%。2024年盘子134.29万元。",  # what grew
        "本年支出100.00万元，比上年增加20.00万元，增长341.00%。",  # no slip of a clerk
        "本年收入100.00万元，其中：公务接待费3.75万元，比上年增加20.00万元，增长25.00%。",  # of the whole
    ],
)
def test_a_rate_that_was_hardly_meant_for_what_stands_beside_it_is_not_judged(text: str) -> None:
    assert "fails" not in verdicts(text)


def test_growth_and_a_change_against_the_budget_are_of_two_bases() -> None:
    for text in (
        "农林水支出52000万元，增长4%，比年初预算增加1000万元。",
        "教育支出52000万元，比上年增长4%，比预算增加1000万元。",
        "全县彩票收入45亿元，比预算短收5亿元，比上年减少3亿元；县本级30亿元，短收3亿元，增长2%。",
    ):
        read = document_of(("财政运行情况", text), kind="government_budget")
        found = ChecksMade("d" * 32, Sources.of([]), read.texts)
        check_statements(read_narrative(read).claims, found)
        assert [made.message for made in found.checks if made.verdict == "fails"] == []


@pytest.mark.parametrize(
    ("text", "opposed"),
    [
        ("会议费支出12.00万元，比上年增加2.00万元，下降20%。", True),
        ("会议费支出比上年下降20%，增加2.00万元。", True),
        ("会议费支出比上年减少2.00万元，负增长20%。", False),
        ("会议费支出比上年减少2.00万元，培训费增长20%。", False),
        ("会议费支出比上年增加2.00万元，增长20%。", False),
    ],
)
def test_an_amount_and_the_rate_behind_it_go_one_way(text: str, opposed: bool) -> None:
    assert ("fails" in verdicts(text)) is opposed


@pytest.mark.parametrize(
    "text",
    [
        "比上年预算减少2.00万元，下降16.67%，比上年决算增加2.00万元，增长25.00%",
        "比上年预算减少2.00万元，比上年决算增加2.00万元，增长25.00%",
        "比上年决算增加2.00万元，增长25.00%，比上年预算减少2.00万元，下降16.67%",
        "比上年预算12.00万元减少2.00万元，比上年决算增加2.00万元，增长25.00%",
    ],
)
def test_a_rate_is_of_the_change_of_its_own_comparison(text: str) -> None:
    found = verdicts(f"公务接待费支出10.00万元，{text}。")
    assert set(found) == {"holds"}
    assert "fails" in verdicts(f"公务接待费支出10.00万元，{text.replace('25.00', '20.00')}。")


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("契税收入3210万元，比上年增加320万元，增长{}%。", "11.1", "1.1"),
        ("救助资金512万元，比2023年减少128万元，下降{}%。", "20.0", "2.0"),
        ("某镇人民政府机关运行经费46.8万元，较2022年增加15.60万元，增长{}%。", "50", "33.33"),
        ("收入合计91.2万元。其中非税收入60.0万元，同比净减少20.0万元，下降{}%。", "25.0", "33.33"),
        ("罚没收入{}万元，较上年同期减收1304万元，下降37.8%。", "2142", "12142"),
    ],
)
def test_a_rate_right_behind_amount_and_change_is_of_them_whatever_they_are_of(
    text: str, right: str, wrong: str
) -> None:
    assert "fails" not in verdicts(text.format(right))
    assert verdicts(text.format(wrong)) == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        "契税收入3210万元，比上年增加320万元，可比增长1.1%。",  # on another footing
        "契税收入3210万元，比上年增加320万元，其中住宅增长1.1%。",
        "契税收入3210万元，比上年增加320万元，增长57%。",  # of something else: no slip makes it
        "契税2024年预算64.8万元，2023年预算46.8万元，同比增加18.00万元，增长38.46%。",  # of two amounts
        "上年契税收入46.8万元，今年增加15.60万元，增长33.33%。",
        "契税收入320万元，比上年增加320万元，增长100%。",  # from nothing
        "振兴资金8000万元，其中市级4000万元，较上年增加1000万元，增长14.3%。",  # of the whole before it
    ],
)
def test_a_rate_of_something_else_behind_amount_and_change_is_left_alone(text: str) -> None:
    assert "fails" not in verdicts(text)
