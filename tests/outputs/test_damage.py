"""What happens to OUT from outside, or at the worst moment: nothing is lost, and nothing is shown wrong."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from outputs.publication.dataset import read_table
from outputs.publication.snapshot import manifest_of, publish
from outputs.schemas.json_documents import decode_document, encode_document
from outputs.store import bundles
from outputs.store.bundles import HEAD, DamagedBundle, complete, laid_aside, put_in_place, read_head
from outputs.store.out_folder import DOCUMENT, OutFolder
from outputs.store.packed import PACKED, document_bytes
from records.tables import Document
from tests.support.samples import sample_disclosure


def keep(out: OutFolder, document: Document, put: bool = True) -> Path:
    """The staged folder of a document, or its bundle if it is put in its place."""
    record = document.record
    staged = out.staging / record.document_id
    staged.mkdir(parents=True)
    (staged / DOCUMENT).write_bytes(encode_document(document))
    complete(staged)
    if not put:
        return staged
    bundle = out.bundle(record.version, record.document_id)
    put_in_place(staged, bundle, replace=True)
    return bundle


@pytest.fixture
def out(tmp_path: Path) -> OutFolder:
    folder = OutFolder(tmp_path / "out")
    keep(folder, sample_disclosure(0))
    keep(folder, sample_disclosure(1))
    publish(folder)
    return folder


def titles(out: OutFolder) -> list[str]:
    return sorted(str(title) for title in read_table(out.root, "documents").column("title").to_pylist())


def renamed(document: Document, title: str) -> Document:
    document.record = replace(document.record, title=title)
    return document


def test_a_run_that_is_killed_between_the_two_renames_loses_no_document(
    out: OutFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = titles(out)
    staged = keep(out, renamed(sample_disclosure(0), "another"), put=False)
    rename = os.rename

    def ended(source: Path, target: Path) -> None:
        if Path(source) == staged:
            raise KeyboardInterrupt  # as if the process was gone: nothing clears up
        rename(source, target)

    monkeypatch.setattr(bundles.os, "rename", ended)
    record = sample_disclosure(0).record
    with pytest.raises(KeyboardInterrupt):
        put_in_place(staged, out.bundle(record.version, record.document_id), replace=True)
    monkeypatch.undo()
    assert len(laid_aside(out)) == 1
    publish(out)
    assert titles(out) == before
    assert laid_aside(out) == []


def test_a_disk_that_fails_between_the_two_renames_loses_no_document(
    out: OutFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = titles(out)
    staged = keep(out, renamed(sample_disclosure(0), "another"), put=False)
    rename = os.rename

    def full(source: Path, target: Path) -> None:
        if Path(source) == staged:
            raise OSError(errno.ENOSPC, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(bundles.os, "rename", full)
    record = sample_disclosure(0).record
    with pytest.raises(OSError, match="No space"):
        put_in_place(staged, out.bundle(record.version, record.document_id), replace=True)
    monkeypatch.undo()
    publish(out)
    assert titles(out) == before


def test_what_was_laid_aside_gives_way_to_what_took_its_place(out: OutFolder) -> None:
    record = sample_disclosure(0).record
    bundle = out.bundle(record.version, record.document_id)
    left = bundle.with_name(f".replaced-{bundle.name}")
    left.mkdir()
    publish(out)
    assert not left.exists()
    assert bundle.is_dir()


def test_json_that_is_edited_harms_no_bundle_and_is_shown_anew(out: OutFolder) -> None:
    shown = sorted(out.json.glob("*.json"))[0]
    good = shown.read_bytes()
    record = decode_document(good).record
    bundle = out.bundle(record.version, record.document_id)
    before = document_bytes(bundle)
    with shown.open("r+b") as file:
        file.write(b"edited")
    assert document_bytes(bundle) == before
    publish(out)
    assert shown.read_bytes() == good


@pytest.mark.parametrize("part", [HEAD, PACKED])
def test_a_bit_that_has_turned_in_a_bundle_is_noticed(out: OutFolder, part: str) -> None:
    record = sample_disclosure(0).record
    bundle = out.bundle(record.version, record.document_id)
    good = (bundle / part).read_bytes()
    read = read_head if part == HEAD else document_bytes
    whole, noticed = read(bundle), 0
    for place in range(6, len(good), max(1, len(good) // 40)):
        data = bytearray(good)
        data[place] ^= 1
        (bundle / part).write_bytes(data)
        try:
            assert read(bundle) == whole  # a bit that nothing depends on
        except DamagedBundle:
            noticed += 1
    assert noticed > 20
    (bundle / part).write_bytes(good)
    assert read(bundle) == whole


def test_a_bundle_of_an_older_making_holds_its_document_as_it_is(out: OutFolder) -> None:
    record = sample_disclosure(0).record
    bundle = out.bundle(record.version, record.document_id)
    data, before, told = document_bytes(bundle), titles(out), read_head(bundle)
    for part in (HEAD, PACKED):
        (bundle / part).unlink()
    (bundle / DOCUMENT).write_bytes(data)
    assert (read_head(bundle).content, read_head(bundle).rows) == (told.content, told.rows)
    publish(out)
    assert titles(out) == before


def test_a_document_whose_json_has_changed_in_its_bundle_is_not_shown(out: OutFolder) -> None:
    record = sample_disclosure(0).record
    bundle = out.bundle(record.version, record.document_id)
    (bundle / PACKED).unlink()
    (bundle / DOCUMENT).write_bytes(encode_document(sample_disclosure(0)) + b"\n")
    for shown in out.json.iterdir():
        shown.unlink()
    with pytest.raises(DamagedBundle):
        publish(out)


@pytest.mark.parametrize("harm", ["gone", "cut", "changed", "manifest"])
def test_parquet_that_was_destroyed_is_made_anew(out: OutFolder, harm: str) -> None:
    before = titles(out)
    file = next(out.parquet.resolve().glob("documents/*/*/part-0*.parquet"))
    match harm:
        case "gone":
            file.unlink()
        case "cut":
            file.write_bytes(file.read_bytes()[:100])
        case "changed":
            file.write_bytes(bytes(file.stat().st_size))
        case "manifest":
            manifest_of(out.parquet.resolve()).unlink()
    publish(out)
    assert titles(out) == before
    publish(out)  # and what was made anew stays
    assert titles(out) == before


def test_a_snapshot_that_is_whole_is_left_as_it_is(out: OutFolder) -> None:
    before = out.parquet.resolve()
    publish(out)
    assert out.parquet.resolve() == before


def test_what_an_ended_run_left_half_written_is_cleared(out: OutFolder) -> None:
    left = out.json / ".0.json.123"
    left.write_bytes(b"{")
    publish(out)
    assert not left.exists()
    assert len(list(out.json.iterdir())) == 2
