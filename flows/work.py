"""The work on one document: bytes in, rows out. No flow engine, no Arrow, nothing written.

Each step works on what the one before gave: reading, narrative, linking. A fault in the narrative or
the linking leaves the other steps' rows: the document is then ``partial``, with a diagnostic.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from extractors.detection import PDF
from extractors.document import Document
from extractors.errors import UnreadableFile
from extractors.readers import reader_of
from extractors.reading import read_document
from flows.failures import STAGE, describe, failed_disclosure, fault
from flows.jobs import Job
from linking.linker import link
from nlp.narrative import read_narrative
from records.tables import DiagnosticRecord, Disclosure


def make_ready() -> None:
    """Load what a first PDF would otherwise wait for: spaCy, which takes about a second."""
    from nlp.loading import load_pipeline

    reader_of(PDF)
    load_pipeline()


def process_bytes(data: bytes, job: Job) -> Disclosure:
    """Read, understand and check a document.

    It never raises for what a file may hold: a file that cannot be read, and one that meets a fault
    of ours, give a ``failed`` document with one diagnostic.
    """
    try:
        document = read_document(data, job.file_name)
        disclosure = _disclosure(document)
        _understand(document, disclosure)
    except UnreadableFile as error:
        disclosure = failed_disclosure(job, error.code, str(error))
    except MemoryError:
        disclosure = failed_disclosure(job, "memory_limit", "The file needs more memory than there is.")
    except Exception as error:
        disclosure = fault(job, error)
    _complete(disclosure, job)
    return disclosure


def _disclosure(document: Document) -> Disclosure:
    return Disclosure(
        document=document.record,
        sections=[section.record for section in document.sections],
        tables=document.tables,
        cells=document.cells,
        facts=document.facts,
        indicators=document.indicators,
        diagnostics=document.diagnostics,
    )


def _understand(document: Document, disclosure: Disclosure) -> None:
    """Add the narrative's rows, the links and the checks. Tables are also checked without a narrative."""
    with _fault_noted(document, "narrative_fault", "The narrative could not be read"):
        narrative = read_narrative(document)
        disclosure.claims, disclosure.reasons = narrative.claims, narrative.reasons
        disclosure.definitions = narrative.definitions
        disclosure.diagnostics += narrative.diagnostics
    with _fault_noted(document, "linking_fault", "The document could not be checked"):
        linked = link(document, disclosure.claims)
        disclosure.links, disclosure.checks = linked.links, linked.checks
        disclosure.diagnostics += linked.diagnostics


@contextmanager
def _fault_noted(document: Document, code: str, sentence: str) -> Iterator[None]:
    """Take a fault of ours as a diagnostic of the document."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        document.notice(STAGE, "error", code, f"{sentence}: {describe(error)}.")


def _complete(disclosure: Disclosure, job: Job) -> None:
    record = disclosure.document
    record.version = job.version
    if job.origin is not None:
        job.origin.tell(record)
    record.disclosure_id = record.document_id
    # How long it took belongs to a run, not to the document: see the reports in OUT/runs.
    record.seconds = None
    if record.status == "ok" and any(d.severity == "error" for d in disclosure.diagnostics):
        record.status = "partial"
    if job.other_names:
        disclosure.diagnostics.append(
            DiagnosticRecord(
                document_id=record.document_id,
                stage=STAGE,
                severity="info",
                code="same_bytes",
                message=f"The same bytes were given under other names: {', '.join(job.other_names)}.",
            )
        )
