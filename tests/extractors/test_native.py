"""Formats without pages: their paragraphs and cells become the same tables and chapters."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.chapters import read_chapters
from extractors.errors import TooLarge
from extractors.flow import Flow
from extractors.native import NativeCell, NativeTable, NativeText, native_flow
from extractors.tables.facts import TableRows, read_table
from tests.support.drawing import CONTEXT, parsed, spans_of, told

HEADER = "科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入\n"
FIRST = HEADER + "201 | 一般公共服务支出 | 10.00 | 10.00\n20103 | 政府办公厅 | 10.00 | 10.00"
CAPTION = (
    NativeText("收入决算表", "p[1]", size=18, centred=True),
    NativeText("部门：某局\t单位：万元", "p[2]"),
)


def table(text: str, number: int = 1, **options: bool) -> NativeTable:
    """A table of the tests' drawings, as a file would give it."""
    rows = parsed(text)
    cells = [
        NativeCell(r, c, rows[r][c].replace("¶", "\n"), f"table[{number}]/r{r + 1}c{c + 1}", high, wide)
        for r, c, high, wide in spans_of(rows)
    ]
    return NativeTable(cells, **options)


def read(flow: Flow) -> list[TableRows]:
    return [read_table(sheet, number, CONTEXT) for number, sheet in enumerate(flow.sheets, 1)]


def test_figures_have_an_anchor_and_neither_page_nor_box() -> None:
    (rows,) = read(native_flow([*CAPTION, table(FIRST)]))
    assert (rows.table.title, rows.table.unit, rows.table.first_page) == ("收入决算表", "万元", None)
    assert ("政府办公厅", "财政拨款收入", Decimal("10.00")) in told(rows.facts)
    assert {(fact.page, fact.box) for fact in rows.facts} == {(None, None)}
    assert [fact.anchor for fact in rows.facts][:2] == ["table[1]/r2c3", "table[1]/r2c4"]
    assert {(cell.page, cell.box) for cell in rows.cells} == {(None, None)}
    assert rows.cells[0].anchor == "table[1]/r1c1"


def test_merged_cells_keep_their_spans_and_missing_cells_are_empty() -> None:
    given = table("项目 | 决算数 | <\n^ | 小计 | 基本支出\n合计 | 3.00 | 3.00")
    given = NativeTable([cell for cell in given.cells if cell.anchor != "table[1]/r3c2"])
    (rows,) = read(native_flow([*CAPTION, given]))
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in rows.cells}
    assert spans["项目"] == (2, 1)
    assert spans["决算数"] == (1, 2)
    assert len(rows.cells) == 7
    (fact,) = rows.facts
    assert fact.column_path == ["决算数", "基本支出"]


def test_columns_narrower_than_any_text_are_none_unless_text_stands_in_them() -> None:
    crooked = [
        NativeCell(0, 0, "科目名称", "a"),
        NativeCell(0, 1, "合计", "b", column_span=2),
        NativeCell(1, 0, "行政运行", "c", column_span=2),
        NativeCell(1, 2, "3.00", "d"),
    ]
    widths = [100.0, 0.6, 60.0]
    (sheet,) = native_flow([NativeTable(crooked, widths)]).sheets
    assert [[cell.texts for cell in row] for row in sheet.at] == [
        [["科目名称"], ["合计"]],
        [["行政运行"], ["3.00"]],
    ]
    written = [*crooked[:2], NativeCell(1, 1, "1", "e")]
    (sheet,) = native_flow([NativeTable(written, widths)]).sheets
    assert sheet.at[1][1].texts == ["1"]


def test_rows_of_title_and_unit_inside_the_table_are_its_caption() -> None:
    (rows,) = read(native_flow([table("收入决算表 | < | < | <\n单位：万元 | < | < | <\n" + FIRST)]))
    assert (rows.table.title, rows.table.unit, rows.table.statement) == ("收入决算表", "万元", "revenue")


def test_the_title_of_a_part_below_its_number_is_no_caption() -> None:
    part = [NativeText("第二部分", "p[1]", 26, True), NativeText("2024年度部门决算表", "p[2]", 26, True)]
    flow = native_flow([*part, *CAPTION, table(FIRST)])
    assert [s.record.title for s in read_chapters(flow, "0" * 32).sections] == ["2024年度部门决算表"]
    (rows,) = read(flow)
    assert (rows.table.title, rows.table.note) == ("收入决算表", None)


def test_a_table_that_follows_directly_without_a_header_goes_on_with_the_one_before() -> None:
    rest = table("208 | 社会保障支出 | 3.00 | 3.00", 2)
    (rows,) = read(native_flow([*CAPTION, table(FIRST), NativeText("  ", "p[3]"), rest]))
    assert [fact.anchor for fact in rows.facts][-1] == "table[2]/r1c4"
    repeated = table(HEADER + "208 | 社会保障支出 | 3.00 | 3.00", 2)
    (rows,) = read(native_flow([*CAPTION, table(FIRST), repeated]))
    assert [cell.role for cell in rows.cells if cell.text == "科目编码"] == ["header", "header"]


@pytest.mark.parametrize(
    ("between", "second"),
    [
        ((NativeText("以上为收入。", "p[3]"),), table("208 | 社会保障支出 | 3.00 | 3.00", 2)),
        ((), table("项目名称 | 实施单位 | 预算数 | 执行数\n道路 | 某局 | 3.00 | 3.00", 2)),
        ((), table("208 | 社会保障支出 | 3.00", 2)),
        ((), table("208 | 社会保障支出 | 3.00 | 3.00", 2, alone=True)),
    ],
    ids=["text between", "a header of its own", "other columns", "another sheet"],
)
def test_other_tables_stay_apart(between: tuple[NativeText, ...], second: NativeTable) -> None:
    assert len(native_flow([*CAPTION, table(FIRST), *between, second]).sheets) == 2


