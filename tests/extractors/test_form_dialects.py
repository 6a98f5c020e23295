"""Performance forms as platforms of other provinces print them: other heads, keys, groups and page breaks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.reading import read_document
from extractors.tables.facts import TableRows
from records.file_tables import IndicatorRecord
from tests.support.drawing import draw, parsed, read

BEFORE = "某县水务局2023年度部门决算\n\n项目支出绩效自评表\n\n"


def rows_of(form: str, *more: str, title: str = "项目支出绩效自评表") -> TableRows:
    first, *others = [form, *more]
    pages = [draw(first, above=title, widths=widths(form), height=40, left=30)]
    pages += [
        draw(part, number=number, widths=widths(part), height=40, left=30, top=60)
        for number, part in enumerate(others, 2)
    ]
    return read(*pages)


def widths(form: str) -> list[float]:
    columns = max(map(len, parsed(form)))
    return [520 / columns] * columns


def told(indicators: list[IndicatorRecord]) -> list[tuple[str | None, ...]]:
    return [(i.level1, i.level2, i.name, i.target) for i in indicators]


def money(rows: TableRows) -> list[tuple[str | None, str | None, Decimal | None]]:
    return [(f.row_label, f.phase, f.amount_yuan) for f in rows.facts if f.amount_yuan is not None]


def test_a_form_cut_behind_its_keys_goes_on_though_its_money_names_a_unit() -> None:
    keys = """
    项目名称 | < | 机房改造 | <
    主管部门 | 某局 | 实施单位 | 某馆
    """
    rest = """
    项目资金（万元） | 年度资金总额： | < | 60.00
    ^ | 其中：财政拨款 | < | 60.00
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 改造面积 | 120平方米
    """
    rows = rows_of(keys, rest, title="项目支出绩效目标表")
    assert [(i.project, i.name) for i in rows.indicators] == [("机房改造", "改造面积")]
    assert money(rows)[0] == ("年度资金总额：", "initial_budget", Decimal(600000))


@pytest.mark.parametrize(
    ("keys", "project"),
    [
        ("省级预算部门名称 | 县林业局 | < | <", "县林业局"),
        ("专项（项目）名称 | 林区防火 | < | <\n主管部门 | 县林业局 | < | <", "林区防火"),
        ("项目名称 | 林区防火 | < | <\n单位名称 | 县林业局 | < | <", "林区防火"),
        ("单位名称 | 县林业局 | < | <\n项目名称 | 林区防火 | < | <", "林区防火"),
        ("主管部门 | 县林业局 | < | <\n专项资金名称 | 林区防火 | < | <", "林区防火"),
    ],
)
def test_a_form_is_about_its_project_or_else_about_its_body(keys: str, project: str) -> None:
    form = keys + "\n一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 巡护里程 | ≥90公里"
    assert [i.project for i in rows_of(form).indicators] == [project]


@pytest.mark.parametrize(
    ("heads", "row", "expected"),
    [
        (
            "一级目标 | 二级目标 | 三级目标 | 指标目标值",
            "产出目标 | 数量 | 餐点 | ≥5.00(个)",
            (">=", Decimal("5.00"), "个", None),
        ),
        (
            "二级指标 | 三级指标 | 绩效指标描述 | 指标值",
            "数量指标 | 餐点 | 所设餐点数 | ≥5个",
            (">=", Decimal(5), "个", "所设餐点数"),
        ),
        (
            "三级指标 | 绩效指标性质 | 绩效指标值 | 绩效度量单位",
            "餐点 | ＝ | 5 | 个",
            ("=", Decimal(5), "个", None),
        ),
        (
            "三级指标 | 指标值 | 计量单位 | 指标值确定依据",
            "餐点 | 5 | 个 | 年度计划",
            (None, Decimal(5), "个", "年度计划"),
        ),
    ],
)
def test_heads_in_the_words_of_other_platforms(
    heads: str, row: str, expected: tuple[str | None, Decimal, str, str | None]
) -> None:
    form = f"项目名称 | 助餐 | < | <\n项目总目标 | 助餐 | < | <\n{heads}\n{row}"
    (one,) = rows_of(form, title="项目支出绩效目标表").indicators
    assert (one.name, one.operator, one.target_value, one.unit, one.explanation) == ("餐点", *expected)


def test_budget_and_outturn_side_by_side_head_the_sources_below_them() -> None:
    form = """
    项目名称 | 饮水 | < | < | <
    预算执行情况（万元） | 预算数： | 200.00 | 执行数： | 190.00
    ^ | 其中：财政拨款 | 180.00 | 其中：财政拨款 | 170.00
    ^ | 其他资金 | 20.00 | 其他资金 | 20.00
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
    ^ | 产出指标 | 数量指标 | 新建水厂 | 2座
    """
    assert money(rows_of(form)) == [
        (None, "initial_budget", Decimal(2000000)),
        (None, "final", Decimal(1900000)),
        ("其中：财政拨款", "initial_budget", Decimal(1800000)),
        ("其中：财政拨款", "final", Decimal(1700000)),
        ("其他资金", "initial_budget", Decimal(200000)),
        ("其他资金", "final", Decimal(200000)),
    ]


def test_an_amount_beside_its_key_may_print_its_own_unit_and_a_text_is_none() -> None:
    form = """
    项目名称 | 装备 | < | <
    预算金额 | {} | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 购置记录仪 | 30台
    """
    assert [yuan for *_, yuan in money(rows_of(form.format("45万元")))] == [Decimal(450000)]
    assert money(rows_of(form.format("45台"))) == money(rows_of(form.format("见附件"))) == []


def test_money_of_a_part_of_the_year_or_expected_is_no_outturn() -> None:
    form = """
    项目名称 | 送戏 | < | < | <
    资金（万元） | 年初预算数 | 1—7月执行数 | 全年预计执行数 | 全年执行数
    年度资金总额 | 80.00 | 40.00 | 79.00 | 78.00
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1—7月执行情况
    产出指标 | 数量指标 | 送戏场次 | ≥100场 | 55场
    """
    assert [phase for _, phase, _ in money(rows_of(form, title="绩效运行监控表"))] == [
        "initial_budget", None, None, "final",
    ]  # fmt: skip


def test_a_head_of_two_rows_beside_groups_of_heads_keeps_its_column() -> None:
    form = """
    项目名称 | 修复 | < | < | < | <
    绩效指标 | < | < | 评分 | < | 未完成原因
    二级指标 | 三级指标 | 年初指标值 | 分值 | 得分 | ^
    质量指标 | 植被覆盖率 | ≥70% | 30 | 26 | 干旱少雨
    """
    (one,) = rows_of(form).indicators
    assert (one.weight, one.score, one.explanation) == (Decimal(30), Decimal(26), "干旱少雨")


def test_points_whose_head_says_how_they_are_given_are_no_rate() -> None:
    form = """
    项目名称 | 河长制 | < | < | <
    预算执行（万元） | 预算数 | 执行数 | 执行率 | 得分（20分*执行率）
    年度资金总额 | 60.00 | 54.00 | 90.00% | 18
    一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值
    产出指标 | 数量指标 | 巡河次数 | 600次 | 640次
    """
    (score,) = [fact for fact in rows_of(form).facts if fact.raw == "18"]
    assert (score.measure, score.unit) == ("score", "分")


def test_in_text_a_result_that_repeats_its_target_is_told_and_heads_of_two_rows_go_on() -> None:
    form = """
    项目名称\t修复\t\t\t\t
    绩效指标\t\t绩效指标值\t\t得分\t未完成原因
    一级指标\t三级指标\t指标值\t完成值\t\t
    效益指标\t水土流失\t减少\t减少\t30\t
    \t植被覆盖率\t≥70%\t65%\t26\t干旱少雨
    合计\t合计\t合计\t合计\t56\t
    """
    text = BEFORE + "\n".join(line[4:] for line in form.strip("\n").splitlines())
    found = read_document(text.encode(), "x.txt").indicators
    assert [(i.level1, i.name, i.target, i.actual, i.explanation) for i in found] == [
        ("效益指标", "水土流失", "减少", "减少", None),
        ("效益指标", "植被覆盖率", "≥70%", "65%", "干旱少雨"),
    ]


def test_the_target_of_the_year_is_told_and_not_that_of_its_half_or_of_several_years() -> None:
    for heads in ("半年（程）目标值 | 全年（程）目标值", "实施期指标值 | 年度指标值"):
        form = f"""
        项目名称 | 机房改造 | < | < | <
        一级指标 | 二级指标 | 三级指标 | {heads}
        产出指标 | 数量指标 | 改造面积 | ≥60 | ≥120
        ^ | 质量指标 | 验收合格率 | — | =100%
        """
        assert [target for *_, target in told(rows_of(form).indicators)] == ["≥120", "=100%"]
    alone = (
        "项目名称 | 机房改造 | < | <\n一级指标 | 二级指标 | 三级指标 | 半年目标值\n产出 | 数量 | 面积 | ≥60"
    )
    assert [target for *_, target in told(rows_of(alone).indicators)] == ["≥60"]


def test_a_row_that_numbers_the_columns_of_a_list_of_projects_is_no_indicator() -> None:
    form = """
    单位名称、项目名称 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
    1 | 2 | 3 | 4 | 5 | 6
    县水务局 | | | | |
    河道巡护 | 完成任务 | 产出指标 | 数量指标 | 巡护长度 | ≥60公里
    ^ | ^ | ^ | 质量指标 | 达标率 | ≥95%
    水库维护 | 完成任务 | 产出指标 | 数量指标 | 维护座数 | ≥3座
    """
    found = rows_of(form, title="项目支出绩效目标表").indicators
    named = [("河道巡护", "巡护长度"), ("河道巡护", "达标率"), ("水库维护", "维护座数")]
    assert [(one.project, one.name) for one in found] == named


def test_targets_beside_those_of_years_before_are_read_below_a_head_of_all() -> None:
    form = """
    项目名称 | 机房改造 | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
    ^ | ^ | ^ | 前年 | 上年 | 预计当年实现
    产出指标 | 数量指标 | 改造面积 | 40 | 60 | ≥120
    """
    assert told(rows_of(form, title="项目支出绩效目标表").indicators) == [
        ("产出指标", "数量指标", "改造面积", "≥120")
    ]


@pytest.mark.parametrize(
    ("text", "read"), [("联系电话：0730-55512", False), ("联系人次", True), ("经办人员培训", True)]
)
def test_who_filled_a_form_in_is_no_indicator(text: str, read: bool) -> None:
    form = f"""
    项目名称 | 机房改造 | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 改造面积 | 120
    填表人 | 王某 | {text} | 3月5日
    """
    names = [one.name for one in rows_of(form, title="项目支出绩效目标表").indicators]
    assert names == ["改造面积", text][: 1 + read]


def test_the_only_amount_of_a_row_belongs_to_its_label_over_blanks() -> None:
    form = """
    项目名称 | 机房改造 | < | < | <
    资金情况 | 年度资金总额 | | | 60.00
    资金金额（万元） | 60.00 | 其中：财政拨款 | | 50.00
    一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
    产出指标 | 数量指标 | 改造面积 | 120平方米 | 10
    """
    rows = rows_of(form, title="项目支出绩效目标表")
    amounts = [fact.row_label for fact in rows.facts if fact.value in (50, 60)]
    assert amounts == ["年度资金总额", "资金金额（万元）"]
