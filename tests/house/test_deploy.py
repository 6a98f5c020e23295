"""The files of deploy/: linted, and what they run tried as processes, for no container is built here."""

from __future__ import annotations

import configparser
import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from flows.commands.command_line import app
from flows.prefect_flows.crawl_flow import scheduled_crawl
from tests.support.deployed import DEPLOY, service
from tests.support.waiting import WAY_OUT

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with what they say."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Dockerfile").read_text("utf-8"), flags=re.M)
    lines = text.replace("\\\n", " ").splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines if line.strip())]


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string((DEPLOY / "duizhang.service").read_text("utf-8"))
    return parser


def assert_command_is_ours(words: list[str]) -> None:
    """A command line that our program understands: it is read, and not carried out."""
    program: Any = get_command(app)
    command = program.commands[words[0]]
    context = command.make_context(words[0], list(words[1:]), resilient_parsing=True)
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word.split("=")[0] for word in words if word.startswith("--")} <= known
    assert context.params["out"]


def test_the_image_is_small_pinned_and_runs_as_nobody_special() -> None:
    told = instructions()
    words = [word for word, _ in told]
    assert set(words) <= {
        "FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "STOPSIGNAL", "ENTRYPOINT", "CMD"
    }  # fmt: skip
    bases = [rest.split()[0] for word, rest in told if word == "FROM"]
    assert all(re.search(r":\d+\.\d+-", base) for base in bases)  # a version, not what is latest today
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    assert dict(told)["ENTRYPOINT"] == '["duizhang"]'
    assert "duizhang" in project["scripts"]
    (install,) = [rest for word, rest in told if word == "RUN" and "pip install" in rest]
    extras = re.search(r"\.\[([\w,]+)\]", install)
    assert extras is not None
    assert set(extras[1].split(",")) <= set(project["optional-dependencies"])
    assert "-c constraints.txt" in install
    assert words.index("USER") > max(i for i, word in enumerate(words) if word in ("RUN", "COPY"))
    assert int(dict(told)["USER"]) > 0
    for _, rest in (one for one in told if "apt-get install" in one[1]):
        assert "--no-install-recommends" in rest
        assert "rm -rf /var/lib/apt/lists" in rest


def test_the_container_may_write_to_its_volumes_alone_and_listens_on_the_machine_alone() -> None:
    serve = service()
    assert serve["read_only"] is True
    assert serve["cap_drop"] == ["ALL"]
    assert serve["security_opt"] == ["no-new-privileges:true"]
    assert int(serve["user"]) == int(dict(instructions())["USER"])
    assert all(port.startswith("127.0.0.1:") for port in serve["ports"])
    mounted = [volume.split(":")[1] for volume in serve["volumes"] if not volume.endswith(":ro")]
    assert sorted(mounted) == ["/data", "/state"]
    written = [word.split("=")[1] for word in serve["command"] if word.startswith(("--out", "--archive"))]
    assert all(place.startswith("/data/") for place in written)
    assert_command_is_ours(serve["command"])
    build = serve["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
    port = next(word for word in serve["command"] if word.startswith("--monitor")).rpartition(":")[2]
    assert f":{port}/health" in serve["healthcheck"]["test"][-1]
    assert serve["ports"] == [f"127.0.0.1:{port}:{port}"]


def test_the_unit_of_systemd_starts_and_ends_the_service_in_good_order() -> None:
    told = unit()
    words = shlex.split(told["Service"]["ExecStart"])
    assert Path(words[0]).name == "duizhang"
    assert_command_is_ours(words[1:])
    assert told["Service"]["KillSignal"] == "SIGTERM"
    assert told["Service"]["User"] != "root"
    assert told["Service"]["ProtectSystem"] == "strict"
    assert told["Service"]["WorkingDirectory"] == f"/var/lib/{told['Service']['StateDirectory']}"
    if analyze := shutil.which("systemd-analyze"):
        done = subprocess.run(
            [analyze, "verify", str(DEPLOY / "duizhang.service")], capture_output=True, text=True
        )
        assert "Unknown" not in done.stderr


def test_the_example_of_a_work_pool_names_our_flow_and_its_parameters() -> None:
    (deployment,) = yaml.safe_load((DEPLOY / "prefect.yaml").read_text("utf-8"))["deployments"]
    module, _, name = deployment["entrypoint"].rpartition(".")
    assert (module, name) == (scheduled_crawl.fn.__module__, scheduled_crawl.fn.__name__)
    inspect.signature(scheduled_crawl.fn).bind(**deployment["parameters"])


def somebody_else() -> dict[str, Any]:
    """How a process becomes a user without rights, where this one may do so and that one may run Python."""
    options: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    try:
        subprocess.run([sys.executable, "-c", "import flows"], cwd=ROOT, check=True, **options)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return options


@pytest.mark.long
def test_what_a_container_runs_needs_no_home_and_no_more_than_its_volumes() -> None:
    other = somebody_else()
    folder = Path(tempfile.mkdtemp(prefix="duizhang-test-", dir="/tmp"))
    try:
        for name in ("data", "state", "tmp"):
            (folder / name).mkdir()
            if other:
                os.chown(folder / name, NOBODY, NOBODY)
        folder.chmod(0o755)
        sample = folder / "sample.pdf"
        shutil.copy(ROOT / "corpus/documents/budget-00002.pdf", sample)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder / "state"),
            "PREFECT_HOME": str(folder / "state/prefect"),
            "TMPDIR": str(folder / "tmp"),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [sys.executable, "-m", "flows", "run", str(sample), "--out", str(folder / "data/out")]
        process = subprocess.Popen(
            [*command, "--direct", "--workers", "1"],
            cwd="/",
            env=environment,
            **other,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        told, errors = process.communicate(timeout=WAY_OUT)
        assert process.returncode == 0, errors
        assert (folder / "data/out/parquet").exists()
        assert "Findings" in told
        assert {one.name for one in folder.iterdir()} == {"data", "state", "tmp", "sample.pdf"}
    finally:
        shutil.rmtree(folder)
