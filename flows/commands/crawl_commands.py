"""The commands that crawl: crawl, serve."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractors.characters import printable
from flows.commands.launching import (
    EXIT_CANNOT_WRITE,
    EXIT_ENGINE,
    EXIT_SOME_FAILED,
    LogFormat,
    end_with,
    ending_as_documented,
)
from flows.commands.run_options import CORES, AsLines, Direct, Log, MemoryLimit, OutOption, TimeLimit, Workers

if TYPE_CHECKING:
    from flows.crawl.crawl_and_run import CrawlRequest

CRAWL_HELP = f"""Visit the sites of a source list, archive what is new or changed, process and publish it.

What was fetched before is asked for only on condition that it has changed. An interrupted crawl goes on \
where it was when the command is given again. docs/sources.md describes source lists.

Exit codes: 0 all went well, {EXIT_SOME_FAILED} a source could not be crawled or a document failed, \
2 wrong usage or source list, {EXIT_CANNOT_WRITE} the archive or OUT cannot be written, \
{EXIT_ENGINE} the flow engine or a worker cannot start.
"""

SERVE_HELP = """Crawl by the schedules of a source list, until stopped.

Each schedule is a deployment of the flow engine (Prefect), which shows its runs at \
http://127.0.0.1:PORT. If Prefect is configured, its API is used instead of an own one.

Each source, document and failure is a line of the log. /health and /metrics (Prometheus) \
are answered at --monitor.

Exit codes: 0 stopped or all went well, 1 a source could not be crawled or a document failed, \
2 wrong usage or source list, 3 the archive or OUT cannot be written, \
4 the flow engine or a worker cannot start.
"""

Sources = Annotated[
    Path, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="The source list, a TOML file.")
]
ArchivePlace = Annotated[
    str,
    typer.Option("--archive", metavar="DIR", help="Folder, or address such as s3://…, of what is fetched."),
]


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command(help=CRAWL_HELP)(crawl)
    app.command(help=SERVE_HELP)(serve)


def crawl(
    sources: Sources,
    archive: ArchivePlace,
    out: OutOption,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source; repeatable.")
    ] = None,
    direct: Direct = False,
    workers: Workers = CORES,
    time_limit: TimeLimit = 120.0,
    memory_limit: MemoryLimit = 1024,
    log: Log = LogFormat.text,
    as_lines: AsLines = False,
    explain: Annotated[bool, typer.Option("--explain", help="List each link that is left out.")] = False,
) -> None:
    from flows.crawl.crawl_and_run import CrawlRequest
    from flows.jobs import Limits

    names, limits = tuple(source or ()), Limits(time_limit, memory_limit)
    request = CrawlRequest(sources, archive, out, names, None, workers, limits, explain)
    _launch(request, direct, LogFormat.json if as_lines else log)


def serve(
    sources: Sources,
    archive: ArchivePlace = "archive",
    out: OutOption = "out",
    once: Annotated[bool, typer.Option("--once", help="Crawl all sources now, once, and end.")] = False,
    port: Annotated[
        int, typer.Option("--port", "-p", min=1, max=65535, help="Port of the engine's pages.")
    ] = 4200,
    monitor: Annotated[
        str | None,
        typer.Option(
            metavar="[HOST:]PORT",
            help="Where health and metrics are asked for; on this machine alone without a host; 0: nowhere.",
            show_default="one above --port",
        ),
    ] = None,
    webhook: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Address that is sent JSON on failures and new findings (errors)."),
    ] = None,
    notify: Annotated[
        str | None,
        typer.Option(metavar="COMMAND", help="Command that is given the same JSON as its input."),
    ] = None,
    keep_days: Annotated[
        float | None,
        typer.Option(
            min=1,
            metavar="DAYS",
            help="Remove reports, logs and the engine's records that are older, after each crawl.",
            show_default="keep all",
        ),
    ] = None,
    workers: Workers = CORES,
    time_limit: TimeLimit = 120.0,
    memory_limit: MemoryLimit = 1024,
    log: Log = LogFormat.text,
    as_lines: AsLines = False,
) -> None:
    from flows.crawl.crawl_and_run import CrawlRequest
    from flows.jobs import Limits

    request = CrawlRequest(sources, archive, out, (), None, workers, Limits(time_limit, memory_limit))
    form = LogFormat.json if as_lines else log
    if once:
        _launch(request, False, form)
        return
    from flows.prefect_flows.engine import EngineFailure
    from flows.prefect_flows.serving import Service, serve_schedules
    from flows.service.notices import InvalidTarget, Notifier
    from flows.service.service_log import ServiceLog

    def tell(event: str, values: dict[str, Any]) -> None:
        name = values.pop("schedule", "-")
        ServiceLog(lambda line: print(line, flush=True), name, form is LogFormat.json).line(event, **values)

    with _in_order():
        try:
            service = Service(form.value, Notifier(webhook, notify), _monitor(monitor, port), keep_days)
            serve_schedules(request, port, service, tell)
        except InvalidTarget as error:
            raise typer.BadParameter(printable(str(error)), param_hint="--webhook") from error
        except EngineFailure as error:
            end_with(str(error), EXIT_ENGINE)


LAST_PORT = 65_535


def _monitor(asked: str | None, port: int) -> tuple[str, int] | None:
    """Host and port of health and metrics; ``None`` for nowhere."""
    from flows.service.monitoring import LOOPBACK

    if asked is None:
        return LOOPBACK, port + 1
    host, _, number = asked.rpartition(":")
    if not number.isdecimal() or int(number) > LAST_PORT:
        raise typer.BadParameter(f"{asked} is not [HOST:]PORT.", param_hint="--monitor")
    return (host or LOOPBACK, int(number)) if int(number) else None


def _launch(request: CrawlRequest, direct: bool, log: LogFormat) -> None:
    """Crawl, show it, and end the command as documented."""
    from flows.crawl.archive import ArchiveFailure
    from flows.crawl.crawl_and_run import crawl_all
    from flows.crawl.sources import InvalidSources
    from flows.prefect_flows.engine import OURS, engine_running, in_thread
    from flows.views.console import open_console
    from flows.views.crawl import CrawlEvents, CrawlTerminal

    display = CrawlEvents(sys.stdout) if log is LogFormat.json else CrawlTerminal(open_console())
    with _in_order(), ending_as_documented(display, direct) as stop:
        if direct:
            report = crawl_all(request, display, stop=stop)
        else:
            display.starting_engine()
            with engine_running((*OURS, ArchiveFailure, InvalidSources), "duizhang crawl --direct"):
                from flows.prefect_flows.crawl_flow import crawl as crawl_flow

                report = in_thread(lambda: crawl_flow(request, display, stop))
    display.crawl_summary(report)
    if report.troubled or (report.run and report.run.failures):
        raise typer.Exit(EXIT_SOME_FAILED)


@contextmanager
def _in_order() -> Iterator[None]:
    """End the command with a sentence if the source list or the archive is wrong."""
    from flows.crawl.archive import ArchiveFailure
    from flows.crawl.sources import InvalidSources

    try:
        yield
    except InvalidSources as error:
        raise typer.BadParameter(printable(str(error)), param_hint="--sources") from error
    except ArchiveFailure as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
