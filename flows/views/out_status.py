"""What an OUT holds, for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractors.characters import escaped_json
from flows.views.wording import SEVERITY_STYLE, term
from outputs.language.speaking import told, translated
from outputs.store.holdings import Holdings

STATUS_STYLE = {"failed": "red", "partial": "yellow"}


def status_json(held: Holdings) -> str:
    """The holdings as one line of JSON."""
    years = [{"fiscal_year": y, "report_kind": k, "documents": n} for (y, k), n in held.years.items()]
    return escaped_json(json.dumps(asdict(held) | {"years": years}, ensure_ascii=False))


def show_holdings(console: Console, held: Holdings) -> None:
    """Print the counts, the slowest documents and the most common diagnostics."""
    console.print(_counts(held))
    if held.slowest:
        console.print(told("Slowest documents (processor time, peak of the worker):"))
        console.print(
            _table(
                ["File", "Seconds", "MB", "Document"],
                (
                    (one.file_name, f"{one.seconds:.2f}", f"{one.megabytes:.0f}", one.document_id)
                    for one in held.slowest
                ),
            )
        )
    if held.noticed:
        console.print(told("Diagnostics, errors first, then the most common:"))
        table = _table(["Severity", "Code", "Documents", "Times", "For example"], ())
        for noticed in held.noticed:
            table.add_row(
                Text(noticed.severity, SEVERITY_STYLE.get(noticed.severity, "")),
                noticed.code,
                f"{noticed.documents:,}",
                f"{noticed.times:,}",
                Text(translated(noticed.example)),
            )
        console.print(table)


def _counts(held: Holdings) -> Table:
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row(told("Documents"), f"{held.documents:,}")
    for status, count in held.statuses.items():
        table.add_row(Text(f"  {told(status)}", STATUS_STYLE.get(status, "")), f"{count:,}")
    for version, count in held.versions.items():
        table.add_row("  " + told("by version {version}", version=version), f"{count:,}")
    for (year, kind), count in held.years.items():
        words = [str(year or told("year unknown")), term("report_kind", kind) or told("kind unknown")]
        table.add_row("  " + " ".join(words), f"{count:,}")
    if held.documents:
        table.add_row(told("Processor time"), f"{held.seconds:,.0f} s")
    if held.without_source:
        table.add_row(told("Without a known file"), f"{held.without_source:,}")
    return table


def _table(columns: list[str], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table()
    for column in columns:
        right = column in ("Seconds", "MB")
        table.add_column(told(column), overflow="fold", justify="right" if right else "left")
    for row in rows:
        table.add_row(*(Text(value) for value in row))
    return table
