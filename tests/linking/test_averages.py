"""What a text gives for one vehicle, visitor or group, against its own amount and count."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.averages import check_averages
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of

PUBLIC = "“三公”经费支出决算情况说明"


def verdicts(text: str) -> list[str]:
    read = document_of((PUBLIC, text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_averages(read_narrative(read).claims, found)
    return [made.verdict for made in found.checks]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("公务用车运行维护费支出12.00万元，年末公务用车保有量4辆，车均{}万元。", "3.00", "4.00"),
        ("公务用车运行维护费支出10.00万元，公务用车保有量6辆，平均每辆{}万元。", "1.67", "2.67"),
        ("国内接待费支出2.40万元，接待国内来访团组46个，来访人员320人次，人均{}元。", "75.00", "85.00"),
        ("公务接待费支出2.40万元，国内公务接待20批次，300人次，每批次{}元。", "1200", "1500"),
    ],
)
def test_an_average_is_the_amount_divided_by_the_count(text: str, right: str, wrong: str) -> None:
    assert verdicts(text.format(right)) == ["holds"]
    assert verdicts(text.format(wrong)) == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        "公务用车运行维护费支出12.00万元，车均3.50万元。",  # no count
        "年末公务用车保有量4辆，车均3.50万元。",  # no amount
        "公务用车运行维护费支出12.00万元，上年末公务用车保有量4辆，2022年车均3.50万元。",  # of another year
        "公务用车运行维护费支出12.00万元，公务用车保有量0辆，车均3.50万元。",
        "公务接待费支出12.00万元，公务用车保有量4辆，人均公用经费3.50万元。",
    ],
)
def test_an_average_without_its_amount_and_count_is_not_judged(text: str) -> None:
    assert "fails" not in verdicts(text)


def test_one_of_several_amounts_that_fits_is_enough() -> None:
    text = (
        "公务用车购置及运行维护费支出30.00万元，其中公务用车购置费18.00万元，公务用车运行维护费12.00万元，"
        "公务用车保有量4辆，车均{}万元。"
    )
    assert verdicts(text.format("3.00")) == verdicts(text.format("7.50")) == ["holds"]
    assert verdicts(text.format("5.00")) == ["fails"]


def test_the_amount_may_be_told_beside_its_budget() -> None:
    text = "公务用车运行维护费预算25.00万元、决算22.68万元，完成90.72%；公务用车保有量为9辆，平均每辆{}万元。"
    assert verdicts(text.format("2.52")) == ["holds"]
    assert verdicts(text.format("3.52")) == ["fails"]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("购置打印机4台，每台0.25万元，合计{}万元。", "1.00", "1.20"),
        ("安排会议费{}万元，计划召开会议6次，次均5000元。", "3.00", "3.60"),
        ("资助困难学生150人，人均1000元，资助资金{}万元。", "15.00", "16.00"),
        ("采购服务器3台（单价8.00万元），预算{}万元。", "24.00", "18.00"),
        ("会议费2.40万元，人数420人；培训费{}万元，人数165人，人均100元。", "1.65", "1.56"),
        ("管护支出386.40万元，面积19.32万亩，每亩补助{}元；出国支出为0。", "20.00", "2.00"),
        ("购置费0.00万元；运行维护费9.60万元，编制内公务用车4辆，平均每辆{}万元。", "2.40", "1.92"),
    ],
)
def test_a_price_of_each_is_held_against_the_number_and_the_amount(text: str, right: str, wrong: str) -> None:
    assert verdicts(text.format(right)) == ["holds"]
    assert verdicts(text.format(wrong)) == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        "采购空调6台，单价不超过0.60万元，共3.00万元。",  # a limit
        "培训120人次，每人每天300元，共18.00万元。",  # paid more than once
        "培训费18.00万元，培训120人次，人均住宿费300元。",  # a part of it
        "购置打印机4台，每套0.25万元，合计1.20万元。",  # of other things
        "购置费2.40万元。购置打印机20台，每台0元。",  # none was paid
        "培训费0.80万元，资助学生60人，人均补助标准500元，共9.00万元。",  # a rule of payment
        "上年支出5.00万元，培训120人次，人均250元，场租费3.60万元。",  # another amount, and another year's
        "购置打印机4台，复印机2台，每台0.25万元，合计1.20万元。",  # of two things
        "货物1.90万元（计算机2台、每台0.55万元，复印机1台、每台0.80万元）。",  # each a part of it
    ],
)
def test_a_price_of_something_else_is_not_held_against_them(text: str) -> None:
    assert verdicts(text) == []


def test_a_price_that_fits_one_amount_beside_it_is_not_held_against_the_next() -> None:
    assert verdicts("购置费17.83万元，购置车辆1辆（单价17.83万元），完成预算18.00万元的99.06%。") == ["holds"]
    text = "车辆运行费29.37万元，其中保险费7.33万元，公务用车保有量11辆，平均每辆{}万元。"
    assert verdicts(text.format("2.67")) == ["holds"]
    assert verdicts(text.format("2.07")) == ["fails"]


def test_the_amount_behind_a_price_is_of_all_that_was_counted() -> None:
    for text in (
        "购置台式计算机10台，单价0.50万元，共5.00万元。",
        "购置台式计算机10台，每台5000元，预算5.00万元。",
    ):
        narrative = read_narrative(document_of(("政府采购情况说明", f"政府采购预算30.00万元。{text}")))
        assert [claim.subject for claim in narrative.claims][-1] == "购置台式计算机"


@pytest.mark.parametrize(
    "text",
    [
        "公务用车购置及运行维护费27.70万元，其中购置费17.86万元；公务用车保有量5辆，运行维护费平均每辆1.97万元。",
        "人员经费180.60万元，在职10人，工资福利支出人均17.17万元。",
        "补助资金442.00万元，其中：甲县430人、172.40万元，各县服务人数合计1523人，人均2902元。",
    ],
)
def test_an_average_of_another_amount_is_not_held_against_the_one_beside_it(text: str) -> None:
    assert "fails" not in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "公务用车运行维护费54.00万元，公务用车保有量18辆；更新购置2辆，购置费40.00万元，平均每辆20.00万元。",
        "公务用车运行维护费54.00万元，公务用车保有量18辆，租用5辆，租车费10.00万元，平均每辆2.00万元。",
        "公务用车运行维护费54.00万元，公务用车保有量18辆。新购3辆，支出60.00万元，平均每辆20.00万元。",
    ],
)
def test_an_average_may_be_of_the_count_and_the_amount_beside_it(text: str) -> None:
    assert verdicts(text) != ["fails"]


def test_an_average_that_fits_nothing_beside_it_is_told() -> None:
    text = "公务用车运行维护费54.00万元，公务用车保有量18辆，租用5辆，平均每辆4.00万元。"
    assert verdicts(text) == ["fails"]


THREE = (
    "安排项目3项：1.村组经费672.00万元，14个村，每村48.00万元；2.干部报酬1151.52万元，{}名干部，人均12.00万元；"
    "3.道路养护960.00万元，养护里程40公里，每公里24.00万元。"
)


def test_what_makes_an_amount_of_its_own_is_no_other_thing_counted() -> None:
    assert verdicts(THREE.format(96)) == ["holds", "holds", "holds"]
    assert "fails" in verdicts(THREE.format(69))
    assert verdicts("5台、每台5000元，共2.50万元，2台，每台7500元。") == []


def test_a_price_may_be_called_an_average() -> None:
    assert verdicts("印制手册12500册，每册平均价格38元，支出47.50万元。") == ["holds"]
    assert verdicts("印制手册12500册，每册平均价格38元，支出475.00万元。") == ["fails"]


VISITS = "公务接待费支出8.40万元，其中：国内公务接待支出7.20万元，外事接待支出1.20万元。国内公务接待600人次，"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("人均120元。", "holds"),
        ("人均140元。", "fails"),  # of all reception
        ("平均每人次0.014万元。", "fails"),
    ],
)
def test_an_average_of_the_part_that_was_counted_is_not_one_of_the_whole(text: str, verdict: str) -> None:
    assert verdicts(VISITS + text) == [verdict]


def test_an_average_may_be_of_the_whole_where_no_part_is_told() -> None:
    assert verdicts(VISITS.replace("国内公务接待600", "全年共接待600") + "人均140元。") == ["holds"]
    assert verdicts("公务接待费支出8.40万元。国内公务接待600人次，人均140元。") == ["holds"]


RECEIVED = "公务接待费支出6.00万元，国内公务接待50批次、400人次"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("，人均{}元。", "fails"),
        ("（不包括陪同人员），人均{}元。", "fails"),
        ("，其中工作餐人均{}元。", None),
        ("，其中工作餐300人次，人均{}元。", None),
        ("（不含外宾接待30人次、0.60万元），人均{}元。", None),
        ("，人均{}元（不含住宿费）。", None),
        ("，人均{}元，仅为餐费。", None),
    ],
)
def test_an_average_that_may_be_of_a_part_is_not_told(words: str, expected: str | None) -> None:
    assert ("fails" in verdicts(RECEIVED + words.format("120"))) is (expected is not None)


def test_an_average_of_all_holds_beside_what_is_left_out() -> None:
    assert "holds" in verdicts(RECEIVED + "，人均150元（不含住宿费）。")
