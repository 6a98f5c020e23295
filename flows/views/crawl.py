"""What a crawl shows: in the terminal, or as JSON lines."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.crawl.crawl_and_run import CrawlReport
from flows.crawl.report import COUNTED, SourceReport
from flows.views.event_log import EventLog
from flows.views.run_progress import TerminalDisplay, show_summary
from flows.views.sources import show_left_out
from outputs.language.speaking import told, translated

MOST_TOLD = 20
"""Addresses that were not fetched, in the terminal; the report in OUT/runs has them all."""


class CrawlTerminal(TerminalDisplay):
    """A :class:`flows.crawl.crawl_and_run.CrawlWatcher` that draws a bar, and tables at the end."""

    def crawling(self, sources: int) -> None:
        self._progress.reset(self._bar, description=told("Crawling"), total=sources)

    def crawled(self, report: SourceReport) -> None:
        if report.failed:
            self._console.print(_troubled(report), soft_wrap=True)
        self._progress.advance(self._bar)

    def crawl_summary(self, report: CrawlReport) -> None:
        show_crawl(self._console, report)


class CrawlEvents(EventLog):
    """A :class:`flows.crawl.crawl_and_run.CrawlWatcher` that writes a line for each event.

    Besides those of a run: ``crawling`` with ``sources``, their number · ``source`` with the report
    of one · ``end_of_crawl`` with the totals by outcome.
    """

    def crawling(self, sources: int) -> None:
        self._write("crawling", sources=sources)

    def crawled(self, report: SourceReport) -> None:
        self._write("source", **report.model_dump())

    def crawl_summary(self, report: CrawlReport) -> None:
        if report.run:
            self.summary(report.run)
        self._write("end_of_crawl", troubled=[one.source for one in report.troubled], **_totals(report))


def show_crawl(console: Console, report: CrawlReport) -> None:
    """Print the table of a crawl, what was not fetched and why, and the summary of the run."""
    table = Table(title=told("Documents by source"), title_justify="left")
    table.add_column(told("Source"))
    for name in ("found", *COUNTED, "requests", "MB"):
        table.add_column(told(name), justify="right")
    table.add_column(told("Remark"), overflow="fold")
    for source in report.sources:
        row = source.as_row()
        counts = [f"{row[name]:,}" for name in ("found", *COUNTED, "requests")]
        style = "red" if source.failed else "yellow"
        table.add_row(source.source, *counts, f"{row['MB']:,.1f}", _remark(source, style))
    console.print(table)
    _show_not_fetched(console, report)
    for source in report.sources:
        if source.links_left_out:
            heading = told("{heading}: {words}", heading=source.source, words=told("Left out"))
            console.print(heading, markup=False)
            show_left_out(console, source)
    if report.run and report.run.outcomes:
        show_summary(console, report.run)
    else:
        console.print(told("Nothing new to process."))


def _show_not_fetched(console: Console, report: CrawlReport) -> None:
    troubles = [one for source in report.sources for one in [*source.failures, *source.refused]]
    if not troubles:
        return
    console.print(told("Not fetched:"))
    for one in troubles[:MOST_TOLD]:
        console.print(f"  {one.url}\n    {translated(one.reason)}", markup=False, soft_wrap=True)
    if len(troubles) > MOST_TOLD:
        console.print(
            told(
                "and {more:,} more: see runs/{name}.json in OUT",
                more=len(troubles) - MOST_TOLD,
                name=report.name,
            ),
            markup=False,
            soft_wrap=True,
        )


def _totals(report: CrawlReport) -> dict[str, int]:
    return {
        outcome: sum(source.documents.get(outcome, 0) for source in report.sources) for outcome in COUNTED
    }


def _troubled(report: SourceReport) -> Text:
    words = told("{heading}: {words}", heading=report.source, words=_remark(report).plain)
    return Text.assemble((told("not crawled"), "red"), " ", words)


def _remark(report: SourceReport, style: str = "") -> Text:
    return Text(" ".join(map(translated, report.remarks)), style)
