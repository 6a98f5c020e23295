"""The commands about an OUT that is there already: reprocess, publish, status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.characters import printable
from flows.commands.launching import (
    EXIT_CANNOT_WRITE,
    EXIT_ENGINE,
    EXIT_FINDINGS,
    EXIT_SOME_FAILED,
    WAITING,
    FailOn,
    LogFormat,
    end_with,
    launch,
)
from flows.commands.run_options import (
    CORES,
    AsJson,
    AsLines,
    Cluster,
    Direct,
    FailOnFindings,
    Force,
    Log,
    MemoryLimit,
    TimeLimit,
    Workers,
)
from outputs.language.speaking import counted, told, translated

if TYPE_CHECKING:
    from outputs.store.keeping import Removed
    from outputs.store.out_folder import OutFolder

Out = Annotated[str, typer.Argument(metavar="OUT", help="Folder or s3:// address that a run wrote.")]

REPROCESS_HELP = f"""Process all documents that OUT knows with this version, and publish.

Their files are looked for where the runs found them. A document whose file is gone or changed is \
told, and stays as an earlier version left it. What this version did is not done again.

Exit codes: 0 all documents processed, {EXIT_SOME_FAILED} some failed or their files are gone or changed, \
2 wrong usage, {EXIT_CANNOT_WRITE} OUT cannot be written, \
{EXIT_ENGINE} the flow engine or a worker cannot start, \
{EXIT_FINDINGS} all documents processed and there are findings that --fail-on names.
"""

PUBLISH_HELP = f"""Bring the tables and JSON that readers see up to date with what is done.

run does the same at its end; this is for runs that were stopped, and after bundles were removed.

Exit codes: 0 published, 2 wrong usage, {EXIT_CANNOT_WRITE} OUT cannot be written or is damaged.
"""

STATUS_HELP = f"""Tell what OUT holds, what the last run brought, what failed and why, the slowest, \
what was noticed.

Exit codes: 0 told, 2 wrong usage, {EXIT_CANNOT_WRITE} OUT cannot be read or is damaged.
"""


PRUNE_HELP = f"""Remove what former versions made of documents, all but the newest of each.

Exit codes: 0 removed, 2 wrong usage, {EXIT_CANNOT_WRITE} OUT cannot be written or is damaged.
"""

FORGET_HELP = f"""Remove documents for good, and publish without them: no run takes them in again.

