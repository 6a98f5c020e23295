"""Which lines of labels belong to which rows of figures, where labels stand in the middle of their rows."""

from __future__ import annotations

import pytest

from extractors.tables.unruled.middle_labels import LabelLine, owned

HEIGHT, PITCH = 7.0, 8.0


def lines(*labels: tuple[int, float | None]) -> list[LabelLine]:
    """Labels of so many lines each, one right below the other; with the row of the middle line's figures."""
    found: list[LabelLine] = []
    for count, row in labels:
        for number in range(count):
            top = PITCH * len(found)
            own = row if count % 2 and number == count // 2 else None
            found.append(LabelLine(len(found), top, top + HEIGHT, own, False))
    return found


def middle(first: int, count: int) -> float:
    return PITCH * (first + (count - 1) / 2) + HEIGHT / 2


@pytest.mark.parametrize("counts", [(1, 3, 2), (2, 2, 2), (4, 1, 3), (1, 1, 5, 2)])
def test_each_label_goes_to_the_row_whose_figures_stand_in_its_middle(counts: tuple[int, ...]) -> None:
    """However dense: the lines of two labels are no farther apart than those of one."""
    starts = [sum(counts[:i]) for i in range(len(counts))]
    rows = [middle(start, count) for start, count in zip(starts, counts, strict=True)]
    found = owned(lines(*zip(counts, rows, strict=True)), rows, HEIGHT, 2.0)
    assert [found[i] for i in range(sum(counts))] == [
        row for count, row in zip(counts, rows, strict=True) for _ in range(count)
    ]


def test_the_label_of_a_row_without_figures_belongs_to_none() -> None:
    items = lines((1, middle(0, 1)), (1, None), (1, middle(2, 1)))
    assert set(owned(items, [middle(0, 1), middle(2, 1)], HEIGHT, 2.0)) == {0, 2}


def test_what_begins_a_label_does_not_go_on_with_another() -> None:
    items = [LabelLine(0, 0, 7, None, True), LabelLine(1, 8, 15, None, True)]
    found = owned(items, [7.5], HEIGHT, 2.0)
    assert len(found) < 2
