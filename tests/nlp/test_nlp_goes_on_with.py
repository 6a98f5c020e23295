"""What a figure without a name goes on with: a whole behind its parts, a list that is added up, a year."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import rows

TOTALS = "收入支出决算总体情况说明"
GENERAL = "一般公共预算财政拨款支出决算情况说明"


@pytest.mark.parametrize(
    "text",
    [
        "收入总计90万元，其中本年收入80万元、年初结转和结余10万元，较上年决算数增加5万元、增长5.88%。",
        "收入总计90万元，其中：本年收入80万元，年初结转和结余10万元，比上年增加5万元，增长5.88%。",
        "收入总计90万元（其中本年收入80万元、年初结转和结余10万元），较上年增加5万元，增长5.88%。",
    ],
)
def test_a_change_behind_parts_that_make_up_the_whole_is_the_wholes(text: str) -> None:
    found = rows(text, TOTALS, "kind", "measure")
    assert found[-2:] == [("change", "grand_total"), ("change_rate", "grand_total")]


@pytest.mark.parametrize(
    "text",
    [
        "收入总计90万元，其中本年收入80万元，比上年增加9万元；年初结转和结余10万元，比上年减少5万元。",
        "收入总计90万元，其中本年收入80万元，比上年增长9%，年初结转和结余10万元，比上年下降5%。",
        "收入总计90万元，比上年增长2%，其中：本年收入80万元，年初结转和结余10万元，比上年下降5%。",
    ],
)
def test_a_change_of_the_last_of_items_that_tell_their_own_is_that_items(text: str) -> None:
    assert rows(text, TOTALS, "measure")[-1] == ("carry_over_opening",)


def test_a_change_behind_a_single_part_is_that_parts() -> None:
    text = "收入总计90万元，其中本年收入80万元，比上年增加5万元。"
    assert rows(text, TOTALS, "kind", "measure")[-1] == ("change", "current_year_revenue")


@pytest.mark.parametrize("word", ["合计", "总计", "共计"])
def test_a_sum_below_a_list_of_paragraphs_is_what_the_chapter_is_about(word: str) -> None:
    text = f"公共安全支出：支出40万元。\n住房保障支出：支出50万元。\n{word}90万元。"
    measure, account = rows(text, GENERAL, "measure", "account_path")[-1]
    assert (measure, account) == ("current_year_expenditure", "[]")


def test_a_sum_in_the_midst_of_a_paragraph_may_be_of_some_of_it() -> None:
    text = "公务接待费3万元，与预算一致；因公出国（境）费0万元。合计44万元。"
    found = rows(text, "“三公”经费", "value", "understood", "account_path")
    assert found[-1] == ("44", "False", "[]")


@pytest.mark.parametrize(
    "text",
    [
        "公共安全支出：2024年支出40万元，2023年支出32万元，增长25%，占总支出的16.39%。",
        "公共安全支出2024年支出40万元，2023年支出32万元，增加8万元，占总支出的16.39%。",
        "公共安全支出2024年支出40万元，比2023年的32万元增长25%，占总支出的16.39%。",
    ],
)
def test_a_share_behind_a_change_is_of_the_year_that_changed(text: str) -> None:
    assert rows(text, GENERAL, "kind", "period")[-1] == ("share", "2024")


def test_a_share_behind_last_years_amount_is_of_last_year() -> None:
    text = "公共安全支出2024年支出40万元；2023年支出32万元，占总支出的16.39%。"
    assert rows(text, GENERAL, "kind", "period")[-1] == ("share", "2023")


@pytest.mark.parametrize(
    "title", ["财政拨款支出与年初预算比较", "财政拨款支出与预算对比情况", "财政拨款支出同上年决算数相比"]
)
def test_what_a_title_compares_with_does_not_narrow_its_items(title: str) -> None:
    text = "1.行政运行（2040201）：年初预算5万元，支出决算6万元。"
    assert {understood for (understood,) in rows(text, title, "understood")} == {"True"}


@pytest.mark.parametrize("opens", ["支出中，", "支出总计中，", "其中："])
def test_a_bare_side_behind_its_parts_is_the_whole(opens: str) -> None:
    text = f"支出总计100万元。{opens}基本支出60万元，项目支出40万元。支出较上年增加5万元。"
    assert rows(text, TOTALS, "kind", "measure")[-1] == ("change", "grand_total")


def test_a_part_named_behind_the_parts_is_that_part() -> None:
    text = "支出总计100万元。支出中，基本支出60万元，项目支出40万元。项目支出较上年增加5万元。"
    assert rows(text, TOTALS, "kind", "measure")[-1] == ("change", "project_expenditure")


@pytest.mark.parametrize("done", ["压缩会议费", "严格控制会议费", "减少了会议费"])
def test_an_amount_in_a_cause_is_of_what_the_clause_before_it_names(done: str) -> None:
    text = f"本年支出减少27万元。主要原因：一是人员划出，人员经费减少18万元；二是{done}，减少9万元。"
    assert rows(text, GENERAL, "measure", "value")[-1] == ("conference", "9")


def test_an_amount_in_a_cause_behind_what_is_no_measure_keeps_what_was_named() -> None:
    text = "本年支出减少27万元。主要原因：一是人员经费减少18万元；二是严格控制规模，公用经费减少9万元。"
    assert rows(text, GENERAL, "measure")[-1] == ("public_expenditure",)


@pytest.mark.parametrize("name", ["上级转移支付补助收入", "教育转移支付收入", "转移支付收入"])
def test_a_word_that_holds_that_of_a_side_names_no_second_side(name: str) -> None:
    assert rows(f"{name}5万元。", TOTALS, "value", "side") == [("5", "revenue")]
    assert len(rows("收、支总计5万元。收支结余差额2万元。", TOTALS, "value", "side")) > 1
