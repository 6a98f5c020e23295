"""Performance forms (绩效目标表, 绩效自评表): key-value rows, money rows and indicator rows in one grid.

Three layouts: ``appraisal`` (the national 项目支出绩效自评表), ``scorecard`` (nature, target and unit
in columns of their own, money in yuan) and ``targets`` (绩效目标表 of a budget).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from corpus.bodies.model import Project, Year
from corpus.tables.appraisals import evaluation, ledger, overall
from corpus.tables.forms import (
    Form,
    execution_score,
    form_sheet,
    joined,
    key,
    measures,
    number,
    runs,
    total_score,
)
from corpus.tables.sheet import Field, MadeSheet, NumberStyle


class UnknownLayout(ValueError):
    """A family asks for a performance form that nothing here draws."""


def appraisal(year: Year, form: Form, numerals: NumberStyle, project: Project) -> MadeSheet:
    """The national self-evaluation form: nine columns, level-1 and level-2 stubs merged."""
    unit = numerals.unit
    money: Callable[[Decimal], str] = lambda x: numerals.printed(numerals.plain(x))  # noqa: E731
    names = form.get("money_columns", ["年初预算数", "全年预算数", "全年执行数"])
    rows: list[list[Field]] = [
        [key("项目名称", 2), Field(project.name, columns=7)],
        [key("主管部门", 2), Field(year.issuer, columns=3), key("实施单位"), Field(year.issuer, columns=3)],
        [
            key(f"项目资金\n（{unit}）", 2, 4),
            key(""),
            *map(key, names),
            key("分值"),
            key("执行率"),
            key("得分"),
        ],
    ]
    rate = f"{project.rate}%"
    for text, used in (("年度资金总额", True), ("其中：当年财政拨款", True), ("其他资金", False)):
        amounts = [project.initial, project.adjusted, project.executed] if used else [Decimal(0)] * 3
        cells = [
            number(money(a), text, n, measure=m)
            for a, n, m in zip(amounts, names, measures(text), strict=True)
        ]
        marks = (
            ["10", rate, str(execution_score(project))]
            if text == "年度资金总额"
            else ["—", rate if used else "—", "—"]
        )
        rows.append(
            [Field(text, align="left"), *cells]
            + [
                number(m, text, n, measure="project:rate" if n == "执行率" and "年度" in text else "")
                for m, n in zip(marks, ("分值", "执行率", "得分"), strict=True)
            ]
        )
    goal = f"按计划完成{project.name}各项任务，资金使用规范，服务对象满意。"
    rows += [
        [key("年度总体目标", 1, 2), key("预期目标", 4), key("实际完成情况", 4)],
        [Field(goal, columns=4, align="left"), Field("已按进度推进，" + goal, columns=4, align="left")],
    ]
    third = form.get("indicator_columns", ["年度指标值", "实际完成值"])
    heads = ["一级指标", "二级指标", "三级指标", *third, "分值", "得分", "偏差原因分析及改进措施"]
    rows.append([key("绩效指标", 1, len(project.indicators) + 1), *map(key, heads)])
    first = runs([i.level1 for i in project.indicators])
    second = runs([i.level1 + i.level2 for i in project.indicators])
    for n, i in enumerate(project.indicators):
        cells = [Field(i.level1, rows=first[n])] if first[n] else []
        cells += [Field(i.level2, rows=second[n])] if second[n] else []
        cause = "受年度计划调整影响，下年加强前期测算" if i.score < i.weight else ""
        cells += [
            Field(i.name, align="left"),
            number(joined(i, False), i.name, third[0]),
            number(joined(i, True), i.name, third[1]),
            number(str(i.weight), i.name, "分值"),
            number(str(i.score), i.name, "得分"),
            Field(cause, align="left"),
        ]
        rows.append(cells)
    rows.append(
        [
            key("总分", 6),
            number("100", "总分", "分值"),
            number(str(total_score(project)), "总分", "得分", measure="project:score"),
            Field(""),
        ]
    )
    return form_sheet(year, form, numerals, project, [1.2, 1.5, 1.7, 2.6, 1.9, 1.9, 1.1, 1.4, 2.4], rows)


def scorecard(year: Year, form: Form, numerals: NumberStyle, project: Project) -> MadeSheet:
    """A scorecard: banners between its parts, the indicator's nature and unit in columns."""
    money: Callable[[Decimal], str] = lambda x: numerals.printed(numerals.plain(x))  # noqa: E731
    names = ["年初预算金额", "调整后预算金额", "实际支出金额", "执行率（%）", "权重", "得分"]
    rows: list[list[Field]] = [
        [key("项目名称"), Field(project.name, columns=4), key("项目编码"), Field(project.code, columns=2)],
        [
            key("实施单位"),
            Field(year.issuer, columns=4),
            key("自评总分"),
            Field(str(total_score(project))),
        ],
        [key("一、预算执行情况", 8)],
        [key("资金来源", 2), *map(key, names)],
    ]
    rows[1][-1].columns = 2
    for text in ("年度资金合计", "其中：本级财政资金", "上级补助资金"):
        own = text != "上级补助资金"
        amounts = [project.initial, project.adjusted, project.executed] if own else [Decimal(0)] * 3
        total = text == "年度资金合计"
        marks = [
            str(project.rate) if own else "",
            "10" if total else "",
            str(execution_score(project)) if total else "",
        ]
        texts = [money(a) for a in amounts] + marks
        rows.append(
            [Field(text, columns=2, align="left")]
            + [
                number(t, text, n, measure=m)
                for t, n, m in zip(texts, names, (*measures(text), "", "", ""), strict=True)
            ]
        )
    goal = f"完成{project.name}年度任务，发挥资金效益。"
    rows += [
        [key("二、年度绩效目标", 8)],
        [Field(goal, columns=8, align="left")],
        [key("三、绩效指标完成情况", 8)],
        [*map(key, ("指标类型", "指标名称", "指标性质", "目标值", "计量单位", "完成值", "权重", "得分"))],
    ]
    first = runs([i.level1 for i in project.indicators])
    for n, i in enumerate(project.indicators):
        lead = [Field(i.level1, rows=first[n])] if first[n] else []
        rows.append(
            [
                *lead,
                Field(i.name, align="left"),
                Field(i.operator),
                number(i.target, i.name, "目标值"),
                Field(i.unit),
                number(i.actual, i.name, "完成值"),
                number(str(i.weight), i.name, "权重"),
                number(str(i.score), i.name, "得分"),
            ]
        )
    return form_sheet(year, form, numerals, project, [1.7, 2.5, 2.0, 2.0, 2.0, 1.5, 1.1, 1.1], rows)


