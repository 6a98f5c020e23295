"""What libraries print and log during a run or a crawl: a file beside its report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.failures import writing
from outputs.store.out_folder import OutFolder


@contextmanager
def run_log(out: OutFolder, name: str) -> Iterator[Path]:
    """The file for what is printed; gone at the end if nothing was.

    Raises :class:`~flows.failures.CannotWrite`.
    """
    log = out.runs / f"{name}.log"
    with writing(out.root):
        out.runs.mkdir(parents=True, exist_ok=True)
    try:
        yield log
    finally:
        if log.exists() and log.stat().st_size == 0:
            log.unlink()
