"""The words of the review page in Chinese and English, and how templates write them.

Chinese is in the HTML; each word carries its key, by which a script turns the page into English and
back. Text from documents stays as it is.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from records.rule_files import load_rules
from records.vocabularies import vocabularies

USED = (
    "verdict",
    "check_verdict",
    "relation",
    "status",
    "report_kind",
    "body_kind",
    "claim_kind",
    "phase",
    "severity",
    "statement",
    "reason_category",
    "measure",
)
"""The vocabularies whose words the pages show."""


@cache
def strings() -> dict[str, dict[str, str]]:
    """Language -> key -> words; a vocabulary's word has the key ``vocabulary.word``."""
    result = load_rules(Path(__file__).with_name("strings.toml"), dict[str, dict[str, str]])
    for vocabulary in USED:
        for word, term in vocabularies()[vocabulary].items():
            result["zh"][f"{vocabulary}.{word}"] = term
            result["en"][f"{vocabulary}.{word}"] = word.replace("_", " ")
    return result


def say(key: str, n: int | None = None) -> Markup:
    """The words of a key as HTML; ``n`` takes the place of ``{n}``."""
    words = strings()["zh"][key]
    if n is None:
        return Markup('<span data-t="{}">{}</span>').format(key, words)
    return Markup('<span data-t="{}" data-n="{}">{}</span>').format(key, f"{n:,}", words.format(n=f"{n:,}"))


def label(attribute: str, key: str) -> Markup:
    """An attribute whose value is the words of a key, such as ``title``."""
    return Markup('{0}="{1}" data-t-{0}="{2}"').format(attribute, strings()["zh"][key], key)


def term(vocabulary: str, word: str | None) -> Markup:
    """The term of a vocabulary's word as HTML; nothing for a word that is not known."""
    if not word:
        return Markup("")
    key = f"{vocabulary}.{word}"
    return say(key) if key in strings()["zh"] else escape(word)
