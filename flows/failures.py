"""What is published of a file that could not be processed, and what is said about it."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.jobs import Job, Outcome
from records.file_tables import DiagnosticRecord, DocumentRecord
from records.tables import Document

STAGE = "flow"


class CannotWrite(Exception):
    """OUT cannot be written: the disk is full, or forbids it. ``str()`` is a sentence for the user."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Take an ``OSError`` as the failure to write ``path``. Raises :class:`CannotWrite`."""
    try:
        yield
    except OSError as error:
        message = f"Cannot write {error.filename or path}: {error.strerror or error}."
        raise CannotWrite(message) from error


def failed_disclosure(job: Job, code: str, message: str) -> Document:
    """A document of which nothing is known but the file, with the diagnostic that says why."""
    record = DocumentRecord(
        document_id=job.document_id,
        file_name=job.file_name,
        sha256=job.sha256,
        status="failed",
        version=job.version,
        disclosure_id=job.document_id,
    )
    if job.origin is not None:
        job.origin.tell(record)
    reason = DiagnosticRecord(
        document_id=job.document_id, stage=STAGE, severity="error", code=code, message=message
    )
    return Document(record=record, diagnostics=[reason])


def fault(job: Job, error: Exception) -> Document:
    """The failed document of a file that met a fault of ours.

    Its one sentence lets a developer find the fault: the exception, and where in our code.
    """
    return failed_disclosure(
        job, "internal_error", f"Duizhang itself failed on this file: {describe(error)}."
    )


def describe(error: Exception) -> str:
    """An exception in one line: its class, its words and the place in our code."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    where = f" ({'/'.join(Path(own[-1].filename).parts[-2:])}:{own[-1].lineno})" if own else ""
    return f"{type(error).__name__}: {error}{where}"


def unread(path: Path, error: OSError) -> Outcome:
    """The outcome for a file or folder that cannot be opened."""
    return Outcome(path, "unread", reasons=[f"It cannot be opened: {error.strerror or error}."])
