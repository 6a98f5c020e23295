"""The review page as files: what it holds, what it leaves out, and that a document cannot write markup."""

from __future__ import annotations

import hashlib
import os
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.guards.memory import MEGABYTE
from outputs.report.evidence import evidence
from outputs.report.formulas import FormulaTerm, formula
from outputs.report.parts.grids import grids
from outputs.report.parts.marking import marked
from outputs.report.pictures import Painter, Pictures
from outputs.report.templating import embedded
from outputs.report.words import strings
from outputs.report.writing import ForeignFolder, NoSuchDocument, write_report
from outputs.schemas.json_documents import decode_document, encode_document
from outputs.schemas.published_values import rows_of
from outputs.store.catalogue import note_sources
from outputs.store.out_folder import OutFolder
from records.columns import columns_of
from records.file_tables import CellRecord, TableRecord
from records.narrative_tables import ClaimRecord, ReasonRecord
from records.tables import Document
from tests.support import hostile
from tests.support.samples import sample_disclosure
from tests.support.watching import watched_memory

pytestmark = pytest.mark.long

MakePdf = Callable[..., Path]


def claim(number: int, sentence: str, raw: str, **more: object) -> ClaimRecord:
    return ClaimRecord(document_id="d", claim_id=f"c{number}", sentence=sentence, raw=raw, **more)  # type: ignore[arg-type]


def keep(out: Path, *disclosures: Document) -> None:
    """Write documents as a run shows them."""
    folder = OutFolder(out).json
    folder.mkdir(parents=True, exist_ok=True)
    for one in disclosures:
        (folder / f"{one.record.document_id}.json").write_bytes(encode_document(one))


def keep_pdf(out: Path, pdf: Path, status: str = "ok") -> str:
    """A document of a PDF whose place is known; its id."""
    one = sample_disclosure()
    sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
    one.record = replace(
        one.record,
        document_id=sha256[:32],
        sha256=sha256,
        media_type="application/pdf",
        pages=2,
        status=status,
    )
    keep(out, one)
    OutFolder(out).runs.mkdir(exist_ok=True)
    note_sources(OutFolder(out), [(sha256[:32], pdf.as_uri())], "2024-01-02T03:04:05")
    return sha256[:32]


def test_each_claim_is_marked_where_its_number_stands() -> None:
    text = "收入、支出总计均为7.00万元，比上年增加7.00万元。\n其中基本支出3万元。"
    first, second = text.split("\n")
    claims = [
        claim(1, first, "7.00万元", box=(0.0, 0.0, 1.0, 1.0)),
        claim(2, first, "7.00万元", box=(0.0, 0.0, 1.0, 1.0)),
        claim(3, first, "7.00万元", box=(2.0, 0.0, 3.0, 1.0)),
        claim(4, second, "3万元"),
        claim(5, "这句话不在文中9万元。", "9万元"),
    ]
    result = marked(text, claims, [])
    shown = [(run.text, [c.claim_id for c in run.claims]) for line in result.lines for run in line]
    assert [one for one in shown if one[1]] == [
        ("7.00万元", ["c1", "c2"]),
        ("7.00万元", ["c3"]),
        ("3万元", ["c4"]),
    ]
    assert ["".join(run.text for run in line) for line in result.lines] == [first, second]
    assert [c.claim_id for c in result.unplaced] == ["c5"]


def test_a_reason_is_marked_with_the_numbers_in_it() -> None:
    text = "减少5万元，主要原因是减少项目3个，人员退休。"
    reason = ReasonRecord(document_id="d", reason_id="r1", text="减少项目3个，人员退休", categories=[])
    result = marked(text, [claim(1, text, "5万元"), claim(2, text, "3个")], [reason])
    (line,) = result.lines
    assert "".join(run.text for run in line if run.reason) == reason.text
    assert [run.text for run in line if run.claims] == ["5万元", "3个"]


@given(
    st.text("甲乙12万元。\n", max_size=40),
    st.lists(st.tuples(st.text("甲乙12万元。", max_size=9), st.text("12万元", max_size=4)), max_size=5),
    st.lists(st.text("甲乙12", min_size=1, max_size=5), max_size=3),
)
def test_marking_changes_no_text_and_loses_no_claim(
    text: str, stated: list[tuple[str, str]], given_reasons: list[str]
) -> None:
    claims = [claim(n, sentence, raw) for n, (sentence, raw) in enumerate(stated)]
    reasons = [
        ReasonRecord(document_id="d", reason_id=f"r{n}", text=words, categories=[])
        for n, words in enumerate(given_reasons)
    ]
    result = marked(text, claims, reasons)
    lines = ["".join(run.text for run in line) for line in result.lines]
    assert lines == [line for line in text.split("\n") if line]
    placed = {c.claim_id for line in result.lines for run in line for c in run.claims}
    assert placed | {c.claim_id for c in result.unplaced} == {c.claim_id for c in claims}


