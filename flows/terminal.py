"""What a run shows in the terminal: a progress bar, then a summary."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from flows.jobs import Outcome, readable
from flows.run import RunReport


class ProgressBar:
    """A :class:`flows.run.Watcher` that draws a bar; use it in a ``with`` statement."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._bar = self._progress.add_task("Looking for documents", total=None)

    def __enter__(self) -> ProgressBar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Take the bar away, and give the cursor back."""
        self._progress.stop()

    def begin(self, documents: int) -> None:
        self._progress.update(self._bar, description="Processing", total=documents)

    def ended(self, outcome: Outcome) -> None:
        if outcome.failed:
            self._progress.console.print(_failed(outcome))
        self._progress.advance(self._bar)

    def publishing(self) -> None:
        self._progress.update(self._bar, description="Publishing", total=None)


def show_summary(console: Console, report: RunReport) -> None:
    """Print the table of a run, and each file that failed with its reason."""
    statuses = Counter(outcome.status for outcome in report.outcomes)
    before = sum(outcome.done_before for outcome in report.outcomes)
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("Documents", f"{len(report.outcomes):,}")
    if before:
        table.add_row("  done before", f"{before:,}")
    for status, label in (("ok", "complete"), ("partial", "partial")):
        table.add_row(f"  {label}", f"{statuses[status]:,}")
    table.add_row("  failed", f"{len(report.failures):,}")
    table.add_row("Tables", f"{report.rows('tables'):,}")
    table.add_row("Figures", f"{report.rows('facts'):,}")
    table.add_row("Sections", f"{report.rows('sections'):,}")
    console.print(table)
    if report.ignored:
        kinds = Counter(path.suffix.lower() or "no suffix" for path in report.ignored)
        told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(6))
        console.print(f"Left alone, no format that Duizhang reads: {told}", highlight=False)
    for outcome in report.failures:
        console.print(_failed(outcome), soft_wrap=True)
        for reason in outcome.reasons:
            console.print(f"       {reason}", highlight=False, markup=False, soft_wrap=True)


def _failed(outcome: Outcome) -> Text:
    return Text.assemble(("failed", "red"), " ", readable(outcome.path))
