"""Units, stages and subjects that words leave to what stands beside them."""

from __future__ import annotations

import pytest

from nlp.traditional import simplified
from tests.support.nlp_reading import claims, read, rows

TITLE = "收入支出决算情况说明"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("培训费预算3.00，支出2.75万元。", ["3.00", "2.75"]),
        ("会议费年初预算为4.50，实际支出4.10万元。", ["4.50", "4.10"]),
        ("会议费上年5.10，本年6.20万元。", ["5.10", "6.20"]),
        ("会议费决算数为3.10，较上年增加0.40万元。", ["3.10", "0.40"]),
    ],
)
def test_the_first_of_two_stages_leaves_its_unit_to_the_second(text: str, values: list[str]) -> None:
    found = claims(text, TITLE)
    assert [str(one.value) for one in found] == values
    assert len({one.subject for one in found}) == 1
    assert [one.code for one in read(text, TITLE).diagnostics].count("claim_unit_assumed") == 1


@pytest.mark.parametrize(
    "text", ["培训费支出3.00，见附表。", "培训费预算3，支出2.75万元。", "第3.00，支出条"]
)
def test_a_number_without_a_stage_beside_it_has_no_unit(text: str) -> None:
    assert len(claims(text, TITLE)) <= 1


@pytest.mark.parametrize("whole", ["“三公”经费的", "本年支出的", "公用经费"])
def test_a_share_may_leave_out_its_sign(whole: str) -> None:
    found = claims(f"公务接待费6.21万元，占{whole}76.23；其余见表。", TITLE)
    assert [(one.kind, one.unit) for one in found] == [("level", "万元"), ("share", "%")]
    assert len(claims(f"公务接待费6.21万元，占地{whole}76.23，。", TITLE)) != 3


@pytest.mark.parametrize("words", ["比2023年增加的", "较上年减少的", "与上年相比增长的"])
def test_the_amount_by_which_it_changed_is_a_change(words: str) -> None:
    found = claims(f"本年度会议费支出90.5万元，{words}10.5万元主要用于办公楼维修。", TITLE)
    assert [(one.kind, one.subject) for one in found] == [
        ("level", "会议费支出"),
        ("change", "会议费支出"),
    ]


def test_what_an_addition_is_for_is_no_change_of_the_whole() -> None:
    found = claims("本年度会议费支出90.5万元，增加的人员经费10.5万元。", TITLE)
    assert found[1].subject != "会议费支出"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("在职人员有编制内人员35人。", "编制内人员"),
        ("公务用车中有执法执勤用车3辆。", "执法执勤用车"),
        ("自评项目还包括一般项目8个。", "一般项目"),
        ("现有在职人员35人。", "在职人员"),
        ("宣传活动完成12场。", "宣传活动"),
        ("6个项目中的4个得分在90分以上，2个得分在80分以上。", "项目"),
    ],
)
def test_what_is_counted_is_the_end_of_its_phrase(text: str, subject: str) -> None:
    assert claims(text, TITLE)[-1].subject == subject


@pytest.mark.parametrize("words", ["完成88.2万元", "，完成88.2万元", "；完成了88.2万元"])
def test_what_was_completed_behind_a_budget_is_the_outturn(words: str) -> None:
    found = rows(f"会议费全年预算数90.1万元，{words.lstrip('，；')}。", TITLE, "phase")
    assert found == [("adjusted_budget",), ("final",)]


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ("人员经费减少20.0万元，公用经费30.1万元", "change"),
        ("人员经费减少20.0万元，公用经费90.1万元", "level"),
        ("人员经费增加20.0万元，公用经费30.1万元", "level"),
    ],
)
def test_parts_of_a_change_of_which_one_has_its_own_word_are_changes(parts: str, kind: str) -> None:
    found = claims(f"支出合计860.2万元，较2023年减少50.1万元，其中{parts}。", TITLE)
    assert found[-1].kind == kind


@pytest.mark.parametrize("words", ["与上年预算数持平", "较上年预算无增减", "同2023年预算数一致"])
def test_what_stays_as_last_years_budget_says_so(words: str) -> None:
    found = claims(f"培训费3.2万元，{words}。", TITLE)[-1]
    assert (found.direction, found.base, found.base_phase) == ("flat", "prior_year", "initial_budget")
    assert claims("培训费3.2万元，与上年持平。", TITLE)[-1].base_phase is None