Exit codes: 0 removed, 2 wrong usage, {EXIT_CANNOT_WRITE} OUT cannot be written or is damaged.
"""


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command(help=REPROCESS_HELP)(reprocess)
    app.command(help=PUBLISH_HELP)(publish)
    app.command(help=STATUS_HELP)(status)
    app.command(help=PRUNE_HELP)(prune)
    app.command(help=FORGET_HELP)(forget)


def reprocess(
    out: Out,
    failed: Annotated[
        bool, typer.Option("--failed", help="Only documents that failed, also those of this version.")
    ] = False,
    direct: Direct = False,
    workers: Workers = CORES,
    time_limit: TimeLimit = 120.0,
    memory_limit: MemoryLimit = 1024,
    force: Force = False,
    log: Log = LogFormat.text,
    cluster: Cluster = None,
    fail_on: FailOnFindings = FailOn.never,
    as_lines: AsLines = False,
) -> None:
    from flows.jobs import Limits
    from flows.running.reprocess import reprocessing

    with _existing(out) as folder:
        request = reprocessing(folder.root, failed, workers, Limits(time_limit, memory_limit), force)
    request = replace(request, out=out)
    launch(lambda: request, direct, LogFormat.json if as_lines else log, cluster, fail_on)


class TableFormat(StrEnum):
    """What ``publish`` writes."""

    parquet = "parquet"
    delta = "delta"


def publish(
    out: Out,
    wanted: Annotated[
        TableFormat, typer.Option("--format", help="delta: also Delta tables, in OUT/delta.")
    ] = TableFormat.parquet,
    as_json: AsJson = False,
) -> None:
    from flows.views.as_json import as_json as shown
    from outputs.publication.delta import DeltaMissing, export_delta
    from outputs.publication.object_store import publish_out
    from outputs.store.holdings import holdings

    with _existing(out) as folder:
        publish_out(folder)
        if wanted is TableFormat.delta:
            try:
                export_delta(folder)
            except DeltaMissing as error:
                raise typer.BadParameter(printable(str(error)), param_hint="--format") from error
        documents = sum(holdings(folder.root, 1).statuses.values()) if as_json else 0
    if as_json:
        typer.echo(shown({"out": out, "format": wanted, "documents": documents}))


def status(
    out: Out,
    as_json: AsJson = False,
    most: Annotated[
        int, typer.Option("--limit", min=1, help="How many documents and diagnostics to list.")
    ] = 10,
) -> None:
    from flows.views.console import open_console
    from flows.views.out_status import show_failed, show_holdings, show_last_run, status_json
    from outputs.store.attention import failed_documents, last_run
    from outputs.store.holdings import holdings

    with _existing(out) as folder:
        held = holdings(folder.root, most)
        failed, last = failed_documents(folder.root, most), last_run(folder.root, most)
    if as_json:
        typer.echo(status_json(held, failed, last))
    else:
        console = open_console()
        show_last_run(console, last)
        show_holdings(console, held)
        show_failed(console, failed, held.statuses.get("failed", 0))


LocalOut = Annotated[str, typer.Argument(metavar="OUT", help="Folder that a run wrote.")]


def prune(
    out: LocalOut,
    keep_versions: Annotated[
        int, typer.Option("--keep-versions", min=1, help="So many versions of each document are kept.")
    ] = 1,
    as_json: AsJson = False,
) -> None:
    from outputs.store.keeping import prune as prune_out

    with _on_disk(out) as folder:
        removed = prune_out(folder, keep_versions)
    _tell(removed, as_json)


def forget(
    out: LocalOut,
    document: Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Ids of documents.")],
    as_json: AsJson = False,
) -> None:
    from outputs.publication.object_store import publish_out
    from outputs.store.keeping import forget as forget_documents
    from outputs.store.short_ids import NoSuchId

    with _on_disk(out) as folder:
        try:
            removed = forget_documents(folder, document)
        except NoSuchId as error:
            raise typer.BadParameter(printable(str(error)), param_hint="DOCUMENT") from error
        publish_out(folder)
    _tell(removed, as_json)


def _tell(removed: Removed, as_json: bool) -> None:
    """What was removed."""
    if as_json:
        from flows.views.as_json import as_json as shown

        typer.echo(shown(removed))
    else:
        from flows.views.console import open_console

        size = removed.bytes / 1_000_000
        results = counted(removed.bundles, "result")
        line = told("{results} removed, {size:,.1f} MB", results=results, size=size)
        open_console().print(line, markup=False, soft_wrap=True)


@contextmanager
def _on_disk(out: str) -> Iterator[OutFolder]:
    """An OUT that is a folder: what lies on an object store is removed with the store's own means."""
    from outputs.publication.object_store import is_address

    if is_address(out):
        raise typer.BadParameter("It must be a folder, not an address.", param_hint="OUT")
    with _existing(out) as folder:
        yield folder


@contextmanager
def _existing(out: str) -> Iterator[OutFolder]:
    """The OUT that is there; ends the command with a sentence if it is not, or cannot be read or written."""
    from flows.failures import CannotWrite, writing
    from outputs.publication.object_store import NoSuchStore, bring_up_to_date, out_at
    from outputs.store.bundles import DamagedBundle
    from outputs.store.out_folder import told_of_waiting

    folder = out_at(out)
    try:
        with writing(folder.root), told_of_waiting(lambda: typer.echo(translated(WAITING), err=True)):
            bring_up_to_date(folder)
            if not folder.root.is_dir():
                raise typer.BadParameter(f"There is no folder {out}.", param_hint="OUT")
            yield folder
    except NoSuchStore as error:
        raise typer.BadParameter(printable(str(error)), param_hint="OUT") from error
    except (CannotWrite, DamagedBundle) as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
