"""What a published column can hold, and what happens to a value that it cannot."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any

from records.columns import columns_of
from records.file_tables import DiagnosticRecord
from records.tables import TABLES, Document


def rows_of(document: Document) -> Iterator[tuple[str, list[Any]]]:
    """Name of each table -> its rows, in the order of the published tables."""
    for table in TABLES:
        yield table, [document.record] if table == "documents" else getattr(document, table)


def fit_decimals(document: Document) -> None:
    """Bring every decimal within the digits of its column; each change becomes a diagnostic.

    A number with more decimals than the column has is rounded, one that is too large or not finite
    becomes null. What the file says stays readable in the row's ``raw`` or in the table's cell.
    """
    notices: list[DiagnosticRecord] = []
    for table, rows in rows_of(document):
        decimals = [
            (c.name, *c.column.digits)
            for c in columns_of(TABLES[table])
            if c.kind == "decimal" and c.column.digits
        ]
        for row in rows if decimals else ():
            for name, total, fraction in decimals:
                value = getattr(row, name)
                if value is None:
                    continue
                fitted = fit(value, total, fraction)
                if fitted is value:
                    continue
                setattr(row, name, fitted)
                notices.append(_notice(document, table, name, row, value, fitted))
    document.diagnostics.extend(notices)


def fit(value: Decimal, total: int, fraction: int) -> Decimal | None:
    """``value`` itself if it has room in ``decimal(total, fraction)``, else rounded, else ``None``."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return None
    if exponent >= -fraction and len(digits) + exponent <= total - fraction:
        return value
    try:
        return value.quantize(Decimal(1).scaleb(-fraction), ROUND_HALF_EVEN, Context(prec=total))
    except InvalidOperation:
        return None


def _notice(
    document: Document, table: str, name: str, row: Any, value: Decimal, fitted: Decimal | None
) -> DiagnosticRecord:
    if fitted is None:
        code, outcome = "number_out_of_range", "has no room in the column and is left out"
    else:
        code, outcome = "number_rounded", f"is rounded to {fitted:f}"
    return DiagnosticRecord(
        document_id=document.record.document_id,
        stage="outputs",
        severity="warning",
        code=code,
        message=f"{table}.{name}: {value} {outcome}.",
        page=getattr(row, "page", None),
    )


def replace_lone_surrogates(document: Document) -> None:
    """Replace what is no Unicode character by U+FFFD, in every text; a diagnostic says so.

    Fonts with a broken character map give halves of surrogate pairs, which UTF-8 cannot carry.
    """
    places = 0
    for _, rows in rows_of(document):
        for row in rows:
            for field in dataclasses.fields(row):
                value = getattr(row, field.name)
                clean = _clean(value)
                if clean != value:
                    setattr(row, field.name, clean)
                    places += 1
    document.diagnostics.append(
        DiagnosticRecord(
            document_id=document.record.document_id,
            stage="outputs",
            severity="warning",
            code="text_not_unicode",
            message=f"{places} texts hold codes that are no characters; U+FFFD stands in their place.",
        )
    )


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value
