"""A service left alone for an hour, at a site that changes and fails, ended and killed now and then.

    python benchmarks/serving.py [--minutes 60] [--every 2] [--restarts 10] [--seed 1]

``serve`` crawls a made site on loopback every few minutes. Between two looks the site publishes another
disclosure, changes one, breaks a file, or answers for a while as a site in trouble does: with errors, with
"too many requests", in a circle, or too late; every ``--restarts``
minutes the service is ended in turn by SIGTERM and by SIGKILL and started again. At the end log, metrics
and dataset are held against each other and against what the site gave, and what is left over is looked for:
processes, temporary files, unfinished work. A find is a disagreement; the exit code is 1 if there are any.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from duizhang import load  # noqa: E402
from extractors.guards.memory import MEGABYTE, resident_bytes  # noqa: E402
from flows.prefect_flows.server_process import free_port  # noqa: E402
from tests.support.disclosure_site import Reply, Site  # noqa: E402

A_LOOK = 5.0
"""Seconds between two looks at the processes."""
ENDING = 60.0
"""Seconds in which a service that is told to end has ended."""
LIST = "/yjs/"
TROUBLES = (
    Reply(b"busy", 500, marked=False),
    Reply(b"slower", 429, {"Retry-After": "2"}, marked=False),
    Reply(status=302, headers={"Location": LIST}, marked=False),
    Reply(b"late", seconds=6.0),
)
"""What the list answers in turn when the site is in trouble; the sources wait for four seconds."""
BODIES = ("教育局", "公安局", "民政局", "司法局", "审计局", "水利局", "统计局", "信访局")


@dataclass
class County:
    """A site of disclosures that grow and change; ``given`` is every content that it ever had."""

    site: Site
    sources: list[bytes]
    chance: random.Random
    current: dict[str, str] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    aside: Reply | None = None
    """The list, while the site is in trouble."""
    troubles: int = 0

    def publish(self) -> None:
        """One more disclosure, at the top of the list; one in eight is no readable file."""
        number = len(self.current)
        data = self.chance.choice(self.sources) + b"\n%% %d" % number
        self._give(number, data if number % 8 != 7 else b"%PDF-1.7 and nothing else " + bytes([number]))
        entries = "".join(
            f'<li><a href="/files/{n}.pdf">某某县{BODIES[n % 8]}第{n}号2024年部门预算.pdf</a></li>'
            for n in reversed(range(number + 1))
        )
        self.site.page(LIST, f"<ul>{entries}</ul>", "部门预决算公开")

    def change(self) -> None:
        """Another content for a disclosure that has been fetched as it is."""
        number = self.chance.randrange(len(self.current))
        if f"/files/{number}.pdf" in self.site.paths(200):
            self._give(number, self.chance.choice(self.sources) + b"\n%% again %f" % self.chance.random())

    def fall_ill(self) -> None:
        """Answer for the list as a site in trouble does, each time another way."""
        self.aside = self.site.replies[LIST]
        self.site.replies[LIST] = TROUBLES[self.troubles % len(TROUBLES)]
        self.troubles += 1

    def recover(self) -> None:
        if self.aside is not None:
            self.site.replies[LIST], self.aside = self.aside, None

    def _give(self, number: int, data: bytes) -> None:
        path = f"/files/{number}.pdf"
        self.site.file(path, data)
        self.current[path] = hashlib.sha256(data).hexdigest()
        self.given.add(self.current[path])


class Service:
    """``serve`` in a place of its own: started, ended, killed; and what it and its processes held."""

    def __init__(self, place: Path, site: Site, every: int) -> None:
        self.place, self.out = place, place / "out"
        self.temporary, self.log = place / "tmp", place / "serve.log"
        self.temporary.mkdir()
        self.port, self.monitor = free_port(), free_port()
        (place / "sources.toml").write_text(
            f'contact = "mailto:keeper@example.org"\n[schedules.often]\ncron = "*/{every} * * * *"\n'
            '[defaults]\ndelay = 0\nbackoff = 0.02\nretries = 1\ninner_hosts = ["127.0.0.1"]\n'
            'recheck_days = 0\nrechecks = 60\nresponse_seconds = 4\nschedule = "often"\n'
            f'[[source]]\nname = "county"\nstart = ["{site.url}{LIST}"]\n',
            "utf-8",
        )
        self.process: subprocess.Popen[bytes] | None = None
        self.held: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.most = 0

    def start(self) -> None:
        environment = {k: v for k, v in os.environ.items() if k != "PREFECT_API_URL"}
        environment |= {"PREFECT_HOME": str(self.place / "prefect"), "TMPDIR": str(self.temporary)}
        places = ["--sources", self.place / "sources.toml", "--archive", self.place / "archive"]
        ways = ["--port", self.port, "--monitor", self.monitor, "--log", "json", "--keep-days", 1]
        words = ["serve", *places, "--out", self.out, *ways]
        with self.log.open("a") as file:
            command = [sys.executable, "-m", "flows", *map(str, words)]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)

    def end(self, number: int) -> int:
        """The exit code after a signal; raises ``TimeoutExpired`` if it does not end."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(ENDING)

    def processes(self) -> dict[int, str]:
        """What is there of ours: all that has our place for the engine in its environment."""
        found, ours = {}, f"PREFECT_HOME={self.place / 'prefect'}".encode()
        for process in Path("/proc").iterdir():
            with suppress(OSError):
                if process.name.isdecimal() and ours in (process / "environ").read_bytes().split(b"\0"):
                    found[int(process.name)] = (
                        (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    )
        return found

    def look(self, minute: float) -> None:
        """Note how many processes there are and what those that stay hold."""
        found = self.processes()
        self.most = max(self.most, len(found))
        for pid, command in found.items():
            role = "server" if "engine_server" in command else "serve" if " serve " in command else ""
            if role:
                self.held[role].append((minute, resident_bytes(pid) / MEGABYTE))

    def asked(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.monitor}{path}", timeout=30) as answer:
            return str(answer.read().decode())

    def lines(self) -> list[dict[str, Any]]:
        """The events of the log, without what is none."""
        told = self.log.read_text("utf-8").splitlines()
        return [json.loads(line) for line in told if line.startswith("{")]


def metric(text: str, name: str) -> float:
    """The sum of a metric over its labels."""
    lines = [line for line in text.splitlines() if line.startswith((f"{name} ", f"{name}{{"))]
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines)


