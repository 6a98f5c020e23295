"""The work on one document: bytes in, rows out. No flow engine, no Arrow, nothing written.

Each step works on what the one before gave: reading, narrative, linking. A fault in a later step
leaves the earlier ones' rows: the document is then ``partial``, with a diagnostic.
"""

from __future__ import annotations

from extractors.document import Document
from extractors.errors import UnreadableFile
from extractors.reading import read_document
from flows.failures import STAGE, describe, failed_disclosure, fault
from flows.jobs import Job
from linking.linker import link
from nlp.narrative import read_narrative
from records.tables import DiagnosticRecord, Disclosure


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
    """Add the narrative's rows and the links; a fault in either becomes a diagnostic."""
    try:
        narrative = read_narrative(document)
        disclosure.claims, disclosure.reasons = narrative.claims, narrative.reasons
        disclosure.definitions = narrative.definitions
        disclosure.diagnostics += narrative.diagnostics
        linked = link(document, narrative.claims)
        disclosure.links, disclosure.checks = linked.links, linked.checks
        disclosure.diagnostics += linked.diagnostics
    except MemoryError:
        raise
    except Exception as error:
        message = f"The narrative could not be checked: {describe(error)}."
        document.notice(STAGE, "error", "narrative_fault", message)


def _complete(disclosure: Disclosure, job: Job) -> None:
    record = disclosure.document
    record.version = job.version
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
