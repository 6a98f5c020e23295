"""Columns left of the figures: which names a row, and which are codes, kinds, units or figures themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.drawing import draw, read


def test_whole_numbers_left_of_the_names_are_no_figures_without_a_header() -> None:
    rows = read(draw("205 | 02 | 02 | 一、小学教育 | 9.00\n205 | 02 | 03 | 二、初中教育 | 8.00"))
    assert [(fact.row_label, fact.value) for fact in rows.facts] == [
        ("一、小学教育", Decimal("9.00")),
        ("二、初中教育", Decimal("8.00")),
    ]
    amounts = read(draw("3.50 | 一、小学教育 | 9.00\n4.50 | 二、初中教育 | 8.00"))
    assert len(amounts.facts) == 4


PARTS_OF_WHOLES = """
    项目名称 | {head} | 金额
    收入总计 | <      | 17.00
    一般公共预算资金 | 小计 | 9.00
    ^        | 公共财政拨款（补助）资金 | 7.00
    ^        | 专项收入 | 2.00
    其他资金 | 小计   | 8.00
    ^        | 事业收入 | 3.00
    ^        | 其他收入 | 5.00
    """


@pytest.mark.parametrize("head", ["<", ""])
def test_parts_beside_what_they_are_parts_of_name_their_rows_and_a_bare_total_is_that_of_the_whole(
    head: str,
) -> None:
    rows = read(draw(PARTS_OF_WHOLES.format(head=head), above="收入预算总表"))
    assert [(fact.row_label, fact.is_total, fact.measure, fact.fund) for fact in rows.facts] == [
        ("收入总计", True, "grand_total", "all"),
        ("一般公共预算资金小计", True, "fiscal_grant_revenue", "general_public_budget"),
        ("公共财政拨款（补助）资金", False, "fiscal_grant_revenue", "general_public_budget"),
        ("专项收入", False, "current_year_revenue", "all"),
        ("其他资金小计", True, "other_funds_revenue", "other"),
        ("事业收入", False, "undertaking_revenue", "other"),
        ("其他收入", False, "other_revenue", "other"),
    ]


def test_a_column_without_a_head_beside_names_that_are_whole_does_not_name_the_rows() -> None:
    rows = read(
        draw(
            "项目名称 | 金额 | \n事业收入 | 3.00 | 学费\n其他收入 | 5.00 | 利息\n合计 | 8.00 |",
            above="收入预算总表",
        )
    )
    assert [fact.row_label for fact in rows.facts] == ["事业收入", "其他收入", "合计"]
    noted = read(
        draw(
            "项目名称 | | 金额\n事业收入 | 学费 | 3.00\n其他收入 | 利息 | 5.00\n合计 | | 8.00",
            above="收入预算总表",
        )
    )
    assert [fact.row_label for fact in noted.facts] == ["事业收入", "其他收入", "合计"]


@pytest.mark.parametrize("head", ["功能科目", "支出功能分类科目", "经济科目"])
def test_the_account_of_a_project_is_no_figure(head: str) -> None:
    table = f"项目名称 | {head} | 金额\n环卫外包 | 2120501 | 5.00\n平台运维 | 2120501 | 3.00\n合计 | | 8.00"
    rows = read(draw(table, above="项目支出预算表\n单位：万元"))
    assert [(fact.row_label, fact.account_code, fact.value) for fact in rows.facts] == [
        ("环卫外包", "2120501", Decimal(5)),
        ("平台运维", "2120501", Decimal(3)),
        ("合计", None, Decimal(8)),
    ]


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        ("采购项目 | 采购类别", ["书架", "修缮"]),
        ("采购内容 | 资金类型", ["书架", "修缮"]),
        ("采购目录 | 采购内容", ["货物", "工程"]),
        ("采购项目 | 计量单位", ["书架", "修缮"]),
        ("购买内容 | 指导性目录名称", ["书架", "修缮"]),
        ("预算项目 | 政府购买服务项目", ["货物", "工程"]),
        ("品目名称 | 项目名称", ["货物", "工程"]),
    ],
)
def test_what_kind_a_row_is_of_does_not_name_it_where_another_column_does(
    heads: str, names: list[str]
) -> None:
    rows = read(
        draw(
            f"{heads} | 预算金额\n书架 | 货物 | 3.00\n修缮 | 工程 | 5.00\n合计 | | 8.00",
            above="政府采购预算表\n单位：万元",
        )
    )
    assert [fact.row_label for fact in rows.facts] == [*names, "合计"]


def test_a_code_between_the_figures_of_a_row_begins_no_other_side_unless_a_name_stands_beside_it() -> None:
    heads = "采购项目 | 数量 | 经济科目编码 | 预算金额"
    rows = read(draw(f"{heads}\n书架 | 4 | 31002 | 3.00\n修缮 | 1 | 30213 | 5.00", above="政府采购预算表"))
    assert [fact.row_label for fact in rows.facts] == ["书架", "书架", "修缮", "修缮"]
    heads = "科目名称 | 金额 | 科目编码 | 科目名称 | 金额"
    rows = read(draw(f"{heads}\n工资 | 4.00 | 302 | 商品 | 3.00\n奖金 | 1.00 | 30201 | 办公费 | 5.00"))
    assert [fact.row_label for fact in rows.facts] == ["工资", "商品", "奖金", "办公费"]


def test_rows_without_a_part_are_of_what_the_list_names_and_an_empty_side_has_no_label() -> None:
    heads = "项目名称 | 预算资金 | 采购物品名称 | 采购金额"
    body = "合计 | 9.00 | | 8.00\n执法装备 | 9.00 | | 8.00\n执法装备 | 9.00 | 记录仪 | 3.00"
    rows = read(draw(f"{heads}\n{body}", above="政府采购预算表"))
    labels = [fact.row_label for fact in rows.facts if fact.column_path == ["采购金额"]]
    assert labels == ["合计", "执法装备", "记录仪"]
    heads = "项目 | 金额 | 支出项目 | 金额"
    body = "财政拨款 | 9.00 | | 8.00\n事业收入 | 9.00 | 教育支出 | 3.00"
    rows = read(draw(f"{heads}\n{body}", above="收支总表"))
    assert [fact.row_label for fact in rows.facts] == ["财政拨款", None, "事业收入", "教育支出"]


def test_what_rows_are_counted_in_names_none_of_them_and_is_the_unit_of_their_numbers() -> None:
    table = "项目 | 账面原值 | 单位 | 数量\n房屋 | 600.00 | 平方米 | 2,300\n设备 | 30.00 | 台（套） | 21"
    rows = read(draw(table, above="国有资产情况表\n单位：万元"))
    assert [(fact.row_label, fact.unit) for fact in rows.facts] == [
        ("房屋", "万元"),
        ("房屋", "平方米"),
        ("设备", "万元"),
        ("设备", "台套"),
    ]
    bodies = "项目 | 金额 | 单位 | 数量\n培训 | 6.00 | 教育局 | 3\n测绘 | 9.00 | 规划局 | 2"
    labels = [fact.row_label for fact in read(draw(bodies, above="情况表\n单位：万元")).facts]
    assert labels == ["培训", "教育局", "测绘", "规划局"]


def test_whole_amounts_left_of_names_are_no_codes_where_the_header_says_that_they_are_money() -> None:
    body = "一般公共预算 | 520 | 教育支出 | 410\n本年收入合计 | 520 | 本年支出合计 | 520"
    facts = read(draw(f"项目 | 决算数 | 项目 | 决算数\n{body}", above="收入支出决算总表\n单位：万元")).facts
    assert [(fact.row_label, fact.value) for fact in facts] == [
        ("一般公共预算", Decimal(520)),
        ("教育支出", Decimal(410)),
        ("本年收入合计", Decimal(520)),
        ("本年支出合计", Decimal(520)),
    ]
    assert {fact.account_code for fact in facts} <= {None, "205"}
    codes = read(draw("项目 | < | 决算数\n301 | 工资福利支出 | 9.00\n302 | 商品和服务支出 | 8.00")).facts
    assert [fact.account_code for fact in codes] == ["301", "302"]
