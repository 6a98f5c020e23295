"""What the papers say of the house is so: paths that exist, rooms that are drawn, the version that is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.version import VERSION

ROOT = Path(__file__).resolve().parent.parent.parent
PAPERS = [
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
]
PAPERS += sorted((ROOT / "docs").glob("*.md"))
PAPERS += sorted((ROOT / "docs" / "decisions").glob("*.md"))
OURS = re.compile(r"`((?:records|extractors|nlp|linking|outputs|flows|corpus|tests|docs)/[\w./-]+|\.ci/run)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)")


def test_the_changelog_begins_with_the_version() -> None:
    headings = re.findall(r"^## (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert headings[0] == VERSION
    parts = [tuple(map(int, heading.split("."))) for heading in headings]
    assert parts == sorted(parts, reverse=True)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_what_a_paper_names_is_there(paper: Path) -> None:
    text = paper.read_text("utf-8")
    missing = [name for name in OURS.findall(text) if not (ROOT / name).exists()]
    missing += [name for name in LINK.findall(text) if not (paper.parent / name).exists()]
    assert missing == []


def test_what_git_checks_before_a_commit_is_what_make_checks() -> None:
    rules = re.findall(r"^(\w+):(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    targets = {name: needs.split() for name, needs in rules}
    hooks = re.findall(r"entry: make (\w+)", (ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert set(targets["check"]) | {"rules"} == set(hooks)
    assert set(hooks) <= set(targets)


def test_the_floor_plan_shows_the_folders_of_each_room() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    drawn = {room: names.split(" · ") for room, names in re.findall(r"│ (\w+)/ +(\S.*?) +│\n", plan)}
    for room in ("linking", "outputs", "flows"):
        folders = {path.parent.name for path in (ROOT / room).glob("*/__init__.py")}
        assert folders <= set(drawn[room]), room
    assert list(drawn) == ["flows", "outputs", "linking", "nlp", "extractors", "records"]


def test_every_decision_says_when_it_would_be_wrong_and_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text("utf-8"))
    records = [path for path in folder.glob("*.md") if path.name != "README.md"]
    assert sorted(listed) == sorted(path.name for path in records)
    for path in records:
        text = path.read_text("utf-8")
        assert all(f"**{part}" in text for part in ("Chosen.**", "Why.**", "Cost.**", "Wrong when**")), path
