"""Tables with missing rulings: columns and rows from the alignment of the text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.document import TextLine
from extractors.pdf.reading import Page
from extractors.tables.unruled.fragments import fragment_rows
from tests.support.drawing import draw, line, prose, read, sheets, texts_of, told, width_of
from tests.support.open_tables import CAPTION, LEVELS, TABLE, WIDTHS, framed, open_, unruled


@pytest.mark.parametrize("way", [open_, framed, unruled])
@pytest.mark.parametrize("table", [TABLE, LEVELS])
def test_a_table_without_vertical_rulings_reads_like_the_ruled_one(way, table: str) -> None:  # type: ignore[no-untyped-def]
    def drawn() -> Page:
        return draw(table, above=CAPTION, widths=WIDTHS if table is TABLE else None, height=16)

    found, wanted = read(way(drawn())), read(drawn())
    assert told(found.facts) == told(wanted.facts)
    assert [f.account_code for f in found.facts] == [f.account_code for f in wanted.facts]
    assert (found.table.title, found.table.unit) == ("支出决算表", "万元")


TWO_SIDED = """
    收入                       | <     | 支出               | <
    项目                       | 决算数 | 项目              | 决算数
    一般公共预算财政拨款收入   | 12.00 | 一般公共服务支出   | 9.00
    其他收入                   | 3.00  | 社会保障和就业支出 | 6.00
    本年收入合计               | 15.00 | 本年支出合计       | 15.00
"""
THREE_LEVELS = """
    预算数 | < | < | < | 决算数 | < | < | <
    合计 | 因公出国费 | 公务用车费 | < | 合计 | 因公出国费 | 公务用车费 | <
    ^ | ^ | 小计 | 运行费 | ^ | ^ | 小计 | 运行费
    10.00 | 1.00 | 9.00 | 8.00 | 7.00 | 1.00 | 6.00 | 5.00
