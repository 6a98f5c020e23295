"""What people are told, in English or Chinese.

The program says everything in English; the tables beside this module hold the Chinese of each string.
Values stand in braces. Sentences that are made elsewhere, above all those of failures, are known again
by their form when they are shown, so that no room above has to know of languages.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

from records.rule_files import load_rules

LANGUAGES = ("en", "zh")
TABLES = ("help", "messages", "sentences", "dataset")
SENTENCES = "sentences"
"""The table of what is known again by its form."""

_SPOKEN = ["en"]
"""The last one is spoken, in all threads of the process."""

REMEMBERED = 4096
"""Sentences of which it is known how they are told: parts of one are met again and again."""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Tell everything in a language meanwhile."""
    _SPOKEN.append(language)
    try:
        yield
    finally:
        _SPOKEN.pop()


def spoken() -> str:
    """The language that people are told things in: ``en`` or ``zh``."""
    return _SPOKEN[-1]


def language_of(environment: Mapping[str, str]) -> str:
    """The language that an environment asks for, as locales do: Chinese of any region is ``zh``."""
    for name in ("DUIZHANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def told(text: str, **values: object) -> str:
    """A string of the table in the language that is spoken, with its values if it has any."""
    words = chinese().get(text, text) if spoken() == "zh" else text
    return words.format(**values) if values else words


def counted(count: int, noun: str) -> str:
    """A count with its noun: ``2 documents``, ``2份文件``."""
    if spoken() == "zh":
        return f"{count:,}{chinese().get(noun, noun)}"
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def listed(words: Iterable[str]) -> str:
    """Several words as each language parts them: ``a, b``, ``a、b``."""
    return told(", ").join(words)


def aside(words: str) -> str:
    """What is added in brackets, with the space that the language leaves before them."""
    return told(" (") + words + told(")")


def translated(sentence: str) -> str:
    """A finished sentence in the language that is spoken; itself where the table does not know its form.

    What stands in the place of a value is translated too if it is a sentence of the table.
    """
    return _in_chinese(sentence) if spoken() == "zh" else sentence


@lru_cache(REMEMBERED)
def _in_chinese(sentence: str) -> str:
    if (whole := chinese().get(sentence)) is not None and "{" not in whole:
        return whole
    for form, words in _forms():
        if found := form.fullmatch(sentence):
            met = found.groupdict()
            values = {name: _in_chinese(value) for name, value in met.items()}
            # A form that is all values says something only where one of them does.
            if values != met or re.search(r"\w", re.sub(r"\{[^}]*\}", "", words)):
                return _plain(words).format(**values)
    return sentence


@cache
def table(name: str) -> dict[str, str]:
    """One of the tables: English -> Chinese."""
    path = Path(__file__).with_name(f"{name}.toml")
    return load_rules(path, dict[str, dict[str, str]])["zh"]


@cache
def chinese() -> dict[str, str]:
    """English -> Chinese, of all tables."""
    return {english: words for name in TABLES for english, words in table(name).items()}


def names_in(text: str) -> set[str]:
    """The names of the values in a string."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def _forms() -> list[tuple[re.Pattern[str], str]]:
    """The sentences with values, as patterns; those that say most themselves come first."""
    found = [(english, words) for english, words in table(SENTENCES).items() if names_in(english)]
    found.sort(key=lambda one: -len(re.sub(r"\{[^}]*\}", "", one[0])))
    return [(_pattern(english), words) for english, words in found]


def _pattern(text: str) -> re.Pattern[str]:
    parts: list[str] = []
    met: set[str] = set()
    for before, name, _, _ in string.Formatter().parse(text):
        parts.append(re.escape(before))
        if name is not None:
            parts.append(f"(?P={name})" if name in met else f"(?P<{name}>.+?)")
            met.add(name)
    return re.compile("".join(parts), re.DOTALL)


def _plain(text: str) -> str:
    """A string without the formats of its values, which are text already."""
    return re.sub(r"\{(\w+)[^}]*\}", r"{\1}", text)
