"""What a change is measured against (与上年相比, 较年初预算数), which way it went, and 持平."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from nlp.annotations import Comparison, Relation
from nlp.lines import BLANK
from nlp.phases import phase_in
from records.phrases import Phrases
from records.remembered import TEXTS

WORDS = Phrases("nlp/comparisons")

_CLAUSE = re.compile(r"[，。；：,;:\n]")
_SENTENCE_END = re.compile("[。；;]")
_CLAUSE_REACH = 60
"""Letters in which the clause before a comparison begins; clauses are seldom half as long."""
_TAIL = 40
"""Letters behind a weak word that may tell that it compares: an amount, told again in brackets, 相比."""
_BASES = ("initial_budget", "adjusted_budget", "budget", "other")
_WAYS = ("up", "neutral", "flat")


def _way(match: re.Match[str]) -> str:
    """Which way words of change go, by the group that they are in."""
    groups = match.groupdict()
    return next((way for way in _WAYS if groups.get(way) or groups.get(f"bare_{way}")), "down")


def find_comparisons(text: str, year: int | None) -> list[Comparison]:
    """The comparisons that ``text`` names, in order; ``year`` is the fiscal year."""
    result: list[Comparison] = []
    matches = list(WORDS.comparison.finditer(text))
    for number, match in enumerate(matches):
        opens_two = _opens_two(matches, number)
        if match["weak"] and not match["end"] and not opens_two:
            if not WORDS.compares_on.match(text[match.end() : match.end() + _TAIL]):
                continue
        start = _behind_comma(match)
        one = _comparison(start, match.end(), text[start : match.end()], year)
        result.append(replace(one, end=one.end + _said_again(text, one)))
        second = WORDS.base_beside.match(text, match.end())
        if second and not opens_two:
            result.append(_comparison(match.end(), second.end(), second[0], year))
    starts = [one.start for one in result]
    reached = list(accumulate((one.end for one in result), max))
    for match in WORDS.without_noun.finditer(text):
        start = _behind_comma(match)
        before = bisect_right(starts, start)
        if not before or reached[before - 1] <= start:
            result.append(Comparison(start, match.end(), match.lastgroup))
    result.sort(key=lambda one: one.start)
    return _of_years_named(text, result)


def _of_years_named(text: str, comparisons: list[Comparison]) -> list[Comparison]:
    """比上年预算减少2万元，比执行数增加3万元: what was spent of the budget that was named right before."""
    result: list[Comparison] = []
    for one in comparisons:
        before = result[-1] if result else None
        if (
            before is not None
            and (before.base, before.phase) == ("prior_year", "initial_budget")
            and WORDS.spent_of_year.fullmatch(text, one.start - 1, one.end)
            and not _SENTENCE_END.search(text, before.end, one.start)
        ):
            one = replace(one, base="prior_year", budget=False, year=before.year, phase="final")
        result.append(one)
    return result


def leaves_out(words: str) -> bool:
    """Whether words before a change leave something out of what is compared (剔除一次性因素后)."""
    return any(mark in words for mark in "除不") and WORDS.leaves_out.search(words) is not None


def same_footing(words: str) -> bool:
    """Whether an amount behind ``words`` is made comparable (同口径支出5万元), not the one published."""
    return WORDS.same_footing.search(words) is not None


def is_comparable_change(words: str) -> bool:
    """Whether ``words`` tell of another change before one of figures made comparable (同口径减少5万元)."""
    return WORDS.comparable_change.search(words) is not None


def made_comparable(words: str) -> bool:
    """Whether words of a comparison say that what is compared was made comparable (可比价格)."""
    return WORDS.comparable.search(words) is not None


def _opens_two(matches: list[re.Match[str]], number: int) -> bool:
    """Whether a comparison is the first of two that end in one word: 与上年|和年初预算相比."""
    if number + 1 == len(matches):
        return False
    following = matches[number + 1]
    return bool(following["end"]) and following.start() == matches[number].end()


def _said_again(text: str, one: Comparison) -> int:
    """How many characters behind a comparison name once more what stands before it.

    公务接待费支出较2015年公务接待费减少3万元: the thing is named before the comparison.
    """
    again = WORDS.named_again.match(text, one.end)
    if again is None:
        return 0
    before = _CLAUSE.split(text[max(0, one.start - _CLAUSE_REACH) : one.start])[-1]
    return len(again[0]) if again["thing"] in before else 0


def without_manner(text: str) -> str:
    """``text`` without words that only say how something is compared (同口径, 剔除…后)."""
    return WORDS.manner.sub("", text) if "口径" in text or "除" in text or "不" in text else text


def _behind_comma(match: re.Match[str]) -> int:
    """Where a comparison begins in its own clause: 剔除一次性因素后，|同比."""
    return match.start() + max(match[0].rfind("，"), match[0].rfind(",")) + 1


def _comparison(start: int, end: int, phrase: str, year: int | None) -> Comparison:
    named = re.search(r"20\d\d", phrase)
    named_year = int(named[0]) if named else None
    phase = phase_in(phrase)
    stage = phase if phase in ("initial_budget", "adjusted_budget", "final") else None
    long_ago = named_year is not None and year is not None and named_year < year - 1
    if WORDS.prior.search(phrase) and not long_ago:  # 比2019年同期
        stage = "initial_budget" if phase == "budget" else stage
        return Comparison(start, end, "prior_year", year=year - 1 if year else None, phase=stage)
    if named_year is not None and year is not None and named_year < year:
        stage = "initial_budget" if phase == "budget" else stage
        base = "prior_year" if named_year == year - 1 else "other"
        return Comparison(start, end, base, year=named_year, phase=stage)
    if named_year is not None and year is None:
        return Comparison(start, end, "other", year=named_year, phase=stage)
    if named_year is not None and year is not None and named_year > year and "预算" not in phrase:
        return Comparison(start, end, "other", year=named_year)
    for base in _BASES:
        if getattr(WORDS, base).search(phrase):
            if base == "budget":
                return Comparison(start, end, None, budget=True, year=named_year)
            return Comparison(start, end, base, year=named_year, phase=base if base != "other" else None)
    of_year = named_year == year and WORDS.preliminary.search(phrase) is None
    return Comparison(start, end, None if of_year else "other", year=named_year)


def find_flat(text: str, compared: bool) -> tuple[int, int] | None:
    """Where ``text`` says that nothing changed; 一致 and the like only if something is ``compared``."""
    match = WORDS.flat.search(text) or (WORDS.flat_if_compared.search(text) if compared else None)
    if match is None or WORDS.instructs.search(text, 0, match.start()):
        return None
    return None if WORDS.sum_agrees.search(text, 0, match.start()) else match.span()


def budget_moved_in(lead: str) -> str | None:
    """Which way a budget went, if ``lead`` says no more than that (年中追加预算)."""
    match = WORDS.budget_moved.match(lead)
    return _way(match) if match else None


def moved_by_one_level(lead: str) -> bool:
    """Whether a budget was moved by money of one level of government; others may have moved it too."""
    return WORDS.moved_by_one.search(lead) is not None


def against_in(lead: str) -> tuple[int, str, str] | None:
    """Where in ``lead`` outturn is set against budget (决算数大于预算数), which way, and which budget."""
    match = WORDS.against.search(lead)
    return (match.start(), _way(match), match["budget"]) if match else None


def moved_from_in(lead: str) -> re.Match[str] | None:
    """What leads to the amount that something moved from (由上年的), at the end of ``lead``."""
    return WORDS.moved_from.search(lead)


def goes_on_to(text: str, position: int = 0) -> bool:
    """Whether ``text`` goes on, from ``position``, to what an amount became."""
    return WORDS.moves_on.match(text, position) is not None


def moved_from(lead: str, text: str, end: int) -> bool:
    """Whether the amount between ``lead`` and ``end`` of ``text`` is what something moved from."""
    return moved_from_in(BLANK.sub("", lead)) is not None and goes_on_to(text, end)


def distance_in(lead: str, tail: str = "") -> bool:
    """Whether only that is said of a number, before or behind it: it is how far two figures are apart.

    两者相差|5万元; 有|5万元|的差额.
    """
    return WORDS.distance.search(lead) is not None or WORDS.distance_behind.match(tail) is not None


def newly_since(text: str, start: int, end: int) -> bool:
    """Whether ``text``, from what is compared with up to a number, says what is new since (较上年|新增)."""
    found = WORDS.newly.match(text, start)
    return found is not None and found.end() == end


def leaves_over(lead: str) -> bool:
    """Whether ``lead`` says only that the number behind was left of a budget (结余)."""
    return WORDS.leaves_over.search(lead) is not None


def prior_in(words: str) -> bool:
    """Whether words that name what is compared with name the year before."""
    return (
        WORDS.prior.search(words) is not None
        or re.search(r"20\d\d", words) is not None
        and "预算" not in words
    )


def find_relations(text: str, comparisons: list[Comparison]) -> list[Relation]:
    """Which of two amounts is the larger, stated without a number: 决算数大于预算数; 较上年有所减少."""
    found = [
        Relation(*match.span(), _way(match), match["budget"], at_most=match["at_most"] is not None)
        for match in WORDS.relation.finditer(text)
    ]
    told = {one.end for one in found}
    found += [
        Relation(*match.span(), _way(match), match["budget"])
        for match in WORDS.larger_by_itself.finditer(text)
        if match.end() not in told
    ]
    for one in comparisons:
        match = WORDS.stated_change.match(text, one.end)
        if match is not None:
            found.append(Relation(match.end("whose"), match.end(), _way(match)))
    return sorted(found, key=lambda one: one.start)


def chooses_way(words: str) -> bool:
    """Whether words of change leave open which way it went, as on a form: 增加（减少）."""
    return WORDS.either_way.match(words) is not None


@lru_cache(maxsize=TEXTS)
def direction_of(lead: str) -> tuple[int, str, str] | None:
    """Where in ``lead`` (the text before a number) the word of change begins, its way and its object.

    The way is ``up``, ``down`` or ``neutral``; the object is what stands between it and the number.
    """
    match = WORDS.direction.search(WORDS.way_in_brackets.sub(lambda match: match["way"], lead))
    return (match.start(), _way(match), match["object"] or "") if match else None
