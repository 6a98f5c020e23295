"""Words read with the lexicon: what they measure, what narrows them, and what is not understood."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from records.lexicon.accounts import all_codes_of
from records.lexicon.folding import fold
from records.lexicon.groups import ALL_OF_A_SIDE, GRANTS
from records.lexicon.segments import NO_NAMES, Names, Part, parts_of
from records.lexicon.terms import count_of, counted_units, is_count, sides_of, terms, wholes_of, words
from records.list_numbers import without_number

REVENUE_OF = {
    **dict.fromkeys(GRANTS, "fiscal_grant_revenue"),
    "special_account": "special_account_revenue",
    "unit_funds": "unit_funds_revenue",
    "other": "other_funds_revenue",
}
"""What the revenue of a fund is; of funds that are no grant the total is the same."""
GENERAL = frozenset(ALL_OF_A_SIDE)
"""Measures that say no more than a side; a specific one before them is what is meant."""
ACCOUNT_LEVEL = "项"
"""Behind the name of an account it is the account's level (类, 款, 项); behind other words it counts."""
MONEY_WORDS = frozenset({"经费", "费", "费用", "资金", "金额", "拨款"})
SIDES = {"revenue": ("revenue",), "expenditure": ("expenditure",), "both": ("revenue", "expenditure")}

_LEAD = re.compile(r"(?:\s|其中[:：]?|[①②③④⑤⑥⑦⑧⑨⑩]|[-—]{1,2})+")
_CODE = re.compile(r"^(?:\d{3,7})(?=[\s\-—_]*[^\W\d_年月日元万亿个人项批次辆台%])")
_NAME = re.compile(r"《[^》]*》")
_CARRIED_OF_FUND = re.compile(
    r"(年[初末终]|上年度?)(一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|(?<!非)财政拨款(?=结[转余]))(?=(?:财政拨款)?(?:资金)?结[转余])"
)
"""年末政府性基金结转: the fund stands inside the words of the measure."""
_JOINS = re.compile(r"和|与|及|加")


