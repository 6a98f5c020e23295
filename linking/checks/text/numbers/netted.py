"""What an increase and a decrease come to: 甲增加50万元，乙减少20万元，增减相抵后净增加30万元."""

from __future__ import annotations

from linking.checks.identities import ChecksMade
from linking.checks.text.numbers.said import Sentence, is_told
from linking.checks.text.stated import agree
from linking.intervals import Interval
from linking.wording import number, on_page
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text/numbers")

WAYS = ("up", "down")
"""Kinds of amounts of change."""


def check_netted(sentence: Sentence, found: ChecksMade) -> None:
    """The net of one increase and one decrease, told behind them in their sentence or in the next."""
    for at, net in enumerate(sentence.numbers):
        begin = sentence.numbers[at - 1].end if at else 0
        if net.kind not in WAYS or WORDS.netted.fullmatch(sentence.text, begin, net.start) is None:
            continue
        beside = sentence.numbers[:at] or (sentence.before.numbers if sentence.before else ())
        steps = [one for one in beside if one.kind in WAYS and one.depth == net.depth]
        if len(steps) != 2 or {one.kind for one in steps} != {*WAYS}:
            continue
        more, less = sorted(steps, key=lambda one: one.kind, reverse=True)
        made = more.interval - less.interval
        upto = "".join(one.text for one in (sentence.before, sentence) if one)
        if WORDS.some_only.search(upto) or agree(-net.interval if net.kind == "down" else net.interval, made):
            continue
        spot = sentence.spot(begin, net.end)
        message = (
            f"文字{on_page(spot.page)}称相抵后{_moved(net.interval, net.kind)}，按所述增加{more.told}、"
            f"减少{less.told}计算为{_moved(made, 'up')}，两者不符。"
        )
        if not is_told({number(one.value) for one in (net, *steps)}, found):
            told, said = abs(made.value), net.interval.value
            found.fail("parts_of_change", message, expected=told, actual=said, spot=spot, unit="万元")


def _moved(change: Interval, way: str) -> str:
    falls = (way == "down") != (change.value < 0)
    return f"{'减少' if falls else '增加'}{number(abs(change.value))}万元"
