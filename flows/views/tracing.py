"""How a verdict came about, for the terminal."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from flows.views.document import heading, indented
from linking.tracing import trace
from records.tables import Document


def steps(document: Document, row_id: str) -> list[RenderableType]:
    """The steps that led to the verdict on a claim, or to what a figure means.

    Raises :class:`~linking.tracing.UnknownRow`.
    """
    parts: list[RenderableType] = []
    for step in trace(document, row_id):
        parts.append(heading(step.title))
        parts += [indented(Text(line), 2) for line in step.lines]
    return parts
