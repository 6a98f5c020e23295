"""What clauses leave out: whose part they name, which stage, year and subject go on, and which do not."""

from __future__ import annotations

import pytest

from nlp.narrative import read_narrative
from tests.support.nlp_reading import claims, document_of, read, rows

SUMMARY = "收入支出决算总体情况说明"
PUBLIC = "“三公”经费支出决算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "其中，接待费决算比预算无增减变化，比上年增加2万元；公车运行费决算比预算无增减变化，比上年减少3万元。",
        "公务接待费与预算持平，较上年增加2万元；公务用车运行维护费与预算持平，较上年减少3万元。",
        "公务接待费同预算数无变化，与上年相比增加2万元，公务用车运行维护费同预算数无变化，与上年相比减少3万元。",
    ],
)
def test_an_item_that_did_not_change_is_what_the_next_clause_goes_on_with(text: str) -> None:
    assert rows(text, PUBLIC, "measure", "base", "direction", "value") == [
        ("official_reception", "adjusted_budget", "flat", "0"),
        ("official_reception", "prior_year", "up", "2"),
        ("vehicle_operation", "adjusted_budget", "flat", "0"),
        ("vehicle_operation", "prior_year", "down", "3"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "其中：接待费支出3万元，年初预算4万元；公车运行费支出5万元，年初预算6万元。",
        "其中：公务接待费决算3万元，年初预算为4万元，公务用车运行维护费决算5万元，年初预算为6万元。",
        "其中：公务接待费实际支出3万元，年初预算安排4万元；公务用车运行费支出5万元，年初预算安排6万元。",
    ],
)
def test_the_stage_of_one_part_does_not_go_on_to_the_next(text: str) -> None:
    assert rows(text, PUBLIC, "measure", "phase", "value") == [
        ("official_reception", "final", "3"),
        ("official_reception", "initial_budget", "4"),
        ("vehicle_operation", "final", "5"),
        ("vehicle_operation", "initial_budget", "6"),
    ]


def test_a_stage_named_before_the_parts_is_that_of_all_parts() -> None:
    text = "“三公”经费年初预算9万元，其中：公务接待费4万元；公务用车运行维护费5万元。"
    assert [row[0] for row in rows(text, PUBLIC, "phase")] == ["initial_budget"] * 3


def test_parts_in_a_sentence_of_their_own_have_the_year_and_the_fund_of_their_whole() -> None:
    text = "2023年财政拨款“三公”经费合计9万元。其中：公务接待费4万元，公务用车运行维护费5万元。"
    assert rows(text, "三公经费说明", "period", "fund") == [("2023", "fiscal_grant")] * 3


def test_a_year_in_brackets_is_not_that_of_what_follows_them() -> None:
    text = "2024年购置设备15台（含2023年采购的5台），支出20万元，接待6批次。"
    assert [row[0] for row in rows(text, PUBLIC, "period")] == ["2024", "2023", "2024", "2024"]


@pytest.mark.parametrize(
    "text",
    [
        "（一）公务接待费支出情况。\n全年接待8批次，90人次，支出3万元，较上年减少1万元。",
        "1.关于公务接待费情况说明。\n2024年共接待8批次，90人次，共计支出3万元，比上年减少1万元。",
    ],
)
def test_a_numbered_heading_with_a_full_stop_says_what_follows_is_about(text: str) -> None:
    found = [row[0] for row in rows(text, PUBLIC, "measure", "kind") if row[1] in ("level", "change")]
    assert found == ["official_reception", "official_reception"]


def test_money_spent_on_what_was_just_counted() -> None:
    text = "其中：外宾接待费0万元，国内公务接待8批次，90人次，共计支出3万元。"
    assert rows(text, PUBLIC, "kind", "subject", "measure")[-1] == (
        "level", "国内公务接待", "domestic_reception",
    )  # fmt: skip


def test_parts_of_an_account_have_its_account() -> None:
    text = "教育支出80万元，其中：基本支出50万元，项目支出30万元。"
    found = read(text, "一般公共预算支出情况说明").claims
    assert [(c.account_path, c.measure) for c in found] == [
        (["教育支出"], "current_year_expenditure"),
        (["教育支出"], "basic_expenditure"),
        (["教育支出"], "project_expenditure"),
    ]


@pytest.mark.parametrize("name", ["卫生健康支出类科目", "卫生健康支出类", "卫生健康支出科目", "卫生健康支出"])
def test_the_level_of_an_account_behind_its_name_is_no_part_of_it(name: str) -> None:
    (claim,) = claims(f"{name}43897.73元。", "一般公共预算支出情况说明")
    assert claim.account_path == ["卫生健康支出"]


