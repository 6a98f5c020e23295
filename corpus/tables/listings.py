"""Tables that list projects or units, one a row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from corpus.bodies import accounts
from corpus.bodies.model import ZERO, Project, Year, percent
from corpus.tables.forms import total_score
from corpus.tables.sheet import Field, MadeSheet, NumberStyle, TrueFigure, label
from corpus.tables.writer import Form, Writer, weight


def projects_table(year: Year, form: Form, numerals: NumberStyle) -> MadeSheet:
    """One row a project, the unit's name merged over its rows (shape ``projects``)."""
    w = Writer(year, form, numerals)
    stubs, columns = form["stub"], form["columns"]
    body: list[list[Field]] = []

    def amounts(row: str, parts: list[Any]) -> list[Field]:
        cells = []
        for c in columns:
            attribute, zero = c["project"], w.numerals.zero
            amount = sum((getattr(p, attribute) for p in parts), ZERO) if attribute != "none" else ZERO
            plain = w.numerals.plain(amount)
            text = w.numerals.printed(plain) if amount else zero
            path = tuple(w.fill(h).replace(" ", "") for h in c["header"])
            figure = TrueFigure(row, None, path, text.replace(",", ""), f"project:{attribute}")
            cells.append(
                Field(text, align="right", figure=figure if any(x.isdigit() for x in text) else None)
            )
        return cells

    for n, project in enumerate(year.projects):
        cells: list[Field] = []
        for s in stubs:
            match s["key"]:
                case "unit_name":
                    if not n:
                        cells.append(Field(year.issuer, rows=len(year.projects), align="left"))
                case "name":
                    cells.append(Field(project.name, align="left"))
                case "project_code":
                    cells.append(Field(project.code, align="left"))
                case "serial":
                    cells.append(Field(str(n + 1)))
                case "account":
                    cells.append(Field(accounts.functional()[project.account], align="left"))
        body.append(cells + amounts(project.name, [project]))
    total = [Field(form.get("total_label", "合计"), columns=len(stubs))]
    total += amounts(label(form.get("total_label", "合计")).replace(" ", ""), year.projects)
    body.insert(0 if form.get("total", "first") == "first" else len(body), total)
    return w.sheet([weight(c) for c in stubs + columns], w.header(stubs + columns), body)


def summary_table(year: Year, form: Form, numerals: NumberStyle) -> MadeSheet:
    """项目自评汇总表 (shape ``summary``): one row a project with money, rates and score."""
    w = Writer(year, form, numerals)
    stubs, columns = form["stub"], form["columns"]
    body: list[list[Field]] = []
    for n, project in enumerate(year.projects, 1):
        texts = {"serial": str(n), "unit_name": year.issuer, "name": project.name, "text": ""}
        row = [Field(texts[s["key"]] or s["text"]) for s in stubs]
        for c in columns:
            if "text" in c:
                row.append(Field(c["text"]))
                continue
            plain, measure = project_value(project, c["project"], w.numerals)
            path = tuple(w.fill(h).replace(" ", "") for h in c["header"])
            row.append(Field(plain, figure=TrueFigure(project.name, None, path, plain, measure)))
        body.append(row)
    return w.sheet([weight(c) for c in stubs + columns], w.header(stubs + columns), body)


def project_value(project: Project, name: str, numerals: NumberStyle) -> tuple[str, str]:
    """What a summary prints of a project, and by which measure it is known.

    ``part:产出指标`` is the share of the points of a kind of indicator, in percent.
    """
    kind, _, level1 = name.partition(":")
    match kind:
        case "rate":
            return f"{project.rate}%", "project:rate"
        case "score":
            return str(total_score(project)), "project:score"
        case "part":
            chosen = [i for i in project.indicators if i.level1.startswith(level1)]
            points = sum((i.score for i in chosen), ZERO)
            whole = sum((Decimal(i.weight) for i in chosen), ZERO)
            return (f"{percent(points, whole)}%" if whole else "100%"), ""
    known = f"project:{kind}" if not level1 else ""
    return numerals.plain(getattr(project, kind)), known


def unit_list(year: Year, form: Form, numerals: NumberStyle) -> MadeSheet:
    """The units whose accounts are in the disclosure (shape ``unit_list``); it holds no figures."""
    w = Writer(year, form, numerals)
    names = [f"{year.issuer}（本级）", *(f"{year.issuer}{office}" for office in year.offices[1:3])]
    rows = [
        [Field(str(n)), Field(name, align="left"), Field("" if n == 1 else "并入本级")]
        for n, name in enumerate(names, 1)
    ]
    stubs = form["stub"]
    return w.sheet([weight(s) for s in stubs], w.header(stubs), rows)


def units_table(year: Year, form: Form, numerals: NumberStyle) -> MadeSheet:
    """One row for the department and one for its unit (shape ``units``), 合计 first."""
    w = Writer(year, form, numerals)
    stubs, columns = form["stub"], form["columns"]
    body = []
    for code, name in (("", "合计"), ("371", year.issuer), ("371001", f"{year.issuer}本级")):
        cells = [Field(code if s["key"] == "code" else name) for s in stubs]
        cells[-1].align = "left" if code else "center"
        body.append(cells + [w.figure(c, {"measure": "total"}, None, name) for c in columns])
    return w.sheet([weight(c) for c in stubs + columns], w.header(stubs + columns), body)
