"""From sheets to the published rows: tables, cells, facts, indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.characters import fold
from extractors.numbers import is_dash, parse_figure
from extractors.tables.figures import Context, FigureReading, fact_of, place_of
from extractors.tables.headers import CODE_AND_NAME, CODE_HEADS, Group, Layout, best_label, read_layout
from extractors.tables.measures import Measured, measured
from extractors.tables.performance.forms import is_form, project_named, read_form
from extractors.tables.performance.indicators import form_readings, indicators_of, listed_indicators
from extractors.tables.performance.named_above import project_above
from extractors.tables.proof.choice import proven_reading
from extractors.tables.proof.reading import TableReading
from extractors.tables.proof.tables import sums_of
from extractors.tables.sheet import Sheet
from extractors.tables.statements import statement_of
from extractors.tables.words import is_word, names_total
from records.file_tables import CellRecord, FactRecord, IndicatorRecord, TableRecord
from records.lexicon.terms import is_count
from records.phrases import Phrases

WORDS = Phrases("extractors")

CROWDED = re.compile(r"\d\.\d\d[ \n]+-?\d[\d,]*\.\d\d(?!\d)")
"""Two amounts in one cell: columns that stand apart on the page were not told apart."""
FORMS = frozenset({"performance_overall", "performance_project", None})
"""Statements that may be free forms; ``None``: not known."""


@dataclass(slots=True)
class TableRows:
    """The published rows of one table.

    ``unread`` are cells among the figures that hold digits but no number, ``crowded`` those that hold
    amounts of several columns; ``sums`` the facts of sums that come out, the whole first. ``read_again``
    tells what is read otherwise than at first sight, since the sums come out so.
    """

    table: TableRecord
    cells: list[CellRecord] = field(default_factory=list)
    facts: list[FactRecord] = field(default_factory=list)
    indicators: list[IndicatorRecord] = field(default_factory=list)
    understood: bool = True
    unread: list[str] = field(default_factory=list)
    crowded: list[str] = field(default_factory=list)
    sums: list[tuple[str, ...]] = field(default_factory=list)
    read_again: list[str] = field(default_factory=list)
    project: str | None = None


def read_table(sheet: Sheet, number: int, context: Context, project: str | None = None) -> TableRows:
    """The published rows of ``sheet``, the ``number``-th table (from 1) of its document.

    ``project`` is what the table right before it is about: a form may have its keys there.
    """
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
        note="\n".join([*sheet.caption.rest, *([sheet.note] if sheet.note else [])]) or None,
    )
    rows = TableRows(table)
    inherited = project if sheet.caption.title is None else None
    above = project_above(sheet.caption) if statement in FORMS else None
    if statement in FORMS:
        rows.project = project_named(sheet, above) or inherited
    if statement in FORMS and is_form(sheet):
        form = read_form(sheet, inherited, above)
        readings = form_readings(sheet, form)
        rows.indicators = indicators_of(sheet, form, table, context)
        rows.cells = _cell_records(sheet, table, form.header_rows | sheet.repeated, set(), set())
    else:
        sheet, reading, rows.read_again = proven_reading(sheet, read_regular)
        layout, readings, rows.unread = reading.layout, reading.figures, reading.unread
        table.header_rows, table.columns = layout.header_rows, sheet.columns
        rows.cells = _regular_cells(sheet, table, layout)
        rows.sums = [
            tuple(f"{table.table_id}r{row}c{column}" for row, column in made.places) for made in reading.sums
        ]
        if table.statement.startswith("performance"):
            rows.indicators = listed_indicators(sheet, layout, table, context)
    found = measured([place_of(reading) for reading in readings], table.statement, table.title or "")
    found = _no_parts_of_things(readings, found)
    rows.facts = [fact_of(*one, table, context) for one in zip(readings, found, strict=True)]
    for fact in rows.facts:
        fact.project = fact.project or _project(fact)
        if fact.unit is None and fact.amount_yuan is None:
            fact.unit = _counted_in(fact, sheet.caption.counted)
    several = (cell for cell in rows.cells if " " in cell.text or "\n" in cell.text)
    rows.crowded = [cell.text for cell in several if cell.role != "header" and CROWDED.search(cell.text)]
    table.is_empty = not rows.facts and not rows.crowded
    rows.understood = statement is not None or not rows.facts
    return rows


def _no_parts_of_things(readings: list[FigureReading], found: list[Measured]) -> list[Measured]:
    """What the figures measure; a row that prints 180.25 for 车辆 tells what they are worth, not how many."""
    worth = {
        (reading.cell.row, reading.label)
        for reading, one in zip(readings, found, strict=True)
        if is_count(one.measure) and one.measure != "count" and not one.unit and reading.figure.value % 1
    }
    return [
        one._replace(measure=None)
        if (reading.cell.row, reading.label) in worth and is_count(one.measure) and one.measure != "count"
        else one
        for reading, one in zip(readings, found, strict=True)
    ]


def read_regular(sheet: Sheet, header_rows: int | None) -> TableReading:
    """A table with one header at the top, of ``header_rows`` or of as many as it seems to have."""
    reading = TableReading(read_layout(sheet, header_rows))
    for group in reading.layout.groups:
        reading.figures += _read_group(sheet, reading.layout, group, reading.unread)
    reading.sums = sums_of(sheet, reading.layout, reading.figures)
    return reading


def _counted_in(fact: FactRecord, units: tuple[str, ...]) -> str | None:
    """Which of the ``units`` above a table its figure is in: the one that its heads or its row name."""
    if len(units) == 1:
        return units[0]
    named = (
        unit for text in (*reversed(fact.column_path), fact.row_label or "") for unit in units if unit in text
    )
    return next(named, None)


def _project(fact: FactRecord) -> str | None:
    """The project that a figure is of: its row's in a list of projects."""
    in_list = fact.statement in ("project_expenditure", "performance_summary")
    listed = in_list and not fact.is_total and not fact.account_code
    return fact.row_label if listed else None


