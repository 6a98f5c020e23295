"""A run: find the files, do what is not done yet, publish. With or without the flow engine.

A result is known by the file's SHA-256 and the pipeline's version; what has a bundle is not done
again. Whatever ends a run, its unfinished work lies in a staging folder that the next run clears,
and nothing else is half done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.disclosures.relinking import former_companions, link_disclosures
from flows.failures import CannotWrite, writing
from flows.jobs import Job, Limits, Outcome
from flows.running.batches import Assignment, Executor, batches_of, directly, keeping_workers
from flows.running.holding import holding
from flows.running.inputs import distinct, find_files, identify, members_of
from flows.running.remote_inputs import brought_here
from flows.running.run_log import run_log
from flows.running.run_report import RunReport
from flows.running.staging import is_held, staging_folder
from flows.running.trying_again import is_tried_again, tries_so_far
from flows.running.worker_pool import Work
from flows.running.worker_process import run
from flows.stopping import Stop, Stopped
from flows.version import VERSION
from flows.watching import Unwatched, Watcher
from outputs.publication.object_store import (
    bring_up_to_date,
    is_address,
    out_at,
    publish_out,
    push_file,
)
from outputs.publication.set_aside import set_aside
from outputs.schemas.json_schema import pretty
from outputs.store.bundles import BundleHead, laid_aside, put_back_replaced
from outputs.store.catalogue import known_heads, note_sources
from outputs.store.keeping import forgotten
from outputs.store.out_folder import OutFolder, publishing_alone, replace_file

WorkOff = Callable[[list[Job], Watcher], list[Outcome]]


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What is to be done: the command line's arguments, or the flow's parameters.

    Inputs and ``out`` are paths, or addresses on an object store (``s3://…``).
    """

    inputs: Sequence[Path | str]
    out: Path | str
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    limits: Limits = field(default_factory=Limits)
    force: bool = False
    version: str = VERSION
    wanted: dict[str, str] | None = None
    """Only these documents, by id, each with its file's name; the others are passed over."""


def run_all(
    request: RunRequest,
    watcher: Watcher | None = None,
    execute: Executor = directly,
    work: Work = run,
    stop: Stop | None = None,
) -> RunReport:
    """Process the inputs and publish.

    Raises :class:`~flows.running.inputs.MissingInput` before anything is done,
    :class:`~flows.failures.CannotWrite` if OUT cannot be written,
    :class:`~flows.running.worker_pool.CannotStartWorker`, and
    :class:`~flows.stopping.Stopped`, with the finished
    documents kept but nothing published, if ``stop`` was asked for.
    """
    watcher, stop = watcher or Unwatched(), stop or Stop()
    report = RunReport(datetime.now(UTC), request.version, request.out)
    out = out_at(request.out)
    with writing(out.root):
        inputs, report.copies = brought_here(request.inputs)
    found = find_files(inputs, out.root)
    report.ignored, report.own, report.links = found.ignored, found.own, found.links
    with staging_folder(out) as staging, run_log(out, report.name) as log:
        with writing(out.root):
            bring_up_to_date(out)
            if laid_aside(out):
                with publishing_alone(out):
                    put_back_replaced(out)
        assignment = Assignment(
            out, staging, log, request.workers, request.limits, request.force, work, report.copies
        )

        def work_off(jobs: list[Job], watcher: Watcher) -> list[Outcome]:
            return execute(batches_of(jobs), assignment, watcher, stop) if jobs else []

        with keeping_workers(assignment):
            report.outcomes = found.unread + _process(found.files, request, out, report, watcher, work_off)
        if stop.asked:
            raise Stopped
        report.outcomes.sort(key=lambda outcome: outcome.path)
        if not is_held(staging):
            raise CannotWrite(f"{out.root} was removed while the run worked in it; run again.")
        watcher.publishing()
        with stop.working(), writing(out.root):
            documents = {outcome.document_id for outcome in report.outcomes if outcome.document_id}
            report.take(publish_out(out, holding(request.workers), documents))
            report.false = {} if is_address(request.out) else set_aside(out)
            replace_file(out.runs / f"{report.name}.json", pretty(report.as_record()))
            push_file(out, out.runs / f"{report.name}.json")
    return report


def _process(
    files: list[Path],
    request: RunRequest,
    out: OutFolder,
    report: RunReport,
    watcher: Watcher,
    work_off: WorkOff,
) -> list[Outcome]:
    """Do what is not done yet of the files, of what is in archives, and of what belongs together."""
    jobs, lost = identify(files, request.version)
    archives, unpacked = _split([job for job in jobs if job.is_archive], out, request.force)
    if archives:
        watcher.begin(len(archives))
        unpacked += work_off(archives, watcher)
    left_out = forgotten(out)
    jobs = [job for job in _with_members(jobs, unpacked) if job.document_id not in left_out]
    if request.wanted is not None:
        jobs, lost = _only(jobs, request.wanted)
        unpacked = [outcome for outcome in unpacked if outcome.document_id in request.wanted]
    with writing(out.root):
        sources = ((job.document_id, report.copies.source(job.source)) for job in jobs)
        note_sources(out, sources, report.started.isoformat())
    to_do, done = _split([job for job in jobs if not job.is_archive], out, request.force)
    former = former_companions(to_do, out) if request.force else {}
    watcher.begin(len(archives) + len(to_do))
    outcomes = lost + unpacked + done + work_off(to_do, watcher)
    link_disclosures(jobs, outcomes, former, out, lambda jobs: work_off(jobs, Unwatched()))
    return outcomes


def _only(jobs: list[Job], wanted: dict[str, str]) -> tuple[list[Job], list[Outcome]]:
    """The jobs of wanted documents, and an outcome for each document without a job."""
    found = {job.document_id for job in jobs}
    reason = "Its file is not where it was, or has changed."
    missing = [
        Outcome(Path(name), "unread", reasons=[reason])
        for document_id, name in wanted.items()
        if document_id not in found
    ]
    return [job for job in jobs if job.document_id in wanted], missing


def _with_members(jobs: list[Job], unpacked: list[Outcome]) -> list[Job]:
    """The jobs, and one for each disclosure in an archive that is not a file beside it."""
    members = {outcome.document_id: outcome.members for outcome in unpacked}
    inside = (member for job in jobs for member in members_of(job, members.get(job.document_id, ())))
    return distinct([*jobs, *inside])


def _split(jobs: list[Job], out: OutFolder, force: bool) -> tuple[list[Job], list[Outcome]]:
    """The jobs to do, and the outcomes of those that an earlier run did."""
    to_do: list[Job] = []
    done: list[Outcome] = []
    with known_heads(out) as head_of:
        for job in jobs:
            bundle = out.bundle(job.version, job.document_id)
            if force or not bundle.is_dir():
                to_do.append(job)
            elif is_tried_again(head := head_of(bundle)):
                to_do.append(replace(job, tries=tries_so_far(head)))
            else:
                done.append(_done_before(job, head))
    # The largest first: a run should not end with one worker busy and the others idle.
    return sorted(to_do, key=lambda job: (-job.size, job.path)), done


def _done_before(job: Job, head: BundleHead) -> Outcome:
    outcome = Outcome(
        job.shown,
        head.document["status"],
        job.document_id,
        done_before=True,
        reasons=head.errors,
        rows=head.rows,
        source=job.source,
    )
    outcome.take(head.remarks)
    return outcome
