"""Why targets were missed: the explanations of indicators, judged like the narrative's reasons."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.causes.kinds import About
from nlp.causes.readers import told
from records.file_tables import IndicatorRecord


def judge_explanations(indicators: Iterable[IndicatorRecord], year: int | None) -> None:
    """Write the kinds of cause into the indicators that give one; other explanations have none."""
    for indicator in indicators:
        if indicator.explanation_kind == "cause" and indicator.explanation:
            about = About((indicator.name,) if indicator.name else (), year)
            indicator.categories = list(told(indicator.explanation, about).categories)
