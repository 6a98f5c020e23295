"""Changes (增减) as clerks write them: words of change, bases, years, parts, distances, lines that go on."""

from __future__ import annotations

import pytest

from nlp.narrative import read_narrative
from tests.support.nlp_reading import claims, document_of, read, rows

SPENDING = "支出决算情况说明"
PUBLIC = "“三公”经费支出决算情况说明"


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("增", "up"),
        ("减", "down"),
        ("降", "down"),
        ("升", "up"),
        ("多", "up"),
        ("少", "down"),
        ("净减", "down"),
        ("净增加", "up"),
        ("压降", "down"),
        ("压减", "down"),
        ("下浮", "down"),
        ("上浮", "up"),
        ("负增长", "down"),
    ],
)
def test_a_word_of_change_alone_beside_the_number_is_a_change(words: str, direction: str) -> None:
    found = claims(f"公务接待费8万元，较上年{words}2万元，{words}20%。", PUBLIC)[1:]
    assert [(c.kind, c.subject, c.direction, c.base) for c in found] == [
        ("change", "公务接待费", direction, "prior_year"),
        ("change_rate", "公务接待费", direction, "prior_year"),
    ]


@pytest.mark.parametrize("text", ["本年新增5人。", "新增项目经费5万元。", "购置公升计量设备5台。"])
def test_what_is_new_is_no_change(text: str) -> None:
    assert {c.kind for c in claims(text, SPENDING)} <= {"level", "count"}


@pytest.mark.parametrize(
    ("text", "base", "direction"),
    [
        ("支出决算低于年初预算数5万元。", "initial_budget", "down"),
        ("决算数大于全年预算5万元。", "adjusted_budget", "up"),
        ("决算数超出2023年决算数5万元。", "prior_year", "up"),
        ("支出决算数小于上年5万元。", "prior_year", "down"),
    ],
)
def test_outturn_set_against_budget_or_last_year_with_an_amount(text: str, base: str, direction: str) -> None:
    (found,) = claims(text, SPENDING)
    assert (found.kind, found.base, found.direction, found.period) == ("change", base, direction, 2024)


@pytest.mark.parametrize(
    "text", ["单价低于5万元的不入库。", "接待标准不得高于50元。", "资产原值大于10万元。"]
)
def test_a_threshold_is_no_change(text: str) -> None:
    assert claims(text, SPENDING) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("培训费86万元，比2023年增加81万元，增长16倍。", "倍"),
        ("培训费86万元，较上年增加52万元，增长1.5倍。", "倍"),
        ("培训费86万元，同比增长了2倍。", "倍"),
    ],
)
def test_growth_in_times_is_a_rate(text: str, unit: str) -> None:
    found = claims(text, SPENDING)[-1]
    assert (found.kind, found.unit, found.direction) == ("change_rate", unit, "up")


def test_a_multiple_that_is_no_growth_is_no_rate_of_change() -> None:
    assert [c.kind for c in claims("培训费86万元，是上年的2.5倍。", SPENDING)] == ["level", "share"]


@pytest.mark.parametrize("words", ["两者相差", "差额为", "差值为", "差异", "相差", "结余"])
def test_a_distance_of_two_figures_has_their_direction(words: str) -> None:
    text = f"公务接待费年初预算为8万元，支出决算为6万元，{words}2万元。"
    found = claims(text, PUBLIC)[-1]
    assert (found.kind, found.subject, found.base, found.direction) == (
        "change", "公务接待费", "initial_budget", "down",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["年末结转结余2万元。", "差额拨款事业单位经费2万元。", "弥补收支差额2万元。"]
)
def test_a_balance_of_its_own_is_no_distance(text: str) -> None:
    assert [c.kind for c in claims(text, SPENDING)] == ["level"]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费2024年8万元，2023年12.5万元，同比减少4.5万元，减少率36%。",
        "公务接待费由2023年的12.5万元降为2024年的8万元，减少4.5万元，降幅36%。",
        "公务接待费由上年的12.5万元压减至8万元，减少4.5万元，下降36%。",
        "公务接待费8万元（上年12.5万元），减少4.5万元，下降36%。",
        "公务接待费8万元，上年：12.5万元，对比减少4.5万元，下降36%。",
        "2024年公务接待费8万元，2023年公务接待费12.5万元，两年相比减少4.5万元，下降36%。",
    ],
)
def test_a_change_belongs_to_the_year_reported_and_the_earlier_figure_is_its_base(text: str) -> None:
    found = claims(text, PUBLIC)
    assert sorted((c.kind, c.subject, c.period, c.base, str(c.value)) for c in found) == [
        ("change", "公务接待费", 2024, "prior_year", "4.5"),
        ("change_rate", "公务接待费", 2024, "prior_year", "36"),
        ("level", "公务接待费", 2023, None, "12.5"),
        ("level", "公务接待费", 2024, None, "8"),
    ]


