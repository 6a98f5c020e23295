"""The thresholds of table geometry in one place, each with its unit, its reason and the pages it is for.

To try another value, change it here, look at pages of that kind (``duizhang inspect --draw``), and run
the tests of tables and the approved results.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def _points(value: float, reason: str, pages: str, unit: str = "points") -> Any:
    """A threshold: what it counts, why it is there, and which pages made it necessary."""
    return field(default=value, metadata={"unit": unit, "reason": reason, "pages": pages})


def _share_of_side(value: float, reason: str, pages: str) -> Any:
    return _points(value, reason, pages, "share of a side")


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Where one thing on a page ends and another begins."""

    # Strokes
    thickest_rule: float = _points(
        3.0, "what is thicker is a filled area, no ruling", "thin fills drawn as borders by Word"
    )
    shortest_rule: float = _points(
        1.5, "what is shorter is a dot of a corner", "borders drawn with a dot at each corner"
    )

    # Rulings
    snap: float = _points(2.5, "rulings nearer across are one", "double strokes, a stroke for each cell")
    bridge: float = _points(
        3.0, "pieces nearer along are one ruling", "dashed borders, a stroke for each cell"
    )
    touch: float = _points(3.0, "rulings that miss each other by less belong together", "open corners")
    shortest: float = _points(5.0, "a joined ruling that is shorter bounds no cell", "ticks and underlines")
    as_high: float = _points(
        6.0, "a lone ruling that ends so near a table's ends runs along all of it", "columns merged downwards"
    )

    # Grid
    covered: float = _share_of_side(
        0.6, "a side drawn so far parts two cells", "borders that stop short of a corner"
    )
    open_edge: float = _points(
        8.0, "a ruling that goes on so far closes a cell there", "tables without outer borders"
    )
    overhang: float = _points(1.5, "text may stick out of its cell so far", "narrow columns of long figures")

    # Over pages
    same_column: float = _points(
        4.0, "columns of two pages that are nearer are the same", "tables that go on overleaf"
    )
    shift: float = _points(
        40.0, "a table may be set off so far overleaf", "other margins on left and right pages"
    )

    # Tables with few or no rulings
    narrowest_table: float = _points(
        150.0, "what is narrower is no table", "signatures and lists beside the text"
    )
    tallest_row: float = _points(40.0, "rulings nearer than this part rows", "tables ruled between rows only")
    gutter: float = _points(
        1.5, "a narrower white space parts no columns", "dense tables without vertical rulings"
    )
    centred: float = _points(
        3.0, "middles that differ by less are on one line", "heads centred over their columns"
    )
    flush: float = _points(1.5, "texts that begin nearer are flush left", "labels indented by level")
    same_edge: float = _points(
        6.0, "outer edges that are nearer are those of one table", "open tables that go on overleaf"
    )
    tallest_band: float = _points(
        120.0, "a higher filled area is no row", "boxes of colour behind text, covers"
    )
    same_band_edge: float = _points(3.0, "bands whose edges are nearer are of one table", "shaded tables")
    farthest_band: float = _points(
        90.0, "bands of one table are nearer", "every other row shaded, labels of some lines"
    )


GEOMETRY = Geometry()
