"""Performance forms: key-value rows, lists and columns mixed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.tables.facts import TableRows
from tests.support.drawing import draw, read, told

FORM = """
    项目名称   | 水利设施维护 | <          | <          | <            | <      | <    | <
    主管部门   | 某县水务局   | <          | <          | 实施单位     | 某县水务局 | < | <
    项目资金¶（万元） |       | 年初预算数 | 全年预算数 | 全年执行数   | 分值   | 执行率 | 得分
    ^          | 年度资金总额 | 213.40     | 213.40     | 200.00       | 10     | 93.72% | 9.4
    ^          | 其中：财政拨款 | 213.40   | 213.40     | 200.00       | —      | 93.72% | —
    年度总体目标 | 完成三座水库的维护，惠及18565人 | < | < | <       | <      | <    | <
    一级指标   | 二级指标 | 三级指标 | 年度指标值 | 实际完成值   | 分值   | 得分 | 偏差原因分析及改进措施
    产出指标   | 数量指标     | 维护水库   | ≥3座       | 3座          | 20     | 20   |
    ^          | 质量指标     | 合格率     | ≥95%       | 97%          | 20     | 20   |
    ^          | 时效指标 | 完成时间 | ≤15天      | 20天         | 20     | 15   | 连续降雨20天，工期延后
    效益指标   | 社会效益     | 受益人数   | 18565人    | 18565人      | 30     | 30   |
    总分       | <            | <          | <          | <            | 100    | 94.4 |