@pytest.mark.parametrize(
    "text",
    [
        "上年结转8万元，为以前年度没有用完的资金。较2023年增加1万元。",
        "上年结转8万元，主要是本单位在年度中没有完成支付的项目资金。较2023年增加1万元。",
        "上年结转8万元，系按规定继续使用的专项经费。较2023年增加1万元。",
    ],
)
def test_words_that_explain_a_figure_are_not_what_the_next_is_about(text: str) -> None:
    assert [row[0] for row in rows(text, SUMMARY, "measure")] == ["carry_over_opening"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "2024年度收、支总计各是41.25、43.91万元。",
        "2024年度收入总计、支出总计分别为41.25万元、43.91万元。",
        "2024年收、支总计各为41.25,43.91万元。",
    ],
)
def test_two_numbers_behind_two_names_are_one_for_each(text: str) -> None:
    assert rows(text, SUMMARY, "side", "measure", "value") == [
        ("revenue", "grand_total", "41.25"),
        ("expenditure", "grand_total", "43.91"),
    ]


@pytest.mark.parametrize("words", ["决算数大于年初预算数", "支出决算数高于年初预算", "执行数超过年初预算数"])
def test_outturn_against_budget_with_its_amount_is_a_change(words: str) -> None:
    text = f"基本支出80万元，{words}5万元，主要原因是人员增加。"
    found = read(text, "支出决算情况说明")
    change = found.claims[-1]
    assert (change.kind, change.base, change.direction) == ("change", "initial_budget", "up")
    assert change.measure == "basic_expenditure"
    assert change.reason_id == found.reasons[0].reason_id


@pytest.mark.parametrize("words", ["与上年下降", "与上年相比下降", "同上年减少", "较上年下降"])
def test_a_comparison_with_its_word_of_change_right_behind(words: str) -> None:
    text = f"公务接待费决算10万元，{words}7.6%。"
    assert rows(text, PUBLIC, "measure", "base", "direction")[-1] == (
        "official_reception", "prior_year", "down",
    )  # fmt: skip


def test_a_number_without_unit_is_no_subject() -> None:
    text = "“三公”经费支出2.05万元，较上年2.08减少0.03万元。"
    assert rows(text, PUBLIC, "measure")[-1] == ("three_public_expenditure",)


def test_a_cause_ends_before_the_next_item_that_did_not_change() -> None:
    text = (
        "公车运行费比上年增加1万元，增长35%，主要原因是检测任务增加；"
        "公务接待费与预算持平，比上年增加2万元，主要原因是来访增加。"
    )
    found = read(text, PUBLIC)
    assert [reason.text for reason in found.reasons] == ["检测任务增加", "来访增加"]
    assert [claim.measure for claim in found.claims if claim.direction == "flat"] == ["official_reception"]


def test_a_cause_of_the_whole_is_not_that_of_the_last_part() -> None:
    narrative = read_narrative(
        document_of(
            ("公务接待费", "公务接待费决算23万元，较年初预算下降42%。\n“三公”经费减少的主要原因是厉行节约。")
        )
    )
    assert [claim.reason_id for claim in narrative.claims] == [None, None]


def test_in_a_budget_a_change_of_the_budget_is_what_its_cause_explains() -> None:
    text = "“三公”经费预算19万元，较上年减少2万元，下降9%。“三公”经费预算下降的原因主要是厉行节约。"
    found = read(text, "“三公”经费预算情况说明", kind="budget").claims
    assert [(claim.kind, claim.reason_id is not None) for claim in found] == [
        ("level", False),
        ("change", True),
        ("change_rate", True),
    ]


def test_a_rate_of_something_else_names_it() -> None:
    text = "项目完成率达到100%；绩效目标实现率98%。"
    assert [row[0] for row in rows(text, "预算绩效情况说明", "subject")][-1] == "绩效目标实现率"


def test_words_of_an_unchanged_amount_that_introduce_its_cause_are_no_second_claim() -> None:
    text = "公务接待费预算3万元，本年预算与上年持平，持平原因是接待任务相同。"
    found = read(text, "“三公”经费预算情况说明", kind="budget").claims
    assert [claim.kind for claim in found] == ["level", "change"]
    assert found[1].reason_id is not None


@pytest.mark.parametrize("words", ["收入支出总体", "收、支总体", "收支总计"])
def test_a_change_of_both_sides_is_one_of_each(words: str) -> None:
    text = f"支出总计434万元，其中：本年支出434万元。{words}与上年相比，增加58万元。"
    found = [claim for claim in read(text, SUMMARY).claims if claim.kind == "change"]
    assert [(claim.side, claim.measure) for claim in found] == [
        ("revenue", "grand_total"),
        ("expenditure", "grand_total"),
    ]


