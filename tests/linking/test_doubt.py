"""Doubt comes first: only like refutes like, and what is not understood refutes nothing."""

from __future__ import annotations

import pytest

from records.file_tables import DocumentRecord, FactRecord, TableRecord
from tests.support.linking_books import YEAR, claim, fact, linked

TOTAL = ["本年支出合计"]
GRANT = {"fund": "general_public_budget"}


def total(value: str = "100.00", path: list[str] = TOTAL, **also: object) -> FactRecord:
    return fact("expenditure", "合计", path, value, **also)


def spent(value: str, **also: object) -> object:
    return claim("level", "支出合计", value, measure="current_year_expenditure", **also)


def test_a_figure_of_the_same_meaning_refutes_and_that_of_another_stage_or_year_does_not() -> None:
    (made,) = linked([total()], [spent("120.00")])
    assert (made.verdict, made.doubts) == ("contradicted", [])
    for other in ({"phase": "initial_budget"}, {"period": YEAR - 1}, {"phase": None}):
        (made,) = linked([total(**other)], [spent("120.00")])
        assert made.verdict == "unverifiable"


def test_a_stage_that_the_figure_does_not_tell_is_named_as_the_doubt() -> None:
    (made,) = linked([total(phase=None)], [spent("120.00")])
    assert made.doubts == ["phase"]


@pytest.mark.parametrize("near", ["100.10", "99.90", "100.00"])
def test_nearness_of_values_makes_no_identity(near: str) -> None:
    budget = fact("expenditure", "合计", ["预算数"], "100.00", phase=None, measure="total")
    (made,) = linked([budget], [spent(near, phase="initial_budget")])
    assert made.verdict != "contradicted"


def test_an_account_of_the_funds_chapter_is_not_held_against_the_general_table() -> None:
    general = fact(
        "general_public_budget_expenditure", "城乡社区支出", ["合计"], "50.00", account_code="212", **GRANT
    )
    stated = claim("level", "城乡社区支出", "50.00", account_path=["城乡社区支出"], fund="government_fund")
    (made,) = linked([general], [stated], kind="government_fund")
    assert (made.verdict, made.fact_ids) == ("unverifiable", [])


@pytest.mark.parametrize("words", ["支出合计", "一般公共预算财政拨款支出", "财政拨款支出"])
def test_the_figure_of_a_wider_fund_never_contradicts(words: str) -> None:
    stated = claim("level", words, "50.00", measure="total", fund="general_public_budget")
    (made,) = linked([total()], [stated], kind="general_public_budget_expenditure")
    assert made.verdict == "unverifiable"


def test_funds_that_the_document_shows_to_be_one_confirm_each_other() -> None:
    whole = total("80.00")
    grant = fact("general_public_budget_expenditure", "合计", ["本年支出", "小计"], "80.00", **GRANT)
    item = fact("expenditure", "教育支出", TOTAL, "30.00", account_code="205")
    stated = claim("level", "教育支出", "30.00", account_path=["教育支出"], fund="general_public_budget")
    (made,) = linked([whole, grant, item], [stated], kind="general_public_budget_expenditure")
    assert made.verdict == "supported"
    apart = fact("general_public_budget_expenditure", "合计", ["本年支出", "小计"], "60.00", **GRANT)
    (made,) = linked([whole, apart, item], [stated], kind="general_public_budget_expenditure")
    assert made.verdict == "unverifiable"


# --- no number is compared with itself --------------------------------------------------------------


@pytest.mark.parametrize("base", ["initial_budget", "adjusted_budget", None])
def test_a_budget_is_not_completed_by_itself(base: str | None) -> None:
    figure = total(phase="initial_budget")
    rate = claim(
        "completion_rate", "支出合计", "16.84", "%",
        measure="current_year_expenditure", phase="initial_budget", base=base,
    )  # fmt: skip
    (made,) = linked([figure], [rate])
    assert made.verdict == "unverifiable"


@pytest.mark.parametrize("whole", ["支出合计", "本年支出", "总支出"])
def test_a_share_of_itself_is_no_share(whole: str) -> None:
    figures = [total(), fact("revenue_expenditure_summary", "本年支出合计", ["支出", "决算数"], "100.00")]
    share = claim("share", "支出合计", "58.60", "%", measure="current_year_expenditure", share_of=whole)
    assert linked(figures, [share])[0].verdict != "contradicted"


def test_a_change_needs_two_years() -> None:
    change = claim(
        "change", "支出合计", "5.00",
        measure="current_year_expenditure", direction="up", base="prior_year",
    )  # fmt: skip
    assert linked([total(), total("100.00")], [change])[0].verdict == "unverifiable"
    (made,) = linked([total(), total("90.00", period=YEAR - 1)], [change])
    assert made.verdict == "contradicted"


# --- the claim's own words --------------------------------------------------------------------------


@pytest.mark.parametrize("sentence", ["16.84%", "58.60%，同比减少5.00万元。", "（ 12.00万元）"])
def test_a_sentence_that_begins_with_its_number_has_lost_its_subject(sentence: str) -> None:
    (made,) = linked([total()], [spent("120.00", sentence=sentence)])
    assert (made.verdict, made.doubts) == ("unverifiable", ["subject"])


