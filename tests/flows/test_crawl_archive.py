"""The archive of the crawl: written once, traceable, true at any moment."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import fsspec
import pytest

from flows.crawl.archive import Archive, ArchiveFailure
from flows.crawl.fetches import Fetch

pytestmark = pytest.mark.long


def fetch(
    url: str = "http://a.gov.cn/1.pdf", crawl: str = "20240101T000000.000000Z", **more: object
) -> Fetch:
    record = {"source": "a", "crawl": crawl, "url": url, "final_url": url, "kind": "attachment"}
    return Fetch.of(record | {"outcome": "new"} | more)


@pytest.fixture(params=["disk", "memory", "s3"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An empty archive."""
    if request.param == "disk":
        return Archive(str(tmp_path / "archive"))
    if request.param == "memory":
        return Archive(f"memory://{uuid.uuid4().hex}")
    monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("s3_server"))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "us-east-1")
    bucket = f"bucket-{uuid.uuid4().hex[:8]}"
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    fsspec.filesystem("s3").mkdir(bucket)
    return Archive(f"s3://{bucket}/archive")


def test_a_content_is_kept_once_and_comes_back(archive: Archive, tmp_path: Path) -> None:
    sha256 = archive.store(b"content")
    assert archive.store(b"content") == sha256
    assert archive.content(sha256) == b"content"
    assert archive.local_copy(sha256, tmp_path).read_bytes() == b"content"


def test_a_content_on_a_disk_is_read_only_and_keeps_its_first_file(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    path = tmp_path / "objects" / (sha := archive.store(b"content"))[:2] / sha
    before = path.stat()
    archive.store(b"content")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert not path.stat().st_mode & 0o222


def test_a_damaged_content_is_noticed(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    sha256 = archive.store(b"content")
    path = tmp_path / "objects" / sha256[:2] / sha256
    path.chmod(0o644)
    path.write_bytes(b"other")
    with pytest.raises(ArchiveFailure, match="damaged"):
        archive.content(sha256)


def test_the_first_fetch_of_a_document_stays_its_origin(archive: Archive) -> None:
    sha256 = archive.store(b"content")
    archive.record(fetch(sha256=sha256, fetched_at="2024-01-01T00:00:00.000000+00:00"))
    archive.record(fetch("http://b.gov.cn/", sha256=sha256, fetched_at="2024-02-01T00:00:00.000000+00:00"))
    assert archive.documents("attachment") == [sha256]
    assert archive.documents("article") == []
    assert archive.origin("attachment", sha256).url == "http://a.gov.cn/1.pdf"


def test_an_open_crawl_is_found_and_its_records_are_there_before_and_after_its_end(archive: Archive) -> None:
    crawl = "20240101T000000.000000Z"
    assert archive.open_crawl("a") is None
    for number in range(3):
        archive.record(fetch(f"http://a.gov.cn/{number}", kind="list", sha256="0" * 64))
    assert archive.open_crawl("a") == crawl
    before = archive.fetches("a", crawl)
    archive.end_crawl("a", crawl)
    assert archive.open_crawl("a") is None
    assert archive.crawls("a") == [crawl]
    assert archive.fetches("a", crawl) == before
    assert [one.url[-1] for one in before] == ["0", "1", "2"]


def test_an_end_that_was_interrupted_leaves_nothing_twice(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.record(fetch(kind="list", sha256="0" * 64))

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(archive._files, "rm", killed)
        with pytest.raises(KeyboardInterrupt):
            archive.end_crawl("a", "20240101T000000.000000Z")
    assert archive.open_crawl("a") is None
    assert len(archive.fetches("a", "20240101T000000.000000Z")) == 1


def test_the_last_good_fetch_of_an_address_is_known_with_and_without_the_state(archive: Archive) -> None:
    for day, outcome in ((1, "new"), (2, "changed"), (3, "failed")):
        crawl = f"2024010{day}T000000.000000Z"
        archive.record(fetch(crawl=crawl, outcome=outcome, sha256=str(day) * 64, kind="list"))
        archive.end_crawl("a", crawl)
    assert {url: one.sha256 for url, one in archive.last_good("a").items()} == {
        "http://a.gov.cn/1.pdf": "2" * 64
    }
    known = archive.last_good("a")
    archive._files.rm(f"{archive._root}/state/a.json")
    assert archive.last_good("a") == known


def test_one_crawl_of_a_source_at_a_time(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    with archive.claimed("a") as first, archive.claimed("a") as second, archive.claimed("b") as other:
        assert (first, second, other) == (True, False, True)
    with archive.claimed("a") as again:
        assert again


def test_an_archive_that_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveFailure, match="cannot be used"):
        Archive("nosuchstore://x")
    if os.geteuid() != 0:
        tmp_path.chmod(0o500)
        with pytest.raises(ArchiveFailure, match="cannot be used"):
            Archive(str(tmp_path / "x")).store(b"content")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveFailure, match="cannot be used"):
        Archive(str(tmp_path / "file")).store(b"content")
