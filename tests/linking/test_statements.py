"""Sentences held against themselves: relations, parts, points, balances, bounds and counts."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.statements import check_statements
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

SPENDING = "支出决算情况说明"


def verdicts(*chapters: tuple[str, str], rule: str) -> list[str]:
    """How the checks of a rule came out, in order."""
    read = document_of(*chapters)
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_statements(read_narrative(read).claims, found)
    return [made.verdict for made in found.checks if made.rule_id == rule]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("决算数小于年初预算数", "holds"),
        ("支出决算低于年初预算", "holds"),
        ("决算数大于年初预算数", "fails"),
        ("决算数与年初预算数持平", "fails"),
        ("决算数等于年初预算数", "fails"),
        ("决算数与年初预算数基本持平", "fails"),
    ],
)
def test_a_relation_is_held_against_the_amounts_of_its_item(words: str, verdict: str) -> None:
    text = f"基本支出年初预算163.21万元，支出决算121.80万元，{words}。"
    assert verdicts((SPENDING, text), rule="stated_relation") == [verdict]


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        ("121.80", "决算数与年初预算数持平"),
        ("121.90", "决算数与年初预算数基本持平"),
        ("121.80", "与年初预算持平"),
    ],
)
def test_equal_and_nearly_equal_amounts_are_flat(budget: str, words: str) -> None:
    text = f"基本支出年初预算{budget}万元，支出决算121.80万元，{words}。"
    assert set(verdicts((SPENDING, text), rule="stated_relation")) == {"holds"}


@pytest.mark.parametrize(
    "text",
    [
        "基本支出支出决算121.80万元，决算数与年初预算数持平。",
        "项目支出年初预算5万元。基本支出支出决算121.80万元，决算数大于年初预算数。",
        "基本支出年初预算163.21万元，支出决算121.80万元，采购金额不得大于预算数。",
    ],
)
def test_a_relation_without_both_amounts_beside_it_is_not_judged(text: str) -> None:
    assert verdicts((SPENDING, text), rule="stated_relation") == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2024年度支出合计5715.47万元，与上年支出5674.50万元相比持平。", ["holds"]),
        ("2024年度支出合计5715.47万元，与上年支出4674.50万元相比持平。", ["fails"]),
        ("2024年度支出合计5715.47万元，与上年持平。", []),
        ("2024年度支出合计5715.47万元，比上年增加40.97万元。上年为4674.50万元。", []),
    ],
)
def test_what_is_called_the_same_as_last_year_is_the_amount_told_of_it(text: str, verdict: list[str]) -> None:
    assert verdicts((SPENDING, text), rule="stated_relation") == verdict


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [("基本支出26万元，项目支出40万元", "holds"), ("基本支出36万元，项目支出40万元", "fails")],
)
def test_the_parts_of_a_change_make_the_change(parts: str, verdict: str) -> None:
    text = f"支出合计988万元，比上年增加66万元（其中：{parts}），增长7%。"
    assert verdicts((SPENDING, text), rule="parts_of_change") == [verdict]


def test_one_of_several_parts_of_a_change_is_not_judged() -> None:
    text = "支出合计988万元，比上年增加66万元，其中基本支出增加26万元，培训费增加3万元。"
    assert verdicts((SPENDING, text), rule="parts_of_change") == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("医疗业务支出422.53万元、管理费用198.84万元，两部分合计621.37万元。", "holds"),
        ("医疗业务支出455.87万元、管理费用198.84万元，两部分合计621.37万元。", "fails"),
        ("政府采购预算总额45.80万元，分为货物15.80万元、服务30.00万元两类。", "holds"),
        ("政府采购预算总额45.80万元，分为货物55.80万元、服务30.00万元两类。", "fails"),
        ("公务用车运行维护费29.33万元，由燃油费15.25万元、维修费6.75万元和保险费7.33万元三项构成。", "holds"),
        ("公务用车运行维护费29.33万元，由燃油费20.00万元、维修费6.75万元和保险费7.33万元三项构成。", "fails"),
        ("共有车辆10辆，其中：机要通信用车3辆、执法执勤用车6辆、其他用车2辆。", "fails"),
        ("共有车辆2辆，其中：机要通信用车0辆、其他用车1辆；单价100万元以上设备0台（套）。", "fails"),
        ("共有车辆2辆，其中：机要通信用车0辆、其他用车1辆，其他用车主要是摩托车1辆。", "fails"),
    ],
)
def test_parts_whose_number_is_stated_add_up(text: str, verdict: str) -> None:
    assert verdicts((SPENDING, text), rule="counted_parts") == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "医疗业务支出422.53万元、管理费用198.84万元，合计800万元。",
        "由燃油费15.25万元、维修费6.75万元等构成。",
        "共有车辆10辆，其中：机要通信用车3辆、执法执勤用车6辆。",
        "共有车辆10辆，其中：机要通信用车3辆、执法执勤用车6辆、其他用车1辆。",
        "共有车辆3辆，其中：机要通信用车1辆、其他用车2辆，其他用车主要是业务用车1辆、客车1辆。",
        "共有车辆3辆，其中：机要通信用车1辆、客车1台、其他用车1辆。",
        "共有车辆3辆，其中：业务用车2辆（其中新能源车1辆）、其他用车1辆；单价100万元以上设备0台。",
        "共有车辆1辆，其中：其他用车1辆；购置车辆2辆，保有量3辆。",
    ],
)
def test_parts_that_need_not_be_all_are_not_judged(text: str) -> None:
    assert "fails" not in verdicts((SPENDING, text), rule="counted_parts")


@pytest.mark.parametrize(("points", "verdict"), [("3.25", "holds"), ("3.52", "fails")])
def test_points_are_the_difference_of_two_rates(points: str, verdict: str) -> None:
    text = f"支出决算900万元，预算执行率94.34%，比上年执行率91.09%提高{points}个百分点。"
    assert verdicts((SPENDING, text), rule="points") == [verdict]


@pytest.mark.parametrize(("points", "verdict"), [("3.25", "holds"), ("3.52", "fails")])
@pytest.mark.parametrize(
    "moved",
    ["占比由上年的91.09%提高到94.34%", "占支出的比重从91.09%升至94.34%", "占比由2022年91.09%提升到94.34%"],
)
def test_points_are_what_a_share_moved_by(moved: str, points: str, verdict: str) -> None:
    text = f"人员经费{moved}，提高{points}个百分点。"
    assert verdicts((SPENDING, text), rule="points") == [verdict]


def test_points_without_last_year_s_rate_are_not_judged() -> None:
    assert verdicts((SPENDING, "预算执行率94.34%，比上年提高3个百分点。"), rule="points") == []


@pytest.mark.parametrize("third", ["较目标值", "两年累计", "一季度支付执行率", "其中调查执行率", "较2021年"])
def test_points_from_another_rate_or_of_another_are_not_judged(third: str) -> None:
    two = "2024年预算执行率94.34%，2023年执行率91.09%，{}提高4.34个百分点。"
    assert verdicts((SPENDING, two.format("")), rule="points") == ["fails"]
    assert verdicts((SPENDING, two.format(third)), rule="points") == []


@pytest.mark.parametrize(
    "text",
    [
        "农林支出占比由50%提高到56%，比预算提高2个百分点。",
        "农林支出占比由上年的50%上升到56%，比预期高出2个百分点。",
        "农林支出占比由上年的50%上升到56%，较10月末上升2个百分点。",
        "农林支出占比由预算的50%提高到56%，比上年提高2个百分点。",
        "农林支出占比由上年的56%降至50%，降幅比上年收窄2个百分点。",
    ],
)
def test_points_that_are_compared_otherwise_than_the_rates_are_not_judged(text: str) -> None:
    assert "fails" not in verdicts((SPENDING, text), rule="points")


@pytest.mark.parametrize(("points", "verdict"), [("6", "holds"), ("2", "fails")])
@pytest.mark.parametrize("ends", ["同比提高", "比上年提高", "与上年相比提高", "占比提高"])
def test_points_compared_as_the_rates_are_stay_judged(ends: str, points: str, verdict: str) -> None:
    text = f"农林支出占比由上年的50%提高到56%，{ends}{points}个百分点。"
    assert verdicts((SPENDING, text), rule="points") == [verdict]


@pytest.mark.parametrize(("revenue", "verdict"), [("696.33", "holds"), ("761.04", "fails")])
def test_opening_balance_and_revenue_make_expenditure_and_closing_balance(revenue: str, verdict: str) -> None:
    text = (
        f"政府性基金预算财政拨款年初结转和结余0万元，本年收入{revenue}万元，本年支出652.86万元；"
        "年末结转和结余43.47万元。"
    )
    assert verdicts(("政府性基金预算收入支出决算情况说明", text), rule="text_balance") == [verdict]


def test_a_balance_that_lacks_a_part_is_not_judged() -> None:
    text = "政府性基金预算财政拨款本年收入696.33万元，本年支出652.86万元。"
    assert verdicts(("政府性基金预算收入支出决算情况说明", text), rule="text_balance") == []


@pytest.mark.parametrize(("small", "expected"), [("20.00", []), ("40.00", ["fails"]), ("30.00", [])])
def test_small_enterprises_get_no_more_than_small_and_medium_ones(small: str, expected: list[str]) -> None:
    text = f"授予中小企业合同金额30.00万元，其中：授予小微企业合同金额{small}万元。"
    assert verdicts(("政府采购支出说明", text), rule="part_within_whole") == expected


@pytest.mark.parametrize("ends", ["，其中：", "。"])
@pytest.mark.parametrize(("granted", "expected"), [("78.00", []), ("83.80", ["fails"]), ("80.00", [])])
def test_small_and_medium_enterprises_get_no_more_than_is_bought(
    ends: str, granted: str, expected: list[str]
) -> None:
    text = f"2024年政府采购支出总额80.00万元{ends}授予中小企业合同金额{granted}万元。"
    assert verdicts(("政府采购支出说明", text), rule="part_within_whole") == expected


def test_contracts_of_another_stage_are_no_part_of_what_was_bought() -> None:
    text = "2024年政府采购预算80.00万元。授予中小企业合同金额83.80万元。"
    assert verdicts(("政府采购支出说明", text), rule="part_within_whole") == []


@pytest.mark.parametrize(
    ("count", "expected"), [("77人", ["holds"]), ("68人", ["fails"]), ("68名", ["fails"])]
)
def test_the_staff_counted_in_two_chapters_agrees(count: str, expected: list[str]) -> None:
    first = ("人员情况", "2024年末在职人员77人，退休人员39人。")
    second = (SPENDING, f"保障学校运转，2024年末在职人员{count}的各项经费。")
    assert verdicts(first, second, rule="said_twice") == expected


def test_staff_of_another_year_or_sort_need_not_agree() -> None:
    first = ("人员情况", "2024年末在职人员77人，比2023年末的81人减少4人。")
    second = (SPENDING, "培训在职人员中的骨干12人，退休人员39人。")
    assert "fails" not in verdicts(first, second, rule="said_twice")


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("预算执行率83.33%", ["holds"]),
        ("预算执行率131.58%", ["fails"]),
        ("完成预算的79.21%", ["fails"]),
    ],
)
def test_a_completion_rate_is_that_of_the_amounts_beside_it(rate: str, expected: list[str]) -> None:
    text = f"活动经费项目年初预算数、全年预算数、执行数分别为106.65万元、168.40万元和140.33万元，{rate}。"
    assert verdicts(("项目绩效情况", text), rule="stated_completion") == expected


@pytest.mark.parametrize(
    "text",
    [
        "活动经费项目年初预算数106.65万元，执行数80.00万元，预算执行率75.01%。",
        "活动经费项目全年预算数168.40万元，执行数140.33万元，数量指标完成率100%，执行率83.33%。",
        "活动经费项目年初预算数为160.00万元，全年预算数为168.40万元，执行数140.33万元，完成年初预算的87.71%。",
    ],
)
def test_a_completion_rate_of_something_else_or_of_the_initial_budget_is_no_slip(text: str) -> None:
    assert "fails" not in verdicts(("项目绩效情况", text), rule="stated_completion")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("决算数小于预算数的主要原因：严格执行预算。", ["holds"]),
        ("决算数大于预算数的主要原因：严格执行预算。", ["fails"]),
        ("决算数等于预算数的主要原因是严格执行预算。", ["fails"]),
        ("决算数低于年初预算数的原因是严格执行预算。", ["holds"]),
    ],
)
def test_the_words_that_open_a_cause_agree_with_the_item_before(words: str, expected: list[str]) -> None:
    text = f"1.教育支出（类）5.00万元。年初预算为62.29万元，支出决算为60.99万元。{words}"
    assert verdicts((SPENDING, text), rule="stated_relation") == expected


@pytest.mark.parametrize(
    "text",
    [
        "基本支出年初预算62.29万元，支出决算60.99万元；项目支出年初预算5万元，支出决算6万元。"
        "决算数大于预算数的主要原因：项目增加。",
        "支出决算为60.99万元。决算数大于预算数的主要原因：人员增加。",
    ],
)
def test_an_opening_that_may_be_of_several_items_or_of_none_is_not_judged(text: str) -> None:
    assert "fails" not in verdicts((SPENDING, text), rule="stated_relation")


@pytest.mark.parametrize("words", ["决算数小于预算数", "决算数大于预算数", "决算数等于预算数"])
def test_amounts_that_print_alike_may_differ_by_what_rounding_hides(words: str) -> None:
    text = f"年初预算为8.44万元，支出决算为8.44万元。{words}的主要原因：严格执行预算。"
    assert verdicts((SPENDING, f"教育支出（类）。{text}"), rule="stated_relation") == ["holds"]


@pytest.mark.parametrize(("change", "outcome"), [("20,000.00", ["fails"]), ("100.00", []), ("2.00", [])])
def test_an_increase_is_no_more_than_the_amount_that_it_led_to(change: str, outcome: list[str]) -> None:
    text = f"2024年度项目支出100.00万元，比2023年度增加{change}万元。"
    assert verdicts((SPENDING, text), rule="change_within_level") == outcome


def test_a_decrease_may_be_more_than_what_is_left() -> None:
    text = "2024年度项目支出100.00万元，比2023年度减少300.00万元。"
    assert verdicts((SPENDING, text), rule="change_within_level") == []


def test_a_sentence_that_tells_the_difference_itself_means_its_flat_loosely() -> None:
    text = "2023年公务接待费预算57.60万元，2024年56.25万元，少1.35万元，总体持平略降。"
    document = document_of(("“三公”经费预算情况说明", text), kind="budget")
    found = ChecksMade("d" * 32, Sources.of([]), document.texts)
    check_statements(read_narrative(document).claims, found)
    assert [made.rule_id for made in found.checks if made.verdict == "fails"] == []