def test_a_change_of_the_year_before_keeps_its_year() -> None:
    text = "2023年公务接待费8万元，比2022年减少2万元。"
    assert rows(text, PUBLIC, "kind", "period") == [("level", "2023"), ("change", "2023")]


@pytest.mark.parametrize(
    "text",
    [
        "支出合计200万元，比上年增加66万元（其中：基本支出26万元，项目支出40万元），增长49%。",
        "支出合计200万元，比上年增加66万元，其中：基本支出26万元，项目支出40万元。",
        "支出合计200万元，比上年增加66万元，增长49%。其中：基本支出26万元，项目支出40万元。",
    ],
)
def test_parts_that_add_up_to_a_change_are_changes(text: str) -> None:
    parts = [c for c in claims(text, SPENDING) if c.subject in ("基本支出", "项目支出")]
    assert [(c.kind, c.direction, c.base) for c in parts] == [("change", "up", "prior_year")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "支出合计200万元，比上年增加66万元，其中：基本支出160万元，项目支出40万元。",
        "支出合计200万元，比上年增加66万元，增长49%。其中：基本支出160万元，项目支出40万元。",
        "支出合计200万元，其中：基本支出160万元，项目支出40万元，比上年增加66万元。",
    ],
)
def test_parts_that_add_up_to_the_level_are_levels(text: str) -> None:
    parts = [c for c in claims(text, SPENDING) if c.subject in ("基本支出", "项目支出") and c.kind == "level"]
    assert [str(c.value) for c in parts] == ["160", "40"]


def test_parts_that_add_up_to_neither_are_doubted() -> None:
    text = "支出合计200万元，比上年增加66万元，其中：基本支出26万元，项目支出30万元。"
    assert "claim_part_unsure" in {one.code for one in read(text, SPENDING).diagnostics}


@pytest.mark.parametrize(
    ("text", "subject", "measure"),
    [
        ("基本支出中的人员经费30万元。", "人员经费", "personnel_expenditure"),
        ("基本支出中医疗业务支出30万元。", "医疗业务支出", None),
        ("其中用于接待外地来宾的工作餐3万元。", "工作餐", None),
        ("会议费、培训费35万元。", "会议费、培训费", None),
        ("商品和服务支出35万元。", "商品和服务支出", "goods_and_services"),
        ("公务用车购置及运行维护费35万元。", "公务用车购置及运行维护费", "official_vehicles"),
        ("对个人和家庭的补助35万元。", "对个人和家庭的补助", "subsidies_to_individuals"),
    ],
)
def test_the_head_of_a_phrase_is_its_end(text: str, subject: str, measure: str | None) -> None:
    found = claims(text, SPENDING)[-1]
    assert (found.subject, found.measure) == (subject, measure)


@pytest.mark.parametrize(
    "other", ["调整数60万元", "调整预算数60万元", "变动预算数60万元", "全年预算数60万元"]
)
def test_a_budget_beside_the_adjusted_one_is_the_initial_one(other: str) -> None:
    text = f"2024年预算数50万元，{other}，决算数55万元。"
    assert rows(text, SPENDING, "phase", "value") == [
        ("initial_budget", "50"), ("adjusted_budget", "60"), ("final", "55"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["调入预算稳定调节基金", "动用预算周转金", "预算外资金", "预算稳定调节基金"])
def test_names_of_funds_are_no_stage(name: str) -> None:
    assert rows(f"{name}50万元。", SPENDING, "phase") == [("final",)]


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("占调整预算105.47%", "adjusted_budget"),
        ("为年初预算的105.47%", "initial_budget"),
        ("为年初预算105.47%", "initial_budget"),
        ("占年初预算的105.47%", "initial_budget"),
        ("为变动预算的105.47%", "adjusted_budget"),
    ],
)
def test_a_percentage_of_a_budget_is_a_completion_rate(words: str, base: str) -> None:
    found = claims(f"收入决算50万元，{words}。", "收入决算情况说明")[-1]
    assert (found.kind, found.base) == ("completion_rate", base)


def test_a_percentage_of_a_named_expenditure_is_a_share() -> None:
    found = claims("工资福利支出50万元，占基本支出预算81.45%。", SPENDING, kind="budget")[-1]
    assert (found.kind, found.share_of) == ("share", "基本支出")


@pytest.mark.parametrize(
    "text", ["基本支出\n65.38%\n项目支出\n34.62%", "图1：人员经费 80%", "教育支出，86.3%"]
)
def test_a_bare_percentage_is_no_claim(text: str) -> None:
    assert claims(text, SPENDING) == []


