"""Files that are odd and whole are read whole, and nothing is told to be wrong with them."""

from __future__ import annotations

import pytest

from extractors.errors import UnreadableFile
from extractors.reading import read_document
from tests.house.test_hostile_set import nothing_recognised, text_of
from tests.support.odd_files import odd_files

__all__ = ["nothing_recognised"]

FEWEST_FIGURES = 24
HARMLESS = {"table_not_understood"}
"""The rows of the set are no statement."""


@pytest.mark.long
def test_an_honest_file_is_neither_partial_nor_failed_however_odd_its_writer_was() -> None:
    wrong: dict[str, object] = {}
    for file in odd_files():
        try:
            document = read_document(file.data, file.name)
        except UnreadableFile as error:
            wrong[file.name] = str(error)
            continue
        text = text_of(document)
        told = [(d.code, d.message) for d in document.diagnostics if d.severity in ("warning", "error")]
        told = [one for one in told if one[0] not in HARMLESS]
        missing = sorted(word for word in file.words if word not in text)
        figures = sum(fact.value is not None for fact in document.facts)
        if told or missing or figures < FEWEST_FIGURES or "99999" in text or "yin" in text:
            wrong[file.name] = (told, missing, figures)
    assert wrong == {}
