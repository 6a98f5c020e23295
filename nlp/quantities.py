"""Quantities (数量) in running text: amounts, rates, counts and scores, and what only looks like one.

A blank or a line end may stand anywhere inside a number or between it and its unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal

from nlp.annotations import Quantity
from nlp.lines import BLANK
from records.lexicon.numerals import number_said
from records.phrases import Phrases

WORDS = Phrases("nlp/quantities")

_LONGEST_LISTED = 24
"""Characters of a number and the mark behind it, with signs and blanks."""
_SPREAD = re.compile(r"[ \n,，]")
_RANGE = re.compile(r"\d[万亿]?元?-$")
_DASH = "-—–~～至到"
_REACH = 48
"""Characters in which a number and what tells its unit stand together: a clause."""
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_POWERS = {"拾": 10, "佰": 100, "仟": 1000}
UNIT_OF_NOTHING = "万元"
"""The unit of an amount of 0 that has none, and none beside it."""


UNIT_BEHIND = ("unit_compared", "unit_stage", "unit_beside")
"""Phrases of numbers whose unit is left to the amount behind them."""
UNIT_LEFT_OUT = (*UNIT_BEHIND, "unit_rate", "unit_change", "unit_zero_listed", "unit_zero")
"""Phrases of numbers whose unit is left out."""


def find_quantities(text: str) -> list[Quantity]:
    """The quantities that ``text`` states, in order: not dates, codes, thresholds, ordinals, ranges."""
    found: list[Quantity] = []
    for match in WORDS.quantity.finditer(text):
        if quantity := _quantity(text, match):
            found += [*_listed_before(text, quantity), quantity]
    added = [quantity for match in WORDS.numeral.finditer(text) if (quantity := _counted(text, match))]
    added += _without_unit(text, found)
    if "单位" in text:
        listed = _below_unit(text, found)
        added += listed or _told_below_unit(text, [*found, *added])
    if "元" in text or "圆" in text:
        added += [amount for match in WORDS.formal_amount.finditer(text) if (amount := _formal(match))]
    if "百分之" in text:
        spelled = WORDS.spelled_percent.finditer(text)
        added += [
            _percent(one)
            for one in spelled
            if not WORDS.bound_before.search(text[max(0, one.start() - 8) : one.start()])
        ]
    if "倍" in text:
        for match in WORDS.times_in_words.finditer(text):
            value = Decimal(number_said(match["number"]) or 0)
            added.append(Quantity(*match.span("number"), match.end("unit"), value, "倍", "percent"))
    if "成" in text:
        added += [_tenths(match) for match in WORDS.in_tenths.finditer(text)]
    return sorted([*found, *added], key=lambda quantity: quantity.start) if added else found


FEWEST_LINES = 2
"""Lines that make a list."""


def _below_unit(text: str, found: list[Quantity]) -> list[Quantity]:
    """The amounts of a list whose unit stands above it, a name and a number a line."""
    result: list[Quantity] = []
    starts = [quantity.start for quantity in found]
    for match in WORDS.unit_line.finditer(text):
        listed: list[Quantity] = []
        start = match.end() + 1
        while start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            line = WORDS.named_amount.fullmatch(text, start, end)
            at = bisect_left(starts, start)
            if text[start:end].strip() and (line is None or at < len(starts) and starts[at] < end):
                break
            if line is not None:
                value = Decimal(re.sub(r"[,，\s]", "", line["number"]))
                listed.append(
                    Quantity(*line.span("number"), line.end("number"), value, match["unit"], "money")
                )
            start = end + 1
        if len(listed) >= FEWEST_LINES and "图" not in match["what"]:
            result += listed
    return result


def _told_below_unit(text: str, found: list[Quantity]) -> list[Quantity]:
    """The amounts of sentences whose unit stands above them, where none has a unit of its own."""
    result: list[Quantity] = []
    units = list(WORDS.unit_line.finditer(text))
    ends = [*(one.start() for one in units[1:]), len(text)]
    for match, until in zip(units, ends[: len(units)], strict=True):
        if "图" in match["what"] or any(
            match.end() <= one.start < until and one.sort == "money" for one in found
        ):
            continue
        for one in WORDS.bare_amount.finditer(text, match.end(), until):
            value = Decimal(one["number"].replace(",", ""))
            result.append(Quantity(*one.span("number"), one.end("number"), value, match["unit"], "money"))
    return result


def _formal(match: re.Match[str]) -> Quantity | None:
    """An amount in formal numerals, in yuan; ``None`` if they make no number."""
    total = section = digit = 0
    for char in match["whole"].replace("萬", "万"):
        if char in _FORMAL_DIGITS:
            digit = _FORMAL_DIGITS.index(char)
        elif char in _POWERS:
            section, digit = section + (digit or 1) * _POWERS[char], 0
        else:
            part = section + digit
            total = total + part * 10**4 if char == "万" else (total + part) * 10**8
            section = digit = 0
    cents = match["cents"] or ""
    parts = {mark: _FORMAL_DIGITS.index(cents[cents.index(mark) - 1]) for mark in "角分" if mark in cents}
    value = Decimal(total + section + digit) + Decimal(10 * parts.get("角", 0) + parts.get("分", 0)) / 100
    start = match.start()
    return Quantity(start, match.end(), match.end(), value, "元", "money") if value else None


def _percent(match: re.Match[str]) -> Quantity:
    """A percentage whose sign is spelled out before its number (百分之4.35, 百分之五)."""
    number = match["number"]
    value = Decimal(number) if number[0].isdigit() else Decimal(number_said(number) or 0)
    return Quantity(*match.span(), match.end(), value, "%", "percent")


def _tenths(match: re.Match[str]) -> Quantity:
    """Tenths as a percentage: 两成 is 20 %, 三成五 is 35 %."""
    tenths, more = match["tenths"], match["more"]
    value = 10 * (number_said(tenths) or 0)
    value += 5 if more == "半" else number_said(more) or 0 if more else 0
    return Quantity(*match.span("number"), match.end("number"), Decimal(value), "%", "percent")


def _without_unit(text: str, found: list[Quantity]) -> list[Quantity]:
    """Figures whose unit is left out: 较上年2.08减少0.03万元; 增长13.95; 占76.23; 支出为0."""
    starts = [quantity.start for quantity in found]
    result: dict[int, Quantity] = {}
    for name in UNIT_LEFT_OUT:
        for match in getattr(WORDS, name).finditer(text):
            start, end = match.span("number")
            at = bisect_left(starts, start)
            near = found[at - 1] if at else None
            if start in result or (near is not None and near.end > start) or starts[at : at + 1] == [start]:
                continue
            if name == "unit_rate":
                unit, sort = "%", "percent"
            else:
                behind = found[at : at + 1] if name in UNIT_BEHIND else []
                around = [*behind, *reversed(found[max(0, at - 3) : at])]
                partner = next(
                    (q for q in around if q.sort == "money" and abs(q.start - start) < _REACH), None
                )
                if partner is None and name != "unit_zero":
                    continue
                unit, sort = partner.unit if partner is not None else UNIT_OF_NOTHING, "money"
            value = Decimal(match["number"].replace(",", ""))
            result[start] = Quantity(start, end, end, value, unit, sort, assumed=True)
    return list(result.values())


def _listed_before(text: str, quantity: Quantity) -> list[Quantity]:
    """The numbers before a quantity that leave their unit to it, in order."""
    found: list[Quantity] = []
    start = quantity.start
    while match := WORDS.listed_number.search(text, max(0, start - _LONGEST_LISTED), start):
        start, end = match.span(1)
        value = Decimal(match[1].replace(",", ""))
        found.insert(0, Quantity(start, end, end, value, quantity.unit, quantity.sort))
    return found


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    sort = match.lastgroup or ""
    name = "bare" if sort == "bare" else "number"
    start, number_end = match.span(name)
    end = match.end()
    digits = match[name]
    # a paragraph that ends in a number, and the number of the next item
    if (
        "\n" in digits
        and (glued := WORDS.item_glued.search(text, start, end + 2))
        and glued.end() >= number_end
    ):
        return None
    before = text[max(0, start - 8) : start]
    if sort == "count" and WORDS.leveled_code.match(text, start):
        return None
    if not _is_stated(text, before, end, number_end, digits, match[sort] if sort in ("count",) else ""):
        return None
    if sort == "bare":
        return Quantity(start, number_end, number_end, Decimal(_SPREAD.sub("", digits)), "分", "score")
    unit = BLANK.sub("", match[sort])
    times = WORDS.in_times.match(text, end) if sort == "count" else None
    if times:
        end = times.end()
    if (apart := WORDS.unit_apart.fullmatch(unit)) is not None:
        unit = apart["of"] or f"{apart['times'][0]}次"
    if sort in ("short", "short2"):
        unit, sort = unit + "元", "money"
    number = _SPREAD.sub("", digits)
    if sort == "count" and WORDS.coded_item.fullmatch(number) and unit[0] in "类款项":
        return None
    if sort == "count" and "." in number and not WORDS.measured.search(unit):
        # 1.5个项目 at the head of a paragraph: item 1, five projects
        whole, _, rest = digits.partition(".")
        if (
            not unit.startswith("万")
            and rest.isdigit()
            and WORDS.at_head.search(text[max(0, start - 3) : start] + whole)
        ):
            start, number = start + len(whole) + 1, rest
    signed = before.rstrip()
    if (
        signed.endswith(("-", "负"))
        and (signed[-2:-1] > "一" or not signed[-2:-1].isalnum())
        and (signed[-2:-1] not in ")）" or WORDS.way_or_other.search(signed) is not None)
        and _RANGE.search(signed) is None
    ):
        start, number = start - 1 - len(before) + len(signed), "-" + number
    elif before.endswith(",") and before[-2:-1].isdigit() and sort == "money":
        # a separator at the wrong place: 12,34.56
        left = re.search(r"(?<![\d.,])[\d,]+,$", text[max(0, start - _LONGEST_LISTED) : start])
        if left:
            start, number = start - len(left[0]), left[0].replace(",", "") + number
    if sort == "money" and (named := WORDS.currency.search(text, max(0, start - 4), start)):
        start = named.start()
    return Quantity(start, number_end, end, Decimal(number), unit, sort)


def _is_stated(text: str, before: str, end: int, number_end: int, digits: str, counted: str) -> bool:
    """Whether the number is stated of the body: no threshold, code, standard, ordinal or range."""
    if WORDS.bound_before.search(before) and not before.endswith(("以前", "提前", "日前")):
        # 比上年低于5万元 is a change, 低于5万元 alone a threshold
        clause = re.split(r"[，。；\n]", text[max(0, end - _REACH) : number_end])[-1]
        if not (WORDS.threshold.search(before) and re.search(r"[较比]|相比", clause)):
            return False
    if WORDS.bound_after.match(text, end):
        ahead = text[max(0, number_end - len(digits) - _REACH) : number_end - len(digits)]
        return WORDS.bounded_budget.search(BLANK.sub("", ahead)) is not None
    if before[-1:] in ("（", "(") and text[end : end + 1] in ("）", ")") and counted in ("项", "类"):
        return False
    if (
        counted
        and WORDS.like_a_code.match(digits)
        and counted[0] in "类款项"
        and (digits[0] == "0" or counted[0] == "类" or len(digits) > 3)
    ):
        return False
    if (
        before.endswith("含")
        and text[end : end + 1] in ("）", ")")
        and WORDS.bound_after.match(text, end + 1)
    ):
        return False
    following = text[end : end + 2]
    if following[:1] in _DASH and following[:1] != "到" and following[1:].isdigit():
        return False
    return not (
        before[-1:]
        and before[-1:] in _DASH[1:]
        and before[-2:-1].isdigit()
        or before[-2:-1].isdigit()
        and before[-1:] == "-"
    )


def _counted(text: str, match: re.Match[str]) -> Quantity | None:
    """A Chinese numeral that counts (三个内设机构), or ``None``."""
    left, right = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 4]
    word = match[1]
    after_thing = WORDS.before_numeral.search(left) is not None and (
        not right or right[0] in "，。；：、,;:（( \n和及"
    )
    if word == "一":
        if WORDS.before_one.search(left) is None or right.startswith(("方面", "步", "批", "系列", "体")):
            return None
    elif not WORDS.formal_numeral.search(word) and not after_thing and not WORDS.things.match(right):
        return None
    value = number_said(word)
    if value is None:
        return None
    return Quantity(match.start(), match.end(1), match.end(), Decimal(value), match[2], "count")
