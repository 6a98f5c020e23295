"""The program ends in order when it is told to, whenever that is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

WHILE_LOADING = """
import builtins, os, signal
import flows.__main__
load = builtins.__import__
def told_meanwhile(name, *rest, **more):
    if name == {module!r}:
        builtins.__import__ = load
        os.kill(os.getpid(), signal.SIGTERM)
    return load(name, *rest, **more)
builtins.__import__ = told_meanwhile
flows.__main__.main()
"""

LOST = """
import os, signal, weakref
import flows.__main__, flows.commands.command_line as line
app = line.app
class Thing: pass
def told_in_a_callback():
    thing = Thing()
    watched = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.SIGTERM))
    del thing
    app()
line.app = told_in_a_callback
flows.__main__.main()
"""

IN_EXEC = """
import os, signal
import flows.__main__, flows.commands.command_line as line
line.app = lambda: exec("os.kill(os.getpid(), signal.SIGTERM)", {"os": os, "signal": signal})
flows.__main__.main()
"""

AT_THE_END = """
import atexit, os, signal
import flows.__main__
atexit.register(lambda: os.kill(os.getpid(), signal.SIGTERM))
flows.__main__.main()
"""


def ended(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    source = f"import sys; sys.argv = ['duizhang', *{list(arguments)!r}]\n{program}"
    return subprocess.run(
        [sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, env=os.environ
    )


@pytest.mark.parametrize(
    "program",
    [
        WHILE_LOADING.format(module="flows.commands.command_line"),
        WHILE_LOADING.format(module="typer"),
        WHILE_LOADING.format(module="flows.commands.schema_text"),
        LOST,
        IN_EXEC,
    ],
    ids=["first", "loading", "in a command", "in a callback", "in exec"],
)
def test_a_program_that_is_told_to_end_says_so_and_ends_with_130(program: str) -> None:
    done = ended(program, "schema", "tables", "--lang", "zh")
    told = [line for line in done.stderr.splitlines() if "已中断" in line]
    assert (done.returncode, told) == (130, ["已中断。"]), done.stderr
    assert program == LOST or done.stderr == "已中断。\n"


def test_a_program_that_has_done_all_ends_with_its_own_code() -> None:
    done = ended(AT_THE_END, "schema", "tables")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("documents: ")
    refused = ended(AT_THE_END, "schema", "colours")
    assert refused.returncode == 2


WITH_A_LOOP = """
import asyncio, os, signal
import flows.__main__, flows.commands.command_line as line
async def waits():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("in order")
        raise
line.app = lambda: asyncio.run(waits())
flows.__main__.main()
"""


def test_an_event_loop_that_is_interrupted_ends_its_tasks_in_order() -> None:
    done = ended(WITH_A_LOOP, "--lang", "en")
    assert (done.returncode, done.stdout) == (130, "in order\n")
    assert done.stderr == "Interrupted.\n"
