"""Words of the vocabularies in the code are words of the vocabularies: one that is misspelt is found here."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from records.archive_tables import PUBLISHED
from records.columns import columns_of
from records.vocabularies import vocabularies, word_of

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("extractors", "nlp", "linking", "outputs", "flows")
MODULES = sorted(path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py"))

RECORDS = {record.__name__: table for table, record in PUBLISHED.items()}
WORDS: dict[str, dict[str, set[str]]] = defaultdict(dict)
"""Record -> column with a vocabulary -> its words."""
for record, table in RECORDS.items():
    for column in columns_of(PUBLISHED[table]):
        if column.column.vocabulary:
            WORDS[record][column.name] = set(vocabularies()[column.column.vocabulary])

AMBIGUOUS = {"kind", "role", "status", "side", "unit", "scheme"}
"""Names that things other than rows have too."""
OF_ANY: dict[str, set[str]] = defaultdict(set)
"""Column -> the words that it may hold in any table."""
for columns in WORDS.values():
    for name, words in columns.items():
        OF_ANY[name] |= words


def constants(node: ast.AST) -> Iterator[str]:
    """The texts that an expression may be: a constant, either side of a condition, members of a tuple."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for member in node.elts:
            yield from constants(member)


def misspelt(text: str) -> list[str]:
    """``column: word`` for each word of the code that its column cannot hold."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDS:
            for keyword in node.keywords:
                words = WORDS[node.func.id].get(keyword.arg or "")
                if words is not None:
                    found += [f"{keyword.arg}: {w}" for w in constants(keyword.value) if w not in words]
        elif isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute):
            name = node.left.attr
            if name in OF_ANY and name not in AMBIGUOUS:
                for other in node.comparators:
                    found += [f"{name}: {w}" for w in constants(other) if w not in OF_ANY[name]]
    return found


def test_each_word_that_a_row_is_given_or_compared_with_is_one_of_its_column() -> None:
    wrong = {module: misspelt((ROOT / module).read_text("utf-8")) for module in MODULES}
    assert {module: words for module, words in wrong.items() if words} == {}


def test_a_misspelt_word_would_be_seen() -> None:
    text = (
        'LinkRecord(verdict="suported" if a else "contradicted")\n'
        'if claim.direction in ("up", "dwon"):\n    pass\n'
    )
    assert misspelt(text) == ["verdict: suported", "direction: dwon"]


def test_a_rule_file_cannot_hold_a_misspelt_word() -> None:
    word: Any = TypeAdapter(Annotated[str, word_of("direction")])
    assert word.validate_python("up") == "up"
    with pytest.raises(ValidationError, match="'dwon' is no word of the vocabulary direction"):
        word.validate_python("dwon")


NOTICES = {"notice", "_notice", "diagnosticrecord", "failed_disclosure", "_fault_noted", "lostworker"}
CODE = re.compile(r"[a-z]+(_[a-z]+)+")


def codes_in(tree: ast.Module) -> Iterator[str]:
    """Words in the place of a diagnostic's code: of calls that make one, of classes of unreadable files."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1].lower() in NOTICES:
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                if isinstance(argument, ast.Constant) and CODE.fullmatch(str(argument.value)):
                    yield argument.value
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "code":
                    yield ast.literal_eval(line.value)


def test_every_code_of_a_diagnostic_is_a_word_of_its_vocabulary() -> None:
    found = {
        code
        for room in ("extractors", "nlp", "linking", "outputs", "flows")
        for path in (ROOT / room).rglob("*.py")
        for code in codes_in(ast.parse(path.read_text("utf-8")))
    }
    assert len(found) > 40
    assert found - set(vocabularies()["diagnostic"]) == set()
