"""Tables that are told by their shaded rows, and headers by how their texts stand."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from extractors.pdf.reading import Page
from extractors.tables.header_levels import header_levels
from extractors.tables.rulings import Frame
from extractors.tables.unruled.fragments import Fragment
from extractors.tables.unruled.shading import shaded_rows
from tests.support.drawing import draw, line, read, sheets, told, width_of

SUMMARY = """
    收入     | <      | 支出                 | <
    项目     | 金额   | 项目                 | 金额
    财政拨款 | 900.00 | 一、一般公共服务支出 |
    事业收入 | 3.42   | 二、外交支出         |
             |        | 三、国防支出         |
             |        | 四、公共安全支出     |
             |        | 五、教育支出         | 891.00
             |        | 六、科学技术支出     |
             |        | 七、文化旅游支出     |
             |        | 八、社会保障支出     | 12.42
    收入总计 | 903.42 | 支出总计             | 903.42
"""
HEIGHT = 16.0


def shaded(page: Page, header: int, table: int, top: float = 120.0, right: float = 540.0) -> Page:
    """The rulings away, the header rows and every other row of the body shaded, the last row not."""
    page.horizontal, page.vertical = [], []
    rows = [*range(header), *range(header + 1, table - 1, 2)]
    page.shades += [(50.0, top + HEIGHT * i, right, top + HEIGHT * (i + 1)) for i in rows]
    return page


def unruled(page: Page) -> Page:
    page.horizontal, page.vertical = [], []
    return page


def test_shading_parts_the_rows_of_a_table_that_has_no_rulings() -> None:
    wanted = read(draw(SUMMARY, above="收入支出决算总表", height=HEIGHT))
    found = read(shaded(draw(SUMMARY, above="收入支出决算总表", height=HEIGHT), 2, 11))
    assert told(found.facts) == told(wanted.facts)
    assert len(found.facts) == 6


def test_a_title_and_captions_within_the_shading_are_no_header() -> None:
    table = """
        支出决算表 | < | < | <
        部门名称：某县水务局 | < | < | 单位：万元
        科目编码 | 科目名称 | 合计 | 基本支出
        201      | 公共服务 | 4.00 | 3.00
        20103    | 办公厅   | 4.00 | 3.00
        2010301  | 行政运行 | 4.00 | 3.00
        合计     | <        | 4.00 | 3.00
    """
    (sheet,) = sheets(shaded(draw(table, height=HEIGHT), 3, 7))
    assert (sheet.caption.title, sheet.caption.unit) == ("支出决算表", "万元")
    assert ["".join(cell.texts) for cell in sheet.row_cells(0)] == [
        "科目编码",
        "科目名称",
        "合计",
        "基本支出",
    ]


def test_two_tables_in_one_shading_are_two() -> None:
    table = """
        {} | < | < | <
        科目编码 | 科目名称 | 合计 | 基本支出
        201      | 公共服务 | 4.00 | 3.00
        20103    | 办公厅   | 4.00 | 3.00
        2010301  | 行政运行 | 4.00 | 3.00
    """
    page = shaded(draw(table.format("支出决算表"), height=HEIGHT), 2, 5)
    second = 120.0 + 6 * HEIGHT
    page = draw(table.format("政府性基金支出决算表"), height=HEIGHT, top=second, page=page)
    found = sheets(shaded(page, 2, 5, top=second))
    assert [sheet.caption.title for sheet in found] == ["支出决算表", "政府性基金支出决算表"]


def test_every_other_row_shaded_cell_by_cell_is_no_header_though_it_has_no_amount() -> None:
    """The shaded ones hold a number of the list, a line's number or both; the first row is not shaded."""
    table = """
        收入 | < | < | 支出 | < | <
        项目 | 行次 | 金额 | 项目 | 行次 | 金额
        一、财政拨款 | 1 | 900.00 | 一、公共服务支出 | 9 | 891.00
        二、上级补助 | 2 | | 二、外交支出 | 10 |
        三、事业收入 | 3 | 3.42 | 三、国防支出 | 11 |
        四、经营收入 | 4 | | 四、教育支出 | 12 |
        本年收入合计 | 5 | 903.42 | 本年支出合计 | 13 | 891.00
        使用非财政拨款结余 | 6 | | 结余分配 | 14 |
        年初结转和结余 | 7 | | 年末结转和结余 | 15 | 12.42
        总计 | 8 | 903.42 | 总计 | 16 | 903.42
    """
    widths = [110.0, 40.0, 95.0, 110.0, 40.0, 95.0]
    above = "收入支出决算总表\n部门：某局 | 单位：万元"
    wanted = read(draw(table, above=above, widths=widths, height=HEIGHT))
    page = unruled(draw(table, above=above, widths=widths, height=HEIGHT))
    edges = [50 + sum(widths[:i]) for i in range(7)]
    for row in range(3, 10, 2):
        top = 120 + HEIGHT * row
        page.shades += [(a, top, b, top + HEIGHT) for a, b in pairwise(edges)]
    found = read(page)
    assert told(found.facts) == told(wanted.facts)
    assert len(found.facts) == 8


