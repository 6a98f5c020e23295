"""Changes told by a sign or in brackets, amounts in formal numerals, nothing without a unit, the rest."""

from __future__ import annotations

import pytest

from nlp.quantities import find_quantities
from tests.support.nlp_reading import claims, read, rows

OVERALL = "收入支出决算总体情况说明"
PUBLIC = "“三公”经费支出决算情况说明"
SPENDING = "一般公共预算财政拨款支出决算情况说明"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("公用经费80万元，2023年100万元，-20万元，-20%。", [("change", "down"), ("change_rate", "down")]),
        ("公用经费120万元，2023年100万元，+20万元，+20%。", [("change", "up"), ("change_rate", "up")]),
        ("公用经费120万元，较上年的100万元增加20万元（＋20%）。", [("change", "up"), ("change_rate", "up")]),
    ],
)
def test_a_sign_is_a_word_of_change(text: str, told: list[tuple[str, str]]) -> None:
    found = claims(text, OVERALL)[-2:]
    assert [(one.kind, one.direction) for one in found] == told
    assert {one.base for one in found} == {"prior_year"}


@pytest.mark.parametrize("text", ["项目支出5万元+3万元。", "基本支出30%+项目支出70%。"])
def test_a_sum_of_two_is_no_change(text: str) -> None:
    assert all(one.kind not in ("change", "change_rate") for one in claims(text, OVERALL))


@pytest.mark.parametrize(
    "amount", ["（7.5万元）", "（即7.5万元）", "、7.5万元", "（金额7.5万元）", "（增加额7.5万元）"]
)
def test_the_amount_of_a_change_may_stand_behind_its_rate(amount: str) -> None:
    found = claims(f"本年支出37.5万元，比上年增长25%{amount}。", OVERALL)[-1]
    assert (found.kind, str(found.value), found.direction, found.base) == (
        "change",
        "7.5",
        "up",
        "prior_year",
    )


@pytest.mark.parametrize("amount", ["（上年30万元）", "（其中基本支出7.5万元）", "，项目支出7.5万元"])
def test_other_amounts_behind_a_rate_are_no_change(amount: str) -> None:
    assert claims(f"本年支出37.5万元，比上年增长25%{amount}。", OVERALL)[-1].kind == "level"


def test_a_cause_behind_two_rates_with_their_amounts_explains_all_four() -> None:
    text = "收入总计增长20%（5万元），支出总计增长25%（6万元），均较2023年。变动原因是机构合并。"
    assert {one.reason_id for one in claims(text, OVERALL)} == {"r1"}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("人民币叁佰壹拾贰万伍仟元整", "3125000"),
        ("壹拾万零捌佰元整", "100800"),
        ("贰亿叁仟万元", "230000000"),
        ("玖佰元伍角贰分", "900.52"),
    ],
)
def test_formal_numerals_are_yuan(words: str, value: str) -> None:
    (found,) = find_quantities(f"收入合计{words}，")
    assert (f"{found.value.normalize():f}", found.unit) == (value, "元")


@pytest.mark.parametrize("words", ["数万元", "上万元项目", "伍某捐赠", "零元购", "万元"])
def test_other_words_before_yuan_are_no_amount(words: str) -> None:
    assert find_quantities(f"收入{words}，") == []


def test_an_amount_in_formal_numerals_is_of_the_same_thing_as_the_one_behind_it() -> None:
    one, other = claims("收入合计人民币伍万元整（5万元）。", OVERALL)
    assert one.measure == other.measure == "current_year_revenue"
    assert one.amount_yuan == other.amount_yuan


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("政府采购支出5万元：货物3万元、工程0、服务2万元。", "procurement_works"),
        ("政府采购支出5万元，其中货物类0，服务类5万元。", "procurement_goods"),
    ],
)
def test_nothing_in_a_list_of_amounts_needs_no_unit(text: str, measure: str) -> None:
    assert [one.measure for one in claims(text, "政府采购支出情况说明") if not one.value] == [measure]


@pytest.mark.parametrize("text", ["接待批次0、人次0，支出3万元。", "编号工程01、服务2万元。"])
def test_a_count_of_nothing_is_no_amount(text: str) -> None:
    assert all(one.value or one.kind == "count" for one in claims(text, PUBLIC))


@pytest.mark.parametrize("tail", ["为其他收入", "均为利息、捐赠等其他收入", "系其他收入"])
def test_what_the_rest_is_stands_behind_it(tail: str) -> None:
    found = claims(f"本年收入9万元，其中财政拨款收入8万元；其余1万元{tail}，占11.11%。", OVERALL)
    assert {one.measure for one in found[-2:]} == {"other_revenue"}


def test_the_rest_that_is_only_spent_on_something_is_not_that() -> None:
    found = claims("本年支出9万元，其中基本支出8万元，其余1万元用于其他支出。", OVERALL)
    assert found[-1].measure is None


@pytest.mark.parametrize(
    "words", ["年初预算和决算均为5万元", "年初预算、支出决算都是5万元", "年初预算数与决算数均为5万元"]
)
def test_one_amount_in_two_stages_is_two_claims(words: str) -> None:
    found = read(f"教育支出（类）普通教育（款）高等教育（项）{words}。", SPENDING).claims
    assert [(one.phase, str(one.value)) for one in found] == [("initial_budget", "5"), ("final", "5")]
    assert {tuple(one.account_path) for one in found} == {("教育支出", "普通教育", "高等教育")}


