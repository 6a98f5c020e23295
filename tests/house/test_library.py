"""``import duizhang``: for programs, in the repository and from an installed wheel."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import duizhang
from duizhang.house import ensure_ours
from records.tables import TABLES
from tests.support.runs import run_here

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
FLAWED = ROOT / "corpus/documents/budget-00002.pdf"


@pytest.fixture(scope="module")
def read() -> duizhang.Disclosure:
    return duizhang.read(FLAWED)


def test_a_disclosure_that_is_read_has_rows_and_frames_of_each_table(read: duizhang.Disclosure) -> None:
    assert read.status == "ok"
    assert read.record.file_name == FLAWED.name
    assert any(finding.severity == "error" for finding in read.findings)
    for table in TABLES:
        frame = read.frame(table)
        assert len(frame) == len(read.rows(table))
        assert list(frame.columns)[0] == "document_id"
    (amount,) = {fact.amount_yuan for fact in read.facts[:1]}
    assert isinstance(amount, Decimal)
    assert read.frame("facts")["amount_yuan"].iloc[0] == amount
    with pytest.raises(KeyError, match="There is no table"):
        read.frame("colours")


def test_what_is_read_and_what_a_run_publishes_is_the_same(read: duizhang.Disclosure, tmp_path: Path) -> None:
    run_here(FLAWED, out=tmp_path / "out")
    published = duizhang.load(tmp_path / "out", "facts")
    frame = read.frame("facts")
    assert published["fact_id"].tolist() == frame["fact_id"].tolist()
    assert published["amount_yuan"].tolist() == frame["amount_yuan"].tolist()
    assert published["amount_yuan"].dtype == frame["amount_yuan"].dtype
    assert len(duizhang.load(tmp_path / "out", "claims", kind=["level"], page=5)) > 0


def test_a_file_that_cannot_be_read_is_a_failed_disclosure_or_told(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    broken = duizhang.read(tmp_path / "broken.pdf")
    assert broken.status == "failed"
    assert broken.diagnostics[0].message.startswith("The file is damaged")
    with pytest.raises(duizhang.CannotRead, match="^There is no file"):
        duizhang.read(tmp_path / "none.pdf")


def test_another_projects_package_in_the_place_of_a_room_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImportError, match="'records' is not its package; it lies at"):
        ensure_ours(tmp_path)
    ensure_ours()


def test_the_installed_wheel_works_outside_the_repository(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    source = tmp_path / "source"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    names = tracked.decode().split("\0") if tracked else [str(p.relative_to(ROOT)) for p in ROOT.rglob("*")]
    rooms = {*(["records", "extractors", "nlp", "linking", "outputs", "flows", "corpus", "duizhang"])}
    for name in names:
        file, first = ROOT / name, name.split("/")[0]
        if file.is_file() and (first in rooms or "/" not in name) and "documents/" not in name:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(file.read_bytes())
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, source]
    subprocess.run([*pip, *map(str, build)], check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("duizhang-*.whl")
    site = tmp_path / "site"
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--target", str(site), str(wheel)], check=True
    )
    program = (
        "import sys, duizhang\n"
        "def main():\n"
        f"    d = duizhang.read({str(FLAWED)!r})\n"
        "    print(duizhang.__file__, d.status, len(d.findings), d.frame('claims').shape[0])\n"
        "main()\n"  # no guard: a program need not know that processes are started
    )
    (tmp_path / "program.py").write_text(program)
    environment = {"PYTHONPATH": str(site), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    where, status, findings, claims = done.stdout.split()
    assert Path(where).is_relative_to(site)
    assert (status, int(findings) > 0, int(claims) > 0) == ("ok", True, True)
    command = [str(site / "bin" / "duizhang"), "--lang", "zh", "run", "--help"]
    shown = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert "处理公开文件" in shown.stdout, shown.stderr
