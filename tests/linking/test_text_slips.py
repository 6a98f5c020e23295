"""What the text itself shows to be wrong: leftovers of the form, years, bodies, blank statements."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linking.checks.text.slips import slip_rules
from tests.support.checks_paper import Paper

EXAMPLES = [(slip, text, True) for slip in slip_rules().slip for text in slip.examples]
EXAMPLES += [(slip, text, False) for slip in slip_rules().slip for text in slip.counter_examples]


def test_each_slip_matches_its_examples_and_not_its_counter_examples() -> None:
    for rule, text, matches in EXAMPLES:
        assert bool(rule.pattern.search(text)) is matches, text


def paper(
    *chapters: tuple[str | None, str], kind: str = "final_accounts", issuer: str | None = None
) -> Paper:
    """A document of 2024 with chapters of a title and a text; the kind of the first is 概况."""
    made = Paper(kind)
    made.document.record.issuer = issuer
    for title, text in chapters:
        made.chapter(title, text)
    return made


def told(made: Paper, rule: str) -> int:
    return made.verdicts(rule).count("fails")


def test_a_placeholder_in_a_heading_and_in_a_sentence_is_told() -> None:
    made = paper(
        ("某县XX局2024年度部门决算表", "支出5万元。"), (None, "比上年增加3万元，增长XX%，主要原因是增人。")
    )
    assert told(made, "placeholder") == 2


def test_many_placeholders_are_one_draft() -> None:
    text = "".join(f"第{n}项支出XX万元。" for n in range(9))
    made = paper((None, text))
    (check,) = made.checks("placeholder")
    assert "9处" in (check.message or "")


def test_placeholders_in_definitions_are_left_alone() -> None:
    made = paper(("名词解释", "收入XX万元。"))
    made.document.sections[0].kind = "definitions"
    assert told(made, "placeholder") == 0


HEADINGS = ("2024年度部门决算表", "第四部分 2024年度名词解释")


@pytest.mark.parametrize(
    ("heading", "failures"),
    [
        ("第三部分 2023年度部门决算情况说明", 1),
        ("2022年度收入支出决算总体情况说明", 1),
        ("某县水利局2023年部门决算", 1),
        ("2023年度结转资金决算情况", 0),
        ("2023年部门预算执行情况", 0),
        ("与2023年度决算对比情况说明", 0),
        ("2024年度部门决算情况说明", 0),
    ],
)
def test_a_heading_that_names_another_years_report_is_told(heading: str, failures: int) -> None:
    made = paper((HEADINGS[0], ""), (HEADINGS[1], ""), ("2024年度收入决算情况说明", ""), (heading, ""))
    assert told(made, "heading_year") == failures


def test_a_document_of_two_years_is_left_alone() -> None:
    made = paper(("2023年度部门决算", ""), ("2023年度收入决算", ""), ("2024年度部门决算", ""))
    assert told(made, "heading_year") == 0


@pytest.mark.parametrize(
    ("kind", "text", "failures"),
    [
        ("final_accounts", "截至2023年12月31日，本部门共有车辆3辆。", 1),
        ("final_accounts", "截止2022年末，单位资产总额5万元。", 1),
        ("final_accounts", "截至2024年12月31日，本部门共有车辆3辆。", 0),
        ("final_accounts", "截至2023年12月31日，已完成投诉办理3件。", 0),
        ("final_accounts", "截至2023年12月31日共有车辆3辆，比上年减少1辆。", 0),
        ("budget", "截至2023年12月31日，本部门共有车辆3辆。", 0),
        ("budget", "截至2024年12月31日，本部门共有车辆3辆。", 1),
    ],
)
def test_stocks_are_of_the_end_of_the_right_year(kind: str, text: str, failures: int) -> None:
    assert told(paper((None, text), kind=kind), "as_of_year") == failures


@pytest.mark.parametrize(
    ("kind", "text", "failures"),
    [
        ("final_accounts", "年末结转和结余9万元，较上年减少3万元，全部结转至2024年继续使用。", 1),
        ("final_accounts", "本年结余4万元，留待2024年度使用。", 1),
        ("final_accounts", "年末结转和结余9万元，比2023年减少1万元，转入2024年支出。", 1),
        ("final_accounts", "年末结转和结余9万元，结转至2025年继续使用。", 0),
        ("final_accounts", "2023年末结转和结余9万元，结转至2024年继续使用。", 0),
        ("final_accounts", "上年末结转9万元，结转至2024年使用。", 0),
        ("budget", "年末结转和结余9万元，结转至2024年继续使用。", 0),
    ],
)
def test_what_a_year_leaves_is_not_carried_into_itself(kind: str, text: str, failures: int) -> None:
    assert told(paper((None, text), kind=kind), "carried_year") == failures


@pytest.mark.parametrize(
    ("text", "failures"),
    [
        ("汶岭县林业局2024年度收入总计5万元。", 1),
        ("一、总体情况\n汶岭县农业农村局2024年支出5万元。", 1),
        ("汶岭县住房和城乡建设局2024年度收入总计5万元。", 1),
        ("汶岭县经济和信息化局2024年度支出总计5万元。", 1),
        ("2024年度，汶岭县林业局收入总计5万元。", 1),
        ("2024年度，汶岭县水务局收入总计5万元。", 0),
        ("2024年度全县支出总计5万元。", 0),
        ("汶岭县水务局和汶岭县林业局2024年度收入总计5万元。", 0),
        ("汶岭县水务局2024年度收入总计5万元。", 0),
        ("经汶岭县财政局2024年度决算批复。", 0),
        ("下属的汶岭县林业局2024年度收入5万元。", 0),
        ("县水务局2024年度收入总计5万元。", 0),
        ("平丘市林业局2024年度收入总计5万元。", 0),
        ("汶岭县林业局2024年没有政府性基金预算拨款安排的支出。", 1),
        ("五、关于汶岭县农业农村局2024年国有资本经营预算的说明", 1),
        ("汶岭县民政局2024年支出预算16.18万元。", 1),
        ("汶岭县发展和改革委员会2024年度收入总计5万元。", 1),  # an organ too
        ("纳入2024年度部门决算汇编范围的单位共1个，即汶岭县林业局。", 1),
        ("纳入本部门决算编制范围的单位共一家：汶岭县水务局本级。", 0),
        ("汶岭县水文站2024年支出5万元。", 0),  # a unit of its own sort
        ("关于汶岭县水务局2024年没有政府性基金的说明", 0),
        ("汶岭县财政局2024年预算批复文件下达我局的资金已全部执行。", 0),  # what it does to others
        ("汶岭县审计局2024年度预算执行审计未发现重大问题。", 0),
        ("汶岭县民政局2024年政府性基金安排的物资由我局代储。", 0),
        ("2024年度，汶岭县财政局预算批复我局总额。", 0),
        ("关于汶岭县财政局2024年部门预算公开检查意见的整改情况", 0),
        ("汶岭县发展和改革委员会2024年政府采购计划下达的项目由我局实施。", 0),
    ],
)
def test_another_body_in_the_place_of_the_own_is_told(text: str, failures: int) -> None:
    assert told(paper((None, text), issuer="汶岭县水务局"), "body_name") == failures


def test_a_body_that_other_parts_name_too_is_none_by_mistake() -> None:
    made = paper(
        ("概况", "编制范围包括汶岭县林业局。"),
        (None, "汶岭县林业局2024年度收入5万元。"),
        issuer="汶岭县水务局",
    )
    assert told(made, "body_name") == 0


def fund_paper(note: str | None, figure: str | None) -> Paper:
    made = paper(("政府性基金情况", ""))
    made.document.sections[0].kind = "government_fund"
    made.table("government_fund", "政府性基金预算支出决算表")
    made.document.tables[-1].note = note
    if figure is not None:
        made.row(1, "合计", {"合计": figure})
    return made


def test_a_note_that_calls_a_filled_statement_empty_is_told() -> None:
    assert told(fund_paper("本部门无政府性基金预算收支，故本表为空表。", "12.00"), "empty_note") == 1
    assert told(fund_paper("说明：本单位没有政府性基金预算拨款，故本表无数据。", "12.00"), "empty_note") == 1
    assert told(fund_paper("本部门无政府性基金预算收支，故本表为空表。", "0.00"), "empty_note") == 0
    assert told(fund_paper("本部门无国有资本经营预算收支，故本表为空表。", "12.00"), "empty_note") == 0
    assert told(fund_paper("注：本表反映政府性基金收支。", "12.00"), "empty_note") == 0


def test_a_figure_of_the_text_for_a_blank_statement_is_told() -> None:
    made = fund_paper(None, None)
    said = {"kind": "level", "subject": "政府性基金支出", "raw": "12万元", "unit": "万元", "phase": "final"}
    made.claim(value=Decimal(12), amount_yuan=Decimal(120_000), period=2024, **said)
    assert told(made, "blank_statement") == 1
    made.document.tables[-1].is_empty = False  # what it shows was not read as figures
    assert told(made, "blank_statement") == 0
    made.document.tables[-1].is_empty = True
    made.claims[0].amount_yuan = Decimal(0)
    assert told(made, "blank_statement") == 0


def test_a_mark_written_twice_is_told_also_in_the_explanations_of_terms() -> None:
    made = paper(("概况", "支出5万元。"), ("名词解释", "一、财政拨款收入：指从财政部门取得的款项。。"))
    made.document.sections[1].kind = "definitions"
    assert told(made, "doubled_mark") == 1
    made.document.sections[1].text = "一、财政拨款收入：指从财政部门取得的款项……等。"
    assert told(made, "doubled_mark") == 0
    made.document.sections[0].text = "支出5万元。。"
    assert told(made, "doubled_mark") == 0


def test_a_year_of_three_digits_is_told_in_the_table_of_contents_too() -> None:
    made = paper((None, "2024年度支出5万元。"))
    made.document.record.contents = ["第二部分 2024年度部门决算表", "第三部分 202 年度部门决算情况说明"]
    (check,) = made.checks("malformed_number")
    assert "第三部分202年度" in (check.message or "")
