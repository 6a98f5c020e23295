"""What a run leaves in the flow engine: its summary and its failures, as Prefect artifacts."""

from __future__ import annotations

from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.jobs import readable
from flows.running.run_report import RunReport

MOST_FAILURES = 200
"""So many failures are listed; the report in OUT/runs has them all."""

MOST_SLOW = 10


def create_artifacts(report: RunReport) -> None:
    """Create the artifacts of the flow run that is on: a summary, and a table of what failed."""
    create_markdown_artifact(summary(report), key="duizhang-run", description=f"Run into {report.out}")
    if report.failures:
        create_table_artifact(failures(report), key="duizhang-failures", description="What failed, and why")


def summary(report: RunReport) -> str:
    """The run in numbers and its slowest documents, as Markdown."""
    counts = "\n".join(f"| {name.replace('_', ' ')} | {count:,} |" for name, count in report.counts().items())
    done = [outcome for outcome in report.outcomes if not outcome.done_before]
    slowest = sorted(done, key=lambda outcome: -outcome.seconds)[:MOST_SLOW]
    slow = "\n".join(f"| {readable(one.path)} | {one.seconds:.2f} | {one.megabytes:.0f} |" for one in slowest)
    return (
        f"## {report.out}\n\nVersion {report.version}, report `runs/{report.name}.json`\n\n"
        f"| | |\n|---|---:|\n{counts}\n\n"
        f"### Slowest documents\n\n| file | seconds | MB |\n|---|---:|---:|\n{slow}\n"
    )


def failures(report: RunReport) -> list[dict[str, Any]]:
    """A row for each file that failed."""
    return [
        {"file": readable(one.path), "status": one.status, "reasons": " ".join(one.reasons)}
        for one in report.failures[:MOST_FAILURES]
    ]
