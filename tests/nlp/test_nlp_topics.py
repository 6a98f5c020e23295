"""What a clause only names is what the next one tells of, and the year before in any words."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims

SPENDING = "财政拨款支出决算情况说明"


def told(text: str, chapter: str = SPENDING) -> list[tuple[str, str | None, int | None, str]]:
    """Kind, subject, year and printed amount of each claim."""
    return [(one.kind, one.subject, one.period, one.raw or "") for one in claims(text, chapter)]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费方面，本年支出3万元。",
        "公务接待费：本年支出3万元。",
        "至于公务接待费，全年支出3万元。",
        "（b）公务接待费上年没有发生，本年支出3万元。",
        "B.公务接待费，本年支出3万元。",
    ],
)
def test_a_bare_side_is_that_of_what_was_only_named(text: str) -> None:
    assert [one[1] for one in told(text)] == ["公务接待费"]


@pytest.mark.parametrize(
    "text",
    ["公务接待费1万元，占10%。本年支出3万元。", "支出情况：本年支出3万元。", "2024年度，本年支出3万元。"],
)
def test_a_side_behind_what_was_told_or_behind_no_name_is_all_that_was_spent(text: str) -> None:
    assert told(text)[-1][1] == "本年支出"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("事业单位离退休，年初预算18万元，支出20万元。", "事业单位离退休"),
        ("库区移民补贴，支出决算20万元。", "库区移民补贴"),
        ("信息化运维专项：全年执行20万元。", "信息化运维专项"),
    ],
)
def test_what_a_chapter_is_about_is_not_meant_behind_a_name(text: str, subject: str) -> None:
    assert {one[1] for one in told(text)} == {subject}


@pytest.mark.parametrize("text", ["按照预算编制要求，支出决算20万元。", "经批复，年初预算18万元。"])
def test_a_manner_is_no_name(text: str) -> None:
    assert {one[1] for one in told(text)} == {"财政拨款支出"}


@pytest.mark.parametrize(
    "before",
    [
        "上年安排8万元，同比增加2万元",
        "上年预算安排8万元，多2万元",
        "去年列支了8万元，增加2万元",
        "由上年8万元增加2万元",
        "比上年的8万元多2万元",
        "较2023年8万元（含追加1万元）增加2万元",
        "上年核定数为8万元，增加2万元",
    ],
)
def test_the_year_before_is_the_base_in_any_words(before: str) -> None:
    found = told(f"培训费10万元，{before}。")
    assert [one for one in found if one[0] == "level"][:2] == [
        ("level", "培训费", 2024, "10万元"),
        ("level", "培训费", 2023, "8万元"),
    ]
    assert [one[1:3] for one in found if one[0] == "change"] == [("培训费", 2024)]


def test_what_only_names_a_year_and_something_else_is_no_base() -> None:
    assert told("培训费10万元，上年结转8万元。")[1][1:3] == ("上年结转", 2024)


@pytest.mark.parametrize("year", ["2023年未安排", "2023年没有此项支出", "2023年度均无"])
def test_a_year_of_which_there_was_nothing_is_not_that_of_what_follows(year: str) -> None:
    found = told(f"因公出国（境）费3万元，{year}，系新增；公务接待费2万元。")
    assert {one[2] for one in found} == {2024}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("造林专项75万元，每亩补助500元，较上年增加15万元。", "造林专项"),
        ("造林专项75万元，每亩补助500元，较上年增加50元。", "每亩补助"),
        ("公务用车运行维护费18万元，平均每辆3万元，较上年增加5万元。", "公务用车运行维护费"),
    ],
)
def test_an_amount_of_each_is_told_in_passing(text: str, subject: str) -> None:
    assert told(text)[-1][1] == subject


def test_a_rate_behind_an_amount_of_each_may_be_of_either() -> None:
    rate = claims("公务用车运行维护费18万元，平均每辆3万元，较上年增长12.5%。", SPENDING)[-1]
    assert not rate.understood


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("项目支出包含三块：一是道路管理63万元；二是信息化8万元，占11%。", "项目支出"),
        ("财政拨款基本支出30万元，人员经费占81%，为24.3万元。", "财政拨款基本支出"),
        ("基本支出30万元，其中人员经费占81%。", "基本支出"),
    ],
)
def test_a_share_is_one_of_what_stands_before_it(text: str, whole: str) -> None:
    shares = [one for one in claims(text, SPENDING) if one.kind == "share"]
    assert [one.share_of for one in shares] == [whole]


def test_behind_examples_of_it_stands_what_is_measured() -> None:
    found = claims("基本支出35万元，其中使用事业收入等非财政拨款4万元。", SPENDING)
    assert found[-1].subject == "非财政拨款"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("本年支出由2023年的8万元变为10万元，多2万元。", [2023, 2024]),
        ("行政运行（项）2023年8万元，本年10万元，多2万元。", [2023, 2024]),
        ("电费10万元，2023年按8万度测算为8万元；物业管理费9万元。", [2024, 2023, 2024]),
        ("2023年收入合计90万元；支出合计80万元。", [2023, 2023]),  # it begins with the year
    ],
)
def test_a_year_reaches_as_far_as_its_row(text: str, years: list[int]) -> None:
    assert [one[2] for one in told(text) if one[0] == "level"] == years


def test_an_adjustment_is_one_of_the_budget() -> None:
    change = claims("行政运行（项）全年预算较年初预算调增5万元。", SPENDING)[-1]
    assert (change.base, change.phase) == ("initial_budget", "adjusted_budget")
    assert claims("行政运行（项）决算较年初预算增加5万元。", SPENDING)[-1].phase == "final"


def test_what_a_whole_is_made_of_is_told_and_not_the_whole() -> None:
    found = told("公用经费由办公费4万元、差旅费3万元构成。")
    assert [one[1] for one in found] == ["办公费", "差旅费"]


def test_a_share_behind_another_is_one_of_the_same_unknown_whole() -> None:
    shares = [
        one
        for one in claims("甲项增加6万元，占项目增加额的84%；乙项增加1万元，占16%。", SPENDING)
        if one.kind == "share"
    ]
    assert {one.share_of for one in shares} == {"项目增加额"}


def test_a_base_in_brackets_leaves_the_change_behind_it_with_its_subject() -> None:
    rate = claims("公务接待费较2023年预算（6.12万元）下降32.35%。", "“三公”经费预算情况说明", kind="budget")[
        -1
    ]
    assert (rate.kind, rate.subject) == ("change_rate", "公务接待费")


@pytest.mark.parametrize(
    ("text", "year"), [("（2023年收入总计90万元。）", 2023), ("收入总计90万元（2023年为80万元）。", 2024)]
)
def test_a_year_that_opens_brackets_around_a_sentence_is_its_year(text: str, year: int) -> None:
    assert told(text)[0][2] == year


@pytest.mark.parametrize(
    "counted", ["因公出国（境）0批0人。", "国内接待8批次、92人。", "公务用车保有量2辆。"]
)
def test_what_is_named_behind_a_count_is_what_the_next_amount_is_of(counted: str) -> None:
    text = f"{counted}\n（三）公务用车购置费。2024年支出16万元。"
    assert told(text)[-1][1] == "公务用车购置费"


def test_an_amount_right_behind_a_count_is_still_of_what_was_counted() -> None:
    assert told("（二）公务接待费。国内接待8批次、92人，共计支出5万元。")[-1][1] == "国内接待"
