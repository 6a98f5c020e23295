"""The Prefect flows around a crawl. The work itself knows nothing of them."""

from __future__ import annotations

import logging
import os
import threading
from itertools import zip_longest
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.crawl.crawl_and_run import (
    CrawlReport,
    CrawlRequest,
    CrawlWatcher,
    Processor,
    Visit,
    Visitor,
    crawl_all,
)
from flows.crawl.report import CrawlOrder, SourceReport
from flows.jobs import Limits
from flows.prefect_flows.records import prune_records
from flows.prefect_flows.run_flow import process
from flows.running.run import RunRequest
from flows.running.run_report import RunReport
from flows.service.notices import CannotNotify, Notifier, notice_of, notice_of_breaking
from flows.service.retention import prune_runs
from flows.service.service_log import ServiceLog
from flows.service.with_parent import end_with_parent
from flows.stopping import Stop, Stopped
from flows.watching import Watcher
from outputs.publication.object_store import out_at

MOST_AT_ONCE = 64
"""Tasks that may wait or work at the same time; the source list says how many sites are visited at once."""

RETRIES = (60, 600)
"""Seconds after which a scheduled crawl or run that broke is tried again; both go on where they were."""


BEGUN_BY_RUNNER = "PREFECT__FLOW_RUN_ID"
"""What the engine sets for a process that it begins for a run."""

FLOW_RUNS = "prefect.flow_runs"
"""The logger of what flows tell; it hands on to Prefect's API."""


class Broken(Exception):
    """A crawl that broke, for the flow engine to try it again."""

    def __init__(self, report: SourceReport) -> None:
        super().__init__(report.broken)
        self.report = report


def in_tasks(retries: tuple[int, ...]) -> Visitor:
    """Carry out each order as a task of the flow that is running; those of a group in turn."""

    def visit_all(groups: list[list[CrawlOrder]], visit: Visit, at_once: int) -> list[SourceReport]:
        turns, places_free = [threading.Lock() for _ in groups], threading.Semaphore(at_once)

        @task(
            name="crawl-source",
            task_run_name="crawl-{source}",
            cache_policy=NO_CACHE,
            persist_result=False,
            retries=len(retries),
            retry_delay_seconds=list(retries),
        )
        def carry_out(source: str, group: int, place: int) -> SourceReport | None:
            try:
                with turns[group], places_free:
                    report = visit(groups[group][place])
            except Stopped:
                return None
            if report.broken:
                raise Broken(report)
            return report

        # The first of each group, then the second ones: a long group does not keep the others waiting.
        rounds = zip_longest(
            *([(number, i) for i in range(len(group))] for number, group in enumerate(groups))
        )
        places = [place for one in rounds for place in one if place is not None]
        futures = [carry_out.submit(groups[group][i].source.name, group, i) for group, i in places]
        return [report for future in futures if (report := _told(future)) is not None]

    return visit_all


def _told(future: Any) -> SourceReport | None:
    result: SourceReport | Exception | None = future.result(raise_on_failure=False)
    if isinstance(result, Broken):
        return result.report
    if isinstance(result, Exception):
        raise result
    return result


def in_flow(retries: tuple[int, ...], cluster: str | None = None) -> Processor:
    """Process in a flow of its own below the one that is running, on a cluster if one is named."""

    def run(request: RunRequest, watcher: Watcher, stop: Stop) -> RunReport:
        options: dict[str, Any] = {"retries": len(retries), "retry_delay_seconds": max(retries, default=0)}
        if cluster is None:
            return process(request, watcher, stop, **options)
        from flows.prefect_flows.cluster import on_cluster, task_runner

        options["task_runner"] = task_runner(cluster, request.workers)
        return process(request, watcher, stop, on_cluster, **options)

    return run


@flow(
    name="crawl",
    persist_result=False,
    validate_parameters=False,
    task_runner=ThreadPoolTaskRunner(max_workers=MOST_AT_ONCE),  # type: ignore[arg-type]
)
def crawl(
    request: CrawlRequest, watcher: CrawlWatcher | None = None, stop: Stop | None = None
) -> CrawlReport:
    """Crawl, process, publish: :func:`flows.crawl.crawl_and_run.crawl_all` as a flow."""
    report = crawl_all(request, watcher, in_tasks(()), in_flow(()), stop)
    _show(report)
    return report


@flow(
    name="scheduled-crawl",
    persist_result=False,
    task_runner=ThreadPoolTaskRunner(max_workers=MOST_AT_ONCE),  # type: ignore[arg-type]
)
def scheduled_crawl(
    sources: str,
    archive: str,
    out: str,
    schedule: str,
    workers: int,
    time_limit: float = 120.0,
    memory_limit: int = 1024,
    log: str = "text",
    webhook: str | None = None,
    command: str | None = None,
    keep_days: float | None = None,
    cluster: str | None = None,
) -> State[Any]:
    """The crawl of the sources of one schedule; it fails if a source could not be crawled.

    What happens is told line by line, to who is to be told, and in the state's message; what is older
    than ``keep_days`` is removed at the end.
    """
    if BEGUN_BY_RUNNER in os.environ:
        end_with_parent()
    limits = Limits(time_limit, memory_limit)
    request = CrawlRequest(Path(sources), archive, out, (), schedule, workers, limits)
    told = ServiceLog(_line, schedule, log == "json")
    notifier = Notifier(webhook, command)
    try:
        report = crawl_all(request, told, in_tasks(RETRIES), in_flow(RETRIES, cluster))
    except Exception as error:
        told.broken(error)
        _notify(notifier, notice_of_breaking(error, schedule), told)
        raise
    _show(report)
    told.crawl_ended(report)
    _notify(notifier, notice_of(report, schedule), told)
    if keep_days is not None:
        _prune(out_at(out).root, keep_days, told)
    return _state(report)


def _state(report: CrawlReport) -> State[Any]:
    """How the flow has ended, in a sentence: a crawl with failures is not completed without a word."""
    if report.troubled:
        names = ", ".join(source.source for source in report.troubled)
        return Failed(message=f"Sources that could not be crawled: {names}.")
    counts = report.run.counts() if report.run else {"documents": 0, "done_before": 0, "failed": 0}
    new = counts["documents"] - counts["done_before"]
    message = f"{len(report.sources)} sources crawled, {new} documents processed, {counts['failed']} failed."
    return Completed(name="CompletedWithFailures" if counts["failed"] else "Completed", message=message)


def _line(text: str) -> None:
    """A line of the log: on the standard output, and in the log of the flow's run."""
    print(text, flush=True)
    logger = logging.getLogger(FLOW_RUNS)
    logger.setLevel(logging.INFO)
    logger.propagate = False  # not once more to the console
    get_run_logger().info(text)


def _notify(notifier: Notifier, notice: dict[str, Any] | None, told: ServiceLog) -> None:
    if notice is None:
        return
    try:
        notifier.tell(notice)
    except CannotNotify as error:
        told.line("not_notified", "error", reason=str(error))


def _prune(out: Path, days: float, told: ServiceLog) -> None:
    try:
        told.line("pruned", reports=prune_runs(out, days), records=prune_records(days))
    except Exception as error:  # what is kept too long does no harm
        told.line("not_pruned", "warning", reason=f"{type(error).__name__}: {error}")


def _show(report: CrawlReport) -> None:
    """Keep the report as an artifact of the flow's run."""
    rows = [source.as_row() for source in report.sources]
    processed = report.run.counts() if report.run else {}
    told = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in processed.items())
    create_table_artifact(rows, key="crawl", description=f"Documents by source. Processed: {told}.")
