"""Performance forms (绩效自评表, 绩效目标表): several bands of columns below each other.

A form has no one header. A row of header words opens a *band*; the rows below belong to it until
the next such row or a row over the whole width. Rows outside of any band are keys with values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from extractors.numbers import is_dash, is_plain_number, parse_figure
from extractors.tables.grid import Cell
from extractors.tables.performance.targets import read_target
from extractors.tables.sheet import Sheet, distinct
from extractors.tables.words import FORM_WORDS, is_word, rank
from records.lexicon.groups import YUAN
from records.phrases import Phrases

WORDS = Phrases("extractors")

FEWEST_TOLD = 2
"""Heads of indicators beside their name, or cells of a row, that are no chance."""


@dataclass(slots=True)
class Band:
    """Rows ``first`` to ``last`` (inclusive) under the header cells of ``header_row``.

    ``name`` is the header cell of the indicators' names, if it is a band of indicators; ``margin``
    the first column right of a merged cell that stands beside the whole band; ``project`` what the
    form around the band is about.
    """

    header_row: int
    heads: list[Cell]
    first: int
    last: int
    margin: int
    name: Cell | None = None
    project: str | None = None
    over: dict[tuple[int, int], Cell | None] = field(default_factory=dict)
    """What :meth:`head_over` found, by first and last column: rows are alike."""

    def head_over(self, cell: Cell) -> Cell | None:
        """The header cell above ``cell``: the one that shares most columns with it."""
        columns = first, last = cell.column, cell.last_column
        if columns not in self.over:
            best, most = None, 0
            for head in self.heads:
                shared = min(head.last_column, last) - max(head.column, first) + 1
                if shared > most:
                    best, most = head, shared
            self.over[columns] = best
        return self.over[columns]

    def names(self) -> list[Cell]:
        """The heads of names: one, or one for each of the sets of indicators that stand side by side."""
        if self.name is None:
            return []
        name = self.name.text
        return [head for head in self.heads if head.text == name]


@dataclass(slots=True)
class Form:
    """A form read: its bands, the rows that are header, and the project (项目名称) of each row.

    Forms of one kind may stand in one grid.
    """

    bands: list[Band] = field(default_factory=list)
    header_rows: set[int] = field(default_factory=set)
    projects: dict[int, str] = field(default_factory=dict)


def is_form(sheet: Sheet) -> bool:
    """Whether a table has header words below its first figures or keys: more than one band."""
    rows = (row for row in range(sheet.rows) if _heads(sheet, row))
    first = next(rows, None)
    if first is None:
        return False
    if first > 1 or any(
        _is_key_row(sheet.row_cells(row)) and _project(sheet.row_cells(row), row) for row in range(first)
    ):
        return True
    if _heads_targets(_heads(sheet, first)) and not any(
        is_word(head.text, "project_head", FORM_WORDS) for head in sheet.filled_cells(first)
    ):
        return True
    return any(row - before > 1 for before, row in pairwise(chain([first], rows)))


def _heads_targets(heads: list[Cell]) -> bool:
    """Whether heads are those of indicators, whose form's keys stand in a table of their own above them.

    Several of level, target and points must stand beside a name.
    """
    if name_head(heads) is None:
        return False
    told = {
        kind
        for head in heads
        for kind in ("level1", "level2", "target", "weight", "score")
        if is_word(head.text, kind, FORM_WORDS)
    }
    return len(told) >= FEWEST_TOLD and bool(told & {"target", "weight"})


def goes_on(sheet: Sheet, row: list[Cell]) -> bool:
    """Whether ``row``, the first of a table right below, goes on with the indicators at the end of a form."""
    if not is_form(sheet):
        return False
    bands = read_form(sheet).bands
    if not bands or bands[-1].name is None or bands[-1].last != sheet.rows - 1:
        return False
    filled = [cell for cell in distinct(row) if cell.texts]
    return len(filled) >= FEWEST_TOLD and not any(_is_key(cell) or _is_head(cell) for cell in filled)


def project_named(sheet: Sheet, above: str | None = None) -> str | None:
    """What the keys of a form say that it is about; the last one, if it is several forms.

    ``above`` is the project that its caption names: more than a key of its body.
    """
    found = above
    for kind in ("project_key",) if above else ("body_key", "project_key"):
        for row in range(sheet.rows):
            found = _project(sheet.row_cells(row), row, kind) or found
    return found


def read_form(sheet: Sheet, project: str | None = None, above: str | None = None) -> Form:
    """The bands of a form, top to bottom; ``project`` is what a table above has told that it is about.

    ``above`` is the project that its caption names, which the name of a body does not replace.
    """
    form = Form()
    band: Band | None = None
    named = False  # by 项目名称, and no band of that project has begun
    project = above or project
    of = above  # 项目名称 alone; a body's name is no project
    for row in range(sheet.rows):
        if row in sheet.repeated:
            continue
        cells = sheet.row_cells(row)
        heads = _heads(sheet, row)
        opened = None if heads else _project(cells, row)
        by_project = opened is not None and _project(cells, row, "project_key") is not None
        if (above or named and band is None) and not by_project:
            opened = None  # 单位名称 below 项目名称 opens no form
        if opened is not None and (band is None or project is None or _is_key_row(cells)):
            # a row that names a project opens a form, also behind another one in the same grid
            band, project, named = None, opened, by_project
            of = opened if by_project else None
        elif heads:
            if band and band.first > row - 1 and band.header_row == row - 1:
                heads = _stacked(band, heads)
                form.bands.remove(band)
            named = False
            margin = heads[0].column
            band = Band(row, heads, row + 1, row, _margin(sheet, row, margin), project=project)
            band.name = name_head(heads)
            form.bands.append(band)
            form.header_rows.add(row)
        elif (
            len(cells) == 1
            or len([c for c in cells if c.row == row]) == 1
            and cells[-1].column_span > sheet.columns // 2
        ):
            band = None
        elif band and _tells_whole(band, cells, row):
            band = None
        elif band:
            band.last = row
        if of is not None:
            form.projects[row] = of
    return form


def _tells_whole(band: Band, cells: list[Cell], row: int) -> bool:
    """Whether a row says the score of the whole where the columns have names (总分 | 98.06 | 等级 | 优)."""
    filled = [cell for cell in cells if cell.row == row and cell.texts]
    if len(filled) < 2 or not is_word(filled[0].text, "score_key", FORM_WORDS):
        return False
    head = band.head_over(filled[1])
    named = head is None or is_word(head.text, "no_figures", FORM_WORDS)
    return named and is_plain_number(filled[1].text)


def _stacked(band: Band, heads: list[Cell]) -> list[Cell]:
    """Header cells of two rows: those of the lower row, and the upper ones not above them."""
    free = [
        upper
        for upper in band.heads
        if not any(upper.column <= lower.last_column and lower.column <= upper.last_column for lower in heads)
    ]
    return sorted(free + list(heads), key=lambda cell: cell.column)


def _heads(sheet: Sheet, row: int) -> list[Cell]:
    """The header cells of ``row``, if all that is written in it is header words."""
    filled = sheet.filled_cells(row)
    if filled and filled[0].column == 0 and (filled[0].row_span > 2 or _is_side_label(filled)):
        filled = filled[1:]  # a label of the whole band that stands beside it
    elif filled and filled[0].column == 0 and len(filled) > 3 and not _is_head(filled[0]):
        filled = filled[1:]
    heads = sum(map(_is_head, filled))
    if len(filled) < 2 or heads == 0:
        return []
    if heads < len(filled) and not (
        _groups_heads(sheet, row, filled)
        or (heads >= 0.6 * len(filled) >= 2 and _heads_figures(sheet, row, filled))
    ):
        return []
    return filled


def _groups_heads(sheet: Sheet, row: int, filled: list[Cell]) -> bool:
    """Whether ``filled`` stand over heads (评分 over 分值 and 得分), beside at least one head of two rows."""
    tall = [cell for cell in filled if _is_head(cell) and cell.row_span > 1]
    groups = [cell for cell in filled if not any(cell is one for one in tall)]
    if not tall or not groups or row + 1 >= sheet.rows:
        return False
    if any(cell.column_span < 2 or cell.row_span > 1 for cell in groups):
        return False
    for group in groups:
        under = {id(one): one for one in sheet.at[row + 1][group.column : group.last_column + 1]}.values()
        if len(under) < 2 or not all(one.row == row + 1 and _is_head(one) for one in under):
            return False
    return True


def _is_side_label(filled: list[Cell]) -> bool:
    """Whether the first cell of a row of heads is the label of the band (绩效指标) and no head of it.

    A page break ends the merged cell that it was, so that it may look like any other head.
    """
    first, *others = filled
    if not is_word(first.text, "band_label", FORM_WORDS):
        return False
    return any(is_word(head.text, "name", FORM_WORDS) for head in others)


def name_head(heads: list[Cell]) -> Cell | None:
    """The head of the indicators' names: the most telling of the words, not the leftmost."""
    ranked = [(rank(head.text, "name", FORM_WORDS), head) for head in heads]
    named = [(place, index) for index, (place, _) in enumerate(ranked) if place is not None]
    return heads[min(named)[1]] if named else None


