"""What is left of the process from which workers are forked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
from flows.running.worker_source import worker_source
worker_source()
print("ready", flush=True)
input()
"""


@contextmanager
def ready_run(place: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that can fork workers, with ``place`` for its temporary folders."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(place)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process


@pytest.mark.slow
def test_the_folder_of_a_process_that_was_killed_goes_and_that_of_a_living_one_stays(tmp_path: Path) -> None:
    def folders() -> set[Path]:
        return set(tmp_path.iterdir())

    with ready_run(tmp_path):
        living = folders()
        with ready_run(tmp_path) as killed:
            assert len(folders()) == 2
            killed.kill()
        (of_others := tmp_path / "pymp-others").mkdir()
        assert len(folders()) == 3
        with ready_run(tmp_path):
            now = folders()
            assert living < now
            assert of_others in now
            assert len(now) == 3
    assert folders() == {of_others}


@pytest.mark.slow
def test_two_runs_of_one_process_may_begin_together(tmp_path: Path) -> None:
    program = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from flows.running.worker_source import worker_source
together = Barrier(8)
with ThreadPoolExecutor(8) as threads:
    print(len(set(threads.map(lambda _: (together.wait(), worker_source())[1], range(8)))))
"""
    begun = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert begun.stdout == "1\n"
