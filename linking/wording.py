"""How messages name figures, claims and their places, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from records.file_tables import FactRecord, TableRecord
from records.narrative_tables import ClaimRecord

DIRECTED = ("up", "down")
"""The directions that a change with a number may have."""
MOVED = {"change": ("增加", "减少"), "change_rate": ("增长", "下降")}
"""Kind of claim -> how a change up, and one down, is told."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What figures are told by: their tables by id, and by document the names of other files than the own."""

    tables: dict[str, TableRecord]
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Iterable[TableRecord], files: dict[str, str] | None = None) -> Sources:
        """The sources of the figures in ``tables``."""
        return cls({table.table_id: table for table in tables}, files or {})


def number(value: Decimal | None, places: int = 0) -> str:
    """A number as a reader writes it: at least ``places`` decimals, at most four."""
    if value is None:
        return ""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    decimals = len(text.partition(".")[2])
    return text if decimals >= places else f"{value:.{places}f}"


def moved(kind: str, value: Decimal | None, unit: str) -> str | None:
    """A change in words (增加3万元, 下降2.5%); ``None`` for what is no change, or none at all."""
    if kind not in MOVED or value is None:
        return None
    if not value:
        return "持平"
    return f"{MOVED[kind][value < 0]}{number(abs(value))}{unit}"


def on_page(page: int | None) -> str:
    """A page in brackets (第3页), nothing where it is not known."""
    return f"（第{page}页）" if page else ""


def with_unit(record: FactRecord | ClaimRecord) -> str:
    """A record's number with its unit."""
    return f"{number(record.value)}{record.unit or ''}"


def name_of(claim: ClaimRecord) -> str:
    """What a claim speaks of: its account, else its subject."""
    return "、".join(claim.account_path[-1:]) or claim.subject or "该数"


def stated(claim: ClaimRecord) -> str | None:
    """A claim's number as it is printed, on one line, a change with the word for its direction."""
    raw = re.sub(r"\s+", "", claim.raw or "") or None
    if raw is None or claim.kind not in MOVED or claim.direction not in DIRECTED:
        return raw
    if not raw[0].isdigit():
        return raw
    return f"{MOVED[claim.kind][claim.direction == 'down']}{raw}"


def place(fact: FactRecord, sources: Sources) -> str:
    """Where a figure stands: the file if it is another one, table, page, row and column."""
    table = sources.tables.get(fact.table_id)
    title = f"《{table.title}》" if table and table.title else "表格"
    file = sources.files.get(fact.document_id)
    page = "".join([f"“{file}”" if file else "", f"第{fact.page}页" if fact.page else ""])
    page = f"（{page}）" if page else ""
    row = f"“{fact.row_label}”" if fact.row_label else ""
    column = f"“{'·'.join(fact.column_path)}”" if fact.column_path else ""
    return f"{title}{page}{row}{column}"
