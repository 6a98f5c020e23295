"""Tables that go on over a page break: one table, as the eye sees it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.pages.assemble import assemble
from extractors.tables.grid import Cell
from extractors.tables.sheet import Sheet
from tests.support.drawing import draw, line, prose, read, sheets, texts_of, told

HEADER = """
    科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入
"""
CAPTION = "收入决算表\n编制部门：某县水务局 | 单位：万元"
FIRST = (
    HEADER
    + """
    201     | 一般公共服务支出 | 10.00 | 10.00 | | 0.00
    20103   | 政府办公厅 | 10.00 | 10.00 | | 0.00
"""
)


def test_a_continuation_without_header_belongs_to_the_table_before() -> None:
    second = draw(
        "2010301 | 行政运行 | 7.00 | 7.00 | | 0.00\n208 | 社会保障支出 | 3.00 | 3.00 | |", number=2, top=60
    )
    rows = read(draw(FIRST, above=CAPTION), second)
    assert (rows.table.first_page, rows.table.last_page) == (1, 2)
    assert ("行政运行", "财政拨款收入", Decimal("7.00")) in told(rows.facts)
    assert {fact.page for fact in rows.facts} == {1, 2}


def test_the_pages_of_a_long_table_are_joined_without_going_through_all_of_it_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A table of hundreds of pages takes as long a page as one of ten."""
    looked_at = 0
    row_cells = Sheet.row_cells

    def counted(sheet: Sheet, row: int) -> list[Cell]:
        nonlocal looked_at
        looked_at += 1
        return row_cells(sheet, row)

    def rows_looked_at(pages: int) -> int:
        nonlocal looked_at
        drawn = [draw(FIRST, number=1, above=CAPTION)]
        drawn += [draw(FIRST, number=number, top=60) for number in range(2, pages + 1)]
        looked_at = 0
        assert [block for block in assemble(drawn).blocks if isinstance(block, Sheet)][0].last_page == pages
        return looked_at

    monkeypatch.setattr(Sheet, "row_cells", counted)
    assert rows_looked_at(24) < 2.5 * rows_looked_at(12)


def test_totals_below_an_empty_row_belong_to_the_table_and_another_header_does_not() -> None:
    page = draw(FIRST, above=CAPTION)
    below = 120.0 + 24 * 4
    draw("合计 | < | 10.00 | 10.00 | | 0.00", top=below, page=page)
    (sheet,) = sheets(page)
    assert (sheet.rows, sheet.first_page, sheet.last_page) == (4, 1, 1)
    page = draw(FIRST, above=CAPTION)
    draw(HEADER + "合计 | < | 10.00 | 10.00 | | 0.00", top=below, page=page)
    assert len(sheets(page)) == 2


def test_a_repeated_header_is_no_row_of_figures_and_begins_no_table() -> None:
    second = draw(HEADER + "208 | 社会保障支出 | 3.00 | 3.00 | |", number=2, top=60)
    rows = read(draw(FIRST, above=CAPTION), second)
    assert [fact.account_code for fact in rows.facts if fact.page == 2] == ["208", "208"]
    repeated = [cell for cell in rows.cells if cell.page == 2 and cell.text == "科目编码"]
    assert [cell.role for cell in repeated] == ["header"]


def test_a_repeated_title_with_its_header_goes_on_with_the_table() -> None:
    second = draw(HEADER + "208 | 社会保障支出 | 3.00 | 3.00 | |", number=2, above=CAPTION)
    third = draw(HEADER + "210 | 卫生健康支出 | 1.00 | 1.00 | |", number=3, above="收入决算表（续表）")
    assert read(draw(FIRST, above=CAPTION), second, third).table.last_page == 3


def test_a_title_repeated_within_the_grid_goes_on_with_the_table_and_another_does_not() -> None:
    inside = "{} | < | < | < | < | <\n编制部门：某县水务局 | < | < | 单位：万元 | < | <\n"
    row = "208 | 社会保障支出 | 3.00 | 3.00 | |"
    first = draw(inside.format("收入决算表") + FIRST.strip())
    same = draw(inside.format("收入决算表") + HEADER.strip() + "\n" + row, number=2)
    other = draw(inside.format("支出决算表") + HEADER.strip() + "\n" + row, number=2)
    assert len(sheets(first, same)) == 1
    first = draw(inside.format("收入决算表") + FIRST.strip())
    assert len(sheets(first, other)) == 2


