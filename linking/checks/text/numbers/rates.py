"""Rates beside the two numbers that make them, and what is left of a cost, by the form of the clause."""

from __future__ import annotations

import re
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.checks.text.numbers.said import Sentence, is_told
from linking.checks.text.stated import agree
from linking.intervals import HUNDRED, Interval, decimals_of, printed
from linking.mistyped import typed_over
from linking.wording import number, on_page
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text/numbers")


def check_rates(sentence: Sentence, found: ChecksMade) -> None:
    """The rates of a sentence that stand right behind the two numbers which make them."""
    for phrase, rule, sure in (
        (WORDS.done_of_planned, "stated_completion", True),
        (WORDS.from_to, "stated_completion", True),
        (WORDS.change_from, "stated_growth", True),
        (WORDS.done_of_all, "stated_completion", False),
    ):
        for match in phrase.finditer(sentence.text):
            _check_rate(sentence, match, rule, sure, found)
    for match in WORDS.written_off.finditer(sentence.text):
        _check_rest(sentence, match, found)


def _check_rate(sentence: Sentence, match: re.Match[str], rule: str, sure: bool, found: ChecksMade) -> None:
    before, now, told = (_said(match[name]) for name in ("a", "b", "rate"))
    made = now.over(before)
    inverse = before.over(now)
    if made is None or agree(told, made.scaled(HUNDRED)):
        return
    made = made.scaled(HUNDRED)
    if not sure:
        places = decimals_of(match["rate"], told.value)
        turned = inverse is not None and agree(told, inverse.scaled(HUNDRED))
        if not turned and not typed_over(told.value, round(made.value, places), places):
            return
    _tell(rule, sentence, match, made, told, "%", found)


def _check_rest(sentence: Sentence, match: re.Match[str], found: ChecksMade) -> None:
    cost, off, rest = (_said(match[name]) for name in ("a", "b", "c"))
    if not agree(rest, cost - off):
        _tell("stated_change", sentence, match, cost - off, rest, match["c_unit"], found)


def _said(raw: str) -> Interval:
    return printed(Decimal(raw.replace(",", "")), raw)


def _tell(
    rule: str,
    sentence: Sentence,
    match: re.Match[str],
    made: Interval,
    told: Interval,
    unit: str,
    found: ChecksMade,
) -> None:
    spot = sentence.spot(*match.span())
    shown = number(round(made.value, 2))
    message = f"文字{on_page(spot.page)}称“{match[0]}”，按所述计算为{shown}{unit}，两者不符。"
    named = _named(match)
    if not is_told(named, found):
        claims = sentence.claims_of(named)
        found.add(rule, [], made.value, told.value, None, "fails", message, claims, spot, unit)


def _named(match: re.Match[str]) -> set[str]:
    return {number(_said(match[name]).value) for name in match.groupdict() if name in ("a", "b", "c", "rate")}
