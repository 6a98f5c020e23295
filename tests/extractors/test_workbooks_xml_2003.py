"""Workbooks in the XML of Excel 2003, which reporting systems write under the ending .xls."""

from __future__ import annotations

from io import BytesIO

import pytest

from extractors.detection import EXCEL_XML, HTML, UNKNOWN, XML, detect
from extractors.errors import DamagedFile, UnsafeFile
from extractors.workbooks.xml_2003 import read_excel_xml

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
STYLES = (
    '<Styles><Style ss:ID="Default"/><Style ss:ID="money"><NumberFormat ss:Format="Standard"/>'
    '<Alignment ss:Horizontal="Center"/>'
    '<Borders><Border ss:Position="Left" ss:LineStyle="Continuous"/></Borders>'
    '</Style><Style ss:ID="day" ss:Parent="money"><NumberFormat ss:Format="Short Date"/></Style></Styles>'
)


def book(rows: str, options: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}">{STYLES}'
        f'<Worksheet ss:Name="表"><Table>{rows}</Table>{options}</Worksheet></Workbook>'
    ).encode()


def cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_cells_stand_where_they_are_and_show_what_they_show() -> None:
    title = cell("收入决算表", more='ss:MergeAcross="2"') + cell("注")
    day = cell("2024-12-31T00:00:00.000", "DateTime", 'ss:Index="3" ss:StyleID="day"')
    amounts = cell("1234.5", "Number") + day
    others = cell("1", "Boolean") + cell("#REF!", "Error") + '<Cell ss:Formula="=R1C1"/>'
    mixed = '<Cell><Data ss:Type="String"><B>加</B>粗</Data><Comment><Data>批注</Data></Comment></Cell>'
    rows = (
        f'<Row>{title}</Row><Row ss:Index="4" ss:StyleID="money">{amounts}</Row>'
        f"<Row>{others}</Row><Row>{mixed}</Row>"
    )
    (sheet,) = read_excel_xml(book(rows)).sheets
    assert sheet.texts == {
        (0, 0): "收入决算表",
        (0, 3): "注",
        (3, 0): "1,234.50",
        (3, 2): "2024/12/31",
        (4, 0): "TRUE",
        (4, 1): "#REF!",
        (5, 0): "加粗",
    }
    assert sheet.merges == [(0, 0, 0, 2)]
    assert (sheet.errors, sheet.unknown) == ([(4, 1)], [(4, 2)])
    assert (3, 0) in sheet.bordered & sheet.centred


def test_what_is_hidden_is_known_as_hidden() -> None:
    columns = '<Column ss:Width="30"/><Column ss:Hidden="1" ss:Span="1"/>'
    rows = f'{columns}<Row ss:Hidden="1" ss:Span="1">{cell("a")}</Row><Row>{cell("b")}</Row>'
    hidden = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    (sheet,) = read_excel_xml(book(rows, hidden)).sheets
    assert sheet.hidden
    assert sheet.hidden_columns == {1, 2}
    assert sheet.hidden_rows == {0, 1}
    assert sheet.texts == {(0, 0): "a", (2, 0): "b"}


@pytest.mark.parametrize("place", ["99999999999", "-1", "²", "NaN"])
def test_places_that_no_sheet_has_are_damage(place: str) -> None:
    with pytest.raises(DamagedFile):
        read_excel_xml(book(f'<Row ss:Index="{place}"/>'))


def test_entities_and_torn_files_are_refused() -> None:
    with pytest.raises(DamagedFile):
        read_excel_xml(book("<Row/>")[:-40])
    with pytest.raises(UnsafeFile):
        read_excel_xml(book("").replace(b"<Workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><Workbook'))


def test_a_piece_of_xml_is_what_its_first_element_says() -> None:
    def kind(text: str) -> str:
        return detect(BytesIO(text.encode()))

    assert detect(BytesIO(book(""))) == EXCEL_XML
    assert kind('<?xml version="1.0"?><!-- <html> --><feed><title>预算</title><table x="1"/></feed>') == XML
    assert kind('<?xml version="1.0"?><!DOCTYPE html><html><body>预算</body></html>') == HTML
    assert kind("<html><body>\0预算</body></html>") == HTML
    assert kind("\0预算") == UNKNOWN
