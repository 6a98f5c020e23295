"""How long a service keeps reports and logs of its runs in OUT: for ever, unless asked."""

from __future__ import annotations

import time
from pathlib import Path

from outputs.store.out_folder import OutFolder

DAY = 24 * 3600.0
REPORTS = ("Z.json", "Z.crawl.json")
"""The endings of the reports of runs and crawls."""


def prune_runs(out: Path, days: float, now: float | None = None) -> int:
    """Remove reports and logs of runs and crawls that are older than some days; their number.

    The latest report of a run and of a crawl stay, and so does the catalogue, which has taken from the
    reports what is needed of them.
    """
    limit = (now or time.time()) - days * DAY
    files = sorted(file for file in OutFolder(out).runs.glob("*Z*") if file.is_file())
    latest = [[file for file in files if file.name.endswith(ending)][-1:] for ending in REPORTS]
    kept = {file for found in latest for file in found}
    old = [file for file in files if file not in kept and file.stat().st_mtime < limit]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)
