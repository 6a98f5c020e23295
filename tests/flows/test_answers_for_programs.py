"""What the commands about an OUT answer to programs: one JSON object, whatever the language."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
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


def answer(*arguments: object) -> Any:
    done = CliRunner().invoke(app, ["--lang", "zh", *map(str, arguments), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


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


def test_names_of_files_cannot_speak_to_a_terminal(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    run_here(make_pdf(), out=tmp_path / "o\x1b[2Ju")
    done = CliRunner().invoke(app, ["publish", str(tmp_path / "o\x1b[2Ju"), "--json"])
    assert "\x1b" not in done.stdout
    assert json.loads(done.stdout)["out"] == str(tmp_path / "o\x1b[2Ju")
