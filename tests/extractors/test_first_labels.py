"""Where the header of an open table ends whose first row has labels of two lines."""

from __future__ import annotations

import pytest

from extractors.tables.unruled.fragments import Fragment, Row
from extractors.tables.unruled.header_edges import header_foot

HEADS = [("类型", 50.0), ("项目名称", 120.0), ("金额", 220.0)]


def line(y: float, *texts: tuple[str, float]) -> Row:
    return [Fragment(text, x, x + 9.0 * len(text), y, y + 9.0) for text, x in texts]


@pytest.mark.parametrize(
    ("upper", "second", "foot"),
    [
        ([("31-部门项", 50.0), ("信息系统", 120.0)], [("目", 50.0), ("运维", 120.0)], 129.0),
        ([("小计", 80.0), ("其中", 140.0)], [("目", 50.0), ("运维", 120.0)], 134.5),
    ],
)
def test_first_lines_of_labels_are_below_the_header(
    upper: list[tuple[str, float]], second: list[tuple[str, float]], foot: float
) -> None:
    rows = [
        line(100.0, *HEADS),
        line(130.0, *upper),
        line(135.5, ("86.50", 220.0)),
        line(141.0, *second),
        line(160.0, ("32-其他", 50.0), ("物业管理", 120.0), ("64.20", 220.0)),
    ]
    assert header_foot(rows, [(98.0, 47.0, 270.0), (180.0, 47.0, 270.0)]) == foot


def test_heads_near_the_header_are_no_labels_of_the_first_row() -> None:
    rows = [
        line(100.0, *HEADS),
        line(110.0, ("代码", 50.0), ("全称", 120.0)),
        line(135.5, ("31", 50.0), ("运维", 120.0), ("86.50", 220.0)),
        line(155.5, ("32", 50.0), ("物业", 120.0), ("64.20", 220.0)),
    ]
    assert header_foot(rows, [(98.0, 47.0, 270.0), (180.0, 47.0, 270.0)]) == 134.5
