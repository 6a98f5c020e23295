"""The help of a command, laid out for the terminal in the language that is spoken."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from io import StringIO
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.commands.ending import EXIT_INTERRUPTED
from outputs.language.speaking import told

WIDEST = 110
EXIT_CODES = "Exit codes: "
INTERRUPTED = (str(EXIT_INTERRUPTED), "interrupted")
COMMON = ("quiet", "verbose", "lang", "version", "help")


def help_page(command: Any, context: Any, commands: Iterable[Any] = (), columns: int | None = None) -> str:
    """The page: how to call it, what it does, its arguments, options or commands, its exit codes.

    ``columns`` is its width, otherwise that of the terminal.
    """
    page = Console(file=StringIO(), highlight=False, markup=False, emoji=False, no_color=True)
    page.width = columns or min(page.width, WIDEST)
    page.print(usage(command, context), soft_wrap=True)
    codes: list[tuple[str, str]] = []
    for paragraph in paragraphs(command.help):
        if paragraph.startswith(EXIT_CODES):
            codes = exit_codes(paragraph)
        else:
            page.print()
            page.print(told(paragraph))
    parameters = [one for one in command.get_params(context) if not getattr(one, "hidden", False)]
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    options = [one for one in parameters if one.param_type_name == "option"]
    common = [one for one in options if one.name in COMMON]
    own = [one for one in options if one not in common]
    _section(page, told("Arguments"), [(_metavar(one), _words(one, context)) for one in arguments])
    _section(page, told("Options"), [(_names(one), _words(one, context)) for one in own])
    shown = [one for one in commands if not one.hidden]
    _section(page, told("Commands"), [(one.name, told(_first(one.help))) for one in shown])
    _section(page, told("With every command"), [(_names(one), _words(one, context)) for one in common])
    _section(page, told("Exit codes"), [(code, told(meaning)) for code, meaning in codes])
    lines = page.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in lines).rstrip()


def usage(command: Any, context: Any) -> str:
    """How a command is called, in a line."""
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    pieces = [told("[OPTIONS]"), *(_metavar(one) for one in arguments)]
    if hasattr(command, "commands"):
        pieces.append(told("COMMAND …"))
    return told("Usage: {command} {pieces}", command=context.command_path, pieces=" ".join(pieces))


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a command's help, each on one line."""
    whole = inspect.cleandoc(text or "")
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", whole) if part.strip()]


def exit_codes(paragraph: str) -> list[tuple[str, str]]:
    """The codes that a paragraph of help lists, each with its meaning; any command may be interrupted."""
    items = re.split(r", (?=\d+ )", paragraph.removeprefix(EXIT_CODES).rstrip("."))
    codes = [(code, meaning) for code, _, meaning in (item.partition(" ") for item in items)]
    return [*codes, INTERRUPTED]


def _first(text: str | None) -> str:
    return next(iter(paragraphs(text)), "")


def _section(page: Console, title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    page.print()
    page.print(Text(title, "bold"))
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in rows:
        table.add_row(Text(name), Text(words))
    page.print(Padding(table, (0, 0, 0, 2)))


def _names(option: Any) -> str:
    names = sorted(option.opts, key=len)
    metavar = _metavar(option)
    return ", ".join(names) + (f" {metavar}" if metavar else "")


def _metavar(parameter: Any) -> str:
    kind = parameter.type_descriptor
    if parameter.metavar:
        return str(parameter.metavar).replace("...", "…")
    if getattr(parameter, "is_flag", False):
        return ""
    if kind.is_choice:
        return "|".join(kind.choices)
    if kind.is_path:
        return "PATH"
    return "N" if kind.annotation in (int, float) else "TEXT"


def _words(parameter: Any, context: Any) -> str:
    words = told(parameter.help) if parameter.help else ""
    default = parameter.get_default(context)
    remarks = []
    if parameter.required:
        remarks.append(told("required"))
    elif isinstance(parameter.show_default, str):
        remarks.append(told("default: {value}", value=told(parameter.show_default)))
    elif default not in (None, False, "", [], ()):
        value = getattr(default, "value", default)
        remarks.append(told("default: {value}", value=f"{value:g}" if isinstance(value, float) else value))
    if getattr(parameter, "envvar", None):
        remarks.append(told("also {variable}", variable=parameter.envvar))
    return " ".join([words, *(f"[{remark}]" for remark in remarks)]).strip()
