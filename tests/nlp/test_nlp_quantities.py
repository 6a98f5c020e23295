"""Quantities: any amount comes back exact however it is printed and broken; what is none stays out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.narrative import read_narrative
from nlp.quantities import find_quantities
from tests.support.nlp_reading import document_of, lines_of

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("99999999.99"), places=2, allow_nan=False)
UNITS = st.sampled_from(["万元", "元", "亿元", "%", "个百分点", "人次", "台（套）"])


def printed(value: Decimal, separator: str, places: int) -> str:
    text = f"{value:,.{places}f}"
    return text.replace(",", separator)


@given(AMOUNTS, st.sampled_from(["", ",", "，"]), st.sampled_from([0, 1, 2]), UNITS, st.data())
def test_an_amount_broken_by_blanks_or_line_ends_anywhere_comes_back_exact(
    value: Decimal, separator: str, places: int, unit: str, data: st.DataObject
) -> None:
    if unit in ("人次", "台（套）"):
        places = 0
    number = printed(value, separator, places)
    text = f"本年共计{number}{unit}。"
    start = text.index(number)
    break_at = data.draw(st.integers(start, start + len(number) + (len(unit) if unit.isalpha() else 0)))
    glue = data.draw(st.sampled_from(["", " ", "\n"]))
    found = find_quantities(text[:break_at] + glue + text[break_at:])
    assert [(one.value, one.unit) for one in found] == [
        (Decimal(number.replace(separator, "") if separator else number), unit)
    ]


@given(AMOUNTS, st.sampled_from(["", ","]), st.data())
def test_a_claim_over_a_line_end_has_its_value_its_raw_text_and_its_box(
    value: Decimal, separator: str, data: st.DataObject
) -> None:
    number = printed(value, separator, 2)
    text = f"2024年度基本支出{number}万元，其余从略。"
    cut = data.draw(st.integers(1, len(text) - 1))
    document = document_of(("支出决算情况说明", text))
    document.texts["s1"] = lines_of(text, [cut])
    (claim,) = read_narrative(document).claims
    assert claim.value == Decimal(number.replace(",", ""))
    assert claim.amount_yuan == claim.value * 10_000
    assert claim.raw == f"{number}万元"
    assert claim.page == 1
    assert claim.box is not None
    assert len(claim.boxes) == 2


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("减少-12.50万元", "-12.50", "万元"),
        ("增加 - 3 万 元", "-3", "万元"),
        ("支出1.2亿，其中", "1.2", "万元"),
        ("支出35.6万，其中", "35.6", "万元"),
        ("提高1.5个百分点", "1.5", "个百分点"),
        ("服务3.2万人次", "3.2", "万人次"),
        ("自评得分98.5，等级为优", "98.5", "分"),
        ("下设三个内设机构", "3", "个"),
        ("所属二级单位十二家。", "12", "家"),
        ("单位共一个：本级", "1", "个"),
        ("办公用房1,250.5平方米", "1250.5", "平方米"),
        ("1.5个项目完成验收", "5", "个"),
    ],
)
def test_units_and_ways_of_printing_are_understood(text: str, value: str, unit: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit) == (Decimal(value), unit if not text.startswith("支出1.2亿") else "亿元")


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月31日",
        "1.2024年度收入合计",
        "财预〔2017〕98号文件第12条",
        "根据财政部令第35号",
        "电话0371-66668888，花园路3号院5号楼",
        "单价100万元（含）以上的设备",
        "50万元（含50万元）以上",
        "不超过20万元",
        "执行率不低于90%",
        "满意度达到95%以上",
        "教育支出（205类）普通教育（02款）",
        "卫生健康支出（210）行政单位医疗（01项）",
        "做到“两个维护”，抓好六个方面",
        "第3季度，历时6个月",
        "按每人每月800元发放",
        "满分100分",
    ],
)
def test_dates_codes_thresholds_standards_and_slogans_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_a_code_before_an_amount_does_not_run_into_it() -> None:
    found = find_quantities("行政运行（01项）1672.67万元，小学教育（2050202）18万元")
    assert [one.value for one in found] == [Decimal("1672.67"), Decimal(18)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("收、支各为5.1、6.2万元。", ["5.1", "6.2"]),
        ("收、支各是4125.49,4143.91万元。", ["4125.49", "4143.91"]),
        ("下降23.51和38.2%。", ["23.51", "38.2"]),
        ("共计12,34.56万元。", ["1234.56"]),
    ],
)
def test_numbers_in_a_row_share_the_unit_of_the_last(text: str, values: list[str]) -> None:
    found = find_quantities(text)
    assert [str(one.value) for one in found] == values
    assert len({one.unit for one in found}) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("收入476.17、支出460.06万元。", "476.17"),
        ("收入总计为476.17，支出总计为460.06万元。", "476.17"),
        ("收入合计1,476.17、支出合计460.06万元。", "1476.17"),
    ],
)
def test_a_number_leaves_its_unit_to_the_other_side_s(text: str, value: str) -> None:
    first = find_quantities(text)[0]
    assert (str(first.value), first.unit, first.assumed) == (value, "万元", True)


@pytest.mark.parametrize("text", ["收入476.17、支总计460.06万元。", "项目1.25、支出460.06万元。"])
def test_a_number_that_may_be_of_something_else_leaves_none(text: str) -> None:
    assert len(find_quantities(text)) == 1


@pytest.mark.parametrize("unit", ["单位：元", "（单位：万元）", "金额单位:元"])
def test_the_lines_of_a_list_have_the_unit_that_stands_above_it(unit: str) -> None:
    found = find_quantities(f"明细如下：\n{unit}\n办公费 1,200.50\n1.印刷费：35.60\n（二）差旅费 88\n共3人。")
    named = "万元" if "万" in unit else "元"
    assert [(str(one.value), one.unit) for one in found] == [
        ("1200.50", named), ("35.60", named), ("88", named), ("3", "人")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "单位：元\n办公费 1,200.50",
        "图1 支出结构图（单位：万元）\n基本支出 12.50\n项目支出 8.20",
        "单位：人\n在职 12\n退休 8",
        "（单位：万元）\n2024\n12",
        "办公费 1,200.50\n印刷费 35.60",
    ],
)
def test_numbers_that_stand_below_no_unit_of_money_or_in_a_chart_are_no_amounts(text: str) -> None:
    assert [one for one in find_quantities(text) if one.sort == "money"] == []


def test_a_comma_behind_decimals_parts_two_amounts() -> None:
    found = find_quantities("收、支总计各减少820.50，790.20万元，合计1,610.70万元")
    assert [str(one.value) for one in found] == ["820.50", "790.20", "1610.70"]


@pytest.mark.parametrize(
    "text", ["208类社会保障和就业支出", "20805款行政事业单位养老支出", "2080505项基本养老保险"]
)
def test_a_code_of_an_account_and_its_level_is_no_count(text: str) -> None:
    assert [one.unit for one in find_quantities(f"{text}30万元")] == ["万元"]


@pytest.mark.parametrize(
    ("text", "unit"), [("受理208项业务", "项"), ("外借图书208册次", "册次"), ("外借61.2万册次", "万册次")]
)
def test_a_number_of_things_is_a_count(text: str, unit: str) -> None:
    assert [one.unit for one in find_quantities(f"{text}。")] == [unit]
