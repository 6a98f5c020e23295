"""Documents of an archive with one statement each, for the tests of the book."""

from __future__ import annotations

from decimal import Decimal

from records.file_tables import DocumentRecord, FactRecord, TableRecord
from records.tables import Document

WORDS = {"201": "一般公共服务支出", "208": "社会保障和就业支出", "210": "卫生健康支出", "221": "住房保障支出",
         "213": "农林水支出", "211": "节能环保支出", "212": "城乡社区支出",
         "2010101": "行政运行", "2080501": "行政单位离退休", "2101103": "公务员医疗补助",
         "2101199": "公务员医疗补助"}  # fmt: skip
USUAL = {"201": "210.55", "208": "61.02", "210": "40.17", "221": "33.48", "213": "90.09", "211": "15.33"}


def paper(
    name: str,
    amounts: dict[str, str],
    year: int = 2023,
    kind: str = "final_accounts",
    told: dict[str, str] | None = None,
    **also: object,
) -> Document:
    """A document with one statement: accounts with their amounts, and what it tells of the year before."""
    record = DocumentRecord(
        document_id=f"{name:0<32}",
        file_name=f"{name}.pdf",
        sha256=f"{name:0<64}",
        media_type="application/pdf",
        issuer="某市某局",
        fiscal_year=year,
        report_kind=kind,
        body_kind="department",
    )
    for column, value in also.items():
        setattr(record, column, value)
    record.disclosure_id = record.disclosure_id or record.document_id
    phase = "final" if kind == "final_accounts" else "initial_budget"
    columns = [(amounts, year, f"{year}年决算数"), (told or {}, year - 1, f"{year - 1}年决算数")]
    facts = [
        FactRecord(
            document_id=record.document_id,
            fact_id=f"f{row}-{period}",
            table_id="t1",
            row=row,
            column=period - year + 2,
            statement="expenditure",
            side="expenditure",
            row_label=WORDS[code],
            account_code=code,
            account_name=WORDS[code],
            scheme="functional",
            column_path=[head, "合计"],
            measure="current_year_expenditure",
            fund="all",
            phase=phase,
            period=period,
            value=Decimal(value),
            unit="万元",
            amount_yuan=Decimal(value) * 10_000,
            raw=value,
            page=3,
        )
        for some, period, head in columns
        for row, (code, value) in enumerate(some.items())
    ]
    table = TableRecord(
        document_id=record.document_id,
        table_id="t1",
        statement="expenditure",
        title="支出决算表",
        is_empty=False,
    )
    return Document(record, tables=[table], facts=facts)
