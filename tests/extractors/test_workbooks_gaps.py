"""Rows apart from their table in a workbook: below an empty row, or below a header with borders."""

from __future__ import annotations

from typing import Any

import pytest
import xlsxwriter

from extractors.numbers import parse_figure
from tests.support.workbook_files import BODY, HEADER, ROW, book, read, table

TOTAL = ("合计", "", 30.5, 20.25, 10.25)


def written(*rows: tuple[Any, ...], bordered: int = 0) -> bytes:
    """A sheet with these rows; the first ``bordered`` below the captions have borders."""

    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["“三公”经费支出表" if rows[0][0] == "合计" else "支出决算表"])
        sheet.write_row(1, 0, ROW)
        for number, row in enumerate(rows, 2):
            border = made.add_format({"border": 1 if number < 2 + bordered else 0})
            for column, value in enumerate(row):
                if value != "" or number < 2 + bordered:
                    sheet.write(number, column, value, border)

    return book(fill)


@pytest.mark.parametrize("bordered", [0, 2])
def test_totals_below_an_empty_row_belong_to_the_table(bordered: int) -> None:
    document = read(written(HEADER, BODY[1], (), TOTAL, bordered=bordered))
    (found,) = document.tables
    assert (found.statement, len(document.facts)) == ("expenditure", 6)
    assert {fact.row_label for fact in document.facts if fact.is_total} == {"合计"}


def test_rows_without_borders_below_a_header_that_has_some_belong_to_it() -> None:
    heads = ("合计", "因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    document = read(written(heads, ("", "", "", "", ""), (6.5, 1, 2, 3, 0.5), bordered=2))
    (found,) = document.tables
    assert (found.statement, len(document.facts)) == ("three_public", 5)


def test_a_table_with_a_header_of_its_own_and_a_line_of_text_go_on_with_none() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        after = table(made, sheet, border=0)
        after = table(made, sheet, "", top=after + 1, border=0)
        sheet.write_row(after + 1, 0, ["审核人：某某", "", "制表人：某某"])

    document = read(book(fill))
    assert [(found.rows, found.columns) for found in document.tables] == [(5, 5), (4, 5)]
    assert all(parse_figure(fact.raw or "") for fact in document.facts)
