"""A process that runs a converter in a folder, keeps it within limits, and outlives neither its work nor us.

It is started with the seconds that an idle command is kept, the folder and the command as arguments. Each
line of its input asks for one conversion, with the limits of that; the keeper hands the file's name on to
the command, says in one word on its output how that ended, and waits until the next line says that the
result is taken. It ends after a conversion that did not end well, after many, when the command has grown,
and when nobody asks for a while.
Whoever started it holds its input; however he ends, the input ends with him, and then the command, all that
it has started, and the folder are gone.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extractors.guards.clock import Clock
from extractors.guards.memory import MEGABYTE, bound_own_memory, end_all, held_bytes, with_descendants

WATCH_SECONDS = 0.05
"""How often the keeper looks whether its program stays within its limits."""
IDLE_WATCH_SECONDS = 0.5
"""How often it looks, while nothing is asked for, whether that has been so for too long."""
IDLE_PATIENCE = 12.0
"""How many times the seconds of an idle command it may be by the clock on the wall."""
CONVERSIONS = 100
"""After so many the command is ended: what it leaks stays bounded, and so does what files may leave in it."""
SWOLLEN_MEGABYTES = 400
"""A command that holds more than that after a conversion is ended; it begins with some 150."""
ENDED, LATE, LARGE, ALONE = "ended", "late", "large", "alone"
"""How a conversion ended: by itself, too late, too large, or because nobody waits for it."""


def main() -> None:
    """Serve one conversion after the other, and clear up at the end."""
    idle, folder, *command = sys.argv[1:]
    try:
        serve(Path(folder), command, float(idle))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def serve(folder: Path, command: list[str], idle: float) -> None:
    """Do what the lines of the input ask for, until there is a reason to end."""
    asked = _line()
    if not asked:
        return
    bound_own_memory(int(asked.split()[1]))
    with _running(command, folder) as process:
        for _ in range(CONVERSIONS):
            seconds, megabytes, name = asked.split()
            word = conversion(process, name, float(seconds), int(megabytes))
            if word == ALONE:
                return
            with suppress(BrokenPipeError):
                print(word, flush=True)
            if not _line() or word != ENDED:
                return
            if held_bytes(process.pid) > SWOLLEN_MEGABYTES * MEGABYTE:
                return
            asked = _line() if _asked_again(idle) else ""
            if not asked:
                return


def conversion(process: subprocess.Popen[bytes], name: str, seconds: float, megabytes: int) -> str:
    """Have a file converted: one of the words."""
    assert process.stdin
    assert process.stdout
    clock = Clock(process.pid, seconds)
    with suppress(BrokenPipeError):  # it has ended: its output says so too
        process.stdin.write(f"{name}\n".encode())
        process.stdin.flush()
    while True:
        waiting, _, _ = select.select([sys.stdin, process.stdout], [], [], WATCH_SECONDS)
        if process.stdout in waiting:
            process.stdout.readline()
            return ENDED
        if waiting:
            return ALONE
        if held_bytes(process.pid) > megabytes * MEGABYTE:
            return LARGE
        if clock.is_over():
            return LATE


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command in a session of its own, with a bare environment; at the end all of it is gone."""
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
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        sockets = list(_sockets(process.pid, folder))
        end_all(process.pid)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, 9)
        process.wait()
        for socket in sockets:
            socket.unlink(missing_ok=True)


def _line() -> str:
    """A line of the input and no more; empty if the input has ended."""
    line = b""
    while not line.endswith(b"\n") and (letter := os.read(sys.stdin.fileno(), 1)):
        line += letter
    return line.decode()


def _asked_again(seconds: float) -> bool:
    """Wait for the input: not when our parent has worked so long on something else, or waited longer."""
    clock = Clock(os.getppid(), seconds, IDLE_PATIENCE)
    while not clock.is_over():
        if select.select([sys.stdin], [], [], IDLE_WATCH_SECONDS)[0]:
            return True
    return False


def _sockets(pid: int, folder: Path) -> Iterator[Path]:
    """Where the command and what it started listen outside of the folder: its end would leave that behind."""
    held = set()
    for one in with_descendants(pid):
        with suppress(OSError):
            held |= {os.readlink(entry) for entry in Path(f"/proc/{one}/fd").iterdir()}
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/net/unix").read_text().splitlines():
            inode, _, path = line.partition(" /")[0].split()[-1], *line.partition(" /")[1:]
            if path and f"socket:[{inode}]" in held and not (folder / Path(path).name).exists():
                yield Path("/", path)


if __name__ == "__main__":
    main()
