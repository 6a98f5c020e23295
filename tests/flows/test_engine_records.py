"""The flow engine beside a service: its records kept right and pruned, and a work pool that crawls."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from duizhang import load
from flows.prefect_flows.environment import prepare_environment
from flows.prefect_flows.own_server import own_server
from flows.prefect_flows.records import note_lost_runs, prune_records
from tests.support.disclosure_site import Site

pytestmark = [pytest.mark.long, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Engine:
    """A server of the flow engine, and what processes need to know of it."""

    address: str

    def asked(self, path: str, **body: Any) -> Any:
        data = json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"})
        while True:
            try:
                with urllib.request.urlopen(request, timeout=600) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:  # its database is busy: its own clients try again, too
                if error.code != 503:
                    raise
                time.sleep(0.5)

    def runs(self) -> dict[str, tuple[str, str]]:
        """The flow runs by name: type of state, and what it says."""
        found = self.asked("/flow_runs/filter")
        return {one["name"]: (one["state_type"], one["state"]["message"] or "") for one in found}

    def process(self, *words: str) -> str:
        environment = os.environ | {"PREFECT_API_URL": self.address, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def engine(engine_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(engine_home))
    prepare_environment()
    with own_server() as is_own:
        assert is_own
        yield Engine(os.environ["PREFECT_API_URL"])


def test_records_are_corrected_and_pruned_and_a_work_pool_crawls(
    engine: Engine, engine_home: Path, tmp_path: Path, make_pdf: Callable[..., Path]
) -> None:
    flow = engine.asked("/flows/", name="scheduled-crawl")["id"]
    for name, kind in (
        ("running", "RUNNING"), ("pending", "PENDING"), ("waiting", "SCHEDULED"),
        ("old", "COMPLETED"), ("old-failed", "FAILED"), ("young", "COMPLETED"),
    ):  # fmt: skip
        made = engine.asked("/flow_runs/", flow_id=flow, name=name, state={"type": "SCHEDULED"})
        engine.asked(f"/flow_runs/{made['id']}/set_state", state={"type": kind}, force=True)
    with closing(sqlite3.connect(engine_home / "prefect.db", timeout=120)) as database, database:
        database.execute("update flow_run set end_time = datetime('now', '-40 days') where name like 'old%'")

    # A service that was killed: what was running then is told as what it is, and nothing else is touched.
    assert note_lost_runs() == 2
    states = engine.runs()
    assert states["running"] == states["pending"] == ("CRASHED", "The service ended while this was running.")
    assert [states[name][0] for name in ("waiting", "old", "young")] == [
        "SCHEDULED", "COMPLETED", "COMPLETED"
    ]  # fmt: skip
    assert prune_records(30) == 2
    assert engine.runs().keys() == states.keys() - {"old", "old-failed"}

    # The deployment of deploy/ by a worker of its pool, with places of this test.
    engine.asked("/work_pools/", name="duizhang", type="process")
    engine.process("prefect", "--no-prompt", "deploy", "--prefect-file", "deploy/prefect.yaml", "--all")
    (deployment,) = engine.asked("/deployments/filter")
    assert deployment["work_pool_name"] == "duizhang"
    assert deployment["global_concurrency_limit"]["limit"] == 1
    with Site().running() as site:
        site.page("/yjs/", '<a href="a.pdf">某某县档案馆2024年部门预算.pdf</a>', "部门预决算公开")
        site.file("/yjs/a.pdf", make_pdf().read_bytes())
        (tmp_path / "sources.toml").write_text(
            'contact = "mailto:keeper@example.org"\n[defaults]\ndelay = 0\ninner_hosts = ["127.0.0.1"]\n'
            f'[[source]]\nname = "county"\nstart = ["{site.url}/yjs/"]\n',
            "utf-8",
        )
        places = {name: str(tmp_path / name) for name in ("sources.toml", "archive", "out")}
        engine.asked(
            f"/deployments/{deployment['id']}/create_flow_run",
            name="tonight",
            state={"type": "SCHEDULED"},
            parameters={"sources": places.pop("sources.toml"), "cluster": None, "workers": 1} | places,
        )
        worker = ("worker", "start", "--pool", "duizhang", "--run-once", "--limit", "1")
        engine.process("prefect", "--no-prompt", *worker)
        # All sources now, by hand: another archive, so that all is new.
        again = {name: str(tmp_path / "again" / name) for name in ("archive", "out")}
        options = [f"--{name}={place}" for name, place in again.items()]
        told = engine.process("flows", "serve", "--once", f"--sources={tmp_path / 'sources.toml'}", *options)
    assert "county" in told
    assert len(load(again["out"], "documents")) == 1
    assert engine.runs()["tonight"] == ("COMPLETED", "1 sources crawled, 1 documents processed, 0 failed.")
    assert list(load(tmp_path / "out", "documents").file_name) == ["某某县档案馆2024年部门预算.pdf"]