@pytest.mark.parametrize(
    "line",
    [
        "资本性支出31万元，占项目支出\n6.71%，同比增加2万元",
        "资本性支出31万元，占6.71%，较\n上年增加2万元",
        "资本性支出31万元，占6.71%，\n同比增加2万元",
        "资本性支出31万元，占6.71%，比上年\n增加2万元",
        "资本性支出为\n31万元，占6.71%，比上年增加2万元",
    ],
)
def test_a_line_that_ends_open_goes_on(line: str) -> None:
    assert rows(line + "。", SPENDING, "kind", "subject", "value") == [
        ("level", "资本性支出", "31"), ("share", "资本性支出", "6.71"), ("change", "资本性支出", "2"),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["（一）与上年对比情况", "一、增减变化", "基本情况说明"])
def test_a_heading_does_not_go_on(heading: str) -> None:
    found = read(f"{heading}\n2024年基本支出31万元。", SPENDING).claims
    assert [(c.subject, (c.sentence or "").startswith("2024年")) for c in found] == [("基本支出", True)]


@pytest.mark.parametrize(
    ("text", "value", "kind", "unit"),
    [
        ("“三公”经费2.05万元，较上年2.08减少0.03万元。", "2.08", "level", "万元"),
        ("相比2023年的总收入6871.82减少243.10万元。", "6871.82", "level", "万元"),
        ("公务接待费5万元，增长13.95。", "13.95", "change_rate", "%"),
        ("公务接待费5万元，占76.23，较上年持平。", "76.23", "share", "%"),
    ],
)
def test_a_figure_whose_unit_is_left_out_has_that_of_its_partner(
    text: str, value: str, kind: str, unit: str
) -> None:
    narrative = read(text, PUBLIC)
    assert (value, kind, unit) in [(str(c.value), c.kind, c.unit) for c in narrative.claims]
    assert "claim_unit_assumed" in {one.code for one in narrative.diagnostics}


@pytest.mark.parametrize(
    "text", ["按照国发〔2024〕2.08号文件执行。", "详见附件1.2，表3.1。", "软件版本升级为3.14。"]
)
def test_a_number_that_no_word_makes_a_figure_is_none(text: str) -> None:
    assert claims(text, SPENDING) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("增幅17.18  %。", "17.18", "%"),
        ("比上年增长 17.18 　%。".replace("　", " "), "17.18", "%"),
        ("支出2476260.58  元。", "2476260.58", "元"),
        ("公务车辆保有量为壹辆。", "1", "辆"),
        ("公务车辆保有量为叁台。", "3", "台"),
        ("接待74批（次）。", "74", "批"),
        ("比上年增加5.2万，主要用于维修。", "5.2", "万元"),
    ],
)
def test_units_apart_from_their_numbers_and_formal_numerals(text: str, value: str, unit: str) -> None:
    found = claims(text, SPENDING)
    assert (value, unit) in [(str(c.value), c.unit) for c in found]


@pytest.mark.parametrize("text", ["壹心壹意做好服务。", "第壹部分", "贯彻万众创新5万众。"])
def test_formal_numerals_that_count_nothing(text: str) -> None:
    assert claims(text, SPENDING) == []


@pytest.mark.parametrize(
    "words",
    ["年末在职职工246人，比上年减少10人", "在职职工246人，较上年少10人", "在职职工246人，同比减少10人"],
)
def test_a_change_of_a_count_is_of_what_was_counted(words: str) -> None:
    assert rows(words + "。", SPENDING, "kind", "subject", "value")[-1] == ("change", "在职职工", "10")


def test_the_initial_budget_of_a_chapter_is_meant_by_the_next_one_of_its_kind() -> None:
    document = document_of(
        ("“三公”经费支出决算总体情况", "“三公”经费年初预算40万元，支出决算20万元。"),
        ("“三公”经费支出决算具体情况", "公务接待费1万元，与2024年度预算相比，减少6万元。"),
    )
    (change,) = [c for c in read_narrative(document).claims if c.kind == "change"]
    assert change.base == "initial_budget"


def budget_meant(*chapters: tuple[str, str]) -> tuple[str | None, bool]:
    """Which budget the last rate of completion is of, and whether that is sure."""
    found = read_narrative(document_of(*chapters))
    (rate,) = [one for one in found.claims if one.kind == "completion_rate"]
    return rate.base, all(one.code != "claim_budget_unspecified" for one in found.diagnostics)