@pytest.mark.parametrize("words", ["零增长", "无增长", "没有增长"])
def test_no_growth_is_one_claim(words: str) -> None:
    found = claims(f"印刷费4.2万元，较上年{words}。", TITLE)
    assert [(one.kind, one.direction) for one in found] == [("level", None), ("change", "flat")]


@pytest.mark.parametrize("title", ["教育支出", "农林水支出", "卫生健康支出情况"])
def test_a_heading_that_names_a_class_is_that_account(title: str) -> None:
    found = claims("预算60.1万元，决算66.2万元。", title)
    assert {tuple(one.account_path) for one in found} == {(found[0].subject,)}
    assert claims("预算60.1万元，决算66.2万元。", "会议费支出情况")[0].account_path == []


@pytest.mark.parametrize(
    "text",
    [
        "小学教育（20.1万元，支出较上年增加5.1万元）、初中教育（12.1万元，支出较上年减少2.1万元）。",
        "主要用于：小学教育（20.1万元，较上年增加5.1万元）、初中教育（12.1万元，较上年减少2.1万元）。",
        "包括小学教育(20.1万元，增加5.1万元)、初中教育(12.1万元，减少2.1万元)。",
    ],
)
def test_the_name_before_a_bracket_is_that_of_its_figures(text: str) -> None:
    told = [(one.subject, str(one.value)) for one in claims(text, TITLE)]
    assert told == [("小学教育", "20.1"), ("小学教育", "5.1"), ("初中教育", "12.1"), ("初中教育", "2.1")]


def test_a_bracket_behind_an_amount_is_of_it() -> None:
    text = "小学教育20.1万元（上年15.1万元，增加5.0万元）、初中教育12.1万元。"
    told = [one.subject for one in claims(text, TITLE)]
    assert told == ["小学教育", "小学教育", "小学教育", "初中教育"]


@pytest.mark.parametrize("words", ["口径不同，无可比性", "统计范围有变化", "数据不可比"])
def test_years_that_are_only_held_against_each_other_date_no_amount(words: str) -> None:
    found = claims(f"2023年与2024年{words}；会议费2.1万元。", TITLE)
    assert [one.period for one in found] == [2024]
    assert claims("2023年会议费2.1万元；培训费3.1万元。", TITLE)[0].period == 2023


@pytest.mark.parametrize(("title", "scope"), [("本级公务接待费情况", "own_level"), ("公务接待费情况", None)])
def test_a_title_says_whose_the_figures_below_are(title: str, scope: str | None) -> None:
    assert [one.scope for one in claims("公务接待费支出12.15万元。", title)] == [scope]


@pytest.mark.parametrize("unit", ["批/次", "批次", "批（次）"])
def test_batches_are_counted_in_one_unit_however_it_is_written(unit: str) -> None:
    found = claims(f"国内公务接待15{unit}、110人次。", "公务接待费情况")
    assert found[0].measure == "domestic_reception_batches"


@pytest.mark.parametrize("stage", ["变动预算", "变动后预算", "调整后预算", "全年预算"])
def test_a_plain_budget_beside_an_adjusted_one_is_the_initial_one(stage: str) -> None:
    text = f"会议费预算数20.1万元，{stage}数22.2万元，决算数22.2万元，占{stage}的100%。"
    found = claims(text, TITLE)
    assert [one.phase for one in found[:3]] == ["initial_budget", "adjusted_budget", "final"]
    assert (found[3].kind, found[3].base) == ("completion_rate", "adjusted_budget")


@pytest.mark.parametrize(
    "text",
    [
        "2024年度公務接待費支出3.1萬元，較上年減少1.2萬元，主要原因是來訪減少。",
        "公務接待費決算數為3.1萬元，比2023年減少1.2萬元，主要是來訪減少。",
    ],
)
def test_traditional_characters_are_read_as_simplified_ones(text: str) -> None:
    found = claims(text, TITLE)
    assert [(one.kind, one.measure, one.unit) for one in found] == [
        ("level", "official_reception", "万元"),
        ("change", "official_reception", "万元"),
    ]
    assert found[1].reason_id is not None