def targets(year: Year, form: Form, numerals: NumberStyle, project: Project) -> MadeSheet:
    """Performance targets of one project in a budget; the amounts are key-value pairs."""
    money: Callable[[Decimal], str] = lambda x: numerals.printed(numerals.plain(x))  # noqa: E731
    unit = numerals.unit
    rows: list[list[Field]] = [
        [key("项目名称"), Field(project.name, columns=2), key("项目编码"), Field(project.code)],
        [
            key(f"预算资金（{unit}）", rows=3),
            key("年度资金总额", 2),
            number(money(project.initial), "年度资金总额", measure="project:initial"),
            key("备注"),
        ],
        [key("其中：财政拨款", 2), number(money(project.initial), "其中：财政拨款"), Field("")],
        [key("其他资金", 2), number(money(Decimal(0)), "其他资金"), Field("")],
        [
            key("总体目标"),
            Field(f"围绕年度重点工作实施{project.name}，保证质量和进度。", columns=4, align="left"),
        ],
        [*map(key, ("一级指标", "二级指标", "三级指标", "指标值", "指标说明"))],
    ]
    first = runs([i.level1 for i in project.indicators])
    second = runs([i.level1 + i.level2 for i in project.indicators])
    for n, i in enumerate(project.indicators):
        cells = [Field(i.level1, rows=first[n])] if first[n] else []
        cells += [Field(i.level2, rows=second[n])] if second[n] else []
        rows.append(
            [*cells, Field(i.name, align="left"), number(joined(i, False), i.name, "指标值"), Field("")]
        )
    return form_sheet(year, form, numerals, project, [1.6, 1.8, 2.8, 1.9, 2.1], rows)


def performance_forms(year: Year, form: Form, numerals: NumberStyle) -> list[MadeSheet]:
    """One form a project. Raises :class:`UnknownLayout`."""
    layouts = {
        "appraisal": appraisal,
        "scorecard": scorecard,
        "targets": targets,
        "ledger": ledger,
        "evaluation": evaluation,
        "overall": overall,
    }
    if form["layout"] not in layouts:
        raise UnknownLayout(f"no performance layout {form['layout']!r}")
    zero, thousands = form.get("zero", "0.00"), form.get("thousands", numerals.thousands)
    numerals = NumberStyle(form.get("unit", numerals.unit), thousands, zero)
    chosen = year.projects[: form.get("most", len(year.projects))]
    if form.get("statement") == "performance_overall":
        chosen = [year.overall]
    return [layouts[form["layout"]](year, form, numerals, project) for project in chosen]
