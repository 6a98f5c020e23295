"""What the server of the flow engine prints, as lines of the service's own log."""

from __future__ import annotations

import os
import re
import select
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

RECORD = re.compile(r"\d\d:\d\d:\d\d\.\d+ \| (?P<level>[A-Z]+) *\| (?P<logger>\S+) - (?P<text>.*)")
"""How the engine's log begins a record; what follows without it (a traceback) belongs to the record."""
PAUSE_SECONDS = 1.0
"""After so long without a line a record is complete."""
MOST_LINES = 2000
LEVELS = {"CRITICAL": "error", "ERROR": "error", "WARNING": "warning"}

Tell = Callable[[str, dict[str, Any]], None]


@contextmanager
def engine_told(tell: Tell) -> Iterator[IO[bytes]]:
    """A file for a server to print to, of which each record becomes one event ``engine``."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb", buffering=0) as output:
        reader = threading.Thread(target=_follow, args=(reading, tell), name="engine log", daemon=True)
        reader.start()
        yield output
    reader.join(PAUSE_SECONDS)


def _follow(reading: int, tell: Tell) -> None:
    """Tell record after record, until nobody can write any more."""
    record: list[str] = []
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        rest = b""
        while True:
            if not select.select([pipe], [], [], PAUSE_SECONDS)[0]:
                record = _told(record, tell)
                continue
            data = pipe.read(65536)
            *lines, rest = (rest + data).split(b"\n")
            if not data:
                lines.append(rest)
            for line in lines:
                text = line.decode("utf-8", "replace")
                if RECORD.match(text) or len(record) >= MOST_LINES:
                    _told(record, tell)
                    record = []
                if text.strip():
                    record.append(text)
            if not data:
                _told(record, tell)
                return


def _told(record: list[str], tell: Tell) -> list[str]:
    """Tell what a record says first and last: of a traceback that is where it was met and what it was."""
    if record:
        begun = RECORD.match(record[0])
        level, text = (begun["level"], begun["text"]) if begun else ("WARNING", record[0])
        errors = [line for line in record[1:] if re.match(r"[\w.]+(?:Error|Exception)\b", line)]
        reason = f"{text}: {errors[0]}" if errors else text
        tell("engine", {"level": LEVELS.get(level, "info"), "reason": reason, "lines": len(record)})
    return []
