"""What was noticed in a document, in the language that is spoken."""

from __future__ import annotations

from outputs.language.speaking import spoken, translated
from records.vocabularies import vocabularies


def noticed(code: str, message: str) -> str:
    """A diagnostic's sentence; in Chinese what its code says, where its form is not known."""
    sentence = translated(message)
    if spoken() == "zh" and sentence == message:
        return vocabularies()["diagnostic"].get(code, message)
    return sentence
