"""The number of offices that a text states, against those that it lists."""

from __future__ import annotations

import pytest

from linking.checks.text.counts import lists_in

WHOLE = [
    "某局内设机构3个，包括：办公室、规划科、财务科。",
    "某局内设机构4个：办公室、规划建设科、河湖管理科、水资源科。",
    "某局内设3个科室：（1）办公室（党建办），（2）政策法规股，（3）基金监管股。",
    "某局内设机构4个，分别为办公室、法规和宣传科、规划科和财务科。",
    "本部门内设机构包括办公室、政策研究室、机关党委、行政装备处等4个内设机构。",
    "本院内设办公室、政治部、立案庭、刑事庭、执行局5个庭室。",
    "下辖综合执法大队、社区服务中心、便民服务中心3个单位。",
    "独立核算单位共3个：某市水文站、某市河道中心、某市水利科学院。",
]
NOT_WHOLE = [
    "某局内设机构5个，主要包括办公室、规划科等。",
    "某局内设机构5个，主要包括办公室、规划科。",
    "某局内设机构5个，其中综合科、规划科实行垂直管理。",
    "某局内设机构3个，所属事业单位2个。",
    "某局内设规划、建设科等2个科室，人员12名。",
    "推行办公室、财务科岗位责任制，配备3个岗位。",
    "截至年末共有车辆3辆，其中公务用车2辆、其他1辆。",
    "本部门内设机构包括办公室、财务处等20个处室和机要局。",
    "某局内设机构5个，人员编制数量按规定执行。",
]


def told(text: str) -> list[tuple[int, int]]:
    """What is stated and what is listed."""
    return [(one.stated, len(one.names)) for one in lists_in(text)]


@pytest.mark.parametrize("text", WHOLE)
def test_a_whole_list_has_its_number(text: str) -> None:
    ((stated, listed),) = told(text)
    assert stated == listed


@pytest.mark.parametrize("text", NOT_WHOLE)
def test_what_is_no_whole_list_of_offices_is_not_counted(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "failures"),
    [
        ("某局内设机构4个，包括：办公室、规划科、财务科。", [(4, 3)]),
        ("下辖综合执法大队、社区服务中心、便民服务中心4个单位，其中参公1个。", [(4, 3)]),
        ("本院设政治部、综合办公室、立案庭4个内设机构。", [(4, 3)]),
        ("独立核算单位共4个：某市水文站、某市河道中心、某市水利科学院。", [(4, 3)]),
        ("某镇设党政综合办公室、党建工作办公室、经济发展办公室、社会事务办公室等3个内设机构。", [(3, 4)]),
        ("某局内设办公室、人事科、侨务科、宣传科等3个科室。", [(3, 4)]),
        ("本部门内设机构包括办公室、研究室、装备处等5个内设机构。", []),  # two are left out
        ("所属市水文站、市河道中心等6家事业单位。", []),
        ("某局内设办公室、法规科和财务科、人事科3个科室。", []),  # 法规科和财务科 may be one
        ("下属单位4个，即：水文站、质量监督站、东干渠和西干渠管理所。", []),  # may be two
        ("下属单位5个，即：水文站、质量监督站、东干渠和西干渠管理所。", [(5, 3)]),
        ("下设业务一科至业务四科、办公室5个科室。", []),
        ("本院内设第一检察部至第三检察部、办公室4个内设机构。", []),
        ("本中心内设综合部、业务部及下属乡镇分中心6个机构，其中乡镇分中心4个。", []),
    ],
)
def test_a_list_that_cannot_have_its_number_is_told(text: str, failures: list[tuple[int, int]]) -> None:
    assert [(one.stated, len(one.names)) for one in lists_in(text) if not one.holds] == failures


@pytest.mark.parametrize("offices", ["第一至第三检察部", "第一到第三检察部", "业务1-3部"])
def test_a_name_for_several_offices_is_not_counted_as_one(offices: str) -> None:
    assert told(f"本院内设{offices}、综合业务部、政治部、检务督察部6个机构。") == []
