"""What a run shows in the terminal: a progress bar, a summary, then what does not hold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Task as ProgressTask
from rich.table import Table
from rich.text import Text

from flows.jobs import Outcome, readable
from flows.running.origins import origin_of
from flows.running.run_report import RunReport
from flows.views.console import aloud
from flows.views.manner import Manner, manner
from flows.views.own_name import command_line
from outputs.explanations import explained, headed, numbered
from outputs.findings import MOST_TOLD, Finding, badness
from outputs.language.speaking import aside, listed, told, translated
from outputs.publication.object_store import is_address
from outputs.store.out_folder import OutFolder
from outputs.store.reviews import marked_false

MOST_SHOWN = 6


class TerminalDisplay:
    """A :class:`flows.watching.Watcher` that draws a bar, and a summary at the end."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            Rate(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._bar = self._progress.add_task(told("Looking for documents"), total=None)

    def __enter__(self) -> TerminalDisplay:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar away, and give the cursor back."""
        self._progress.stop()

    def starting_engine(self) -> None:
        self._console.print(told("Starting the flow engine (-d does without)."))

    def recording(self) -> None:
        """Tell what is waited for."""
        self._progress.reset(self._bar, description=told("Recording the run in the flow engine"), total=None)
        self._progress.start()

    def begin(self, documents: int) -> None:
        self._progress.reset(self._bar, description=told("Processing"), total=documents)

    def ended(self, outcome: Outcome) -> None:
        if outcome.failed:
            self._console.print(_failed(outcome))
        elif manner() is Manner.verbose:
            took = told("{seconds} s", seconds=f"{outcome.seconds:.1f}")
            line = f"{told(outcome.status)} {readable(outcome.path)} {took}"
            self._console.print(line, markup=False, soft_wrap=True)
        self._progress.advance(self._bar)

    def publishing(self) -> None:
        self._progress.update(self._bar, description=told("Publishing"), total=None)

    def summary(self, report: RunReport) -> None:
        self.close()
        show_summary(self._console, report)
        show_way_on(self._console, report)


class Rate(ProgressColumn):
    """Documents a second, over the last minute or so."""

    def render(self, task: ProgressTask) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", "progress.data.speed")


def show_summary(console: Console, report: RunReport) -> None:
    """Print the table of a run, and each file that failed with its reason."""
    if not report.outcomes:
        console.print(told("No document was found: there is nothing to process."))
        _show_left_alone(console, report)
        return
    statuses = Counter(outcome.status for outcome in report.outcomes)
    before = sum(outcome.done_before for outcome in report.outcomes)
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row(told("Documents"), f"{len(report.outcomes):,}")
    if before:
        table.add_row("  " + told("done before"), f"{before:,}")
    for status, label in (("ok", "complete"), ("partial", "partial")):
        table.add_row("  " + told(label), f"{statuses[status]:,}")
    table.add_row("  " + told("failed"), f"{len(report.failures):,}")
    if report.spread:
        table.add_row(told("Disclosures in several files"), f"{report.spread:,}")
    if report.repeated:
        table.add_row(told("Other formats and former issues"), f"{report.repeated:,}")
    table.add_row(told("Tables"), f"{report.rows('tables'):,}")
    table.add_row(told("Figures"), f"{report.rows('facts'):,}")
    table.add_row(told("Sections"), f"{report.rows('sections'):,}")
    table.add_row(told("Claims"), f"{report.rows('claims'):,}")
    table.add_row(told("Findings: errors"), f"{report.errors:,}")
    table.add_row(told("Findings: notices"), f"{report.notices:,}")
    console.print(table)
    _show_left_alone(console, report)
    _show_failures(console, report)
    _show_findings(console, report)


def _show_failures(console: Console, report: RunReport) -> None:
    """Print each file that failed with its reasons, however little is to be told."""
    with aloud(console):
        for outcome in report.failures:
            console.print(_failed(outcome), soft_wrap=True)
            for reason in outcome.reasons:
                console.print(f"       {translated(reason)}", markup=False, soft_wrap=True)


def _show_left_alone(console: Console, report: RunReport) -> None:
    if report.ignored:
        kinds = Counter(path.suffix.lower() or told("no suffix") for path in report.ignored)
        shown = listed(f"{count} {kind}" for kind, count in kinds.most_common(6))
        console.print(
            told("Left alone, no disclosures in a format that Duizhang reads: {files}", files=shown)
        )
    if report.own:
        shown = _some(report.own)
        console.print(told("Left alone, written by Duizhang itself: {files}", files=shown), soft_wrap=True)
    if report.links:
        shown = _some(report.links)
        console.print(told("Links to folders are not followed: {files}", files=shown), soft_wrap=True)


def _some(paths: list[Path]) -> str:
    shown = listed(readable(path) for path in paths[:MOST_SHOWN])
    more = len(paths) - MOST_SHOWN
    return told("{files} and {more:,} more", files=shown, more=more) if more > 0 else shown


def show_way_on(console: Console, report: RunReport) -> None:
    """Tell how to see the documents of a run in a browser; nothing if there are none, or no folder."""
    if any(outcome.document_id for outcome in report.outcomes) and not is_address(report.out):
        command = command_line("report", readable(Path(report.out)))
        index = readable(Path(report.out) / "report" / "index.html")
        way = told("To see it on the pages: {command}, then open {index}", command=command, index=index)
        console.print(way, markup=False, soft_wrap=True)


def _show_findings(console: Console, report: RunReport) -> None:
    """The worst findings of a run. Each document tells its own worst, so no worse one is missed.

    What a reader has marked as false is neither shown again nor counted with the others.
    """
    false = set() if is_address(report.out) else marked_false(OutFolder(Path(report.out)))
    told_of = [(outcome.path, finding) for outcome in report.outcomes for finding in outcome.findings.worst]
    shown = [one for one in told_of if one[1].id not in false]
    worst = sorted(shown, key=lambda one: badness(one[1]))[:MOST_TOLD]
    hidden = report.set_aside("error") + report.set_aside("notice")
    if worst:
        _show_table(console, worst)
    if hidden:
        way = told("{n:,} more are not counted: a reader has marked them as false", n=hidden)
        console.print(way, markup=False, soft_wrap=True)
    more = report.errors + report.notices - len(worst)
    if worst and more > 0:
        command = command_line("export", str(report.out))
        way = told("and {more:,} more: {command} lists them all", more=more, command=command)
        console.print(way, markup=False, soft_wrap=True)


def _show_table(console: Console, worst: list[tuple[Path, Finding]]) -> None:
    console.print(told("Findings, the worst first:"))
    table = Table()
    table.add_column(told("File"), overflow="fold")
    table.add_column(told("Page"), justify="right")
    table.add_column(told("What does not hold"), overflow="fold")
    table.add_column(told("Printed"), justify="right")
    table.add_column(told("Would hold"), justify="right")
    table.add_column(told("Difference"), justify="right")
    for path, finding in worst:
        numbers = finding.said and finding.given
        what = Text(headed(finding) if numbers else explained(finding))
        difference = Text(numbered(finding.difference), "red")
        if finding.relative is not None:
            difference.append(aside(percent(finding.relative)))
        row = (what, Text(numbered(finding.said)), Text(numbered(finding.given)), difference)
        table.add_row(_name(path), _page(finding), *row)
    console.print(table)


TRACE = 0.0005
"""A share below this would be shown as none at all."""


def percent(relative: float) -> str:
    """A share for people; what is no more than a trace says so."""
    return "<0.1%" if 0 < relative < TRACE else f"{relative:.1%}"


def _name(path: Path) -> Text:
    """A file of a crawl's archive by the name that it was published under."""
    origin = origin_of(path)
    return Text(readable(Path(origin.file_name if origin else path.name)))


def _page(finding: Finding) -> str:
    return finding.anchor or "" if finding.page is None else str(finding.page)


def _failed(outcome: Outcome) -> Text:
    return Text.assemble((told("failed"), "red"), " ", readable(outcome.path))
