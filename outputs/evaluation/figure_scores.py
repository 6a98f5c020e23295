"""Figures held against an annotation."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from outputs.evaluation.comparison import number, same_column, same_row
from outputs.evaluation.gold import Gold, GoldFigure
from outputs.evaluation.scores import Misses, Score

Fact = dict[str, Any]


def score_figures(gold: Gold, facts: list[Fact], score: Score, misses: Misses) -> None:
    """Give each annotated figure one fact of its value, page, row, column and statement, if there is one.

    Facts of statements that the annotation does not have are not judged.
    """
    of_value: dict[Decimal, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact["value"] is not None:
            of_value[fact["value"].normalize()].append(fact)
    used: set[str] = set()
    for figure in gold.figures:
        value = number(figure.value)
        if value is None:
            continue
        left = [f for f in of_value[value] if f["fact_id"] not in used]
        candidates = _on_page(left, figure.page)
        in_row = [
            f for f in candidates if same_row(figure.code, figure.row, f["account_code"], f["row_label"])
        ]
        in_column = [f for f in in_row if same_column(figure.column_path, f["column_path"])]
        in_statement = [f for f in in_column if f["statement"] == figure.statement]
        score.figure_values.add(bool(candidates))
        score.figure_rows.add(bool(in_row))
        score.figure_columns.add(bool(in_column))
        if score.figures.add(bool(in_statement)):
            used.add(in_statement[0]["fact_id"])
        else:
            steps = {"value": candidates, "row": in_row, "column": in_column, "statement": in_statement}
            failed = next(name for name, found in steps.items() if not found)
            misses.note(f"figure:{failed}", _miss(figure, candidates))
    for fact in facts:
        if fact["statement"] in gold.statements and not score.figure_precision.add(fact["fact_id"] in used):
            misses.note("figure:extra", f"{described(fact)} = {fact['raw']}")


def described(fact: Fact) -> str:
    """Where a fact stands, for a reader."""
    path = "/".join(fact["column_path"] or ())
    place = f"{fact['statement']} p{fact['page']}"
    return f"{place} {fact['account_code'] or ''} {fact['row_label'] or ''} {path}"


def _on_page(facts: list[Fact], page: int | None) -> list[Fact]:
    """Those on the page; all of them where nothing tells pages."""
    if not page or not any(f["page"] for f in facts):
        return facts
    return [f for f in facts if f["page"] == page]


def _miss(figure: GoldFigure, candidates: list[Fact]) -> str:
    near = f"  <- {described(candidates[0])}" if candidates else ""
    return f"{figure}{near}"
