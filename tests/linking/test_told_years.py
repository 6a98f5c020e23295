"""The year that chapters tell of and that changes are told from: that of the report, and the one before."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.years import check_years
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

CHAPTERS = (
    ("收入决算情况说明", "2024年度收入合计100.00万元，比2023年度增加5.00万元，增长5.26%。"),
    ("支出决算情况说明", "2024年度支出合计100.00万元，较2023年度增加5.00万元，增长5.26%。"),
    ("政府采购支出情况", "2024年度政府采购支出总额20.00万元，与上年相比增加5.00万元。"),
)


def failed(*chapters: tuple[str, str], kind: str = "final_accounts") -> list[str]:
    """The rules that fail in a disclosure of 2024 with these chapters behind the usual ones."""
    read = document_of(*CHAPTERS, *chapters, kind=kind)
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_years(read.document, read_narrative(read).claims, 2024, found)
    return [made.rule_id for made in found.checks]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("机关运行经费支出情况", "2023年度机关运行经费支出7.30万元。"),
        ("国有资本经营预算财政拨款支出情况说明", "我部门2023年度没有国有资本经营预算财政拨款支出。"),
        (
            "一般公共预算财政拨款“三公”经费支出决算情况说明",
            "2023年度“三公”经费支出0万元。其中：公务接待费0万元。",
        ),
    ],
)
def test_a_chapter_that_tells_of_the_year_before_alone_was_left_as_it_was(title: str, text: str) -> None:
    assert failed((title, text)) == ["chapter_year"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("机关运行经费支出情况", "2024年度机关运行经费支出7.30万元，2023年度为7.00万元。"),
        ("机关运行经费支出情况", "机关运行经费支出7.30万元，比2023年度减少1.00万元。"),
        ("政府性基金预算财政拨款支出情况说明", "2023年财政拨款结转5万元，本年支出5万元。"),
        ("政府性基金预算财政拨款支出情况说明", "2023年末结转和结余0万元，本年支出0万元。"),
        ("国有资产占用情况", "2023年新购车辆1辆。"),
        ("预算绩效情况说明", "2023年度对3个项目开展了绩效自评。"),
    ],
)
def test_a_chapter_may_name_the_year_before(title: str, text: str) -> None:
    assert "chapter_year" not in failed((title, text))


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("2024年度机关运行经费支出7.30万元，比2022年度增加2.01万元。", True),
        ("2024年度机关运行经费支出7.30万元，比2025年度增加2.01万元。", True),
        ("2024年度机关运行经费支出7.30万元，比2023年度增加2.01万元。", False),
        ("2024年度机关运行经费支出7.30万元，比2019年度增加2.01万元。", False),
        ("2023年度机关运行经费支出5.29万元，比2022年度增加2.01万元；2024年度7.30万元。", False),
    ],
)
def test_one_change_told_from_two_years_before_is_out_of_line(text: str, fails: bool) -> None:
    assert ("base_year" in failed(("机关运行经费支出情况", text))) is fails


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("比上年增加2.01万元，但比2022年减少1.00万元", False),
        ("比2022年减少1.00万元，与上年相比，增加2.01万元", False),
        ("较去年持平，较2022年减少1.00万元", False),
        ("比2022年减少1.00万元，主要是上年设备更新较多", True),  # one comparison, and its cause
    ],
)
def test_two_comparisons_side_by_side_are_meant(text: str, fails: bool) -> None:
    said = f"2024年度机关运行经费支出7.30万元，{text}。"
    assert ("base_year" in failed(("机关运行经费支出情况", said))) is fails


@pytest.mark.parametrize(("usual", "more", "fails"), [(2, "", True), (1, "比2023年度减少0.30万元。", False)])
def test_a_chapter_of_the_form_with_no_other_comparison_needs_fewer_others(
    usual: int, more: str, fails: bool
) -> None:
    text = f"2024年度机关运行经费支出7.30万元，比2022年度增加2.01万元。{more}"
    read = document_of(*CHAPTERS[:usual], ("机关运行经费支出情况", text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_years(read.document, read_narrative(read).claims, 2024, found)
    assert ("base_year" in [made.rule_id for made in found.checks]) is fails


def test_changes_of_several_years_are_meant() -> None:
    said = "2024年度机关运行经费支出7.30万元，比2022年度增加2.01万元。"
    other = "2024年度“三公”经费支出7.30万元，比2022年度减少1.01万元。"
    assert "base_year" not in failed(("机关运行经费支出情况", said), ("“三公”经费支出情况", other))


@pytest.mark.parametrize("over", ["累计减少2.01万元", "减少2.01万元，年均减少1.00万元"])
def test_a_change_over_several_years_is_told_from_an_earlier_one(over: str) -> None:
    text = f"2024年度机关运行经费支出7.30万元，比2022年度{over}。"
    assert "base_year" not in failed(("机关运行经费支出情况", text))
