"""Headers and columns of tables without rulings, in the ways that texts may stand in their cells."""

from __future__ import annotations

from itertools import accumulate

import pytest

from extractors.document import TextLine
from extractors.pages.furniture import remove_furniture
from extractors.pdf.reading import Page
from extractors.tables.unruled.fragments import fragment_rows, fragments
from extractors.tables.unruled.nil_columns import counted_columns
from tests.support.drawing import draw, line, read, sheets, told, width_of

SUMMARY = """
收入 | < | 支出 | <
项目 | 预算数 | 项目 | 预算数
栏次 | 1 | 栏次 | 2
一、财政拨款收入 | 12.30 | 一、教育支出 | 10.30
二、其他收入 | 1.00 | 二、住房保障支出 | 3.00
本年收入合计 | 13.30 | 本年支出合计 | 13.30
"""
REVENUE = """
科目编码 | 科目名称 | 合计 | 财政拨款收入 | 事业收入 | 经营收入 | 其他收入
205 | 教育支出 | 10.30 | 9.30 | - | - | 1.00
20502 | 普通教育 | 10.30 | 9.30 | - | - | 1.00
2050202 | 小学教育 | 10.30 | 9.30 | - | - | 1.00
221 | 住房保障支出 | 3.00 | 3.00 | - | - | -
"""


def open_page(table: str, **manner: bool) -> Page:
    page = draw(table, above="某表\n单位：万元", height=18, **manner)
    page.horizontal, page.vertical = [], []
    return page


@pytest.mark.parametrize("manner", [{}, {"flush": True}, {"flush": True, "right": True}])
def test_heads_and_the_row_that_numbers_the_columns(manner: dict[str, bool]) -> None:
    wanted = told(read(draw(SUMMARY, above="收支预算总表")).facts)
    assert told(read(open_page(SUMMARY, **manner)).facts) == wanted


def test_a_total_beside_lower_heads_stands_over_its_own_figures() -> None:
    """No head stands right over its figures, which are flush right in wide columns."""
    table = """
        功能分类科目 | < | 合计 | 基本支出 | < | < | 项目支出
        科目编码 | 科目名称 | ^ | 小计 | 人员 | 公用 | ^
        204 | 公共安全支出 | 70.00 | 40.00 | 30.00 | 10.00 | 30.00
        20406 | 司法 | 70.00 | 40.00 | 30.00 | 10.00 | 30.00
        2040601 | 行政运行 | 40.00 | 40.00 | 30.00 | 10.00 | 0.00
    """
    manner = {
        "above": "支出表\n单位：万元",
        "widths": [60.0, 160.0, *[95.0] * 5],
        "height": 14,
        "right": True,
    }
    page = draw(table, **manner)
    page.horizontal, page.vertical = [], []
    assert told(read(page).facts) == told(read(draw(table, **manner)).facts)


def test_a_dash_right_of_its_head_is_in_its_column_and_no_sign_of_the_next_amount() -> None:
    """Heads flush left, figures and dashes flush right: the dash of one column stands next to the other."""
    page = open_page(REVENUE, flush=True, right=True)
    for one in page.lines:
        if one.text == "-":
            x = one.x0 + 70 - 6 - width_of("-")
            one.edges = [x, x + width_of("-")]
    assert told(read(page).facts) == told(read(draw(REVENUE, above="收入总表")).facts)


def test_a_year_apart_from_its_word_is_no_figure() -> None:
    table = SUMMARY.replace("预算数", "2024 年预算数")
    paths = [path for _, path, _ in told(read(open_page(table)).facts)]
    assert set(paths) == {"收入/2024年预算数", "支出/2024年预算数"}


def test_heads_that_are_repeated_at_the_top_of_each_page_are_no_running_head() -> None:
    pages = []
    for number in (1, 2, 3):
        page = draw(REVENUE, number=number, top=40, height=18, flush=True)
        page.horizontal, page.vertical = [], []
        page.lines.append(line(200, 20, "某县水务局2024年部门预算", number))
        pages.append(page)
    remove_furniture(pages)
    assert [{"科目编码", "合计", "事业收入"} <= {one.text for one in page.lines} for page in pages] == [
        True
    ] * 3
    assert all("某县水务局2024年部门预算" not in [one.text for one in page.lines] for page in pages)


def test_the_ends_of_amounts_at_the_top_of_a_page_are_no_page_number() -> None:
    page = Page(1, 595.0, 842.0)
    page.lines = [line(240, 74, "7"), line(285, 74, "7"), line(57, 90, "212"), line(142, 90, "城乡社区支出")]
    remove_furniture([page])
    assert [one.text for one in page.lines].count("7") == 2


def test_a_code_right_before_its_name_is_no_amount_with_a_unit() -> None:
    """A short name behind a code looks like the unit of a number: 20604技术研究."""
    table = """
        支出功能分类科目 | 合计 | 基本支出 | 项目支出
        206科学技术支出 | 4.00 | 1.00 | 3.00
        20604技术研究 | 4.00 | 1.00 | 3.00
        2060404科技成果 | 4.00 | 1.00 | 3.00
    """
    page = open_page(table, flush=True)
    assert told(read(page).facts) == told(read(draw(table, above="支出总表")).facts)