@dataclass(frozen=True, slots=True)
class Reading:
    """What some words say. ``measure`` is ``None`` where the words end with nothing that is known.

    ``fund`` and ``scope`` are what the words themselves say; ``qualifiers`` are measures that narrow
    the one that is read (项目支出 in 项目支出公用经费); ``left`` the words that are in no list. ``unit`` is
    the one printed in brackets.
    """

    words: str
    measure: str | None = None
    sides: tuple[str, ...] = ()
    fund: str | None = None
    accounts: tuple[str, ...] = ()
    unit: str | None = None
    scope: str | None = None
    is_total: bool = False
    qualifiers: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every word is accounted for and nothing unnamed narrows the measure."""
        return not self.left and not self.qualifiers

    @property
    def fund_only(self) -> bool:
        """Whether the words name a fund and nothing else (一般公共预算财政拨款)."""
        return self.fund is not None and self.measure is None and self.whole and not self.accounts


def read(text: str, under: str | None = None, unit: str | None = None, names: Names = NO_NAMES) -> Reading:
    """What a header, a label or a phrase says.

    ``under`` is the measure of the header or the subject above, ``unit`` the unit of the number,
    ``names`` what the document itself adds.
    """
    reading = _read(text, under, unit, NO_NAMES)
    return _read(text, under, unit, names) if reading.left and names.parts else reading


@lru_cache(maxsize=60_000)
def _read(text: str, under: str | None, unit: str | None, names: Names) -> Reading:
    printed = unicodedata.normalize("NFKC", text).strip()
    named = tuple(_NAME.findall(printed))
    printed = _CODE.sub("", _without_lead(_NAME.sub("", printed)))
    asked, found = unit, _unit().search(printed)
    if found:
        unit = unit or found["unit"]
        printed = _unit().sub("", printed)
    folded = _CARRIED_OF_FUND.sub(r"\2\1", fold(printed))
    below = _meant_below(folded, under)
    if below is not None:
        return Reading(text, below, sides_of(below), unit=unit, left=named)
    reading = _meaning(text, parts_of(folded, names), "、" in printed)
    if unit == ACCOUNT_LEVEL and reading.accounts and reading.whole:
        unit = asked
    if unit or named:
        reading = replace(reading, unit=unit, left=(*named, *reading.left))
    if reading.measure and unit in counted_units():
        reading = replace(reading, measure=_counted_in(reading.measure, unit))
    if under and reading.measure in (None, "grand_total") and not reading.left and not reading.accounts:
        if reading.is_total or not reading.fund:
            return replace(reading, measure=under, sides=sides_of(under))
    return reading


def _counted_in(measure: str, unit: str | None) -> str | None:
    """What is counted in ``unit`` where words name the money or another count (团组0个、0人次)."""
    term = terms()[measure]
    if term.unit == "money":
        return count_of(measure, unit)
    if term.counts is None or unit in term.counts.units:
        return measure
    return count_of(term.counts.of[0], unit) or measure


@cache
def _unit() -> re.Pattern[str]:
    """A unit in brackets."""
    counted = "|".join(words().counted.words)
    return re.compile(
        rf"[（(]\s*(?P<unit>{counted}|台[,，、/(（]套[)）]?|[千万亿]?元|人民币[万亿]?元)\s*[)）]"
    )


@cache
def _below() -> list[tuple[str, re.Pattern[str], str]]:
    return [
        (upper, re.compile(pattern), term.measure)
        for term in terms().values()
        for upper, patterns in term.below.items()
        for pattern in patterns
    ]


def _meant_below(folded: str, under: str | None) -> str | None:
    """The measure of words that mean it only under another (购置费)."""
    for upper, pattern, measure in _below():
        if upper == under and pattern.fullmatch(folded):
            return measure
    return None


def _without_lead(printed: str) -> str:
    """The words without numbers of items, dashes and 其中 before them, in any order."""
    before = ""
    while printed != before:
        before = printed
        lead = _LEAD.match(printed)
        printed = without_number(printed[lead.end() :] if lead else printed)
    return printed


@dataclass(slots=True)
class _Meaning:
    """What the parts say so far: the measure, the part that says it, what narrows it."""

    measure: str | None = None
    head: Part | None = None
    qualifiers: tuple[str, ...] = ()


def _meaning(text: str, parts: list[Part], listed: bool) -> Reading:
    """What the parts say together; ``listed`` if some of them are joined by 、."""
    said = [part for part in parts if part.kind == "term"]
    specific = [part for part in said if part.value not in GENERAL]
    general = [part for part in said if part.value in GENERAL]
    named = [part for part in parts if part.kind == "account"]
    sides = _sides(parts, general)
    fund, left = _fund(parts, specific)
    left = [*(part.text for part in parts if part.kind == "left"), *left]
    if specific:
        meaning = _of_specific(parts, specific, sides, fund, general, listed)
        own = sides_of(specific[-1].value)
        if own and meaning.measure == specific[-1].value:
            sides = own
    elif said or sides:
        head = next((part for part in parts if part.kind in ("term", "side")), None)
        meaning = _Meaning(_general(sides, fund, general), head)
        sides = sides or sides_of(meaning.measure)
    elif named:
        meaning = _Meaning("current_year_expenditure", named[-1])
    else:
        meaning = _Meaning()
    measure = meaning.measure
    if (
        specific
        and meaning.head is not None
        and (other := _beside_measure(text, parts, parts.index(meaning.head)))
    ):
        measure, meaning.qualifiers = None, tuple(dict.fromkeys((*meaning.qualifiers, other)))
    if named:
        sides = sides or ("expenditure",)
        beside = [named[-1].text] if sides == ("revenue",) else _beside(named)
        left += beside
        if beside or _is_qualified(parts, parts.index(named[0]), behind=False):
            measure = None
    if meaning.head is not None and _is_qualified(parts, parts.index(meaning.head)):
        measure = None
    if measure == "change" and "%" in text:
        measure = "change_rate"
    scope = next((part.value for part in parts if part.kind == "scope"), None)
    accounts = tuple(part.value for part in named)
    total = any(_is_total(part) and not _begins_name(parts, index) for index, part in enumerate(parts))
    return Reading(text, measure, sides, fund, accounts, None, scope, total, meaning.qualifiers, tuple(left))


def _beside_measure(text: str, parts: list[Part], head: int) -> str | None:
    """What a measure is joined with, though it may be a part of that: 收入和|上年结转."""
    before = head - 1
    joined = before > 0 and _JOINS.fullmatch(parts[before].text) is not None
    other = parts[before - joined] if before >= 0 else None
    if other is None or other.kind not in ("term", "side", "account"):
        return None
    return other.value if joined or f"{other.text}、{parts[head].text}" in text else None


def _is_total(part: Part) -> bool:
    return part.kind == "total" or part.value == "grand_total" or part.text.endswith(("合计", "小计"))


def _begins_name(parts: list[Part], index: int) -> bool:
    """Whether a word that may open a total opens a name that is not known (总工会, 总队, 累计折旧)."""
    if parts[index].text not in ("总", "累计"):
        return False
    behind = next((part for part in parts[index + 1 :] if part.kind != "plain"), None)
    return behind is not None and behind.kind == "left"


def _sides(parts: list[Part], general: list[Part]) -> tuple[str, ...]:
    """The sides that bare words for them name, or else those in 收、支总计."""
    bare = [side for part in parts if part.kind == "side" for side in SIDES[part.value]]
    totals = [part.text for part in general if part.value == "grand_total"]
    letters = [
        side
        for side, letter in (("revenue", "收"), ("expenditure", "支"))
        if any(letter in text for text in totals)
    ]
    return tuple(dict.fromkeys(bare or letters))


def _of_specific(
    parts: list[Part],
    specific: list[Part],
    sides: tuple[str, ...],
    fund: str | None,
    general: list[Part],
    listed: bool,
) -> _Meaning:
    """The meaning of words that name a measure of their own: the last one is the head."""
    head = specific[-1]
    measure: str | None = head.value
    above = wholes_of(head.value)
    qualifiers = [part.value for part in specific[:-1] if part.value not in (head.value, *above)]
    behind = parts[parts.index(head) + 1 :]
    last = next((part for part in reversed(behind) if part.kind == "side"), None)
    own = sides_of(head.value)
    if own and last is not None and not set(own) & set(SIDES[last.value]):
        # the expenditure out of a revenue: the side said last is the head
        qualifiers.append(head.value)
        return _Meaning(_general(sides, fund, general), last, tuple(qualifiers))
    if is_count(head.value) and any(part.kind == "side" or part.text in MONEY_WORDS for part in behind):
        # of 在职人员经费 it is 经费 that is measured
        qualifiers.append(head.value)
        measure = None
    if qualifiers and (listed or any(_JOINS.fullmatch(part.text) for part in parts)):
        measure = None
    return _Meaning(measure, head, tuple(qualifiers))


def _general(sides: tuple[str, ...], fund: str | None, general: list[Part]) -> str | None:
    """The measure of a bare side: 收入, 支出, 财政拨款收入."""
    if sides == ("revenue",) and fund in REVENUE_OF and (fund not in GRANTS or not general):
        return REVENUE_OF[fund]
    if general:
        return general[-1].value
    if sides == ("revenue",):
        return "current_year_revenue"
    if sides == ("expenditure",):
        return "current_year_expenditure"
    return "grand_total" if len(sides) == 2 else None


def _fund(parts: list[Part], specific: list[Part]) -> tuple[str | None, list[str]]:
    """The one fund that the words name, and the words that name more than one."""
    funds = {part.value: part.text for part in parts if part.kind == "fund"}
    if len(funds) > 1 and "fiscal_grant" in funds and set(funds) <= GRANTS:
        del funds["fiscal_grant"]
    own = terms()[specific[-1].value].fund if specific else None
    if own and not (own == "fiscal_grant" and set(funds) & GRANTS):
        funds[own] = funds.get(own, specific[-1].text)
    if len(funds) == 1:
        return next(iter(funds)), []
    return None, list(funds.values())


def _beside(named: list[Part]) -> list[str]:
    """The accounts that are not on the way to the last one, but stand beside it."""
    beside = []
    for upper, lower in itertools.pairwise(named):
        above, below = all_codes_of(upper.value), all_codes_of(lower.value)
        nested = any(code.startswith(top) and code != top for code in below for top in above)
        if above and below and not nested:
            beside.append(upper.text)
    return beside


def _is_qualified(parts: list[Part], head: int, behind: bool = True) -> bool:
    """Whether words that are not known stand right before the head, or (``behind``) after it."""
    before = head - 1
    while before >= 0 and parts[before].kind == "plain" and parts[before].text in ("的", "类", "使用"):
        before -= 1
    if before >= 0 and parts[before].kind == "left":
        return True
    return behind and any(part.kind == "left" for part in parts[head + 1 :])
