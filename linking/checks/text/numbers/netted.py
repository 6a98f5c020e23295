"""What an increase and a decrease come to: 甲增加50万元，乙减少20万元，增减相抵后净增加30万元.

And an amount to which others are added: 收入2亿元，加上补助3亿元，收入总计5亿元.
"""

from __future__ import annotations

from itertools import combinations, pairwise

from linking.checks.identities import ChecksMade
from linking.checks.text.numbers.said import Printed, Sentence, is_told
from linking.checks.text.numbers.slipped import repaired
from linking.checks.text.stated import agree
from linking.intervals import Interval, added_up
from linking.wording import number, on_page
from records.lexicon.groups import YUAN
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


def check_carried(sentence: Sentence, found: ChecksMade) -> None:
    """An amount of a sentence, what is added to it and taken from it, and what it comes to."""
    for last, total in enumerate(sentence.numbers):
        if total.unit not in YUAN:
            continue
        at, steps = _added(sentence, last)
        bases = [one for one in sentence.numbers[:at] if one.kind == "money" and not one.depth]
        if not (_is_of_others(steps) or _takes_from_income(sentence, at, last)):
            _judge_carried(sentence, bases, steps, total, found, plain=_are_listed(sentence, steps))
        at, steps = _budgeted(sentence, last)
        both_ways = len({sign for sign, _ in steps}) > 1
        _judge_carried(sentence, [*sentence.numbers[at - 1 : at]], steps, total, found, told=both_ways)


Step = tuple[int, Printed]
"""What is added (1) or taken away (-1)."""


def _added(sentence: Sentence, last: int) -> tuple[int, list[Step]]:
    """收入20亿元，加上补助30亿元、结转5亿元，收入总计55亿元: where the steps begin, and the steps."""
    if last and WORDS.added_all.fullmatch(_ahead(sentence, last)):
        for at in range(last - 1, 0, -1):
            step, words = sentence.numbers[at], _ahead(sentence, at)
            if WORDS.added_first.fullmatch(words):
                return at, [(1, one) for one in sentence.numbers[at:last]]
            if step.kind != "money" or WORDS.added_next.fullmatch(words) is None:
                break
    return 0, []


def _is_of_others(steps: list[Step]) -> bool:
    """Whether one of the steps is what others right behind it make: 债务收入4亿元，一般1亿元、专项3亿元."""
    sizes = [one.interval for _, one in steps]
    spans = combinations(range(1, len(sizes) + 1), 2)
    return any(agree(sizes[start - 1], added_up(sizes[start:end])) for start, end in spans)


def _takes_from_income(sentence: Sentence, at: int, last: int) -> bool:
    """Whether among what comes in something goes out: 收入5亿元，加上补助3亿元，上解2亿元."""
    words = [_ahead(sentence, one) for one in range(at, last)]
    spent = WORDS.spent_in_all.search(_ahead(sentence, last))
    return spent is None and any(map(WORDS.goes_out.search, words))


def _budgeted(sentence: Sentence, last: int) -> tuple[int, list[Step]]:
    """年初预算90万元，追加12万元、调减2万元，全年预算100万元: where the steps begin, and the steps."""
    steps: list[Step] = []
    if last > 1 and WORDS.budget_at_last.fullmatch(_ahead(sentence, last)):
        for at in range(last - 1, -1, -1):
            step, words = sentence.numbers[at], _ahead(sentence, at)
            if steps and WORDS.budget_at_first.search(words):
                return at + 1, steps
            sign = 1 if WORDS.budget_more.fullmatch(words) else -1
            if step.unit not in YUAN or sign < 0 and WORDS.budget_less.fullmatch(words) is None:
                break
            steps.insert(0, (sign, step))
    return 0, []


def _ahead(sentence: Sentence, at: int) -> str:
    return sentence.text[sentence.numbers[at - 1].end if at else 0 : sentence.numbers[at].start]


def _judge_carried(
    sentence: Sentence,
    bases: list[Printed],
    steps: list[Step],
    total: Printed,
    found: ChecksMade,
    *,
    told: bool = False,
    plain: bool = False,
) -> None:
    """None of the amounts before makes the total, and a slip, a step left out or turned round does.

    ``told``: that the steps are all there are. A text on public revenue may leave out some that are added;
    where they are a ``plain`` list, they make no more than the total.
    """
    sizes = [one.interval if sign > 0 else -one.interval for sign, one in steps]
    made = [added_up([base.interval, *sizes]) for base in bases] if steps else []
    if not made or any(agree(total.interval, one) for one in made):
        return
    parts = [bases[-1], *(one for _, one in steps)]
    gap = total.interval.value - made[-1].value
    left_out = any(abs(gap) in (abs(one.value), 2 * abs(one.value)) for one in sizes if one.value)
    rising = all(sign > 0 for sign, _ in steps)
    over = plain and rising and all(one.low > total.interval.high for one in made)
    if not (told or left_out or over or rising and repaired(total, parts, closed=True)):
        return
    spot = sentence.spot(parts[0].start, total.end)
    message = (
        f"文字{on_page(spot.page)}称{'、'.join(one.told for one in parts)}，合计{total.told}，"
        f"按所述计算为{number(made[-1].value)}万元，两者不符。"
    )
    if not is_told({number(one.value) for one in (total, *parts)}, found):
        expected, actual = made[-1].value, total.interval.value
        found.fail("stated_parts", message, expected=expected, actual=actual, spot=spot, unit="万元")


def _are_listed(sentence: Sentence, steps: list[Step]) -> bool:
    """Whether no comma stands between amounts that are added, behind which a part of one may be told."""
    return not any(
        {"，", ",", "；", ";"}.intersection(sentence.text[one.end : other.start])
        for (_, one), (_, other) in pairwise(steps)
    )


def _moved(change: Interval, way: str) -> str:
    falls = (way == "down") != (change.value < 0)
    return f"{'减少' if falls else '增加'}{number(abs(change.value))}万元"
