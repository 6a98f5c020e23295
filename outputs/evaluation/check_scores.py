"""Failing checks held against the defects that were planted into a document."""

from __future__ import annotations

from typing import Any

from outputs.evaluation.comparison import same_row
from outputs.evaluation.gold import Gold, GoldDefect
from outputs.evaluation.operands import Operands
from outputs.evaluation.scores import Misses, Score

Row = dict[str, Any]


def score_checks(gold: Gold, checks: list[Row], operands: Operands, score: Score, misses: Misses) -> None:
    """Which defects of tables a failing check points at, and which failing checks point at none.

    Only where the annotation says page and cell of its defects (``gold.located``), as the maker of
    samples does; a difference of ``rounding`` is no defect, a check that points at it a false alarm.
    """
    if not gold.located:
        return
    failing = [(check, operands.of_row(check)) for check in checks if check["verdict"] == "fails"]
    real = [defect for defect in gold.defects if defect.kind != "rounding"]
    for defect in real:
        if defect.cells and not score.defects.add(any(_in_cells(f, defect) for _, fs in failing for f in fs)):
            misses.note(f"defect:{defect.kind}", f"p{defect.page} {defect.where}: {defect.found}")
    for check, facts in failing:
        if not score.check_alarms.add(any(_points_at(check, facts, defect) for defect in real)):
            misses.note("check:false", f"p{check['page']} {check['rule']} {check['message']}")


def _in_cells(fact: Row, defect: GoldDefect) -> bool:
    """Whether a fact stands in the row of a defect: the rows of one page with its code or label."""
    return fact["page"] == defect.page and any(
        fact["statement"] == cell.statement
        and (fact["account_code"] == cell.row or same_row(None, cell.row, None, fact["row_label"]))
        for cell in defect.cells
    )


def _points_at(check: Row, operands: list[Row], defect: GoldDefect) -> bool:
    """Whether a failing check speaks of a defect: of its statement, or, for one of the text, of its page."""
    if defect.cells:
        statements = {cell.statement for cell in defect.cells}
        return any(f["statement"] in statements for f in operands)
    near = check["page"] is not None and defect.page is not None and abs(check["page"] - defect.page) <= 1
    return near or any(f["page"] == defect.page for f in operands)
