"""The whole of a share is the one that its words name, of the money that they name, not of its part's."""

from __future__ import annotations

import pytest

from extractors.reading import read_file
from linking.linker import link
from nlp.narrative import read_narrative
from records.file_tables import FactRecord
from tests.support.linking_books import claim, fact, linked

GRANT = {"fund": "general_public_budget"}
CHAPTER = "general_public_budget_expenditure"
BASIC = fact(CHAPTER, "合计", ["本年支出", "基本支出"], "30.00", **GRANT)
OF_FUND = fact(CHAPTER, "合计", ["本年支出", "小计"], "60.00", **GRANT)
OF_ALL = fact("expenditure", "合计", ["本年支出合计"], "120.00", fund="all")


def share(of: str, value: str, figures: list[FactRecord], **also: object) -> tuple[str, list[str]]:
    told = claim(
        "share", "基本支出", value, "%", measure="basic_expenditure", share_of=of, **{**GRANT, **also}
    )
    (made,) = linked(figures, [told], kind=CHAPTER)
    return made.verdict, made.doubts


@pytest.mark.parametrize("of", ["本年支出合计", "部门支出", "全部支出", "所有支出"])
def test_words_for_all_expenditure_are_of_all_funds_and_may_be_of_the_chapters_fund(of: str) -> None:
    figures = [BASIC, OF_FUND, OF_ALL]
    assert share(of, "25.00", figures)[0] == "supported"
    assert share(of, "50.00", figures)[0] == "supported"
    assert share(of, "27.00", figures)[0] == "contradicted"


def test_a_total_that_may_hold_what_was_carried_over_refutes_nothing() -> None:
    assert share("总支出", "27.00", [BASIC, OF_FUND, OF_ALL])[0] == "unverifiable"


def test_where_all_money_is_not_shown_its_share_is_open() -> None:
    assert share("本年支出合计", "25.00", [BASIC, OF_FUND]) == ("unverifiable", ["whole"])


@pytest.mark.parametrize("of", ["一般公共预算财政拨款支出", "一般公共预算支出合计"])
def test_a_whole_that_names_its_fund_is_of_that(of: str) -> None:
    assert share(of, "25.00", [BASIC, OF_FUND, OF_ALL])[0] == "contradicted"
    assert share(of, "50.00", [BASIC, OF_FUND, OF_ALL])[0] == "supported"


def test_an_accounts_share_of_all_expenditure_is_not_held_against_its_fund_alone() -> None:
    item = fact(CHAPTER, "农林水支出", ["合计"], "15.00", account_code="213", **GRANT)
    told = [
        claim("share", "农林水支出", value, "%", account_path=["农林水支出"], share_of=of, **GRANT)
        for value, of in (("12.50", "本年支出合计"), ("12.50", "一般公共预算财政拨款支出"))
    ]
    found = [made.verdict for made in linked([item, OF_FUND, OF_ALL], told, kind=CHAPTER)]
    assert found == ["supported", "contradicted"]


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("41.34", "supported"), ("41.05", "supported"), ("43.00", "contradicted")],  # of the fund; of all funds
)
def test_an_items_share_of_its_class_is_first_of_the_class_in_its_own_table(value: str, verdict: str) -> None:
    row = {"account_code": "21103", "account_name": "污染防治", **GRANT}
    item = fact(CHAPTER, "污染防治", ["本年支出", "小计"], "6954.60", **row)
    of_fund = fact(CHAPTER, "节能环保支出", ["本年支出", "小计"], "16822.10", account_code="211", **GRANT)
    of_all = fact("expenditure", "节能环保支出", ["合计"], "16940.60", account_code="211", fund="all")
    told = claim(
        "share", "一般公共预算财政拨款支出", value, "%", account_path=["污染防治"], account_code="21103",
        measure="current_year_expenditure", share_of="节能环保支出", **GRANT,
    )  # fmt: skip
    (made,) = linked([item, of_fund, of_all], [told], kind=CHAPTER)
    assert made.verdict == verdict


PAGE = """<html><body><h1>海滨市图书馆2026年部门预算</h1><h2>二、部门收入预算说明</h2><p>{}</p>
<p>部门收支预算总表</p><p>单位：万元</p><table><tr><td colspan=2>收入</td><td colspan=2>支出</td></tr>
<tr><td>项目</td><td>2026年预算数</td><td>项目</td><td>2026年预算数</td></tr>
<tr><td>一、财政拨款收入</td><td>105.00</td><td>一、文化旅游体育与传媒支出</td><td>140.00</td></tr>
<tr><td>二、事业收入</td><td>15.00</td><td></td><td></td></tr>
<tr><td>本年收入合计</td><td>120.00</td><td>本年支出合计</td><td>140.00</td></tr>
<tr><td>上年结转</td><td>20.00</td><td>结转下年</td><td></td></tr>
<tr><td>收入总计</td><td>140.00</td><td>支出总计</td><td>140.00</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2026年收入预算140.00万元，其中：事业收入15.00万元，占10.71%。", "supported"),
        ("2026年收入预算140.00万元，其中：事业收入15.00万元，占12.50%。", "unverifiable"),  # of 本年收入
        ("2026年收入预算120.00万元，其中：事业收入15.00万元，占12.50%。", "supported"),
        ("2026年收入预算120.00万元，其中：事业收入15.00万元，占10.71%。", "unverifiable"),
        ("2026年收入预算140.00万元，其中：事业收入15.00万元，占11.71%。", "contradicted"),
        ("事业收入15.00万元，占收入的12.50%。", "supported"),
        ("事业收入15.00万元，占收入的10.71%。", "supported"),
    ],
)
def test_of_several_lines_of_revenue_the_whole_is_the_one_that_the_sentence_tells(
    text: str, verdict: str
) -> None:
    read = read_file(PAGE.format(text).encode(), "budget.html")
    claims = read_narrative(read).claims
    links = {made.claim_id: made.verdict for made in link(read.document, claims).links}
    assert [links[one.claim_id] for one in claims if one.kind == "share"] == [verdict]


OUTGROWN = """<html><body><h1>海滨市图书馆2024年度部门决算</h1><h2>三、支出决算情况说明</h2>
<p>2024年本年支出合计1000.00万元，其中：基本支出700.00万元，占70%；项目支出300.00万元，占30%。</p>
<p>基本支出700.00万元，其中：人员经费630.00万元，占基本支出的90%；公用经费70.00万元，占10%。</p>
<p>从功能分类看，教育支出{}万元，占{}%；农林水支出150.00万元，占15%；住房保障支出50.00万元，占5%。</p>
</body></html>"""


def listed(*first: str) -> list[str]:
    read = read_file(OUTGROWN.format(*first).encode(), "accounts.html")
    claims = read_narrative(read).claims
    links = {made.claim_id: made.verdict for made in link(read.document, claims).links}
    return [links[one.claim_id] for one in claims if one.kind == "share" and one.account_path]


def test_parts_that_outgrow_what_was_named_last_are_of_the_total_that_they_make() -> None:
    assert listed("800.00", "80") == ["derivable"] * 3
    assert "contradicted" not in listed("800.00", "82") + listed("820.00", "80")