def quiet_crawls(service: Service, crawls: int) -> bool:
    """Wait until so many more crawls have ended; whether they did."""
    before = sum(one["event"] == "crawl_ends" for one in service.lines())
    deadline = time.monotonic() + 900
    while time.monotonic() < deadline:
        if sum(one["event"] == "crawl_ends" for one in service.lines()) >= before + crawls:
            return True
        time.sleep(A_LOOK)
    return False


def disagreements(service: Service, county: County, text: str) -> list[str]:
    """What log, metrics, dataset and site do not agree about."""
    documents, findings = load(service.out, "documents"), load(service.out, "findings")
    there = set(documents.sha256)
    finds = [f"never given: {one}" for one in there - county.given]
    finds += [f"missing: {path}" for path, one in county.current.items() if one not in there]
    statuses = Counter(documents.status)
    for status in ("ok", "partial", "failed"):
        told = metric(text.replace(f'duizhang_documents{{status="{status}"}}', "asked_for"), "asked_for")
        if told != statuses[status]:
            finds.append(f"metrics tell {told:.0f} documents {status}, there are {statuses[status]}")
    if metric(text, "duizhang_findings") != len(findings):
        finds.append(f"metrics tell {metric(text, 'duizhang_findings')} findings, there are {len(findings)}")
    lines = service.lines()
    named = {one["document_id"] for one in lines if one["event"] == "new_document"}
    finds += [f"in the log and not in the dataset: {one}" for one in named - set(documents.document_id)]
    ends = sum(one["processed"] for one in lines if one["event"] == "crawl_ends")
    print(f"  the log names {len(named)} documents read, its crawls say {ends} processed, "
          f"the dataset has {len(there)} ({dict(statuses)})")  # fmt: skip
    told = [line for line in service.log.read_text("utf-8").splitlines() if not line.startswith("{")]
    finds += [f"no event: {line[:200]}" for line in told if line.strip()][:5]
    return finds


