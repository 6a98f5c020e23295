"""The documents that readers see below ``OUT/json``, each in a file that is replaced as a whole."""

from __future__ import annotations

import os
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from outputs.store.book import BookStore
from outputs.store.out_folder import OutFolder


@dataclass(frozen=True, slots=True)
class ShownDocuments:
    """The folder of the JSON; ``known`` is what each file was made of, and its stamp, as the book has it."""

    folder: Path
    book: BookStore
    known: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, out: OutFolder, book: BookStore) -> ShownDocuments:
        """What is shown now."""
        out.json.mkdir(parents=True, exist_ok=True)
        for leftover in out.json.glob(".*.json.*"):  # of a run that was ended, or met a full disk
            leftover.unlink()
        return cls(out.json, book, book.shown())

    def shows(self, document_id: str, made: str) -> bool:
        """Whether a document is shown as it was ``made``, and nobody changed the file."""
        return self.known.get(document_id) == (made, _stamp(self._file(document_id)))

    def show(self, document_id: str, made: str, data: bytes) -> None:
        """Show the JSON of a document."""
        shown = self._file(document_id)
        beside = shown.with_name(f".{shown.name}.{os.getpid()}")
        beside.write_bytes(data)
        os.replace(beside, shown)
        self.known[document_id] = made, _stamp(shown)
        self.book.note_shown([(document_id, *self.known[document_id])])

    def remove_others(self, documents: Container[str]) -> None:
        """Show none but these documents."""
        for shown in self.folder.glob("*.json"):
            if shown.stem not in documents:
                shown.unlink()

    def _file(self, document_id: str) -> Path:
        return self.folder / f"{document_id}.json"


def _stamp(file: Path) -> str:
    """What changes when a file is changed by somebody."""
    try:
        status = file.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"
