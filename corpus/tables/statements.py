"""Model -> statements (报表) as abstract tables, in the shapes that a family's form describes.

A form (one ``[[table]]`` of ``families/*.toml``) names a ``shape``: ``accounts`` (one row an
account), ``sides`` (收入 | 支出 side by side, also three groups or one), ``line`` (one row of
figures without a label), ``projects`` and ``summary`` (one row a
project), ``units`` and ``unit_list`` (one row a unit).
"""

from __future__ import annotations

from dataclasses import replace

from corpus.bodies import accounts
from corpus.bodies.model import Year
from corpus.tables.listings import projects_table, summary_table, unit_list, units_table
from corpus.tables.sheet import Align, Field, MadeSheet, NumberStyle, header_tree, label
from corpus.tables.writer import ALL_FUNDS, Form, Writer, weight

ORDINALS = "一二三四五六七八九十"


class UnknownShape(ValueError):
    """A family asks for a table shape that nothing here draws."""


def ordinal(number: int) -> str:
    """1 -> 一, 21 -> 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else ORDINALS[tens - 1] + "十")
    return head + (ORDINALS[ones - 1] if ones else "")


def _stub(column: Form, code: str, name: str, serial: int, form: Form) -> Field:
    parts = {"class": code[:3], "group": code[3:5], "item": code[5:7]}
    if form.get("own_level_only"):
        parts = {k: v for (k, v), n in zip(parts.items(), (3, 5, 7), strict=True) if len(code) == n}
    match column["key"]:
        case "code":
            return Field(code, align=column.get("align", "left"))
        case "code_name":
            return Field(_row_label([column], code, name), align="left")
        case "serial":
            return Field(str(serial))
        case "government_class":
            return Field(accounts.government(code)[0][:3])
        case "government_group":
            return Field(accounts.government(code)[0][3:])
        case "government_name":
            return Field(accounts.government(code)[1], align="left")
        case "name":
            indent = "\u3000" * (form.get("indent", 0) * (len(code) // 2 - 1))
            return Field(indent + name, align="left")
    return Field(parts.get(column["key"], ""))


def _row_label(stubs: list[Form], code: str, name: str) -> str:
    """The row's label as printed: the name, or code and name where they share a cell."""
    styles = [s["style"] for s in stubs if s["key"] == "code_name"]
    return styles[0].format(code=code, name=name) if styles else name


def accounts_table(year: Year, form: Form, numerals: NumberStyle) -> MadeSheet:
    """One row a functional account, with 合计 first or last (shape ``accounts``)."""
    w = Writer(year, form, numerals)
    stubs, columns = form["stub"], form["columns"]
    economic = form.get("scheme") == "economic"
    funds = tuple(form.get("funds", ALL_FUNDS))
    names = accounts.economic() if economic else accounts.functional()
    if economic:
        levels = form.get("levels", (3, 5))
        all_codes = {*year.economic}
        if form.get("all_expenditure"):
            all_codes |= {c for part in year.project_economic.values() for c, v in part.items() if v}
        found = sorted({c for code in all_codes for c in (code[:3], code) if len(c) in levels})
    else:
        found = [c for c in year.codes(funds) if len(c) in form.get("levels", (3, 5, 7))]
    if form.get("always_empty"):
        found = []
    row = {"measure": "total", "funds": funds}
    body = []
    for serial, code in enumerate(found, 1):
        cells = [_stub(s, code, names[code], serial, form) for s in stubs]
        shown = _row_label(stubs, code, names[code])
        body.append(cells + [w.figure(c, row, code, shown) for c in columns])
    for _ in range(form.get("empty_rows", 0) if not found else 0):
        body.append(
            [Field(form.get("empty_text", "")) if not i else Field() for i in range(len(stubs + columns))]
        )
    total_label = form.get("total_label", "合计")
    figures = [w.figure(c, row, None, label(total_label).replace(" ", "")) for c in columns]
    total = figures if found or form.get("empty_total") == "zero" else [Field() for _ in columns]
    if form.get("total_in_name"):
        name_at = next(i for i, s in enumerate(stubs) if s["key"] == "name")
        lead = [Field(total_label if i == name_at else "") for i in range(len(stubs))]
    else:
        lead = [Field(total_label, columns=len(stubs))]
    header = w.header(stubs + columns)
    if form.get("total", "first") == "first":
        body.insert(0, [*lead, *total])
        for cell in body[0]:
            cell.bold = bool(form.get("total_bold"))
    elif form["total"] == "last":
        body.append([*lead, *total])
    if form.get("column_numbers", False) is not False:
        numbers = [Field(str(n), header=True) for n in range(1, len(columns) + 1)]
        header.append([Field(form["column_numbers"], columns=len(stubs), header=True), *numbers])
    if form.get("header_in_total_row") and not found:
        header, body = _header_in_total_row(w, stubs, columns, total_label)
    return w.sheet([weight(c) for c in stubs + columns], header, body)


def _header_in_total_row(
    w: Writer, stubs: list[Form], columns: list[Form], total_label: str
) -> tuple[list[list[Field]], list[list[Field]]]:
    """An empty fund statement whose lower header line stands in the row of the 合计 label."""
    top = header_tree([[w.fill(c["header"][0])] + ["·"] * (len(c["header"]) > 1) for c in stubs + columns])[0]
    for cell in top:
        cell.rows = 1
    second = [Field(total_label, columns=len(stubs))]
    for c in columns:
        second.append(
            Field(w.fill(c["header"][1]))
            if len(c["header"]) > 1
            else w.figure(c, {"measure": "total", "funds": w.form["funds"]}, None, total_label)
        )
    return [top], [second] + [[Field() for _ in stubs + columns] for _ in range(4)]


