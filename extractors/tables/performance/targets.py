"""What the cells of an indicator say: targets with their operator and unit, marks, parts of a cell."""

from __future__ import annotations

from decimal import Decimal

from extractors.numbers import PrintedNumber, parse_figure
from records.phrases import Phrases

WORDS = Phrases("extractors")


def read_target(text: str) -> PrintedNumber | None:
    """The figure of a target or a result; its unit may be in brackets (80.00(%)) or a list (台、件、套).

    ``None`` for a text, or a text with a number in it.
    """
    found = parse_figure(text)
    if found is not None:
        return found
    compact = text.replace(" ", "").replace("\n", "")
    match = WORDS.bracketed_unit.match(compact) or WORDS.listed_unit.match(compact)
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
