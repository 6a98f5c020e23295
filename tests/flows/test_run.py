"""A run over good and bad files: what comes out, what is kept, what is said."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from jsonschema import Draft202012Validator

from extractors import detection
from flows.failures import CannotWrite
from flows.jobs import Limits, Outcome
from flows.running.inputs import MissingInput
from flows.running.run import RunRequest, run_all
from outputs.publication.dataset import read_table
from outputs.schemas.json_schema import json_schema
from tests.support import unruly_work
from tests.support.runs import run_here
from tests.support.waiting import wait_until
from tests.support.word_files import docx, p, tbl

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
MakePdf = Callable[..., Path]


def published(out: Path) -> dict[str, bytes]:
    """What a run leaves for readers: everything but the reports of single runs and what hidden files note."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.relative_to(out).parts[0] != "runs" and not path.name.startswith(".")
    }


def current(out: Path) -> dict[str, bytes]:
    """What is published last, without the state before it, which stays for readers at work."""
    snapshot = (out / "parquet").resolve().name
    files = published(out).items()
    return {
        name: data for name, data in files if name.split("/")[0] != "snapshots" or f"/{snapshot}/" in name
    }


def zero_pages() -> bytes:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return data + b"trailer << /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


@pytest.fixture
def broken_files(tmp_path: Path, make_pdf: MakePdf) -> dict[str, Path]:
    """Code of the expected diagnostic -> a file that gives it."""
    whole = make_pdf("whole.pdf", pages=3).read_bytes()
    (tmp_path / "whole.pdf").unlink()
    make_pdf(
        "encrypted_file.pdf",
        encryption=pymupdf.PDF_ENCRYPT_AES_256,  # type: ignore[attr-defined]
        owner_pw="owner",
        user_pw="user",
    )
    for name, data in {
        "empty_file": b"",
        "unknown_format": b"\0\1 this is something else" * 50,
        "not_unpacked": b"Rar!\x1a\x07\x01\x00" + b"\0" * 80,
        "damaged_file": whole[:60],
        "no_pages": zero_pages(),
    }.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    return {path.stem: path for path in sorted(tmp_path.glob("*.pdf"))}


def test_broken_files_fail_with_one_diagnostic_each_and_the_others_are_processed(
    tmp_path: Path, make_pdf: MakePdf, broken_files: dict[str, Path]
) -> None:
    assert len(broken_files) == 6
    good = make_pdf("good.pdf")
    out = tmp_path / "out"
    report = run_here(tmp_path, out=out)
    assert {o.path for o in report.failures} == set(broken_files.values())
    assert next(o for o in report.outcomes if o.path == good).status in ("ok", "partial")
    documents = {d["document_id"]: d for d in read_table(out, "documents").to_pylist()}
    assert len(documents) == 7
    for code, path in broken_files.items():
        (document,) = [d for d in documents.values() if d["file_name"] == path.name]
        assert document["status"] == "failed"
        diagnostics = read_table(out, "diagnostics", document_id=document["document_id"]).to_pylist()
        assert [(d["code"], d["severity"]) for d in diagnostics] == [(code, "error")]
    assert all(outcome.reasons for outcome in report.failures)


def test_every_json_that_a_run_writes_validates(
    tmp_path: Path, make_pdf: MakePdf, broken_files: dict[str, Path], published_corpus: Path
) -> None:
    out = tmp_path / "out"
    run_here(make_pdf("good.pdf"), *broken_files.values(), out=out)
    schema = json.loads((out / "schema" / "document.schema.json").read_bytes())
    assert schema == json_schema()
    small, large = list((out / "json").glob("*.json")), list((published_corpus / "json").glob("*.json"))
    assert len(small) == 1 + len(broken_files)
    large.sort(key=lambda file: file.stat().st_size)  # of a kind: the smallest and the largest will do
    for file in (*small, *large[:2], *large[-2:]):
        Draft202012Validator(schema).validate(json.loads(file.read_bytes()))


