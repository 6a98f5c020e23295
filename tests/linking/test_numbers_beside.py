"""Numbers of a sentence against each other, by the form of the sentence alone."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.narrative import check_numbers
from linking.wording import Sources
from records.file_tables import SectionRecord
from tests.support.checks_paper import Paper


def told(text: str) -> list[str]:
    paper = Paper()
    paper.document.sections.append(
        SectionRecord(
            document_id="d",
            section_id="s1",
            parent_id=None,
            level=1,
            number=None,
            title="工作完成情况",
            text=text,
        )
    )
    found = ChecksMade("d" * 32, Sources.of([]))
    check_numbers(paper.document, [], found)
    return [made.rule_id for made in found.checks if made.verdict == "fails"]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        # two swapped digits, whatever the parts are called and what stands before the list
        (
            "对项目支出863.72万元逐项自评，其中本级项目支出{}万元、下拨项目支出165.00万元。",
            "698.72",
            "689.72",
        ),
        ("项目支出226.50万元，即班次培训168.00万元、\n师资提升32.50万元、校舍维修{}万元。", "26.00", "20.60"),
        ("全年受理来信1,236件，其中咨询418件、投诉{}件、建议16件。", "802", "820"),
        # beside the number of things, and behind a remark
        (
            "资产原值612.48万元，其中房屋860平方米，原值{}万元；车辆2辆，原值38.64万元；其他168.64万元。",
            "405.20",
            "450.20",
        ),
        # another unit
        ("固定资产1862.47万元，其中：房屋1715.30万元；车辆{}；其他60.25万元。", "86.92万元", "86.92元"),
        # brackets that hold nothing but parts, and a last part that takes what the others leave
        ("计划巡查34次（日常巡查{}次、专项巡查9次、夜间巡查11次），另配合检查2次。", "14", "16"),
        ("全年接待58批次、612人次；其中省级来宾9批次、86人次，其他来宾{}批次、526人次。", "49", "52"),
        (
            "采购40.60万元，其中货物类14.20万元（电脑9.00万元）、工程类{}万元（防水）、服务类8.40万元。",
            "18.00",
            "16.00",
        ),
        # a total behind so many parts
        ("管理甲类患者412人、乙类患者96人，两类患者合计{}人。", "508", "518"),
        # parts of a change
        ("支出较上年增加的30.72万元里，基本支出增加{}万元，专项增加10.80万元。", "19.92", "91.92"),
        # money of two funds, one without decimals
        ("收支总计均为4284.13万元，其中一般公共预算{}万元、政府性基金45万元。", "4239.13", "4239.31"),
        # money alone in brackets, and an amount that is made of two
        ("上年结转结余48.00万元（一般公共预算{}万元、政府性基金30.00万元）。", "18.00", "16.00"),
        (
            "用车购置及运行费{}万元（购置费0万元、运行费7.50万元），比上年8.00万元减少0.50万元。",
            "7.50",
            "7.05",
        ),
        ("收入总计652.45万元，由本年收入{}万元和上年结转7.95万元两块组成。", "644.50", "644.05"),
        # a sentence that divides the one before
        (
            "预算规模：82.40万元。承担单位：林场。资金分配情况：作业费50.00万元，药剂24.40万元，监测费{}万元。",
            "8.00",
            "6.00",
        ),
    ],
)
def test_a_slip_that_keeps_parts_from_making_their_whole_is_seen(text: str, right: str, wrong: str) -> None:
    assert told(text.format(right)) == []
    assert told(text.format(wrong)) in (["stated_parts"], ["counted_parts"])


@pytest.mark.parametrize(
    "text",
    [
        # some of the parts, and no slip that explains what is left
        "项目支出226.50万元，其中班次培训68.00万元、师资提升32.50万元。",
        "编制床位450张，其中内科168张、外科142张、妇产科76张。",
        # parts that may overlap, and a part of a part
        "培训学员120人（党员60人、女学员70人、高级职称30人）。",
        "共有车辆7辆，其中：机要通信用车1辆、特种专业技术用车（救护车）5辆、其他用车1辆。",
        "固定资产4862万元，其中房屋3956万元（18,000平方米）、车辆3辆64.8万元、其他841.2万元。",
        # a change, and what it is from, are no parts
        "收入626.50万元，其中拨款600.00万元，比上年增加30.00万元；其他收入26.50万元。",
        "对市县转移支付404.78万元（包括一般性转移支付303.61万元；专项转移支付63.82万元）。",
        "项目支出226.50万元（班次培训68.00万元、师资提升32.50万元）。",
        # changes up and down
        "支出增加30.72万元，其中基本支出增加91.92万元，项目支出减少72.00万元。",
        # a list of another amount of the sentence
        "预算1230.00万元，支出1234.00万元，其中甲1034.00万元、乙200.00万元。",
    ],
)
def test_lists_that_may_not_be_whole_are_not_held_against_the_number_before(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("接待：全年5批、38人次，花了0.46万元（4600元），人均{}元，都是工作餐。", "121", "112"),
        ("安置补助费721.50万元。补助按{}人、每人3.90万元测算。", "185", "158"),
        ("购置费35.24万元，完成预算的97.89%，购置{}辆，均价17.62万元。", "2", "3"),
        ("资助项目支出312.50万元，执行率100.0%，资助{}人、人均2,500元。", "1,250", "1,520"),
        ("管护费205.80万元，对应公益林13.72万亩，每亩补偿{}元。", "15.00", "19.00"),
        ("模拟器2套，每套预算单价198.00万元，计{}万元。", "396.00", "396.50"),
        ("全年预算170.00万元，执行数168.50万元，资助学生337人，平均每生{}元。", "5000", "500"),
        ("全年预算170.00万元，执行数168.50万元，资助学生337人，平均每生{}元。", "1200", "5010"),
        ("护林员{}人，人均月补助1200元，支出223.20万元。", "155", "515"),
        ("购置打印机12台，单价0.25万元，计{}万元。", "3.00", "5.00"),
        ("看护员40人、每人每月800元、12个月计，为{}万元。", "38.40", "34.80"),
        ("绿化面积2,000平方米，每平方米45元，即{}万元。", "9.00", "19.00"),
        ("补助24.00万元，按每站2.00万元安排，共{}个站。", "12", "21"),
        ("慰问金36.60万元，按每人每年600元发给困难职工{}人。", "610", "160"),
        ("抚恤金96.00万元，按{}户、每户4.00万元测算。", "24", "42"),
        ("学费2160人×每人每年3000元={}万元。", "648", "684"),
        ("改造水塘13口（每口5万元，计{}万元）。", "65.00", "56.00"),
    ],
)
def test_so_many_at_a_price_make_an_amount_of_the_sentence(text: str, right: str, wrong: str) -> None:
    assert told(text.format(right)) == []
    assert told(text.format(wrong)) == ["stated_average"]


@pytest.mark.parametrize(
    "text",
    [
        "支出46.00万元，慰问112人，每人不超过3000元。",
        "支出46.00万元，慰问112人，每人每天300元。",
        "支出46.00万元，购置电脑12台，每台0.50万元。",  # beside other things
        "支出46.00万元，走访112户，每人500元。",
        "购置打印机4台，复印机2台，每台0.25万元，合计1.20万元。",  # of which is not said
        "购置桌子100张、椅子50张，单价300元，计4.50万元。",
        "看护员40人，每人每月800元，为3.20万元。",  # of how many months is not said
        "补助30.00万元，按每站2.00万元安排，共12个站。",  # some is for something else
        "12人，人均0.33万元，共3.96万元。",
        "3台，单价0.33万元，计1.00万元。",
        "购置打印机12台，单价0.25万元，共5.00万元（含安装费2.00万元）。",
        "培训3天，参会30人，每人100元，共9000元。",  # each on every day
        "参会30人，每人100元，共9000元。",
        "护林员两批，第一批50人每人800元，第二批30人每人1000元，合计补助7.00万元。",  # of both prices
        "印制手册2000册，每册12元，画册1000册，每册20元，共支出4.40万元。",
        "购书1000册，每册平均价格30元，含运费合计支出3.20万元。",
        "购书800册，每册平均价格45元，按八五折结算合计支出3.06万元。",
        "购书1200册，每册平均价格32元，合计支出4.10万元（含加工费0.26万元）。",
    ],
)
def test_prices_that_no_slip_explains_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("年初设定新增藏量3.00万册，实际3.20万册，完成率{}%。", "106.67", "93.75"),
        ("涉及资金144.00万元，实际执行136.80万元，执行率{}%。", "95.00", "105.26"),
        ("农业发展：4550.00→4865.20万元，{}%。", "106.93", "109.63"),
        ("支出46.80万元，比上年的39.60万元增加7.20万元，增长{}%。", "18.18", "15.38"),
        ("全年共需办理10676件，审结9736件，结案率{}%。", "91.20", "92.10"),
        ("资产原值863.42万元，其中房屋512.60万元；累计折旧327.15万元，净值{}万元。", "536.27", "563.27"),
        ("培训4期{}人次，每期80人次。", "320", "230"),
        ("与2020年度的1523.22万元相比，收支总计各增加177.58万元，增长{}%。", "11.66", "16.16"),
        ("全镇总人口2.18万人，其中脱贫人口{}万人，占总人口的20.18%。", "0.44", "0.64"),
        ("项目支出1102.30万元。前三项合计807.30万元，占项目支出的{}%。", "73.24", "7.85"),
        ("教育支出占60.05%；卫生健康支出占{}%；住房保障支出占9.80%。", "30.15", "31.05"),
        ("行政运行{}万元，同比598.75万元增加25.43万元。", "624.18", "642.18"),
        ("年末结转96.14万元，较年初的152.00万元减少55.86{}。", "万元", "元"),
        ("接待费2.36万元，比上年2.81万元{}0.45万元。", "减少", "增加"),
    ],
)
def test_a_rate_is_that_of_the_two_numbers_right_before_it(text: str, right: str, wrong: str) -> None:
    assert told(text.format(right)) == []
    assert len(told(text.format(wrong))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "预算144.00万元，实际执行136.80万元，完成调整预算的97.00%。",
        "全年共受理10676件，审结9736件，满意率98.50%。",  # of something else
        "比上年的39.60万元增加7.20万元，其中工资增长15.38%。",
        "4550.00→4865.20万元，增长6.93%。",
        "项目支出预算1102.30万元，支出1000.30万元。前三项合计807.30万元，占项目支出的80.71%。",  # of either
        "项目支出1102.30万元。其中平台运维807.30万元，增支57.30万元，占项目支出的73.24%。",  # of the amount
        "教育支出占60.05%；卫生健康支出占20.15%；住房保障支出占9.80%。",  # not all
        "其中工资613.07万元，比上年总额798.75万元增加25.43万元。",
    ],
)
def test_a_rate_of_something_else_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_an_amount_told_as_the_same_is_the_same() -> None:
    assert told("收入总预算1543.57万元，支出总预算同样是1543.57万元，收支平衡。") == []
    assert told("收入总预算1543.57万元，支出总预算同样是1543.75万元，收支平衡。") == ["said_twice"]
    assert told("收入总预算1543.57万元，支出预算也为1443.57万元。") == []  # no slip of the hand


def test_what_is_told_once_is_not_told_again() -> None:
    assert told("货物中购买课桌椅1,200套，单价268元，合计343,200.00元。") == ["stated_average"]


@pytest.mark.parametrize(
    "text",
    [
        # a target that was more than met, and a cost kept below
        "计划培训网格员150人次，实际培训184人次，完成率100%。",
        "成本目标36.00万元，实际支出34.70万元，完成目标100%。",
        # a rate of something else than what was done
        "共发放问卷250份，收回有效问卷240份，满意率96.2%。",
        "全年应参保人员1,600人，参保1,584人，续保率99.2%。",
        # some of the things, and a last part that is no rest
        "走访困难家庭74户（低保18户、残疾13户、独居11户）。",
        "走访商户240家，其中餐饮单位40家、其他重点单位50家。",
        "安排经费240万元（设备100万元、培训100万元）。",
        # a total of other numbers than the last ones
        "甲类支出50.00万元，含会场费30.00万元、资料费20.00万元，乙类支出90.00万元，两项合计140.00万元。",
        # a share of another year's, or of a later amount of that name
        "上年项目支出240.00万元。今年安排平台运维80.00万元，占项目支出的25.00%。",
        "年初批复项目支出400.00万元，追加50.00万元后共支出450.00万元，其中购置90.00万元，占项目支出的20.00%。",
    ],
)
def test_numbers_that_may_be_right_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "人员经费比上年增加62.50万元；项目经费比上年减少18.20万元。一增一减相抵，支出净{}。",
        "人员经费增加62.50万元，项目经费减少18.20万元，两项相抵后，支出总体{}。",
        "项目经费压减18.20万元，人员经费增加62.50万元，增减相抵，净{}。",
    ],
)
def test_an_increase_and_a_decrease_come_to_what_is_left(text: str) -> None:
    assert told(text.format("增加44.30万元")) == []
    assert told(text.format("增加80.70万元")) == ["parts_of_change"]
    assert told(text.format("减少44.30万元")) == ["parts_of_change"]
    assert told(f"主要是{text.format('增加80.70万元')}") == []


def test_classes_of_a_school_are_all_its_pupils() -> None:
    text = "在校学生1205人，其中七年级{}人、八年级396人、九年级391人，班均48人。"
    assert told(text.format("418")) == []
    assert told(text.format("441")) == ["counted_parts"]
    assert told("在校学生2205人，其中七年级418人、八年级396人、九年级391人。") == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("村组经费287.90万元，按9个村、干部58人计，人均每年4.96万元，平均每村{}万元。", "31.99", "39.19"),
        ("补助支出94.6万元，比上年增加4.4万元，增长4.9%，服务{}人，人均补助200元。", "4730", "4370"),
        ("带动养殖户1,860户，户均增收3,200元，合计增收{}万元。", "595.2000", "559.2000"),
    ],
)
def test_a_price_is_held_against_the_amount_before_what_was_counted(
    text: str, right: str, wrong: str
) -> None:
    assert told(text.format(right)) == []
    assert told(text.format(wrong)) == ["stated_average"]


def test_what_is_more_than_before_did_not_fall() -> None:
    text = "人均{}万元，比上年人均3.30万元减少0.10万元，下降3.03%。"
    assert told(text.format("3.20")) == []
    assert told(text.format("3.60")) == ["stated_change"]
    assert told(text.format("2.90")) == []


def test_parts_each_in_brackets_of_its_own_are_a_list() -> None:
    text = "支出368.20万元，比上年减少44.45万元，用于甲班（155.40万元）、乙班（{}万元）、丙班（70.00万元）。"
    assert told(text.format("142.80")) == []
    assert told(text.format("124.80")) == ["stated_parts"]
    assert told(text.format("122.80")) == []  # some of what it is for
    # what is in brackets is told of other things
    assert told("支出90.00万元，用于甲班（18.00万元）、培训6期（12.00万元）、丙班（27.00万元）。") == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("土地收入52340万元，为年初预算50000万元的{}%。", "104.7", "114.7"),
        ("专项支出3.20亿元，完成调整预算4.00亿元的{}%。", "80", "90"),
        ("专项支出3.20亿元，完成调整预算4.00亿元的{}%。", "80.0", "125.0"),
    ],
)
def test_a_rate_of_a_budget_named_is_held_against_the_two_amounts_before_it(
    text: str, right: str, wrong: str
) -> None:
    assert told(text.format(right)) == []
    assert len(told(text.format(wrong))) == 1


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("专项支出8.40万元，比上年增加0.40万元，完成预算10.00万元的{}%。", "84.00", "94.00"),
        ("印花税完成4900万元，短收2100万元，完成预算7000万元的{}%。", "70", "10"),
        ("专项支出1,260万元，比上年减少30万元，节约140万元，完成年度预算1,400万元的{}%。", "90", "80"),
    ],
)
def test_a_change_before_a_rate_of_a_budget_is_not_what_was_carried_out(
    text: str, right: str, wrong: str
) -> None:
    assert told(text.format(right)) == []
    assert len(told(text.format(wrong))) == 1


def test_a_change_before_a_rate_alone_tells_no_amount_that_was_carried_out() -> None:
    assert told("其他支出比上年增加0.40万元，完成预算10.00万元的84.00%。") == []


def test_a_rate_that_no_slip_makes_is_hardly_of_the_budget_before_it() -> None:
    assert told("土地收入52340万元，为年初预算50000万元的61%。") == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        # kinds of one thing, a last part that takes the rest, as many parts as groups
        ("召开会议7次，参会310人，其中：推进会2次、座谈会{}次、调度会2次，人均会议费90元。", "3", "4"),
        ("用房9600平方米，其中教学用房3100平方米、实训用房{}平方米、其他用房2300平方米。", "4200", "2400"),
        (
            "团组3个、{}人次，包括：访问团5人次，支出9.00万元；考察团4人次；洽谈团4人次。",
            "13",
            "19",
        ),
        ("培训班3期，{}人次，其中：会计班45人次、审计班26人次、统计班31人次。", "102", "162"),
        # one below zero, and one nought too few
        (
            "收入{}万元，其中：拨款310.00万元，其他收入-3.20万元，经营收入25.00万元。",
            "331.80",
            "338.20",
        ),
        ("调入资金8.00亿元，包括从基金预算调入60000万元、从经营预算调入{}万元。", "20000", "2000"),
        # all that is added, and all that came and went
        (
            "收入21.34亿元，增长4.1%，加上补助30.17亿元、债券收入5.20亿元，收入总计{}亿元。",
            "56.71",
            "58.71",
        ),
        (
            "支出7.30亿元，加上解支出1.20亿元、还本2.10亿元，结转0.40亿元后，支出总量{}亿元。",
            "11.00",
            "10.60",
        ),
        ("年初预算800.00万元，年中追加125.00万元、调减45.00万元，全年预算数{}万元。", "880.00", "925.00"),
        ("项目年初预算800.00万元，调增125.00万元，调整后预算{}万元。", "925.00", "800.00"),
    ],
)
def test_what_is_added_and_what_is_all_there_is_makes_the_whole(text: str, right: str, wrong: str) -> None:
    assert told(text.format(right)) == []
    assert told(text.format(wrong)) in (["stated_parts"], ["counted_parts"])


@pytest.mark.parametrize(
    "text",
    [
        # a level that is reached is nothing that is added
        "预算数为9,412.30万元（年初预算数1,860.20万元，由于职能调整追加到9,412.30万元）。",
        "事业收入30万元（包括：教育收费20万元，培训收费1万元）。",
        # some are left out, or taken away
        "收入完成21.30亿元，加上补助收入30.10亿元等，收入总计58.60亿元。",
        "收入完成21.30亿元，加上补助收入30.10亿元、调入资金1.20亿元，收入总计61.40亿元。",
        "收入完成21.30亿元，加上补助收入30.10亿元，减去上解支出2亿元后，收入总计49.40亿元。",
        "年初预算800.00万元，年中追加125.00万元，全年预算数890.00万元。",
        # what may be of several kinds at once
        "全年检查50次，其中联合检查20次、夜间检查35次、专项检查10次。",
        "实施项目12个，其中省级项目8个、新建项目6个、续建项目5个。",
        "走访企业30家，其中规上企业12家、专精特新企业10家、外贸企业9家。",
        "巡查60次，其中日常巡查25次、夜间巡查30次、联合巡查9次。",
        "召开会议9次，其中：推进会4次、座谈会4次、视频会2次。",
        # what is told behind says what is too much, or missing
        "举办讲座14场，包括：法律讲座6场、健康讲座5场、农技讲座4场（其中1场与健康讲座合办）。",
        "在岗人员70人，其中在编人员60人，编外人员14人（含4人借调在外）。",
        # a change from another year is no step, and a net step has its parts besides
        "年初预算800.00万元，较上年预算增加60.00万元，年中调减45.00万元，全年预算数755.00万元。",
        "年初预算800.00万元，比上年年初预算减少60.00万元，年中追加45.00万元，调整后预算845.00万元。",
        "年初预算800.00万元，同口径比去年增加60.00万元，调减45.00万元，调整预算数755.00万元。",
        "年初预算800.00万元，支出较预算减少60.00万元，年中追加45.00万元，全年预算数845.00万元。",
        "年初预算800.00万元，年中净调增30.00万元，其中追加50.00万元、调减20.00万元，调整后预算830.00万元。",
        "年初预算800.00万元，年中追加50.00万元，其中人员经费追加30.00万元、公用经费追加20.00万元，"
        "调减10.00万元，全年预算数840.00万元。",
        "年初预算800.00万元，首次追加50.00万元，再次调减20.00万元，累计追加30.00万元，调整预算数830.00万元。",
        "年初预算800.00万元，剔除一次性因素调减20.00万元，追加50.00万元，全年预算数850.00万元。",
        # what a step is made of, and what goes out among what comes in
        "收入4.00亿元，加上补助收入9.00亿元，主要是一般性转移支付7.00亿元，上年结转0.60亿元，收入总计13.60亿元。",
        "收入4.00亿元，加上调入资金3.00亿元，从基金预算调入2.00亿元，从经营预算调入1.00亿元，收入总计7.00亿元。",
        "收入4.00亿元，加上债务收入3.00亿元，一般债券2.00亿元、专项债券1.00亿元，收入总计7.00亿元。",
        "收入4.00亿元，加上补助收入9.00亿元，上解上级支出1.50亿元，可用财力合计11.50亿元。",
        "收入4.00亿元，加上补助收入9.00亿元、专项债券收入2.00亿元，剔除调出资金1.50亿元，可用财力总计13.50亿元。",
    ],
)
def test_what_is_not_all_or_may_overlap_is_not_added_up(text: str) -> None:
    assert told(text) == []
