"""Tables of web pages however they are drawn: by styles, with hidden cells, with their title inside."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.reading import read_document
from records.tables import Document
from tests.support.drawing import told

HEADS = ["科目编码", "科目名称", "本年支出", "基本支出"]
ROWS = [["201", "一般公共服务支出", "10.00", "4.00"], ["208", "社会保障支出", "6.00", "5.00"]]
ABOVE = "<p>第一部分 预算表</p><p align=center>部门支出总表</p><p>单位：万元</p>"
WANTED = {("社会保障支出", "基本支出", Decimal("5.00")), ("一般公共服务支出", "本年支出", Decimal("10.00"))}


def read(body: str, style: str = "") -> Document:
    page = f"<html><head><style>{style}</style></head><body>{ABOVE}{body}</body></html>"
    return read_document(page.encode(), "a.html")


def drawn(table: str, row: str, cell: str, rows: list[list[str]] | None = None) -> str:
    """A table of elements that open as ``table``, ``row`` and ``cell`` do."""

    def element(opened: str, inner: str) -> str:
        return f"<{opened}>{inner}</{opened.split()[0]}>"

    own = rows or [HEADS, *ROWS]
    return element(table, "".join(element(row, "".join(element(cell, t) for t in texts)) for texts in own))


INLINE = ('div style="display:table"', 'div style="display: table-row"', 'span style="display:table-cell"')
CLASSES = ('div class="tbl"', 'div class="r"', 'p class="c x"')
SHEET = "<!-- .tbl{display:table} .tbl .r{color:red;display:table-row} .tbl > div p.c{display:table-cell} -->"


@pytest.mark.parametrize(
    ("body", "style"),
    [
        (drawn(*INLINE), ""),
        (drawn(*CLASSES), SHEET),
        (drawn("ul", 'li style="display:flex"', "span"), ""),
        (drawn("div", "div class=line", "div"), ".line{display:flex;width:100%}"),
        (
            drawn('div style="display:grid;grid-template-columns:repeat(4,minmax(0,1fr))"', "b", "i")
            .replace("<b>", "")
            .replace("</b>", ""),
            "",
        ),
    ],
    ids=["styles", "classes", "lines", "lines of a class", "grid"],
)
def test_a_table_drawn_by_styles_is_a_table(body: str, style: str) -> None:
    document = read(body, style)
    (table,) = document.tables
    assert (table.title, table.unit) == ("部门支出总表", "万元")
    assert set(told(document.facts)) >= WANTED


@pytest.mark.parametrize(
    "body",
    [
        '<div style="display:table"><p>本年支出10.00万元。</p><p>基本支出4.00万元。</p></div>',
        '<div style="display:table"><div style="display:table-row"><div style="display:table-cell">左</div>'
        '<div style="display:table-cell">本年支出10.00万元。</div></div></div>',
        drawn(
            "ul", 'li style="display:flex"', "span", [["首页", "概况"], ["预算", "决算"], ["公开", "2024"]]
        ),
    ],
    ids=["around text", "beside a text", "a menu"],
)
def test_styles_that_arrange_a_page_make_no_table(body: str) -> None:
    assert not read(body).tables


def test_a_head_over_columns_of_a_drawn_table_reaches_over_the_empty_boxes_beside_it() -> None:
    heads = [["科目名称", "合计", "本年收入", ""], ["", "", "小计", "财政拨款"]]
    document = read(drawn(*INLINE, [*heads, ["教育支出", "9.00", "8.00", "7.00"]]))
    assert [fact.column_path for fact in document.facts] == [
        ["合计"],
        ["本年收入", "小计"],
        ["本年收入", "财政拨款"],
    ]


def rows_with(cells: dict[str, str], row: str = "", columns: str = "") -> str:
    """The table with a cell ``cells`` before the others of each row, and ``row`` before its last."""
    lines = [
        f"<tr>{cells.get(str(n), cells['all'])}{''.join(f'<td>{t}</td>' for t in texts)}</tr>"
        for n, texts in enumerate([HEADS, *ROWS])
    ]
    return f"<table>{columns}{lines[0]}{lines[1]}{row}{lines[2]}</table>"


HIDDEN_ROW = "<tr {}><td>202</td><td>外交支出</td><td>77.00</td><td>77.00</td></tr>"


@pytest.mark.parametrize(
    ("body", "style"),
    [
        (rows_with({"all": '<td style="display: none">88</td>'}), ""),
        (rows_with({"all": "<td hidden>88</td>"}), ""),
        (rows_with({"all": '<td class="no">88</td>'}), "td.no{display:none}"),
        (rows_with({"all": '<td style="mso-hide:all">88</td>'}), ""),
        (rows_with({"all": "<td>88</td>"}, columns='<col style="display:none"><col span=4>'), ""),
        (rows_with({"all": ""}, HIDDEN_ROW.format('style="DISPLAY:none"')), ""),
        (rows_with({"all": ""}, HIDDEN_ROW.format('class="no"')), "tr.no{visibility:collapse}"),
    ],
    ids=["style", "attribute", "class", "office", "column", "row", "row of a class"],
)
def test_what_a_page_hides_of_a_table_is_none_of_it(body: str, style: str) -> None:
    document = read(body, style)
    assert set(told(document.facts)) >= WANTED
    assert len(document.facts) == 4
    assert {fact.account_code for fact in document.facts} == {"201", "208"}


def test_hidden_cells_with_text_are_told() -> None:
    told_of = [d.code for d in read(rows_with({"all": "<td hidden>88</td>"})).diagnostics]
    assert "hidden_cells" in told_of
    assert "hidden_cells" not in [d.code for d in read(rows_with({"all": "<td hidden></td>"})).diagnostics]


def test_styles_for_paper_or_small_windows_and_leaves_of_a_register_hide_nothing() -> None:
    style = (
        "@media print{td{display:none}} @media screen and (max-width:9em){tr{display:none}} div{display:none}"
    )
    document = read(f"<div class=leaf>{rows_with({'all': ''})}</div>", style)
    assert set(told(document.facts)) >= WANTED


def inside(*above: str) -> str:
    """The table with rows above its header, all of them within it."""
    rows = "".join(f"<tr>{row}</tr>" for row in above)
    return f"<p>说明</p><table border=1>{rows}{rows_with({'all': ''}).removeprefix('<table>')}"


EMPTY = "<td></td>" * 4


@pytest.mark.parametrize(
    "above",
    [
        ("<td colspan=4>&nbsp;</td>", "<td colspan=4>预算公开03</td>"),
        ("<td>公开03</td><td></td><td></td><td></td>",),
        (EMPTY, "<td colspan=4>附件2</td>"),
        ("<td colspan=4>二〇二四年度</td>",),
        (),
    ],
    ids=["blank row and number", "number", "blank cells", "other words", "none"],
)
def test_rows_above_the_header_are_the_caption_of_the_table(above: tuple[str, ...]) -> None:
    title = "<td colspan=4>部门财政拨款支出总表</td>"
    fields = "<td colspan=3>编制单位：某县水务局</td><td>单位：元</td>"
    document = read(inside(*above, title, fields))
    (table,) = document.tables
    assert (table.title, table.unit, table.statement is not None) == ("部门财政拨款支出总表", "元", True)
    assert set(told(document.facts)) >= WANTED


def test_a_row_of_figures_above_a_title_is_no_caption() -> None:
    first = "<td>上年</td><td>支出</td><td>3.00</td><td>2.00</td>"
    document = read(inside(first, "<td colspan=4>部门财政拨款支出总表</td>"))
    assert document.tables[0].title != "部门财政拨款支出总表"


@pytest.mark.parametrize(
    ("again", "tables"),
    [
        ("<p>部门支出总表（续）</p><p>单位：万元</p>", 1),
        ("<p>表3（续）</p><p>部门支出总表(续)</p>", 1),
        ("<p>续表1：部门支出总表</p>", 1),
        ("<p>部门支出总表续2</p>", 1),
        ("<p>（接下页）</p><p>（接上页）</p>", 1),
        ("<p>部门支出总表</p>", 1),
        ("<p>部门支出总表</p><p>部门：某县农业局</p>", 2),
        ("<p>部门收入总表（续）</p>", 2),
    ],
)
def test_a_table_whose_title_says_that_it_goes_on_is_one_with_the_one_before(again: str, tables: int) -> None:
    cells = "".join(f"<td>{text}</td>" for text in ("210", "卫生健康支出", "3.00", "1.00"))
    head = "".join(f"<td>{text}</td>" for text in HEADS)
    part = f"{again}<table border=1><tr>{head}</tr><tr>{cells}</tr></table>"
    first = rows_with({"all": ""})
    document = read(f"<p>表3</p><p>部门支出总表</p><p>部门：某县水务局</p>{first}{part}")
    assert len(document.tables) == tables
    assert ("卫生健康支出", "基本支出", Decimal("1.00")) in told(document.facts)


def test_a_statement_that_begins_with_the_same_row_is_another_though_its_title_is_the_same() -> None:
    table = rows_with({"all": ""})
    assert len(read(f"{table}<p>部门支出总表</p>{table}").tables) == 2
    assert len(read(f"{table}<p>部门支出总表（续）</p>{table}").tables) == 1


def test_tables_of_one_row_below_each_other_are_one() -> None:
    heads, *rows = ("".join(f"<td>{text}</td>" for text in texts) for texts in [HEADS, *ROWS])
    body = "".join(f"<table><tr>{row}</tr></table>\n" for row in [heads, *rows])
    (table,) = read(body).tables
    assert (table.rows, table.title) == (3, "部门支出总表")
    assert set(told(read(body).facts)) >= WANTED
    assert len(read(body.replace("</table>\n", "</table><p>以上为该项数据。</p>")).tables) == 3


def test_heads_and_rows_may_be_lines_of_one_row() -> None:
    more = [HEADS, *ROWS, ["213", "农林水支出", "3.00", "1.00"]]
    cells = "".join(f"<td>{'<br>'.join(column)}</td>" for column in zip(*more, strict=True))
    assert set(told(read(f"<table><tr>{cells}</tr></table>").facts)) >= WANTED


def test_statements_below_each_other_in_one_table_are_several() -> None:
    def statement(title: str, unit: str, rows: list[list[str]]) -> str:
        return "".join(
            [
                f'<tr><td colspan="4">{title}</td></tr><tr><td>某局</td><td>单位：{unit}</td></tr>',
                *(
                    "<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>"
                    for texts in [HEADS, *rows]
                ),
                '<tr><td colspan="4">&nbsp;</td></tr>',
            ]
        )

    projects = [["项目名称", "项目单位", "基本支出", "项目支出"], ["道路养护", "某局", "1.00", "2.00"]]
    body = "".join(
        [
            statement("部门支出总表", "万元", ROWS),
            statement("一般公共预算支出表", "元", ROWS),
            statement("项目支出表", "元", projects).replace("科目编码", "序号"),
        ]
    )
    tables = read(f"<table>{body}</table>").tables
    assert [(table.title, table.unit) for table in tables] == [
        ("部门支出总表", "万元"),
        ("一般公共预算支出表", "元"),
        ("项目支出表", "元"),
    ]


ALIGNED = """科目编码  科目名称              合计  基本支出
          合计                 16.00      9.00
