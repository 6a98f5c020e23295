"""Looking for a language in what people are told."""

from __future__ import annotations

import re

CODE = re.compile(r"(?s:```.*?```)|`[^`]*`|<.*>|&lt;.*?&gt; \||duizhang(?: [a-z]+)+|--[-a-z]+")
"""Queries, names, types of columns, commands and their options."""
SENTENCE = re.compile(r"[A-Za-z][a-z]*(?:,? [a-z]+){2,}")
"""Three words in a row: names of columns, commands and formats stand alone or have other signs in them."""


def sentences_of_english(text: str) -> list[str]:
    """The stretches of English in a text, but for code."""
    return SENTENCE.findall(CODE.sub("", text))
