"""A government on two levels: what is told of the one is not borne out by the figure of the other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.reading import read_file
from linking.linker import link
from nlp.narrative import read_narrative

PAGE = """<html><body><h1>关于某某县2024年预算执行情况和2025年预算草案的报告</h1>
<p>一、2024年预算执行情况</p>
<p>{}</p>
<p>二、2025年预算草案</p><p>2025年全县一般公共预算收入预计38000万元。</p>
<p>2024年全县一般公共预算收入完成情况表</p><p>单位：万元</p>
<table><tr><td>项目</td><td>2024年预算数</td><td>2024年完成数</td></tr>
<tr><td>一、税收收入</td><td>22,000</td><td>21,400</td></tr><tr><td>增值税</td><td>9,000</td><td>9,100</td></tr>
<tr><td>一般公共预算收入合计</td><td>36,000</td><td>36,200</td></tr></table>
<p>2024年县本级一般公共预算收入完成情况表</p><p>单位：万元</p>
<table><tr><td>项目</td><td>2024年预算数</td><td>2024年完成数</td></tr>
<tr><td>一、税收收入</td><td>8,000</td><td>7,400</td></tr><tr><td>增值税</td><td>3,000</td><td>3,100</td></tr>
<tr><td>一般公共预算收入合计</td><td>12,000</td><td>12,100</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("全县一般公共预算收入完成36200万元。", "supported"),
        ("县本级一般公共预算收入完成12100万元。", "supported"),
        ("全县一般公共预算收入完成36200万元，其中：税收收入完成21400万元。", "supported"),
        ("县本级税收收入主要项目完成情况：（1）增值税完成3100万元。", "supported"),
        ("全县税收收入主要项目完成情况：（1）增值税完成3100万元。", "unverifiable"),
        ("县本级一般公共预算收入完成36200万元。", "unverifiable"),
    ],
)
def test_a_figure_of_another_level_bears_out_nothing(text: str, verdict: str) -> None:
    read = read_file(PAGE.format(text).encode(), "report.html")
    assert read.document.record.report_kind == "government_budget"
    claims = [claim for claim in read_narrative(read).claims if claim.period == 2024]
    links = link(read.document, claims).links
    assert links[-1].verdict == verdict


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("全县税收收入完成32120万元，比上年增加1120万元，增长{}%。", "3.6", "13.6"),
        ("全县农林水支出完成8920万元，比上年减少1080万元，{}10.8%。", "下降", "增长"),
        ("全县卫生健康支出4321万元，完成调整预算5000万元的{}%。", "86.4", "84.6"),
        ("全县收入52340万元，其中：税收收入32120万元，占{}%；非税收入20220万元，占38.6%。", "61.4", "71.4"),
    ],
)
def test_a_sentence_of_a_governments_report_is_held_against_itself(text: str, right: str, wrong: str) -> None:
    failed = {}
    for word in (right, wrong):
        read = read_file(PAGE.format(text.format(word)).encode(), "report.html")
        made = link(read.document, read_narrative(read).claims)
        failed[word] = [check.rule_id for check in made.checks if check.verdict == "fails"]
        assert not any(one.verdict == "contradicted" for one in made.links)
    assert not failed[right]
    assert len(failed[wrong]) == 1


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("全县一般公共预算收入36200万元（其中县本级12100万元），同比增长3.1%。", "region"),
        ("全县收入36200万元，其中：县本级收入12100万元，增长3.1%。", "own_level"),
        ("全县收入36200万元，其中上划省级收入2100万元，增长3.1%。", "region"),
        ("县本级收入12100万元；市县级收入24100万元，增长3.1%。", None),
        ("县本级收入12100万元；5个乡（镇）收入24100万元，增长3.1%。", None),
    ],
)
def test_a_level_holds_to_the_end_of_its_brackets_and_no_name_of_money_is_one(
    text: str, scope: str | None
) -> None:
    read = read_file(PAGE.format(text).encode(), "report.html")
    told = [claim for claim in read_narrative(read).claims if claim.value == Decimal("3.1")]
    assert [claim.scope for claim in told] == [scope]