def test_the_body_that_is_counted_stays_in_the_phrase() -> None:
    (claim,) = claims("纳入本部门2024年度决算编报范围的单位共3个。", "部门决算单位构成")
    assert claim.subject is not None
    assert claim.subject.endswith("单位")


@pytest.mark.parametrize(
    "text",
    [
        "收入合计100万元。其中：事业收入20万元（含教育收费5万元），占总收入的20%；其他收入80万元，占总收入的80%。",
        "本年收入的具体构成为：事业收入20万元（其中教育收费5万元），占20%；其他收入80万元，占80%。",
        "收入合计100万元，包括：事业收入20万元（教育收费5万元），占20%；其他收入80万元，占80%。",
    ],
)
def test_shares_are_of_the_whole_and_brackets_end_what_is_said_in_them(text: str) -> None:
    shares = [claim for claim in read(text, "收入决算情况说明").claims if claim.kind == "share"]
    assert [claim.measure for claim in shares] == ["undertaking_revenue", "other_revenue"]
    assert {claim.share_of for claim in shares} <= {"收入合计", "本年收入"}


def test_a_part_is_never_the_whole_of_the_next_part() -> None:
    text = "财政拨款收入90万元，占94.74%；其他收入5万元，占5.26%。"
    shares = [claim for claim in read(text, "收入决算情况").claims if claim.kind == "share"]
    assert [claim.share_of for claim in shares] == [None, None]


def test_a_flat_word_behind_brackets_is_about_what_stands_before_them() -> None:
    text = "公务用车购置及运行费3万元（其中：公务用车购置费0万元，公务用车运行费3万元），与上年预算持平。"
    found = read(text, "“三公”经费预算情况说明", kind="budget").claims
    assert [claim.measure for claim in found] == [
        "official_vehicles", "vehicle_purchase", "vehicle_operation", "official_vehicles",
    ]  # fmt: skip


def test_a_cause_does_not_lend_its_words_to_the_next_clause() -> None:
    text = "收入预算90万元，比上年增加5万元，主要原因是新增项目；支出预算80万元，比上年减少5万元。"
    assert rows(text, "收支预算情况说明", "side", "kind", kind="budget") == [
        ("revenue", "level"),
        ("revenue", "change"),
        ("expenditure", "level"),
        ("expenditure", "change"),
    ]


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("公务用车购置费及运行维护费支出", "official_vehicles"),
        ("公务用车购置费和运行费", "official_vehicles"),
        ("公务用车购置与运行维护费", "official_vehicles"),
        ("公务用车购置费支出", "vehicle_purchase"),
        ("车辆购置费", "vehicle_purchase"),
        ("公务用车运行费", "vehicle_operation"),
    ],
)
def test_vehicles_bought_run_or_both(name: str, measure: str) -> None:
    (claim,) = claims(f"{name}5万元。", PUBLIC)
    assert claim.measure == measure


def test_the_same_thing_counted_in_another_unit() -> None:
    text = "全年国内公务接待20批，累计接待150人次，年末公务用车保有2辆。"
    assert [row[0] for row in rows(text, PUBLIC, "subject")] == [
        "国内公务接待", "国内公务接待", "公务用车保有",
    ]  # fmt: skip


def test_funds_alone_are_parts_of_what_all_funds_give() -> None:
    text = "财政拨款收入115万元（其中：一般公共预算110万元，政府性基金预算5万元，国有资本经营预算0万元）。"
    assert rows(text, "收入决算情况说明", "measure", "side", "fund") == [
        ("fiscal_grant_revenue", "revenue", "fiscal_grant"),
        ("fiscal_grant_revenue", "revenue", "general_public_budget"),
        ("fiscal_grant_revenue", "revenue", "government_fund"),
        ("fiscal_grant_revenue", "revenue", "state_capital"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "本年收入合计90万元，其中：财政拨款收入50万元，占55.56%；事业收入30万元（其中：教育收费20万元），占33.33%；"
        "其他收入10万元，占11.11%。",
        "本年收入合计90万元，其中：财政拨款收入50万元，占55.56%；事业收入30万元（包括：教育收费20万元，培训收费1万元），"
        "占33.33%；其他收入10万元，占11.11%。",
        "本年收入合计90万元，其中：财政拨款收入50万元，占55.56%；事业收入30万元(其中：教育收费20万元)，占33.33%，"
        "其他收入10万元，占11.11%。",
        "本年收入合计90万元,其中:财政拨款收入50万元,占55.56%;事业收入30万元(其中:教育收费20万元),占33.33%;"
        "其他收入10万元,占11.11%。",
    ],
)
def test_parts_in_brackets_leave_the_whole_of_the_list_as_it_was(text: str) -> None:
    shares = [
        row[1:] for row in rows(text, "收入决算情况说明", "kind", "measure", "share_of") if row[0] == "share"
    ]
    assert shares == [
        ("fiscal_grant_revenue", "本年收入合计"),
        ("undertaking_revenue", "本年收入合计"),
        ("other_revenue", "本年收入合计"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "社区食堂改造项目自评得分95.6分，全年预算数180万元，执行数176万元。",
        "社区食堂改造项目绩效自评总分为95.6分。项目全年预算数为180万元，执行数为176万元。",
        "涉及资金620万元。社区食堂改造项目评价得分95.6分，全年预算数180万元，执行数176万元。",
    ],
)
def test_the_money_behind_a_score_is_that_of_what_was_scored(text: str) -> None:
    amounts = rows(text, "预算绩效情况说明", "kind", "subject")[-2:]
    assert [(kind, str(subject)[-4:]) for kind, subject in amounts] == [("level", "改造项目")] * 2