201       一般公共服务支出     10.00      4.00
208       社会保障和就业支出    6.00      5.00"""


@pytest.mark.parametrize(
    "body",
    [
        f"<pre>部门支出总表\n单位：万元\n{ALIGNED}</pre>",
        "".join(f"<p>{line.replace(' ', '&nbsp;')}</p>" for line in ALIGNED.split("\n")),
    ],
)
def test_columns_that_blanks_align_are_those_of_a_table(body: str) -> None:
    document = read(body)
    assert document.tables[0].title == "部门支出总表"
    assert ("社会保障和就业支出", "基本支出", Decimal("5.00")) in told(document.facts)
    assert ("合计", "合计", Decimal("16.00")) in told(document.facts)


def test_figures_that_stand_under_no_head_and_preformatted_prose_are_no_table() -> None:
    loose = ALIGNED.replace("合计  基本支出", "合计").replace("6.00  ", "6.00    ")
    assert read("".join(f"<p>{line.replace(' ', '&nbsp;')}</p>" for line in loose.split("\n"))).tables == []
    prose = "一、收入情况\n2024年收入10.00万元。\n二、支出情况\n2024年支出9.00万元。\n"
    assert read(f"<pre>{prose}</pre>").tables == []


def test_a_list_of_terms_with_numbers_is_a_table_of_two_columns() -> None:
    def terms(*pairs: tuple[str, str]) -> str:
        return "<dl>" + "".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, text in pairs) + "</dl>"

    costs = [(f"费用{number}", f"{number}.00") for number in range(1, 5)]
    assert ("费用3", "预算数", Decimal("3.00")) in told(read(terms(("项目", "预算数"), *costs)).facts)
    assert read(terms(("财政拨款", "指经费。"), ("基本支出", "指人员。"), ("其他", "见上。"))).tables == []


@pytest.mark.parametrize(("between", "columns"), [("", [4]), ("其中：", [2, 2])])
def test_two_tables_alone_in_the_cells_of_a_row_are_the_sides_of_one_form(
    between: str, columns: list[int]
) -> None:
    sides = [
        "<table border=1><tr><td>项目<td>预算数<tr><td>财政拨款<td>10.00<tr><td>其他<td>1.00</table>",
        "<table border=1><tr><td>项目<td>预算数<tr><td>教育<td>11.00<tr><td>卫生<td>0.00</table>",
    ]
    document = read(f"<table><tr><td>{sides[0]}</td><td>{between}{sides[1]}</td></tr></table>")
    assert [table.columns for table in document.tables] == columns
    assert document.tables[0].title == "部门支出总表"