def test_a_single_traditional_character_changes_no_text() -> None:
    assert simplified("於某建筑公司5万元") == "於某建筑公司5万元"
    assert len(simplified("支出總計3萬元，較上年減少")) == len("支出總計3萬元，較上年減少")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("会议费2024年度支出1.25万元。", "会议费"),
        ("培训费本年支出1.25万元。", "培训费"),
        ("机关运行经费全年支出1.25万元。", "机关运行经费"),
        ("财政拨款本年支出348.28万元。", "财政拨款本年支出"),
    ],
)
def test_that_it_was_spent_in_the_year_is_no_part_of_a_name_of_costs(text: str, subject: str) -> None:
    assert claims(text, TITLE)[0].subject == subject


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("会议费5.20万元，比上年增长13.95  。", ["5.20", "13.95"]),
        ("会议费5.20万元，比上年减少0.40 ，主要是会期缩短。", ["5.20", "0.40"]),
        ("会议费年初预算5.60  ，支出决算5.20  万元。", ["5.60", "5.20"]),
        ("会议费5.20万元，编号13.95  的项目已完成。", ["5.20"]),
    ],
)
def test_a_unit_may_be_left_out_before_blanks(text: str, values: list[str]) -> None:
    assert [str(one.value) for one in claims(text, TITLE)] == values


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("接待外宾23人（次）。", "人次"),
        ("国内公务接待23批/次。", "批次"),
        ("接待外宾23人(次)。", "人次"),
        ("公务用车保有量23辆（台）。", "辆"),
        ("购置设备23台（套）。", "台（套）"),
    ],
)
def test_a_unit_in_two_words_is_one(text: str, unit: str) -> None:
    assert [one.unit for one in claims(text, TITLE)] == [unit]


@pytest.mark.parametrize(
    "account", ["防汛（项）", "“农林水支出（类）水利（款）防汛（项）”", "农林水支出防汛"]
)
@pytest.mark.parametrize("then", ["上年5.10万元", "去年决算数5.10万元", "上年度支出5.10"])
def test_last_year_s_figure_may_stand_right_behind_an_account(account: str, then: str) -> None:
    found = claims(f"{account}{then}，本年6.20万元，增加1.10万元。", TITLE)
    assert [one.period for one in found] == [2023, 2024, 2024]
    assert found[-1].base == "prior_year"


@pytest.mark.parametrize(
    "words", ["保持不变（上年5.10万元）", "不变（2023年5.10万元）", "保持不变 （去年5.10万元）"]
)
def test_what_stays_as_it_was_is_told_by_last_year_s_figure_beside_it(words: str) -> None:
    found = claims(f"会议费5.10万元，{words}。", TITLE)
    assert [(one.kind, one.direction) for one in found] == [
        ("level", None),
        ("change", "flat"),
        ("level", None),
    ]
    assert "change" not in {one.kind for one in claims("会议费5.10万元，内容不变（见附表）。", TITLE)}


@pytest.mark.parametrize("rate", ["减少比例为3%", "增长率为3%", "下降幅度为3%"])
def test_a_rate_may_be_named_right_behind_what_it_is_against(rate: str) -> None:
    found = claims(f"会议费5.10万元，与上年{rate}。", TITLE)[-1]
    assert (found.kind, found.base, found.subject) == ("change_rate", "prior_year", "会议费")


@pytest.mark.parametrize(
    "cause", ["，因会期缩短。", "，系会期缩短所致。", "（主要是会期缩短）。", "，主要是会期缩短。"]
)
def test_a_change_without_an_amount_behind_a_level_has_its_cause(cause: str) -> None:
    narrative = read(f"会议费5.10万元，比上年有所压减{cause}", TITLE)
    level, moved = narrative.claims
    assert (moved.kind, moved.direction, moved.base) == ("relation", "down", "prior_year")
    assert moved.reason_id is not None
    assert level.reason_id is None


def test_words_that_lead_back_to_a_change_are_no_second_one() -> None:
    found = read("会议费5.10万元，比上年减少2万元。比上年减少的主要原因是会期缩短。", TITLE).claims
    assert [one.kind for one in found] == ["level", "change"]
