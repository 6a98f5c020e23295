"""Rulings as drawn, cleaned: snapped to common positions, joined, and grouped into frames.

Producers draw one border in many pieces (a stroke a cell, dashes, corner dots, double strokes).
Pieces within :data:`SNAP` of each other across, and within :data:`BRIDGE` along, are one ruling.
All lengths are PDF points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from extractors.tables.geometry import GEOMETRY
from records.columns import Box

Segment = tuple[float, float, float]
"""Position across, start along, end along."""

SNAP = GEOMETRY.snap
BRIDGE = GEOMETRY.bridge
TOUCH = GEOMETRY.touch
SHORTEST = GEOMETRY.shortest
AS_HIGH = GEOMETRY.as_high
APART = 10.0
"""White space between two tables, in which a caption has its place."""
BESIDE = 0.4
"""... and lie off it at most so many times its width."""
MOST_CROSSINGS = 1_000_000
"""A page with more horizontal times vertical rulings is a drawing; tables on one page reach 10,000."""


@dataclass(slots=True)
class Frame:
    """Rulings that touch each other: the skeleton of one table, or a stray line.

    They are not changed once the box around them was asked for.
    """

    horizontal: list[Segment] = field(default_factory=list)
    vertical: list[Segment] = field(default_factory=list)
    _box: Box | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def box(self) -> Box:
        if self._box is None:
            xs = [s[0] for s in self.vertical] + [e for s in self.horizontal for e in s[1:]]
            ys = [s[0] for s in self.horizontal] + [e for s in self.vertical for e in s[1:]]
            self._box = (min(xs), min(ys), max(xs), max(ys))
        return self._box

    @property
    def is_border(self) -> bool:
        """Whether the only vertical rulings are the outer left and right."""
        left, _, right, _ = self.box
        return bool(self.vertical) and all(x - left < SNAP or right - x < SNAP for x, _, _ in self.vertical)

    @property
    def is_box(self) -> bool:
        """Whether it is a border that parts no rows: around a table, or around anything else."""
        return self.is_border and len(self.horizontal) <= 2

    def closed(self) -> list[Segment]:
        """The horizontal rulings, with those at the top and the bottom that a page break leaves away."""
        left, top, right, bottom = self.box
        ends = [y for y in (top, bottom) if all(abs(s[0] - y) > TOUCH for s in self.horizontal)]
        return sorted([*self.horizontal, *((y, left, right) for y in ends)])

    def encloses(self, across: Segment) -> bool:
        """Whether a horizontal ruling lies inside the frame's box."""
        left, top, right, bottom = self.box
        return top < across[0] < bottom and left <= across[1] and across[2] <= right


def join(segments: list[Segment]) -> list[Segment]:
    """Segments snapped to common positions and joined along; sorted by position, then start.

    What another table has drawn, above or beside, moves no position of this one.
    """
    result: list[Segment] = []
    for band in _bands(segments):
        cluster: list[Segment] = []
        for segment in sorted(band):
            if cluster and segment[0] - cluster[0][0] > SNAP:
                _join_cluster(cluster, result)
                cluster = []
            cluster.append(segment)
        _join_cluster(cluster, result)
    return sorted(result)


def _bands(segments: list[Segment]) -> Iterator[list[Segment]]:
    """Segments by the stretch of the page that they lie in; nothing is drawn between two of them."""
    band: list[Segment] = []
    reached = 0.0
    for segment in sorted(segments, key=itemgetter(1)):
        if band and segment[1] - reached > APART:
            yield band
            band = []
        reached = max(reached, segment[2]) if band else segment[2]
        band.append(segment)
    if band:
        yield band


def _join_cluster(cluster: list[Segment], result: list[Segment]) -> None:
    at = sum(s[0] for s in cluster) / len(cluster)
    stretches = sorted([s[1:] for s in cluster])
    start, end = stretches[0]
    for next_start, next_end in stretches[1:]:
        if next_start - end <= BRIDGE:
            end = max(end, next_end)
        else:
            if end - start >= SHORTEST:
                result.append((at, start, end))
            start, end = next_start, next_end
    if end - start >= SHORTEST:
        result.append((at, start, end))


def frames(horizontal: list[Segment], vertical: list[Segment]) -> list[Frame] | None:
    """Joined rulings grouped by touch, top to bottom; ``horizontal`` and ``vertical`` as drawn.

    ``None`` if they are so many that they make a drawing, not tables.
    """
    across, down = join(horizontal), join(vertical)
    if len(across) * len(down) > MOST_CROSSINGS:
        return None
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    heights = [y for y, _, _ in across]
    for j, (x, top, bottom) in enumerate(down, len(across)):
        own = root(j)
        for i in range(bisect_left(heights, top - TOUCH), bisect_right(heights, bottom + TOUCH)):
            if across[i][1] - TOUCH <= x <= across[i][2] + TOUCH:
                parent[root(i)] = own
    groups: dict[int, Frame] = defaultdict(Frame)
    for i, segment in enumerate(across):
        groups[root(i)].horizontal.append(segment)
    for j, segment in enumerate(down, len(across)):
        groups[root(j)].vertical.append(segment)
    found = _with_columns_beside(_between_sides(list(groups.values())))
    return sorted(found, key=lambda frame: frame.box[1::-1])


def _between_sides(found: list[Frame]) -> list[Frame]:
    """The frames, vertical rulings of one height that meet no horizontal one as one frame.

    They are the sides of a table that goes on from the page before and on the next one.
    """
    lone = [frame for frame in found if not frame.horizontal]
    if len(lone) < 2:
        return found
    alike: dict[tuple[int, int], list[Frame]] = {}
    for frame in lone:
        _, top, bottom = frame.vertical[0]
        alike.setdefault((round(top / AS_HIGH), round(bottom / AS_HIGH)), []).append(frame)
    gone: set[int] = set()
    for sides in alike.values():
        whole = Frame([], [side for frame in sides for side in frame.vertical])
        left, top, right, bottom = whole.box
        if right - left < GEOMETRY.narrowest_table or any(
            other.horizontal and top < (other.box[1] + other.box[3]) / 2 < bottom for other in found
        ):
            continue
        gone |= {id(frame) for frame in sides}
        found = [*found, whole]
    return [frame for frame in found if id(frame) not in gone]


def _with_columns_beside(found: list[Frame]) -> list[Frame]:
    """The frames, those with columns at their sides whose cells span the whole height given them.

    Such a column has vertical rulings that meet no horizontal one, as long as the frame is high.
    """
    lone = [frame for frame in found if not frame.horizontal]
    tables = [frame for frame in found if frame.horizontal and frame.vertical]
    if not lone or not tables:
        return found
    taken: set[int] = set()
    beside: dict[int, list[Segment]] = defaultdict(list)
    for table in tables:
        left, top, right, bottom = table.box
        reach = BESIDE * (right - left)
        near = [
            (min(abs(x - left), abs(x - right)), frame)
            for frame in lone
            for x, start, end in frame.vertical[:1]
            if abs(start - top) < AS_HIGH
            and abs(end - bottom) < AS_HIGH
            and (left - reach < x < left - SNAP or right + SNAP < x < right + reach)
        ]
        for _, frame in near:
            if id(frame) not in taken:
                taken.add(id(frame))
                beside[id(table)] += frame.vertical
    return [
        Frame(frame.horizontal, frame.vertical + beside[id(frame)]) if id(frame) in beside else frame
        for frame in found
        if id(frame) not in taken
    ]
