"""A document's JSON, written and read back."""

from __future__ import annotations

import orjson
import pytest

from outputs.schemas.json_documents import NotADocument, decode_document, encode_document, places_of_tables
from records.columns import columns_of
from records.tables import TABLES, Document
from tests.support.samples import sample_disclosure


@pytest.mark.parametrize("number", [0, 1])
def test_a_document_comes_back_from_its_json_as_it_was(number: int) -> None:
    sample = sample_disclosure(number)
    assert decode_document(encode_document(sample)) == sample


def test_some_tables_alone_come_back_as_with_all_the_others() -> None:
    sample = sample_disclosure(0)
    sample.sections[0].text = 'A text with ,"facts":[{"a": 1}] and \\ in it.'
    data = encode_document(sample)
    found = decode_document(data, ("sections", "facts"))
    assert (found.record, found.sections, found.facts) == (sample.record, sample.sections, sample.facts)
    assert not found.claims


def test_json_of_a_version_with_fewer_tables_and_columns_comes_back() -> None:
    sample = sample_disclosure(0)
    sample.rules, sample.facts[0].side = [], None
    content = orjson.loads(encode_document(sample))
    del content["rules"], content["facts"][0]["side"]
    assert places_of_tables(orjson.dumps(content)) is None
    assert decode_document(orjson.dumps(content), ("facts", "rules")).facts == sample.facts


def test_no_column_has_the_name_of_a_table() -> None:
    columns = {column.name for record in TABLES.values() for column in columns_of(record)}
    assert not columns & TABLES.keys()


def test_a_document_without_rows_comes_back() -> None:
    sample = Document(record=sample_disclosure(0, None, None).record)
    assert decode_document(encode_document(sample)) == sample


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"{",
        b'{"document": 3}',
        b'{"document": {"document_id": "1", "file_name": "a", "sha256": "b", "colour": "red"}}',
        b'{"document": {"document_id": "1", "file_name": "a", "sha256": "b"}, "claims": {"a": 1}}',
        b'{"document": {"document_id": "1", "file_name": "a", "sha256": "b"},'
        b' "claims": [{"document_id": "1", "claim_id": "c1", "value": "many"}]}',
    ],
)
def test_json_that_is_no_document_is_said(data: bytes) -> None:
    with pytest.raises(NotADocument, match="no document"):
        decode_document(data)