def label_of_levels(sheet: Sheet, band: Band) -> Cell | None:
    """The label of a band (绩效指标) that stands over its first levels like a head of theirs."""
    if not band.margin or band.first > band.last:
        return None
    label, below = (sheet.at[row][band.margin - 1] for row in (band.header_row, band.first))
    stands_over = label.row + label.row_span == below.row == band.first
    return label if stands_over and is_word(below.text, "level_name", FORM_WORDS) else None


def _heads_figures(sheet: Sheet, row: int, filled: list[Cell]) -> bool:
    """Whether ``filled`` has no digits and stands above at least two figures."""
    below = row + 1
    if below >= sheet.rows or any(any(map(str.isdecimal, cell.text)) for cell in filled):
        return False
    under = [sheet.at[below][cell.column] for cell in filled]
    return sum(parse_figure(cell.text) is not None for cell in under if cell.row == below) >= 2


def _is_head(cell: Cell) -> bool:
    text = cell.text
    return len(text) <= 24 and is_word(text, "form_head", FORM_WORDS)


def _margin(sheet: Sheet, row: int, first_head: int) -> int:
    """First column right of the merged cell that stands at the left of the band."""
    cell = sheet.at[row][0]
    beside = cell.row_span > 1 or cell.row < row or is_word(cell.text, "band_label", FORM_WORDS)
    if cell.column == 0 and cell.column_span < first_head + 1 and beside:
        return min(cell.last_column + 1, first_head)
    return 0