def _side_rows(year: Year, group: Form) -> tuple[list[Form], list[Form]]:
    """The rows of one side: those from the top and those from the bottom."""
    top: list[Form] = []
    tail: list[Form] = []
    for row in group["rows"]:
        if "classes" in row:
            used = set(year.codes(tuple(row.get("funds", ALL_FUNDS))))
            for n, (code, name) in enumerate(accounts.summary_classes(row["classes"]), 1):
                text = row.get("numbering", "{n}、").format(n=ordinal(n)) + name
                if not row.get("used_only") or code in used:
                    top.append({**row, "label": text, "code": code, "measure": row["measure"]})
        elif "economic" in row:
            for code, name in accounts.economic().items():
                if code[:3] in row["economic"] and (row.get("all") or year.economic_amount(code)):
                    empty = row.get("blank_zero", True) and not year.economic_amount(code)
                    top.append(
                        {"label": name, "code": code, "measure": "economic", "own_code": True, "skip": empty}
                    )
        else:
            (tail if row.get("tail") else top).append(row)
    return top, tail


def sides_table(year: Year, form: Form, numerals: NumberStyle) -> MadeSheet:
    """Groups of rows side by side, each label with the figures of its own side (shape ``sides``)."""
    w = Writer(year, form, numerals)
    groups = form["group"]
    if form.get("without_lines"):
        groups = [g | {"columns": [c for c in g["columns"] if c["key"] != "line"]} for g in groups]
    made = [_side_rows(year, g) for g in groups]
    tails = max(len(tail) for _, tail in made)
    tops = max(len(top) for top, _ in made)
    columns = [c for g in groups for c in g["columns"]]
    body: list[list[Field]] = []
    for r in range(tops + tails):
        cells: list[Field] = []
        for number, (group, (top, tail)) in enumerate(zip(groups, made, strict=True)):
            if r < tops:
                row = top[r] if r < len(top) else None
            else:
                at = r - tops - (tails - len(tail))
                row = tail[at] if at >= 0 else None
            cells += _side_cells(w, group, row, number * (tops + tails) + r + 1)
        body.append(cells)
    for footer in form.get("footer", []):
        cells = []
        for part in footer:
            name = part["label"]
            cells.append(Field(name, columns=part.get("span", 1), align=part.get("align", "center")))
            if "measure" in part:
                cells.append(w.figure({"header": part["header"]}, part, None, label(name)))
        body.append(cells)
    header = w.header(columns)
    if form.get("column_numbers", False) is not False:
        line: list[Field] = []
        n = 0
        for c in columns:
            is_figure = c["key"] == "figure"
            n += is_figure
            text = str(n) if is_figure else form["column_numbers"] if c["key"] == "name" else ""
            line.append(Field(text, header=True))
        header.append(line)
    return w.sheet([weight(c) for c in columns], header, body)


def _side_cells(w: Writer, group: Form, row: Form | None, line: int) -> list[Field]:
    cells = []
    for column in group["columns"]:
        match column["key"]:
            case "line":
                cells.append(Field(str(line)))
            case "code":
                cells.append(Field(row.get("code", "") if row else "", align="left"))
            case "class" | "item":
                code = row.get("code", "") if row else ""
                cells.append(Field(code[:3] if column["key"] == "class" else code[3:]))
            case "name":
                text = w.fill(row.get("label", "")) if row else ""
                align: Align = "center" if row and row.get("centre") else "left"
                cells.append(Field(text, align=align))
            case "figure" if row and "measure" in row:
                code = row.get("code")
                cell = w.figure(column, row, code, label(w.fill(row["label"])))
                if cell.figure and not row.get("own_code"):
                    cell.figure = replace(cell.figure, code=None)
                cells.append(cell)
            case _:
                cells.append(Field())
    return cells


def line_table(year: Year, form: Form, numerals: NumberStyle) -> MadeSheet:
    """One row of figures without a label, as “三公” statements have it (shape ``line``)."""
    w = Writer(year, form, numerals)
    columns = form["columns"]
    body = [[w.figure(c, {"measure": "total"}, None, None) for c in columns]]
    if form.get("figure_align") is None:
        for cell in body[0]:
            cell.align = "center"
    header = w.header(columns)
    if form.get("column_numbers", False) is not False:
        header.append([Field(str(n), header=True) for n in range(1, len(columns) + 1)])
    return w.sheet([weight(c) for c in columns], header, body)


def statement(year: Year, form: Form, numerals: NumberStyle) -> MadeSheet:
    """The table that ``form`` describes. Raises :class:`UnknownShape`."""
    match form["shape"]:
        case "accounts":
            return accounts_table(year, form, numerals)
        case "sides":
            return sides_table(year, form, numerals)
        case "line":
            return line_table(year, form, numerals)
        case "projects":
            return projects_table(year, form, numerals)
        case "units":
            return units_table(year, form, numerals)
        case "summary":
            return summary_table(year, form, numerals)
        case "unit_list":
            return unit_list(year, form, numerals)
    raise UnknownShape(f"no table shape {form['shape']!r}")
