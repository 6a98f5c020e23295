"""Lists of a sentence that go side by side, where what comes out of one shows what the other must be.

团组5个、12人次。其中：甲2个、7人次；乙3个、4人次: the groups are all, so the persons must be all too.
甲800人、乙200人，标准分别为850元、900元，安排分别为68万元、18万元: entry by entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise, permutations

from linking.checks.identities import ChecksMade
from linking.checks.text.numbers.lists import NO_SUMS, is_of
from linking.checks.text.numbers.said import Printed, Sentence, is_told
from linking.checks.text.numbers.slipped import makes
from linking.checks.text.stated import agree, same_unit
from linking.intervals import added_up, decimals_of, digits_of
from linking.mistyped import typed_over
from linking.wording import number, on_page
from records.lexicon.groups import YUAN
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text/numbers")
TEXT = Phrases("linking/checks/text")

FEWEST = 2
"""Entries of a list, and kinds of numbers that each of them has."""
FEWEST_COUNTED, FEWEST_OF_MONEY = 2, 3
"""Digits of a number with a wrong one: of money a part of another kind may be told."""
CHANGES = frozenset({"up", "down", "other"})
"""Kinds of numbers that are no part of what is counted."""


def check_parallel(sentence: Sentence, found: ChecksMade) -> None:
    """The lists of a sentence that go side by side."""
    _check_sums(sentence, found)
    _check_products(sentence, found)


def _check_sums(sentence: Sentence, found: ChecksMade) -> None:
    """The one kind of numbers of which the parts do not make the whole, beside others that do."""
    wholes, parts = _divided(sentence)
    fits, fails = list[str](), list[str]()
    for kind, listed in parts.items():
        if len(wholes[kind]) == 1 and sum(bool(one.value) for one in listed) >= FEWEST:
            (fits if makes(wholes[kind][0], listed) else fails).append(kind)
    if not fits or len(fails) != 1:
        return
    whole, listed = wholes[fails[0]][0], parts[fails[0]]
    made = added_up(one.interval for one in listed)
    told, meant = whole.interval.value, made.value
    if _may_be_counted_twice(sentence, whole, listed, fits, meant - told):
        return
    fewest = FEWEST_OF_MONEY if whole.unit in YUAN else FEWEST_COUNTED
    slip = meant > told or any(
        right > 0 and digits_of(said) >= fewest and typed_over(said, right, decimals_of(one.raw, one.value))
        for one, said, right in (
            (whole, told, meant),
            *((one, one.interval.value, one.interval.value + told - meant) for one in listed),
        )
    )
    if slip:
        unit = "万元" if whole.unit in YUAN else whole.unit
        message = f"称{whole.told}，所列{'、'.join(one.told for one in listed)}合计{number(meant)}{unit}"
        rule = "stated_parts" if whole.unit in YUAN else "counted_parts"
        _tell(rule, sentence, [whole, *listed], message, (meant, told, unit), found)


def _may_be_counted_twice(
    sentence: Sentence, whole: Printed, listed: Sequence[Printed], beside: list[str], over: Decimal
) -> bool:
    """Whether a sentence says what its parts lack or share, or one may be of several parts.

    甲班100人、乙班130人 may be 220 persons; of 人次, each time counts.
    """
    others = [one for one in sentence.numbers if one not in listed and same_unit(one.unit) == whole.kind]
    others += [one for one in sentence.numbers if one not in listed and {one.unit, whole.unit} <= YUAN.keys()]
    recurs = over > 0 and WORDS.may_recur.fullmatch(whole.kind) is not None
    return (
        any(one.interval.value == abs(over) for one in others)
        or recurs
        and any(map(WORDS.occasion.fullmatch, beside))
        or TEXT.counted_twice.search(sentence.text) is not None
    )


def _divided(sentence: Sentence) -> tuple[dict[str, list[Printed]], dict[str, list[Printed]]]:
    """What a sentence divides, and its entries' numbers, by kinds of which each entry has one.

    收集45件，其中：甲村8家、办结20件 are numbers of another thing.
    """
    opener = WORDS.divides_on.match(sentence.text)
    before = sentence.before.numbers if sentence.before and sentence.adjoins else ()
    if opener is None:
        opener = WORDS.divides_behind.search(sentence.text)
        before = sentence.numbers
    wholes, parts = defaultdict[str, list[Printed]](list), dict[str, list[Printed]]()
    if opener is None:
        return wholes, parts
    for one in before:
        if (
            one.kind not in NO_SUMS
            and not one.depth
            and (one.start < opener.start() or before is not sentence.numbers)
        ):
            wholes[one.kind].append(one)
    entries = _entries(sentence, opener.end())
    divided = sentence.text[: opener.start()] or (sentence.before.text if sentence.before else "")
    for kind in wholes if len(entries) >= FEWEST else ():
        listed = [[one for one in entry if one.kind == kind] for entry in entries]
        if all(len(own) == 1 for own in listed) and all(
            is_of(sentence.text[ahead.end : one.start], divided)
            for entry in entries
            for ahead, one in pairwise(entry)
            if one.kind == kind
        ):
            parts[kind] = [own[0] for own in listed]
    return wholes, parts


def _entries(sentence: Sentence, at: int) -> list[list[Printed]]:
    """The numbers of each entry that a semicolon parts from the next."""
    text = sentence.text
    behind = [one for one in sentence.numbers if one.start >= at and not one.depth]
    if any(one.kind in CHANGES for one in behind):
        return []
    parted = groupby(behind, key=lambda one: text.count("；", at, one.start) + text.count(";", at, one.start))
    return [list(run) for _, run in parted]


def _check_products(sentence: Sentence, found: ChecksMade) -> None:
    """The one entry of three lists of which the product does not come out, beside others that do."""
    for lists in _three_lists(sentence):
        for counts, prices, totals in permutations(lists):
            money = {one.unit in YUAN for one in (*prices, *totals)} == {True}
            if not money or any(one.unit in YUAN for one in counts):
                continue
            rows = [
                (made, total, one, price)
                for one, price, total in zip(counts, prices, totals, strict=True)
                if (made := price.interval.scaled(one.value)) is not None
            ]
            wrong = [row for row in rows if not agree(row[1].interval, row[0])]
            if len(wrong) == 1 and not _is_remarked(sentence, lists):
                made, total, count, price = wrong[0]
                message = (
                    f"称{count.told}、每一{price.told}，计算为{number(made.value)}万元，所述为{total.told}"
                )
                numbers = (made.value, total.interval.value, "万元")
                _tell("stated_average", sentence, [count, price, total], message, numbers, found)


def _is_remarked(sentence: Sentence, lists: tuple[Sequence[Printed], ...]) -> bool:
    """Whether one entry may be of less or more: in brackets, or by what is said behind (乙类上浮20%)."""
    first, last = (one.start for one in (lists[0][0], lists[-1][-1]))
    end = lists[-1][-1].end
    if any(mark in sentence.text[first:last] for mark in "（("):
        return True
    text, at = sentence.passage.text, sentence.kept[-1] + 1
    behind = text[at:].lstrip()
    follows = sentence.text[end:]
    return WORDS.of_all_listed.fullmatch(follows) is None or WORDS.remark_follows.match(behind) is not None


def _three_lists(sentence: Sentence) -> Iterator[tuple[Sequence[Printed], ...]]:
    """Two lists, each told 分别为, and the numbers of one kind right before them."""
    numbers = sentence.numbers
    runs: list[tuple[int, int]] = []
    for at, one in enumerate(numbers):
        if WORDS.told_each.search(sentence.text, 0, one.start):
            end = at + 1
            while end < len(numbers) and WORDS.next_in_turn.fullmatch(
                sentence.text, numbers[end - 1].end, numbers[end].start
            ):
                end += 1
            runs.append((at, end))
    if len(runs) == 2 and runs[0][1] == runs[1][0]:
        (first, second), end = runs[0], runs[1][1]
        size = second - first
        before = numbers[max(0, first - size) : first]
        alike = len({one.kind for one in before}) == 1
        if size >= FEWEST and end - second == size == len(before) and alike:
            yield before, numbers[first:second], numbers[second:end]


def _tell(
    rule: str,
    sentence: Sentence,
    numbers: list[Printed],
    message: str,
    told: tuple[Decimal, Decimal, str],
    found: ChecksMade,
) -> None:
    inside = [one for one in numbers if one in sentence.numbers]
    spot = sentence.spot(min(one.start for one in inside), max(one.end for one in inside))
    values = {number(one.value) for one in numbers}
    if not is_told(values, found):
        expected, actual, unit = told
        text = f"文字{on_page(spot.page)}{message}，两者不符。"
        claims = sentence.claims_of(values)
        found.add(rule, [], expected, actual, None, "fails", text, claims, spot, unit)
