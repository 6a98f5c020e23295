"""Health and metrics of a service over HTTP: Prometheus text at ``/metrics``, a word at ``/health``."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from flows.crawl.report import COUNTED
from outputs.publication.counting import findings_by_severity
from outputs.publication.object_store import is_address, out_at
from outputs.store.holdings import holdings
from outputs.store.out_folder import OutFolder

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Watched:
    """What is told about: OUT, the archive, and whether the engine answers."""

    out: str
    archive: str
    engine_answers: Callable[[], bool]

    @property
    def folder(self) -> OutFolder:
        return out_at(self.out)


class ServiceMetrics(Collector):
    """The metrics, asked of OUT whenever they are collected: the runs are processes of their own."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def collect(self) -> Iterator[Metric]:
        watched = self._watched
        yield _gauge("duizhang_engine_up", "Whether the flow engine answers", int(watched.engine_answers()))
        yield from _documents(watched.folder)
        yield from _crawls(watched.folder)
        yield from _disk(watched)


def _documents(out: OutFolder) -> Iterator[Metric]:
    documents = GaugeMetricFamily("duizhang_documents", "Current documents in OUT", labels=["status"])
    for status, count in {"ok": 0, "partial": 0, "failed": 0, **_statuses(out)}.items():
        documents.add_metric([status], count)
    yield documents
    findings = GaugeMetricFamily("duizhang_findings", "Published findings", labels=["severity"])
    for severity, count in {"error": 0, "notice": 0, **findings_by_severity(out)}.items():
        findings.add_metric([severity], count)
    yield findings
    runs = [_report(file) for file in _reports(out, "Z.json")[-1:]]
    yield _gauge("duizhang_runs", "Reports of runs in OUT", len(_reports(out, "Z.json")))
    if runs:
        new = [one for one in runs[0]["documents"] if not one["done_before"]]
        yield _gauge("duizhang_last_run_end_seconds", "When the last run ended", _seconds(runs[0]["ended"]))
        yield _gauge("duizhang_last_run_documents", "Documents that the last run processed", len(new))
        failed = sum(one["status"] in ("failed", "unread") for one in new)
        yield _gauge("duizhang_last_run_failed", "Documents that failed in the last run", failed)


def _crawls(out: OutFolder) -> Iterator[Metric]:
    reports = _reports(out, "Z.crawl.json")
    yield _gauge("duizhang_crawls", "Reports of crawls in OUT", len(reports))
    if not reports:
        return
    last = _report(reports[-1])
    ended = _seconds(last["ended"])
    yield _gauge("duizhang_last_crawl_end_seconds", "When the last crawl ended", ended)
    lag = datetime.now(UTC).timestamp() - ended
    yield _gauge("duizhang_lag_seconds", "Seconds since the last crawl ended", lag)
    documents = GaugeMetricFamily(
        "duizhang_source_documents", "Documents of the last crawl", labels=["source", "outcome"]
    )
    failed = GaugeMetricFamily(
        "duizhang_source_failed", "Whether a source could not be crawled the last time", labels=["source"]
    )
    for source in last["sources"]:
        for outcome in COUNTED:
            documents.add_metric([source["source"], outcome], source["documents"].get(outcome, 0))
        failed.add_metric([source["source"]], int(bool(source["broken"] or source["lost_starts"])))
    yield documents
    yield failed


def _disk(watched: Watched) -> Iterator[Metric]:
    free = GaugeMetricFamily("duizhang_disk_free_bytes", "Room on the disk", labels=["place"])
    size = GaugeMetricFamily("duizhang_disk_size_bytes", "Size of the disk", labels=["place"])
    for place, path in (("out", watched.folder.root), ("archive", Path(watched.archive))):
        there = next((one for one in (path, *path.parents) if one.exists()), None)
        if there is not None and not (place == "archive" and is_address(watched.archive)):
            usage = shutil.disk_usage(there)
            free.add_metric([place], usage.free)
            size.add_metric([place], usage.total)
    yield free
    yield size


def _statuses(out: OutFolder) -> dict[str, int]:
    return holdings(out.root, 1).statuses if out.root.is_dir() else {}


def _reports(out: OutFolder, ending: str) -> list[Path]:
    return sorted(file for file in out.runs.glob(f"*{ending}"))


def _report(file: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(file.read_bytes())
    return report


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


@contextmanager
def monitored(watched: Watched, host: str, port: int) -> Iterator[str]:
    """Answer at an address meanwhile, which is given. Raises ``OSError`` if the port is taken."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(ServiceMetrics(watched))

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if path == "/health":
                up = watched.engine_answers()
                data = json.dumps({"status": "ok" if up else "engine does not answer"}).encode()
                self._answer(200 if up else 503, "application/json", data)
            elif path == "/metrics":
                self._answer(200, CONTENT_TYPE_LATEST, generate_latest(registry))
            else:
                self._answer(404, "text/plain", b"/health or /metrics\n")

        def _answer(self, status: int, kind: str, data: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer((host, port), Answers)
    threading.Thread(target=server.serve_forever, name="monitoring", daemon=True).start()
    try:
        yield f"http://{host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
