"""The words of the review page in Chinese and English, and how templates write them.

Chinese is in the HTML; each word carries its key, by which a script turns the page into English and
back. Text from documents stays as it is.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from outputs.language.noticing import noticed
from outputs.language.speaking import speaking
from records.file_tables import DiagnosticRecord
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
    "grade",
    "finding_kind",
    "obligation_status",
    "condition",
    "substance",
    "base",
    "direction",
    "explanation_kind",
    "review_state",
    "document_role",
    "revision",
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


def say(key: str, n: int | None = None, m: int | None = None) -> Markup:
    """The words of a key as HTML; ``n`` and ``m`` take the places of ``{n}`` and ``{m}``."""
    words = strings()["zh"][key]
    counts = {name: f"{count:,}" for name, count in (("n", n), ("m", m)) if count is not None}
    data = Markup("").join(Markup(' data-{}="{}"').format(*one) for one in counts.items())
    return Markup('<span data-t="{}"{}>{}</span>').format(
        key, data, words.format(**counts) if counts else words
    )


def both(chinese: str, english: str) -> Markup:
    """Words that are not ours in both languages, of which the page shows one."""
    return Markup('<span data-zh="{0}" data-en="{1}">{0}</span>').format(chinese, english)


def notice(diagnostic: DiagnosticRecord) -> Markup:
    """What was noticed, in the language of the page."""
    return both(in_chinese(diagnostic), diagnostic.message)


def in_chinese(diagnostic: DiagnosticRecord) -> str:
    """A diagnostic's sentence in Chinese; what its code says where its form is not known."""
    with speaking("zh"):
        return noticed(diagnostic.code, diagnostic.message)


def moment(text: str) -> Markup:
    """A moment in ISO 8601, which the script tells in the reader's own time."""
    return Markup('<time datetime="{0}">{0}</time>').format(text)


def label(attribute: str, key: str) -> Markup:
    """An attribute whose value is the words of a key, such as ``title``."""
    return Markup('{0}="{1}" data-t-{0}="{2}"').format(attribute, strings()["zh"][key], key)


def term(vocabulary: str, word: str | None) -> Markup:
    """The term of a vocabulary's word as HTML; nothing for a word that is not known."""
    if not word:
        return Markup("")
    key = f"{vocabulary}.{word}"
    return say(key) if key in strings()["zh"] else escape(word)