def left_over(service: Service) -> list[str]:
    """What is there of a service that has ended and should not be."""
    deadline = time.monotonic() + ENDING
    while service.processes() and time.monotonic() < deadline:
        time.sleep(1)
    finds = [f"process {pid}: {command}" for pid, command in service.processes().items()]
    # The engine has one folder there, and in it one of each service that was killed: empty.
    temporary = [one for one in service.temporary.rglob("*") if one.is_file() or one.parent.name == "tmp"]
    temporary = [one for one in temporary if one.name != "runner_storage"]
    finds += [f"temporary: {one.relative_to(service.temporary)}" for one in temporary]
    finds += [f"unfinished: {one.name}" for one in service.out.glob(".staging/*") if one.is_dir()]
    snapshots = [one for one in (service.out / "snapshots").iterdir() if one.is_dir()]
    if len(snapshots) > 2:
        finds.append(f"{len(snapshots)} published states")
    return finds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=int, default=2)
    parser.add_argument("--restarts", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sources = [path.read_bytes() for path in sorted((ROOT / "corpus" / "documents").glob("*[0-9].pdf"))]
    finds: list[str] = []
    with tempfile.TemporaryDirectory() as name, Site().running() as site:
        county = County(site, sources, random.Random(arguments.seed))
        for _ in range(6):
            county.publish()
        service = Service(Path(name), site, arguments.every)
        service.start()
        started, restarts, steps = time.monotonic(), 0, 0
        while (minute := (time.monotonic() - started) / 60) < arguments.minutes:
            time.sleep(A_LOOK)
            service.look(minute)
            if minute >= (restarts + 1) * arguments.restarts:
                number = (signal.SIGTERM, signal.SIGKILL)[restarts % 2]
                code = service.end(number)
                if number == signal.SIGTERM and code:
                    finds.append(f"SIGTERM ended with code {code}")
                restarts += 1
                deadline = time.monotonic() + ENDING
                while service.processes() and time.monotonic() < deadline:
                    time.sleep(0.5)
                finds += [f"after {number.name}: {one}" for one in service.processes().values()]
                service.start()
            if minute >= steps * arguments.every / 2:
                steps += 1
                if steps % 12 == 7:
                    county.fall_ill()
                elif steps % 12 == 10:
                    county.recover()
                elif county.aside is None:
                    (county.publish if steps % 3 else county.change)()
        county.recover()
        # What a crawl has begun to read may be the state before: the second one has seen all.
        if not quiet_crawls(service, 2):
            finds.append("no crawl ended in the last 15 minutes")
        text = service.asked("/metrics")
        if json.loads(service.asked("/health")) != {"status": "ok"}:
            finds.append("the engine does not answer")
        finds += disagreements(service, county, text)
        if code := service.end(signal.SIGTERM):
            finds.append(f"SIGTERM ended with code {code}")
        finds += left_over(service)
        lines = Counter(one["event"] for one in service.lines())
        print(
            f"{arguments.minutes:g} minutes, {restarts} restarts, {len(county.given)} contents given, "
            f"{county.troubles} troubles"
        )
        print(f"  {dict(lines)}")
        print(f"  at most {service.most} processes at a time")
        for role, seen in service.held.items():
            last = seen[-len(seen) // 8 :]
            print(f"  {role}: {seen[0][1]:.0f} MB at first, {max(mb for _, mb in seen):.0f} at most, "
                  f"{sum(mb for _, mb in last) / len(last):.0f} at the end")  # fmt: skip
        database = service.place / "prefect" / "prefect.db"
        print(f"  the engine's records: {database.stat().st_size / MEGABYTE:.1f} MB")
    for one in finds:
        print(f"  FIND {one}")
    sys.exit(bool(finds))


if __name__ == "__main__":
    main()
