"""Hostile and broken workbooks: refused, told or read at little cost; nothing is run or followed."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import DamagedFile, TooLarge, UnknownFormat, UnreadableFile, UnsafeFile
from tests.support.workbook_files import book, changed, codes, one_table, read, table, values


def test_a_million_empty_rows_with_borders_cost_little() -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/><c r="E%d" s="1"/></row>' % (n, n, n) for n in range(9, 60_000)
    )
    data = changed(
        book(one_table),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"),
    )
    document = read(data)
    assert [(t.rows, t.columns) for t in document.tables] == [(3, 5)]


def test_merged_cells_over_a_whole_sheet_are_refused() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        table(made, sheet)
        sheet.write(1_048_575, 16_383, "末")

    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A9:XFD1048576"/></mergeCells>'
    data = changed(book(fill), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", merge, 1))
    with pytest.raises(TooLarge):
        read(data)


def test_a_sheet_that_unpacks_beyond_measure_is_refused() -> None:
    data = changed(
        book(one_table),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", b" " * 40_000_000 + b"</sheetData>"),
    )
    assert len(data) < 200_000
    with pytest.raises(TooLarge):
        read(data)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_part_that_declares_entities_is_refused(part: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    declaration = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    data = changed(book(one_table), part, lambda xml: xml.replace(b"?>", b"?>" + declaration, 1))
    with pytest.raises(UnsafeFile):
        read(data)


def test_links_to_other_workbooks_are_not_followed() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Z03")
        table(made, sheet)
        sheet.write_formula(
            "C5", "='file:///etc/[other.xlsx]Sheet1'!A1", made.add_format({"border": 1}), 30.5
        )

    assert values(read(book(fill)))["Z03!C5"] == "30.5"


def test_macros_are_told_and_not_run() -> None:
    data = book(one_table)
    buffer = BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert "macros_not_run" in codes(read(buffer.getvalue()))


def test_a_binary_workbook_is_refused_with_what_to_do() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xl/workbook.bin", b"")
    with pytest.raises(UnknownFormat, match="XLSB"):
        read(buffer.getvalue())


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_broken_part_is_a_damaged_file(part: str) -> None:
    with pytest.raises(DamagedFile):
        read(changed(book(one_table), part, lambda xml: xml[: len(xml) // 2]))


@settings(max_examples=50)
@given(st.data())
def test_a_workbook_cut_off_or_changed_anywhere_ends_in_a_sentence(data: st.DataObject) -> None:
    whole = book(one_table)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = whole[:place] + bytes([data.draw(st.integers(0, 255))]) + whole[place + 1 :]
    for broken in (other, whole[:place]):
        with suppress(UnreadableFile):
            read(broken)
