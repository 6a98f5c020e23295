"""What runs in a worker process. It stays light: neither Arrow nor the flow engine is loaded here.

The worker writes the document's JSON itself, so that rows do not travel between processes; only an
:class:`~flows.jobs.Outcome` does.
"""

from __future__ import annotations

import faulthandler
import gc
import hashlib
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from io import BufferedReader
from multiprocessing.connection import Connection
from pathlib import Path

from extractors.archives import read_member
from extractors.errors import UnreadableFile
from extractors.guards.rations import allowing
from extractors.scans.announcing import announced_to
from flows.failures import CannotWrite, failed_disclosure, fault, unread, writing
from flows.jobs import KEPT, Job, Limits, Linking, Outcome, PageAhead
from flows.profiles import profile_of
from linking.book.entries import entry_of
from outputs.findings import findings_of
from outputs.schemas.json_documents import NotADocument, decode_document, encode_document
from outputs.schemas.published_values import rows_of
from outputs.store.out_folder import DOCUMENT, write_file
from outputs.store.packed import DamagedBundle, document_bytes
from records.tables import Document

MOST_BYTES = 128 * 1024 * 1024
"""Of a document's JSON, which the parent makes tables of; the largest real ones have some ten megabytes."""
ORPHAN_GRACE = 30.0
"""Seconds beyond its time limits after which a worker ends itself, should nobody have ended it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job, with the folder that its JSON goes to and the limits it runs under."""

    job: Job
    folder: Path
    limits: Limits


def serve(pipe: Connection, log: Path, work: Callable[[Task], Outcome]) -> None:
    """The life of a worker process: say that it is ready, then answer each task, until the pipe ends.

    What libraries print goes to ``log``, not to the terminal.
    """
    for number in (signal.SIGINT, signal.SIGTERM):  # the process that started this one decides
        signal.signal(number, signal.SIG_IGN)
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    os.close(descriptor)
    faulthandler.enable()
    from flows.running.process_document import make_ready

    make_ready()  # before the time of the first document runs
    gc.collect()
    gc.freeze()  # what is loaded now stays; no collection has to go through it again
    pipe.send(None)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            task = pipe.recv()
            with announced_to(partial(_more_time, pipe, task.limits)):
                pipe.send(_answer(task, work))


def _more_time(pipe: Connection, limits: Limits) -> None:
    """Tell the pool that a page takes long, and wait longer oneself."""
    pipe.send(PageAhead())
    _set_alarms(limits)


def _set_alarms(limits: Limits) -> None:
    """The system's own alarms also end a process that hangs in a C library and whose parent is gone."""
    signal.setitimer(signal.ITIMER_PROF, limits.seconds + ORPHAN_GRACE)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds * limits.patience + ORPHAN_GRACE)


def _answer(task: Task, work: Callable[[Task], Outcome]) -> Outcome | CannotWrite:
    """The outcome of a task; a fault of the work is that of its document only."""
    try:
        try:
            return work(task)
        except CannotWrite:
            raise
        except Exception as error:
            return given_up(fault(task.job, error), task)
    except CannotWrite as error:
        return error


def run(task: Task) -> Outcome:
    """Process a file and write its ``document.json``. Raises :class:`CannotWrite`."""
    _set_alarms(task.limits)
    started = time.process_time()
    try:
        with allowing(task.limits.megabytes):
            outcome = _process(task)
    finally:
        for alarm in (signal.ITIMER_PROF, signal.ITIMER_REAL):
            signal.setitimer(alarm, 0)
    outcome.seconds = time.process_time() - started
    outcome.megabytes = peak_megabytes()
    return outcome


def _process(task: Task) -> Outcome:
    job = task.job
    if job.linking is not None:
        return _link(task, job.linking)
    try:
        with job.path.open("rb") as file:
            return _unpack(task, file) if job.is_archive else _read(task, file)
    except OSError as error:
        return unread(job.shown, error)


def _read(task: Task, file: BufferedReader) -> Outcome:
    from flows.running.process_document import process_bytes

    job = task.job
    try:
        data = read_member(file, job.member.place) if job.member else file.read()
    except UnreadableFile:  # the archive is not what it was when its members were listed
        return _changed(job)
    if hashlib.sha256(data).hexdigest() != job.sha256:
        return _changed(job)
    processed = process_bytes(data, job)
    if processed.document.record.status == "failed":
        return given_up(processed.document, task)
    outcome = write_document(processed.document, task)
    informed = job.known.disclosure_id if job.known else None
    outcome.profile = replace(outcome.profile, attachments=processed.attachments, informed=informed)
    return outcome


def _unpack(task: Task, file: BufferedReader) -> Outcome:
    from flows.running.process_document import process_archive

    if hashlib.file_digest(file, "sha256").hexdigest() != task.job.sha256:
        return _changed(task.job)
    document, members = process_archive(file, task.job)
    outcome = write_document(document, task)
    outcome.members = tuple(members)
    return outcome


def _changed(job: Job) -> Outcome:
    return Outcome(job.shown, "unread", reasons=["The file changed while it was being processed."])


def _link(task: Task, linking: Linking) -> Outcome:
    from flows.disclosures.link_together import Unrelated, link_together

    try:
        members = [decode_document(document_bytes(bundle)) for bundle in linking.bundles]
        document = link_together(members, task.job.document_id)
    except Unrelated:
        return _kept(task)
    except (OSError, DamagedBundle, NotADocument) as error:
        return _kept(task, str(error))
    outcome = write_document(document, task)
    outcome.profile = replace(
        outcome.profile,
        attachments=linking.profile.attachments,
        informed=linking.profile.informed,
        companions=tuple(m.record.document_id for m in members if m is not document),
    )
    return outcome


def given_up(document: Document, task: Task) -> Outcome:
    """The outcome of a task that fails; ``document`` is a failed one and says why.

    A document that was only to be linked or read again stays as it is. Raises :class:`CannotWrite`.
    """
    if task.job.replaces:
        return _kept(task, *(d.message for d in document.diagnostics))
    return write_document(document, task)


def _kept(task: Task, *why: str) -> Outcome:
    reasons = [f"It could not be linked with the other files of its disclosure: {reason}" for reason in why]
    return Outcome(task.job.shown, KEPT, task.job.document_id, reasons=reasons)


def write_document(document: Document, task: Task) -> Outcome:
    """Write a document's JSON to the task's folder. Raises :class:`CannotWrite`."""
    data = encode_document(document)
    if len(data) > MOST_BYTES:
        message = f"What the file holds takes {len(data):,} bytes, more than any disclosure."
        document = failed_disclosure(task.job, "too_large", message)
        data = encode_document(document)
    with writing(task.folder):
        task.folder.mkdir(parents=True, exist_ok=True)
        write_file(task.folder / DOCUMENT, data)
    return Outcome(
        task.job.shown,
        document.record.status,
        document.record.document_id,
        reasons=[d.message for d in document.diagnostics if d.severity == "error"],
        rows={table: len(rows) for table, rows in rows_of(document)},
        findings=findings_of(document),
        profile=profile_of(document),
        entry=entry_of(document).as_record(),
        source=task.job.source,
    )


def peak_megabytes() -> float:
    """The largest resident set of this process so far."""
    with suppress(OSError):  # no Linux
        # Not getrusage: that also counts what the parent had when it started this process.
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
