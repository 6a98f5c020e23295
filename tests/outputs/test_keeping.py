"""What is removed of OUT stays removed, and nothing else goes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.jobs import Limits
from flows.running.run import RunRequest, run_all
from outputs.publication.dataset import read_table
from outputs.publication.snapshot import publish
from outputs.store.keeping import forget, forgotten, prune
from outputs.store.out_folder import OutFolder, all_bundles
from outputs.store.reviews import keep_reviews
from outputs.store.short_ids import NoSuchId
from records.archive_tables import ReviewRecord
from tests.outputs.test_publication import keep
from tests.support.samples import sample_disclosure

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def out(tmp_path: Path) -> OutFolder:
    folder = OutFolder(tmp_path / "out")
    for version in ("0.1.0", "0.9.0", "0.10.0"):
        document = sample_disclosure(0)
        document.record.version = version
        keep(folder, [document])
    keep(folder, [sample_disclosure(1)])
    return folder


def test_of_each_document_the_newest_versions_are_kept(out: OutFolder) -> None:
    assert prune(out, 2).bundles == 1
    kept = sorted((version, bundle.name[-1]) for version, bundle in all_bundles(out))
    assert kept == [("0.1.0", "1"), ("0.10.0", "0"), ("0.9.0", "0")]
    assert prune(out, 1).bundles == 1
    publish(out)
    assert read_table(out.root, "documents").num_rows == 2


def test_a_forgotten_document_is_gone_in_all_versions(out: OutFolder) -> None:
    publish(out)
    assert forget(out, [f"{0:032x}"]).bundles == 3
    publish(out)
    assert read_table(out.root, "documents").column("document_id").to_pylist() == [f"{1:032x}"]
    assert [path.stem for path in out.json.iterdir()] == [f"{1:032x}"]
    forget(out, [f"{0:032x}"])  # again
    assert forgotten(out) == {f"{0:032x}"}


def test_an_unknown_document_is_told_and_nothing_is_removed(out: OutFolder) -> None:
    with pytest.raises(NoSuchId, match="begins with x"):
        forget(out, [f"{0:032x}", "x"])
    assert len(list(all_bundles(out))) == 4


def test_the_beginning_of_an_id_is_forgotten_only_where_it_names_one_document(out: OutFolder) -> None:
    with pytest.raises(NoSuchId, match="More than one"):
        forget(out, ["00000"])
    other = sample_disclosure(2)
    other.record.document_id = f"abc{2:029x}"
    keep(out, [other])
    assert forget(out, ["abc0"]).bundles == 1
    assert forgotten(out) == {other.record.document_id}


def test_a_run_does_not_take_in_what_was_forgotten(tmp_path: Path) -> None:
    text = tmp_path / "in" / "a.txt"
    text.parent.mkdir()
    text.write_text("某市某局2023年度部门决算\n一、收入支出决算总体情况说明\n收入总计10.00万元。\n", "utf-8")
    request = RunRequest([text], tmp_path / "out", 1, Limits())
    (outcome,) = run_all(request).outcomes
    assert outcome.document_id is not None
    forget(OutFolder(tmp_path / "out"), [outcome.document_id])
    assert run_all(request).outcomes == []
    assert read_table(tmp_path / "out", "documents").num_rows == 0


def test_what_the_backup_keeps_is_all_that_cannot_be_made_again(
    make_pdf: Callable[..., Path], tmp_path: Path
) -> None:
    request = RunRequest(
        [make_pdf("in/a.pdf", text="one"), make_pdf("in/b.pdf", text="two")], tmp_path / "out", 1
    )
    gone, kept = sorted(outcome.document_id or "" for outcome in run_all(request).outcomes)
    out = OutFolder(tmp_path / "out")
    forget(out, [gone])
    mark = ReviewRecord(document_id=kept, finding_id="f", state="ask", when="2024-05-06T07:08:09Z")
    keep_reviews(out, [mark])
    publish(out)
    guide = (ROOT / "docs" / "operation.md").read_text("utf-8")
    backup = guide[guide.index("**Backup.**") : guide.index("**Retention.**")]
    named = {name for name in re.findall("`([a-z.]+)`", backup) if (out.root / name).exists()}
    before = published(out)
    for path in out.root.iterdir():
        if path.name not in named:
            path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(path)
    run_all(request)
    assert named == {"runs", "forgotten.json", "reviews.json"}
    assert published(out) == before == ([kept], ["f"])


def published(out: OutFolder) -> tuple[list[str], list[str]]:
    """The documents and the marks that readers see."""
    documents, reviews = (read_table(out.root, table) for table in ("documents", "reviews"))
    return documents.column("document_id").to_pylist(), reviews.column("finding_id").to_pylist()
