"""Title, form number, body, unit and year around a table, and notes below it."""

from __future__ import annotations

import pytest

from extractors.tables.captions import read_caption, read_note
from extractors.tables.lines import rows_of_lines
from extractors.tables.sheet import Caption
from tests.support.drawing import draw, line, read, sheets, told, width_of

TABLE = "科目名称 | 决算数 | 预算数\n行政运行 | 9.00 | 8.00"


def caption_of(above: str) -> Caption:
    return sheets(draw(TABLE, above=above, top=200))[0].caption


def test_title_form_number_body_and_unit_are_told_apart() -> None:
    caption = caption_of("收入决算表\n编制部门：某县水务局 | 公开02表\n2024年度 | 金额单位：万元")
    assert caption.title == "收入决算表"
    assert caption.form_code == "公开02表"
    assert caption.issuer == "某县水务局"
    assert caption.unit == "万元"
    assert caption.year == 2024


def test_a_title_on_two_lines_is_one_title() -> None:
    caption = caption_of("2024年度一般公共预算财政拨款\n“三公”经费支出决算表\n部门：某县水务局 | 单位：万元")
    assert caption.title == "2024年度一般公共预算财政拨款“三公”经费支出决算表"
    assert caption.year == 2024


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位:元", "元"),
        ("（万元）", "万元"),
        ("单位 ： 亿元", "亿元"),
        ("单位：人民币元", "元"),
    ],
)
def test_the_unit_is_read_however_it_is_printed(printed: str, unit: str) -> None:
    assert caption_of(f"支出决算表\n部门：某局 | {printed}").unit == unit


def test_unit_of_money_differs_from_table_to_table_of_one_document() -> None:
    one = draw(TABLE, above="支出决算表\n部门：某县水务局 | 单位：万元")
    two = draw(TABLE, above="项目支出绩效自评表\n部门：某县水务局 | 单位：元", number=2)
    assert [sheet.caption.unit for sheet in sheets(one, two)] == ["万元", "元"]


def test_a_sentence_above_a_table_is_no_title() -> None:
    assert caption_of("本年度支出情况见下表，具体说明如下。").title is None


def test_a_title_far_above_the_table_is_not_its_title() -> None:
    page = draw(TABLE, top=500)
    page.lines.insert(0, line(200, 100, "收入决算表"))
    assert sheets(page)[0].caption.title is None


def test_a_title_inside_the_grid_with_its_captions_is_read_from_there() -> None:
    rows = read(
        draw(
            """
            支出决算表           | <      | <
            编制部门：某县水务局 | <      | 单位：万元
            科目名称             | 决算数 | 预算数
            行政运行             | 9.00   | 8.00
            """
        )
    )
    assert (rows.table.title, rows.table.unit) == ("支出决算表", "万元")
    assert rows.table.statement == "expenditure"
    assert [path for _, path, _ in told(rows.facts)] == ["决算数", "预算数"]


def test_a_note_below_a_table_belongs_to_it_over_its_lines() -> None:
    below = "注：1.本表反映部门本年度支出情况，金额转换时\n可能存在尾数误差。"
    rows = read(draw(TABLE, above="支出决算表", below=below))
    assert rows.table.note == "注：1.本表反映部门本年度支出情况，金额转换时可能存在尾数误差。"


def test_text_below_a_table_that_is_no_note_stays_text() -> None:
    rows = rows_of_lines([line(50, 300, "二、支出决算情况说明")])
    assert read_note(rows) == (None, 0)


def test_two_tables_on_one_page_have_each_its_own_caption() -> None:
    page = draw(TABLE, above="收入决算表\n部门：某局 | 单位：万元", top=120)
    draw(TABLE, above="支出决算表\n部门：某局 | 单位：元", top=400, page=page)
    found = sheets(page)
    assert [(s.caption.title, s.caption.unit) for s in found] == [
        ("收入决算表", "万元"),
        ("支出决算表", "元"),
    ]


def test_a_caption_says_how_many_rows_above_belong_to_it() -> None:
    title = "支出决算表"
    rows = rows_of_lines(
        [
            line(70, 50, "一、支出情况"),
            line(300 - width_of(title) / 2, 80, title),
            line(400, 96, "单位：万元"),
        ]
    )
    caption, used = read_caption(rows, 115)
    assert (caption.title, used) == ("支出决算表", 2)


def test_an_instruction_of_the_template_below_an_empty_table_leaves_it_empty() -> None:
    rows = read(
        draw(
            "科目编码 | 科目名称 | 合计\n | 无 | ",
            above="国有资本经营预算财政拨款支出决算表\n部门：某局 | 单位：万元",
            below="注：本部门没有国有资本经营预算拨款支出，故本表无数据。",
        )
    )
    assert rows.table.is_empty
    assert rows.table.statement == "state_capital"
    assert [cell.text for cell in rows.cells if cell.row == 1] == ["", "无", ""]
    assert rows.table.note is not None