def test_shading_within_rulings_and_a_single_shaded_line_are_left_alone() -> None:
    rows = [(50.0, 100.0 + 32 * i, 500.0, 116.0 + 32 * i) for i in range(3)]
    ruled = Frame(horizontal=[(90.0, 40.0, 510.0), (300.0, 40.0, 510.0)], vertical=[(40.0, 90.0, 300.0)])
    assert shaded_rows(rows, [ruled]) == []
    assert shaded_rows(rows[:1], []) == []
    (bands,) = shaded_rows(rows, [])
    assert (bands.top, bands.bottom) == (100.0, 180.0)


def test_cells_shaded_one_by_one_are_rows_too() -> None:
    cells = [
        (50.0 + 90 * j, 100.0 + 32 * i, 140.0 + 90 * j, 116.0 + 32 * i) for i in range(3) for j in range(4)
    ]
    (bands,) = shaded_rows(cells, [])
    assert (bands.left, bands.right, len(bands.edges)) == (50.0, 410.0, 6)


WIDE = """
    代码   | 名称     | 总计  | 本年收入 | <        | <        | <          | 结转结余 | <
    ^      | ^        | ^     | 合计     | 公共预算 | <        | 政府性基金 | 合计     | 公共预算
    ^      | ^        | ^     | ^        | 小计     | 其中拨款 | ^          | ^        | ^
    201    | 公共服务 | 13.00 | 10.00    | 4.00     | 3.00     | 6.00       | 3.00     | 3.00
    20103  | 办公厅   | 13.00 | 10.00    | 4.00     | 3.00     | 6.00       | 3.00     | 3.00
    2010301| 行政运行 | 13.00 | 10.00    | 4.00     | 3.00     | 6.00       | 3.00     | 3.00
"""
CAR = """
    项目 | 经费 | <    | <      | <    | <    | <    | 接待费
    ^    | 合计 | 出国 | 用车费 | <    | <    | <    | ^
    ^    | ^    | ^    | 小计   | <    | 购置 | <    | ^
    ^    | ^    | ^    | 预算 | 决算 | 预算 | 决算   | ^
    一   | 1.00 | 2.00 | 3.00 | 4.00 | 5.00 | 6.00   | 7.00
    二   | 1.00 | 2.00 | 3.00 | 4.00 | 5.00 | 6.00   | 7.00
    三   | 1.00 | 2.00 | 3.00 | 4.00 | 5.00 | 6.00   | 7.00
"""


@pytest.mark.parametrize("table", [WIDE, CAR])
def test_a_header_of_several_levels_reads_without_any_rulings(table: str) -> None:
    ruled, found = (read(way(draw(table, above="收入决算表"))) for way in (lambda page: page, unruled))
    assert told(found.facts) == told(ruled.facts)


def piece(text: str, middle: float, y: float) -> Fragment:
    half = width_of(text) / 2
    return Fragment(text, middle - half, middle + half, y, y + 10)


