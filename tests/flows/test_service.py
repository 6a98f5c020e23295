"""What lets a service be left alone: log lines, notices, health, metrics, retention."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from prometheus_client.parser import text_string_to_metric_families

from flows.commands.crawl_commands import _monitor
from flows.crawl.crawl_and_run import CrawlReport
from flows.crawl.report import SourceReport, Trouble
from flows.jobs import Outcome
from flows.running.run import RunRequest, run_all
from flows.running.run_report import RunReport
from flows.service.engine_log import engine_told
from flows.service.monitoring import Watched, monitored
from flows.service.notices import CannotNotify, InvalidTarget, Notifier, notice_of, notice_of_breaking
from flows.service.retention import DAY, prune_runs
from flows.service.service_log import ServiceLog
from flows.service.with_parent import WATCH_SECONDS
from flows.views.as_json import answers_schema
from outputs.findings import Finding, Findings
from tests.support.waiting import WAY_OUT, wait_until

ROOT = Path(__file__).resolve().parents[2]
FLAWED = ROOT / "corpus/documents/budget-00002.pdf"


def crawl(*sources: SourceReport, outcomes: tuple[Outcome, ...] = ()) -> CrawlReport:
    run = RunReport(datetime.now(UTC), "0.0.1", "out", list(outcomes))
    return CrawlReport(datetime.now(UTC), "archive", list(sources), run)


GOOD = SourceReport(source="good", crawl="c", documents={"new": 2, "unchanged": 5})
LOST = SourceReport(source="lost", crawl="c", lost_starts=["https://a.example/"], failures=[
    Trouble(url="https://a.example/", reason="status 500")
])  # fmt: skip
FAILED = Outcome(Path("bad.pdf"), "failed", "b" * 32, reasons=["The file has no pages."])


def flawed(**changes: Any) -> Outcome:
    (first,) = [Finding(**{**blank(), "explanation": "相差10万元"})]
    return Outcome(Path("a.pdf"), "ok", "a" * 32, findings=Findings(1, 2, [first]), **changes)


def blank() -> dict[str, Any]:
    from dataclasses import MISSING, fields

    return {
        one.name: "error" if one.name == "severity" else None
        for one in fields(Finding)
        if one.default is MISSING and one.default_factory is MISSING
    }


def test_each_source_document_and_failure_is_a_line_of_the_log() -> None:
    for as_json in (True, False):
        lines: list[str] = []
        log = ServiceLog(lines.append, "nightly", as_json)
        log.crawling(2)
        for source in (GOOD, LOST):
            log.crawled(source)
        log.ended(flawed())
        log.ended(FAILED)
        log.crawl_ended(crawl(GOOD, LOST, outcomes=(flawed(), FAILED)))
        log.broken(RuntimeError("two\nlines \x1b[2J"))
        assert all("\n" not in line and "\x1b" not in line for line in lines)
        assert len(lines) == 8
        if not as_json:
            assert " error nightly source source=lost " in lines[2]
            assert "reason=" in lines[5]
            continue
        told = [json.loads(line) for line in lines]
        assert [one["event"] for one in told] == [
            "crawl_begins", "source", "source", "not_fetched", "new_document", "failed_document",
            "crawl_ends", "broken",
        ]  # fmt: skip
        assert [one["level"] for one in told] == [
            "info", "info", "error", "warning", "info", "warning", "error", "error"
        ]  # fmt: skip
        assert told[1]["new"] == 2
        assert told[6] | {"time": 0} == {
            "time": 0, "level": "error", "event": "crawl_ends", "schedule": "nightly", "sources": 2,
            "troubled": ["lost"], "fetched": {"new": 2, "changed": 0, "unchanged": 5, "failed": 0},
            "processed": 2, "documents_failed": 1, "errors": 1, "notices": 2,
        }  # fmt: skip


def test_a_document_of_an_archive_is_told_by_its_name_and_address(tmp_path: Path) -> None:
    sha256 = "ab" * 32
    shelf = tmp_path / "files" / "ab" / f"{sha256}.json"
    shelf.parent.mkdir(parents=True)
    fetch = {"final_url": "https://a.example/1.pdf", "fetched_at": "2024-02-20", "name": "某局2024年预算.pdf"}
    shelf.write_text(json.dumps(fetch), "utf-8")
    lines: list[str] = []
    outcome = Outcome(tmp_path / "objects" / "ab" / sha256, "failed", sha256[:32], reasons=["Broken."])
    ServiceLog(lines.append, "nightly", True).ended(outcome)
    told = json.loads(lines[0])
    assert (told["file"], told["url"], told["reason"]) == (fetch["name"], fetch["final_url"], "Broken.")


def test_nobody_is_told_of_a_crawl_in_which_nothing_is_wrong_or_new() -> None:
    assert notice_of(crawl(GOOD), "nightly") is None
    assert notice_of(crawl(GOOD, outcomes=(flawed(done_before=True),)), "nightly") is None
    assert notice_of(crawl(LOST), "nightly")
    notice = notice_of(crawl(GOOD, outcomes=(flawed(), FAILED)), "nightly")
    assert notice is not None
    assert (notice["documents_failed"], notice["errors"]) == (1, 1)
    schema = json.loads(answers_schema())
    for one in (notice, notice_of(crawl(LOST), "nightly"), notice_of_breaking(OSError("gone"), "nightly")):
        Draft202012Validator(schema | {"$ref": "#/$defs/notice"}).validate(one)
    assert notice["failures"] == [{"file": "bad.pdf", "reason": "The file has no pages."}]
    assert notice["documents_with_errors"][0]["first"] == "相差10万元"


@contextmanager
def listener(status: int) -> Iterator[tuple[str, list[Any]]]:
    got: list[Any] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/hook", got
    finally:
        server.shutdown()
        server.server_close()


def test_a_webhook_and_a_command_are_given_the_notice(tmp_path: Path) -> None:
    copy = tmp_path / "notice.json"
    code = f"import sys; open({str(copy)!r}, 'wb').write(sys.stdin.buffer.read())"
    with listener(200) as (address, got):
        Notifier(address, f'{sys.executable} -c "{code}"').tell({"schedule": "夜间"})
    assert got == [{"schedule": "夜间"}] == [json.loads(copy.read_bytes())]


def test_that_nobody_could_be_told_is_said() -> None:
    with listener(500) as (address, _), pytest.raises(CannotNotify, match="500"):
        Notifier(address).tell({})
    with pytest.raises(CannotNotify, match="ended with code 3"):
        Notifier(None, f"{sys.executable} -c 'raise SystemExit(3)'").tell({})
    with pytest.raises(CannotNotify, match="failed"):
        Notifier(None, "/none/such").tell({})
    with pytest.raises(InvalidTarget):
        Notifier("file:///etc/passwd")


def asked(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=WAY_OUT) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.slow
def test_metrics_tell_what_out_holds_and_how_the_last_crawl_went(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    out = tmp_path / "out"
    run = run_all(RunRequest([FLAWED, tmp_path / "broken.pdf"], out, 1))
    report = CrawlReport(run.started, str(tmp_path / "archive"), [GOOD, LOST], run)
    (out / "runs" / f"{report.name}.json").write_text(json.dumps(report.as_record()), "utf-8")
    up = [True]
    with monitored(Watched(str(out), str(tmp_path / "archive"), lambda: up[0]), "127.0.0.1", 0) as address:
        status, text = asked(f"{address}/metrics")
        assert status == 200
        found = {
            (sample.name, *(label for _, label in sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }
        assert asked(f"{address}/health") == (200, '{"status": "ok"}')
        up[0] = False
        assert asked(f"{address}/health")[0] == 503
        assert asked(f"{address}/other")[0] == 404
    assert found["duizhang_documents", "ok"] == found["duizhang_documents", "failed"] == 1
    assert found["duizhang_findings", "error"] == run.errors > 0
    assert found["duizhang_findings", "notice"] == run.notices
    assert found["duizhang_last_run_documents",] == 2
    assert found["duizhang_last_run_failed",] == 1
    assert found["duizhang_source_documents", "new", "good"] == 2
    assert (found["duizhang_source_failed", "good"], found["duizhang_source_failed", "lost"]) == (0, 1)
    assert 0 <= found["duizhang_lag_seconds",] < 3600
    assert found["duizhang_disk_size_bytes", "out"] >= found["duizhang_disk_free_bytes", "out"] > 0
    assert found["duizhang_engine_up",] == 1


def test_metrics_of_an_out_that_is_not_there_yet_are_zeros(tmp_path: Path) -> None:
    with monitored(
        Watched(str(tmp_path / "out"), "s3://bucket/archive", lambda: True), "127.0.0.1", 0
    ) as address:
        status, text = asked(f"{address}/metrics")
    assert status == 200
    assert 'duizhang_documents{status="ok"} 0.0' in text
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("asked_for", "place"),
    [
        (None, ("127.0.0.1", 4201)),
        ("9100", ("127.0.0.1", 9100)),
        ("0.0.0.0:9100", ("0.0.0.0", 9100)),
        ("0", None),
    ],
)
def test_health_and_metrics_are_for_this_machine_unless_told(
    asked_for: str | None, place: tuple[str, int] | None
) -> None:
    assert _monitor(asked_for, 4200) == place


def test_old_reports_go_and_the_latest_and_the_catalogue_stay(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    now = time.time()
    ages = {
        "20240101T000000.0Z.json": 90, "20240101T000000.0Z.log": 90, "20240102T000000.0Z.crawl.json": 89,
        "20240301T000000.0Z.json": 5, "20240102T000000.0Z.crawl.log": 89, "catalogue.sqlite": 90,
    }  # fmt: skip
    for name, days in ages.items():
        (runs / name).write_text("{}")
        os.utime(runs / name, (now - days * DAY, now - days * DAY))
    assert prune_runs(tmp_path, 30, now) == 3
    assert sorted(one.name for one in runs.iterdir()) == [
        "20240102T000000.0Z.crawl.json", "20240301T000000.0Z.json", "catalogue.sqlite"
    ]  # fmt: skip


def test_what_the_engine_prints_is_an_event_for_each_record() -> None:
    events: list[dict[str, Any]] = []

    def tell(event: str, values: dict[str, Any]) -> None:
        assert event == "engine"
        events.append(values)

    with engine_told(tell) as output:
        output.write(
            "Traces of another kind\n12:00:00.123 | ERROR   | prefect.server - 出错\nTraceback (most".encode()
        )
        output.write(b' recent call last):\n  File "a.py"\nsqlite3.OperationalError: database is locked\n')
        output.write(b"  more\nother.Error: something else\n\n12:00:01.5 | WARNING | prefect.x - late")
    assert [(one["level"], one["reason"], one["lines"]) for one in events] == [
        ("warning", "Traces of another kind", 1),
        ("error", "出错: sqlite3.OperationalError: database is locked", 6),
        ("warning", "late", 1),
    ]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked for as on Linux")
def test_a_crawl_and_its_temporary_folder_end_with_the_process_that_began_it() -> None:
    code = (
        "import subprocess, sys, time\n"
        "child = 'from flows.service.with_parent import end_with_parent as end; end();'\n"
        "child += 'from multiprocessing import util; print(util.get_temp_dir(), flush=True);'\n"
        "child += 'import time; time.sleep(600)'\n"
        "begun = subprocess.Popen([sys.executable, '-c', child], stdout=subprocess.PIPE)\n"
        "print(begun.stdout.readline().decode().strip(), begun.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout
        folder, child = map(Path("/proc").joinpath, parent.stdout.readline().decode().split())
        time.sleep(2 * WATCH_SECONDS)
        assert child.exists()  # as long as its parent is there
        assert folder.is_dir()
        parent.kill()
        parent.wait()
        wait_until(lambda: not child.exists())
        assert not folder.exists()
