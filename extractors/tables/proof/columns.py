"""Sums along a row: a total column is the sum of its siblings under the same header."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.characters import fold
from extractors.tables.proof.sums import Figures, Sum, comes_out, decimals
from extractors.tables.words import names_total

INCLUDED = "其中"


@dataclass(slots=True)
class HeaderNode:
    """A header with the headers below it; ``column`` is that of a leaf."""

    text: str
    column: int | None = None
    below: list[HeaderNode] = field(default_factory=list)

    @property
    def is_total(self) -> bool:
        folded = fold(self.text)
        return names_total(folded) or folded.endswith("金额")

    @property
    def is_included(self) -> bool:
        return fold(self.text).startswith(INCLUDED)


def row_sums(figures: Figures, paths: dict[int, list[str]]) -> Iterator[Sum]:
    """The sums that come out along rows, for columns with the headers ``paths``."""
    plans = list(_plans(_tree(paths)))
    places = decimals(figures.values())
    for row in sorted({row for row, _ in figures}):
        for whole, parts in plans:
            value = figures.get((row, whole))
            present = [(row, column) for column in parts if (row, column) in figures]
            if value is not None and comes_out(value, [figures[place] for place in present], places):
                yield Sum((row, whole), tuple(present))


def _tree(paths: dict[int, list[str]]) -> HeaderNode:
    """The headers as a tree; columns with the same head beside each other share it."""
    root = HeaderNode("")
    for column, path in sorted(paths.items()):
        at = root
        for text in path[:-1]:
            if not at.below or at.below[-1].text != text or at.below[-1].column is not None:
                at.below.append(HeaderNode(text))
            at = at.below[-1]
        at.below.append(HeaderNode(path[-1] if path else "", column))
    return root


def _plans(head: HeaderNode) -> Iterator[tuple[int, list[int]]]:
    """Total columns with those that they are the sum of."""
    for child in head.below:
        yield from _plans(child)
    leaves = [child for child in head.below if child.column is not None]
    totals = [child for child in leaves if child.is_total]
    if len(head.below) < 2:
        return
    if not totals and leaves and all(not child.is_included for child in head.below):
        # 财政拨款支出 | 基本支出 | 项目支出: the first column may be the total without saying so.
        totals = leaves[:1] if leaves[0] is head.below[0] else []
    for total in totals:
        others = [child for child in head.below if child is not total and not child.is_included]
        columns = [column for child in others if (column := _total_of(child)) is not None]
        every = [leaf for child in others for leaf in _leaves(child)]
        whole = total.column
        if whole is None or not columns:
            continue
        yield whole, columns
        if sorted(every) != sorted(columns):
            yield whole, every


def _total_of(head: HeaderNode) -> int | None:
    """The column that stands for all that is below a head."""
    if head.column is not None:
        return head.column
    totals = [child for child in head.below if child.column is not None and child.is_total]
    return totals[0].column if totals else None


def _leaves(head: HeaderNode) -> list[int]:
    if head.column is not None:
        return [head.column]
    return [column for child in head.below for column in _leaves(child)]
