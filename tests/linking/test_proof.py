"""What checks say of figures: each that holds confirms, each that fails disputes, none counts twice."""

from __future__ import annotations

from decimal import Decimal

from linking.proof import prove
from records.file_tables import DocumentRecord, FactRecord, TableRecord
from records.linking_tables import CheckRecord
from records.tables import Document

ID = "0" * 32


def fact(name: str) -> FactRecord:
    return FactRecord(
        document_id=ID,
        fact_id=name,
        table_id="t1",
        row=0,
        column=0,
        statement="revenue",
        value=Decimal(1),
        amount_yuan=Decimal(10_000),
    )


def check(verdict: str, *facts: str) -> CheckRecord:
    return CheckRecord(document_id=ID, check_id="", rule_id="row_sum", fact_ids=list(facts), verdict=verdict)


def test_checks_confirm_and_dispute_the_figures_that_they_join() -> None:
    document = Document(DocumentRecord(document_id=ID, file_name="a.pdf", sha256=""))
    document.facts = [fact(name) for name in ("a", "b", "c", "d")]
    document.tables = [TableRecord(document_id=ID, table_id="t1", statement="revenue")]
    document.facts[0].confirmed_by = document.facts[1].confirmed_by = 1
    checks = [check("holds", "a", "b"), check("holds", "a", "c"), check("fails", "c", "d")]
    prove(document, checks, [("b", "a")])
    assert [one.confirmed_by for one in document.facts] == [2, 1, 1, 0]
    assert [one.disputed_by for one in document.facts] == [0, 0, 1, 1]
    assert (document.tables[0].proven, document.record.proven) == (0.75, 0.75)
