"""Stated causes (原因): where they begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from operator import attrgetter, itemgetter
from typing import TypeVar

from nlp.annotations import KnownText, Opening, Quantity, Reason, Stretch
from nlp.causes.following import changes_at, compared_at, measures_again, next_cut, states_figure, stays_again
from nlp.causes.kinds import judge
from nlp.causes.opening import opening_of
from nlp.causes.triggers import WORDS_OF_CHANGE, explains, states_change, triggers, triggers_in
from nlp.causes.unmarked import unmarked
from nlp.comparisons import direction_of, moved_from
from nlp.phases import without_fund_names
from nlp.sentences import closes_more
from records.phrases import Phrases

WORDS = Phrases("nlp/reasons")

LONGEST_OPENING = 30
"""Characters before a trigger that name what it explains: 一般公共预算财政拨款支出较上年增加的主要|原因是."""
LONGEST_MARK = 12
"""Characters in which the mark of a list's first item stands, after blanks: （1）, 一是, 主要原因是."""
SHORTEST_OWN = 24
"""From this many characters on a clause without a figure before the next trigger is a cause of its own."""
_PARTS = re.compile(r"[，；;]|,(?!\d{3})")
_START = attrgetter("start")
T = TypeVar("T")


def find_reasons(known: KnownText, title: str) -> list[Reason]:
    """The causes that a text, a chapter of that ``title``, states, in order."""
    text = known.text
    hinted = WORDS.hints.search(text) is not None
    if WORDS.chapter_of_causes.search(title) and (listed := _list_alone(known)):
        return [listed]
    result: list[Reason] = []
    done = 0
    before: tuple[Stretch, list[Quantity], list[tuple[int, int]]] | None = None
    for number, sentence in enumerate(known.sentences):
        inner = _within(known.quantities, sentence, _START)
        flat = _within(known.flats, sentence, itemgetter(0))
        told = [*flat, *((one.start, one.end) for one in _within(known.relations, sentence, _START))]
        last = result[-1].end if result else 0
        found = triggers_in(text, sentence, inner, told, last, explains(text, before)) if hinted else []
        if inner or flat:
            before = (sentence, inner, flat)
        elif found or not WORDS.cause_goes_on.match(text, sentence.start):
            before = None
        for at, (trigger, start, forward) in enumerate(found):
            if start < done:
                continue
            limit = found[at + 1][0] if at + 1 < len(found) else None
            reason = _reason(known, number, trigger, start, limit, inner, forward)
            if reason is not None and not _points_on(known, number, reason):
                _go_on(known, number, reason)
                result.append(reason)
                done = reason.end
        result += unmarked(known, number, inner, done)
    return result


def _within(found: list[T], sentence: Stretch, start: Callable[[T], int]) -> list[T]:
    """Those of what is found in a text, in its order, that begin in a sentence."""
    first = bisect_left(found, sentence.start, key=start)
    return found[first : bisect_left(found, sentence.end, first, key=start)]


def _reason(
    known: KnownText,
    number: int,
    trigger: int,
    start: int,
    limit: int | None,
    quantities: list[Quantity],
    forward: bool,
) -> Reason | None:
    text, sentence = known.text, known.sentences[number]
    if forward:
        behind = trigger > sentence.start and text[trigger - 1] in "出入费用"
        end = (
            _end_before_verb(known, start, quantities)
            if behind
            else _forward_end(known, sentence, trigger, start, quantities)
        )
        if end is None:
            return None
    elif (
        start >= sentence.end - 1
        and not text[start : sentence.end].strip("。 \n")
        and text[start - 1 : start + 1].strip(" ") in ("：\n", ":\n", "：", ":")
    ):
        number += 1  # the cause stands in the next paragraph
        if number >= len(known.sentences):
            return None
        sentence = known.sentences[number]
        start, end = sentence.start, _listed_end(known, number, sentence.start, sentence.end)
    else:
        end = _end(known, sentence, start, limit, quantities)
        if end == sentence.end:
            end = _listed_end(known, number, start, end)
    while start < end and (match := re.match(r"[，：:、\s]", text[start])):
        start += match.end()
    while end > start and text[end - 1] in "，。；、：;,.:！ \n":
        end -= 1
    if end <= start or WORDS.not_worked_out.match(text, start):
        return None
    if WORDS.no_comparison.fullmatch(text[start:end]):
        return None
    head = text[max(sentence.start, trigger - LONGEST_OPENING) : trigger]
    *told, head = re.split(r"[，。；,;\n]", head)
    if (
        told
        and WORDS.names_no_thing.fullmatch(head.strip())
        and WORDS.change_alone.fullmatch(told[-1].strip())
    ):
        head = told[-1]  # 基本支出下降，|主要是…
    if closes_more(head):
        head = re.split("[）)]", head)[-1]  # （…减少3万元）主要是: what stands in brackets opens no cause
    about_budget = WORDS.about_budget.search(without_fund_names(head)) is not None
    opening = Opening() if forward else opening_of(head)
    if text[trigger] == "，" and WORDS.of_all.search(text, trigger, start):
        opening = Opening(several=True, here=True)
    opened = trigger if forward else trigger - len(head)
    return Reason(opened, start, end, opening.subject, about_budget, forward, opening)


