"""What the commands about an OUT answer to programs: one JSON object, whatever the language."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from typer.testing import CliRunner

from flows.commands.command_line import app
from tests.support.runs import run_here

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
FLAWED = ROOT / "corpus/documents/budget-00002.pdf"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers") / "out"
    run_here(FLAWED, out=folder)
    return folder


def fits(name: str, value: Any) -> None:
    """Whether an answer is as ``duizhang schema answers`` says of its command."""
    schema = json.loads(CliRunner().invoke(app, ["schema", "answers", "--lang", "zh"]).stdout)
    Draft202012Validator(schema | {"$ref": f"#/$defs/{name}"}).validate(value)


def lines(*arguments: object, code: int = 0) -> list[Any]:
    """What a command answers, a value each line."""
    done = CliRunner().invoke(app, ["--lang", "zh", *map(str, arguments), "--json"])
    assert done.exit_code == code, done.output
    told = [json.loads(line) for line in done.stdout.splitlines()]
    for value in told:
        fits(str(arguments[0]), value)
    return told


def answer(*arguments: object) -> Any:
    (value,) = lines(*arguments)
    return value


def test_a_run_is_told_by_its_events(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    request = (FLAWED, tmp_path / "broken.pdf", "-o", tmp_path / "out", "-d", "-w", "1")
    told = lines("run", *request, code=1)
    assert [one["event"] for one in told] == ["begin", "document", "document", "publishing", "end"]
    assert (told[-1]["documents"], told[-1]["failed"]) == (2, 1)
    again = lines("run", FLAWED, "-o", tmp_path / "out", "-d", "--fail-on", "error", code=6)
    assert again[-1]["done_before"] == 1
    assert again[-1]["errors"] > 0
    held = answer("status", tmp_path / "out")
    assert held["statuses"] == {"failed": 1, "ok": 1}
    assert [one["file_name"] for one in held["failed"]] == ["broken.pdf"]
    removed = answer("forget", tmp_path / "out", held["failed"][0]["document_id"])
    assert removed["bundles"] == 1


def test_an_answer_that_says_more_or_less_than_is_documented_would_be_seen() -> None:
    for wrong in ({"bundles": 1}, {"bundles": 1, "bytes": 2, "more": 3}, {"bundles": "1", "bytes": 2}):
        with pytest.raises(ValidationError):
            fits("prune", wrong)


def test_what_was_written_is_told_with_its_place_and_numbers(out: Path, tmp_path: Path) -> None:
    (document,) = (path.stem for path in (out / "json").glob("*.json"))
    index = str(tmp_path / "report" / "index.html")
    report = answer("report", out, "-o", tmp_path / "report")
    assert report == {"index": index, "documents": 1, "without_pictures": report["without_pictures"]}
    letter = answer("report", out, "--document", document[:8], "--single-file", tmp_path / "a.html")
    assert letter["file"] == str(tmp_path / "a.html")
    assert letter["pages"] >= 0
    export = answer("export", out, "--format", "csv", "-o", tmp_path / "sheets")
    assert (export["place"], export["documents"]) == (str(tmp_path / "sheets"), 1)
    assert export["findings"] == len(json.loads((out / "json" / f"{document}.json").read_bytes())["findings"])
    assert answer("publish", out) == {"out": str(out), "format": "parquet", "documents": 1}
    assert answer("prune", out) == {"bundles": 0, "bytes": 0}


def test_marks_that_are_taken_in_are_counted(out: Path, tmp_path: Path) -> None:
    (document,) = (path.stem for path in (out / "json").glob("*.json"))
    mark = {"document_id": document, "finding_id": "f", "state": "ask", "when": "2024-05-06T07:08:09Z"}
    (tmp_path / "review.json").write_text(json.dumps({"format": "duizhang-review", "reviews": [mark]}))
    assert answer("review", out, tmp_path / "review.json") == {"marks": 1, "new": 1}
    assert answer("review", out, tmp_path / "review.json") == {"marks": 1, "new": 0}


def test_scores_are_told_as_right_of_so_many(out: Path, tmp_path: Path) -> None:
    truth = ROOT / "corpus/truth" / f"{FLAWED.stem}.json"
    (tmp_path / truth.name).write_bytes(truth.read_bytes())
    told = answer("evaluate", out, "--gold", tmp_path)
    (document,) = told["documents"]
    assert (document["file_name"], told["missing"]) == (FLAWED.name, [])
    assert document["score"] == told["total"]
    assert 0 < told["total"]["figures"]["right"] <= told["total"]["figures"]["of"]
    assert document["misses"] == {}
    assert answer("evaluate", out, "--gold", tmp_path, "--limit", "1")["total"] == told["total"]


def test_names_of_files_cannot_speak_to_a_terminal(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    run_here(make_pdf(), out=tmp_path / "o\x1b[2Ju")
    done = CliRunner().invoke(app, ["publish", str(tmp_path / "o\x1b[2Ju"), "--json"])
    assert "\x1b" not in done.stdout
    assert json.loads(done.stdout)["out"] == str(tmp_path / "o\x1b[2Ju")
