"""Tables whose cells have a border at their foot only: their header stands above the first ruling."""

from __future__ import annotations

import pytest

from extractors.pdf.reading import Page
from tests.support.drawing import draw, read, sheets, told

CAPTION = "{}\n部门：某县水务局 | 单位：万元"
SIDES = """
收入 | < | 支出 | <
项目 | 决算数 | 项目 | 决算数
一、财政拨款收入 | 12.30 | 一、教育支出 | 10.30
二、其他收入 | 1.00 | 二、住房保障支出 | 3.00
本年收入合计 | 13.30 | 本年支出合计 | 13.30
"""
FUNDS = """
科目编码 | 科目名称 | 合计 | 本年收入 | < | 上年结转
^ | ^ | ^ | 财政拨款 | 其他收入 | ^
205 | 教育支出 | 10.30 | 9.30 | 1.00 | 0.00
221 | 住房保障支出 | 3.00 | 2.50 | 0.50 | 0.00
 | 合计 | 13.30 | 11.80 | 1.50 | 0.00
"""
TOPS = (150.0, 380.0)


def page_of(*tables: tuple[str, str], ruled: bool) -> Page:
    page = Page(1, 595.0, 842.0)
    for (title, table), top in zip(tables, TOPS, strict=False):
        draw(table, above=CAPTION.format(title), top=top, height=18, flush=True, page=page)
    if not ruled:
        page.vertical = []
        page.horizontal = [one for one in page.horizontal if one[0] not in TOPS]
    return page


@pytest.mark.parametrize("table", [("收入支出决算总表", SIDES), ("收入预算表", FUNDS)])
def test_a_header_above_the_first_ruling_belongs_to_its_table(table: tuple[str, str]) -> None:
    assert told(read(page_of(table, ruled=False)).facts) == told(read(page_of(table, ruled=True)).facts) != []


def test_the_title_between_two_such_tables_parts_them() -> None:
    page = page_of(("收入支出决算总表", SIDES), ("收入预算表", FUNDS), ruled=False)
    assert [sheet.caption.title for sheet in sheets(page)] == ["收入支出决算总表", "收入预算表"]


def test_a_line_of_text_above_a_ruled_table_is_no_header() -> None:
    page = draw(SIDES, above="收入支出决算总表\n单位：万元\n以下各数 | 均为决算数", top=150, flush=True)
    page.vertical = []
    (sheet,) = sheets(page)
    assert "以下各数" not in sheet.text(0, 0)


def test_a_head_wrapped_flush_left_keeps_its_columns_apart() -> None:
    heads = "合计 | 因公出国（境）¶费 | 公务用车 | 公务接待¶费"
    table = f"项目 | {heads}\n本年 | 9.00 | 1.00 | 3.00 | 5.00\n上年 | 8.00 | 1.00 | 3.00 | 4.00"
    page = draw(
        table, above=CAPTION.format("“三公”经费支出表"), height=30, flush=True, widths=[60, 60, 90, 60, 60]
    )
    page.vertical = []
    found = {f.column_path[-1] for f in read(page).facts}
    assert found == {"合计", "因公出国（境）费", "公务用车", "公务接待费"}


ITEMS_OF_COST = """
支出经济分类科目 | < | 2025年基本支出 | < | <
科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费
301 | 工资福利支出 | 9.00 | 9.00 | 0.00
302 | 商品和服务支出 | 3.00 | 1.00 | 2.00
303 | 对个人和家庭的补助 | 1.00 | 1.00 | 0.00
 | 合计 | 13.00 | 11.00 | 2.00
"""


def feet_of_cells(above: str) -> Page:
    """A page whose table has the foot of each cell drawn, column by column."""
    page = draw(ITEMS_OF_COST, above=above, top=150, height=18, flush=True)
    page.vertical = []
    columns = [(left, right) for y, left, right in sorted(set(page.horizontal)) if y == 258.0]
    page.horizontal = [(y, *column) for y in (168, 186, 204, 222, 240, 258) for column in columns]
    return page


def test_words_as_far_above_the_first_foot_as_all_others_are_heads() -> None:
    rows = read(feet_of_cells(CAPTION.format("一般公共预算基本支出表")))
    assert rows.table.title == "一般公共预算基本支出表"
    assert told(rows.facts)[1][1] == "2025年基本支出/人员经费"


def test_words_at_another_distance_from_the_first_ruling_are_none() -> None:
    page = feet_of_cells(CAPTION.format("一般公共预算基本支出表"))
    upper = [line for line in page.lines if line.text in ("支出经济分类科目", "2025年基本支出")]
    for line in upper:
        line.y0, line.y1 = line.y0 - 4, line.y1 - 4
    assert {len(fact.column_path) for fact in read(page).facts} == {1}


def test_a_head_of_many_lines_above_the_first_ruling_is_read_whole() -> None:
    head = "合计 | 政府¶性基¶金预¶算财¶政拨¶款收¶入 | 其他收入"
    table = f"项目 | {head}\n教育支出 | 9.00 | 8.00 | 1.00\n住房保障支出 | 3.00 | 2.00 | 1.00"
    page = draw(
        table, above=CAPTION.format("收入决算表"), top=150, height=90, flush=True, widths=[90, 60, 25, 60]
    )
    page.vertical = []
    page.horizontal = [one for one in page.horizontal if one[0] != 150]
    assert {f.column_path[-1] for f in read(page).facts} == {"合计", "政府性基金预算财政拨款收入", "其他收入"}


def test_heads_above_rulings_that_are_drawn_whole_are_read_where_they_say_what_is_measured() -> None:
    page = feet_of_cells(CAPTION.format("一般公共预算基本支出表"))
    left, right = min(s[1] for s in page.horizontal), max(s[2] for s in page.horizontal)
    page.horizontal = [(y, left, right) for y in sorted({s[0] for s in page.horizontal})]
    assert told(read(page).facts)[1][1] == "2025年基本支出/人员经费"


def test_a_cell_whose_border_is_drawn_in_pieces_is_one_cell() -> None:
    """A browser draws the border of a cell over three columns in three pieces."""
    table = "科目编码 | < | < | 科目名称 | 合计 | 基本支出\n"
    table += "".join(f"{code} | < | < | 某项支出 | 9.00 | 8.00\n" for code in ("201", "20103", "2010301"))
    page = draw(table, above=CAPTION.format("支出决算表"), top=150, widths=[30, 30, 30, 90, 60, 60])
    page.vertical = []
    columns = [(50, 80), (80, 110), (110, 140), (140, 230), (230, 290), (290, 350)]
    page.horizontal = [(y, *column) for y in (150, 174, 198, 222, 246) for column in columns]
    rows = read(page)
    assert [fact.account_code for fact in rows.facts] == ["201"] * 2 + ["20103"] * 2 + ["2010301"] * 2
    assert rows.table.columns == 4
