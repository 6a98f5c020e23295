"""Lines of text grouped to the rows that the eye sees. Lengths are PDF points."""

from __future__ import annotations

from extractors.document import TextLine

LEADING = 0.6
"""Heights of text between the lines of one text at most."""
OVERLAP = 0.2
"""A line whose middle lies higher than this share of a row's height above its foot, is in the row."""


def rows_of_lines(lines: list[TextLine]) -> list[list[TextLine]]:
    """Lines grouped by baseline, top to bottom; each group left to right."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.y0 + line.y1):
        middle = line.middle
        if rows and middle < rows[-1][0].y1 - OVERLAP * (rows[-1][0].y1 - rows[-1][0].y0):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.x0)
    return rows