def test_a_header_that_each_page_reads_in_its_own_way_is_the_same() -> None:
    """The levels of a header follow from how its texts stand, which the figures of a page may change."""
    first = open_page(REVENUE, flush=True, right=True)
    second = draw(REVENUE.replace("科目编码 | 科目名称", "科目编码 | 科目¶名称"), number=2, top=60, height=26)
    second.horizontal, second.vertical = [], []
    (sheet,) = sheets(first, second)
    assert len(read(first, second).facts) == 2 * len(read(first).facts)
    assert len(sheet.repeated) == 1


def test_the_first_label_of_a_page_whose_lines_stand_around_its_figures_is_no_header() -> None:
    """Neither beside a code at the top of a page, nor alone below the header."""
    table = """
        科目编码 | 科目名称 | 合计 | 基本支出
        205 | 教育¶支出 | 4.00 | 1.00
        20502 | 普通教育 | 4.00 | 1.00
        2050201 | 学前教育 | 4.00 | 1.00
    """
    page = draw(table, above="支出总表\n单位：万元", height=30)
    page.horizontal, page.vertical = [], []
    assert told(read(page).facts) == told(read(draw(table, above="支出总表")).facts)
    rest = """
        20502¶02 | 小学教育¶支出 | 4.00 | 1.00
        20503 | 职业教育 | 4.00 | 1.00
        2050302 | 中专教育 | 4.00 | 1.00
    """
    second = draw(rest, number=2, top=40, height=30)
    second.horizontal, second.vertical = [], []
    facts = read(page, second).facts
    assert [fact.row_label for fact in facts if fact.account_code == "2050202"] == ["小学教育支出"] * 2


def test_items_without_amounts_below_the_heads_are_no_part_of_them() -> None:
    table = """
        收入 | < | 支出 | <
        项目 | 决算数 | 项目 | 决算数
         |  | 二十五、债务付息支出 |
         |  | 二十六、其他支出 |
        本年收入合计 | 8.00 | 本年支出合计 | 7.00
        年初结转 | 1.00 | 年末结转 | 2.00
        总计 | 9.00 | 总计 | 9.00
    """
    page = draw(table, above="收入支出决算总表\n单位：万元", height=16)
    page.horizontal, page.vertical = [], []
    facts = read(page).facts
    assert [fact.column_path for fact in facts[:2]] == [["收入", "决算数"], ["支出", "决算数"]]
    assert (
        "".join(cell.text for cell in read(page).cells if cell.role == "header")
        == "收入支出项目决算数项目决算数"
    )


def test_a_header_that_goes_on_below_a_ruling_ends_at_the_first_figures() -> None:
    page = draw(SUMMARY, above="收支预算总表\n单位：万元", height=20)
    page.vertical = []
    page.horizontal = [(y, 50.0, 540.0) for y in (120.0, 140.0, 240.0)]
    assert told(read(page).facts) == told(read(draw(SUMMARY, above="收支预算总表")).facts)


def test_a_title_with_its_form_number_apart_parts_two_tables() -> None:
    page = Page(1, 595.0, 842.0)
    for number, top in ((1, 140.0), (2, 300.0)):
        draw(REVENUE, above=f"表{number} 收入总表\n单位：万元", top=top, height=16, page=page)
    page.vertical = []
    assert [sheet.caption.title for sheet in sheets(page)] == ["收入总表"] * 2


def test_columns_that_the_text_of_the_next_page_does_not_tell_stay_empty() -> None:
    rest = (
        "22102 | 住房改革支出 | 3.00 | 3.00\n2210201 | 住房公积金 | 3.00 | 3.00\n22103 | 其他 | 3.00 | 3.00"
    )
    first = open_page(REVENUE)
    second = draw(rest, number=2, top=60, height=18, widths=[70.0] * 4)
    second.horizontal, second.vertical = [], []
    second.lines.append(line(525, 80, "-", 2))
    (sheet,) = sheets(first, second)
    assert sheet.columns == 7


@pytest.mark.parametrize("headed", [True, False])
def test_a_title_at_the_foot_of_a_page_entitles_the_table_overleaf(headed: bool) -> None:
    """Also with the header below it, which the next page repeats."""
    first = Page(1, 595.0, 842.0)
    first.lines = [
        line(60, 300, "本部门贯彻执行国家有关方针政策。"),
        line(260, 740, "部门收入总表"),
        line(480, 758, "单位：元"),
    ]
    heads = draw(REVENUE.strip().splitlines()[0], top=774, height=18)
    first.lines += heads.lines if headed else []
    second = draw(REVENUE, number=2, top=60, height=18)
    second.horizontal, second.vertical = [], []
    (sheet,) = sheets(first, second)
    assert (sheet.caption.title, sheet.caption.unit) == ("部门收入总表", "元")


