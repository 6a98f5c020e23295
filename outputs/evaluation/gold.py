"""Annotations (gold): what a document holds, said by a person or by the maker of samples.

One JSON file a document: its tables with every figure, its claims, reasons and definitions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class UnreadableGold(Exception):
    """A folder or file of annotations that cannot be used, with the reason."""


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A number of a table: ``value`` as printed without thousands separators, ``page`` from 1."""

    statement: str
    page: int | None
    code: str | None
    row: str | None
    column_path: tuple[str, ...]
    value: str

    def __str__(self) -> str:
        where = f"{self.statement} p{self.page} {self.code or ''} {self.row or ''}"
        return f"{where} {'/'.join(self.column_path)} = {self.value}"


@dataclass(frozen=True, slots=True)
class GoldReference:
    """A cell from which a claim can be checked: its statement and its row's code or label."""

    statement: str
    row: str | None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A number of the narrative with what it means and whether it holds."""

    page: int | None
    kind: str
    subject: str | None
    account: tuple[str, ...]
    phase: str | None
    period: int | None
    value: str
    unit: str | None
    direction: str | None
    base: str | None
    reason: str | None
    cells: tuple[GoldReference, ...]
    verdict: str

    def __str__(self) -> str:
        path = "/".join(self.account)
        return f"p{self.page} {self.kind} {self.subject or ''} {path} {self.value}{self.unit or ''}"


@dataclass(frozen=True, slots=True)
class GoldDefect:
    """What is wrong in the document as published; ``cells`` where a table is."""

    page: int | None
    kind: str
    where: str
    found: str
    cells: tuple[GoldReference, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one document; ``reasons`` are the first characters of each, by its id.

    ``located``: its defects are all that there are, each with page and cell or claim.
    """

    doc: str
    issuer: str
    fiscal_year: int
    report_kind: str
    figures: tuple[GoldFigure, ...]
    claims: tuple[GoldClaim, ...]
    reasons: dict[str, str]
    statements: frozenset[str]
    defects: tuple[GoldDefect, ...] = ()
    located: bool = False


def read_gold(folder: Path) -> Iterator[Gold]:
    """The annotations in a folder, by file name; other JSON files beside them are passed over.

    Raises :class:`UnreadableGold` for a folder without annotations and for a file that is no JSON.
    """
    if not folder.is_dir():
        raise UnreadableGold(f"There is no folder {folder} with annotations.")
    found = False
    for path in sorted(folder.glob("*.json")):
        try:
            content = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise UnreadableGold(f"{path} is not valid JSON: {error}") from error
        if not isinstance(content, dict) or not {"doc", "tables", "claims"} <= content.keys():
            continue
        try:
            yield gold_of(content)
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise UnreadableGold(f"{path} is not a complete annotation: {error!r}") from error
        found = True
    if not found:
        raise UnreadableGold(f"There is no annotation in {folder}.")


def read_names(path: Path | None) -> dict[str, str]:
    """The map from an annotation's ``doc`` to the beginning of its file's name.

    Raises :class:`UnreadableGold` if it is not a JSON object of texts.
    """
    if path is None:
        return {}
    try:
        names = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableGold(f"{path} cannot be read: {error}") from error
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise UnreadableGold(f"{path} does not map names of annotations to names of files.")
    return names


def gold_of(content: dict[str, Any]) -> Gold:
    """The annotation that a JSON object holds. Raises ``KeyError`` and the like where it is incomplete."""
    return Gold(
        doc=content["doc"],
        issuer=content["issuer"],
        fiscal_year=content["fiscal_year"],
        report_kind=content["report_kind"],
        figures=tuple(_figure(table, cell) for table in content["tables"] for cell in table["cells"]),
        claims=tuple(_claim(claim) for claim in content["claims"]),
        reasons={reason["id"]: reason["text_begins"] for reason in content.get("reasons", [])},
        statements=frozenset(table["statement"] for table in content["tables"]),
        defects=tuple(_defect(defect) for defect in content.get("defects", [])),
        located="made" in content,
    )


def _figure(table: dict[str, Any], cell: dict[str, Any]) -> GoldFigure:
    return GoldFigure(
        statement=table["statement"],
        page=cell.get("page"),
        code=cell.get("code"),
        row=cell["row"],
        column_path=tuple(cell["col"]),
        value=cell["value"],
    )


def _defect(defect: dict[str, Any]) -> GoldDefect:
    return GoldDefect(
        page=defect.get("page"),
        kind=defect["class"],
        where=defect["where"],
        found=defect["found"],
        cells=tuple(GoldReference(cell[0], cell[1]) for cell in defect.get("cells") or ()),
    )


def _claim(claim: dict[str, Any]) -> GoldClaim:
    return GoldClaim(
        page=claim.get("page"),
        kind=claim["kind"],
        subject=claim["subject"],
        account=tuple(claim.get("account") or ()),
        phase=claim.get("phase"),
        period=claim.get("period"),
        value=claim["value"],
        unit=claim["unit"],
        direction=claim.get("direction"),
        base=claim.get("base"),
        reason=claim.get("reason"),
        cells=tuple(GoldReference(cell[0], cell[1]) for cell in claim.get("cells") or ()),
        verdict=claim["verdict"],
    )
