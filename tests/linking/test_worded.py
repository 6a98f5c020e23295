"""What the words between the numbers of one clause say of them."""

import pytest

from linking.checks.text.numbers.worded import (
    aspects,
    both_in_all,
    grades,
    groups,
    moves,
    own_and_others,
    parts_with_money,
    products,
    score_parts,
    scores,
    shares_within,
)


@pytest.mark.parametrize(
    "text",
    [
        "会议费由上年的8.00万元降到9.20万元",
        "由1203.50万元减为1203.50万元",
        "在编人员由2019年的30人增加到28人",
        "达标率从85%提高到80%",
    ],
)
def test_an_amount_that_went_up_is_no_smaller_than_before(text: str) -> None:
    assert list(moves(text))


@pytest.mark.parametrize(
    "text",
    [
        "会议费由上年的9.20万元降到8.00万元",
        "在编人员由30人增加到32人",
        "由8.00万元增加2.00万元",
        "由8万元提高到9000元",
        "由5人减少到3.20万元",
        "全市排名由12名上升到8名",
        "由全省第10名减少到8名",
        "发病率由50%下降到50%以下",
    ],
)
def test_what_moves_as_it_is_said_to_is_not_told(text: str) -> None:
    assert not list(moves(text))


def test_so_many_of_each_make_what_they_are_said_to_make() -> None:
    assert list(products("计划办4期、每期60人，合计200人"))
    assert list(products("为15个村，每村3台，共计54台"))
    assert not list(products("计划办4期、每期60人，合计240人"))
    assert not list(products("计划办3期、每期33人，合计100人"))  # rounded
    assert not list(products("计划办4期、每期60人，合计200万元"))
    assert not list(products("计划办4期、每期60人，共200人次"))
    assert not list(products("培训5天，每天60人，共60人"))  # the same ones each day
    assert not list(products("为15个村，每村3台，累计54台"))  # with those of other years


def test_as_many_amounts_are_listed_as_are_said() -> None:
    text = "主要用于以下三个方面：教育支出（类）50.20万元，占52%、住房保障支出（类）4.80万元，占48%。"
    assert list(aspects(text))
    assert not list(aspects(text.replace("三个", "两个")))
    assert not list(aspects("用于以下三个方面：甲支出5万元，其中工资3万元；乙支出3万元等。"))
    assert not list(aspects("用于以下两个方面：甲支出5万元；乙支出3万元；合计8万元。"))
    assert list(aspects(text.replace("三个", "3个")))


@pytest.mark.parametrize(
    "text",
    [
        "项目共{}个，按金额从大到小依次为渠道衬砌80.00万元、泵站检修60.00万元、水毁修复20.00万元，前两项合计140.00万元。",
        "实施{}项工程，分别为渠道衬砌80万元、泵站（二期）检修60万元、水毁修复20万元。",
        "安排{}个项目，具体包括：2025年渠道衬砌80万元、泵站检修60万元、水毁修复20万元；其余另行安排。",
    ],
)
def test_as_many_projects_are_named_as_are_said(text: str) -> None:
    assert list(aspects(text.format("4")))
    assert list(aspects(text.format("两")))
    assert not list(aspects(text.format("3")))


