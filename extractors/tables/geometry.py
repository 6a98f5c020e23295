"""The thresholds of table geometry in one place, each with its unit, its reason and the pages it is for.

To try another value, change it here, look at pages of that kind (``duizhang inspect --draw``), and run
the tests of tables and the approved results.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a number of :class:`Geometry` counts, why it is there, and which pages made it necessary."""

    unit: str
    reason: str
    pages: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Where one thing on a page ends and another begins."""

    # Strokes
    thickest_rule: Annotated[
        float,
        Threshold(
            "points", "what is thicker is a filled area, no ruling", "thin fills drawn as borders by Word"
        ),
    ] = 3.0
    shortest_rule: Annotated[
        float,
        Threshold(
            "points", "what is shorter is a dot of a corner", "borders drawn with a dot at each corner"
        ),
    ] = 1.5

    # Rulings
    snap: Annotated[
        float, Threshold("points", "rulings nearer across are one", "double strokes, a stroke for each cell")
    ] = 2.5
    bridge: Annotated[
        float,
        Threshold("points", "pieces nearer along are one ruling", "dashed borders, a stroke for each cell"),
    ] = 3.0
    touch: Annotated[
        float, Threshold("points", "rulings that miss each other by less belong together", "open corners")
    ] = 3.0
    shortest: Annotated[
        float, Threshold("points", "a joined ruling that is shorter bounds no cell", "ticks and underlines")
    ] = 5.0
    as_high: Annotated[
        float,
        Threshold(
            "points",
            "a lone ruling that ends so near a table's ends runs along all of it",
            "columns merged downwards",
        ),
    ] = 6.0

    # Grid
    covered: Annotated[
        float,
        Threshold(
            "share of a side", "a side drawn so far parts two cells", "borders that stop short of a corner"
        ),
    ] = 0.6
    open_edge: Annotated[
        float,
        Threshold(
            "points", "a ruling that goes on so far closes a cell there", "tables without outer borders"
        ),
    ] = 8.0
    overhang: Annotated[
        float, Threshold("points", "text may stick out of its cell so far", "narrow columns of long figures")
    ] = 1.5

    # Over pages
    same_column: Annotated[
        float,
        Threshold(
            "points", "columns of two pages that are nearer are the same", "tables that go on overleaf"
        ),
    ] = 4.0
    shift: Annotated[
        float,
        Threshold(
            "points", "a table may be set off so far overleaf", "other margins on left and right pages"
        ),
    ] = 40.0

    # Tables with few or no rulings
    narrowest_table: Annotated[
        float, Threshold("points", "what is narrower is no table", "signatures and lists beside the text")
    ] = 150.0
    tallest_row: Annotated[
        float, Threshold("points", "rulings nearer than this part rows", "tables ruled between rows only")
    ] = 40.0
    gutter: Annotated[
        float,
        Threshold(
            "points", "a narrower white space parts no columns", "dense tables without vertical rulings"
        ),
    ] = 1.5
    centred: Annotated[
        float,
        Threshold(
            "points", "middles that differ by less are on one line", "heads centred over their columns"
        ),
    ] = 3.0
    flush: Annotated[
        float, Threshold("points", "texts that begin nearer are flush left", "labels indented by level")
    ] = 1.5
    same_edge: Annotated[
        float,
        Threshold(
            "points", "outer edges that are nearer are those of one table", "open tables that go on overleaf"
        ),
    ] = 6.0
    tallest_band: Annotated[
        float, Threshold("points", "a higher filled area is no row", "boxes of colour behind text, covers")
    ] = 120.0
    same_band_edge: Annotated[
        float, Threshold("points", "bands whose edges are nearer are of one table", "shaded tables")
    ] = 3.0
    farthest_band: Annotated[
        float,
        Threshold("points", "bands of one table are nearer", "every other row shaded, labels of some lines"),
    ] = 90.0


GEOMETRY = Geometry()
