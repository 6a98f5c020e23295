"""Columns that several tables share."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from records.columns import Box, Column, Place

DocumentId = Annotated[str, Column("First 32 hex digits of the SHA-256 of the file.")]
TableId = Annotated[str, Column("Table, unique in the document.")]
Page = Annotated[int | None, Column("Page, from 1.")]
PageBox = Annotated[Box | None, Column("Box on the page, in points from its top left.")]
Anchor = Annotated[str | None, Column("Place in a format without pages.")]
Confidence = Annotated[
    float | None,
    Column("How sure a number recognised in a picture is, 0 to 1; null where the file gives text."),
]
Places = Annotated[list[Place], Column("All the places that the text covers, in order.")]
Period = Annotated[int | None, Column("Fiscal year that the figure belongs to.")]
Value = Annotated[Decimal | None, Column("The number as printed, in its own unit.", digits=(24, 6))]
Unit = Annotated[str | None, Column("Unit of the number, such as 万元, 元, %, 人.")]
AmountYuan = Annotated[Decimal | None, Column("The amount in yuan, if it is money.", digits=(20, 2))]
Raw = Annotated[str | None, Column("The number's text as it stands in the file.")]
Measure = Annotated[str | None, Column("What is measured.", vocabulary="measure")]
Fund = Annotated[str | None, Column("Which fund's money it is.", vocabulary="fund")]
Phase = Annotated[str | None, Column("Budget, adjusted budget or outturn.", vocabulary="phase")]
Side = Annotated[str | None, Column("Revenue or expenditure.", vocabulary="side")]
Scope = Annotated[str | None, Column("Whose money: the body's, a part's, a project's.", vocabulary="scope")]
Project = Annotated[str | None, Column("Project (项目) that it is the figure of.")]
FactDocuments = Annotated[
    list[str], Column("Document of each of fact_ids; empty if all are of this document.")
]
Proven = Annotated[
    float | None,
    Column("Share of its amounts that a sum or another identity confirms, 0 to 1; null without amounts."),
]
Statement = Annotated[str, Column("Which statement of the form it is.", vocabulary="statement")]
