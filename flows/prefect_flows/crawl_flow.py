"""The Prefect flows around a crawl. The work itself knows nothing of them."""

from __future__ import annotations

import threading
from itertools import zip_longest
from pathlib import Path
from typing import Any

from prefect import flow, task
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
from flows.prefect_flows.run_flow import process
from flows.running.run import RunRequest
from flows.running.run_report import RunReport
from flows.stopping import Stop, Stopped
from flows.watching import Watcher

MOST_AT_ONCE = 64
"""Tasks that may wait or work at the same time; the source list says how many sites are visited at once."""

RETRIES = (60, 600)
"""Seconds after which a scheduled crawl or run that broke is tried again; both go on where they were."""


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


def in_flow(retries: tuple[int, ...]) -> Processor:
    """Process in a flow of its own below the one that is running."""

    def run(request: RunRequest, watcher: Watcher, stop: Stop) -> RunReport:
        delay = max(retries, default=0)
        return process(request, watcher, stop, retries=len(retries), retry_delay_seconds=delay)

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
) -> State[Any]:
    """The crawl of the sources of one schedule; it fails if a source could not be crawled."""
    limits = Limits(time_limit, memory_limit)
    request = CrawlRequest(Path(sources), archive, out, (), schedule, workers, limits)
    report = crawl_all(request, None, in_tasks(RETRIES), in_flow(RETRIES))
    _show(report)
    if report.troubled:
        names = ", ".join(source.source for source in report.troubled)
        return Failed(message=f"Sources that could not be crawled: {names}.")
    return Completed(message=f"{len(report.sources)} sources crawled.")


def _show(report: CrawlReport) -> None:
    """Keep the report as an artifact of the flow's run."""
    rows = [source.as_row() for source in report.sources]
    processed = report.run.counts() if report.run else {}
    told = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in processed.items())
    create_table_artifact(rows, key="crawl", description=f"Documents by source. Processed: {told}.")