def _bracket_end(text: str, start: int, end: int) -> int:
    """Where the bracket closes that a cause stands in: 下降5%（主要原因是集中退税）；… Else ``end``."""
    opened = 0
    for at in range(start, end):
        if text[at] in "（(":
            opened += 1
        elif text[at] in "）)":
            if opened == 0 and WORDS.number_of_item.search(text[start:at]) is None:
                return at
            opened = max(opened - 1, 0)
    return end


def _points_on(known: KnownText, number: int, reason: Reason) -> bool:
    """Whether what follows a trigger is no cause but the next change, which has a cause of its own."""
    while number < len(known.sentences) and known.sentences[number].end <= reason.start:
        number += 1  # the cause stands in the next paragraph
    text = known.text
    if WORDS.first.match(text[reason.start : reason.start + LONGEST_MARK]) is None:
        return False
    inner = [
        one
        for one in known.quantities
        if reason.start <= one.start < reason.end and one.sort in ("money", "percent")
    ]
    if not inner:
        return False
    moved = (
        direction_of(text[max(reason.start, inner[0].start - WORDS_OF_CHANGE) : inner[0].start]) is not None
    )
    strong, weak, _ = triggers()
    if moved and strong.search(text, inner[0].end, known.sentences[number].end):
        return True  # 1.印刷费增加3万元，增加的原因是…
    if moved and any(weak.match(text, at) for one in inner for at in (one.end, one.end + 1)):
        return True  # 1.印刷费增加3万元，主要是…
    if number + 1 >= len(known.sentences):
        return False
    following = known.sentences[number + 1]
    lead = text[following.start : following.end].lstrip()[:LONGEST_MARK]
    if not triggers()[0].match(lead) and not lead.startswith(("主要原因", "原因")):
        return False
    return any(reason.start <= one.start < reason.end for one in known.comparisons)


def _go_on(known: KnownText, number: int, reason: Reason) -> None:
    """Take in the sentences behind a cause that add a cause (同时，…), and state nothing of their own."""
    text = known.text
    if reason.forward or reason.end < known.sentences[number].end - 2:
        return
    for sentence in known.sentences[number + 1 :]:
        added = WORDS.adds.match(text[sentence.start : sentence.end])
        if sentence.paragraph != known.sentences[number].paragraph or added is None:
            return
        start = sentence.start + added.end()
        inner = [one for one in known.quantities if start <= one.start < sentence.end]
        if any(sentence.start <= one.start < sentence.end for one in known.comparisons):
            return
        if any(
            direction_of(text[max(start, one.start - WORDS_OF_CHANGE) : one.start]) is None for one in inner
        ):
            return
        said = text[start : sentence.end]
        judged = judge(said)
        if judged.substance != "cause" or judged.categories == ("other",) or triggers()[0].search(said):
            return
        reason.end = sentence.end - (len(said) - len(said.rstrip("。；; \n")))


def _forward_end(
    known: KnownText, sentence: Stretch, trigger: int, start: int, quantities: list[Quantity]
) -> int | None:
    """The end of a cause that comes first: before the clause that states the change.

    People or things counted in its first clause (因调入人员增加5人，…) state no change of money.
    """
    text = known.text
    for one in quantities:
        told = _moves(text, start, one)
        if not told and text[trigger] == "，":
            told = states_change(text, Stretch(start, one.end, 0), [one])
        if one.start <= start or not told:
            continue
        cuts = [match.start() for match in _PARTS.finditer(text, start, one.start)]
        if cuts:
            changed = one
            break
        if one.sort != "count":
            return None
    else:
        vague = WORDS.told_change.search(text, start, sentence.end)
        cut = text.rfind("，", start, vague.start()) if vague else -1
        return cut if cut > start else None  # 由于来访增加，|公务接待费略有增加
    for cut in cuts:
        clause = text[cut + 1 : changed.start]
        if WORDS.closed.search(text, start, cut):
            return cut
        if re.match(r"(?:故|因此|所以|从而|导致|致使|使得?)", clause):
            return cut
    if text[trigger:start].endswith("受") and WORDS.ends_as_cause.search(text, start, cuts[0]):
        return cuts[0]  # 受疫情影响，|公务接待费比上年减少3万元
    while len(cuts) > 1 and (
        compared_at(known, cuts[-1], ends=True)  # 由于人员减少，|公务接待费与上年相比，减少3万元
        or WORDS.tells_amount.fullmatch(text, cuts[-2] + 1, cuts[-1])  # 由于…，|会议费5万元，减少3万元
    ):
        cuts.pop()
    return cuts[-1]


