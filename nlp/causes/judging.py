"""Each stated reason judged by what it explains: its text, its kinds, its substance, its items.

Each item of a list (一是…；二是…) is a cause of its own under the words that open it. The explanations of
indicators are judged like the narrative's reasons.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from nlp.annotations import Cause, Claim, Reason
from nlp.causes.kinds import About, cause_rules
from nlp.causes.readers import NONE, UNKNOWN, KindsTold, told
from nlp.chapters import Chapter
from records.file_tables import IndicatorRecord
from records.phrases import Phrases

WORDS = Phrases("nlp/reasons")

LONGEST_MARK = 4
"""Characters before the first item of what is nothing but a list: （一）, 一是."""
FEWEST_ITEMS = 2
"""Items that make a list."""
_AT_EDGE = r"(?:^|(?<=[，,；;。：:、\n ]))\s*"
_CLAUSE = re.compile(r"[^，；。！;!\n]+[，；。！;!\n]*")


ENDS = Phrases("nlp/causes/ends")
REASONS = Phrases("nlp/reasons")
_CUT = re.compile(r"[，；;]|,(?!\d{3})")
_EDGE = "，。；、：;,:.！ \n“"
SHORTEST = 2
"""A cause is no shorter than this; what would leave less of it is no effect."""


def judge_reasons(text: str, reasons: list[Reason], claims: list[Claim], chapter: Chapter) -> None:
    """Write into each reason its cause and, if it is a list, the causes of its items."""
    explained: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.reason is not None:
            explained[claim.reason].append(claim)
    for number, reason in enumerate(reasons):
        about = about_of(reason, explained[number], chapter)
        items = items_of(text, reason.start, reason.end)
        reason.items = [_judged(text, [item], about) for item in items]
        whole = trimmed(text, reason.start, reason.end)
        # a list gives what its items give: what one of them brought about is cut off it
        lists = items and items[0][0] - whole[0] <= LONGEST_MARK
        reason.cause = _judged(text, items if lists else [whole], about)
        reason.cause.start, reason.cause.end = whole


def about_of(reason: Reason, claims: list[Claim], chapter: Chapter) -> About:
    """What a reason explains: the names of its claims' subjects and accounts, and their year."""
    names: dict[str, None] = {}
    for claim in claims:
        if claim.subject is None:
            continue
        names[claim.subject.text] = None
        for first in range(len(claim.subject.account)):
            names["".join(claim.subject.account[first:])] = None
            names[claim.subject.account[first]] = None
    if chapter.subject is not None and not names:
        names[chapter.subject.text] = None
    if reason.about:
        names[reason.about] = None
    year = next((claim.period for claim in claims if claim.period), chapter.year)
    return About(tuple(name for name in names if name), year)


def _judged(text: str, parts: list[tuple[int, int]], about: About) -> Cause:
    """The cause that the parts of a text give together."""
    found = told("；".join(text[start:end] for start, end in parts), about)
    return Cause(parts[0][0], parts[-1][1], found.categories, found.substance, found.confidence)


@cache
def _styles() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    first, later = (
        [re.compile(f"{_AT_EDGE}(?:{mark.pattern})") for mark in WORDS.each(marks)]
        for marks in ("first_marks", "later_marks")
    )
    return tuple(zip(first, later, strict=True))


def items_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the items of a list of causes lie in ``text[start:end]``, without their numbers.

    Empty if the stretch is no list, or a list of one.
    """
    for first, later in _styles():
        opening = first.search(text[start:end])
        if opening is None:
            continue
        marks = [opening, *later.finditer(text[start:end], opening.end())]
        if len(marks) < FEWEST_ITEMS:
            continue
        edges = [mark.start() for mark in marks[1:]] + [end - start]
        items = []
        for mark, edge in zip(marks, edges, strict=True):
            a, b = _bare(text, start + mark.end(), start + edge)
            if a < b:
                items.append(trimmed(text, a, b))
        return items
    return []


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n：:，,、":
        start += 1
    while end > start and text[end - 1] in " \n；;，,。、.：:":
        end -= 1
    return start, end


def judge_explanations(indicators: Iterable[IndicatorRecord], year: int | None) -> None:
    """Write the kinds of cause into the indicators that give one; other explanations have none.

    Where the text is clear it says against its head whether it is a cause or a measure: nothing but what
    will be done is none of the one, a lack of a known kind none of the other.
    """
    for indicator in indicators:
        if indicator.explanation_kind not in ("cause", "measure") or not indicator.explanation:
            continue
        about = About((indicator.name,) if indicator.name else (), year)
        cause = without_measures(indicator.explanation, headed=indicator.explanation_kind)
        found = told(cause, about) if cause else None
        if found is None:
            indicator.explanation_kind = "measure"
        elif indicator.explanation_kind == "cause" or _is_clear(cause, found):
            indicator.explanation_kind = "cause"
            indicator.categories = list(found.categories)


def _is_clear(cause: str, found: KindsTold) -> bool:
    """Whether a text that a form's head calls a measure tells a lack or delay, of a known kind."""
    if not cause_rules().measures.lacks.search(cause):
        return False
    return found.substance == "cause" and not set(found.categories) & {*UNKNOWN, *NONE}


