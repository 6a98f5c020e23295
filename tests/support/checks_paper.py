"""Documents put together from rows of figures, for the tests of the checks."""

from __future__ import annotations

from decimal import Decimal

from linking.checks.all_checks import check
from linking.linker import section_kinds
from linking.links.figure_index import build_ledger
from linking.links.operands import Books, ClaimIndex
from records.file_tables import DiagnosticRecord, DocumentRecord, FactRecord, SectionRecord, TableRecord
from records.linking_tables import CheckRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document
from tests.support.measuring import measure_tables

MONEY = {"万元": 10_000, "元": 1}


class Paper:
    """A document put together from rows of figures."""

    def __init__(self, kind: str = "final_accounts", year: int = 2024) -> None:
        self.year = year
        self.document = Document(DocumentRecord(document_id="d", file_name="d.pdf", sha256="0" * 64))
        self.document.record.fiscal_year, self.document.record.report_kind = year, kind
        self.claims: list[ClaimRecord] = []

    def chapter(self, title: str | None, text: str, kind: str | None = None) -> None:
        """A chapter of the text, behind those that the document has."""
        number = len(self.document.sections) + 1
        self.document.sections.append(
            SectionRecord(
                document_id="d", section_id=f"s{number}", parent_id=None, level=1, number=None, title=title,
                kind=kind, text=text,
            )
        )  # fmt: skip

    def table(self, statement: str, title: str | None = None, page: int = 1) -> str:
        table_id = f"t{len(self.document.tables) + 1}"
        self.document.tables.append(
            TableRecord(
                document_id="d",
                table_id=table_id,
                statement=statement,
                title=title or statement,
                first_page=page,
                last_page=page,
            )
        )
        return table_id

    def row(self, row: int, label: str | None, figures: dict[str, str], **also: object) -> None:
        """One row of the last table: header path joined by "/" -> figure as printed."""
        table = self.document.tables[-1]
        for column, (path, raw) in enumerate(figures.items()):
            value = Decimal(raw.replace(",", "").rstrip("%"))
            meaning: dict[str, object] = {
                "phase": "final",
                "period": self.year,
                "unit": "万元",
                "column": column,
            }
            meaning |= also
            if raw.endswith("%") or "率" in path:
                meaning["unit"], meaning["phase"] = "%", None
            if path.endswith(("分值", "得分")):
                meaning["unit"], meaning["phase"] = "分", None
            factor = MONEY.get(str(meaning["unit"]))
            self.document.facts.append(
                FactRecord(
                    document_id="d",
                    fact_id=f"{table.table_id}r{row}c{meaning['column']}",
                    table_id=table.table_id,
                    row=row,
                    statement=table.statement,
                    row_label=label,
                    column_path=path.split("/"),
                    value=value,
                    raw=raw,
                    amount_yuan=value * factor if factor else None,
                    page=table.first_page,
                    **meaning,  # type: ignore[arg-type]
                )
            )

    def account(self, row: int, code: str, label: str, figures: dict[str, str], **also: object) -> None:
        scheme = "economic" if code[0] in "35" else "functional"
        self.row(row, label, figures, account_code=code, scheme=scheme, **also)

    def claim(self, **fields: object) -> None:
        number_of = len(self.claims) + 1
        self.claims.append(
            ClaimRecord(document_id="d", claim_id=f"c{number_of}", section_id="s1", **fields)  # type: ignore[arg-type]
        )

    def checks(self, rule: str | None = None) -> list[CheckRecord]:
        made, _ = self.checked()
        return [one for one in made if rule in (None, one.rule_id)]

    def checked(self) -> tuple[list[CheckRecord], list[DiagnosticRecord]]:
        """The checks, and what was kept back of them."""
        measure_tables(self.document.facts)
        ledger = build_ledger(self.document.facts, section_kinds(self.document))
        return check(self.document, Books(ledger, ClaimIndex.of(self.claims)))

    def verdicts(self, rule: str) -> list[str]:
        return [one.verdict for one in self.checks(rule)]
