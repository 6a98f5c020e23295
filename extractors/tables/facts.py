"""From sheets to the published rows: tables, cells, facts, indicators."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.characters import fold
from extractors.numbers import Figure, is_dash, parse_figure
from extractors.tables.forms import Form, figures_of, indicator_columns, is_form, read_form
from extractors.tables.grid import Cell
from extractors.tables.headers import ACCOUNT_CODE, CODE_AND_NAME, Group, Layout, best_label, read_layout
from extractors.tables.meanings import NOT_MONEY, in_yuan, label_meaning, meaning_of, statement_fund
from extractors.tables.sheet import Sheet, cell_text
from extractors.tables.statements import statement_of
from extractors.tables.words import is_word
from records.columns import Box
from records.tables import CellRecord, FactRecord, IndicatorRecord, TableRecord

PERFORMANCE = frozenset({"performance_overall", "performance_project"})
SUMMARIES = frozenset({"revenue_expenditure_summary", "fiscal_grant_summary"})
MEASURED_BY_LABEL = SUMMARIES | {"institution_operation"}
"""Statements whose rows, not columns, say what is measured."""


@dataclass(slots=True)
class Context:
    """What the figures of a document inherit from it."""

    document_id: str
    fiscal_year: int | None
    report_kind: str | None


@dataclass(slots=True)
class TableRows:
    """The published rows of one table."""

    table: TableRecord
    cells: list[CellRecord] = field(default_factory=list)
    facts: list[FactRecord] = field(default_factory=list)
    indicators: list[IndicatorRecord] = field(default_factory=list)
    understood: bool = True


def read_table(sheet: Sheet, number: int, context: Context) -> TableRows:
    """The published rows of ``sheet``, the ``number``-th table (from 1) of its document."""
    statement = statement_of(sheet)
    table = TableRecord(
        document_id=context.document_id,
        table_id=f"t{number}",
        statement=statement or "other",
        title=sheet.caption.title,
        form_code=sheet.caption.form_code,
        unit=sheet.caption.unit,
        first_page=sheet.first_page,
        last_page=sheet.last_page,
        rows=sheet.rows,
        columns=sheet.columns,
        note=sheet.note,
    )
    rows = TableRows(table)
    form = read_form(sheet) if (statement in PERFORMANCE or statement is None) and is_form(sheet) else None
    if form is not None:
        _read_form(sheet, form, rows, context)
    else:
        _read_regular(sheet, rows, context)
    table.is_empty = not rows.facts
    rows.understood = statement is not None or not rows.facts
    return rows


def box_of(cell: Cell) -> Box:
    """Box of a cell in points."""
    return (round(cell.x0, 2), round(cell.y0, 2), round(cell.x1, 2), round(cell.y1, 2))


def text_box(cell: Cell) -> Box:
    """Box of the text in a cell in points."""
    lines = cell.lines
    return (
        round(min(line.x0 for line in lines), 2),
        round(min(line.y0 for line in lines), 2),
        round(max(line.x1 for line in lines), 2),
        round(max(line.y1 for line in lines), 2),
    )


def _cell_records(
    sheet: Sheet, table: TableRecord, header: set[int], stubs: set[int], heads: set[int]
) -> list[CellRecord]:
    records = []
    for cell in sheet.cells:
        if cell.row in header or id(cell) in heads:
            role = "header"
        elif cell.column in stubs:
            role = "stub"
        else:
            role = "body"
        records.append(
            CellRecord(
                document_id=table.document_id,
                table_id=table.table_id,
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
                role=role,
                text="\n".join(cell.texts),
                page=sheet.row_pages[cell.row],
                box=box_of(cell),
            )
        )
    return records


def _read_regular(sheet: Sheet, rows: TableRows, context: Context) -> None:
    layout = read_layout(sheet)
    rows.table.header_rows = layout.header_rows
    header = set(range(layout.header_rows)) | sheet.repeated
    stubs = {column for group in layout.groups for column in group.codes + group.body_codes + group.labels}
    heads = {
        id(cell)
        for cell in (sheet.at[layout.header_rows] if layout.header_rows < sheet.rows else [])
        if fold(cell_text(cell)) in ("类", "款", "项")
    }
    rows.cells = _cell_records(sheet, rows.table, header, stubs, heads)
    for group in layout.groups:
        _read_group(sheet, layout, group, rows, context)


def _read_group(sheet: Sheet, layout: Layout, group: Group, rows: TableRows, context: Context) -> None:
    labels = best_label(group, layout.paths)
    columns = [(column, _path(layout, group, column)) for column in group.values]
    parts: list[str] = []
    for row in range(layout.header_rows, sheet.rows):
        if row in sheet.repeated:
            continue
        code, parts = _account_code(sheet, row, group.codes, parts)
        code = code or _account_code(sheet, row, group.body_codes[:1], [])[0]
        label: str | None = None
        labelled = False
        for column, path in columns:
            cell = sheet.at[row][column]
            if not cell.lines or cell.column != column or cell.row != row:
                continue
            text = cell_text(cell)
            if is_dash(text):
                continue
            figure = parse_figure(text)
            if figure is None:
                continue
            if not labelled:
                label, labelled = _row_label(sheet, row, group, labels), True
                code, label = _split_label(code, label)
            _add_fact(sheet, rows, context, cell, figure, label, code, path, group.side, layout)


def _path(layout: Layout, group: Group, column: int) -> list[str]:
    path = layout.paths[column]
    if group.side and not (path and is_word(path[0], "sides", group.side)):
        return ["收入" if group.side == "revenue" else "支出", *path]
    return path


def _account_code(
    sheet: Sheet, row: int, columns: list[int], before: list[str]
) -> tuple[str | None, list[str]]:
    """The account code of a row, joined from its columns; parents that are left out come from above."""
    if not columns:
        return None, before
    texts = []
    for column in columns:
        cell = sheet.at[row][column]
        text = cell_text(cell).replace(" ", "") if cell.column == column or len(columns) == 1 else ""
        texts.append(text if text.isdigit() else "")
    if not any(texts):
        return None, before
    if len(columns) == 1:
        return texts[0], before
    for level, text in enumerate(texts):
        if text:
            break
        texts[level] = before[level] if level < len(before) else ""
    return "".join(texts), texts


def _row_label(sheet: Sheet, row: int, group: Group, labels: list[int]) -> str | None:
    """The row's own label on its side: the best label column that is filled, else any stub."""
    for column in labels:
        text = sheet.text(row, column)
        if text and not is_dash(text):
            return text
    for column in reversed(group.body_codes + group.codes):
        text = sheet.text(row, column)
        if text and not text.isdigit() and text not in ("类", "款", "项"):
            return text
    return None


