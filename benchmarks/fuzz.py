"""Mutated and hostile files through whole runs, for some minutes: does any harm a run?

    python benchmarks/fuzz.py [--minutes 5] [--seed 1] [--keep DIR] [FILE…]

Each round makes a dozen files of a few pages each from the documents given (the corpus, if none), and
processes them with small limits; the first round also has files of hostile sizes. A find is a file that
ends the run, a document above its limits, or a fault of ours (``internal_error``, ``narrative_fault``,
``linking_fault``, a crashed worker). Finds are kept in DIR, named after their mutation and seed; the exit
code is 1 if there are any. Make the smallest that does the same a test in tests/test_hostile_files.py.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from flows.jobs import Limits, Outcome  # noqa: E402
from flows.running.run import RunRequest, run_all  # noqa: E402
from outputs.publication.dataset import read_table  # noqa: E402

LIMITS = Limits(seconds=30, megabytes=800)
FAULTS = {"internal_error", "narrative_fault", "linking_fault", "worker_crashed"}
FILES_A_ROUND = 12
MOST_PAGES = 4
"""Of a file: pages whose text is lost are recognised, which takes seconds each."""


def make_round(folder: Path, sources: list[Path], rng: random.Random, first: bool) -> None:
    """Write the files of a round; the hostile sizes only in the first."""
    from tests.support import hostile

    for number in range(FILES_A_ROUND):
        source = rng.choice(sources)
        others = hostile.OTHER_MUTATIONS.get(source.suffix)
        mutation = rng.choice(others or hostile.MUTATIONS)
        seed = rng.randrange(2**32)
        data = source.read_bytes()
        if others:
            data = mutation(data, random.Random(seed))
        else:
            data = hostile.mutated(data, mutation, seed, MOST_PAGES)
        (folder / f"{number:02d}-{mutation.__name__}-{seed}{source.suffix}").write_bytes(data)
    if first:
        for name, data in {
            "rulings": hostile.many_rulings(1_000_000),
            "pages": hostile.many_pages(10_000),
            "bomb": hostile.zip_bomb(2_000),
        }.items():
            (folder / f"size-{name}.pdf").write_bytes(data)
        (folder / "size-text.txt").write_bytes(hostile.long_text(3_000_000))


def finds(outcomes: list[Outcome], out: Path) -> list[tuple[Outcome, str]]:
    """The outcomes that should not be, each with what is wrong."""
    found = []
    codes: dict[str, set[str]] = {}
    for row in read_table(out, "diagnostics").to_pylist():
        codes.setdefault(row["document_id"], set()).add(row["code"])
    for outcome in outcomes:
        wrong = codes.get(outcome.document_id or "", set()) & FAULTS
        if outcome.seconds > LIMITS.seconds * 1.5:
            wrong.add(f"{outcome.seconds:.0f} s")
        if outcome.megabytes > 1.25 * (LIMITS.megabytes + LIMITS.recognition_megabytes):
            wrong.add(f"{outcome.megabytes:.0f} MB")
        if wrong:
            found.append((outcome, ", ".join(sorted(wrong)) + ": " + " ".join(outcome.reasons)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-finds"))
    arguments = parser.parse_args()
    from tests.support.hostile import OTHER_MUTATIONS

    sources = arguments.files or sorted(
        path
        for path in (ROOT / "corpus" / "documents").iterdir()
        if path.suffix in {".pdf", *OTHER_MUTATIONS}
    )
    rng = random.Random(arguments.seed)
    end = time.monotonic() + 60 * arguments.minutes
    statuses: Counter[str] = Counter()
    found = 0
    first = True
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as place:
            folder, out = Path(place) / "in", Path(place) / "out"
            folder.mkdir()
            make_round(folder, sources, rng, first)
            first = False
            report = run_all(RunRequest([folder], out, arguments.workers, LIMITS))
            statuses.update(outcome.status for outcome in report.outcomes)
            for outcome, wrong in finds(report.outcomes, out):
                found += 1
                arguments.keep.mkdir(parents=True, exist_ok=True)
                if outcome.path.is_file():
                    shutil.copy(outcome.path, arguments.keep)
                print(f"FIND {outcome.path.name}: {wrong}", flush=True)
    told = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    print(f"{sum(statuses.values())} documents ({told}); {found} finds")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