def test_the_money_behind_the_score_of_the_whole_body_is_no_projects() -> None:
    text = "部门整体支出涉及资金620万元，自评得分95.6分，全年预算数180万元。"
    assert "项目" not in str(rows(text, "预算绩效情况说明", "subject")[-1][0])


FUND = "年初结转和结余5万元；支出25万元，其中基本支出10万元，项目支出15万元；年末结转和结余0万元。"


@pytest.mark.parametrize(
    ("text", "fund"),
    [
        ("八、政府性基金预算收入支出决算情况2024年度财政拨款收入20万元；" + FUND, "government_fund"),
        ("（八）国有资本经营预算财政拨款支出情况说明本部门收入20万元；" + FUND, "state_capital"),
        ("2024年度政府性基金预算财政拨款收入20万元；" + FUND, "government_fund"),
        ("2024年度本年收入20万元；" + FUND, None),
        ("一般公共预算拨款收入5万元，政府性基金预算财政拨款收入20万元；" + FUND, None),
        ("本年收入合计30万元，政府性基金预算财政拨款收入20万元；" + FUND, None),
    ],
)
def test_the_fund_that_a_sentence_begins_with_goes_on_in_it(text: str, fund: str | None) -> None:
    told = rows(text, "部门决算情况说明", "measure", "fund")[-5:]
    assert [one[1] for one in told] == [fund] * 5
    assert told[0][0] == "carry_over_opening"


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("项目支出90万元，财政拨款安排70万元。", False),
        ("基本支出90万元，一般公共预算拨款70万元。", False),
        ("项目支出90万元，其中：财政拨款安排70万元。", True),
        ("本年支出合计90万元，财政拨款支出70万元。", True),
        ("项目支出90万元，政府性基金预算支出70万元。", True),
    ],
)
def test_a_fund_right_behind_one_use_may_be_what_it_gives_to_that_use(text: str, understood: bool) -> None:
    assert claims(text, "支出预算情况说明", kind="budget")[-1].understood is understood


@pytest.mark.parametrize(
    "text",
    [
        "基本支出70万元，占本年支出100万元的70%，项目支出30万元，占本年支出的30%。",
        "基本支出70万元（占本年支出100万元的70%），项目支出30万元（占本年支出的30%）。",
        "支出构成：基本支出70万元，占本年支出合计100万元的70%；项目支出30万元，占本年支出合计的30%。",
    ],
)
def test_a_share_of_an_amount_is_that_of_the_part_before_it(text: str) -> None:
    told = rows(text, "收支总体情况", "kind", "measure", "value")
    assert told[:3] == [
        ("level", "basic_expenditure", "70"),
        ("level", "current_year_expenditure", "100"),
        ("share", "basic_expenditure", "70"),
    ]
    assert told[-1] == ("share", "project_expenditure", "30")


def test_an_amount_that_only_follows_a_share_begins_no_share() -> None:
    told = rows("基本支出占比70%，本年支出100万元，增长7%。", "收支总体情况", "kind")
    assert [row[0] for row in told] == ["share", "level", "change_rate"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("收入构成：财政拨款80万元，其他收入20万元。", "fiscal_grant_revenue"),
        ("2024年收入总计100万元，其中：财政拨款80万元。", "fiscal_grant_revenue"),
        ("本年收入合计100万元，其中：单位资金80万元。", "unit_funds_revenue"),
        ("本年支出合计100万元，其中：财政拨款80万元。", None),
    ],
)
def test_a_fund_in_a_list_of_revenue_is_what_it_gives(text: str, measure: str | None) -> None:
    found = next(claim for claim in claims(text, "收支总体情况") if str(claim.value) == "80")
    assert found.measure == measure
