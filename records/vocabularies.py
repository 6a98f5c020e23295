"""The closed lists of words of the published columns, read from ``vocabularies.toml``."""

from __future__ import annotations

from pydantic import AfterValidator

from records.rule_files import rules_beside

vocabularies = rules_beside(__file__, "vocabularies.toml", dict[str, dict[str, str]])
"""Vocabulary name -> word -> its Chinese term."""


def word_of(vocabulary: str) -> AfterValidator:
    """Holds a field of a rule file to the words of a vocabulary: ``Annotated[str, word_of("fund")]``."""
    words = vocabularies()[vocabulary]

    def check(word: str) -> str:
        if word not in words:
            raise ValueError(f"{word!r} is no word of the vocabulary {vocabulary}")
        return word

    return AfterValidator(check)
