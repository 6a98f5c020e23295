"""Phrases: expressions with examples and counter-examples, and lists of words, in TOML files beside the code.

Those of a folder are in its ``phrases.toml``, those of one module in a file of its name. A test holds every
phrase to its examples, and that code asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from records.first_letters import quick
from records.lexicon.accounts import class_names
from records.lexicon.bodies import Sort, body_ends
from records.lexicon.terms import terms, words
from records.list_numbers import CHINESE, ITEM, LEVELS, PART
from records.rule_files import Expression, Rules, load_rules

HOUSE = Path(__file__).parents[1]
_PART = re.compile(r"\{([a-z_]{2,})(:apart)?\}")
_BLANK = r"[ \n]?"


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; the words are expressions too."""
    return "(?:" + "|".join(sorted(words, key=_length, reverse=True)) + ")"


def _length(word: str) -> int:
    """The length of a word without what must not follow it."""
    return len(word.partition("(?!")[0])


def _apart(word: str) -> str:
    """A word whose characters a blank or the end of a line may part."""
    return _BLANK.join(word) if word.isalpha() else word


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
def phrases_of(room: str) -> dict[str, Phrase | list[str]]:
    """The phrases that code of a folder or a module may ask for: its own, those above it and the lexicon's.

    Raises :class:`~records.rule_files.InvalidRules`.
    """
    folders = [Path("records/lexicon"), *reversed(Path(room).parents), Path(room)]
    files = [*(folder / "phrases.toml" for folder in folders), Path(f"{room}.toml")]
    known: dict[str, Phrase | list[str]] = {**_of_lexicon()}
    for path in [HOUSE / file for file in files]:
        known |= load_rules(path, dict[str, Phrase | list[Expression]]) if path.exists() else {}
    return known


def _of_lexicon() -> dict[str, list[str]]:
    """Lists of the lexicon that phrases may name as they name each other."""
    return {
        **{f"{sort}_ends": getattr(body_ends(), sort) for sort in get_args(Sort)},
        **{f"term_{measure}": term.says for measure, term in terms().items()},
        "list_number": [ITEM],
        "part_number": [PART],
        "chinese_number": [CHINESE],
        "chapter_number": LEVELS[:4],
        "class_name": sorted({name.removesuffix("支出") for name in class_names()} - {"其他"}),
        "self_words": words().self_.words,
        "whole_self": words().self_.whole,
        "own_level": words().scope.own_level,
        "head_office": words().scope.head_office,
    }


class Phrases:
    """The phrases of a folder or a module, each by its name: ``Phrases("linking").and_.search(text)``.

    In a phrase, ``{name}`` is another one or any word of a list, the longest first, and ``{name:apart}`` such
    a word whose characters may stand on two lines. A list may have all the words of another, as ``{name}``.
    """

    def __init__(self, room: str) -> None:
        self._room = room
        self._each: dict[str, list[re.Pattern[str]]] = {}

    def __getattr__(self, name: str) -> re.Pattern[str]:
        if name not in phrases_of(self._room):
            raise AttributeError(f"{self._room}/phrases.toml has no phrase {name!r}")
        pattern = re.compile(quick(self._written_out(name)))
        setattr(self, name, pattern)  # the next time it is found without this
        return pattern

    def each(self, name: str) -> list[re.Pattern[str]]:
        """Each word of a list as an expression of its own, in the order of the file."""
        if name not in self._each:
            said = phrases_of(self._room)[name]
            self._each[name] = [] if isinstance(said, Phrase) else list(map(re.compile, self._listed(said)))
        return self._each[name]

    def _written_out(self, name: str, parted: bool = False) -> str:
        said = phrases_of(self._room)[name]
        if isinstance(said, Phrase):
            return self._with_parts(said.is_)
        return any_of(map(_apart, self._listed(said)) if parted else self._listed(said))

    def _with_parts(self, expression: str) -> str:
        return _PART.sub(lambda part: self._written_out(part[1], bool(part[2])), expression)

    def _listed(self, said: list[str]) -> list[str]:
        """The words of a list, and all those of a list that it names."""
        found: list[str] = []
        for word in said:
            part = _PART.fullmatch(word)
            named = phrases_of(self._room)[part[1]] if part else None
            found += self._listed(named) if isinstance(named, list) else [self._with_parts(word)]
        return found
