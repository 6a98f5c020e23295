"""What a change is measured against (与上年相比, 较年初预算数), which way it went, and 持平."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache, lru_cache
from itertools import accumulate

from nlp.annotations import Comparison, Relation
from nlp.lines import BLANK
from nlp.phases import phase_in
from nlp.rules import any_of, pattern, rules
from records.lexicon import terms as lexicon
from records.remembered import TEXTS

_YEAR = r"20\d\d(?!\d|[.,]\d|\s?[万亿元])年?度?"
"""A year, and no amount: 较上年2011.63万元."""
_REACH = 14
"""Letters between 与 and 相比 that may name whose figure is compared with."""
_CLAUSE = re.compile(r"[，。；：,;:\n]")
_CLAUSE_REACH = 60
"""Letters in which the clause before a comparison begins; clauses are seldom half as long."""


@cache
def change_words(alone: bool = False) -> str:
    """An expression for any word of change (增加, 下降); ``alone``: also single characters (增)."""
    words = rules("comparisons")
    listed = [word for key in ("up", "down") for word in words[key]["words"] if len(word) > 1]
    return any_of([*listed, *words["bare"]["up"], *words["bare"]["down"]] if alone else listed)


@cache
def moves_to() -> str:
    """An expression for the words that lead on to the amount that something came to (减少到)."""
    words = rules("comparisons")["moves"]
    return rf"{any_of(words['words'])}{any_of(words['to'])}了?"


ARROW = r"\s*(?:→|⇒|➔)\s*"
"""From an amount to what it came to."""


@cache
def _expressions() -> tuple[re.Pattern[str], ...]:
    words = rules("comparisons")
    strong, weak, end = (any_of(words[key]) for key in ("strong", "weak", "end"))
    when = any_of([_YEAR, *words["prior"], *words["this_year"]])
    noun = any_of([*words["noun"], *lexicon.words().self_.words])
    aside = rf"(?:[（(](?:20\d\d年度?|[^（）()，。\d]{{1,12}})[)）](?={noun}))?"
    year = rf"(?P<when>{when})(?:{when})?{aside}{noun}*"
    core = rf"(?:{year}|(?P<noun>{noun}*(?:预算|决算|计划数|目标数|年初数){noun}*))"
    owner = rf"(?P<owner>[^，。；：,;:\n\d与比较]{{0,{_REACH}}}?)"
    # 比例, 比重, 较好 are no comparisons: year or noun must follow (behind whose it is).
    manner = rf"(?:{any_of(words['manner'])}[，,]?)*"
    phrase = re.compile(
        rf"{manner}(?:(?P<weak>{weak})|(?<![占对])(?P<strong>{strong}))(?!例|重|率|分|值){owner}{core}(?P<end>{end})?"
    )
    # 较上年、年初预算分别减少2万元、1万元
    beside = re.compile(rf"[、和及与]{core}(?:{end})?(?=[，,]?(?:分别|各|依次|均|都|皆|持平|一致|相比))")
    same = words["same_time"]
    changes = any_of(
        word for key in ("up", "down") for word in [*words[key]["words"], *words["flat"]["sure"]]
    )
    short = re.compile(
        f"(?P<prior_year>{manner}{any_of(same['prior_year'])}|{any_of(words['manner'])}(?=[，,]?{changes}))|"
        f"(?P<other>{any_of(same['other'])})"
    )
    sure = re.compile(any_of(words["flat"]["sure"]))
    compared = re.compile(any_of(words["flat"]["compared"]))
    return phrase, beside, short, sure, compared


@cache
def _bases() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(expression), base) for base, expression in rules("comparisons")["base"].items()]


def find_comparisons(text: str, year: int | None) -> list[Comparison]:
    """The comparisons that ``text`` names, in order; ``year`` is the fiscal year."""
    phrase, beside, short, sure, compared = _expressions()
    changed = _changes_by_number()
    result: list[Comparison] = []
    matches = list(phrase.finditer(text))
    for number, match in enumerate(matches):
        if match["weak"] and not match["end"] and not _opens_two(matches, number):
            tail = text[match.end() : match.end() + 16]
            if not (
                re.match(r"[（(的为]?[\d,，.]+[万亿千]?元[）)]?(?:相?比|对比|对照|相较)", tail)
                or sure.search(tail)
                or compared.search(tail)
                or re.match(r"(?:存在|的)?差[异距]", tail)
                or changed.match(tail)
            ):
                continue
        start = _behind_comma(match)
        one = _comparison(start, match.end(), text[start : match.end()], year)
        result.append(replace(one, end=one.end + _said_again(text, one)))
        second = beside.match(text, match.end())
        if second and not _opens_two(matches, number):
            result.append(_comparison(match.end(), second.end(), second[0], year))
    starts = [one.start for one in result]
    reached = list(accumulate((one.end for one in result), max))
    for match in short.finditer(text):
        start = _behind_comma(match)
        before = bisect_right(starts, start)
        if not before or reached[before - 1] <= start:
            result.append(Comparison(start, match.end(), match.lastgroup))
    result.sort(key=lambda one: one.start)
    return result


def leaves_out(words: str) -> bool:
    """Whether words before a change leave something out of what is compared (剔除一次性因素后)."""
    return pattern("comparisons", "leaves_out").search(words) is not None


def _opens_two(matches: list[re.Match[str]], number: int) -> bool:
    """Whether a comparison is the first of two that end in one word: 与上年|和年初预算相比."""
    if number + 1 == len(matches):
        return False
    following = matches[number + 1]
    return bool(following["end"]) and following.start() == matches[number].end()


@cache
def _named_again() -> re.Pattern[str]:
    verb = change_words()
    return re.compile(
        rf"的?(?P<thing>[一-鿿“”（）()]{{3,24}}?)(?:支出|费用)?(?:决算|预算)?数?(?=(?:有所|略有|净|各|均)?(?:{verb}|持平))"
    )


def _said_again(text: str, one: Comparison) -> int:
    """How many characters behind a comparison name once more what stands before it.

    公务接待费支出较2015年公务接待费减少3万元: the thing is named before the comparison.
    """
    again = _named_again().match(text, one.end)
    if again is None:
        return 0
    before = _CLAUSE.split(text[max(0, one.start - _CLAUSE_REACH) : one.start])[-1]
    return len(again[0]) if again["thing"] in before else 0


def without_manner(text: str) -> str:
    """``text`` without words that only say how something is compared (同口径, 剔除…后)."""
    return (
        pattern("comparisons", "manner").sub("", text)
        if "口径" in text or "除" in text or "不" in text
        else text
    )


def _behind_comma(match: re.Match[str]) -> int:
    """Where a comparison begins in its own clause: 剔除一次性因素后，|同比."""
    return match.start() + max(match[0].rfind("，"), match[0].rfind(",")) + 1


@cache
def _changes_by_number() -> re.Pattern[str]:
    """与上年增加5万元: a word of change, and its number, right behind what is compared with."""
    verb = change_words(alone=True)
    return re.compile(rf"(?:{verb})(?:了|约)?[\d,]")


def _comparison(start: int, end: int, phrase: str, year: int | None) -> Comparison:
    named = re.search(r"20\d\d", phrase)
    named_year = int(named[0]) if named else None
    phase = phase_in(phrase)
    stage = phase if phase in ("initial_budget", "adjusted_budget", "final") else None
    if pattern("comparisons", "prior").search(phrase):
        stage = "initial_budget" if phase == "budget" else stage
        return Comparison(start, end, "prior_year", year=year - 1 if year else None, phase=stage)
    if named_year is not None and year is not None and named_year < year:
        stage = "initial_budget" if phase == "budget" else stage
        base = "prior_year" if named_year == year - 1 else "other"
        return Comparison(start, end, base, year=named_year, phase=stage)
    if named_year is not None and year is not None and named_year > year and "预算" not in phrase:
        return Comparison(start, end, "other", year=named_year)
    for expression, base in _bases():
        if expression.search(phrase):
            if base == "budget":
                return Comparison(start, end, None, budget=True, year=named_year)
            return Comparison(start, end, base, year=named_year, phase=base if base != "other" else None)
    return Comparison(start, end, None if named_year == year else "other", year=named_year)


def find_flat(text: str, compared: bool) -> tuple[int, int] | None:
    """Where ``text`` says that nothing changed; 一致 and the like only if something is ``compared``."""
    sure, beside = _expressions()[3:]
    match = sure.search(text) or (beside.search(text) if compared else None)
    if match is None or _instructs().search(text, 0, match.start()):
        return None
    return match.span()


@cache
def _instructs() -> re.Pattern[str]:
    """What should agree, and with which table: 应与《收入支出决算总表》一致."""
    return pattern("comparisons", "flat", "instructs")


@cache
def _directions() -> re.Pattern[str]:
    words = rules("comparisons")
    verb = any_of(word for key in ("up", "down", "neutral") for word in words[key]["words"])
    bare = any_of([*words["bare"]["up"], *words["bare"]["down"]])
    links = r"(?:了|额|数|金额|率|幅|幅度|幅度为|比例|比率|比|百分比|总额)?"
    links += r"(?:约|近|将近|达到?|为|是|共计?|[:：各均都也分别])*"
    brackets = rf"(?:[（(/／、或]*(?:{verb}|-|或)[）)]*)?"
    return re.compile(
        rf"(?P<verb>{verb}){brackets}{links}(?:(?<![为是])(?P<object>[^，。；：为]{{2,24}}?))?$"
        rf"|(?P<bare>{bare})(?:了|约|近)?$"
    )


@cache
def _moved() -> re.Pattern[str]:
    words = rules("comparisons")["moved"]
    up, down = any_of(words["up"]), any_of(words["down"])
    return re.compile(
        rf"[，,、（(]?{any_of(words['when'])}?(?:(?P<up>{up})|(?P<down>{down})){any_of(words['what'])}*$"
    )


def budget_moved_in(lead: str) -> str | None:
    """Which way a budget went, if ``lead`` says no more than that (年中追加预算)."""
    match = _moved().match(lead)
    return ("up" if match["up"] else "down") if match else None


@cache
def _against() -> re.Pattern[str]:
    words = rules("comparisons")["against"]
    up, down = any_of(words["up"]), any_of(words["down"])
    return re.compile(
        rf"(?:{any_of(words['outturn'])})?(?:(?P<up>{up})|(?P<down>{down}))(?P<budget>{any_of(words['budget'])})$"
    )


def against_in(lead: str) -> tuple[int, str, str] | None:
    """Where in ``lead`` outturn is set against budget (决算数大于预算数), which way, and which budget."""
    match = _against().search(lead)
    return (match.start(), "up" if match["up"] else "down", match["budget"]) if match else None


def moved_from_in(lead: str) -> re.Match[str] | None:
    """What leads to the amount that something moved from (由上年的), at the end of ``lead``."""
    return pattern("comparisons", "moves", "from").search(lead)


def goes_on_to(text: str, position: int = 0) -> bool:
    """Whether ``text`` goes on, from ``position``, to what an amount became."""
    return _moves_on().match(text, position) is not None


@cache
def _moves_on() -> re.Pattern[str]:
    return re.compile(rf"\s*{moves_to()}")


def moved_from(lead: str, text: str, end: int) -> bool:
    """Whether the amount between ``lead`` and ``end`` of ``text`` is what something moved from."""
    return moved_from_in(BLANK.sub("", lead)) is not None and goes_on_to(text, end)


@cache
def _distance() -> re.Pattern[str]:
    words = rules("comparisons")["distance"]
    named = any_of([*words["words"], *words["left"]])
    return re.compile(rf"(?:^|(?<=[，；。、：(（ ])){any_of(words['front'])}*{named}(?:为|是|达|约|：|:)*$")


def distance_in(lead: str) -> bool:
    """Whether ``lead`` only says that the number behind is the distance of two figures (两者相差)."""
    return _distance().search(lead) is not None


@cache
def _left_over() -> re.Pattern[str]:
    left = any_of(rules("comparisons")["distance"]["left"])
    return re.compile(rf"(?:^|(?<=[，,。；数算排])){left}(?:了|为|约)*$")


def leaves_over(lead: str) -> bool:
    """Whether ``lead`` says only that the number behind was left of a budget (结余)."""
    return _left_over().search(lead) is not None


def prior_in(words: str) -> bool:
    """Whether words that name what is compared with name the year before."""
    return (
        pattern("comparisons", "prior").search(words) is not None
        or re.search(r"20\d\d", words) is not None
        and "预算" not in words
    )


@cache
def _stated() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = rules("comparisons")
    against = words["against"]
    relation = re.compile(
        rf"{any_of(against['outturn'])}(?:(?P<up>{any_of(against['up'])})|(?P<down>{any_of(against['down'])})"
        rf"|(?P<at_most>{any_of(against['at_most'])})|(?P<flat>{any_of(against['equal'])}))(?P<budget>{any_of(against['budget'])})(?!\s?[\d数额]|的部分)"
    )
    up, down = (any_of(word for word in words[key]["words"] if len(word) == 2) for key in ("up", "down"))
    change = re.compile(
        rf"(?P<whose>{words['stated']['between']}){any_of(words['stated']['front'])}*(?:(?P<up>{up})|(?P<down>{down}))(?:{any_of(words['stated']['behind'])})?"
        rf"(?=[，。；;]|$|{words['stated']['cause']})"
    )
    return relation, change


def _way(match: re.Match[str]) -> str:
    return next((way for way in ("up", "flat") if match[way]), "down")


def find_relations(text: str, comparisons: list[Comparison]) -> list[Relation]:
    """Which of two amounts is the larger, stated without a number: 决算数大于预算数; 较上年有所减少."""
    relation, change = _stated()
    found = [
        Relation(
            match.start(), match.end(), _way(match), match["budget"], at_most=match["at_most"] is not None
        )
        for match in relation.finditer(text)
    ]
    for one in comparisons:
        match = change.match(text, one.end)
        if match is not None:
            start = one.end + len(match["whose"])
            found.append(Relation(start, match.end(), "up" if match["up"] else "down"))
    return sorted(found, key=lambda one: one.start)


@cache
def _choices() -> re.Pattern[str]:
    words = rules("comparisons")
    up, down = (any_of([*words[key]["words"], bare]) for key, bare in (("up", "增"), ("down", "减")))
    return re.compile(rf"(?:{up}[（(/／]{down}|{down}[（(/／]{up})[）)]?")


def chooses_way(words: str) -> bool:
    """Whether words of change leave open which way it went, as on a form: 增加（减少）."""
    return _choices().match(words) is not None


@cache
def _ways() -> list[tuple[re.Pattern[str], str]]:
    words = rules("comparisons")
    bare = {key: words["bare"].get(key, []) for key in ("neutral", "up", "down")}
    return [
        (
            re.compile(
                any_of([*words[key]["words"], *(w.rpartition(")")[2].lstrip("^") for w in bare[key])]) + "$"
            ),
            key,
        )
        for key in ("neutral", "up", "down")
    ]


@lru_cache(maxsize=TEXTS)
def direction_of(lead: str) -> tuple[int, str, str] | None:
    """Where in ``lead`` (the text before a number) the word of change begins, its way and its object.

    The way is ``up``, ``down`` or ``neutral``; the object is what stands between it and the number.
    """
    match = _directions().search(lead)
    if match is None:
        return None
    word = match["verb"] or match["bare"]
    way = next((way for expression, way in _ways() if expression.fullmatch(word)), "neutral")
    return match.start(), way, match["object"] or ""
