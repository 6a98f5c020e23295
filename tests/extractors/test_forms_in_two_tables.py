"""Performance forms that a web page or a Word file holds as two tables: keys above, indicators below."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from records.file_tables import IndicatorRecord

KEYS = [["项目名称", "智慧社区建设"], ["主管部门", "某局"]]
HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
FIRST = [
    ["产出指标", "数量指标", "新建社区", "8个", "8个", "40", "40"],
    ["产出指标", "时效指标", "按期完工率", "100%", "100%", "20", "20"],
]
REST = [["效益指标", "社会效益", "办事便利度", "提升", "提升", "30", "30"]]
SHORT = ["指标名称", "年度目标值", "全年完成值", "权重", "得分"]


def table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def indicators(*parts: str, title: str = "项目支出绩效自评表") -> list[IndicatorRecord]:
    page = "<h1>某局2023年度部门决算</h1>" + (f"<p>{title}</p>" if title else "") + "<p></p>".join(parts)
    return read_document(page.encode(), "page.html").indicators


def test_indicators_below_a_table_of_keys_are_those_of_its_project() -> None:
    found = indicators(table(KEYS), table([HEADS, *FIRST]))
    assert [(i.project, i.level2, i.name, i.target) for i in found] == [
        ("智慧社区建设", "数量指标", "新建社区", "8个"),
        ("智慧社区建设", "时效指标", "按期完工率", "100%"),
    ]


def test_a_form_without_levels_in_two_tables_is_one_too() -> None:
    found = indicators(table(KEYS), table([SHORT, ["安装门禁", "260套", "234套", "30", "27"]]))
    assert [(i.project, i.name, i.actual) for i in found] == [("智慧社区建设", "安装门禁", "234套")]


def test_indicators_go_on_in_the_next_table() -> None:
    found = indicators(table([*KEYS, HEADS, *FIRST]), table(REST))
    assert [(i.level1, i.name) for i in found][-1] == ("效益指标", "办事便利度")
    assert len(found) == len(FIRST) + len(REST)


@pytest.mark.parametrize("text", ["二、另一项目的指标", "项目支出绩效自评表", "本局另有两个项目。"])
def test_text_between_two_tables_parts_them(text: str) -> None:
    found = indicators(table(KEYS), f"<p>{text}</p>", table([HEADS, *FIRST]))
    assert {i.project for i in found} == {None}


@pytest.mark.parametrize("text", ["绩效指标完成情况：", "（二）绩效指标", "年度目标", ""])
def test_text_that_only_heads_the_indicators_parts_no_form(text: str) -> None:
    money = table([["资金总额（万元）", "预算数", "执行数"], ["其中：财政拨款", "60.00", "57.00"]])
    found = indicators(table(KEYS), money, f"<p>{text}</p>", table([HEADS, *FIRST]))
    assert {i.project for i in found} == {"智慧社区建设"}


@pytest.mark.parametrize(
    "heads",
    [
        ["指标名称", "计量单位", "完成值", "比上年增长"],
        ["指标", "2020年", "目标值", "属性"],
        ["项目名称", "金额", "权重", "得分"],
    ],
)
def test_a_table_of_the_economy_or_of_projects_is_no_form(heads: list[str]) -> None:
    found = indicators(table([heads, ["粮食产量", "3", "4", "5"], ["棉花产量", "6", "7", "8"]]), title="")
    assert found == []
