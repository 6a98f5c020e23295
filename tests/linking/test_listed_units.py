"""The units that a department's text names as those that its figures contain."""

from __future__ import annotations

import pytest

from linking.book.listed_units import units_in_text

OPENING = "纳入本部门2024年度部门决算编制范围的二级预算单位包括："


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        (
            ["纳入本部门2024年汇总预算编制范围的预算单位共3家，包括：某省检察院本级、甲检察院、乙检察院。其他。"],
            ("某省检察院本级", "甲检察院", "乙检察院"),
        ),
        ([OPENING, "1.某县水利局本级", "2. 某县防汛站", "（三）某县水政监察大队（参公）。", "一、收入说明"],
         ("某县水利局本级", "某县防汛站", "某县水政监察大队")),
        ([f"{OPENING}某市发展和改革局本级、某市价格认证中心和某市粮食局等3个单位。"],
         ("某市发展和改革局本级", "某市价格认证中心", "某市粮食局")),
        (["一、部门职责", f"（二）单位构成。{OPENING}某县第一中学，某县小学。"],
         ("某县第一中学", "某县小学")),
    ],
)  # fmt: skip
def test_a_list_is_read_in_the_text_or_line_by_line(lines: list[str], units: tuple[str, ...]) -> None:
    assert units_in_text(lines) == units


@pytest.mark.parametrize(
    "lines",
    [
        [
            "纳入本部门2024年汇总预算编制范围的预算单位共3家，包括：某省检察院本级、甲检察院。"
        ],  # one is missing
        [f"{OPENING}某县水利局本级。"],  # the department itself
        [f"{OPENING}本级、无其他独立核算的下级。"],
        ["本部门下属单位包括：甲宾馆、乙宾馆。"],  # their figures are their own
        ["纳入医保范围内的医疗服务单位包括：甲医院、乙医院。"],
        [OPENING],
    ],
)
def test_what_is_no_list_of_units_or_not_surely_whole_gives_none(lines: list[str]) -> None:
    assert units_in_text(lines) == ()
