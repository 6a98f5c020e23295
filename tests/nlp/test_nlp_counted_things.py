"""What is counted: it may stand behind its number, and the number may be one that it moved from."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, rows

TITLE = "支出决算情况说明"


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("主要原因是秋季新建2所小学投入使用。", ["小学"]),
        ("主要原因是新增3条主干道纳入保洁范围。", ["主干道"]),
        ("主要原因是本年调出2名干部、1名退休干部病故。", ["干部", "退休干部"]),
        ("主要原因是经批准安排1个赴德国学习排水技术的团组。", ["团组"]),
        ("本院下设城东、城西、河口3个人民法庭。", ["人民法庭"]),
        ("报废2辆车辆。", ["报废车辆"]),
        ("新建水质监测站2座。", ["新建水质监测站"]),
        ("随职责转入3人。", ["随职责转入"]),
        ("公务用车购置2辆。", ["公务用车购置"]),
    ],
)
def test_the_thing_that_is_counted_is_named_and_not_what_was_done_with_it(
    text: str, things: list[str]
) -> None:
    found = claims(f"项目支出50万元，比上年增加5万元，{text}", TITLE, year=2021)
    assert [claim.subject for claim in found if claim.kind == "count"] == things


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("班次由18期增至24期。", ["2023", "2024"]),
        ("车辆从上年的6辆减至3辆。", ["2023", "2024"]),
        ("车辆由2022年的6辆减少到3辆。", ["2022", "2024"]),
        ("车辆从年初的6辆减少到3辆。", ["2024", "2024"]),
        ("其中由财政供养的6人。", ["2024"]),
    ],
)
def test_what_a_count_moved_from_is_of_the_year_before(text: str, years: list[str]) -> None:
    assert [year for (year,) in rows(text, TITLE, "period", year=2024)] == years


def test_a_count_is_a_share_of_another() -> None:
    text = "填报目标的预算项目20个，占全部预算项目25个的80%。"
    assert rows(text, "预算绩效情况说明", "kind", "subject", "share_of") == [
        ("count", "填报目标的预算项目", None),
        ("count", "全部预算项目", None),
        ("share", "填报目标的预算项目", "全部预算项目"),
    ]


def test_what_a_thing_in_a_cause_cost_is_no_second_amount_of_what_is_explained() -> None:
    text = "“三公”经费支出30万元，比上年增加18万元，主要原因是{}支出17万元。"
    bought = claims(text.format("购置1辆指挥车，"), "“三公”经费支出决算情况说明")[-1]
    assert (bought.subject, bought.measure) == ("指挥车", None)
    other = claims(text.format("承办全省会议，"), "“三公”经费支出决算情况说明")[-1]
    assert not other.understood
