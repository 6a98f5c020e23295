"""The number of offices that a text states, against those that it lists."""

from __future__ import annotations

import pytest

from linking.checks.text.counts import listed_counts, lists_in


def told(text: str) -> list[tuple[int, int]]:
    """What is stated and what is listed."""
    return [(one.stated, len(one.names)) for one in lists_in(text)]


@pytest.mark.parametrize("text", listed_counts().examples)
def test_a_whole_list_has_its_number(text: str) -> None:
    ((stated, listed),) = told(text)
    assert stated == listed


@pytest.mark.parametrize("text", listed_counts().counter_examples)
def test_what_is_no_whole_list_of_offices_is_not_counted(text: str) -> None:
    assert told(text) == []


def test_a_list_of_another_length_is_told() -> None:
    assert told("某局内设机构4个，包括：办公室、规划科、财务科。") == [(4, 3)]
    assert told("本部门内设机构包括办公室、研究室、装备处等5个内设机构。") == [(5, 3)]
