"""The commands ``duizhang corpus …``: sample disclosures with their truth, for benchmarks of scale."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.characters import printable
from flows.commands.launching import EXIT_CANNOT_WRITE, end_with
from flows.commands.program import Typer
from flows.commands.run_options import CORES, Workers
from outputs.language.speaking import told

corpus_app = Typer(
    name="corpus",
    help="Sample disclosures of public bodies that do not exist, with the truth of each.",
)


@corpus_app.callback()
def corpus() -> None:
    """Nothing to do before a command."""


@corpus_app.command()
def make(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for documents/ and truth/.")],
    documents: Annotated[int, typer.Option(min=1, help="How many disclosures.")] = 12,
    seed: Annotated[int, typer.Option(min=0, help="Another seed makes other disclosures.")] = 1,
    formats: Annotated[
        str,
        typer.Option(
            help="Formats in turn, with commas: pdf, docx, html, xlsx, article, scan, ofd, text, markdown."
        ),
    ] = "pdf",
    families: Annotated[str, typer.Option(help="Families in turn, with commas.", show_default="all")] = "",
    defects: Annotated[int, typer.Option(min=0, help="Errors to plant in each.")] = 0,
    size: Annotated[int, typer.Option(min=1, help="So many times the usual number of projects.")] = 1,
    workers: Workers = CORES,
) -> None:
    """Make disclosures, with the truth of each.

    The k-th of a seed is the same however many are made.

    Exit codes: 0 made, 2 wrong usage, 3 OUT cannot be written.
    """
    import time

    from corpus.families import UnknownFamily
    from corpus.formats import NoSuchFormat
    from corpus.series import CannotSave, Series, save_series

    try:
        series = Series(seed, _listed(families), _listed(formats), defects, size)
    except UnknownFamily as error:
        raise typer.BadParameter(printable(str(error)), param_hint="--families") from error
    except NoSuchFormat as error:
        raise typer.BadParameter(printable(str(error)), param_hint="--formats") from error
    start, size_made = time.perf_counter(), 0
    try:
        with typer.progressbar(length=documents, label=told("Making")) as bar:
            for written in save_series(series, documents, out, workers):
                size_made += written
                bar.update(1)
    except CannotSave as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
    seconds = time.perf_counter() - start
    pace = {"size": size_made / 1e6, "rate": documents / seconds}
    form = "{documents:,} disclosures, {size:,.1f} MB in {out}: {rate:.1f} a second"
    typer.echo(told(form, documents=documents, out=out, **pace))


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
