"""Terms and their explanations that stand in tables and on sheets of workbooks."""

from __future__ import annotations

import pytest
from xlsxwriter import Workbook

from extractors.reading import read_file
from nlp.narrative import read_narrative
from tests.support.workbook_files import book, table

TERMS = [
    ("甲类收入", "按规定从同级财政取得的收入。"),
    ("“三类”经费", "指甲费、乙费和丙费，标准5万元以下。"),
    ("丁类支出", "为保障运行而发生的开支。"),
]
NUMBERED = [(f"{number}", *one) for number, one in enumerate(TERMS, 1)]
IN_ONE = [(f"{number}.{term}：{text}",) for number, (term, text) in enumerate(TERMS, 1)]
Rows = list[tuple[str, ...]]


def terms(data: bytes, name: str) -> list[tuple[str, str]]:
    return [(one.term, one.definition) for one in read_narrative(read_file(data, name)).definitions]


def sheets(rows: Rows, name: str = "名词解释", after: Rows | None = None, border: int = 0) -> bytes:
    """A workbook with a statement, a sheet of ``rows`` and another one."""

    def fill(made: Workbook) -> None:
        table(made, made.add_worksheet("支出表"))
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, made.add_format({"border": border}))
        last = made.add_worksheet("附页")
        if after is None:
            table(made, last, "收入支出决算总表")
        for number, row in enumerate(after or []):
            last.write_row(number, 0, row)

    return book(fill)


def page(rows: Rows, heading: str = "<h2>第四部分 名词解释</h2>") -> bytes:
    drawn = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    before = "<h2>第一部分 概况</h2><p>本局管水。</p>"
    return f"<body>{before}{heading}<table>{drawn}</table><p>附件：公开表</p></body>".encode()


SHEETS: list[tuple[Rows, str]] = [
    (TERMS, "名词解释"),
    ([("名词解释",), *TERMS], "Sheet2"),
    ([("名词解释",), ("名词", "解释"), *TERMS], "名词解释"),
    ([("附表3 专业名词解释",), ("序号", "术语", "含义"), *NUMBERED], "附表3"),
    (NUMBERED, "四、名词解释"),
    (IN_ONE, "名词解释"),
    ([("名词解释",), *IN_ONE], "名词解释"),
    ([(f"{number}、{term}", text) for number, term, text in NUMBERED], "名词解释"),
    ([("一、收入类",), *TERMS[:1], ("二、支出类",), *TERMS[1:]], "名词解释"),
]


@pytest.mark.parametrize(("rows", "name"), SHEETS)
@pytest.mark.parametrize("border", [0, 1])
def test_a_sheet_of_terms_gives_definitions(rows: Rows, name: str, border: int) -> None:
    assert terms(sheets(rows, name, border=border), "a.xlsx") == TERMS


@pytest.mark.parametrize("rows", [TERMS, [("名词解释",), *IN_ONE]])
def test_the_next_sheet_does_not_enter_the_last_term(rows: Rows) -> None:
    after: Rows = [("本单位没有其他需要说明的事项。",), ("填表说明按上级要求办理。",)]
    assert terms(sheets(rows, after=after), "a.xlsx") == TERMS


@pytest.mark.parametrize(
    "rows",
    [TERMS, [("名词", "解释"), *TERMS], [("序号", "名称", "释义"), *NUMBERED], NUMBERED, IN_ONE],
)
def test_a_table_of_terms_on_a_web_page_gives_definitions_and_no_table(rows: Rows) -> None:
    assert terms(page(rows), "a.html") == TERMS
    assert read_file(page(rows), "a.html").document.tables == []


def test_heads_of_a_table_say_that_it_explains_terms() -> None:
    assert terms(page([("名词", "解释"), *TERMS], "<p>下表供参考。</p>"), "a.html") == TERMS


MONEY: Rows = [("项目", "决算数"), ("甲类收入", "10.00"), ("丁类支出", "20.00")]
OFFICES: Rows = [("科室", "主要职责"), ("办公室", "负责文电和会务工作。"), ("财务科", "负责预算编制工作。")]
PROJECTS: Rows = [("项目名称", "说明"), ("甲项目", "用于机关运转的开支。"), ("乙项目", "用于水库维修养护。")]


@pytest.mark.parametrize(
    ("rows", "heading"),
    [
        (MONEY, "<h2>第四部分 名词解释</h2>"),
        (MONEY, "<h2>第四部分 收支情况</h2>"),
        (OFFICES, "<h2>第二部分 机构设置</h2>"),
        (PROJECTS, "<h2>第二部分 名词解释</h2><p>略。</p><h2>第三部分 项目</h2>"),
    ],
)
def test_other_tables_explain_no_terms(rows: Rows, heading: str) -> None:
    assert terms(page(rows, heading), "a.html") == []
    assert len(read_file(page(rows, heading), "a.html").document.tables) == 1
