"""A document that is right in all it states raises no alarm, whatever was drawn for it."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from benchmarks.planting.sources import take
from corpus.bodies.model import Year
from corpus.bodies.years import make_year
from corpus.composition import compose
from corpus.defects import CLASSES
from corpus.formats import make
from corpus.make import make_document
from corpus.succession import corrected, planned_for
from tests.support.made import made_once

pytestmark = pytest.mark.long


def wrong(name: str, seed: int, defects: int) -> list[tuple[str, ...]]:
    """What is said to be wrong in a made document, beside what it does not give at all."""
    alarms = take(name, made_once(name, seed, defects)[0]).alarms
    return [alarm for alarm in alarms if alarm[0] != "owed"]


@pytest.mark.parametrize(("name", "seed"), [("guanwai", 902), ("zhongyuan", 900), ("yuan", 914)])
def test_nor_does_one_in_the_words_of_another_clerk(name: str, seed: int) -> None:
    document, truth = make_document(name, seed, retold=True)
    read = take(name, document)
    assert [alarm for alarm in read.alarms if alarm[0] != "owed"] == []
    told = sorted(Decimal(claim["value"]) for claim in truth["claims"])
    found = sorted(claim.value for claim in read.claims if claim.value)
    assert set(told) - {Decimal(0)} <= set(found)


@pytest.mark.parametrize(("name", "seed"), [("henan", 77), ("chongqing", 78), ("henan_budget", 2)])
def test_a_document_without_a_defect_raises_no_alarm(name: str, seed: int) -> None:
    assert wrong(name, seed, 0) == []


def test_a_document_with_defects_raises_some() -> None:
    assert wrong("henan", 2, len(CLASSES))


@pytest.mark.parametrize(("kind", "form"), [("budget", "budget"), ("final_accounts", "henan")])
def test_an_issue_that_corrects_another_is_right_in_all_it_states(kind: str, form: str) -> None:
    former = make_year(7, kind, 2024)
    late = corrected(former, random.Random(kind))
    (text,) = make(compose(form, 7, year=late), "text").files.values()
    read = take("a.txt", text)
    assert [alarm for alarm in read.alarms if alarm[0] != "owed"] == []
    totals = [sum(item.basic + item.project for item in year.items) for year in (former, late)]
    assert totals[1] > totals[0]
    assert [year.overall.executed for year in (former, late)] == totals


def test_a_fund_that_the_accounts_do_not_have_was_not_planned_for() -> None:
    years = [(make_year(seed, "budget", 2024), make_year(seed, "final_accounts", 2024)) for seed in range(40)]

    def funds(year: Year) -> set[str]:
        return {item.fund for item in year.items}

    odd = [(plan, told) for plan, told in years if "government_fund" in funds(plan) - funds(told)]
    assert odd
    for plan, told in odd:
        made = planned_for(plan, told)
        assert "government_fund" not in funds(made)
        total = sum(item.basic + item.project for item in made.items)
        assert made.overall.initial == made.overall.executed == total
    both = [(p, t) for p, t in years if "government_fund" in funds(p) & funds(t)]
    assert both
    assert all("government_fund" in funds(planned_for(plan, told)) for plan, told in both)
