"""Dots that lead the eye from a label to its amount: 公务接待费……………3.20. They are no text of either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import TextLine

LED = re.compile(r"\s*(?:…{2,}|[.．·]{4,})[….．·\s]*(-?[\d,，]*\d\.\d+)?\s*$")
"""Dots that end a line, or stand before an amount that does; a page number has no decimals."""
AMOUNT = re.compile(r"\s*-?[\d,，]*\d\.\d+\s*")
FEWEST = 3
"""So many labels that are led to an amount on a page are the rows of a table."""


def without_leaders(lines: list[TextLine]) -> list[TextLine]:
    """The lines of a page, those that are led to an amount as label and amount."""
    near = [line for line in lines if "…" in line.text or "..." in line.text or "··" in line.text]
    dotted = {id(line): led for line in near if (led := LED.search(line.text))}
    if len(dotted) < FEWEST:
        return lines
    amounts = {round(line.y0) for line in lines if AMOUNT.fullmatch(line.text)}
    found = {
        id(line): dotted[id(line)]
        for line in near
        if id(line) in dotted and (dotted[id(line)][1] or round(line.y0) in amounts)
    }
    if len(found) < FEWEST:
        return lines
    return [part for line in lines for part in _parts(line, found.get(id(line)))]


def _parts(line: TextLine, led: re.Match[str] | None) -> Iterator[TextLine]:
    if led is None:
        yield line
        return
    if led.start():
        yield line.part(0, led.start())
    if led[1]:
        yield line.part(*led.span(1))