@pytest.mark.parametrize(
    ("above", "tables"),
    [("收入决算表（续表）", 1), ("续表：收入决算表", 1), ("收入决算表", 1), ("支出决算表", 2)],
)
def test_a_caption_that_is_told_twice_goes_on(above: str, tables: int) -> None:
    """The page repeats the title above the table and once more within it."""
    row = "208 | 社会保障支出 | 3.00 | 3.00 | |"
    inside = "收入决算表\n"
    again = draw(HEADER + row, number=2, above=f"{above}\n编制部门：某县水务局 | 单位：万元\n{inside}")
    assert len(sheets(draw(FIRST, above=CAPTION), again)) == tables


def test_another_title_begins_another_table_though_its_columns_agree() -> None:
    second = draw(HEADER + "208 | 社会保障支出 | 3.00 | 3.00 | |", number=2, above="支出决算表")
    assert len(sheets(draw(FIRST, above=CAPTION), second)) == 2


def test_text_between_two_tables_keeps_them_apart() -> None:
    second = draw(HEADER + "208 | 社会保障支出 | 3.00 | 3.00 | |", number=2, top=200)
    second.lines.insert(0, line(70, 60, "二、本年度收入情况说明如下，收入总计为一百万元。", 2))
    assert len(sheets(draw(FIRST, above=CAPTION), second)) == 2


def test_columns_that_stay_empty_on_the_second_page_may_be_missing_there() -> None:
    """A table of nine columns whose second page has figures in four of them only."""
    widths = [60.0, 110.0] + [45.0] * 7
    first = draw(
        "科目编码 | 科目名称 | 合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 上缴 | 其他\n"
        "201 | 一般公共服务支出 | 10.00 | 10.00 | | | | |",
        widths=widths,
        above=CAPTION,
    )
    second = draw("208 | 社会保障支出 | 3.00 | 3.00", widths=widths[:4], number=2, top=60)
    rows = read(first, second)
    assert rows.table.columns == 9
    assert told(rows.facts)[-1] == ("社会保障支出", "财政拨款收入", Decimal("3.00"))


def test_a_table_set_off_by_another_margin_keeps_its_columns() -> None:
    second = draw("208 | 社会保障支出 | 3.00 | 3.00 | | ", number=2, left=66, top=60)
    rows = read(draw(FIRST, above=CAPTION), second)
    assert rows.facts[-1].column_path == ["财政拨款收入"]


def test_a_grid_of_other_columns_is_no_continuation() -> None:
    second = draw("序号 | 单位名称\n1 | 某县水务局本级", widths=[90.0, 300.0], number=2, top=60)
    assert len(sheets(draw(FIRST, above=CAPTION), second)) == 2


def test_a_blank_ruled_page_ends_a_table_without_a_table_of_its_own() -> None:
    second = draw(" | | | | | \n | | | | | ", number=2, top=60)
    assert len(sheets(draw(FIRST, above=CAPTION), second)) == 1


def test_the_rest_of_a_label_cut_by_the_break_joins_its_row() -> None:
    table = "科目编码 | 科目名称 | 决算数\n2080505 | 机关事业单位基本养老 | 44.00"
    widths = [80.0, 105.0, 80.0]
    second = draw(" | 保险缴费支出 | \n2080506 | 职业年金缴费支出 | 2.00", widths=widths, number=2, top=60)
    rows = read(draw(table, widths=widths, above="支出决算表"), second)
    assert told(rows.facts) == [
        ("机关事业单位基本养老保险缴费支出", "决算数", Decimal("44.00")),
        ("职业年金缴费支出", "决算数", Decimal("2.00")),
    ]
    assert rows.table.rows == 3


def test_figures_that_stand_below_the_break_belong_to_the_label_cut_by_it() -> None:
    table = "科目编码 | 科目名称 | 决算数\n2080505 | 机关事业单位基本养老 |"
    widths = [80.0, 105.0, 80.0]
    second = draw(" | 保险缴费支出 | 44.00\n208 | 抚恤 | 2.00", widths=widths, number=2, top=60)
    rows = read(draw(table, widths=widths, above="支出决算表"), second)
    assert told(rows.facts)[0] == ("机关事业单位基本养老保险缴费支出", "决算数", Decimal("44.00"))


def test_the_next_item_of_a_list_is_no_rest_of_the_one_that_fills_its_line_above_the_break() -> None:
    table = "项目 | 金额 | 项目 | 合计\n一、财政拨款 | 3.00 | 十八、自然资源气象等支出 |"
    widths = [110.0, 80.0, 127.0, 80.0]
    second = draw(
        " | | 十九、住房保障支出 | 3.00\n总计 | 3.00 | 总计 | 3.00", widths=widths, number=2, top=60
    )
    rows = read(draw(table, widths=widths, above="财政拨款收入支出决算总表"), second)
    assert ("十九、住房保障支出", "合计", Decimal("3.00")) in told(rows.facts)
    assert rows.table.rows == 4


