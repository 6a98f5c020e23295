"""A tokenizer for disclosures: a number is one token, a Latin word is one, every other character is one.

spaCy's own character segmenter makes each digit a token; this one is as fast and keeps 1,234.50 whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

TOKEN = re.compile(r"\d[\d,，]*(?:\.\d+)?(?<![,，])|[A-Za-z]+|.", re.S)
NAME = "duizhang.NumberTokenizer.v1"


class NumberTokenizer:
    """Text -> Doc; blanks and line ends are tokens, so that the text stays as it is."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = TOKEN.findall(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@spacy.registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def create() -> Callable[[spacy.language.Language], NumberTokenizer]:
    """The factory that spaCy's configuration names."""
    return lambda nlp: NumberTokenizer(nlp.vocab)
