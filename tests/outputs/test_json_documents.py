"""A document's JSON, written and read back."""

from __future__ import annotations

import pytest

from outputs.schemas.json_documents import NotADocument, decode_document, encode_document
from records.tables import Document
from tests.support.samples import sample_disclosure


@pytest.mark.parametrize("number", [0, 1])
def test_a_document_comes_back_from_its_json_as_it_was(number: int) -> None:
    sample = sample_disclosure(number)
    assert decode_document(encode_document(sample)) == sample


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
