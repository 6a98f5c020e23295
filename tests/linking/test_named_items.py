"""Items that the text names against those with money; purposes that belong to another item."""

from __future__ import annotations

import pytest

from tests.support.checks_paper import Paper

STAFF = {
    "30101": "基本工资",
    "30102": "津贴补贴",
    "30108": "机关事业单位基本养老保险缴费",
    "30113": "住房公积金",
}
NAMED = "基本工资、津贴补贴、养老保险缴费、住房公积金"


def paper(text: str, kind: str | None = None) -> Paper:
    made = Paper()
    made.chapter("情况说明", text, kind)
    return made


def listed(names: str, *, without: str = "", also: tuple[str, str] | None = None) -> list[str]:
    made = paper(f"基本支出100万元，其中：人员经费80.00万元，主要包括：{names}；公用经费20.00万元。")
    made.table("basic_expenditure")
    for row, (code, name) in enumerate([*STAFF.items(), *([also] if also else [])]):
        if code != without:
            made.account(row, code, name, {"合计": "20.00"})
    return [one.message or "" for one in made.checks("named_items")]


def test_colloquial_names_are_the_same_items() -> None:
    assert listed(NAMED) == []


def test_a_named_item_without_money_is_told() -> None:
    (message,) = listed(f"{NAMED}、退休费")
    assert "“退休费”在基本支出表中没有金额" in message


def test_an_item_with_money_that_is_not_named_is_told() -> None:
    (message,) = listed(NAMED, also=("30302", "退休费"))
    assert "“退休费20万元”没有提及" in message


@pytest.mark.parametrize(
    ("names", "item", "differ"),
    [
        (f"{NAMED}、奖金", ("30309", "奖励金"), ["“奖金”在", "“奖励金20万元”没有"]),
        (f"{NAMED}、奖励金", ("30309", "奖励金"), []),
        (f"{NAMED}、医疗费", ("30307", "医疗费补助"), []),
        (f"{NAMED}、其他工资福利", ("30199", "其他工资福利支出"), []),
    ],
)
def test_a_name_of_the_classification_is_no_short_one_of_another_item(
    names: str, item: tuple[str, str], differ: list[str]
) -> None:
    messages = listed(names, also=item)
    assert len(messages) == bool(differ)
    assert all(part in messages[0] for part in differ)


@pytest.mark.parametrize("names", [f"{NAMED}等", "办公用房、会议室、车辆、设备", f"{NAMED}、加班餐补"])
def test_lists_that_go_on_speak_of_something_else_or_name_no_account_are_left_alone(names: str) -> None:
    assert listed(names, also=("30302", "退休费") if names.endswith("等") else None) == []


def used(item: str, purpose: str) -> int:
    text = f"社会保障和就业支出（类）某款（款）{item}（项）支出5.00万元，主要用于{purpose}。"
    return paper(text).verdicts("purpose_of_another").count("fails")


def test_a_purpose_of_another_item_is_told() -> None:
    assert used("住房公积金", "缴纳职工基本医疗保险") == 1
    assert used("行政单位医疗", "在职人员住房公积金") == 1


@pytest.mark.parametrize(
    ("item", "purpose"),
    [
        ("住房公积金", "按规定比例为职工缴纳住房公积金"),
        ("行政单位医疗", "机关人员医疗保险和公积金"),
        ("机关事业单位职业年金缴费支出", "机关养老保险单位缴费"),
        ("行政运行", "人员工资和医疗保险"),
        ("住房公积金", "在职人员支出"),
    ],
)
def test_a_purpose_of_its_own_or_of_no_other_is_left_alone(item: str, purpose: str) -> None:
    assert used(item, purpose) == 0


def test_the_older_name_of_all_insurances_names_each_of_them() -> None:
    assert listed("基本工资、津贴补贴、社会保障缴费、住房公积金") == []


@pytest.mark.parametrize("insurances", ["各项社会保险缴费", "社会保险费", "各类保险"])
def test_a_list_that_sums_items_up_leaves_none_out(insurances: str) -> None:
    assert listed(f"基本工资、津贴补贴、{insurances}、住房公积金") == []


@pytest.mark.parametrize(
    "names",
    [
        "基本工资20.00万元、津贴补贴20.00万元、社会保障缴费20.00万元、住房公积金20.00万元",
        "基本工资1,020.00万元，津贴补贴20.00万元，社会保障缴费20.00万元，住房公积金20.00万元",
        "基本工资（20.00万元）、津贴补贴（20.00万元）、社会保障缴费（20.00万元）、住房公积金（20.00万元）",
    ],
)
def test_a_list_that_tells_what_each_costs_is_left_to_its_sum(names: str) -> None:
    assert listed(names, also=("30302", "退休费")) == []


@pytest.mark.parametrize(
    "end", ["等，其中津贴补贴5.00万元", "等支出，主要用于发放工资", "等，占80.00%", "等费用，较上年减少5万元"]
)
def test_a_list_left_open_names_only_some_whatever_is_said_behind_it(end: str) -> None:
    assert listed(f"{NAMED}{end}", also=("30302", "退休费")) == []
