"""A page that was laid straight before it was read, and the way back to the page as displayed."""

from __future__ import annotations

from dataclasses import dataclass

from records.columns import Box

Affine = tuple[tuple[float, float, float], tuple[float, float, float]]
"""Two rows of a matrix: ``x' = a x + b y + c``, ``y' = d x + e y + f``."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Takes points of the straightened page to the page as displayed, both in points from the top left."""

    matrix: Affine

    def box(self, box: Box) -> Box:
        """The upright box around what ``box`` of the straightened page covers on the displayed one."""
        x0, y0, x1, y1 = box
        (a, b, c), (d, e, f) = self.matrix
        corners = ((x0, y0), (x1, y0), (x0, y1), (x1, y1))
        xs = [a * x + b * y + c for x, y in corners]
        ys = [d * x + e * y + f for x, y in corners]
        return (round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))
