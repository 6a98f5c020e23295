"""What a sheet is: its name, its head with the widths of the columns, and the rows of a document."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from outputs.export.sheets import FileLink, Head, Value
from outputs.publication.dataset import NotPublished, read_table
from outputs.store.out_folder import OutFolder
from outputs.store.reviews import kept_reviews
from records.archive_tables import ReviewRecord
from records.file_tables import DocumentRecord
from records.tables import Document
from records.vocabularies import vocabularies


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rows need beside their document: pages to lead to, readers' marks, and public bodies.

    ``pages`` is the folder of the review's pages, ``beside`` where the export is written to; ``bodies`` are
    the rows of the table of that name by their ids.
    """

    pages: Path
    beside: Path
    marks: dict[str, ReviewRecord] = field(default_factory=dict)
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, out: Path, report: Path, beside: Path) -> Surroundings:
        """Those of an output folder. Raises :class:`~outputs.store.reviews.UnreadableReviews`."""
        marks = {one.finding_id: one for one in kept_reviews(OutFolder(out))}
        bodies: dict[str, dict[str, Any]] = {}
        with suppress(NotPublished):  # by a version that knew no bodies; if nothing is, the documents tell
            bodies = {row["body_id"]: row for row in read_table(out, "bodies").to_pylist()}
        return cls(report / "documents", beside, marks, bodies)

    def link(self, text: str, document_id: str, anchor: str = "") -> FileLink | None:
        """A way to a place in the review page, if it has been written."""
        page = self.pages / f"{document_id}.html"
        if not page.is_file():
            return None
        way = quote(os.path.relpath(page, self.beside).replace(os.sep, "/"))
        return FileLink(text, f"{way}#{anchor}" if anchor else way)


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A sheet of rows that are all of one kind."""

    name: str
    head: tuple[Head, ...]
    rows: Callable[[Document, Surroundings], Iterator[list[Value]]]


def whose(document: DocumentRecord) -> list[Value]:
    """The values of :data:`WHOSE`."""
    kind = term("report_kind", document.report_kind)
    return [document.issuer, document.region, document.fiscal_year, kind, document.file_name]


def term(vocabulary: str, word: str | None) -> str | None:
    """The Chinese term of a published word."""
    return vocabularies()[vocabulary].get(word, word) if word else None


def terms(vocabulary: str, words: list[str]) -> str | None:
    """The Chinese terms of several words, as one text."""
    return "、".join(vocabularies()[vocabulary].get(word, word) for word in words) or None
