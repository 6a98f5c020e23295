"""The name under which this program was started, for commands that people are told to type."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

NAME = "duizhang"


def command_line(*words: str) -> str:
    """A command as it can be typed here and now: ``duizhang report out``."""
    return " ".join([*_program(), *(shlex.quote(word) for word in words)])


def _program() -> list[str]:
    started = Path(sys.argv[0])
    if started.name != NAME:  # python -m flows, or a program that uses us
        return [shlex.quote(_shortest(Path(sys.executable))), "-m", "flows"]
    found = shutil.which(NAME)
    if found is not None and os.path.realpath(found) == os.path.realpath(started):
        return [NAME]
    return [shlex.quote(_shortest(started))]


def _shortest(path: Path) -> str:
    """A path from here, if that is no longer than the whole one."""
    if shutil.which(path.name) == str(path):
        return path.name
    relative = os.path.relpath(path)
    return min(relative, str(path), key=len)
