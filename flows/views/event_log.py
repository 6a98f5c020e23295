"""A run told as JSON lines, one event a line, for programs that follow it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, TextIO

from extractors.characters import escaped_json
from flows.jobs import Outcome
from flows.running.run_report import RunReport


class EventLog:
    """A :class:`flows.watching.Watcher` that writes a line for each event.

    Every line has ``time`` (ISO 8601, UTC) and ``event``: ``starting_engine`` · ``begin`` with
    ``documents``, the number to do · ``document`` with what the run's report says of it ·
    ``publishing`` · ``end`` with the counts of the run.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __enter__(self) -> EventLog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let everything written be seen."""
        self._stream.flush()

    def starting_engine(self) -> None:
        self._write("starting_engine")

    def recording(self) -> None:
        """Nothing that programs need to know."""

    def begin(self, documents: int) -> None:
        self._write("begin", documents=documents)

    def ended(self, outcome: Outcome) -> None:
        self._write("document", **outcome.as_record())

    def publishing(self) -> None:
        self._write("publishing")

    def summary(self, report: RunReport) -> None:
        self._write("end", **report.counts())

    def _write(self, event: str, **values: Any) -> None:
        record = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event} | values
        self._stream.write(escaped_json(json.dumps(record, ensure_ascii=False)) + "\n")
        self._stream.flush()