"""


@pytest.mark.parametrize(
    ("table", "widths"),
    [
        (TWO_SIDED, [160.0, 85.0, 160.0, 85.0]),
        (THREE_LEVELS, [60.0] * 8),
        (LEVELS, [70.0, 110.0, 70.0, 80.0, 80.0, 80.0]),
    ],
)
def test_heads_set_flush_left_stand_over_the_columns_that_they_begin_with(
    table: str, widths: list[float]
) -> None:
    def drawn() -> Page:
        return draw(table, above=CAPTION, height=16, flush=True, widths=widths)

    assert told(read(open_(drawn())).facts) == told(read(drawn()).facts)


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


def test_a_chart_with_leaders_to_its_labels_is_no_table() -> None:
    page = Page(1, 595, 842)
    page.horizontal = [(300.0, 90.0, 510.0), (560.0, 90.0, 510.0), (520.0, 318.0, 345.0)]
    page.vertical = [(90.0, 300.0, 560.0), (510.0, 300.0, 560.0), (190.0, 340.0, 356.0)]
    names = ["教育支出", "科学技术支出", "住房保障支出", "其他支出"]
    page.lines = [line(220, 310, "支出构成情况")]
    page.lines += [line(400, 400 + 20 * row, name) for row, name in enumerate(names)]
    shares = [(120, 400, "3.04%"), (150, 395, "0.02%"), (118, 420, "2.62%"), (348, 516, "77.94%")]
    page.lines += [line(x, y, share) for x, y, share in shares]
    assert sheets(page) == []
    # rulings of some length part the rows of a table in a box
    table = framed(draw(TABLE, above=CAPTION, widths=WIDTHS))
    assert len(sheets(table)) == 1


def chart(border: bool, plot: int, marks: list[str], at: float = 100.0) -> Page:
    """A chart of columns: gridlines with ``marks`` level with them, ``plot`` of its sides drawn."""
    page = Page(1, 595, 842)
    if border:
        page.horizontal, page.vertical = (
            [(300.0, 90.0, 510.0), (560.0, 90.0, 510.0)],
            [(x, 300.0, 560.0) for x in (90.0, 510.0)],
        )
    page.horizontal += [(340.0 + 40 * i, 140.0, 480.0) for i in range(len(marks))]
    page.vertical += [(x, 336.0, 500.0) for x in (140.0, 480.0)[:plot]]
    page.lines = [line(220, 310, "收入构成情况（万元）")]
    page.lines += [line(at, 335 + 40 * i, mark) for i, mark in enumerate(marks)]
    names = ["财政拨款", "事业收入", "其他收入", "上年结转"]
    page.lines += [line(150 + 80 * i, 520, name) for i, name in enumerate(names)]
    page.lines += [line(160 + 80 * i, 400 + 20 * (i % 3), f"{3 - i / 2}") for i in range(4)]
    return page


@pytest.mark.parametrize("border", [True, False])
@pytest.mark.parametrize("plot", [0, 1, 2])
def test_gridlines_on_which_the_marks_of_an_axis_stand_are_no_rulings(border: bool, plot: int) -> None:
    assert sheets(chart(border, plot, ["400.00", "300.00", "200.00", "100.00", "0.00"])) == []
    assert sheets(chart(border, plot, ["80%", "60%", "40%", "20%"], at=484.0)) == []


@pytest.mark.parametrize("numbers", [["1", "2", "3"], ["30", "20", "10"]])
def test_numbers_of_rows_over_two_lines_each_leave_a_table(numbers: list[str]) -> None:
    rows = [f"{one} | 某项目{i} | 12.00\n^ | 其中{i} | 3.00" for i, one in enumerate(numbers)]
    page = draw("序号 | 项目名称 | 预算数\n" + "\n".join(rows), above="项目支出表\n单位：万元")
    assert len(read(page).facts) >= 6


def test_numbers_level_with_rulings_that_make_no_axis_leave_a_table() -> None:
    marks = ["380.12", "12.00", "90.00", "8.31", "0.00"]
    assert sheets(chart(False, 2, marks)) != []


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


def test_a_line_of_text_and_a_numbered_title_part_two_open_tables_of_one_width() -> None:
    """Only the rows are ruled, and the head of each table stands above its first ruling."""
    page = prose("表3　政府采购预算（万元）")
    tops = (120.0, 220.0)
    for top, rows in zip(tops, (("货物", "工程", "合计"), ("房屋", "车辆", "合计")), strict=True):
        for at, label in enumerate(("类别", *rows)):
            y = top + 20 * at
            page.lines += [line(75, y, label), line(260, y, "金额" if not at else f"{at}6.00")]
            page.lines.append(line(420, y, "占比" if not at else f"{at}0.5%"))
            page.horizontal.append((y + 15, 70.0, 525.0))
    page.lines += [
        line(70, 199, "3.国有资产占用：年末占用资产如下："),
        line(200, 209, "表4　主要资产（数量、原值）"),
    ]
    assert [sheet.rows for sheet in sheets(page)] == [4, 4]


def test_centred_column_numbers_over_figures_set_right_make_no_columns_of_their_own() -> None:
    """栏次 1 2 3 stand in the middle of their columns, the figures at the right."""
    page = open_(draw("科目名称 | 决算数 | 预算数\n栏次 | 1 | 2\n | |\n | |", height=16, above="支出决算表"))
    for y, name, *amounts in ((152, "行政运行", "1388.89", "1.50"), (168, "机关服务", "1.71", "2.50")):
        page.lines.append(line(60, y + 2, name))
        for right, amount in zip((375, 538), amounts, strict=True):
            page.lines.append(line(right - width_of(amount), y + 2, amount))
    assert told(read(page).facts) == [
        ("行政运行", "决算数", Decimal("1388.89")),
        ("行政运行", "预算数", Decimal("1.50")),
        ("机关服务", "决算数", Decimal("1.71")),
        ("机关服务", "预算数", Decimal("2.50")),
    ]


def test_figures_set_right_of_their_centred_headers_belong_to_them() -> None:
    page = open_(
        draw("类 | 款 | 项 | 科目名称 | 合计 | 基本支出\n | | | | |\n | | | | |", height=16, above="支出表")
    )
    for y, name in ((136, "合计"), (152, "行政运行")):
        page.lines.append(line(310, y + 2, name))
        for right in (457, 538):
            page.lines.append(line(right - 15, y + 2, "0.00", size=7.5))
    page.lines += [line(60 + 82 * i, 154, code) for i, code in enumerate(("208", "05", "01"))]
    rows = read(page)
    assert told(rows.facts)[:2] == [("合计", "合计", Decimal("0.00")), ("合计", "基本支出", Decimal("0.00"))]
    assert [f.account_code for f in rows.facts[2:]] == ["2080501", "2080501"]


def test_a_name_spread_over_its_column_is_one_piece() -> None:
    pieces = [line(50 + 30 * i, 50, char) for i, char in enumerate("行政单位医疗")]
    (row,) = fragment_rows(pieces)
    assert [piece.text for piece in row] == ["行政单位医疗"]


def test_a_name_and_a_long_code_right_of_it_in_one_line_are_two_pieces() -> None:
    (row,) = fragment_rows([line(50, 50, "地质灾害监测 423082252312025064")])
    assert [piece.text for piece in row] == ["地质灾害监测", "423082252312025064"]


def test_levels_of_a_header_without_any_rulings_are_told_by_their_heights() -> None:
    """Three levels, wrapped headers, and a head over three columns in the middle of which one stands."""
    table = """
        科目编码 | 科目名称 | 本年收入 | <      | <      | <        | 其他
        ^        | ^        | 合计     | 一般公¶共预算 | 单位资金 | < | ^
        ^        | ^        | ^        | ^      | 事业   | 经营     | ^
        201      | 公共服务 | 10.00    | 4.00   | 5.00   | 1.00     | 2.00
        20103    | 办公厅   | 10.00    | 4.00   | 5.00   | 1.00     | 2.00
        2010301  | 行政运行 | 10.00    | 4.00   | 5.00   | 1.00     | 2.00
    """
    ruled = read(draw(table, above="收入决算表"))
    assert told(read(unruled(draw(table, above="收入决算表"))).facts) == told(ruled.facts)


def test_prose_that_comes_in_pieces_is_no_table() -> None:
    """Digits of another font make pieces of their own, which may look like figures below each other."""
    rows = [
        "2024|年度收入合计702.69|万元，其中：收入",
        "702.69 |万元，占|100.00%。",
        "2024|年度支出合计702.69|万元，其中：基本支出",
        "99.24 |万元，占|14.12%|；项目支出603.45|万元，占",
        "85.88%。",
        "9.11%|，主要原因是2024|年人员调整、工资调整。",
    ]
    page = Page(1, 595.0, 842.0)
    for i, row in enumerate(rows):
        x = 80.0
        for text in row.split("|"):
            page.lines.append(line(x, 100.0 + 28 * i, text, size=16))
            x = page.lines[-1].x1 + 5.0
    assert sheets(page) == []


def test_a_wrapped_head_over_several_columns_is_one_head() -> None:
    rows = read(
        draw(
            """
            科目 | < | 2023年执行数 | 2024年预算数 | < | < | 2024年预算数比2023年执行数 | <
            科目编码 | 科目名称 | ^ | 小计 | 基本支出 | 项目支出 | 增减额 | 增减%
            201 | 一般公共服务支出 | 8.00 | 9.00 | 6.00 | 3.00 | 1.00 | 12.50
            20101 | 人大事务 | 8.00 | 9.00 | 6.00 | 3.00 | 1.00 | 12.50
            """,
            above="一般公共预算支出表",
            vertical=False,
            widths=[60, 110, 60, 60, 60, 60, 60, 50],
        )
    )
    assert [fact.column_path for fact in rows.facts[:4]] == [
        ["2023年执行数"],
        ["2024年预算数", "小计"],
        ["2024年预算数", "基本支出"],
        ["2024年预算数", "项目支出"],
    ]


def test_a_line_of_prose_whose_gaps_fit_the_columns_of_the_page_before_stays_text() -> None:
    before = draw(
        "科目编码 | 科目名称 | 决算数\n201 | 一般公共服务支出 | 9.00\n208 | 社会保障 | 8.00",
        above="支出决算表",
        widths=[160, 160, 170],
    )
    page = Page(2, 595.0, 842.0)
    page.lines = [
        line(70, 100, "2024年度收入总计", 2),
        line(215, 100, "702.69万元，与上年相比", 2),
        line(375, 100, "减少70.41万元，下降9.11%，", 2),
        line(50, 120, "主要原因是项目减少。", 2),
    ]
    assert [sheet.last_page for sheet in sheets(before, page)] == [1]


TOPPED = """
    科目编码 | 科目名称 | 合计 | 基本支出 | < | 项目支出 | <
    ^ | ^ | ^ | 小计 | 人员经费 | 小计 | 特定目标类
    201 | 一般公共服务支出 | 9.10 | 3.10 | 3.10 | 6.00 | 6.00
    20103 | 政府办公厅 | 9.10 | 3.10 | 3.10 | 6.00 | 6.00
    2010301 | 行政运行 | 3.10 | 3.10 | 3.10 | |
