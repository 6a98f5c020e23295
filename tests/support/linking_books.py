"""Small figures and claims for the tests of linking."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

from extractors.tables.meanings import in_yuan, meaning_of
from linking.linker import link
from records.file_tables import DocumentRecord, FactRecord, SectionRecord, TableRecord
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document
from tests.support.measuring import measure_tables

YEAR = 2024
_NUMBERS = count(1)


def fact(statement: str, label: str | None, path: list[str], value: str, **also: object) -> FactRecord:
    """A figure as the extraction gives it; measure and phase follow from its row and headers."""
    meaning = meaning_of(tuple(path))
    unit = also.pop("unit", "万元")
    number = next(_NUMBERS)
    fields: dict[str, object] = {
        "document_id": "d",
        "fact_id": f"f{number}",
        "table_id": f"t-{statement}",
        "row": number,
        "column": 1,
        "statement": statement,
        "row_label": label,
        "column_path": path,
        "fund": meaning.fund,
        "phase": meaning.phase or "final",
        "period": meaning.year or YEAR - meaning.prior_years,
        "value": Decimal(value.replace(",", "")),
        "unit": unit,
        "amount_yuan": in_yuan(Decimal(value.replace(",", "")), str(unit)),
        "raw": value,
        "page": 8,
    }
    if also.get("account_code"):
        fields |= {"scheme": "functional", "account_name": label}
    made = FactRecord(**{**fields, **also})  # type: ignore[arg-type]
    measure_tables([made])
    return made


def gpb(label: str, value: str, code: str | None = None, column: str = "小计") -> FactRecord:
    """A figure of the general public budget's table of expenditure."""
    return fact(
        "general_public_budget_expenditure",
        label,
        ["本年支出", column],
        value,
        account_code=code,
        fund="general_public_budget",
    )


def claim(kind: str, subject: str, value: str, unit: str = "万元", **also: object) -> ClaimRecord:
    """A claim as the narrative gives it, in chapter ``s1`` unless said otherwise."""
    number = next(_NUMBERS)
    fields: dict[str, object] = {
        "document_id": "d",
        "claim_id": f"c{number}",
        "section_id": "s1",
        "sentence": f"{subject}{value}{unit}。",
        "kind": kind,
        "subject": subject,
        "side": "revenue" if "收入" in subject else "expenditure",
        "phase": "final" if kind not in ("count", "score") else None,
        "period": YEAR,
        "value": Decimal(value.replace(",", "")),
        "unit": unit,
        "raw": value + unit,
        "page": 20,
    }
    return ClaimRecord(**{**fields, **also})  # type: ignore[arg-type]


def linked(
    facts: list[FactRecord],
    claims: list[ClaimRecord],
    kind: str = "expenditure",
    title: str | None = None,
    **also: object,
) -> list[LinkRecord]:
    """The links of ``claims`` in a chapter about ``kind``, in the claims' order."""
    measure_tables(facts)
    statements = dict.fromkeys(f.statement for f in facts)
    document = Document(
        DocumentRecord(
            document_id="d",
            file_name="a.pdf",
            sha256="0" * 64,
            fiscal_year=YEAR,
            report_kind="final_accounts",
        ),
        sections=[
            SectionRecord(
                document_id="d",
                section_id="s1",
                parent_id=None,
                level=1,
                number=None,
                title=title,
                kind=kind,
            )
        ],
        tables=[
            TableRecord(document_id="d", table_id=f"t-{s}", statement=s, title="表", is_empty=False)
            for s in statements
        ],
        facts=facts,
    )
    for name, value in also.items():
        setattr(document, name, value)
    by_claim = {made.claim_id: made for made in link(document, claims).links}
    return [by_claim[one.claim_id] for one in claims]
