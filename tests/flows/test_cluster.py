"""A run on a Dask cluster gives what a run on one machine gives."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import fsspec
import pytest

from flows.prefect_flows.server_process import free_port
from outputs.publication.dataset import read_table
from records.tables import TABLES
from tests.flows.test_run import published
from tests.support.runs import run_here

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(find_spec("prefect_dask") is None, reason="needs the extra 'cluster'"),
]

ROOT = Path(__file__).resolve().parent.parent.parent


SMALL_TASKS = """
import sys

if __name__ == "__main__":
    from flows.prefect_flows.engine import engine_running

    with engine_running((), "", records_only=True):  # one for all commands
        from flows.commands.command_line import app
        from flows.prefect_flows import cluster

        cluster.DOCUMENTS_PER_TASK = 3
        for words in sys.argv[1:]:
            try:
                app(["run", *words.split()])
            except SystemExit as ended:
                print("ended with", ended.code)
"""
FILES = 7
"""More than two of those tasks."""


@contextmanager
def processes_of_a_cluster(tmp_path: Path, environment: dict[str, str]) -> Iterator[str]:
    """The address of a scheduler with two workers, each a process with its own folders."""
    address = f"tcp://127.0.0.1:{free_port()}"
    parts = {
        "scheduler": ["scheduler", "--host", address, "--no-dashboard"],
        "one": ["worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny"],
        "two": ["worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny"],
    }
    with ExitStack() as stack:
        for name, command in parts.items():
            (tmp_path / name).mkdir()
            own = environment | {"XDG_CACHE_HOME": str(tmp_path / name / "cache")}
            log = stack.enter_context((tmp_path / name / "log").open("w"))
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *command],
                cwd=tmp_path / name,
                env=own | {"PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
        yield address


@pytest.mark.slow
def test_a_cluster_here_and_machines_that_share_nothing_but_a_store_give_the_same_rows(
    tmp_path: Path,
    engine_home: Path,
    make_pdf: Callable[..., Path],
    s3_server: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    monkeypatch.setenv("PREFECT_HOME", str(engine_home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    store = fsspec.filesystem("s3")
    store.mkdir("cluster")
    for n in range(FILES):
        store.pipe_file(f"cluster/in/{n}.pdf", make_pdf(f"in/{n}.pdf", text=f"file {n}").read_bytes())
    (tmp_path / "and" / "in").mkdir(parents=True)
    (tmp_path / "and" / "in" / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    program = tmp_path / "program.py"
    program.write_text(SMALL_TASKS)
    inputs = f"{tmp_path / 'in'} {tmp_path / 'and'}"
    with processes_of_a_cluster(tmp_path, dict(os.environ)) as address:
        runs = (
            f"{inputs} --out {tmp_path / 'here'} --cluster local --workers 1",
            f"s3://cluster/in --out s3://cluster/out --cluster {address}",
        )
        done = subprocess.run([sys.executable, program, *runs], cwd=ROOT, capture_output=True, text=True)
    told = done.stdout + done.stderr
    assert [line for line in told.splitlines() if line.startswith("ended")] == [
        "ended with 1", "ended with 0"
    ], told  # fmt: skip
    assert list((tmp_path / "temporary").rglob("duizhang*")) == []
    run_here(tmp_path / "in", tmp_path / "and", out=tmp_path / "direct")
    assert published(tmp_path / "here") == published(tmp_path / "direct")
    run_here(tmp_path / "in", out=tmp_path / "whole")
    for table in TABLES:
        assert read_table("s3://cluster/out", table).equals(read_table(tmp_path / "whole", table)), table
