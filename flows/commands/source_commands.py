"""The commands ``duizhang sources …``: source lists are made, looked at and checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from extractors.characters import escaped_json, printable
from flows.commands.launching import EXIT_SOME_FAILED
from flows.commands.program import Typer

sources_app = Typer(name="sources", help="Source lists: look at sites, check a list, make one.")

PROBE_HELP = """Look at sites: which system, what would be taken and followed, what is left out and why.

Nothing is archived and no disclosure is fetched. robots.txt, delays and hosts are kept as in a crawl.

Exit codes: 0 each address leads to disclosures, 1 one does not, 2 wrong usage or address.
"""
CHECK_HELP = """Check a source list: which addresses answer, moved, are walled, lead to disclosures.

Nothing is archived and no disclosure is fetched.

Exit codes: 0 each address leads to disclosures, 1 one does not, 2 wrong usage or source list.
"""
FROM_CSV_HELP = """Write a source list (TOML) from a table of regions and addresses (CSV).

Rows that make no source are told with the reason.

Exit codes: 0 each row is a source, 1 some are none, 2 wrong usage or table.
"""
SEEDS_HELP = """Write a source list (TOML) of portals of provinces and cities, known from public record.

Exit codes: 0 written, 2 wrong usage.
"""
Contact = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        envvar="DUIZHANG_CONTACT",
        help="Address at which the keepers of the sites reach you; told to each of them.",
    ),
]
Requests = Annotated[int, typer.Option(min=1, max=500, help="Requests to a site at most.")]


@sources_app.command(help=PROBE_HELP)
def probe(
    urls: Annotated[list[str], typer.Argument(metavar="URL…", help="Addresses of start pages.")],
    contact: Contact = "duizhang-sources-probe",
    requests: Requests = 20,
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two requests.")] = 2.0,
    inner_host: Annotated[
        list[str] | None,
        typer.Option("--inner-host", metavar="HOST", help="A host of an inner network that may be called."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="List each link that is left out.")] = False,
) -> None:
    from flows.crawl.lists.probing import probe as look
    from flows.crawl.lists.probing import source_of
    from flows.views.console import open_console
    from flows.views.sources import show_probe

    console, failed = open_console(), False
    with _in_order("URL"):
        found = [source_of(url, tuple(inner_host or ()), delay) for url in urls]
    for source in found:
        report = look(source, contact, requests, explain)
        console.print(source.start[0], style="underline", markup=False)
        show_probe(console, report, explain)
        failed |= report.failed
    if failed:
        raise typer.Exit(EXIT_SOME_FAILED)


@sources_app.command(help=CHECK_HELP)
def check(
    listed: Annotated[
        Path,
        typer.Argument(metavar="LIST", exists=True, dir_okay=False, help="The source list, a TOML file."),
    ],
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source; repeatable.")
    ] = None,
    requests: Requests = 12,
) -> None:
    from flows.crawl.lists.probing import check as look
    from flows.crawl.sources import read_sources
    from flows.stopping import Stop
    from flows.views.console import open_console
    from flows.views.sources import show_check

    with _in_order("LIST"):
        reports = look(read_sources(listed), source or [], requests, lambda _: None, Stop())
    show_check(open_console(), reports)
    if any(report.failed for report in reports):
        raise typer.Exit(EXIT_SOME_FAILED)


@sources_app.command("from-csv", help=FROM_CSV_HELP)
def from_csv(
    table: Annotated[
        Path,
        typer.Argument(metavar="CSV", exists=True, dir_okay=False, help="Table of regions and addresses."),
    ],
    contact: Contact = "mailto:you@example.org",
) -> None:
    from flows.crawl.lists.from_csv import as_toml, read_table
    from outputs.language.speaking import told, translated

    with _in_order("CSV"):
        found = read_table(table)
    typer.echo(escaped_json(as_toml(found.entries, contact)), nl=False)
    for number, reason in found.left_out:
        typer.echo(
            printable(
                told(
                    "{heading}: {words}",
                    heading=told("Row {number}", number=number),
                    words=translated(reason),
                )
            ),
            err=True,
        )
    if found.left_out:
        raise typer.Exit(EXIT_SOME_FAILED)


@sources_app.command(help=SEEDS_HELP)
def seeds(
    region: Annotated[str, typer.Option(help="Only regions that begin so, such as 浙江省.")] = "",
    contact: Contact = "mailto:you@example.org",
) -> None:
    from flows.crawl.lists.from_csv import as_toml
    from flows.crawl.lists.seeds import entries
    from flows.crawl.lists.seeds import seeds as listed

    typer.echo(escaped_json(as_toml(entries(region), contact, listed().checked)), nl=False)


@contextmanager
def _in_order(hint: str) -> Iterator[None]:
    """End the command with a sentence if an address, a list or a table is wrong."""
    from flows.crawl.sources import InvalidSources

    try:
        yield
    except InvalidSources as error:
        raise typer.BadParameter(printable(str(error)), param_hint=hint) from error
