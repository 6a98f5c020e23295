"""What people are told stands in one table in English and Chinese, and nothing is said beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click.testing
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from extractors.errors import UnreadableFile
from flows.commands.command_line import app
from flows.commands.help_page import EXIT_CODES, exit_codes, paragraphs
from outputs.guide.dataset_guide import queries, questions
from outputs.language.speaking import (
    SENTENCES,
    TABLES,
    aside,
    chinese,
    counted,
    language_of,
    listed,
    names_in,
    speaking,
    table,
    told,
    translated,
)
from records.archive_tables import PUBLISHED
from records.columns import columns_of
from records.rule_files import load_rules
from tests.support.told_in import sentences_of_english

ROOT = Path(__file__).resolve().parent.parent.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TELLING = {"told", "counted", "heading"}
PLAIN = [name for name in TABLES if name != SENTENCES]
OTHERS = {"holdings.py"}
"""Modules with a function of such a name that tells nothing."""
KEPT = {"OUT/report"}
"""What is the same in both languages."""

COMMAND_LINES = ["extractors/errors.py", *(f"{room}/**/*.py" for room in ("flows", "outputs", "corpus"))]
NOT_TOLD = {"KeyError", "ValueError", "TypeError", "OSError", "Broken", "LostWorker", "AssertionError"}
"""Exceptions that no command shows as they are."""
INNER = {"UnknownMeasure", "UnknownSlot", "UnknownShape", "UnknownLook", "UnknownLayout", "InvalidDocument"}
"""Faults in our own data, which users never meet."""


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    yield name, command
    for word, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{name} {word}".strip())


def said_in_help(command: Any) -> Iterator[str]:
    for paragraph in paragraphs(command.help):
        if paragraph.startswith(EXIT_CODES):
            yield from (meaning for _, meaning in exit_codes(paragraph))
        else:
            yield paragraph
    for parameter in command.params:
        yield from filter(None, [parameter.help])
        if isinstance(parameter.show_default, str):
            yield parameter.show_default


@cache
def syntax(pattern: str) -> list[tuple[Path, ast.AST]]:
    paths = sorted(ROOT.glob(pattern))
    return [(path, node) for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))]


def form(node: ast.AST) -> str | None:
    """A literal or an f-string as a sentence with values in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "X1" for p in node.values)
    return None


def raised() -> Iterator[tuple[str, str]]:
    for pattern in COMMAND_LINES:
        for path, node in syntax(pattern):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                name = ast.unparse(node.exc.func).split(".")[-1]
                sentence = form(node.exc.args[0])
                if sentence and re.search("[a-z]{2} ", sentence) and name not in NOT_TOLD | INNER:
                    if "/crawl/" not in str(path) or name in ("InvalidSources", "ArchiveFailure"):
                        yield sentence, f"{path.name}:{node.lineno}"


PROGRAM = get_command(app)
COMMANDS = dict(commands(PROGRAM))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_is_there_in_chinese_and_lists_its_exit_codes(name: str) -> None:
    command = COMMANDS[name]
    assert [text for text in said_in_help(command) if text not in chinese()] == []
    if not hasattr(command, "commands"):
        codes = [p for p in paragraphs(command.help) if p.startswith(EXIT_CODES)]
        assert len(codes) == 1
        assert {code for code, _ in exit_codes(codes[0])} >= {"0", "2"}
    for language in ("en", "zh"):
        page = click.testing.CliRunner().invoke(PROGRAM, [*name.split(), "--help", "--lang", language]).stdout
        assert ("With every command" if language == "en" else "每个命令都有") in page


def test_what_the_commands_tell_is_there_in_chinese() -> None:
    missing = [
        (text, path.name)
        for pattern in ("flows/**/*.py", "outputs/**/*.py")
        for path, node in syntax(pattern)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TELLING
        if path.name not in OTHERS
        for text in map(form, node.args)
        if text is not None and text not in chinese()
    ]
    assert missing == []


def described() -> set[str]:
    """What is said of the published tables and columns, and asked of them."""
    columns = (column.column.description for record in PUBLISHED.values() for column in columns_of(record))
    asked = (one[key] for one in (*questions(), *queries()) for key in ("question", "note") if key in one)
    return {*((record.__doc__ or "").strip() for record in PUBLISHED.values()), *columns, *asked}


def test_what_tables_and_columns_hold_is_there_in_chinese() -> None:
    assert [text for text in described() if text not in chinese()] == []


@pytest.mark.parametrize("part", ["all", "tables", "vocabularies", "guide", "rules"])
def test_the_descriptions_of_the_output_are_in_the_language_that_is_asked_for(part: str) -> None:
    done = CliRunner().invoke(app, ["schema", part, "--lang", "zh"])
    assert sentences_of_english(done.stdout) == []
    english = CliRunner().invoke(app, ["schema", part, "--lang", "en"]).stdout
    assert sentences_of_english(english) or part == "vocabularies"


def test_sentences_of_failures_are_there_in_chinese() -> None:
    with speaking("zh"):
        missing = [one for one in raised() if not CHINESE.search(translated(one[0]))]
    assert missing == []


def classes_below(one: type) -> Iterator[type]:
    yield one
    for below in one.__subclasses__():
        yield from classes_below(below)


