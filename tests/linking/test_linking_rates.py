"""Shares, rates and changes against the amounts that make them, of tables or of the text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.tables.meanings import in_yuan
from nlp.narrative import read_narrative
from tests.support.linking_books import claim, fact, gpb, linked
from tests.support.nlp_reading import document_of

TOTAL = ["本年支出合计"]


def test_a_share_follows_from_part_and_whole() -> None:
    facts = [fact("expenditure", "合计", TOTAL, "200.00"), fact("expenditure", "合计", ["基本支出"], "50.00")]
    supported, wrong = linked(
        facts,
        [
            claim("share", "基本支出", "25.00", "%", measure="basic_expenditure", share_of="支出合计"),
            claim("share", "基本支出", "27.00", "%", measure="basic_expenditure", share_of="支出合计"),
        ],
    )
    assert (supported.verdict, supported.relation) == ("supported", "ratio")
    assert supported.fact_ids == [facts[1].fact_id, facts[0].fact_id]
    assert wrong.verdict == "contradicted"


def test_a_rate_within_the_rounding_of_its_printed_operands_is_no_alarm() -> None:
    facts = [fact("expenditure", "合计", TOTAL, "3.00"), fact("expenditure", "合计", ["基本支出"], "0.10")]
    (made,) = linked(
        facts, [claim("share", "基本支出", "3.45", "%", measure="basic_expenditure", share_of="支出合计")]
    )
    assert made.verdict == "rounding"


def test_growth_follows_from_level_and_change_of_the_text() -> None:
    level = claim("level", "机关运行经费", "7.30", measure="institution_operation")
    change = claim(
        "change", "机关运行经费", "2.01", measure="institution_operation", direction="up", base="prior_year"
    )
    rate = claim(
        "change_rate",
        "机关运行经费",
        "38.00",
        "%",
        measure="institution_operation",
        direction="up",
        base="prior_year",
    )
    wrong = claim(
        "change_rate",
        "机关运行经费",
        "83.00",
        "%",
        measure="institution_operation",
        direction="up",
        base="prior_year",
    )
    links = linked([], [level, change, rate], kind="institution_operation")
    assert [made.verdict for made in links] == ["unverifiable", "unverifiable", "derivable"]
    assert linked([], [level, change, wrong], kind="institution_operation")[2].verdict == "contradicted"


def test_the_direction_of_a_change_counts() -> None:
    facts = [
        fact("three_public", None, ["上年决算数", "公务接待费"], "2.00"),
        fact("three_public", None, ["决算数", "公务接待费"], "1.50"),
    ]
    down = claim(
        "change", "公务接待费", "0.50", measure="official_reception", direction="down", base="prior_year"
    )
    up = claim(
        "change", "公务接待费", "0.50", measure="official_reception", direction="up", base="prior_year"
    )
    (fell,) = linked(facts, [down], kind="three_public")
    assert (fell.verdict, fell.computed, fell.difference) == ("supported", Decimal("-0.5"), 0)
    (rose,) = linked(facts, [up], kind="three_public")
    assert (rose.verdict, rose.computed, rose.difference) == ("contradicted", Decimal("-0.5"), 1)


def test_a_change_called_flat_without_a_number_is_not_contradicted_by_a_small_one() -> None:
    facts = [
        fact("three_public", None, ["上年决算数", "公务接待费"], "20.00"),
        fact("three_public", None, ["决算数", "公务接待费"], "21.00"),
    ]
    same = {"measure": "official_reception", "base": "prior_year", "direction": "flat"}
    said = claim("change", "公务接待费", "0", raw="基本持平", **same)
    printed = claim("change", "公务接待费", "0.00", **same)
    assert linked(facts, [said], kind="three_public")[0].verdict == "unverifiable"
    assert linked(facts, [printed], kind="three_public")[0].verdict == "contradicted"


def test_a_completion_rate_takes_the_budget_that_the_sentence_states() -> None:
    path = {"account_path": ["教育支出"], "fund": "general_public_budget"}
    budget = claim("level", "教育支出", "10.87", phase="initial_budget", **path)
    done = claim("level", "教育支出", "9.43", **path)
    rate = claim("completion_rate", "教育支出", "86.75", "%", base="initial_budget", **path)
    links = linked(
        [gpb("教育支出", "9.43", "205")], [budget, done, rate], kind="general_public_budget_expenditure"
    )
    assert [made.verdict for made in links] == ["unverifiable", "supported", "derivable"]


def test_a_change_against_the_years_first_budget_is_not_held_against_the_whole_years() -> None:
    facts = [
        fact("three_public", None, ["预算数", "公务接待费"], "1.07", phase="initial_budget"),
        fact("three_public", None, ["决算数", "公务接待费"], "1.07"),
    ]
    change = claim(
        "change", "公务接待费", "0.73", measure="official_reception", direction="down", base="initial_budget"
    )
    assert linked(facts, [change], kind="three_public")[0].verdict != "contradicted"


@pytest.mark.parametrize(("other", "verdict"), [("30.00", "unverifiable"), ("0.00", "contradicted")])
def test_a_share_of_all_grants_is_of_no_single_fund(other: str, verdict: str) -> None:
    statement = "general_public_budget_expenditure"
    facts = [
        fact(statement, "合计", ["本年支出合计"], "170.00", fund="general_public_budget"),
        fact(
            statement,
            "教育支出",
            ["本年支出合计"],
            "100.00",
            fund="general_public_budget",
            account_code="205",
        ),
        fact("government_fund", "合计", ["本年支出小计"], other, fund="government_fund"),
    ]
    about = {"fund": "fiscal_grant", "account_code": "205", "account_path": ["教育支出"]}
    share = claim("share", "教育支出", "50.00", "%", share_of="财政拨款支出", **about)
    (made,) = linked(facts, [share], statement, "财政拨款支出决算情况说明")
    assert made.verdict == verdict


@pytest.mark.parametrize(
    ("unit", "now", "before", "change", "wrong"),
    [
        ("亿元", "3.17", "2.61", "0.56", "0.65"),
        ("万元", "3.17", "2.61", "0.56", "0.65"),
        ("百万元", "3.17", "2.61", "0.56", "0.65"),
        ("千元", "317", "261", "56", "65"),
        ("元", "317.00", "261.00", "56.00", "65.00"),
    ],
)
def test_a_change_and_the_two_amounts_it_lies_between_may_be_in_any_unit_of_money(
    unit: str, now: str, before: str, change: str, wrong: str
) -> None:
    spent = {"measure": "current_year_expenditure"}
    for value, verdict in ((change, "derivable"), (wrong, "contradicted")):
        claims = [
            claim("level", "支出合计", now, unit, **spent),
            claim("level", "支出合计", before, unit, period=2023, **spent),
            claim("change", "支出合计", value, unit, base="prior_year", direction="up", **spent),
        ]
        for one in claims:
            one.amount_yuan, one.sentence = in_yuan(one.value, one.unit), "支出合计。"
        made = linked([], claims)
        assert made[-1].verdict == verdict


def test_the_whole_of_a_share_may_be_told_in_the_sentence_by_a_longer_name() -> None:
    sentence = "本年收入30.00万元，本年支出25.00万元，支出占收入的83.33%。"
    also = {"phase": "final", "sentence": sentence}
    told = [
        claim("level", "本年收入", "30.00", measure="current_year_revenue", **also),
        claim("level", "本年支出", "25.00", measure="current_year_expenditure", **also),
        claim("share", "本年支出", "83.33", "%", measure="current_year_expenditure", share_of="收入", **also),
    ]
    assert linked([], told, "government_fund")[2].verdict in ("supported", "derivable")


@pytest.mark.parametrize("second", ["若不含上年结转，则收入27.00万元。", "剔除结转后，收入27.00万元。"])
def test_a_share_is_of_the_amount_that_is_understood_not_of_one_on_another_footing(second: str) -> None:
    read = document_of(("收入决算情况说明", f"收入30.00万元。{second}上年结转3.00万元，占收入的10.00%。"))
    told = read_narrative(read).claims
    made = linked([], told)
    shares = [one.verdict for one, of in zip(made, told, strict=True) if of.kind == "share"]
    assert shares == ["derivable"]


def test_a_share_that_no_amount_of_the_text_makes_is_told() -> None:
    read = document_of(("收入决算情况说明", "收入30.00万元。上年结转3.00万元，占收入的15.00%。"))
    told = read_narrative(read).claims
    shares = [one.verdict for one, of in zip(linked([], told), told, strict=True) if of.kind == "share"]
    assert shares == ["contradicted"]


@pytest.mark.parametrize(("sentence", "verdict"), [("另一句。", "unverifiable"), ("", "contradicted")])
def test_a_change_of_a_budget_may_be_one_of_a_stage_that_another_sentence_does_not_tell(
    sentence: str, verdict: str
) -> None:
    said = "会议费预算15万元，上年实际支出14万元，比上年减少2万元。"
    now = claim("level", "会议费", "15", measure="meeting", phase="initial_budget", sentence=said)
    then = claim("level", "会议费", "14", measure="meeting", period=2023, sentence=sentence or said)
    change = claim(
        "change", "会议费", "2", measure="meeting", phase="initial_budget", direction="down",
        base="prior_year", sentence=said,
    )  # fmt: skip
    assert linked([], [now, then, change])[-1].verdict == verdict


@pytest.mark.parametrize(("rate", "verdict"), [(True, "unverifiable"), (False, "contradicted")])
def test_points_behind_a_rate_are_of_the_rate(rate: bool, verdict: str) -> None:
    facts = [
        fact("expenditure", "合计", TOTAL, "112.34"),
        fact("expenditure", "合计", [*TOTAL, "上年数"], "100.00"),
    ]
    said = "本年支出合计112.34万元，执行率96%，比上年提高13.24个百分点。"
    level = claim("level", "支出合计", "112.34", measure="current_year_expenditure", sentence=said)
    done = claim("completion_rate", "支出合计", "96", "%", base="initial_budget", sentence=said)
    points = claim(
        "change_rate", "支出合计", "13.24", "个百分点", measure="current_year_expenditure", direction="up",
        base="prior_year", sentence=said,
    )  # fmt: skip
    assert linked(facts, [level, *[done] * rate, points])[-1].verdict == verdict


@pytest.mark.parametrize(
    ("now", "times", "verdict"),
    [
        ("30", "2", "derivable"),
        ("29", "1", "derivable"),  # cut off
        ("30", "3", "unverifiable"),  # grew to so many times
        ("60", "4", "contradicted"),
    ],
)
def test_growth_by_times_is_none_to_so_many_times(now: str, times: str, verdict: str) -> None:
    said = f"会议费{now}万元，上年10万元，增长{times}倍。"
    level = claim("level", "会议费", now, measure="meeting", sentence=said)
    then = claim("level", "会议费", "10", measure="meeting", period=2023, sentence=said)
    rate = claim(
        "change_rate", "会议费", times, "倍", measure="meeting", direction="up", base="prior_year",
        sentence=said,
    )  # fmt: skip
    assert linked([], [level, then, rate])[-1].verdict == verdict


@pytest.mark.parametrize(
    ("times", "growth", "verdicts"),
    [
        ("3", "2", ["derivable", "derivable"]),
        ("3", "3", ["derivable", "contradicted"]),  # the sentence tells both apart
        ("2", "2", ["contradicted", "derivable"]),
    ],
)
def test_so_many_times_and_growth_by_as_many_do_not_both_hold(
    times: str, growth: str, verdicts: list[str]
) -> None:
    said = f"会议费30万元，是上年10万元的{times}倍，增长{growth}倍。"
    level = claim("level", "会议费", "30", measure="meeting", sentence=said)
    then = claim("level", "会议费", "10", measure="meeting", period=2023, sentence=said)
    share = claim("share", "会议费", times, "倍", measure="meeting", share_of="上年", sentence=said)
    rate = claim(
        "change_rate", "会议费", growth, "倍", measure="meeting", direction="up", base="prior_year",
        sentence=said,
    )  # fmt: skip
    assert [one.verdict for one in linked([], [level, then, share, rate])[-2:]] == verdicts
