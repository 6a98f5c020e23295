"""``inspect --explain``: each step from the words to the verdict."""

from __future__ import annotations

import pytest

from linking.tracing import UnknownRow, trace
from records.file_tables import DocumentRecord
from records.tables import Document
from tests.support.linking_books import claim, fact


def document() -> tuple[Document, str, str]:
    figure = fact("expenditure", "合计", ["基本支出", "小计"], "60.00")
    stated = claim("level", "基本支出中医疗业务支出", "12.00")
    record = DocumentRecord(document_id="d", file_name="a.pdf", sha256="0" * 64)
    return Document(record, facts=[figure], claims=[stated]), stated.claim_id, figure.fact_id


def told(row_id: str, document: Document) -> str:
    lines = ((step.title, *(", ".join(line) for line in step.lines)) for step in trace(document, row_id))
    return "\n".join(line for step in lines for line in step)


def test_a_claim_is_traced_from_its_words_to_what_was_not_understood() -> None:
    read, claim_id, _ = document()
    text = told(claim_id, read)
    assert "基本支出中医疗业务支出" in text
    assert "医疗业务" in text
    assert "left over" in text


def test_a_figure_is_traced_from_its_headers_to_its_measure() -> None:
    read, _, fact_id = document()
    text = told(fact_id, read)
    assert "“基本支出”: basic_expenditure" in text
    assert "“小计”: no measure, a total" in text
    assert "basic_expenditure · 全部资金 · 支出" in text


def test_an_agreeing_figure_and_one_that_stands_elsewhere_are_told_apart() -> None:
    here = fact("expenditure", "合计", ["基本支出"], "60.00")
    elsewhere = fact("general_public_budget_expenditure", "合计", ["基本支出"], "50.00")
    stated = claim("level", "基本支出", "60.00", fund="all")
    record = DocumentRecord(document_id="d", file_name="a.pdf", sha256="0" * 64)
    lines = told(stated.claim_id, Document(record, facts=[here, elsewhere], claims=[stated])).splitlines()
    assert any(line.startswith(here.fact_id) and line.endswith("agrees") for line in lines)
    assert any(line.startswith(elsewhere.fact_id) and "资金来源" in line for line in lines)


def test_an_id_that_is_not_there_is_said() -> None:
    with pytest.raises(UnknownRow, match="x9"):
        trace(document()[0], "x9")