"""
WIDTHS = [55.0, 80.0, 70.0, 62.0, 62.0, 50.0, 50.0, 90.0]


def rows_of(form: str = FORM, unit: str = "") -> TableRows:
    return read(draw(form, above=f"项目支出绩效自评表\n{unit}", widths=WIDTHS, height=40, left=20, top=150))


def test_money_rows_of_a_form_are_facts_with_label_header_and_unit() -> None:
    facts = rows_of().facts
    told_ = told(facts)
    assert ("年度资金总额", "年初预算数", Decimal("213.40")) in told_
    assert ("年度资金总额", "执行率", Decimal("93.72")) in told_
    assert ("其中：财政拨款", "全年执行数", Decimal("200.00")) in told_
    money = next(f for f in facts if f.value == Decimal("200.00"))
    assert (money.unit, money.phase, money.amount_yuan) == ("万元", "final", Decimal("2000000.00"))


def test_indicator_rows_are_facts_named_after_the_indicator() -> None:
    told_ = told(rows_of().facts)
    assert ("维护水库", "年度指标值", Decimal(3)) in told_
    assert ("合格率", "实际完成值", Decimal(97)) in told_
    assert ("完成时间", "得分", Decimal(15)) in told_
    assert ("受益人数", "年度指标值", Decimal(18565)) in told_


def test_indicators_keep_levels_operator_target_actual_score_and_reason() -> None:
    indicators = {i.name: i for i in rows_of().indicators}
    assert list(indicators) == ["维护水库", "合格率", "完成时间", "受益人数"]
    late = indicators["完成时间"]
    assert (late.level1, late.level2, late.project) == ("产出指标", "时效指标", "水利设施维护")
    assert (late.operator, late.target, late.target_value, late.unit) == ("<=", "≤15天", Decimal(15), "天")
    assert (late.actual_value, late.weight, late.score) == (Decimal(20), Decimal(20), Decimal(15))
    assert late.explanation == "连续降雨20天，工期延后"
    assert indicators["合格率"].operator == ">="
    assert (indicators["受益人数"].operator, indicators["受益人数"].target_value) == (None, Decimal(18565))


def test_texts_with_numbers_in_them_are_no_figures() -> None:
    values = [f.value for f in rows_of().facts if f.raw.startswith(("连续", "完成三座"))]
    assert values == []


def test_money_in_yuan_with_seven_digits_keeps_its_own_unit() -> None:
    form = FORM.replace("（万元）", "（元）").replace("213.40", "2130000").replace("200.00", "1998000.50")
    facts = rows_of(form).facts
    money = next(f for f in facts if f.row_label == "年度资金总额" and f.column_path == ["年初预算数"])
    assert (money.value, money.unit, money.amount_yuan) == (Decimal(2130000), "元", Decimal("2130000.00"))


def test_amounts_beside_their_key_outside_of_any_band_are_facts() -> None:
    rows = read(
        draw(
            """
            项目名称     | 水利设施维护 | <        | <
            年度资金总额（万元） | 213.40 | 其中：财政拨款 | 213.40
            年度目标     | 完成维护     | <        | <
            一级指标     | 二级指标     | 三级指标 | 指标值
            产出指标     | 数量指标     | 维护水库 | ≥3座
            效益指标     | 社会效益     | 受益人数 | ≥100人
            """,
            above="项目支出绩效目标表",
            widths=[120.0, 120.0, 120.0, 120.0],
        )
    )
    assert told(rows.facts)[:2] == [
        ("年度资金总额（万元）", "", Decimal("213.40")),
        ("其中：财政拨款", "", Decimal("213.40")),
    ]
    assert rows.facts[0].unit == "万元"


@pytest.mark.parametrize(
    "label", ["年度资金申请总额", "年度金额", "项目总金额（万元）", "本年资金安排总额", "年度资金总额"]
)
def test_the_whole_money_of_a_project_is_an_amount_however_it_is_called(label: str) -> None:
    form = f"""
    项目名称 | 馆藏更新 | < | <
    资金（万元） | {label} | 48.60 | <
    ^ | 其中：财政拨款 | 48.60 | <
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 新增馆藏 | 3
    """
    rows = read(draw(form, above="项目支出绩效目标表", widths=[120.0, 120.0, 120.0, 120.0]))
    assert told(rows.facts)[0] == (label, "", Decimal("48.60"))
    assert rows.facts[0].amount_yuan == Decimal("486000.00")


@pytest.mark.parametrize("head", ["部门预算总额（万元）", "资金总额（单位：万元）", "项目资金总额（万元）"])
def test_rows_below_a_head_of_money_are_money_though_their_column_is_headed_like_targets(head: str) -> None:
    form = f"""
    部门名称 | 某县水务局 | < | <
    预算情况 | {head} | < | 指标值
    ^        | 1、资金来源： | < | 9,018.9
    ^        | 预算执行率 | < | ≥95%
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 维护水库 | 3
    """
    rows = read(draw(form, above="部门整体绩效目标表", widths=[120.0, 120.0, 120.0, 120.0]))
    money, rate, counted = rows.facts
    assert (money.measure, money.unit, money.amount_yuan) == ("amount", "万元", Decimal("90189000.00"))
    assert (rate.measure, rate.unit) == ("target", "%")
    assert (counted.measure, counted.unit) == ("target", None)


def test_a_form_keeps_all_its_cells() -> None:
    rows = rows_of()
    assert {"完成三座水库的维护，惠及18565人", "主管部门"} <= {c.text.replace("\n", "") for c in rows.cells}
    assert rows.table.statement == "performance_project"


def test_an_indicator_has_the_weight_behind_its_name_and_not_that_of_a_level() -> None:
    form = """
        一级指标 | 分值 | 二级指标 | 分值 | 三级指标   | 分值 | 评分标准         | 得分
        过程     | 30   | 预算执行 | 20   | 预算完成率 | 8    | 得分=完成率×8    | 7.5
        ^        | ^    | ^        | ^    | 公用经费控制率 | 12 | 超支不得分     | 12
        产出     | 20   | 职责履行 | 20   | 任务完成率 | 20   | 按比例计分       | 18
    """
    found = [(i.name, i.weight, i.score, i.explanation_kind) for i in rows_of(form).indicators]
    assert found == [
        ("预算完成率", Decimal(8), Decimal("7.5"), "method"),
        ("公用经费控制率", Decimal(12), Decimal(12), "method"),
        ("任务完成率", Decimal(20), Decimal(18), "method"),
    ]


def test_indicators_of_the_term_and_of_the_year_stand_side_by_side() -> None:
    form = """
        项目名称 | 冷库建设 | < | < | < | < | <
        总体目标 | 建成三座冷库 | < | < | 建成一座冷库 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值   | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 冷库容量 | ≥6000吨  | 数量指标 | 一期容量 | ≥2000吨
        ^        | 时效指标 | 建设周期 | 3年      | 时效指标 | 一期工期 | 12个月
    """
    rows = rows_of(form)
    assert [(i.level1, i.level2, i.name, i.target, i.project) for i in rows.indicators] == [
        ("产出指标", "数量指标", "冷库容量", "≥6000吨", "冷库建设"),
        ("产出指标", "数量指标", "一期容量", "≥2000吨", "冷库建设"),
        ("产出指标", "时效指标", "建设周期", "3年", "冷库建设"),
        ("产出指标", "时效指标", "一期工期", "12个月", "冷库建设"),
    ]
    assert ("一期容量", "指标值", Decimal(2000)) in told(rows.facts)


def test_what_is_done_so_far_is_the_result_and_a_forecast_is_none() -> None:
    form = """
        项目名称 | 房屋改造 | < | < | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 | 完成目标可能性 | <
        ^ | ^ | ^ | ^ | ^ | ^ | 确定能 | 不可能
        产出指标 | 数量指标 | 改造户数 | ≥800户 | 520户 | 820户 | √ |
    """
    (one,) = rows_of(form).indicators
    assert (one.project, one.target, one.actual) == ("房屋改造", "≥800户", "520户")
