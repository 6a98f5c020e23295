"""Tables without vertical rulings as programs print them: tall heads, touching columns."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from extractors.pdf.reading import Page
from extractors.tables.unruled.cell_borders import columns_of_pieces
from tests.support.drawing import draw, line, read, sheets, texts_of, told, width_of
from tests.support.open_tables import CAPTION, TABLE, WIDTHS, open_, unruled

SUMMARY = """
    收入 | < | 支出 | <
    项目 | 金额 | 项目 | 金额
    一、一般公共预算 | 10.00 | 一、一般公共服务支出 | 4.00
    二、政府性基金 | 2.00 | 二、外交支出 |
    三、单位资金 | 1.00 | 三、国防支出 | 9.00
"""
SIDES = [120.0, 80.0, 190.0, 80.0]


def texts_on(page: Page, *rows: tuple[float, list[tuple[float, str]]]) -> Page:
    """Texts at places of a page: for each row its height and its texts, figures set right."""
    for y, texts in rows:
        for x, text in texts:
            left = x - width_of(text) if text[0].isdecimal() else x
            page.lines.append(line(left, y, text, page.number))
    return page


def test_labels_without_amounts_at_the_top_of_a_page_are_rows_of_the_table_before() -> None:
    """They are many, and one of them has the words of a title."""
    first = unruled(draw(SUMMARY, above="收支总体情况表\n部门：某局 | 单位：万元", widths=SIDES))
    names = [
        "二十二、国有资本经营预算支出",
        "二十三、灾害防治及应急管理支出",
        "二十四、预备费",
        "二十五、其他支出",
    ]
    rows = [(60.0 + 18 * i, [(275.0, name)]) for i, name in enumerate(names)]
    total = (132.0, [(80.0, "本年收入合计"), (222.0, "13.00"), (275.0, "本年支出合计"), (490.0, "13.00")])
    second = texts_on(Page(2, 595.0, 842.0), *rows, total)  # type: ignore[arg-type]
    (sheet,) = sheets(first, second)
    assert ["".join(row) for row in texts_of(sheet)[-5:-1]] == names
    assert ("本年支出合计", "支出/金额", Decimal("13.00")) in told(read(first, second).facts)


def test_all_that_stands_between_the_captions_and_the_figures_is_the_header() -> None:
    """However many lines its narrowest column takes."""
    page = Page(1, 595.0, 842.0)
    texts_on(page, (58.0, [(250.0, "收入总体情况表")]), (78.0, [(53.0, "部门：某局"), (480.0, "单位：万元")]))
    heads = [(53.0, "单位名称"), (200.0, "合计"), (270.0, "财政拨款收入"), (460.0, "其他收入")]
    texts_on(page, (169.0, heads))  # type: ignore[arg-type]
    for place, char in enumerate("附属单位补助上缴收入"):
        texts_on(page, (100.0 + 16 * place, [(400.0, char)]))
    for y, name, *amounts in (
        (260.0, "某县水务局", "9.00", "8.00", "0.50", "0.50"),
        (282.0, "某县水文站", "3.00", "2.00", "0.50", "0.50"),
    ):
        texts_on(page, (y, [(53.0, name), *zip((220.0, 330.0, 415.0, 500.0), amounts, strict=True)]))
    rows = read(page)
    assert ("某县水务局", "附属单位补助上缴收入", Decimal("0.50")) in told(rows.facts)
    assert rows.table.unit == "万元"


def test_the_unit_below_the_first_ruling_is_no_part_of_the_header() -> None:
    page = open_(draw(TABLE, above="支出决算表", widths=WIDTHS))
    page.horizontal = [(100.0, 50.0, 540.0), *(s for s in page.horizontal if s[0] > 121)]
    texts_on(page, (103.0, [(50.0, "编制部门：某县水务局"), (490.0, "单位：万元")]))
    rows = read(page)
    assert (rows.table.unit, rows.table.title) == ("万元", "支出决算表")
    assert {path for _, path, _ in told(rows.facts)} == {"本年支出合计", "基本支出", "项目支出"}


def test_rulings_drawn_cell_by_cell_tell_the_columns_and_whole_ones_and_dashes_do_not() -> None:
    xs, ys = [50.0, 120.0, 250.0, 350.0, 540.0], [120.0, 140.0, 160.0, 180.0, 200.0]
    group = [(y, xs[0], xs[-1]) for y in ys]
    cells = [(y, a, b) for y in ys for a, b in pairwise(xs)]
    assert columns_of_pieces(group, cells) == xs
    total = [(200.0, 50.0, 250.0), *(cell for cell in cells if cell[0] < 200 or cell[1] >= 250)]
    assert columns_of_pieces(group, total) == xs
    assert columns_of_pieces(group, group) is None
    dashes = [(y, 50.0 + 4 * i, 54.0 + 4 * i) for y in ys for i in range(122)]
    assert columns_of_pieces(group, dashes) is None
    uneven = [
        (y, a, b)
        for i, y in enumerate(ys)
        for a, b in pairwise([50.0, 200.0 + 20 * i, 400.0 - 30 * i, 540.0])
    ]
    assert columns_of_pieces(group, uneven) is None


def test_amounts_of_narrow_columns_that_stick_out_are_parted_by_the_columns_that_are_drawn() -> None:
    page = open_(draw(TABLE, above=CAPTION, widths=[70.0, 130.0, 30.0, 30.0, 30.0]))
    amounts = [text for text in page.lines if text.text[-3:-2] == "."]
    page.lines = [text for text in page.lines if text not in amounts]
    for y in sorted({text.y0 for text in amounts}):
        page.lines.append(line(249.5, y, "610.00310.00"))
        page.lines.append(line(310.5, y, "300.00"))
    found = told(read(page).facts)
    assert ("行政运行", "基本支出", Decimal("310.00")) in found
    assert {str(value) for row, _, value in found if row == "行政运行"} == {"610.00", "310.00", "300.00"}
