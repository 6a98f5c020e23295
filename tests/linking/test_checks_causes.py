"""Checks of the causes that the narrative gives, and of its lists of items."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linking.wording import with_change
from tests.support.checks_paper import Paper
from tests.support.linking_books import claim


def caused(
    direction: str,
    cause: str,
    rule: str = "reason_direction",
    base: str = "prior_year",
    besides: str = "",
    completes: bool = False,
    measure: str = "meetings",
) -> list[str]:
    """Verdicts on a change and its cause; if it ``completes``, it is that of a completion rate, too."""
    paper = Paper()
    if completes:
        paper.claim(kind="completion_rate", value=Decimal(80), unit="%", reason_id="r1")
    way = "减少" if direction == "down" else "增加"
    sentence = f"会议费支出0.48万元，较上年{way}0.69万元，主要原因是{cause}。"
    paper.claim(
        kind="change",
        subject="会议费",
        measure=measure,
        value=Decimal("0.69"),
        raw="0.69万元",
        unit="万元",
        direction=direction,
        base=base,
        reason_id="r1",
        sentence=sentence,
        page=7,
    )
    if besides:
        paper.claim(
            kind="change", direction=besides, base="prior_year", reason_id="r1", sentence="比上年增加。"
        )
    return paper.verdicts(rule)


def test_more_staff_is_no_cause_of_less_than_the_budget() -> None:
    assert caused("down", "本年新录用2人，缴费人数增加", base="initial_budget") == ["fails"]
    assert caused("up", "在职人员增加", base="initial_budget") == []
    assert caused("down", "上年基数较低", base="initial_budget") == []
    # it may be the cause of what is more than the year before
    assert caused("down", "在职人员增加", base="initial_budget", besides="up") == []


@pytest.mark.parametrize(
    ("direction", "measure", "cause"),
    [
        ("down", "official_reception", "各县来访考察增多，接待批次和人数增加"),
        ("down", "training", "培训班次增多"),
        ("down", "project_expenditure", "新增水库加固项目"),
        ("down", "carry", "缴存基数上调"),
        ("up", "official_vehicles", "本年未购置车辆，公务用车保有量减少"),
        ("up", "conference", "厉行节约，压减会议支出"),
        ("up", "institution_operation", "压减一般性支出，公用经费定额相应减少"),
    ],
)
def test_more_or_less_of_what_the_money_is_for_works_one_way(
    direction: str, measure: str, cause: str
) -> None:
    other = "up" if direction == "down" else "down"
    assert caused(direction, cause, measure=measure) == ["fails"]
    assert caused(other, cause, measure=measure) == []
    assert caused(direction, cause, measure=measure, besides=other) == []


@pytest.mark.parametrize(
    ("direction", "measure", "cause"),
    [
        ("down", "official_reception", "接待批次增加，但接待标准降低"),
        ("down", "official_reception", "上年接待批次增加"),
        ("down", "training", "线上培训增加"),
        ("down", "conference", "培训班次增多"),
        ("down", "project_expenditure", "一是新增项目"),
        ("up", "official_vehicles", "本年未购置新车，原有车辆老旧"),
        ("up", "official_reception", "厉行节约，来访增多"),
    ],
)
def test_a_cause_that_may_have_worked_the_other_way_is_left(direction: str, measure: str, cause: str) -> None:
    assert caused(direction, cause, measure=measure) == []


@pytest.mark.parametrize(
    ("ahead", "between", "verdicts"),
    [
        ("", "", ["fails"]),
        ("", "，增长12.0%", ["fails"]),
        ("", "，增幅较上年回落4个百分点", []),
        ("", "，其中水电费下降", []),
        ("", "，低于控制数3.2万元", []),
        ("", "，年末结余2万元", []),
        ("人均1.1万元，", "", []),
        ("人均1.1万元；会议费", "", ["fails"]),
    ],
)
def test_a_cause_may_be_of_what_stands_between_it_and_the_change(
    ahead: str, between: str, verdicts: list[str]
) -> None:
    paper = Paper()
    paper.claim(
        kind="change", subject="会议费", measure="conference", value=Decimal("5.65"), raw="5.65万元",
        unit="万元", direction="up", base="prior_year", reason_id="r1",
        sentence=f"{ahead}较上年增加5.65万元{between}，主要原因是厉行节约，压减会议支出。",
    )  # fmt: skip
    assert paper.verdicts("reason_direction") == verdicts


@pytest.mark.parametrize("pointer", ["下降的主要原因是", "减少原因：", "降低的主要原因为"])
def test_a_cause_that_says_which_way_it_worked_is_of_what_went_that_way(pointer: str) -> None:
    sentence = "“三公”经费较上年上升5.65万元，{}压减各项“三公”经费开支。"
    verdicts = []
    for told in (pointer, "主要原因是"):
        paper = Paper()
        paper.claim(
            kind="change", subject="“三公”经费", measure="three_public_expenditure", value=Decimal("5.65"),
            raw="5.65万元", unit="万元", direction="up", base="prior_year", reason_id="r1",
            sentence=sentence.format(told),
        )  # fmt: skip
        verdicts.append(paper.verdicts("reason_direction"))
    assert verdicts == [[], ["fails"]]


@pytest.mark.parametrize(
    ("direction", "cause"),
    [
        ("down", "巡查任务增加"),
        ("down", "印刷、会议费增加"),
        ("down", "新增灌区改造项目资金"),
        ("down", "管护面积扩大，养护任务加重"),
        ("up", "在职人数减少，水费、电费相应压减"),
        ("up", "活动场次减少"),
        ("up", "在职人员减少、压减经费"),
        ("up", "压缩办公费支出，会议费减少"),
        ("up", "坚持过紧日子要求，活动场次减少"),
    ],
)
def test_more_or_less_in_every_clause_works_one_way_for_any_account(direction: str, cause: str) -> None:
    assert caused(direction, cause, measure="current_year_expenditure") == ["fails"]
    other = "up" if direction == "down" else "down"
    assert caused(other, cause, measure="current_year_expenditure") == []
    assert caused(direction, cause, measure="current_year_expenditure", besides=other) == []


@pytest.mark.parametrize(
    ("direction", "cause"),
    [
        ("down", "退休人员增加"),
        ("down", "自筹资金安排的支出增加"),
        ("down", "基金预算安排的项目增加"),
        ("down", "设备使用效率提高"),
        ("down", "非财政拨款资金安排的支出增加"),
        ("down", "巡查任务增加，但人员调出"),
        ("down", "离职人员增多"),
        ("up", "退休人员减少"),
        ("up", "活动场次减少，人员工资提高"),
        ("up", "外单位承担的费用减少"),
        ("up", "上级补助减少，由本级安排"),
        ("up", "压减一般性支出，统筹用于民生"),
        ("up", "压减行政经费，教学投入加大"),
    ],
)
def test_more_of_what_saves_or_comes_from_elsewhere_is_left(direction: str, cause: str) -> None:
    assert caused(direction, cause, measure="current_year_expenditure") == []


def unspent(sentence: str, rate: str) -> list[str]:
    """Verdicts on a completion rate that shares its cause with no change."""
    paper = Paper()
    paper.claim(
        kind="completion_rate",
        subject="药品事务",
        measure="current_year_expenditure",
        value=Decimal(rate),
        raw=f"{rate}%",
        unit="%",
        base="initial_budget",
        reason_id="r1",
        sentence=sentence,
    )
    return paper.verdicts("reason_direction")


def test_more_work_is_no_cause_of_what_was_not_spent() -> None:
    text = "完成年初预算的{}%，决算数{}年初预算数的主要原因：抽检批次增加，支出相应增加。"
    assert unspent(text.format("91.30", "小于"), "91.30") == ["fails"]
    assert unspent(text.format("108.30", "大于"), "108.30") == []
    assert unspent("完成年初预算的91.30%，主要原因：抽检批次增加。", "91.30") == []


def test_saving_may_explain_the_budget_beside_the_change() -> None:
    assert caused("up", "厉行节约，比预算减少", measure="training") == []


def test_a_cause_that_points_the_other_way_is_told() -> None:
    assert caused("down", "上年基数较低") == ["fails"]
    assert caused("up", "上年基数较高") == ["fails"]
    assert caused("up", "上年基数较低") == []
    assert caused("down", "厉行节约") == []


def test_a_cause_of_unspent_budget_may_point_the_other_way_than_the_change_beside_it() -> None:
    assert caused("down", "上年基数较低", completes=True) == []


def test_a_cause_that_only_names_the_figure_is_told() -> None:
    assert caused("down", "实际支出数据", "reason_empty") == ["fails"]
    assert caused("down", "会议费实际发生数", "reason_empty") == ["fails"]
    assert caused("down", "按实际支出数结算", "reason_empty") == []
    assert caused("down", "会议减少，实际支出数据下降", "reason_empty") == []


def overspent(*causes: tuple[str, str, str]) -> list[str]:
    """Verdicts on 5.00万元 over budget, explained by causes: direction, base and amount of each."""
    paper = Paper()
    told = "，".join(f"{way}{amount}万元" for way, _, amount in causes)
    sentence = f"支出较年初预算增加5.00万元，主要原因是{told}。"
    common = {"kind": "change", "unit": "万元", "sentence": sentence, "page": 4}
    claims = [("up", "initial_budget", "5.00"), *causes]
    for number, (direction, base, amount) in enumerate(claims):
        paper.claim(
            subject="支出",
            direction=direction,
            base=base,
            value=Decimal(amount),
            raw=f"{amount}万元",
            amount_yuan=Decimal(amount) * 10_000,
            reason_id=None if number else "r1",
            **common,
        )
    return paper.verdicts("reason_amounts")


def test_causes_from_two_bases_that_exceed_what_they_explain_are_told() -> None:
    assert overspent(("up", "prior_year", "4.10"), ("up", "initial_budget", "2.20")) == ["fails"]
    assert overspent(("up", "prior_year", "2.10"), ("up", "initial_budget", "2.20")) == []
    assert overspent(("up", "initial_budget", "4.10"), ("up", "initial_budget", "2.20")) == []


def test_causes_that_are_set_off_against_each_other_are_left_alone() -> None:
    assert overspent(("up", "prior_year", "9.10"), ("down", "prior_year", "4.10")) == []


def itemised(total: str, *items: tuple[str, str], done: str = "30.00", unread: str = "") -> list[str]:
    """Verdicts on a chapter's budget total; the items' outturns are 10.00 and 20.00.

    ``unread`` is the number of an item whose name says nothing.
    """
    paper = Paper()

    def level(value: str, phase: str, *path: str) -> None:
        paper.claim(
            kind="level",
            subject=path[-1] if path else "支出",
            account_path=list(path),
            phase=phase,
            value=Decimal(value),
            raw=value,
            unit="万元",
            period=2024,
            amount_yuan=Decimal(value) * 10_000,
            sentence="，".join(path) or "总额",
        )

    level(total, "initial_budget")
    level(done, "final")
    for (budget, name), outturn in zip(items, ("10.00", "20.00"), strict=True):
        level(budget, "initial_budget", "教育支出", "普通教育", name)
        level(outturn, "final", "教育支出", "普通教育", name)
    if unread:
        for number, claim in enumerate(paper.claims[2:], 1):
            claim.sentence = f"{(number + 1) // 2}.{claim.sentence}"
        level("14.00", "initial_budget")
        paper.claims[-1].subject, paper.claims[-1].sentence = "修缮", f"{unread}修缮"
    return paper.verdicts("item_total")


def test_the_budgets_of_a_chapters_items_add_up_to_its_total() -> None:
    items = (("12.00", "小学教育"), ("19.00", "初中教育"))
    assert itemised("31.00", *items) == ["holds"]
    assert itemised("41.00", *items) == ["fails"]
    assert itemised("25.00", *items) == ["fails"]
    assert itemised("45.00", *items) == []  # one with a budget and no outturn is not listed


def test_a_list_that_leaves_items_out_is_not_added_up() -> None:
    items = (("12.00", "小学教育"), ("19.00", "初中教育"))
    assert itemised("41.00", *items, done="44.00") == []
    assert itemised("41.00", *items, unread="3.") == []
    assert itemised("41.00", *items, unread="另，") == ["fails"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("比上年减少2.98%。", "减少2.98%"),
        ("比上年压减了2.98%。", "压减2.98%"),
        ("减幅为2.98%。", "下降2.98%"),
        ("增加支出的项目压缩至2.98%。", "下降2.98%"),
    ],
)
def test_a_change_is_told_in_the_words_of_the_text(sentence: str, told: str) -> None:
    stated = claim("change_rate", "公用经费", "2.98", "%", direction="down", sentence=sentence, raw="2.98%")
    assert with_change(stated) == told


@pytest.mark.parametrize(
    ("direction", "cause"),
    [
        ("down", "人员增加"),
        ("down", "在职人员增加"),
        ("down", "主体班次由10期增加为12期"),
        ("down", "新招录执法队员，执法装备配发增加"),
        ("up", "在编人员减少"),
        ("down", "缴费人数增加"),
        ("up", "参保人员减少"),
        ("down", "日常办公费、差旅费相应增加"),
        ("down", "培训费等支出增加"),
        ("up", "印刷费和维修（护）费有所下降"),
        ("up", "办公楼由3栋减少为2栋"),
    ],
)
def test_more_of_what_is_paid_for_is_no_cause_of_a_fall(direction: str, cause: str) -> None:
    assert caused(direction, cause) == ["fails"]
    assert caused("up" if direction == "down" else "down", cause) == []


def test_what_is_left_over_is_less_where_more_is_spent() -> None:
    assert caused("down", "差旅费增加", measure="carry_over_closing") == []
    assert caused("down", "差旅费增加") == ["fails"]


@pytest.mark.parametrize(
    "cause",
    [
        "办公费增加，差旅费减少",
        "办公费增加较少",
        "办公费由项目支出列支，基本支出增加",
        "人员增加但压减一般性支出",
        "人员增减变动",
        "人员增加，支出标准降低",
        "离退休人员增加后由社保支付",
    ],
)
def test_a_cause_with_more_to_it_may_be_one(cause: str) -> None:
    assert caused("down", cause) == []


@pytest.mark.parametrize(
    ("measure", "direction", "cause"),
    [
        ("project_expenditure", "up", "停工项目减少"),
        ("project_expenditure", "down", "缓建项目增加"),
        ("personnel_expenditure", "up", "离职人员减少"),
        ("personnel_expenditure", "down", "休产假人员增加"),
        ("current_year_expenditure", "down", "志愿服务活动增加"),
        ("current_year_expenditure", "up", "线上培训场次减少"),
        ("other_revenue", "up", "租金优惠减少"),
    ],
)
def test_more_or_less_of_what_costs_nothing_drives_nothing(measure: str, direction: str, cause: str) -> None:
    assert caused(direction, cause, measure=measure) == []


@pytest.mark.parametrize("cause", ["新招录公务员5人，工资相应增加", "新进人员3名", "调入教师2人"])
def test_people_who_come_are_no_cause_of_less_pay(cause: str) -> None:
    assert caused("down", cause, measure="personnel_expenditure") == ["fails"]
    assert caused("up", cause, measure="personnel_expenditure") == []
    assert caused("down", f"{cause}，退休2人", measure="personnel_expenditure") == []


@pytest.mark.parametrize("cause", ["在职人员减少", "人员调出", "辞职2人"])
def test_people_who_leave_are_no_cause_of_more_pay(cause: str) -> None:
    assert caused("up", cause, measure="personnel_expenditure") == ["fails"]
    assert caused("down", cause, measure="personnel_expenditure") == []