@pytest.mark.parametrize("sentence", ["2024年支出合计120.00万元。", "1.支出合计120.00万元。"])
def test_a_year_or_a_list_number_in_front_is_no_lost_subject(sentence: str) -> None:
    assert linked([total()], [spent("120.00", sentence=sentence)])[0].verdict == "contradicted"


@pytest.mark.parametrize("before", ["支出合计100.00万元，上年：", "支出合计100.00万元，去年同期", "上年度为"])
def test_a_number_behind_the_year_before_is_that_years(before: str) -> None:
    (made,) = linked([total()], [spent("120.00", sentence=f"{before}120.00万元。")])
    assert (made.verdict, made.doubts) == ("unverifiable", ["period"])


def test_a_number_behind_the_year_before_that_was_read_as_that_years_is_held_against_it() -> None:
    then = spent("120.00", sentence="支出合计100.00万元（上年120.00万元）。", period=YEAR - 1)
    now = spent("100.00", sentence="支出合计100.00万元（上年120.00万元）。")
    facts = [total("100.00"), total("90.00", period=YEAR - 1)]
    assert [one.verdict for one in linked(facts, [now, then])] == ["supported", "contradicted"]


def test_money_carried_over_from_last_year_is_this_years_figure() -> None:
    sentence = "上年结转后支出合计120.00万元。"
    assert linked([total()], [spent("120.00", sentence=sentence)])[0].verdict == "contradicted"


def test_a_number_that_is_right_in_another_column_of_its_subject_has_another_reading() -> None:
    figures = [total("100.00"), total("120.00", phase="initial_budget")]
    (made,) = linked(figures, [spent("120.00")])
    assert (made.verdict, made.doubts) == ("unverifiable", ["reading"])
    assert linked(figures, [spent("121.00")])[0].verdict == "contradicted"


# --- which figures are totals, and which are none ---------------------------------------------------


@pytest.mark.parametrize("label", ["栏次", "**", "行次", None])
def test_a_row_that_numbers_the_columns_holds_no_figures(label: str | None) -> None:
    numbers = [
        fact("expenditure", label, [head], str(value), row=1, column=value)
        for value, head in enumerate(("本年支出合计", "基本支出", "项目支出"), 1)
    ]
    (made,) = linked([*numbers, total("100.00", row=2)], [spent("100.00")])
    assert made.verdict == "supported"
    (made,) = linked([*numbers, total("100.00", row=2)], [spent("1.00")])
    assert made.verdict == "contradicted"


def test_whole_numbers_with_a_label_are_figures() -> None:
    numbers = [
        fact("expenditure", "合计", [head], str(value), row=1, column=value)
        for value, head in enumerate(("本年支出合计", "基本支出", "项目支出"), 1)
    ]
    assert linked(numbers, [spent("1.00")])[0].verdict == "supported"


@pytest.mark.parametrize("label", [None, ""])
def test_the_only_row_of_a_table_is_its_total(label: str | None) -> None:
    alone = fact("government_fund", label, ["本年支出", "小计"], "30.00", fund="government_fund")
    stated = claim("level", "政府性基金预算财政拨款支出", "30.00", fund="government_fund")
    assert linked([alone], [stated], kind="government_fund")[0].verdict == "supported"
    second = fact("government_fund", "城乡社区支出", ["本年支出", "小计"], "20.00", fund="government_fund")
    assert linked([alone, second], [stated], kind="government_fund")[0].verdict == "unverifiable"


@pytest.mark.parametrize("beside", ["会议费", "培训费"])
def test_a_total_that_takes_in_meetings_and_training_is_not_that_of_the_three_costs(beside: str) -> None:
    columns = {"合计": "19.00", "“三公”经费/小计": "10.00", "“三公”经费/公务接待费": "5.00", beside: "9.00"}
    figures = [fact("three_public", None, path.split("/"), value) for path, value in columns.items()]
    level = claim("level", "“三公”经费支出", "10.00", measure="three_public_expenditure")
    wider = claim("level", "“三公”经费支出", "19.00", measure="three_public_expenditure")
    share = claim("share", "公务接待费", "26.32", "%", measure="official_reception", share_of="“三公”经费")
    made = linked(figures, [level, share], kind="three_public")
    assert [one.verdict for one in made] == ["supported", "contradicted"]
    assert linked(figures, [wider], kind="three_public")[0].verdict == "contradicted"
    alone = linked(figures[:1], [wider], kind="three_public")
    assert alone[0].verdict == "supported"


# --- what a verdict says ----------------------------------------------------------------------------


@pytest.mark.parametrize(("part", "rate"), [("0.00", "0.00"), ("0.00", "100.00"), ("5.00", "100.00")])
def test_a_rate_of_nothing_has_no_value(part: str, rate: str) -> None:
    figures = [total("0.00"), total(part, ["基本支出"])]
    share = claim("share", "基本支出", rate, "%", measure="basic_expenditure", share_of="支出合计")
    assert linked(figures, [share])[0].verdict == "unverifiable"


