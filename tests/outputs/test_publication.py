"""Bundles and snapshots: what readers of OUT see, and when."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import duckdb
import orjson
import pandas
import pyarrow as pa
import pyarrow.dataset as arrow_dataset
import pytest
from pyarrow import parquet

from duizhang import load
from linking.book.names import body_id
from outputs.publication import former_parts, part_files
from outputs.publication.dataset import NotPublished, read_table
from outputs.publication.snapshot import publish
from outputs.schemas.arrow_schemas import dataset_schema
from outputs.schemas.json_documents import encode_document
from outputs.store.book import book_file
from outputs.store.bundles import (
    HEAD,
    DamagedBundle,
    InvalidDocument,
    complete,
    put_in_place,
    read_document,
    read_head,
    rows_of_documents,
)
from outputs.store.catalogue import current_bundles
from outputs.store.out_folder import DOCUMENT, OutFolder, publishing_alone
from outputs.store.packed import document_bytes
from records.tables import TABLES, Document
from tests.support.samples import sample_disclosure


def keep(out: OutFolder, disclosures: Iterable[Document], replace: bool = False) -> None:
    for document in disclosures:
        record = document.record
        staged = out.staging / record.document_id
        staged.mkdir(parents=True)
        (staged / DOCUMENT).write_bytes(encode_document(document))
        complete(staged)
        put_in_place(staged, out.bundle(record.version, record.document_id), replace)


@pytest.fixture
def out(tmp_path: Path) -> OutFolder:
    """An output folder in which three documents are published; of one nothing is known."""
    folder = OutFolder(tmp_path / "out")
    empty = Document(record=sample_disclosure(2, None, None).record)
    keep(folder, [sample_disclosure(0), sample_disclosure(1, 2023, "final_accounts"), empty])
    publish(folder)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file below a folder, links followed."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("table", TABLES)
def test_a_published_table_gives_back_the_rows_that_were_written(out: OutFolder, table: str) -> None:
    rows = read_table(out.root, table, fiscal_year=2024).drop_columns(
        [] if table == "documents" else ["fiscal_year", "report_kind"]
    )
    sample = sample_disclosure(0)
    expected = [sample.record] if table == "documents" else getattr(sample, table)
    assert rows.num_rows == len(expected)
    for row, record in zip(rows.to_pylist(), expected, strict=True):
        for name, value in row.items():
            wanted = getattr(record, name)
            if name == "box" and wanted is not None:
                wanted = list(wanted)
            if name == "boxes":
                wanted = [{"page": place.page, "box": list(place.box)} for place in wanted]
            if name == "body_id":  # what the archive knows, not the document alone
                wanted = body_id(sample.record.issuer, sample.record.region)
            assert value == wanted, name


@pytest.mark.parametrize("table", TABLES)
def test_any_reader_finds_the_partition_columns_with_their_types(out: OutFolder, table: str) -> None:
    plain = arrow_dataset.dataset(out.parquet / table, format="parquet", partitioning="hive")
    assert plain.schema.field("fiscal_year").type == pa.int32()
    assert plain.schema.field("report_kind").type == pa.string()
    assert plain.to_table().num_rows == read_table(out.root, table).num_rows


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("year", [None, 2024])
def test_a_table_without_rows_or_without_years_is_readable_with_its_types(
    tmp_path: Path, table: str, year: int | None
) -> None:
    folder = OutFolder(tmp_path / "out")
    keep(folder, [Document(record=sample_disclosure(0, year, None).record)])
    publish(folder)
    plain = arrow_dataset.dataset(folder.parquet / table, format="parquet", partitioning="hive")
    names = {field.name: field.type for field in dataset_schema(table)}
    assert {field.name: field.type for field in plain.schema} == names
    rows = plain.to_table().to_pylist()
    assert [row["fiscal_year"] for row in rows] == ([year] if table == "documents" else [])
    assert load(folder.root, table).shape == (len(rows), len(names))


def test_an_empty_output_folder_publishes_every_table_without_rows(tmp_path: Path) -> None:
    folder = OutFolder(tmp_path / "out")
    publish(folder)
    assert all(read_table(folder.root, table).num_rows == 0 for table in TABLES)


def test_unknown_years_are_null_and_not_a_word(out: OutFolder) -> None:
    documents = arrow_dataset.dataset(
        out.parquet / "documents", format="parquet", partitioning="hive"
    ).to_table()
    assert sorted(documents["fiscal_year"].to_pylist(), key=str) == [2023, 2024, None]
    assert read_table(out.root, "documents", report_kind=None)["document_id"].to_pylist() == [f"{2:032x}"]


def test_duckdb_reads_the_tables_with_exact_money(out: OutFolder) -> None:
    path = f"{out.parquet}/facts/**/*.parquet"
    facts = f"read_parquet('{path}', hive_partitioning=true)"
    query = f"select fiscal_year, sum(value) from {facts} group by 1 order by 1"
    assert duckdb.sql(query).fetchall() == [(2023, Decimal("1234.56")), (2024, Decimal("1234.56"))]


def test_pandas_gets_exact_decimals_and_nulls(out: OutFolder) -> None:
    facts = load(out.root, "facts", fiscal_year=[2023, 2024], statement="revenue")
    assert facts["value"].sum() == Decimal("2469.12")
    assert facts["value"].isna().sum() == 2
    assert list(facts["column_path"][0]) == ["本年收入", "合计"]
    assert isinstance(facts["amount_yuan"].dtype, pandas.ArrowDtype)


def test_a_wrong_table_or_column_name_is_said(out: OutFolder) -> None:
    with pytest.raises(NotPublished, match="tables are documents"):
        load(out.root, "fact")
    with pytest.raises(NotPublished, match="no column 'colour'"):
        load(out.root, "facts", colour="red")
    with pytest.raises(NotPublished, match="Nothing has been published"):
        load(out.root / "nowhere", "facts")


def test_publishing_again_changes_nothing(out: OutFolder) -> None:
    def times() -> dict[Path, int]:
        kept = ("bundles", "json", "schema", "snapshots")
        files = (path for part in kept for path in (out.root / part).rglob("*"))
        return {path: path.stat().st_mtime_ns for path in files if path.is_file()}

    before, target = times(), out.parquet.resolve()
    assert before
    publish(out)
    assert (times(), out.parquet.resolve()) == (before, target)


def test_a_large_partition_has_several_files_and_a_new_document_rewrites_one_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outputs.publication.snapshot.DOCUMENTS_PER_FILE", 4)
    folder = OutFolder(tmp_path / "out")
    spread = [n << 124 for n in range(16)]
    keep(folder, [sample_disclosure(n) for n in spread[1:]])
    publish(folder)
    files = {path.name: path.stat().st_ino for path in folder.parquet.glob("facts/*/*/*.parquet")}
    assert [name[:10] for name in sorted(files)] == [f"part-0000{n}" for n in range(4)]
    assert read_table(folder.root, "documents")["document_id"].to_pylist() == [
        f"{n:032x}" for n in spread[1:]
    ]
    keep(folder, [sample_disclosure(spread[0])])
    publish(folder)
    after = {path.name: path.stat().st_ino for path in folder.parquet.glob("facts/*/*/*.parquet")}
    assert {name for name in files if name not in after} == {min(files)}
    assert all(after[name] == files[name] for name in files if name != min(files))
    assert read_table(folder.root, "facts").num_rows == 2 * 16


def test_the_files_tell_the_least_and_the_largest_value_of_each_column(out: OutFolder) -> None:
    file = next(out.parquet.glob("facts/fiscal_year=2024/*/*.parquet"))
    group = parquet.ParquetFile(file).metadata.row_group(0)
    assert group.sorting_columns[0].column_index == 0
    assert group.column(0).path_in_schema == "document_id"
    assert group.column(0).statistics.max == f"{0:032x}"
    assert group.column(0).has_column_index


def test_no_one_publishes_while_a_bundle_is_replaced(out: OutFolder) -> None:
    with ThreadPoolExecutor() as threads, publishing_alone(out):
        waiting = threads.submit(publish, out)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        replaced = out.bundle("0.1.0", f"{0:032x}").rename(out.staging / "aside")
        replaced.rename(out.bundle("0.1.0", f"{0:032x}"))


def test_the_order_in_which_documents_came_does_not_show(tmp_path: Path) -> None:
    first, second = OutFolder(tmp_path / "first"), OutFolder(tmp_path / "second")
    keep(first, [sample_disclosure(n) for n in range(5)])
    publish(first)
    for n in (3, 1, 4, 0, 2):
        keep(second, [sample_disclosure(n)])
        publish(second)
    for part in ("parquet", "json", "schema", "bundles"):
        assert content(first.root / part) == content(second.root / part)


def test_a_reader_of_the_old_snapshot_can_finish_when_a_new_one_is_published(out: OutFolder) -> None:
    old = arrow_dataset.dataset(out.parquet.resolve() / "facts", format="parquet", partitioning="hive")
    rows = old.to_table()
    keep(out, [sample_disclosure(7)])
    publish(out)
    assert old.to_table() == rows
    assert read_table(out.root, "facts").num_rows == rows.num_rows + 2


def test_who_reads_while_it_is_published_meets_whole_states_alone(out: OutFolder) -> None:
    ended = threading.Event()

    def read(table: str) -> set[int]:
        met = {read_table(out.root, table).num_rows}
        while not ended.is_set():
            met.add(read_table(out.root, table).num_rows)
        return met

    with ThreadPoolExecutor(2) as readers:
        documents, facts = readers.submit(read, "documents"), readers.submit(read, "facts")
        try:
            for n in (7, 8):
                keep(out, [sample_disclosure(n)])
                publish(out)
        finally:
            ended.set()
    assert documents.result() <= {3, 4, 5}
    assert facts.result() <= {4, 6, 8}


def test_a_snapshot_takes_over_the_files_of_partitions_that_did_not_change(out: OutFolder) -> None:
    def inodes() -> dict[str, int]:
        return {str(p.relative_to(out.parquet)): p.stat().st_ino for p in out.parquet.rglob("part-*.parquet")}

    before = inodes()
    keep(out, [sample_disclosure(7, 2024)])
    publish(out)
    after = inodes()
    kept = {name for name in before if "fiscal_year=2023" in name}
    assert kept
    assert all(after[name] == before[name] for name in kept)
    assert not {name for name in before if "fiscal_year=2024" in name} & set(after)


def test_old_snapshots_do_not_pile_up(out: OutFolder) -> None:
    for n in range(10, 15):
        keep(out, [sample_disclosure(n)])
        publish(out)
    assert len(list(out.snapshots.iterdir())) == 2
    assert len(list(out.runs.glob("*.files"))) == 2


def test_a_bundle_that_was_removed_is_gone_from_all_that_readers_see(out: OutFolder) -> None:
    shutil.rmtree(out.bundle("0.1.0", f"{0:032x}"))
    publish(out)
    assert read_table(out.root, "facts", document_id=f"{0:032x}").num_rows == 0
    assert read_table(out.root, "documents").num_rows == len(list(out.json.iterdir())) == 2


def test_a_new_version_replaces_all_rows_of_its_documents_and_no_others(out: OutFolder) -> None:
    renewed = sample_disclosure(0)
    renewed.record.version = "0.10.0"
    del renewed.facts[1]
    other = sample_disclosure(1, 2023, "final_accounts")
    other.record.version = "0.9.0"
    keep(out, [renewed, other])
    publish(out)
    documents = read_table(out.root, "documents").to_pylist()
    assert {d["document_id"][-1]: d["version"] for d in documents} == {
        "0": "0.10.0",
        "1": "0.9.0",
        "2": "0.1.0",
    }
    facts = read_table(out.root, "facts", document_id=f"{0:032x}")
    assert facts["fact_id"].to_pylist() == ["f1"]
    shown = orjson.loads((out.json / f"{0:032x}.json").read_bytes())
    kept = orjson.loads(document_bytes(out.bundle("0.10.0", f"{0:032x}")))
    assert shown["facts"] == kept["facts"]
    assert shown["document"]["version"] == "0.10.0"


def test_versions_are_ordered_as_versions_not_as_text(tmp_path: Path) -> None:
    folder = OutFolder(tmp_path)
    for version in ("0.10.0", "0.9.0", "not a version"):
        document = sample_disclosure(0)
        document.record.version = version
        keep(folder, [document])
    with current_bundles(folder) as (bundles, _):
        assert [one.version for one in bundles] == ["0.10.0"]


def test_a_bundle_is_never_rewritten_unless_that_is_asked_for(out: OutFolder) -> None:
    bundle = out.bundle("0.1.0", f"{0:032x}")
    before = content(bundle)
    changed = sample_disclosure(0)
    changed.facts.clear()
    keep(out, [changed])
    assert content(bundle) == before
    keep(out, [changed], replace=True)
    assert content(bundle) != before
    assert rows_of_documents([document_bytes(bundle)])[0]["facts"].num_rows == 0
    publish(out)
    assert read_table(out.root, "facts", fiscal_year=2024).num_rows == 0


def test_json_that_does_not_fit_the_schema_makes_no_bundle(out: OutFolder) -> None:
    staged = out.staging / "x"
    staged.mkdir(parents=True)
    (staged / DOCUMENT).write_bytes(b'{"document": {"document_id": 7, "colour": "red"}}')
    bundle = out.bundle("0.1.0", "x")
    with pytest.raises(InvalidDocument):
        complete(staged)
    assert not bundle.exists()


def test_a_damaged_bundle_is_named(out: OutFolder) -> None:
    bundle = out.bundle("0.1.0", f"{0:032x}")
    rows = bundle / HEAD
    rows.write_bytes(rows.read_bytes()[:100])
    with pytest.raises(DamagedBundle, match=str(bundle)):
        read_head(bundle)
    with pytest.raises(DamagedBundle, match="run again"):
        publish(out)


def test_a_bundle_of_a_version_that_lacked_a_column_reads_as_null(
    out: OutFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import outputs.store.bundles as bundles

    wider = pa.schema([*bundles.file_schema("facts"), pa.field("later", pa.string())])
    monkeypatch.setattr(
        bundles, "file_schema", lambda table: wider if table == "facts" else dataset_schema(table)
    )
    facts = rows_of_documents([document_bytes(out.bundle("0.1.0", f"{0:032x}"))])[0]["facts"]
    assert facts.column("later").to_pylist() == [None, None]


@pytest.fixture
def many(tmp_path: Path) -> OutFolder:
    """Eight published documents, which lie in one file of each table."""
    folder = OutFolder(tmp_path / "many")
    keep(folder, [sample_disclosure(number) for number in range(8)])
    publish(folder)
    return folder


def read_while_publishing(out: OutFolder, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Publish; the ids of the documents that were read, for their rows or to be shown."""
    read: list[str] = []

    def noted(bundle: Path, sha256: str) -> bytes:
        read.append(bundle.name)
        return read_document(bundle, sha256)

    with monkeypatch.context() as patch:
        patch.setattr(part_files, "read_document", noted)
        publish(out)
    return read


