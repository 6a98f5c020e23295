"""Runs over disclosures in several files: folders and archives."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pymupdf
import pytest

from corpus.composition import compose
from corpus.formats import make
from extractors.reading import read_document
from flows.disclosures.link_together import Unrelated, link_together
from flows.failures import CannotWrite
from flows.jobs import Limits
from flows.running.reprocess import reprocessing
from outputs.publication.dataset import read_table
from outputs.schemas.json_documents import decode_document
from tests.support import unruly_work
from tests.support.runs import carried_out_here, run_here

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT / "corpus" / "documents"
SAMPLES = [CORPUS / "lingnan-00008.pdf", CORPUS / "guanwai-00001.pdf"]
"""The tables of the second one do not name their year."""


@cache
def parts(path: Path) -> dict[str, bytes]:
    """A PDF as two: the pages with tables, and the others."""
    data = path.read_bytes()
    document = read_document(data, path.name)
    with_tables = {
        page for table in document.tables for page in range(table.first_page or 0, (table.last_page or 0) + 1)
    }
    result = {}
    for name, wanted in (("表", True), ("说明", False)):
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            pdf.select([n for n in range(pdf.page_count) if (n + 1 in with_tables) == wanted])
            result[f"{path.stem}{name}.pdf"] = pdf.tobytes(no_new_id=True, garbage=3)
    return result


def in_folder(folder: Path, *samples: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for sample in samples:
        for name, data in parts(sample).items():
            (folder / name).write_bytes(data)
    return folder


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def verdicts(out: Path, table: str) -> Counter[str]:
    return Counter(row["verdict"] for row in read_table(out, table).to_pylist())


def published(out: Path) -> dict[str, bytes]:
    """What a run leaves for readers."""
    folders = [(out / name).resolve() for name in ("json", "parquet")]
    files = [(folder, path) for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for folder, path in files}


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over the samples as they are."""
    out = tmp_path_factory.mktemp("single") / "out"
    run_here(*SAMPLES, out=out)
    return out


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with the samples in two files each, and a run over it."""
    folder = tmp_path_factory.mktemp("split")
    run_here(in_folder(folder / "in", *SAMPLES), out=folder / "out")
    return folder / "in", folder / "out"


def test_text_and_tables_in_two_files_are_linked_like_one_file(
    single: Path, split: tuple[Path, Path]
) -> None:
    folder, out = split
    assert run_here(folder, out=out).spread == 2
    for table in ("links", "checks"):
        assert verdicts(out, table) == verdicts(single, table)
    documents = read_table(out, "documents").to_pylist()
    by_disclosure = Counter(document["disclosure_id"] for document in documents)
    assert sorted(by_disclosure.values()) == [2, 2]
    for document in documents:
        assert document["disclosure_id"] != document["document_id"]
        assert document["fiscal_year"] is not None


def test_every_id_of_a_published_row_is_there(split: tuple[Path, Path]) -> None:
    _, out = split
    tables = {name: read_table(out, name).to_pylist() for name in ("documents", "facts", "claims")}
    disclosure_of = {row["document_id"]: row["disclosure_id"] for row in tables["documents"]}
    facts = {(row["document_id"], row["fact_id"]) for row in tables["facts"]}
    claims = {(row["document_id"], row["claim_id"]) for row in tables["claims"]}
    crossing = 0
    for table in ("links", "checks"):
        for row in read_table(out, table).to_pylist():
            own = row["document_id"]
            documents = row["fact_document_ids"] or [own] * len(row["fact_ids"])
            crossing += bool(row["fact_document_ids"])
            assert len(documents) == len(row["fact_ids"])
            assert {(d, f) for d, f in zip(documents, row["fact_ids"], strict=True)} <= facts
            assert {disclosure_of[d] for d in documents} <= {disclosure_of[own]}
            assert {(own, claim) for claim in row.get("claim_ids") or ()} <= claims
    assert crossing > 50


def test_the_same_folder_again_changes_nothing(split: tuple[Path, Path]) -> None:
    folder, out = split
    before = published(out)
    report = run_here(folder, out=out)
    assert all(outcome.done_before for outcome in report.outcomes)
    assert published(out) == before
    forced = run_here(folder, out=out, force=True, anew=True)
    assert not any(outcome.done_before for outcome in forced.outcomes)
    assert published(out) == before


def test_files_that_come_one_after_the_other_end_as_those_that_come_together(
    tmp_path: Path, split: tuple[Path, Path]
) -> None:
    folder, out = split
    for path in sorted(folder.iterdir()):
        run_here(path, out=tmp_path / "out")
    alone = read_table(tmp_path / "out", "documents").to_pylist()
    assert all(document["disclosure_id"] == document["document_id"] for document in alone)
    run_here(folder, out=tmp_path / "out")
    assert published(tmp_path / "out") == published(out)
    for path in sorted(folder.iterdir()):  # one of them alone again, by name or by force, changes nothing
        run_here(path, out=tmp_path / "out", force="表" in path.name)
    assert published(tmp_path / "out") == published(out)


def test_an_archive_is_read_like_a_folder_and_tells_what_it_holds(
    tmp_path: Path, split: tuple[Path, Path]
) -> None:
    inner = packed(parts(SAMPLES[1]))
    files = {f"某局/{name}": data for name, data in parts(SAMPLES[0]).items()}
    archive = tmp_path / "公开.zip"
    archive.write_bytes(packed(files | {"inner.zip": inner, "照片.jpg": b"\xff\xd8\xff\xe0"}))
    report = run_here(tmp_path, out=tmp_path / "out")
    for table in ("links", "checks"):
        assert verdicts(tmp_path / "out", table) == verdicts(split[1], table)
    names = {Path(*outcome.path.parts[len(tmp_path.parts) :]).as_posix() for outcome in report.outcomes}
    assert names == {
        "公开.zip",
        *(f"公开.zip/某局/{name}" for name in parts(SAMPLES[0])),
        *(f"公开.zip/inner.zip/{name}" for name in parts(SAMPLES[1])),
    }
    documents = {row["file_name"]: row for row in read_table(tmp_path / "out", "documents").to_pylist()}
    assert documents["公开.zip"]["media_type"] == "application/zip"
    told = read_table(
        tmp_path / "out", "diagnostics", document_id=documents["公开.zip"]["document_id"]
    ).to_pylist()
    assert {row["code"] for row in told} == {"archive_members", "members_left_alone"}
    again = run_here(tmp_path, out=tmp_path / "out")
    assert all(outcome.done_before for outcome in again.outcomes)
    assert [o.path for o in again.outcomes] == [o.path for o in report.outcomes]


def test_a_new_version_of_archives_and_of_files_that_belong_together(
    tmp_path: Path, split: tuple[Path, Path]
) -> None:
    """Reprocessing ends as a run of the new version alone over the same files."""
    in_folder(tmp_path / "in", SAMPLES[0])
    (tmp_path / "in" / "公开.zip").write_bytes(packed(parts(SAMPLES[1])))
    run_here(tmp_path / "in", out=tmp_path / "out", version="0.0.1")
    request = reprocessing(tmp_path / "out", failed=False, workers=1, limits=Limits(), force=False)
    report = carried_out_here(request)
    assert not any(outcome.done_before for outcome in report.outcomes)
    run_here(tmp_path / "in", out=tmp_path / "fresh")
    assert published(tmp_path / "out") == published(tmp_path / "fresh")
    assert verdicts(tmp_path / "out", "links") == verdicts(split[1], "links")
    again = carried_out_here(request)
    assert all(outcome.done_before for outcome in again.outcomes)


@pytest.mark.parametrize(("form", "family", "seed"), [("xlsx", "henan", 41), ("article", "guanwai", 40)])
def test_a_workbook_beside_its_text_is_linked_like_one_file(
    tmp_path: Path, form: str, family: str, seed: int
) -> None:
    composition = compose(family, seed)
    for kind in ("docx", form):
        for name, data in make(composition, kind).files.items():
            path = tmp_path / kind / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    confirmed = {}
    for kind in ("docx", form):
        run_here(tmp_path / kind, out=tmp_path / f"{kind}-out")
        counted = verdicts(tmp_path / f"{kind}-out", "links")
        # A workbook holds amounts more exactly than they are printed: what was rounding is supported.
        confirmed[kind] = counted["supported"] + counted["rounding"], counted["derivable"]
    assert confirmed[form] == confirmed["docx"]
    documents = read_table(tmp_path / f"{form}-out", "documents").to_pylist()
    assert list(Counter(row["disclosure_id"] for row in documents).values()) == [2]


def test_a_run_that_ends_while_it_links_goes_on_with_the_next(
    tmp_path: Path, split: tuple[Path, Path]
) -> None:
    folder, out = split
    for steps in range(4):
        with pytest.raises(CannotWrite):
            run_here(folder, out=tmp_path / "out", work=unruly_work.full_disk_after(steps))
    run_here(folder, out=tmp_path / "out")
    assert published(tmp_path / "out") == published(out)


def test_hostile_archives_fail_with_one_diagnostic_each_and_the_run_goes_on(tmp_path: Path) -> None:
    good = packed({"a.pdf": SAMPLES[0].read_bytes()})
    marked = bytearray(good)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        marked[good.find(signature) + flags] |= 1
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.pdf", b"\0" * 20_000_000)
    wanted = {
        "encrypted_file": bytes(marked),
        "too_large": bomb.getvalue(),
        "damaged_file": good[:-100],
    }
    for code, data in wanted.items():
        (tmp_path / f"{code}.zip").write_bytes(data)
    (tmp_path / "good.zip").write_bytes(good)
    report = run_here(tmp_path, out=tmp_path / "out")
    assert {outcome.path.stem: outcome.status for outcome in report.failures} == dict.fromkeys(
        wanted, "failed"
    )
    documents = {row["document_id"]: row for row in read_table(tmp_path / "out", "documents").to_pylist()}
    assert len(documents) == 5
    for row in read_table(tmp_path / "out", "diagnostics").to_pylist():
        document = documents[row["document_id"]]
        if document["status"] == "failed":
            assert f"{row['code']}.zip" == document["file_name"]


def test_a_file_beside_the_archive_that_holds_it_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(SAMPLES[0].read_bytes())
    (tmp_path / "a.zip").write_bytes(packed({"b.pdf": SAMPLES[0].read_bytes()}))
    report = run_here(tmp_path, out=tmp_path / "out")
    assert sorted(outcome.path.name for outcome in report.outcomes) == ["a.pdf", "a.zip"]
    told = {row["code"]: row["message"] for row in read_table(tmp_path / "out", "diagnostics").to_pylist()}
    assert "b.pdf" in told["same_bytes"]


def test_all_samples_together_stay_apart_but_for_those_in_several_files(tmp_path: Path) -> None:
    files = [path for path in sorted(CORPUS.rglob("*.*")) if "scan" not in path.name]  # these take long
    run_here(*files, out=tmp_path / "out")
    folder_of = {path.name: path.relative_to(CORPUS).parts[0] for path in files}
    found: dict[str, set[str]] = {}
    for document in read_table(tmp_path / "out", "documents").to_pylist():
        found.setdefault(document["disclosure_id"], set()).add(folder_of[document["file_name"]])
    assert all(len(folders) == 1 for folders in found.values())
    assert len(found) == len(set(folder_of.values()))


def test_documents_whose_numbers_do_not_agree_stay_apart(tmp_path: Path) -> None:
    """Two bodies of one name in one folder: the text of the one, the tables of the other."""
    texts, tables = parts(CORPUS / "jiangnan-00005.pdf"), parts(CORPUS / "chongqing-00001.pdf")
    (tmp_path / "a.pdf").write_bytes(next(data for name, data in texts.items() if "说明" in name))
    (tmp_path / "b.pdf").write_bytes(next(data for name, data in tables.items() if "表" in name))
    report = run_here(tmp_path, out=tmp_path / "out", work=unruly_work.all_of_one_body)
    assert {outcome.profile.issuer for outcome in report.outcomes} == {"某局"}
    documents = read_table(tmp_path / "out", "documents").to_pylist()
    assert all(document["disclosure_id"] == document["document_id"] for document in documents)
    read = [decode_document(path.read_bytes()) for path in sorted((tmp_path / "out" / "json").iterdir())]
    with pytest.raises(Unrelated):
        link_together(read, read[0].record.document_id)


def test_a_file_that_fails_when_it_is_read_again_stays_as_it_was(tmp_path: Path) -> None:
    folder = in_folder(tmp_path / "in", SAMPLES[1])
    report = run_here(folder, out=tmp_path / "out", work=unruly_work.failing_the_second_time)
    assert [outcome.status for outcome in report.outcomes] == ["ok", "ok"]
    assert all("a fault of the narrative" in outcome.reasons[-1] for outcome in report.outcomes)
    assert report.spread == 1
    assert verdicts(tmp_path / "out", "links")["supported"] > 10


def test_a_text_that_does_not_name_its_body_has_it_from_the_tables(tmp_path: Path) -> None:
    """Of the text only the pages behind its title."""
    sample = CORPUS / "jiangnan-00005.pdf"
    in_folder(tmp_path / "in", sample)
    text = tmp_path / "in" / f"{sample.stem}说明.pdf"
    with pymupdf.open(stream=text.read_bytes(), filetype="pdf") as pdf:
        pdf.select(list(range(3, pdf.page_count)))
        text.write_bytes(pdf.tobytes(no_new_id=True, garbage=3))
    run_here(tmp_path / "in", out=tmp_path / "out")
    documents = read_table(tmp_path / "out", "documents").to_pylist()
    assert [row["issuer"] for row in documents] == ["云泽市青岚区水务局"] * 2
    assert len({row["disclosure_id"] for row in documents}) == 1
    told = read_table(tmp_path / "out", "diagnostics").to_pylist()
    assert "identity_from_companion" in {row["code"] for row in told}


def test_linking_that_exceeds_a_limit_leaves_the_documents_as_they_are(tmp_path: Path) -> None:
    folder = in_folder(tmp_path / "in", SAMPLES[0])
    report = run_here(folder, out=tmp_path / "out", work=unruly_work.linking_beyond_a_limit)
    assert [outcome.status for outcome in report.outcomes] == ["ok", "ok"]
    assert all("time limit" in " ".join(outcome.reasons) for outcome in report.outcomes)
    assert len(read_table(tmp_path / "out", "facts")) > 100
