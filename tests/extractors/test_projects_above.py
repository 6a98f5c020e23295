"""The project of a form that a line or a title above it names."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from extractors.tables.performance.named_above import project_above
from extractors.tables.sheet import Caption

INDICATORS = """
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>加固堤防长度</td><td>≥5公里</td><td>5公里</td><td>50</td><td>50</td></tr>
<tr><td>效益指标</td><td>社会效益</td><td>保护人口</td><td>≥2万人</td><td>2万人</td><td>50</td><td>50</td></tr>
"""
KEYS = "<tr><td>{}</td><td colspan=2>{}</td><td>实施单位</td><td colspan=3>某县堤防管理所</td></tr>"
GENERIC = "<p align=center>项目支出绩效自评表</p>"


def projects(*above: str, keys: str = "") -> set[str | None]:
    page = "".join(f"{one}<table>{keys}{INDICATORS}</table>" for one in above)
    return {one.project for one in read_document(f"<body>{page}</body>".encode(), "a.html").indicators}


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("堤防加固项目支出绩效自评表（2024年度）", "堤防加固"),
        ("附件2-1 堤防加固项目绩效目标表", "堤防加固项目"),
        ("附件22024年河道清淤项目绩效自评表", "河道清淤项目"),
        ("（一）业务培训经费项目支出绩效自评表", "业务培训经费"),
        ("2024年度“堤防加固”项目支出绩效目标自评表", "堤防加固"),
        ("堤防加固2024年度项目支出绩效自评表", "堤防加固"),
        ("某县水务局2024年度堤防加固项目支出绩效自评表", "堤防加固"),
        ("项目支出绩效自评表（堤防加固项目）", "堤防加固项目"),
        ("防汛专项资金绩效目标申报表", "防汛专项资金"),
    ],
)
def test_a_title_names_its_project(title: str, project: str) -> None:
    assert project_above(Caption(title)) == project


@pytest.mark.parametrize(
    "title",
    [
        "项目支出绩效自评表",
        "2024年度部门预算项目支出绩效自评表（2024年度）",
        "附件2-1项目支出绩效自评表",
        "某县水务局项目支出绩效自评表",
        "某县水务局部门预算项目绩效目标表",
        "某县2024年度重点项目支出绩效自评表",
        "部门（单位）整体支出绩效自评表",
        "其他运转类项目支出绩效目标表",
        "省级专项资金绩效目标表",
        "二级项目绩效自评表（样表）",
        "对下转移支付项目绩效目标表（一）",
        "项目支出绩效自评表（单位：万元）",
        "堤防加固项目支出预算表",
    ],
)
def test_the_title_of_a_kind_of_forms_names_no_project(title: str) -> None:
    assert project_above(Caption(title)) is None


@pytest.mark.parametrize(
    "line",
    [
        "<p>项目名称：堤防加固</p>",
        "<p>项目：堤防加固</p><p>主管部门：某县水务局</p>",
        "<p>项目名称：堤防加固\u3000\u3000\u3000单位：万元</p>",
        "<p align=center>（2024年度）</p><p>二级项目名称: 堤防加固</p>",
    ],
)
def test_a_line_above_a_form_names_its_project(line: str) -> None:
    assert projects(GENERIC + line) == {"堤防加固"}


def test_a_row_of_the_form_may_say_it_in_one_cell() -> None:
    assert projects(GENERIC, keys="<tr><td colspan=7>项目名称：堤防加固</td></tr>") == {"堤防加固"}


def test_each_form_has_the_project_above_it() -> None:
    lines = [f"<p>项目名称：{name}</p>" for name in ("堤防加固", "河道清淤")]
    assert projects(GENERIC + lines[0], lines[1]) == {"堤防加固", "河道清淤"}


def test_a_key_of_the_form_goes_before_its_title_and_the_title_before_the_name_of_a_body() -> None:
    title = "<p align=center>堤防加固项目支出绩效自评表</p>"
    assert projects(title, keys=KEYS.format("项目名称", "堤防加固二期")) == {"堤防加固二期"}
    assert projects(title, keys=KEYS.format("部门名称", "某县水务局")) == {"堤防加固"}


@pytest.mark.parametrize(
    "line", ["<p>单位：万元</p>", "<p>项目名称：</p>", "<p>堤防加固项目完成情况见下表。</p>"]
)
def test_other_lines_above_a_form_name_no_project(line: str) -> None:
    assert projects(GENERIC + line) == {None}
