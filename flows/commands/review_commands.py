"""The commands for people who look rather than read, and for those who live in spreadsheets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.characters import printable
from flows.commands.launching import EXIT_CANNOT_WRITE, EXIT_INTERRUPTED, end_with
from flows.commands.run_options import MemoryLimit, TimeLimit
from outputs.export.sheets import Format

Out = Annotated[
    Path, typer.Argument(metavar="OUT", exists=True, file_okay=False, help="Folder that a run wrote.")
]


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command()(report)
    app.command()(export)


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
    time_limit: TimeLimit = 120.0,
    memory_limit: MemoryLimit = 1024,
) -> None:
    """Write the review page: what does not hold, marked on the pages. It opens from disk.

    The pages are drawn from the files that the runs have read; where such a file is gone or has
    changed, its document is shown without them.

    Exit codes: 0 written, 2 wrong usage, 3 DIR cannot be written or OUT is damaged, 130 interrupted.
    """
    from flows.views.console import open_console
    from outputs.language.speaking import counted, told
    from outputs.report.writing import ForeignFolder, NoSuchDocument, write_report
    from outputs.schemas.json_documents import NotADocument
    from outputs.store.bundles import DamagedBundle

    console = open_console()
    target = folder or out / "report"
    try:
        written = write_report(out, target, document or (), None, time_limit, memory_limit)
    except (NoSuchDocument, ForeignFolder) as error:
        raise typer.BadParameter(printable(str(error))) from error
    except (DamagedBundle, NotADocument) as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
    except OSError as error:
        end_with(f"Cannot write {target}: {error.strerror or error}.", EXIT_CANNOT_WRITE)
    except KeyboardInterrupt:
        end_with("Interrupted.", EXIT_INTERRUPTED)
    shown = counted(written.documents, "document")
    if written.without_pictures:
        shown = told("{documents}, {n:,} without pictures", documents=shown, n=written.without_pictures)
    way = told("{documents}. Open {index} in a browser.", documents=shown, index=written.index)
    console.print(way, markup=False, soft_wrap=True)


def export(
    out: Out,
    form: Annotated[
        Format,
        typer.Option("--format", help="A workbook, CSV files, or check sheets."),
    ] = Format.xlsx,
    place: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="PATH",
            help="Where to write.",
            show_default="OUT/export.xlsx, OUT/export or OUT/checklist.xlsx",
        ),
    ] = None,
) -> None:
    """Write findings and statements for spreadsheets: what does not hold, then one sheet a statement.

    Each finding has a link to its place in the review page, OUT/report, which the command report writes.

    Exit codes: 0 written, 2 wrong usage, 3 PATH cannot be written or OUT is damaged, 130 interrupted.
    """
    from flows.views.console import open_console
    from outputs.export.exporting import export as export_all
    from outputs.language.speaking import counted
    from outputs.publication.dataset import NotPublished
    from outputs.schemas.json_documents import NotADocument
    from outputs.store.bundles import DamagedBundle

    names = {Format.xlsx: "export.xlsx", Format.csv: "export", Format.checklist: "checklist.xlsx"}
    target = place or out / names[form]
    try:
        written = export_all(out, form, target, out / "report")
    except NotPublished as error:
        raise typer.BadParameter(printable(str(error)), param_hint="OUT") from error
    except (DamagedBundle, NotADocument) as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
    except OSError as error:
        end_with(f"Cannot write {target}: {error.strerror or error}.", EXIT_CANNOT_WRITE)
    except KeyboardInterrupt:
        end_with("Interrupted.", EXIT_INTERRUPTED)
    found = [counted(written.documents, "document"), counted(written.findings, "finding")]
    open_console().print(f"{', '.join(found)}: {written.place}", markup=False, soft_wrap=True)
