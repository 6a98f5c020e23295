"""What every command understands: how much is told, old names, short ids; how a run ends on findings."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from extractors.characters import printable
from flows.commands.command_line import app
from flows.commands.common_options import OLD_NAMES
from flows.views import own_name
from outputs.store.short_ids import NoSuchId, whole_id

ROOT = Path(__file__).resolve().parent.parent.parent
MakePdf = Callable[..., Path]
FLAWED = ROOT / "corpus/documents/budget-00002.pdf"


def told(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    return done.exit_code, done.stdout


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An OUT with a document that has errors, and one that failed."""
    folder = tmp_path_factory.mktemp("manners")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    inputs = [FLAWED, folder / "broken.pdf"]
    code, text = told("run", *inputs, "-o", folder / "out", "--direct", "--workers", "1", "--quiet")
    assert code == 1
    first, *reasons = text.splitlines()
    assert first == f"failed {folder / 'broken.pdf'}"
    assert all(line.startswith("    ") for line in reasons)  # quiet: nothing but that
    return folder / "out"


def test_status_tells_what_failed_and_why_and_what_the_last_run_brought(out: Path) -> None:
    code, text = told("status", out)
    assert code == 0
    assert "2 documents processed, 1 failed" in text
    assert re.search(r"Failed, and why:\n  broken\.pdf  [0-9a-f]{12}\n    The file is damaged", text)
    held = json.loads(told("status", out, "--json")[1])
    (failed,) = held["failed"]
    assert failed["file_name"] == "broken.pdf"
    assert failed["reasons"]
    assert held["last_run"]["processed"] == 2
    assert held["last_run"]["errors"] > 0


def test_an_old_name_of_an_option_works_and_is_not_shown(out: Path) -> None:
    assert json.loads(told("status", out, "--json", "--most", "1")[1])["slowest"].__len__() == 1
    assert json.loads(told("status", out, "--json", "--limit=1")[1])["slowest"].__len__() == 1
    shown = CliRunner().invoke(app, ["schema", "commands"]).stdout
    assert not [old for old in OLD_NAMES if re.search(rf"{old}\b", shown)]


def test_findings_end_a_run_with_a_code_of_its_own_where_that_is_asked_for(out: Path) -> None:
    again = ["run", FLAWED, "-o", out, "-d", "-w", "1"]
    assert told(*again)[0] == 0
    assert told(*again, "--fail-on", "error")[0] == 6
    assert told(*again, "--fail-on", "notice")[0] == 6
    code, lines = told(*again, "--json")
    assert code == 0
    assert json.loads(lines.splitlines()[-1])["event"] == "end"


def test_a_run_without_findings_does_not_fail_on_them(tmp_path: Path, make_pdf: MakePdf) -> None:
    code, text = told("run", make_pdf(), "-o", tmp_path / "out", "-d", "-w", "1", "--fail-on", "notice", "-v")
    assert code == 0
    assert re.search(r"^\w+ .*\.pdf \d+\.\d s$", text, re.M)  # verbose: each document


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.xyz").write_text("nothing")
    code, text = told("run", tmp_path / "in", "-o", tmp_path / "out", "-d", "-w", "1")
    assert code == 0
    assert "No document was found" in text
    assert ".xyz" in text


def test_the_beginning_of_an_id_is_enough_where_it_names_one_document() -> None:
    known = ["abcd1234", "abcd5678", "ffff0000"]
    assert whole_id("ffff", known) == "ffff0000"
    assert whole_id("ABCD1", known) == "abcd1234"
    assert whole_id("abcd5678", known) == "abcd5678"
    for beginning, why in (("abcd", "More than one"), ("fff", "no document"), ("0000", "no document")):
        with pytest.raises(NoSuchId, match=why):
            whole_id(beginning, known)


def test_every_command_has_the_options_that_all_have() -> None:
    def below(command: object) -> list[object]:
        return [command, *(c for one in getattr(command, "commands", {}).values() for c in below(one))]

    for command in below(get_command(app)):
        names = {name for parameter in command.params for name in parameter.opts}  # type: ignore[attr-defined]
        assert names >= {"-q", "--quiet", "-v", "--verbose", "-V", "--version", "--lang"}
        if "--out" in names:
            assert "-o" in names


def test_the_shell_completes_commands_and_options() -> None:
    def completed(line: str) -> set[str]:
        words = line.split(" ")
        environment = os.environ | {
            "_DUIZHANG_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        }
        code = "from flows.commands.command_line import app; app(prog_name='duizhang')"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        return set(done.stdout.split())

    assert completed("duizhang re") == {"reprocess", "report", "review"}
    assert "--fail-on" in completed("duizhang run --f")
    assert completed("duizhang engine s") == {"start", "stop", "status"}


def test_a_command_to_type_is_told_as_it_can_be_typed_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "venv" / "bin" / "duizhang"
    script.parent.mkdir(parents=True)
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert own_name.command_line("report", "my out") == "venv/bin/duizhang report 'my out'"
    monkeypatch.setenv("PATH", str(script.parent))
    assert own_name.command_line("report", "out") == "duizhang report out"
    monkeypatch.setattr(sys, "argv", ["/somewhere/flows/__main__.py"])
    assert own_name.command_line("run").endswith(" -m flows run")


STEERING = "\x1b]0;stolen\x07\x1b[2J\u202e\x9b"
"""What would change a terminal's title, clear it, and turn the direction of writing."""


def test_what_is_drawn_and_explained_of_a_document_does_not_steer_the_terminal(
    tmp_path: Path, out: Path
) -> None:
    (made,) = [p for p in (out / "json").glob("*.json") if json.loads(p.read_bytes())["claims"]]
    document = json.loads(made.read_bytes())
    for rows, columns in (("claims", ("sentence", "subject")), ("facts", ("row_label",))):
        for row in document[rows]:
            row.update({column: f"{row[column] or ''}{STEERING}" for column in columns})
    document["links"] = [link | {"explanation": STEERING} for link in document["links"]]
    (tmp_path / "steering.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    claim, fact = document["links"][0]["claim_id"], document["facts"][0]["fact_id"]
    for arguments in (["--explain", claim], ["--explain", fact], ["--all"]):
        code, text = told("inspect", tmp_path / "steering.json", *arguments)
        assert code == 0
        assert "\ufffd" in text
        assert text == printable(text)
