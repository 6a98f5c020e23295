"""What the commands ``duizhang sources …`` show: what a site is, what would be taken, and what not."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.crawl.leads import WhyLeftOut
from flows.crawl.report import SourceReport
from outputs.language.speaking import listed, told, translated

MOST_SHOWN = 15
"""Links of a kind, unless all are asked for."""


def show_probe(console: Console, report: SourceReport, everything: bool) -> None:
    """Print what a probe saw: the family, what would be taken, what was asked for, what is left out."""
    console.print(Text(listed(report.families) or told("no content system that is known"), "bold"))
    for remark in report.remarks:
        console.print(Text(translated(remark), "red" if report.failed else "yellow"), soft_wrap=True)
    for kind, heading in (("take", told("Would be taken")), ("ask", told("Was asked for"))):
        links = [(url, text) for seen, url, text in report.sighted if seen == kind]
        _show(
            console, told("{heading}: {words}", heading=heading, words=f"{len(links):,}"), links, everything
        )
    if report.left_out:
        console.print(told("{heading}: {words}", heading=told("Left out"), words="").rstrip())
    for name, count in sorted(report.left_out.items(), key=lambda one: -one[1]):
        console.print(f"  {count:,}  {translated(WhyLeftOut[name].value)}", markup=False, soft_wrap=True)
    show_left_out(console, report)


def show_left_out(console: Console, report: SourceReport) -> None:
    """Print each link that was left out, with the reason, if the report has them."""
    for one in report.links_left_out:
        words = f"  {one.text or '-'}  {one.url}\n    {translated(one.reason)}"
        console.print(words, markup=False, soft_wrap=True)


def _show(console: Console, heading: str, links: list[tuple[str, str]], everything: bool) -> None:
    console.print(heading)
    shown = links if everything else links[:MOST_SHOWN]
    for url, text in shown:
        console.print(f"  {text}  {url}" if text else f"  {url}", markup=False, soft_wrap=True)
    if len(links) > len(shown):
        console.print("  …")


def show_check(console: Console, reports: Iterable[SourceReport]) -> None:
    """Print a table of the sources of a list: what they are, what they lead to, what is wrong."""
    table = Table()
    for name in ("Source", "Content system"):
        table.add_column(told(name))
    table.add_column(told("Leads to"), justify="right")
    table.add_column(told("Remark"), overflow="fold")
    for report in reports:
        found = sum(kind == "take" for kind, _, _ in report.sighted)
        moved = [told("{url} now is {there}.", url=url, there=there) for url, there in report.moved.items()]
        remark = " ".join([*(translated(one) for one in report.remarks), *moved])
        style = "red" if report.failed else "yellow"
        table.add_row(report.source, listed(report.families), f"{found:,}", Text(remark, style))
    console.print(table)
