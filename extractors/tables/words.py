"""The words of table headers, read from ``words.toml`` and ``forms.toml``.

``{measure}`` in a word stands for what the lexicon says of that measure.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from extractors.characters import fold
from records.lexicon.terms import terms
from records.phrases import Phrases
from records.remembered import TEXTS
from records.rule_files import Expression, load_rules

WORDS = Phrases("extractors")
Groups = dict[str, dict[str, list[Expression]]]
"""The words by group and kind."""
_MEASURE = re.compile(r"\{([a-z_]{3,})\}")


@cache
def _table(name: str) -> Groups:
    loaded = load_rules(Path(__file__).with_name(f"{name}.toml"), Groups)
    return {
        group: {kind: [_written_out(word) for word in words] for kind, words in kinds.items()}
        for group, kinds in loaded.items()
    }


def _written_out(word: str) -> str:
    return _MEASURE.sub(lambda named: f"(?:{'|'.join(terms()[named[1]].says)})", word)


@cache
def _pattern(file: str, group: str, kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in _table(file)[group][kind]))


@lru_cache(maxsize=3 * TEXTS)
def is_word(text: str, group: str, kind: str, file: str = "words") -> bool:
    """Whether ``text`` is one of the words of ``[group] kind`` in the given file."""
    return _pattern(file, group, kind).fullmatch(fold(text)) is not None


@lru_cache(maxsize=TEXTS)
def rank(text: str, group: str, kind: str, file: str = "words") -> int | None:
    """Position of the first word that ``text`` is, in the list's order; ``None`` if it is none."""
    folded = fold(text)
    for index, word in enumerate(_table(file)[group][kind]):
        if re.fullmatch(word, folded):
            return index
    return None


def entries(file: str, group: str) -> dict[str, list[Expression]]:
    """A group of the file as it stands."""
    return _table(file)[group]


@lru_cache(maxsize=TEXTS)
def names_total(label: str) -> bool:
    """Whether a label is that of a total: 合计, 人员经费合计."""
    return WORDS.total_label.fullmatch(fold(label)) is not None
