"""Files of an archive of the crawl are processed with what the archive knows of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhang import load
from flows.crawl.archive import Archive
from flows.crawl.fetches import Fetch
from flows.jobs import Origin
from flows.running.origins import origin_of
from records.file_tables import DocumentRecord
from tests.support.runs import run_here


def archived(archive: Archive, data: bytes, **more: object) -> str:
    sha256 = archive.store(data)
    fetch = {
        "source": "county",
        "crawl": "c",
        "url": "http://a.gov.cn/asked",
        "final_url": "http://a.gov.cn/1.pdf",
        "kind": "attachment",
        "outcome": "new",
        "fetched_at": "2024-09-20T01:02:03.000004+00:00",
        "sha256": sha256,
        "name": "某局2024年部门决算.pdf",
    }
    archive.record(Fetch.of(fetch | more))
    return sha256


def test_all_addresses_that_have_a_file_are_told_the_first_first(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path / "archive"))
    days = ("2024-09-20", "2024-10-02", "2024-09-28", "2024-11-01")
    for day, address in zip(days, ("1.pdf", "b/1.pdf", "c/1.pdf", "1.pdf"), strict=True):
        final_url = f"http://a.gov.cn/{address}"
        sha256 = archived(archive, b"%PDF", final_url=final_url, fetched_at=f"{day}T01:02:03+00:00")
    elsewhere = archive.local_copy(sha256, tmp_path)
    origin = origin_of(elsewhere)
    assert origin is not None
    record = DocumentRecord(document_id=sha256[:32], file_name="1.pdf", sha256=sha256)
    origin.tell(record)
    assert record.source_url == "http://a.gov.cn/1.pdf"
    assert record.source_urls == [f"http://a.gov.cn/{one}" for one in ("1.pdf", "c/1.pdf", "b/1.pdf")]


def test_a_file_of_an_archive_is_published_with_its_origin(
    tmp_path: Path, corpus_documents: list[Path]
) -> None:
    archive = Archive(str(tmp_path / "archive"))
    told = {"region": "某省某县", "issuer": "某县财政局"}
    read = archived(archive, corpus_documents[0].read_bytes(), **told)
    broken = archived(archive, b"%PDF-1.7 and nothing else", **told)
    files = [archive.local_copy(sha256, tmp_path) for sha256 in (read, broken)]
    run_here(*files, out=tmp_path / "out")
    run_here(corpus_documents[0], out=tmp_path / "plain")
    rows = load(tmp_path / "out", "documents").set_index("sha256")
    (plain,) = load(tmp_path / "plain", "documents").itertuples()
    assert plain.region
    for sha256, issuer, region in (
        (read, plain.issuer, plain.region),
        (broken, "某县财政局", "某省某县"),
    ):
        row = rows.loc[sha256]
        assert row.source_url == "http://a.gov.cn/1.pdf"
        assert row.fetched_at == "2024-09-20T01:02:03.000004+00:00"
        assert row.file_name == "某局2024年部门决算.pdf"
        assert row.region == region
        assert row.issuer == issuer
    assert rows.loc[broken].status == "failed"


@pytest.mark.parametrize(
    ("own", "listed", "published"),
    [
        (None, "某省某县", "某省某县"),
        ("某县", "某省某县", "某省某县"),
        ("另县", "某省某县", "另县"),
        ("某省", "某省某县", "某省"),
        ("某县", None, "某县"),
    ],
)
def test_a_source_lists_region_completes_and_never_replaces_a_documents_own(
    own: str | None, listed: str | None, published: str
) -> None:
    record = DocumentRecord(document_id="d", file_name="a.pdf", sha256="0" * 64, region=own)
    Origin("http://a.gov.cn/", "2024-09-20", "a.pdf", region=listed).tell(record)
    assert record.region == published


def test_only_files_of_an_archive_have_an_origin(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path / "archive"))
    sha256 = archived(archive, b"content", group="0123456789abcdef")
    origin = origin_of(archive.local_copy(sha256, tmp_path))
    assert origin is not None
    assert origin.page == "0123456789abcdef"
    page = archive.store(b"a list")
    for path in (
        archive.local_copy(page, tmp_path),
        tmp_path / "a.pdf",
        tmp_path / "objects" / "aa" / ("a" * 64),
        Path(sha256),
    ):
        assert origin_of(path) is None


def test_a_copy_of_a_remote_archive_keeps_the_origin(tmp_path: Path) -> None:
    archive = Archive(f"memory://{tmp_path.name}")
    sha256 = archived(archive, b"content", name="a.pdf")
    copy = archive.local_copy(sha256, tmp_path)
    assert copy.read_bytes() == b"content"
    origin = origin_of(copy)
    assert origin is not None
    assert origin.file_name == "a.pdf"
