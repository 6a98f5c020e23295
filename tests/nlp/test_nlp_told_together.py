"""Figures that are told together: of several things, against several bases, by one verb."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import read, rows

TITLE = "支出决算情况说明"
EACH = ("value", "kind", "direction", "subject")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("基本支出60万元、项目支出40万元，分别占60%和40%，分别较上年增加5%、下降3%。", ("5", "3")),
        ("基本支出60万元、项目支出40万元，分别比上年增长5%和下降3%。", ("5", "3")),
        ("基本支出和项目支出分别为60万元、40万元，较上年分别增加5万元、减少3万元。", ("5", "3")),
    ],
)
def test_several_things_may_each_change_their_own_way(text: str, told: tuple[str, str]) -> None:
    found = [row[1:] for row in rows(text, TITLE, *EACH) if row[0] in told]
    assert [row[1:] for row in found] == [("up", "基本支出"), ("down", "项目支出")]


@pytest.mark.parametrize(
    "text",
    [
        "收入总计50万元、支出总计40万元，分别比上年增加5万元、4万元，各增长10%、11%。",
        "收入总计、支出总计分别为50万元、40万元，比上年分别增加5万元、4万元，增长10%、11%。",
    ],
)
def test_rates_behind_changes_told_together_are_of_the_same_things(text: str) -> None:
    found = rows(text, "收入支出决算总体情况说明", "value", "kind", "subject")
    assert found[4:] == [("10", "change_rate", "收入总计"), ("11", "change_rate", "支出总计")]


def test_a_rate_behind_one_change_is_of_that_one() -> None:
    text = "收入总计50万元，比上年增加5万元，增长11%；支出总计40万元，比上年增加4万元，增长12%。"
    found = rows(text, "收入支出决算总体情况说明", "value", "kind", "subject")
    assert [row[2] for row in found if row[1] == "change_rate"] == ["收入总计", "支出总计"]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费3万元，与上年决算数和年初预算数相比分别减少2万元、1万元，下降40%、25%。",
        "公务接待费3万元，较上年决算数、年初预算数分别减少2万元和1万元，下降40%、25%。",
        "公务接待费3万元，比上年及年初预算分别减少2万元、1万元。",
    ],
)
def test_changes_against_two_bases_each_have_their_own(text: str) -> None:
    found = rows(text, TITLE, "kind", "subject", "base")[1:]
    assert {row[1] for row in found} == {"公务接待费"}
    assert [row[2] for row in found] == ["prior_year", "initial_budget"] * (len(found) // 2)


def test_one_change_behind_two_things_compared_with_has_one_base() -> None:
    text = "公务接待费3万元，与上年相比减少2万元，下降40%。"
    assert [row[0] for row in rows(text, TITLE, "base")[1:]] == ["prior_year", "prior_year"]


@pytest.mark.parametrize(
    "cause",
    [
        "压减办公费3万元、会议费2万元、差旅费1万元",
        "减少办公费3万元、会议费2万元和差旅费1万元",
        "节约办公费3万元、会议费2万元及差旅费1万元",
    ],
)
def test_a_verb_before_the_first_of_several_things_is_that_of_all(cause: str) -> None:
    text = f"机关运行经费比上年减少6万元，下降12%，主要原因是{cause}。"
    inside = rows(text, "机关运行经费支出情况说明", *EACH)[2:]
    assert [row[1:3] for row in inside] == [("change", "down")] * 3
    assert [row[3] for row in inside] == ["办公费", "会议费", "差旅费"]


def test_a_list_of_amounts_has_no_verb() -> None:
    text = "机关运行经费主要包括：办公费3万元、会议费2万元。"
    assert {row[0] for row in rows(text, "机关运行经费支出情况说明", "kind")} == {"level"}


@pytest.mark.parametrize(
    ("whole", "fund"),
    [
        ("一般公共预算财政拨款支出", "general_public_budget"),
        ("财政拨款支出", "fiscal_grant"),
        ("政府性基金预算支出", "government_fund"),
        ("本年支出合计", None),
    ],
)
@pytest.mark.parametrize("part", ["基本支出60万元", "教育支出（类）60万元", "城乡社区支出60万元"])
def test_the_parts_of_what_a_fund_pays_are_paid_by_it(whole: str, fund: str | None, part: str) -> None:
    found = read(f"{whole}100万元，其中：{part}。", TITLE).claims
    assert found[1].fund == fund


def test_a_part_that_names_its_own_fund_keeps_it() -> None:
    found = read("财政拨款支出100万元，其中：政府性基金预算支出60万元。", TITLE).claims
    assert found[1].fund == "government_fund"


@pytest.mark.parametrize(
    "text",
    [
        "本年收入合计90万元其中财政拨款收入81万元占90%其他收入9万元占10%。",
        "收入总计95万元，本年收入合计90万元（其中财政拨款收入81万元，占90%；其他收入9万元，占10%）。",
        "收入总计95万元，其中本年收入合计90万元，其中：财政拨款收入81万元，占90%；其他收入9万元，占10%。",
    ],
)
def test_parts_are_of_the_whole_that_stands_right_before_them(text: str) -> None:
    shares = [row[1] for row in rows(text, "收入决算情况说明", "kind", "share_of") if row[0] == "share"]
    assert shares == ["本年收入合计", "本年收入合计"]


def test_short_names_in_brackets_are_read_below_what_stands_before_them() -> None:
    text = "公务接待费1万元；公务用车购置及运行费5万元（其中购置费0万元、运行费5万元）。"
    found = rows(text, "“三公”经费支出决算情况说明", "measure")
    assert [row[0] for row in found[1:]] == ["official_vehicles", "vehicle_purchase", "vehicle_operation"]


def test_parts_that_open_a_clause_are_of_the_subject_before_it() -> None:
    text = "本年收入合计90万元。其中：财政拨款收入81万元，占90%。"
    assert rows(text, "收入决算情况说明", "share_of")[-1] == ("本年收入合计",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("基本支出60万元、项目支出40万元，分别完成年初预算的98%和95%，分别占总支出的60%和40%。", "share"),
        ("基本支出、项目支出分别完成预算的98%、95%，分别比上年增长5%和4%。", "change_rate"),
        ("门诊人次6万人次、出院人次2万人次，分别比上年增长5%和4%。", "change_rate"),
    ],
)
def test_what_is_told_together_again_is_of_the_same_things(text: str, kind: str) -> None:
    found = [row[1] for row in rows(text, TITLE, "kind", "subject") if row[0] == kind]
    assert found in (["基本支出", "项目支出"], ["门诊人次", "出院人次"])


@pytest.mark.parametrize("words", ["2批14人次", "批次2批、人次14人", "2批次、14人次"])
def test_counts_beside_a_changed_count_changed_too(words: str) -> None:
    text = f"公务接待20批、150人次，比上年减少{words}。"
    found = rows(text, "“三公”经费支出决算情况说明", "kind", "direction", "base")[2:]
    assert found == [("change", "down", "prior_year")] * 2


def test_a_count_of_something_else_behind_a_change_is_a_count() -> None:
    text = "公务接待20批，比上年减少2批，接待150人次。"
    assert rows(text, "“三公”经费支出决算情况说明", "kind")[-1] == ("count",)


@pytest.mark.parametrize("words", ["人数0人", "人次0人次", "人次数0人次"])
def test_a_word_of_count_alone_goes_on_with_what_was_counted(words: str) -> None:
    found = rows(f"因公出国（境）团组0个，{words}。", "“三公”经费支出决算情况说明", "measure")
    assert found == [("overseas_groups",), ("overseas_persons",)]


def test_a_word_of_count_behind_nothing_is_its_own() -> None:
    assert rows("人数12人。", "国有资产占用情况说明", "measure") == [(None,)]


@pytest.mark.parametrize("numbers", [("（一）", "（二）"), ("1.", "2."), ("(1)", "(2)")])
def test_items_of_a_list_are_paid_by_the_fund_of_what_opened_it(numbers: tuple[str, str]) -> None:
    first, second = numbers
    text = (
        f"财政拨款支出100万元，其中：\n{first}教育支出（类）60万元。\n{second}卫生健康支出（类）40万元。\n"
        "三、教育支出（类）70万元。\n本年基本支出90万元。"
    )
    assert [claim.fund for claim in read(text, TITLE).claims] == ["fiscal_grant"] * 3 + [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "支出合计20万元，比上年的18万元和年初预算的19万元分别增加2万元和1万元，增幅分别为11.11%、5.26%。",
        "支出合计20万元，比上年增加2万元、比年初预算增加1万元，分别增长11.11%、5.26%。",
        "支出合计20万元，较上年、年初预算分别增加2万元、1万元，分别增长11.11%和增长5.26%。",
    ],
)
def test_rates_of_one_thing_are_each_against_the_base_of_their_amount(text: str) -> None:
    found = rows(text, TITLE, "value", "base", "phase", "subject")
    changes = [row[1:] for row in found if row[0] in ("2", "1", "11.11", "5.26")]
    prior, budget = ("prior_year", "final", "支出合计"), ("initial_budget", "final", "支出合计")
    assert changes == [prior, budget, prior, budget]


def test_shares_of_two_things_have_no_base_from_their_amounts() -> None:
    found = rows("基本支出60万元，项目支出40万元，分别占60%、40%。", TITLE, "kind", "subject", "base")
    assert found[2:] == [("share", "基本支出", None), ("share", "项目支出", None)]


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        ("下降5%、增长12%、持平", ["down", "up", "flat"]),
        ("下降5%、持平、增长12%", ["down", "flat", "up"]),
        ("增长5%、下降12%、下降3%", ["up", "down", "down"]),
    ],
)
@pytest.mark.parametrize(
    "front", ["会议费、培训费、差旅费较上年分别", "会议费3万元、培训费4万元、差旅费5万元，比上年分别"]
)
def test_each_of_the_changes_told_together_has_its_own_thing(front: str, ways: str, told: list[str]) -> None:
    found = rows(f"{front}{ways}。", "支出决算情况说明", "kind", "subject", "direction")
    changed = [(subject, way) for kind, subject, way in found if kind != "level"]
    assert changed == list(zip(["会议费", "培训费", "差旅费"], told, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "2022年、2023年、2024年会议费分别为5万元、4万元、3万元。",
        "会议费2022、2023和2024年度决算数分别为5万元、4万元和3万元。",
        "会议费（2022年、2023年、2024年）依次为5万元、4万元、3万元。",
    ],
)
def test_one_thing_in_several_years(text: str) -> None:
    assert rows(text, "支出决算情况说明", "subject", "value", "period") == [
        ("会议费", "5", "2022"),
        ("会议费", "4", "2023"),
        ("会议费", "3", "2024"),
    ]


def test_a_price_behind_a_count_told_together_is_no_count() -> None:
    text = "购置车辆2辆，支出35万元，分别为消防车1辆18万元、洒水车1辆17万元。"
    assert [row[0] for row in rows(text, "支出决算情况说明", "kind")][2:] == ["count", "level"] * 2


def test_what_follows_parts_that_make_the_whole_is_told_of_the_whole() -> None:
    text = "收入90.5万元，其中事业收入80.5万元、其他10万元，较上年的85.5万元增加5万元。"
    told = rows(text, "收入决算情况说明", "subject", "value", "period")
    assert told[3:] == [("收入", "85.5", "2023"), ("收入", "5", "2024")]
    of_part = "收入90.5万元，其中事业收入80.5万元、利息10万元，较上年的9万元增加1万元。"
    assert rows(of_part, "收入决算情况说明", "subject", "value")[3:] == [("利息", "9"), ("利息", "1")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("会议费、培训费占公用经费的比例分别为8.6%和1.4%。", "share"),
        ("会议费、培训费占比分别为8.6%、1.4%。", "share"),
        ("会议费、培训费预算执行率分别为8.6%和1.4%。", "completion_rate"),
        ("会议费、培训费较上年增幅依次为8.6%、1.4%。", "change_rate"),
    ],
)
def test_what_figures_are_may_stand_before_respectively(text: str, kind: str) -> None:
    assert rows(text, "支出决算情况说明", "kind", "subject", "value") == [
        (kind, "会议费", "8.6"),
        (kind, "培训费", "1.4"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "会议费预算执行率为79.6%。",
        "项目支出9万元；会议费支付进度79.6%。",
        "2024年会议费全年预算完成率达到79.6%。",
    ],
)
def test_the_rate_of_a_thing_named_right_before_it_is_that_things(text: str) -> None:
    told = rows(text, "支出决算情况说明", "kind", "subject", "value")[-1]
    assert told == ("completion_rate", "会议费", "79.6")
    goes_on = rows("会议费9万元，支出预算执行率79.6%。", "支出决算情况说明", "kind", "subject")
    assert goes_on[-1] == ("completion_rate", "会议费")
