"""Claims: what clerks of many provinces write, in our own words, and what must come of it."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read, rows

SUMMARY = "收入支出决算总体情况说明"
SPENDING = "支出决算情况说明"
PUBLIC = "“三公”经费支出决算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "2024年度收、支总计均为80.00万元。",
        "2024年度收入总计、支出总计都是80.00万元。",
        "本单位2024年度收入支出总计80.00万元。",
        "某市某局2024年度总收入、总支出均为80.00万元。",
        "2024年收支总计80.00万元。",
    ],
)
def test_a_total_of_both_sides_makes_a_claim_for_each(text: str) -> None:
    found = read(text, SUMMARY).claims
    assert [(c.kind, c.side, c.measure, c.phase, str(c.value)) for c in found] == [
        ("level", "revenue", "grand_total", "final", "80.00"),
        ("level", "expenditure", "grand_total", "final", "80.00"),
    ]


@pytest.mark.parametrize(
    ("text", "base", "direction"),
    [
        ("与上年度相比，支出合计减少5万元，下降2%。", "prior_year", "down"),
        ("支出合计比2023年增加5万元，增长2%。", "prior_year", "up"),
        ("支出合计较上年决算数增加（减少）5万元，增长（下降）2%。", "prior_year", "up"),
        ("支出合计同比减少5万元，同比下降2%。", "prior_year", "down"),
        ("支出合计80万元，较去年同期多5万元，增幅2%。", "prior_year", "up"),
        ("与2023年度决算数对比，支出合计少5万元，降幅为2%。", "prior_year", "down"),
        ("支出合计比年初预算数减少5万元，降低2%。", "initial_budget", "down"),
        ("支出合计较2024年年初预算增加5万元，增加2%。", "initial_budget", "up"),
        ("与全年预算相比，支出合计减少5万元，下降2%。", "adjusted_budget", "down"),
        ("支出合计较调整后预算数节约5万元，下降2%。", "adjusted_budget", "down"),
        ("支出合计比上年增加-5万元，增长-2%。", "prior_year", "down"),
        ("支出合计与上年相比增减变动-5万元，变动率-2%。", "prior_year", "down"),
    ],
)
def test_a_change_knows_its_base_and_its_direction(text: str, base: str, direction: str) -> None:
    found = [c for c in claims(text, SPENDING) if c.kind != "level"]
    assert [(c.kind, c.base, c.direction) for c in found] == [
        ("change", base, direction),
        ("change_rate", base, direction),
    ]


def test_a_comparison_with_two_bases_in_one_sentence_keeps_them_apart() -> None:
    text = "公务接待费3万元，较年初预算数减少2万元，下降40%，较上年支出数增加1万元，增长50%。"
    assert rows(text, PUBLIC, "kind", "base", "direction")[1:] == [
        ("change", "initial_budget", "down"),
        ("change_rate", "initial_budget", "down"),
        ("change", "prior_year", "up"),
        ("change_rate", "prior_year", "up"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“教育支出”（类）2024年度决算30万元，比2024年年初预算20万元增加10万元，增长50%。",
        "教育支出（类）2024年度决算30万元，较年初预算数20万元增加10万元，增长50%。",
        "教育支出（类）决算30万元，比年初预算数（20万元）增加10万元，增长50%。",
    ],
)
def test_the_figure_that_is_compared_with_is_a_level_of_its_own(text: str) -> None:
    assert rows(text, "一般公共预算支出", "kind", "phase", "value", "base") == [
        ("level", "final", "30", None),
        ("level", "initial_budget", "20", None),
        ("change", "final", "10", "initial_budget"),
        ("change_rate", "final", "50", "initial_budget"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "财政拨款收入由上年的30万元增加到35万元。",
        "财政拨款收入35万元，比上年的30万元有所增加。",
        "财政拨款收入35万元，上年决算数30万元。",
    ],
)
def test_a_figure_of_the_year_before_has_that_year(text: str) -> None:
    assert sorted(rows(text, "收入决算情况说明", "value", "period", "kind")) == [
        ("30", "2023", "level"),
        ("35", "2024", "level"),
    ]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("年初预算为50万元，支出决算为40万元，完成年初预算的80%。", "initial_budget"),
        ("年初预算50万元，支出决算40万元，完成预算80%。", "initial_budget"),
        ("支出决算40万元，为年初预算的80%。", "initial_budget"),
        ("全年预算数为50万元，执行数为40万元，预算执行率80%。", "adjusted_budget"),
        ("调整预算数50万元，决算数40万元，完成调整预算的80%。", "adjusted_budget"),
        ("全年预算50万元，执行40万元，执行率为80%。", "adjusted_budget"),
        ("支出决算40万元，占年初预算的80%。", "initial_budget"),
    ],
)
def test_a_completion_rate_names_the_budget_that_it_completes(text: str, base: str) -> None:
    found = claims(text, SPENDING)[-1]
    assert (found.kind, found.base, str(found.value)) == ("completion_rate", base, "80")


def test_a_budget_that_is_not_said_to_be_the_initial_one_is_doubted() -> None:
    narrative = read("基本支出决算40万元，完成预算的80%。", SPENDING)
    assert narrative.claims[-1].base == "adjusted_budget"
    assert [one.code for one in narrative.diagnostics] == ["claim_budget_unspecified"]


@pytest.mark.parametrize(
    "text",
    [
        "本年支出合计50万元，其中：基本支出40万元，占80%；项目支出10万元，占20%。",
        "本年支出合计50万元。包括：基本支出40万元，占比80%；项目支出10万元，占比20%。",
        "本年支出合计50万元，其中：基本支出40万元（占80%），项目支出10万元（占20%）。",
        "本年支出合计50万元：基本支出40万元，占本年支出合计的80%；项目支出10万元，占本年支出合计的20%。",
        "本年支出合计50万元，其中基本支出40万元，所占比重为80%；项目支出10万元，所占比重为20%。",
    ],
)
def test_a_share_knows_its_whole(text: str) -> None:
    shares = [c for c in claims(text, SPENDING) if c.kind == "share"]
    assert [(c.subject, c.share_of, str(c.value)) for c in shares] == [
        ("基本支出", "本年支出合计", "80"),
        ("项目支出", "本年支出合计", "20"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "基本支出、项目支出分别为40万元、10万元，分别占总支出的80%、20%。",
        "基本支出和项目支出分别为40万元和10万元，分别占总支出的80%和20%。",
    ],
)
def test_figures_given_respectively_go_to_their_subjects(text: str) -> None:
    assert rows(text, SPENDING, "kind", "subject", "value") == [
        ("level", "基本支出", "40"),
        ("level", "项目支出", "10"),
        ("share", "基本支出", "80"),
        ("share", "项目支出", "20"),
    ]


def test_a_sentence_after_the_parts_goes_on_with_the_whole() -> None:
    text = "收入总计50万元，其中：本年收入40万元，年初结转和结余10万元。较上年减少5万元，下降9%。"
    assert [c.subject for c in claims(text, SUMMARY)][-2:] == ["收入总计", "收入总计"]


def test_a_side_alone_points_back_to_what_was_named_of_it() -> None:
    text = "收入总计50万元，支出总计50万元，与上年相比，收入增加5万元，增长11%；支出增加5万元，增长11%。"
    changes = [c for c in claims(text, SUMMARY) if c.kind == "change"]
    assert [(c.subject, c.side) for c in changes] == [("收入总计", "revenue"), ("支出总计", "expenditure")]


def test_what_the_sentence_leaves_out_comes_from_the_item_and_then_from_the_chapter() -> None:
    found = claims("比2023年增加5万元，增长10%。", "机关运行经费支出情况说明")
    assert [(c.subject, c.measure) for c in found] == [("机关运行经费支出", "institution_operation")] * 2


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("公务接待费支出决算0万元，与上年持平。", "prior_year"),
        ("公务接待费支出0万元，同比无变化。", "prior_year"),
        ("公务接待费决算数与预算数无差异。", "adjusted_budget"),
        ("公务接待费2024年预算数与2023年预算保持一致。", "prior_year"),
        ("公务接待费支出较年初预算数无增减。", "initial_budget"),
        ("与2023年相比，公务接待费支出基本持平。", "prior_year"),
    ],
)
def test_no_change_is_a_flat_change_of_nought(text: str, base: str) -> None:
    found = claims(text, PUBLIC)[-1]
    assert (found.kind, found.direction, found.base, found.value) == ("change", "flat", base, 0)
    assert found.measure == "official_reception"


def test_counts_have_the_unit_that_is_printed() -> None:
    text = "全年接待国内来访7批次111人，购置公务用车1辆，保有量5辆；单价100万元（含）以上设备2台（套）。"
    assert rows(text, PUBLIC, "kind", "value", "unit") == [
        ("count", "7", "批次"),
        ("count", "111", "人"),
        ("count", "1", "辆"),
        ("count", "5", "辆"),
        ("count", "2", "台（套）"),
    ]


@pytest.mark.parametrize(
    "text",
    ["年中新增2人，由财政供养。", "新招聘人员2人。", "本年退休2人。"],
)
def test_new_staff_is_a_count_and_no_change(text: str) -> None:
    assert rows(text, "人员情况", "kind", "value") == [("count", "2")]


@pytest.mark.parametrize(
    "text",
    [
        "与上年相比，在职人员增加2人。",
        "在职人员较上年增加2名。",
    ],
)
def test_a_count_against_a_base_is_a_change(text: str) -> None:
    assert rows(text, "人员情况", "kind", "base", "direction") == [("change", "prior_year", "up")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("部门整体支出绩效自评得分为96.5分。", "score"),
        ("项目自评96.5分，等级为优。", "score"),
        ("综合评分96.5，评价等级良好。", "score"),
        ("服务对象满意度96.5%。", "completion_rate"),
    ],
)
def test_scores_and_rates_of_performance(text: str, kind: str) -> None:
    (found,) = claims(text, "预算绩效情况说明")
    assert (found.kind, str(found.value)) == (kind, "96.5")


def test_figures_of_a_budget_are_of_the_initial_budget_and_its_year() -> None:
    text = "2025年“三公”经费预算10万元，比2024年减少1万元，下降9%。公务接待费预算安排2万元。"
    found = claims(text, "“三公”经费预算情况说明", year=2025, kind="budget")
    assert {(c.phase, c.period) for c in found} == {("initial_budget", 2025)}
    assert {c.base for c in found if c.kind != "level"} == {"prior_year"}


def test_a_budget_against_the_outturn_of_the_year_before_compares_with_the_prior_year() -> None:
    text = "小学教育（项）2025年预算数为80万元，比2024年执行数增加5万元，增长6%。"
    found = claims(text, "一般公共预算支出", year=2025, kind="budget")
    assert [(c.phase, c.base) for c in found][1:] == [("initial_budget", "prior_year")] * 2


def test_cars_at_the_end_of_another_year_have_that_year() -> None:
    found = claims(
        "2023年期末，共有车辆3辆，其中：其他用车3辆；单价50万元以上设备0台。",
        "国有资产占用情况",
        kind="budget",
    )
    assert [c.period for c in found] == [2023] * 3


def test_the_parts_of_a_budget_are_budgets_too() -> None:
    text = "“三公”经费全年预算5万元，其中：公务接待费2万元，公务用车运行维护费3万元。支出决算4万元。"
    assert rows(text, PUBLIC, "phase") == [("adjusted_budget",)] * 3 + [("final",)]


@pytest.mark.parametrize("title", ["主要职责", "部门职能", "单位主要职能"])
def test_duties_make_no_claims(title: str) -> None:
    assert claims("1.负责全市3个园区、12个站点的管理，落实100%覆盖。", title) == []


def test_a_change_without_a_base_is_doubted_and_not_guessed() -> None:
    narrative = read("人员经费增加30万元。", SPENDING)
    assert narrative.claims[0].base is None
    assert [one.code for one in narrative.diagnostics] == ["claim_base_unknown"]


def test_a_figure_without_a_subject_is_doubted() -> None:
    narrative = read("30万元已全部到位。", "其他情况")
    assert [one.code for one in narrative.diagnostics] == ["claim_subject_unknown"]


@pytest.mark.parametrize(
    ("phrase", "fund"),
    [
        ("一般公共预算财政拨款支出", "general_public_budget"),
        ("政府性基金预算财政拨款支出", "government_fund"),
        ("国有资本经营预算财政拨款支出", "state_capital"),
        ("财政拨款支出", "fiscal_grant"),
    ],
)
def test_the_name_of_a_fund_is_no_stage_of_the_budget(phrase: str, fund: str) -> None:
    (found,) = claims(f"2024年度{phrase}30万元。", "其他情况")
    assert (found.phase, found.fund, found.subject) == ("final", fund, phrase)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("2024年度，本单位机关运行经费支出3万元。", "机关运行经费支出"),
        ("本部门机关运行经费3万元。", "机关运行经费"),
        ("某县财政局2024年度会议费支出3万元。", "会议费支出"),
        ("其中：经营支出3万元。", "经营支出"),
        ("中小学教育经费3万元。", "中小学教育经费"),
        ("“三公”经费支出共计3万元。", "“三公”经费支出"),
        ("在职人员经费3万元。", "在职人员经费"),
        ("（一）本年收入合计3万元。", "本年收入合计"),
    ],
)
def test_a_subject_is_neither_cut_nor_left_with_what_introduces_it(text: str, subject: str) -> None:
    assert [claim.subject for claim in claims(text, "其他情况")] == [subject]


@pytest.mark.parametrize(
    "text",
    [
        "支出合计100万元。与2023年决算110万元相比，减少10万元，下降9.09%。",
        "支出合计100万元，比2023年决算数110万元减少10万元，下降9.09%。",
        "收、支总计100万元。与2023年度收、支总计（110万元）相比，各减少10万元，下降9.09%。",
        "支出合计100万元，比2023年支出合计（即110万元）减少10万元，下降9.09%。",
    ],
)
def test_the_amount_of_the_year_before_inside_the_comparison_is_no_change(text: str) -> None:
    assert rows(text, SPENDING, "kind", "period", "value") == [
        ("level", "2024", "100"),
        ("level", "2023", "110"),
        ("change", "2024", "10"),
        ("change_rate", "2024", "9.09"),
    ]
