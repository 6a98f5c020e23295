"""Rates beside the two numbers that make them, and what is left of a cost, by the form of the clause."""

from __future__ import annotations

import re
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.checks.text.numbers.said import Sentence, is_told
from linking.checks.text.numbers.slipped import slipped
from linking.checks.text.stated import agree
from linking.intervals import HUNDRED, TEN_THOUSAND, Interval, decimals_of, digits_of, exact, printed
from linking.mistyped import swapped, typed_otherwise, typed_over
from linking.wording import number, on_page
from nlp.comparisons import direction_of
from nlp.quantities import find_quantities
from records.lexicon.groups import YUAN
from records.phrases import Phrases

FEWEST_DIGITS = 3
"""Digits of a number with a wrong one, or two swapped."""
FEWEST_PLACES = 2
"""Decimals of a share that a slip in its part explains by no chance."""
FEWEST_SHARES = 3
"""Shares that are all of a whole if they nearly make it."""
ROUNDED = Decimal("0.01")
"""How far off rounding leaves each of them."""
NEAR = 3
"""Sentences in which a whole is looked for."""
WORDS = Phrases("linking/checks/text/numbers")


def check_rates_beside(sentence: Sentence, found: ChecksMade) -> None:
    """The rates of a sentence that stand right behind the two numbers which make them."""
    for phrase, rule, sure in (
        (WORDS.done_of_planned, "stated_completion", True),
        (WORDS.from_to, "stated_completion", True),
        (WORDS.change_from, "stated_growth", True),
        (WORDS.of_planned, "stated_completion", False),
        (WORDS.divided_out, "stated_growth", True),
    ):
        for match in phrase.finditer(sentence.text):
            _check_rate(sentence, match, rule, sure, found)
    for match in WORDS.done_of_all.finditer(sentence.text):
        if WORDS.rate_of_done.search(match[0]):
            _check_rate(sentence, match, "stated_completion", False, found)
    for match in WORDS.written_off.finditer(sentence.text):
        _check_rest(sentence, match, found)
    for match in WORDS.apart.finditer(sentence.text):
        one, other, told = (_said(match[name]) for name in ("a", "b", "rate"))
        made = one - other if one.value > other.value else other - one
        if not agree(told, made):
            _tell("stated_change", sentence, match, made, told, match["a_unit"], found)
    for match in WORDS.level_from.finditer(sentence.text):
        _check_level(sentence, match, found)
    for match in WORDS.share_of_named.finditer(sentence.text):
        _check_share(sentence, match, found)
    for match in WORDS.share_of_part.finditer(sentence.text):
        _check_part(sentence, match, found)
    _check_all_shares(sentence, found)
    _check_the_same(sentence, found)


def _check_rate(sentence: Sentence, match: re.Match[str], rule: str, sure: bool, found: ChecksMade) -> None:
    before, now, told = (_said(match[name]) for name in ("a", "b", "rate"))
    if rule == "stated_completion" and not sure:
        done = _done(sentence, match)
        if done is None:
            return
        now = done
    made = now.over(before)
    inverse = before.over(now)
    if made is None or agree(told, made.scaled(HUNDRED)):
        return
    made = made.scaled(HUNDRED)
    if "division" in match.re.groupindex and not _is_division(sentence, match):
        return
    if told.value == HUNDRED and WORDS.target_met.search(match[0]):
        return
    if not sure:
        places = decimals_of(match["rate"], told.value)
        turned = inverse is not None and agree(told, inverse.scaled(HUNDRED))
        if not turned and not typed_over(told.value, round(made.value, places), places):
            return
    _tell(rule, sentence, match, made, told, "%", found)


