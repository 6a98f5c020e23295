"""The reference of the command line: the help of each command, as Markdown."""

from __future__ import annotations

from typing import Any

import typer
from typer.main import get_command

from flows.commands.common_options import HELP_OPTIONS
from flows.commands.help_page import help_page
from outputs.language.speaking import told

NAME = "duizhang"
COLUMNS = 100
TITLE = "The commands"
MADE_BY = "Made by `{command}`: what `--help` says of each command."


def reference(app: typer.Typer) -> str:
    """The help of the program and of each command, a chapter each."""
    parts = [
        f"# {told(TITLE)}",
        told(MADE_BY, command=f"{NAME} schema commands"),
        *_chapters(get_command(app), None),
    ]
    return "\n\n".join(parts)


def _chapters(command: Any, above: Any) -> list[str]:
    name = command.name or NAME
    context = command.context_class(command, info_name=name, parent=above, **HELP_OPTIONS)
    below = list(getattr(command, "commands", {}).values())
    page = help_page(command, context, below, COLUMNS)
    chapter = f"## {context.command_path}\n\n```\n{page}\n```"
    shown = [one for one in below if not one.hidden]
    return [chapter, *(part for one in shown for part in _chapters(one, context))]
