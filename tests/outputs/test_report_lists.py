"""The lists of the review page: causes by kind with their changes, indicators by project."""

from __future__ import annotations

from decimal import Decimal

import pytest

from outputs.report.parts.reasons import reasons_by_category
from outputs.report.parts.targets import indicators_by_project
from records.file_tables import CellRecord, DocumentRecord, IndicatorRecord, TableRecord
from records.narrative_tables import ReasonEffectRecord, ReasonRecord
from records.tables import Document


def document() -> Document:
    return Document(DocumentRecord(document_id="d", file_name="x.pdf", sha256="0" * 64))


def test_causes_stand_under_their_first_kind_with_their_changes_and_what_explains_nothing_comes_last() -> (
    None
):
    shown = document()
    for number, kinds in enumerate((["empty"], ["price"], ["staff_changes", "policy"]), 1):
        shown.reasons.append(
            ReasonRecord(document_id="d", reason_id=f"r{number}", text=f"原因{number}", categories=kinds)
        )
    for number, reason in enumerate(("r1", "r1", "r3"), 1):
        shown.reason_effects.append(
            ReasonEffectRecord(
                document_id="d", reason_effect_id=f"e{number}", reason_id=reason, claim_id=f"c{number}"
            )
        )
    groups = [(group.category, group.changes) for group in reasons_by_category(shown)]
    assert groups == [("staff_changes", 1), ("price", 0), ("empty", 2)]


def indicator(project: str, target: str, actual: str | None, **also: object) -> IndicatorRecord:
    values: dict[str, object] = {
        "operator": ">=",
        "target": target,
        "target_value": Decimal(target.strip("≥人次万")),
        "actual": actual,
        "actual_value": Decimal(actual.strip("人次万")) if actual else None,
    }
    return IndicatorRecord(
        document_id="d", table_id="t1", name="人次", project=project, **(values | also)  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (indicator("乙", "≥900人次", "850人次"), "missed"),
        (indicator("乙", "≥900人次", "950人次"), None),
        (indicator("乙", "≥900人次", "0.09万人次"), None),
        (indicator("乙", "≥0.1万人次", "950人次"), "missed"),
        (indicator("乙", "≥900人次", "0.08万人"), None),
        (indicator("乙", "≥900人次", "950人次", weight=Decimal(10), score=Decimal(8)), "missed"),
        (indicator("乙", "≥900人次", None, score=Decimal(8)), "no_result"),
    ],
)
def test_projects_in_which_something_was_missed_come_first(row: IndicatorRecord, outcome: str | None) -> None:
    shown = document()
    shown.indicators += [indicator("甲", "≥900人次", "950人次"), row]
    projects = indicators_by_project(shown)
    assert [one.name for one in projects] == (["乙", "甲"] if outcome == "missed" else ["甲", "乙"])
    assert [one.outcome for project in projects if project.name == "乙" for one in project.indicators] == [
        outcome
    ]


def test_of_a_form_without_any_result_nothing_is_said() -> None:
    shown = document()
    shown.indicators.append(indicator("甲", "≥900人次", None))
    assert [one.outcome for one in indicators_by_project(shown)[0].indicators] == [None]


@pytest.mark.parametrize(
    ("title", "head", "outcome"),
    [
        ("项目支出绩效自评表", "实际完成值", "missed"),
        ("项目支出绩效运行监控表", "实际完成值", None),
        ("项目支出绩效表", "1—7月执行情况", None),
        ("项目支出绩效表", "上半年完成情况", None),
        ("项目支出绩效表", "全年完成情况", "missed"),
    ],
)
def test_a_target_of_the_year_is_not_missed_in_its_middle(title: str, head: str, outcome: str | None) -> None:
    shown = document()
    shown.indicators.append(indicator("甲", "≥900人次", "850人次"))
    shown.tables.append(
        TableRecord(document_id="d", table_id="t1", statement="performance_project", title=title)
    )
    shown.cells.append(CellRecord(document_id="d", table_id="t1", row=0, column=1, text=head, role="header"))
    assert [one.outcome for one in indicators_by_project(shown)[0].indicators] == [outcome]
