"""Counts of kinds that exclude each other, against the count that they are of."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

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
    check_counts([list(told) for _, told in groupby(claims, key=attrgetter("sentence"))], claims, found)
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
    assert "fails" not in verdicts(text.format(4))
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


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("编制{}人，其中行政编制1人、事业编制3人。", 4, 5),
        ("离退休人员{}人（离休1人，退休40人）。", 41, 47),
        ("在校学生{}人，其中：一年级190人，二年级185人，三年级196人。", 571, 517),
        ("在职教职工{}人（其中专任教师70人、工勤人员3人、管理人员5人）。", 78, 87),
        ("共有车辆{}辆，其中：机要通信用车1辆、执法执勤用车17辆、特种专业技术用车2辆。", 20, 21),
        ("房屋面积{}平方米，其中办公用房2380平方米、业务用房1150平方米、周转房730平方米。", 4260, 4160),
        ("设职能科室14个、临床科室17个、医技科室6个，合计{}个科室。", 37, 36),
        ("购置资产{}台，分为计算机45台、投影仪12台。", 57, 75),
        ("车辆{}辆，其中轿车1辆、客车2辆，合计3辆。", 3, 2),
    ],
)
def test_a_list_that_is_whole_makes_just_its_total(text: str, right: int, wrong: int) -> None:
    assert "fails" not in verdicts(text.format(right))
    assert "fails" in verdicts(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        # what may be left out, or be of two kinds
        "编制9人，其中行政编制1人、工勤编制3人。",
        "共有车辆9辆，其中机要通信用车1辆、执法执勤用车6辆。",
        "在职人员78人，其中高级职称52人，中级职称36人，党员30人。",
        "学生500人，其中寄宿生300人、贫困生280人。",
        "房屋面积4260平方米，其中办公用房2380平方米、业务用房1150平方米。",
        "自评项目3个，其中一般公共预算项目3个、重点项目1个。",
        # another total, and none at all
        "教师70人、学生300人，共有车辆3辆。",
        "机要通信用车1辆、执法执勤用车2辆，共购置1台。",
    ],
)
def test_a_list_that_may_not_be_whole_is_left_alone(text: str) -> None:
    assert "fails" not in verdicts(text)


VEHICLES = (
    "共有车辆13辆，其中，领导用车1辆、机要通信用车{}辆、"
    "特种专业技术用车4辆（移动监测车3辆、保障车1辆）、其他用车6辆。"
)


def test_kinds_in_brackets_divide_the_kind_before_them_and_not_the_whole() -> None:
    assert "fails" not in verdicts(VEHICLES.format(2))
    assert "fails" in verdicts(VEHICLES.format(9))


def test_grades_in_a_sentence_of_their_own_make_no_more_than_the_projects_before_it() -> None:
    assert verdicts("组织对9个项目开展绩效自评。自评结果为“优”的7个、“良”的3个。") == ["fails"]
    assert verdicts("组织对9个项目开展绩效自评。自评结果为“优”的6个、“良”的3个。") == []
    # the head office may be one of them
    assert verdicts("下属单位5家。行政单位1家，参公单位1家，事业单位4家。") == []


def test_ages_that_do_not_overlap_are_apart() -> None:
    assert verdicts("为120名儿童提供康复训练，其中0-6岁91名、7-14岁39名。") == ["fails"]
    assert verdicts("为120名儿童提供康复训练，其中0-6岁91名、3-14岁39名。") == []


def test_a_kind_whose_number_ends_the_number_of_all_is_not_taken_for_all() -> None:
    text = "共有车辆10辆，其中：部级领导干部用车0辆、主要领导干部用车0辆、应急保障用车0辆、其他用车{}辆。"
    assert set(verdicts(text.format(10))) <= {"holds"}
    assert "fails" in verdicts(text.format(11))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("12个二级项目中，评价等级为“优”的9个、“良”的2个，优良率100%。", ["fails"]),
        ("共评价项目12个，其中优9个、良2个，优良率100%。", ["fails"]),
        ("共评价项目12个，其中优10个、良2个，优良率100%。", []),
        ("共评价项目12个，其中优9个、良2个。", []),  # and one that is neither
        ("共评价项目12个，其中优9个、良2个，优良率91.67%。", []),
        ("12个项目，其中优9个、良2个，终止1个，优良率100%。", []),
        ("12个项目中，优9个、良2个，未开展评价1个，优良率100%。", []),
        ("共评价项目12个，其中优9个、良2个，完成率100%。", []),
    ],
)
def test_two_grades_whose_rate_is_a_hundred_are_all_there_are(text: str, outcome: list[str]) -> None:
    assert [verdict for verdict in verdicts(text) if verdict == "fails"] == outcome