def test_a_whole_row_after_the_break_stays_a_row_of_its_own() -> None:
    table = "科目编码 | 科目名称 | 决算数\n2080505 | 基本养老 | 44.00"
    second = draw(" | 死亡抚恤 | 2.00", number=2, top=60)
    rows = read(draw(table, above="支出决算表"), second)
    assert [label for label, _, _ in told(rows.facts)] == ["基本养老", "死亡抚恤"]


def test_a_row_with_a_code_of_another_level_is_no_rest_of_the_label_above_the_break() -> None:
    widths = [30.0, 30.0, 30.0, 105.0, 80.0]
    head = "类 | 款 | 项 | 科目名称 | 决算数\n"
    table = head + "208 | | | 社会保障和就业 | 44.00\n | | 06 | 机关事业单位职业年金 | 44.00"
    above = {"widths": widths, "above": "支出决算表"}
    second = draw(" | 08 | | 抚恤 | \n | | 01 | 死亡抚恤 | ", widths=widths, number=2, top=60)
    assert read(draw(table, **above), second).table.rows == 5
    rest = draw(" | | | 缴费支出 | \n | | 01 | 死亡抚恤 | ", widths=widths, number=2, top=60)
    assert told(read(draw(table, **above), rest).facts)[1][0] == "机关事业单位职业年金缴费支出"


def test_a_merged_cell_over_the_break_is_one_cell() -> None:
    first = draw("一级指标 | 二级指标 | 三级指标\n产出指标 | 数量指标 | 检查次数\n^ | ^ | 培训次数")
    second = draw(" | 质量指标 | 合格率\n^ | ^ | 完成率", number=2, top=60)
    (sheet,) = sheets(first, second)
    assert {sheet.text(row, 0) for row in range(1, 5)} == {"产出指标"}
    assert sheet.at[4][0].row_span == 4
    assert texts_of(sheet)[3] == ["质量指标", "合格率"]


def test_every_cell_of_a_joined_table_knows_its_row_and_page() -> None:
    table = "科目编码 | 科目名称 | 决算数\n2080505 | 机关事业单位基本养老 | 44.00"
    widths = [80.0, 105.0, 80.0]
    pages = [draw(table, widths=widths, above="支出决算表")]
    for number in (2, 3):
        more = " | 保险缴费支出 | \n2080506 | 机关事业单位职业年金 | 2.00"
        pages.append(draw(more, widths=widths, number=number, top=60))
    (sheet,) = sheets(*pages)
    for row in range(sheet.rows):
        for cell in sheet.row_cells(row):
            assert cell.row <= row < cell.row + cell.row_span
            assert sheet.at[cell.row][cell.column] is cell
    assert len({id(cell) for cell in sheet.cells}) == len(sheet.cells)
    assert len(sheet.row_pages) == sheet.rows


def test_heads_that_the_break_cuts_are_joined_and_whole_ones_below_others_are_not() -> None:
    widths = [40.0, 40.0, 105.0, 105.0, 105.0]
    rest = "\n201 | 03 | 行政运行 | 44.00 | 2.00"

    def heads(first: str, second: str) -> list[str]:
        page = draw(second + rest, widths=widths, number=2, top=60)
        rows = read(draw(first, widths=widths, above="支出决算表"), page)
        return ["/".join(fact.column_path) for fact in rows.facts]

    cut = heads("科目编码 | < | 科目名称 | 一般公共预算财政拨款 | 合计", "类 | 款 | | 安排的支出 |")
    assert cut == ["一般公共预算财政拨款安排的支出", "合计"]
    whole = heads("科目编码 | < | 科目名称 | 本年预算 | 上年预算", "类 | 款 | | 基本支出 | 合计")
    assert whole == ["本年预算/基本支出", "上年预算/合计"]


def test_a_page_of_text_ends_a_table() -> None:
    second = prose("第三部分 情况说明", "一、收入总体情况说明", number=2)
    third = draw("208 | 社会保障支出 | 3.00 | 3.00 | |", number=3, top=60)
    assert len(sheets(draw(FIRST, above=CAPTION), second, third)) == 2