def test_one_amount_in_one_stage_is_one_claim() -> None:
    assert len(read("教育支出（类）普通教育（款）高等教育（项）支出决算均为5万元。", SPENDING).claims) == 1


@pytest.mark.parametrize("words", ["（全年预算数为6万元）", "（调整预算6万元）", "（调整后预算数6万元）"])
def test_which_budget_was_completed_may_stand_behind_the_rate(words: str) -> None:
    found = claims(f"教育支出3万元，预算完成率50%{words}。", SPENDING)
    assert [one.base for one in found if one.kind == "completion_rate"] == ["adjusted_budget"]


def test_a_named_budget_is_the_one_that_was_completed() -> None:
    found = claims("教育支出3万元，完成年初预算的50%（全年预算数4万元）。", SPENDING)
    assert [one.base for one in found if one.kind == "completion_rate"] == ["initial_budget"]


@pytest.mark.parametrize("words", ["完成年初预算（6万元）的50%", "完成年初预算6万元的50%"])
def test_the_budget_of_a_rate_may_stand_in_brackets(words: str) -> None:
    found = claims(f"教育支出3万元，{words}。", SPENDING)
    assert [(one.kind, str(one.value)) for one in found][1:] == [("level", "6"), ("completion_rate", "50")]


@pytest.mark.parametrize("words", ["，执行50%", "，已执行50%", "，支付50%"])
def test_what_was_spent_of_a_budget_is_its_completion(words: str) -> None:
    found = claims(f"公务接待费预算6万元，支出3万元{words}。", PUBLIC)[-1]
    assert (found.kind, str(found.value)) == ("completion_rate", "50")


@pytest.mark.parametrize(
    "path", ["公共安全支出\\法院\\案件审判", "公共安全支出→法院→案件审判", "法院—案件审判", "法院-案件审判"]
)
def test_a_path_of_accounts_may_be_joined_by_any_mark(path: str) -> None:
    found = claims(f"（1）{path}：年初预算6万元，决算3万元。", SPENDING)
    assert {tuple(one.account_path) for one in found} == {("公共安全支出", "法院", "案件审判")}


def test_other_words_joined_by_a_dash_are_no_path() -> None:
    assert claims("（1）法院—法庭修缮：决算3万元。", SPENDING)[-1].account_path == []


@pytest.mark.parametrize("words", ["多结转5万元", "多安排5万元", "少列支5万元", "少拨付5万元"])
def test_more_or_less_of_something_done_is_a_change(words: str) -> None:
    found = claims(f"年末结转和结余9万元，比上年{words}。", OVERALL)[-1]
    assert (found.kind, found.direction) == ("change", "up" if "多" in words else "down")


def test_carried_over_beside_the_revenue_of_a_fund_is_of_that_fund() -> None:
    text = "收入包括：一般公共预算本年收入8万元、上年结转1万元，政府性基金预算本年收入3万元、上年结转2万元。"
    found = claims(text, "财政拨款收支预算总体情况", kind="budget")
    funds = ["general_public_budget", "general_public_budget", "government_fund", "government_fund"]
    assert [one.fund for one in found] == funds


@pytest.mark.parametrize("words", ["上年（30万元）", "2023年决算（30万元）"])
def test_what_is_compared_with_may_give_its_amount_in_brackets(words: str) -> None:
    base, change = claims(f"本年支出37万元，对照{words}，支出总额增加7万元。", OVERALL)[1:]
    assert (base.period, change.base) == (2023, "prior_year")


def test_a_cause_behind_the_next_account_is_not_that_of_the_account_before() -> None:
    text = (
        "住房公积金（项）支出3万元，与年初预算数一致；公共安全支出（类）法院（款）案件审判（项）支出5万元，"
        "年初无预算，系年中追加的办案款。"
    )
    assert all(one.reason_id is None for one in read(text, SPENDING).claims if one.direction == "flat")


@pytest.mark.parametrize("name", ['“三公"经费', '"三公”经费', "“三公”经费"])
def test_a_quote_that_closes_in_another_script_is_one(name: str) -> None:
    (found,) = claims(f"{name}支出5万元。", "支出决算情况说明")
    assert (found.measure, found.understood) == ("three_public_expenditure", True)


@pytest.mark.parametrize(
    "text",
    [
        "会议费5万元，比上年增加（1.2万元，31.6%）。",
        "会议费5万元，比上年增加了(1.2万元，31.6%)。",
        "会议费5万元，比上年增加（1.2万元），增长（31.6%）。",
    ],
)
def test_a_change_whose_numbers_stand_in_brackets(text: str) -> None:
    told = rows(text, "支出决算情况说明", "kind", "subject", "value", "direction")
    assert told[1:] == [("change", "会议费", "1.2", "up"), ("change_rate", "会议费", "31.6", "up")]


def test_what_explains_a_change_in_brackets_is_no_change() -> None:
    text = "会议费5万元，比上年增加（主要是年会3万元）2万元。"
    assert ("change", "3") not in rows(text, "支出决算情况说明", "kind", "value")
