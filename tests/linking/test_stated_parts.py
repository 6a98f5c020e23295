"""Totals of which the text itself states the parts: families, numbered lists, changes opened behind."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.families import check_families, check_headlines, check_restated
from linking.checks.text.statements import check_statements
from linking.links.figure_index import build_ledger
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of, read

PUBLIC = "“三公”经费支出决算情况说明"
SPENDING = "支出决算情况说明"
GENERAL = "一般公共预算财政拨款支出决算情况说明"


def verdicts(*chapters: tuple[str, str], rule: str, kind: str = "final_accounts") -> list[str]:
    """How the checks of a rule came out, in order."""
    read = document_of(*chapters, kind=kind)
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    claims = read_narrative(read).claims
    check_statements(claims, found)
    check_families(claims, read.document.record.fiscal_year, found)
    return [made.verdict for made in found.checks if made.rule_id == rule]


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费支出10.00万元，其中：因公出国（境）费0.00万元，公务用车购置及运行维护费6.00万元，公务接待费{}万元。",
        "“三公”经费支出10.00万元。因公出国（境）费支出2.00万元；公务用车购置及运行维护费4.00万元，其中购置费0.00万元，运行费4.00万元；公务接待费{}万元。",
        "“三公”经费支出10.00万元，比上年增加1.00万元。公务用车购置费2.00万元，公务用车运行维护费4.00万元，公务接待费{}万元，因公出国（境）费0.00万元。",
    ],
)
def test_three_public_expenditure_is_the_sum_of_its_parts(text: str) -> None:
    assert set(verdicts((PUBLIC, text.format("4.00")), rule="stated_parts")) == {"holds"}
    assert "fails" in verdicts((PUBLIC, text.format("7.00")), rule="stated_parts")


def test_nothing_without_decimals_is_nothing() -> None:
    text = (
        "“三公”经费支出{}万元，其中：因公出国（境）费0万元，公务用车购置及运行维护费0万元，公务接待费34万元。"
    )
    assert set(verdicts((PUBLIC, text.format("34")), rule="stated_parts")) == {"holds"}
    assert set(verdicts((PUBLIC, text.format("38")), rule="stated_parts")) == {"fails"}


@pytest.mark.parametrize(("whole", "outcome"), [("8", "holds"), ("10", "fails"), ("7.50", "holds")])
def test_a_whole_without_the_decimals_of_its_parts_is_rounded(whole: str, outcome: str) -> None:
    text = (
        f"与上年相比，“三公”经费支出增加{whole}万元，其中：因公出国（境）费增加3万元，公务接待费减少4.00万元，"
        "公务用车购置及运行维护费增加8.50万元。"
    )
    assert verdicts((PUBLIC, text), rule="stated_parts") == [outcome]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [("基本持平", []), ("大致持平", []), ("变化不大", []), ("持平", ["fails"]), ("减少4.00万元", ["holds"])],
)
def test_a_sum_with_a_part_that_stays_about_the_same_is_not_judged(words: str, outcome: list[str]) -> None:
    text = (
        "与上年相比，“三公”经费支出增加7.50万元，其中：因公出国（境）费增加3.00万元，"
        f"公务接待费与上年{words}，公务用车购置及运行维护费增加8.50万元。"
    )
    assert verdicts((PUBLIC, text), rule="stated_parts") == outcome


def test_a_part_may_go_unsaid_but_none_is_more_than_the_whole() -> None:
    text = "“三公”经费支出10.00万元，其中：公务用车运行维护费6.00万元，公务接待费{}万元。"
    assert verdicts((PUBLIC, text.format("3.00")), rule="stated_parts") == []
    assert verdicts((PUBLIC, text.format("5.00")), rule="stated_parts") == ["fails"]


def test_changes_of_the_parts_make_that_of_the_whole_with_their_signs() -> None:
    text = (
        "与上年相比，“三公”经费支出增加1.00万元，其中：公务用车购置及运行维护费增加3.00万元，"
        "公务接待费减少{}万元，因公出国（境）费持平。"
    )
    assert verdicts((PUBLIC, text.format("2.00")), rule="stated_parts") == ["holds"]
    assert verdicts((PUBLIC, text.format("1.00")), rule="stated_parts") == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        # the budget of one and the outturn of the others
        "“三公”经费支出决算10.00万元，其中：因公出国（境）费0.00万元，公务用车购置及运行维护费6.00万元，公务接待费年初预算5.00万元。",
        # told twice, with two values: of the body and of a unit
        "“三公”经费支出10.00万元。公务接待费4.00万元。公务接待费5.00万元。因公出国（境）费0.00万元。公务用车购置及运行维护费6.00万元。",
        # of another year
        "“三公”经费支出10.00万元，因公出国（境）费0.00万元，公务用车购置及运行维护费6.00万元，2022年公务接待费5.00万元。",
    ],
)
def test_what_is_not_of_one_stage_year_and_value_is_not_added(text: str) -> None:
    assert "fails" not in verdicts((PUBLIC, text), rule="stated_parts")


@pytest.mark.parametrize(
    "text",
    [
        "项目支出90.00万元，具体为：（1）防汛项目{}万元；（2）演练项目40.00万元。",
        "项目支出90.00万元。项目支出具体包括：①防汛项目{}万元；②演练项目40.00万元。",
        "项目支出90.00万元，其中：1.防汛项目{}万元，2.演练项目40.00万元。",
    ],
)
def test_numbered_parts_make_no_more_than_their_whole(text: str) -> None:
    assert verdicts((SPENDING, text.format("50.00")), rule="counted_parts") == []
    assert verdicts((SPENDING, text.format("60.00")), rule="counted_parts") == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        "项目支出90.00万元，其中：防汛项目60.00万元；基本支出40.00万元。",
        "项目支出90.00万元，具体为：（1）防汛项目60.00万元，其中材料费40.00万元；（2）演练项目30.00万元。",
        "基本支出40.00万元，项目支出90.00万元，分别为：（1）2023年项目60.00万元；（2）2022年项目70.00万元。",
    ],
)
def test_what_is_not_numbered_one_amount_each_is_not_added(text: str) -> None:
    assert verdicts((SPENDING, text), rule="counted_parts") == []


@pytest.mark.parametrize("opening", ["增加额中，", "增加的部分中，", "增支额中，"])
def test_the_parts_of_a_change_may_stand_in_the_next_sentence(opening: str) -> None:
    text = f"本年支出809.00万元，较上年增加54.00万元。{opening}基本支出增加42.00万元，项目支出增加{{}}万元。"
    assert verdicts((SPENDING, text.format("12.00")), rule="parts_of_change") == ["holds"]
    assert verdicts((SPENDING, text.format("21.00")), rule="parts_of_change") == ["fails"]


def test_changes_in_the_next_sentence_are_no_parts_unless_it_says_so() -> None:
    text = "本年支出809.00万元，较上年增加54.00万元。全口径看，基本支出增加42.00万元，项目支出增加21.00万元。"
    assert verdicts((SPENDING, text), rule="parts_of_change") == []


def test_what_is_bought_is_no_less_than_the_goods_and_services_named() -> None:
    text = "政府采购预算60.50万元，其中货物类{}万元、服务类38.00万元，无工程类采购。"
    assert "fails" not in verdicts((SPENDING, text.format("22.50")), rule="stated_parts")
    assert "fails" in verdicts((SPENDING, text.format("52.50")), rule="stated_parts")


def test_the_changes_of_basic_and_project_expenditure_make_that_of_a_fund() -> None:
    text = (
        "一般公共预算财政拨款支出800.00万元，比上年减少40.00万元。基本支出600.00万元，比上年减少15.00万元；"
        "项目支出200.00万元，比上年减少{}万元。"
    )
    assert verdicts((GENERAL, text.format("25.00")), rule="stated_parts") == ["holds"]
    assert verdicts((GENERAL, text.format("75.00")), rule="stated_parts") == ["fails"]
    # of a body's own money there are other uses
    own = text.replace("一般公共预算财政拨款支出", "本年支出")
    assert verdicts((SPENDING, own.format("75.00")), rule="stated_parts") == []


def test_what_is_nil_by_now_has_not_grown() -> None:
    text = (
        "“三公”经费支出{}万元，比上年减少0.90万元。因公出国（境）费支出{}万元；公务用车购置及运行维护费支出"
        "6.00万元，比上年减少0.60万元；公务接待费支出4.00万元，比上年减少{}万元。"
    )
    assert "fails" not in verdicts((PUBLIC, text.format("10.00", "0.00", "0.10")), rule="stated_parts")
    assert "fails" in verdicts((PUBLIC, text.format("10.00", "0.00", "5.30")), rule="stated_parts")
    assert "fails" not in verdicts((PUBLIC, text.format("15.00", "5.00", "5.30")), rule="stated_parts")


def test_a_change_the_wrong_way_round_is_told_though_what_is_nil_has_no_change() -> None:
    text = (
        "“三公”经费支出10.00万元，比上年增加1.15万元（其中：一般公共预算支出10.00万元；政府性基金支出0万元）。"
        "因公出国（境）费支出0万元；公务用车购置及运行维护费支出6.00万元，比上年{}0.85万元；"
        "公务接待费支出4.00万元，比上年增加{}万元。"
    )
    assert "fails" in verdicts((PUBLIC, text.format("增加", "2.00")), rule="stated_parts")
    assert "fails" not in verdicts((PUBLIC, text.format("减少", "2.00")), rule="stated_parts")
    assert "fails" not in verdicts((PUBLIC, text.format("增加", "2.10")), rule="stated_parts")  # one fell


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费支出4.5万元，其中因公出国（境）费0万元，公务接待费0万元，公务用车购置及运行维护费{}万元。",
        "“三公”经费支出6.5万元，其中因公出国（境）费0万元，公务接待费2万元，公务用车购置及运行维护费{}万元。",
    ],
)
def test_whole_numbers_beside_finer_ones_are_as_fine(text: str) -> None:
    assert set(verdicts((PUBLIC, text.format("4.5")), rule="stated_parts")) == {"holds"}
    assert "fails" in verdicts((PUBLIC, text.format("5.8")), rule="stated_parts")


@pytest.mark.parametrize(
    "text",
    [
        # nothing is told with decimals
        "“三公”经费支出20万元，其中因公出国（境）费0万元，公务接待费9万元，公务用车购置及运行维护费12万元。",
        # one with decimals among whole numbers
        "“三公”经费支出358万元，其中因公出国（境）费53万元，公务接待费201万元，公务用车购置及运行维护费103.5万元。",
        # a number that is said to be rough
        "“三公”经费支出9.4万元，其中因公出国（境）费0万元，公务接待费约3万元，公务用车购置及运行维护费6万元。",
    ],
)
def test_numbers_that_may_be_rounded_are_given_their_half(text: str) -> None:
    assert "fails" not in verdicts((PUBLIC, text), rule="stated_parts")


TWICE = (
    "“三公”经费支出41.00万元，其中：因公出国（境）费0.00万元，公务用车购置及运行维护费21.00万元，公务接待费20.00万元。",
    "2024年度“三公”经费支出{}万元，比上年减少3.00万元。",
    "公务接待费支出{}万元，国内接待12批次。",
    "公务用车购置及运行维护费共计{}万元。",
)


@pytest.mark.parametrize(
    ("behind", "right", "wrong"), [(1, "41.00", "47.00"), (2, "20.00", "26.00"), (3, "21.00", "12.00")]
)
def test_an_amount_told_again_is_the_one_that_adds_up(behind: int, right: str, wrong: str) -> None:
    assert verdicts((PUBLIC, TWICE[0] + TWICE[behind].format(right)), rule="said_twice") == []
    assert verdicts((PUBLIC, TWICE[0] + TWICE[behind].format(wrong)), rule="said_twice") == ["fails"]


@pytest.mark.parametrize(
    "behind",
    [
        "局本级公务接待费支出12.00万元。",
        "公务接待费支出比预算26.00万元少。",
        "公务接待费年初预算26.00万元。",
        "上年公务接待费支出26.00万元。",
        "其中：公务接待费支出16.00万元。",
        "公务接待费支出26.00万元，其中财政拨款安排20.00万元。",
    ],
)
def test_an_amount_of_another_stage_year_or_body_is_not_told_again(behind: str) -> None:
    assert verdicts((PUBLIC, TWICE[0] + behind), rule="said_twice") == []


def test_two_amounts_of_two_members_leave_open_which_is_right() -> None:
    text = TWICE[0] + "公务接待费支出26.00万元，公务用车购置及运行维护费支出15.00万元。"
    assert verdicts((PUBLIC, text), rule="said_twice") == []


@pytest.mark.parametrize(
    ("first", "second", "fails"),
    [
        ("384.75", "348.75", True),
        ("384.75", "384.76", True),
        ("384.75", "384.75", False),
        ("384.75", "512.30", False),
        ("384.75", "384.8", False),
        ("6.00", "7.00", False),
    ],
)
def test_an_amount_told_twice_with_a_digit_out_of_place_is_mistyped(
    first: str, second: str, fails: bool
) -> None:
    text = (
        f"“三公”经费支出情况：公务接待费支出{first}万元，比上年减少。具体情况：公务接待费支出{second}万元。"
    )
    assert restated((PUBLIC, text)) is fails
    assert not restated(("项目绩效情况", text))


HEAD = "农林水支出（类）水利（款）防汛（项）257.14万元，主要用于防汛值守。"


@pytest.mark.parametrize(
    ("head", "outturn", "fails"),
    [
        (HEAD, "年初预算为274.82万元，支出决算为245.53万元，完成年初预算的89.34%。", True),
        (HEAD, "2024年度决算数245.53万元。", True),
        (HEAD.replace("257", "支出257"), "年初预算274.82万元，决算245.53万元。", True),
        (HEAD, "年初预算为274.82万元，支出决算为257.14万元。", False),
        (HEAD, "年初预算为257.14万元，支出决算为245.53万元。", False),  # headed by its budget
        (HEAD, "支出决算为257.1万元。", False),
        (HEAD, "年中追加12万元，支出决算为245.53万元。", False),
        (HEAD, "其中：基本支出决算为245.53万元。", False),
        (HEAD, "农林水支出（类）水利（款）其他水利支出（项）支出决算为245.53万元。", False),
        (HEAD.replace("防汛（项）", "防汛（项）年初预算"), "支出决算为245.53万元。", False),
        (HEAD.replace("，主要", "（含上年结转11.61万元），主要"), "支出决算为245.53万元。", False),
        (HEAD.replace("农林水支出（类）水利（款）", ""), "支出决算为245.53万元。", False),
    ],
)
def test_an_item_is_headed_by_its_outturn(head: str, outturn: str, fails: bool) -> None:
    found = ChecksMade("d" * 32, Sources.of([]), {})
    check_headlines(read(head + outturn).claims, build_ledger([], {}), found)
    assert [made.rule_id for made in found.checks] == ["said_twice"] * fails


@pytest.mark.parametrize(
    ("head", "outturn"),
    [
        (HEAD, "支出决算为244.28万元，完成年初预算的94.99%。"),
        (HEAD, "决算数244.28万元，预算执行率94.99%。"),
        (HEAD, "支出决算为270.00万元，完成105%。"),
        (HEAD, "支出决算为244.28万元，比预算减少12.86万元。"),
        (HEAD, "支出决算为244.28万元，较年初预算下降5%。"),
        (HEAD.replace("，主要", "，年初预算数，主要"), "支出决算为244.28万元。"),
        (HEAD.replace("，主要", "，系年初预算批复数，主要"), "支出决算为244.28万元。"),
        (HEAD.replace("，主要", "，按年初预算批复，主要"), "支出决算为244.28万元。"),
        (HEAD.replace("，主要", "（为2024年预算数），主要"), "支出决算为244.28万元。"),
    ],
)
def test_a_rate_or_words_of_its_own_show_that_an_item_is_headed_by_its_budget(
    head: str, outturn: str
) -> None:
    for text, told in (
        (head + outturn, []),
        (HEAD + "支出决算为244.28万元，完成预算的88.89%。", ["said_twice"]),
    ):
        found = ChecksMade("d" * 32, Sources.of([]), {})
        check_headlines(read(text).claims, build_ledger([], {}), found)
        assert [made.rule_id for made in found.checks] == told


def test_an_amount_of_another_stage_or_body_is_another_one() -> None:
    assert not restated((PUBLIC, "公务接待费年初预算为384.75万元，支出决算为348.75万元。"))
    assert not restated((PUBLIC, "公务接待费支出384.75万元，其中：国内公务接待费支出348.75万元。"))
    assert not restated(
        (PUBLIC, "公务接待费支出384.75万元，局本级支出348.75万元，其中：公务接待费348.75万元。")
    )
    assert not restated((PUBLIC, "公务接待费支出384.75万元、348.75万元、384.57万元。"))


def restated(*chapters: tuple[str, str]) -> bool:
    """Whether an amount that chapters tell twice is told to be mistyped."""
    read = document_of(*chapters)
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_restated(read.document, read_narrative(read).claims, build_ledger([], {}), found)
    return any(made.verdict == "fails" for made in found.checks)


@pytest.mark.parametrize(
    "text",
    [
        "某局在各部门中最多，“三公”经费支出9.00万元。该省全部行政事业单位用财政拨款开支的“三公”经费合计60.00万元。其中，因公出国（境）费6.00万元，公务用车购置及运行维护费34.00万元，公务接待费20.00万元。",
        "“三公”经费支出9.00万元。各镇街道汇总的“三公”经费支出60.00万元，其中：因公出国（境）费6.00万元、公务用车购置及运行维护费34.00万元、公务接待费20.00万元。",
        "“三公”经费支出9.00万元。因公出国（境）费6.00万元，公务用车购置及运行维护费34.00万元，公务接待费20.00万元，全市各单位“三公”经费支出总共60.00万元。",
    ],
)
def test_parts_that_make_another_whole_are_not_those_of_the_first(text: str) -> None:
    assert "fails" not in verdicts((PUBLIC, text), rule="stated_parts")


@pytest.mark.parametrize(
    "whole", ["一般公共预算财政拨款收入支出预算", "一般财政拨款收支预算", "一般公共预算拨款收支总预算"]
)
def test_changes_of_uses_make_that_of_a_whole_for_both_sides_which_the_uses_make(whole: str) -> None:
    text = whole + (
        "{}万元，比上年增加{}万元。其中基本支出70.00万元，比上年增加5.00万元；"
        "项目支出20.00万元，比上年增加1.50万元。"
    )

    def made(amount: str, change: str) -> list[str]:
        chapter = ("部门预算情况说明", text.format(amount, change))
        return verdicts(chapter, rule="stated_parts", kind="budget")

    assert "fails" not in made("90.00", "6.50")
    assert "fails" in made("90.00", "6.80")
    assert "fails" not in made("95.00", "6.80")  # what else is paid may have grown


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出9万元，比上年增加234.75万元。具体情况：公务接待费支出比上年增加{}万元。",
        "公务接待费较上年增加234.75万元，增长30%。公务接待费支出较上年增加{}万元，主要是批次增加。",
        "公务接待费同比增加234.75万元。与上年相比，公务接待费增加{}万元。",
    ],
)
def test_a_change_told_twice_with_a_digit_out_of_place_is_mistyped(text: str) -> None:
    assert restated((PUBLIC, text.format("232.75")))
    assert not restated((PUBLIC, text.format("234.75")))
    assert not restated((PUBLIC, text.format("181.20")))


def test_changes_from_two_bases_are_two_changes() -> None:
    assert not restated((PUBLIC, "公务接待费较上年增加234.75万元。公务接待费支出较年初预算增加232.75万元。"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修缮支出8.00万元，其中：屋面4.60万元、管网3.10万元、围墙2.40万元。", ["fails"]),
        (
            "修缮支出8.00万元，其中：屋面4.60万元、管网3.40万元，绿化支出2.40万元。",
            [],
        ),  # the first two make it
        ("修缮支出8.00万元，其中：屋面4.60万元，绿化支出9.40万元。", []),  # a part is no more than its whole
        ("修缮支出8.00万元，其中：屋面4.60万元、管网3.10万元，工程款余额2.40万元。", []),
        ("修缮支出8.00万元，其中：屋面4.60万元、管网3.10万元，加上绿化支出2.40万元。", []),
        ("修缮支出8.00万元，其中：屋面4.60万元，支出合计5.60万元。", []),
        ("修缮支出总计8.00万元，其中：屋面4.60万元、管网3.10万元、年末结转2.40万元。", ["fails"]),
    ],
)
def test_what_stands_behind_the_parts_may_be_no_part(text: str, expected: list[str]) -> None:
    assert verdicts((SPENDING, text), rule="part_within_whole") == expected
