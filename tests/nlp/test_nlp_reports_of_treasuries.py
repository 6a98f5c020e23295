"""How treasuries tell of their money: lines passed, budgets by who decided them, plans of five years."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.nlp_reading import claims, read

TITLE = "某市2024年财政预算执行情况"
ABOUT = {"kind": "government_final_accounts"}


def _rows(text: str, *names: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(one, name) for name in names) for one in claims(text, TITLE, **ABOUT)]


@pytest.mark.parametrize(
    "text",
    [
        "税收收入突破6000亿元，增长5.2%。",
        "税收收入超过6000亿元，增长5.2%。",
        "税收收入连续跨越6000亿元，增长5.2%。",
    ],
)
def test_a_line_that_was_passed_is_no_amount_but_names_what_grew(text: str) -> None:
    assert _rows(text, "kind", "subject") == [("change_rate", "税收收入")]


@pytest.mark.parametrize(
    ("kind", "against", "base"),
    [
        ("government_budget", "比预算增加2万元", "prior_year"),
        ("government_budget", "比上年增加2万元", "prior_year"),
        ("final_accounts", "比年初预算增加2万元", "initial_budget"),  # a department tells one change
    ],
)
def test_bare_growth_before_a_change_against_the_budget_is_on_the_year_before(
    kind: str, against: str, base: str
) -> None:
    found = claims(f"教育支出52万元，增长4%，{against}。", "财政运行情况", kind=kind)
    assert [one.base for one in found if one.kind == "change_rate"] == [base]


def test_what_exceeds_a_figure_told_is_a_change() -> None:
    text = "税收收入预算5万元，完成8万元，超过3万元。"
    assert _rows(text, "kind", "value")[-1] == ("change", Decimal(3))


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("为市人大第三次会议调整预算收入81000万元的", "adjusted_budget"),
        ("完成大会批准的年初预算81000万元的", "initial_budget"),
        ("占调整预算收入81000万元的", "adjusted_budget"),
    ],
)
def test_a_budget_told_by_who_decided_it_is_that_of_what_came_of_it(words: str, base: str) -> None:
    rows = _rows(f"全市非税收入79000万元，{words}97.53%。", "kind", "subject", "phase", "base")
    assert [row[1] for row in rows] == ["非税收入"] * 3
    assert rows[1][2] == base
    assert rows[2][0::3] == ("completion_rate", base)


def test_a_share_of_what_was_spent_is_no_completion() -> None:
    rows = _rows("民生支出65000万元，占一般公共预算支出81000万元的80.25%。", "kind")
    assert rows == [("level",), ("level",), ("share",)]


@pytest.mark.parametrize(
    "words",
    ["是“十二五”时期4.3亿元的1.9倍", "比“十二五”期间4.3亿元增长90%", "相当于十二五时期4.3亿元的1.9倍"],
)
def test_a_plan_of_years_before_is_no_subject_and_has_no_year(words: str) -> None:
    rows = _rows(f"非税收入完成8.1亿元，{words}，年均增长10.9%。", "subject", "period", "base")
    assert {row[0] for row in rows} == {"非税收入"}
    assert rows[1][1] is None
    assert rows[-1][2] == "other"


def test_what_something_moved_from_is_of_the_year_named() -> None:
    rows = _rows("非税收入从2019年的5.1亿元上升到2024年的6.2亿元。", "value", "period")
    assert rows == [(Decimal("5.1"), 2019), (Decimal("6.2"), 2024)]


def test_each_year_compared_with_is_a_base_of_its_own() -> None:
    rows = _rows("非税收入3320亿元，比2023年和2022年同期分别增长19.2%、31%。", "base")
    assert rows[1:] == [("prior_year",), ("other",)]


@pytest.mark.parametrize("words", ["共拨付3.9亿元用于防汛", "累计投入3.9亿元", "统筹资金，共筹集3.9亿元"])
def test_what_names_nothing_is_of_nothing_told_in_another_paragraph(words: str) -> None:
    assert _rows(f"非税收入5亿元，增长3%。\n{words}。", "subject")[-1] == (None,)


def test_which_budget_is_meant_is_said_once() -> None:
    text = "税收收入完成9万元，占预算（指调整预算，下同）的96.9%。非税收入完成8万元，占预算的95.1%。"
    assert _rows(text, "base")[1::2] == [("adjusted_budget",)] * 2
    assert _rows(text.replace("（指调整预算，下同）", ""), "base")[1::2] == [("initial_budget",)] * 2


@pytest.mark.parametrize(
    ("text", "subject", "phase"),
    [
        ("市十届人大三次会议批准的全市一般公共预算支出预算为26万元。", "一般公共预算支出", "initial_budget"),
        ("经市人大常委会批准，一般公共预算支出预算调整为25万元。", "一般公共预算支出", "adjusted_budget"),
        ("全镇实现地方财政预算总收入17万元。", "地方财政预算总收入", "final"),
        ("1.2024年基本支出3万元。", "基本支出", "final"),
        ("即墨区收入3万元。", "即墨区收入", "final"),
    ],
)
def test_who_decided_and_number_are_no_part_of_the_name(text: str, subject: str, phase: str) -> None:
    assert _rows(text, "subject", "phase") == [(subject, phase)]


def test_what_a_word_will_be_called_is_no_part_of_what_is_told() -> None:
    text = "非税收入7万元，比2023年增长（以下简称“增长”）7.2%，为调整预算（以下简称“预算”）的97.9%。"
    assert _rows(text, "kind", "base")[1:] == [
        ("change_rate", "prior_year"),
        ("completion_rate", "adjusted_budget"),
    ]


def test_a_side_below_the_name_of_a_fund_is_that_of_the_fund() -> None:
    rows = _rows("（一）一般公共预算。2024年收入预算3万元，实际完成4万元。", "subject", "side")
    assert rows == [("一般公共预算收入", "revenue")] * 2


def test_a_side_on_a_level_is_of_what_the_paragraph_tells() -> None:
    text = "全省一般公共预算支出9万元，其中民生支出7万元，保障有力。其中：省本级支出2万元，市县级支出7万元。"
    assert _rows(text, "subject", "scope")[2] == ("全省一般公共预算支出", "own_level")
    assert _rows("一般公共预算支出9万元，其中省本级教育支出2万元。", "subject")[1] == ("省本级教育支出",)


def test_a_cause_ends_with_what_it_calls_itself_and_parts_are_none() -> None:
    moved = "预算4万元，因补助、新增债券等因素，支出预算调整为5万元，完成4万元，为调整预算的80%；加上解。"
    assert [one.text for one in read(moved, TITLE, **ABOUT).reasons] == ["补助、新增债券等"]
    parts = "支出7万元，下降7.2%。主要是其他支出5万元，占比71.4%，补助支出2万元，占比28.6%。"
    assert read(parts, TITLE, **ABOUT).reasons == []
