"""The program as a whole: its language, its help, and how it tells what is wrong with a command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from extractors.characters import printable
from flows.commands.common_options import HELP_OPTIONS, common_options, with_new_names
from flows.commands.ending import EXIT_INTERRUPTED, ToldToEnd
from flows.commands.help_page import help_page, usage
from flows.commands.launching import end_with
from flows.views.manner import one_command
from outputs.language.speaking import LANGUAGES, language_of, speaking, told, translated

LANGUAGE_OPTION = "--lang"


class Command(TyperCommand):
    """A command with the options that all have."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.params += common_options()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        known = {name for parameter in self.params for name in parameter.opts}
        return super().parse_args(ctx, with_new_names(args, known))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_page(self, ctx))


class Program(TyperGroup):
    """The commands, or a group of them."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.params += common_options()

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_page(self, ctx, list(self.commands.values())))

    def invoke(self, ctx: Any) -> Any:
        """Carry out a command; one that is interrupted says so, unless it has more to say of it."""
        try:
            if ToldToEnd.asked:
                raise KeyboardInterrupt
            return super().invoke(ctx)
        except KeyboardInterrupt:
            end_with("Interrupted.", EXIT_INTERRUPTED)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Carry out a command line in the language that it, or else the locale, asks for."""
        arguments = list(sys.argv[1:] if args is None else args)
        with speaking(wanted_language(arguments, os.environ)), one_command():
            try:
                result = super().main(arguments, prog_name, complete_var, False, windows_expand_args, **extra)
            except typer.TyperException as error:
                if not standalone_mode:
                    raise
                _show(error)
                sys.exit(error.exit_code)
            except typer.Abort:
                sys.exit(1)
        if standalone_mode:
            sys.exit(result if isinstance(result, int) else 0)
        return result


class Typer(typer.Typer):
    """Commands of this program."""

    def __init__(self, **options: Any) -> None:
        options = {"no_args_is_help": True, "pretty_exceptions_enable": False} | options
        super().__init__(cls=Program, context_settings=HELP_OPTIONS, **options)

    def command(self, *arguments: Any, **options: Any) -> Any:
        return super().command(*arguments, **{"cls": Command} | options)


def wanted_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language that a command line asks for, or else its environment."""
    return _asked_for(arguments) or language_of(environment)


def _asked_for(arguments: Sequence[str]) -> str | None:
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == LANGUAGE_OPTION:
            value = value if equals else "".join(arguments[number + 1 : number + 2])
            return value if value in LANGUAGES else None
    return None


_NOT_A_CHOICE = "Value error, "
"""What the library puts before the choices that there are."""


def _show(error: Any) -> None:
    """What is wrong with the command line, and where to read how it is used."""
    message = translated(error.format_message())
    if not message:  # the help was shown instead
        return
    context = getattr(error, "ctx", None)
    if context is not None:
        typer.echo(usage(context.command, context), err=True)
    message = message.replace(_NOT_A_CHOICE, "")
    typer.echo(printable(told("Error: {message}", message=message)), err=True)
    if context is not None:
        typer.echo(told("See {command} --help.", command=context.command_path), err=True)
