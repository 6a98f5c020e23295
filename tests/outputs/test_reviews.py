"""Readers' marks on findings: taken in, merged, published, and kept when documents are done anew."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.commands.command_line import app
from outputs.publication.dataset import read_table
from outputs.report.marks import marks_script
from outputs.store.out_folder import OutFolder
from outputs.store.packed import DamagedBundle
from outputs.store.reviews import UnreadableReviews, keep_reviews, kept_reviews, merged, read_reviews
from records.archive_tables import ReviewRecord

BEFORE = "window.duizhangMarks = "
MARK = ReviewRecord(
    document_id="d" * 32,
    finding_id="f1",
    state="confirmed",
    note="已核实",
    who="某人",
    when="2025-01-02T03:04:05Z",
)


def saved(path: Path, *marks: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"format": "duizhang-review", "reviews": marks}))
    return path


def test_of_two_marks_on_a_finding_the_newer_one_stands(tmp_path: Path) -> None:
    later = replace(MARK, state="false", when="2025-01-02T12:00:00+08:00")
    earlier = replace(MARK, state="ask", when="2025-01-02T10:00:00+08:00")
    assert merged([MARK], [later, earlier]) == [later]
    out = OutFolder(tmp_path)
    assert keep_reviews(out, [MARK]) == 1
    assert keep_reviews(out, [MARK]) == 0
    assert keep_reviews(out, [earlier]) == 0
    assert keep_reviews(out, [later, replace(MARK, finding_id="f2")]) == 2
    assert [one.state for one in kept_reviews(out)] == ["false", "confirmed"]


def test_a_mark_that_was_taken_back_is_gone_and_no_older_one_comes_back(tmp_path: Path) -> None:
    out = OutFolder(tmp_path)
    keep_reviews(out, [MARK])
    back = {**asdict(MARK), "state": None, "when": "2025-01-03T00:00:00Z"}
    assert keep_reviews(out, read_reviews(saved(tmp_path / "review.json", back))) == 1
    assert kept_reviews(out) == []
    assert keep_reviews(out, [MARK]) == 0
    assert kept_reviews(out) == []
    told = json.loads(marks_script(out, tmp_path / "report", [MARK.document_id]).decode()[len(BEFORE) : -2])
    assert [one["state"] for one in told["reviews"]] == [None]


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"reviews": []}', '{"format": "other", "reviews": []}',
     '{"format": "duizhang-review", "reviews": [{"finding_id": "f1"}]}'],
)  # fmt: skip
def test_a_file_that_holds_no_marks_is_refused_with_a_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "review.json"
    file.write_text(content)
    with pytest.raises(UnreadableReviews, match="holds no marks"):
        read_reviews(file)
    OutFolder(tmp_path).reviews.write_text(content)
    with pytest.raises(DamagedBundle, match="holds no marks"):
        kept_reviews(OutFolder(tmp_path))


@pytest.mark.parametrize("wrong", [{"state": "perhaps"}, {"when": "yesterday"}])
def test_a_mark_of_no_known_state_or_time_is_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(UnreadableReviews):
        read_reviews(saved(tmp_path / "review.json", asdict(MARK) | wrong))


@pytest.mark.long
def test_the_command_takes_marks_in_and_publishes_them(tmp_path: Path) -> None:
    file = saved(tmp_path / "review.json", asdict(MARK), asdict(replace(MARK, finding_id="f2")))
    out = tmp_path / "out"
    out.mkdir()
    done = CliRunner().invoke(app, ["review", str(out), str(file)])
    assert done.exit_code == 0, done.output
    assert "2 marks" in done.output
    rows = read_table(out, "reviews").to_pylist()
    assert rows == [asdict(MARK), asdict(replace(MARK, finding_id="f2"))]
    assert CliRunner().invoke(app, ["publish", str(out)]).exit_code == 0
    assert len(read_table(out, "reviews")) == 2
    broken = CliRunner().invoke(app, ["review", str(out), str(saved(tmp_path / "b.json", {"state": "x"}))])
    assert broken.exit_code == 2
    assert "holds no marks" in broken.output
