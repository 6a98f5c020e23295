"""The rules of the narrative: phrases and synonyms from the TOML files beside the code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from nlp.rule_schemas import SCHEMAS
from records.phrases import Phrases
from records.rule_files import load_rules

_WORDS = Phrases("nlp/reading")


@cache
def rules(name: str) -> dict[str, Any]:
    """The rules of ``name.toml``; ``folder/name`` for those of a folder of this room.

    Raises :class:`~records.rule_files.InvalidRules`.
    """
    loaded: dict[str, Any] = load_rules(Path(__file__).parent / f"{name}.toml", SCHEMAS[name])
    return loaded


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the phrases, the longest first; the phrases are expressions too."""
    return "(?:" + "|".join(sorted(words, key=_length, reverse=True)) + ")"


def _length(word: str) -> int:
    """The length of a phrase without what must not follow it."""
    return len(word.partition("(?!")[0])


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """The phrases of one list of ``name.toml`` as a compiled expression."""
    words: Any = rules(name)
    for key in keys:
        words = words[key]
    return re.compile(any_of(words) if isinstance(words, list) else words)


def phrase(name: str) -> re.Pattern[str]:
    """What the words around a figure say of it, by its name in ``reading/phrases.toml``."""
    found: re.Pattern[str] = getattr(_WORDS, name)
    return found