def test_a_second_run_does_nothing_and_changes_nothing(tmp_path: Path, corpus_documents: list[Path]) -> None:
    out = tmp_path / "out"
    first = run_here(*corpus_documents[:5], out=out)
    before, times = published(out), {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")}
    again = run_here(*corpus_documents[:5], out=out)
    assert published(out) == before
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")} == times
    assert all(outcome.done_before for outcome in again.outcomes)
    assert [o.rows for o in again.outcomes] == [o.rows for o in first.outcomes]


def test_force_does_the_work_again_with_the_same_result(tmp_path: Path, make_pdf: MakePdf) -> None:
    out = tmp_path / "out"
    run_here(make_pdf(), out=out)
    before = published(out)
    report = run_here(make_pdf(), out=out, force=True, anew=True)
    assert not any(outcome.done_before for outcome in report.outcomes)
    assert published(out) == before


def test_a_failure_of_an_earlier_run_is_still_a_failure_of_this_one(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    out = tmp_path / "out"
    first = run_here(tmp_path / "empty.pdf", out=out)
    again = run_here(tmp_path / "empty.pdf", out=out)
    assert [o.reasons for o in again.failures] == [o.reasons for o in first.failures] != [[]]


def test_the_same_bytes_under_two_names_are_one_document_that_tells_both(
    tmp_path: Path, make_pdf: MakePdf
) -> None:
    first = make_pdf("one/a.pdf")
    second = make_pdf("two/b.pdf")
    assert first.read_bytes() == second.read_bytes()
    out = tmp_path / "out"
    report = run_here(first, second, first, out=out)
    assert len(report.outcomes) == 1
    assert read_table(out, "documents")["file_name"].to_pylist() == ["a.pdf"]
    messages = {d["code"]: d["message"] for d in read_table(out, "diagnostics").to_pylist()}
    assert "b.pdf" in messages["same_bytes"]


def test_folders_are_searched_and_what_is_left_alone_is_told(tmp_path: Path, make_pdf: MakePdf) -> None:
    make_pdf("in/deep/a.pdf")
    make_pdf("in/no-suffix", text="other")
    make_pdf("in/.hidden/b.pdf", text="hidden")
    (tmp_path / "in" / "notes.txt").write_text("no disclosure")
    out = tmp_path / "in" / "out"
    for _ in range(2):  # the second time, OUT lies in the folder that is searched
        report = run_here(tmp_path / "in", out=out)
        assert [o.path.name for o in report.outcomes] == ["a.pdf", "no-suffix"]
        assert [path.name for path in report.ignored] == ["notes.txt"]


def test_file_names_in_a_chinese_encoding_are_published_as_text(tmp_path: Path, make_pdf: MakePdf) -> None:
    folder = make_pdf("in/a.pdf").parent
    os.rename(folder / "a.pdf", os.fsencode(folder) + "/决算.pdf".encode("gbk"))
    done = subprocess.run(
        [sys.executable, "-m", "flows", "run", str(folder), "--out", str(tmp_path / "out"), "--direct"],
        cwd=ROOT,
        check=True,
    )
    assert done.returncode == 0
    assert read_table(tmp_path / "out", "documents")["file_name"].to_pylist() == ["决算.pdf"]
    (report,) = (tmp_path / "out" / "runs").glob("*.json")
    assert "决算.pdf" in report.read_text("utf-8")


def test_a_named_file_is_processed_whatever_its_name_says(tmp_path: Path, make_pdf: MakePdf) -> None:
    report = run_here(make_pdf("disclosure.txt"), out=tmp_path / "out")
    assert [o.status for o in report.outcomes] == ["ok"]


def test_a_missing_input_stops_before_anything_is_written(tmp_path: Path, make_pdf: MakePdf) -> None:
    with pytest.raises(MissingInput, match="nowhere"):
        run_here(make_pdf(), tmp_path / "nowhere", out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_pipe_or_a_dangling_link_fails_and_does_not_block(tmp_path: Path, make_pdf: MakePdf) -> None:
    folder = make_pdf("in/good.pdf").parent
    os.mkfifo(folder / "pipe.pdf")
    (folder / "dangling.pdf").symlink_to(folder / "nowhere.pdf")
    report = run_here(folder, out=tmp_path / "out")
    assert {o.path.name: o.status for o in report.outcomes} == {
        "dangling.pdf": "unread",
        "good.pdf": "ok",
        "pipe.pdf": "unread",
    }


def test_out_that_cannot_be_written_is_said(tmp_path: Path, make_pdf: MakePdf) -> None:
    (tmp_path / "out").write_text("a file where a folder should be")
    with pytest.raises(CannotWrite, match="out"):
        run_here(make_pdf(), out=tmp_path / "out")


def test_a_full_disk_ends_the_run_and_leaves_nothing_half_done(tmp_path: Path, make_pdf: MakePdf) -> None:
    out = tmp_path / "out"
    run_here(make_pdf("first.pdf", text="first"), out=out)
    before = published(out)
    request = RunRequest([make_pdf("full-disk.pdf")], out, workers=1)
    with pytest.raises(CannotWrite, match="No space left"):
        run_all(request, work=unruly_work.run)
    assert published(out) == before


def test_a_run_leaves_a_report_with_times(tmp_path: Path, make_pdf: MakePdf) -> None:
    out = tmp_path / "out"
    run_here(make_pdf(), out=out)
    (report,) = [json.loads(path.read_bytes()) for path in (out / "runs").glob("*.json")]
    (document,) = report["documents"]
    assert document["seconds"] > 0
    assert document["peak_megabytes"] > 10


def test_a_fault_in_the_narrative_leaves_the_tables_published_and_the_document_partial(
    tmp_path: Path, corpus_documents: list[Path]
) -> None:
    source = corpus_documents[0]
    faulty, good = tmp_path / "in" / f"narrative-{source.name}", tmp_path / "in" / "good.pdf"
    faulty.parent.mkdir()
    faulty.write_bytes(source.read_bytes())
    good.write_bytes(corpus_documents[1].read_bytes())
    out = tmp_path / "out"
    report = run_all(RunRequest([faulty, good], out, workers=1), work=unruly_work.run)
    assert {o.path.name: o.status for o in report.outcomes} == {faulty.name: "partial", "good.pdf": "ok"}
    assert not report.failures
    (outcome,) = [o for o in report.outcomes if o.path == faulty]
    assert any("a fault of the narrative" in reason for reason in outcome.reasons)
    run_here(source, out=tmp_path / "whole")
    for table in ("tables", "cells", "facts", "sections"):
        rows = read_table(out, table, document_id=outcome.document_id).to_pylist()
        assert rows
        assert rows == read_table(tmp_path / "whole", table).to_pylist()
    assert read_table(out, "claims", document_id=outcome.document_id).num_rows == 0


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="peak memory is that of Linux")
def test_a_worker_stays_small_over_real_documents(tmp_path: Path, shared_documents: Path) -> None:
    report = run_all(RunRequest(sorted(shared_documents.glob("*.pdf")), tmp_path / "out", workers=1))
    assert len(report.outcomes) >= 6
    assert max(outcome.megabytes for outcome in report.outcomes) <= 155


class StopAfter:
    """A watcher that interrupts the run when some documents are done, as Ctrl-C would."""

    def __init__(self, documents: int) -> None:
        self.left = documents

    def begin(self, documents: int) -> None: ...

    def ended(self, outcome: Outcome) -> None:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt

    def publishing(self) -> None: ...


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, make_pdf: MakePdf) -> None:
    files = [make_pdf(f"{n}.pdf", text=f"file {n}") for n in range(6)]
    with pytest.raises(KeyboardInterrupt):
        run_all(RunRequest(files, tmp_path / "stopped", workers=2), StopAfter(3))
    report = run_here(*files, out=tmp_path / "stopped")
    assert sum(outcome.done_before for outcome in report.outcomes) >= 3
    run_here(*files, out=tmp_path / "undisturbed")
    assert published(tmp_path / "stopped") == published(tmp_path / "undisturbed")


def wait_for_a_bundle(out: Path) -> None:
    wait_until(lambda: list(out.glob("bundles/*/*/*")))


@pytest.mark.parametrize("seconds", [0.4, 1.2])
def test_a_killed_run_ends_with_the_same_output_when_it_is_started_again(
    tmp_path: Path, make_pdf: MakePdf, seconds: float
) -> None:
    files = [make_pdf(f"in/{n}.pdf", text=f"file {n}", pages=8) for n in range(30)]
    out = tmp_path / "killed"
    command = [sys.executable, "-m", "flows", "run", str(files[0].parent), "--out", str(out), "--direct"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    run_here(files[0].parent, out=out)
    run_here(files[0].parent, out=tmp_path / "undisturbed")
    assert published(out) == published(tmp_path / "undisturbed")


def test_two_runs_at_the_same_time_into_one_folder_lose_nothing(tmp_path: Path, make_pdf: MakePdf) -> None:
    for n in range(12):
        make_pdf(f"{'ab'[n % 2]}/{n}.pdf", text=f"file {n}", pages=3)
    out = tmp_path / "out"
    base = [sys.executable, "-m", "flows", "run", "--out", str(out), "--direct"]
    both = [subprocess.Popen([*base, str(tmp_path / folder)], cwd=ROOT) for folder in "ab"]
    assert [process.wait() for process in both] == [0, 0]
    assert read_table(out, "documents").num_rows == 12
    run_here(tmp_path / "a", tmp_path / "b", out=tmp_path / "one run")
    assert current(out) == current(tmp_path / "one run")


LIMITS = Limits(seconds=2.0, megabytes=300, patience=1_000)


def test_a_crash_a_hang_and_a_bomb_cost_their_own_document_only(tmp_path: Path, make_pdf: MakePdf) -> None:
    names = ["bomb", "crash", "exit", "fault", "good", "hang", "slow"]
    for name in names:
        make_pdf(f"in/{name}-a.pdf", text=name)
    out = tmp_path / "out"
    request = RunRequest([tmp_path / "in"], out, workers=2, limits=LIMITS)
    report = run_all(request, work=unruly_work.run)
    by_name = {o.path.name.split("-")[0]: o for o in report.outcomes}
    assert {name for name in names if not by_name[name].failed} == {"good", "slow"}
    codes = {
        d["document_id"]: (d["code"], d["message"])
        for d in read_table(out, "diagnostics").to_pylist()
        if d["severity"] == "error"
    }
    told = {name: codes[by_name[name].document_id or ""] for name in names if by_name[name].failed}
    assert {name: code for name, (code, _) in told.items()} == {
        "bomb": "memory_limit",
        "crash": "worker_crashed",
        "exit": "worker_crashed",
        "fault": "internal_error",
        "hang": "time_limit",
    }
    assert "SIGSEGV" in told["crash"][1]
    assert "exit code 7" in told["exit"][1]
    assert "a fault of the work itself" in told["fault"][1]


def test_files_of_other_formats_are_processed_whatever_their_names_say(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    table = tbl(["科目编码", "科目名称", "合计", "基本支出"], ["201", "一般公共服务支出", "10.00", "9.00"])
    word = docx(p("支出决算表"), p("单位：万元"), table, p("2024年度支出合计11.00万元。"))
    (folder / "word.doc").write_bytes(word)
    page = "<p>支出决算表</p><p>单位：万元</p><table><tr><td>科目编码<td>合计<tr><td>201<td>8.00</table>"
    (folder / "page.pdf").write_bytes(f"<html><meta charset=utf-8>{page}</html>".encode("gb18030"))
    (folder / "broken.docx").write_bytes(word[:-200])
    (folder / "notes.txt").write_text("no disclosure")
    out = tmp_path / "out"
    report = run_here(folder, out=out)
    assert [path.name for path in report.ignored] == ["notes.txt"]
    documents = {d["file_name"]: d for d in read_table(out, "documents").to_pylist()}
    assert {name: (d["status"], d["pages"]) for name, d in documents.items()} == {
        "word.doc": ("ok", None),
        "page.pdf": ("ok", None),
        "broken.docx": ("failed", None),
    }
    assert documents["word.doc"]["media_type"] == documents["broken.docx"]["media_type"] == detection.DOCX
    assert documents["page.pdf"]["media_type"] == detection.HTML
    facts = read_table(out, "facts").to_pylist()
    assert {(f["page"], f["box"]) for f in facts} == {(None, None)}
    assert {f["anchor"] for f in facts} == {"table[1]/r2c2", "table[1]/r2c3", "table[1]/r2c4"}
    (claim,) = read_table(out, "claims").to_pylist()
    assert (claim["anchor"], claim["page"], claim["boxes"]) == ("p[3]", None, [])
