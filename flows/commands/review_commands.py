"""The commands for people who would rather look than read, and for those who live in spreadsheets."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractors.characters import printable
from flows.commands.launching import EXIT_CANNOT_WRITE, end_with
from flows.commands.run_options import AsJson, MemoryLimit, TimeLimit
from outputs.export.sheets import Format


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise typer.BadParameter(f"There is no folder {folder}.", param_hint="OUT")
    return folder


Out = Annotated[Path, typer.Argument(metavar="OUT", callback=_existing, help="Folder that a run wrote.")]


class Severity(StrEnum):
    """How grave a finding is."""

    error = "error"
    notice = "notice"


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command()(report)
    app.command()(export)
    app.command()(review)


def report(
    out: Out,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", metavar="ID", help="Only this document; repeatable."),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Folder to write to.", show_default="OUT/report"),
    ] = None,
    single_file: Annotated[
        Path | None,
        typer.Option(
            "--single-file",
            metavar="HTML",
            dir_okay=False,
            help="Write the page of the one --document as a file to be sent, its pictures within.",
        ),
    ] = None,
    time_limit: TimeLimit = 120.0,
    memory_limit: MemoryLimit = 1024,
    as_json: AsJson = False,
) -> None:
    """Write the review page: what does not hold, marked on the pages. It opens from disk.

    The pages are drawn from the files that the runs have read; where such a file is gone or has
    changed, its document is shown without them.

    Exit codes: 0 written, 2 wrong usage, 3 DIR cannot be written or OUT is damaged.
    """
    from flows.views.as_json import as_json as shown
    from flows.views.console import open_console
    from outputs.language.speaking import counted, told
    from outputs.report.letter import write_letter
    from outputs.report.writing import ForeignFolder, NoSuchDocument, write_report
    from outputs.schemas.json_documents import NotADocument
    from outputs.store.bundles import DamagedBundle
    from outputs.store.reviews import UnreadableReviews

    console = open_console()
    target = single_file or folder or out / "report"
    if single_file is not None and len(document or ()) != 1:
        raise typer.BadParameter("A single file holds one document.", param_hint="--document")
    try:
        if single_file is not None and document:
            pages = write_letter(out, document[0], single_file, time_limit, memory_limit)
            if as_json:
                typer.echo(shown({"file": single_file, "pages": pages}))
                return
            way = told("{pages} in {file}", pages=counted(pages, "page"), file=single_file)
            console.print(way, markup=False, soft_wrap=True)
            return
        written = write_report(out, target, document or (), None, time_limit, memory_limit)
    except (NoSuchDocument, ForeignFolder, UnreadableReviews) as error:
        raise typer.BadParameter(printable(str(error))) from error
    except (DamagedBundle, NotADocument) as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
    except OSError as error:
        end_with(f"Cannot write {target}: {error.strerror or error}.", EXIT_CANNOT_WRITE)
    if as_json:
        typer.echo(shown(written))
        return
    documents = counted(written.documents, "document")
    if written.without_pictures:
        n = written.without_pictures
        documents = told("{documents}, {n:,} without pictures", documents=documents, n=n)
    way = told("{documents}. Open {index} in a browser.", documents=documents, index=written.index)
    console.print(way, markup=False, soft_wrap=True)


def export(
    out: Out,
    form: Annotated[
        Format,
        typer.Option("--format", help="A workbook, CSV files, check sheets, or the originals with notes."),
    ] = Format.xlsx,
    place: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="PATH",
            help="Where to write.",
            show_default="OUT/export.xlsx, OUT/export, OUT/checklist.xlsx or OUT/annotated",
        ),
    ] = None,
    body: Annotated[
        list[str] | None,
        typer.Option("--body", metavar="NAME", help="Only bodies with this in their name; repeatable."),
    ] = None,
    year: Annotated[
        list[int] | None, typer.Option("--year", help="Only this fiscal year; repeatable.")
    ] = None,
    severity: Annotated[
        Severity | None, typer.Option("--severity", help="Only findings at least so grave.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write what was found and read for spreadsheets: findings, documents, figures, claims, statements.

    Each finding has a link to its place in the review page, OUT/report, if the command report has written it.
    The format pdf writes the originals, with their findings as notes on the pages.

    Exit codes: 0 written, 2 wrong usage, 3 PATH cannot be written or OUT is damaged.
    """
    from flows.views.as_json import as_json as shown
    from flows.views.console import open_console
    from outputs.export.exporting import ExportChoice
    from outputs.export.exporting import export as export_all
    from outputs.language.speaking import counted, listed, told
    from outputs.publication.dataset import NotPublished
    from outputs.schemas.json_documents import NotADocument
    from outputs.store.bundles import DamagedBundle
    from outputs.store.reviews import UnreadableReviews

    names = {
        Format.xlsx: "export.xlsx",
        Format.csv: "export",
        Format.checklist: "checklist.xlsx",
        Format.pdf: "annotated",
    }
    target = place or out / names[form]
    wanted = ExportChoice(tuple(body or ()), tuple(year or ()), severity)
    try:
        written = export_all(out, form, target, out / "report", wanted)
    except (NotPublished, UnreadableReviews) as error:
        raise typer.BadParameter(printable(str(error)), param_hint="OUT") from error
    except (DamagedBundle, NotADocument) as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
    except OSError as error:
        end_with(f"Cannot write {target}: {error.strerror or error}.", EXIT_CANNOT_WRITE)
    if as_json:
        typer.echo(shown(written))
        return
    found = listed([counted(written.documents, "document"), counted(written.findings, "finding")])
    way = told("{heading}: {words}", heading=found, words=str(written.place))
    open_console().print(way, markup=False, soft_wrap=True)


def review(
    out: Out,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="Marks that the review page saved."),
    ],
    as_json: AsJson = False,
) -> None:
    """Take in what readers said of findings: confirmed, false, to be asked.

    They are table reviews, are shown by the next report and export, and stay over runs and versions. \
Of two marks on one finding the newer one stands.

    Exit codes: 0 taken in, 2 wrong usage, 3 OUT cannot be written.
    """
    from flows.views.as_json import as_json as shown
    from flows.views.console import open_console
    from outputs.language.speaking import counted, told
    from outputs.publication.snapshot import publish
    from outputs.store.out_folder import OutFolder
    from outputs.store.packed import DamagedBundle
    from outputs.store.reviews import UnreadableReviews, keep_reviews, read_reviews

    try:
        found = read_reviews(file)
        new = keep_reviews(OutFolder(out), found)
        publish(OutFolder(out))
    except DamagedBundle as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
    except UnreadableReviews as error:
        raise typer.BadParameter(printable(str(error)), param_hint="FILE") from error
    except OSError as error:
        end_with(f"Cannot write {out}: {error.strerror or error}.", EXIT_CANNOT_WRITE)
    if as_json:
        typer.echo(shown({"marks": len(found), "new": new}))
        return
    way = told("{marks}, {new:,} of them new or changed", marks=counted(len(found), "mark"), new=new)
    open_console().print(way, markup=False, soft_wrap=True)
