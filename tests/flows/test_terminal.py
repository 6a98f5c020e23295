"""Nothing that a document or a file's name says steers the terminal of who looks at it."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extractors.characters import escaped_json, printable
from flows.commands.command_line import app
from flows.views.console import open_console
from outputs.export.csv_files import harmless
from outputs.publication.snapshot import publish
from outputs.schemas.json_documents import decode_document, encode_document
from outputs.store.bundles import complete, put_in_place
from outputs.store.out_folder import DOCUMENT, OutFolder
from records.tables import Document
from tests.support.samples import sample_disclosure

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
EVIL = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\r\x08[red]:smile:[/]"
PLAIN = {
    "title", "issuer", "text", "sentence", "raw", "subject", "file_name", "unit", "note", "label", "message",
    "explanation", "number", "name", "term", "reason", "row_label", "region", "definition",
}  # fmt: skip
"""Columns that hold words of a document."""


def poisoned(value: Any) -> Any:
    """A record, or a list of them, with what steers terminals in all its words."""
    if isinstance(value, list):
        return [poisoned(one) for one in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in fields(value):
        given = getattr(value, field.name)
        if field.name in PLAIN and isinstance(given, str):
            changed[field.name] = given + EVIL
        elif isinstance(given, list) or is_dataclass(given):
            changed[field.name] = poisoned(given)
    return replace(value, **changed)


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """A published document that means harm to terminals, as an OUT."""
    document: Document = poisoned(sample_disclosure(0, 2024, "budget"))
    out = OutFolder(tmp_path / "out")
    record = document.record
    staged = out.staging / record.document_id
    staged.mkdir(parents=True)
    (staged / DOCUMENT).write_bytes(encode_document(document))
    complete(staged)
    put_in_place(staged, out.bundle(record.version, record.document_id))
    publish(out)
    return out.root


def said(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


@pytest.mark.parametrize(
    "arguments",
    [("inspect",), ("inspect", "--chapters"), ("inspect", "--json"), ("inspect", "--claims", "--tables")],
)
def test_a_document_that_is_looked_at_steers_no_terminal(evil: Path, arguments: tuple[str, ...]) -> None:
    (shown,) = (evil / "json").glob("*.json")
    text = said(*arguments, shown)
    assert "owned" in text
    assert not STEERING.search(text)
    if "--json" in arguments:
        assert encode_document(decode_document(text.encode())) == shown.read_bytes()
    else:
        assert ":smile:" in text  # is no picture


@pytest.mark.parametrize("arguments", [("status",), ("status", "--json"), ("report",), ("export",)])
def test_what_tells_of_documents_steers_no_terminal(evil: Path, arguments: tuple[str, ...]) -> None:
    assert not STEERING.search(said(*arguments, evil))


def test_a_file_whose_name_means_harm_is_told_in_plain_words(tmp_path: Path) -> None:
    file = tmp_path / f"a{EVIL.replace('/', '')}.json"
    file.write_bytes(b"{}")
    text = said("inspect", file)
    assert "owned" in text
    assert not STEERING.search(text)


def test_json_means_the_same_and_text_keeps_its_lines() -> None:
    assert json.loads(escaped_json(json.dumps(EVIL, ensure_ascii=False))) == EVIL
    assert printable("a\tb\nc\x1b") == "a\tb\nc\ufffd"
    assert not STEERING.search(harmless(EVIL))


def test_tables_stay_in_shape_whatever_stands_in_them(capsys: pytest.CaptureFixture[str]) -> None:
    from rich.table import Table

    table = Table()
    for text in ("甲", EVIL):
        table.add_row(text, "1.00")
    open_console().print(table)
    assert not STEERING.search(capsys.readouterr().out)