def test_a_table_with_a_body_and_unit_of_its_own_is_no_continuation() -> None:
    first = draw("项目名称 | 小计 | 金额\n合计 | 5.00 | 9.00", above="收入预算总表\n部门：某局 | 单位：万元")
    second = draw("合计 | 基本支出 | 项目支出\n9.00 | 4.00 | 5.00", number=2, above="部门：某局 | 单位：万元")
    assert len(sheets(first, second)) == 2


def test_a_table_with_a_header_of_its_own_is_no_continuation() -> None:
    first = draw("项目名称 | 小计 | 金额\n合计 | 5.00 | 9.00", above="收入预算总表")
    second = draw("科目编码 | 科目名称 | 合计\n201 | 一般公共服务支出 | 5.00", number=2)
    assert len(sheets(first, second)) == 2


def test_a_page_that_begins_with_labels_without_figures_goes_on() -> None:
    first = draw("项目 | 决算数 | 项目 | 决算数\n一、财政拨款 | 9.00 | 一、外交支出 | 9.00", above="收支总表")
    second = draw(" | | 二、国防支出 | \n本年收入合计 | 9.00 | 本年支出合计 | 9.00", number=2)
    assert len(sheets(first, second)) == 1


def test_a_repeated_header_goes_on_though_its_columns_stand_elsewhere() -> None:
    """Without rulings columns are as wide as what a page has in them."""
    levels = "科目编码 | 科目名称 | 收入 | <\n^ | ^ | 合计 | 财政拨款"
    first = draw(levels + "\n201 | 公共服务 | 9.00 | 8.00", above=CAPTION, widths=[70, 150, 70, 70])
    second = draw(levels + "\n208 | 社会保障 | 3.00 | 2.00", number=2, top=60, widths=[70, 80, 110, 110])
    assert told(read(first, second).facts)[-1] == ("社会保障", "收入/财政拨款", Decimal("2.00"))


def test_the_rest_of_a_label_stands_below_a_repeated_header() -> None:
    table = "科目编码 | 科目名称 | 决算数\n2080505 | {} | 44.00"
    widths = [80.0, 105.0, 80.0]

    def labels(above: str, rest: str, indent: float = 0) -> list[str | None]:
        rows = f"科目编码 | 科目名称 | 决算数\n | {rest} |\n2080506 | 抚恤 | 2.00"
        second = draw(rows, widths=widths, number=2, above="支出决算表", flush=True)
        first = draw(table.format(above), widths=widths, above="支出决算表", flush=True)
        label = first.lines[-2]
        label.edges = [x + indent for x in label.edges]
        return [label for label, _, _ in told(read(first, second).facts)]

    whole = "机关事业单位基本养老"
    assert labels(whole, "保险缴费支出") == [f"{whole}保险缴费支出", "抚恤"]
    assert labels("机关事业单位职业", "年金缴费支出", 20) == ["机关事业单位职业年金缴费支出", "抚恤"]
    assert labels("养老", "死亡抚恤") == ["养老", "抚恤"]


def test_amounts_cut_by_the_break_join_and_whole_ones_do_not() -> None:
    widths = [80.0, 105.0, 48.0, 48.0]
    table = "科目编码 | 科目名称 | 合计 | 基本支出\n2080505 | 基本养老保险 | 13,355.0 | 9,355.0"
    caption = "支出决算表"
    second = draw(" | | 7 | 8\n208 | 抚恤 | 2.00 | 2.00", widths=widths, number=2, top=60)
    rows = read(draw(table, widths=widths, above=caption), second)
    assert [fact.value for fact in rows.facts[:2]] == [Decimal("13355.07"), Decimal("9355.08")]
    assert len(rows.facts) == 4
    whole = table.replace("13,355.0", "13,355.07").replace("9,355.0", "9,355.08")
    second = draw(" | | 7 | 8\n208 | 抚恤 | 2.00 | 2.00", widths=widths, number=2, top=60)
    assert len(read(draw(whole, widths=widths, above=caption), second).facts) == 6


def test_a_repeated_header_may_be_cut_off_at_its_end_but_not_be_another() -> None:
    head = "科目编码 | 科目名称 | 本年支出合计 | 项目支出 | {}"
    row = "20{} | 一般公共服务支出 | 1.00 | 1.00 | 0.00"
    first = f"{head.format('对附属单位补助支出')}\n{row.format(1)}\n{row.format(2)}"
    for last, rows in (("对附属单位补", {3}), ("其他支出", set())):
        second = draw(f"{head.format(last)}\n{row.format(3)}\n{row.format(4)}", number=2)
        assert sheets(draw(first, above="支出决算表"), second)[0].repeated == rows