def test_text_at_the_foot_of_a_page_that_is_no_title_stays_text() -> None:
    first = Page(1, 595.0, 842.0)
    first.lines = [line(60, 740, "各项收入见附件"), line(60, 760, "合计")]
    second = draw(REVENUE, number=2, top=60, height=18)
    second.horizontal, second.vertical = [], []
    (sheet,) = sheets(first, second)
    assert sheet.caption.title is None


def test_a_label_of_many_lines_below_its_figures_and_a_code_in_two_lines_end_no_table() -> None:
    page = Page(1, 595.0, 842.0)
    heads = [(50, "科目编码"), (130, "科目名称"), (250, "合计"), (350, "基本支出"), (450, "项目支出")]
    page.lines = [line(260, 80, "支出总表"), *(line(x, 130, text) for x, text in heads)]
    labels = {
        150: "其他国有",
        162: "土地使用",
        174: "权出让收",
        186: "入安排的",
        198: "支出",
        210: "城市建设",
        226: "其他支出",
    }
    page.lines += [line(130, y, text) for y, text in labels.items()]
    for y, code in ((150, "21208"), (210, "21209"), (226, "229999")):
        page.lines += [line(50, y, code), *(line(x, y, "4.00") for x in (250, 350, 450))]
    page.lines.append(line(62, 238, "9"))
    found = [(fact.account_code, fact.row_label) for fact in read(page).facts if fact.column == 2]
    assert found == [
        ("21208", "其他国有土地使用权出让收入安排的支出"),
        ("21209", "城市建设"),
        ("2299999", "其他支出"),
    ]


def test_heads_stand_over_columns_whose_figures_are_set_in_the_middle() -> None:
    page = draw(SUMMARY, above="收支预算总表\n单位：万元", height=18, widths=[160, 110, 160, 110])
    page.horizontal, page.vertical = [], []
    assert {"/".join(fact.column_path) for fact in read(page).facts} == {"收入/预算数", "支出/预算数"}


@pytest.mark.parametrize("gap", [24.0, 32.0])
def test_rows_far_apart_are_of_one_table_where_the_lines_of_a_label_stand_around_its_figures(
    gap: float,
) -> None:
    page = draw("单位代码 | 单位名称 | 合计 | 本年收入 | 上年结转", above="收入总表\n单位：万元", height=18)
    for number, name in enumerate(("某县水务局", "某县水利工程站", "某县水文站")):
        y = 150 + gap * number
        page.lines += [line(152, y - 6, name[:4]), line(152, y + 6, name[4:]), line(60, y, f"10100{number}")]
        page.lines += [line(250 + 98 * i, y, text) for i, text in enumerate(("9.00", "8.00", "1.00"))]
    page.horizontal, page.vertical = [], []
    rows = read(page)
    assert [fact.row_label for fact in rows.facts[::3]] == ["某县水务局", "某县水利工程站", "某县水文站"]


def test_ends_of_wrapped_heads_side_by_side_are_no_word_set_wide() -> None:
    heads = [line(100, 100, "上级补助收"), line(170, 100, "事业收")]
    ends = [line(120, 112, "入"), line(180, 112, "入")]
    assert [[piece.text for piece in row] for row in fragment_rows(heads + ends)][1] == ["入", "入"]
    assert fragment_rows([line(100, 100, "合"), line(130, 100, "计")])[0][0].text == "合计"


def test_ends_of_heads_of_one_ideograph_a_line_are_no_word_set_wide() -> None:
    """小|计 beside 购置|费 in narrow columns: the second lines are two heads' own."""
    heads = [line(178, 134, "小"), line(203, 134, "购置"), line(178, 148, "计"), line(209, 148, "费")]
    assert [[f.text for f in row] for row in fragment_rows(heads)] == [["小", "购置"], ["计", "费"]]
    total = [line(178, 134, "项目"), line(178, 148, "合"), line(209, 148, "计")]
    assert [[f.text for f in row] for row in fragment_rows(total)] == [["项目"], ["合计"]]


def test_a_column_without_figures_is_where_its_number_stands() -> None:
    rows = fragment_rows(
        [
            *(line(x, 100, str(number)) for number, x in enumerate((100, 170, 240), 1)),
            *(line(x, 120, "12.00") for x in (90, 230)),
        ]
    )
    spans = [(90.0, 120.0), (230.0, 260.0)]
    assert [round(left) for left, _ in counted_columns(rows, spans)] == [170]
    assert counted_columns(rows, [*spans, (165.0, 190.0)]) == []


@pytest.mark.parametrize(
    ("text", "steps", "pieces"),
    [
        ("合计行政事业合计", [10, 18, 10, 18, 10, 18, 10], ["合计", "行政", "事业", "合计"]),
        ("收入支出总表", [18, 18, 18, 18, 18], ["收入支出总表"]),  # spread over its line
        ("人员经费小计", [13, 18, 13, 18, 13], ["人员经费小计"]),
    ],
)
def test_heads_of_two_ideographs_each_in_narrow_columns_come_apart(
    text: str, steps: list[int], pieces: list[str]
) -> None:
    edges = [float(x) for x in accumulate([*steps, 10], initial=0)]
    found = fragments(TextLine(1, text, text, edges, 0.0, 12.0, 10.0))
    assert [piece.text for piece in found] == pieces
