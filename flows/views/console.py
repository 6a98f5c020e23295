"""Where commands print what people read."""

from __future__ import annotations

import sys
from io import TextIOWrapper

from rich.console import Console

NO_TERMINAL_WIDTH = 400
"""Columns when the output goes to a file or another program, which need no lines broken."""


def open_console() -> Console:
    """The console of the standard output; what its encoding cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = NO_TERMINAL_WIDTH
    return console
