"""What a new part takes over from the one that it follows: the rows of documents that did not change.

A part is written again when one of its documents changes. The rows of the others stand in the files of the
current snapshot as they will in the new ones, and are read from there in a small part of the time that their
JSON takes. The book knows what the rows of each part were made of; a part of which it knows nothing is
written from the bundles, and the same bytes come of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson
import pyarrow as pa
from pyarrow import compute, parquet

from outputs.schemas.arrow_schemas import file_schema, schemas_digest
from outputs.store.book import BookStore

MOST_ANEW = 4
"""One of so many documents may be new: their rows wait in memory until those of the others are read."""
Stamp = tuple[int, int]
Sound = Mapping[str, Stamp | None]
"""Name of each file of a snapshot -> its stamp, ``None`` if it is not as it was made."""


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What the rows of a document were made of, and how many bytes its JSON has."""

    of: str
    size: int


@dataclass(frozen=True, slots=True)
class FormerPart:
    """A part of the current snapshot: its files by table, and what its documents' rows were made of."""

    files: dict[str, Path]
    made: dict[str, MadeOf]

    def rows(self, table: str) -> dict[str, pa.RecordBatch]:
        """The rows of each document that has any in a table."""
        if table not in self.files:
            return {}
        # The file by itself: a dataset would add what the names of its folders tell.
        with parquet.ParquetFile(self.files[table]) as file:
            (rows,) = file.read().cast(file_schema(table)).combine_chunks().to_batches()
        runs = compute.run_end_encode(rows.column("document_id"))
        found: dict[str, pa.RecordBatch] = {}
        begin = 0
        for document_id, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            found[document_id] = rows.slice(begin, end - begin)
            begin = end
        return found


@dataclass(slots=True)
class FormerParts:
    """The parts of the current snapshot that are sound: their files, by folder and file name of the part."""

    book: BookStore
    files: dict[str, list[Path]]

    @classmethod
    def of(cls, book: BookStore, current: Path | None, sound: Sound) -> FormerParts:
        """The parts of a snapshot of which no file is damaged or missing."""
        names: dict[str, list[str]] = {}
        for name in sound if current else ():
            names.setdefault(name.partition("/")[2], []).append(name)
        whole = {part: some for part, some in names.items() if all(sound[name] for name in some)}
        return cls(book, {part: [current / name for name in some] for part, some in whole.items() if current})

    def before(self, range_name: str, wanted: Mapping[str, str]) -> FormerPart | None:
        """The part of a range of which most of the ``wanted`` documents are, made of the same as now."""
        for part in [part for part in self.files if part.startswith(range_name)]:
            made = {key: one for key, one in _made(self.book, part).items() if wanted.get(key) == one.of}
            if len(wanted) - len(made) <= len(wanted) // MOST_ANEW:
                depth = part.count("/") + 1
                return FormerPart({file.parts[-1 - depth]: file for file in self.files[part]}, made)
        return None


def _made(book: BookStore, part: str) -> dict[str, MadeOf]:
    kept = book.made(part)
    told = orjson.loads(kept) if kept else {}
    if told.get("schemas") != schemas_digest():
        return {}  # its files have other columns
    return {document_id: MadeOf(*one) for document_id, one in told["documents"].items()}


def note_made(book: BookStore, part: str, made: Mapping[str, MadeOf]) -> None:
    """Keep what the rows of a part were made of, by document."""
    documents = {document_id: (one.of, one.size) for document_id, one in made.items()}
    book.note_made(part, orjson.dumps({"schemas": schemas_digest(), "documents": documents}))
