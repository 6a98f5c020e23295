"""The Word file of a disclosure states what its PDF states."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from extractors.reading import read_file
from extractors.word import libreoffice
from nlp.narrative import read_narrative

SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "documents"

PAIRS = sorted(
    path for path in (*SHARED.glob("*.docx"), *SHARED.glob("*.doc")) if path.with_suffix(".pdf").exists()
)


def stated(path: Path) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """The figures and the claims of a file, without their places; equal ones numbered."""
    read = read_file(path.read_bytes(), "")
    figures = [
        (f.statement, f.row_label, f.account_code, *f.column_path, f.measure, f.phase, f.value, f.unit)
        for f in read.document.facts
    ]
    claims = [
        (c.sentence, c.kind, c.subject, *c.account_path, c.phase, c.period, c.value, c.unit, c.base)
        for c in read_narrative(read).claims
    ]
    return counted_once(figures), counted_once(claims)


def counted_once(rows: list[tuple[object, ...]]) -> set[tuple[object, ...]]:
    seen: Counter[tuple[object, ...]] = Counter()
    result = set()
    for row in rows:
        seen[row] += 1
        result.add((seen[row], *row))
    return result


@pytest.mark.long
@pytest.mark.skipif(not PAIRS, reason="the real documents are not there")
@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.name)
def test_the_word_file_of_a_document_says_what_its_pdf_says(path: Path) -> None:
    if path.suffix == ".doc" and not any(map(shutil.which, libreoffice.PROGRAMS)):
        pytest.skip("LibreOffice is not installed")
    figures, claims = stated(path)
    printed_figures, printed_claims = stated(path.with_suffix(".pdf"))
    assert len(figures & printed_figures) >= 0.995 * len(figures | printed_figures)
    assert len(claims & printed_claims) >= 0.98 * len(claims | printed_claims)
