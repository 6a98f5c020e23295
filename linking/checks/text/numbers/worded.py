"""What the words between numbers say of them: 由8万元降到5万元, 6期、每期50人、共300人, 以下三个方面.

The numbers stand in one clause and need no subject, so the clause alone tells whether they agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.checks.text.numbers.said import WORDS as SAID
from linking.checks.text.numbers.said import Sentence
from linking.checks.text.stated import agree
from linking.intervals import HUNDRED, added_up, decimals_of, exact, printed
from linking.mistyped import swapped, typed_over
from linking.wording import number, on_page
from records.lexicon.groups import CENT
from records.lexicon.numerals import number_said
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text/numbers/worded")

CLAUSE_END = re.compile(r"[。；：]")
CLAUSE = re.compile(r"[，。；：（(]")
FEWEST = 2
"""Entries that make a list."""
Judged = tuple[re.Match[str], str, Decimal, Decimal]
"""What was read, what is told of it, and the number expected and the one told."""


def check_worded(sentence: Sentence, found: ChecksMade) -> None:
    """The numbers that words of a clause tie to each other."""
    readers: list[tuple[str, Callable[[str], Iterator[Judged]]]] = [
        ("stated_relation", moves),
        ("counted_parts", products),
        ("counted_parts", parts_with_money),
        ("stated_average", groups),
        ("stated_average", scores),
        ("counted_parts", both_in_all),
        ("counted_parts", grades),
        ("counted_parts", own_and_others),
        ("stated_parts", score_parts),
        ("stated_share", shares_within),
        ("listed_count", aspects),
    ]
    for rule, read in readers:
        for match, message, expected, actual in read(sentence.text):
            spot = sentence.spot(*match.span())
            text = f"文字{on_page(spot.page)}称“{match[0]}”，{message}，两者不符。"
            found.fail(rule, text, expected=expected, actual=actual, spot=spot)


def moves(text: str) -> Iterator[Judged]:
    """由8万元降到9万元: the second number is on the wrong side of the first, or is the first again."""
    for match in WORDS.moved.finditer(text):
        before, after = _number(match["before"]), _number(match["after"])
        if match["up"] and after <= before or match["down"] and after >= before:
            how = "前后两数相同" if after == before else "前后两数的大小与之相反"
            yield match, how, before, after


def products(text: str) -> Iterator[Judged]:
    """6期，每期50人，共200人: more or less than so many of each can make, were they rounded."""
    for phrase in (WORDS.so_many_each, WORDS.so_many_told):
        for match in phrase.finditer(text):
            times, each, told = (_number(match[name]) for name in ("times", "each", "told"))
            if abs(times * each - told) > times / 2:
                yield match, f"按所述计算为{number(times * each)}", times * each, told


def parts_with_money(text: str) -> Iterator[Judged]:
    """6个90万元，其中甲4个60万元、乙3个30万元: the money shows that the parts are all there is.

    So does a last part that is what the others leave.
    """
    for match in WORDS.parts_with_money.finditer(text):
        parts = list(WORDS.with_money.finditer(match["items"]))
        money = added_up(printed(_number(part["money"]), part["money"]) for part in parts)
        whole = match["whole"] and printed(_number(match["whole"]), match["whole"])
        last = re.split(r"[、，；,;]", match["items"][: parts[-1].start()])[-1]
        complete = agree(whole, money) if whole else WORDS.rest.match(last)
        counted, said = sum(map(int, (part["things"] for part in parts))), int(match["of"])
        if complete and counted != said:
            yield match, f"所列合计{counted}", Decimal(counted), Decimal(said)


def groups(text: str) -> Iterator[Judged]:
    """在校学生2160人，教学班48个，平均每班45人: the average of the only number before that may be meant.

    Whether it is meant is not said, so a slip must explain the difference.
    """
    for match in WORDS.many_in_each.finditer(text):
        told, many = _number(match["each"]), Decimal(match["groups"] or match["number"])
        counted = rf"(?<![\d.])(\d[\d,]*){match['unit']}(?!次)"
        clause = CLAUSE_END.split(text[: match.start()])[-1]
        before = [_number(one) for one in re.findall(counted, clause)]
        if len(before) != 1 or not many or agree(printed(told, match["each"]), exact(before[0] / many)):
            continue
        places = decimals_of(match["each"], told)
        made = round(before[0] / many, places)
        if swapped(told, made, places) or typed_over(told, made, places):
            yield match, f"按所述计算为{number(made)}", made, told


def scores(text: str) -> Iterator[Judged]:
    """得分分别为98分、96分，平均97分: the mean of those listed."""
    for match in WORDS.scores_averaged.finditer(text):
        listed = [Decimal(one["score"]) for one in WORDS.one_score.finditer(match["listed"])]
        mean = sum(listed, Decimal(0)) / len(listed)
        if not agree(printed(_number(match["average"]), match["average"]), exact(mean)):
            yield match, f"按所列计算为{number(mean.quantize(CENT))}", mean, _number(match["average"])


def both_in_all(text: str) -> Iterator[Judged]:
    """甲班4期200人、乙班6期360人，共10期560人: each of the two sums, where the other one comes out."""
    for match in WORDS.both_in_all.finditer(text):
        *items, told = WORDS.times_and_things.finditer(match["items"] + match["all"])
        if len({(one["a_unit"], one["b_unit"]) for one in (*items, told)}) > 1:
            continue
        sums = [(sum((_number(one[n]) for one in items), Decimal(0)), _number(told[n])) for n in "ab"]
        wrong = [(made, said) for made, said in sums if made != said]
        if len(wrong) == 1:
            yield match, f"所列合计{number(wrong[0][0])}", *wrong[0]


def grades(text: str) -> Iterator[Judged]:
    """对12个项目自评，9个为“优”，4个为“良”: more graded than the only things told before.

    Where other things may be graded too (及整体支出, 其余项目, 全部项目), or some of them are others
    (选取3个), nothing is told.
    """
    for match in WORDS.graded_one_by_one.finditer(text):
        told = [_number(one["many"]) for one in WORDS.things_to_grade.finditer(match["items"])]
        named = WORDS.each_grade.findall(match["items"])
        upto = text[: match.start("items")].rsplit("。", 1)[-1]
        before = [_number(one["many"]) for one in WORDS.things_to_grade.finditer(upto)]
        alone = len(before) == 1 and WORDS.graded_besides.search(upto) is None
        if alone and len(set(named)) == len(named) == len(told) and sum(told) > before[0]:
            yield match, f"所列合计{sum(told)}", sum(told, Decimal(0)), before[0]


def own_and_others(text: str) -> Iterator[Judged]:
    """预算单位8个，含局本级和6个下属单位: the body itself and so many others make all."""
    for match in WORDS.own_and_others.finditer(text):
        made, told = _number(match["others"]) + 1, _number(match["all"])
        if made != told:
            yield match, f"本级与所列合计{made}", made, told


def score_parts(text: str) -> Iterator[Judged]:
    """得分88.46分：决策18.50分、过程17.36分、…: the parts that are all of a score.

    What else is listed behind a score may be those of several projects, whose mean it is, the marks
    that could be had, or those that were taken off.
    """
    for match in WORDS.score_of_parts.finditer(text):
        listed = [one["score"] for one in WORDS.one_score.finditer(match["items"])]
        made = added_up(printed(_number(one), one) for one in listed)
        told = printed(_number(match["all"]), match["all"])
        sets = (WORDS.each("parts_of_score"), WORDS.each("parts_of_own_score"))
        kinds = next((one for one in sets if all(each.search(match["items"]) for each in one)), [])
        full = WORDS.full_marks.search(match[0]) or HUNDRED in (made.value, made.value + told.value)
        if not agree(told, made) and len(kinds) == len(listed) and not full:
            yield match, f"所列合计{number(made.value)}分", made.value, told.value


def shares_within(text: str) -> Iterator[Judged]:
    """预留份额270万元，其中小微企业162万元，占预留份额的66%: of the amount told right before, by its name."""
    for match in WORDS.share_of_before.finditer(text):
        name = WORDS.plain_whole.sub("", match["name"])
        letters = iter(match["of"])
        clause = CLAUSE.split(text[: match.start("all")])[-1]
        inside = CLAUSE.split(text[match.end("unit") : match.start("part")])[-1]
        if SAID.moved_or_then.search(clause) or SAID.moved_or_then.search(inside):
            continue  # 比上年预留份额增加30万元，其中…
        part, whole = (printed(_number(match[one]), match[one]) for one in ("part", "all"))
        made = part.over(whole)
        if made is None or not name or not all(letter in letters for letter in name):
            continue
        made = made.scaled(HUNDRED)
        if not agree(printed(_number(match["rate"]), match["rate"]), made):
            value = made.value.quantize(CENT)
            yield match, f"按所述计算为{number(value)}%", made.value, _number(match["rate"])


def aspects(text: str) -> Iterator[Judged]:
    """以下三个方面：甲5万元、乙3万元。 a list of more or fewer amounts than it is said to have."""
    for match in (*WORDS.so_many_aspects.finditer(text), *WORDS.so_many_named.finditer(text)):
        said, listed = number_said(match["said"]), len(WORDS.listed_amount.findall(match["items"]))
        if said is not None and listed >= FEWEST and said != listed:
            yield match, f"所列为{listed}项", Decimal(listed), Decimal(said)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
