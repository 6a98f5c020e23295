"""The Prefect flow does the same work as a direct run."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

import flows.prefect_flows.engine as flow_engine
from flows.commands.launching import INTERRUPTED, STOPPING
from flows.prefect_flows import engine_server
from flows.prefect_flows.own_server import server_ahead
from flows.prefect_flows.server_process import CannotServe, free_port
from flows.prefect_flows.standing_engine import is_server
from flows.running.begun import BegunRun
from flows.running.run import RunRequest
from flows.stopping import Stop
from flows.watching import Unwatched
from tests.flows.test_run import published, wait_for_a_bundle
from tests.flows.test_run_disclosures import SAMPLES, in_folder, packed, parts
from tests.support.runs import run_here
from tests.support.waiting import WAY_OUT, wait_until

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent


def variants(pdf: Path, count: int) -> list[bytes]:
    """So many documents of their own that read alike: each has another remark at its end."""
    return [pdf.read_bytes() + b"%% %d\n" % n for n in range(count)]


@pytest.fixture
def started(tmp_path: Path, engine_home: Path, make_pdf: Callable[..., Path]) -> subprocess.Popen[str]:
    """A run with the engine that has much to do, and has begun."""
    for n, data in enumerate(variants(make_pdf(pages=20), 150)):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{n}.pdf").write_bytes(data)
    command = [sys.executable, "-m", "flows", "run", str(tmp_path / "in")]
    command += ["--out", str(tmp_path / "out"), "--workers", "1"]
    environment = os.environ | {"PREFECT_HOME": str(engine_home)}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    wait_for_a_bundle(tmp_path / "out")
    wait_until(lambda: servers_of(engine_home))
    return process


def servers_of(engine_home: Path) -> list[int]:
    """The engine's servers that belong to a test, by its place for the engine."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdecimal() and b"engine_server" in (process / "cmdline").read_bytes():
                if str(engine_home).encode() in (process / "environ").read_bytes():
                    found.append(int(process.name))
        except OSError:
            continue
    return found


@pytest.mark.slow
def test_a_signal_ends_a_flow_soon_and_in_good_order(
    engine_home: Path, started: subprocess.Popen[str]
) -> None:
    servers = servers_of(engine_home)
    assert servers
    for server in servers:  # a terminal and a service manager send them to all
        os.kill(server, signal.SIGINT)
        os.kill(server, signal.SIGTERM)
    os.killpg(started.pid, signal.SIGTERM)  # which the engine would take for itself
    _, errors = started.communicate(timeout=WAY_OUT)
    assert started.returncode == 130
    assert errors.splitlines() == [STOPPING, INTERRUPTED]
    assert servers_of(engine_home) == []


@pytest.mark.slow
def test_the_server_of_a_run_that_is_killed_ends_with_it(
    engine_home: Path, started: subprocess.Popen[str]
) -> None:
    assert servers_of(engine_home)
    started.kill()
    started.communicate()
    wait_until(lambda: not servers_of(engine_home))


def test_an_engine_that_cannot_be_reached_is_said_with_the_way_out(
    tmp_path: Path, corpus_documents: list[Path]
) -> None:
    command = [sys.executable, "-m", "flows", "run", str(corpus_documents[0]), "--out", str(tmp_path / "out")]
    environment = os.environ | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": "http://127.0.0.1:9/api",
        "PREFECT_CLIENT_MAX_RETRIES": "0",
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 4
    assert "duizhang run --direct" in done.stderr
    assert "Traceback" not in done.stderr


