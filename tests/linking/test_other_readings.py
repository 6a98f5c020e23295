"""What holds of another amount of its passage is not contradicted."""

from __future__ import annotations

import pytest

from records.narrative_tables import ClaimRecord
from tests.support.linking_books import claim, fact, linked

SENTENCE = "收入总计1,100.00万元，其中年初结转和结余50.00万元，较上年增加100.00万元，增长10.00%。"


def rate_behind(level: ClaimRecord, part: ClaimRecord, rate: str = "10.00", **also: object) -> str:
    """The verdict on a rate that was read as that of the part, whose change is stated beside it."""
    told = {"sentence": SENTENCE, "base": "prior_year", "direction": "up"}
    change = claim("change", f"{part.subject}", "100.00", **told)
    stated = claim("change_rate", f"{part.subject}", rate, "%", **{**told, **also})
    return linked([], [level, part, change, stated])[-1].verdict


@pytest.mark.parametrize(
    ("whole", "part"),
    [("收入总计", "年初结转和结余"), ("支出总计", "基本支出"), ("“三公”经费支出", "公务接待费")],
)
def test_a_rate_that_holds_of_the_whole_before_the_part_is_not_contradicted(whole: str, part: str) -> None:
    level = claim("level", whole, "1,100.00", sentence=SENTENCE)
    assert rate_behind(level, claim("level", part, "500.00", sentence=SENTENCE)) == "unverifiable"


def test_a_rate_that_holds_of_no_amount_before_it_is_contradicted() -> None:
    level = claim("level", "支出总计", "1,100.00", sentence=SENTENCE)
    part = claim("level", "基本支出", "500.00", sentence=SENTENCE)
    assert rate_behind(level, part, rate="12.00") == "contradicted"


def test_an_amount_of_another_year_is_no_other_reading() -> None:
    level = claim("level", "支出总计", "1,100.00", sentence=SENTENCE, period=2020)
    part = claim("level", "基本支出", "500.00", sentence=SENTENCE)
    assert rate_behind(level, part) == "contradicted"


def project_part(total: str, basic: str, project: str) -> str:
    """The verdict on the last part of a total, where the table shows 60.00 for it."""
    told = {"sentence": "支出…，其中：基本支出…，项目支出…。"}
    facts = [
        fact("expenditure", "合计", ["本年支出合计"], "172.00"),
        fact("expenditure", "合计", ["基本支出"], "100.00"),
        fact("expenditure", "合计", ["项目支出"], "60.00"),
    ]
    claims = [
        claim("level", "支出合计", total, measure="current_year_expenditure", **told),
        claim("level", "基本支出", basic, measure="basic_expenditure", **told),
        claim("level", "项目支出", project, measure="project_expenditure", **told),
    ]
    return linked(facts, claims)[-1].verdict


def test_a_part_that_completes_a_sum_that_holds_is_not_contradicted() -> None:
    assert project_part("172.00", "100.00", "72.00") == "unverifiable"


@pytest.mark.parametrize(
    "amounts", [("172.00", "100.00", "75.00"), ("160.00", "85.00", "75.00"), ("175.00", "100.00", "75.00")]
)
def test_a_part_of_a_sum_that_does_not_hold_is_contradicted(amounts: tuple[str, str, str]) -> None:
    assert project_part(*amounts) == "contradicted"


def step_behind(sentence: str, step: str, subject: str = "其他收入") -> str:
    """The verdict on a change read as that of a part, behind a whole of 863.88, 855.08 before."""
    facts = [fact("revenue", "合计", ["其他收入"], "870.00")]
    claims = [
        claim("level", "本年收入", "863.88", sentence="本年收入863.88万元，其中其他收入870.00万元。"),
        claim("level", "其他收入", "870.00", sentence="本年收入863.88万元，其中其他收入870.00万元。"),
        claim("level", "其他收入", "855.08", sentence=sentence, period=2023),
        claim("change", subject, step, sentence=sentence, base="prior_year", direction="up"),
    ]
    return linked(facts, claims)[-1].verdict


@pytest.mark.parametrize(
    "sentence",
    [
        "与上年855.08万元相比，收入增加8.80万元。",
        "比上年的855.08万元增加8.80万元。",
        "上年855.08万元，同比增加8.80万元。",
    ],
)
def test_a_change_of_nothing_named_that_is_that_of_the_whole_is_not_contradicted(sentence: str) -> None:
    assert step_behind(sentence, "8.80") == "unverifiable"


def test_a_change_of_nothing_named_that_holds_of_no_amount_is_contradicted() -> None:
    assert step_behind("与上年855.08万元相比，收入增加9.90万元。", "9.90") == "contradicted"


def test_a_change_that_names_its_subject_is_of_that_subject() -> None:
    assert step_behind("与上年855.08万元相比，其他收入增加8.80万元。", "8.80") == "contradicted"


def test_a_share_of_the_amount_itself_is_one_of_another_whole() -> None:
    def verdict(whole: str) -> str:
        facts = [fact("expenditure", "合计", ["本年支出合计"], whole)]
        spent = claim("level", "项目支出", "100.00", sentence="项目支出…，占本年支出…。")
        told = {"share_of": "本年支出", "sentence": spent.sentence}
        return linked(facts, [spent, claim("share", "项目支出", "85.45", "%", **told)])[-1].verdict

    assert verdict("100.00") == "unverifiable"
    assert verdict("125.00") == "contradicted"


def test_a_change_right_behind_its_own_name_has_the_rate_of_no_other() -> None:
    level = claim("level", "“三公”经费支出", "1,100.00", sentence=SENTENCE)
    part = claim("level", "公务接待费", "500.00", sentence=SENTENCE)
    named = "增加100.00万元，增长10.00%，其中：公务接待费决算增加100.00万元，增长10.00%。"
    told = {"sentence": named, "base": "prior_year", "direction": "up"}
    change = claim("change", "公务接待费", "100.00", raw="100.00万元", **told)
    rate = claim("change_rate", "公务接待费", "10.00", "%", **told)
    assert linked([], [level, part, change, rate])[-1].verdict == "contradicted"


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("公务接待费支出决算为1.53万元。", "contradicted"),
        ("公务接待费支出1.53万元。", "unverifiable"),
        ("公务接待费支出决算比预算少，为1.53万元。", "unverifiable"),
    ],
)
def test_the_budgets_amount_is_no_reading_of_what_is_named_an_outturn(sentence: str, verdict: str) -> None:
    facts = [
        fact("three_public", None, ["公务接待费", "预算数"], "1.53", fund="fiscal_grant", row=1),
        fact("three_public", None, ["公务接待费", "决算数"], "0.40", fund="fiscal_grant", row=1),
    ]
    told = claim("level", "公务接待费支出", "1.53", sentence=sentence, raw="1.53万元", fund="fiscal_grant")
    assert linked(facts, [told], kind="three_public")[0].verdict == verdict
