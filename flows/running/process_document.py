"""The work on one document: bytes in, rows out. No flow engine, no Arrow, nothing written.

Each step works on what the one before gave: reading, narrative, linking. A fault in the narrative or
the linking leaves the other steps' rows: the document is then ``partial``, with a diagnostic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extractors.archives import Member, list_archive
from extractors.detection import PDF, ZIP
from extractors.document import ReadFile
from extractors.errors import UnreadableFile
from extractors.readers import reader_of
from extractors.reading import collector_paused, read_file
from flows.failures import STAGE, describe, failed_disclosure, fault
from flows.jobs import Job, readable
from linking.book.names import body_id
from linking.linker import link
from linking.proof import prove
from nlp.narrative import read_narrative
from records.file_tables import DocumentRecord
from records.tables import Document


def make_ready() -> None:
    """Load what a first PDF would otherwise wait for: spaCy and the rules of narratives, some two seconds."""
    from nlp.loading import load_pipeline

    reader_of(PDF)
    load_pipeline()


@dataclass(slots=True)
class Processed:
    """A document as processed, and the names of the files that it offers."""

    document: Document
    attachments: tuple[str, ...] = ()


def process_bytes(data: bytes, job: Job) -> Processed:
    """Read, understand and check a document.

    It never raises for what a file may hold: a file that cannot be read, and one that meets a fault
    of ours, give a ``failed`` document with one diagnostic.
    """
    attachments: list[str] = []

    def understand() -> Document:
        read = read_file(data, job.file_name, job.known.identity if job.known else None)
        if job.origin is not None:
            job.origin.tell(read.document.record)
        _understand(read, job.known.accounts if job.known else ())
        attachments.extend(name for one in read.attachments for name in (one.href, one.text) if name)
        return read.document

    with collector_paused():
        document = _complete(understand, job)
    return Processed(document, tuple(dict.fromkeys(attachments)))


def process_archive(file: BinaryIO, job: Job) -> tuple[Document, list[Member]]:
    """The document that an archive itself is, and the disclosures in it.

    The document tells how the unpacking went, and nothing else. It never raises for what a file
    may hold.
    """
    members: list[Member] = []

    def read() -> Document:
        listing = list_archive(file)
        members.extend(listing.members)
        record = DocumentRecord(
            document_id=job.document_id, file_name=job.file_name, sha256=job.sha256, media_type=ZIP
        )
        document = Document(record)
        for notice in listing.notices:
            document.notice(notice.stage, notice.severity, notice.code, notice.message)
        return document

    return _complete(read, job), members


def _understand(read: ReadFile, accounts: tuple[tuple[str, str], ...]) -> None:
    """Add the narrative's rows, the links and the checks. Tables are also checked without a narrative."""
    document = read.document
    with _fault_noted(document, "narrative_fault", "The narrative could not be read"):
        narrative = read_narrative(read, accounts)
        document.claims, document.reasons = narrative.claims, narrative.reasons
        document.reason_effects = narrative.reason_effects
        document.definitions = narrative.definitions
        document.diagnostics += narrative.diagnostics
    with _fault_noted(document, "linking_fault", "The document could not be checked"):
        linked = link(document, document.claims, texts=read.texts)
        prove(document, linked.checks, read.sums)
        document.links, document.checks = linked.links, linked.checks
        document.rules, document.obligations, document.findings = (
            linked.rules,
            linked.obligations,
            linked.findings,
        )
        document.diagnostics += linked.diagnostics


@contextmanager
def _fault_noted(document: Document, code: str, sentence: str) -> Iterator[None]:
    """Take a fault of ours as a diagnostic of the document."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        document.notice(STAGE, "error", code, f"{sentence}: {describe(error)}.")


def _complete(read: Callable[[], Document], job: Job) -> Document:
    """What ``read`` gives, or a failed document, with what the run knows of it."""
    try:
        document = read()
    except UnreadableFile as error:
        document = failed_disclosure(job, error.code, str(error))
        document.record.media_type = error.media_type
    except MemoryError:
        document = failed_disclosure(job, "memory_limit", "The file needs more memory than there is.")
    except Exception as error:
        document = fault(job, error)
    record = document.record
    record.version = job.version
    if job.origin is not None:
        job.origin.tell(record)
    record.disclosure_id = record.document_id
    record.body_id = body_id(record.issuer, record.region)
    # How long it took belongs to a run, not to the document: see the reports in OUT/runs.
    record.seconds = None
    if record.status == "ok" and any(d.severity == "error" for d in document.diagnostics):
        record.status = "partial"
    if job.member is not None:
        message = f"The file is {job.member.name!r} in the archive {readable(Path(job.path.name))!r}."
        document.notice(STAGE, "info", "in_archive", message)
    if job.other_names:
        message = f"The same bytes were given under other names: {', '.join(job.other_names)}."
        document.notice(STAGE, "info", "same_bytes", message)
    return document
