"""The options that every command has, and their old names."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.main import get_command

from flows.version import VERSION
from flows.views.manner import Manner, choose
from outputs.language.speaking import LANGUAGES

HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"duizhang {VERSION}")
        raise typer.Exit


def _quiet(wanted: bool) -> None:
    if wanted:
        choose(Manner.quiet)


def _verbose(wanted: bool) -> None:
    if wanted:
        choose(Manner.verbose)


def _language(wanted: str | None) -> None:
    # What is wanted was looked up before the command line was read: its help is told in it too.
    if wanted is not None and wanted not in LANGUAGES:
        raise typer.BadParameter(f"There is no language {wanted!r}; there are {', '.join(LANGUAGES)}.")


def _everywhere(
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", callback=_quiet, expose_value=False, help="Tell only what went wrong."),
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", "-v", callback=_verbose, expose_value=False, help="Tell each document too."
        ),
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="|".join(LANGUAGES),
            callback=_language,
            expose_value=False,
            help="The language to tell it in; otherwise that of the locale.",
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            callback=_version,
            expose_value=False,
            is_eager=True,
            help="Print the version.",
        ),
    ] = False,
) -> None:
    """No command: its options are those of all commands."""


def common_options() -> list[Any]:
    """The options of every command, anew for each."""
    template = typer.Typer(add_completion=False)
    template.command()(_everywhere)
    return list(get_command(template).params)


OLD_NAMES = {"--most": "--limit", "--misses": "--limit"}
"""Names of the version before, which still work and are shown nowhere."""


def with_new_names(arguments: list[str], known: set[str]) -> list[str]:
    """The arguments with today's names of options that the command does not know."""
    result: list[str] = []
    for number, argument in enumerate(arguments):
        if argument == "--":
            return result + arguments[number:]
        name, equals, value = argument.partition("=")
        result.append(
            OLD_NAMES[name] + equals + value if name in OLD_NAMES and name not in known else argument
        )
    return result
