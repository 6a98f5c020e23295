"""The Prefect flow does the same work as a direct run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
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


@pytest.mark.slow
def test_ctrl_c_ends_a_flow_soon_although_its_server_is_gone(
    tmp_path: Path, make_pdf: Callable[..., Path]
) -> None:
    for n in range(150):
        make_pdf(f"in/{n}.pdf", text=f"file {n}", pages=20)
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "flows",
        "run",
        str(tmp_path / "in"),
        "--out",
        str(out),
        "--workers",
        "1",
    ]
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    wait_for_a_bundle(out)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=10)
    assert process.returncode == 130
    assert errors.splitlines() == [STOPPING, INTERRUPTED]


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
