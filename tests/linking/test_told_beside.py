"""What the text itself settles beside a claim: the total of a side in other words, the whole of a share."""

from __future__ import annotations

import pytest

from linking.linker import link
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

SUMMARY = "收入支出决算总体情况说明"
REVENUE = "收入决算情况说明"
SPENDING = "支出决算情况说明"


def verdicts(kind: str, *chapters: tuple[str, str], report: str = "final_accounts") -> list[str]:
    """How the links of the claims of a kind came out, in order."""
    read = document_of(*chapters, kind=report)
    claims = read_narrative(read).claims
    links = {made.claim_id: made.verdict for made in link(read.document, claims).links}
    return [links[claim.claim_id] for claim in claims if claim.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "2024年度收入总计90.00万元，支出总计90.00万元。收支较上年决算数减少10.00万元、下降{}%，主要原因是人员减少。",
        "2024年度总收入90.00万元，总支出90.00万元。与上年相比，收入支出总体减少10.00万元，下降{}%。",
        "2024年度收、支总计均为90.00万元，比上年各减少10.00万元，下降{}%。",
        "2024年度收入总计90.00万元,支出总计90.00万元,与2023年度相比,各减少10.00万元,下降{}%。",
    ],
)
def test_the_rate_of_both_totals_follows_from_them_in_whatever_words(text: str) -> None:
    assert verdicts("change_rate", (SUMMARY, text.format("10.00"))) == ["derivable", "derivable"]
    assert verdicts("change_rate", (SUMMARY, text.format("11.11"))) == ["contradicted", "contradicted"]


def test_the_total_of_another_fund_is_no_ground_for_the_rate() -> None:
    text = (
        "2024年度财政拨款收入总计50.00万元，财政拨款支出总计50.00万元。"
        "2024年度收支较上年决算数减少10.00万元、下降10.00%。"
    )
    assert "contradicted" not in verdicts("change_rate", (SUMMARY, text))


@pytest.mark.parametrize(
    "text",
    [
        "本年收入合计80.00万元，其中：财政拨款收入60.00万元，占{}%；事业收入20.00万元，占25.00%。",
        "本年收入合计80.00万元；包括财政拨款收入60.00万元（其中，一般公共预算60.00万元），占收入合计{}%。",
        "2024年度收入合计80.00万元。其中：财政拨款收入60.00万元，占本年收入的{}%。",
        "2024年，本单位收入为80.00万元，其中：财政拨款收入60.00万元，占{}%。",
    ],
)
def test_grants_are_a_share_of_what_all_funds_give(text: str) -> None:
    assert verdicts("share", (REVENUE, text.format("75.00")))[0] == "derivable"
    assert verdicts("share", (REVENUE, text.format("57.00")))[0] == "contradicted"


def test_a_total_of_grants_alone_is_not_the_whole_of_their_share() -> None:
    chapters = (
        (REVENUE, "财政拨款收入60.00万元，占本年收入的75.00%。"),
        ("财政拨款收入支出决算总体情况说明", "财政拨款本年收入合计60.00万元。"),
    )
    assert verdicts("share", *chapters) == ["unverifiable"]


def test_an_accounts_share_is_one_of_the_whole_that_its_chapter_names() -> None:
    chapters = (
        (SPENDING, "本年支出合计100.00万元。"),
        (
            "一般公共预算财政拨款支出决算情况说明",
            "一般公共预算财政拨款支出80.00万元，占本年支出合计的80.00%。",
        ),
        (
            "一般公共预算财政拨款支出决算结构情况",
            "一般公共预算财政拨款支出主要用于以下方面：教育支出（类）40.00万元，占比{}%。",
        ),
    )
    told = [(title, text.format("50.00")) for title, text in chapters]
    assert verdicts("share", *told)[1] == "derivable"
    told = [(title, text.format("40.00")) for title, text in chapters]
    assert verdicts("share", *told)[1] != "derivable"


@pytest.mark.parametrize("whole", ["一般公共预算支出", "一般公共预算拨款支出", "一般公共预算财政拨款支出"])
def test_what_a_fund_gives_is_one_thing_in_all_its_words(whole: str) -> None:
    text = f"{whole}90.00万元，其中：基本支出80.00万元，占一般公共预算支出的{{}}%。"
    title = "一般公共预算支出情况说明"
    assert verdicts("share", (title, text.format("88.89"))) == ["derivable"]
    assert verdicts("share", (title, text.format("98.88"))) == ["contradicted"]


def test_what_another_fund_gives_is_another_thing() -> None:
    text = "政府性基金预算支出90.00万元。项目支出45.00万元，占一般公共预算支出的60.00%。"
    assert "contradicted" not in verdicts("share", ("支出情况说明", text))


def test_a_rate_that_link_and_check_refute_is_told_once() -> None:
    text = "2024年度“三公”经费支出全年预算为5.92万元，支出决算为3.58万元，完成全年预算的59.50%。"
    read = document_of(("“三公”经费支出决算情况说明", text))
    claims = read_narrative(read).claims
    linked = link(read.document, claims, texts=read.texts)
    assert [one.verdict for one in linked.links if one.relation == "ratio"] == ["contradicted"]
    told = [one for one in linked.findings if one.severity == "error" and one.claim_ids]
    assert len(told) == 1
    assert [one.rule_id for one in linked.checks if one.check_id in told[0].check_ids] == [
        "stated_completion"
    ]
    assert not [one for one in linked.findings if one.check_ids and one is not told[0]]


def test_what_one_fund_gives_to_procurement_is_not_the_sum_of_its_kinds() -> None:
    text = (
        "2024年政府采购预算1.70万元。按政府采购资金类型划分，一般公共预算拨款1.70万元，财政专户管理的资金0万元。"
        "其中：货物类采购{}万元，工程类采购0.00万元，服务类采购0.70万元。"
    )
    title = "政府采购预算安排情况说明"
    assert "contradicted" not in verdicts("level", (title, text.format("1.00")), report="budget")
    assert verdicts("level", (title, text.format("3.00")), report="budget")[0] == "contradicted"


@pytest.mark.parametrize("words", ["收入预算总额的{}%", "收入预算总额{}%", "收入预算总额的比重为{}%"])
def test_a_share_is_one_of_what_its_chapter_measures_by_the_same_words(words: str) -> None:
    text = "收入预算总额为200.00万元。其中：财政拨款收入194.00万元，占" + words + "；上年结余6.00万元。"
    title = "部门预算收支情况说明"
    assert verdicts("share", (title, text.format("97")), report="budget") == ["derivable"]
    assert verdicts("share", (title, text.format("87")), report="budget") == ["contradicted"]


def test_a_share_of_the_other_side_is_not_one_of_what_was_told() -> None:
    text = "收入预算总额为200.00万元。其中：财政拨款收入150.00万元，占支出预算总额的90%。"
    assert "contradicted" not in verdicts("share", ("部门预算收支情况说明", text), report="budget")


def test_shares_without_a_whole_are_those_of_what_all_parts_add_up_to() -> None:
    text = "基本支出1,012.38万元，占{}%；项目支出833.22万元，占{}%。"
    assert verdicts("share", (SPENDING, text.format("54.85", "45.15"))) == ["derivable", "derivable"]
    assert verdicts("share", (SPENDING, text.format("54.85", "45.51"))) == ["derivable", "contradicted"]
    # of something else, which is not told
    assert "contradicted" not in verdicts("share", (SPENDING, text.format("24.85", "15.51")))
    part = "基本支出1,012.38万元，占{}%；人员经费833.22万元，占{}%。"
    assert "contradicted" not in verdicts("share", (SPENDING, part.format("54.85", "45.51")))
