"""Documents of one disclosure linked together: what one file says, held against another's tables."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extractors.reading import read_file
from linking.linker import Linked, link
from nlp.narrative import read_narrative
from records.file_tables import DocumentRecord
from records.linking_tables import CheckRecord, LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = sorted((ROOT / "corpus" / "documents").glob("*[0-9].pdf"))
TABLES, TEXT = "a" * 32, "b" * 32


@cache
def whole(path: Path) -> tuple[Document, list[ClaimRecord], Linked]:
    read = read_file(path.read_bytes(), path.name)
    document, claims = read.document, read_narrative(read).claims
    return document, claims, link(document, claims)


def record_of(document: Document, document_id: str, name: str) -> DocumentRecord:
    return replace(document.record, document_id=document_id, sha256=document_id * 2, file_name=name)


def tables_of(path: Path, document_id: str = TABLES, name: str = "表.xlsx") -> Document:
    """The tables of a document as a file of their own."""
    document = whole(path)[0]
    return Document(
        record_of(document, document_id, name),
        tables=[replace(row, document_id=document_id, section_id=None) for row in document.tables],
        cells=[replace(row, document_id=document_id) for row in document.cells],
        facts=[replace(row, document_id=document_id) for row in document.facts],
        indicators=[replace(row, document_id=document_id) for row in document.indicators],
    )


def text_of(path: Path) -> tuple[Document, list[ClaimRecord]]:
    """The narrative of a document as a file of its own."""
    document, claims, _ = whole(path)
    text = Document(record_of(document, TEXT, "说明.docx"), document.sections)
    return text, [replace(claim, document_id=TEXT) for claim in claims]


def verdict(row: LinkRecord) -> tuple[object, ...]:
    return row.claim_id, row.relation, row.fact_ids, row.claim_ids, row.computed, row.verdict, row.confidence


def outcome(row: CheckRecord) -> tuple[object, ...]:
    return row.rule_id, row.fact_ids, row.expected, row.actual, row.verdict


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_two_files_of_one_disclosure_are_linked_like_a_single_one(path: Path) -> None:
    text, claims = text_of(path)
    tables = tables_of(path)
    single = whole(path)[2]
    of_text, of_tables = link(text, claims, [tables]), link(tables, [], [text])
    assert [verdict(row) for row in of_text.links] == [verdict(row) for row in single.links]
    assert not of_tables.links
    made = [outcome(row) for row in (*of_tables.checks, *of_text.checks)]
    assert sorted(made, key=str) == sorted((outcome(row) for row in single.checks), key=str)


def test_a_figure_of_another_file_is_named_with_its_document_and_its_file() -> None:
    text, claims = text_of(DOCUMENTS[0])
    tables = tables_of(DOCUMENTS[0])
    linked = link(text, claims, [tables])
    facts = {fact.fact_id for fact in tables.facts}
    crossing = [row for row in (*linked.links, *linked.checks) if row.fact_ids]
    assert crossing
    for row in crossing:
        assert row.fact_document_ids == [TABLES] * len(row.fact_ids)
        assert set(row.fact_ids) <= facts
    told = [row.explanation or "" for row in linked.links if row.verdict == "supported" and row.fact_ids]
    assert told
    assert all("“表.xlsx”" in explanation for explanation in told)


def test_figures_of_the_document_itself_need_no_document_beside_them() -> None:
    for path in DOCUMENTS[:2]:
        linked = whole(path)[2]
        assert not any(row.fact_document_ids for row in (*linked.links, *linked.checks))


def test_the_same_tables_in_two_files_count_once() -> None:
    path = DOCUMENTS[0]
    text, claims = text_of(path)
    workbook, printed = tables_of(path), tables_of(path, "c" * 32, "表.pdf")
    one, two = link(text, claims, [workbook]), link(text, claims, [workbook, printed])
    assert [verdict(row) for row in two.links] == [verdict(row) for row in one.links]
    alone = whole(path)[2].checks
    of_workbook = link(workbook, [], [text, printed]).checks
    assert len(of_workbook) >= len([row for row in alone if row.fact_ids and row.rule_id != "claim_year"])
    assert not any(row.fact_document_ids for row in of_workbook)


def test_tables_spread_over_many_files_are_checked_across_them() -> None:
    path = DOCUMENTS[0]
    document = whole(path)[0]
    files = []
    for index, table in enumerate(document.tables):
        part = tables_of(path, f"{index:032x}", f"{index:02}.xlsx")
        files.append(
            Document(
                part.record,
                tables=[row for row in part.tables if row.table_id == table.table_id],
                cells=[row for row in part.cells if row.table_id == table.table_id],
                facts=[row for row in part.facts if row.table_id == table.table_id],
                indicators=[row for row in part.indicators if row.table_id == table.table_id],
            )
        )
    text, claims = text_of(path)
    linked = link(text, claims, files)
    single = whole(path)[2]
    assert [verdict(row) for row in linked.links] == [verdict(row) for row in single.links]
    made = [
        outcome(check)
        for file in files
        for check in link(file, [], [text, *(other for other in files if other is not file)]).checks
    ]
    with_text = [*made, *(outcome(check) for check in linked.checks)]
    assert sorted(with_text, key=str) == sorted((outcome(check) for check in single.checks), key=str)
