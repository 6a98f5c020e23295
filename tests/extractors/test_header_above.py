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
