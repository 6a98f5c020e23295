"""Wordings of other treasuries: bases said once, stages before counts, names of funds, rates of their own."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read, rows

TITLE = "收入支出决算情况说明"


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("总支出90万元，其中公共预算支出60万元，上解支出30万元。", ["final", "final", "final"]),
        ("总支出90万元，其中国资预算支出60万元，调出资金30万元。", ["final", "final", "final"]),
        ("总支出90万元，其中社保基金预算支出60万元，其他支出30万元。", ["final", "final", "final"]),
        (
            "总支出90万元，其中支出预算60万元，上解支出30万元。",
            ["final", "adjusted_budget", "adjusted_budget"],
        ),
    ],
)
def test_the_name_of_a_fund_is_no_stage(text: str, phases: list[str]) -> None:
    assert [phase for (phase,) in rows(text, TITLE, "phase")] == phases


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        (
            "年初批复预算6个项目90万元（含上年结转项目1个5万元），实际支出80万元。",
            ["initial_budget", "initial_budget", "final"],
        ),
        ("全年预算安排课题4项12万元，已支付9万元。", ["adjusted_budget", "final"]),
        ("年初预算安排培训3期共计7万元。", ["initial_budget"]),
        ("年初预算安排项目3个，决算支出7万元。", ["final"]),
    ],
)
def test_a_count_between_a_stage_and_its_amount_does_not_part_them(text: str, phases: list[str]) -> None:
    assert [one.phase for one in claims(text, TITLE) if one.kind == "level"] == phases


@pytest.mark.parametrize(
    ("text", "year", "period"),
    [
        ("2023年培训费执行数为15万元，比预算数14万元超支1万元。", 2024, 2023),
        ("2023年会议费支出15万元，较年初预算16万元节约1万元。", 2024, 2023),
        ("2023年接待费决算数8万元，与预算数9万元相比少支1万元。", 2024, 2023),
        ("接待费决算数8万元，与预算数9万元相比少支1万元。", 2024, 2024),
    ],
)
def test_the_budget_that_is_compared_with_is_of_the_year_that_is_told(
    text: str, year: int, period: int
) -> None:
    found = claims(text, TITLE, year=year, kind="budget")
    assert {one.period for one in found} == {period}


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("会议费5万元，同比（下同）下降3%。培训费6万元，增长2%。", ["prior_year", "prior_year"]),
        ("会议费5万元，比上年(以下均同)下降3%。\n培训费6万元，增长2%。", ["prior_year", "prior_year"]),
        ("会议费5万元，较上年，下同，减少3%。\n培训费6万元，增长2%。", ["prior_year", "prior_year"]),
        ("会议费5万元，比上年下降3%。\n培训费6万元，增长2%。", ["prior_year", None]),
    ],
)
def test_what_is_compared_with_below_is_said_once(text: str, bases: list[str | None]) -> None:
    assert [one.base for one in claims(text, TITLE) if one.kind == "change_rate"] == bases


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("与人代会审议的2024年执行数（以下简称执行数）相比，收入增加3亿元。", "other"),
        ("与2024年快报数相比，收入增加3亿元。", "other"),
        ("比2024年执行数，收入增加3亿元。在支出方面，结转下年减少1亿元。", "other"),
        ("与人代会批准的2024年预算数（以下简称预算数）相比，收入增加3亿元。", "initial_budget"),
        ("与2023年执行数相比，收入增加3亿元。", "prior_year"),
    ],
)
def test_the_executed_figures_of_the_same_year_are_a_base_of_their_own(text: str, base: str) -> None:
    found = [one.base for one in claims(text, TITLE, kind="government_final_accounts")]
    assert found == [base] * len(found)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("年末结转结余5万元，比年初的6万元下降17%。", ["carry_over_closing", "carry_over_opening"]),
        ("年末结余5万元，较期初6万元减少1万元。", ["carry_over_closing", "carry_over_opening"]),
        ("年终结余5万元，与年初6万元相比减少1万元。", ["carry_over_closing", "carry_over_opening"]),
        ("年末结转结余5万元，比上年末的6万元减少1万元。", ["carry_over_closing", "carry_over_closing"]),
    ],
)
def test_what_was_left_at_the_beginning_of_the_year_is_not_what_is_left_at_its_end(
    text: str, measures: list[str]
) -> None:
    found = claims(text, TITLE)
    assert [one.measure for one in found if one.kind == "level"] == measures
    assert found[-1].measure == "carry_over_closing"


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("2024年，预计转移支付收入7亿元，较上年执行数减少1亿元。", "initial_budget"),
        ("2024年安排支出7亿元，比2023年预计完成数增加1亿元。", "initial_budget"),
        ("2024年度收入预期7亿元，比上年预算执行数增长1%。", "initial_budget"),
        ("2024年支出7亿元，比上年执行数增加1亿元。", "final"),
        ("2023年安排支出7亿元，比上年执行数增加1亿元。", "final"),
    ],
)
def test_a_text_of_an_unknown_kind_that_plans_is_a_budget(text: str, phase: str) -> None:
    assert claims(text, "转移支付情况说明", kind=None)[0].phase == phase


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("其他收入5万元，可比增长9%。", False),
        ("其他收入5万元，按可比价格计算增长9%。", False),
        ("其他收入5万元，按自然口径下降9%。", False),
        ("其他收入5万元，按可比口径增长9%。", True),
        ("捐赠收入4万元，可比增长8%。其他收入5万元，增长9%。", True),
    ],
)
def test_what_was_made_comparable_is_compared_and_not_understood(text: str, understood: bool) -> None:
    rate = claims(text, TITLE)[-1]
    assert (rate.subject, rate.base, rate.understood) == ("其他收入", "prior_year", understood)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "渔民养老保险基金收入6亿元（其中个人缴费2亿元、政府补贴4亿元），支出5亿元，累计结余3亿元，比上年末增加1亿元。",
            ["渔民养老保险基金收入", "个人缴费", "政府补贴", "渔民养老保险基金支出", "累计结余", "累计结余"],
        ),
        ("实际到位资金9万元；实际支出8万元。", ["到位资金", "到位资金的实际支出"]),
        ("专项资金到账9万元，已使用8万元。", ["专项资金到账", "专项资金到账的实际支出"]),
        ("会议费全年预算9万元，实际支出8万元。", ["会议费", "会议费"]),
        ("会议费9万元，资金到位率100%，比上年增加1万元。", ["会议费", "资金到位率", "会议费"]),
        ("会议费9万元，群众满意度95%，比上年提高2个百分点。", ["会议费", "群众满意度", "群众满意度"]),
        ("“三公”经费预算数9万元，实际支出8万元，控制率为89%，比上年的10万元节约2万元。", ["“三公”经费"] * 5),
        ("会议费、培训费、出国费（简称“三公”经费）决算总额9万元。", ["“三公”经费"]),
        ("一般公共预算财政拨款（简称“财政拨款”）支出9万元。", ["一般公共预算财政拨款支出"]),
    ],
)
def test_what_figures_are_of_behind_brackets_and_rates(text: str, subjects: list[str]) -> None:
    assert [subject for (subject,) in rows(text, "收支说明", "subject")] == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "其中，出国费3万元、接待费4万元。与上年决算数相比，分别增加1万元、减少2万元。",
            ["出国费", "接待费"],
        ),
        ("“三公”经费7万元，其中出国费3万元、接待费4万元。较上年分别增长1%、下降2%。", ["出国费", "接待费"]),
        ("出国费3万元，接待费4万元。比上年分别减少1万元和2万元。", ["出国费", "接待费"]),
        (
            "“三公”经费9万元，其中出国费3万元、接待费4万元、购置费2万元。较上年分别增加1万元、减少2万元。",
            [None, None],
        ),
    ],
)
def test_changes_told_together_go_back_to_the_list_before_the_full_stop(
    text: str, subjects: list[str | None]
) -> None:
    found = claims(text, "“三公”经费支出情况说明")
    assert [one.subject for one in found if one.kind != "level"] == subjects


@pytest.mark.parametrize(
    ("title", "text", "measure"),
    [
        ("公务接待费支出情况", "全年接待支出3万元。", "official_reception"),
        ("会议费支出情况", "全年会议支出3万元。", "conference"),
        ("项目支出决算情况说明", "用于专项业务工作的经费支出3万元。", "project_expenditure"),
        ("基本支出决算情况说明", "用于保障机构运转的日常支出3万元。", "basic_expenditure"),
        ("公务接待费支出情况", "全年维修支出3万元。", None),
    ],
)
def test_the_heading_says_what_a_short_word_means(title: str, text: str, measure: str | None) -> None:
    assert claims(text, title)[0].measure == measure


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年会议费支出6万元，比上年减少1万元，下降14.3%。", [2023, 2023, 2023]),
        ("2023年会议费支出6万元，比上年的7万元减少1万元。", [2023, 2022, 2023]),
        ("2023年会议费支出6万元，与上年持平。", [2023, 2023]),
        ("会议费支出6万元，比上年的7万元减少1万元。", [2024, 2023, 2024]),
        ("会议费5万元。2023年会议费支出6万元，比上年减少1万元。", [2024, 2023, 2024]),
    ],
)
def test_the_year_before_is_that_before_the_year_that_the_sentence_tells(text: str, years: list[int]) -> None:
    assert [one.period for one in claims(text, TITLE, kind="budget")] == years


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年接待60余人次。", [("60", False)]),
        ("组织培训，参训30多人。", [("30", False)]),
        ("下属12个单位。", [("12", True)]),
        ("多项工作完成，余下3个单位。", [("3", True)]),
    ],
)
def test_a_count_that_is_only_about_so_many_is_read_and_not_judged(
    text: str, found: list[tuple[str, bool]]
) -> None:
    told = read(text, "人员情况")
    rough = [one.message for one in told.diagnostics if one.code == "claim_rough"]
    assert [(str(one.value), not rough) for one in told.claims] == found


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("“三公”经费8万元，控制在年初预算9万元以内，为预算的88.89%。", ["final", "initial_budget", "final"]),
        ("“三公”经费8万元，未超过全年预算9万元以内的要求。", ["final", "adjusted_budget"]),
        ("“三公”经费支出未突破年初批复预算9万元之内。", ["initial_budget"]),
        ("“三公”经费支出控制在9万元以内。", []),
    ],
)
def test_a_budget_that_was_not_to_be_passed_is_told(text: str, phases: list[str]) -> None:
    found = claims(text, "“三公”经费支出情况说明")
    assert [(one.phase, one.measure) for one in found] == [
        (phase, "three_public_expenditure") for phase in phases
    ]


def test_what_is_given_newly_among_the_changes_of_a_cause_is_one_of_them() -> None:
    text = "收入增加9万元，原因是调资增支5万元，夜校开办新增6万元，撤并站点减少2万元。"
    inside = [(one.kind, one.direction) for one in claims(text, TITLE)[1:]]
    assert inside == [("change", "up"), ("change", "up"), ("change", "down")]
    text = "收入增加9万元，原因是新招3人，夜校开办新增项目6万元。"
    assert claims(text, TITLE)[-1].kind == "level"


@pytest.mark.parametrize("words", ["基本持平", "大致持平", "总体上保持持平", "变化不大", "大体一致"])
def test_about_the_same_is_told_with_all_its_words(words: str) -> None:
    assert [one.raw for one in claims(f"会议费5万元，与上年{words}。", TITLE) if one.kind == "change"] == [
        words
    ]
