"""The schemas, all made from the records, agree with each other and with what is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator

from outputs.schemas.arrow_schemas import dataset_schema, document_schema, file_schema, table_schema
from outputs.schemas.datapackage import datapackage
from outputs.schemas.json_documents import encode_document
from outputs.schemas.json_schema import json_schema
from records.archive_tables import PUBLISHED
from records.columns import columns_of
from records.tables import TABLES
from records.vocabularies import vocabularies
from tests.support.samples import sample_disclosure


def written() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(encode_document(sample_disclosure()))
    return document


def test_the_json_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_a_written_document_validates() -> None:
    Draft202012Validator(json_schema()).validate(written())


def test_the_sample_has_a_row_in_every_table_so_that_the_tests_cover_all() -> None:
    document = written()
    assert all(document["document" if table == "documents" else table] for table in TABLES)


def spoil_number(d: dict[str, Any]) -> None:
    d["facts"][0]["value"] = 1234.56


def spoil_digits(d: dict[str, Any]) -> None:
    d["facts"][0]["amount_yuan"] = "1.234"


def spoil_exponent(d: dict[str, Any]) -> None:
    d["facts"][0]["value"] = "1E+3"


def spoil_word(d: dict[str, Any]) -> None:
    d["facts"][0]["statement"] = "balance_sheet"


def spoil_list_word(d: dict[str, Any]) -> None:
    d["reasons"][0]["categories"] = ["weather"]


def spoil_column(d: dict[str, Any]) -> None:
    d["facts"][0]["colour"] = "red"


def spoil_missing(d: dict[str, Any]) -> None:
    del d["facts"][0]["unit"]


def spoil_null(d: dict[str, Any]) -> None:
    d["facts"][0]["fact_id"] = None


def spoil_box(d: dict[str, Any]) -> None:
    d["facts"][0]["box"] = [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_number,
        spoil_digits,
        spoil_exponent,
        spoil_word,
        spoil_list_word,
        spoil_column,
        spoil_missing,
        spoil_null,
        spoil_box,
    ],
)
def test_the_json_schema_refuses_what_is_not_in_the_contract(spoil: Callable[[dict[str, Any]], None]) -> None:
    document = written()
    spoil(document)
    assert not Draft202012Validator(json_schema()).is_valid(document)


@pytest.mark.parametrize("table", TABLES)
def test_all_schemas_have_the_same_columns(table: str) -> None:
    columns = [column.name for column in columns_of(TABLES[table])]
    assert table_schema(table).names == columns
    assert list(json_schema()["$defs"][table]["properties"]) == columns
    resource = next(r for r in datapackage()["resources"] if r["name"] == table)
    assert [field["name"] for field in resource["schema"]["fields"]] == dataset_schema(table).names
    assert [field["arrowType"] for field in resource["schema"]["fields"]] == [
        str(field.type) for field in dataset_schema(table)
    ]


@pytest.mark.parametrize("table", TABLES)
def test_files_leave_out_the_columns_that_folders_tell(table: str) -> None:
    assert not {"fiscal_year", "report_kind"} & set(file_schema(table).names)
    assert {"fiscal_year", "report_kind"} <= set(dataset_schema(table).names)


def test_every_vocabulary_that_a_column_names_exists() -> None:
    named = {c.column.vocabulary for record in PUBLISHED.values() for c in columns_of(record)} - {None}
    assert named == set(vocabularies())


def test_money_is_decimal_in_every_schema() -> None:
    facts = table_schema("facts")
    assert facts.field("value").type == pa.decimal128(24, 6)
    assert facts.field("amount_yuan").type == pa.decimal128(20, 2)
    assert json_schema()["$defs"]["facts"]["properties"]["value"]["type"] == ["string", "null"]


def test_the_arrow_schema_of_a_document_has_the_shape_of_its_json() -> None:
    assert document_schema().names == list(written())


def test_references_of_the_data_package_lead_to_primary_keys() -> None:
    keys = {r["name"]: r["schema"].get("primaryKey") for r in datapackage()["resources"]}
    references = [k for r in datapackage()["resources"] for k in r["schema"].get("foreignKeys", [])]
    assert references
    for reference in references:
        assert reference["reference"]["fields"] == keys[reference["reference"]["resource"]]