NAMED = ("一般公共预算财政拨款支出情况", "支出年初预算40万元，支出决算20万元。")
COMPLETED = ("政府性基金预算支出情况", "政府性基金支出1万元，完成预算的50%。")
ADJUSTED = "本年支出调整预算30万元，支出决算20万元。"


@pytest.mark.parametrize("named", ["年初预算数40万元", "比年初预算减少20万元", "年初批复预算40万元"])
@pytest.mark.parametrize("of", ["政府性基金预算支出情况", "支出决算情况说明", "机关运行经费支出情况"])
def test_the_initial_budget_of_a_chapter_is_meant_by_the_next_ones_on_amounts(named: str, of: str) -> None:
    before = (NAMED[0], f"基本支出20万元，{named}。")
    assert budget_meant(before, (of, COMPLETED[1])) == ("initial_budget", True)


@pytest.mark.parametrize("of", ["“三公”经费支出情况", "绩效自评情况", "公务接待费支出情况"])
def test_the_initial_budget_of_a_chapter_is_not_that_of_costs_and_projects(of: str) -> None:
    assert budget_meant(NAMED, (of, "公务接待费1万元，完成预算的50%。"))[0] == "adjusted_budget"


def test_where_two_budgets_were_named_before_it_is_in_doubt_which_is_meant() -> None:
    of_all = "收入支出决算总体情况"
    assert budget_meant((of_all, ADJUSTED), NAMED, COMPLETED) == ("initial_budget", False)
    assert budget_meant(NAMED, (of_all, ADJUSTED), COMPLETED) == ("adjusted_budget", False)


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("比上年预算增加5万元。", "initial_budget"),
        ("比2023年预算数增加5万元。", "initial_budget"),
        ("比上年决算数增加5万元。", "final"),
        ("比2023年执行数增加5万元。", "final"),
        ("比上年增加5万元。", None),
    ],
)
def test_last_year_s_budget_and_last_year_s_outturn_are_two_bases(text: str, phase: str | None) -> None:
    (found,) = claims("基本支出" + text, SPENDING, kind="budget")
    assert (found.base, found.base_phase) == ("prior_year", phase)


@pytest.mark.parametrize(
    "text",
    [
        "会议费支出6.40万元，较上年新增了6.40万元。",
        "会议费支出6.40万元，与上年相比，新增6.40万元。",
        "会议费支出6.40万元，比2023年净新增约6.40万元。",
    ],
)
def test_what_is_new_since_the_year_before_is_a_change(text: str) -> None:
    assert rows(text, SPENDING, "kind", "value", "direction", "base")[1:] == [
        ("change", "6.40", "up", "prior_year")
    ]


@pytest.mark.parametrize(
    "text",
    ["2024年新增会议费支出6.40万元。", "支出9万元，较上年有变化，新增会议费6.40万元。"],
)
def test_new_expenditure_is_no_change_by_itself(text: str) -> None:
    assert rows(text, SPENDING, "kind", "value")[-1] == ("level", "6.40")


def test_a_distance_from_what_is_only_named_has_no_way() -> None:
    nothing = rows(
        "会议费支出3.00万元，与上年相差0.00万元。", SPENDING, "kind", "direction", "base", "understood"
    )
    some = rows(
        "会议费支出3.00万元，与上年相差0.50万元。", SPENDING, "kind", "direction", "base", "understood"
    )
    assert nothing[1] == ("change", "flat", "prior_year", "True")
    assert some[1] == ("change", None, "prior_year", "False")


@pytest.mark.parametrize("words", ["比上年提高2.3分", "较上年下降了2.3分", "低2.3分"])
def test_how_a_score_changed_is_no_score(words: str) -> None:
    told = rows(f"防汛项目自评得分95.3分，{words}。", "绩效自评结果", "kind", "subject", "value")
    assert told[-1] == ("change", told[0][1], "2.3")
    assert rows("防汛项目自评得分95.3分，扣2.3分。", "绩效自评结果", "kind")[-1] == ("score",)


@pytest.mark.parametrize("words", ["下降幅度达", "减少比例为", "降低率约", "下降幅"])
def test_the_noun_of_a_change_is_no_thing(words: str) -> None:
    told = rows(f"会议费5万元，比上年{words}16.7%。", SPENDING, "kind", "subject", "direction")
    assert told[1:] == [("change_rate", "会议费", "down")]


def test_what_a_budget_is_after_it_was_adjusted_is_its_own_stage() -> None:
    text = "会议费年初预算10万元，追加2万元，调整后12万元，支出9万元，执行率75%。"
    told = rows(text, SPENDING, "kind", "value", "phase", "base")
    assert ("level", "12", "adjusted_budget", None) in told
    assert told[-1] == ("completion_rate", "75", "final", "adjusted_budget")
