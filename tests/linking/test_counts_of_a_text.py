"""Counts, their shares and the totals behind lists, as a text states them."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.statements import check_statements
from linking.wording import Sources
from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of


def verdicts(text: str, *rules: str) -> list[str]:
    read = document_of(("部门收支情况说明", text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_statements(read_narrative(read).claims, found)
    return [made.verdict for made in found.checks if made.rule_id in rules]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("下属单位2个，其中：行政单位1个，参公事业单位1个，事业单位1个。", "fails"),
        ("下属单位2家：全额拨款事业单位1家、差额拨款事业单位1家、自收自支事业单位1家。", "fails"),
        ("所属事业单位5个，其中：公益一类2个、公益二类2个、未定类1个。", "holds"),
        ("所属单位5个：行政2个、参公2个、事业2个。", "fails"),
    ],
)
def test_kinds_of_units_make_their_number(text: str, verdict: str) -> None:
    assert verdicts(text, "counted_parts") == [verdict]


def test_what_is_said_behind_a_list_ends_it_but_not_one_that_a_semicolon_parts() -> None:
    text = "下属单位共{}个，其中行政单位1个、公益一类事业单位3个、公益二类事业单位1个，具体见下表："
    assert verdicts(text.format(5), "counted_parts") == ["holds"]
    assert verdicts(text.format(6), "counted_parts") == ["fails"]
    assert verdicts("编制86人，其中参公编制26人；实有80人，较上年不变。", "counted_parts") == []


def test_units_by_who_pays_and_by_what_they_are_for_are_not_added() -> None:
    assert verdicts("下属单位3个，其中公益一类事业单位2个，全额拨款事业单位3个。", "counted_parts") == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("参与自评的项目11个，评价结果为优的9个，占90%。", "fails"),
        ("参与自评的项目11个，评价结果为优的9个，占81.82%。", "holds"),
        ("参与自评的项目11个，评价结果为优的9个，占81%。", "holds"),
        ("参与自评的项目20个。其中等级为“优”的项目16个，占项目总数的85%。", "fails"),
        ("抽检种子400批次，合格392批次，合格率为99%。", "fails"),
        ("在岗教师50人（其中高级职称15人，占比为30.0%）。", "holds"),
    ],
)
def test_a_share_behind_a_count_is_its_part_of_the_count_before(text: str, verdict: str) -> None:
    assert verdicts(text, "stated_share") == [verdict]


def test_a_second_share_is_of_what_the_first_was() -> None:
    told = verdicts("在岗教师50人，其中高级职称20人，占40%；骨干教师30人，占65%。", "stated_share")
    assert told == ["holds", "fails"]


@pytest.mark.parametrize(
    "text",
    [
        "全年审计项目20个，发现问题16个，占30%。",  # no part of it
        "在岗教师50人，其中骨干教师20人，占全市骨干教师的8%。",  # of another whole
        "项目20个，资金500万元，其中优的16个，占90%。",  # of the money, perhaps
        "车辆20辆，其中执法车11辆，约占50%。",
        "实有房屋20栋，其中办公楼3栋，占地45亩。",
        "抽检种子400批次，合格392批次，达标率为90%。",
    ],
)
def test_a_share_of_something_else_is_not_held_against_the_count(text: str) -> None:
    assert "fails" not in verdicts(text, "stated_share")


SOURCES = "财政拨款1000.30万元、事业收入{}万元、上年结转60.00万元"


@pytest.mark.parametrize(
    "text",
    [
        f"支出预算1210.50万元，资金来源包括{SOURCES}。",
        f"支出预算1210.50万元，资金来源：{SOURCES}。",
        "支出1210.50万元，其中：一是人员经费1000.30万元；二是公用经费{}万元；三是资本性支出60.00万元。",
        "支出1210.50万元。一是人员经费1000.30万元，用于发放工资；二是公用经费{}万元；三是资本性支出60.00万元。",
        "收入1210.50万元。资金来源：一是财政拨款1000.30万元；二是事业收入{}万元；三是上年结转60.00万元。",
        "大坝加固1000.30万元、渠道清淤{}万元、闸门更换60.00万元，合计1210.50万元。",
        "大坝加固1000.30万元。渠道清淤{}万元。闸门更换60.00万元。以上三项共计1210.50万元。",
        "大坝加固1000.30万元。渠道清淤{}万元。闸门更换60.00万元。合计1210.50万元。",
    ],
)
def test_sources_numbered_items_and_sentences_make_the_total(text: str) -> None:
    rules = ("stated_parts", "counted_parts", "part_within_whole")
    assert "fails" not in verdicts(text.format("150.20"), *rules)
    assert "fails" in verdicts(text.format("160.20"), *rules)


@pytest.mark.parametrize(
    "text",
    [
        "支出预算1210.50万元，资金来源为财政拨款，较上年增加5.20万元，事业收入150.20万元。",
        "支出1210.50万元，同比增加55.30万元。一是人员经费增加60.20万元；二是公用经费减少4.90万元。",
        "大坝加固1000.30万元。渠道清淤150.20万元。财政拨款支出合计3210.50万元。",
        "大坝加固1000.30万元。渠道清淤150.20万元。以上三项共计3210.50万元。",
        "支出1210.50万元，主要用于：一是人员经费300.20万元，比上年增加10万元；二是公用经费200.30万元。",
    ],
)
def test_what_is_no_list_of_all_parts_is_not_added_up(text: str) -> None:
    assert "fails" not in verdicts(text, "stated_parts", "counted_parts", "part_within_whole")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("编制112人，其中行政编制22人、事业编制90人（含参公编制35人）。", []),
        ("下属单位14个，其中公益一类事业单位12个（含参公单位1个）、公益二类事业单位2个。", []),
        ("完成规划编制14项，其中市级下达9项、县区委托5项，课题退款2项。", []),
        ("编制112人，其中行政编制22人、事业编制99人（含参公编制35人）。", ["fails"]),
        (
            "车辆21辆，其中：机要通信用车1辆、应急保障用车2辆、执法执勤用车13辆、特种专业技术用车6辆。",
            ["fails"],
        ),
    ],
)
def test_what_lies_within_a_part_is_no_part_beside_it(text: str, told: list[str]) -> None:
    assert [verdict for verdict in verdicts(text, "counted_parts") if verdict == "fails"] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("在校生17497人，其中：本科生18420人，硕士研究生2365人，博士研究生312人。", ["fails"]),
        ("在校生17497人，其中：本科生14820人，女生9365人，住校生16312人。", []),
        ("在职人员34人，其中：行政人员12人、事业人员22人，离退休人员41人。", []),
        ("在职教师80人，其中高级教师22人，在校学生1200人。", []),
        ("服务老人5万人次，其中：线上服务6000人次，上门服务12000人次。", []),
    ],
)
def test_a_part_above_all_by_swapped_digits_is_told_though_parts_overlap(text: str, told: list[str]) -> None:
    assert [verdict for verdict in verdicts(text, "counted_parts") if verdict == "fails"] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("离休2人，退休31人，离退休人员合计{}人；聘用人员40人。", "33"),
        ("行政编制14名、事业编制25名，编制合计{}名。", "39"),
        ("在职人员96人；离退休人员33人，在职与离退休合计{}人。", "129"),
        ("下辖{}个村（社区），其中行政村9个、社区5个。", "14"),
        ("全镇辖行政村9个、社区5个，村（社区）共{}个。", "14"),
    ],
)
def test_a_total_of_all_kinds_is_their_sum_before_and_behind_them(text: str, told: str) -> None:
    assert verdicts(text.format(told), "counted_parts") == ["holds"]
    assert verdicts(text.format(int(told) + 2), "counted_parts") == ["fails"]


@pytest.mark.parametrize(
    "text",
    [
        "离休2人，退休31人，退养9人，离退休人员合计50人。",
        "在职人员96人，离休2人，退休31人，在职人员合计96人。",
        "在职人员96人，退休人员31人，离休人员2人，在职与离退休合计129人。",
        "下辖19个村（社区），其中示范村3个、社区6个。",
    ],
)
def test_a_total_of_more_than_was_told_is_left_alone(text: str) -> None:
    assert "fails" not in verdicts(text, "counted_parts")


def test_who_works_at_one_place_works_at_no_other() -> None:
    text = "在职人员80人，其中局机关20人、水管站{}人、执法大队25人；离退休人员9人。"
    assert verdicts(text.format("35"), "counted_parts") == ["holds"]
    assert verdicts(text.format("53"), "counted_parts") == ["fails"]
    assert verdicts("学员80人，其中局机关60人、党员50人。", "counted_parts") == []
    assert verdicts("在职人员80人，其中局机关45人、水管站35人、检测科15人。", "counted_parts") == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            "全年共接待24批次、150人次，其中：外事接待4批次、20人次；国内公务接待28批次、130人次。",
            ["fails", "holds"],
        ),
        ("共接待团组24个。其中：外事接待团组4个；国内接待团组28个。", ["fails"]),
        ("国内接待20批次、130人次，国（境）外接待4批次、20人次，共接待24批次、160人次。", ["holds", "fails"]),
        ("国内公务接待24批次、150人次，其中外事接待4批次、20人次。", []),
        ("共接待24批次、150人次，其中外事接待4批次、20人次；其他接待10批次、130人次。", []),
        ("国内接待费2万元，共接待28批次；国（境）外接待费1万元，共接待2批次。", []),
        ("因公出国团组共0个，国（境）外公务接待0批次，国内公务接待28批次。", []),
    ],
)
def test_visits_from_home_and_abroad_make_all(text: str, verdict: list[str]) -> None:
    assert verdicts(text, "counted_parts") == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2024年水利专项支出90万元，其中中央资金170万元。", ["fails"]),
        ("用于水闸修缮90万元（含省级补助1,170.00万元），其余用于巡查。", ["fails"]),
        ("年末在校学生120人，其中女生130人。", ["fails"]),
        ("水利专项支出90万元，其中中央资金70万元。", []),
        ("水利专项支出90万元（不含中央资金170万元）。", []),
        ("专项债券90万元，其中带动社会投资170万元。", []),
        ("核定编制20人，其中在职人员25人。", []),
        ("人员经费110万元，由工资福利支出90万元和家庭补助20万元组成，其中绩效工资40万元。", []),
        ("水闸支出90万元、巡查支出60万元、救助支出5万元，其中前两项合计150万元。", []),
        ("教育支出90万元、农业支出50万元，其中财政拨款分别为95万元和40万元。", []),
        ("住房支出90万元，其中公积金95万元，购房补贴-5万元。", []),
        ("水利支出90万元，其中渠道清淤95万元，另收回上年多付工程款5万元。", []),
        ("水利支出90万元，其中渠道清淤95万元（冲减利息收入5万元后为90万元）。", []),
    ],
)
def test_one_part_is_no_more_than_what_it_is_in(text: str, verdict: list[str]) -> None:
    assert verdicts(text, "part_within_whole") == verdict


def test_graded_projects_may_stand_behind_an_aside() -> None:
    text = "组织8个项目自评，涉及资金70万元；其中评为优的5个、良的3个、差的2个。"
    assert verdicts(text, "counted_parts") == ["fails"]
    assert verdicts("组织8个项目自评，对9个部门评价；其中优5个、良5个。", "counted_parts") == []


@pytest.mark.parametrize(("others", "verdict"), [(2, "holds"), (1, "fails")])
def test_the_rest_ends_what_is_counted_and_makes_the_list_whole(others: int, verdict: str) -> None:
    text = (
        f"共有车辆7辆，其中：机要通信用车1辆、执法执勤用车4辆、其他用车{others}辆，"
        "其他用车主要是流动服务车；单价50万元以上设备4台。"
    )
    assert verdicts(text, "counted_parts") == [verdict]


def test_a_sum_is_told_in_the_unit_of_its_total() -> None:
    read = document_of(("部门收支情况说明", "资产原值9000元，包括房屋6000元、车辆2000元、其他资产2000元。"))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    check_statements(read_narrative(read).claims, found)
    assert any("计算为10000元" in made.message for made in found.checks)
