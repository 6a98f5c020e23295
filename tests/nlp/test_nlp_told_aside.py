"""What stands beside a figure and is told in passing: what is left, of each one, of another day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from records.narrative_tables import ClaimRecord
from tests.support.nlp_reading import claims

PUBLIC = "“三公”经费支出决算情况说明"


def told(text: str, raw: str, title: str = "一般公共预算财政拨款支出决算情况说明") -> ClaimRecord:
    return next(claim for claim in claims(text, title) if claim.raw == raw)


@pytest.mark.parametrize(
    "passing", ["余72.34万元因工程未验收结转下年", "17个村平均每村9.85万元", "尚余3.00万元"]
)
def test_what_is_told_in_passing_is_not_spoken_of_from_then_on(passing: str) -> None:
    item = "5.农林水支出（类）水利（款）农田水利（项）。年初预算110.00万元，支出112.00万元"
    text = f"{item}，{passing}；较上年96.00万元增加16.00万元。"
    claim = told(text, "16.00万元")
    assert (claim.account_path[-1:], claim.phase) == (["农田水利"], "final")
    assert told(text, "96.00万元").account_path[-1:] == ["农田水利"]


def test_shares_told_one_after_the_other_are_of_the_things_before() -> None:
    text = "社会保障和就业支出60.00万元、卫生健康支出40.00万元，比重依次为60.00%、40.00%。"
    assert told(text, "60.00%").account_path == ["社会保障和就业支出"]
    assert told(text, "40.00%").account_path == ["卫生健康支出"]


def test_a_share_beside_another_part_is_not_of_that_part() -> None:
    text = "公务用车购置及运行维护费1.92万元，占84.21%。公务接待费0.36万元，占15.79%。"
    assert told(text, "15.79%", PUBLIC).share_of != "公务用车购置及运行维护费"


def test_what_is_divided_is_the_whole_of_the_shares_before() -> None:
    shares = "基本支出占支出总计的60.00%，项目支出占40.00%。"
    text = f"{shares}按功能分：教育支出80.00万元。教育支出所占比重为80.00%。"
    assert told(text, "80.00%", "支出决算情况说明").share_of == "支出总计"


def test_another_day_is_not_the_end_of_the_year() -> None:
    text = "年末结转和结余15.05万元，比年初的17.60万元少2.55万元。"
    assert told(text, "17.60万元").measure == "carry_over_opening"
    assert told(text, "15.05万元").understood


@pytest.mark.parametrize(
    "words", ["与2023年度支出{}对照，增加5.00万元", "比2023年执行前的年初预算{}多5.00万元"]
)
def test_a_base_is_known_by_any_words(words: str) -> None:
    text = f"支出合计105.00万元，{words.format('100.00万元')}。"
    assert told(text, "100.00万元").period == 2023


def test_the_year_before_may_open_a_sentence() -> None:
    assert told("上年支出总额586.68万元，今年净增81.86万元。", "586.68万元").period == 2023


def test_a_rate_that_is_worked_with_is_no_change() -> None:
    text = "职业年金缴费52.36万元，比上年49.93万元增加2.43万元，增长4.87%，缴费比例分别为16%和8%。"
    rates = [claim.value for claim in claims(text) if claim.kind == "change_rate"]
    assert rates == [Decimal("4.87")]


def test_the_source_of_a_part_is_not_all_that_the_source_gives() -> None:
    text = "项目支出的资金来源，一般公共预算财政拨款514.26万元，其他收入6.42万元。"
    assert not told(text, "514.26万元", "支出决算情况说明").understood


def test_an_item_may_be_numbered_behind_its_class() -> None:
    text = "其中：卫生健康支出（类）1.公立医院（款）中医（民族）医院（项）支出2,100.00万元。"
    assert told(text, "2,100.00万元").account_path == ["卫生健康支出", "公立医院", "中医（民族）医院"]


@pytest.mark.parametrize(
    ("first", "word", "measure"),
    [
        ("年初结转和结余", "年末", "carry_over_closing"),
        ("年初结转和结余", "期末", "carry_over_closing"),
        ("年末结转和结余", "年初", "carry_over_opening"),
    ],
)
def test_the_other_end_of_the_year_is_another_balance(first: str, word: str, measure: str) -> None:
    told = claims(f"财政拨款{first}46万元，{word}34万元，均为基本支出结转。", "财政拨款收支决算情况说明")
    assert [claim.measure for claim in told[:2]][1] == measure


def test_the_amount_that_a_balance_moved_from_is_not_the_balance() -> None:
    told = claims("年末结转和结余由年初的55万元降到45万元，减少10万元。", "收支决算情况说明")
    assert [claim.understood for claim in told[:2]] == [False, True]


def test_parts_are_of_this_year_behind_a_whole_compared_with_two_figures_of_the_last() -> None:
    compared = "比2023年预算48万元增加4万元，增长8.33%；比2023年执行数50万元增加2万元，增长4%"
    told = claims(f"2024年一般公共预算支出52万元，{compared}。其中基本支出31万元，占59.62%。", "支出情况说明")
    assert [claim.period for claim in told[-2:]] == [2024, 2024]