def _is_division(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether two numbers in brackets are sure to be divided: 85%（11/15） may be of a day, or of months.

    They are where they are written as amounts, or as a sum is, or told as amounts of one unit beside.
    """
    if WORDS.surely_divided.search(match["division"]):
        return True
    ours = [one for one in sentence.numbers if not match.start() <= one.start < match.end()]
    units = [{one.unit for one in ours if one.value == _said(match[name]).value} for name in "ab"]
    return any(WORDS.unit_of_time.search(unit) is None for unit in set.intersection(*units))


def _done(sentence: Sentence, match: re.Match[str]) -> Interval | None:
    """The amount that a rate of a plan is of; a change before the rate is told of it, and is not it.

    支出8万元，比上年增加2万元，完成预算10万元的80%: of 8万元.
    """
    begun = re.split("[。；;：]", sentence.text[: match.end("b_unit")])[-1]
    for clause in reversed(re.split(r"，|,(?!\d)", begun)):
        amount = re.search(rf"(?<![\d.])({WORDS.is_number.pattern}){match['b_unit']}$", clause)
        if amount is None:
            return None
        if direction_of(clause[: amount.start()]) is None:
            return _said(amount[1])
    return None


def _check_rest(sentence: Sentence, match: re.Match[str], found: ChecksMade) -> None:
    cost, off, rest = (_said(match[name]) for name in ("a", "b", "c"))
    if not agree(rest, cost - off):
        _tell("stated_change", sentence, match, cost - off, rest, match["c_unit"], found)


def _check_level(sentence: Sentence, match: re.Match[str], found: ChecksMade) -> None:
    """624.18万元，同比598.75万元增加25.43万元: told where a slip, or the other direction, explains it.

    Of a number that went the other way than is said, one wrong digit is enough.
    """
    level, before, change = (_said(match[name]) for name in ("c", "a", "b"))
    turn = 1 if WORDS.upward.match(match["way"]) else -1
    meant = before + change if turn > 0 else before - change
    if match["b_unit"] != match["c_unit"]:
        if change.value and level.value == meant.value:  # 减少55.86元, of amounts in 万元
            own = change.scaled(YUAN[match["b_unit"]] / YUAN[match["c_unit"]])
            _tell("stated_change", sentence, match, change, own, match["c_unit"], found)
        return
    if agree(level, meant) or not change.value:
        return
    other_way = agree(level, before - change if turn > 0 else before + change)
    pairs = (
        (match["c"], level.value, meant.value),
        (match["a"], before.value, level.value - turn * change.value),
        (match["b"], change.value, turn * (level.value - before.value)),
    )
    fewest = 1 if (level - before).scaled(Decimal(turn)).high < 0 else FEWEST_DIGITS
    slip = any(
        told > 0 and made > 0 and digits_of(told) >= fewest and typed_over(told, made, decimals_of(raw, told))
        for raw, told, made in pairs
    )
    if other_way or slip:
        _tell("stated_change", sentence, match, meant, level, match["c_unit"], found)


def _check_share(sentence: Sentence, match: re.Match[str], found: ChecksMade) -> None:
    """807.30万元，占项目支出的73.24%: of the one amount that is told by that name so far."""
    if direction_of(re.split("[，。；]", sentence.text[: match.start()])[-1]) is not None:
        return  # 356亿元，增支17亿元，占支出的81%: of the amount, and not of what it grew by
    named = re.compile(
        rf"{re.escape(match['name'])}[^，。；：、\d]{{0,6}}({WORDS.is_number.pattern}){match['b_unit']}"
        rf"(?:[^。；\d]{{0,12}}({WORDS.is_number.pattern}){match['b_unit']})?"
    )
    texts = [sentence.text[: match.start()]]
    earlier = sentence.before
    while earlier is not None and len(texts) < NEAR:
        texts.append(earlier.text)
        earlier = earlier.before
    found_in = [
        one for text in texts for one in named.finditer(text) if not WORDS.moved_or_then.search(one[0])
    ]
    if any(WORDS.another_year.search(one.string, 0, one.start()) for one in found_in):
        return
    part, told = _said(match["b"]), _said(match["rate"])
    later = [two for one in found_in for two in find_quantities(one.string[one.end() :])]
    if any(two.value and agree(told, part.scaled(HUNDRED / two.value)) for two in later):
        return  # 批复项目支出500万元，追加后共550万元，其中甲110万元，占项目支出的20%
    # the number behind it may be that of another stage: 预算9万元，支出8万元
    wholes = {_said(one[1]).value for one in found_in}
    any_of = [
        share.scaled(HUNDRED)
        for one in found_in
        for raw in one.groups()
        if raw and (share := part.over(_said(raw)))
    ]
    if len(wholes) != 1 or not any_of or any(agree(told, share) for share in any_of):
        return
    if any_of[0].value <= HUNDRED:
        _tell("stated_share", sentence, match, any_of[0], told, "%", found)


def _check_part(sentence: Sentence, match: re.Match[str], found: ChecksMade) -> None:
    """支出350万元，其中甲260万元，占57.14%: a slip in the part or its share, of no other amount so far."""
    whole, part, told = (_said(match[name]) for name in ("a", "b", "rate"))
    share = part.over(whole)
    if share is None or decimals_of(match["rate"], told.value) < FEWEST_PLACES:
        return
    near = [sentence]
    while near[-1].before is not None and len(near) <= NEAR:
        near.append(near[-1].before)
    own = part.scaled(YUAN[match["b_unit"]] / TEN_THOUSAND)
    others = [
        own.over(one.interval) for at in near for one in at.numbers if one.kind == "money" and one.value
    ]
    if any(other and agree(told, other.scaled(HUNDRED)) for other in others):
        return
    made = share.scaled(HUNDRED)
    meant = typed_otherwise(part.value, decimals_of(match["b"], part.value))
    slip = typed_over(told.value, round(made.value, FEWEST_PLACES), FEWEST_PLACES) or any(
        agree(told, exact(value * HUNDRED / whole.value)) for value in meant
    )
    if slip:
        _tell("stated_share", sentence, match, made, told, "%", found)


def _check_all_shares(sentence: Sentence, found: ChecksMade) -> None:
    """占60.05%；占30.15%；占9.80%: all shares make 100, where two swapped digits keep them from it."""
    shares = list(WORDS.share_listed.finditer(sentence.text))
    if len(shares) < FEWEST_SHARES:
        return
    values = [_said(one["rate"]).value for one in shares]
    apart = HUNDRED - sum(values)
    if abs(apart) <= ROUNDED * len(shares):
        return
    for one, value in zip(shares, values, strict=True):
        places = decimals_of(one["rate"], value)
        for meant in (value + apart + step * ROUNDED for step in (-1, 0, 1)):
            if (
                meant > 0
                and digits_of(value) >= FEWEST_DIGITS
                and swapped(value, round(meant, places), places)
            ):
                _tell(
                    "stated_share",
                    sentence,
                    one,
                    _said(str(round(meant, places))),
                    _said(one["rate"]),
                    "%",
                    found,
                )
                return


def _check_the_same(sentence: Sentence, found: ChecksMade) -> None:
    """收入1543.57万元，支出同样是1543.57万元: other than an amount told before by two swapped digits."""
    for at, one in enumerate(sentence.numbers):
        if one.kind != "money" or not WORDS.the_same.search(sentence.text, 0, one.start):
            continue
        earlier = [*sentence.numbers[:at], *(sentence.before.numbers if sentence.before else ())]
        told = [other for other in earlier if other.kind == "money"]
        if any(agree(one.interval, other.interval) for other in told):
            continue
        meant = next((other for other in told if other.unit == one.unit and slipped(one, other.value)), None)
        if meant is None:
            continue
        spot = sentence.spot(one.start, one.end)
        message = f"文字{on_page(spot.page)}称前后两数相同，却先称{meant.told}，后称{one.told}，两处不符。"
        expected, actual = meant.interval.value, one.interval.value
        claims = sentence.claims_of({number(one.value)})
        found.add("said_twice", [], expected, actual, None, "fails", message, claims, spot, "万元")


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
    named = {
        number(_said(match[name]).value) for name in match.groupdict() if name in ("a", "b", "c", "rate")
    }
    if not is_told(named, found):
        claims = sentence.claims_of(named)
        found.add(rule, [], made.value, told.value, None, "fails", message, claims, spot, unit)
