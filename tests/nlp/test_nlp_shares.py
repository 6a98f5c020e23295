"""Shares: of what, and whose, however the words for them stand."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, rows

TITLE = "支出决算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "本年支出合计80万元，其中：基本支出60万元，占本年支出合计的比重为75%；项目支出20万元。",
        "本年支出合计80万元。基本支出60万元，占本年支出合计比重75%。",
        "本年支出合计80万元。基本支出占本年支出合计的比例为75%。",
        "本年支出合计80万元。基本支出60万元，占本年支出合计的百分比是75%。",
    ],
)
def test_the_words_before_a_word_for_share_name_its_whole(text: str) -> None:
    (share,) = [claim for claim in claims(text, TITLE) if claim.kind == "share"]
    assert (share.measure, share.share_of) == ("basic_expenditure", "本年支出合计")


def test_a_share_that_names_no_whole_is_one_of_what_was_opened() -> None:
    text = "本年支出合计80万元，其中：基本支出60万元，所占比重为75%。"
    (share,) = [claim for claim in claims(text, TITLE) if claim.kind == "share"]
    assert (share.measure, share.share_of) == ("basic_expenditure", "本年支出合计")


@pytest.mark.parametrize(
    "text",
    [
        "基本支出、项目支出分别为60万元、20万元，占本年支出合计的75%和25%。",
        "基本支出60万元、项目支出20万元，占本年支出合计比重分别为75%、25%。",
        "基本支出60万元和项目支出20万元，占本年支出合计的比例依次为75%和25%。",
    ],
)
def test_each_of_several_amounts_has_its_share_of_one_whole(text: str) -> None:
    told = rows(text, TITLE, "kind", "measure", "value", "share_of")
    assert [row[1:] for row in told if row[0] == "share"] == [
        ("basic_expenditure", "75", "本年支出合计"),
        ("project_expenditure", "25", "本年支出合计"),
    ]


def test_one_thing_with_two_wholes_is_not_two_things() -> None:
    text = "本年支出合计80万元，占全年预算和总资产的比重分别为75%和25%。"
    shares = [claim for claim in claims(text, TITLE) if claim.kind == "share"]
    assert {claim.subject for claim in shares} <= {"本年支出合计"}
    assert all("预算" not in (claim.subject or "") for claim in claims(text, TITLE))


@pytest.mark.parametrize("opening", ["本年度支出预算80万元", "本年支出预算80万元", "本年度预算支出80万元"])
def test_the_year_in_front_of_a_side_is_cut_off_whole_or_not_at_all(opening: str) -> None:
    (claim,) = claims(f"{opening}。", "支出预算情况说明", kind="budget")
    assert (claim.measure, claim.understood) == ("current_year_expenditure", True)


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("全县财政预算收入完成80万元。", "final"),
        ("财政预算收入累计实现80万元。", "final"),
        ("财政预算收入80万元。", "adjusted_budget"),
    ],
)
def test_a_budget_in_the_name_of_a_revenue_that_came_in_is_no_stage(text: str, phase: str) -> None:
    (claim,) = claims(text, "收入情况说明")
    assert claim.phase == phase


@pytest.mark.parametrize("aside", ["", "（机构改革前）", "（2021年度）", "(口径调整前)"])
def test_an_aside_behind_the_year_compared_with_names_nothing(aside: str) -> None:
    text = f"公务接待费支出5万元，比2021年{aside}决算数减少3万元，下降37.5%。"
    changes = [claim for claim in claims(text, "“三公”经费支出决算情况说明") if claim.kind != "level"]
    assert {(claim.measure, claim.base) for claim in changes} == {("official_reception", "other")}


def test_an_amount_in_brackets_behind_the_year_is_read() -> None:
    text = "公务接待费支出5万元，比上年（8万元）减少3万元。"
    told = rows(text, "“三公”经费支出决算情况说明", "kind", "value", "period")
    assert told == [("level", "5", "2024"), ("level", "8", "2023"), ("change", "3", "2024")]


@pytest.mark.parametrize(
    "text",
    [
        "住房公积金按工资总额的12%缴纳，共5万元。",
        "住房公积金按单位工资比例12%列5万元。",
        "住房公积金依照工资总额12%计提，支出5万元。",
    ],
)
def test_a_rate_by_which_an_amount_is_worked_out_is_no_share(text: str) -> None:
    told = rows(text, "基本支出决算情况说明", "kind", "subject", "value")
    assert told == [("level", "住房公积金", "5")]


@pytest.mark.parametrize("text", ["基本支出按可比口径增长5%。", "按支出性质分，基本支出占支出合计的60%。"])
def test_a_rate_behind_a_way_of_looking_is_told(text: str) -> None:
    (claim,) = claims(text, TITLE)
    assert (claim.measure, claim.understood) == ("basic_expenditure", True)


@pytest.mark.parametrize(
    "told",
    [
        "，为上年的150%",
        "，相当于去年同期的150 %",
        "，达到2023年支出的150%",
        "，是上年的1.5倍",
        "，仅为上年4万元的150%",
    ],
)
def test_what_something_is_of_what_it_was_is_a_share_of_the_year_before(told: str) -> None:
    found = rows(f"会议费6万元{told}。", "支出决算情况说明", "kind", "subject", "share_of", "period", "phase")
    assert found[-1] == ("share", "会议费", "上年", "2024", "final")
    amounts = [row for row in found[:-1] if row[3] == "2023"]
    assert amounts == ([("level", "会议费", None, "2023", "final")] if "4万元" in told else [])


@pytest.mark.parametrize("told", ["，为基本支出的50%", "，相当于养老保险缴费的50%"])
def test_what_something_is_of_another_thing_is_a_share_of_it(told: str) -> None:
    found = rows(f"职业年金缴费6万元{told}。", "支出决算情况说明", "kind", "share_of")
    assert found[-1] == ("share", told.split("的")[0].lstrip("，为相当于"))


@pytest.mark.parametrize("told", ["，为年初预算的150%", "，为2024年预算的150%", "，比上年增加150%"])
def test_a_rate_of_a_budget_or_of_a_change_is_no_such_share(told: str) -> None:
    found = rows(f"会议费6万元{told}。", "支出决算情况说明", "kind")
    assert found[-1] in [("completion_rate",), ("change_rate",)]


@pytest.mark.parametrize(
    "marks", [("（二）", "1.", "2.", "（三）"), ("2.", "（1）", "（2）", "3."), ("二、", "①", "②", "三、")]
)
def test_the_next_item_of_the_list_around_is_no_part_of_the_one_before(marks: tuple[str, ...]) -> None:
    text = (
        f"{marks[0]}公务用车购置及运行维护费。预算27万元，占“三公”经费预算的75%。其中：\n"
        f"{marks[1]}公务用车购置费7万元；\n{marks[2]}公务用车运行维护费20万元。\n"
        f"{marks[3]}公务接待费。预算9万元，占25%。"
    )
    found = rows(text, "“三公”经费预算情况说明", "value", "subject", "share_of", kind="budget")
    assert found[-2:] == [("9", "公务接待费", None), ("25", "公务接待费", "“三公”经费")]


@pytest.mark.parametrize(
    "inside",
    [
        "，其中医疗收入72万元；",
        "（含上级补助12万元，占事业收入的16%）；",
        "（占事业收入的比例最高的是医疗收入，占事业收入的80%）；",
    ],
)
def test_behind_parts_of_a_part_the_list_goes_on(inside: str) -> None:
    text = f"本年收入合计80万元，其中：事业收入75万元，占93.75%{inside}其他收入5万元，占6.25%。"
    last = [claim for claim in claims(text, "收入决算情况说明") if claim.kind == "share"][-1]
    assert (last.measure, last.share_of) == ("other_revenue", "本年收入合计")


def test_parts_with_shares_of_their_own_are_of_the_part_that_they_divide() -> None:
    parts = "人员经费45万元，占75%；公用经费15万元，占25%。"
    text = f"本年支出合计80万元，其中：基本支出60万元，占75%，其中：{parts}"
    last = [claim for claim in claims(text, TITLE) if claim.kind == "share"][-1]
    assert (last.measure, last.share_of) == ("public_expenditure", "基本支出")


def test_a_share_of_a_change_is_not_understood_as_one_of_the_whole() -> None:
    text = "“三公”经费减少2万元（2万元的降额中，公务接待费占25%）。"
    (share,) = [claim for claim in claims(text, "“三公”经费支出情况说明") if claim.kind == "share"]
    assert not share.understood


@pytest.mark.parametrize("named", ["货物采购", "货物类采购", "货物项目"])
@pytest.mark.parametrize("rest", ["工程占100%，服务占77.78%。", "工程采购占100%，服务采购占77.78%。"])
def test_behind_the_share_of_one_part_the_others_are_shares_of_themselves(named: str, rest: str) -> None:
    opened = "2024年政府采购支出320万元，其中货物支出150万元、工程支出80万元、服务支出90万元。"
    text = f"{opened}{named}授予中小企业合同金额占货物支出的86.67%，{rest}"
    shares = [claim for claim in claims(text, "政府采购支出情况") if claim.kind == "share"]
    assert [claim.understood for claim in shares[1:]] == [False, False]


def test_behind_the_share_of_a_whole_the_others_are_shares_of_it() -> None:
    opened = "2024年政府采购支出320万元，其中货物支出150万元、工程支出80万元、服务支出90万元。"
    text = f"{opened}货物支出占政府采购支出的46.88%，工程支出占25%，服务支出占28.13%。"
    shares = [claim for claim in claims(text, "政府采购支出情况") if claim.kind == "share"]
    assert {(claim.share_of, claim.understood) for claim in shares} == {("政府采购支出", True)}


@pytest.mark.parametrize("opened", ["本年支出大于本年收入54.3万元。", "本年支出1894.5万元。"])
@pytest.mark.parametrize("part", ["收入中财政拨款收入", "财政拨款收入"])
def test_revenue_is_no_share_of_what_was_spent(opened: str, part: str) -> None:
    found = claims(f"{opened}{part}占97.55%。", "收入支出决算总体情况说明")
    (share,) = [claim for claim in found if claim.kind == "share"]
    assert share.share_of != "本年支出"
