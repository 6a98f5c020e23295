"""What a cause changed: amounts signed and rated, their level, what they are part of, what a sum may take."""

from __future__ import annotations

from decimal import Decimal

from nlp.causes.effects import effects_of
from records.narrative_tables import ClaimRecord, ReasonEffectRecord, ReasonRecord
from tests.support.nlp_reading import read

TITLE = "支出决算情况说明"
GENERAL = "一般公共预算支出决算具体情况"


def effects(text: str, title: str = TITLE) -> list[ReasonEffectRecord]:
    return read(text, title).reason_effects


def test_an_amount_and_its_rate_are_one_change_with_the_sign_of_its_direction() -> None:
    (found,) = effects("项目支出50万元，比上年减少5万元，下降9%，主要原因是课题完成。")
    assert (found.change_yuan, found.change_rate) == (Decimal(-50000), Decimal(-9))
    assert (found.direction, found.base, found.level) == ("down", "prior_year", "part")
    assert (found.categories, found.substance, found.counts) == (["project_finished"], "cause", True)


def test_outturn_less_budget_is_a_change_where_the_cause_explains_their_distance() -> None:
    (found,) = effects(
        "1.教育支出（类）普通教育（款）小学教育（项）。年初预算为50万元，支出决算为40万元，"
        "完成年初预算的80%，决算数小于预算数的主要原因是学生减少。",
        GENERAL,
    )
    assert (found.change_yuan, found.change_rate, found.base) == (
        Decimal(-100000),
        Decimal(-20),
        "initial_budget",
    )
    assert (found.level, found.account_path[-1]) == ("item", "小学教育")


def test_a_rate_of_completion_alone_tells_the_direction_and_the_rate_of_the_distance() -> None:
    (found,) = effects(
        "1.教育支出（类）普通教育（款）小学教育（项）。支出决算为40.1万元，完成年初预算的80%，"
        "决算数小于预算数的主要原因是学生减少。",
        GENERAL,
    )
    assert (found.base, found.direction, found.change_rate) == ("initial_budget", "down", Decimal(-20))
    assert (found.change_yuan, found.counts) == (None, False)


def test_a_distance_from_the_budget_that_is_told_is_not_computed_again() -> None:
    (found,) = effects(
        "会议费年初预算为50万元，支出决算为40万元，完成年初预算的80%，比预算减少10万元，主要原因是会议减少。",
        GENERAL,
    )
    assert (found.base, found.change_yuan) == ("initial_budget", Decimal(-100000))


CLASS = "1.教育支出（类）100万元，比上年增加20万元，主要原因是物价上涨。\n"
SCHOOL = "2.教育支出（类）普通教育（款）小学教育（项）50万元，比上年增加5万元，主要原因是学生增加。\n"


def item(name: str, yuan: int) -> str:
    return f"3.教育支出（类）普通教育（款）{name}（项）50万元，比上年增加{yuan}万元，主要原因是物价上涨。\n"


def counted(text: str, title: str = GENERAL) -> list[Decimal]:
    return [effect.change_yuan or Decimal(0) for effect in effects(text, title) if effect.counts]


def test_a_part_names_its_whole_and_its_share() -> None:
    whole, part = effects(CLASS + SCHOOL, GENERAL)
    assert (part.part_of, part.share_of_whole) == (whole.reason_effect_id, Decimal("0.25"))


def test_an_account_counts_by_its_parts_if_they_make_it_and_else_by_itself() -> None:
    assert counted(CLASS + SCHOOL + item("初中教育", 15)) == [Decimal(50000), Decimal(150000)]
    assert counted(CLASS + SCHOOL + item("初中教育", 10)) == [Decimal(200000)]
    assert counted(CLASS + SCHOOL) == [Decimal(200000)]


def test_a_part_that_no_query_by_code_finds_leaves_the_whole_counted() -> None:
    assert counted(CLASS + SCHOOL + item("校舍杂项", 15)) == [Decimal(200000)]


def test_an_account_has_its_code_from_the_classification_where_no_table_names_it() -> None:
    whole, part = effects(CLASS + SCHOOL, GENERAL)
    assert (whole.account_code, part.account_code) == ("205", "2050202")
    (unknown,) = effects(item("校舍杂项", 15), GENERAL)
    assert (unknown.account_code, unknown.level) == (None, "item")


def test_a_group_that_is_called_a_class_still_lies_in_its_class() -> None:
    whole, fund, subsidy = effects(
        "1.住房保障支出（类）90万元，比上年增加9万元，主要原因是工资增加。\n"
        "2.住房改革支出（类）住房公积金（项）50万元，比上年增加4万元，主要原因是工资增加。\n"
        "3.住房改革支出（类）提租补贴（项）40万元，比上年增加5万元，主要原因是工资增加。",
        GENERAL,
    )
    assert [part.account_code for part in (fund, subsidy)] == ["2210201", "2210202"]
    assert [part.level for part in (whole, fund, subsidy)] == ["class", "item", "item"]
    assert {part.part_of for part in (fund, subsidy)} == {whole.reason_effect_id}
    assert [part.counts for part in (whole, fund, subsidy)] == [False, True, True]


def test_the_sum_of_all_is_a_total_and_what_its_words_narrow_is_a_part() -> None:
    assert {e.level for e in effects("收、支总计各90万元，比上年减少5万元，主要原因是机构改革。")} == {
        "total"
    }
    (tax,) = effects("契税收入9万元，比上年减少5万元，主要原因是交易减少。")
    assert tax.level == "part"


