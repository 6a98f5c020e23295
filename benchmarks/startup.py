"""Start-up time of the command, and the memory of a worker.

    python benchmarks/startup.py FILE.pdf…

Prints the processor time of ``duizhang --help`` (median of nine, children included) and the peak
resident set of one worker process that works on all the files one after the other, with the
documents' processor times.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 9


def help_seconds() -> float:
    """Processor time of one start of the command, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "flows", "--help"], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    # Not at the top: worker processes import this module once more, and shall be as small as ever.
    from flows.running.run import RunRequest, run_all

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    files = parser.parse_args().files
    help_seconds()  # once, so that the byte code is there
    print(
        f"duizhang --help: {statistics.median(help_seconds() for _ in range(RUNS)):.2f} s of processor time"
    )
    with tempfile.TemporaryDirectory() as folder:
        report = run_all(RunRequest(files, Path(folder), workers=1))
    for outcome in report.outcomes:
        print(f"{outcome.seconds:7.3f} s {outcome.megabytes:6.1f} MB  {outcome.status:7} {outcome.path.name}")
    print(f"one worker over all: {max(o.megabytes for o in report.outcomes):.1f} MB at its peak")


if __name__ == "__main__":
    main()
