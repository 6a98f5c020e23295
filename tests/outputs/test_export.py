"""The export for spreadsheets: what was found and read as tables that every reader opens, and no formulas."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pymupdf
import pytest
from typer.testing import CliRunner

from flows.commands.command_line import app
from flows.running.inputs import find_files
from outputs.export.contents import CONTENTS, DOCUMENTS, INDICATORS
from outputs.export.csv_files import CsvFiles, harmless
from outputs.export.exporting import ExportChoice, Exported, export
from outputs.export.findings import FINDINGS
from outputs.export.sheets import FileLink, Format, Head
from outputs.export.workbook import Workbook
from outputs.publication.dataset import read_table
from outputs.store.out_folder import OutFolder
from outputs.store.reviews import keep_reviews
from records.archive_tables import ReviewRecord
from records.vocabularies import vocabularies
from tests.outputs.test_report import keep_pdf
from tests.support.waiting import WAY_OUT

pytestmark = pytest.mark.long

SOFFICE = shutil.which("soffice")
OWN = {"问题": "findings", "文件": "documents", "应公开内容": "obligations", "表中数据": "facts",
       "文字数据": "claims", "绩效指标": "indicators"}  # fmt: skip
"""Sheet -> the table whose rows it has."""


@pytest.fixture(scope="module")
def workbook(published_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("export") / "sheets" / "all.xlsx"
    export(published_corpus, Format.xlsx, file, published_corpus / "report")
    return file


@pytest.fixture(scope="module")
def book(workbook: Path) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it, which takes seconds; who gets it only looks at it."""
    return openpyxl.load_workbook(workbook)


@pytest.fixture(scope="module")
def csv_folder(published_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv") / "export"
    export(published_corpus, Format.csv, folder, published_corpus / "report")
    return folder


def documents(out: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_bytes()) for path in sorted(OutFolder(out).json.iterdir())]


def rows_in(out: Path, table: str) -> int:
    rows = read_table(out, table)
    if table == "facts":
        return len(rows) - rows.column("value").null_count
    return len(rows)


def test_every_csv_file_opens_with_pandas_and_has_the_rows_of_the_dataset(
    csv_folder: Path, published_corpus: Path
) -> None:
    files = {path.stem: path for path in csv_folder.iterdir()}
    assert OWN.keys() <= files.keys()
    assert files.keys() - OWN.keys() - {"变动原因"} <= set(vocabularies()["statement"].values())
    for name, path in files.items():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        frame = pd.read_csv(path, low_memory=False)
        assert list(frame.columns[:5]) == ["单位", "地区", "年度", "类别", "文件"]
        if name in OWN:
            assert len(frame) == rows_in(published_corpus, OWN[name]), name
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert {len(row) for row in csv.reader(file)} == {len(frame.columns)}
    figures = pd.read_csv(files["表中数据"], low_memory=False)
    assert counted_figures(figures) == counted_rows(published_corpus)


def counted_figures(sheet: pd.DataFrame) -> Counter[tuple[str, ...]]:
    names = ["机构现名", "省份", "报表", "页", "科目编码", "期间", "数值", "金额（元）", "印证"]
    return Counter(tuple(plain(value) for value in row) for row in sheet[names].itertuples(index=False))


def counted_rows(out: Path) -> Counter[tuple[str, ...]]:
    """The rows of the table of figures that have one, as the sheet has them."""
    statements = vocabularies()["statement"]
    names = ("page", "account_code", "period", "value", "amount_yuan", "confirmed_by")
    return Counter(
        tuple(
            map(plain, (row["body"], row["province"], statements[row["statement"]], *(row[n] for n in names)))
        )
        for row in read_table(out, "figures").to_pylist()
        if row["value"] is not None
    )


