"""The texts of the review page can be read by who sees less well: contrast of 4.5 and more (WCAG AA)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from outputs.report import writing

STYLE = (Path(writing.__file__).parent / "assets" / "report.css").read_text("utf-8")
COLOURS: dict[str, str] = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", STYLE.partition("}")[0]))
VERDICTS = ("contradicted", "unverifiable", "rounding", "derivable", "supported")
GROUNDS = {
    **dict.fromkeys(("ink", "soft", "faint", "accent", "budget"), ("paper", "sheet", "wash")),
    **{name: ("paper", "sheet", f"{name}-wash") for name in VERDICTS},
}
"""Colour of text -> what it stands on."""


def brightness(colour: str) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_text_has_enough_contrast_to_what_it_stands_on() -> None:
    weak = {
        (text, ground): round(contrast(COLOURS[text], COLOURS[ground]), 2)
        for text, grounds in GROUNDS.items()
        for ground in grounds
        if ground in COLOURS and contrast(COLOURS[text], COLOURS[ground]) < 4.5
    }
    assert weak == {}


def test_white_text_has_enough_contrast_on_the_colour_of_each_verdict() -> None:
    assert [name for name in VERDICTS if contrast("#ffffff", COLOURS[name]) < 4.5] == []