def details() -> Iterator[str]:
    """What is told in brackets of files that cannot be read."""
    names = {one.__name__ for one in classes_below(UnreadableFile)}
    for _, node in syntax("extractors/**/*.py"):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            detail = form(node.exc.args[0])
            words = detail and re.search("[a-z]{2}", detail.replace("X1", ""))
            if words and ast.unparse(node.exc.func).split(".")[-1] in names:
                yield str(detail)


def test_reasons_why_a_file_cannot_be_read_are_there_in_chinese() -> None:
    sentences = {getattr(one, "sentence", "") for one in classes_below(UnreadableFile)}
    found = set(details())
    assert len(found) > 20
    with speaking("zh"):
        assert [said for said in sentences | found if not CHINESE.search(translated(said))] == []
        detail = translated(f"{UnreadableFile.sentence} (it has no body)")
        unknown = translated(f"{UnreadableFile.sentence} (a library's own words)")
    assert detail == "文件无法读取。（其中没有正文）"
    assert unknown == "文件无法读取。（a library's own words）"


def test_every_string_has_the_values_of_its_chinese_and_stands_once() -> None:
    for name in TABLES:
        for english, words in table(name).items():
            assert names_in(words) == names_in(english), english
            assert (
                CHINESE.search(words) or english in KEPT or not re.search(r"\w", re.sub(r"{.*?}", "", words))
            )
    assert len(chinese()) == sum(len(table(name)) for name in TABLES)


HALF_WIDTH = re.compile(
    rf"{CHINESE.pattern}\s*[,;:!?()]|[,;:!?()]\s*{CHINESE.pattern}|{CHINESE.pattern}\.(?![a-z])"
)
"""A mark of Latin text on either side of Chinese."""


def test_chinese_strings_have_the_marks_of_chinese() -> None:
    report = load_rules(ROOT / "outputs/report/strings.toml", dict[str, dict[str, str]])["zh"]
    syntax_of_options = {"[主机:]端口"}
    for words in [*chinese().values(), *report.values()]:
        for kept in syntax_of_options:
            words = words.replace(kept, "")
        assert not HALF_WIDTH.search(words), words


def test_lists_and_asides_are_put_as_each_language_does() -> None:
    assert listed(["a", "b"]) + aside("c") == "a, b (c)"
    with speaking("zh"):
        assert listed(["甲", "乙"]) + aside("丙") == "甲、乙（丙）"


def test_nothing_stands_in_the_table_that_is_told_nowhere() -> None:
    constants = {
        node.value
        for pattern in ("flows/**/*.py", "outputs/**/*.py")
        for _, node in syntax(pattern)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    helped = {text for _, command in commands(get_command(app)) for text in said_in_help(command)}
    told_somewhere = constants | helped | described() | {"Show this message and exit."}
    assert [text for name in PLAIN for text in table(name) if text not in told_somewhere] == []


def test_a_value_that_is_a_sentence_itself_is_translated_within_its_sentence() -> None:
    with speaking("zh"):
        assert translated("Invalid value for OUT: There is no folder a.") == "OUT 的值无效：没有文件夹 a。"
        assert translated("a.pdf: The file has no pages.") == "a.pdf：文件没有页面。"
        assert translated("a.pdf: something else") == "a.pdf: something else"
        assert translated("There are no folders here.") == "There are no folders here."
    assert translated("The file has no pages.") == "The file has no pages."


def test_counts_and_values_are_told_as_each_language_does() -> None:
    assert counted(1, "document") == "1 document"
    assert counted(1200, "document") == "1,200 documents"
    with speaking("zh"):
        assert counted(1200, "document") == "1,200份文件"
        assert told("by version {version}", version="0.4.0") == "版本 0.4.0"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "DUIZHANG_LANG": "zh"}, "zh"),
        ({"LANG": ""}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "--frobnicate"],
        ["frobnicate"],
        ["statsu"],
        ["run", "a", "-o", "b", "-w", "0"],
        ["run", "a", "-o", "b", "-w", "many"],
        ["run", "a", "-o"],
        ["run", "/nowhere/at/all", "-o", "/tmp/x", "-d"],
        ["status"],
        ["status", "a", "b"],
        ["status", "/nowhere/at/all"],
        ["inspect", "/nowhere/at/all.pdf"],
        ["inspect", "/"],
        ["schema", "colours"],
        ["report", "/nowhere/at/all"],
        ["run", "--lang", "xx", "a", "-o", "b"],
    ],
    ids=str,
)
def test_what_is_wrong_with_a_command_line_is_told_in_chinese_too(arguments: list[str]) -> None:
    lang = [] if "--lang" in arguments else ["--lang", "zh"]
    environment = {"DUIZHANG_LANG": "zh"}
    done = CliRunner().invoke(app, [*lang, *arguments], env=environment)
    assert done.exit_code == 2
    lines = done.stderr.splitlines()
    (error,) = [line for line in lines if line.startswith("错误：")]
    assert all(line.startswith(("用法：", "详见 ")) for line in lines if line != error)
    assert CHINESE.search(error.removeprefix("错误："))
    english = CliRunner().invoke(app, arguments, env={"DUIZHANG_LANG": "en"})
    assert not CHINESE.search(english.stderr)
