"""Why targets were missed: the explanations of indicators, judged like the narrative's reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.causes.kinds import About
from nlp.causes.readers import told
from nlp.rules import pattern
from records.file_tables import IndicatorRecord

_CLAUSE = re.compile(r"[^，；。！;!\n]+[，；。！;!\n]*")


def judge_explanations(indicators: Iterable[IndicatorRecord], year: int | None) -> None:
    """Write the kinds of cause into the indicators that give one; other explanations have none."""
    for indicator in indicators:
        if indicator.explanation_kind == "cause" and indicator.explanation:
            about = About((indicator.name,) if indicator.name else (), year)
            indicator.categories = list(told(without_measures(indicator.explanation), about).categories)


def without_measures(explanation: str) -> str:
    """What a cell of causes and measures (偏差原因分析及改进措施) gives as the cause.

    A clause that begins with a measure is none; behind another also one that merely begins with what is
    to be done: 车辆老旧，加强管理.
    """
    always, first, later = (pattern("causes/kinds", "measures", key) for key in ("always", "first", "later"))
    clauses = _CLAUSE.findall(re.sub(r"\s+", "", explanation))
    return "".join(
        clause
        for at, clause in enumerate(clauses)
        if not always.match(clause) and not (later if at else first).match(clause)
    )
