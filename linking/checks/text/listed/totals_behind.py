"""Totals that stand behind what they are made of: 电脑4台、打印机2台，共6台; 甲5万元。乙3万元。合计8万元。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from linking.checks.identities import ChecksMade
from linking.checks.text.listed.divided import Divided, is_like, judge_divided, places
from linking.checks.text.lists import FEWEST, are_apart
from linking.checks.text.stated import agree, judge_sum, made_of, money_of
from linking.wording import without_blanks
from records.lexicon.numerals import number_said
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text")

MOST_PARTS = 12
"""Sentences before a total that may tell its parts; lists of projects seldom have more."""


def totals_behind(claims: list[ClaimRecord], kind: str = "count") -> Iterator[Divided]:
    """The totals behind what is listed in their sentence: 电脑4台、打印机2台，共6台."""
    text = without_blanks(claims[0].sentence)
    placed = places(claims, text) or []
    for at, whole in enumerate(placed):
        if at < FEWEST or whole.claim.kind != kind or not is_like(whole.claim, whole.claim):
            continue
        if WORDS.total_behind.fullmatch(text, placed[at - 1].end, whole.start) is None:
            continue
        parts: list[ClaimRecord] = []
        for before, part in zip(reversed(placed[: at - 1]), reversed(placed[1:at]), strict=True):
            parts.insert(0, part.claim)
            if WORDS.beside.fullmatch(text, before.end, part.start) is None:
                break
            if before is placed[0]:
                parts.insert(0, before.claim)
        if len(parts) >= FEWEST and all(is_like(whole.claim, part) for part in parts):
            yield Divided(whole.claim, parts, closed=True)


def named_totals(claims: list[ClaimRecord]) -> Iterator[tuple[str, Divided]]:
    """The counts that a name and a word of sums stand before, with the name and what was counted before."""
    text = without_blanks(claims[0].sentence)
    placed = places(claims, text) or []
    for at, whole in enumerate(placed):
        if at < FEWEST or not is_like(whole.claim, whole.claim) or whole.claim.kind != "count":
            continue
        if told := WORDS.named_total.fullmatch(text, placed[at - 1].end, whole.start):
            parts = [one.claim for one in placed[:at] if is_like(whole.claim, one.claim)]
            yield told["name"], Divided(whole.claim, parts, closed=True)


def check_totals_behind(sentences: list[list[ClaimRecord]], found: ChecksMade) -> None:
    """Totals of amounts behind them, in one sentence and over several."""
    for at, claims in enumerate(sentences):
        for listed in totals_behind(claims, "level"):
            _judge(listed.whole, listed.parts, None, found)
        whole = claims[0]
        text = without_blanks(whole.sentence)
        if whole.kind != "level" or not is_like(whole, whole) or not whole.raw:
            continue
        told = WORDS.sum_of_above.fullmatch(text, 0, text.find(without_blanks(whole.raw)))
        if told is not None:
            number = number_said(told["count"] or "")
            _judge(whole, _told_before(sentences[max(0, at - MOST_PARTS) : at], whole), number, found)


def _told_before(sentences: list[list[ClaimRecord]], whole: ClaimRecord) -> list[ClaimRecord]:
    """The amounts with which the sentences right before a total begin, each of its stage and year."""

    def is_part(claims: list[ClaimRecord]) -> bool:
        first = claims[0]
        same = (first.section_id, first.phase, first.period) == (whole.section_id, whole.phase, whole.period)
        text = without_blanks(first.sentence)
        sums_up = WORDS.sum_of_above.match(text, 0, text.find(without_blanks(first.raw)))
        return same and is_like(whole, first) and sums_up is None

    return [claims[0] for claims in takewhile(is_part, reversed(sentences))][::-1]


def _judge(whole: ClaimRecord, parts: list[ClaimRecord], number: int | None, found: ChecksMade) -> None:
    """A total against the parts before it: so many as it says, or the last ones that make it."""
    if number is not None:
        told = parts[-number:] if FEWEST <= number <= len(parts) else []
        if told and are_apart([whole, *told]):
            judge_sum("counted_parts", whole, told, found)
        return
    for start in range(len(parts) - 1):
        if agree(money_of(whole), made_of(parts[start:])):
            judge_sum("stated_parts", whole, parts[start:], found)
            return
    if len(parts) >= FEWEST:
        judge_divided(Divided(whole, parts, closed=True), found)