@pytest.mark.parametrize(
    ("relation", "values", "computed", "expected"),
    [
        ("equals", ["13.25"], "13.25", "13.25"),
        ("sum", ["1", "2", "3"], "6", "1 + 2 + 3"),
        ("difference", ["5", "8"], "-3", "5 − 8"),
        ("ratio", ["3", "12"], "25", "3 ÷ 12"),
        ("ratio", ["12", "3"], "25", "3 ÷ 12"),
        ("growth", ["110", "100"], "10", "(110 − 100) ÷ 100"),
        ("growth", ["90", "10"], "10", "10 ÷ (90 + 10)"),
        ("growth", ["90", "10"], "-10", "−10 ÷ (90 + 10)"),
        ("growth", ["90", "100"], "10", "(100 − 90) ÷ 100"),
        ("difference", ["5", "8"], "3", "8 − 5"),
        ("growth", ["0", "0"], "0", None),
        ("ratio", ["3", "12"], "26", None),
        ("sum", [], "0", None),
    ],
)
def test_a_formula_is_shown_only_if_it_gives_the_computed_number(
    relation: str, values: list[str], computed: str, expected: str | None
) -> None:
    assert formula(relation, [FormulaTerm(v, Decimal(v)) for v in values], Decimal(computed)) == expected


def test_a_grid_has_every_place_once_with_its_spans() -> None:
    one = sample_disclosure()
    one.tables = [TableRecord(document_id="d", table_id="t1", statement="revenue", rows=2, columns=3)]
    one.cells = [
        CellRecord(document_id="d", table_id="t1", row=0, column=0, row_span=2, role="stub", text="项目"),
        CellRecord(document_id="d", table_id="t1", row=0, column=1, column_span=2, role="header", text="数"),
        CellRecord(document_id="d", table_id="t1", row=1, column=2, text="—", page=2),
    ]
    (grid,) = grids(one, {})
    assert [[(c.text, c.row_span, c.column_span) for c in row.cells] for row in grid.rows] == [
        [("项目", 2, 1), ("数", 1, 2)],
        [("", 1, 1), ("—", 1, 1)],
    ]
    assert grid.rows[1].cells[1].is_dash


def test_a_figure_of_another_document_is_told_with_that_document() -> None:
    one = sample_disclosure()
    one.links[0].fact_document_ids = ["f" * 32]
    one.claims[0].unit = "万元"
    one.checks.clear()
    data = evidence(one, [])
    assert data["links"]["c1"]["facts"] == [("f" * 32, "f1")]
    assert data["links"]["c1"]["formula"] is None
    assert data["facts"] == data["others"] == {}
    other = sample_disclosure()
    for row in (other.record, *other.facts, *other.tables):
        row.document_id = "f" * 32
    data = evidence(one, [], [other])
    assert data["facts"] == {}
    assert data["others"][f"{'f' * 32}/f1"]["number"] == "1,234.56 万元"
    assert data["links"]["c1"]["formula"] == "1,234.56 万元"


def test_every_word_is_there_in_both_languages_and_is_used() -> None:
    words = strings()
    assert words["zh"].keys() == words["en"].keys()
    folder = Path(__file__).parent.parent.parent / "outputs" / "report"
    source = "".join(
        path.read_text("utf-8")
        for pattern in ("**/*.py", "templates/*", "assets/*.js")
        for path in folder.glob(pattern)
    )
    own = [key for key in words["zh"] if "." not in key]
    assert [key for key in own if not re.search(rf'"{key}"', source)] == []


HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='hacked=2'>\" onclick=hacked=3 &amp;"


def hostile_disclosure() -> Document:
    """A disclosure all of whose texts are markup."""
    one = sample_disclosure(7)
    sentence = f"{HOSTILE}1234.56万元。"
    for _, rows in rows_of(one):
        for row in rows:
            for column in columns_of(type(row)):
                kept = column.name.endswith("_id") or column.name in ("sha256", "media_type")
                if column.kind == "text" and not column.column.vocabulary and not kept:
                    setattr(row, column.name, HOSTILE)
    one.sections[0].text = sentence
    one.claims[0].sentence, one.claims[0].raw = sentence, "1234.56万元"
    one.claims[0].reason_id = "r1"
    one.facts[0].column_path = [HOSTILE]
    one.tables[0].rows, one.tables[0].columns = 3, 2
    one.links[0].verdict = "contradicted"
    one.links[0].difference = Decimal(1)
    one.checks[0].verdict = "fails"
    return one


