"""Work for a worker process that does what a hostile file might make a library do.

What happens is told by the beginning of the file's name, in these tests only. Worker processes
import this module by its name.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import repeat
from typing import Any
from unittest.mock import patch

import flows.running.process_document
from extractors.scans.announcing import announce
from flows.failures import failed_disclosure
from flows.jobs import Outcome
from flows.running import worker_process as worker
from flows.running.worker_process import Task
from records.file_tables import DocumentRecord
from records.linking_tables import CheckRecord, FindingRecord, LinkRecord
from records.narrative_tables import ClaimRecord
from records.tables import Document


def run(task: Task) -> Outcome:
    """Crash, hang, eat memory or fail as the file's name says, else do the real work."""
    match task.job.path.name.split("-")[0]:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(7)
        case "hang":  # in a C call that holds the interpreter's lock, as a library would
            deque(repeat(None), maxlen=0)
        case "busy":
            while True:
                pass
        case "waiting":  # as on a machine that is busy with something else
            time.sleep(1.5)
        case "bomb":
            eaten = []
            while True:
                eaten.append(bytearray(b"x" * 5_000_000))
        case "fault":
            raise RuntimeError("a fault of the work itself")
        case "slow":
            task.job.path.with_suffix(".begun").touch()
            time.sleep(0.5)
        case "pictures":  # as a document whose pages are recognised, each for less than the limit
            for _ in range(4):
                announce()
                _work_for(0.35)
            announce()
        case "picture":  # a page that takes longer than the limit
            announce()
            deque(repeat(None), maxlen=0)
        case "narrative":
            with patch.object(flows.running.process_document, "read_narrative", _broken):
                return worker.run(task)
        case "contradicted":
            return worker.write_document(contradicted(task), task)
        case "full":
            raise worker.CannotWrite("Cannot write /somewhere: No space left on device.")
    return worker.run(task)


def _work_for(seconds: float) -> None:
    """So much of the processor's time, whatever the clock on the wall says."""
    began = time.process_time()
    while time.process_time() - began < seconds:
        pass


def _broken(*_: object) -> Any:
    raise RuntimeError("a fault of the narrative")


def contradicted(task: Task) -> Document:
    """Twelve errors, the tables giving 1 to 12 where the text says 100, and a notice."""
    i = task.job.document_id
    document = Document(
        record=DocumentRecord(
            document_id=i, file_name=task.job.file_name, sha256=task.job.sha256, version=task.job.version
        ),
        checks=[
            CheckRecord(
                document_id=i,
                check_id="k1",
                rule_id="sum",
                fact_ids=[],
                verdict="fails",
                message="合计不符。",
            )
        ],
    )
    for given in range(1, 13):
        document.claims.append(
            ClaimRecord(
                document_id=i,
                claim_id=f"c{given}",
                section_id=None,
                subject="支出总计",
                value=Decimal(100),
                unit="万元",
                page=given,
            )
        )
        document.links.append(
            LinkRecord(
                document_id=i,
                claim_id=f"c{given}",
                relation="equals",
                fact_ids=[],
                claim_ids=[],
                computed=Decimal(given),
                difference=Decimal(100 - given),
                verdict="contradicted",
                explanation="两者不符。",
            )
        )
        document.findings.append(
            FindingRecord(
                document_id=i,
                finding_id=f"f{given}",
                severity="error",
                kind="text_against_tables",
                rule_id="claim_equals",
                title="支出总计",
                explanation="两者不符。",
                claim_ids=[f"c{given}"],
                said="100万元",
                given=f"{given}万元",
                page=given,
            )
        )
    document.findings.append(
        FindingRecord(
            document_id=i,
            finding_id="f13",
            severity="notice",
            kind="tables",
            rule_id="sum",
            title="合计",
            explanation="合计不符。",
            check_ids=["k1"],
        )
    )
    return document


def all_of_one_body(task: Task) -> Outcome:
    """The real work on documents that all name the same body and year."""
    outcome = worker.run(task)
    outcome.profile = replace(outcome.profile, issuer="某局", fiscal_year=2024, report_kind="final_accounts")
    return outcome


def full_disk_after(steps: int) -> Callable[[Task], Outcome]:
    """The real work, until so many documents were linked with each other or read again."""
    left = [steps]

    def work(task: Task) -> Outcome:
        if task.job.replaces:
            left[0] -= 1
            if left[0] < 0:
                raise worker.CannotWrite("Cannot write /somewhere: No space left on device.")
        return worker.run(task)

    return work


def linking_beyond_a_limit(task: Task) -> Outcome:
    """The real work, but linking documents with each other ends as the pool ends what takes too long."""
    if task.job.linking is not None:
        message = "It took longer than the time limit of 4 seconds."
        return worker.given_up(failed_disclosure(task.job, "time_limit", message), task)
    return worker.run(task)


def failing_the_second_time(task: Task) -> Outcome:
    """The real work, but a file that is read again meets a fault."""
    if task.job.known is None:
        return worker.run(task)
    with patch.object(flows.running.process_document, "read_file", _broken):
        return worker.run(task)
