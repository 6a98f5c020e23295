"""A run on a Dask cluster gives what a run on one machine gives."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_run import direct_run, published

ROOT = Path(__file__).resolve().parent.parent

pytest.importorskip("prefect_dask", reason="needs the extra 'cluster'")


@pytest.mark.slow
def test_a_cluster_of_two_workers_gives_the_same_output_to_the_byte(
    tmp_path: Path, make_pdf: Callable[..., Path]
) -> None:
    for n in range(60):  # more than a batch
        make_pdf(f"in/{n}.pdf", text=f"file {n}")
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    out = tmp_path / "cluster"
    command = [sys.executable, "-m", "flows", "run", str(tmp_path / "in"), "--out", str(out)]
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect"), "DUIZHANG_CLUSTER": "local"}
    done = subprocess.run(
        [*command, "--workers", "2"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stdout + done.stderr
    direct_run(tmp_path / "in", out=tmp_path / "direct")
    assert published(out) == published(tmp_path / "direct")
