"""Charts as SVG, drawn by Vega-Lite (through vl-convert) from the specifications in ``charts/``.

A specification is data: a Vega-Lite JSON file without its values. A chart holds no words of ours,
so that it reads in any language; its legend is in the HTML. The text of the SVG is text, in the
fonts of the reader's system.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from outputs.report.parts.series import ClassFigure, YearFigure

RANKS = {"contradicted": 0, "unverifiable": 1, "rounding": 2, "derivable": 3, "supported": 4}


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with the key of its title, the kind of its legend, and its values as text."""

    title: str
    legend: str
    svg: str
    values: str
    subject: str = ""

    @property
    def source(self) -> str:
        """The picture as an address: an image cannot run scripts, whatever its text holds."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()


def verdicts_by_chapter(rows: Iterable[tuple[str, str, int]]) -> Chart | None:
    """A bar for each chapter: how many of its claims have which verdict. Rows: chapter, verdict, count."""
    values = [
        {"name": name, "verdict": verdict, "count": count, "rank": RANKS[verdict]}
        for name, verdict, count in rows
    ]
    if len({value["name"] for value in values}) < 2:
        return None
    told = "；".join(f"{value['name']} {value['verdict']} {value['count']}" for value in values)
    return Chart("by_chapter", "verdicts", _draw("by_chapter", values), told)


def expenditure_by_class(figures: list[ClassFigure]) -> Chart | None:
    """A bar for each class's outturn, a mark for its budget; nothing without any budget."""
    if len(figures) < 2 or all(figure.budget is None for figure in figures):
        return None
    values = [
        {"name": figure.name, "outturn": float(figure.outturn), "budget": _number(figure.budget)}
        for figure in figures
    ]
    told = "；".join(f"{f.name} {f.outturn} / {'—' if f.budget is None else f.budget}" for f in figures)
    return Chart("by_class", "budget", _draw("by_class", values), told)


def three_public(years: list[YearFigure], subject: str = "") -> Chart | None:
    """A bar for each year's outturn by its parts, a mark for its budget; nothing for a single year."""
    if len(years) < 2:
        return None
    values: list[dict[str, Any]] = []
    for one in years:
        parts: dict[str, Decimal | None] = dict(one.parts) or {"whole": one.outturn}
        values += [
            {"year": str(one.year), "part": part, "amount": _number(amount), "rank": rank}
            for rank, (part, amount) in enumerate(parts.items())
        ]
        values[-1]["budget"] = _number(one.budget)
    told = "；".join(f"{one.year} {one.outturn} / {one.budget}" for one in years)
    return Chart("three_public_years", "three_public", _draw("three_public", values), told, subject)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


@cache
def _json(name: str) -> dict[str, Any]:
    result: dict[str, Any] = orjson.loads((Path(__file__).parent / "charts" / f"{name}.json").read_bytes())
    return result


def _draw(name: str, values: list[dict[str, Any]]) -> str:
    # Imported here: it brings a JavaScript engine, which takes half a second to start.
    import vl_convert

    specification = _json(name) | {"data": {"values": values}}
    svg: str = vl_convert.vegalite_to_svg(specification, config=_json("style"), allowed_base_urls=[])
    return svg