def _project(cells: list[Cell], row: int, kind: str = "form_key") -> str | None:
    """What a row says that the form is about (项目名称, 部门名称), without the key said again."""
    for cell, right in pairwise(cells):
        if cell.row == row and _is_key(cell, kind) and right.texts:
            return WORDS.names_project.sub("", right.text) or None
    if kind == "body_key" or cells[0].row < row:
        return None
    told = WORDS.project_field.match(cells[0].text)  # 项目名称：… in one cell
    return told["name"].strip() if told else None


def _is_key(cell: Cell, kind: str = "form_key") -> bool:
    return is_word(cell.text, kind, FORM_WORDS)


def _is_key_row(cells: list[Cell]) -> bool:
    """Whether a row begins with the key of a project: that opens a form, a value elsewhere does not."""
    return _is_key(cells[0]) or WORDS.project_field.match(cells[0].text) is not None


@dataclass(frozen=True, slots=True)
class FormFigure:
    """A figure of a form: its cell, the row's label and the header above it."""

    row: int
    cell: Cell
    label: str | None
    head: str | None
    unit: str | None


def figures_of(sheet: Sheet, form: Form) -> Iterator[FormFigure]:
    """The figures of a form: those in its bands, and amounts right of their label elsewhere."""
    banded = {row for band in form.bands for row in range(band.header_row, band.last + 1)}
    stages: dict[int, str] = {}
    for row in range(sheet.rows):
        if row in banded:
            stages.clear()
        elif row not in sheet.repeated:
            yield from _keyed_amounts(sheet, row, stages)
    for band in form.bands:
        unit = _money_unit(sheet, band)
        names = band.names()
        of_rows = _money_of_rows(band)
        for row in range(band.first, band.last + 1):
            if row in sheet.repeated:
                continue
            for cell in sheet.row_cells(row):
                if cell.row != row or not cell.texts or cell.column < band.margin:
                    continue
                head = band.head_over(cell)
                if head is None or head in names or is_word(head.text, "no_figures", FORM_WORDS):
                    continue
                text = cell.text
                if is_dash(text) or read_target(text) is None:
                    continue
                if of_rows is not None and is_word(head.text, "target", FORM_WORDS):
                    head = of_rows if _is_amount(text) else head
                money = unit if is_word(head.text, "money_head", FORM_WORDS) else None
                label = _label(sheet, band, names, row, cell.column)
                yield FormFigure(row, cell, label, head.text, money)


