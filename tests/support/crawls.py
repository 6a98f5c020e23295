"""Crawls in tests of what a crawl does, rather than of the process that it runs in."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

from flows.crawl.report import CrawlOrder, SourceReport

ROOT = Path(__file__).resolve().parent.parent.parent
ONE_AT_A_TIME = threading.Lock()


@cache
def _seed() -> subprocess.Popen[str]:
    """It ends with this process: its input ends then."""
    command = [sys.executable, "-m", "tests.support.crawl_seed"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def crawled(order: CrawlOrder, log: Path) -> SourceReport:
    """What comes of an order; its process is forked from one that has loaded all."""
    seed = _seed()
    assert seed.stdin
    assert seed.stdout
    with ONE_AT_A_TIME:
        seed.stdin.write(json.dumps([order.model_dump(mode="json"), str(log)]) + "\n")
        seed.stdin.flush()
        told = seed.stdout.readline()
    assert told.strip(), log.read_text()
    return SourceReport.model_validate_json(told)