def _split_label(code: str | None, label: str | None) -> tuple[str | None, str | None]:
    """Code and name out of one cell (``[208]社会保障和就业支出``)."""
    if code or not label:
        return code, label
    match = CODE_AND_NAME.match(label)
    if match and not match[2].startswith(("年", "号")):
        return match[1], match[2]
    return code, label


def _scheme(statement: str, code: str | None) -> str | None:
    if not code or not ACCOUNT_CODE.match(code):
        return None
    if statement in ("basic_expenditure", "economic_classification"):
        if code.startswith("3"):
            return "economic"
        if code.startswith("5"):
            return "government_economic"
    return "functional" if code.startswith("2") and len(code) in (3, 5, 7) else None


def _add_fact(
    sheet: Sheet,
    rows: TableRows,
    context: Context,
    cell: Cell,
    figure: Figure,
    label: str | None,
    code: str | None,
    path: list[str],
    side: str | None,
    layout: Layout | None,
) -> None:
    table = rows.table
    heads = (layout.banner, *path) if layout and layout.banner else tuple(path)
    meaning = meaning_of(tuple(path))
    measure, unit = meaning.measure, figure.unit or meaning.unit
    if label and table.statement in MEASURED_BY_LABEL and measure in (None, "amount", "total"):
        labelled, counted = label_meaning(label)
        measure, unit = labelled or measure, unit or counted
    if unit is None and measure not in NOT_MONEY:
        unit = table.unit
    period = meaning.year or (context.fiscal_year - meaning.prior_years if context.fiscal_year else None)
    fund = meaning.fund
    if (
        fund is None
        and label
        and side
        and table.statement in ("revenue_expenditure_summary", "fiscal_grant_summary")
    ):
        fund = meaning_of((label,)).fund
    fund = fund or statement_fund(table.statement) or meaning_of((*heads, table.title or "")).fund
    default_phase = {"final_accounts": "final", "budget": "initial_budget"}.get(context.report_kind or "")
    if meaning.prior_years and meaning.phase is None:
        default_phase = None
    value = figure.value
    if table.statement in ("revenue", "expenditure"):
        side = side or table.statement
    rows.facts.append(
        FactRecord(
            document_id=context.document_id,
            fact_id=f"{table.table_id}r{cell.row}c{cell.column}",
            table_id=table.table_id,
            row=cell.row,
            column=cell.column,
            statement=table.statement,
            side=side,
            row_label=label,
            account_code=code,
            account_name=label if code else None,
            scheme=_scheme(table.statement, code),
            column_path=path,
            measure=measure,
            fund=fund,
            phase=None if measure in NOT_MONEY else meaning.phase or default_phase,
            period=period,
            value=value,
            unit=unit,
            amount_yuan=in_yuan(value, unit) if measure not in NOT_MONEY else None,
            raw="".join(line.raw for line in cell.lines).strip(),
            page=cell.lines[0].page,
            box=text_box(cell),
        )
    )


