"""The Prefect flow does the same work as a direct run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.commands.launching import INTERRUPTED, STOPPING
from tests.flows.test_run import published, wait_for_a_bundle
from tests.flows.test_run_disclosures import SAMPLES, in_folder, packed, parts
from tests.support.runs import run_here

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.slow
def test_the_flow_and_a_direct_run_give_the_same_output_to_the_byte(
    tmp_path: Path, corpus_documents: list[Path]
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (tmp_path / "archive.zip").write_bytes(packed(parts(SAMPLES[0])))
    folder = in_folder(tmp_path / "folder", SAMPLES[1])
    inputs = [*corpus_documents, tmp_path / "broken.pdf", tmp_path / "archive.zip", folder]
    command = [sys.executable, "-m", "flows", "run", *map(str, inputs), "--out", str(tmp_path / "flow")]
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""  # nothing of the engine's own chatter
    assert "Starting the flow engine" in done.stdout
    run_here(*inputs, out=tmp_path / "direct")
    assert published(tmp_path / "flow") == published(tmp_path / "direct")


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
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_flow_soon_and_in_good_order(
    engine_home: Path, started: subprocess.Popen[str], number: signal.Signals
) -> None:
    servers = servers_of(engine_home)
    assert servers
    for server in servers:  # a service manager sends it to all
        os.kill(server, number)
    os.killpg(started.pid, number)
    _, errors = started.communicate(timeout=20)
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
    deadline = time.monotonic() + 20
    while servers_of(engine_home) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert servers_of(engine_home) == []


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
