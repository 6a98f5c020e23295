"""Results change only on purpose: the samples give what was approved with this version."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.version import VERSION
from tests.support import approved
from tests.support.approved import Result, approved_digests, approved_version, changes, result_of, samples
from tests.support.runs import remembered

SAMPLES = samples()
approved_once = pytest.mark.skipif(not approved.DIGESTS.exists(), reason="nothing has been approved yet")


@approved_once
def test_the_approved_results_are_those_of_this_version_and_of_all_samples() -> None:
    assert approved_version() == VERSION, "run: make approve"
    assert list(approved_digests()) == list(SAMPLES)


@approved_once
@pytest.mark.long
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_gives_what_was_approved(name: str) -> None:
    result = result_of(SAMPLES[name], remembered)
    if result.digest != approved_digests()[name]:
        pytest.fail("run: make approve\n" + "\n".join(changes(name, result)), pytrace=False)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for approved results, of one sample."""
    monkeypatch.setattr(approved, "APPROVED", tmp_path)
    monkeypatch.setattr(approved, "DIGESTS", tmp_path / "digests.json")
    monkeypatch.setattr(approved, "samples", lambda: {"a.pdf": Path("a.pdf")})
    return tmp_path


def now(monkeypatch: pytest.MonkeyPatch, digest: str, *lines: str) -> None:
    monkeypatch.setattr(approved, "result_of", lambda path: Result(digest, lines))


def test_a_change_is_shown_and_needs_a_version(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now(monkeypatch, "1", "figure | 收入 = 10 万元", "link | 收入 | supported")
    assert approved.main([]) == 0
    assert approved.main([]) == 0  # nothing has changed
    now(monkeypatch, "2", "figure | 收入 = 11 万元", "link | 收入 | supported")
    capsys.readouterr()
    assert approved.main([]) == 1
    shown = capsys.readouterr().out
    assert "- figure | 收入 = 10 万元" in shown
    assert "+ figure | 收入 = 11 万元" in shown
    assert "supported" not in shown
    assert approved_digests() == {"a.pdf": "1"}
    monkeypatch.setattr(approved, "VERSION", "99.0.0")
    assert approved.main([]) == 0
    assert (approved_version(), approved_digests()) == ("99.0.0", {"a.pdf": "2"})


def test_a_version_that_was_not_released_may_change_again(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now(monkeypatch, "1", "figure | 收入 = 10 万元")
    approved.main([])
    now(monkeypatch, "2", "figure | 收入 = 11 万元")
    assert approved.main(["--show"]) == 0
    assert approved_digests() == {"a.pdf": "1"}
    assert approved.main(["--unreleased"]) == 0
    assert approved_digests() == {"a.pdf": "2"}
