"""Tables with vertical rulings only: the text tells the rows, the rulings the cells of the header."""

from __future__ import annotations

import pytest

from extractors.pdf.reading import Page
from tests.support.drawing import draw, prose, read, sheets, told

CAPTION = "收入支出决算表\n单位：万元"
ACCOUNTS = """
功能分类科目 | < | 合计 | 财政拨款收入 | < | 其他收入
科目编码 | 科目名称 | ^ | 小计 | 一般公共预算 | ^
205 | 教育支出 | 10.30 | 9.30 | 9.30 | 1.00
20502 | 普通教育 | 10.30 | 9.30 | 9.30 | 1.00
2050203 | 初中教育 |  |  |  |
 | 合计 | 10.30 | 9.30 | 9.30 | 1.00
"""
SIDES = """
人员经费 | < | < | 公用经费 | < | <
科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
301 | 工资福利支出 | 20.00 | 302 | 商品和服务支出 | 5.00
30101 | 基本工资 | 20.00 | 30201 | 办公费 | 5.00
人员经费合计 | < | 20.00 | 公用经费合计 | < | 5.00
"""
STAGES = """
预算数 | < | < | 决算数 | < | <
合计 | 公务接待费 | 公务用车运行费 | 合计 | 公务接待费 | 公务用车运行费
3.00 | 1.00 | 2.00 | 2.50 | 0.70 | 1.80
"""


def columns_only(table: str, manner: str) -> Page:
    """A page with a table whose rows have no rulings: ``open`` above and below, or ``closed``, or ``inner``
    without the outer ones at its sides."""
    page = draw(table, above=CAPTION, flush=True)
    ends = {min(y for y, _, _ in page.horizontal), max(y for y, _, _ in page.horizontal)}
    page.horizontal = [] if manner == "open" else [s for s in page.horizontal if s[0] in ends]
    if manner == "inner":
        page.vertical = [s for s in page.vertical if 51 < s[0] < 539]
    return page


@pytest.mark.parametrize("manner", ["open", "closed", "inner"])
@pytest.mark.parametrize("table", [ACCOUNTS, SIDES, STAGES])
def test_a_table_with_vertical_rulings_only_says_what_the_ruled_one_says(table: str, manner: str) -> None:
    wanted, found = read(draw(table, above=CAPTION)), read(columns_only(table, manner))
    assert told(found.facts) == told(wanted.facts) != []
    assert found.table.title == "收入支出决算表"


def test_a_border_left_out_of_one_cell_joins_no_columns() -> None:
    page = columns_only(ACCOUNTS, "closed")
    column = sorted({x for x, _, _ in page.vertical})[2]
    page.vertical = [s for s in page.vertical if (s[0], s[1]) != (column, 144.0)]
    assert told(read(page).facts) == told(read(draw(ACCOUNTS, above=CAPTION)).facts)


def test_lines_beside_prose_and_a_single_tall_row_are_no_rows_of_figures() -> None:
    page = prose("本年收入12.30万元，", "比上年增加4.50万元，", "增长3.20%。")
    page.vertical = [(x, 90.0, 160.0) for x in (60.0, 300.0, 540.0)]
    assert sheets(page) == []
    row = "项目名称 | 预算数 | 绩效目标完成情况说明¶第一项¶第二项¶第三项 | 98.50"
    assert len(sheets(draw(row + "\n甲 | 1.00 | 乙 | 2.00", height=60.0))[0].at) == 2


@pytest.mark.parametrize("manner", ["open", "closed", "inner"])
def test_whole_numbers_between_vertical_rulings_are_rows_of_figures(manner: str) -> None:
    rows = "\n".join(f"20{i}0101 | 第{i}项支出 | {i * 1000 + 200} | {i * 700}" for i in range(1, 8))
    table = f"科目编码 | 科目名称 | 本年支出 | 基本支出\n{rows}"
    wanted, found = read(draw(table, above=CAPTION)), read(columns_only(table, manner))
    assert told(found.facts) == told(wanted.facts) != []
