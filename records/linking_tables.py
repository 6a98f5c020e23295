"""The tables of what comparing text and tables gives: links, checks, rules, obligations, findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from records.columns import Column
from records.common_columns import (
    Anchor,
    DocumentId,
    FactDocuments,
    Page,
    PageBox,
)


@dataclass(slots=True, kw_only=True)
class LinkRecord:
    """A claim held against figures (勾稽)."""

    document_id: DocumentId
    claim_id: Annotated[str, Column("The claim.")]
    relation: Annotated[str, Column("How the operands give it.", vocabulary="relation")]
    fact_ids: Annotated[list[str], Column("Facts that are operands, in order.")]
    claim_ids: Annotated[list[str], Column("Claims that are operands.")]
    fact_document_ids: FactDocuments = field(default_factory=list)
    computed: Annotated[
        Decimal | None, Column("What the operands give; a fall is below zero.", digits=(24, 6))
    ] = None
    difference: Annotated[Decimal | None, Column("Claim, with its sign, less computed.", digits=(24, 6))] = (
        None
    )
    tolerance: Annotated[Decimal | None, Column("What rounding allows.", digits=(24, 6))] = None
    verdict: Annotated[str, Column("Outcome.", vocabulary="verdict")] = "unverifiable"
    confidence: Annotated[float | None, Column("How sure the link is, 0 to 1.")] = None
    doubts: Annotated[
        list[str],
        Column(
            "What keeps an unverifiable claim from being supported or contradicted: conditions not met.",
            vocabulary="condition",
        ),
    ] = field(default_factory=list)
    explanation: Annotated[str | None, Column("The outcome in one sentence.")] = None


@dataclass(slots=True, kw_only=True)
class CheckRecord:
    """An identity that the tables must satisfy (勾稽关系)."""

    document_id: DocumentId
    check_id: Annotated[str, Column("Check, unique in the document.")]
    rule_id: Annotated[str, Column("Rule that was applied.")]
    rule: Annotated[str, Column("The same as rule_id, under its first name.")] = ""
    fact_ids: Annotated[list[str], Column("Facts involved, in order.")]
    fact_document_ids: FactDocuments = field(default_factory=list)
    claim_ids: Annotated[list[str], Column("Claims involved, in order.")] = field(default_factory=list)
    expected: Annotated[Decimal | None, Column("What it should be.", digits=(24, 6))] = None
    actual: Annotated[Decimal | None, Column("What it is.", digits=(24, 6))] = None
    difference: Annotated[Decimal | None, Column("Actual less expected.", digits=(24, 6))] = None
    tolerance: Annotated[Decimal | None, Column("What rounding allows.", digits=(24, 6))] = None
    unit: Annotated[str | None, Column("Unit of these four.")] = None
    verdict: Annotated[str, Column("Outcome.", vocabulary="check_verdict")] = "holds"
    message: Annotated[str | None, Column("The outcome in one sentence.")] = None
    page: Page = None
    box: PageBox = None
    anchor: Anchor = None

    def __post_init__(self) -> None:
        self.rule = self.rule_id


@dataclass(slots=True, kw_only=True)
class RuleRecord:
    """A rule (规则) as it was applied to a document: what was looked at, and how it came out."""

    document_id: DocumentId
    rule_id: Annotated[str, Column("Rule, the same in all documents.")]
    title: Annotated[str, Column("What it asks, in Chinese.")]
    title_en: Annotated[str, Column("What it asks, in English.")]
    ground: Annotated[str, Column("Form, regulation or article that it rests on.")]
    severity: Annotated[str, Column("How grave a failure is.", vocabulary="grade")]
    applied: Annotated[int, Column("How often it was applied.")] = 0
    failed: Annotated[int, Column("How often it failed.")] = 0


@dataclass(slots=True, kw_only=True)
class ObligationRecord:
    """What a disclosure owes (应公开内容), and whether it gives it."""

    document_id: DocumentId
    rule_id: Annotated[str, Column("The obligation.")]
    title: Annotated[str, Column("What is owed, in Chinese.")]
    ground: Annotated[str, Column("Form, regulation or article that it rests on.")]
    severity: Annotated[str, Column("How grave it is if it is not met.", vocabulary="grade")]
    status: Annotated[str, Column("Outcome.", vocabulary="obligation_status")]
    evidence: Annotated[str | None, Column("What meets it, or what was looked for.")] = None
    message: Annotated[str | None, Column("The outcome in one sentence.")] = None
    page: Page = None


@dataclass(slots=True, kw_only=True)
class FindingRecord:
    """What a reader is told (发现): one root cause, once."""

    document_id: DocumentId
    finding_id: Annotated[str, Column("Finding, the same over runs and versions.")]
    severity: Annotated[str, Column("How grave it is.", vocabulary="grade")]
    kind: Annotated[str, Column("What disagrees with what.", vocabulary="finding_kind")]
    rule_id: Annotated[str, Column("Rule that shows it first.")]
    title: Annotated[str, Column("The finding in a few words.")]
    explanation: Annotated[str, Column("The finding as a reviewer writes it.")]
    claim_ids: Annotated[list[str], Column("Claims whose links show it.")] = field(default_factory=list)
    check_ids: Annotated[list[str], Column("Checks that show it.")] = field(default_factory=list)
    obligation_ids: Annotated[list[str], Column("Obligations that show it.")] = field(default_factory=list)
    root_fact_id: Annotated[
        str | None, Column("Figure whose correction makes most of these checks hold.")
    ] = None
    said: Annotated[str | None, Column("What is printed, with its unit.")] = None
    given: Annotated[str | None, Column("What would hold instead, with its unit.")] = None
    page: Page = None
    box: PageBox = None
    anchor: Anchor = None
    confidence: Annotated[float | None, Column("How sure the finding is, 0 to 1.")] = None
