"""Tables without rulings that stand loosely on their page: far apart, wrapped, flush, beside prose."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from extractors.tables.facts import read_table
from tests.support.drawing import CONTEXT, draw, line, read, sheets, told
from tests.support.open_tables import CAPTION, TABLE, WIDTHS, open_, unruled


def test_rows_that_stand_far_apart_have_a_header_as_far_above_them() -> None:
    page = draw(TABLE, above=CAPTION, widths=WIDTHS, height=32)
    assert told(read(unruled(page)).facts) == told(read(draw(TABLE, above=CAPTION, widths=WIDTHS)).facts)


def test_a_table_is_as_wide_as_its_text_not_as_the_one_of_the_page_before() -> None:
    before = unruled(draw(TABLE, above=CAPTION, widths=WIDTHS, top=150))
    table = """
        收入 | < | 支出 | < | <
        项目 | 金额 | 项目 | 合计 | 国有资本
        财政拨款 | 12.00 | 公共服务 | 9.00 |
        其他收入 | 3.00 | 社会保障 | 6.00 |
        收入合计 | 15.00 | 支出合计 | 15.00 |
    """
    page = draw(table, above="收入支出决算总表", widths=[80.0, 60.0, 80.0, 60.0, 60.0], number=2)
    after = read_table(sheets(before, unruled(page))[1], 2, CONTEXT)
    assert {fact.side for fact in after.facts} == {"revenue", "expenditure"}


def test_labels_before_the_first_figures_of_a_page_are_no_header() -> None:
    widths = [150.0, 80.0, 150.0, 80.0]
    first = """
        收入 | < | 支出 | <
        项目 | 金额 | 项目 | 金额
        一、财政拨款 | 12.00 | 一、公共服务 | 9.00
        二、其他收入 | 3.00 | 二、社会保障 | 6.00
    """
    last = " | | 三、其他支出 |\n | | 四、结转 |\n收入合计 | 15.00 | 支出合计 | 15.00"
    rows = read(
        open_(draw(first, above="收入支出决算总表", widths=widths, top=150)),
        open_(draw(last, widths=widths, number=2, top=60)),
    )
    assert told(rows.facts)[-2:] == [
        ("收入合计", "收入/金额", Decimal("15.00")),
        ("支出合计", "支出/金额", Decimal("15.00")),
    ]


def test_a_total_over_columns_that_nothing_parts_has_its_label() -> None:
    """公用经费合计 stands in the middle of two lists, its figure at the end of the second."""
    table = """
        科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
        302 | 商品和服务支出 | 9.00 | 310 | 资本性支出 | 2.00
        30201 | 办公费 | 9.00 | 31002 | 办公设备 | 2.00
        | | 公用经费合计 | | | 11.00
    """
    rows = read(draw(table, above="一般公共预算财政拨款基本支出决算表"))
    assert told(rows.facts)[-1] == ("公用经费合计", "决算数", Decimal("11.00"))
    other = read(draw(table.replace("公用经费合计", "其他说明"), above="一般公共预算财政拨款基本支出决算表"))
    assert told(other.facts)[-1][0] is None


def test_marks_beside_column_numbers_make_no_columns_either() -> None:
    table = TABLE.replace("    201 ", "    ** | ** | 1 | 2 | 3\n    201 ", 1)
    page = draw(table, above=CAPTION, widths=WIDTHS, height=16, right=True)
    assert told(read(unruled(page)).facts) == told(read(draw(TABLE, above=CAPTION, widths=WIDTHS)).facts)


def test_lines_of_wrapped_heads_may_stand_half_a_line_apart() -> None:
    page = draw(TABLE, above=CAPTION, widths=WIDTHS, height=24, right=True)
    for name, x in (("基本支出", 350.0), ("项目支出", 445.0)):
        (head,) = [text for text in page.lines if text.text == name]
        page.lines.remove(head)
        page.lines += [
            line(x, head.y0 - 8.5, "一般公共预算的" + name[:2]),
            line(x + 35, head.y0 + 9, name[2:]),
        ]
    paths = {fact.column_path[-1] for fact in read(open_(page)).facts}
    assert paths == {"本年支出合计", "一般公共预算的基本支出", "一般公共预算的项目支出"}


def test_a_ruling_under_a_high_head_belongs_to_the_table_around_it() -> None:
    table = """
        功能分类科目编码 | < | < | 科目名称 | 合计 | 基本支出 | 项目支出
        类 | 款 | 项 | ^ | ^ | ^ | ^
        201 | 03 | 01 | 行政运行 | 9.00 | 4.00 | 5.00
        201 | 03 | 02 | 机关服务 | 8.00 | 4.00 | 4.00
    """
    page = draw(table, above=CAPTION, height=48, widths=[60.0, 60.0, 60.0, 100.0, 70.0, 70.0, 70.0])
    rows = read(open_(page))
    assert [(f.account_code, f.column_path) for f in rows.facts][:2] == [
        ("2010301", ["合计"]),
        ("2010301", ["基本支出"]),
    ]


def test_a_list_of_amounts_set_flush_left_is_a_table() -> None:
    table = "项目 | 2024年预算\n一、工资福利支出 | 12.00\n二、商品和服务支出 | 3.50\n三、其他支出 | 100.00"
    page = draw(table, above=CAPTION, flush=True, widths=[300.0, 190.0])
    assert [fact.value for fact in read(open_(page)).facts] == [Decimal("12"), Decimal("3.5"), Decimal("100")]


def test_rows_of_wrapped_labels_between_figures_far_apart_belong_to_one_open_table() -> None:
    table = """
        项目 | 金额 | 项目 | 合计
        一、一般公共预算财政拨款 | 11.00 | 一、一般公共服务支出 | 7.00
        二、政府性基金预算¶财政拨款 | 4.00 | 二、外交支出 |
        三、国有资本经营预算¶财政拨款 | | 三、国防支出 |
        其他收入 | 3.00 | 四、教育支出 | 11.00
        年初结转和结余 | 2.00 | 结余分配 |
        　一、一般公共预算¶财政拨款 | 2.00 | |
        　二、政府性基金预算¶财政拨款 | | |
        总计 | 20.00 | 总计 | 18.00
    """
    page = draw(table, above="财政拨款收入支出决算总表\n部门：某县水务局 | 单位：万元", height=30, flush=True)
    rows = read(unruled(page))
    labels = {fact.value: fact.row_label for fact in rows.facts if fact.column == 1}
    assert labels[Decimal("4.00")] == "二、政府性基金预算财政拨款"
    assert labels[Decimal("20.00")] == "总计"


def test_prose_below_an_open_table_is_none_of_its_rows() -> None:
    page = draw(TABLE, above=CAPTION, widths=WIDTHS, height=16, flush=True)
    bottom = max(text.y1 for text in page.lines)
    page.lines += [
        line(60.0, bottom + 6 + 16 * i, f"第{i}句说明本年度支出的构成情况以及与上年度相比增减的主要原因。")
        for i in range(5)
    ]
    page.lines.append(line(53.0, bottom + 90, "附：其他说明"))
    assert len(read(unruled(page)).facts) == 12


LOOSE = """
    收入         | <     | 支出         | <
    项目         | 预算数 | 项目        | 预算数
    一、财政拨款 | 12.00 | 一、教育支出 | 9.00
    二、事业收入 |       | 二、科技支出 |
    三、经营收入 |       | 三、文化支出 |
    四、其他收入 |       | 四、卫生支出 |
    五、上级补助 |       | 五、农业支出 |
    六、上缴收入 |       | 六、住房支出 | 3.00
    收入总计     | 12.00 | 支出总计     | 12.00
