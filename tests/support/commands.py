"""The command ``duizhang`` as tests give it: in this process, which costs little, or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from flows.commands.command_line import app

ROOT = Path(__file__).resolve().parent.parent.parent
WIDE = {"COLUMNS": "400"}
"""So that no message with a long path is broken within a word."""


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended, with the names that a process has."""

    returncode: int
    stdout: str
    stderr: str


def duizhang(*arguments: object) -> Done:
    """What a command says and how it ends. A fault of ours is raised: nothing makes a sentence of it here."""
    done = CliRunner(env=WIDE).invoke(app, list(map(str, arguments)))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


def duizhang_apart(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own: with whatever libraries print, and a fault told in a sentence."""
    command = [sys.executable, "-m", "flows", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | WIDE)
