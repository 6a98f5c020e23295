"""Phrases: expressions with examples and counter-examples, in files ``phrases.toml`` beside the code.

A test holds every phrase to its examples, and that code asks for it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from records.list_numbers import ITEM
from records.rule_files import Expression, Rules, load_rules

HOUSE = Path(__file__).parents[1]
_PART = re.compile(r"\{([a-z_]{2,})\}")


class Phrase(Rules):
    """What words are of a sort; ``{name}`` in it is another phrase, ``{list_number}`` the number of an item.

    Its examples fit (``fits``) as a whole, at the start or anywhere; if that is not said, anywhere if it ends
    with ``$``, else at the start. Code matches or searches as it needs: this is for the test of the examples.
    """

    is_: Expression = Field(alias="is")
    fits: Literal["whole", "start", "anywhere"] | None = None
    examples: Annotated[list[str], Field(min_length=1)]
    counters: Annotated[list[str], Field(min_length=1)]


@cache
def phrases_of(room: str) -> dict[str, Phrase]:
    """The phrases that code of a folder may ask for: its own, those above it and the lexicon's.

    Raises :class:`~records.rule_files.InvalidRules`.
    """
    folders = [Path("records/lexicon"), *reversed(Path(room).parents), Path(room)]
    known: dict[str, Phrase] = {}
    for path in [HOUSE / folder / "phrases.toml" for folder in folders]:
        known |= load_rules(path, dict[str, Phrase]) if path.exists() else {}
    return known


class Phrases:
    """The phrases of a folder, each as an attribute: ``Phrases("linking").and_.search(text)``."""

    def __init__(self, room: str) -> None:
        self._room = room

    def __getattr__(self, name: str) -> re.Pattern[str]:
        pattern = re.compile(self._written_out(name))
        setattr(self, name, pattern)  # the next time it is found without this
        return pattern

    def _written_out(self, name: str) -> str:
        if name == "list_number":
            return ITEM
        known = phrases_of(self._room)
        if name not in known:
            raise AttributeError(f"{self._room}/phrases.toml has no phrase {name!r}")
        return _PART.sub(lambda part: self._written_out(part[1]), known[name].is_)
