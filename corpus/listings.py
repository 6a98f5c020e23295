"""Tables that list projects or units, one a row."""

from __future__ import annotations

from typing import Any

from corpus import accounts
from corpus.model import ZERO, Year
from corpus.sheet import Cell, Figure, Numerals, Sheet, label
from corpus.writer import Form, Writer, weight


def projects_table(year: Year, form: Form, numerals: Numerals) -> Sheet:
    """One row a project, the unit's name merged over its rows (shape ``projects``)."""
    w = Writer(year, form, numerals)
    stubs, columns = form["stub"], form["columns"]
    body: list[list[Cell]] = []

    def amounts(row: str, parts: list[Any]) -> list[Cell]:
        cells = []
        for c in columns:
            attribute, zero = c["project"], w.numerals.zero
            amount = sum((getattr(p, attribute) for p in parts), ZERO) if attribute != "none" else ZERO
            plain = w.numerals.plain(amount)
            text = w.numerals.printed(plain) if amount else zero
            path = tuple(w.fill(h).replace(" ", "") for h in c["header"])
            figure = Figure(row, None, path, text.replace(",", ""), f"project:{attribute}")
            cells.append(Cell(text, align="right", figure=figure if any(x.isdigit() for x in text) else None))
        return cells

    for n, project in enumerate(year.projects):
        cells: list[Cell] = []
        for s in stubs:
            match s["key"]:
                case "unit_name":
                    if not n:
                        cells.append(Cell(year.issuer, rows=len(year.projects), align="left"))
                case "name":
                    cells.append(Cell(project.name, align="left"))
                case "project_code":
                    cells.append(Cell(project.code, align="left"))
                case "serial":
                    cells.append(Cell(str(n + 1)))
                case "account":
                    cells.append(Cell(accounts.functional()[project.account], align="left"))
        body.append(cells + amounts(project.name, [project]))
    total = [Cell(form.get("total_label", "合计"), columns=len(stubs))]
    total += amounts(label(form.get("total_label", "合计")).replace(" ", ""), year.projects)
    body.insert(0 if form.get("total", "first") == "first" else len(body), total)
    return w.sheet([weight(c) for c in stubs + columns], w.header(stubs + columns), body)


def units_table(year: Year, form: Form, numerals: Numerals) -> Sheet:
    """One row for the department and one for its unit (shape ``units``), 合计 first."""
    w = Writer(year, form, numerals)
    stubs, columns = form["stub"], form["columns"]
    body = []
    for code, name in (("", "合计"), ("371", year.issuer), ("371001", f"{year.issuer}本级")):
        cells = [Cell(code if s["key"] == "code" else name) for s in stubs]
        cells[-1].align = "left" if code else "center"
        body.append(cells + [w.figure(c, {"measure": "total"}, None, name) for c in columns])
    return w.sheet([weight(c) for c in stubs + columns], w.header(stubs + columns), body)
