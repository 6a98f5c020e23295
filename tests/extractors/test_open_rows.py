"""Rows that no ruling parts: labels and amounts of several lines, under ruled headers, over page breaks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.pages.furniture import remove_furniture
from extractors.pdf.reading import Page
from extractors.tables.facts import TableRows, read_table
from extractors.tables.pieces import rows_of_lines
from tests.support.drawing import CONTEXT, draw, line, read, sheets, told, width_of
from tests.support.open_tables import CAPTION, TABLE, WIDTHS

STEP = 14.0
"""From one line to the next, within a row and between rows alike."""
RIGHTS = [330.0, 420.0, 510.0]
HEADS = ["本年支出合计", "基本支出", "项目支出"]
Body = list[tuple[list[str], list[list[str]]]]
"""Of each row its code and the lines of its label, and the lines of its figures."""


def set_page(body: Body, setting: str, number: int = 1, headed: bool = True, top: float = 130.0) -> Page:
    """A page without rulings whose texts stand at the top, the middle or the bottom of their rows."""
    page = Page(number, 595, 842)

    def put(texts: list[str], high: int, y: float, x: float, right: bool) -> None:
        off = {"top": 0.0, "middle": (high - len(texts)) / 2, "bottom": high - len(texts)}[setting] * STEP
        for place, text in enumerate(texts):
            left = x - width_of(text) if right else x
            page.lines.append(line(left, y + off + place * STEP, text, number))

    y = top
    if headed:
        page.lines.append(line(250, y - 50, "支出决算表", number, size=14))
        page.lines.append(line(450, y - 28, "单位：元", number))
        for x, text in zip([50, 120], ["科目编码", "科目名称"], strict=True):
            page.lines.append(line(x, y, text, number))
        for x, text in zip(RIGHTS, HEADS, strict=True):
            page.lines.append(line(x - width_of(text), y, text, number))
        y += STEP
    for (code, *label), figures in body:
        high = max(len(label), *(len(lines) for lines in figures))
        put([code], high, y, 50, False)
        put(label, high, y, 120, False)
        for x, lines in zip(RIGHTS, figures, strict=True):
            put(lines, high, y, x, True)
        y += high * STEP
    return page


BODY: Body = [
    (["201", "一般公共服务支出"], [["12,345,678.9", "0"], ["2,345,678.90"], ["10,000,000.0", "0"]]),
    (["20103", "政府办公厅及相关", "机构事务"], [["2,345,678.90"], ["2,345,678.90"], ["0.00"]]),
    (["20199", "其他一般公共服务", "支出"], [["10,000,000.0", "0"], ["0.00"], ["10,000,000.0", "0"]]),
    (["208", "社会保障和就业"], [["30.00"], ["10.00"], ["20.00"]]),
]
SAID = [
    ("201", "一般公共服务支出", "12345678.90"),
    ("20103", "政府办公厅及相关机构事务", "2345678.90"),
    ("20199", "其他一般公共服务支出", "10000000.00"),
    ("208", "社会保障和就业", "30.00"),
]


def first_column(rows: TableRows) -> list[tuple[str | None, str | None, str]]:
    first = min(fact.column for fact in rows.facts)
    return [(f.account_code, f.row_label, str(f.value)) for f in rows.facts if f.column == first]


@pytest.mark.parametrize("setting", ["top", "middle", "bottom"])
def test_labels_and_amounts_of_several_lines_are_one_row_wherever_they_stand(setting: str) -> None:
    rows = read(set_page(BODY, setting))
    assert first_column(rows) == SAID
    assert [fact.column_path[-1] for fact in rows.facts[:3]] == HEADS


def test_the_numbers_of_the_columns_are_no_beginning_of_the_amounts_below_them() -> None:
    numbers: Body = [(["", "栏次"], [["1"], ["2"], ["3"]]), (["201", "一般公共服务支出"], [["247.51"]] * 3)]
    rows = read(set_page([*numbers, *BODY[3:], *BODY[3:]], "middle"))
    assert [str(fact.value) for fact in rows.facts[:3]] == ["247.51"] * 3


def test_a_row_without_figures_keeps_its_label_to_itself() -> None:
    body: Body = [
        (["", "十七、援助其他地区"], [["5.00"], ["5.00"], ["1.00"]]),
        (["", "十八、自然资源"], [[], [], []]),
        (["", "十九、住房保障"], [["7.00"], ["7.00"], ["2.00"]]),
        (["", "二十、粮油物资"], [[], [], []]),
        (["", "二十一、债务付息"], [["9.00"], ["9.00"], ["3.00"]]),
    ]
    rows = read(set_page(body, "middle"))
    assert [f.row_label for f in rows.facts if f.column == max(g.column for g in rows.facts)] == [
        "十七、援助其他地区",
        "十九、住房保障",
        "二十一、债务付息",
    ]


def test_the_name_of_a_total_does_not_go_on_in_a_row_without_figures() -> None:
    body: Body = [(["201", "一般公共服务"], [["9.00"], ["9.00"], ["3.00"]])] * 3
    body += [
        (["", "本年收入合计"], [["9.00"], ["9.00"], ["3.00"]]),
        (["", "上年结转结余"], [[], [], []]),
        (["", "收入总计结转"], [["9.00"], ["9.00"], ["3.00"]]),
    ]
    labels = [fact.row_label for fact in read(set_page(body, "top")).facts]
    assert {"本年收入合计"} == {label for label in labels if "合计" in (label or "")}


@pytest.mark.parametrize(("lower", "count"), [(0.0, 1), (2.4, 1), (-2.4, 1), (6.0, 2), (-6.0, 2)])
def test_a_figure_set_a_little_lower_or_higher_than_its_label_is_in_its_row(lower: float, count: int) -> None:
    pieces = [line(50, 100, "九、卫生健康支出"), line(500, 100 + lower, "50.68")]
    assert len(rows_of_lines(pieces)) == count


def test_the_rest_of_a_label_at_the_foot_of_a_page_does_not_end_its_table() -> None:
    after: Body = [(["210", "卫生健康支出"], [["4.00"], ["4.00"], ["0.00"]])] * 3
    pages = [set_page(BODY[:3][::-1][:1] * 3, "top"), set_page(after, "top", 2, headed=False, top=60)]
    (sheet,) = sheets(*pages)
    rows = read_table(sheet, 1, CONTEXT)
    assert {f.row_label for f in rows.facts} == {"其他一般公共服务支出", "卫生健康支出"}


def test_a_line_of_text_below_an_open_table_is_no_rest_of_its_last_label() -> None:
    page = set_page(BODY[3:] * 3, "top")
    page.lines.append(line(50, 130 + 4 * STEP + 30, "第三部分 情况说明"))
    rows = read(page)
    assert {f.row_label for f in rows.facts} == {"社会保障和就业"}


def without_body_rulings(page: Page, rows: int = 1) -> Page:
    """Only the header keeps its rulings."""
    end = sorted({y for y, _, _ in page.horizontal})[rows]
    page.horizontal = [s for s in page.horizontal if s[0] <= end]
    page.vertical = [(x, start, min(stop, end)) for x, start, stop in page.vertical if start < end]
    return page


def as_columns(page: Page) -> Page:
    """Below the header only the vertical rulings and the last horizontal one are left."""
    ys = sorted({y for y, _, _ in page.horizontal})
    page.horizontal = [s for s in page.horizontal if s[0] <= ys[1] or s[0] == ys[-1]]
    return page


@pytest.mark.parametrize("way", [without_body_rulings, as_columns])
def test_a_table_whose_rows_are_not_ruled_reads_like_the_ruled_one(way) -> None:  # type: ignore[no-untyped-def]
    ruled = read(draw(TABLE, above=CAPTION, widths=WIDTHS))
    found = read(way(draw(TABLE, above=CAPTION, widths=WIDTHS)))
    assert [(f.row_label, f.account_code, f.column_path, f.value) for f in found.facts] == [
        (f.row_label, f.account_code, f.column_path, f.value) for f in ruled.facts
    ]


def test_the_body_of_a_table_whose_last_ruling_is_overleaf_belongs_to_its_header() -> None:
    page = draw(TABLE, above=CAPTION, widths=WIDTHS, vertical=False)
    ys = sorted({y for y, _, _ in page.horizontal})
    page.horizontal = [s for s in page.horizontal if s[0] in ys[:2]]
    rows = read(page)
    assert rows.table.title == "支出决算表"
    assert {f.column_path[-1] for f in rows.facts} == {"本年支出合计", "基本支出", "项目支出"}


def test_a_frame_around_one_row_of_figures_is_a_table_and_one_around_prose_is_none() -> None:
    table = """
        单位名称 | 合计 | 因公出国费 | 公务用车费 | 公务接待费
        某县水务局 | 10.00 | 1.00 | 4.00 | 5.00
    """
    page = draw(table, above="“三公”经费支出表\n单位：万元")
    left, right = min(s[1] for s in page.horizontal), max(s[2] for s in page.horizontal)
    ys = sorted(y for y, _, _ in page.horizontal)
    page.horizontal = [(ys[0], left, right), (ys[-1], left, right)]
    page.vertical = [(left, ys[0], ys[-1]), (right, ys[0], ys[-1])]
    assert [f.value for f in read(page).facts] == [
        Decimal(text) for text in ("10.00", "1.00", "4.00", "5.00")
    ]
    box = Page(1, 595, 842)
    box.lines = [
        line(60, 100 + 16 * n, f"本单位{year}年支出12.00万元，比上年增加。")
        for n, year in enumerate((2022, 2023))
    ]
    box.horizontal, box.vertical = [(90, 50, 500), (140, 50, 500)], [(50, 90, 140), (500, 90, 140)]
    assert sheets(box) == []


def test_a_unit_below_a_table_is_its_unit_but_not_one_that_may_be_the_next_ones() -> None:
    page = draw(TABLE, above="支出决算表", below="单位：万元", widths=WIDTHS)
    assert read(page).table.unit == "万元"
    first = draw(TABLE, above="收入决算表", below="单位：万元\n支出决算表", widths=WIDTHS)
    below = max(line.y1 for line in first.lines)
    both = draw(TABLE, page=first, top=below + 20, widths=WIDTHS)
    assert [sheet.caption.unit for sheet in sheets(both)] == [None, None]


def test_the_header_that_each_page_repeats_is_no_furniture_and_a_running_head_is() -> None:
    pages = []
    for number in range(1, 5):
        page = set_page(BODY, "top", number, headed=False, top=60 + STEP)
        page.lines += [line(250, 20, "某县水务局部门决算", number)]
        page.lines += [line(x, 60, text, number) for x, text in ((50, "科目编码"), (120, "科目名称"))]
        page.lines += [
            line(x - width_of(text), 60, text, number) for x, text in zip(RIGHTS, HEADS, strict=True)
        ]
        pages.append(page)
    remove_furniture(pages)
    kept = {text.text for text in pages[1].lines}
    assert "科目名称" in kept
    assert "某县水务局部门决算" not in kept


def test_an_account_code_of_two_lines_is_one_code() -> None:
    body: Body = [
        (["201", "一般公共服务"], [["12,345,678.9", "0"], ["0.00"], ["12,345,678.9", "0"]]),
        (["2010", "行政办公"], [["12,345,678.9", "0"], ["0.00"], ["12,345,678.9", "0"]]),
        (["208", "社会保障"], [["30.00"], ["10.00"], ["20.00"]]),
    ]
    page = set_page(body, "top")
    first = next(text for text in page.lines if text.text == "2010")
    page.lines.append(line(50, first.y0 + STEP, "301"))
    assert [code for code, _, _ in first_column(read(page))] == ["201", "2010301", "208"]


def test_figures_whose_label_went_to_the_next_page_get_it_back() -> None:
    cut: Body = [([""], [["4.00"], ["4.00"], ["1.00"]])]
    after: Body = [(["", "卫生健康支出"], [[], [], []]), *BODY[3:] * 3]
    before = set_page([*BODY[3:] * 2, *cut], "top")
    (sheet,) = sheets(before, set_page(after, "top", 2, headed=False, top=60))
    rows = read_table(sheet, 1, CONTEXT)
    assert ("卫生健康支出", "4.00") in [(label, value) for _, label, value in first_column(rows)]


def test_items_without_amounts_in_the_second_half_of_a_table_end_no_page() -> None:
    table = """
        收入 | < | 支出 | <
        项目 | 金额 | 项目 | 金额
        一、财政拨款收入 | 8.00 | 一、一般公共服务支出 | 3.00
        二、事业收入 | 2.00 | 二、教育支出 | 7.00
        三、其他收入 | 1.00 | 三、卫生健康支出 | 1.00
        | | 四、金融支出 |
    """
    page = without_body_rulings(draw(table, above="收入支出决算总表\n单位：万元", flush=True), rows=2)
    (sheet,) = sheets(page)
    assert sheet.text(sheet.rows - 1, 2) == "四、金融支出"


def test_names_set_in_by_their_level_in_a_narrow_column_do_not_shift_by_a_row() -> None:
    page = set_page(BODY[3:], "top")
    page.lines = [text for text in page.lines if text.y0 <= 130]
    y = 130 + STEP
    labels = [
        ("212", 0, "城乡社区¶支出"),
        ("21203", 10, "城乡社¶区公共设¶施"),
        ("2120399", 20, "其他¶城乡社区¶支出"),
    ]
    for code, inset, label in labels * 2:
        page.lines.append(line(50, y, code))
        page.lines += [line(x - width_of("1.00"), y, "1.00") for x in RIGHTS]
        for place, text in enumerate(label.split("¶")):
            page.lines.append(line(120 + (inset if place == 0 else 0), y + place * STEP, text))
        y += STEP * len(label.split("¶"))
    names = [name for _, name, _ in first_column(read(page))]
    assert names == ["城乡社区支出", "城乡社区公共设施", "其他城乡社区支出"] * 2


def test_rows_whose_only_amount_stands_before_a_label_are_counted_as_rows_of_figures() -> None:
    table = """
        项目 | 决算数 | 项目 | 合计
        一、一般公共预算¶财政拨款 | 12.30 | 一、教育支出 | 10.30
        二、政府性基金¶预算拨款 | 5.00 | 二、外交支出 |
        三、国有资本¶经营预算 | 1.00 | 三、国防支出 |
    """
    page = draw(table, above="财政拨款收入支出决算总表\n单位：万元", height=36)
    wanted = told(read(page).facts)
    page.horizontal = [one for one in page.horizontal if one[0] <= 156.0]  # the table goes on overleaf
    assert told(read(page).facts) == wanted


def test_columns_that_end_above_a_total_over_them_part_the_rows_at_the_top_of_a_page() -> None:
    """The rulings of the inner columns meet no horizontal one: the last row is one cell over them."""
    table = """
        30108 | 养老保险 | 50.00 | 30205 | 水费 | 5.00
        30110 | 医疗保险 | 25.00 | 30206 | 电费 | 2.00
        30111 | 公务员补助 | 35.00 | 30207 | 邮电费 | 1.00
        人员经费合计 | < | 110.00 | 公用经费合计 | < | 8.00
    """
    page = draw(table, top=60, height=24)
    texts = [[cell.text for cell in read(page).cells if cell.row == row] for row in range(4)]
    page.horizontal = [(156.0, 50.0, 540.0)]
    assert [[cell.text for cell in read(page).cells if cell.row == row] for row in range(4)] == texts


def column_ruled(rows: list[list[str]]) -> Page:
    """A page with a ruled head, vertical rulings below it and none between the rows."""
    page = draw("项目 | 预算数 | 决算数", above="支出决算表\n单位：千元", widths=[200, 100, 100])
    foot = 150.0 + STEP * len(rows)
    for x in (50.0, 250.0, 350.0, 450.0):
        page.vertical.append((x, 120.0, foot))
    page.horizontal.append((foot, 50.0, 450.0))
    for place, texts in enumerate(rows):
        for x, text in zip((60.0, 345.0, 445.0), texts, strict=True):
            left = x if x < 100 else x - width_of(text)
            page.lines.append(line(left, 148 + STEP * place, text))
    return page


def test_whole_numbers_between_vertical_rulings_stand_in_rows_of_their_own() -> None:
    """Also where two below each other would make an account code."""
    rows = [
        ["工资福利支出", "90799", "36183"],
        ["商品和服务支出", "2461", "5728"],
        ["培训费", "348", "4168"],
        ["会议费", "2809", "39583"],
        ["住房公积金", "1600", "9546"],
    ]
    found = read(column_ruled(rows)).facts
    assert [(fact.row_label, str(fact.value)) for fact in found[:6]] == [
        ("工资福利支出", "90799"),
        ("工资福利支出", "36183"),
        ("商品和服务支出", "2461"),
        ("商品和服务支出", "5728"),
        ("培训费", "348"),
        ("培训费", "4168"),
    ]


def test_a_few_numbers_in_the_text_of_one_cell_are_no_rows() -> None:
    rows = [["完成培训任务", "2024", "说明"], ["参加人数", "300", "另见"], ["以及其他", "见表", "附表"]]
    (sheet,) = sheets(column_ruled(rows))
    assert sheet.rows == 2
