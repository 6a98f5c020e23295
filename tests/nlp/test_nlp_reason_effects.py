"""What a cause changed: amounts signed and rated, their level, what they are part of, what a sum may take."""

from __future__ import annotations

from decimal import Decimal

from records.narrative_tables import ReasonEffectRecord
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


def test_a_part_names_its_whole_and_share_and_the_whole_is_not_summed_again() -> None:
    whole, part = effects(
        "1.教育支出（类）100万元，比上年增加20万元，主要原因是物价上涨。\n"
        "2.教育支出（类）普通教育（款）小学教育（项）50万元，比上年增加5万元，主要原因是学生增加。",
        GENERAL,
    )
    assert (part.part_of, part.share_of_whole) == (whole.reason_effect_id, Decimal("0.25"))
    assert (whole.counts, part.counts) == (False, True)


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
