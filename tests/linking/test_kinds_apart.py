"""Counts of kinds that exclude each other, against the count that they are of."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.counts import KindsApart, check_counts, kinds_apart
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of


def verdicts(text: str) -> list[str]:
    read = document_of(("部门基本情况", text))
    claims = read_narrative(read).claims
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_counts([claims], claims, found)
    return [made.verdict for made in found.checks]


@pytest.mark.parametrize("apart", kinds_apart(), ids=lambda apart: apart.examples[0])
def test_each_kind_is_known_by_its_names_and_nothing_else_is(apart: KindsApart) -> None:
    assert all(apart.kind_of(name) is not None for name in apart.examples)
    assert len({apart.kind_of(name) for name in apart.examples}) == len(apart.examples)
    assert all(apart.kind_of(name) is None for name in apart.counters)


@pytest.mark.parametrize(
    "text",
    [
        "下属单位{}个，其中行政单位1个、参公管理事业单位1个、公益二类事业单位2个。",
        "内设科室6个。下属预算单位{}家，包括：行政单位1家，事业单位3家。",
        "对{}个项目开展自评，其中优3个、良1个。",
        "编制{}人，其中行政编制1人、事业编制3人。",
        "在职人员{}人，包括行政人员1人、参公人员1人、工勤人员2人。",
    ],
)
def test_kinds_make_no_more_than_what_they_are_of(text: str) -> None:
    assert verdicts(text.format(4)) == verdicts(text.format(5)) == []
    assert verdicts(text.format(3)) == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        # one that is part of another, and one told twice
        "在职人员3人，其中党员2人、女职工2人。",
        "下属单位3个，其中事业单位3个（公益一类事业单位2个）。",
        # no list of what stands before, or another count between
        "内设科室1个，行政单位1个、事业单位2个。",
        "下属单位1个，其中内设科室5个、行政单位1个、事业单位2个。",
        "编制1人；在职人员中行政人员1人、事业人员2人。",
    ],
)
def test_what_may_overlap_or_is_of_something_else_is_not_added(text: str) -> None:
    assert verdicts(text) == []


VEHICLES = (
    "共有车辆13辆，其中，领导用车1辆、机要通信用车{}辆、"
    "特种专业技术用车4辆（移动监测车3辆、保障车1辆）、其他用车6辆。"
)


def test_kinds_in_brackets_divide_the_kind_before_them_and_not_the_whole() -> None:
    assert verdicts(VEHICLES.format(2)) == []
    assert verdicts(VEHICLES.format(9)) == ["fails"]
