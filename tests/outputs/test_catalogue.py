"""The catalogue tells what OUT holds, and is never the truth."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from outputs.report.originals import originals
from outputs.store.bundles import HEAD, read_head
from outputs.store.catalogue import catalogue_file, known_heads, refreshed
from outputs.store.holdings import holdings, known_documents
from outputs.store.out_folder import OutFolder, all_bundles
from outputs.store.packed import read_packed, write_packed
from tests.support.runs import run_here

pytestmark = pytest.mark.long

MakePdf = Callable[..., Path]


@pytest.fixture
def out(tmp_path: Path, make_pdf: MakePdf) -> Path:
    """Two good documents and a failed one, processed."""
    make_pdf("in/a.pdf", text="a")
    make_pdf("in/b.pdf", text="b")
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    run_here(tmp_path / "in", out=tmp_path / "out")
    return tmp_path / "out"


def test_documents_are_counted_by_status_version_and_year(out: Path) -> None:
    held = holdings(out)
    assert held.documents == 3
    assert held.statuses == {"failed": 1, "ok": 2}
    assert list(held.versions.values()) == [3]
    assert held.years == {(None, None): 3}
    assert held.without_source == 0
    assert held.seconds > 0
    assert {one.file_name for one in held.slowest} == {"a.pdf", "b.pdf", "bad.pdf"}
    assert [one.severity for one in held.noticed][0] == "error"
    assert held.noticed[0].documents == 1
    assert len(holdings(out, most=1).slowest) == 1


@pytest.mark.parametrize("how", ["lost", "damaged", "of another layout", "without the reports of runs"])
def test_a_catalogue_that_is_lost_or_damaged_is_made_anew(out: Path, how: str) -> None:
    before = holdings(out)
    file = catalogue_file(OutFolder(out))
    if how == "lost":
        file.unlink()
    elif how == "damaged":
        file.write_bytes(b"this is no database " * 500)
    elif how == "of another layout":
        with refreshed(OutFolder(out)) as catalogue:
            catalogue.execute("delete from bundles")
            catalogue.execute("pragma user_version = 999")
            catalogue.commit()
    else:
        shutil.rmtree(out / "runs")
        before = None  # type: ignore[assignment]
    after = holdings(out)
    if before is None:
        assert (after.documents, after.without_source, after.slowest) == (3, 3, [])
    else:
        assert after == before


def test_bundles_that_were_removed_or_written_again_are_told_as_they_are(out: Path) -> None:
    gone, *_ = [one for one in known_documents(out) if one.status == "ok"]
    shutil.rmtree(OutFolder(out).bundle(gone.version, gone.document_id))
    assert holdings(out).statuses == {"failed": 1, "ok": 1}
    run_here(out.parent / "in", out=out, force=True)
    assert holdings(out).statuses == {"failed": 1, "ok": 2}


def test_a_run_is_told_of_a_bundle_as_its_head_tells_it(out: Path) -> None:
    holdings(out)
    bundles = [bundle for _, bundle in all_bundles(OutFolder(out))]
    with known_heads(OutFolder(out)) as head_of:
        for bundle in bundles:
            known, told = head_of(bundle), read_head(bundle)
            assert (known.rows, known.errors, known.content) == (told.rows, told.errors, told.content)
            assert known.document["status"] == told.document["status"]
            assert known.remarks.keys() == told.remarks.keys() - {"entry"}
        head = bundles[0] / HEAD
        write_packed(head, read_packed(head).replace(b'"status":"', b'"status":"not_'))
        assert head_of(bundles[0]).document["status"].startswith("not_")


def test_only_the_newest_version_of_a_document_counts(out: Path) -> None:
    run_here(out.parent / "in" / "a.pdf", out=out, version="99.10.0")
    run_here(out.parent / "in" / "a.pdf", out=out, version="99.9.0")
    held = holdings(out)
    assert held.documents == 3
    assert held.versions["99.10.0"] == 1
    assert "99.9.0" not in held.versions


def test_files_of_a_document_are_told_the_one_seen_last_first(out: Path, tmp_path: Path) -> None:
    documents = {one.file_name: one.document_id for one in known_documents(out)}
    assert originals(OutFolder(out))[documents["a.pdf"]] == (tmp_path / "in" / "a.pdf",)
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(tmp_path / "in" / "bad.pdf", tmp_path / "elsewhere" / "bad.pdf")
    run_here(tmp_path / "elsewhere", out=out)
    assert originals(OutFolder(out))[documents["bad.pdf"]] == (
        tmp_path / "elsewhere" / "bad.pdf",
        tmp_path / "in" / "bad.pdf",
    )


def test_a_file_name_that_is_no_utf_8_is_found_again(tmp_path: Path, make_pdf: MakePdf) -> None:
    folder = make_pdf("in/a.pdf").parent
    name = os.fsencode(folder) + "/决算 1%.pdf".encode("gbk")
    os.rename(folder / "a.pdf", name)
    run_here(folder, out=tmp_path / "out")
    ((found,),) = originals(OutFolder(tmp_path / "out")).values()
    assert os.fsencode(found) == name


def test_an_out_that_may_only_be_read_can_be_asked(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = holdings(out)
    catalogue_file(OutFolder(out)).unlink()
    monkeypatch.setattr(
        "outputs.store.catalogue.catalogue_file", lambda out: out.root / "no such folder" / "catalogue.sqlite"
    )
    assert holdings(out) == before


def test_a_report_that_is_no_report_is_passed_over(out: Path) -> None:
    before = holdings(out)
    for name, content in {"a": "[]", "b": "{", "c": json.dumps({"documents": [{}]})}.items():
        (out / "runs" / f"{name}.json").write_text(content)
    assert holdings(out) == before
