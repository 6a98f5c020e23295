"""Hostile files in a run: each ends as a document, within its limits, and harms no other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from extractors.pdf.pictures import MOST_PIXELS, page_images
from flows.jobs import Limits
from flows.running.run import RunRequest, run_all
from outputs.publication.dataset import read_table
from tests.support import hostile

pytestmark = pytest.mark.long

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus" / "documents"
SMALLEST = min(CORPUS.glob("*.pdf"), key=lambda path: path.stat().st_size)
LIMITS = Limits(seconds=120, megabytes=600)
"""Of time many times what any of the files takes: one that reaches it would take for ever."""
FAULTS = {"internal_error", "narrative_fault", "linking_fault", "worker_crashed", "time_limit"}


def test_hostile_files_end_as_documents_within_their_limits(tmp_path: Path) -> None:
    good = SMALLEST.read_bytes()
    other = next(path for path in sorted(CORPUS.glob("*.pdf")) if path != SMALLEST)
    files = {
        "good": other.read_bytes(),
        "rulings": hostile.many_rulings(60_000),
        "pages": hostile.many_pages(3_000),
        "bomb": hostile.zip_bomb(300),
    }
    for number, mutation in enumerate(hostile.MUTATIONS):
        # One file of one page of those whose text is lost: they are recognised, which takes seconds each.
        seeds, pages = (1, 1) if mutation is hostile.without_unicode else (2, 2)
        for seed in range(seeds):
            files[f"{mutation.__name__}-{seed}"] = hostile.mutated(good, mutation, 100 * seed + number, pages)
    (tmp_path / "in").mkdir()
    for name, data in files.items():
        (tmp_path / "in" / f"{name}.pdf").write_bytes(data)
    for ending, mutations in hostile.OTHER_MUTATIONS.items():
        source = next(CORPUS.glob(f"*{ending}")).read_bytes()
        for number, mutation in enumerate(mutations):
            name = f"{mutation.__name__}-{number}{ending}"
            files[name] = mutation(source, random.Random(number))
            (tmp_path / "in" / name).write_bytes(files[name])
    files["long.txt"] = hostile.long_text(60_000)
    (tmp_path / "in" / "long.txt").write_bytes(files["long.txt"])
    report = run_all(RunRequest([tmp_path / "in"], tmp_path / "out", 1, LIMITS))
    # What a mutation leaves as it is, or packs, is one document with its original.
    statuses = {outcome.path.name: outcome.status for outcome in report.outcomes}
    # What is no longer text or a package is left alone.
    assert len(statuses) + len(report.ignored) >= len(files) - 2
    assert statuses["good.pdf"] == "ok"
    assert statuses["bomb.pdf"] == "failed"
    most = LIMITS.megabytes + LIMITS.recognition_megabytes
    assert max(outcome.megabytes for outcome in report.outcomes) <= most
    diagnostics = read_table(tmp_path / "out", "diagnostics").to_pylist()
    assert [row for row in diagnostics if row["code"] in FAULTS] == []
    failed = {outcome.document_id for outcome in report.failures}
    assert failed <= {row["document_id"] for row in diagnostics if row["severity"] == "error"}


@pytest.mark.parametrize("seed", range(4))
def test_pictures_of_huge_pages_are_not_drawn(seed: int) -> None:
    data = hostile.huge_pages(SMALLEST.read_bytes(), random.Random(seed))
    for picture in page_images(data, 150, range(1, 4)):
        assert picture.width * picture.height <= 1.01 * MOST_PIXELS
