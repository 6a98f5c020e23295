"""Inputs and OUT on an object store give what a folder gives; several runs may write at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest

from flows.running.inputs import MissingInput
from flows.running.run import RunReport, RunRequest
from outputs.publication import object_store
from outputs.publication.dataset import NotPublished, read_table
from outputs.publication.object_store import NoSuchStore, bring_up_to_date, out_at, publish_out, working_copy
from outputs.store.holdings import holdings
from outputs.store.out_folder import all_bundles
from records.tables import TABLES
from tests.support.runs import carried_out_here, run_here

pytestmark = pytest.mark.long

MakePdf = Callable[..., Path]


@pytest.fixture(params=["memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty place on an object store."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if request.param == "memory":
        fsspec.filesystem("memory").store.clear()
        return "memory://bucket"
    monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("s3_server"))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "us-east-1")
    bucket = f"bucket-{abs(hash(str(tmp_path)))}"
    # Another test may have left a file system that knows the address of its own server.
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    fsspec.filesystem("s3").mkdir(bucket)
    return f"s3://{bucket}"


@pytest.fixture
def stocked(store: str, tmp_path: Path, make_pdf: MakePdf) -> str:
    """The store with three documents and a text below ``in``; the same lie in a folder ``in``."""
    for name in ("a.pdf", "deep/b.pdf", "deep/c.pdf"):
        make_pdf(f"in/{name}", text=name)
    (tmp_path / "in" / "notes.md").write_text("no disclosure")
    files, root = fsspec.core.url_to_fs(store)
    for path in (tmp_path / "in").rglob("*.*"):
        if path.is_file():
            files.pipe_file(f"{root}/in/{path.relative_to(tmp_path / 'in')}", path.read_bytes())
    return store


def run(*inputs: str, out: str, **options: object) -> RunReport:
    request = RunRequest(inputs, out, workers=1, **options)  # type: ignore[arg-type]
    return carried_out_here(request)


def test_a_store_gives_the_rows_and_documents_that_a_folder_gives(stocked: str, tmp_path: Path) -> None:
    report = run(f"{stocked}/in", out=f"{stocked}/out")
    assert [o.status for o in report.outcomes] == ["ok"] * 3
    assert [path.name for path in report.ignored] == ["notes.md"]
    run_here(tmp_path / "in", out=tmp_path / "out")
    for table in TABLES:
        assert read_table(f"{stocked}/out", table).equals(read_table(tmp_path / "out", table))
    files, root = fsspec.core.url_to_fs(f"{stocked}/out")
    files.invalidate_cache()
    for part in ("json", "bundles", "schema"):
        local = {str(p.relative_to(tmp_path / "out")): p for p in (tmp_path / "out" / part).rglob("*.*")}
        there = {path.split("/out/", 1)[1] for path in files.find(f"{root}/{part}")}
        assert there == {name for name, path in local.items() if path.is_file()}
        assert all(files.cat_file(f"{root}/{name}") == local[name].read_bytes() for name in there)
    current = json.loads(files.cat_file(f"{root}/current.json"))
    assert files.find(f"{root}/{current['snapshot']}/facts") or "facts" in TABLES


def test_a_second_run_does_nothing_also_without_its_working_copy(stocked: str, tmp_path: Path) -> None:
    run(f"{stocked}/in", out=f"{stocked}/out")
    before = object_store.objects(f"{stocked}/out")
    for lost in (False, True):
        if lost:
            shutil.rmtree(tmp_path / "cache")
        again = run(f"{stocked}/in", out=f"{stocked}/out")
        assert all(outcome.done_before for outcome in again.outcomes)
        after = object_store.objects(f"{stocked}/out")
        changed = {name for name in after if before.get(name) != after[name]}
        assert {name.split("/")[0] for name in changed} <= {"runs", "schema", *(["json"] if lost else [])}
    held = holdings(out_at(f"{stocked}/out").root)
    assert (held.statuses, held.without_source) == ({"ok": 3}, 0)


def test_a_new_document_leaves_the_files_of_the_others_and_a_new_version_replaces_rows(
    stocked: str, tmp_path: Path, make_pdf: MakePdf
) -> None:
    run(f"{stocked}/in/a.pdf", out=f"{stocked}/out")
    first = object_store.current_snapshot(f"{stocked}/out")
    run(f"{stocked}/in", out=f"{stocked}/out")
    second = object_store.current_snapshot(f"{stocked}/out")
    assert second["previous"] == first["snapshot"] != second["snapshot"]
    assert object_store.objects(f"{stocked}/out/{first['snapshot']}")  # for readers still at work
    run(f"{stocked}/in", out=f"{stocked}/out", version="99.0")
    assert set(read_table(f"{stocked}/out", "documents")["version"].to_pylist()) == {"99.0"}
    assert not object_store.objects(f"{stocked}/out/{first['snapshot']}")


def test_what_another_run_puts_while_one_publishes_is_published_too(
    stocked: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run(f"{stocked}/in/a.pdf", out=f"{stocked}/other")
    files, root = fsspec.core.url_to_fs(stocked)
    put_snapshot = object_store._put_snapshot

    def disturbed(*arguments: object) -> None:
        monkeypatch.setattr(object_store, "_put_snapshot", put_snapshot)
        for name in object_store.objects(f"{stocked}/other/bundles"):
            data = files.cat_file(f"{root}/other/bundles/{name}")
            files.pipe_file(f"{root}/out/bundles/{name}", data)
        put_snapshot(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(object_store, "_put_snapshot", disturbed)
    run(f"{stocked}/in/deep", out=f"{stocked}/out")
    assert read_table(f"{stocked}/out", "documents").num_rows == 3


def test_a_bundle_without_its_rows_is_not_there_yet(stocked: str) -> None:
    run(f"{stocked}/in", out=f"{stocked}/out")
    files, root = fsspec.core.url_to_fs(f"{stocked}/out")
    rows = [name for name in object_store.objects(f"{stocked}/out") if name.endswith("head.json.zst")]
    files.rm_file(f"{root}/{rows[0]}")
    out = out_at(f"{stocked}/out")
    bring_up_to_date(out)
    assert len(list(all_bundles(out))) == 2
    publish_out(out)
    assert read_table(f"{stocked}/out", "documents").num_rows == 2
    again = run(f"{stocked}/in", out=f"{stocked}/out")
    assert sum(outcome.done_before for outcome in again.outcomes) == 2
    assert read_table(f"{stocked}/out", "documents").num_rows == 3


def test_an_input_that_changed_or_went_away_is_seen(stocked: str) -> None:
    run(f"{stocked}/in", out=f"{stocked}/out")
    files, root = fsspec.core.url_to_fs(f"{stocked}/in")
    files.pipe_file(f"{root}/a.pdf", b"%PDF-1.7 cut off")
    files.rm_file(f"{root}/deep/c.pdf")
    report = run(f"{stocked}/in", out=f"{stocked}/out")
    assert {o.path.name: (o.status, o.done_before) for o in report.outcomes} == {
        "a.pdf": ("failed", False),
        "b.pdf": ("ok", True),
    }


def test_what_is_not_there_is_said(store: str) -> None:
    with pytest.raises(MissingInput, match="nowhere"):
        run(f"{store}/nowhere", out=f"{store}/out")
    with pytest.raises(NotPublished):
        read_table(f"{store}/out", "facts")
    with pytest.raises(NoSuchStore, match="nonsense"):
        run("nonsense://bucket/a.pdf", out=f"{store}/out")


def test_a_file_address_is_a_folder(tmp_path: Path, make_pdf: MakePdf) -> None:
    file = make_pdf("a.pdf")
    run(file.as_uri(), out=(tmp_path / "out").as_uri())
    assert read_table(tmp_path / "out", "documents").num_rows == 1
    assert working_copy("s3://a/b") != working_copy("s3://a/c")
