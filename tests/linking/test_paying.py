"""What pays for a part is not all that was carried over; a bare share may be of a whole named before."""

from __future__ import annotations

import pytest

from records.narrative_tables import ClaimRecord
from tests.support.linking_books import fact, linked
from tests.support.nlp_reading import claims

SUMMARY = "revenue_expenditure_summary"
RECEIVED = {"side": "revenue", "fund": "all"}
OPENING, OWN = "carry_over_opening", "current_year_revenue"


def verdicts(text: str, measures: set[str | None], kinds: tuple[str, ...] = ("level",)) -> list[str | None]:
    """The verdicts on what a text tells of some measures, against small tables."""
    facts = [
        fact(SUMMARY, label, ["收入", "决算数"], value, row=row, **RECEIVED)
        for row, (label, value) in enumerate(
            [("本年收入合计", "90.00"), ("年初结转和结余", "8.00"), ("总计", "98.00")]
        )
    ]
    facts += [
        fact("expenditure", "合计", [column], value, row=9, fund="all", side="expenditure")
        for column, value in (("本年支出合计", "60.00"), ("基本支出", "40.00"), ("项目支出", "20.00"))
    ]
    found: list[ClaimRecord] = claims(text, "收入支出决算情况说明")
    made = linked(facts, found)
    return [
        link.verdict for one, link in zip(found, made, strict=True)
        if one.measure in measures and one.kind in kinds
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "项目支出20.00万元（含上年结转3.00万元）。",
        "基本支出40.00万元，含上年结转5.00万元；项目支出20.00万元，其中：上年结转3.00万元。",
        "渠道清淤支出12.00万元（其中上年结转3.00万元）。",
        "学前教育支出12.00万元，包括上年结转3.00万元。",
        "项目支出中上年结转3.00万元。",
        "本年支出60.00万元，其中使用上年结转5.00万元，使用当年收入55.00万元。",
        "本年支出60.00万元，其中当年收入安排55.00万元，上年结转安排5.00万元。",
        "本年支出中使用上年结转资金5.00万元，使用当年收入55.00万元。",
    ],
)
def test_what_pays_for_a_part_is_not_held_against_all_of_it(text: str) -> None:
    told = verdicts(text, {OPENING, OWN})
    assert told
    assert "contradicted" not in told


@pytest.mark.parametrize(
    "text",
    [
        "收入总计98.00万元（含上年结转3.00万元）。",
        "收入总计98.00万元，其中：年初结转和结余3.00万元。",
        "基本支出40.00万元，项目支出20.00万元。年初结转和结余3.00万元。",
        "项目支出20.00万元（含上年结转2.00万元）；年初结转和结余3.00万元。",
        "本年收入安排55.00万元。",
    ],
)
def test_what_the_whole_holds_is(text: str) -> None:
    assert verdicts(text, {OPENING, OWN})[-1] == "contradicted"


def test_what_a_part_holds_may_be_supported() -> None:
    assert verdicts("项目支出20.00万元（含上年结转8.00万元）。", {OPENING}) == ["supported"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("人员经费34.00万元，占基本支出40.00万元的85.00%；公用经费6.00万元，占15.00%。", False),
        ("人员经费34.00万元，占基本支出的85.00%，占本年支出的56.67%；公用经费6.00万元，占比15.00%。", False),
        ("基本支出40.00万元，占本年支出的66.67%；公用经费6.00万元，占比为15.00%。", False),
        ("人员经费34.00万元，占本年支出的56.67%；公用经费6.00万元，占15.00%。", True),  # of no whole named
        ("基本支出40.00万元；公用经费6.00万元，占本年支出的15.00%。", True),  # of the one that it names
    ],
)
def test_a_share_of_a_whole_named_before_is_not_held_against_another(text: str, told: bool) -> None:
    made = verdicts(text, {"public_expenditure"}, ("share",))
    assert ("contradicted" in made) is told
