"""The closed lists of words of the published columns, read from ``vocabularies.toml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import AfterValidator

from records.rule_files import load_rules


@cache
def vocabularies() -> dict[str, dict[str, str]]:
    """Vocabulary name -> word -> its Chinese term."""
    return load_rules(Path(__file__).with_name("vocabularies.toml"), dict[str, dict[str, str]])


def word_of(vocabulary: str) -> AfterValidator:
    """Holds a field of a rule file to the words of a vocabulary: ``Annotated[str, word_of("fund")]``."""
    words = vocabularies()[vocabulary]

    def check(word: str) -> str:
        if word not in words:
            raise ValueError(f"{word!r} is no word of the vocabulary {vocabulary}")
        return word

    return AfterValidator(check)
