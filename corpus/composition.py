"""What a made disclosure says, whatever the format: its blocks in order, and the truth of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from corpus import families
from corpus.bodies.model import Year
from corpus.bodies.years import make_year
from corpus.defects import Planting, plant
from corpus.families import FormFamily
from corpus.printing.pages import Block, Contents, Cover, Heading, SetParagraph, SetTable
from corpus.tables.performance import performance_forms
from corpus.tables.statements import statement
from corpus.telling.clerks import Clerk
from corpus.telling.narrative import MadeNarrative, narrative

Truth = dict[str, Any]
TABLES_ELSEWHERE = "（详见附件：{name}）"


@dataclass(slots=True)
class Composition:
    """A disclosure that is not set yet; every renderer takes one, and PDF sets its pages."""

    name: str
    seed: int
    family: FormFamily
    year: Year
    blocks: list[Block]
    story: MadeNarrative
    planting: Planting

    @property
    def stem(self) -> str:
        """Name of its file, without a suffix."""
        return stem(self.name, self.seed)

    @property
    def title(self) -> str:
        return "".join(self.family.description["cover"]).format(**texts(self.year))

    @property
    def tables(self) -> list[SetTable]:
        return [block for block in self.blocks if isinstance(block, SetTable)]

    def excerpt(self, tables: int) -> Composition:
        """The cover and the first statements only, as bureaus sign and scan them."""
        kept = self.tables[:tables]
        blocks: list[Block] = [block for block in self.blocks if isinstance(block, Cover)]
        planting = plant(self.year, kept, MadeNarrative(), self.stem, 0)
        return Composition(
            self.name, self.seed, self.family, self.year, [*blocks, *kept], MadeNarrative(), planting
        )

    def narrative_blocks(self, attachment: str) -> list[Block]:
        """The blocks without tables; where the statements stood, the text names the attachment."""
        result: list[Block] = []
        told = False
        for block in self.blocks:
            if not isinstance(block, SetTable):
                result.append(block)
            elif not told:
                result.append(SetParagraph(TABLES_ELSEWHERE.format(name=attachment)))
                told = True
        return result


@dataclass(frozen=True, slots=True)
class Places:
    """Where a format puts the figures: on pages, or at anchors by the identity of the figure."""

    paged: bool = False
    anchors: Mapping[int, str] = field(default_factory=dict)


def stem(name: str, seed: int) -> str:
    """Name of a made document, without its suffix."""
    return f"{name}-{seed:05d}"


def compose(
    name: str, seed: int, size: int = 1, defects: int = 0, year: Year | None = None, retold: bool = False
) -> Composition:
    """The disclosure of family ``name`` and this seed.

    ``size`` multiplies the number of projects, for tables as long as one wants; ``defects`` errors are
    planted in it. Without ``year`` the seed makes one. ``retold``: a clerk tells its narrative in other
    words than its family's.

    Raises :class:`~corpus.families.UnknownFamily`.
    """
    family = families.of_seed(name, seed)
    if year is None:
        year = make_year(seed, family.report_kind, family.year, size)
    else:
        family = replace(family, year=year.year)
    sheets, performance = tables_of(family, year)
    of = "budget" if family.report_kind == "budget" else "final"
    clerk = Clerk(f"{name} {seed}", of, year.year) if retold else None
    story = narrative(family, year, [t.sheet for t in sheets + performance], clerk)
    planting = plant(year, sheets + performance, story, f"{name} {seed} defects", defects)
    blocks = arranged(family, year, sheets, performance, story)
    return Composition(name, seed, family, year, blocks, story, planting)


def tables_of(family: FormFamily, year: Year) -> tuple[list[SetTable], list[SetTable]]:
    """The statements and the performance forms of a document."""
    forms = family.description
    sheets = [SetTable(statement(year, form, family.numerals)) for form in forms["table"]]
    performance = [
        SetTable(sheet)
        for form in forms.get("performance", [])
        for sheet in performance_forms(year, form, family.numerals)
    ]
    return sheets, performance


def texts(year: Year) -> dict[str, Any]:
    """What the texts of a family may name."""
    return {
        "year": year.year,
        "next": year.year + 1,
        "prior": year.year - 1,
        "issuer": year.issuer,
        "body": year.body,
        "kind": year.kind,
    }


def arranged(
    family: FormFamily, year: Year, sheets: list[SetTable], performance: list[SetTable], story: MadeNarrative
) -> list[Block]:
    """The blocks of the document in the family's order."""
    described, named = family.description, texts(year)
    parts = described.get("order", ["overview", "tables", "explanation", "performance", "definitions"])
    blocks: list[Block] = [
        Cover(
            [line.format(**named) for line in described["cover"]],
            described.get("cover_foot", "").format(**named),
        )
    ]
    if described.get("contents", True):
        blocks.append(Contents())
    last = [t for t in sheets if t.sheet.statement in described.get("annexed", [])]
    first = [t for t in sheets if t.sheet.statement == "unit_list"]
    shown = [t for t in sheets if all(t is not other for other in last + first)]
    tables: list[Block] = [Heading(described["tables_part"].format(**named)), *shown] if shown else []
    for part in parts:
        if part == "tables":
            blocks += tables
        elif part == "performance":
            if performance or last:
                heading = described.get("performance_part")
                blocks += [Heading(heading.format(**named))] if heading else []
                blocks += [*last, *performance]
        else:
            blocks += story.parts.get(part, [])
            blocks += first if part == "overview" else []
    return blocks


def truth_of(
    made: Composition, doc: str, places: Places, parts: Sequence[str] = ("tables", "text"), note: str = "pdf"
) -> Truth:
    """The truth of a file in the gold format; ``parts`` are those that it holds, ``note`` its format.

    Pages are null where the format has none; a figure with an anchor says it.
    """
    tables = [table_truth(table, places) for table in made.tables] if "tables" in parts else []
    story = made.story.truth(places.paged) if "text" in parts else {}
    return {
        "doc": doc,
        "issuer": made.year.issuer,
        "fiscal_year": made.year.year,
        "report_kind": made.year.report_kind,
        "unit": made.family.numerals.unit,
        "tables": tables,
        "claims": story.get("claims", []),
        "reasons": story.get("reasons", []),
        "definitions": story.get("definitions", []),
        "defects": [
            entry
            for entry in made.planting.entries(places.paged)
            if ("tables" if entry.get("cells") else "text") in parts
        ],
        "made": {
            "family": made.name,
            "seed": made.seed,
            "habit": made.family.habit if places.paged else "",
            "format": note,
        },
    }


def table_truth(block: SetTable, places: Places) -> Truth:
    """A table in the gold format."""
    sheet = block.sheet
    cells = []
    for figure in sheet.figures():
        page = block.page_of[id(figure)] if places.paged else None
        entry = {
            "page": page,
            "code": figure.code,
            "row": figure.row,
            "col": list(figure.col),
            "value": figure.value,
        }
        if id(figure) in places.anchors:
            entry["anchor"] = places.anchors[id(figure)]
        cells.append(entry)
    return {
        "statement": sheet.statement,
        "title": sheet.truth_title.replace("\n", ""),
        "unit": sheet.unit,
        "pages": block.pages if places.paged else None,
        "cells": cells,
    }
