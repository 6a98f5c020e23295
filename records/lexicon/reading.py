"""Words read with the lexicon: what they measure, what narrows them, and what is not understood."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from records.lexicon.accounts import account_key, accounts, all_codes_of
from records.lexicon.folding import fold
from records.lexicon.patterns import is_finite, spelled_out
from records.lexicon.schema import Term, Terms, Words
from records.list_numbers import without_number
from records.rule_files import load_rules

GRANTS = frozenset({"general_public_budget", "government_fund", "state_capital", "fiscal_grant"})
COUNTED = "辆|个|人|人次|批次|次|台|台套|台/套|套|项|家|户|批|组|团|名|件|平方米"
SHORTEST_STEM = 4
"""Letters of an account's name without 支出 that are its name alone (住房保障, but not 教育)."""
SIDES = {"revenue": ("revenue",), "expenditure": ("expenditure",), "both": ("revenue", "expenditure")}

_UNIT = re.compile(rf"[（(]\s*({COUNTED}|台[,，、/]套|台[（(]套[)）]|[千万亿]?元|人民币[万亿]?元)\s*[)）]")
_LEAD = re.compile(r"(?:\s|其中[:：]?|[①②③④⑤⑥⑦⑧⑨⑩]|[-—]{1,2})+")
_CODE = re.compile(r"^(?:\d{3,7})(?=[\s\-—_]*[^\W\d_年月日元万亿个人项批次辆台%])")
_NAME = re.compile(r"《[^》]*》")
_JOINS = re.compile(r"和|与|及|加")


@dataclass(frozen=True, slots=True)
class Reading:
    """What some words say. ``measure`` is ``None`` where the words end with nothing that is known.

    ``fund`` and ``scope`` are what the words themselves say; ``qualifiers`` are measures that narrow
    the one that is read (项目支出 in 项目支出公用经费); ``left`` the words that are in no list. ``whole``:
    every word is accounted for and nothing unnamed narrows the measure.
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
        """Whether the words were read to the last one."""
        return not self.left and not self.qualifiers

    @property
    def fund_only(self) -> bool:
        """Whether the words name a fund and nothing else (一般公共预算财政拨款)."""
        return self.fund is not None and self.measure is None and self.whole and not self.accounts


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the words: ``kind`` is what sort of word it is, ``value`` which one."""

    text: str
    kind: str
    value: str = ""


@dataclass(frozen=True, eq=False)
class Names:
    """Words that a document adds to the lexicon: names of its accounts, and of the body itself."""

    accounts: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    parts: dict[str, list[_Part]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for kind, names in (("plain", self.bodies), ("account", self.accounts)):
            for name in names:
                folded = fold(name)
                if len(folded) > 1:
                    self.parts.setdefault(folded[0], []).append(_Part(folded, kind, name))


NO_NAMES = Names()
_RANK = {"term": 0, "account": 1, "fund": 2, "side": 3, "scope": 4, "total": 5, "plain": 6}


@dataclass(slots=True)
class _Index:
    """All words of the lexicon: those spelled out by their text, with the lengths met a first letter."""

    words: dict[str, _Part] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)
    patterns: list[tuple[re.Pattern[str], str, str]] = field(default_factory=list)

    def add(self, pattern: str, kind: str, value: str) -> None:
        """Add the words of a pattern; a word that is known already keeps its first meaning."""
        if not is_finite(pattern):
            self.patterns.append((re.compile(pattern), kind, value))
            return
        for word in spelled_out(pattern):
            if word:
                self.words.setdefault(word, _Part(word, kind, value))

    def close(self) -> None:
        """Count the lengths, when all words are known."""
        found: dict[str, set[int]] = defaultdict(set)
        for word in self.words:
            found[word[0]].add(len(word))
        self.lengths = {letter: sorted(lengths, reverse=True) for letter, lengths in found.items()}

    def at(self, text: str, start: int, names: Names) -> list[_Part]:
        """The parts that may begin at ``start``."""
        parts = []
        for length in self.lengths.get(text[start], ()):
            part = self.words.get(text[start : start + length])
            if part is not None and len(part.text) == length:
                parts.append(part)
        for pattern, kind, value in self.patterns:
            match = pattern.match(text, start)
            if match and match[0]:
                parts.append(_Part(match[0], kind, value))
        own = names.parts.get(text[start])
        if own:
            parts += [part for part in own if text.startswith(part.text, start)]
        return parts


@cache
def terms() -> dict[str, Term]:
    """The terms of the lexicon by their measure. Raises :class:`~records.rule_files.InvalidRules`."""
    loaded = load_rules(Path(__file__).with_name("terms.toml"), Terms)
    return {term.measure: term for term in loaded.term}


@cache
def words() -> Words:
    """The words that narrow and close. Raises :class:`~records.rule_files.InvalidRules`."""
    return load_rules(Path(__file__).with_name("words.toml"), Words)


@cache
def wholes_of(measure: str) -> frozenset[str]:
    """All the measures that ``measure`` is always part of."""
    own = terms()[measure].part_of if measure in terms() else []
    return frozenset(own).union(*(wholes_of(one) for one in own))