def test_a_head_stands_over_the_columns_that_it_is_the_middle_of() -> None:
    columns = [0.0, 100.0, 200.0, 300.0, 400.0]
    leaves = [piece(text, 100 * i + 150, 30) for i, text in enumerate(("小计", "人员经费", "公用经费"))]
    head = [piece("科目", 50, 15), piece("基本支出", 250, 5)]
    (level,) = header_levels(head + leaves, columns, 0.0, 45.0)
    assert (level.first, level.last) == (1, 3)
    assert 15 < level.below < 30


def test_a_head_flush_with_its_first_column_stands_over_the_columns_up_to_the_next_head() -> None:
    columns = [0.0, 100.0, 200.0, 300.0, 400.0]
    at = {"收入": (3, 5), "支出": (203, 5), "项目": (3, 30), "决算数": (103, 30)}
    at |= {"支出项目": (203, 30), "支出数": (303, 30)}
    pieces = [Fragment(text, x, x + 10 * len(text), y, y + 10) for text, (x, y) in at.items()]
    levels = header_levels(pieces, columns, 0.0, 45.0)
    assert [(level.first, level.last) for level in levels] == [(0, 1), (2, 3)]


def test_a_wrapped_header_is_no_level() -> None:
    columns = [0.0, 100.0, 200.0, 300.0]
    wrapped = [piece("附属单位", 150, 10), piece("上缴收入", 150, 21)]
    assert header_levels([piece("合计", 50, 15), *wrapped, piece("其他", 250, 15)], columns, 0.0, 41.0) == []
    assert header_levels([], columns, 0.0, 40.0) == []


def test_a_continuation_with_its_header_keeps_the_columns_of_the_page_before() -> None:
    """Three rows of short figures would not tell where the first column of money begins."""
    table = "项目 | < | 合计 | 基本支出\n编码 | 名称 | ^ | ^\n"
    widths = [65.0, 200.0, 120.0, 105.0]
    body = [
        ("201", "公共服务", "1,795.02", "1,792.25"),
        ("20103", "政府办公厅及相关机构事务", "5.00", "5.00"),
    ]

    def page(number: int, rows: list[tuple[str, ...]]) -> Page:
        drawn = unruled(
            draw(table, widths=widths, height=HEIGHT, number=number, above="支出决算表" * (number == 1))
        )
        for i, (code, name, *money) in enumerate(rows):
            y = 120 + HEIGHT * (2 + i) + 2
            drawn.lines += [line(51, y, code, number), line(117, y, name, number)]
            for right, amount in zip((433, 538), money, strict=True):
                drawn.lines.append(line(right - width_of(amount), y, amount, number))
        return drawn

    rows = read(page(1, body * 2), page(2, [("221", "住房", "48.24", "48.24")] * 2))
    assert told([fact for fact in rows.facts if fact.page == 2]) == 2 * [
        ("住房", "合计", Decimal("48.24")),
        ("住房", "基本支出", Decimal("48.24")),
    ]


def test_centred_dashes_make_no_column_beside_right_set_figures() -> None:
    page = unruled(draw("项目 | 预算数 | 统计数\n", height=HEIGHT, above="机构运行信息表"))
    for y, name, *figures in (
        (138, "接待费", "1.17", "0.33"),
        (154, "用车费", "7.65", "5.68"),
        (170, "会议费", "2.00", "0.50"),
        (186, "批次", "—", "38"),
    ):
        page.lines.append(line(60, y, name))
        for middle, right, figure in zip((295, 458), (375, 538), figures, strict=True):
            x = middle - 5 if figure == "—" else right - width_of(figure)
            page.lines.append(line(x, y, figure))
    assert told(read(page).facts) == [
        ("接待费", "预算数", Decimal("1.17")),
        ("接待费", "统计数", Decimal("0.33")),
        ("用车费", "预算数", Decimal("7.65")),
        ("用车费", "统计数", Decimal("5.68")),
        ("会议费", "预算数", Decimal("2.00")),
        ("会议费", "统计数", Decimal("0.50")),
        ("批次", "统计数", Decimal("38")),
    ]
