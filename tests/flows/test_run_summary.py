"""What a run says at its end: its numbers, and the worst of what does not hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from flows.jobs import Outcome
from flows.running.run import RunRequest
from flows.running.run_report import RunReport
from flows.views.run_progress import show_summary
from outputs.findings import Finding, Findings
from outputs.store.out_folder import OutFolder
from outputs.store.reviews import keep_reviews
from records.archive_tables import ReviewRecord
from tests.support import unruly_work
from tests.support.runs import carried_out_here, run_here

pytestmark = pytest.mark.long

MakePdf = Callable[..., Path]


def summary_of(report: RunReport) -> str:
    console = Console(file=StringIO(), width=200)
    show_summary(console, report)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_run_tells_the_worst_findings_of_all_its_documents_also_when_they_were_done_before(
    tmp_path: Path, make_pdf: MakePdf
) -> None:
    out = tmp_path / "out"
    files = [make_pdf(f"in/contradicted-{n}.pdf", text=f"file {n}") for n in range(2)]
    request = RunRequest([make_pdf("in/good.pdf"), *files], out)
    first = carried_out_here(request, unruly_work.run)
    again = carried_out_here(request, unruly_work.run)
    assert all(outcome.done_before for outcome in again.outcomes)
    shown = [summary_of(report) for report in (first, again)]
    assert [line for line in shown[1].splitlines() if "done before" not in line] == shown[0].splitlines()
    assert re.search(r"Findings: errors +│ +24 ", shown[0])
    assert re.search(r"Findings: notices +│ +2 ", shown[0])
    place, numbers = r"contradicted-(\d)\.pdf +│ +(\d+)", r"100万元 │ +(\d+)万元 │ +(\S+ \S+ \S+)"
    rows = re.findall(rf"{place} │ 支出总计: [a-z][^│]+ not [^│]+│ +{numbers}", shown[0])
    assert [row[0] for row in rows] == ["0", "1"] * 5
    assert [row[1] for row in rows] == [row[2] for row in rows] == [str(1 + n // 2) for n in range(10)]
    assert rows[0][3] == "+99 万元 (99.0%)"
    assert re.search(rf"and 16 more: .+ export {re.escape(str(out))} lists them all", shown[0])
    for path in (out / "runs").glob("*.json"):
        record = json.loads(path.read_bytes())
        assert (record["errors"], record["notices"]) == (24, 2)
        told = {Path(one["file"]).name: one["findings"] for one in record["documents"]}
        assert told["good.pdf"]["errors"] == 0
        findings = told["contradicted-1.pdf"]
        assert (findings["errors"], findings["notices"]) == (12, 1)
        assert [one["id"] for one in findings["worst"]] == [f"f{n}" for n in range(1, 11)]


def test_a_run_without_findings_says_so_in_the_summary_only(tmp_path: Path, make_pdf: MakePdf) -> None:
    shown = summary_of(run_here(make_pdf(), out=tmp_path / "out"))
    assert re.search(r"Findings: errors +│ +0 ", shown)
    assert "worst" not in shown


def test_a_finding_that_a_reader_marked_as_false_is_neither_listed_nor_counted_again(
    tmp_path: Path, make_pdf: MakePdf
) -> None:
    report = run_here(make_pdf("contradicted-1.pdf"), out=tmp_path / "out", work=unruly_work.run)
    (outcome,) = report.outcomes
    marks = {"f3": "false", "f4": "confirmed", "f99": "false"}
    when, document_id = "2024-05-06T07:08:09Z", outcome.document_id or ""
    reviews = [
        ReviewRecord(document_id=document_id, finding_id=finding, state=state, when=when)
        for finding, state in marks.items()
    ]
    keep_reviews(OutFolder(tmp_path / "out"), reviews)
    again = run_here(tmp_path / "contradicted-1.pdf", out=tmp_path / "out", work=unruly_work.run)
    shown = summary_of(again)
    listed = re.findall(r"contradicted-1\.pdf +│ +(\d+) │", shown)
    assert sorted(map(int, listed)) == [1, 2, *range(4, 11)]
    assert re.search(r"Findings: errors +│ +11 ", shown)
    assert "1 more are not counted: a reader has marked them as false" in shown
    assert "and 3 more" in shown
    assert (again.counts()["errors"], again.counts()["notices"]) == (11, 1)


def test_a_file_of_an_archive_is_told_by_the_name_that_it_was_published_under(tmp_path: Path) -> None:
    sha256 = "ab" * 32
    shelf = tmp_path / "files" / "ab" / f"{sha256}.json"
    shelf.parent.mkdir(parents=True)
    fetch = {"final_url": "https://a.example/1.pdf", "fetched_at": "2024-02-20", "name": "某局2024年预算.pdf"}
    shelf.write_text(json.dumps(fetch), "utf-8")
    finding = Finding("f1", 3, "支出总计", "1万元", "2万元", "-1 万元", 0.5, "文字称1万元，表中为2万元。")
    outcome = Outcome(
        tmp_path / "objects" / "ab" / sha256, "ok", sha256[:32], findings=Findings(1, 0, [finding])
    )
    shown = summary_of(RunReport(datetime.now(UTC), "1", tmp_path / "out", [outcome]))
    assert "某局2024年预算.pdf" in shown
    assert sha256 not in shown