def run_command(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")}
    command = [sys.executable, "-m", "flows", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.slow
@pytest.mark.usefixtures("engine_home")
def test_an_engine_that_stays_records_runs_that_give_what_direct_ones_give_to_the_byte(
    tmp_path: Path, corpus_documents: list[Path]
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (tmp_path / "archive.zip").write_bytes(packed(parts(SAMPLES[0])))
    folder = in_folder(tmp_path / "folder", SAMPLES[1])
    inputs = [*corpus_documents[:3], tmp_path / "broken.pdf", tmp_path / "archive.zip", folder]
    port = str(free_port())
    assert run_command(tmp_path, "engine", "status").returncode == 1
    started = run_command(tmp_path, "engine", "start", "--port", port)
    try:
        assert started.returncode == 0, started.stderr
        (server,) = servers_of(tmp_path)
        again = run_command(tmp_path, "engine", "start", "--port", port)  # it runs already
        assert (again.stdout, again.stderr) == (started.stdout, "")
        done = run_command(tmp_path, "run", *map(str, inputs), "--out", str(tmp_path / "flow"))
        assert done.returncode == 1, done.stderr
        assert done.stderr == ""  # nothing of the engine's own chatter
        assert servers_of(tmp_path) == [server]
        told = json.loads(run_command(tmp_path, "engine", "status", "--json").stdout)
        assert told == {"running": True, "pages": f"http://127.0.0.1:{port}", "pid": server}
        runs = asked(f"http://127.0.0.1:{port}/api/flow_runs/filter")
        assert [run["state_type"] for run in runs] == ["COMPLETED"]
        tasks = asked(f"http://127.0.0.1:{port}/api/task_runs/filter")
        assert {run["state_type"] for run in tasks} == {"COMPLETED"}
        assert sorted(run["name"] for run in tasks) == [f"batch-{n}" for n in range(len(tasks))]
        assert tasks
        kept = {one["key"] for one in asked(f"http://127.0.0.1:{port}/api/artifacts/filter")}
        assert kept == {"duizhang-run", "duizhang-failures"}
    finally:
        stopped = run_command(tmp_path, "engine", "stop")
    assert stopped.returncode == 0
    assert servers_of(tmp_path) == []
    assert run_command(tmp_path, "engine", "status").returncode == 1
    run_here(*inputs, out=tmp_path / "direct")
    assert published(tmp_path / "flow") == published(tmp_path / "direct")


def test_a_server_is_known_however_long_its_command_is(tmp_path: Path) -> None:
    waits = [sys.executable, "-c", "import sys; sys.stdin.read()", "x" * 300]
    ours, other = (
        subprocess.Popen([*waits, name], stdin=subprocess.PIPE)
        for name in (engine_server.__name__, "another.server")
    )
    try:
        assert is_server(ours.pid)
        assert not is_server(other.pid)
    finally:
        for process in (ours, other):
            process.communicate()
    assert not is_server(ours.pid)


def asked(address: str) -> list[dict[str, Any]]:
    request = urllib.request.Request(address, b"{}", {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=WAY_OUT) as answer:
        return cast(list[dict[str, Any]], json.load(answer))


def test_a_server_that_nobody_takes_is_gone_at_the_end(
    engine_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(engine_home))
    refused = run_command(tmp_path, "run", "nowhere.pdf", "--out", "out")
    assert refused.returncode == 2
    assert servers_of(engine_home) == []
    with server_ahead() as ahead:
        assert ahead is not None
        wait_until(lambda: servers_of(engine_home) == [ahead.process.pid])  # its name is known soon
    assert servers_of(engine_home) == []


def test_work_begins_before_the_engine_is_up(
    tmp_path: Path, make_pdf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    up = threading.Event()

    @contextmanager
    def slow_server(**options: Any) -> Iterator[None]:
        assert up.wait(WAY_OUT)
        raise CannotServe("It did not come up.")
        yield

    monkeypatch.setattr(flow_engine, "own_server", slow_server)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    request, stop = RunRequest([make_pdf()], tmp_path / "out", 1), Stop()
    begun = BegunRun(request, Unwatched(), stop)
    outcome: list[str] = []
    with pytest.raises(flow_engine.EngineFailure, match="did not come up"):
        follow(begun, request, stop, outcome, up)
    assert outcome == ["ok", "published"]  # all was done without it


def follow(begun: BegunRun, request: RunRequest, stop: Stop, outcome: list[str], up: threading.Event) -> None:
    with flow_engine.recorded(begun, request, stop):
        outcome += [one.status for one in begun.result().outcomes]
        outcome += ["published"] if (Path(request.out) / "parquet").exists() else []
        up.set()


def test_a_run_that_is_refused_does_not_wait_for_the_engine(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flows", "run", str(tmp_path / "none"), "--out", str(tmp_path / "out")]
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    for kept in (tmp_path / "prefect").glob(
        "*.db"
    ):  # the engine, begun beside the run, makes its tables first
        with closing(sqlite3.connect(kept)) as database:
            made = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'flow_run_state'")
            assert made.fetchone() == (0,)
