"""The commands ``duizhang engine …``: a flow engine that stays, so that no run has to start one."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from flows.commands.launching import EXIT_ENGINE, EXIT_SOME_FAILED, end_with
from flows.commands.program import Typer
from flows.commands.run_options import AsJson
from outputs.language.speaking import told

engine_app = Typer(
    name="engine",
    help="The flow engine (Prefect) as a server that stays: runs use it, and its pages show them.",
)

PORT_OF_PREFECT = 4200


@engine_app.command()
def start(
    port: Annotated[
        int, typer.Option("--port", "-p", min=1, max=65535, help="Port of the engine's pages.")
    ] = PORT_OF_PREFECT,
) -> None:
    """Start the engine, unless it runs already. It is bound to this machine.

    Exit codes: 0 it runs, 2 wrong usage or Prefect is configured, 4 the engine cannot start.
    """
    from flows.prefect_flows.environment import prepare_environment
    from flows.prefect_flows.server_process import CannotServe
    from flows.prefect_flows.standing_engine import Configured
    from flows.prefect_flows.standing_engine import start as start_engine

    prepare_environment()
    try:
        engine = start_engine(port)
    except Configured as error:
        raise typer.BadParameter(str(error), param_hint="PREFECT_API_URL") from error
    except CannotServe as error:
        end_with(str(error), EXIT_ENGINE)
    typer.echo(told("The flow engine runs; its pages are at {pages}.", pages=engine.pages))


@engine_app.command()
def stop() -> None:
    """Stop the engine that was started to stay.

    Exit codes: 0 it does not run now, 2 wrong usage or Prefect is configured.
    """
    from flows.prefect_flows.environment import prepare_environment
    from flows.prefect_flows.standing_engine import Configured
    from flows.prefect_flows.standing_engine import stop as stop_engine

    prepare_environment()
    try:
        stopped = stop_engine()
    except Configured as error:
        raise typer.BadParameter(str(error), param_hint="PREFECT_API_URL") from error
    typer.echo(told("The flow engine is stopped.") if stopped else told("The flow engine does not run."))


@engine_app.command()
def status(as_json: AsJson = False) -> None:
    """Tell whether the engine runs.

    Exit codes: 0 it runs, 1 it does not, 2 wrong usage.
    """
    from flows.prefect_flows.environment import prepare_environment
    from flows.prefect_flows.standing_engine import standing_engine

    prepare_environment()
    engine = standing_engine()
    if as_json:
        record: dict[str, object] = {"running": engine is not None}
        if engine is not None:
            record |= {"pages": engine.pages, "pid": engine.pid}
        typer.echo(json.dumps(record))
    elif engine is None:
        typer.echo(told("The flow engine does not run."))
    else:
        typer.echo(told("The flow engine runs; its pages are at {pages}.", pages=engine.pages))
    if engine is None:
        raise typer.Exit(EXIT_SOME_FAILED)
