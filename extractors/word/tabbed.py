"""Tables that are set with tab stops: paragraphs below each other whose fields tabs part."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from extractors.numbers import is_plain_number
from extractors.word.names import w

FEWEST_FIELDS = 3
"""A line of contents has two fields."""
FEWEST_PAIRS = 3
"""... but so many amounts behind a label, below heads of both, are a table."""
FEWEST_ROWS = 2
"""So many paragraphs with so many fields, figures among them, are a table; so is one with as many figures."""


def tabbed_text(paragraph: Any) -> str:
    """The text of a paragraph with its tabs, if it has any."""
    parts = [part for run in paragraph.iter(w("r")) for part in run if part.tag in (w("t"), w("tab"))]
    if not any(part.tag == w("tab") for part in parts):
        return ""
    return "".join("\t" if part.tag == w("tab") else part.text or "" for part in parts)


def runs_of_tabbed(texts: Mapping[int, str], blank: Collection[int]) -> Iterator[list[int]]:
    """The paragraphs, by number, that make a table with nothing but ``blank`` ones between them.

    ``texts`` are those with tabs.
    """
    run: list[int] = []
    for number in [*sorted(texts), None]:
        if run and (number is None or any(n not in blank for n in range(run[-1] + 1, number))):
            if _is_table([texts[n].split("\t") for n in run]):
                yield run
            run = []
        run += [number] if number is not None else []


def _is_table(rows: list[list[str]]) -> bool:
    pairs = [fields for fields in rows if len(fields) == 2 and _is_amount(fields[1])]
    if len(pairs) >= FEWEST_PAIRS and len(rows[0]) == 2 and not any(map(_is_amount, rows[0])):
        return True
    amounts = [sum(map(_is_amount, fields)) for fields in rows]
    wide = [count for count, fields in zip(amounts, rows, strict=True) if len(fields) >= FEWEST_FIELDS]
    return sum(map(bool, wide)) >= FEWEST_ROWS or len(wide) > 1 and max(wide) >= FEWEST_FIELDS


def _is_amount(field: str) -> bool:
    return "." in field and is_plain_number(field)
