"""Performance forms: their figures as facts, their indicators (绩效指标) as indicators."""

from __future__ import annotations

from decimal import Decimal

from extractors.numbers import parse_figure
from extractors.tables.figures import Context, Reading
from extractors.tables.forms import Form, figures_of, indicator_columns
from extractors.tables.grid import Cell
from extractors.tables.sheet import Sheet, cell_text
from records.tables import IndicatorRecord, TableRecord

MEASURED = frozenset({"target", "actual", "score", "weight"})


def form_readings(sheet: Sheet, form: Form) -> list[Reading]:
    """The figures of a form with their label and header."""
    readings = []
    for found in figures_of(sheet, form):
        figure = parse_figure(cell_text(found.cell))
        if figure is not None:
            path = [found.head] if found.head else []
            readings.append(Reading(found.cell, figure, found.label, path, unit=found.unit))
    return readings


def indicators_of(sheet: Sheet, form: Form, table: TableRecord, context: Context) -> list[IndicatorRecord]:
    """The indicators of a form, one a row of its bands of indicators."""
    records = []
    for band in form.bands:
        if band.name is None:
            continue
        columns = indicator_columns(band)
        for row in range(band.first, band.last + 1):
            texts = {} if row in sheet.repeated else _texts(sheet, row, columns)
            if "name" in texts and MEASURED & texts.keys():
                records.append(_record(texts, sheet.at[row][columns["name"].column], form, table, context))
    return records


def _texts(sheet: Sheet, row: int, columns: dict[str, Cell]) -> dict[str, str]:
    """What stands in the columns of an indicator; merged cells count for their levels only."""
    texts: dict[str, str] = {}
    for name, head in columns.items():
        cell = sheet.at[row][head.column]
        own = cell.row == row or name in ("level1", "level2")
        if cell.texts and own and cell.column >= head.column:
            texts[name] = cell_text(cell)
    return texts


def _record(
    texts: dict[str, str], cell: Cell, form: Form, table: TableRecord, context: Context
) -> IndicatorRecord:
    target = parse_figure(texts.get("target", ""))
    actual = parse_figure(texts.get("actual", ""))
    operator = _operator(texts.get("operator"))
    if operator is None and target:
        operator = target.operator or "="
    elif operator is None and "target" in texts:
        operator = "text"
    return IndicatorRecord(
        document_id=context.document_id,
        table_id=table.table_id,
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
        box=None if cell.lines[0].page is None else cell.box,
        anchor=cell.anchor,
    )


def _operator(text: str | None) -> str | None:
    """The operator that a column of its own prints (指标性质: ≥, =, 定性)."""
    if not text:
        return None
    figure = parse_figure(text + "1")
    if figure and figure.operator:
        return figure.operator
    return "text" if text == "定性" else None


def _number(text: str | None) -> Decimal | None:
    figure = parse_figure(text or "")
    return figure.value if figure else None
