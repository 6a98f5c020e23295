"""The command line: what it says, its exit codes, and that the README tells the truth about it."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.main import get_command
from typer.testing import CliRunner

from flows.commands import command_line
from flows.version import VERSION
from outputs.schemas.json_schema import json_schema
from records.tables import TABLES
from records.vocabularies import vocabularies
from tests.support.commands import duizhang, duizhang_apart

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
MakePdf = Callable[..., Path]


def test_a_good_run_shows_a_summary_and_exits_with_0(tmp_path: Path, make_pdf: MakePdf) -> None:
    done = duizhang_apart("run", make_pdf(), "--out", tmp_path / "out", "--direct")
    assert done.returncode == 0
    assert done.stderr == ""
    for word in ("Documents", "Tables", "Figures", "failed"):
        assert word in done.stdout


def test_a_run_ends_with_the_way_to_its_report_and_that_command_writes_it(
    tmp_path: Path, make_pdf: MakePdf
) -> None:
    out = tmp_path / "my out"
    done = duizhang("run", make_pdf(), "--out", out, "--direct")
    last = done.stdout.splitlines()[-1]
    command = re.search(r"-m flows (report .*), then open (.*)$", last)
    assert command is not None
    written = duizhang(*shlex.split(command[1]))
    assert written.returncode == 0
    assert command[2] in written.stdout
    assert Path(command[2]).is_file()
    for arguments in (["report", out, "--document", "abc"], ["report", out, "--out", tmp_path]):
        refused = duizhang(*arguments)
        assert refused.returncode == 2
        assert "Traceback" not in refused.stderr


def test_a_failed_file_is_named_with_its_reason_and_the_exit_code_is_1(
    tmp_path: Path, make_pdf: MakePdf
) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"no PDF at all")
    done = duizhang("run", make_pdf(), tmp_path / "bad.pdf", "--out", tmp_path / "out", "--direct")
    assert done.returncode == 1
    assert "bad.pdf" in done.stdout
    assert "no format" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_wrong_usage_exits_with_2_and_says_what_is_wrong(tmp_path: Path) -> None:
    for arguments in (
        ["run", tmp_path / "nowhere", "--out", tmp_path / "out", "--direct"],
        ["run", tmp_path],
        ["run", tmp_path, "--out", tmp_path / "out", "--workers", "0"],
        ["schema", "colours"],
    ):
        done = CliRunner().invoke(command_line.app, list(map(str, arguments)))
        assert done.exit_code == 2
        assert done.stderr
    shown = duizhang_apart("run", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert shown.returncode == 2
    assert "nowhere" in shown.stderr.replace("\n", "")
    assert "Traceback" not in shown.stderr


def test_an_output_folder_that_cannot_be_written_exits_with_3(tmp_path: Path, make_pdf: MakePdf) -> None:
    (tmp_path / "out").write_text("a file")
    done = duizhang("run", make_pdf(), "--out", tmp_path / "out", "--direct")
    assert done.returncode == command_line.EXIT_CANNOT_WRITE
    assert done.stderr.startswith("Cannot write")
    assert len(done.stderr.splitlines()) == 1


def test_version_is_that_of_the_pipeline() -> None:
    assert duizhang_apart("--version").stdout == f"duizhang {VERSION}\n"


def test_schema_prints_every_table_and_every_word() -> None:
    shown = duizhang("schema").stdout
    assert all(f"{table}: " in shown for table in TABLES)
    assert "decimal128(20, 2)" in shown
    assert all(word in shown and term in shown for v in vocabularies().values() for word, term in v.items())
    assert shown.split() == [
        *duizhang("schema", "tables").stdout.split(),
        *duizhang("schema", "vocabularies").stdout.split(),
    ]


def test_a_fault_of_ours_is_one_line_with_the_details_in_a_file(tmp_path: Path) -> None:
    code = (
        "import flows.__main__, flows.commands.command_line as c\n"
        "def app(): raise RuntimeError('broken')\n"
        "c.app = app\n"
        "flows.__main__.main()"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == command_line.EXIT_FAULT
    assert len(done.stderr.splitlines()) == 1
    assert "RuntimeError: broken" in done.stderr
    (log,) = tmp_path.glob("duizhang-*.log")
    assert "Traceback" in log.read_text()


@pytest.mark.parametrize(("part", "key"), [("json", "$defs"), ("datapackage", "resources")])
def test_schema_prints_the_published_schemas(part: str, key: str) -> None:
    assert f'"{key}"' in duizhang("schema", part).stdout


def test_the_rows_that_the_readme_shows_fit_the_published_schema() -> None:
    shown = re.findall(r"^```json\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    rows = [json.loads(block) for block in shown]
    definitions = json_schema()["$defs"]
    tables = {"claims": "sentence", "facts": "row_label", "links": "verdict"}
    for table, column in tables.items():
        (row,) = [row for row in rows if column in row]
        schema = definitions[table] | {"required": [], "$defs": definitions}
        Draft202012Validator(schema).validate(row)
    claim, fact, link = ([row for row in rows if column in row][0] for column in tables.values())
    assert link["claim_id"] == claim["claim_id"]
    assert link["fact_ids"] == [fact["fact_id"]]
    assert Decimal(link["difference"]) == Decimal(claim["value"]) - Decimal(fact["value"])


PAPERS = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands_in(*papers: Path) -> list[list[str]]:
    """The commands in fenced blocks of papers, without their prompts and continuations."""
    text = "".join(paper.read_text("utf-8") for paper in papers)
    blocks = re.findall(r"^```(?:bash|sh|console)\n(.*?)^```", text, re.M | re.S)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [shlex.split(line.removeprefix("$ "), comments=True) for line in lines if line.strip()]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_a_paper_names_commands_and_options_that_exist(paper: Path) -> None:
    program = get_command(command_line.app)
    ours = [words for words in commands_in(paper) if words and Path(words[0]).name == "duizhang"]
    if paper.name.startswith("README"):
        assert {words[1] for words in ours} >= {"run", "status", "inspect", "report", "export", "crawl"}
    for words in ours:
        command = program.commands.get(words[1], program)  # type: ignore[attr-defined]
        command = getattr(command, "commands", {}).get(words[2], command) if len(words) > 2 else command
        options = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
        used = {word.split("=")[0] for word in words if word.startswith("-")}
        assert used <= options, words


def test_the_readmes_are_short_enough_to_be_read() -> None:
    assert (ROOT / "README.md").stat().st_size <= 9 * 1024
    assert (ROOT / "README.zh-CN.md").stat().st_size <= 6 * 1024


def test_the_readme_and_the_makefile_name_the_same_commands() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    named = {words[1] for words in commands_in(ROOT / "README.md") if words and words[0] == "make"}
    assert {"run", "test"} <= named <= targets


@pytest.mark.parametrize(("language", "ending"), [("en", ""), ("zh", ".zh-CN")])
def test_the_reference_of_the_commands_is_what_their_help_says(language: str, ending: str) -> None:
    made = CliRunner().invoke(command_line.app, ["--lang", language, "schema", "commands"]).stdout
    assert (ROOT / f"docs/commands{ending}.md").read_text("utf-8") == made, "make docs"
