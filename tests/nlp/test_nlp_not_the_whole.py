"""Amounts that are not the one published: made comparable, a part that no word names, another's share."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, rows

SPENDING = "支出决算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "本年支出合计90万元。若剔除政府性基金因素，同口径支出为50万元。",
        "剔除上年结转两项因素后，项目支出为50万元。",
        "按可比口径计算的支出50万元。",
        "本年收入90万元，其中当年安排50万元、上年结转40万元。",
    ],
)
def test_an_amount_of_something_less_than_the_whole_is_not_understood(text: str) -> None:
    (claim,) = [one for one in claims(text, SPENDING) if one.value == 50]
    assert not claim.understood


@pytest.mark.parametrize(
    "text",
    [
        "按同口径比较，本年支出合计50万元。",
        "本年支出合计50万元，其中：2024年支出50万元。",
        "“三公”经费支出决算50万元，其中：公务接待费8万元。",
    ],
)
def test_an_amount_beside_words_of_comparison_or_told_again_stays_understood(text: str) -> None:
    assert all(one.understood for one in claims(text, SPENDING) if one.value == 50)


def test_what_made_comparable_stands_against_the_year_before_is_of_that_year() -> None:
    text = "同口径支出50万元，较上年同口径40万元反而增加10万元。"
    assert rows(text, SPENDING, "kind", "period", "value") == [
        ("level", "2024", "50"),
        ("level", "2023", "40"),
        ("change", "2024", "10"),
    ]


@pytest.mark.parametrize("between", ["中", "中的", "中，", "下的"])
def test_an_item_behind_the_class_that_it_is_of_is_that_item(between: str) -> None:
    (claim,) = claims(f"卫生健康支出（类）{between}行政单位医疗74.19万元。", SPENDING)
    assert claim.account_path[-1:] == ["行政单位医疗"]


def test_a_measure_behind_a_class_is_that_of_the_class() -> None:
    (claim,) = claims("教育支出（类）公用经费5万元。", SPENDING)
    assert (claim.measure, claim.account_path) == ("public_expenditure", ["教育支出"])


@pytest.mark.parametrize("between", ["", "\n"])
def test_what_an_account_is_divided_into_ends_with_its_item(between: str) -> None:
    item = "4.教育支出600万元，占一般公共预算支出的42%。"
    item += "5.农林水支出400万元，其中事业运行100万元、林业300万元，分别占农林水支出的25%、75%。"
    *_, share = claims(f"{item}{between}6.住房保障支出（住房公积金）90万元，占6.39%。", SPENDING)
    assert (share.kind, share.share_of) == ("share", "一般公共预算支出")


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("，超出25万元", "initial_budget"),
        ("，超支25万元", "initial_budget"),
        ("，节约25万元", "initial_budget"),
        ("，增加25万元", "prior_year"),
    ],
)
def test_what_goes_beyond_a_budget_is_held_against_it(words: str, base: str) -> None:
    text = f"支出429万元，与2023年409万元相比增加20万元。年初预算404万元，完成年初预算的106.2%{words}。"
    assert claims(text, SPENDING)[-1].base == base


def test_what_a_fund_gives_to_one_use_did_not_change_as_all_that_it_gives() -> None:
    for use in ("商品和服务支出", "差旅费"):
        found = claims(f"{use}90.00万元，其中一般公共预算80.00万元，比上年增加5.00万元。")
        assert [claim.understood for claim in found] == [True, True, False]
    found = claims("本年支出合计90.00万元，其中一般公共预算80.00万元，比上年增加5.00万元。")
    assert all(claim.understood for claim in found)


def test_the_year_before_held_against_this_one_changed_the_other_way() -> None:
    found = claims("公务接待费上年决算9.00万元，比2024年多1.00万元。")
    assert [claim.understood for claim in found] == [True, False]
    for text in (
        "公务接待费9.00万元，比2023年多1.00万元。",
        "公务接待费上年8.00万元，2024年9.00万元，比上年多1.00万元。",
    ):
        assert all(claim.understood for claim in claims(text))
