"""Performance forms: their figures as facts, their indicators (绩效指标) as indicators."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extractors.characters import fold
from extractors.numbers import parse_figure
from extractors.tables.figures import Context, FigureReading
from extractors.tables.grid import Cell
from extractors.tables.headers import Layout
from extractors.tables.performance.forms import Band, Form, figures_of, label_of_levels, name_head
from extractors.tables.performance.targets import is_yes, level_and_points, read_target, told_unit
from extractors.tables.sheet import Sheet
from extractors.tables.words import FORM_WORDS, is_word
from records.file_tables import IndicatorRecord, TableRecord

MEASURED = frozenset({"target", "actual", "score", "weight"})
LEVELS = ("level1", "level2")
CLOSED = (")", "）")
"""How the points behind the name of an indicator end: 开放天数（10分）."""
FIELDS = (
    *(*LEVELS, "name", "operator", "target", "unit", "core", "coefficient", "actual", "weight", "score"),
    *("deviation", "cause", "measure", "method", "notes"),
)
"""What a column of indicators may say; a head that fits two of them is of the first."""
SHARED = frozenset({"operator", "unit", "core", "cause", "measure", "method"})
"""What one cell beside several indicators says of each of them; its numbers are those of the first."""
RESULTS = frozenset({"actual", "score"})
EXPLANATIONS = ("cause", "measure", "method")
"""The kinds of explanation, the most telling first."""
JOINABLE = ("cause", "measure")
"""Explanations that one indicator may have beside each other; a cell with a cause may have both."""
JOINED = "；"
"""Between what several columns explain of one indicator."""
PAIRS = 2
"""A list with so many columns of names has a pair of name and target for each first level."""


def form_readings(sheet: Sheet, form: Form) -> list[FigureReading]:
    """The figures of a form with their label and header."""
    readings = []
    for found in figures_of(sheet, form):
        figure = read_target(found.cell.text)
        if figure is not None:
            path = [found.head] if found.head else []
            readings.append(
                FigureReading(
                    found.cell,
                    figure,
                    found.label,
                    path,
                    unit=found.unit,
                    project=form.projects.get(found.row),
                )
            )
    return readings


def indicators_of(sheet: Sheet, form: Form, table: TableRecord, context: Context) -> list[IndicatorRecord]:
    """The indicators of a form, one a row of its bands of indicators.

    A band without names (资金管理情况) gives those of its rows that explain something.
    """
    records: list[IndicatorRecord] = []
    for band in form.bands:
        found: list[tuple[int, IndicatorRecord]] = []
        for heads in side_by_side(band.heads):
            columns = indicator_columns(heads)
            if "level1" not in columns and (label := label_of_levels(sheet, band)):
                columns["level1"] = label
            also = further_explanations(heads, columns)
            rows = _Rows(sheet, columns, table, context, project=band.project, also=also)
            named = band.name is not None
            found += rows.read(range(band.first, band.last + 1)) if named else rows.explained(band)
        records.extend(record for _, record in sorted(found, key=lambda one: one[0]))
    return records


def side_by_side(heads: list[Cell]) -> list[list[Cell]]:
    """The heads of each set of indicators in one band: a form may have those of the whole term (实施期) and
    those of the year beside each other, under a common first level.
    """
    starts = _starts(heads)
    if len(starts) < PAIRS:
        return [heads]
    sets = []
    for start, end in pairwise([*starts, len(heads)]):
        own = heads[start:end]
        missing = [level for level in LEVELS if not any(_is(head, level) for head in own)]
        before = [head for head in heads[: starts[1]] if any(_is(head, level) for level in missing)]
        sets.append([*before, *own])
    return sets


def _starts(heads: list[Cell]) -> list[int]:
    """Where each set of heads begins: at the levels before each column of names of the same words."""
    best = name_head(heads)
    if best is None:
        return []
    starts = []
    for at, head in enumerate(heads):
        if fold(head.text) == fold(best.text):
            while at > 0 and any(_is(heads[at - 1], level) for level in LEVELS):
                at -= 1
            starts.append(at)
    return starts


def listed_indicators(
    sheet: Sheet, layout: Layout, table: TableRecord, context: Context
) -> list[IndicatorRecord]:
    """The indicators of a list of several projects (项目绩效目标汇总表) below its header.

    A list may have a pair of name and target for each first level, side by side; the level is then
    what stands above the pair.
    """
    last = _head_row(sheet, layout.header_rows)
    if last is None:
        return []
    heads = sheet.row_cells(last)
    names = [head for head in heads if is_word(head.text, "name", FORM_WORDS)]
    project = next((head for head in heads if is_word(head.text, "project_head", FORM_WORDS)), None)
    body = [row for row in range(last + 1, sheet.rows) if row not in layout.number_rows]
    pairs = [
        (name, target)
        for name, target in pairwise(heads)
        if any(name is one for one in names) and _is(target, "target")
    ]
    if len(pairs) < PAIRS:
        rows = _Rows(sheet, indicator_columns(heads), table, context, project_head=project)
        return [record for _, record in rows.read(body)] if names else []
    found: list[tuple[int, IndicatorRecord]] = []
    for name, target in pairs:
        above = sheet.at[max(0, name.row - 1)][name.column]
        level = above.text if above is not name else None
        columns = {"name": name, "target": target}
        found += _Rows(sheet, columns, table, context, project_head=project, level=level).read(body)
    return [record for _, record in sorted(found, key=lambda one: one[0])]


def _head_row(sheet: Sheet, header_rows: int) -> int | None:
    """The row of a header that heads names: below it, rows without a number may look like more of it."""
    last = None
    for row in range(header_rows):
        if any(is_word(cell.text, "name", FORM_WORDS) for cell in sheet.row_cells(row)):
            last = row
        elif last is not None:
            break
    return last


def indicator_columns(heads: Iterable[Cell]) -> dict[str, Cell]:
    """For each field of an indicator the header cell of its column.

    Of several columns of one kind the first behind the name counts: each level may have a weight of its
    own before it. The target of the year goes before that of half of it, or of several. A column of notes
    (说明) gives causes where the form tells results, else how targets are meant.
    """
    found: dict[str, Cell] = {}
    heads = list(heads)
    best = name_head(heads)
    if best is not None:
        heads = sorted(heads, key=lambda head: (head.column < best.column, head.column))
    for field in FIELDS:
        candidates = ([best] if best else []) if field == "name" else [h for h in heads if h is not best]
        if field == "target":
            candidates.sort(key=lambda head: is_word(head.text, "other_term", FORM_WORDS))
        for head in candidates:
            if _is(head, field) and not any(head is other for other in found.values()):
                found[field] = head
                break
    note = found.pop("notes", None)
    if note is not None:
        found.setdefault(_note_kind(found), note)
    return found


def further_explanations(heads: Iterable[Cell], columns: dict[str, Cell]) -> list[tuple[str, Cell]]:
    """The columns of causes and measures that ``indicator_columns`` left out (存在问题 | 改进措施)."""
    known = list(columns.values())
    others = [head for head in heads if not any(head is one for one in known)]
    return [(kind, head) for head in others for kind in JOINABLE if _is(head, kind)]


def _note_kind(fields: Iterable[str]) -> str:
    """What a column of notes (说明) says: beside measures to be taken what was done, else see above."""
    known = set(fields)
    if "name" not in known and "measure" in known:
        return "actual"
    return "cause" if RESULTS & known else "method"


def _is(head: Cell, field: str) -> bool:
    return is_word(head.text, field, FORM_WORDS)


@dataclass(slots=True)
class _Rows:
    """The rows below the heads of indicators.

    ``project`` is what they are all about, or ``project_head`` the head of the column that says it;
    ``level`` the first level of all of them. ``also`` are further columns of explanations.
    """

    sheet: Sheet
    columns: dict[str, Cell]
    table: TableRecord
    context: Context
    project: str | None = None
    project_head: Cell | None = None
    level: str | None = None
    also: Sequence[tuple[str, Cell]] = ()
    explained_by: dict[str, str] = dataclasses.field(default_factory=dict)
    """What the columns of each kind explain of the last indicator."""

    def read(self, rows: Iterable[int]) -> list[tuple[int, IndicatorRecord]]:
        """Each indicator with its row. Levels left out below the first row are those of the row above."""
        found: list[tuple[int, IndicatorRecord]] = []
        levels: dict[str, str] = {}
        for row in rows:
            if row in self.sheet.repeated:
                continue
            self._see_project(row)
            texts = self._texts(row)
            self._carry(texts, levels)
            own = texts.keys() - set(LEVELS)
            if found and own and not MEASURED & own and self._goes_on(row, own, found[-1][0]):
                self._append(found[-1][1], texts)
            elif "name" in texts and MEASURED & own and not _is_none(texts["name"]):
                name = self.sheet.at[row][self._name_column(row)]
                found.append((row, self._record({**self._texts(row, above=True), **texts}, name)))
        return found

    def explained(self, band: Band) -> list[tuple[int, IndicatorRecord]]:
        """The rows of a band without names that explain something; its label is their first level."""
        if any(is_word(head.text, "money_head", FORM_WORDS) for head in band.heads):
            return []
        if not {"weight", "score"} <= self.columns.keys() or band.header_row >= self.sheet.rows:
            return []
        label = self.sheet.at[band.header_row][0]
        found = []
        for row in range(band.first, band.last + 1):
            texts = self._texts(row)
            cell = self.sheet.at[row][min(band.margin, self.sheet.columns - 1)]
            name = cell.text if cell.row == row else ""
            if name and texts.keys() & set(EXPLANATIONS) and row not in self.sheet.repeated:
                level = label.text if label.last_column < band.margin else None
                found.append((row, self._record({**texts, "name": name, "level1": level or ""}, cell)))
        return found

    def _see_project(self, row: int) -> None:
        if self.project_head is not None:
            cell = self.sheet.at[row][self.project_head.column]
            self.project = cell.text or self.project

    def _texts(self, row: int, above: bool = False) -> dict[str, str]:
        """What stands in the columns of an indicator; merged cells count for their levels only.

        With ``above``: what cells that began in a row above say of this one too.
        """
        texts: dict[str, str] = {}
        name = self._name_column(row) if "name" in self.columns else -1
        for key, column in self._places():
            cell = self.sheet.at[row][name if key == "name" else column]
            own = key in SHARED and cell.row < row if above else cell.row == row or key in LEVELS
            if cell.texts and own and cell.column >= column:
                texts[key] = _joined(texts.get(key), cell.text)
        if name > 0 and name > (first := self.columns["name"].column):
            texts["level1"] = self.sheet.at[row][first].text
        return texts

    def _name_column(self, row: int) -> int:
        """Where the name of an indicator begins: behind its level, where one head is over both.

        产出 | 服务户数 below 绩效指标, which is as wide as both.
        """
        head = self.columns["name"]
        level = self.sheet.at[row][head.column]
        if level.last_column < head.last_column and is_word(level.text, "level_name", FORM_WORDS):
            return level.last_column + 1
        return head.column

    def _places(self) -> Iterator[tuple[str, int]]:
        """The columns of each field; a head of explanations may span several."""
        yield from ((key, head.column) for key, head in self.columns.items())
        for key, head in self.columns.items():
            if key in JOINABLE:
                yield from ((key, column) for column in range(head.column + 1, head.last_column + 1))
        yield from ((key, head.column) for key, head in self.also)

    def _carry(self, texts: dict[str, str], levels: dict[str, str]) -> None:
        if "level1" in texts and texts["level1"] != levels.get("level1"):
            levels.clear()
        for field in LEVELS:
            if field in texts:
                levels[field] = texts[field]
            elif field in levels:
                texts[field] = levels[field]
        if self.level is not None:
            texts.setdefault("level1", self.level)

    def _goes_on(self, row: int, own: set[str], before: int) -> bool:
        """Whether a row is the rest of the one before, which a page break cut in two."""
        if before != row - 1:
            return False
        pages = self.sheet.row_pages
        return pages[row] is not None and pages[row] != pages[before] or own <= set(EXPLANATIONS)

    def _append(self, record: IndicatorRecord, texts: dict[str, str]) -> None:
        """Add to the last indicator the rest of its texts from behind a page break."""
        if "name" in texts:
            record.name = (record.name or "") + texts["name"]
        for kind in EXPLANATIONS:
            if kind in texts:
                self.explained_by[kind] = self.explained_by.get(kind, "") + texts[kind]
        record.explanation_kind, record.explanation = self._explained()

    def _explained(self) -> tuple[str | None, str | None]:
        """What is explained of the last indicator: of which kind, and its cause before what will be done."""
        told = self.explained_by
        kind = next((kind for kind in EXPLANATIONS if kind in told), None)
        if kind is None:
            return None, None
        measure = told.get("measure") if kind == "cause" else None
        if measure is None or is_word(measure, "no_explanation", FORM_WORDS):
            return kind, told[kind]
        if is_word(told[kind], "no_explanation", FORM_WORDS):
            return "measure", measure
        return kind, f"{told[kind]}{JOINED}{self._measure_head()}：{measure}"

    def _measure_head(self) -> str:
        heads = [self.columns["measure"]] if "measure" in self.columns else []
        return fold([*heads, *(head for kind, head in self.also if kind == "measure")][0].text)

    def _record(self, texts: dict[str, str], cell: Cell) -> IndicatorRecord:
        target = read_target(texts.get("target", ""))
        actual = read_target(texts.get("actual", ""))
        operator = _operator(texts.get("operator")) or (target.operator if target else None)
        if operator is None and target is None and "target" in texts:
            operator = "text"
        self.explained_by = {kind: texts[kind] for kind in EXPLANATIONS if kind in texts}
        kind, explanation = self._explained()
        level1, level1_weight = level_and_points(texts.get("level1"))
        level2, level2_weight = level_and_points(texts.get("level2"))
        name, points = level_and_points(texts["name"]) if texts["name"].endswith(CLOSED) else (None, None)
        unit = (
            told_unit(texts.get("unit"))
            or (target.unit if target else None)
            or (actual.unit if actual else None)
        )
        return IndicatorRecord(
            document_id=self.context.document_id,
            table_id=self.table.table_id,
            project=self.project,
            level1=level1 or None,
            level2=level2,
            level1_weight=level1_weight,
            level2_weight=level2_weight,
            name=name or texts["name"],
            operator=operator,
            target=texts.get("target"),
            target_value=target.value if target else None,
            actual=texts.get("actual"),
            actual_value=actual.value if actual else None,
            unit=unit,
            weight=_number(texts.get("weight")) or points,
            score=_number(texts.get("score")),
            coefficient=_number(texts.get("coefficient")),
            is_core=is_yes(texts.get("core")),
            deviation=texts.get("deviation"),
            explanation=explanation,
            explanation_kind=kind,
            page=cell.lines[0].page,
            box=None if cell.lines[0].page is None else cell.box,
            anchor=cell.anchor,
        )


def _is_none(name: str) -> bool:
    """Whether what stands in the column of names is that of no indicator: 合计, 联系电话：…."""
    return is_word(name, "adds_up", FORM_WORDS) or is_word(name, "foot_row", FORM_WORDS)


def _joined(before: str | None, text: str) -> str:
    """What two columns explain; a sign that there is nothing (无, /) gives way to words."""
    if before is None or is_word(before, "no_explanation", FORM_WORDS):
        return text
    return before if text == before or is_word(text, "no_explanation", FORM_WORDS) else before + JOINED + text


def _operator(text: str | None) -> str | None:
    """The operator that a column of its own prints (指标性质: ≥, =, 定性)."""
    if not text:
        return None
    figure = parse_figure(unicodedata.normalize("NFKC", text) + "1")
    if figure and figure.operator:
        return figure.operator
    return "text" if text == "定性" else None


def _number(text: str | None) -> Decimal | None:
    figure = parse_figure(text or "")
    return figure.value if figure else None
