"""Where commands print what people read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from extractors.characters import printable
from flows.views.manner import Manner, manner

NO_TERMINAL_WIDTH = 400
"""Columns when the output goes to a file or another program, which need no lines broken."""


class SafeConsole(Console):
    """A console on which no text of a document steers the terminal, is markup, or becomes a picture."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(printable(segment.text), segment.style)


@contextmanager
def aloud(console: Console) -> Iterator[None]:
    """Within, a console tells also where it was asked to be silent: for what went wrong."""
    before, console.quiet = console.quiet, False
    try:
        yield
    finally:
        console.quiet = before


def open_console() -> Console:
    """The console of the standard output; what its encoding cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    silent = manner() is Manner.quiet
    console = SafeConsole(highlight=False, markup=False, emoji=False, quiet=silent)
    if not console.is_terminal:
        console.width = NO_TERMINAL_WIDTH
    return console
