"""A tokenizer for disclosures: a number is one token, a Latin word is one, every other character is one.

spaCy's own character segmenter makes each digit a token; this one is as fast and keeps 1,234.50 whole.

Western punctuation between Chinese words, as many sites and programs write it, in Chinese.

A comma may stand inside a number and a full stop before its decimals: these stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

TOKEN = re.compile(r"\d[\d,，]*(?:\.\d+)?(?<![,，])|[A-Za-z]+|.", re.S)
NAME = "duizhang.NumberTokenizer.v1"
_WESTERN = re.compile(
    r"(?P<comma>,(?!\d{3}(?!\d))|(?<!\d),)|(?P<semicolon>;)|(?P<colon>(?<!\d):|:(?!\d))"
    r"|(?P<stop>(?<=[一-鿿%）)”》])(?<![一二三四五六七八九十])\.(?=[一-鿿\s]|$))"
)
_HALF_QUOTED = re.compile(r"“([^“”\"\n]{1,20})\"|\"([^“”\"\n]{1,20})”")
"""Quotes of which one is western: “三公"经费."""
_CHINESE = {"comma": "，", "semicolon": "；", "colon": "：", "stop": "。"}


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


def chinese_punctuation(text: str) -> str:
    """``text`` with Chinese marks for the western ones that part sentences and clauses; as long as before."""
    if '"' in text:
        text = _HALF_QUOTED.sub(lambda match: f"“{match[1] or match[2]}”", text)
    return _WESTERN.sub(lambda match: _CHINESE[match.lastgroup or ""], text)
