"""The year before behind a name, this year's change behind that year's amount, amounts of what is counted."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, rows


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("农业生产发展上年5.00万元，同比减0.50万元。", "农业生产发展"),
        ("病虫害控制去年同期5.00万元，同比减0.50万元。", "病虫害控制"),
        ("印刷宣传经费上年度决算数为5.00万元，减少0.50万元。", "印刷宣传经费"),
    ],
)
def test_the_year_before_may_stand_behind_any_name(text: str, subject: str) -> None:
    before, change = claims(text)
    assert (before.subject, before.period, change.period) == (subject, 2023, 2024)


def test_what_is_paid_of_the_year_before_is_of_this_year() -> None:
    assert [claim.period for claim in claims("用于补发上年5.00万元。")] == [2024]


def test_what_goes_on_may_stand_behind_the_year_before() -> None:
    for again in ("该项支出为", "此项支出", "该项经费"):
        found = claims(f"办公费9.00万元。上年{again}8.00万元，今年增加1.00万元，增长12.5%。")
        assert {claim.subject for claim in found} == {"办公费"}
        assert [claim.period for claim in found] == [2024, 2023, 2024, 2024]


def test_what_was_not_spent_is_told_in_passing() -> None:
    for left in ("未支出的", "尚余", "没有使用的"):
        found = claims(f"办公费9.00万元，{left}1.00万元收回；较上年8.00万元增加1.00万元。")
        assert [claim.subject for claim in found][2:] == ["办公费", "办公费"]


def test_a_change_behind_the_amount_of_the_year_before_is_that_of_the_year_told_before_it() -> None:
    fields = ("kind", "value", "period")
    told = rows("2024年收入9万元。2023年收入8万元，同比增1万元（+12.5%）。", "收入情况", *fields)
    assert told == [
        ("level", "9", "2024"),
        ("level", "8", "2023"),
        ("change", "1", "2024"),
        ("change_rate", "12.5", "2024"),
    ]
    alone = rows("2023年收入8万元，同比增1万元。", "收入情况", *fields)
    assert alone[1] == ("change", "1", "2023")


@pytest.mark.parametrize(
    ("text", "subject"),
    [("囚车1辆26.00万元。", "囚车"), ("接待20批次160人次3.00万元。", "接待"), ("水泵3台6.00万元。", "水泵")],
)
def test_an_amount_right_behind_a_count_is_of_what_is_counted(text: str, subject: str) -> None:
    found = claims(f"政府采购预算58.00万元，其中货物30.00万元。货物中，{text}", "政府采购情况说明")
    assert found[-1].subject == subject


def test_an_amount_behind_the_count_of_some_may_be_of_these() -> None:
    title = "项目支出情况说明"
    assert not claims("文物保护科目安排的项目4个，5.00万元。", title)[-1].understood
    assert claims("项目支出5.00万元，共有项目4个。", title)[0].understood