def test_a_list_that_may_go_on_is_not_counted() -> None:
    assert not list(aspects("项目共4个，分别为渠道衬砌80万元、泵站检修60万元等。"))
    assert not list(aspects("安排2个项目，分别为中央资金80万元、市级资金60万元、自筹20万元。"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("项目7个、资金90.00万元，其中：甲中心4个60.00万元、乙中心2个30.00万元。", True),
        ("项目6个、资金90.00万元，其中：甲中心4个60.00万元、乙中心2个30.00万元。", False),
        ("项目7个、资金95.00万元，其中：甲中心4个60.00万元、乙中心2个30.00万元。", False),  # some of them
        ("项目8个，其中财政拨款项目5个，资金132.70万元；其他资金项目4个，资金59.30万元。", True),
        ("项目9个，其中财政拨款项目5个，资金132.70万元；其他资金项目4个，资金59.30万元。", False),
        ("项目8个，其中教育项目5个，资金132.70万元；重点项目4个，资金59.30万元。", False),
    ],
)
def test_parts_whose_money_makes_the_whole_make_its_number(text: str, told: bool) -> None:
    assert bool(list(parts_with_money(text))) is told


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("在校学生2160人，教学班48个，平均每班54人。", True),
        ("在校学生2160人，教学班48个，平均每班45人。", False),
        ("藏书9600册，覆盖12个社区，平均每社区900册。", True),
        ("在校学生2160人，教职工152人，教学班48个，平均每班44人。", False),  # of which is not said
        ("在校学生2160人，教学班48个，平均每班不超过50人。", False),
        ("教职工152人，教学班48个，平均每班45人。", False),  # of the staff it is not
    ],
)
def test_an_average_over_groups_follows_from_the_only_number_before(text: str, wrong: bool) -> None:
    assert bool(list(groups(text))) is wrong


def test_the_mean_of_listed_scores_is_the_average_that_is_told() -> None:
    assert list(scores("得分分别为98.5分、97分、96分、94.5分、92分，平均96.5分。"))
    assert not list(scores("得分分别为98.5分、97分、96分、94.5分、92分，平均95.6分。"))
    assert not list(scores("得分分别为98.5分、97分、96分、94.5分、92分，最高98.5分。"))


@pytest.mark.parametrize(
    ("in_all", "wrong"),
    [("12期660人", True), ("13期660人", False), ("12期650人", False), ("13期6.60万人", False)],
)
def test_two_sums_of_one_list_agree(in_all: str, wrong: bool) -> None:
    text = f"进修班4期200人、轮训班6期360人、培训班3期100人，共{in_all}。"
    assert bool(list(both_in_all(text))) is wrong


@pytest.mark.parametrize(
    "text",
    [
        "对9个项目开展自评，其中：6个项目评为“优”，{}个项目评为“良”，1个项目评为“中”。",
        "共自评项目9个，6个项目为“优”，{}个为“良”、1个为“差”。",
        "9个项目已自评，6个优秀，{}个良好，1个合格。",
    ],
)
def test_no_more_projects_are_graded_than_there_are(text: str) -> None:
    assert not list(grades(text.format(2)))
    assert list(grades(text.format(4)))


def test_one_grade_told_twice_and_a_number_of_another_sentence_are_not_added() -> None:
    assert not list(grades("自评9个项目，6个项目为“优”，部门评价中5个项目为“优”。"))
    assert not list(grades("重点评价3个项目。6个项目为“优”，4个为“良”。"))


@pytest.mark.parametrize(
    "text",
    [
        "我局对单位整体支出及9个项目支出开展自评，其中7个为“优”，3个为“良”。",
        "组织2个转移支付项目、7个部门项目自评，6个为“优”，3个为“良”。",
        "对7个项目开展部门评价；其余12个项目开展自评，自评结果17个为“优”、2个为“良”。",
        "对全部二级项目开展自评，选取3个项目深入评价，自评等级9个为优、2个为良。",
        "自评项目中1000万元以上项目12个，评价结果为30个优、5个良。",
        "抽取5个项目复核；自评结果20个为优、6个为良。",
        "委托评价1个项目，其他项目自评，其中15个为优，3个为良。",
        "事前评估项目6个，核减20万元；事后评价8个优、4个良。",
        "纳入绩效管理的项目9个，占项目总数的90%，全年8个优、2个良。",
    ],
)
def test_other_things_may_be_graded_too(text: str) -> None:
    assert not list(grades(text))


def test_what_money_is_told_of_is_still_graded() -> None:
    assert list(grades("对9个项目开展自评，涉及资金620.00万元，其中6个为“优”，4个为“良”。"))


