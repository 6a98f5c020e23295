"""Headers of shaded cells: the edges of their colour part the columns of a table."""

from __future__ import annotations

import pytest

from extractors.pdf.reading import Page
from tests.support.drawing import draw, parsed, prose, read, sheets, spans_of, told

ACCOUNTS = """
功能分类科目 | < | 合计 | 财政拨款收入 | < | 其他收入
科目编码 | 科目名称 | ^ | 小计 | 一般公共预算 | ^
205 | 教育支出 | 10.30 | 9.30 | 9.30 | 1.00
20502 | 普通教育 | 10.30 | 9.30 | 9.30 | 1.00
 | 合计 | 10.30 | 9.30 | 9.30 | 1.00
"""
TOP, HEIGHT, COLUMNS = 120.0, 20.0, 6
WIDTH = 490 / COLUMNS


def tiled(table: str = ACCOUNTS, header: int = 2, number: int = 1, **manner: bool) -> Page:
    """A page with the cells of the header shaded; ``rules`` at the foot of rows, ``zebra`` on every other."""
    rows = parsed(table)
    page = draw(table, number=number, above="收入决算表\n单位：万元", height=HEIGHT, flush=True)
    page.horizontal, page.vertical = [], []
    cells = [cell for cell in spans_of(rows) if cell[0] < header]
    if manner.get("zebra"):
        cells += [(row, column, 1, 1) for row in range(header + 1, len(rows), 2) for column in range(COLUMNS)]
    for row, column, high, wide in cells:
        x0, y0 = 50 + WIDTH * column, TOP + HEIGHT * row
        page.shades.append((x0, y0, x0 + WIDTH * wide, y0 + HEIGHT * high))
    if manner.get("rules"):
        page.horizontal = [(TOP + HEIGHT * (i + 1), 50.0, 540.0) for i in range(header, len(rows))]
    return page


@pytest.mark.parametrize("manner", ["rules", "zebra", "none"])
def test_a_shaded_header_has_the_cells_that_its_colour_shows(manner: str) -> None:
    wanted = read(draw(ACCOUNTS, above="收入决算表\n单位：万元", height=HEIGHT))
    found = read(tiled(**{manner: True}))
    assert told(found.facts) == told(wanted.facts) != []
    assert found.table.title == "收入决算表"


def test_shaded_rows_of_a_table_are_no_headers_of_further_ones() -> None:
    """Of the header the second row is shaded as every other row is, and of the body one without figures."""
    table = ACCOUNTS.replace("20502 | 普通教育 | 10.30 | 9.30 | 9.30 | 1.00", "20502 | 普通教育 |  |  |  | ")
    page = tiled(table, 0)
    rows = [row for row in range(len(parsed(table))) if row % 2]
    page.shades = [
        (50 + WIDTH * c, TOP + HEIGHT * r, 50 + WIDTH * (c + 1), TOP + HEIGHT * (r + 1))
        for r in rows
        for c in range(COLUMNS)
    ]
    page.horizontal = [(TOP + HEIGHT * row, 50.0, 540.0) for row in (0, 1, len(parsed(table)))]
    found = read(page)
    assert found.table.title == "收入决算表"
    assert [fact.value for fact in found.facts].count(found.facts[0].value) > 1
    assert {fact.row_label for fact in found.facts} == {"教育支出", "合计"}


def test_a_shaded_header_at_the_foot_of_a_page_heads_the_rows_overleaf() -> None:
    rows = parsed(ACCOUNTS)
    head, body = ("\n".join(" | ".join(row) for row in part) for part in (rows[:2], rows[2:]))
    first, second = tiled(head), draw(body, number=2, top=60, height=HEIGHT, flush=True)
    second.vertical = []
    assert told(read(first, second).facts) == told(read(tiled(rules=True)).facts)


def test_coloured_boxes_with_figures_or_without_rows_below_are_no_header() -> None:
    page = prose("部门主要职责如下：负责本行政区域内的有关工作。", "内设机构三个。", top=300)
    page.shades = [(50 + 120.0 * i, 100.0, 170 + 120.0 * i, 130.0) for i in range(4)]
    assert sheets(page) == []
    boxes = draw("12.30 | 4.50 | 6.70 | 1.10", top=100, height=30)
    boxes.horizontal, boxes.vertical = [], []
    boxes.shades = page.shades
    boxes.lines += page.lines
    assert sheets(boxes) == []


def test_a_shaded_row_of_nil_is_no_header() -> None:
    table = """
    项目 | 上年预算数 | 本年预算数 | 增减额 | 增减率 | 备注
    合计 | 3.00 | 2.00 | -1.00 | -33.33 |
    公务接待费 | 2.00 | 2.00 | 0.00 | 0.00 |
    其中：外事接待费 | 0 | 0 | 0 | 0 |
    公务用车运行费 | 1.00 | 0.00 | -1.00 | -100.00 |
    """
    (sheet,) = sheets(tiled(table, header=0, zebra=True))
    assert sheet.rows == 5
