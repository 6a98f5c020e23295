"""Make sample disclosures: ``python -m corpus.make --family lingnan --seed 1 --out DIR``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from corpus import families
from corpus.defects import plant
from corpus.families import Family
from corpus.model import Year
from corpus.narrative import Narrative, narrative
from corpus.pages import Block, Contents, Cover, Heading, Table, set_pages
from corpus.pdf import measurer, write
from corpus.performance import performance_forms
from corpus.statements import statement
from corpus.years import make_year

COMMITTED = [
    ("lingnan", 8, 7),
    ("jiangnan", 5, 0),
    ("budget", 2, 5),
    ("yuan", 5, 0),
    ("xibei", 6, 0),
    ("zhongyuan", 12, 0),
    ("guanwai", 1, 0),
    ("henan", 1, 0),
    ("henan_budget", 2, 0),
    ("chongqing", 1, 0),
    ("sichuan", 1, 0),
    ("shanghai", 2, 0),
]
"""Family and seed of the committed documents, and how many defects are planted in each."""


def stem(name: str, seed: int) -> str:
    """Name of a made document, without its suffix."""
    return f"{name}-{seed:05d}"


def tables_of(family: Family, year: Year) -> tuple[list[Table], list[Table]]:
    """The statements and the performance forms of a document."""
    forms = family.description
    sheets = [Table(statement(year, form, family.numerals)) for form in forms["table"]]
    performance = [
        Table(sheet)
        for form in forms.get("performance", [])
        for sheet in performance_forms(year, form, family.numerals)
    ]
    return sheets, performance


def make_document(name: str, seed: int, size: int = 1, defects: int = 0) -> tuple[bytes, dict[str, Any]]:
    """A disclosure of family ``name`` as PDF, and its truth as in the gold format.

    ``size`` multiplies the number of projects, for tables as long as one wants; ``defects`` errors are
    planted in it.

    Raises :class:`~corpus.families.UnknownFamily`.
    """
    family = families.of_seed(name, seed)
    year = make_year(seed, family.report_kind, family.year, size)
    sheets, performance = tables_of(family, year)
    story = narrative(family, year, [t.sheet for t in sheets + performance])
    planting = plant(year, sheets + performance, story, f"{name} {seed} defects", defects)
    blocks = arranged(family, year, sheets, performance, story)
    measure = measurer(family.look.latin)
    pages = set_pages(blocks, family.look, measure)
    title = "".join(family.description["cover"]).format(**texts(year))
    truth = {
        "doc": stem(name, seed),
        "issuer": year.issuer,
        "fiscal_year": year.year,
        "report_kind": year.report_kind,
        "unit": family.numerals.unit,
        "tables": [table_truth(b) for b in blocks if isinstance(b, Table)],
        **story.truth(),
        "defects": planting.entries(),
        "made": {"family": name, "seed": seed, "habit": family.habit},
    }
    return write(pages, family.look, title, year.year), truth


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
    family: Family, year: Year, sheets: list[Table], performance: list[Table], story: Narrative
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


def table_truth(block: Table) -> dict[str, Any]:
    """A set table in the gold format."""
    sheet = block.sheet
    return {
        "statement": sheet.statement,
        "title": sheet.truth_title.replace("\n", ""),
        "unit": sheet.unit,
        "pages": block.pages,
        "cells": [
            {"page": block.page_of[id(f)], "code": f.code, "row": f.row, "col": list(f.col), "value": f.value}
            for f in sheet.figures()
        ],
    }


def save(name: str, seed: int, out: Path, size: int = 1, defects: int = 0) -> None:
    """Write a document and its truth below ``out``."""
    pdf, truth = make_document(name, seed, size, defects)
    documents, truths = out / "documents", out / "truth"
    documents.mkdir(parents=True, exist_ok=True)
    truths.mkdir(parents=True, exist_ok=True)
    (documents / f"{truth['doc']}.pdf").write_bytes(pdf)
    text = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
    (truths / f"{truth['doc']}.json").write_text(text, "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """The command; 2 for a family that does not exist."""
    parser = argparse.ArgumentParser(prog="python -m corpus.make", description=__doc__)
    parser.add_argument("--family", help="one family; without it all in turn")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first document")
    parser.add_argument("--documents", type=int, default=1, help="how many documents")
    parser.add_argument("--size", type=int, default=1, help="so many times the usual number of projects")
    parser.add_argument(
        "--defects", type=int, nargs="?", const=4, default=0, help="errors to plant in each (4 if no number)"
    )
    parser.add_argument("--out", type=Path, help="folder for documents/ and truth/")
    parser.add_argument("--committed", action="store_true", help="make the committed set in corpus/")
    given = parser.parse_args(arguments)
    here = Path(__file__).parent
    if given.committed:
        wanted, out = COMMITTED, here
    elif given.out is None:
        print("give --out DIR, or --committed", file=sys.stderr)
        return 2
    else:
        turn = [given.family] if given.family else families.names()
        wanted = [
            (turn[i % len(turn)], given.seed + i // len(turn), given.defects) for i in range(given.documents)
        ]
        out = given.out
    try:
        for name, seed, defects in wanted:
            save(name, seed, out, given.size, defects)
    except families.UnknownFamily as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