@pytest.mark.parametrize(
    "text",
    [
        "预算单位共{}个，含局本级和6个派出分局。",
        "编制范围的单位{}家，包括委机关及所属6家事业单位。",
        "独立核算机构共{}个，其中：市局本级、6个县（市、区）分局。",
    ],
)
def test_the_body_itself_and_the_others_make_all(text: str) -> None:
    assert not list(own_and_others(text.format(7)))
    assert list(own_and_others(text.format(8)))
    assert not list(own_and_others(text.format(8).replace("。", "、1个中心。")))


@pytest.mark.parametrize(
    "text",
    [
        "项目综合得分92.50分：决策18.00分、过程{}分、产出30.00分、效益27.50分。",
        "评分92.50分，其中：决策类指标18.00分，过程类指标{}分，产出类指标30.00分，效果类指标27.50分。",
        "自评得分为92.50分（预算执行18分、产出指标{}分、效益指标30分、满意度指标27.5分）。",
    ],
)
def test_the_parts_of_a_score_make_it(text: str) -> None:
    assert not list(score_parts(text.format("17.00")))
    assert list(score_parts(text.format("11.70")))


@pytest.mark.parametrize(
    "text",
    [
        "评价得分83分，指标体系由四部分构成：决策20分、过程20分、产出30分、效益30分。",
        "综合得分83分，各一级指标分值：决策15分、过程25分、产出30分、效益20分。",
        "自评得分93分，预算执行满分10分、产出满分40分、效益满分30分、满意度满分10分。",
        "自评得分93分，按预算执行10分、产出指标50分、效益指标30分、满意度指标10分。",
        "得分84分，扣分情况：决策2分、过程5分、产出4分、效益6分。",
        "得分84分，失分为：决策2分、过程5分、产出4分、效益5分。",
    ],
)
def test_marks_to_be_had_and_marks_taken_off_are_no_parts_of_a_score(text: str) -> None:
    assert not list(score_parts(text))


def test_scores_of_several_projects_are_not_added() -> None:
    assert not list(score_parts("平均得分94.0分（校舍维修97分、书籍采购94分、营养餐91分）。"))


@pytest.mark.parametrize(
    "text",
    [
        "面向中小企业预留采购份额250.00万元，其中预留给小微企业的150.00万元，占预留份额的{}%。",
        "授予中小企业合同金额250.00万元，其中：授予小微企业150.00万元，占中小企业合同的{}%。",
        "涉农补助资金250.00万元，其中种粮补贴150.00万元，占涉农补助资金总额的{}%。",
    ],
)
def test_a_share_of_what_was_told_right_before_is_of_it(text: str) -> None:
    assert not list(shares_within(text.format("60.00")))
    assert list(shares_within(text.format("66.00")))
    assert not list(shares_within(text.format("66.00").replace("占", "占采购预算和")))


@pytest.mark.parametrize(
    "change",
    [
        "较上年预留份额增加20.00万元",
        "高于上年预留份额20.00万元",
        "比2023年授予预留份额多20.00万元",
        "同比预留份额压减20.00万元",
        "预留份额净增20.00万元",
        "上年预留份额230.00万元",
    ],
)
def test_an_amount_of_change_or_of_another_year_is_no_whole(change: str) -> None:
    part = "，其中小微企业150.00万元，占预留份额的66%。"
    assert list(shares_within(f"采购预留份额250.00万元{part}"))
    assert list(shares_within(f"比上年有所增加，采购新增预留份额250.00万元{part}"))
    assert not list(shares_within(f"采购份额250.00万元，{change}{part}"))
    assert not list(shares_within("采购预留份额250.00万元，其中小微企业增加20.00万元，占预留份额的66%。"))


@pytest.mark.parametrize(
    "text",
    [
        "比上年预留份额增加30.00万元，其中小微企业90.00万元，占预留份额的60%。",
        "高于上年基本支出10.00万元，其中人员经费480.00万元，占基本支出的90%。",
        "较年初项目支出压减30.00万元，其中培训项目90.00万元，占项目支出的25%。",
    ],
)
def test_a_share_is_of_no_change(text: str) -> None:
    assert not list(shares_within(text))
