"""Checks of performance indicators: what is owed, what follows, and what is left alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.tables.performance.targets import read_target
from linking.obligations.owed import owed
from records.file_tables import CellRecord, IndicatorRecord
from tests.support.checks_paper import Paper

HEADS = ("指标名称", "指标值", "实际完成值", "分值", "得分", "偏差度", "偏差原因分析")


def form(*rows: dict[str, Any], heads: tuple[str, ...] = HEADS, paper: Paper | None = None) -> Paper:
    """A form with ``heads`` and an indicator a row; target and actual are given as printed."""
    paper = paper or Paper()
    table = paper.table("performance_project")
    for column, head in enumerate(heads):
        paper.document.cells.append(
            CellRecord(document_id="d", table_id=table, row=0, column=column, role="header", text=head)
        )
    for number, row in enumerate(rows):
        values = {"weight": Decimal(10), "score": Decimal(10), "operator": ">="} | row
        for field in ("target", "actual"):
            if figure := read_target(values.get(field) or ""):
                values[f"{field}_value"] = figure.value
        paper.document.indicators.append(
            IndicatorRecord(document_id="d", table_id=table, name=f"指标{number}", **values)
        )
    return paper


def owed_by(paper: Paper, rule: str) -> list[str]:
    """``fails`` where the forms do not give what they owe."""
    (status,) = {one.status for one in owed(paper.document) if one.rule_id == rule}
    return ["fails"] if status == "not_met" else []


SHORT = {"target": "≥90%", "actual": "85%"}
MET = {"target": "≥90%", "actual": "95%"}


def test_a_missed_target_without_explanation_is_told() -> None:
    assert owed_by(form(SHORT), "owes_causes_of_missed_targets") == ["fails"]


@pytest.mark.parametrize(
    ("row", "heads"),
    [
        (SHORT | {"explanation": "拨款较晚"}, HEADS),
        (MET, HEADS),
        (SHORT, HEADS[:-1]),
        (SHORT, (*HEADS[:2], "1—7月执行情况", *HEADS[3:])),
        (SHORT, (*HEADS, "全年预计完成情况")),
        (SHORT | {"operator": None}, HEADS),
        ({"target": "≤90%", "actual": "85%", "operator": "<="}, HEADS),
        ({"target": "≥90%", "actual": "85人"}, HEADS),
    ],
)
def test_a_target_met_explained_or_not_comparable_owes_nothing(
    row: dict[str, Any], heads: tuple[str, ...]
) -> None:
    assert owed_by(form(row, heads=heads), "owes_causes_of_missed_targets") == []


@pytest.mark.parametrize(
    ("score", "actual", "verdicts"),
    [
        ("9", "85%", ["fails"]),
        ("9", "95%", ["fails"]),
        ("10", "85%", []),
        ("9", "90%", []),
        ("9", "85人", []),
    ],
)
def test_without_a_sign_points_taken_off_show_that_a_target_was_missed(
    score: str, actual: str, verdicts: list[str]
) -> None:
    row = {"target": "90%", "actual": actual, "operator": None, "score": Decimal(score)}
    assert owed_by(form(row), "owes_causes_of_missed_targets") == verdicts


def test_a_form_that_looks_at_the_year_before_its_end_owes_no_cause() -> None:
    paper = form(SHORT)
    paper.document.tables[0].title = "项目支出绩效运行监控表"
    rule = "owes_causes_of_missed_targets"
    assert {one.status for one in owed(paper.document) if one.rule_id == rule} == {"not_applicable"}


WORDS = {"target": "明显改善", "actual": "未明显改善", "operator": "text", "score": Decimal(3)}


@pytest.mark.parametrize(
    ("row", "verdicts"),
    [
        (WORDS, ["fails"]),
        (WORDS | {"score": Decimal(10)}, []),
        (WORDS | {"explanation": "施工期较长"}, []),
        (WORDS | {"deviation": "-40%"}, []),
        (WORDS | {"actual": "受汛期影响，部分河段还未完成清淤"}, []),
        (WORDS | {"actual": "明显改善"}, []),
    ],
)
def test_points_taken_off_a_result_told_in_other_words_than_its_target_are_owed_a_cause(
    row: dict[str, Any], verdicts: list[str]
) -> None:
    assert owed_by(form(row), "owes_causes_of_missed_targets") == verdicts


def test_a_band_that_asks_for_no_result_owes_none() -> None:
    managed = {"target": None, "explanation": "支出偏慢", "score": Decimal(8)}
    assert owed_by(form(MET, managed), "owes_results_of_points") == []


def test_points_without_any_result_are_told_once_a_form() -> None:
    empty = {"target": "≥90%"}
    assert owed_by(form(empty, empty, MET), "owes_results_of_points") == ["fails"]
    assert owed_by(form(MET), "owes_results_of_points") == []
    # a form of targets has no place for results
    assert owed_by(form(empty, heads=HEADS[:2]), "owes_results_of_points") == []


def test_a_form_without_results_and_scores_is_not_filled_in() -> None:
    empty = {"target": "≥90%", "score": None}
    assert owed_by(form(empty, empty), "owes_form_entries") == ["fails"]
    assert owed_by(form(empty, MET), "owes_form_entries") == []


def test_a_form_without_points_is_not_filled_in_either_unless_it_has_no_place_for_scores() -> None:
    empty = {"target": "≥90%", "score": None, "weight": None}
    assert owed_by(form(empty, empty), "owes_form_entries") == ["fails"]
    assert owed_by(form(empty, MET | {"weight": None, "score": None}), "owes_form_entries") == []
    # points of some rows alone: the others may not have been read
    assert owed_by(form(empty, empty | {"weight": Decimal(10)}), "owes_form_entries") == []
    assert owed_by(form(empty, heads=HEADS[:3]), "owes_form_entries") == []


@pytest.mark.parametrize(("score", "verdict"), [("8.46", "holds"), ("9.00", "fails")])
def test_a_score_is_its_coefficient_times_its_weight(score: str, verdict: str) -> None:
    row = MET | {"coefficient": Decimal("84.6"), "score": Decimal(score)}
    assert form(row).verdicts("score_of_coefficient") == [verdict]


def deviations(*printed: tuple[str, str, str]) -> list[str]:
    rows = [
        {"target": target, "actual": actual, "deviation": deviation} for target, actual, deviation in printed
    ]
    return form(*rows).verdicts("deviation")


UNSIGNED = [("≥100%", "110%", "10%"), ("≥100%", "80%", "20%"), ("≥50%", "55%", "10%")]
BEYOND = [
    ("≥100%", "150%", "20%"),
    ("≥100%", "80%", "-20%"),
    ("≥100%", "160%", "30%"),
    ("≥100%", "110%", "0%"),
]


MISSED = [
    ("≥100%", "80%", "-20%"),
    ("≥50%", "45%", "-10%"),
    ("≥100%", "75%", "-25%"),
    ("≥10个", "9个", "-10%"),
]
FREE = [*MISSED, ("≥200人", "250人", "0%"), ("≥100次", "150次", "20%")]
"""As those that print signed deviations, but for a result far above its target."""


@pytest.mark.parametrize("way", [UNSIGNED, BEYOND, FREE])
def test_a_deviation_is_held_against_the_way_of_its_own_form(way: list[tuple[str, str, str]]) -> None:
    assert deviations(*way) == []
    assert deviations(*way, *way, ("≥100%", "70%", "-93%")) == ["fails"]


def test_a_deviation_in_points_or_things_is_no_share_of_the_target() -> None:
    assert deviations(*UNSIGNED, *UNSIGNED, ("≥80%", "88%", "8个百分点"), ("≥10人", "15人", "5人")) == []
    assert deviations(*UNSIGNED, *UNSIGNED, ("≥80%", "88%", "88%")) == ["fails"]


@pytest.mark.parametrize("printed", ["0%", "20%"])
def test_a_limit_that_is_kept_has_no_deviation_or_one_the_better_way(printed: str) -> None:
    """Forms with signed deviations print 0 for a limit that is kept, or turn the sign of one."""
    signed = [("≥100%", "110%", "10%"), ("≥100%", "80%", "-20%"), ("≥50%", "55%", "10%")]
    rows = [{"target": t, "actual": a, "deviation": d} for t, a, d in signed * 2]
    limit = {"target": "≤100%", "actual": "80%", "operator": "<=", "deviation": printed}
    assert form(*rows, limit).verdicts("deviation") == []
    assert form(*rows, limit | {"deviation": "55%"}).verdicts("deviation") == ["fails"]


def test_a_form_of_targets_owes_no_results_whatever_its_columns() -> None:
    empty = {"target": "≥90%", "score": None}
    paper = form(empty, empty)
    paper.document.tables[0].title = "项目支出绩效目标表"
    assert owed_by(paper, "owes_form_entries") == []


def test_a_way_that_too_few_rows_follow_tells_nothing() -> None:
    assert deviations(("≥100%", "110%", "10%"), ("≥100%", "80%", "93%")) == []
    assert deviations(*UNSIGNED, ("≥100%", "70%", "1%"), ("≥100%", "60%", "2%")) == []


@pytest.mark.parametrize(
    ("explanation", "verdicts"),
    [
        ("参保109410人，比上年增加", ["fails"]),
        ("参保119410人，比上年增加", []),
        ("比上年增加9410人", []),
        ("2023年参保人数增加", []),
        ("参保209411人", []),
    ],
)
def test_an_explanation_that_repeats_the_result_with_a_slip_is_told(
    explanation: str, verdicts: list[str]
) -> None:
    row = {"target": "≥100000人", "actual": "119410人", "explanation": explanation}
    assert form(row).verdicts("explanation_number") == verdicts


@pytest.mark.parametrize(
    ("row", "verdicts"),
    [
        (MET | {"score": Decimal(8)}, ["fails"]),
        (MET, []),
        (SHORT | {"score": Decimal(8)}, []),
        # the platform takes points off for a result far beyond its target, and prints the deviation
        (MET | {"score": Decimal(8), "deviation": "5.00%"}, []),
        (WORDS | {"actual": "明显 改善"}, ["fails"]),
        (WORDS, []),
    ],
)
def test_points_taken_off_a_target_that_is_met_are_told(row: dict[str, Any], verdicts: list[str]) -> None:
    assert owed_by(form(row), "owes_causes_of_points_off") == verdicts


def scored(*totals: str, second: str = "40", rate: str = "100") -> list[str]:
    paper = Paper()
    for total in totals:
        first = MET | {"weight": Decimal(60), "score": Decimal(60)}
        form(first, MET | {"weight": Decimal(second), "score": Decimal(20)}, paper=paper)
        for column, (label, head, value, measure) in enumerate(
            [
                ("自评总分", "自评总分", total, "score"),
                ("财政拨款", "执行率", rate, "execution_rate"),
                ("财政拨款", "执行率权重", "10", "weight"),
            ]
        ):
            paper.row(1 if column else 0, label, {head: value}, column=column, measure=measure, phase=None)
    return paper.verdicts("overall_score")


def test_an_overall_score_is_execution_and_scaled_indicators_where_forms_say_so() -> None:
    assert scored("82.00", "82.00") == ["holds", "holds"]
    assert scored("82.00", "82.00", "95.00") == ["holds", "holds", "fails"]
    assert scored("82.00", "95.00") == []
    assert scored("82.00", "82.00", "95.00", second="30") == []  # the weights are not whole: a row is missing


def test_an_overall_score_may_be_rounded_as_all_of_them_are_printed() -> None:
    assert scored("79", "79.0", rate="69.5") == ["holds", "holds"]  # 78.95
    assert scored("79", "78.9", "79.2", rate="69.5") == ["holds", "holds", "fails"]
    assert scored("78.95", "78.95", "79", rate="69.5") == ["holds", "holds", "fails"]


def executions(*forms: tuple[str, str]) -> list[str]:
    paper = Paper()
    for rate, score in forms:
        form(MET, paper=paper)
        for column, (head, value, measure) in enumerate(
            [("执行率", rate, "execution_rate"), ("分值", "10", "weight"), ("得分", score, "score")]
        ):
            paper.row(1, "年度资金总额", {head: value}, column=column, measure=measure, phase=None)
    return paper.verdicts("execution_score")


FOLLOWED = [("96.19", "9.62"), ("93.71", "9.37"), ("80", "8"), ("100", "10")]


def test_the_score_of_the_execution_follows_from_its_rate_where_forms_say_so() -> None:
    assert executions(*FOLLOWED) == ["holds"] * 4
    assert executions(*FOLLOWED[:3], ("92.5", "5.25"))[-1] == "fails"
    assert executions(*FOLLOWED[:3], ("92.5", "5.25"), ("91", "5")) == []


def test_forms_that_give_full_points_from_some_rate_on_are_left_alone() -> None:
    assert executions(("96.19", "10"), ("93.71", "10"), ("100", "10"), ("80", "8")) == []
    assert executions(("100", "10"), ("100", "10"), ("100", "10"), ("92.37", "10")) == []
    assert executions(("60", "6"), ("72", "7.2"), ("80", "8"), ("96", "10")) == ["holds"] * 3
    assert executions(("60", "6"), ("72", "7.2"), ("98", "9.8"), ("96", "10"))[-1] == "fails"
