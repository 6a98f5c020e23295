"""How words of the published columns are shown to people: their terms, and colours."""

from __future__ import annotations

from rich.text import Text

from outputs.language.speaking import spoken, told
from records.vocabularies import vocabularies

VERDICT_STYLE = {
    "supported": "green",
    "rounding": "green",
    "derivable": "cyan",
    "contradicted": "bold red",
    "unverifiable": "yellow",
}
SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "info": "dim"}


def term(vocabulary: str, word: str | None) -> str:
    """The term of a word: the word itself in English, and where its vocabulary does not list it."""
    if spoken() == "en":
        return (word or "").replace("_", " ")
    return vocabularies()[vocabulary].get(word, word) if word else ""


def verdict(word: str) -> Text:
    """The verdict of a link as a coloured word, which also reads without its colour."""
    return Text(term("verdict", word), VERDICT_STYLE.get(word, ""))


def pages(first: int | None, last: int | None = None) -> str:
    """Pages as a short word: ``p. 7`` or ``p. 7-8``; nothing for a format without pages."""
    if first is None:
        return ""
    return told("p. {page}", page=first if last in (None, first) else f"{first}-{last}")


def place(page: int | None, anchor: str | None) -> str:
    """A place as a short word: its page, or its anchor in a format without pages."""
    return pages(page) or anchor or ""
