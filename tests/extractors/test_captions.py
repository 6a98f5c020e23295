"""Title, form number, body, unit and year around a table, and notes below it."""

from __future__ import annotations

import pytest

from extractors.pages.assemble import assemble
from extractors.tables.captions.above import read_caption
from extractors.tables.captions.below import read_note
from extractors.tables.captions.inside import absorb_caption
from extractors.tables.pieces import rows_of_lines
from extractors.tables.sheet import Caption
from tests.support.drawing import draw, line, prose, read, sheets, told, width_of

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


def test_a_title_may_end_in_what_part_of_its_statement_the_table_shows() -> None:
    title = "一般公共预算基本支出表—人员经费（工资福利支出）（按部门预算经济分类）"
    assert caption_of(f"{title}\n部门：某县水务局 | 单位：万元").title == title


def test_a_title_on_two_lines_is_one_title() -> None:
    caption = caption_of("2024年度一般公共预算财政拨款\n“三公”经费支出决算表\n部门：某县水务局 | 单位：万元")
    assert caption.title == "2024年度一般公共预算财政拨款“三公”经费支出决算表"
    assert caption.year == 2024


@pytest.mark.parametrize("number", ["一、", "（一）", "1."])
def test_a_number_begins_a_title_of_its_own(number: str) -> None:
    title = f"{number}2024年“三公”经费支出预算表"
    above = f"某县水务局2024年“三公”经费预算情况\n{title}\n部门：某县水务局 | 单位：万元"
    assert caption_of(above).title == title


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("附表五　一般公共预算支出表", "一般公共预算支出表"),
        ("附表十一　“三公”经费支出表", "“三公”经费支出表"),
        ("表二十一般公共预算支出表", "一般公共预算支出表"),
    ],
)
def test_the_number_of_a_form_leaves_the_title_its_first_word(printed: str, title: str) -> None:
    assert caption_of(f"{printed}\n部门：某县水务局\n单位：万元").title == title


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


@pytest.mark.parametrize(
    "code", ["部门公开表1", "预算公开表 2", "单位公开表03", "附表3-1", "（公开表4）", "预算05表"]
)
def test_a_form_number_of_any_office_may_stand_between_title_and_unit(code: str) -> None:
    caption = caption_of(f"部门收支总表\n{code}\n部门名称：某县水务局 | 单位：万元")
    assert caption.title == "部门收支总表"
    assert caption.form_code is not None
    assert (caption.issuer, caption.unit) == ("某县水务局", "万元")


@pytest.mark.parametrize("remark", ["（公开稿）", "第1页共2页", "（草案）"])
def test_a_few_words_under_the_title_of_a_statement_do_not_hide_it(remark: str) -> None:
    caption = caption_of(f"一般公共预算支出表\n{remark}\n单位：万元")
    assert (caption.title, caption.unit) == ("一般公共预算支出表", "万元")


@pytest.mark.parametrize(
    "between", ["本年支出较上年增加5万元，具体情况如下。", "二、支出预算总体情况说明如下", "1.行政运行"]
)
def test_a_sentence_or_heading_parts_a_title_from_the_table_below(between: str) -> None:
    assert caption_of(f"一般公共预算支出表\n{between}\n单位：万元").title is None


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


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("2023年度收入决算表¶编制单位：某县水利局 单位：万元", "2023年度收入决算表"),
        ("2023年度收入¶决算表¶单位：万元", "2023年度收入决算表"),
        ("收入决算表¶公开02表¶单位：万元", "收入决算表"),
        ("编制单位：某县水利局¶单位：万元", None),
    ],
)
def test_a_title_and_the_fields_below_it_may_share_a_cell_of_the_grid(cell: str, title: str | None) -> None:
    (sheet,) = sheets(
        draw(
            f"""
            {cell} | < | <
            项目 | 本年收入 | 上年收入
            财政拨款收入 | 9.00 | 8.00
            """
        )
    )
    absorb_caption(sheet)
    assert (sheet.caption.title, sheet.caption.unit, sheet.caption_rows) == (title, "万元", 1)


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


