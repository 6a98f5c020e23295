"""The command line. What a command needs is imported when it runs, so that ``--help`` is quick."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.characters import escaped_json, printable
from flows.commands import crawl_commands, review_commands
from flows.commands import out_commands as archive_commands
from flows.commands.corpus_commands import corpus_app
from flows.commands.engine_commands import engine_app
from flows.commands.launching import (
    EXIT_CANNOT_WRITE,
    EXIT_ENGINE,
    EXIT_FAULT,
    EXIT_FINDINGS,
    EXIT_SOME_FAILED,
    FailOn,
    LogFormat,
    end_with,
    launch,
)
from flows.commands.program import Typer
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
    OutOption,
    TimeLimit,
    Workers,
)
from flows.commands.source_commands import sources_app

if TYPE_CHECKING:
    from flows.running.run import RunRequest

app = Typer(
    name="duizhang",
    help="Reads Chinese budget disclosures (部门预算, 部门决算) into exact figures and checked claims.",
)

RUN_HELP = f"""Process disclosures and publish the tables.

INPUT is a file, or a folder, which is searched for documents. \
What an earlier run with the same version did is not done again.

Exit codes: 0 all documents processed, {EXIT_SOME_FAILED} some failed, 2 wrong usage, \
{EXIT_CANNOT_WRITE} OUT cannot be written, {EXIT_ENGINE} the flow engine or a worker cannot start, \
{EXIT_FAULT} a fault of Duizhang itself, \
{EXIT_FINDINGS} all documents processed and there are findings that --fail-on names.
"""

INSPECT_HELP = f"""Show one file in the terminal: what does not hold, chapters, tables, claims.

FILE is a document, which is read as a run reads it, or a document's JSON that a run has written. \
Nothing is written.

