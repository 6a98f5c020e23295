"""What an OUT holds, for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractors.characters import escaped_json
from flows.views.wording import SEVERITY_STYLE, term
from outputs.language.noticing import noticed
from outputs.language.speaking import counted, told, translated
from outputs.store.attention import FailedDocument, LastRun
from outputs.store.holdings import Holdings

STATUS_STYLE = {"failed": "red", "partial": "yellow"}


def status_json(held: Holdings, failed: list[FailedDocument], last: LastRun | None) -> str:
    """The holdings, what failed and the last run, as one line of JSON."""
    years = [{"fiscal_year": y, "report_kind": k, "documents": n} for (y, k), n in held.years.items()]
    more = {"years": years, "failed": [asdict(one) for one in failed]}
    more["last_run"] = asdict(last) if last else None  # type: ignore[assignment]
    return escaped_json(json.dumps(asdict(held) | more, ensure_ascii=False))


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
        for one in held.noticed:
            table.add_row(
                Text(term("severity", one.severity), SEVERITY_STYLE.get(one.severity, "")),
                one.code,
                f"{one.documents:,}",
                f"{one.times:,}",
                Text(noticed(one.code, one.example)),
            )
        console.print(table)


def show_last_run(console: Console, last: LastRun | None) -> None:
    """Print what the last run brought."""
    if last is None:
        return
    when = datetime.fromisoformat(last.started).astimezone().strftime("%Y-%m-%d %H:%M")
    values = {"files": counted(last.processed, "document"), "failed": last.failed}
    found = {"errors": last.errors, "notices": last.notices}
    line = told(
        "Last run, {when}: {files} processed, {failed:,} failed. "
        "Findings in them: {errors:,} errors, {notices:,} notices.",
        when=when,
        **values,
        **found,
    )
    console.print(line, markup=False, soft_wrap=True)
    for file in last.files:
        console.print(f"  {file}", markup=False, soft_wrap=True)
    if (more := last.processed - len(last.files)) > 0:
        console.print("  " + told("and {more:,} more", more=more))


def show_failed(console: Console, failed: list[FailedDocument], all_failed: int) -> None:
    """Print the documents that failed, each with its reasons."""
    if not failed:
        return
    console.print(told("Failed, and why:"))
    for one in failed:
        console.print(f"  {one.file_name}  {one.document_id[:12]}", markup=False, soft_wrap=True)
        for reason in one.reasons:
            console.print(f"    {translated(reason)}", markup=False, soft_wrap=True)
    if (more := all_failed - len(failed)) > 0:
        console.print("  " + told("and {more:,} more", more=more))


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
        table.add_row(told("Processor time"), told("{seconds} s", seconds=f"{held.seconds:,.0f}"))
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
