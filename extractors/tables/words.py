"""The words of table headers (``words.toml``) and of performance forms (``forms.toml``)."""

from __future__ import annotations

from functools import lru_cache

from extractors.characters import fold
from records.phrases import Phrases
from records.remembered import TEXTS

WORDS = Phrases("extractors")
HEADS = Phrases("extractors/tables/words")
FORM_WORDS = Phrases("extractors/tables/forms")


@lru_cache(maxsize=3 * TEXTS)
def is_word(text: str, kind: str, words: Phrases = HEADS) -> bool:
    """Whether ``text`` is one of the words of a kind: of those of headers or of forms."""
    return getattr(words, kind).fullmatch(fold(text)) is not None


@lru_cache(maxsize=TEXTS)
def rank(text: str, kind: str, words: Phrases = HEADS) -> int | None:
    """Position of the first word that ``text`` is, in the list's order; ``None`` if it is none."""
    folded = fold(text)
    return next((at for at, word in enumerate(words.each(kind)) if word.fullmatch(folded)), None)


@lru_cache(maxsize=TEXTS)
def names_total(label: str) -> bool:
    """Whether a label is that of a total: 合计, 人员经费合计."""
    return WORDS.total_label.fullmatch(fold(label)) is not None
