"""Made and real documents side by side: a real one stands beside the family that it is like."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.families import main

pytestmark = pytest.mark.long

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


def test_a_document_stands_beside_its_family(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    given = [str(DOCUMENTS / "guanwai-00001.pdf"), "--families", "sichuan,guanwai", "--documents", "1"]
    assert main([*given, "--gold", str(tmp_path / "none")]) == 0
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert [row[0].removeprefix("| ") for row in rows] == ["family", "sichuan", "guanwai", "guanwai"]
    assert "real: guanwai-00001.pdf" in rows[2][1]
    assert rows[3][2] == "100.0"