class Elements(HTMLParser):
    """The elements of a page, with their attributes, and the text of the cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.cells: list[str] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]
        self._open = tag

    def handle_data(self, data: str) -> None:
        if self._open == "td":
            self.cells.append(data)


def test_text_of_a_document_never_becomes_markup(tmp_path: Path) -> None:
    keep(tmp_path, sample_disclosure(7))
    folder = tmp_path / "report"
    plain = write_report(tmp_path, folder).index.parent / "documents" / f"{7:032x}.html"
    before = Elements(plain.read_text("utf-8"))
    keep(tmp_path, hostile_disclosure())
    write_report(tmp_path, folder)
    for page in (plain, folder / "index.html"):
        html = page.read_text("utf-8")
        found = Elements(html)
        assert "<script>window" not in html
        assert "onclick" not in found.attributes
        assert "onerror" not in found.attributes
        assert found.names.count("script") <= before.names.count("script")
    assert HOSTILE in Elements(plain.read_text("utf-8")).cells


def test_embedded_json_cannot_end_its_element() -> None:
    value = {"a": "</script><!--<script>&", "b": ["\u2028"]}
    text = str(embedded(value))
    assert not set("<>&") & set(text)
    assert orjson.loads(text) == value


def test_the_report_is_the_same_to_the_byte_when_it_is_written_again(
    tmp_path: Path, make_pdf: MakePdf
) -> None:
    keep_pdf(tmp_path, make_pdf(pages=2))
    keep(tmp_path, sample_disclosure(1))
    trees = []
    for name in ("a", "b"):
        folder = write_report(tmp_path, tmp_path / name).index.parent
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        trees.append({str(path.relative_to(folder)): path.read_bytes() for path in files})
    assert trees[0] == trees[1]
    assert any(name.endswith("/2.jpg") for name in trees[0])


def test_no_page_has_styles_or_scripts_of_its_own_or_addresses_elsewhere(
    tmp_path: Path, make_pdf: MakePdf
) -> None:
    keep_pdf(tmp_path, make_pdf(pages=2))
    write_report(tmp_path, tmp_path / "report")
    for page in (tmp_path / "report").rglob("*.html"):
        html = page.read_text("utf-8")
        assert "default-src 'none'" in html
        assert "unsafe" not in html
        assert not re.search(r"\sstyle=|<style|\son\w+=|https?://", html)


def test_pictures_are_drawn_once(tmp_path: Path, make_pdf: MakePdf) -> None:
    pdf = make_pdf(pages=2)
    document_id = keep_pdf(tmp_path, pdf)
    folder = tmp_path / "report"
    assert write_report(tmp_path, folder).without_pictures == 0
    picture = folder / "pages" / document_id / "1.jpg"
    drawn = picture.stat().st_mtime_ns
    pdf.unlink()
    assert write_report(tmp_path, folder).without_pictures == 0
    assert picture.stat().st_mtime_ns == drawn


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [("gone", "原文件已不在原处"), ("changed", "原处的文件已有改动"), ("forgotten", "不知道原文件在何处")],
)
def test_a_document_whose_original_is_not_as_it_was_is_shown_without_pictures(
    tmp_path: Path, make_pdf: MakePdf, harm: str, sentence: str
) -> None:
    pdf = make_pdf(pages=2)
    document_id = keep_pdf(tmp_path, pdf)
    if harm == "gone":
        pdf.unlink()
    elif harm == "changed":
        pdf.write_bytes(pdf.read_bytes() + b"\n")
    else:
        for record in OutFolder(tmp_path).runs.iterdir():
            record.write_bytes(b"{")
    report = write_report(tmp_path, tmp_path / "report")
    assert report.without_pictures == 1
    html = (tmp_path / "report" / "documents" / f"{document_id}.html").read_text("utf-8")
    assert sentence in html
    assert "1,234.56" in html
    assert not (tmp_path / "report" / "pages" / document_id).exists()


def test_the_pages_of_a_document_in_an_archive_are_drawn_from_there(
    tmp_path: Path, make_pdf: MakePdf
) -> None:
    pdf = make_pdf(pages=2)
    document_id = keep_pdf(tmp_path, pdf)
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(pdf, "folder/a.pdf")
    pdf.unlink()
    note_sources(OutFolder(tmp_path), [(document_id, f"{archive.as_uri()}#folder/a.pdf")], "2025")
    assert write_report(tmp_path, tmp_path / "report").without_pictures == 0
    assert (tmp_path / "report" / "pages" / document_id / "2.jpg").is_file()


def end_at_once(*_: object) -> None:
    os._exit(1)


def never_end(*_: object) -> None:
    while True:
        pass


def take_all_memory(*_: object) -> None:
    taken = []
    while True:
        taken.append(bytearray(b"x" * 4_000_000))
        time.sleep(0.001)


@pytest.mark.parametrize("work", [end_at_once, never_end, take_all_memory])
def test_a_file_that_ends_the_drawing_process_costs_only_its_own_pictures(
    tmp_path: Path, make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch, work: Callable[..., None]
) -> None:
    pdf = make_pdf(pages=1)
    sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
    with monkeypatch.context() as patched:
        patched.setattr("outputs.report.pictures._draw_all", work)
        with Painter(seconds=2, megabytes=300) as painter:
            assert painter.begin((pdf,), sha256[:32], tmp_path / "a")() == Pictures(absence="not_drawn")
            patched.undo()
            pictures = painter.begin((pdf,), sha256[:32], tmp_path / "b")()
    assert [page.number for page in pictures.pages] == [1]
    assert (tmp_path / "b" / "1.jpg").is_file()
    assert not (tmp_path / "a").exists()


def test_drawing_stays_within_its_memory(tmp_path: Path) -> None:
    """A picture that would fill gigabytes in a file of a kilobyte."""
    pdf = tmp_path / "bomb.pdf"
    pdf.write_bytes(hostile.picture_bomb(8_000))
    sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
    with Painter(seconds=60, megabytes=200) as painter:
        painter.begin((), "", tmp_path / "none")()  # while it starts, its process is a copy of this one
        with watched_memory() as peak:
            painter.begin((pdf,), sha256[:32], tmp_path / "a")()
    assert 0 < peak.of_children <= 200 * MEGABYTE


def test_what_could_not_be_read_is_not_opened_to_be_drawn(tmp_path: Path, make_pdf: MakePdf) -> None:
    pdf = make_pdf(pages=2)
    document_id = keep_pdf(tmp_path, pdf, status="failed")
    write_report(tmp_path, tmp_path / "report")
    assert not (tmp_path / "report" / "pages" / document_id).exists()


def test_only_the_documents_asked_for_are_in_the_report(tmp_path: Path) -> None:
    keep(tmp_path, sample_disclosure(1), sample_disclosure(2))
    folder = tmp_path / "report"
    assert write_report(tmp_path, folder).documents == 2
    assert write_report(tmp_path, folder, [f"{2:032x}"]).documents == 1
    assert [path.stem for path in (folder / "documents").iterdir()] == [f"{2:032x}"]
    assert f"{1:032x}" not in (folder / "index.html").read_text("utf-8")
    with pytest.raises(NoSuchDocument, match="no document whose id begins with abc"):
        write_report(tmp_path, folder, ["abc"])


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    keep(tmp_path / "out", sample_disclosure(1))
    mine = tmp_path / "mine" / "documents" / "letter.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("dear")
    with pytest.raises(ForeignFolder, match="other files"):
        write_report(tmp_path / "out", tmp_path / "mine")
    assert mine.read_text() == "dear"


def test_the_overview_of_nothing_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoSuchDocument, match="run duizhang first"):
        write_report(tmp_path, tmp_path / "report")


def test_a_failed_document_is_shown_with_its_reason(tmp_path: Path) -> None:
    one = Document(record=sample_disclosure(3).record, diagnostics=sample_disclosure(3).diagnostics)
    one.record = replace(one.record, status="failed", pages=None)
    one.diagnostics[0].severity, one.diagnostics[0].message = "error", "The file is encrypted."
    keep(tmp_path, one)
    write_report(tmp_path, tmp_path / "report")
    for page in ("index.html", f"documents/{3:032x}.html"):
        assert "The file is encrypted." in (tmp_path / "report" / page).read_text("utf-8")


def test_every_claim_of_the_corpus_is_marked_in_its_chapter(published_corpus: Path) -> None:
    placed = unplaced = 0
    for path in OutFolder(published_corpus).json.iterdir():
        one = decode_document(path.read_bytes())
        for section in one.sections:
            claims = [c for c in one.claims if c.section_id == section.section_id]
            result = marked(section.text, claims, [])
            unplaced += len(result.unplaced)
            placed += len(claims) - len(result.unplaced)
    assert placed > 800
    assert unplaced <= placed / 100