def _regular_cells(sheet: Sheet, table: TableRecord, layout: Layout) -> list[CellRecord]:
    header = set(range(layout.header_rows)) | sheet.repeated
    stubs = {column for group in layout.groups for column in group.codes + group.body_codes + group.labels}
    first = sheet.at[layout.header_rows] if layout.header_rows < sheet.rows else []
    heads = {id(cell) for cell in first if fold(cell.text) in CODE_HEADS}
    return _cell_records(sheet, table, header, stubs, heads)


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
        page = sheet.page_of(cell)
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
                page=page,
                box=None if page is None else cell.box,
                anchor=cell.anchor,
            )
        )
    return records


def _read_group(sheet: Sheet, layout: Layout, group: Group, unread: list[str]) -> list[FigureReading]:
    """The figures of a group of columns, row by row; what is no number is added to ``unread``."""
    labels = best_label(group, layout.paths)
    columns = [(column, _path(layout, group, column)) for column in group.values]
    parts: list[str] = []
    readings: list[FigureReading] = []
    for row in range(layout.header_rows, sheet.rows):
        if row in sheet.repeated:
            continue
        headed = row > layout.header_rows and not (readings and readings[-1].cell.row == row - 1)
        heading = _row_label(sheet, row - 1, group, labels) if headed else None
        code, parts = _account_code(sheet, row, group.codes, parts)
        body_code = _account_code(sheet, row, group.body_codes[:1], [])[0]
        label: str | None = None
        labelled = False
        for column, path in columns:
            cell = sheet.at[row][column]
            if not cell.lines or cell.column != column or cell.row != row:
                continue
            text = cell.text
            figure = None if is_dash(text) else parse_figure(text)
            if figure is None:
                if any(map(str.isdecimal, text)):
                    unread.append(text)
                continue
            if not labelled:
                label, labelled = _row_label(sheet, row, group, labels), True
                code, label = _split_label(code, label)
                label = label or (None if code else _label_before(sheet, row, group, layout))
            readings.append(
                FigureReading(
                    cell,
                    figure,
                    label,
                    path,
                    code,
                    group.side,
                    body_code,
                    layout.banner,
                    heading=heading,
                    counted_in=None if group.unit is None else fold(sheet.text(row, group.unit)) or None,
                )
            )
    return readings


