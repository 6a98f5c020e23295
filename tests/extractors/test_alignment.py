"""Tables with missing rulings: columns and rows from the alignment of the text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.pdf.reading import Page
from extractors.tables.facts import read_table
from extractors.tables.unruled.fragments import fragment_rows
from tests.support.drawing import CONTEXT, draw, line, prose, read, sheets, told, width_of

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
