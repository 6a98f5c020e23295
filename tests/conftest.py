"""What the tests share: disclosures made in memory, small PDF files, and where documents lie."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from hypothesis import HealthCheck, settings

from tests.support.made import SHARED, folder_once

ROOT = Path(__file__).resolve().parent.parent

# Machines differ, and the first example may have to load a library. What is tried is the same each time;
# "pytest --hypothesis-profile=exploring" looks for what was never tried.
SLOW_MACHINES = [HealthCheck.too_slow]
settings.register_profile("exploring", deadline=None, suppress_health_check=SLOW_MACHINES)
settings.register_profile("always the same", settings.get_profile("exploring"), derandomize=True)
settings.load_profile("always the same")


# Processes that tests start, and what workers are forked from, run what is tested here, wherever they are.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))

ROOMS = ("records", "extractors", "nlp", "linking", "outputs", "flows", "corpus", "house")
"""Each test has the name of its folder as a marker."""


def pytest_configure(config: pytest.Config) -> None:
    """A folder for what the processes of this session share; those that xdist starts are told of it."""
    if SHARED not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="duizhang-tests-")
        os.environ[SHARED] = folder.name

        def forget() -> None:
            del os.environ[SHARED]
            folder.cleanup()

        config.add_cleanup(forget)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than processors: some tests wait for a server, a delay, a limit of time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection() -> None:
    gc.disable()


def pytest_collection_finish() -> None:
    """The thousands of tests stay: until the end no collection of garbage need go through them again."""
    gc.freeze()
    atexit.register(gc.unfreeze)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        room = item.path.relative_to(ROOT / "tests").parts[0]
        if room in ROOMS:
            item.add_marker(room)
    # Files that take long come first: no process is left with one of them when the others are through.
    longest = {item.path: 0 for item in items if item.get_closest_marker("slow")}
    long = {item.path: 1 for item in items if item.get_closest_marker("long")} | longest
    items.sort(key=lambda item: long.get(item.path, 2))


@pytest.fixture(scope="session")
def corpus_documents() -> list[Path]:
    """The PDF files of the corpus that have text."""
    files = sorted((ROOT / "corpus" / "documents").glob("*[0-9].pdf"))
    assert files, "the corpus has no documents"
    return files


@pytest.fixture(scope="session")
def shared_documents() -> Path:
    """Real disclosures beside the repository, which are no part of it."""
    folder = ROOT.parent / "shared" / "documents"
    if not folder.is_dir():
        pytest.skip("there are no real documents beside the repository")
    return folder


@pytest.fixture(scope="session")
def published_corpus(corpus_documents: list[Path]) -> Path:
    """An output folder to which a run over the corpus was written."""
    from tests.support.runs import run_here

    return folder_once("published", lambda out: run_here(*corpus_documents, out=out))


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a PDF with a line of text on each page, and returns its path."""

    def make(name: str = "a.pdf", text: str = "budget 2024", pages: int = 1, **saving: object) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with pymupdf.open() as pdf:
            for number in range(pages):
                pdf.new_page().insert_text((72, 72), f"{text} {number + 1}")
            path.write_bytes(pdf.tobytes(no_new_id=True, **saving))
        return path

    return make


@pytest.fixture(scope="session")
def made_database() -> Path:
    """The database of the flow engine as it is before its first run, made once for all tests.

    To make it takes as long as all else that the engine does at its start.
    """

    def upgrade(home: Path) -> None:
        environment = os.environ | {"PREFECT_HOME": str(home)}
        command = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"]
        subprocess.run(command, env=environment, check=True, capture_output=True)

    return folder_once("engine", upgrade) / "prefect.db"


@pytest.fixture
def engine_home(tmp_path: Path, made_database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for the flow engine of a test, whose servers need not look what version it is of."""
    monkeypatch.setenv("PREFECT_SERVER_DATABASE_MIGRATE_ON_START", "false")
    home = tmp_path / "prefect"
    home.mkdir()
    shutil.copy(made_database, home)
    return home


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of an S3-compatible server in this process."""
    pytest.importorskip("s3fs", reason="needs the extra 's3'")
    server = pytest.importorskip("moto.server", reason="needs moto and flask")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()
