"""Crawl, process, publish: the whole way from a site to the dataset, and by schedule."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest

from corpus.composition import compose
from corpus.formats import make
from duizhang import load
from flows.crawl.archive import Archive
from flows.crawl.crawl_and_run import CrawlReport, CrawlRequest, crawl_all
from flows.crawl.sources import read_sources
from flows.prefect_flows.engine import EngineFailure
from flows.prefect_flows.server_process import free_port
from flows.prefect_flows.serving import _api
from tests.support.commands import duizhang
from tests.support.deployed import service_command
from tests.support.disclosure_site import ARTICLES, WANTED, Site, fill
from tests.support.waiting import WAY_OUT, wait_until

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
IN_BACKGROUND = ("sh", "-c", "trap '' INT; exec \"$@\"", "sh")


class Place:
    """A site, its source list, an archive and an OUT."""

    def __init__(self, site: Site, files: Site, forbidden: Site, folder: Path) -> None:
        self.site, self.files, self.forbidden, self.folder = site, files, forbidden, folder
        self.sources = folder / "sources.toml"
        self.archive = str(folder / "archive")
        self.out = folder / "out"
        self.sources.write_text(
            'contact = "mailto:keeper@example.org"\n'
            '[schedules.monthly]\ncron = "33 3 13 * *"\n'
            '[defaults]\ndelay = 0\nbackoff = 0.02\ninner_hosts = ["127.0.0.1"]\nschedule = "monthly"\n'
            f'[[source]]\nname = "county"\nregion = "某某省某某县"\nstart = ["{site.url}/zwgk/yjs/"]\n'
            f'attachment_hosts = ["{files.authority}"]\n',
            "utf-8",
        )

    def crawl(self) -> CrawlReport:
        return crawl_all(CrawlRequest(self.sources, self.archive, self.out, workers=2))

    def words(self, command: str, *arguments: object) -> list[str]:
        places = ["--sources", self.sources, "--archive", self.archive, "--out", self.out]
        return [command, *map(str, [*places, *arguments])]

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "flows", *self.words(*arguments)]

    def documents(self) -> pandas.DataFrame:
        return load(self.out, "documents").set_index("file_name").sort_index()


@pytest.fixture
def place(tmp_path: Path, make_pdf: Callable[..., Path]) -> Iterator[Place]:
    documents = [make_pdf(f"{n}.pdf", text=f"budget {n}") for n in range(6)]
    with Site().running() as site, Site().running() as files, Site().running() as forbidden:
        fill(site, files, forbidden, documents)
        yield Place(site, files, forbidden, tmp_path)


def test_two_crawls_end_in_the_right_rows_with_their_origins(place: Place) -> None:
    report = place.crawl()
    assert [(one.source, one.failed) for one in report.sources] == [("county", False)]
    first = place.documents()
    assert set(first.index) == set((WANTED | ARTICLES).values())
    assert set(first.status) == {"ok"}
    # A document that names a region itself keeps it; the source list says it of the others.
    assert first.region["某某镇人民政府2024年部门预算公开"] == "某某镇"
    assert set(first.region) == {"某某省某某县", "某某镇"}
    addresses = {
        name: (place.files if path.startswith("/upload/") else place.site).url + path
        for path, name in (WANTED | ARTICLES).items()
    }
    addresses["2024年预算公开说明.pdf"] = f"{place.site.url}/files/2024/3.pdf"
    assert first.source_url.to_dict() == addresses
    moments = pandas.to_datetime(first.fetched_at)
    assert all(report.started <= moment <= pandas.Timestamp.now("UTC") for moment in moments)

    # A new version of one file; the content of another one also at another address.
    newer = place.site.replies["/files/2024/3.pdf"].body + b"\n"
    place.site.file("/zwgk/yjs/202409/P020240920.pdf", newer)
    page = place.site.replies["/zwgk/yjs/index_1.html"].body.decode("gb2312")
    place.site.page("/zwgk/yjs/index_1.html", page + '<a href="copy.pdf">某某局2024年部门预算</a>')
    place.site.file("/zwgk/yjs/copy.pdf", place.site.replies["/module/download?i_ID=9"].body)
    report = place.crawl()
    assert report.run is not None
    done = {outcome.path.name: outcome.done_before for outcome in report.run.outcomes}
    assert [name for name, before in done.items() if not before] == ["附件1：2024年度部门决算公开.pdf"]
    # What stands on the same page may be of the same disclosure.
    assert {name for name, before in done.items() if before} == {
        "某某县卫生健康局2024年度部门决算公开",
        "卫健局2024年度决算报表.pdf",
    }
    second = place.documents()
    assert len(second) == len(first) + 1
    pandas.testing.assert_frame_equal(second[second.sha256.isin(first.sha256)], first)
    told = json.loads((place.out / "runs" / f"{report.name}.json").read_text("utf-8"))
    assert told["sources"][0]["documents"] == {"new": 1, "changed": 1, "unchanged": 6, "failed": 1}
    assert told["processed"]["documents"] - told["processed"]["done_before"] == 1


def test_the_documented_way_from_a_source_list_to_a_parquet_file(
    place: Place, corpus_documents: list[Path]
) -> None:
    place.site.file("/files/2024/3.pdf", corpus_documents[0].read_bytes())
    page = (ROOT / "docs" / "sources.md").read_text("utf-8")
    block = page.partition("## From a site to a Parquet file")[2].split("```")[1]
    commands = block.removeprefix("bash\n").strip().replace("\\\n", "").splitlines()
    assert len(commands) <= 5
    (example,) = read_sources(ROOT / "docs" / "sources.example.toml").source
    assert example.schedule == "nightly"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for command in commands[2:]:  # the list of one site is there already
        words = shlex.split(command.replace("duizhang", "python -m flows"), comments=True)
        words[0] = sys.executable
        done = subprocess.run(words, cwd=place.folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    facts = pandas.read_parquet(place.folder / "facts.parquet")
    assert len(facts) > 100
    assert set(facts.document_id) <= set(place.documents().document_id)


def test_a_page_and_its_attached_tables_are_one_disclosure(place: Place) -> None:
    """The narrative is on the page, the tables are in a workbook behind a download address."""
    made = make(compose("lingnan", 2), "article").files
    ((page, text),) = [(path, data) for path, data in made.items() if path.endswith(".html")]
    ((book, tables),) = [(path, data) for path, data in made.items() if path.endswith(".xlsx")]
    link = "./" + book.split("/", 1)[1]
    assert link.encode() in text
    place.site.page("/zwgk/yjs/", '<a href="a/t1.html">某某局2023年度部门决算公开</a>', "部门预决算公开")
    place.site.file("/zwgk/yjs/a/t1.html", text.replace(link.encode(), b"/module/download?i=1"), "text/html")
    place.site.file("/module/download?i=1", tables, "application/octet-stream")
    place.crawl()
    rows = place.documents()
    assert len(rows) == 2, page
    assert rows.disclosure_id.nunique() == 1
    links = load(place.out, "links")
    assert (links.verdict == "supported").sum() > 20


@pytest.mark.slow
def test_a_killed_command_ends_with_the_same_rows_when_it_is_given_again(place: Place) -> None:
    place.sources.write_text(place.sources.read_text().replace("delay = 0\n", "delay = 0.1\n"))
    process = subprocess.Popen(place.command("crawl", "--direct"), cwd=ROOT, stdout=subprocess.DEVNULL)
    wait_until(lambda: len(place.site.log) >= 9)
    process.kill()
    process.wait()
    asked = Counter(place.site.paths(200))
    done = subprocess.run(place.command("crawl", "--direct"), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = place.documents()
    assert set(rows.index) == set((WANTED | ARTICLES).values())
    assert set(rows.status) == {"ok"}
    # At most the one answer that was on its way was asked for again.
    again = {path for path, times in Counter(place.site.paths(200)).items() if times > 1}
    assert asked
    assert len(again - {"/robots.txt", "/old/gone.html", "/old/dead.pdf"}) <= 1


def test_an_archive_in_an_object_store_is_processed_too(
    tmp_path: Path, make_pdf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.crawl.crawl_and_run import _new_documents
    from flows.crawl.fetches import Fetch
    from flows.running.run import RunRequest, run_all
    from outputs.store.out_folder import OutFolder

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    archive = Archive(f"memory://{tmp_path.name}")
    sha256 = archive.store(make_pdf().read_bytes())
    record = {"source": "a", "crawl": "c", "kind": "attachment", "outcome": "new", "sha256": sha256}
    address = "http://a.gov.cn/1.pdf"
    archive.record(Fetch.of(record | {"url": address, "final_url": address, "name": "某局2024年预算.pdf"}))
    out = OutFolder(tmp_path / "out")
    run_all(RunRequest(_new_documents(archive, out), out.root, workers=1))
    (row,) = load(out.root, "documents").itertuples()
    assert (row.source_url, row.file_name) == (address, "某局2024年预算.pdf")
    assert _new_documents(archive, out) == []


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("contact = 1", 2, "sources.toml"),
        ('contact = "a@b.c"\n[[source]]\nname = "a"\nstart = ["http://127.0.0.1:9/"]\nretries = 0', 1, "a"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path: Path, text: str, code: int, said: str) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text(text)
    places = ("--archive", tmp_path / "archive", "--out", tmp_path / "out")
    done = duizhang("crawl", "--direct", "--sources", sources, *places)
    assert done.returncode == code, done.stderr
    assert said in (done.stderr.replace("\n", "") if code == 2 else done.stdout)
    assert "Traceback" not in done.stdout + done.stderr


def test_an_archive_that_cannot_be_written_ends_with_3(place: Place) -> None:
    Path(place.archive).write_text("a file")
    done = duizhang(*place.words("crawl", "--direct"))
    assert done.returncode == 3, done.stdout
    assert done.stderr.startswith("The archive")
    assert len(done.stderr.splitlines()) == 1


def api(port: int, path: str, **body: Any) -> Any:
    """What Prefect answers; a server that is busy says so and is asked again."""
    for _ in range(60):
        with contextlib.suppress(urllib.error.HTTPError):
            return asked(port, path, **body)
        time.sleep(1)
    return asked(port, path, **body)


def asked(port: int, path: str, **body: Any) -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=WAY_OUT) as answer:
        return json.load(answer)


def runs_of(port: int, *states: str) -> list[Any]:
    """The crawls that are planned or ended, in the order of their beginning."""
    wanted = {"state": {"type": {"any_": list(states)}}}
    flows = {"name": {"any_": ["scheduled-crawl"]}}
    runs: list[Any] = api(port, "/flow_runs/filter", flows=flows, flow_runs=wanted, sort="START_TIME_ASC")
    return runs


@pytest.mark.slow
def test_what_the_container_runs_plans_crawls_by_schedule_and_ends_at_the_signal_it_is_sent(
    place: Place, engine_home: Path
) -> None:
    """Nobody waits for the clock: the crawls that are planned are looked at, two others are asked for.

    It runs in the background of a script, as which it is started with Ctrl-C ignored.
    """
    port, monitor = free_port(), free_port()
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    environment |= {"PREFECT_HOME": str(engine_home), "PREFECT_RUNNER_POLL_FREQUENCY": "1"}
    log = place.folder / "serve.log"
    with log.open("w") as file:
        process = subprocess.Popen(
            [*IN_BACKGROUND, sys.executable, "-m", "flows", *service_command(place.folder, monitor)]
            + ["--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=file,
        )
    ended: list[Any] = []
    planned: list[Any] = []
    visits = 0
    try:
        deadline = time.monotonic() + WAY_OUT
        while len(ended) < 2 and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.5)
            try:
                planned, ended = runs_of(port, "SCHEDULED"), runs_of(port, "COMPLETED", "FAILED", "CRASHED")
            except (urllib.error.URLError, OSError):
                continue
            if not any(run["auto_scheduled"] for run in planned) or visits > len(ended):
                continue
            if visits:  # between the two
                place.site.file(
                    "/zwgk/yjs/202409/P020240920.pdf", place.site.replies["/files/2024/3.pdf"].body + b"\n"
                )
            visits += 1
            (deployment,) = api(port, "/deployments/filter")
            api(port, f"/deployments/{deployment['id']}/create_flow_run", state={"type": "SCHEDULED"})
        assert [run["state_type"] for run in ended] == ["COMPLETED", "COMPLETED"]
        times = {run["expected_start_time"][7:16] for run in planned if run["auto_scheduled"]}
        assert times == {"-12T19:33"}  # the 13th in Shanghai
        artifacts = api(port, "/artifacts/filter", sort="CREATED_DESC")[::-1]
        with urllib.request.urlopen(f"http://127.0.0.1:{monitor}/health", timeout=WAY_OUT) as answer:
            assert json.load(answer) == {"status": "ok"}
        with urllib.request.urlopen(f"http://127.0.0.1:{monitor}/metrics", timeout=WAY_OUT) as answer:
            metrics = answer.read().decode()
        kept = [one["message"] for one in api(port, "/logs/filter")]
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(WAY_OUT)
        finally:
            process.kill()
    assert process.returncode == 0
    assert "Traceback" not in log.read_text()
    told = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    ends = [one for one in told if one["event"] == "crawl_ends"]
    assert [one["fetched"] for one in ends[:2]] == [
        {"new": 7, "changed": 0, "unchanged": 0, "failed": 1},
        {"new": 0, "changed": 1, "unchanged": 6, "failed": 1},
    ]
    assert [one["processed"] for one in ends[:2]] == [7, 1]
    assert told[-1]["event"] == "stopped"
    assert {json.dumps(one, ensure_ascii=False) for one in ends[:1]} <= set(kept)  # Prefect's log has it too
    assert f'duizhang_documents{{status="ok"}} {len(place.documents()):.1f}' in metrics
    assert deployment["name"] == "monthly"
    assert [one["schedule"]["cron"] for one in deployment["schedules"]] == ["33 3 13 * *"]
    assert deployment["schedules"][0]["schedule"]["timezone"] == "Asia/Shanghai"
    tables = [json.loads(one["data"]) for one in artifacts if one["key"] == "crawl"]
    assert [tables[0][0][name] for name in ("new", "changed", "unchanged", "failed")] == [7, 0, 0, 1]
    assert sum(table[0]["changed"] for table in tables) == 1
    assert len(place.documents()) == len(WANTED) + len(ARTICLES) + 1
    assert place.forbidden.log == []
    with pytest.raises(urllib.error.URLError):  # the server has ended with the command
        api(port, "/deployments/filter")


def test_a_port_in_use_and_a_prefect_of_ones_own_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        with pytest.raises(EngineFailure, match="in use"), _api(taken.getsockname()[1]):
            pass
        profile = '[profiles.own]\nPREFECT_API_URL = "http://prefect.example/api"\n'
        (tmp_path / "profiles.toml").write_text('active = "own"\n' + profile)
        with _api(taken.getsockname()[1]):  # nothing is started
            assert "PREFECT_API_URL" not in os.environ