"""


def test_a_head_over_two_columns_is_none_though_the_figures_of_one_reach_below_it() -> None:
    """Figures set right in wide columns stand beside their own heads, below the head of both."""
    widths = [50.0, 90.0, 60.0, 60.0, 60.0, 90.0, 80.0]
    paths = [fact.column_path for fact in read(draw(TOPPED, above=CAPTION, widths=widths)).facts]
    page = draw(TOPPED, above=CAPTION, widths=widths, right=True)
    assert [fact.column_path for fact in read(unruled(page)).facts] == paths


def test_a_head_of_two_rows_beside_an_empty_column_keeps_its_own() -> None:
    """It stands in the middle of its height, lower than the heads of several columns."""
    table = """
        科目编码 | 科目名称 | 基本支出 | < | 合计 | 项目支出 | <
        ^ | ^ | 小计 | 公用经费 | ^ | 小计 | 特定目标类
        201 | 一般公共服务支出 | 3.10 | | 9.10 | 6.00 | 6.00
        20103 | 政府办公厅 | 3.10 | | 9.10 | 6.00 | 6.00
        2010301 | 行政运行 | 3.10 | | 3.10 | |
    """
    paths = [fact.column_path for fact in read(draw(table, above=CAPTION)).facts]
    assert [fact.column_path for fact in read(unruled(draw(table, above=CAPTION))).facts] == paths
    assert ["合计"] in paths


def test_wrapped_heads_in_the_middle_of_the_head_above_are_not_its_second_line() -> None:
    table = """
        预算数 | < | < | < | < | <
        合计 | 因公出国¶（境）费 | 公务用车购置及运行维护费 | < | < | 公务¶接待费
        ^ | ^ | 小计 | 公务用车购置¶费 | 公务用车运行¶维护费 | ^
        7.07 | 0.00 | 6.14 | 0.00 | 6.14 | 0.93
    """
    page = draw(table, above="“三公”经费支出表", widths=[60.0, 80.0, 60.0, 80.0, 80.0, 70.0], height=30)
    assert [fact.column_path[-1] for fact in read(unruled(page)).facts] == [
        "合计",
        "因公出国（境）费",
        "小计",
        "公务用车购置费",
        "公务用车运行维护费",
        "公务接待费",
    ]


def test_the_ruling_below_the_head_of_a_page_is_none_of_the_table() -> None:
    first = open_(draw(TABLE, above=CAPTION, widths=WIDTHS))
    header, *_ = TABLE.strip().splitlines()
    second = open_(draw(f"{header}\n208 | 社会保障支出 | 3.00 | 3.00 | ", number=2, top=66, widths=WIDTHS))
    second.horizontal.append((40.0, 50.0, 540.0))
    rows = read(first, second)
    assert (rows.table.last_page, rows.table.unit) == (2, "万元")
    assert told(rows.facts)[-1] == ("社会保障支出", "基本支出", Decimal("3.00"))


def test_an_amount_right_before_another_or_the_number_of_a_label_is_a_piece_of_its_own() -> None:
    (row,) = fragment_rows([line(50.0, 100.0, "1,036.651,036.65")])
    assert [piece.text for piece in row] == ["1,036.65", "1,036.65"]
    (row,) = fragment_rows([line(50.0, 100.0, "1036.65036")])
    assert len(row) == 1
    (row,) = fragment_rows([line(50.0, 100.0, "1,214.34一、一般公共服务支出")])
    assert [piece.text for piece in row] == ["1,214.34", "一、一般公共服务支出"]
    (row,) = fragment_rows([line(50.0, 100.0, "1,214.34一次性支出")])
    assert len(row) == 1


def test_rows_that_are_one_text_each_with_blanks_between_their_columns_are_a_table() -> None:
    """So a program prints text of one width."""
    page = Page(1, 595, 842)
    page.lines = [line(200, 80, "部门支出总表"), line(400, 100, "单位：万元")]
    rows = ["科目编码  科目名称      合计    基本支出"]
    rows += [f"20{place}       教育支出    {place}0.00        {place}.00" for place in range(3, 8)]
    page.lines += [line(50, 130 + 14 * place, text) for place, text in enumerate(rows)]
    (sheet,) = sheets(page)
    assert texts_of(sheet)[2] == ["204", "教育支出", "40.00", "4.00"]


def spaced(y: float, texts: str, *blanks: float) -> TextLine:
    """A line of figures whose blanks are so wide, in turn."""
    one, wide = line(50.0, y, texts), iter(blanks)
    edges = [50.0]
    for char in texts:
        edges.append(edges[-1] + (next(wide) if char == " " else 5.0))
    one.edges = edges
    return one


def test_a_blank_of_the_font_sets_thousands_apart_where_nothing_else_does() -> None:
    def pieces(*lines: TextLine) -> list[str]:
        return [piece.text for row in fragment_rows(list(lines)) for piece in row]

    figures = spaced(50, "4 913.09", 2.5), spaced(70, "1 204 400.2", 2.5, 2.5)
    assert pieces(*figures) == ["4 913.09", "1 204 400.2"]
    assert pieces(spaced(50, "4 913.09 378.65", 2.5, 2.5)) == ["4 913.09", "378.65"]
    assert pieces(*figures, line(50, 90, "4913.09"))[:2] == ["4", "913.09"]
    assert pieces(spaced(50, "4 913.09", 2.5), spaced(70, "1 204.20", 3.5))[:2] == ["4", "913.09"]
    assert pieces(spaced(50, "4 913.09", 4.5)) == ["4", "913.09"]


def test_a_label_apart_from_the_wide_figures_before_it_is_a_piece_of_its_own() -> None:
    def pieces(apart: float) -> list[str]:
        one = line(50, 50, "4913.09本年支出合计")
        one.edges = [x + (apart if i >= 7 else 0.0) for i, x in enumerate(one.edges)]
        return [piece.text for piece in fragment_rows([one])[0]]

    assert pieces(8.0) == ["4913.09", "本年支出合计"]
    assert pieces(1.0) == ["4913.09本年支出合计"]