@cache
def count_of(measure: str, unit: str | None) -> str | None:
    """The count that a phrase naming a money ``measure`` means with a unit of counting."""
    for term in terms().values():
        if term.counts and term.counts.of == measure and unit in term.counts.units:
            return term.measure
    return None


@cache
def _index() -> _Index:
    index, listed = _Index(), words()
    for term in terms().values():
        for pattern in term.says:
            index.add(pattern, "term", term.measure)
    for fund in listed.fund:
        for pattern in fund.says:
            index.add(pattern, "fund", fund.fund)
    for account in accounts().values():
        for name in account.names:
            folded, stem = fold(name.name), account_key(name.name)
            for word in (folded, stem) if len(stem) >= SHORTEST_STEM else (folded,):
                index.words.setdefault(word, _Part(word, "account", name.name))
    for kind, groups in (("side", listed.side), ("scope", listed.scope)):
        for value in type(groups).model_fields:
            for pattern in getattr(groups, value):
                index.add(pattern, kind, value)
    for pattern in listed.total.words:
        index.add(pattern, "total", "")
    for pattern in (*listed.plain.words, *listed.self_.words):
        index.add(pattern, "plain", "")
    index.close()
    return index


@cache
def _below() -> list[tuple[str, re.Pattern[str], str]]:
    return [
        (upper, re.compile(pattern), term.measure)
        for term in terms().values()
        for upper, patterns in term.below.items()
        for pattern in patterns
    ]


def money_of(measure: str | None) -> str | None:
    """The money that a counted thing costs (公务接待费 for 国内公务接待批次); money is itself."""
    counts = terms()[measure].counts if measure in terms() else None
    return counts.of if counts else measure


def measure_of_side(side: str | None) -> str | None:
    """What is measured where only a fund and the side are told (一般公共预算财政拨款)."""
    return {"revenue": "fiscal_grant_revenue", "expenditure": "current_year_expenditure"}.get(side or "")


def _parts(text: str, names: Names) -> list[_Part]:
    """The text cut into parts so that the fewest letters are left over, in the fewest parts."""
    index = _index()
    best: list[tuple[tuple[int, int, int, int], int, _Part | None]] = [((0, 0, 0, 0), 0, None)] * (
        len(text) + 1
    )
    for start in range(len(text) - 1, -1, -1):
        left, count, square, rank = best[start + 1][0]
        chosen: tuple[tuple[int, int, int, int], int, _Part | None]
        chosen = ((left + 1, count, square, rank), start + 1, None)
        for part in index.at(text, start, names):
            end = start + len(part.text)
            left, count, square, rank = best[end][0]
            cost = (left, count + 1, square - len(part.text) ** 2, rank + _RANK[part.kind])
            if cost < chosen[0]:
                chosen = (cost, end, part)
        best[start] = chosen
    parts: list[_Part] = []
    at = 0
    while at < len(text):
        _, end, found = best[at]
        if found is not None:
            parts.append(found)
        else:
            parts.append(_Part(text[at], "left"))
        at = end
    return _joined(parts)


def _is_loose(part: _Part) -> bool:
    if part.kind == "plain":
        return len(part.text) == 1 and part.text not in "的中"
    return part.kind == "left" or part.kind == "account" and len(part.text) < SHORTEST_STEM - 1


def _joined(parts: list[_Part]) -> list[_Part]:
    """Letters left over side by side as one; a short word beside them belongs to theirs (省检察院)."""
    loose = [_is_loose(part) for part in parts]
    joined: list[_Part] = []
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and loose[end]:
            end += 1
        if any(part.kind == "left" for part in parts[at:end]):
            joined.append(_Part("".join(part.text for part in parts[at:end]), "left"))
        else:
            joined += parts[at:end] or [parts[at]]
        at = max(end, at + 1)
    return joined


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
    named = _NAME.findall(printed)
    printed = _CODE.sub("", _without_lead(_NAME.sub("", printed)))
    found = _UNIT.search(printed)
    if found:
        unit = unit or found[1]
        printed = _UNIT.sub("", printed)
    folded = fold(printed)
    for upper, pattern, measure in _below():
        if upper == under and pattern.fullmatch(folded):
            return Reading(text, measure, _sides_of(measure), unit=unit, left=tuple(named))
    parts = _parts(folded, names)
    reading = _meaning(text, parts, "、" in printed, unit, tuple(named))
    if under and reading.measure in (None, "grand_total") and not reading.left and not reading.accounts:
        if reading.is_total or not reading.fund:
            return Reading(
                text,
                under,
                _sides_of(under),
                reading.fund,
                unit=unit,
                scope=reading.scope,
                is_total=reading.is_total,
            )
    return reading


def _without_lead(printed: str) -> str:
    """The words without numbers of items, dashes and 其中 before them, in any order."""
    before = ""
    while printed != before:
        before = printed
        lead = _LEAD.match(printed)
        printed = without_number(printed[lead.end() :] if lead else printed)
    return printed