def test_a_form_number_before_the_title_is_no_part_of_it() -> None:
    for printed, code in (("公开02表：收入预算总表", "公开02表"), ("表2：收入预算总表", "表2")):
        caption = caption_of(f"{printed}\n部门：某县水务局 | 单位：万元")
        assert (caption.title, caption.form_code) == ("收入预算总表", code)


def test_a_body_on_two_lines_beside_the_unit_is_one_name() -> None:
    page = draw(TABLE, top=200)
    page.lines += [
        line(240, 120, "收支预算总表"),
        line(60, 150, "部门名称：某省水利工程"),
        line(450, 157, "单位：万元"),
        line(60, 164, "建设管理局"),
    ]
    caption = sheets(page)[0].caption
    assert (caption.title, caption.issuer, caption.unit) == ("收支预算总表", "某省水利工程建设管理局", "万元")


def test_a_body_that_is_left_blank_hides_no_title() -> None:
    caption = caption_of("收入预算表\n单位名称： | 单位：万元")
    assert (caption.title, caption.unit) == ("收入预算表", "万元")
    assert caption_of("收入预算表\n编制单位：").title == "收入预算表"


def test_a_numbered_title_that_fills_its_line_goes_on_in_the_next() -> None:
    first = "十一、一般公共预算“三公”经费、会议费、培训费支出预"
    page = draw(TABLE, top=200, widths=[100, 90, width_of(first) - 190])
    page.lines += [line(52, 130, first), line(50, 145, "算表"), line(260, 170, "单位：万元")]
    caption = sheets(page)[0].caption
    assert caption.title == first + "算表"
    assert caption.unit == "万元"


def test_the_end_of_a_paragraph_above_a_table_is_no_title() -> None:
    first = "收入、支出和结余按有关规定编列，各项数额填入部门收支总体情况"
    page = draw(TABLE, top=200, widths=[100, 90, width_of(first) - 190])
    page.lines += [line(52, 130, first), line(50, 145, "表")]
    assert sheets(page)[0].caption.title is None


def test_a_title_painted_in_several_runs_is_one_title() -> None:
    page = draw(TABLE, top=200)
    start = line(250, 150, "收入支出决算总")
    page.lines += [start, line(start.x1, 150, "表"), line(480, 175, "单位：万元")]
    assert sheets(page)[0].caption.title == "收入支出决算总表"


def test_a_heading_that_the_title_repeats_is_no_line_of_it() -> None:
    caption = caption_of("（七）房屋修缮改造补助项目\n房屋修缮改造补助项目绩效目标表")
    assert caption.title == "房屋修缮改造补助项目绩效目标表"


def test_a_title_at_the_foot_of_the_page_before_is_that_of_the_table() -> None:
    before = prose("二、收入情况说明如下，详细数据见后。", number=1)
    before.lines += [line(250, 760, "收入预算总表", 1)]
    found = assemble([before, draw(TABLE, number=2, above="部门：某局 | 单位：万元", top=100)])
    (sheet,) = found.sheets
    assert (sheet.caption.title, sheet.caption.unit) == ("收入预算总表", "万元")
    assert len(found.blocks) == 2


@pytest.mark.parametrize(
    ("foot", "own", "code"),
    [
        ("公开03表", "公开02表", "公开03表"),
        ("附表 3", "公开02表", "附表3"),
        ("公开03表", "", None),  # whose number it is, nothing tells
        ("见公开03表", "公开02表", None),
        ("第3页 共8页", "公开02表", None),
    ],
)
def test_a_form_number_at_the_foot_of_the_page_before_is_that_of_the_table(
    foot: str, own: str, code: str | None
) -> None:
    first = draw(TABLE, above=f"收入决算表\n部门：某局 | {own}" if own else "收入决算表")
    first.lines.append(line(60, 780, foot))
    second = draw(TABLE, above="支出决算表\n部门：某局 | 单位：万元", number=2, top=200)
    flow = assemble([first, second])
    found = [block for block in flow.blocks if not isinstance(block, list)]
    assert [sheet.caption.form_code for sheet in found] == [own or None, code]
    assert any(isinstance(block, list) for block in flow.blocks) == (code is None)