def test_a_paragraph_stays_one_and_its_text_has_its_anchor() -> None:
    flow = native_flow(
        [
            NativeText("某局2024年度部门决算", "p[1]", size=22, centred=True),
            NativeText("第一部分 概况", "p[2]"),
            NativeText("一、主要职责", "p[3]"),
            NativeText("本局负责水务。", "p[4]"),
            NativeText("其他工作", "p[5]", level=2),
            NativeText("完成上级交办的任务", "p[6]"),
        ]
    )
    chapters = read_chapters(flow, "0" * 32)
    assert [(s.record.level, s.record.title) for s in chapters.sections] == [
        (1, "概况"),
        (2, "主要职责"),
        (2, "其他工作"),
    ]
    body = chapters.sections[1].body
    assert (body.text, body.anchor(3), body.places(0, 3)) == ("本局负责水务。", "p[4]", [])
    assert [paragraph.text for paragraph in chapters.cover] == ["某局2024年度部门决算"]


def test_a_table_beyond_all_measure_is_refused() -> None:
    cells = [NativeCell(10**6, 0, "1", "a"), *(NativeCell(0, c, "1", "b") for c in range(30))]
    with pytest.raises(TooLarge):
        native_flow([NativeTable(cells)])


@pytest.mark.parametrize("between", ["续表", "（续）", "续上表：", "接上表"])
def test_a_table_cut_by_hand_is_one_table(between: str) -> None:
    rest = HEADER + "208 | 社会保障支出 | 3.00 | 3.00"
    (rows,) = read(native_flow([*CAPTION, table(FIRST), NativeText(between, "p[3]"), table(rest, 2)]))
    assert ("社会保障支出", "财政拨款收入", Decimal("3.00")) in told(rows.facts)
    assert (
        len(read(native_flow([*CAPTION, table(FIRST), NativeText("以下各行", "p[3]"), table(rest, 2)]))) == 2
    )


def test_the_rest_of_a_table_may_begin_with_a_numbered_row_of_nil() -> None:
    sides = "收入 | < | 支出 | <\n项目 | 金额 | 项目 | 金额\n一、财政拨款收入 | 3.00 | 一、教育支出 | 3.00"
    rest = "二、事业收入 | 0 | 二、科学技术支出 | 0\n总计 | 3.00 | 总计 | 3.00"
    (rows,) = read(native_flow([*CAPTION, table(sides), table(rest, 2)]))
    assert ("二、事业收入", "收入/金额", Decimal("0")) in told(rows.facts)


@pytest.mark.parametrize("code", ["表2", "公开02表", "公开02"])
def test_a_table_cut_by_hand_goes_on_under_its_title_and_number_again(code: str) -> None:
    cut = NativeText(f"{code}（续）", "p[3]"), NativeText("收入决算表（续）", "p[4]", size=18, centred=True)
    rest = HEADER + "208 | 社会保障和就业支出 | 2.00 | 2.00"
    blocks = [NativeText(code, "p[0]"), *CAPTION, table(FIRST), *cut, table(rest, 2)]
    (rows,) = read(native_flow(blocks))
    assert rows.table.form_code == code
    assert [fact.raw for fact in rows.facts] == ["10.00"] * 4 + ["2.00"] * 2
    other = NativeText("公开03表", "p[3]"), NativeText("支出决算表", "p[4]", size=18, centred=True)
    assert len(read(native_flow([*CAPTION, table(FIRST), *other, table(rest, 2)]))) == 2


def test_the_rest_of_a_table_need_not_repeat_the_row_that_numbers_its_columns() -> None:
    first = HEADER + "栏次 | < | 1 | 2\n201 | 公共服务支出 | 2.00 | 2.00"
    rest = HEADER + "208 | 社会保障支出 | 3.00 | 3.00"
    (rows,) = read(native_flow([*CAPTION, table(first), table(rest, 2)]))
    assert ("社会保障支出", "财政拨款收入", Decimal("3.00")) in told(rows.facts)


@pytest.mark.parametrize(
    "rest",
    ["栏次 | < | 1 | 2\n208 | 社会保障支出 | 3.00 | 3.00", "合计 | < | 3 | 3\n208 | 社会保障支出 | 3 | 3"],
)
def test_a_header_that_is_a_table_of_its_own_heads_the_one_that_follows(rest: str) -> None:
    (rows,) = read(native_flow([*CAPTION, table(HEADER), table(rest, 2)]))
    assert ("社会保障支出", "财政拨款收入", Decimal("3")) in told(rows.facts)


@pytest.mark.parametrize(
    ("rest", "tables"),
    [
        ("二、事业收入 | | 七、教育支出 |\n总计 | 3.00 | 总计 | 3.00", 1),
        ("132001 | 某局本级 | 3.00 | 3.00", 1),
        ("某局本级 | 12 | 7 | 5", 1),
        ("二、支出决算表 | | |\n项目 | 预算数 | 决算数 | 差额\n教育 | 3.00 | 3.00 | 0.00", 2),
        ("单位 | 2023 | 2024 | 备注\n某局 | 3.00 | 3.00 |", 2),
        ("一、教育支出 | 科目 | 金额 | 备注\n普通教育 | 3.00 | 3.00 |", 2),
    ],
)
def test_a_row_that_begins_no_table_goes_on_with_the_one_before(rest: str, tables: int) -> None:
    sides = "收入 | < | 支出 | <\n项目 | 金额 | 项目 | 金额\n一、财政拨款收入 | 3.00 | 一、教育支出 | 3.00"
    assert len(native_flow([*CAPTION, table(sides), table(rest, 2)]).sheets) == tables
