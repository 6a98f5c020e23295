"""What a sentence lists as included in an amount: 机关运行经费36万元，包括办公费13万元、工会经费8万元.

The phrases of this and other checks of lists stand in ``lists.toml``.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from pathlib import Path

from pydantic import Field

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import amounts, judge_sum, money_of
from linking.intervals import added_up
from linking.links.operands import subject_of
from records.lexicon.terms import wholes_of
from records.narrative_tables import ClaimRecord
from records.rule_files import Expression, Rules, load_rules

LISTED = re.compile(r"[、，,和及与]|以及")
AMOUNT = r"(?<![\d.,]){}(?:万元|元|亿元)?"
FEWEST = 2
"""Parts that a sum needs."""
NUMBER = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?"
"""What ``{number}`` stands for in a phrase: the number of a part, if it has one."""


class ListPhrase(Rules):
    """Words around listed amounts; ``{item}`` in them stands for that phrase."""

    is_: Expression = Field(alias="is")
    examples: list[str]
    counters: list[str]


@cache
def phrases() -> dict[str, ListPhrase]:
    """All phrases by name. Raises :class:`~records.rule_files.InvalidRules`."""
    return load_rules(Path(__file__).with_name("lists.toml"), dict[str, ListPhrase])


@cache
def phrase(name: str) -> re.Pattern[str]:
    """A phrase by its name."""
    told = phrases()[name].is_.replace("{number}", NUMBER)
    return re.compile(told.replace("{item}", phrases()["item"].is_))


def check_lists(sentences: list[list[ClaimRecord]], found: ChecksMade) -> None:
    """The parts that a sentence lists make no more than the amount before them."""
    for claims in sentences:
        levels = amounts(claims)
        text = re.sub(r"\s", "", claims[0].sentence or "")
        openers = list(phrase("included").finditer(text))
        if len(levels) == len(claims) and len(levels) > FEWEST and len(openers) == 1:
            _check_list(levels, text, openers[0], found)


def _check_list(levels: list[ClaimRecord], text: str, opener: re.Match[str], found: ChecksMade) -> None:
    """One amount before the opener, and behind it nothing but names and amounts, one each."""
    whole, *parts = levels
    if _places([whole], text[: opener.start()]) is None:
        return
    tail = text[opener.end() :].rstrip("。；;")
    gaps = _places(parts, tail)
    if gaps is None or not all(_is_name(gap, first=not at) for at, gap in enumerate(gaps)):
        return
    alike = all((c.phase, c.period, c.scope) == (whole.phase, whole.period, whole.scope) for c in parts)
    if not alike or not are_apart([whole, *parts]) or holds_subtotal(parts):
        return
    made = added_up(map(money_of, parts))
    if made.low > money_of(whole).high:
        judge_sum("part_within_whole", money_of(whole), made, whole, parts, found)


def _places(claims: list[ClaimRecord], text: str) -> list[str] | None:
    """What stands before each amount of ``claims``; ``None`` if the text is not just those in turn."""
    gaps = []
    for claim in claims:
        raw = re.escape(re.sub(r"\s", "", claim.raw or ""))
        match = re.search(AMOUNT.format(raw), text)
        if match is None:
            return None
        gaps.append(text[: match.start()])
        text = text[match.end() :]
    return None if re.search(r"\d", text) else gaps


def _is_name(gap: str, first: bool) -> bool:
    """Whether what stands before an amount is a name with at most a comma before it."""
    if re.search(r"[\d。；;（）()：:]|上年|去年|同期", gap):
        return False
    mark = LISTED.match(gap)
    name = gap if first or mark is None else gap[mark.end() :]
    return (first or mark is not None) and bool(name) and not re.search(r"[，,]", name)


def are_apart(claims: list[ClaimRecord]) -> bool:
    """Whether no two of them are one thing, and none of the parts is part of another one."""
    _, *parts = claims
    if len({subject_of(claim) for claim in claims}) < len(claims):
        return False
    for one, other in combinations(parts, 2):
        names = {one.measure or "", other.measure or ""}
        if any(name in wholes_of(part) for part in names for name in names - {part}):
            return False
        codes = sorted((one.account_code or "", other.account_code or ""), key=len)
        if codes[0] and codes[1].startswith(codes[0]):
            return False
    return True


def holds_subtotal(parts: list[ClaimRecord]) -> bool:
    """Whether one of the parts is what those next to it make: 甲60万元、乙20万元、丙40万元."""
    for at, part in enumerate(parts):
        own = money_of(part)
        for others in (parts[:at], parts[at + 1 :]):
            for size in range(FEWEST, len(others) + 1):
                for start in (0, len(others) - size):
                    made = added_up(map(money_of, others[start : start + size]))
                    if made.low <= own.high and own.low <= made.high:
                        return True
    return False
