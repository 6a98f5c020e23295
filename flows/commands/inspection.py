"""One file looked at: read as a run reads it, or as a run has written it, and shown in parts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import RenderableType

from flows.failures import writing
from flows.jobs import Limits
from flows.running.inputs import identify
from flows.running.worker_pool import WorkerPool
from flows.running.worker_process import Task
from flows.version import VERSION
from flows.views.chapters import chapters, definitions
from flows.views.claims import claims
from flows.views.document import head, notices, what_does_not_hold
from flows.views.tables import grid, indicators, tables
from flows.views.tracing import steps
from outputs.schemas.json_documents import NotADocument, decode_document
from outputs.store.out_folder import DOCUMENT
from records.file_tables import TableRecord
from records.tables import Document


class NothingToShow(Exception):
    """A file of which not even the bytes can be had, or JSON that is none of ours."""


class UnknownTable(Exception):
    """A table id that the document does not have; ``str()`` names those that it has."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be shown: ``chapters``, ``tables``, ``claims``, the ids of tables as grids.

    If nothing is named, all three with the document's head and what does not hold in it;
    ``everything`` adds all grids, indicators and definitions; ``explained`` are the ids of claims and
    figures of which each step is shown.
    """

    parts: frozenset[str] = frozenset()
    grids: tuple[str, ...] = ()
    everything: bool = False
    explained: tuple[str, ...] = ()


def document_json(path: Path, limits: Limits) -> bytes:
    """The JSON of a disclosure as a run would write it; a file of JSON is taken as that itself.

    A document is read in a worker process, under limits, as in a run. Raises
    :class:`NothingToShow`, :class:`~flows.failures.CannotWrite` and
    :class:`~flows.running.worker_pool.CannotStartWorker`.
    """
    jobs, lost = identify([path], VERSION)
    if lost:
        raise NothingToShow(" ".join(lost[0].reasons))
    with path.open("rb") as file:
        if file.peek(1)[:1] == b"{":
            return file.read()
    with writing(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="duizhang-") as place:
        task = Task(jobs[0], Path(place) / "document", limits)
        with WorkerPool(1, limits, Path(place) / "log") as pool:
            (outcome,) = pool.results([task])
        if outcome.document_id is None:
            raise NothingToShow(" ".join(outcome.reasons))
        return (task.folder / DOCUMENT).read_bytes()


def document_of(data: bytes) -> Document:
    """The document that JSON holds. Raises :class:`NothingToShow`."""
    try:
        return decode_document(data)
    except NotADocument as error:
        raise NothingToShow(str(error)) from error


def shown(document: Document, wanted: Selection, width: int) -> Iterable[RenderableType]:
    """The parts of a document to print, for a terminal of ``width`` columns.

    Raises :class:`UnknownTable` and :class:`~linking.tracing.UnknownRow` before the first part.
    """
    chosen = [_table(document, table_id) for table_id in wanted.grids]
    explained = [part for row_id in wanted.explained for part in steps(document, row_id)]
    parts: list[RenderableType] = []
    whole = wanted.everything or not (wanted.parts or chosen or explained)
    if whole:
        parts += [head(document), *what_does_not_hold(document)]
    for part, view in (("chapters", chapters), ("tables", tables), ("claims", claims)):
        if whole or part in wanted.parts:
            parts += view(document)
    for table in document.tables if wanted.everything else chosen:
        parts += grid(document, table, width)
    parts += explained
    if wanted.everything:
        parts += [*indicators(document), *definitions(document)]
    if whole:
        parts += notices(document)
    return parts


def _table(document: Document, table_id: str) -> TableRecord:
    by_id = {table.table_id: table for table in document.tables}
    if table_id not in by_id:
        there = ", ".join(by_id) if by_id else "none"
        raise UnknownTable(f"There is no table {table_id!r} in this document; there are: {there}.")
    return by_id[table_id]
