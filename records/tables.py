"""The tables of a document, by name, and the document that holds a list of rows for each.

The tables themselves are dataclasses: what the file shows (``file_tables``), what its text says
(``narrative_tables``), what holding the two against each other gives (``linking_tables``).

A value that is not known is ``None``, never ``""`` or 0. Boxes are in PDF points from the top left
of the page as displayed. For formats without pages ``page`` and ``box`` are ``None`` and
``anchor`` names the place.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from records.file_tables import (
    CellRecord,
    DiagnosticRecord,
    DocumentRecord,
    FactRecord,
    IndicatorRecord,
    SectionRecord,
    TableRecord,
)
from records.linking_tables import (
    CheckRecord,
    FindingRecord,
    LinkRecord,
    ObligationRecord,
    RuleRecord,
)
from records.narrative_tables import (
    ClaimRecord,
    DefinitionRecord,
    ReasonEffectRecord,
    ReasonRecord,
)


@dataclass(slots=True)
class Document:
    """All the rows of one document, as published; each room adds its own."""

    record: DocumentRecord
    sections: list[SectionRecord] = field(default_factory=list)
    tables: list[TableRecord] = field(default_factory=list)
    cells: list[CellRecord] = field(default_factory=list)
    facts: list[FactRecord] = field(default_factory=list)
    claims: list[ClaimRecord] = field(default_factory=list)
    reasons: list[ReasonRecord] = field(default_factory=list)
    reason_effects: list[ReasonEffectRecord] = field(default_factory=list)
    definitions: list[DefinitionRecord] = field(default_factory=list)
    indicators: list[IndicatorRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    checks: list[CheckRecord] = field(default_factory=list)
    rules: list[RuleRecord] = field(default_factory=list)
    obligations: list[ObligationRecord] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)
    diagnostics: list[DiagnosticRecord] = field(default_factory=list)

    def notice(self, stage: str, severity: str, code: str, message: str, page: int | None = None) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(
            DiagnosticRecord(
                document_id=self.record.document_id,
                stage=stage,
                severity=severity,
                code=code,
                message=message,
                page=page,
            )
        )


TABLES: dict[str, type] = {
    "documents": DocumentRecord,
    "sections": SectionRecord,
    "tables": TableRecord,
    "cells": CellRecord,
    "facts": FactRecord,
    "claims": ClaimRecord,
    "reasons": ReasonRecord,
    "reason_effects": ReasonEffectRecord,
    "definitions": DefinitionRecord,
    "indicators": IndicatorRecord,
    "links": LinkRecord,
    "checks": CheckRecord,
    "rules": RuleRecord,
    "obligations": ObligationRecord,
    "findings": FindingRecord,
    "diagnostics": DiagnosticRecord,
}
"""Name of each published table -> its record."""