"""


def test_labels_without_figures_far_apart_part_no_open_table() -> None:
    page = draw(LOOSE, above="部门收支总表\n部门：某县水务局 | 单位：万元", height=34, flush=True)
    rows = read(unruled(page))
    assert rows.table.title == "部门收支总表"
    assert [fact.value for fact in rows.facts] == [
        Decimal(v) for v in ("12.00", "9.00", "3.00", "12.00", "12.00")
    ]


def test_the_caption_of_the_next_open_table_parts_two_that_stand_loosely() -> None:
    page = draw(TABLE, above=CAPTION, widths=WIDTHS, height=26, flush=True)
    bottom = max(text.y1 for text in page.lines)
    draw(TABLE, above=CAPTION, widths=WIDTHS, height=26, flush=True, top=bottom + 70, page=page)
    assert len(sheets(unruled(page))) == 2


COUNTS = """
    科目编码 | 科目名称 | 本年支出 | 基本支出
    205 | 教育支出 | 12345 | 11200
    20502 | 普通教育 | 12345 | 11200
    2050203 | 初中教育 | 12345 | 11200
    221 | 住房保障支出 | 850 | 850
    2210201 | 住房公积金 | 850 | 850
    合计 | | 13195 | 12050
"""


@pytest.mark.parametrize("table", [COUNTS, re.sub(r"1(\d)(\d{3})\b", r"1\1,\2", COUNTS)])
def test_whole_amounts_below_a_unit_of_money_make_a_table_without_rulings(table: str) -> None:
    rows = read(unruled(draw(table, above=CAPTION, widths=WIDTHS, height=16, flush=True)))
    assert len(rows.facts) == 12
    assert rows.facts[0].value == Decimal(12345)


def test_whole_numbers_without_a_unit_of_money_or_set_apart_thousands_make_no_table() -> None:
    assert sheets(unruled(draw(COUNTS, widths=WIDTHS, height=16, flush=True))) == []
    grouped = re.sub(r"1(\d)(\d{3})\b", r"1\1,\2", COUNTS)
    assert len(sheets(unruled(draw(grouped, widths=WIDTHS, height=16, flush=True)))) == 1
