"""The work on one document: what a fault in one of its steps leaves."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from flows.jobs import Job
from flows.running import process_document as work
from flows.running.process_document import process_bytes
from records.tables import Document


def broken(*_: object) -> None:
    raise ValueError("a fault of the step itself")


@pytest.fixture(scope="module")
def pdf(corpus_documents: list[Path]) -> Path:
    return min(corpus_documents, key=lambda path: path.stat().st_size)


def processed(path: Path) -> Document:
    data = path.read_bytes()
    return process_bytes(data, Job(path, hashlib.sha256(data).hexdigest(), len(data), "0.1.0")).document


def test_a_fault_in_the_narrative_leaves_the_tables_checked_and_the_document_partial(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = processed(pdf)
    monkeypatch.setattr(work, "read_narrative", broken)
    left = processed(pdf)
    assert whole.record.status == "ok"
    assert left.record.status == "partial"
    assert left.tables == whole.tables
    assert left.facts == whole.facts
    assert left.sections == whole.sections
    assert not left.claims + left.reasons + left.definitions + left.links
    assert [c.rule_id for c in left.checks if c.verdict != "holds"] == [
        c.rule_id for c in whole.checks if c.verdict != "holds" and c.fact_ids
    ]
    assert len(left.checks) >= 1
    (notice,) = [one for one in left.diagnostics if one.severity == "error"]
    assert notice.code == "narrative_fault"
    assert "a fault of the step itself" in notice.message


def test_a_fault_in_the_linking_leaves_tables_and_claims_and_the_document_partial(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = processed(pdf)
    monkeypatch.setattr(work, "link", broken)
    left = processed(pdf)
    assert left.record.status == "partial"
    # How far a figure is proven, and which project a claim speaks of, the linking would have added.
    unproven = [replace(fact, confirmed_by=0, disputed_by=0) for fact in whole.facts]
    assert left.facts == unproven
    assert left.claims == [replace(claim, project=None) for claim in whole.claims]
    assert left.reasons == whole.reasons
    assert not left.links + left.checks
    assert [one.code for one in left.diagnostics if one.severity == "error"] == ["linking_fault"]


def test_a_fault_in_the_reading_fails_the_document(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "read_file", broken)
    left = processed(pdf)
    assert left.record.status == "failed"
    assert [one.code for one in left.diagnostics] == ["internal_error"]
