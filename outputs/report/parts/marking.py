"""The narrative with its claims and reasons marked, as runs of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TypeVar

from records.narrative_tables import ClaimRecord, ReasonRecord

Span = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """A stretch of text: the number of ``claims``, or a part of a ``reason``, or neither."""

    text: str
    claims: tuple[ClaimRecord, ...] = ()
    reason: ReasonRecord | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text by lines; ``unplaced`` are claims whose number is not found in it."""

    lines: list[list[MarkedRun]]
    unplaced: list[ClaimRecord]


def marked(text: str, claims: Sequence[ClaimRecord], reasons: Sequence[ReasonRecord]) -> Marked:
    """Mark a section's text. ``claims`` and ``reasons`` stand in the order of the text."""
    numbers, unplaced = _numbers(text, claims)
    given = _reasons(text, reasons)
    cuts = sorted({0, len(text)}.union(*numbers, *given))
    lines: list[list[MarkedRun]] = [[]]
    for start, end in pairwise(cuts):
        claimed = tuple(_covering(numbers, start) or [])
        reason = _covering(given, start)
        for number, part in enumerate(text[start:end].split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(MarkedRun(part, claimed, reason))
    return Marked([line for line in lines if line], unplaced)


def _covering(spans: Mapping[Span, T], at: int) -> T | None:
    """The value of the span that covers a place; the spans are in order and do not overlap."""
    starts = list(spans)
    index = bisect_right(starts, at, key=itemgetter(0)) - 1
    return spans[starts[index]] if index >= 0 and at < starts[index][1] else None


def _numbers(
    text: str, claims: Sequence[ClaimRecord]
) -> tuple[dict[Span, list[ClaimRecord]], list[ClaimRecord]]:
    """The places of the claims' numbers, none overlapping another, and the claims without one."""
    found: dict[Span, list[ClaimRecord]] = {}
    unplaced: list[ClaimRecord] = []
    reached = 0
    for sentence, stated in groupby(claims, key=lambda claim: claim.sentence):
        start = _find(text, sentence or "", reached)
        if not sentence or start < 0:
            unplaced += stated
            continue
        end = reached = start + len(sentence)
        last: ClaimRecord | None = None
        span = (start, start)
        for claim in stated:
            if not (last and claim.raw == last.raw and claim.box is not None and claim.box == last.box):
                span = _number(text, claim.raw or "", span, (start, end), found)
            if span[0] < span[1]:
                found.setdefault(span, []).append(claim)
            else:
                unplaced.append(claim)
            last = claim
    return dict(sorted(found.items())), unplaced


def _number(text: str, raw: str, last: Span, sentence: Span, found: dict[Span, list[ClaimRecord]]) -> Span:
    """The next place of ``raw`` in the sentence, or an earlier one that a claim has; empty if none.

    One number may be two claims (收、支总计均为…).
    """
    at = text.find(raw, last[1], sentence[1]) if raw else -1
    if at >= 0 and not any(start < at + len(raw) and at < end for start, end in found):
        return at, at + len(raw)
    for start, end in found:
        if start >= sentence[0] and text[start:end] == raw:
            return start, end
    at = text.find(raw, sentence[0], sentence[1]) if raw else -1
    if at >= 0 and not any(start < at + len(raw) and at < end for start, end in found):
        return at, at + len(raw)
    return last[1], last[1]


def _reasons(text: str, reasons: Sequence[ReasonRecord]) -> dict[Span, ReasonRecord]:
    found: dict[Span, ReasonRecord] = {}
    reached = 0
    for reason in reasons:
        start = text.find(reason.text, reached) if reason.text else -1
        if start >= 0:
            reached = start + len(reason.text)
            found[start, reached] = reason
    return found


def _find(text: str, sentence: str, start: int) -> int:
    at = text.find(sentence, start)
    return at if at >= 0 else text.find(sentence)