def _read_form(sheet: Sheet, form: Form, rows: TableRows, context: Context) -> None:
    header = form.header_rows | sheet.repeated
    rows.table.header_rows = 0
    for figure in figures_of(sheet, form):
        parsed = parse_figure(cell_text(figure.cell))
        if parsed is not None:
            parsed = replace(parsed, unit=parsed.unit or figure.unit)
            path = [figure.head] if figure.head else []
            _add_fact(sheet, rows, context, figure.cell, parsed, figure.label, None, path, None, None)
    rows.cells = _cell_records(sheet, rows.table, header, set(), set())
    for band in form.bands:
        if band.name is None:
            continue
        columns = indicator_columns(band)
        for row in range(band.first, band.last + 1):
            if row in sheet.repeated:
                continue
            indicator = _indicator(sheet, row, columns, form, rows, context)
            if indicator:
                rows.indicators.append(indicator)


def _indicator(
    sheet: Sheet, row: int, columns: dict[str, Cell], form: Form, rows: TableRows, context: Context
) -> IndicatorRecord | None:
    texts: dict[str, str] = {}
    for name, head in columns.items():
        cell = sheet.at[row][head.column]
        if cell.texts and (cell.row == row or name in ("level1", "level2")) and cell.column >= head.column:
            texts[name] = cell_text(cell)
    if "name" not in texts or not {"target", "actual", "score", "weight"} & texts.keys():
        return None
    target = parse_figure(texts.get("target", ""))
    actual = parse_figure(texts.get("actual", ""))
    cell = sheet.at[row][columns["name"].column]
    operator = _operator(texts.get("operator")) or (target.operator or "=" if target else None)
    if operator is None and texts.get("target"):
        operator = "text"
    return IndicatorRecord(
        document_id=context.document_id,
        table_id=rows.table.table_id,
        project=form.project,
        level1=texts.get("level1"),
        level2=texts.get("level2"),
        name=texts["name"],
        operator=operator,
        target=texts.get("target"),
        target_value=target.value if target else None,
        actual=texts.get("actual"),
        actual_value=actual.value if actual else None,
        unit=texts.get("unit") or (target.unit if target else None) or (actual.unit if actual else None),
        weight=_number(texts.get("weight")),
        score=_number(texts.get("score")),
        deviation=texts.get("deviation"),
        explanation=texts.get("explanation"),
        page=cell.lines[0].page,
        box=box_of(cell),
    )


def _operator(text: str | None) -> str | None:
    if not text:
        return None
    figure = parse_figure(text + "1")
    return figure.operator if figure else "=" if text in ("=", "＝") else "text" if text == "定性" else None


def _number(text: str | None) -> Decimal | None:
    figure = parse_figure(text or "")
    return figure.value if figure else None
