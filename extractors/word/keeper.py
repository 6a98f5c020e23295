"""A process that runs a converter in a folder, keeps it within limits, and outlives neither its work nor us.

It is started with the limits, the folder and the command as arguments. It says how the command ended in one
word on its output, then waits: its folder is there until its input ends. Whoever started it holds that
input; however he ends, the input ends with him, and then the command, all that it has started, and the
folder are gone.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from extractors.guards.clock import Clock
from extractors.guards.memory import MEGABYTE, bound_own_memory, end_all, held_bytes

WATCH_SECONDS = 0.05
"""How often the keeper looks whether its program still runs."""
ENDED, LATE, LARGE, ALONE = "ended", "late", "large", "alone"
"""How a command ended: by itself, too late, too large, or because nobody waits for it."""


def main() -> None:
    """Run the command, tell how it ended, clear up after the input's end."""
    seconds, megabytes, folder, *command = sys.argv[1:]
    try:
        bound_own_memory(int(megabytes))
        word = kept(command, Path(folder), float(seconds), int(megabytes))
        with suppress(OSError):
            print(word, flush=True)
        if word != ALONE:
            sys.stdin.buffer.read()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def kept(command: list[str], folder: Path, seconds: float, megabytes: int) -> str:
    """Run a command in a session of its own, without this process's input and with a bare environment."""
    environment = {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PATH": os.environ.get("PATH", ""),
        "LC_ALL": "C.UTF-8",
    }
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    clock = Clock(process.pid, seconds)
    try:
        while process.poll() is None:
            waiting, _, _ = select.select([sys.stdin], [], [], WATCH_SECONDS)
            if waiting:
                return ALONE
            if held_bytes(process.pid) > megabytes * MEGABYTE:
                return LARGE
            if clock.is_over():
                return LATE
        return ENDED
    finally:
        end_all(process.pid)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, 9)
        process.wait()


if __name__ == "__main__":
    main()
