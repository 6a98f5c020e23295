"""Rules that are data: each file can be loaded and read, each key is used, each pattern is one."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from records.rule_files import InvalidRules, Rules, load_rules
from records.vocabularies import vocabularies

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("records", "extractors", "nlp", "linking", "outputs", "flows")
RULES = sorted(path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.toml"))
NO_RULES = {
    "outputs/guide/queries.toml",
    "outputs/guide/questions.toml",
    "outputs/language/dataset.toml",
    "outputs/language/help.toml",
    "outputs/language/messages.toml",
    "outputs/language/sentences.toml",
    "outputs/report/strings.toml",
    "records/vocabularies.toml",
}
"""Texts and words, not rules: what they hold is held to by tests of their own."""

LONGEST_LINE = 180
ONE_THING = re.compile(r"'''| = \{")
"""One long expression, or a table on one line, which TOML does not let go on on the next."""
ITEMS = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


def keys(table: Any) -> Iterator[str]:
    if isinstance(table, dict):
        for key, value in table.items():
            yield key
            yield from keys(value)
    elif isinstance(table, list):
        for value in table:
            yield from keys(value)


def texts(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict | list):
        for value in table.values() if isinstance(table, dict) else table:
            yield from texts(value)


@cache
def code() -> str:
    return "\n".join(path.read_text("utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@cache
def words() -> frozenset[str]:
    """The names in the code, and the words of all vocabularies."""
    known = {word for vocabulary in vocabularies().values() for word in vocabulary}
    return frozenset(known | set(re.findall(r"\w+", code())))


@cache
def parts() -> frozenset[str]:
    """The names that patterns have in braces, as parts of theirs."""
    return frozenset(
        re.findall(r"\{(\w+)(?::apart)?\}", "\n".join((ROOT / path).read_text("utf-8") for path in RULES))
    )


def unused(table: Any) -> list[str]:
    """Keys that neither the code names, nor a vocabulary, nor a pattern of any rule file (``{key}``)."""
    plain = {key for key in keys(table) if key.isascii() and re.fullmatch(r"[A-Za-z_]\w*", key)}
    return sorted(plain - words() - parts())


def faulty(table: Any) -> list[str]:
    """Texts that look like expressions and are none."""
    found = []
    for text in texts(table):
        try:
            re.compile(text.replace("{", r"\{") if re.search(r"\{[a-z_]+\}", text) else text)
        except re.error:
            found.append(text)
    return found


def crowded(text: str) -> list[int]:
    """Numbers of the lines that are too long to be read, and could be several."""
    return [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > LONGEST_LINE and len(ITEMS.findall(line)) > 1 and not ONE_THING.search(line)
    ]


@pytest.mark.parametrize("path", RULES, ids=str)
def test_a_rule_file_is_loaded_by_the_code_beside_it(path: Path) -> None:
    load_rules(ROOT / path)
    assert path.stem in words() or path.name in code()


def loaded_unseen(source: str) -> list[int]:
    """Lines on which a rule file is loaded without a schema."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if ast.unparse(call.func) == "load_rules" and len(call.args) < 2]


@pytest.mark.parametrize("room", ROOMS)
def test_every_rule_file_has_a_schema(room: str) -> None:
    modules = sorted((ROOT / room).rglob("*.py"))
    assert [str(path) for path in modules if loaded_unseen(path.read_text("utf-8"))] == []
    assert loaded_unseen("a = 1\nload_rules(path)") == [2]


@pytest.mark.parametrize("path", [p for p in RULES if str(p) not in NO_RULES], ids=str)
def test_every_key_of_a_rule_file_is_used(path: Path) -> None:
    assert unused(load_rules(ROOT / path)) == []


@pytest.mark.parametrize("path", [p for p in RULES if str(p) not in NO_RULES], ids=str)
def test_every_pattern_of_a_rule_file_compiles(path: Path) -> None:
    assert faulty(load_rules(ROOT / path)) == []


@pytest.mark.parametrize("path", [p for p in RULES if str(p) not in NO_RULES], ids=str)
def test_every_line_of_a_rule_file_can_be_read(path: Path) -> None:
    assert crowded((ROOT / path).read_text("utf-8")) == []


def test_an_unused_key_a_broken_pattern_and_a_crowded_line_would_be_seen() -> None:
    table = tomllib.loads('qqunused_key = ["a(b", "c"]\n[measure]\ntotal = "收入"')
    assert unused(table) == ["qqunused_key"]
    assert faulty(table) == ["a(b"]
    assert crowded("words = [" + '"某某某某某某某某某某", ' * 20 + "]\n" + f'one = "{"某" * 300}"') == [1]


class Sample(Rules):
    pattern: re.Pattern[str]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pattern = ", "is no TOML"),
        ('pattern = "(收入"', "pattern: "),
        ('pattern = "收入"\npatern = "支出"', "patern: "),
        ("", "pattern: "),
    ],
)
def test_a_faulty_rule_file_is_named_with_its_fault(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "sample.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidRules, match=rf"^sample\.toml.*{re.escape(told)}"):
        load_rules(path, Sample)


def test_rules_cannot_be_changed_after_they_were_loaded() -> None:
    with pytest.raises(ValidationError):
        Sample(pattern=re.compile("收入")).pattern = re.compile("支出")  # type: ignore[misc]
