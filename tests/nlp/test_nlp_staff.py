"""Counts of staff under titles of duties, and phrases whose fronts and ends are cut right."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, rows


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("单位职责", "年初在职职工125人，调入11人，在校学生3555人。", ["125", "11", "3555"]),
        ("主要职责及机构设置", "内设8个科室，在职人员20人。", ["8", "20"]),
        ("部门职责、机构和人员", "核定编制30名，退休人员5人。", ["30", "5"]),
        ("主要职责", "完成10件民生实事，培训职工200人。", []),
        ("主要职责", "每年检查不少于12次，服务企业300家。", []),
        ("工作任务", "新增学位500个。", []),
    ],
)
def test_under_duties_only_the_body_s_own_people_and_units_count(
    title: str, text: str, expected: list[str]
) -> None:
    assert [str(c.value) for c in claims(text, title)] == expected


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("在园幼儿320人。", "在园幼儿"),
        ("中级职称25人。", "中级职称"),
        ("在编人员30人。", "在编人员"),
        ("在册学生30人。", "在册学生"),
        ("其中中共党员30人。", "中共党员"),
    ],
)
def test_fronts_of_counted_things_are_cut_right(text: str, subject: str) -> None:
    assert rows(text, "人员情况", "subject") == [(subject,)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("一般公共预算收入完成50万元。", "一般公共预算收入"),
        ("一般公共预算支出完成50万元。", "一般公共预算支出"),
        ("已完成工程结算款50万元。", "已完成工程结算款"),
    ],
)
def test_ends_that_only_say_that_it_was_done_are_cut(text: str, subject: str) -> None:
    assert rows(text, "收支情况", "subject") == [(subject,)]


def test_what_brackets_count_does_not_go_on_behind_them() -> None:
    text = "国内公务接待15批次（其中外事接待0批次），105人次（其中外事接待0人次）。"
    assert rows(text, "“三公”经费", "subject", "value") == [
        ("国内公务接待", "15"), ("外事接待", "0"), ("国内公务接待", "105"), ("外事接待", "0"),
    ]  # fmt: skip