def test_text_at_the_foot_of_the_page_before_is_no_title() -> None:
    before = prose("各项收入的数额见所附收入预算总表", number=1, top=760)
    found = assemble([before, draw(TABLE, number=2, top=100)])
    assert found.sheets[0].caption.title is None
    assert len(found.blocks) == 2


@pytest.mark.parametrize(
    ("printed", "title", "unit"),
    [
        ("部门收入总体情况表（单位：万元）", "部门收入总体情况表", "万元"),
        ("2024年收支预算总表（元）", "2024年收支预算总表", "元"),
        ("财政拨款收支总体情况表 金额单位：千元", "财政拨款收支总体情况表", "千元"),
        ("单位构成情况表（单位：个）", "单位构成情况表（单位：个）", None),
    ],
)
def test_a_unit_behind_the_title_is_no_part_of_it(printed: str, title: str, unit: str | None) -> None:
    caption = caption_of(printed)
    assert (caption.title, caption.unit) == (title, unit)
    inside = sheets(draw(f"{printed} | < | <\n{TABLE}"))[0].caption
    assert (inside.title, inside.unit) == (title, unit)


def test_a_total_with_its_unit_above_a_table_is_no_title() -> None:
    assert caption_of("其中办公费（元）").title is None


def test_a_note_between_title_and_table_hides_no_title() -> None:
    above = "收入决算表\n部门：某县水务局 | 单位：万元\n注：本表金额因四舍五入可能存在尾差。"
    caption = caption_of(above)
    assert (caption.title, caption.unit) == ("收入决算表", "万元")
    assert caption.rest == ["注：本表金额因四舍五入可能存在尾差。"]


def test_the_note_of_the_table_above_is_none_of_the_table_below() -> None:
    page = draw(TABLE, above="收入决算表\n部门：某县水务局 | 单位：万元", below="注：本表反映收入情况。")
    draw(TABLE, page=page, top=220)
    first, second = sheets(page)
    assert (first.note, second.caption) == ("注：本表反映收入情况。", Caption())


def test_a_note_inside_the_grid_below_its_title_is_no_header() -> None:
    inside = "收入决算表 | < | <\n单位：万元 | < | <\n注：本表金额可能存在尾差。 | < | <\n"
    (sheet,) = sheets(draw(inside + TABLE))
    assert (sheet.caption.unit, sheet.caption_rows) == ("万元", 3)


@pytest.mark.parametrize(
    ("text", "title", "code"),
    [
        ("收入决算表（公开02表）", "收入决算表", "公开02表"),
        ("收支总表(预算 01 表)", "收支总表", "预算01表"),
        ("财政拨款支出表（功能科目）（公开05表）", "财政拨款支出表（功能科目）", "公开05表"),
        ("部门收入总表（表2）", "部门收入总表", "表2"),
        ("项目支出表（一般公共预算）", "项目支出表（一般公共预算）", None),
    ],
)
def test_a_form_number_in_brackets_behind_a_title_is_none_of_it(
    text: str, title: str, code: str | None
) -> None:
    (sheet,) = sheets(draw("科目 | 金额\n教育支出 | 1.00\n合计 | 1.00", above=f"{text}\n单位：万元"))
    assert (sheet.caption.title, sheet.caption.form_code) == (title, code)


@pytest.mark.parametrize(
    ("years", "paths"),
    [
        ("2023年 | < | 2024年 | <", [["2023年", "合计"], ["2023年", "接待费"], ["2024年", "合计"]]),
        ("2024年 | < | < | <", [["合计"], ["接待费"], ["合计"]]),
    ],
)
def test_two_years_at_the_top_of_a_grid_are_heads_and_one_is_that_of_the_table(
    years: str, paths: list[list[str]]
) -> None:
    table = f"三公经费支出表 | < | < | <\n{years}\n合计 | 接待费 | 合计 | 接待费\n3.00 | 3.00 | 2.00 | 2.00"
    assert [fact.column_path for fact in read(draw(table)).facts][:3] == paths