def without_measures(explanation: str, headed: str = "cause") -> str:
    """What a cell of causes and measures (偏差原因分析及改进措施) gives as the cause.

    A clause that begins with a measure is none; behind another, or in a column ``headed`` as one of
    measures, also one that merely begins with what is to be done: 车辆老旧，加强管理.
    """
    kinds = ("always", "first", "later", "headed")
    always, first, later, told_so = (getattr(cause_rules().measures, key) for key in kinds)
    clauses = list(_before_headings(_CLAUSE.findall(re.sub(r"\s+", "", explanation))))
    return "".join(
        clause
        for at, clause in enumerate(clauses)
        if not always.match(clause)
        and not (later if at or headed == "measure" else first).match(clause)
        and not (headed == "measure" and told_so.match(clause))
    )


def _before_headings(clauses: list[str]) -> Iterator[str]:
    """The clauses that no heading of measures (改进措施：) stands over."""
    rules, measured = cause_rules().measures, False
    for clause in clauses:
        measured = bool(rules.heading.match(clause)) or measured and not rules.cause_heading.match(clause)
        if not measured:
            yield clause


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of ``text[start:end]`` that is the cause itself. Never empty if the stretch is not.

    新增委员25名，会议费用增加 gives a cause and what came of it; the second clause is no part of the cause.
    """
    while True:
        opened = ENDS.lead.match(text[start:end])
        if opened and end - start - opened.end() >= SHORTEST:
            start += opened.end()
        shorter = _shorter(text[start:end])
        if shorter is None:
            return start, end
        end = start + shorter


def _shorter(cause: str) -> int | None:
    """The length of ``cause`` without one effect or closing word, ``None`` if it has none."""
    for cut in (_closing(cause), _linked(cause), _plans(cause), _last_clause(cause)):
        if cut is not None:
            kept = len(cause[:cut].rstrip(_EDGE))
            if SHORTEST <= kept < len(cause):
                return kept
    return None


def _closing(cause: str) -> int | None:
    match = ENDS.tail.search(cause.rstrip(_EDGE))
    if match is None or not match[0]:
        return None
    return match.start() + (1 if match[0].startswith("等") else 0)


def _linked(cause: str) -> int | None:
    """Where an effect begins that a word such as 导致 leads in; it must be the last thing said."""
    links = list(ENDS.link.finditer(cause))
    for link in reversed(links):
        rest = cause[link.end() :]
        if re.search(r"[。；;]", rest.rstrip("。；;")) or ENDS.no_effect.search(rest):
            continue
        if ENDS.effect.search(rest) and len(_CUT.findall(rest)) < 2:
            return link.start()
    return None


def _plans(cause: str) -> int | None:
    """Where it is said what will be done about it, and nothing else behind: …故障，我镇将…，压缩开支."""
    said = cause_rules().plans.says
    cuts = [match.start() for match in _CUT.finditer(cause)]
    for cut, following in zip(cuts, [*cuts, len(cause)][1:], strict=True):
        if said.search(re.sub(r"\s", "", cause[cut + 1 : following])):
            return None if REASONS.go_on.search(cause[following + 1 :]) else cut
    return None


def _last_clause(cause: str) -> int | None:
    cuts = [match.start() for match in _CUT.finditer(cause)]
    if not cuts:
        return None
    last = re.sub(r"\s", "", cause[cuts[-1] + 1 :])
    if ENDS.clause.match(last):
        return cuts[-1]
    before = re.sub(r"\s", "", cause[cuts[-2] + 1 : cuts[-1]] if len(cuts) > 1 else cause[: cuts[-1]])
    if ENDS.mark.fullmatch(before):
        return None  # 最后，结转资金增加: what follows the mark of an item is the item
    money, part = ENDS.money_clause, ENDS.money_before
    if money.match(last) and not part.search(before):
        return cuts[-1]
    return None
