"""Tables with missing rulings: columns and rows from the alignment of the text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.pdf import Page
from extractors.tables.fragments import fragment_rows
from tests.drawing import draw, line, prose, read, sheets, told, width_of

TABLE = """
    科目编码 | 科目名称         | 本年支出合计 | 基本支出 | 项目支出
    201      | 一般公共服务支出 | 10.00        | 4.00     | 6.00
    20103    | 政府办公厅       | 10.00        | 4.00     | 6.00
    2010301  | 行政运行         | 4.00         | 4.00     | 0.00
    合计     | <                | 10.00        | 4.00     | 6.00
"""
CAPTION = "支出决算表\n编制部门：某县水务局 | 单位：万元"
WIDTHS = [70.0, 130.0, 100.0, 95.0, 95.0]
LEVELS = """
    科目编码 | 科目名称         | 合计  | 基本支出 | <        | 项目支出
    ^        | ^                | ^     | 人员经费 | 公用经费 | ^
    201      | 一般公共服务支出 | 10.00 | 3.00     | 1.00     | 6.00
    2010301  | 行政运行         | 4.00  | 3.00     | 1.00     | 0.00
    2010302  | 机关服务         | 6.00  | 0.00     | 0.00     | 6.00
"""


def unruled(page: Page) -> Page:
    page.horizontal, page.vertical = [], []
    return page


def framed(page: Page) -> Page:
    """Only the outer left and right ruling are left of the vertical ones."""
    outer = {min(page.vertical)[0], max(page.vertical)[0]}
    page.vertical = [s for s in page.vertical if s[0] in outer]
    return page


def open_(page: Page) -> Page:
    page.vertical = []
    return page


@pytest.mark.parametrize("way", [open_, framed, unruled])
@pytest.mark.parametrize("table", [TABLE, LEVELS])
def test_a_table_without_vertical_rulings_reads_like_the_ruled_one(way, table: str) -> None:  # type: ignore[no-untyped-def]
    def drawn() -> Page:
        return draw(table, above=CAPTION, widths=WIDTHS if table is TABLE else None, height=16)

    found, wanted = read(way(drawn())), read(drawn())
    assert told(found.facts) == told(wanted.facts)
    assert [f.account_code for f in found.facts] == [f.account_code for f in wanted.facts]
    assert (found.table.title, found.table.unit) == ("支出决算表", "万元")


@pytest.mark.parametrize("way", [open_, framed, unruled])
def test_a_short_continuation_without_rulings_keeps_the_columns_of_the_page_before(way) -> None:  # type: ignore[no-untyped-def]
    first = way(draw(TABLE, above=CAPTION, widths=WIDTHS, height=16))
    second = way(draw("208 | 社会保障支出 | 3.00 | 3.00 |", number=2, widths=WIDTHS, height=16, top=60))
    facts = [f for f in read(first, second).facts if f.page == 2]
    assert told(facts) == [
        ("社会保障支出", "本年支出合计", Decimal("3.00")),
        ("社会保障支出", "基本支出", Decimal("3.00")),
    ]


def test_running_text_with_amounts_is_no_table() -> None:
    page = prose(
        "2024年度收入总计702.69万元。与上年度相比，减少70.41万元，下降9.11%。",
        "其中：一般公共预算财政拨款收入702.69万元，占100%。",
        "（一）基本支出 446.11 万元，占 63.49%；",
        "（二）项目支出 256.58 万元，占 36.51%。",
    )
    assert sheets(page) == []


def test_a_box_around_a_paragraph_is_no_table() -> None:
    page = prose("本部门无政府性基金预算财政拨款收入，", "也没有使用政府性基金预算财政拨款安排的支出。")
    page.horizontal = [(90.0, 60.0, 520.0), (150.0, 60.0, 520.0)]
    page.vertical = [(60.0, 90.0, 150.0), (520.0, 90.0, 150.0)]
    assert sheets(page) == []


def test_spread_ideographs_are_one_word_but_not_the_levels_of_a_code() -> None:
    (row,) = fragment_rows([line(50, 50, "合"), line(80, 50, "计"), line(200, 50, "类"), line(230, 50, "款")])
    assert [piece.text for piece in row] == ["合计", "类", "款"]


def test_headers_of_narrow_columns_that_come_as_one_line_are_cut_where_they_stand_apart() -> None:
    header = line(50, 50, "一般公共预算政府性基金")
    header.edges = [x + (4.0 if i >= 6 else 0.0) for i, x in enumerate(header.edges)]
    (row,) = fragment_rows([header])
    assert [piece.text for piece in row] == ["一般公共预算", "政府性基金"]


def test_evenly_spread_text_is_not_cut() -> None:
    header = line(50, 50, "一般公共预算政府性基金")
    header.edges = [x + 4.0 * i for i, x in enumerate(header.edges)]
    (row,) = fragment_rows([header])
    assert [piece.text for piece in row] == ["一般公共预算政府性基金"]


def test_a_partial_ruling_under_a_header_says_over_which_columns_it_stands() -> None:
    page = open_(draw(LEVELS, above=CAPTION, height=16))
    rows = read(page)
    assert rows.facts[1].column_path == ["基本支出", "人员经费"]
    assert width_of("人员经费") < 490 / 6


def test_two_open_tables_with_their_titles_inside_are_two_tables() -> None:
    table = """
        {} | < | < | <
        部门名称：某县水务局 | < | < | 单位：万元
        科目编码 | 科目名称 | 合计 | 基本支出
        2010301 | 行政运行 | 4.00 | 3.00
    """
    page = open_(draw(table.format("支出决算表"), top=60, height=16))
    open_(draw(table.format("政府性基金支出决算表"), top=160, height=16, page=page))
    assert [s.caption.title for s in sheets(page)] == ["支出决算表", "政府性基金支出决算表"]
