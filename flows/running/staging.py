"""Where unfinished work lies: a folder for each run, which is worthless once the run has ended."""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from flows.failures import writing
from outputs.store.out_folder import OutFolder, subfolders

_LOCK = "lock"


@contextmanager
def staging_folder(out: OutFolder) -> Iterator[Path]:
    """A new folder below OUT, gone at the end; the folders of runs that were killed go first.

    A run holds a lock on its folder as long as it lives, which the system takes back however the
    run ends, so runs at the same time leave each other's folders alone. Raises
    :class:`~flows.failures.CannotWrite`.
    """
    name = uuid.uuid4().hex
    hidden, folder = out.staging / f".{name}", out.staging / name
    with ExitStack() as stack:
        with writing(out.root):
            out.staging.mkdir(parents=True, exist_ok=True)
            _clear(out)
            hidden.mkdir()
            lock = stack.enter_context((hidden / _LOCK).open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
            os.rename(hidden, folder)  # only now is it seen by _clear, and it is locked already
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


def is_held(folder: Path) -> bool:
    """Whether a run's folder is there as it was made, with its lock."""
    return (folder / _LOCK).exists()


def _clear(out: OutFolder) -> None:
    for folder in subfolders(out.staging):
        try:
            lock = (folder / _LOCK).open("w")
        except FileNotFoundError:  # another run clears it, or was killed while it did
            shutil.rmtree(folder, ignore_errors=True)
            continue
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(folder, ignore_errors=True)
