"""Phrases fit their examples and nothing that only looks like one of them; each is said once."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from records.phrases import HOUSE, Phrase, Phrases, phrases_of

ROOMS = ("records", "extractors", "nlp", "linking")
FOLDERS = [HOUSE / room for room in ROOMS]
CODE = {path: path.read_text("utf-8") for room in FOLDERS for path in sorted(room.rglob("*.py"))}
OF_MODULES = {
    HOUSE / f"{room}.toml" for text in CODE.values() for room in re.findall(r'Phrases\("([\w/]+)"\)', text)
}
FILES = [
    path
    for room in FOLDERS
    for path in sorted(room.rglob("*.toml"))
    if path.name == "phrases.toml" or path in OF_MODULES
]


def folder(path: Path) -> str:
    """The folder or the module that a file is of."""
    return str((path.parent if path.name == "phrases.toml" else path.with_suffix("")).relative_to(HOUSE))


def own(path: Path, sort: type) -> dict[str, Any]:
    known = phrases_of(folder(path))
    named = tomllib.loads(path.read_text("utf-8"))
    return {name: known[name] for name in named if isinstance(known[name], sort)}


EACH = [(folder(path), name) for path in FILES for name in own(path, Phrase)]


def fits(room: str, name: str, words: str) -> bool:
    found = getattr(Phrases(room), name)
    known: Any = phrases_of(room)[name]
    how = known.fits or ("anywhere" if known.is_.endswith(("$", "$)")) else "start")
    looked = {"whole": found.fullmatch, "start": found.match, "anywhere": found.search}[how]
    return looked(words) is not None


@pytest.mark.parametrize(("room", "name"), EACH)
def test_a_phrase_fits_its_examples_and_no_counter_example(room: str, name: str) -> None:
    known: Any = phrases_of(room)[name]
    assert [words for words in known.examples if not fits(room, name, words)] == []
    assert [words for words in known.counters if fits(room, name, words)] == []


def test_no_phrase_is_said_twice() -> None:
    said = Counter(phrase.is_ for path in FILES for phrase in own(path, Phrase).values())
    said |= Counter(str(words) for path in FILES for words in own(path, list).values())
    assert [words for words, times in said.items() if times > 1] == []


def test_a_list_has_no_word_twice() -> None:
    for path in FILES:
        for name, words in own(path, list).items():
            assert [word for word, times in Counter(words).items() if times > 1] == [], name


def test_a_name_means_one_thing_in_a_folder_and_those_above_it() -> None:
    for path in FILES:
        room = Path(folder(path))
        above = [other for other in FILES if Path(folder(other)) in room.parents]
        lexicon = [HOUSE / "records/lexicon/phrases.toml"]
        others = {name for other in {*above, *lexicon} - {path} for name in own(other, object)}
        assert others & set(own(path, object)) == set()


def test_code_asks_for_each_phrase_and_for_no_other() -> None:
    asked = set()
    for path, text in CODE.items():
        asked |= set(re.findall(r'"(\w+)"', text))
        for words, room in re.findall(r'([A-Z]+) = Phrases\("([\w/]+)"\)', text):
            named = set(re.findall(rf"\b{words}\.([a-z]\w*)", text)) - {"each"}
            assert named <= phrases_of(room).keys(), path
            asked |= named
    said = [str(one) for path in FILES for one in own(path, object).values()]
    parts = {name for one in said for name in re.findall(r"\{([a-z_]+)(?::apart)?\}", one)}
    assert {name for path in FILES for name in own(path, object)} - asked - parts == set()


def test_a_list_has_the_words_of_the_lists_that_it_names_and_the_longest_is_tried_first() -> None:
    change = Phrases("nlp").change
    assert change.fullmatch("增加")
    assert change.fullmatch("减少")
    found = change.match("增长率为5%")
    assert found is not None
    assert found[0] == "增长率"


def test_words_said_to_stand_apart_may_be_parted_by_the_end_of_a_line() -> None:
    words = Phrases("nlp/quantities")
    assert words.quantity.fullmatch("5万\n元")
    assert not words.money.fullmatch("万\n元")


def test_each_word_of_a_list_is_an_expression_in_the_order_of_the_file() -> None:
    words = Phrases("nlp/reasons")
    first, later = words.each("first_marks"), words.each("later_marks")
    assert len(first) == len(later) > 1
    assert first[0].fullmatch("一是")
    assert later[0].fullmatch("二是")


def test_a_phrase_that_no_file_has_is_refused() -> None:
    with pytest.raises(AttributeError, match="nowhere"):
        _ = Phrases("nlp").nowhere
