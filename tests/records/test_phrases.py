"""Phrases fit their examples and nothing that only looks like one of them; each is said once."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from records.phrases import HOUSE, Phrase, Phrases, phrases_of

ROOMS = ("records", "extractors", "nlp", "linking")
FILES = [path for room in ROOMS for path in sorted((HOUSE / room).rglob("phrases.toml"))]
ASKED = re.compile(r"\bWORDS\.(\w+)")


def folder(path: Path) -> str:
    return str(path.parent.relative_to(HOUSE))


def own(path: Path) -> dict[str, Phrase]:
    return {name: phrases_of(folder(path))[name] for name in tomllib.loads(path.read_text("utf-8"))}


EACH = [(folder(path), name) for path in FILES for name in own(path)]


def fits(room: str, name: str, words: str) -> bool:
    found = getattr(Phrases(room), name)
    known = phrases_of(room)[name]
    how = known.fits or ("anywhere" if known.is_.endswith(("$", "$)")) else "start")
    looked = {"whole": found.fullmatch, "start": found.match, "anywhere": found.search}[how]
    return looked(words) is not None


@pytest.mark.parametrize(("room", "name"), EACH)
def test_a_phrase_fits_its_examples_and_no_counter_example(room: str, name: str) -> None:
    known = phrases_of(room)[name]
    assert [words for words in known.examples if not fits(room, name, words)] == []
    assert [words for words in known.counters if fits(room, name, words)] == []


def test_no_phrase_is_said_twice() -> None:
    said = Counter(phrase.is_ for path in FILES for phrase in own(path).values())
    assert [words for words, times in said.items() if times > 1] == []


def test_a_name_means_one_thing_in_a_folder_and_those_above_it() -> None:
    for path in FILES:
        above = [other for other in FILES if path.parent.parent.is_relative_to(other.parent)]
        lexicon = [HOUSE / "records/lexicon/phrases.toml"]
        others = {name for other in {*above, *lexicon} - {path} for name in own(other)}
        assert others & set(own(path)) == set()


def test_code_asks_for_each_phrase_and_for_no_other() -> None:
    asked = set()
    for room in ROOMS:
        for path in (HOUSE / room).rglob("*.py"):
            text = path.read_text("utf-8")
            named = set(ASKED.findall(text))
            asked |= named | set(re.findall(r'"(\w+)"', text))
            if told := re.search(r'WORDS = Phrases\("([\w/]+)"\)', text):
                assert named <= {"list_number", *phrases_of(told[1])}, path
    parts = {name for room, key in EACH for name in re.findall(r"\{([a-z_]+)\}", phrases_of(room)[key].is_)}
    assert {name for _, name in EACH} - asked - parts == set()
