"""``duizhang inspect``: what a person sees of one file."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from flows.commands.inspection import Selection, UnknownTable, document_of, shown
from outputs.language.speaking import speaking
from outputs.schemas.json_documents import encode_document
from records.file_tables import CellRecord, DiagnosticRecord, FactRecord, TableRecord
from records.linking_tables import CheckRecord, FindingRecord
from records.tables import Document
from records.vocabularies import vocabularies
from tests.support.commands import duizhang
from tests.support.runs import run_here
from tests.support.samples import sample_disclosure

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent


def seen(document: Document, wanted: Selection | None = None, width: int = 120) -> str:
    """What is printed, without colours, on a terminal of some width."""
    console = Console(file=StringIO(), width=width, highlight=False)
    for part in shown(document, wanted or Selection(), width):
        console.print(part)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def order(text: str, *words: str) -> None:
    """The lines that end with these words come in this order."""
    places = [text.index(f"{word}\n") for word in words]
    assert places == sorted(places), words


@pytest.fixture(scope="module")
def published(corpus_documents: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """Document of the corpus -> the JSON that a run wrote of it."""
    out = tmp_path_factory.mktemp("out")
    report = run_here(*corpus_documents, out=out)
    return {o.path: out / "json" / f"{o.document_id}.json" for o in report.outcomes}


def test_a_document_is_shown_with_all_its_chapters_tables_and_claims(published: dict[Path, Path]) -> None:
    for json in published.values():
        document = document_of(json.read_bytes())
        assert document.claims
        text = seen(document, width=10_000)
        assert re.search(rf"Issuer +{document.record.issuer}", text)
        lines = text.splitlines()
        for section in document.sections:
            assert (section.title or "") in text
        for table in document.tables:
            assert sum(line.split()[:1] == [table.table_id] for line in lines) == 1
        for claim in document.claims:
            (line,) = [line for line in lines if line.split()[-1:] == [claim.claim_id]]
            assert f"{claim.value:,f}" in line
        sentences = {claim.sentence for claim in document.claims}
        assert all(any(str(sentence) in line for line in lines) for sentence in sentences)
        assert all(
            f"Reason: {reason.text}" in text
            for reason in document.reasons
            if reason_used(document, reason.reason_id)
        )


def reason_used(document: Document, reason_id: str) -> bool:
    return any(claim.reason_id == reason_id for claim in document.claims)


def with_a_contradiction() -> Document:
    document = sample_disclosure()
    (link,) = document.links
    document.links = [
        replace(link, verdict="contradicted", computed=Decimal("1.00"), explanation="文字与表不符的一句话。")
    ]
    document.checks = [
        CheckRecord(
            document_id="0",
            check_id="k1",
            rule_id="sum",
            fact_ids=[],
            verdict="fails",
            message="合计不等于各行之和。",
        )
    ]
    told = {"document_id": "0", "kind": "tables", "rule_id": "sum", "title": "合计"}
    document.findings = [
        FindingRecord(
            finding_id="f2", severity="notice", explanation="合计不等于各行之和。", check_ids=["k1"], **told
        ),
        FindingRecord(
            finding_id="f1", severity="error", explanation="文字与表不符的一句话。", claim_ids=["c1"], **told
        ),
    ]
    return document


def test_what_does_not_hold_comes_before_the_rest_with_its_explanation() -> None:
    text = seen(with_a_contradiction())
    order(
        text,
        "Findings",
        "文字与表不符的一句话。",
        "合计不等于各行之和。",
        "Chapters",
        "Tables",
        "Claims",
    )


def test_verdicts_read_without_colour() -> None:
    document = with_a_contradiction()
    (link,) = document.links
    words = vocabularies()["verdict"]
    assert len(set(words.values())) == len(words)
    for verdict, word in words.items():
        document.links = [replace(link, verdict=verdict)]
        for language, told in (("en", verdict), ("zh", word)):
            with speaking(language):
                (line,) = [line for line in seen(document).splitlines() if line.endswith(" c1")]
            assert told in line


def test_a_document_in_which_all_holds_shows_no_findings() -> None:
    document = sample_disclosure()
    document.findings = []
    assert "Findings" not in seen(document)


def test_diagnostics_are_shown_with_their_codes() -> None:
    document = sample_disclosure()
    document.diagnostics = [
        DiagnosticRecord(
            document_id="0", stage="x", severity="warning", code="odd_thing", message="[red]Odd.", page=7
        )
    ]
    message = r"\[red\]Odd\. \[odd_thing\]"  # no markup in texts of a file
    assert re.search(rf"warning +p\. 7 +{message}", seen(document))
    with speaking("zh"):
        assert re.search(rf"警告 +第7页 +{message}", seen(document))
        document.diagnostics[0].message = "The page is blank."
        assert "空白页。 [odd_thing]" in seen(document)
        document.diagnostics[0].message, document.diagnostics[0].code = "New words.", "page_damaged"
        assert vocabularies()["diagnostic"]["page_damaged"] in seen(document)


def test_parts_can_be_asked_for_alone() -> None:
    document = sample_disclosure()
    for part, other in (("tables", "Claims"), ("claims", "Chapters"), ("chapters", "Tables")):
        text = seen(document, Selection(frozenset([part])))
        assert part.capitalize() in text
        assert other not in text
        assert "Issuer" not in text


def wide_table(columns: int) -> Document:
    """A table with two columns of labels, a header over all its figures, and an empty last column."""
    i = "0" * 32
    document = sample_disclosure()
    document.tables = [
        TableRecord(
            document_id=i,
            table_id="t9",
            statement="other",
            title="宽表",
            rows=3,
            columns=columns + 3,
            header_rows=1,
        )
    ]
    header = CellRecord(document_id=i, table_id="t9", row=0, column=2, column_span=columns, text="本年\n支出")
    document.cells = [
        header,
        CellRecord(document_id=i, table_id="t9", row=0, column=columns + 2, text="备注"),
    ]
    document.facts = []
    for row in (1, 2):
        for column in (0, 1):
            text = f"标签{row}{column}"
            document.cells.append(CellRecord(document_id=i, table_id="t9", row=row, column=column, text=text))
        for column in range(2, columns + 2):
            raw = f"{row * 1000 + column}.00"
            place = {"document_id": i, "table_id": "t9", "row": row, "column": column}
            document.cells.append(CellRecord(**place, text=raw))  # type: ignore[arg-type]
            document.facts.append(
                FactRecord(**place, fact_id=f"f{raw}", statement="other", raw=raw)  # type: ignore[arg-type]
            )
    return document


@pytest.mark.parametrize("width", [40, 80, 200, 400])
@pytest.mark.parametrize("columns", [1, 5, 19])
def test_a_grid_shows_every_figure_at_any_width(width: int, columns: int) -> None:
    document = wide_table(columns)
    text = seen(document, Selection(grids=("t9",)), width)
    for fact in document.facts:
        assert len(re.findall(rf"\b{fact.raw}\b", text)) == 1
    assert max(len(line) for line in text.splitlines()) <= width
    strips = text.count("┌")
    assert text.count("标签11") == text.count("本年支出") == strips
    assert ("Left out: 1 column" in text) == (strips > 1 or "备注" not in text)


def test_everything_includes_grids_indicators_and_definitions() -> None:
    document = wide_table(3)
    text = seen(document, Selection(everything=True), 200)
    order(
        text,
        "Chapters",
        "Tables",
        "Claims",
        "t9  宽表",
        "Performance indicators",
        "机关运行经费  …",
        "Diagnostics",
    )


def test_a_table_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(UnknownTable, match="t99.*there are: t1"):
        shown(sample_disclosure(), Selection(grids=("t99",)), 80)


def test_json_is_that_of_a_run_to_the_byte(published: dict[Path, Path]) -> None:
    path, json = next(iter(published.items()))
    command = [sys.executable, "-m", "flows", "inspect", str(path), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == json.read_bytes()


def test_a_file_and_the_json_that_a_run_made_of_it_look_the_same(published: dict[Path, Path]) -> None:
    path, json = next(iter(published.items()))
    of_file, of_json = duizhang("inspect", path), duizhang("inspect", json)
    assert of_file.returncode == of_json.returncode == 0
    assert of_file.stdout == of_json.stdout
    assert "\x1b" not in of_file.stdout  # no colours where nobody sees them


def test_a_bad_file_is_one_sentence_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"no PDF at all")
    (tmp_path / "other.json").write_bytes(b'{"a": 1}')
    for name, words in (("bad.pdf", "no format"), ("other.json", "no document")):
        for options in ([], ["--json"]):
            done = duizhang("inspect", tmp_path / name, *options)
            assert done.returncode == 1
            assert len(done.stderr.splitlines()) == 1
            assert name in done.stderr
            assert words in done.stderr
    assert '"status":"failed"' in duizhang("inspect", tmp_path / "bad.pdf", "--json").stdout


def test_wrong_usage_is_told_with_exit_code_2(tmp_path: Path) -> None:
    json = tmp_path / "a.json"
    json.write_bytes(encode_document(sample_disclosure()))
    for arguments in ([tmp_path], [tmp_path / "nowhere.pdf"], [json, "--table", "t99"], [json, "--colour"]):
        done = duizhang("inspect", *arguments)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_a_reader_that_closes_the_pipe_ends_it_quietly(tmp_path: Path) -> None:
    json = tmp_path / "a.json"
    json.write_bytes(encode_document(wide_table(2000)))
    command = f"{sys.executable} -m flows inspect {json} --all | head -n 1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.startswith("File")
    assert done.stderr == ""


def test_a_terminal_that_cannot_show_a_character_is_no_fault(tmp_path: Path) -> None:
    document = sample_disclosure()
    document.record.title = "a\U00020000b"
    json = tmp_path / "a.json"
    json.write_bytes(encode_document(document))
    command = [sys.executable, "-X", "utf8=0", "-m", "flows", "inspect", str(json)]
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONIOENCODING": "gbk"}, capture_output=True)
    assert done.returncode == 0
    assert "a?b" in done.stdout.decode("gbk")


def test_inspection_loads_neither_the_flow_engine_nor_arrow(tmp_path: Path) -> None:
    json = tmp_path / "a.json"
    json.write_bytes(encode_document(sample_disclosure()))
    code = (
        "import sys\n"
        f"sys.argv = ['duizhang', 'inspect', {str(json)!r}]\n"
        "from flows.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "rich" in loaded
    assert not loaded & {"prefect", "pyarrow", "pandas", "spacy", "pymupdf"}
