"""Shares and changes of a sentence against the amounts that it tells; digits that changed places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linking.mistyped import swapped, typed_otherwise
from tests.linking.test_stated_parts import SPENDING, verdicts

PARTS = "教育支出61.25万元，占{}%；卫生健康支出30.15万元，占30.15%；住房保障支出8.60万元，占8.60%。"
TOLD, UNTOLD = f"本年支出合计100.00万元，其中：{PARTS}", f"（二）支出构成。{PARTS}"


@pytest.mark.parametrize("text", [TOLD, UNTOLD])
def test_one_share_of_a_list_that_does_not_follow_is_told(text: str) -> None:
    assert verdicts((SPENDING, text.format("61.25")), rule="stated_share") == []
    assert verdicts((SPENDING, text.format("58.33")), rule="stated_share") == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        # of something else that is not told: none fits
        "教育支出61.25万元，占51.04%；卫生健康支出30.15万元，占25.13%；住房保障支出8.60万元，占7.17%。",
        # of two wholes, and one share alone
        "教育支出60.00万元，占支出合计的60.00%；卫生健康支出40.00万元，占上年的66.67%。",
        "本年支出合计100.00万元，其中：教育支出61.25万元，占58.33%。",
    ],
)
def test_shares_that_may_be_of_another_whole_are_left_alone(text: str) -> None:
    assert verdicts((SPENDING, text), rule="stated_share") == []


@pytest.mark.parametrize(
    ("now", "before", "outcome"),
    [
        ("147.60", "123.15", ["holds"]),
        ("123.15", "123.15", ["fails"]),  # last year's amount left standing
        ("174.60", "123.15", ["fails"]),  # two digits swapped
        ("147.60", "183.15", ["fails"]),  # a digit of the base
        ("123.15", "147.60", ["fails"]),  # it fell
        ("560.20", "123.15", []),  # nothing that a hand does: it was read as something else
    ],
)
def test_a_change_is_the_distance_of_the_two_amounts(now: str, before: str, outcome: list[str]) -> None:
    text = f"一般公共预算财政拨款支出{now}万元，比2023年度{before}万元增加24.45万元。"
    assert verdicts((SPENDING, text), rule="stated_change") == outcome


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("支出31.50万元，均为疫情防控：防控物资{}万元、值守补助9.30万元、宣传3.50万元。", "18.70", "17.80"),
        ("项目支出1263.72万元，其中甲项目{}万元、乙项目165.00万元。", "1098.72", "1089.72"),
    ],
)
def test_digits_that_changed_places_in_a_list_are_told(text: str, right: str, wrong: str) -> None:
    assert "fails" not in verdicts((SPENDING, text.format(right)), rule="stated_parts")
    assert verdicts((SPENDING, text.format(wrong)), rule="stated_parts") == ["fails"]


def test_a_list_of_some_parts_makes_less_than_the_whole() -> None:
    text = "项目支出1263.72万元，其中甲项目898.72万元、乙项目165.00万元。"
    assert verdicts((SPENDING, text), rule="stated_parts") == []


def test_only_neighbours_change_places() -> None:
    assert swapped(Decimal("17.80"), Decimal("18.70"), 2)
    assert not swapped(Decimal("17.80"), Decimal("10.87"), 2)
    assert not swapped(Decimal("17.80"), Decimal("17.80"), 2)
    meant = set(typed_otherwise(Decimal("1.2"), 1))
    assert {Decimal("2.1"), Decimal("1.9"), Decimal("7.2")} <= meant
    assert Decimal("1.2") not in meant


@pytest.mark.parametrize(
    ("rate", "outcome"),
    [
        ("35.22", ["fails"]),  # change and rate make one base, and another is printed
        ("30.00", []),  # the rate may be of something else
    ],
)
def test_a_change_and_its_rate_that_agree_show_that_the_base_is_misprinted(
    rate: str, outcome: list[str]
) -> None:
    text = f"一般公共预算财政拨款支出8.00万元，比2023年度12.50万元减少4.35万元，下降{rate}%。"
    assert verdicts((SPENDING, text), rule="stated_change") == outcome


@pytest.mark.parametrize(
    "text",
    [
        "其中：财政拨款收入90.00万元（一般公共预算70.00万元，政府性基金20.00万元），占本年收入90.00%；"
        "事业收入6.00万元，占本年收入{}%；其他收入4.00万元，占本年收入4.00%。",
        "1.财政拨款收入90.00万元，占本年收入90.00%。2.事业收入6.00万元，占本年收入{}%。3.其他收入4.00万元，占本年收入4.00%。",
    ],
)
def test_shares_behind_remarks_and_in_items_of_their_own_are_of_one_whole(text: str) -> None:
    assert verdicts((SPENDING, text.format("6.00")), rule="stated_share") == []
    assert verdicts((SPENDING, text.format("5.45")), rule="stated_share") == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        "教育支出70.00万元、卫生健康支出{}万元，分别占70.00%、30.00%。",
        "教育支出70.00万元、卫生健康支出{}万元，分别占支出的70.00%、30.00%。",
        "教育支出70.00万元和卫生健康支出{}万元，各占70%、30%。",
        "教育支出70.00万元（小学50.00万元、中学20.00万元）、卫生健康支出{}万元，分别占70.00%和30.00%。",
    ],
)
def test_shares_in_turn_that_make_a_hundred_are_of_all_that_was_told(text: str) -> None:
    assert verdicts((SPENDING, text.format("30.00")), rule="stated_share") == []
    assert verdicts((SPENDING, text.format("36.00")), rule="stated_share") == ["fails"]
    of_more = text.replace("70.00%", "35.00%").replace("30.00%", "15.00%").replace("70%、30%", "35%、15%")
    assert verdicts((SPENDING, of_more.format("30.00")), rule="stated_share") == []


@pytest.mark.parametrize(
    "text",
    [
        "教育支出50.00万元、卫生健康支出40.00万元，共90.00万元，分别占50.00%、40.00%。",
        "律师、公证员分别为120人、30人，共150人，分别占80.00%、20.00%。",
        "甲县、乙县各有医生120人、30人，经费60.00万元，分别占80.00%、20.00%。",
    ],
)
def test_a_sum_and_counts_have_no_turn_among_amounts(text: str) -> None:
    assert verdicts((SPENDING, text), rule="stated_share") == []


def test_items_of_two_wholes_are_not_added_up() -> None:
    text = "1.财政拨款收入90万元，占本年收入90%。2.培训费6万元，占商品和服务支出60%。"
    assert verdicts((SPENDING, text), rule="stated_share") == []


BOUGHT = (
    "政府采购预算200.00万元，其中货物类{}万元（占60.00%）、工程类50.00万元（占25.00%）、"
    "服务类30.00万元（占{}%）"
)


@pytest.mark.parametrize("more", ["。", "；面向中小企业采购140.00万元，占70.00%。"])
def test_one_share_of_a_whole_told_by_its_name_is_told(more: str) -> None:
    assert verdicts((SPENDING, BOUGHT.format("120.00", "15.00") + more), rule="stated_share") == []
    assert verdicts((SPENDING, BOUGHT.format("120.00", "51.00") + more), rule="stated_share") == ["fails"]
    assert verdicts((SPENDING, BOUGHT.format("148.00", "15.00") + more), rule="stated_share") == ["fails"]


def test_a_share_of_another_amount_of_the_sentence_is_left() -> None:
    nested = "；专门面向中小企业采购140.00万元，占70.00%，其中小微企业70.00万元，占50.00%。"
    assert verdicts((SPENDING, BOUGHT.format("120.00", "15.00") + nested), rule="stated_share") == []


@pytest.mark.parametrize(
    ("names", "shares", "outcome"),
    [
        ("货物、工程、服务", "60.00%、25.00%、15.00%", []),
        ("货物、服务、工程", "60.00%、15.00%、25.00%", []),
        ("货物、工程、服务", "60.00%、15.00%、25.00%", ["fails"]),
        ("货物、设备、服务", "60.00%、15.00%、25.00%", []),
    ],
)
def test_shares_in_turn_behind_names_are_of_what_is_so_called(
    names: str, shares: str, outcome: list[str]
) -> None:
    told = "政府采购预算200.00万元，其中货物类采购120.00万元，工程类采购50.00万元，服务类采购30.00万元"
    assert verdicts((SPENDING, f"{told}，{names}分别占{shares}。"), rule="stated_share") == outcome


@pytest.mark.parametrize(
    "text",
    [
        "自评结果为“优”的4个，占80.00%；“良”的1个，占20.00%。",
        "评为优的4个，占80%，评为良的1个，占20%。",
        "自评结果为优的4个（占80%）、良的1个（占20%）。",
    ],
)
def test_a_count_with_a_share_of_its_own_is_no_whole_of_the_next_one(text: str) -> None:
    assert verdicts(("绩效自评情况", text), rule="stated_share") == []


def test_parts_of_a_count_with_a_share_of_its_own_are_of_it() -> None:
    text = "评为优的4个，占80%，其中民生项目1个，占{}%。"
    assert verdicts(("绩效自评情况", text.format(25)), rule="stated_share") == ["holds"]
    assert verdicts(("绩效自评情况", text.format(35)), rule="stated_share") == ["fails"]
