"""Document ids as people type them: their first digits are enough where they name one document."""

from __future__ import annotations

from collections.abc import Iterable

FEWEST = 4
"""Digits that a short id must have."""


class NoSuchId(Exception):
    """A beginning that is none of one document's id; ``str()`` is a sentence for the user."""


def whole_id(beginning: str, known: Iterable[str]) -> str:
    """The id that begins so. Raises :class:`NoSuchId` if there is none, or more than one."""
    if not beginning:
        raise NoSuchId("There is no document without an id.")
    typed = beginning.lower()
    found = sorted(one for one in known if one.startswith(typed)) if len(typed) >= FEWEST else []
    if len(found) > 1 and typed not in found:
        raise NoSuchId(f"More than one document has an id that begins with {beginning}.")
    if not found:
        raise NoSuchId(f"There is no document whose id begins with {beginning}.")
    return typed if typed in found else found[0]