Exit codes: 0 shown, {EXIT_SOME_FAILED} the file cannot be read, 2 wrong usage, \
{EXIT_ENGINE} a worker cannot start.
"""


class SchemaPart(StrEnum):
    """What ``duizhang schema`` prints."""

    all = "all"
    tables = "tables"
    vocabularies = "vocabularies"
    json = "json"
    datapackage = "datapackage"
    answers = "answers"
    guide = "guide"
    rules = "rules"
    commands = "commands"


@app.command(help=RUN_HELP)
def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, s3:// addresses.")],
    out: OutOption,
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
    def request() -> RunRequest:
        from flows.jobs import Limits
        from flows.running.run import RunRequest

        return RunRequest(inputs, out, workers, Limits(time_limit, memory_limit), force)

    launch(request, direct, LogFormat.json if as_lines else log, cluster, fail_on, inputs)


@app.command(help=INSPECT_HELP)
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="One file.")],
    chapters: Annotated[bool, typer.Option("--chapters", help="Show the tree of chapters.")] = False,
    tables: Annotated[bool, typer.Option("--tables", help="Show the list of tables.")] = False,
    claims: Annotated[bool, typer.Option("--claims", help="Show the claims with their verdicts.")] = False,
    table: Annotated[
        list[str] | None, typer.Option("--table", metavar="ID", help="Show a table as a grid; repeatable.")
    ] = None,
    explain: Annotated[
        list[str] | None,
        typer.Option(
            "--explain",
            metavar="ID",
            help="Show how the verdict on a claim (or the meaning of a figure) came about; repeatable.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show everything: all grids, indicators and definitions too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the document's JSON instead.")] = False,
    page: Annotated[int, typer.Option("--page", metavar="N", min=1, help="With --draw: the page.")] = 1,
    draw: Annotated[
        Path | None,
        typer.Option(
            "--draw",
            metavar="PICTURE",
            dir_okay=False,
            help="Draw what is seen on a page of a PDF: rulings, grids, roles, groups, what is left out. "
            "A name that ends in .png gives PNG, any other SVG.",
        ),
    ] = None,
    time_limit: TimeLimit = 120.0,
    memory_limit: MemoryLimit = 1024,
) -> None:
    if draw is not None:
        from flows.commands.drawing import draw_page
        from flows.jobs import Limits

        return draw_page(file, page, draw, Limits(time_limit, memory_limit))
    from flows.commands.inspection import (
        NothingToShow,
        Selection,
        UnknownTable,
        document_json,
        document_of,
        shown,
    )
    from flows.failures import CannotWrite
    from flows.jobs import Limits, readable
    from flows.running.worker_pool import CannotStartWorker
    from flows.views.console import open_console
    from linking.tracing import UnknownRow

    console = open_console()
    parts = {"chapters": chapters, "tables": tables, "claims": claims}
    wanted = Selection(
        frozenset(name for name, on in parts.items() if on),
        tuple(table or ()),
        everything,
        tuple(explain or ()),
    )
    try:
        data = document_json(file, Limits(time_limit, memory_limit))
        document = document_of(data)
        if as_json:
            typer.echo(escaped_json(data.decode()), nl=False)
        elif document.record.status != "failed":
            for part in shown(document, wanted, console.width):
                console.print(part)
    except NothingToShow as error:
        end_with(f"{readable(file)}: {error}", EXIT_SOME_FAILED)
    except UnknownTable as error:
        raise typer.BadParameter(printable(str(error)), param_hint="--table") from error
    except UnknownRow as error:
        raise typer.BadParameter(printable(str(error)), param_hint="--explain") from error
    except CannotWrite as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
    except CannotStartWorker as error:
        end_with(str(error), EXIT_ENGINE)
    if document.record.status == "failed":
        reasons = " ".join(one.message for one in document.diagnostics if one.severity == "error")
        end_with(f"{readable(file)}: {reasons}", EXIT_SOME_FAILED)


@app.command()
def schema(
    part: Annotated[SchemaPart, typer.Argument(help="What to print.")] = SchemaPart.all,
) -> None:
    """Print what the output looks like: tables and vocabularies, JSON Schema, Data Package, guides.

    Exit codes: 0 printed, 2 wrong usage.
    """
    from flows.commands.schema_text import schema_text

    if part is SchemaPart.commands:
        from flows.commands.reference import reference

        typer.echo(reference(app))
    else:
        typer.echo(schema_text(part.value))


@app.command()
def evaluate(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder that a run wrote.")],
    gold: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder of annotations, one JSON file a document.")
    ],
    names: Annotated[
        Path | None, typer.Option("--map", help="JSON file: an annotation's name to its file's name.")
    ] = None,
    misses: Annotated[int, typer.Option("--limit", min=0, help="How many misses of each kind to list.")] = 0,
    report: Annotated[Path | None, typer.Option(help="Markdown file to write.")] = None,
    as_json: AsJson = False,
) -> None:
    """Score what a run found against annotations.

    Exit codes: 0 scored, 1 an annotated document is missing, 2 wrong usage, 3 the report cannot be written.
    """
    from flows.views.as_json import as_json as shown
    from outputs.evaluation.gold import UnreadableGold
    from outputs.evaluation.score_report import markdown_report, plain_report, text_report
    from outputs.evaluation.scoring import evaluate as score
    from outputs.publication.dataset import NotPublished

    try:
        evaluation = score(out, gold, names)
    except (NotPublished, UnreadableGold) as error:
        raise typer.BadParameter(printable(str(error))) from error
    typer.echo(
        shown(plain_report(evaluation, misses)) if as_json else printable(text_report(evaluation, misses))
    )
    if report:
        try:
            report.write_text(markdown_report(evaluation), "utf-8")
        except OSError as error:
            end_with(f"Cannot write {report}: {error.strerror}.", EXIT_CANNOT_WRITE)
    if evaluation.missing:
        raise typer.Exit(EXIT_SOME_FAILED)


archive_commands.add_to(app)
review_commands.add_to(app)
crawl_commands.add_to(app)
app.add_typer(engine_app)
app.add_typer(sources_app)
app.add_typer(corpus_app)
