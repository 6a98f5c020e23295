"""Carrying out a run from the command line: what is shown meanwhile, how it is stopped, how it ends."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

import typer

from extractors.characters import printable
from flows.commands.ending import EXIT_INTERRUPTED
from outputs.language.speaking import translated

if TYPE_CHECKING:
    from flows.prefect_flows.own_server import BegunServer
    from flows.running.run import RunRequest
    from flows.stopping import Stop
    from flows.views.event_log import EventLog
    from flows.views.run_progress import TerminalDisplay

    Display = EventLog | TerminalDisplay

EXIT_SOME_FAILED = 1
EXIT_CANNOT_WRITE = 3
EXIT_ENGINE = 4
EXIT_FAULT = 5
EXIT_FINDINGS = 6

INTERRUPTED = "Interrupted. Run the same command again to continue."
WAITING = "Another run replaces or publishes documents in OUT: waiting for it."
STOPPING = "Stopping: what is being read is finished first. Ctrl-C again stops at once."


class FailOn(StrEnum):
    """Findings that make a run end with a code of its own; a notice includes the errors."""

    never = "never"
    error = "error"
    notice = "notice"


class LogFormat(StrEnum):
    """What a run tells while it goes on and at its end: text for people, or JSON lines."""

    text = "text"
    json = "json"


def launch(
    request: Callable[[], RunRequest],
    direct: bool,
    log: LogFormat,
    cluster: str | None = None,
    fail_on: FailOn = FailOn.never,
    inputs: Sequence[str] = (),
) -> None:
    """Run, show it, and end the command as documented: exit codes, and one sentence for each failure.

    What takes longest begins first: the process of the workers loads, and the engine's server starts, while
    the request is made. A run whose ``inputs`` are not there will be refused: its workers begin nothing.
    """
    if cluster is None and all("://" in one or os.path.exists(one) for one in inputs):
        from flows.running.worker_source import worker_source

        worker_source()
    if direct or cluster is not None:
        _launch(request(), direct, log, cluster, fail_on, None)
        return
    from flows.prefect_flows.own_server import server_ahead

    with server_ahead() as ahead:
        _launch(request(), direct, log, cluster, fail_on, ahead)


def _launch(
    request: RunRequest,
    direct: bool,
    log: LogFormat,
    cluster: str | None,
    fail_on: FailOn,
    ahead: BegunServer | None,
) -> None:
    from flows.running.begun import BegunRun
    from flows.running.run import run_all
    from flows.views.console import open_console
    from flows.views.event_log import EventLog
    from flows.views.run_progress import TerminalDisplay

    display = EventLog(sys.stdout) if log is LogFormat.json else TerminalDisplay(open_console())
    with ending_as_documented(display, direct) as stop:
        if direct:
            display.summary(report := run_all(request, display, stop=stop))
        elif cluster is not None:
            from flows.prefect_flows.engine import run_on_cluster

            display.starting_engine()
            display.summary(report := run_on_cluster(request, display, stop, cluster))
        else:
            from flows.prefect_flows.engine import recorded

            begun = BegunRun(request, display, stop)
            with recorded(begun, request, stop, ahead):
                display.summary(report := begun.result())
                display.recording()
    if report.failures:
        raise typer.Exit(EXIT_SOME_FAILED)
    found = {FailOn.never: 0, FailOn.error: report.errors, FailOn.notice: report.errors + report.notices}
    if found[fail_on]:
        raise typer.Exit(EXIT_FINDINGS)


@contextmanager
def ending_as_documented(display: Display, direct: bool) -> Iterator[Stop]:
    """What Ctrl-C does to a run, and how a command ends whose run fails."""
    from flows.commands.interrupts import interruptible
    from flows.failures import CannotWrite
    from flows.prefect_flows.engine import EngineFailure
    from flows.running.inputs import MissingInput
    from flows.running.worker_pool import CannotStartWorker
    from flows.stopping import Stop, Stopped
    from outputs.publication.object_store import NoSuchStore
    from outputs.store.bundles import DamagedBundle
    from outputs.store.out_folder import told_of_waiting

    stop = Stop()
    ending = _Ending()

    def leave_at_once() -> None:
        """End the process from any thread, the terminal in order."""
        display.close()
        os._exit(ending.tell(INTERRUPTED, EXIT_INTERRUPTED))

    # The flow engine, whose server the same Ctrl-C has ended, would go on asking for it.
    give_up = None if direct else leave_at_once

    def stopping() -> None:
        typer.echo(translated(STOPPING), err=True)

    try:
        waiting = told_of_waiting(lambda: typer.echo(translated(WAITING), err=True))
        with (
            display,
            waiting,
            interruptible(stop, stopping, give_up),
        ):
            yield stop
    except (MissingInput, NoSuchStore) as error:
        raise typer.BadParameter(printable(str(error)), param_hint="INPUT") from error
    except (CannotWrite, DamagedBundle) as error:
        raise typer.Exit(ending.tell(str(error), EXIT_CANNOT_WRITE)) from error
    except (EngineFailure, CannotStartWorker) as error:
        raise typer.Exit(ending.tell(str(error), EXIT_ENGINE)) from error
    except (KeyboardInterrupt, Stopped) as error:
        raise typer.Exit(ending.tell(INTERRUPTED, EXIT_INTERRUPTED)) from error


class _Ending:
    """How a command ends: the first sentence and code that a thread tells; a later one changes nothing.

    A run that was interrupted may come to its end just as it is given up.
    """

    def __init__(self) -> None:
        self._telling = threading.Lock()
        self._code: int | None = None

    def tell(self, message: str, code: int) -> int:
        """The code to end with; the sentence is on the standard error output when this returns."""
        with self._telling:
            if self._code is None:
                _say(message)
                self._code = code
            return self._code


def end_with(message: str, code: int) -> NoReturn:
    """End the command with a sentence on the standard error output."""
    _say(message)
    raise typer.Exit(code)


def _say(message: str) -> None:
    typer.echo(printable(translated(message)), err=True)