def plain(value: object) -> str:
    """A value of a sheet or of a table, as text: numbers as numbers, nothing as nothing."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    try:
        return f"{float(value):.4f}"  # type: ignore[arg-type]
    except ValueError:
        return str(value)


def test_what_was_exported_is_no_disclosure_to_a_run(
    workbook: Path, csv_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    shutil.copytree(csv_folder, folder / "kept")
    shutil.copy(workbook, folder / "again.xlsx")
    for part in ("bundles", "json", "schema"):
        (folder / "before" / part).mkdir(parents=True)
    saved_again = (csv_folder / "问题.csv").read_text("utf-8-sig").encode("gb18030", errors="replace")
    (folder / "saved.csv").write_bytes(saved_again)
    (folder / "page.html").write_text('<html><meta name="generator" content="Duizhang"><p>决算', "utf-8")
    (folder / "ours.csv").write_text("单位,年度\n某局,2024\n支出决算（万元）,5.00\n", "utf-8")
    openpyxl.Workbook().save(folder / "theirs.xlsx")
    found = find_files([folder], tmp_path / "out")
    assert [path.name for path in found.files] == ["ours.csv", "theirs.xlsx"]
    top = {path.name for path in found.own if path.parent == folder}
    assert top == {"again.xlsx", "before", "saved.csv", "page.html"}
    assert len(found.own) + len(found.ignored) == 4 + len(list(csv_folder.iterdir()))


def test_every_sheet_has_the_rows_of_its_csv_file(book: openpyxl.Workbook, csv_folder: Path) -> None:
    assert set(book.sheetnames) == {path.stem for path in csv_folder.iterdir()}
    names = [FINDINGS.name, *(table.name for table in CONTENTS), *vocabularies()["statement"].values()]
    assert book.sheetnames == [name for name in names if name in book.sheetnames]
    for sheet in book.worksheets:
        with (csv_folder / f"{sheet.title}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert sheet.max_row == len(list(csv.reader(file)))
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice on this machine")
def test_libreoffice_opens_the_workbook(workbook: Path, book: openpyxl.Workbook, tmp_path: Path) -> None:
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", every_sheet, "--outdir", str(tmp_path / "csv"), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=WAY_OUT)
    for name in (FINDINGS.name, DOCUMENTS.name, INDICATORS.name):
        rows = (tmp_path / "csv" / f"all-{name}.csv").read_text("utf-8")
        assert len(list(csv.reader(rows.splitlines(keepends=True)))) == book[name].max_row


def test_each_finding_stands_with_its_places_and_its_rule(
    book: openpyxl.Workbook, published_corpus: Path
) -> None:
    head, *rows = book[FINDINGS.name].iter_rows(values_only=True)
    assert head == tuple(one.name for one in FINDINGS.head)
    place = {name: number for number, name in enumerate(head)}
    wanted = {
        finding["finding_id"]: (document, finding)
        for document in documents(published_corpus)
        for finding in document["findings"]
    }
    assert len(rows) == len(wanted) > 3
    for row in rows:
        document, finding = wanted.pop(row[place["编号"]])
        titles = {rule["rule_id"]: rule["title"] for rule in document["rules"]}
        assert row[place["规则"]] == titles[finding["rule_id"]]
        assert row[place["说明"]] == finding["explanation"]
        assert row[place["页"]] == finding["page"]
        assert row[place["审阅页面"]] is None  # no report has been written
        shown = [one for one in document["links"] if one["claim_id"] in finding["claim_ids"]]
        shown += [one for one in document["checks"] if one["check_id"] in finding["check_ids"]]
        # what the text alone contradicts rests on no table
        assert bool(row[place["涉及的表"]]) is any(one["fact_ids"] for one in shown)
    grades = [row[place["程度"]] for row in rows]
    assert grades == sorted(grades, key=["错误", "提示"].index)


def test_findings_lead_to_the_pages_of_a_report_and_carry_the_marks(
    published_corpus: Path, tmp_path: Path
) -> None:
    found = [document for document in documents(published_corpus) if document["findings"]]
    document, other = found[0], found[-1]
    finding = document["findings"][0]
    bodies = tuple(str(one["document"]["issuer"]) for one in (document, other))
    assert bodies[0] != bodies[1]
    report = tmp_path / "report"
    (report / "documents").mkdir(parents=True)
    (report / "documents" / f"{finding['document_id']}.html").write_text("")
    mark = ReviewRecord(
        document_id=finding["document_id"], finding_id=finding["finding_id"], state="false", note="已核",
        who="某人", when="2025-01-02T03:04:05Z",
    )  # fmt: skip
    marked = tmp_path / "out"  # the same files, but for the marks
    shutil.copytree(published_corpus, marked, symlinks=True, copy_function=os.link)
    keep_reviews(OutFolder(marked), [mark])
    export(marked, Format.xlsx, tmp_path / "a.xlsx", report, ExportChoice(bodies=bodies))
    head, *rows = openpyxl.load_workbook(tmp_path / "a.xlsx")[FINDINGS.name].iter_rows()
    place = {cell.value: number for number, cell in enumerate(head)}
    (row,) = [row for row in rows if row[place["编号"]].value == finding["finding_id"]]
    link_to = row[place["审阅页面"]].hyperlink
    target = Path(link_to.target.replace("\\", "/"))  # as Excel writes it
    assert (tmp_path / target).is_file()
    assert link_to.location == finding["finding_id"]
    assert [row[place[name]].value for name in ("标记", "备注", "标记人")] == ["误报", "已核", "某人"]
    assert {row[place["编号"]].value for row in rows} >= {one["finding_id"] for one in other["findings"]}
    linked = {row[place["审阅页面"]].hyperlink.target for row in rows if row[place["审阅页面"]].value}
    assert linked == {link_to.target}


def test_every_figure_stands_on_the_sheet_of_its_statement(
    book: openpyxl.Workbook, published_corpus: Path
) -> None:
    terms = vocabularies()["statement"]
    shown: dict[str, dict[tuple[str, str], list[float]]] = {}
    for name in set(terms.values()) & set(book.sheetnames):
        for row in book[name].iter_rows(min_row=2, values_only=True):
            numbers = [float(v) for v in row[8:] if isinstance(v, int | float)]
            shown.setdefault(name, {}).setdefault((str(row[4]), str(row[5])), []).extend(numbers)
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


def test_bodies_years_and_grave_findings_alone_are_exported(published_corpus: Path, tmp_path: Path) -> None:
    def exported(**wanted: Any) -> tuple[Exported, pd.DataFrame]:
        done = export(
            published_corpus,
            Format.csv,
            tmp_path / "csv",
            published_corpus / "report",
            ExportChoice(**wanted),
        )
        return done, pd.read_csv(tmp_path / "csv" / "问题.csv")

    everything = documents(published_corpus)
    years = Counter(one["document"]["fiscal_year"] for one in everything)
    year, number = years.most_common()[-1]
    done, found = exported(years=(year,))
    assert done.documents == number < len(everything)
    assert set(found["年度"]) <= {year}
    body = everything[0]["document"]["issuer"]
    done, found = exported(bodies=(body[:4],), severity="error")
    assert 0 < done.documents < len(everything)
    assert all(name.startswith(body[:4]) for name in found["单位"])
    assert set(found["程度"]) <= {"错误"}
    done, found = exported(bodies=("没有这个单位",))
    assert (done.documents, len(found)) == (0, 0)


def test_an_original_carries_its_findings_as_notes(tmp_path: Path, make_pdf: Any) -> None:
    document_id = keep_pdf(tmp_path, make_pdf(pages=2))
    path = OutFolder(tmp_path).json / f"{document_id}.json"
    document = json.loads(path.read_bytes())
    document["findings"][0] |= {"claim_ids": [], "check_ids": ["k1"], "explanation": "两数不符。"}
    document["facts"][0] |= {"page": 2, "box": [72, 60, 144, 76]}
    path.write_text(json.dumps(document))
    from outputs.export.annotating import annotate
    from outputs.report.originals import originals
    from outputs.schemas.json_documents import decode_document

    one = decode_document(path.read_bytes())
    places = originals(OutFolder(tmp_path))[document_id]
    folder = tmp_path / "annotated"
    folder.mkdir()
    assert annotate(one, places, folder)
    (written,) = folder.iterdir()
    with pymupdf.open(written) as pdf:
        notes = [[(note.type[1], note.info["content"], note.rect) for note in page.annots()] for page in pdf]
    assert notes[0] == []
    ((kind, text, rect),) = notes[1]
    assert kind == "Square"
    assert "两数不符。" in text
    assert pymupdf.Rect(72, 60, 144, 76) in rect
    places[0].write_bytes(b"other")
    assert not annotate(one, places, folder)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1"])
def test_a_text_that_looks_like_a_formula_is_none(tmp_path: Path, text: str) -> None:
    assert harmless(text).startswith("'")
    book = Workbook(tmp_path / "a.xlsx")
    book.begin("甲", [Head("单位", 9)])
    book.add("甲", [text, Decimal("1.50"), FileLink(text, "b.html#c1"), 3])
    book.close(["甲"])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["甲"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert sheet["A2"].value == text
    assert (sheet["B2"].value, sheet["B2"].number_format) == (1.5, "#,##0.00")
    files = CsvFiles(tmp_path / "csv")
    files.begin("甲", [Head("文", 9), Head("数", 9)])
    files.add("甲", [text, Decimal("-1.50")])
    files.close(["甲"])
    _, row = csv.reader((tmp_path / "csv" / "甲.csv").read_text("utf-8-sig").splitlines())
    assert row == [harmless(text), "-1.50"]


def test_a_sheet_that_is_full_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outputs.export.workbook.MOST_ROWS", 2)
    book = Workbook(tmp_path / "a.xlsx")
    book.begin("甲", [Head("数", 9)])
    for number in range(3):
        book.add("甲", [number])
    book.begin("乙", [Head("first", 9)])
    book.close(["乙", "甲"])
    read = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert read.sheetnames == ["乙", "甲", "甲 (2)", "甲 (3)"]
    assert [row[0].value for name in read.sheetnames[1:] for row in read[name].iter_rows()] == [
        "数", 0, "数", 1, "数", 2,
    ]  # fmt: skip


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
    target = tmp_path / "checklist.xlsx"
    export(published_corpus, Format.checklist, target, tmp_path / "report")
    book = openpyxl.load_workbook(target)
    documents = [json.loads(path.read_bytes()) for path in (published_corpus / "json").glob("*.json")]
    assert len(book.sheetnames) == len(documents)
    told = {sheet.cell(3, 1).value: sheet for sheet in book.worksheets}
    for document in documents:
        sheet = told[f"文件：{document['document']['file_name']}　读取结果：完整"]
        contents = {row[1] for row in sheet.iter_rows(min_row=4, values_only=True)}
        owed = {one["title"] for one in document["obligations"]}
        assert owed | {one["title"] for one in document["rules"]} - owed <= contents
        problems = {row[4] for row in sheet.iter_rows(min_row=4, values_only=True)}
        assert {one["explanation"] for one in document["findings"] if one["kind"] != "missing"} <= problems
        assert "未能核对" in contents
