"""Indicators as the eye sees them: labels at the side, page breaks, several forms, lists of projects."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.tables.facts import TableRows
from extractors.tables.performance.targets import is_yes, level_and_points, read_target
from records.file_tables import IndicatorRecord
from tests.support.drawing import draw, read

WIDE = [60.0, 90.0, 100.0, 110.0, 80.0, 50.0]
TARGETS = """
    项目名称     | 机房改造 | < | < | < | <
    年度总体目标 | 改造一间机房 | < | < | < | <
"""
HEADS = "一级指标 | 二级指标 | 三级指标 | 指标值 | 分值"


def rows_of(form: str, *more: str, title: str = "项目支出绩效目标表") -> TableRows:
    first, *others = [form, *more]
    pages = [draw(first, above=title, widths=WIDE, height=40, left=40)]
    pages += [
        draw(part, number=number, widths=WIDE, height=40, left=40, top=60)
        for number, part in enumerate(others, 2)
    ]
    return read(*pages)


def levels(indicators: list[IndicatorRecord]) -> list[tuple[str | None, ...]]:
    return [(i.level1, i.level2, i.name) for i in indicators]


def test_a_label_beside_the_band_is_no_head_of_it() -> None:
    form = (
        TARGETS
        + f"""
    绩效指标 | {HEADS}
    ^        | 产出指标 | 数量指标 | 改造面积 | 120平方米 | 50
    ^        | ^        | 质量指标 | 验收合格率 | ≥95% | 40
    """
    )
    assert levels(rows_of(form).indicators) == [
        ("产出指标", "数量指标", "改造面积"),
        ("产出指标", "质量指标", "验收合格率"),
    ]


def test_a_label_cut_off_by_a_page_break_is_none_either_and_levels_go_on_behind_it() -> None:
    form = (
        TARGETS
        + f"""
    绩效指标 | {HEADS}
    """
    )
    second = """
    绩效指标 | 产出指标 | 数量指标 | 改造面积 | 120平方米 | 50
    ^        | ^        | ^        | 更换机柜 | 8个 | 40
    """
    assert levels(rows_of(form, second).indicators) == [
        ("产出指标", "数量指标", "改造面积"),
        ("产出指标", "数量指标", "更换机柜"),
    ]


def test_levels_left_empty_are_those_above_and_a_new_first_level_ends_the_second() -> None:
    form = (
        TARGETS
        + f"""
    绩效指标 | {HEADS}
    ^        | 产出指标 | 数量指标 | 改造面积 | 120平方米 | 50
    ^        |          |          | 更换机柜 | 8个 | 20
    ^        | 满意度指标 |        | 职工满意度 | ≥90% | 20
    """
    )
    assert levels(rows_of(form).indicators) == [
        ("产出指标", "数量指标", "改造面积"),
        ("产出指标", "数量指标", "更换机柜"),
        ("满意度指标", None, "职工满意度"),
    ]


def test_two_levels_that_meet_at_a_page_break_stay_two() -> None:
    form = (
        TARGETS
        + f"""
    绩效指标 | {HEADS}
    ^        | 产出指标 | 数量指标 | 改造面积 | 120平方米 | 50
    ^        | ^        | 时效指标 |          |           |
    """
    )
    second = """
    绩效指标 | 效益指标 | 经济效益指标 |      |           |
    ^        | ^        | 社会效益指标 | 停机时间 | ≤2小时 | 40
    """
    assert levels(rows_of(form, second).indicators) == [
        ("产出指标", "数量指标", "改造面积"),
        ("效益指标", "社会效益指标", "停机时间"),
    ]


def test_a_row_that_names_a_project_opens_a_form_in_the_same_grid() -> None:
    band = f"""
    绩效指标 | {HEADS}
    ^        | 产出指标 | 数量指标 | 改造面积 | 120平方米 | 50
    ^        | ^        | 质量指标 | 合格率 | 98% | 40
    """
    second = """
    项目名称     | 项目名称：道路照明 | < | < | < | <
    年度总体目标 | 更换路灯 | < | < | < | <
    """
    found = rows_of(TARGETS + band + second + band).indicators
    assert [i.project for i in found] == ["机房改造", "机房改造", "道路照明", "道路照明"]


def test_money_of_forms_in_one_grid_knows_its_project_and_that_of_a_body_none() -> None:
    band = f"""
    年度资金总额（万元） | 10.00 | < | < | < | <
    绩效指标 | {HEADS}
    ^        | 产出指标 | 数量指标 | 改造面积 | 120平方米 | 50
    """
    second = """
    项目名称     | 道路照明 | < | < | < | <
    年度总体目标 | 更换路灯 | < | < | < | <
    """
    facts = rows_of(TARGETS + band + second + band).facts
    assert [f.project for f in facts if f.unit == "万元"] == ["机房改造", "道路照明"]
    body = TARGETS.replace("项目名称", "部门名称").replace("机房改造", "某县水利局")
    assert {f.project for f in rows_of(body + band).facts} == {None}


def test_marks_coefficients_and_the_kind_of_an_explanation() -> None:
    form = """
    项目名称 | 机房改造 | < | 自评总分 | 91.5 | <
    指标名称 | 指标值 | 全年完成值 | 得分系数（%） | 是否核心指标 | 说明
    更换机柜 | ≥8个   | 6个        | 75           | 是           | 供货延期
    改造面积 | 120平方米 | 120平方米 | 100        | 否           |
    """
    rows = rows_of(form, title="项目绩效自评表")
    first, second = rows.indicators
    assert (first.coefficient, first.is_core, first.explanation_kind) == (Decimal(75), True, "cause")
    assert (second.is_core, second.explanation, second.explanation_kind) == (False, None, None)
    assert (second.operator, second.unit) == (None, "平方米")
    total = next(fact for fact in rows.facts if fact.value == Decimal("91.5"))
    assert (total.measure, total.unit, total.amount_yuan) == ("score", "分", None)


def test_how_a_target_is_meant_is_no_cause() -> None:
    form = (
        TARGETS
        + """
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值说明
    ^        | 产出指标 | 质量指标 | 合格率 | ≥95% | 合格数除以总数
    ^        | 效益指标 | 社会效益 | 停机时间 | ≤2小时 |
    """
    )
    assert [i.explanation_kind for i in rows_of(form).indicators] == ["method", None]


def test_a_band_without_names_keeps_the_problems_that_it_tells() -> None:
    form = """
    项目名称     | 机房改造 | < | < | < | <
    资金管理情况 | 内容     | 情况说明 | 分值 | 得分 | 存在问题和改进措施
    ^            | 安排科学性 | 按进度安排 | 5 | 4 | 拨款偏晚，提前申请
    ^            | 使用规范性 | 按规定使用 | 5 | 5 |
    年度目标     | 改造一间机房 | < | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
    ^        | 产出指标 | 数量指标 | 改造面积 | 120平方米 | 50
    ^        | ^        | 质量指标 | 合格率 | 98% | 40
    """
    found = rows_of(form, title="项目绩效自评表").indicators
    assert [(i.level1, i.name, i.explanation_kind) for i in found] == [
        ("资金管理情况", "安排科学性", "measure"),
        ("产出指标", "改造面积", None),
        ("产出指标", "合格率", None),
    ]


def test_a_list_of_projects_has_indicators_side_by_side() -> None:
    form = """
    项目名称 | 资金总额 | 产出指标 | < | 满意度指标 | <
    ^        | ^        | 三级指标 | 指标值 | 三级指标 | 指标值
    机房改造 | 20.00 | 改造面积 | 120平方米 | 职工满意度 | ≥90%
    ^        | ^     | 更换机柜 | ≥8个 |  |
    道路照明 | 30.00 | 更换路灯 | 50盏 | 居民满意度 | ≥85%
    """
    found = rows_of(form, title="部门预算项目绩效目标汇总表").indicators
    assert [(i.project, i.level1, i.name, i.target_value) for i in found] == [
        ("机房改造", "产出指标", "改造面积", Decimal(120)),
        ("机房改造", "满意度指标", "职工满意度", Decimal(90)),
        ("机房改造", "产出指标", "更换机柜", Decimal(8)),
        ("道路照明", "产出指标", "更换路灯", Decimal(50)),
        ("道路照明", "满意度指标", "居民满意度", Decimal(85)),
    ]


@pytest.mark.parametrize(
    ("text", "value", "operator", "unit"),
    [
        ("≥80.00(%)", "80.00", ">=", "%"),
        ("≥13459.00（平方米）", "13459.00", ">=", "平方米"),
        ("≥32台、件、套", "32", ">=", "台、件、套"),
        ("5000台/件", "5000", None, "台/件"),
        ("95%", "95", None, "%"),
        ("不少于3次", "3", ">=", "次"),
        ("100人及以上", "100", ">=", "人"),
        ("90%（含）以上", "90", ">=", "%"),
        ("60分钟内", "60", "<=", "分钟"),
        ("5个工作日以内", "5", "<=", "个工作日"),
        ("控制在5%以内", "5", "<=", "%"),
        ("不大于2起", "2", "<=", "起"),
        ("至少3次", "3", ">=", "次"),
    ],
)
def test_targets_are_numbers_with_units(text: str, value: str, operator: str | None, unit: str) -> None:
    found = read_target(text)
    assert found is not None
    assert (found.value, found.operator, found.unit) == (Decimal(value), operator, unit)


TEXTS = ["2023年12月30日前", "显著", "12.5（见附表）", "提升3次、满意", "—", ""]
DATES = ["11月底前", "6月份", "3月15日前", "9月中旬", "2季度末", "20日前", "高于上年5%"]


@pytest.mark.parametrize("text", TEXTS + DATES)
def test_texts_are_no_targets(text: str) -> None:
    assert read_target(text) is None


def test_marks_are_yes_no_or_unknown() -> None:
    assert [is_yes(text) for text in ("是", "√", "否", "×", "", None)] == [
        True,
        True,
        False,
        False,
        None,
        None,
    ]


@pytest.mark.parametrize("head", ["指标分值", "标准分值", "分值权重", "满分", "设定分值"])
def test_the_weight_of_an_indicator_is_told_however_its_head_is_worded(head: str) -> None:
    form = (
        TARGETS
        + f"""
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | {head}
    ^        | 产出指标 | 数量指标 | 改造面积 | 120平方米 | 50
    """
    )
    (indicator,) = rows_of(form).indicators
    assert (indicator.weight, indicator.score) == (Decimal(50), None)


def test_a_score_is_no_weight() -> None:
    form = (
        TARGETS
        + f"    绩效指标 | {HEADS.replace('分值', '自评得分')}\n    ^ | 产出指标 | 数量指标 | 面积 | 120 | 48"
    )
    (indicator,) = rows_of(form).indicators
    assert (indicator.weight, indicator.score) == (None, Decimal(48))


def test_a_column_that_tells_what_an_indicator_means_is_no_second_list_of_them() -> None:
    rows = read(
        draw(
            """
            项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标内容
            机房改造 | 产出指标 | 数量指标 | 改造面积 | ≥ | 120 | 平方米 | 反映改造的面积
            ^        | ^        | 质量指标 | 合格率   | ≥ | 95  | %      | 反映验收合格情况
            """,
            above="项目支出绩效目标表（本次下达）",
        )
    )
    assert [(one.name, one.target, one.unit) for one in rows.indicators] == [
        ("改造面积", "120", "平方米"),
        ("合格率", "95", "%"),
    ]


def test_results_are_no_targets_though_their_head_speaks_of_the_indicators_value() -> None:
    heads = "一级指标 | 二级指标 | 三级指标 | 实际完成指标值 | 预期指标值"
    form = (
        TARGETS + f"    绩效指标 | {heads}\n    ^ | 产出指标 | 数量指标 | 改造面积 | 118平方米 | ≥120平方米"
    )
    (indicator,) = rows_of(form, title="项目支出绩效自评表").indicators
    assert (indicator.target, indicator.actual) == ("≥120平方米", "118平方米")


@pytest.mark.parametrize(
    ("target", "actual", "cause"),
    [
        ("年度指标值", "全年实际值", "偏差说明"),
        ("年初计划值", "实际达成值", "扣分理由"),
        ("计划完成值", "实际完成值", "未完成情况说明"),
        ("目标值", "年度实际完成", "差异分析"),
    ],
)
def test_heads_of_targets_results_and_causes_have_many_words(target: str, actual: str, cause: str) -> None:
    heads = f"一级指标 | 三级指标 | {target} | {actual} | {cause}"
    row = "产出指标 | 改造面积 | ≥120平方米 | 118平方米 | 雨季停工"
    form = TARGETS + f"    绩效指标 | {heads}\n    ^ | {row}"
    (indicator,) = rows_of(form, title="项目支出绩效自评表").indicators
    told = (indicator.target, indicator.actual, indicator.explanation, indicator.explanation_kind)
    assert told == ("≥120平方米", "118平方米", "雨季停工", "cause")


def test_the_label_of_a_band_heads_the_first_levels_that_stand_below_it() -> None:
    form = """
    项目名称 | 机房改造 | < | <
    绩效指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 改造面积 | ≥120平方米
    满意度指标 | 满意度 | 职工满意度 | ≥90%
    """
    assert [one.level1 for one in rows_of(form).indicators] == ["产出指标", "满意度指标"]


def test_a_dash_in_the_column_of_units_is_no_unit() -> None:
    form = (
        TARGETS
        + """    绩效指标 | 一级指标 | 三级指标 | 指标值 | 计量单位
    ^ | 产出指标 | 合格率 | ≥95% | —
    ^ | 产出指标 | 改造面积 | 120 | 平方米"""
    )
    assert [one.unit for one in rows_of(form).indicators] == ["%", "平方米"]


@pytest.mark.parametrize("group", ["年度指标", "指标情况", "自评结果"])
def test_heads_in_two_rows_are_read_whatever_stands_over_the_lower_ones(group: str) -> None:
    form = (
        TARGETS
        + f"""
    一级指标 | 二级指标 | 三级指标 | {group} | < | 分值
    ^        | ^        | ^        | 指标值 | 完成值 | ^
    产出指标 | 数量指标 | 改造面积 | ≥120平方米 | 118平方米 | 50
    ^        | 质量指标 | 合格率 | 100% | 100% | 40
    """
    )
    found = rows_of(form, title="项目支出绩效自评表").indicators
    assert levels(found) == [("产出指标", "数量指标", "改造面积"), ("产出指标", "质量指标", "合格率")]
    assert [(i.target, i.actual, i.weight) for i in found] == [
        ("≥120平方米", "118平方米", Decimal(50)),
        ("100%", "100%", Decimal(40)),
    ]


def test_keys_above_the_heads_are_no_heads_over_others() -> None:
    form = """
    单位名称 | 某馆 | < | < | < | <
    项目名称 | < | 机房改造 | < | 预算执行率 | 95.50%
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
    ^        | 产出指标 | 数量指标 | 改造面积 | ≥120平方米 | 50
    """
    (indicator,) = rows_of(form).indicators
    assert (indicator.project, indicator.name) == ("机房改造", "改造面积")


@pytest.mark.parametrize(
    ("title", "phase"), [("项目支出绩效目标申报表", "initial_budget"), ("项目支出绩效自评表", "final")]
)
def test_money_of_a_form_of_targets_is_what_was_planned(title: str, phase: str) -> None:
    form = """
    项目名称 | 机房改造 | < | < | < | <
    项目资金（万元） | 年度资金总额： | < | < | 610.00 | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
    ^        | 产出指标 | 数量指标 | 改造面积 | ≥120平方米 | 50
    """
    money = [fact for fact in rows_of(form, title=title).facts if fact.unit == "万元"]
    assert [(fact.value, fact.phase) for fact in money] == [(Decimal("610.00"), phase)]


def test_a_cell_beside_several_indicators_says_its_sign_unit_and_cause_of_each_and_its_points_once() -> None:
    form = """
    项目名称 | 机房改造 | < | < | < | <
    三级指标 | 指标性质 | 指标值 | 计量单位 | 得分 | 原因分析
    改造面积 | ≥ | 120 | 平方米 | 18 | 拨款较晚
    封闭面积 | ^ | 100 | ^ | ^ | ^
    机柜数量 | = | 8 | 台 | 5 | 缺货
    """
    found = rows_of(form, title="项目支出绩效自评表").indicators
    assert [(i.operator, i.unit, i.score, i.explanation) for i in found] == [
        (">=", "平方米", Decimal(18), "拨款较晚"),
        (">=", "平方米", None, "拨款较晚"),
        ("=", "台", Decimal(5), "缺货"),
    ]


@pytest.mark.parametrize(
    ("printed", "level", "points"),
    [
        ("产出指标（50分）", "产出指标", "50"),
        ("效益指标(30 分)", "效益指标", "30"),
        ("满意度指标10分", "满意度指标", "10"),
        ("履职效能（12.5分）", "履职效能", "12.5"),
        ("产出指标", "产出指标", None),
        ("质量指标（2）", "质量指标（2）", None),
        ("成本指标（含节能）", "成本指标（含节能）", None),
    ],
)
def test_points_beside_the_name_of_a_level_are_no_part_of_it(
    printed: str, level: str, points: str | None
) -> None:
    assert level_and_points(printed) == (level, Decimal(points) if points else None)


@pytest.mark.parametrize(
    ("heads", "cells", "explained"),
    [
        ("未完成原因 | 改进措施", "机柜到货晚 | 提前订货", "机柜到货晚；改进措施：提前订货"),
        ("未完成原因 | 改进措施", "无 | 提前订货", "提前订货"),
        ("未完成原因 | 改进措施", "机柜到货晚 | 无", "机柜到货晚"),
        ("存在问题 | 改进措施", "机柜到货晚 | 提前订货", "机柜到货晚；提前订货"),
        ("偏差原因分析及改进措施 | <", "机柜到货晚 | 提前订货", "机柜到货晚；提前订货"),
        ("偏差原因分析及改进措施 | <", "机柜到货晚 | <", "机柜到货晚"),
        ("未完成原因 | 备注", "机柜到货晚 | 见附件", "机柜到货晚"),
    ],
)
def test_all_columns_of_causes_and_measures_explain_an_indicator(
    heads: str, cells: str, explained: str
) -> None:
    form = f"""
    三级指标 | 指标值 | 实际完成值 | 得分 | {heads}
    更换机柜 | 8个 | 6个 | 7 | {cells}
    改造面积 | 120平方米 | 120平方米 | 10 | |
    """
    replaced, rebuilt = rows_of(form, title="项目支出绩效自评表").indicators
    assert (replaced.explanation, rebuilt.explanation) == (explained, None)


def test_points_behind_the_name_of_an_indicator_are_its_weight() -> None:
    form = """
    项目名称 | 机房改造 | < | <
    二级指标 | 三级指标 | 指标值 | 得分
    数量指标（20分） | 改造面积（15分） | ≥120平方米 | 15
    数量指标（20分） | 更换机柜（含配件） | 8个 | 5
    """
    found = rows_of(form, title="项目支出绩效自评表").indicators
    assert [(i.name, i.weight) for i in found] == [("改造面积", Decimal(15)), ("更换机柜（含配件）", None)]


def test_one_head_over_level_and_name_heads_both() -> None:
    form = """
    项目名称 | 机房改造 | < | < | <
    绩效指标 | < | 目标值 | 完成值 | 完成情况说明
    产出 | 改造面积 | ≥120平方米 | 110平方米 | 拨款较晚
    满意度 | 用户满意度 | ≥90% | 95% |
    更换机柜及配件 | < | 8个 | 8个 |
    """
    found = rows_of(form, title="项目绩效目标完成情况表").indicators
    assert [(i.level1, i.name, i.explanation) for i in found] == [
        ("产出", "改造面积", "拨款较晚"),
        ("满意度", "用户满意度", None),
        ("满意度", "更换机柜及配件", None),
    ]
