"""Tables of two columns without borders: labels with one amount each, in workbooks and on pages."""

from __future__ import annotations

import io

import openpyxl
import pymupdf
import pytest

from extractors.document import Document
from extractors.reading import read_document

ROWS = [
    ("一、一般公共预算财政拨款收入", "702.69"),
    ("二、政府性基金预算财政拨款收入", "0.00"),
    ("三、上级补助收入", "12.30"),
    ("本年收入合计", "714.99"),
]
OTHERS = [
    ("办公室", "张三负责"),
    ("单位地址", "某某县人民路18号"),
    ("联系电话", "0851-12345678"),
    ("邮政编码", "550000"),
]


def workbook(rows: list[tuple[str, str]]) -> Document:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2024年度收入决算表"])
    sheet.append([None, "单位：万元"])
    for label, value in (("项目", "决算数"), *rows):
        sheet.append([label, value])
    sink = io.BytesIO()
    book.save(sink)
    return read_document(sink.getvalue(), "a.xlsx")


def page(rows: list[tuple[str, str]], ruled: bool, gap: float) -> Document:
    with pymupdf.open() as pdf:
        sheet = pdf.new_page()

        def write(x: float, y: float, text: str, size: float = 11) -> None:
            sheet.insert_text((x, y), text, fontname="china-s", fontsize=size)

        write(180, 100, "2024年度收入决算表", 16)
        write(400, 120, "单位：万元")
        for number, (label, value) in enumerate((("项目", "决算数"), *rows)):
            y = 150 + 20 * number
            write(72, y, label)
            width = pymupdf.get_text_length(value, fontname="china-s", fontsize=11)
            write(72 + gap + 60 - width, y, value)
            for ruling in (y - 14, y + 5) if ruled and not number else (y + 5,) if ruled else ():
                sheet.draw_line((60, ruling), (530, ruling))
        return read_document(pdf.tobytes(no_new_id=True), "a.pdf")


def amounts(document: Document) -> list[str]:
    return [str(fact.value) for fact in document.facts]


def test_a_sheet_of_labels_and_amounts_is_a_table() -> None:
    document = workbook(ROWS)
    assert [table.statement for table in document.tables] == ["revenue"]
    assert amounts(document) == [value for _, value in ROWS]


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("gap", [200, 330])
def test_a_page_of_labels_and_amounts_is_a_table(ruled: bool, gap: float) -> None:
    document = page(ROWS, ruled, gap)
    assert [table.statement for table in document.tables] == ["revenue"]
    assert amounts(document) == [value for _, value in ROWS]


def test_pairs_of_words_are_no_table_of_figures() -> None:
    assert amounts(workbook(OTHERS)) == []
    assert amounts(page(OTHERS, False, 200)) == []


def test_a_list_of_contents_is_no_table() -> None:
    contents = [
        (f"第{n}部分 部门决算情况说明", f"{page}") for n, page in zip("一二三四", (1, 3, 12, 20), strict=True)
    ]
    assert page(contents, False, 330).tables == []
