"""What the layouts of performance forms share: their cells, scores and the finished sheet."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from corpus.bodies.model import Indicator, Project, Year
from corpus.tables.sheet import Field, MadeSheet, NumberStyle, TrueFigure

Form = dict[str, Any]

MONEY = ("project:initial", "project:adjusted", "project:executed")


def number(text: str, row: str | None, *col: str, measure: str = "") -> Field:
    """A cell whose text may hold a number; the truth lists it only if it does."""
    holds = any(c.isdigit() for c in text)
    return Field(text, figure=TrueFigure(row, None, col, text.replace(",", ""), measure) if holds else None)


def measures(text: str) -> tuple[str, ...]:
    """What the money columns of a row are, if it is the row of the whole project."""
    return MONEY if text.startswith("年度资金") else ("", "", "")


def key(text: str, columns: int = 1, rows: int = 1) -> Field:
    """A caption inside the form."""
    return Field(text, rows, columns)


def execution_score(project: Project) -> Decimal:
    """Points for execution out of 10."""
    return (project.rate / 10).quantize(Decimal("0.1"), ROUND_HALF_UP)


def total_score(project: Project) -> Decimal:
    """Self-evaluation score (自评得分) out of 100."""
    return execution_score(project) + sum((i.score for i in project.indicators), Decimal(0))


def joined(indicator: Indicator, actual: bool) -> str:
    if indicator.operator == "定性":
        return indicator.target
    if actual:
        return indicator.actual + indicator.unit
    sign = "" if indicator.operator == "=" else indicator.operator
    return f"{sign}{indicator.target}{indicator.unit}"


def runs(values: list[str]) -> list[int]:
    """Length of the run that begins at each place, 0 inside a run."""
    result = [0] * len(values)
    start = 0
    for i, value in enumerate(values):
        if i == 0 or value != values[start]:
            start = i
        result[start] += 1
    return result


def form_sheet(
    year: Year,
    form: Form,
    numerals: NumberStyle,
    project: Project,
    widths: list[float],
    rows: list[list[Field]],
) -> MadeSheet:
    names = {"year": year.year, "issuer": year.issuer, "project": project.name}
    return MadeSheet(
        statement=form.get("statement", "performance_project"),
        title=form["title"].format(**names),
        unit=numerals.unit,
        widths=widths,
        header=[],
        body=rows,
        caption=[tuple(t.format(**names) for t in line) for line in form.get("caption", [])],
        truth_title=form.get("truth_title", project.name),
        wide=form.get("wide", False),
        look=form.get("look", {}),
    )
