"""How a verdict came about, for the terminal."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from flows.views.document import heading, indented
from linking.tracing import trace
from outputs.language.speaking import listed, translated
from records.tables import Document


def steps(document: Document, row_id: str) -> list[RenderableType]:
    """The steps that led to the verdict on a claim, or to what a figure means.

    Raises :class:`~linking.tracing.UnknownRow`.
    """
    parts: list[RenderableType] = []
    for step in trace(document, row_id):
        parts.append(heading(translated(step.title)))
        parts += [indented(Text(listed(map(translated, line))), 2) for line in step.lines]
    return parts
