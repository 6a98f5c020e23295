"""Header, stub and body of a table, and which columns belong together.

A two-sided table (收入 | 支出) or a three-sided one (基本支出) is a row of *groups*: each has columns
that identify the row (account code, label) and, right of them, columns of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.characters import fold
from extractors.numbers import is_dash, is_plain_number, parse_figure
from extractors.tables.grid import Cell
from extractors.tables.meanings import meaning_of
from extractors.tables.number_rows import counting_rows, numbers_columns
from extractors.tables.sheet import Sheet
from extractors.tables.words import is_word, names_total, rank
from records.lexicon.terms import counted_units
from records.list_numbers import ITEMS
from records.phrases import Phrases

WORDS = Phrases("extractors")

ACCOUNT_CODE = re.compile(r"^\d{3}(?:\d\d){0,4}$")
CODE_PART = re.compile(r"^\d{2,24}$")
CODE_AND_NAME = re.compile(r"^[\[(（【]?(\d{3}(?:\d\d){0,4})[\])）】]?\s*[-—]?\s*([\u4e00-\u9fff“（(].*)$")
CODE_HEADS = frozenset({"类", "款", "项"})
"""Heads of the columns of a code; in a row of figures they name nothing (类 | 款 | 项 | 合计)."""
MOST_HEADER_ROWS = 9
"""Rows; a header over that many is a table read wrongly."""
LEAST_PARTS = 2
"""So many rows of parts beside a label that spans them tell that they have its head too."""
KIND = 99
"""The rank of a head of kinds among those of labels: behind all names."""
LEAST_SERIALS = 5
"""So many numbers that count up by one are the rows' own numbers (行次), not figures."""


@dataclass(slots=True)
class Group:
    """Columns that belong together: codes, labels, figures; all as column numbers.

    ``codes`` make up the account code, ``body_codes`` identify a public body (单位代码); ``unit`` says what
    each row is counted in (平方米, 辆), and names none.
    """

    codes: list[int] = field(default_factory=list)
    body_codes: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    side: str | None = None
    unit: int | None = None


@dataclass(slots=True)
class Layout:
    """How a table is to be read: header rows and, left to right, its groups of columns."""

    header_rows: int
    number_rows: set[int]
    groups: list[Group]
    paths: list[list[str]]
    banner: str


def read_layout(sheet: Sheet, rows: int | None = None) -> Layout:
    """The layout of a regular table (one header at the top), of ``rows`` if that is given."""
    header_rows, number_rows = header_of(sheet)
    header_rows = header_rows if rows is None else rows
    sheet.repeated |= counting_rows(sheet, header_rows)
    paths = [column_path(sheet, column, header_rows, number_rows) for column in range(sheet.columns)]
    for column in range(1, sheet.columns):
        paths[column] = paths[column] or _head_of_wholes(sheet, column, header_rows, paths)
    groups = _groups(sheet, header_rows, paths)
    return Layout(header_rows, number_rows, groups, paths, _banner(sheet, header_rows))


def header_of(sheet: Sheet) -> tuple[int, set[int]]:
    """How many rows from the top are header, and which of them only number the columns.

    It looks at these alone, however long the table is.
    """
    number_rows: set[int] = set()
    for row in range(min(sheet.rows, MOST_HEADER_ROWS + sheet.caption_rows)):
        if row < sheet.caption_rows:
            continue
        cells = list(sheet.row_cells(row))
        texts = [cell.text for cell in cells]
        if row > sheet.caption_rows and numbers_columns(texts):
            number_rows.add(row)
            continue
        if _is_body(row, cells, texts):
            return row, number_rows
    return min(sheet.rows, MOST_HEADER_ROWS + sheet.caption_rows), number_rows


def _is_body(row: int, cells: list[Cell], texts: list[str]) -> bool:
    filled = [(cell, text) for cell, text in zip(cells, texts, strict=True) if text]
    if not filled:
        return row > 0 and all(cell.row == row for cell in cells)
    own = [(cell, text) for cell, text in filled if cell.row == row]
    if len(own) > 1 and ITEMS.match(own[0][1]) and is_plain_number(own[1][1]):
        return True  # also in the first row, if that goes on with a table
    for position, (_cell, text) in enumerate(own):
        if ACCOUNT_CODE.match(text) and not re.fullmatch(r"20[12]\d", text):
            return True
        if is_plain_number(text) and not (len(own) == 1 and position == 0) and (row > 0 or "." in text):
            return True
        if CODE_AND_NAME.match(text):
            return True
    if row == 0:
        return False
    if any(ITEMS.match(text) and not is_word(text, "row_head") for _, text in own):
        return True
    label = own[0][1] if own else ""
    others = [text for cell, text in own[1:] if not is_dash(text)]
    if own and own[0][0].column == 0 and names_total(label):
        return not others or all(names_total(text) for text in others) and len(own) < len(cells)
    return False


