"""How far a share moved is of the share: points, and 占比…上升, are never the growth of its amounts."""

from __future__ import annotations

import pytest

from extractors.reading import read_file
from linking.linker import link
from nlp.narrative import read_narrative

PAGE = """<html><body><h1>海滨市图书馆2024年度部门决算</h1><h2>二、收入决算情况说明</h2><p>{}</p>
<p>收入决算对比表</p><p>单位：万元</p><table><tr><td>项目</td><td>2024年度</td><td>2023年度</td></tr>
<tr><td>财政拨款收入</td><td>720.00</td><td>640.00</td></tr>
<tr><td>事业收入</td><td>60.00</td><td>80.00</td></tr>
<tr><td>其他收入</td><td>20.00</td><td>80.00</td></tr>
<tr><td>本年收入合计</td><td>800.00</td><td>800.00</td></tr></table></body></html>"""


def verdicts(text: str) -> list[tuple[str | None, str]]:
    """The rates behind the first with their verdicts, and the rules that fail."""
    read = read_file(PAGE.format("本年收入合计800.00万元，其中：" + text).encode(), "accounts.html")
    claims = read_narrative(read).claims
    made = link(read.document, claims)
    links = {one.claim_id: one.verdict for one in made.links}
    rates = [(one.raw, links[one.claim_id]) for one in claims if one.kind == "change_rate"]
    return rates + [(one.rule_id, one.verdict) for one in made.checks if one.verdict == "fails"]


@pytest.mark.parametrize(
    "text",
    [
        "事业收入60.00万元，占7.5%，占比较上年下降{}个百分点。",
        "事业收入60.00万元，占7.5%，比上年下降{}个百分点。",
        "事业收入60.00万元，占本年收入合计的比重为7.5%，比重比2023年降低{}个百分点。",
        "事业收入60.00万元，占7.5%，所占比例较上年下降{}%。",
    ],
)
def test_points_are_those_that_the_share_moved_by(text: str) -> None:
    (right,) = verdicts(text.format("2.5"))
    assert right[1] == "derivable"
    (growth,) = verdicts(text.format("25"))  # 60 is 25 % less than 80
    assert growth[1] == "unverifiable"


def test_the_rate_of_the_amount_stays_one() -> None:
    assert verdicts("事业收入60.00万元，占7.5%，比上年下降25%。") == [("25%", "supported")]
    text = "事业收入60.00万元，占7.5%，占比较上年下降2.5个百分点，金额下降25%。"
    assert verdicts(text)[1] == ("25%", "supported")
    assert verdicts("事业收入60.00万元，比上年下降25个百分点。") == [("25个百分点", "supported")]


@pytest.mark.parametrize("of", ["占比", "占比也", "所占比重", "占本年收入合计的比例", "收入完成率"])
def test_a_share_that_stayed_does_not_say_that_the_amount_did(of: str) -> None:
    assert verdicts(f"财政拨款收入720.00万元，占90%，{of}与上年持平。") == []
    assert verdicts(f"财政拨款收入720.00万元，占90%，{of}较上年有所下降。") == []


def test_an_amount_that_stayed_is_held_against_the_one_before() -> None:
    text = "财政拨款收入720.00万元，占90%，与上年持平。"
    assert verdicts(text) == [("stated_relation", "fails")]
