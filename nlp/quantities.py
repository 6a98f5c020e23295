"""Quantities (数量) in running text: amounts, rates, counts and scores, and what only looks like one.

A blank or a line end may stand anywhere inside a number or between it and its unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache

from nlp.annotations import Quantity
from nlp.comparisons import change_words, moves_to
from nlp.lines import BLANK
from nlp.rules import any_of, pattern, rules
from records.lexicon.numerals import number_said
from records.phrases import Phrases

WORDS = Phrases("nlp")

_B = r"[ \n]?"
_GAP = r"[ ]{0,8}\n?[ ]{0,8}"
"""What may stand between a number and its unit."""
_THREE = rf"\d{_B}\d{_B}\d"
_NUMBER = (
    rf"(?:(?<!\.)(?<!\.\d)(?<!\.\d\d)\d(?:{_B}\d){{0,2}}(?:{_B}[,，]{_B}{_THREE}(?!{_B}\d))+|\d(?:{_B}\d)*)"
    rf"(?:{_B}\.{_B}\d(?:{_B}\d)*)?"
)
_LONGEST_LISTED = 24
"""Characters of a number and the mark behind it, with signs and blanks."""
_SPREAD = re.compile(r"[ \n,，]")
_ITEM = re.compile(r"(?:^|\n|[。；：:]) ?(\d{1,2})$")
_DASH = "-—–~～至到"
_YEAR_RUN = re.compile(r"\n\d{1,2}[.．、]")
_CODED = re.compile(r"^0\d$|^\d{3}$|^2\d{4}(?:\d\d)?$")
_CODED_ITEM = re.compile(r"\d{1,2}\.2(?:\d\d|\d{4}|\d{6})")
"""The number of an item and the code of an account: 3.208类社会保障和就业支出."""
_REACH = 48
"""Characters in which a number and what tells its unit stand together: a clause."""
_SPELLED = re.compile(
    r"百分之[ ]?(?P<number>\d+(?:\.\d+)?|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
    r"(?![一二三四五六七八九十百点几多])[%％]?"
)
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_AMOUNT = re.compile(
    r"(?:人民币|大写)?[：:]?(?P<whole>[零壹贰叁肆伍陆柒捌玖拾佰仟萬万亿]{2,})(?P<unit>[元圆])"
    r"(?:整|正|(?P<cents>(?:[零壹贰叁肆伍陆柒捌玖]角)?零?(?:[壹贰叁肆伍陆柒捌玖]分)?)整?)"
)
"""An amount in the numerals of cheques: 叁佰壹拾贰万伍仟元整."""
_POWERS = {"拾": 10, "佰": 100, "仟": 1000}
UNIT_OF_NOTHING = "万元"
"""The unit of an amount of 0 that has none, and none beside it."""


def _spread(word: str) -> str:
    """A unit whose characters a line end may part."""
    return _B.join(word) if word.isalpha() else word


@cache
def _expression() -> re.Pattern[str]:
    units = rules("quantities")
    counts = any_of(word if "[" in word or "(?" in word else _spread(word) for word in units["count"])
    return re.compile(
        rf"(?P<number>(?>{_NUMBER})){_GAP}(?:"
        rf"(?P<percent>{any_of(units['percent'])})|(?P<points>{any_of(map(_spread, units['points']))})"
        rf"|(?P<money>{any_of(map(_spread, units['money']))})|(?P<count>{counts})"
        rf"|(?P<short>[万亿])(?![一-鿿])|(?P<short2>[万亿])(?=[，、和及与增减的用降升下上少多高低比较占其左持完执（(])|(?P<score>{units['score']}))"
        rf"|(?:得分|评分|得分率?为|总分|自评分|分数)(?:为|是|达到?|[：:])?(?P<bare>(?>{_NUMBER}))(?!{_B}[\d分%个项万元年月日])"
    )


@cache
def _numerals() -> re.Pattern[str]:
    units = rules("quantities")["numerals"]
    return re.compile(
        rf"(?<![第一二两三四五六七八九十百千万几数\d])([一二两三四五六七八九十]{{1,3}}|[壹贰叁肆伍陆柒捌玖拾]{{1,3}})"
        rf"({any_of(units['units'])})"
    )


@cache
def _unitless() -> tuple[re.Pattern[str], ...]:
    """Numbers whose unit is left out: what is compared with, a rate, a change, an amount of 0."""
    words = rules("quantities")["unit_left_out"]
    number = r"(?P<number>\d[\d,]*\.\d+)"
    compared = re.compile(
        rf"(?:{any_of(words['compared'])})[^，。；：、\d\n]{{0,16}}?{number}(?=\s*(?:{moves_to()}|{change_words(alone=True)}了?)\s?\d)"
    )
    rate = re.compile(rf"{any_of(words['rate'])}{any_of(words['links'])}*{number}(?=[，。；、）);,\n]|$)")
    change = re.compile(rf"{any_of(words['amount'])}{any_of(words['links'])}*{number}(?=[，。；、）);,\n]|$)")
    zero = re.compile(
        rf"{any_of(words['nothing'])}(?:均|都)?(?:为|是|[:：])(?P<number>0(?:\.0+)?)(?=[，。；、）);,\n]|$)"
    )
    listed = re.compile(rf"{any_of(words['nothing_listed'])}(?P<number>0(?:\.0+)?)(?=[，。；、）);,\n]|$)")
    # 收入5.1、支总计6.2万元 is of the totals, 收入5.1 alone is not
    beside = re.compile(
        rf"(?<=[入计额])(?!(?<=入)[^、，]{{0,16}}[、，]支出?[总合]计)(?:分别|各)?(?:{change_words()})?为?{number}(?={any_of(words['sides'])})"
    )
    return compared, rate, change, listed, zero, beside


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words, numerals = rules("quantities")["not_stated"], rules("quantities")["numerals"]
    return (
        re.compile(any_of(words["before"]) + r"[“”\"（( ]?$"),
        re.compile(any_of(words["after"])),
        re.compile(any_of(numerals["things"])),
        re.compile(any_of(numerals["before"]) + r"[（(：: ]?$"),
        re.compile(any_of(numerals["one_before"]) + r"[（(：: ]?$"),
    )


def find_quantities(text: str) -> list[Quantity]:
    """The quantities that ``text`` states, in order: not dates, codes, thresholds, ordinals, ranges."""
    found: list[Quantity] = []
    for match in _expression().finditer(text):
        if quantity := _quantity(text, match):
            found += [*_listed_before(text, quantity), quantity]
    added = [quantity for match in _numerals().finditer(text) if (quantity := _counted(text, match))]
    added += _without_unit(text, found)
    if "单位" in text:
        listed = _below_unit(text, found)
        added += listed or _told_below_unit(text, [*found, *added])
    if "元" in text or "圆" in text:
        added += [amount for match in _FORMAL_AMOUNT.finditer(text) if (amount := _formal(match))]
    if "百分之" in text:
        bound = _beside()[0]
        spelled = _SPELLED.finditer(text)
        added += [
            _percent(one) for one in spelled if not bound.search(text[max(0, one.start() - 8) : one.start()])
        ]
    if "成" in text:
        added += [_tenths(match) for match in _in_tenths().finditer(text)]
    return sorted([*found, *added], key=lambda quantity: quantity.start) if added else found


_ACCOUNT_CODE = re.compile(r"2(?:\d\d类|\d{4}款|\d{6}项)(?=[一-鿿])")
"""A code of an account with its level behind it, and its name: 2080505项机关事业单位…."""
_UNIT_LINE = re.compile(
    r"^(?P<what>.*?)[（(]?(?:金额)?单位[:：][ ]?(?:人民币)?(?P<unit>[十百千]?万?元|亿元)[)）]?[:：]?[ ]*$",
    re.M,
)
_NAMED_AMOUNT = re.compile(
    r"[ ]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．])?[一-鿿“”（）()、]{2,30}"
    rf"[:：\t ]*(?P<number>{_NUMBER})[ ]*[。；;，]?[ ]*$"
)
"""A line of a list below its unit: 办公费 1,200.50."""
FEWEST_LINES = 2
"""Lines that make a list."""


@cache
def _bare_amount() -> re.Pattern[str]:
    """A number in a sentence below a unit, behind what is measured in money: 基本支出1,200.50，."""
    measured = any_of(rules("quantities")["unit_left_out"]["measured_in_money"])
    return re.compile(
        rf"{measured}(?:为|是|[:：])?[ ]?(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+\.\d+)(?=[，。；、])"
    )


def _told_below_unit(text: str, found: list[Quantity]) -> list[Quantity]:
    """The amounts of sentences whose unit stands above them, where none has a unit of its own."""
    result: list[Quantity] = []
    units = list(_UNIT_LINE.finditer(text))
    ends = [*(one.start() for one in units[1:]), len(text)]
    for match, until in zip(units, ends[: len(units)], strict=True):
        if "图" in match["what"] or any(
            match.end() <= one.start < until and one.sort == "money" for one in found
        ):
            continue
        result += [
            Quantity(
                *one.span("number"), one.end("number"), Decimal(one["number"].replace(",", "")),
                match["unit"], "money",
            )
            for one in _bare_amount().finditer(text, match.end(), until)
        ]  # fmt: skip
    return result


def _below_unit(text: str, found: list[Quantity]) -> list[Quantity]:
    """The amounts of a list whose unit stands above it, a name and a number a line."""
    result: list[Quantity] = []
    starts = [quantity.start for quantity in found]
    for match in _UNIT_LINE.finditer(text):
        listed: list[Quantity] = []
        start = match.end() + 1
        while start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            line = _NAMED_AMOUNT.fullmatch(text, start, end)
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


@cache
def _in_tenths() -> re.Pattern[str]:
    words = rules("quantities")["tenths"]
    return re.compile(
        rf"{any_of(words['before'])}{any_of(words['links'])}*(?P<number>(?P<tenths>[一二两三四五六七八九1-9])成"
        rf"(?P<more>[一二三四五六七八九半])?)(?={words['behind']})"
    )


def _percent(match: re.Match[str]) -> Quantity:
    """A percentage whose sign is spelled out before its number (百分之4.35, 百分之五)."""
    number = match["number"]
    value = Decimal(number) if number[0].isdigit() else Decimal(number_said(number) or 0)
    return Quantity(*match.span(), match.end(), value, "%", "percent")


def _tenths(match: re.Match[str]) -> Quantity:
    """Tenths as a percentage: 两成 is 20 %, 三成五 is 35 %."""
    tenths, more = match["tenths"], match["more"]
    value = 10 * (int(tenths) if tenths.isdigit() else number_said(tenths) or 0)
    value += 5 if more == "半" else number_said(more) or 0 if more else 0
    return Quantity(*match.span("number"), match.end("number"), Decimal(value), "%", "percent")


def _without_unit(text: str, found: list[Quantity]) -> list[Quantity]:
    """Figures whose unit is left out: 较上年2.08减少0.03万元; 增长13.95; 占76.23; 支出为0."""
    compared, rate, change, listed, zero, beside = _unitless()
    starts = [quantity.start for quantity in found]
    result: dict[int, Quantity] = {}
    for expression in (compared, rate, change, listed, zero, beside):
        for match in expression.finditer(text):
            start, end = match.span("number")
            at = bisect_left(starts, start)
            near = found[at - 1] if at else None
            if start in result or (near is not None and near.end > start) or starts[at : at + 1] == [start]:
                continue
            if expression is rate:
                unit, sort = "%", "percent"
            else:
                behind = expression in (compared, beside)
                around = found[at : at + 1] if behind else reversed(found[max(0, at - 3) : at])
                partner = next(
                    (q for q in around if q.sort == "money" and abs(q.start - start) < _REACH), None
                )
                if partner is None and expression is not zero:
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
    if "\n" in digits and (glued := _YEAR_RUN.search(text, start, end + 2)) and glued.end() >= number_end:
        return None
    before = text[max(0, start - 8) : start]
    if sort == "count" and _ACCOUNT_CODE.match(text, start):
        return None
    if not _is_stated(text, before, end, number_end, digits, match[sort] if sort in ("count",) else ""):
        return None
    if sort == "bare":
        return Quantity(start, number_end, number_end, Decimal(_SPREAD.sub("", digits)), "分", "score")
    unit = BLANK.sub("", match[sort])
    times = WORDS.in_times.match(text, end) if sort == "count" else None
    if times:
        end = times.end()
    if sort in ("short", "short2"):
        unit, sort = rules("quantities")["money_short"][unit], "money"
    number = _SPREAD.sub("", digits)
    if sort == "count" and _CODED_ITEM.fullmatch(number) and unit[0] in "类款项":
        return None
    if sort == "count" and "." in number and not unit.endswith(tuple(rules("quantities")["measured"])):
        # 1.5个项目 at the head of a paragraph: item 1, five projects
        whole, _, rest = digits.partition(".")
        if (
            not unit.startswith("万")
            and rest.isdigit()
            and _ITEM.search(text[max(0, start - 3) : start] + whole)
        ):
            start, number = start + len(whole) + 1, rest
    signed = before.rstrip()
    if (
        signed.endswith(("-", "负"))
        and (signed[-2:-1] > "一" or not signed[-2:-1].isalnum())
        and signed[-2:-1] not in ")）"
    ):
        start, number = start - 1 - len(before) + len(signed), "-" + number
    elif before.endswith(",") and before[-2:-1].isdigit() and sort == "money":
        # a separator at the wrong place: 12,34.56
        left = re.search(r"(?<![\d.,])[\d,]+,$", text[max(0, start - _LONGEST_LISTED) : start])
        if left:
            start, number = start - len(left[0]), left[0].replace(",", "") + number
    if sort == "money" and (
        named := pattern("quantities", "currency").search(text, max(0, start - 4), start)
    ):
        start = named.start()
    return Quantity(start, number_end, end, Decimal(number), unit, sort)


def _is_stated(text: str, before: str, end: int, number_end: int, digits: str, counted: str) -> bool:
    """Whether the number is stated of the body: no threshold, code, standard, ordinal or range."""
    not_before, not_after = _beside()[:2]
    if not_before.search(before) and not before.endswith(("以前", "提前", "日前")):
        # 比上年低于5万元 is a change, 低于5万元 alone a threshold
        clause = re.split(r"[，。；\n]", text[max(0, end - _REACH) : number_end])[-1]
        if not (WORDS.threshold.search(before) and re.search(r"[较比]|相比", clause)):
            return False
    if not_after.match(text, end):
        return False
    if before[-1:] in ("（", "(") and text[end : end + 1] in ("）", ")") and counted in ("项", "类"):
        return False
    if (
        counted
        and _CODED.match(digits)
        and counted[0] in "类款项"
        and (digits[0] == "0" or counted[0] == "类" or len(digits) > 3)
    ):
        return False
    if before.endswith("含") and text[end : end + 1] in ("）", ")") and not_after.match(text, end + 1):
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
    things, before, one_before = _beside()[2:]
    left, right = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 4]
    word = match[1]
    after_thing = before.search(left) is not None and (not right or right[0] in "，。；：、,;:（( \n和及")
    if word == "一":
        if one_before.search(left) is None or right.startswith(("方面", "步", "批", "系列", "体")):
            return None
    elif not WORDS.formal_numeral.search(word) and not after_thing and not things.match(right):
        return None
    value = number_said(word)
    if value is None:
        return None
    return Quantity(match.start(), match.end(1), match.end(), Decimal(value), match[2], "count")
