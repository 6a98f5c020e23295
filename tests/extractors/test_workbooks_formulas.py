"""Sums that a workbook's writer left to the reader are counted; whatever is more than a plain sum is not."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from extractors.workbooks.book import ReadWorkbook
from extractors.workbooks.formulas import DEEPEST, LONGEST
from extractors.workbooks.xlsx import read_xlsx
from tests.support.workbook_files import book, one_table, read, values


def opened(cells: dict[str, object], number_format: str = "General") -> ReadWorkbook:
    """A workbook whose sheets 甲 and 乙 have these cells; no value of a formula is kept."""
    made = openpyxl.Workbook()
    made.active.title = "甲"
    made.create_sheet("乙")["B2"] = 7.25
    for place, value in cells.items():
        made["甲"][place] = value
        made["甲"][place].number_format = number_format
    buffer = BytesIO()
    made.save(buffer)
    return read_xlsx(buffer.getvalue())


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("=SUM(A1:A3)", "6.75"),
        ("=SUM(A1,A3)", "5.5"),
        ("=SUM(A1:A2,A3*2)", "11.25"),
        ("=SUM($A$1:$A$3)-A1", "5.75"),
        ("=A1+A2-A3", "-2.25"),
        ("=-(A1+A2)", "-2.25"),
        ("=A3/10+乙!B2", "7.7"),
        ("='乙'!B2*2", "14.5"),
        ("=ROUND(A2/3,2)", "0.42"),
        ("=A1+A9", "1"),
        ("=SUM(A1:A4)", "6.75"),
        ("=SUM(C1:C2)", "9"),
    ],
)
def test_plain_sums_are_counted(formula: str, text: str) -> None:
    cells = {"A1": 1, "A2": 1.25, "A3": 4.5, "A4": "合计", "C1": "=A3*2", "B1": formula}
    assert opened(cells).sheets[0].texts.get((0, 1)) == text


@pytest.mark.parametrize(
    "formula",
    [
        "=VLOOKUP(A1,A1:B3,2)",
        "=IF(A1>0,A1,0)",
        "=A4+1",
        "=B1+1",
        "=A1/A9",
        "=SUM(丙!A1:A3)",
        "=[1]甲!A1+A2",
        "=A1:A3",
        "=SUM(A1:XFD1048576)",
        "=" + "+".join(["A1"] * LONGEST),
        "=SUM(A1:A3",
        "=A1^2",
        "=LOG10(A1)",
    ],
)
def test_what_is_no_plain_sum_stays_unknown(formula: str) -> None:
    sheet = opened({"A1": 1, "A2": 1.25, "A3": 4.5, "A4": "合计", "B1": formula}).sheets[0]
    assert (0, 1) not in sheet.texts
    assert sheet.unknown == [(0, 1)]


def test_a_chain_of_sums_is_followed_no_deeper_than_a_form_goes() -> None:
    chain: dict[str, object] = {f"A{row}": f"=A{row + 1}+1" for row in range(1, 2 * DEEPEST)}
    sheet = opened({**chain, f"A{2 * DEEPEST}": 1}).sheets[0]
    assert (0, 0) in sheet.unknown
    assert sheet.texts[2 * DEEPEST - 2, 0] == "2"


def test_a_sum_is_shown_as_its_cell_shows_numbers() -> None:
    sheet = opened({"A1": 1000.004, "A2": 234.5, "A3": "=A1+A2"}, "#,##0.00").sheets[0]
    assert sheet.texts[2, 0] == "1,234.50"


def test_a_counted_sum_is_a_figure_and_told() -> None:
    source = openpyxl.load_workbook(BytesIO(book(one_table)))
    source["Z03"]["C5"] = "=D5+E5"
    buffer = BytesIO()
    source.save(buffer)
    document = read(buffer.getvalue())
    assert "Z03!C5" in values(document)
    (notice,) = [d for d in document.diagnostics if d.code == "formula_counted"]
    assert "Z03!C5" in notice.message