def _sides_of(measure: str) -> tuple[str, ...]:
    side = terms()[measure].side if measure in terms() else None
    return (side,) if side else ()


def _meaning(
    text: str, parts: list[_Part], listed: bool, unit: str | None, named: tuple[str, ...]
) -> Reading:
    said = [part for part in parts if part.kind == "term"]
    specific = [part for part in said if part.value not in GENERAL]
    left = [part.text for part in parts if part.kind == "left"]
    sides = tuple(dict.fromkeys(side for part in parts if part.kind == "side" for side in SIDES[part.value]))
    sides = sides or tuple(
        side
        for side, letter in (("revenue", "收"), ("expenditure", "支"))
        for part in said
        if part.value == "grand_total" and letter in part.text
    )
    fund, conflict = _fund(parts, specific)
    measure: str | None = None
    qualifiers: list[str] = []
    head: _Part | None = None
    if specific:
        head = specific[-1]
        measure = head.value
        above = wholes_of(measure)
        qualifiers = [
            part.value for part in specific[:-1] if part.value != measure and part.value not in above
        ]
        own = _sides_of(measure)
        last = next((part for part in reversed(parts) if part.kind == "side"), None)
        if own and last is not None and not set(own) & set(SIDES[last.value]):
            # the expenditure out of a revenue: the side said last is the head
            if parts.index(last) > parts.index(head):
                qualifiers.append(measure)
                measure, head = _general(sides, fund, [one for one in said if one.value in GENERAL]), last
        if own and measure:
            sides = own
        if qualifiers and (listed or any(_JOINS.fullmatch(part.text) for part in parts)):
            measure = None
    elif said or sides:
        measure = _general(sides, fund, said)
        sides = sides or (_sides_of(measure) if measure else ())
        head = next((part for part in parts if part.kind in ("term", "side")), None)
    if measure == "change" and "%" in text:
        measure = "change_rate"
    named_accounts = [part for part in parts if part.kind == "account"]
    if named_accounts:
        sides = sides or ("expenditure",)
        if measure is None and head is None and sides == ("expenditure",):
            measure, head = "current_year_expenditure", named_accounts[-1]
        beside = _beside(named_accounts)
        if beside or _is_qualified(parts, parts.index(named_accounts[0]), behind=False):
            measure = None
        if sides == ("revenue",):
            beside, measure = [named_accounts[-1].text], None
        left += beside
    if head is not None and _is_qualified(parts, parts.index(head)):
        measure = None
    if (
        measure
        and unit
        and (term := terms().get(measure))
        and term.unit == "money"
        and unit in COUNTED.split("|")
    ):
        measure = count_of(measure, unit)
    return Reading(
        text,
        measure,
        sides,
        fund,
        tuple(part.value for part in named_accounts),
        unit,
        next((part.value for part in parts if part.kind == "scope"), None),
        any(
            part.kind == "total" or part.value == "grand_total" or part.text.endswith(("合计", "小计"))
            for part in parts
        ),
        tuple(qualifiers),
        (*named, *left, *conflict),
    )


GENERAL = frozenset({"grand_total", "current_year_revenue", "current_year_expenditure"})
"""Measures that say no more than a side; a specific one before them is what is meant."""

REVENUE_OF = {
    **dict.fromkeys(GRANTS, "fiscal_grant_revenue"),
    "special_account": "special_account_revenue",
    "unit_funds": "unit_funds_revenue",
    "other": "other_funds_revenue",
}
"""What the revenue of a fund is; of funds that are no grant the total is the same."""


def _general(sides: tuple[str, ...], fund: str | None, said: list[_Part]) -> str | None:
    """The measure of a bare side: 收入, 支出, 财政拨款收入."""
    if sides == ("revenue",) and fund in REVENUE_OF and (fund not in GRANTS or not said):
        return REVENUE_OF[fund]
    if said:
        return said[-1].value
    if sides == ("revenue",):
        return "current_year_revenue"
    if sides == ("expenditure",):
        return "current_year_expenditure"
    return "grand_total" if len(sides) == 2 else None


def _fund(parts: list[_Part], specific: list[_Part]) -> tuple[str | None, list[str]]:
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


def _beside(named: list[_Part]) -> list[str]:
    """The accounts that are not on the way to the last one, but stand beside it."""
    beside = []
    for upper, lower in itertools.pairwise(named):
        above, below = all_codes_of(upper.value), all_codes_of(lower.value)
        nested = any(code.startswith(top) and code != top for code in below for top in above)
        if above and below and not nested:
            beside.append(upper.text)
    return beside


def _is_qualified(parts: list[_Part], head: int, behind: bool = True) -> bool:
    """Whether words that are not known stand right before the head, or (``behind``) after it."""
    before = head - 1
    while before >= 0 and parts[before].kind == "plain" and parts[before].text in ("的", "类"):
        before -= 1
    if before >= 0 and parts[before].kind == "left":
        return True
    return behind and any(part.kind == "left" for part in parts[head + 1 :])
