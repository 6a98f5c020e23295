"""Findings: what is told first of contradictions and failed checks, and in which words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from outputs.findings import (
    MOST_TOLD,
    Findings,
    computed,
    contradictions_in,
    failed_checks_in,
    findings_of,
    printed,
    relative_difference,
    told_in,
)
from records.linking_tables import CheckRecord, FindingRecord
from records.tables import Document
from tests.support.samples import sample_disclosure

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12)


def with_contradictions(given: list[str]) -> Document:
    """A disclosure whose text says 100 万元 for each of the figures that the tables give."""
    document = sample_disclosure()
    (claim,), (link,) = document.claims, document.links
    document.claims, document.links, document.findings = [], [], []
    for i, figure in enumerate(given):
        document.claims.append(
            replace(claim, claim_id=f"c{i}", value=Decimal("100.00"), unit="万元", subject=f"第{i}项", page=3)
        )
        difference = Decimal("100.00") - Decimal(figure)
        document.links.append(
            replace(
                link,
                claim_id=f"c{i}",
                verdict="contradicted",
                computed=Decimal(figure),
                difference=difference,
                explanation=f"第{i}项两者不符。",
            )
        )
        document.findings.append(
            FindingRecord(
                document_id="0",
                finding_id=f"f{i}",
                severity="error",
                kind="text_against_tables",
                rule_id="claim_equals",
                title=f"第{i}项",
                explanation=f"第{i}项两者不符。",
                claim_ids=[f"c{i}"],
                said="100.00万元",
                given=f"{figure}万元",
                page=3,
            )
        )
    return document


def test_the_worst_contradiction_comes_first() -> None:
    found = findings_of(with_contradictions(["99.000000", "0.300000", "110.000000"]))
    assert [one.id for one in found.worst] == ["f1", "f2", "f0"]
    worst = found.worst[0]
    assert (worst.subject, worst.said, worst.given) == ("第1项", "100.00万元", "0.300000万元")
    assert (worst.difference, worst.relative, worst.page) == ("+99.7 万元", 0.997, 3)
    assert worst.explanation == "第1项两者不符。"


@pytest.mark.parametrize(
    ("direction", "computed", "said", "given"),
    [
        ("down", "-14.665600", "减少 11.65%", "减少 14.6656%"),
        ("down", "14.665600", "减少 11.65%", "增加 14.6656%"),
        ("up", "-14.665600", "增加 11.65%", "减少 14.6656%"),
        ("flat", "-14.665600", "持平 11.65%", "-14.6656%"),
        (None, "-14.665600", "11.65%", "-14.6656%"),
    ],
)
def test_changes_are_told_with_their_direction(
    direction: str | None, computed: str, said: str, given: str
) -> None:
    document = with_contradictions(["99.000000"])
    document.claims[0] = replace(
        document.claims[0], kind="change_rate", value=Decimal("11.65"), unit="%", direction=direction
    )
    document.links[0] = replace(document.links[0], computed=Decimal(computed))
    (found,) = contradictions_in(document)
    assert (found.said, found.given) == (said, given)


def test_all_findings_are_counted_and_the_worst_are_told() -> None:
    found = findings_of(with_contradictions([str(n) for n in range(1, 26)]))
    assert (found.errors, found.notices) == (25, 0)
    assert [one.given for one in found.worst] == [f"{n}万元" for n in range(1, MOST_TOLD + 1)]


def test_notices_are_counted_and_not_among_the_worst() -> None:
    document = with_contradictions(["0.01", "99.00"])
    document.findings[0].severity = "notice"
    found = findings_of(document)
    assert [one.id for one in found.worst] == ["f1"]
    assert [one.id for one in told_in(document)] == ["f1", "f0"]
    assert (found.errors, found.notices) == (1, 1)


def test_only_failed_checks_are_told() -> None:
    document = sample_disclosure()
    document.checks = [
        CheckRecord(
            document_id="0",
            check_id=f"k{i}",
            rule_id="sum",
            fact_ids=[],
            expected=Decimal(100),
            actual=actual,
            verdict=verdict,
            message=verdict,
        )
        for i, (actual, verdict) in enumerate(
            [(Decimal(100), "holds"), (Decimal(99), "fails"), (None, "fails"), (Decimal(50), "fails")]
        )
    ]
    assert [one.id for one in failed_checks_in(document)] == ["k3", "k1", "k2"]


def test_findings_come_back_from_a_report() -> None:
    found = findings_of(with_contradictions(["1", "2"]))
    assert Findings.of_record(found.as_record()) == found


@for_all(NUMBERS, NUMBERS)
def test_a_relative_difference_is_bounded_and_the_same_from_both_sides(one: Decimal, other: Decimal) -> None:
    relative = relative_difference(one, other)
    assert relative is not None
    assert 0 <= relative <= 2
    assert relative == relative_difference(other, one)
    assert relative_difference(one, one) == 0


@for_all(NUMBERS, st.sampled_from(["", "万元", "%"]))
def test_a_printed_number_keeps_its_digits(value: Decimal, unit: str) -> None:
    text = printed(value, unit)
    assert text is not None
    assert text.endswith(unit)
    assert Decimal(text.removesuffix(unit).strip().replace(",", "")) == value
    assert text.count(".") == 1  # both decimals, also .00


def test_computed_numbers_are_short_but_a_trace_is_not_shown_as_nothing() -> None:
    assert computed(Decimal("71.653883"), "%") == "71.6539%"
    assert computed(Decimal("2961.680000"), "万元") == "2,961.68 万元"
    assert computed(Decimal("600.000000")) == "600"
    assert computed(Decimal("0.000001")) == "0.000001"
    assert computed(Decimal("4.000000"), "个", sign=True) == "+4 个"
    assert computed(Decimal("0.000000"), sign=True) == "0"
    assert computed(None) is None