def _path(layout: Layout, group: Group, column: int) -> list[str]:
    path = layout.paths[column]
    if group.side and not (path and is_word(path[0], group.side)):
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
        text = cell.text.replace(" ", "") if cell.column == column or len(columns) == 1 else ""
        texts.append(text if text.isdecimal() else "")
    if not any(texts):
        return None, before
    if len(columns) == 1:
        return texts[0], before
    for level, text in enumerate(texts):
        if text:
            break
        texts[level] = before[level] if level < len(before) else ""
    return joined_code(texts), texts


def joined_code(parts: list[str]) -> str:
    """An account code from what its columns print: 208 | 05 | 5 and 208 | 20805 | 2080505 are one."""
    code = ""
    for part in parts:
        if code and part.startswith(code):
            code = part
        else:
            code += part.zfill(2) if code and part else part
    return code


def _row_label(sheet: Sheet, row: int, group: Group, labels: list[int]) -> str | None:
    """The row's own label on its side: the best label column that is filled, else any stub.

    小计 beside 其他资金 is that of it.
    """
    for column in labels:
        text = sheet.text(row, column)
        if text and not is_dash(text) and fold(text) not in CODE_HEADS:
            return (
                _whole_of(sheet, row, column, labels) + text
                if WORDS.total_word.fullmatch(fold(text))
                else text
            )
    for column in reversed(group.body_codes + group.codes):
        text = sheet.text(row, column)
        if text and not text.isdecimal() and fold(text) not in CODE_HEADS:
            return text
    return None


def _whole_of(sheet: Sheet, row: int, column: int, labels: list[int]) -> str:
    """The label left of a total without a name of its own, whose total it is; none: of all rows."""
    for left in sorted((label for label in labels if label < column), reverse=True):
        text = sheet.text(row, left)
        if sheet.at[row][left] is not sheet.at[row][column] and text and not is_dash(text):
            is_name = not names_total(text) and not text.isdecimal() and fold(text) not in CODE_HEADS
            return text if is_name else ""
    return ""


def _label_before(sheet: Sheet, row: int, group: Group, layout: Layout) -> str | None:
    """The label left of a group that has none in this row: of a total, or of what its row is a part of.

    What a list is of has figures of its own (项目名称 and 预算资金, right of them 采购物品名称).
    """
    place = layout.groups.index(group)
    if place and group.side is None:
        before = layout.groups[place - 1]
        named, own = (best_label(one, layout.paths)[:1] for one in (before, group))
        heads = [layout.paths[column][-1:] for column in named + own]
        if len(heads) == 2 and heads[0] != heads[1] and _lists(heads[0]):
            return _row_label(sheet, row, before, named)
    return _total_before(sheet, row, group)


def _lists(head: list[str]) -> bool:
    return bool(head) and is_word(head[0], "listed")


def _total_before(sheet: Sheet, row: int, group: Group) -> str | None:
    """The label of a total at the left of a group, over whose columns it reaches: 公用经费合计.

    Where no ruling parts the columns, it stands in the middle of all that it reaches over.
    """
    first = min(group.codes + group.body_codes + group.labels, default=0)
    for column in reversed(range(first)):
        if text := sheet.text(row, column):
            return text if names_total(text) else None
    return None


def _split_label(code: str | None, label: str | None) -> tuple[str | None, str | None]:
    """Code and name out of one cell (``[208]社会保障和就业支出``)."""
    if code or not label:
        return code, label
    match = CODE_AND_NAME.match(label)
    if match and not match[2].startswith(("年", "号")):
        return match[1], match[2]
    return code, label
