"""The options that the commands which process documents have in common."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from flows.commands.launching import FailOn, LogFormat

CORES = os.cpu_count() or 1

OutOption = Annotated[
    str, typer.Option("--out", "-o", metavar="OUT", help="Folder or s3:// address to write to.")
]
Direct = Annotated[
    bool, typer.Option("--direct", "-d", help="Without the flow engine: the same output to the byte.")
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        envvar="DUIZHANG_CLUSTER",
        help="Work on a Dask cluster: its scheduler, such as tcp://host:8786, or 'local'.",
    ),
]
Workers = Annotated[
    int, typer.Option("--workers", "-w", min=1, help="Worker processes.", show_default="one a core")
]
TimeLimit = Annotated[
    float, typer.Option(min=0.1, help="Seconds of a processor's time that a document may take.")
]
MemoryLimit = Annotated[int, typer.Option(min=128, help="MB that a document may need.")]
Force = Annotated[bool, typer.Option("--force", help="Do again what is done already.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
AsLines = Annotated[bool, typer.Option("--json", help="The same as --log json.")]
FailOnFindings = Annotated[
    FailOn,
    typer.Option(
        "--fail-on",
        help="End with a code of its own if there are such findings, not counting those marked false.",
    ),
]
Log = Annotated[LogFormat, typer.Option(help="Progress and summary as text or as JSON lines.")]
