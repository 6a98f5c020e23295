"""Numbers of one sentence that the numbers beside them show to be wrong."""

from __future__ import annotations

import pytest

from tests.linking.test_numbers_beside import told


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        # the parts of one kind of numbers make their whole, so those of the other must
        (
            "全年组织考察4批，累计{}人次。其中：本局组织考察1批、6人次，人均0.53万元；参加外单位考察3批、8人次。",
            "14",
            "15",
        ),
        ("举办培训5期、培训{}人，其中甲班2期、100人；乙班3期、130人。", "230", "220"),
        ("走访企业18家，投入帮扶资金{}万元，其中镇区6家、12.40万元；村组12家、33.20万元。", "45.60", "43.60"),
        # so many of each at a price of its own
        (
            "小学500人、初中300人、特教20人，标准分别为600元、800元和6,000元，经费分别为30万元、{}万元和12万元。",
            "24",
            "42",
        ),
        ("甲村40户、乙村25户，补助分别为每户800元和1200元，资金分别为3.20万元和{}万元。", "3.00", "3.50"),
        # years, added up
        ("2021年至2023年支出分别为300万元、350万元和340万元，三年累计{}万元，年均330万元。", "990", "980"),
        ("2022年支出500万元、2023年支出400万元，两年累计支出{}万元。", "900", "1000"),
        ("河东区12.5万元、河西区8.3万元，两地合计{}万元。", "20.8", "28.0"),
        # what is added, more than its total
        (
            "收入90,000万元，加上补助收入150,000万元、债务转贷收入20,000万元、调入资金{}万元，收入总计275,000万元。",
            "15,000",
            "18,000",
        ),
        # a rate and its division, two amounts and how far they lie apart
        ("与上年相比减少30.00万元，减少{}%（-30.00/500.00）。", "6.00", "6.38"),
        ("全年收缴{}%（412.00÷500.00×100%）。", "82.40", "84.20"),
        ("支出1,060.00万元大于收入1,000.00万元，差额{}万元由结转弥补。", "60.00", "70.00"),
        ("余额38.20亿元低于限额40.00亿元，相差{}亿元。", "1.80", "2.20"),
        # a part and its share, all that is not the one
        ("购买服务350.00万元，比上年多20.00万元，其中集中采购{}万元，占57.14%。", "200.00", "260.00"),
        (
            "收入预算1200.00万元。其中：财政拨款收入880.00万元；除财政拨款以外的收入{}万元。",
            "320.00",
            "240.00",
        ),
    ],
)
def test_what_other_numbers_of_a_sentence_make_is_held_against_it(text: str, right: str, wrong: str) -> None:
    assert told(text.format(right)) == []
    assert len(told(text.format(wrong))) == 1


@pytest.mark.parametrize(
    "text",
    [
        # no part of the same: less than the whole by much, or by another kind of money
        "举办培训5期、投入90万元，其中甲班2期、财政资金10万元；乙班3期、财政资金20万元。",
        "举办培训5期、培训230人，其中甲班2期、女学员20人；乙班3期、女学员30人。",
        # neither kind comes out
        "举办培训6期、培训230人，其中甲班2期、100人；乙班3期、120人。",
        # two stages, not two years
        "2023年预算500万元，支出400万元，两年累计支出700万元。",
        # a part behind a comma
        "收入9.00亿元，加上补助收入15.00亿元，一般性补助12.00亿元，专项补助2.00亿元，结转0.50亿元，收入总计24.50亿元。",
        # no amount of the sum is left over for a third
        "收入1200.00万元。其中：财政拨款收入880.00万元；除财政拨款以外的收入240.00万元；上年结转80.00万元。",
        # a share of what was told before
        "支出455.00万元。基本支出350.00万元，其中人员经费260.00万元，占57.14%。",
        # every entry is paid for more than once
        "甲村40户、乙村25户，补助分别为每户800元和1200元，全年资金分别为6.40万元和6.00万元。",
    ],
)
def test_what_may_be_of_other_things_is_not_told(text: str) -> None:
    assert told(text) == []


PAID = "甲岗16人、乙岗10人，标准分别为每人2000元和3000元，预算分别为3.20万元和{}万元"


@pytest.mark.parametrize(
    "ends", ["。", "，全县人均约2600元。", "，合计6.20万元，主要用于日常保洁。", "，均已发放到位。"]
)
def test_a_product_of_side_by_side_lists_is_told_whatever_is_said_of_all(ends: str) -> None:
    assert told(PAID.format("3.00") + ends) == []
    assert told(PAID.format("3.40") + ends) == ["stated_average"]


@pytest.mark.parametrize(
    "ends",
    [
        "（乙岗含上浮）。",
        "，乙岗上浮20%。",
        "，其中乙岗2人年中到岗。",
        "，乙岗另由镇级承担0.40万元。",
        "，乙岗分两年发放。",
        "。其中乙岗1人未满年度。",
    ],
)
def test_a_remark_on_one_entry_leaves_its_product_in_doubt(ends: str) -> None:
    assert told(PAID.format("3.40") + ends) == []


def test_a_remark_within_the_lists_leaves_the_product_in_doubt() -> None:
    text = "甲岗16人、乙岗10人，标准分别为2000元和3000元（乙岗可上浮），预算分别为3.20万元和3.40万元。"
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支付进度80%（10/15）。", []),
        ("完成年度任务100%（6/30）。", []),
        ("支付进度60%（9/12）。", []),
        ("截至10月15日，支付进度80%（10/15）。", []),
        ("应到15人，实到12人，到会率96%（12/15）。", ["stated_growth"]),
        ("支付进度80%（10.00/15.00）。", ["stated_growth"]),
        ("支付进度80%（10万元/15万元）。", ["stated_growth"]),
        ("安排15万元，支出10万元，支付进度80%（10/15）。", ["stated_growth"]),
    ],
)
def test_two_whole_numbers_in_brackets_are_divided_where_amounts_show_it(
    text: str, expected: list[str]
) -> None:
    assert told(text) == expected
