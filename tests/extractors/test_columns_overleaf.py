"""Tables too wide for a page, as a workbook prints them: the right columns on pages of their own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.pages.assemble import assemble
from extractors.pdf.reading import Page
from tests.support.drawing import draw, line, read, sheets, told

LEFT = """
科目编码 | 科目名称 | 合计 | 本年收入
^ | ^ | ^ | 小计
201 | 一般公共服务支出 | 12.00 | 11.00
2010301 | 行政运行 | 12.00 | 11.00
"""
RIGHT = """
 | < | 上年结转
财政拨款收入 | 其他收入 | ^
10.00 | 1.00 | 1.00
10.00 | 1.00 | 1.00
"""
MORE_LEFT = "208 | 社会保障和就业支出 | 3.00 | 3.00\n20805 | 行政事业单位养老支出 | 3.00 | 3.00"
MORE_RIGHT = "3.00 | | \n3.00 | | "
WIDE = [
    ("一般公共服务支出", "合计", Decimal("12.00")),
    ("一般公共服务支出", "本年收入/小计", Decimal("11.00")),
    ("一般公共服务支出", "本年收入/财政拨款收入", Decimal("10.00")),
    ("一般公共服务支出", "本年收入/其他收入", Decimal("1.00")),
    ("一般公共服务支出", "上年结转", Decimal("1.00")),
]


def cut_title(page: Page, text: str, at_right: bool) -> Page:
    """``page`` with a part of a title at the edge of its table: the cut goes through it."""
    x = 540.0 - 10 * len(text) if at_right else 50.0
    page.lines.append(line(x, 80, text, page.number))
    return page


def left(number: int = 1) -> Page:
    page = draw(LEFT, number=number)
    page.lines.append(line(50, 100, "部门：某县水务局", number))
    return cut_title(page, "部门收", True)


def right(number: int = 2) -> Page:
    page = draw(RIGHT, number=number)
    page.lines.append(line(480, 100, "单位：万元", number))
    return cut_title(page, "入总表", False)


def test_the_right_columns_overleaf_are_columns_of_the_table_and_its_caption_is_joined() -> None:
    rows = read(left(), right())
    assert told(rows.facts)[:5] == WIDE
    assert (rows.table.title, rows.table.unit, rows.table.statement) == ("部门收入总表", "万元", "revenue")
    assert (rows.table.first_page, rows.table.last_page) == (1, 2)
    assert [fact.page for fact in rows.facts[:5]] == [1, 1, 2, 2, 2]
    assert {cell.page for cell in rows.cells if cell.column > 3 and cell.row > 1} == {2}
    assert not [block for block in assemble([left(), right()]).blocks if isinstance(block, list)]


def test_rows_and_columns_may_both_go_on_overleaf_in_either_order() -> None:
    for order in ("down", "over"):
        below, beside = (2, 3) if order == "down" else (3, 2)
        pages = [
            left(),
            draw(MORE_LEFT, number=below, top=60),
            right(beside),
            draw(MORE_RIGHT, number=4, top=60),
        ]
        rows = read(*sorted(pages, key=lambda page: page.number))
        last = ("社会保障和就业支出", "本年收入/财政拨款收入", Decimal("3.00"))
        assert told(rows.facts)[:5] == WIDE, order
        assert last in told(rows.facts), order
        assert rows.table.last_page == 4


@pytest.mark.parametrize(("caption", "tables"), [("", 1), ("部门：某县水务局", 1), ("部门：某县教育局", 2)])
def test_columns_that_are_printed_again_on_each_page_stand_once(caption: str, tables: int) -> None:
    """What stands above them is printed again with them; another body's table is one of its own."""
    again = """
    科目编码 | 科目名称 | 财政拨款收入
    201 | 一般公共服务支出 | 10.00
    20103 | 政府办公厅 | 10.00
    2010301 | 行政运行 | 10.00
    """
    first = draw(again.replace("财政拨款收入", "合计").replace("10.00", "12.00"))
    first.lines.append(line(50, 100, "部门：某县水务局", 1))
    second = draw(again, number=2)
    second.lines += [line(50, 100, caption, 2)] if caption else []
    assert len(sheets(first, second)) == tables
    if tables > 1:
        return
    rows = read(first, second)
    assert rows.table.columns == 4
    assert told(rows.facts)[:2] == [
        ("一般公共服务支出", "合计", Decimal("12.00")),
        ("一般公共服务支出", "财政拨款收入", Decimal("10.00")),
    ]


def test_a_cell_that_is_cut_at_both_sides_is_closed_by_the_rows_beside_it() -> None:
    page = draw("财政拨款收入 | 其他收入\n10.00 | 1.00\n10.00 | 1.00", number=2, top=144)
    page.lines.append(line(280, 126, "本年收入", 2))
    rows = read(left(), page)
    assert ("行政运行", "本年收入/其他收入", Decimal("1.00")) in told(rows.facts)


def test_a_table_with_a_caption_of_its_own_begins_though_its_rows_stand_as_those_before() -> None:
    caption = "部门：某县水务局 | 单位：万元"
    first = draw(LEFT, above=f"收入决算表\n{caption}")
    again = draw(LEFT.replace("收入", "支出"), number=2, above=f"支出决算表\n{caption}")
    assert [sheet.caption.title for sheet in sheets(first, again)] == ["收入决算表", "支出决算表"]
    labelled = draw(LEFT.replace("201", "212").replace("行政运行", "办公厅"), number=2)
    assert sheets(draw(LEFT, above=f"收入决算表\n{caption}"), labelled)[0].columns == 4


def test_a_form_with_its_title_in_the_grid_begins_though_its_rows_stand_as_those_before() -> None:
    empty = (
        "国有资本经营预算支出决算表 | < | <\n | 单位：万元 | <\n科目名称 | 合计 | 基本支出\n合计 | | \n | | "
    )
    costs = (
        "“三公”经费支出决算表 | < | <\n | 单位：万元 | <\n合计 | < | 公务接待费\n"
        "预算数 | 决算数 | 决算数\n6.00 | 3.55 | 1.00"
    )
    assert [sheet.columns for sheet in sheets(draw(empty), draw(costs, number=2))] == [3, 3]
