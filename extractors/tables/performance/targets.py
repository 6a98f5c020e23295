"""What the cells of an indicator say: targets with their operator and unit, marks, parts of a cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extractors.numbers import PrintedNumber, is_dash, parse_figure
from records.phrases import Phrases

WORDS = Phrases("extractors")


LONGEST_BOUND = 40
"""Characters of a figure with the bound that is told with it; what is longer is a text."""


def read_target(text: str) -> PrintedNumber | None:
    """The figure of a target or a result; its unit may be in brackets (80.00(%)) or a list (台、件、套).

    ``None`` for a text, a date, or a text with a number in it.
    """
    compact = text.replace(" ", "").replace("\n", "")
    if len(compact) > LONGEST_BOUND:
        return _figure(compact)
    if WORDS.target_date.match(compact):
        return None
    for words, operator in ((WORDS.and_more, ">="), (WORDS.and_less, "<=")):
        bound = words.match(compact)
        if bound and (found := _bounded(bound["rest"])):
            return replace(found, operator=found.operator or operator)
    return _bounded(compact)


def _bounded(text: str) -> PrintedNumber | None:
    """A figure with the words before it that bound it: 不大于5%."""
    for words, operator in ((WORDS.at_least, ">="), (WORDS.at_most, "<=")):
        bound = words.match(text)
        if bound and (found := _figure(bound["rest"])):
            return replace(found, operator=operator)
    return _figure(text)


def _figure(text: str) -> PrintedNumber | None:
    found = parse_figure(text)
    if found is not None:
        return found
    match = WORDS.bracketed_unit.match(text) or WORDS.listed_unit.match(text)
    if match is None or WORDS.points_noted.search(match["unit"]):
        return None
    number = parse_figure(match["number"])
    if number is None or number.unit:
        return None
    return PrintedNumber(number.value, number.operator, match["unit"])


def level_and_points(text: str | None) -> tuple[str | None, Decimal | None]:
    """The name of a level and the points that are printed beside it: 产出指标（50分）."""
    match = WORDS.level_with_points.fullmatch(text or "")
    if match is None:
        return text, None
    return match["level"], Decimal(match["bracketed"] or match["plain"])


def is_yes(text: str | None) -> bool | None:
    """Whether a mark says yes (是, √) or no (否, ×); ``None`` if it says neither."""
    if text in ("是", "√", "Y", "y", "核心"):
        return True
    return False if text in ("否", "×", "N", "n", "非核心") else None


def told_unit(text: str | None) -> str | None:
    """The unit that a cell of a column of units prints, unless it is a dash."""
    return None if text is None or is_dash(text) else text