def test_codes_that_contradict_the_names_end_in_no_ring() -> None:
    def told(path: list[str], code: str) -> ClaimRecord:
        return ClaimRecord(
            document_id="d", claim_id=code, section_id="s", kind="change", subject=path[-1],
            account_path=path, account_code=code, value=Decimal(5), unit="万元", direction="up",
            amount_yuan=Decimal(50_000), base="prior_year", period=2024, reason_id="r1",
        )  # fmt: skip

    group = ["卫生健康支出", "行政事业单位医疗"]
    claims = [told(group, "2080505"), told([*group, "行政单位医疗"], "20805")]
    reason = ReasonRecord(
        document_id="d", reason_id="r1", text="人员增加", categories=["staff_changes"], substance="cause"
    )
    assert len(effects_of(claims, [reason])) == 2


def test_a_change_said_again_counts_once() -> None:
    found = effects("收、支总计各90万元，与上年相比，收、支总计各减少5万元，下降5%，主要原因是机构改革。")
    assert [effect.change_yuan for effect in found] == [Decimal(-50000)] * 2
    assert [effect.counts for effect in found] == [True, False]


def test_a_list_of_causes_explains_a_change_once() -> None:
    narrative = read("项目支出比上年增加5万元，主要原因：一是学生增加；二是物价上涨。", TITLE)
    (found,) = narrative.reason_effects
    assert len(narrative.reasons) == 3
    assert found.categories == ["workload", "price"]


def test_a_document_with_placeholders_for_causes_counts_nothing() -> None:
    text = "项目支出比上年增加5万元，主要原因是{}。基本支出比上年增加3万元，主要原因是物价上涨。"
    assert [(e.is_draft, e.counts) for e in effects(text.format("11"))] == [(True, False)] * 2
    assert [e.is_draft for e in effects(text.format("11月招录两人"))] == [False] * 2


def test_a_rate_without_an_amount_is_kept_and_not_summed() -> None:
    (found,) = effects("项目支出比上年增长9%，主要原因是学生增加。")
    assert (found.change_yuan, found.change_rate, found.counts) == (None, Decimal(9), False)


def test_a_claim_without_a_cause_has_no_effect() -> None:
    assert effects("项目支出比上年增加5万元，增长9%。") == []


def test_an_income_that_only_its_words_name_has_no_measure_of_all_income() -> None:
    (found,) = effects("国有资源有偿使用收入8万元，比上年减少2万元，主要原因是出租减少。", "收入决算情况说明")
    assert (found.measure, found.side, found.level) == (None, "revenue", "part")


def test_what_accounts_tell_no_other_division_of_expenditure_counts_again() -> None:
    costs = "“三公”经费9万元，比上年减少2万元，主要原因是厉行节约。\n"
    uses = "项目支出30万元，比上年增加4万元，主要原因是物价上涨。\n"
    assert counted(costs) == [Decimal(-20000)]
    assert counted(uses + costs) == [Decimal(40000)]
    assert counted(CLASS + uses + costs) == [Decimal(200000)]


def test_the_year_before_and_the_budget_are_divided_each_by_itself() -> None:
    budget = "“三公”经费决算比年初预算减少3万元，主要原因是厉行节约。\n"
    assert counted(CLASS + budget) == [Decimal(200000), Decimal(-30000)]


def test_the_sources_of_revenue_count_and_not_all_of_it_again() -> None:
    whole = "收入总计90万元，比上年增加8万元，主要原因是学生增加。\n"
    source = "事业收入50万元，比上年增加7万元，主要原因是学生增加。\n"
    assert counted(whole) == [Decimal(80000)]
    assert counted(whole + source) == [Decimal(70000)]


OVERALL = "收入支出决算总体情况说明"
SPENT = "支出总计90万元，比上年增加8万元，主要原因是学生增加。\n"
COST = "“三公”经费9万元，比上年减少2万元，主要原因是厉行节约。\n"


def outermost(text: str, title: str = GENERAL) -> list[Decimal]:
    """The changes that are part of no other one."""
    return [effect.change_yuan or Decimal(0) for effect in effects(text, title) if effect.part_of is None]


def test_a_single_cost_lies_in_all_that_is_spent_and_leaves_it_counted() -> None:
    assert outermost(SPENT + COST) == counted(SPENT + COST) == [Decimal(80000)]
    assert outermost(SPENT + CLASS + COST) == [Decimal(80000)]
    assert counted(SPENT + CLASS + COST) == [Decimal(200000)]


def test_a_source_lies_in_all_revenue() -> None:
    whole = "收入总计90万元，比上年增加8万元，主要原因是学生增加。\n"
    assert outermost(whole + "事业收入50万元，比上年增加7万元，主要原因是学生增加。\n") == [Decimal(80000)]


def test_the_total_of_a_fund_lies_in_that_of_all_funds_and_counts_once() -> None:
    grants = "财政拨款支出总计70万元，比上年增加5万元，主要原因是学生增加。\n"
    assert outermost(SPENT + grants, OVERALL) == counted(SPENT + grants, OVERALL) == [Decimal(80000)]
    assert counted(SPENT + grants + CLASS, OVERALL) == [Decimal(200000)]


def test_what_a_fund_of_its_own_spends_lies_in_no_total_of_another() -> None:
    general = "一般公共预算财政拨款支出70万元，比上年增加5万元，主要原因是学生增加。\n"
    fund = "政府性基金预算财政拨款支出7万元，比上年增加3万元，主要原因是拆迁增加。\n"
    assert outermost(general + fund) == [Decimal(50000), Decimal(30000)]
