"""Where the text of a cause begins and ends: without the words that open it, and without its effect.

新增委员25名，会议费用增加 gives a cause and what came of it; the second clause is no part of the cause.
"""

from __future__ import annotations

import re

from nlp.causes.kinds import cause_rules
from records.phrases import Phrases

WORDS = Phrases("nlp/causes/ends")
REASONS = Phrases("nlp/reasons")

_CUT = re.compile(r"[，；;]|,(?!\d{3})")
_EDGE = "，。；、：;,:.！ \n“"
SHORTEST = 2
"""A cause is no shorter than this; what would leave less of it is no effect."""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of ``text[start:end]`` that is the cause itself. Never empty if the stretch is not."""
    while True:
        opened = WORDS.lead.match(text[start:end])
        if opened and end - start - opened.end() >= SHORTEST:
            start += opened.end()
        shorter = _shorter(text[start:end])
        if shorter is None:
            return start, end
        end = start + shorter


def _shorter(cause: str) -> int | None:
    """The length of ``cause`` without one effect or closing word, ``None`` if it has none."""
    for cut in (_closing(cause), _linked(cause), _plans(cause), _last_clause(cause)):
        if cut is not None:
            kept = len(cause[:cut].rstrip(_EDGE))
            if SHORTEST <= kept < len(cause):
                return kept
    return None


def _closing(cause: str) -> int | None:
    match = WORDS.tail.search(cause.rstrip(_EDGE))
    if match is None or not match[0]:
        return None
    return match.start() + (1 if match[0].startswith("等") else 0)


def _linked(cause: str) -> int | None:
    """Where an effect begins that a word such as 导致 leads in; it must be the last thing said."""
    links = list(WORDS.link.finditer(cause))
    for link in reversed(links):
        rest = cause[link.end() :]
        if re.search(r"[。；;]", rest.rstrip("。；;")) or WORDS.no_effect.search(rest):
            continue
        if WORDS.effect.search(rest) and len(_CUT.findall(rest)) < 2:
            return link.start()
    return None


def _plans(cause: str) -> int | None:
    """Where it is said what will be done about it, and nothing else behind: …故障，我镇将…，压缩开支."""
    said = cause_rules().plans.says
    cuts = [match.start() for match in _CUT.finditer(cause)]
    for cut, following in zip(cuts, [*cuts, len(cause)][1:], strict=True):
        if said.search(re.sub(r"\s", "", cause[cut + 1 : following])):
            return None if REASONS.go_on.search(cause[following + 1 :]) else cut
    return None


def _last_clause(cause: str) -> int | None:
    cuts = [match.start() for match in _CUT.finditer(cause)]
    if not cuts:
        return None
    last = re.sub(r"\s", "", cause[cuts[-1] + 1 :])
    if WORDS.clause.match(last):
        return cuts[-1]
    before = re.sub(r"\s", "", cause[cuts[-2] + 1 : cuts[-1]] if len(cuts) > 1 else cause[: cuts[-1]])
    if WORDS.mark.fullmatch(before):
        return None  # 最后，结转资金增加: what follows the mark of an item is the item
    money, part = WORDS.money_clause, WORDS.money_before
    if money.match(last) and not part.search(before):
        return cuts[-1]
    return None
