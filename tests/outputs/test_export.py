"""The export for spreadsheets: findings with both places, the statements again, and no formulas."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from flows.commands.command_line import app
from outputs.export.content import CONTRADICTIONS, FAILED_CHECKS, HEADS
from outputs.export.csv_files import CsvFiles, harmless
from outputs.export.exporting import export
from outputs.export.sheets import Format, Link, Wide
from outputs.export.workbook import Workbook
from outputs.store.out_folder import OutFolder
from records.vocabularies import vocabularies

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def workbook(published_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("export") / "sheets" / "all.xlsx"
    export(published_corpus, Format.xlsx, file, published_corpus / "report")
    return file


def documents(out: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_bytes()) for path in sorted(OutFolder(out).json.iterdir())]


def test_each_contradiction_stands_with_both_its_places_and_a_link_to_the_review_page(
    workbook: Path, published_corpus: Path
) -> None:
    sheet = openpyxl.load_workbook(workbook)[CONTRADICTIONS]
    head, *rows = sheet.iter_rows()
    assert tuple(cell.value for cell in head) == HEADS[CONTRADICTIONS]
    place = {cell.value: cell.column - 1 for cell in head}
    wanted = {}
    for document in documents(published_corpus):
        claims = {claim["claim_id"]: claim for claim in document["claims"]}
        for link in document["links"]:
            if link["verdict"] == "contradicted":
                name = f"{link['document_id']}.html#{link['claim_id']}"
                wanted[name] = claims[link["claim_id"]], link
    assert len(rows) == len(wanted) > 3
    for row in rows:
        link_to = row[place["核对页面"]].hyperlink
        target = Path(link_to.target.replace("\\", "/"))  # as Excel writes it
        name = f"{target.name}#{link_to.location}"
        claim, link = wanted.pop(name)
        assert (workbook.parent / target).resolve().parent == published_corpus / "report" / "documents"
        assert row[place["文字页"]].value == claim["page"]
        assert row[place["句子"]].value == claim["sentence"]
        assert row[place["说明"]].value == link["explanation"]
        assert Decimal(str(row[place["相差"]].value)) == Decimal(link["difference"])
        # what the text alone contradicts rests on no table
        assert bool(row[place["依据的表"]].value) is bool(link["fact_ids"])
        assert bool(row[place["依据页"]].value) is bool(link["fact_ids"])


def test_every_figure_stands_on_the_sheet_of_its_statement(workbook: Path, published_corpus: Path) -> None:
    book = openpyxl.load_workbook(workbook, read_only=True)
    terms = vocabularies()["statement"]
    shown: dict[str, dict[tuple[str, str], list[float]]] = {}
    for name in book.sheetnames:
        for row in book[name].iter_rows(min_row=2, values_only=True):
            numbers = [float(v) for v in row[7:] if isinstance(v, int | float)]
            shown.setdefault(name, {}).setdefault((str(row[3]), str(row[4])), []).extend(numbers)
    for document in documents(published_corpus):
        titles = {table["table_id"]: table["title"] for table in document["tables"]}
        wanted: dict[tuple[str, str], dict[tuple[str, int, int], float]] = {}
        for fact in document["facts"]:
            if fact["value"] is not None:
                key = terms[fact["statement"]], str(titles[fact["table_id"]])
                wanted.setdefault(key, {})[fact["table_id"], fact["row"], fact["column"]] = float(
                    fact["value"]
                )
        for (sheet, title), values in wanted.items():
            found = shown[sheet][document["document"]["file_name"], title]
            assert sorted(found) == pytest.approx(sorted(values.values()))


def test_sheets_stand_in_order_with_the_findings_first(workbook: Path) -> None:
    names = openpyxl.load_workbook(workbook, read_only=True).sheetnames
    assert names[:2] == [CONTRADICTIONS, FAILED_CHECKS]
    order = list(vocabularies()["statement"].values())
    assert names[2:] == [name for name in order if name in names]


def test_csv_files_say_the_same(published_corpus: Path, workbook: Path, tmp_path: Path) -> None:
    export(published_corpus, Format.csv, tmp_path / "csv", published_corpus / "report")
    book = openpyxl.load_workbook(workbook, read_only=True)
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == set(book.sheetnames)
    for path in (tmp_path / "csv").iterdir():
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
        assert len(rows) == book[path.stem].max_row


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1"])
def test_a_text_that_looks_like_a_formula_is_none(tmp_path: Path, text: str) -> None:
    assert harmless(text).startswith("'")
    book = Workbook(tmp_path / "a.xlsx")
    book.add("甲", ["单位", Wide(text, 2)], "head")
    book.add("甲", [text, Decimal("1.50"), Link(text, "b.html#c1"), 3])
    book.close(["甲"])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["甲"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert sheet["A2"].value == text
    assert (sheet["B2"].value, sheet["B2"].number_format) == (1.5, "#,##0.00")
    files = CsvFiles(tmp_path / "csv")
    files.add("甲", [text, Decimal("-1.50")])
    files.close(["甲"])
    (row,) = csv.reader((tmp_path / "csv" / "甲.csv").read_text("utf-8-sig").splitlines())
    assert row == [harmless(text), "-1.50"]


def test_a_sheet_that_is_full_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outputs.export.workbook.MOST_ROWS", 2)
    book = Workbook(tmp_path / "a.xlsx")
    for number in range(5):
        book.add("甲", [number])
    book.add("乙", ["first"])
    book.close(["乙", "甲"])
    read = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert read.sheetnames == ["乙", "甲", "甲 (2)", "甲 (3)"]
    assert [row[0].value for name in read.sheetnames[1:] for row in read[name].iter_rows()] == [0, 1, 2, 3, 4]


def test_the_command_says_what_it_wrote_and_what_is_wrong(published_corpus: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    place = tmp_path / "a b.xlsx"
    done = runner.invoke(app, ["export", str(published_corpus), "--out", str(place)])
    assert done.exit_code == 0
    assert str(place) in done.output
    empty = runner.invoke(app, ["export", str(tmp_path)])
    assert empty.exit_code == 2
    (tmp_path / "file").write_text("")
    blocked = runner.invoke(
        app, ["export", str(published_corpus), "--out", str(tmp_path / "file" / "a.xlsx")]
    )
    assert blocked.exit_code == 3
    assert "Cannot write" in blocked.output


def test_the_checklist_has_a_sheet_a_document_with_every_rule_and_obligation(
    published_corpus: Path, tmp_path: Path
) -> None:
    import openpyxl

    target = tmp_path / "checklist.xlsx"
    export(published_corpus, Format.checklist, target, tmp_path / "report")
    book = openpyxl.load_workbook(target)
    documents = [json.loads(path.read_bytes()) for path in (published_corpus / "json").glob("*.json")]
    assert len(book.sheetnames) == len(documents)
    told = {sheet.cell(2, 1).value: sheet for sheet in book.worksheets}
    for document in documents:
        sheet = told[f"文件：{document['document']['file_name']}　读取结果：完整"]
        contents = {row[1] for row in sheet.iter_rows(min_row=4, values_only=True)}
        owed = {one["title"] for one in document["obligations"]}
        assert owed | {one["title"] for one in document["rules"]} - owed <= contents
        problems = {row[4] for row in sheet.iter_rows(min_row=4, values_only=True)}
        assert {one["explanation"] for one in document["findings"] if one["kind"] != "missing"} <= problems
        assert "未能核对" in contents