def _end_before_verb(known: KnownText, start: int, quantities: list[Quantity]) -> int | None:
    """The end of a cause between a subject and its change: 基本支出因人员减少|比上年下降3%."""
    first = next((one for one in quantities if one.start > start), None)
    verb = WORDS.verb_before_number.search(known.text, start, first.start) if first is not None else None
    if verb is None:
        return None
    end = verb.start()
    at = bisect_left(known.comparisons, start, key=lambda one: one.start)
    if at < len(known.comparisons) and known.comparisons[at].start < end:
        end = known.comparisons[at].start
    return end if end > start else None


def _moves(text: str, start: int, quantity: Quantity) -> bool:
    """Whether a quantity is a change, or the amount that one starts from (由上年的8万元降为5万元)."""
    if direction_of(text[max(start, quantity.start - WORDS_OF_CHANGE) : quantity.start]) is not None:
        return True
    return quantity.sort == "money" and moved_from(text[start : quantity.start], text, quantity.end)


def _end(
    known: KnownText, sentence: Stretch, start: int, limit: int | None, quantities: list[Quantity]
) -> int:
    """The end of a cause in its own sentence: before the next thing that is stated."""
    text = known.text
    until = _bracket_end(text, start, sentence.end)
    cuts = [match.start() for match in _PARTS.finditer(text, start, until)]
    if limit is not None:
        own = _before_trigger(text, [cut for cut in cuts if cut < limit], start, limit, quantities)
        until = min(until, own)
    for cut in cuts:
        if cut >= until:
            break
        clause = text[cut + 1 : until].lstrip()
        offset = until - len(clause)
        if WORDS.stop.match(clause):
            return cut
        edge = next_cut(cuts, cut, until)
        if compared_at(known, edge, ends=True):
            if compared_at(known, offset) and changes_at(known, edge + 1):
                return cut  # …，相比上年，增加5万元
            edge = next_cut(cuts, edge, until)  # 决算数相比上年，|增加5万元
        stated = text[cut] in "；;" and states_figure(known, offset, edge, quantities)
        if stated and not WORDS.go_on.match(clause):
            return cut
        if text[cut] in "，," and (
            measures_again(text, offset, quantities)
            or stays_again(known, offset, edge)
            or WORDS.next_figure.match(clause)
        ):
            return cut
    return until


def _before_trigger(text: str, cuts: list[int], start: int, limit: int, quantities: list[Quantity]) -> int:
    """The end of a cause before another trigger: the clauses that the other explains are not its own."""
    edges = [start - 1, *cuts]
    own = limit
    for edge in reversed(edges[1:]):
        clause = text[edge + 1 : own]
        inner = [q for q in quantities if edge < q.start < own]
        if not inner:
            if text[edge] in "；;" and WORDS.change_alone.fullmatch(clause.strip("，, \n")):
                return edge if edge > start else limit
            opens = re.search(r"原因|的$|主要$", clause) is not None
            if own < limit or not opens and edge + 1 < limit - SHORTEST_OWN:
                break
            own = edge
            continue
        changed = direction_of(text[edge + 1 : inner[0].start])
        if changed is None:
            # …，购置费3万元，主要原因是…: the other cause is that of an amount of its own
            own = edge if WORDS.own_figure.fullmatch(clause.strip("，, ")) else own
            break
        own = edge
        if WORDS.change_first.match(clause) is None:
            break
    return own if own > start else limit


def _list_alone(known: KnownText) -> Reason | None:
    """The list of causes that a chapter begins with whose title says that it gives causes."""
    text = known.text
    start, end = (known.sentences[0].start, known.sentences[0].end) if known.sentences else (0, 0)
    if WORDS.first.match(text[start:end]) is None:
        return None
    end = _listed_end(known, 0, start, end)
    said = text[start:end]
    return Reason(start, start, start + len(said.rstrip("。；; \n")), opening=Opening())


def _listed_end(known: KnownText, number: int, start: int, end: int) -> int:
    """The end of a list of causes that goes on over several sentences (一是…。二是…。)."""
    text = known.text
    head = text[start : start + LONGEST_MARK].lstrip()
    styles = zip(WORDS.each("first_marks"), WORDS.each("later_marks"), strict=True)
    mark = next((later for first, later in styles if first.match(head)), None)
    if mark is None:
        return end
    # items of the chapter are numbered too: such a list that began inside a paragraph ends with it
    alone = not text[:start].strip(" ") or text[:start].rstrip(" ").endswith("\n")
    alone = alone or WORDS.item_in_words.match(head) is not None
    for sentence in known.sentences[number + 1 :]:
        if not alone and sentence.paragraph != known.sentences[number].paragraph:
            break
        said = text[sentence.start : sentence.end]
        if not mark.match(said.lstrip()) and not WORDS.detail.match(said):
            break
        end = sentence.end
    return end