def test_one_new_document_is_read_alone_and_the_files_are_as_if_written_anew(
    many: OutFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, changed = sample_disclosure(8), sample_disclosure(3)
    changed.facts[0].value = Decimal("5.5")
    keep(many, [new, changed], replace=True)
    assert sorted(read_while_publishing(many, monkeypatch)) == [
        changed.record.document_id,
        new.record.document_id,
    ]
    anew = OutFolder(tmp_path / "anew")
    keep(anew, [changed if n == 3 else sample_disclosure(n) for n in range(9)])
    assert len(read_while_publishing(anew, monkeypatch)) == 9
    assert content(many.parquet) == content(anew.parquet)


def test_of_documents_that_are_read_together_the_one_that_does_not_fit_the_schema_is_named(
    many: OutFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(many, [sample_disclosure(number) for number in range(8, 12)])
    other = f"{9:032x}"

    def unfit(bundle: Path, sha256: str) -> bytes:
        data = read_document(bundle, sha256)
        return data.replace(b'"facts":[{', b'"facts":[{"colour":"red",') if bundle.name == other else data

    monkeypatch.setattr(part_files, "read_document", unfit)
    with pytest.raises(DamagedBundle, match=other):
        publish(many)


@pytest.mark.parametrize("lost", ["the book", "a file", "other columns"])
def test_rows_are_taken_over_only_from_a_part_that_is_known_and_sound(
    many: OutFolder, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    keep(many, [sample_disclosure(8)])
    if lost == "the book":
        book_file(many).unlink()
    elif lost == "a file":
        next((many.parquet / "facts").rglob("*.parquet")).write_bytes(b"")
    else:
        monkeypatch.setattr(former_parts, "schemas_digest", lambda: "of another version")
    assert len(read_while_publishing(many, monkeypatch)) == 9
    assert len(set(read_table(many.root, "facts")["document_id"].to_pylist())) == 9