def _keyed_amounts(sheet: Sheet, row: int, stages: dict[int, str]) -> Iterator[FormFigure]:
    """Figures that stand right of what they are: 年度资金总额 | 213.40, 自评总分 | 96.5.

    预算数 | 40 | 执行数 | 38 heads the amounts of the rows below, too: ``stages`` has them by column.
    """
    cells = sheet.row_cells(row)
    filled = [cell for cell in cells if cell.texts]
    # the only amount of a row is that of its label: blanks before it hold no other column's figure
    alone = sum(_is_amount(cell.text) for cell in filled) == 1
    for key, cell in pairwise(filled if alone else cells):
        label = key.text
        text = cell.text
        if cell.row == row and is_word(label, "score_key", FORM_WORDS) and is_plain_number(text):
            # 总分 | 100 | 98.14: the points that it may have stand before those that it has
            has = [one for one in cells if one.column > key.column and is_plain_number(one.text)][-1]
            yield FormFigure(row, has, label, label.rstrip("：:"), "分")
        elif cell.row == row and is_word(label, "money_label", FORM_WORDS) and _is_amount(text):
            unit = next((m[1] for c in cells if (m := WORDS.unit_in_brackets.search(c.text))), None)
            if is_word(label, "stage_label", FORM_WORDS):
                stages[cell.column] = label.rstrip("：:")
                yield FormFigure(row, cell, None, stages[cell.column], unit)
            else:
                yield FormFigure(row, cell, label, stages.get(cell.column), unit)


def _is_amount(text: str) -> bool:
    """Whether a text is a number, or one with a unit of money (45万元)."""
    figure = parse_figure(text)
    return is_plain_number(text) or figure is not None and figure.unit in YUAN


def _money_of_rows(band: Band) -> Cell | None:
    """The head that tells the rows below to be money where the column of amounts is headed like that of
    targets: 部门预算总额（万元） | 指标值.
    """
    first = band.heads[0]
    told = band.name is None and is_word(first.text, "money_head", FORM_WORDS)
    return first if told and WORDS.unit_in_brackets.search(first.text) else None


def _money_unit(sheet: Sheet, band: Band) -> str | None:
    """The unit of money that the band's own texts name: 年度资金总额（万元）."""
    for row in (band.header_row, band.first):
        for cell in sheet.row_cells(row) if row < sheet.rows else ():
            match = WORDS.unit_in_brackets.search(cell.text)
            if match:
                return match[1]
    return None


def _label(sheet: Sheet, band: Band, names: list[Cell], row: int, column: int) -> str | None:
    """The label of a figure in ``column``: the indicator's name, or else the text left of the figures.

    ``names`` are the heads of names of ``band``.
    """
    if names:
        name = next((one for one in reversed(names) if one.column < column), names[0])
        cell = sheet.at[row][name.column]
        if cell.texts and cell.row_span < max(2, band.last - band.first):
            return cell.text
    texts: list[str] = []
    for cell in sheet.row_cells(row):
        if cell.column < band.margin and cell.row < row:
            continue
        text = cell.text
        if not text:
            continue
        if parse_figure(text) is not None or is_dash(text):
            break
        head = band.head_over(cell)
        if texts and head is not None and is_word(head.text, "no_figures", FORM_WORDS):
            continue
        texts.append(text)
    return texts[-1] if texts else None
