"""Workbooks: what is read is what a reader of them sees, and nothing is run, followed or unpacked too far."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import families
from corpus.composition import compose
from corpus.formats import pdf, workbook
from corpus.printing.spreadsheet import BookHabits
from extractors.reading import read_document
from extractors.workbooks.book import column_name, place_of
from extractors.workbooks.number_formats import shown
from records.file_tables import FactRecord
from tests.support.waiting import WAY_OUT
from tests.support.workbook_files import BODY, book, codes, one_table, read, table, values


def test_a_figure_has_its_value_its_unit_and_the_name_of_its_cell() -> None:
    document = read(book(one_table))
    (fact,) = [f for f in document.facts if f.anchor == "Z03!C5"]
    assert (fact.value, fact.amount_yuan, fact.unit) == (Decimal("30.5"), Decimal(305000), "万元")
    assert (fact.statement, fact.account_code, fact.page, fact.box) == ("expenditure", "201", None, None)
    assert fact.column_path == ["本年支出合计"]
    assert document.record.media_type.endswith("spreadsheetml.sheet")
    assert document.record.pages is None


def test_tables_below_each_other_are_tables_of_their_own() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        after = table(made, sheet, "支出决算表")
        after = table(made, sheet, "一般公共预算财政拨款支出决算表", top=after)  # no empty row between
        table(made, sheet, "政府性基金预算财政拨款支出决算表", top=after + 2)

    statements = [t.statement for t in read(book(fill)).tables]
    assert statements == ["expenditure", "general_public_budget_expenditure", "government_fund"]


@pytest.mark.parametrize("border", [0, 1])
def test_tables_with_equal_titles_are_not_joined(border: int) -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        table(made, sheet, top=table(made, sheet, border=border) + 2, border=border)

    assert [t.statement for t in read(book(fill)).tables] == ["expenditure", "expenditure"]


def test_tables_side_by_side_are_two_each_with_its_title() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        table(made, sheet, "支出决算表")
        table(made, sheet, "政府性基金预算财政拨款支出决算表", left=7)

    document = read(book(fill))
    assert [(t.statement, t.columns) for t in document.tables] == [("expenditure", 5), ("government_fund", 5)]
    assert {f.statement for f in document.facts if f.anchor and f.anchor[7] in "JKL"} == {"government_fund"}


def test_a_table_without_borders_is_found() -> None:
    document = read(book(lambda made: [table(made, made.add_worksheet(), border=0), None][1]))  # type: ignore[func-returns-value]
    assert [(t.statement, t.unit) for t in document.tables] == [("expenditure", "万元")]
    assert len(document.facts) == 6


def test_the_sheets_name_is_the_title_where_there_is_no_other() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        table(made, made.add_worksheet("国有资本经营预算财政拨款支出决算表"), title="")

    document = read(book(fill))
    assert [(t.statement, t.unit) for t in document.tables] == [("state_capital", "万元")]
    assert {f.unit for f in document.facts} == {"万元"}


def test_merged_cells_keep_their_spans() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet, cell = made.add_worksheet(), made.add_format({"border": 1})
        sheet.merge_range("A1:D1", "支出决算表", cell)
        sheet.merge_range("A2:A3", "科目名称", cell)
        sheet.merge_range("B2:C2", "本年支出", cell)
        sheet.merge_range("D2:D3", "结转", cell)
        sheet.write_row("B3", ["基本支出", "项目支出"], cell)
        sheet.write_row("A4", ["教育支出", 1.5, 2.5, 0.5], cell)

    document = read(book(fill))
    assert {tuple(f.column_path or ()) for f in document.facts} == {
        ("本年支出", "基本支出"), ("本年支出", "项目支出"), ("结转",)
    }  # fmt: skip
    spans = {c.text: (c.row_span, c.column_span) for c in document.cells if c.text}
    assert (spans["本年支出"], spans["科目名称"]) == ((1, 2), (2, 1))


def test_what_is_hidden_is_left_out_and_told() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        table(made, made.add_worksheet("Z01"))
        secret = made.add_worksheet("内部")
        table(made, secret, "收入决算表")
        secret.very_hidden()
        sheet = made.add_worksheet("Z03")
        body = [*BODY, ("205", "教育支出", 999.99, 1, 2), ("208", "社会保障和就业支出", 7, 8, 9)]
        table(made, sheet, "一般公共预算财政拨款支出决算表", body=body)
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column("D:D", None, None, {"hidden": True})

    document = read(book(fill))
    assert [t.statement for t in document.tables] == ["expenditure", "general_public_budget_expenditure"]
    second = {f.anchor: f for f in document.facts if f.table_id == "t2"}
    assert second.keys() == {"Z03!C4", "Z03!E4", "Z03!C5", "Z03!E5", "Z03!C7", "Z03!E7"}
    assert second["Z03!E7"].column_path == ["项目支出"]
    assert "999.99" not in {f.raw for f in document.facts} | {c.text for c in document.cells}
    notices = {d.code: d.message for d in document.diagnostics}
    assert "内部" in notices["hidden_sheet"]
    assert "Z03" in notices["hidden_cells"]


def test_formulas_have_the_value_that_the_file_keeps() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Z03")
        table(made, sheet)
        sheet.write_formula("C5", "=D5+E5", made.add_format({"border": 1, "num_format": "0.00"}), 30.5)

    assert values(read(book(fill)))["Z03!C5"] == "30.50"


def test_a_formula_without_a_value_is_told_and_not_guessed() -> None:
    source = openpyxl.load_workbook(BytesIO(book(one_table)))
    source["Z03"]["C5"] = "=VLOOKUP(A5,D5:E9,2)"  # openpyxl keeps no values of formulas
    buffer = BytesIO()
    source.save(buffer)
    document = read(buffer.getvalue())
    assert "Z03!C5" not in values(document)
    (notice,) = [d for d in document.diagnostics if d.code == "formula_without_value"]
    assert "Z03!C5" in notice.message


def test_error_cells_are_no_figures_and_are_told() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Z03")
        table(made, sheet)
        sheet.write_formula("C5", "=#REF!+1", made.add_format({"border": 1}), "#REF!")

    document = read(book(fill))
    assert "Z03!C5" not in values(document)
    assert "cell_shows_error" in codes(document)
    assert "#REF!" in {c.text for c in document.cells}


def test_numbers_as_text_are_figures() -> None:
    body = [
        ("合计", "", "1,030.50", " 20.25", "10.25"),
        ("201", "一般公共服务支出", "1,030.50", "20.25", "10.25"),
    ]
    document = read(book(lambda made: [table(made, made.add_worksheet("Z03"), body=body), None][1]))  # type: ignore[func-returns-value]
    assert {f.value for f in document.facts} == {Decimal("1030.50"), Decimal("20.25"), Decimal("10.25")}


def test_yuan_shown_in_wan_by_a_format_are_wan() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Z03")
        table(made, sheet)
        sheet.write("C5", 305_000, made.add_format({"border": 1, "num_format": "0!.0000"}))
        sheet.write("D5", 305_000_000, made.add_format({"border": 1, "num_format": "#,##0.00,"}))

    facts = {f.anchor: f for f in read(book(fill)).facts}
    assert (facts["Z03!C5"].raw, facts["Z03!C5"].amount_yuan) == ("30.5000", Decimal(305_000))
    assert facts["Z03!D5"].raw == "305,000.00"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12345678, "0!.0000", "1234.5678"),
        (123, "0\\.0000", "0.0123"),
        (-12345678, '0"."0000', "-1234.5678"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234567.891, "#,##0.00,", "1,234.57"),
        (0.12345, "0.00%", "12.35%"),
        (1.005, "0.00", "1.01"),
        (0.1 + 0.2, "General", "0.3"),
        (2080505, "General", "2080505"),
        (3.14159265358979, "General", "3.1415926536"),
        (5, "00", "05"),
        (-5, "0.00;[Red](0.00)", "(5.00)"),
        (-0.001, "0.00", "0.00"),
        (0, "#,##0.00;-#,##0.00;", ""),
        (5, ";;;", ""),
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (1234.5, '0.00"万元"', "1234.50万元"),
        (1234567, "[$￥-804]#,##0.00", "￥1,234,567.00"),
        (50, "[>=100]0.0;0.00", "50.00"),
        (12.5, "0.###", "12.5"),
        (0.5, "#.00", "0.50"),
        (45322, 'yyyy"年"m"月"d"日"', "2024年1月31日"),
        (45322.5, "yyyy/m/d h:mm", "2024/1/31 12:00"),
        (45322, "yyyy-mm-dd", "2024-01-31"),
        (0.75, "[h]:mm", "18:00"),
        (123456.789, "0.00E+00", "123456.789"),
    ],
)
def test_numbers_are_read_as_their_format_shows_them(value: float, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@settings(deadline=None)
@given(st.floats(), st.text('0#?.,;%"\\!_*@Eymdhs[]<>=-+/ A万', max_size=12))
def test_no_number_and_no_format_break_the_reader(value: float, number_format: str) -> None:
    assert isinstance(shown(value, number_format), str)


@settings(deadline=None)
@given(st.integers(0, 99_999), st.integers(0, 16_383))
def test_the_name_of_a_cell_says_where_it_is(row: int, column: int) -> None:
    assert place_of(f"{column_name(column)}{row + 1}") == (row, column)


def test_zeros_that_the_sheet_does_not_show_are_no_figures() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Z03")
        table(made, sheet, body=[*BODY, ("205", "教育支出", 0, 0, 0)])
        sheet.hide_zero()

    assert "Z03!C6" not in values(read(book(fill)))


def test_a_workbook_that_shows_nothing_is_read_and_told() -> None:
    document = read(book(lambda made: [made.add_worksheet(), None][1]))
    assert not document.tables
    assert "no_text" in codes(document)


def same(fact: FactRecord) -> tuple[Any, ...]:
    known = asdict(fact)
    names = ("statement", "side", "account_code", "measure", "fund", "phase", "period", "unit", "amount_yuan")
    return (*map(known.get, names), fact.row_label, tuple(fact.column_path or ()), fact.value)


@pytest.mark.parametrize("name", ["henan", "shanghai", "henan_budget", "yuan"])
def test_a_workbook_gives_the_figures_of_the_pdf(name: str) -> None:
    seed = next(
        seed
        for seed in range(1, 60)
        if not families.of_seed(name, seed).habit
        and (habits := BookHabits.of_seed(name, seed)).stored != "yuan"
        and not habits.untitled
    )
    printed = read_document(next(iter(pdf(compose(name, seed)).files.values())), "a.pdf")
    files = workbook(compose(name, seed)).files
    document = read(next(data for path, data in files.items() if path.endswith(".xlsx")))
    # A workbook of tables may leave the year to its narrative; the figures are the same.
    told, wanted = ({same(f)[:6] + same(f)[7:] for f in d.facts} for d in (document, printed))
    assert len(wanted & told) >= 0.99 * len(wanted)
    assert len(document.facts) == len(printed.facts)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """Converts a workbook by LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")

    def convert(data: bytes, to: str) -> bytes:
        folder = tmp_path_factory.mktemp("office")
        (folder / "a.xlsx").write_bytes(data)
        home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
        command = [
            program,
            home,
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(folder),
            str(folder / "a.xlsx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=WAY_OUT)
        made = folder / f"a.{to}"
        if not made.exists():  # Writer alone is installed, without Calc
            pytest.skip("LibreOffice has no Calc")
        return made.read_bytes()

    return convert


@pytest.mark.office
def test_an_xls_gives_the_figures_of_the_xlsx(office: Callable[[bytes, str], bytes]) -> None:
    name, seed = next(
        (n, s) for n in families.names() for s in range(1, 9)
        if (h := BookHabits.of_seed(n, s)).hidden and h.formulas and h.stored == "exact" and h.bordered
    )  # fmt: skip
    files = workbook(compose(name, seed)).files
    xlsx = next(data for path, data in files.items() if path.endswith(".xlsx"))
    new, old = read(xlsx), read_document(office(xlsx, "xls"), "a.xls")
    assert old.record.media_type == "application/vnd.ms-excel"
    assert [(f.anchor, *same(f)) for f in old.facts] == [(f.anchor, *same(f)) for f in new.facts]
    assert codes(old) == codes(new)
