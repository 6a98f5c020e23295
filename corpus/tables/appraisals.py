"""Self-evaluation forms (绩效自评表) with columns for the indicator's nature and unit, and of a whole body.

``ledger``: money in three rows with the rate's weight and score, indicators with deviation and
coefficient. ``evaluation``: budget execution with its reasons beside, level-1 and level-2 stubs merged.
``overall``: a body's money by source and its indicators with their deviation.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from corpus.bodies.model import FUND, GENERAL, GRANTS, OWN, Indicator, Project, Year, percent
from corpus.tables.forms import Form, execution_score, form_sheet, joined, key, number, runs, total_score
from corpus.tables.sheet import Field, MadeSheet, NumberStyle

ZERO = Decimal("0.00")


def _plain(value: Decimal) -> str:
    """A number as such forms print it: 100, 96.49, 1.5."""
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded.normalize():f}"


def _off(indicator: Indicator) -> str:
    """Deviation of the outcome from the target in percent."""
    if indicator.operator == "定性":
        return "0"
    target, actual = Decimal(indicator.target), Decimal(indicator.actual)
    return _plain(abs(actual - target) / target * 100) if target else "0"


def ledger(year: Year, form: Form, numerals: NumberStyle, project: Project) -> MadeSheet:
    """A ledger-like form in yuan, landscape: nine columns below three wide parts."""
    money = numerals.plain
    names = ["年初预算数", "全年（调整）预算数", "全年执行数", "执行率", "执行率权重", "执行率得分"]
    office = f"{year.counts['staff']:03d}-{year.body}"
    rows: list[list[Field]] = [
        [
            key("项目名称："), Field(project.name), key("项目编码："), Field(project.code, columns=2),
            key("自评总分：", 2), Field(_plain(total_score(project)), columns=4),
        ],
        [
            key("项目主管部门："), Field(office), key("财政归口处室："), Field("经济建设科", columns=2),
            key("部门联系人：", 2), Field("财务科", columns=4),
        ],
        [key("资金情况", 11)],
        [key(""), *(key(n, c) for n, c in zip(names, (1, 2, 2, 1, 2, 2), strict=True))],
    ]  # fmt: skip
    body = form.get("statement") == "performance_overall"
    for text, funds in (
        ("年度总金额", (*GRANTS, OWN)),
        ("其中：财政拨款", GRANTS),
        ("一般公共预算", (GENERAL,)),
    ):
        whole = text == "年度总金额"
        amounts = [project.initial, project.adjusted, project.executed]
        if body:
            rest = project.executed - year.amount("total", funds=funds)
            amounts = [year.amount("initial", funds=funds), amounts[1] - rest, amounts[2] - rest]
        printed = [f"{Decimal(money(a)):,}" if numerals.thousands else money(a) for a in amounts]
        known = ["project:initial", "project:adjusted", "project:executed"] if whole else [""] * 3
        if body:
            known = ["general:initial" if funds == (GENERAL,) else "", "", ""]
        rate = percent(amounts[2], amounts[1])
        cells = [number(t, text, n, measure=m) for t, n, m in zip(printed, names, known, strict=False)]
        marks = ["" if whole else _plain(rate), "", ""]
        if text == "其中：财政拨款":
            marks[1:] = ["10.00", str((rate / 10).quantize(ZERO, ROUND_HALF_UP))]
        cells += [number(t, text, n) for t, n in zip(marks, names[3:], strict=True)]
        for cell, span in zip(cells, (1, 2, 2, 1, 2, 2), strict=True):
            cell.columns, cell.align = span, "right"
        rows.append([Field(text, align="left"), *cells])
    goal = f"完成{project.name}，保障相关工作正常开展。"
    rows += [
        [key("绩效目标", 11)],
        [key("年初绩效目标", 3), key("全年（调整）绩效目标", 4), key("全年目标实际完成情况", 4)],
        [Field(goal, columns=3, align="left"), Field("", columns=4), Field(goal, columns=4, align="left")],
        [key("绩效指标", 11)],
        [
            *map(key, ("指标名称", "计量单位", "指标性质", "指标值", "全年完成值", "偏离度（%）")),
            *map(key, ("得分系数（%）", "指标权重", "指标得分", "是否核心指标", "说明")),
        ],
    ]
    for n, i in enumerate(project.indicators):
        if i.operator == "定性":
            continue
        columns = ("指标值", "全年完成值", "偏离度（%）", "得分系数（%）", "指标权重", "指标得分")
        values = [
            i.target,
            i.actual,
            _off(i),
            _plain(i.score / i.weight * 100),
            str(i.weight),
            _plain(i.score),
        ]
        rows.append(
            [Field(i.name, align="left"), Field(i.unit), Field(i.operator)]
            + [number(v, i.name, c) for v, c in zip(values, columns, strict=True)]
            + [Field("是" if n == 0 else "否"), Field("")]
        )
    widths = [2.6, 1.6, 1.2, 1.2, 1.4, 1.3, 1.4, 1.2, 1.2, 1.3, 1.6]
    return form_sheet(year, form, numerals, project, widths, rows)


def evaluation(year: Year, form: Form, numerals: NumberStyle, project: Project) -> MadeSheet:
    """A form with a tall stub for each part: goals, execution out of 10, indicators out of 90."""
    money = numerals.plain
    names = ["年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分"]
    goal = f"通过实施{project.name}，改善服务条件，提高工作质量。"
    rows: list[list[Field]] = [
        [key("项目名称"), Field(f"{project.code}-{project.name}", columns=9, align="left")],
        [
            key("主管部门"), Field(f"{year.issuer}本级", columns=4),
            key("实施单位（盖章）", 2), Field(year.issuer, columns=3),
        ],
        [key("项目基本情况", 1, 2), key("项目年度目标", 5), key("年度目标完成情况", 4)],
        [Field(goal, columns=5, align="left"), Field("已完成。" + goal, columns=4, align="left")],
        [
            key("预算执行情况（10分）", 1, 5), key(f"年度预算数（{numerals.unit}）", 2),
            *map(key, names), key("原因"),
        ],
    ]  # fmt: skip
    rate = f"{project.rate}%"
    for text in ("总额", "其中：财政资金", "单位资金", "其他资金"):
        used = text in ("总额", "其中：财政资金")
        amounts = (project.initial, project.adjusted, project.executed) if used else (ZERO,) * 3
        known = ("project:initial", "project:adjusted", "project:executed") if text == "总额" else ("",) * 3
        printed = [money(a) for a in amounts] if text != "其他资金" else [""] * 3
        marks = [rate if used else "0.00%" if text == "单位资金" else ""]
        marks += ["10", str(execution_score(project))] if text == "总额" else ["/", "/"]
        cells = [
            number(t, text, n, measure=m)
            for t, n, m in zip(printed + marks, names, (*known, "", "", ""), strict=True)
        ]
        reason = "预算执行率未达到90%的说明原因。" if text == "总额" else ""
        last = [Field(reason, rows=4, align="left")] if text == "总额" else []
        rows.append([key(text, 2), *cells, *last])
    heads = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分"]
    rows.append([key("绩效指标（90分）", 1, len(project.indicators) + 1), *map(key, heads)])
    first = runs([i.level1 for i in project.indicators])
    second = runs([i.level1 + i.level2 for i in project.indicators])
    for n, i in enumerate(project.indicators):
        cells = [Field(i.level1, rows=first[n])] if first[n] else []
        cells += [Field(i.level2, rows=second[n])] if second[n] else []
        values = [number(i.target, i.name, "指标值"), Field(i.unit), number(i.actual, i.name, "完成值")]
        marks_of = [number(str(i.weight), i.name, "权重"), number(str(i.score), i.name, "得分")]
        rows.append([*cells, Field(i.name, align="left"), Field(i.operator), *values, *marks_of])
    total = number(str(total_score(project)), "合计", "得分", measure="project:score")
    rows.append([key("合计", 8), number("100", "合计", "权重"), total])
    widths = [1.3, 1.3, 1.4, 2.4, 1.3, 1.4, 1.3, 1.4, 1.0, 1.2]
    return form_sheet(year, form, numerals, project, widths, rows)


def overall(year: Year, form: Form, numerals: NumberStyle, project: Project) -> MadeSheet:
    """部门整体自评表: the body's money by source, then indicators with weight, score and deviation."""
    money = numerals.plain
    names = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    own = [year.amount(m, funds=(OWN,)) for m in ("initial", "total", "total")]
    all_money = [project.initial, project.adjusted, project.executed]
    grants = [a - b for a, b in zip(all_money, own, strict=True)]
    rows: list[list[Field]] = [
        [key("部门（单位）名称", 3), Field(year.issuer, columns=7)],
        [key("部门整体支出情况", 2, 5), key("", 2), *map(key, names)],
    ]
    for text, amounts in (
        (f"部门预算总额（{numerals.unit}）", all_money),
        ("资金来源：（1）政府预算资金", grants),
        ("（2）财政专户管理资金", [ZERO] * 3),
        ("（3）单位资金", own),
    ):
        whole = text.startswith("部门")
        rate = _plain(amounts[2] / amounts[1] * 100) if amounts[1] else "0"
        known = ("overall:initial", "overall:adjusted", "overall:executed") if whole else ("",) * 3
        if "（1）" in text and not year.amount("initial", funds=(FUND,)):
            known = ("general:initial", "", "")
        printed = [money(a) if a else "0" for a in amounts] + ["10" if whole else "—", rate]
        printed.append(str(execution_score(project)) if whole else "—")
        cells = [
            number(t, text, n, measure=m)
            for t, n, m in zip(printed, names, (*known, "", "", ""), strict=True)
        ]
        rows.append([Field(text, columns=2, align="left"), *cells])
    goal = "围绕年度重点任务履行职责，规范预算管理，提高服务质量。"
    rows += [
        [key("年度履职目标", 2, 2), key("预期目标", 4), key("实际完成情况", 4)],
        [Field(goal, columns=4, align="left"), Field("各项任务按计划完成。" + goal, columns=4, align="left")],
    ]
    third = ["年度指标值", "实际完成值", "分值", "得分", "偏差度"]
    heads = ["一级指标", "二级指标", "三级指标", *third, "偏差原因分析及改进措施"]
    rows.append([key("绩效指标", 1, len(project.indicators) + 1), *map(key, heads)])
    first = runs([i.level1 for i in project.indicators])
    second = runs([i.level1 + i.level2 for i in project.indicators])
    for n, i in enumerate(project.indicators):
        cells = [Field(i.level1, rows=first[n])] if first[n] else []
        cells += [Field(i.level2, rows=second[n])] if second[n] else []
        values = [joined(i, False), joined(i, True), str(i.weight), str(i.score), f"{Decimal(_off(i)):.2f}%"]
        values[4] = values[4] if i.score < i.weight else "0.00%"
        cells += [
            Field(i.name, align="left"),
            *(number(v, i.name, c) for v, c in zip(values, third, strict=True)),
        ]
        rows.append([*cells, Field("")])
    score = number(str(total_score(project)), "总分", "得分", measure="overall:score")
    rows.append([key("总分", 6), number("100", "总分", "分值"), score, Field(""), Field("")])
    widths = [0.8, 1.2, 1.5, 2.4, 1.6, 1.6, 1.0, 1.0, 1.2, 1.8]
    return form_sheet(year, form, numerals, project, widths, rows)