def test_an_equation_confirms_its_result_and_not_its_parts() -> None:
    also = {"base": "prior_year", "phase": "final"}
    whole = claim("change", "“三公”经费", "5.00", direction="down", **also)
    operation = claim("change", "公务用车运行维护费", "3.00", direction="down", **also)
    reception = claim("change", "公务接待费", "2.00", direction="down", **also)
    made = linked([], [whole, operation, reception], kind="three_public")
    assert [one.verdict for one in made] == ["derivable", "unverifiable", "unverifiable"]


# --- governments ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("2025年某市预算执行情况和2026年预算草案", "表一"),
        ("某市2024年财政决算", "表一"),
        (None, "2024年全市一般公共预算支出表"),
        (None, "2024年市本级支出表"),
    ],
)
def test_no_claim_of_a_governments_report_is_contradicted(title: str | None, table: str) -> None:
    record = DocumentRecord(
        document_id="d", file_name="a.pdf", sha256="0" * 64, fiscal_year=YEAR, title=title
    )
    tables = [TableRecord(document_id="d", table_id="t-expenditure", statement="expenditure", title=table)]
    (made,) = linked([total()], [spent("120.00")], record=record, tables=tables)
    assert (made.verdict, made.doubts) == ("unverifiable", ["scope"])


@pytest.mark.parametrize("title", ["某市财政局2024年部门决算", "某区政府办公室2024年单位预算草案"])
def test_a_department_is_no_government(title: str) -> None:
    record = DocumentRecord(
        document_id="d", file_name="a.pdf", sha256="0" * 64, fiscal_year=YEAR, title=title
    )
    (made,) = linked([total()], [spent("120.00")], record=record)
    assert made.verdict == "contradicted"


@pytest.mark.parametrize("words", ["全市支出合计", "市本级支出合计", "全县支出合计"])
def test_a_claim_about_a_whole_division_is_not_held_against_a_departments_table(words: str) -> None:
    (made,) = linked([total()], [spent("120.00", sentence=f"{words}120.00万元。")])
    assert (made.verdict, made.doubts) == ("unverifiable", ["scope"])


@pytest.mark.parametrize(
    ("subject", "scope", "measure", "verdict"),
    [
        ("下属单位", "unit", None, "unverifiable"),
        ("局本级", "own_level", None, "unverifiable"),
        ("所属单位“三公”经费", "unit", "three_public_expenditure", "unverifiable"),
        ("局本级“三公”经费", "own_level", "three_public_expenditure", "contradicted"),
        ("“三公”经费", None, "three_public_expenditure", "contradicted"),
    ],
)
def test_what_a_part_of_the_body_spends_is_not_held_against_the_whole(
    subject: str, scope: str | None, measure: str | None, verdict: str
) -> None:
    total = fact("three_public", None, ["合计"], "15.60")
    stated = claim("level", subject, "9.00", scope=scope, measure=measure)
    assert linked([total], [stated], kind="three_public")[0].verdict == verdict


@pytest.mark.parametrize(
    ("title", "verdict"), [("一般公共预算支出表", "contradicted"), (None, "unverifiable")]
)
def test_whose_money_a_table_without_a_title_shows_is_not_known(title: str | None, verdict: str) -> None:
    statement = "general_public_budget_expenditure"
    table = TableRecord(document_id="d", table_id=f"t-{statement}", statement=statement, title=title)
    stated = claim("level", "一般公共预算支出", "120.00", fund="general_public_budget")
    row = fact(statement, "合计", ["合计"], "100.00", fund="general_public_budget")
    assert linked([row], [stated], tables=[table])[0].verdict == verdict


@pytest.mark.parametrize(
    ("stated", "grants", "said", "verdict"),
    [
        ("9.00", "13.00", None, "unverifiable"),  # a fund may have been planned
        ("9.00", "9.00", None, "supported"),
        ("14.00", "13.00", None, "contradicted"),  # a part of the grants is no more than they are
        ("9.00", "13.00", "0.00", "contradicted"),  # the text says that no fund was planned
        ("9.00", "13.00", "4.00", "unverifiable"),
    ],
)
def test_an_empty_outturn_does_not_say_that_nothing_was_planned(
    stated: str, grants: str, said: str | None, verdict: str
) -> None:
    spent_all = total()
    form = fact(
        "performance_overall", "资金来源：（1）政府预算资金", ["年初预算数"], grants, fund="fiscal_grant"
    )
    tables = [
        TableRecord(document_id="d", table_id=f"t-{name}", statement=name, title="表")
        for name in ("expenditure", "performance_overall", "government_fund", "state_capital")
    ]
    about = {"measure": "current_year_expenditure", "phase": "initial_budget"}
    general = claim("level", "一般公共预算财政拨款支出", stated, **GRANT, **about)
    others = [
        claim("level", "支出", said, fund=fund, **about)
        for fund in ("government_fund", "state_capital")
        if said is not None
    ]
    made, *_ = linked([spent_all, form], [general, *others], tables=tables)
    assert made.verdict == verdict