def column_path(sheet: Sheet, column: int, header_rows: int, number_rows: set[int]) -> list[str]:
    """Headers of a column from the top down, each merged one once; no banner, no column numbers."""
    path: list[str] = []
    before: Cell | None = None
    for row in range(sheet.caption_rows, header_rows):
        if row in number_rows:
            continue
        cell = sheet.at[row][column]
        if cell is before or not cell.texts or cell.column_span == sheet.columns and sheet.columns > 1:
            continue
        before = cell
        path.append(cell.text)
    if header_rows < sheet.rows:
        # 类 | 款 | 项 may stand in the first row of figures
        cell = sheet.at[header_rows][column]
        if cell.texts and cell.row == header_rows and fold(cell.text) in CODE_HEADS:
            path.append(cell.text)
    # 单位：万元 at the right end of the row above the headers is the table's, unless the column has no other
    return [text for text in path if not WORDS.money_unit.fullmatch(text.strip())] or path


def _banner(sheet: Sheet, header_rows: int) -> str:
    """Text of header cells over the whole width."""
    return "".join(
        sheet.at[row][0].text
        for row in range(sheet.caption_rows, header_rows)
        if sheet.at[row][0].column_span == sheet.columns and sheet.at[row][0].row == row
    )


def _role(sheet: Sheet, column: int, header_rows: int, path: list[str]) -> str:
    head = path[-1] if path else ""
    if is_word(head, "line_number"):
        return "number"
    figures = codes = words = wide = enumerated = units = 0
    counted: list[int] = []
    identifies = is_word(head, "row_head")
    widest = max(4, sheet.columns // 2)
    code_like = any(is_word(part, "code") for part in path)
    for row in range(header_rows, sheet.rows):
        if row in sheet.repeated:
            continue
        cell = sheet.at[row][column]
        text = cell.text
        if not text or is_dash(text) or cell.row < header_rows or cell.column_span > widest:
            continue
        if text.isdecimal() and len(text) < 5:
            counted.append(int(text))
        if CODE_PART.match(text) or code_like and text.isdecimal():
            codes += 1
        elif identifies and CODE_AND_NAME.match(text):
            words += 1
        elif parse_figure(text) is not None:
            figures += 1
        elif cell.column_span == 1 or not names_total(text):
            words += 1
            wide += cell.column_span > 1
            enumerated += ITEMS.match(text) is not None
            units += fold(text) in counted_units()
    if len(counted) >= LEAST_SERIALS and counted == list(range(counted[0], counted[0] + len(counted))):
        if len(counted) == figures + codes and not words:
            return "number"
    bare = codes and not figures and words == wide and not code_like
    if bare and not _heads_money(path) and _holds_codes(sheet, column, header_rows):
        return "code"
    if code_like and (is_word(head, "code") or codes > figures) and figures <= codes and words <= codes:
        if is_word(head, "code") or codes:
            return "code" if not (is_word(head, "label") and not codes) else "label"
    if words and words == units:
        return "unit"
    if is_word(head, "text") and not (figures > words):
        return "label" if is_word(head, "label") and words else "text"
    if is_word(head, "label") and words >= figures + codes:
        return "label"
    if words > figures + codes:
        return "label" if not path or enumerated > 0.3 * words else "text"
    if not figures and not codes and not words and is_word(head, "label"):
        return "label"
    return "value"


def _heads_money(path: list[str]) -> bool:
    """Whether a header says that its column holds money: 520 there is an amount, though a name stands
    right of it."""
    meaning = meaning_of(tuple(path))
    return meaning.phase is not None or meaning.measure == "amount"


def _holds_codes(sheet: Sheet, column: int, header_rows: int) -> bool:
    """Whether a column that no header calls one holds account codes, the names right of them.

    Codes of one classification begin alike, and the deeper ones with those that they belong to.
    """
    if column + 1 >= sheet.columns:
        return False
    codes: list[str] = []
    named = 0
    for row in range(header_rows, sheet.rows):
        cell = sheet.at[row][column]
        text = cell.text
        if not text or row in sheet.repeated or cell.column_span > 1:
            continue
        if not ACCOUNT_CODE.match(text) or text[0] not in "1235":
            return False
        codes.append(text)
        beside = sheet.text(row, column + 1)
        named += bool(beside) and parse_figure(beside) is None and not is_dash(beside)
    tops = {code[:3] for code in codes}
    nested = sum(code[:3] in codes for code in codes if len(code) > 3)
    deep = sum(len(code) > 3 for code in codes)
    return bool(codes) and named == len(codes) and len(tops) < 30 and (nested >= 0.5 * deep)


def _head_of_wholes(sheet: Sheet, column: int, header_rows: int, paths: list[list[str]]) -> list[str]:
    """The head that a column without one has in common with its left neighbour, whose parts it names.

    So stand 小计, 事业收入, 经营收入 beside 其他资金, each in a row of its own.
    """
    parts = 0
    head: list[str] = []
    for row in range(header_rows, sheet.rows):
        cell, whole = sheet.at[row][column], sheet.at[row][column - 1]
        text = cell.text
        if not text or cell.column != column:
            continue
        head = paths[whole.column]
        is_name = parse_figure(text) is None and not is_dash(text)
        if not is_name or not head or not is_word(head[-1], "label"):
            return []
        parts += whole.row < row or not whole.texts
    return head if parts >= LEAST_PARTS else []


def _numbers_names(sheet: Sheet, column: int) -> bool:
    """Whether the figures of a column are whole numbers: left of the names, without a head, codes."""
    texts = [row[column].text for row in sheet.at if row[column].column == column]
    figures = [text for text in texts if parse_figure(text)]
    return bool(figures) and all(map(str.isdecimal, figures))


def _groups(sheet: Sheet, header_rows: int, paths: list[list[str]]) -> list[Group]:
    roles = [_role(sheet, column, header_rows, path) for column, path in enumerate(paths)]
    if "label" in roles:
        for column in range(roles.index("label")):
            if roles[column] == "value" and not paths[column] and _numbers_names(sheet, column):
                roles[column] = "code"
    groups = [Group()]
    for column, role in enumerate(roles):
        group = groups[-1]
        if role == "text" and _begins_anew(column, roles, paths, group):
            role = "label"
        if role in ("code", "label") and group.values:
            if not any(r == "value" for r in roles[column:]):
                continue
            groups.append(group := Group())
        if role == "code":
            if any(is_word(part, "body_code") for part in paths[column]):
                group.body_codes.append(column)
            elif not group.codes or group.codes[-1] == column - 1:
                group.codes.append(column)
        elif role == "label":
            group.labels.append(column)
        elif role == "unit":
            group.unit = column
        elif role == "value":
            group.values.append(column)
        elif role == "text" and not group.values:
            group.labels.append(column)
    groups = _with_nameless(group for group in groups if group.values)
    for group in groups:
        group.side = _side(group, paths)
    if len(groups) == 2 and not any(group.side for group in groups) and _opposed(sheet, groups):
        groups[0].side, groups[1].side = "revenue", "expenditure"
    return groups


def _begins_anew(column: int, roles: list[str], paths: list[list[str]], group: Group) -> bool:
    """Whether a column of texts names figures whose heads stood left of it already: 预算数, 性质, 预算数."""
    if roles[column + 1 : column + 2] != ["value"] or not paths[column] or is_word(paths[column][-1], "text"):
        return False
    return paths[column + 1] in [paths[value] for value in group.values]


def _with_nameless(found: Iterable[Group]) -> list[Group]:
    """Figures right of a code only, in rows whose names stand before other figures, belong to these."""
    groups: list[Group] = []
    for group in found:
        if groups and groups[-1].labels and not group.labels and len(group.codes) == 1:
            groups[-1].values += group.values
        else:
            groups.append(group)
    return groups


def _side(group: Group, paths: list[list[str]]) -> str | None:
    """The side that the top header over the group's labels names, if it is a side at all."""
    columns = group.codes + group.body_codes + group.labels + group.values
    tops = {fold(paths[column][0]) for column in columns if paths[column]}
    if len(tops) == 1:
        (top,) = tops
        for side in ("revenue", "expenditure"):
            if is_word(top, side) and len(paths[columns[0]]) > 1:
                return side
    return None


def _opposed(sheet: Sheet, groups: list[Group]) -> bool:
    """Whether the labels of two groups speak of 收入 here and 支出 there."""

    def spoken(group: Group) -> str:
        return "".join(sheet.text(row, column) for column in group.labels for row in range(sheet.rows))

    left, right = spoken(groups[0]), spoken(groups[1])
    return left.count("收入") > left.count("支出") and right.count("支出") > right.count("收入")


def best_label(group: Group, paths: list[list[str]]) -> list[int]:
    """The label columns of a group, the one that names the row best first.

    Among equals it is the one next to the account code, or else the last, which says most. A name in
    the classification of governments' budgets beside the department's own only translates it.
    """

    def order(column: int) -> tuple[bool, int, int]:
        path = paths[column]
        head = path[-1] if path else ""
        place = rank(head, "row_name")
        translates = any(is_word(part, "translation") for part in path)
        if place is None:
            place = KIND if is_word(head, "row_kind") else KIND - 1
        return (translates, place, column if group.codes else -column)

    return sorted(group.labels, key=order)
