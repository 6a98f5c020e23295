"""What is written holds exactly what was read, or says that it does not."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from outputs.schemas.json_documents import encode_document
from outputs.schemas.published_values import fit
from tests.support.samples import sample_disclosure


@given(st.decimals(min_value=-(10**18) + 1, max_value=10**18 - 1, places=6))
def test_a_number_that_has_room_is_written_unchanged(value: Decimal) -> None:
    assert fit(value, 24, 6) is value
    disclosure = sample_disclosure()
    disclosure.facts[0].value = value
    assert Decimal(json.loads(encode_document(disclosure))["facts"][0]["value"]) == value


@given(st.decimals())
def test_no_number_leaves_the_digits_of_its_column(value: Decimal) -> None:
    fitted = fit(value, 20, 2)
    if fitted is None:
        assert not value.is_finite() or abs(value) >= Decimal(10) ** 18 - 1
    else:
        assert abs(fitted - value) <= Decimal("0.005")
        assert abs(fitted) < Decimal(10) ** 18
        exponent = fitted.as_tuple().exponent
        assert isinstance(exponent, int)
        assert exponent >= -2


def codes(document: dict[str, list[dict[str, str]]]) -> list[str]:
    return [diagnostic["code"] for diagnostic in document["diagnostics"]]


def test_a_rounded_number_leaves_a_diagnostic() -> None:
    disclosure = sample_disclosure()
    disclosure.facts[0].value = Decimal("0.12345678")
    document = json.loads(encode_document(disclosure))
    assert document["facts"][0]["value"] == "0.123457"
    assert "number_rounded" in codes(document)


def test_a_number_out_of_range_becomes_unknown_with_a_diagnostic() -> None:
    disclosure = sample_disclosure()
    disclosure.facts[0].value = Decimal("1e30")
    document = json.loads(encode_document(disclosure))
    assert document["facts"][0]["value"] is None
    assert "number_out_of_range" in codes(document)


def test_half_a_surrogate_pair_from_a_broken_font_does_not_lose_the_document() -> None:
    disclosure = sample_disclosure()
    disclosure.facts[0].row_label = "合\ud800计"
    disclosure.facts[0].column_path = ["\udfff"]
    document = json.loads(encode_document(disclosure))
    assert document["facts"][0]["row_label"] == "合\ufffd计"
    assert document["facts"][0]["column_path"] == ["\ufffd"]
    assert "text_not_unicode" in codes(document)


def test_the_same_rows_give_the_same_bytes() -> None:
    assert encode_document(sample_disclosure()) == encode_document(sample_disclosure())
