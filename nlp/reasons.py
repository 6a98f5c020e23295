"""Stated causes (原因): where they begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from nlp.annotations import Comparison, Opening, Quantity, Reason, Stretch
from nlp.causes.kinds import judge
from nlp.causes.opening import opening_of
from nlp.comparisons import direction_of, distance_in, moved_from
from nlp.phases import without_fund_names
from nlp.rules import any_of, pattern, rules

_WORDS = ("因", "而是", "由于", "主要是", "主要为", "系", "说明", "受", "鉴于", "主要情况")
_PARTS = re.compile(r"[，；;]|,(?!\d{3})")
LONGEST_APART = 60
"""Characters of a sentence that only gives the cause of what stands before it."""
_GOES_ON = re.compile(r"\s*(?:主要|决算|支出决算|预算|差异)")
_OF_BUDGET = re.compile(r"完成|执行率|(?:为|是|占)(?:年初|调整|全年)?(?:调整)?预算(?:数)?的$")
_DIFFERENCE = re.compile(r"差[异距]|偏差|[增变]|预算|决算")


@cache
def _triggers() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = rules("reasons")["trigger"]
    return tuple(re.compile(any_of(words[key])) for key in ("strong", "weak", "forward"))  # type: ignore[return-value]


class _Text:
    """What the search for causes needs to know of a text."""

    __slots__ = ("comparisons", "flats", "quantities", "sentences", "text")

    def __init__(
        self,
        text: str,
        sentences: list[Stretch],
        quantities: list[Quantity],
        comparisons: list[Comparison],
        flats: list[tuple[int, int]],
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.quantities = quantities
        self.comparisons = comparisons
        self.flats = flats


def find_reasons(
    text: str,
    sentences: list[Stretch],
    quantities: list[Quantity],
    comparisons: list[Comparison],
    flats: list[tuple[int, int]],
    relations: Sequence[tuple[int, int]] = (),
) -> list[Reason]:
    """The causes that ``text`` states, in order.

    ``flats`` are the places that say 持平, ``relations`` those that state a change without its amount.
    """
    if not any(word in text for word in _WORDS):
        return []
    known = _Text(text, sentences, quantities, comparisons, flats)
    result: list[Reason] = []
    done = 0
    q = f = c = 0
    before: tuple[Stretch, list[Quantity], list[tuple[int, int]]] | None = None
    for number, sentence in enumerate(sentences):
        while q < len(quantities) and quantities[q].start < sentence.start:
            q += 1
        while f < len(flats) and flats[f][0] < sentence.start:
            f += 1
        while c < len(comparisons) and comparisons[c].start < sentence.start:
            c += 1
        inner = _within(quantities, q, sentence)
        flat = [one for one in flats[f : f + 8] if one[0] < sentence.end]
        told = [*flat, *(one for one in relations if sentence.start <= one[0] < sentence.end)]
        found = _triggers_in(
            text, sentence, inner, told, result[-1].end if result else 0, _explains(text, before)
        )
        if inner or flat:
            before = (sentence, inner, flat)
        elif found or not _GOES_ON.match(text, sentence.start):
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
    return result


def _within(quantities: list[Quantity], first: int, sentence: Stretch) -> list[Quantity]:
    last = first
    while last < len(quantities) and quantities[last].start < sentence.end:
        last += 1
    return quantities[first:last]


def _triggers_in(
    text: str,
    sentence: Stretch,
    quantities: list[Quantity],
    flats: list[tuple[int, int]],
    done: int,
    after: bool,
) -> list[tuple[int, int, bool]]:
    """Where the triggers of a sentence begin and end; the weak ones need something to explain."""
    strong, weak, forward = _triggers()
    found = [
        (match.start(), match.end(), False) for match in strong.finditer(text, sentence.start, sentence.end)
    ]
    listed = pattern("reasons", "trigger", "listed")
    for match in weak.finditer(text, sentence.start, sentence.end):
        if any(start - 6 <= match.start() < end + 4 for start, end, _ in found):
            continue
        # what stands before an earlier trigger has its cause: a second 因 inside that cause opens none
        since = max((end for _, end, _ in found if end <= match.start()), default=sentence.start)
        before = [one for one in quantities if since <= one.start and one.end <= match.start() + 1]
        changes = _changed(text, sentence, before)
        head = text[since : match.start()].strip()
        if after and since == sentence.start and len(head) < 24 and (not head or _DIFFERENCE.search(head)):
            changes = True
        if not changes and not any(since <= start < match.start() for start, _ in flats):
            continue
        if (
            listed.search(text[sentence.start : match.start()])
            and "增" not in text[match.end() : match.end() + 12]
        ):
            continue
        found.append((match.start(), match.end(), False))
    found.sort()
    lead = len(text[sentence.start : sentence.end]) - len(text[sentence.start : sentence.end].lstrip())
    begin = sentence.start + lead
    ahead = forward.match(text[begin : sentence.end])
    if ahead and after and not quantities and len(head_line := text[begin : sentence.end]) < LONGEST_APART:
        # a sentence of its own behind what it explains: …下降6.8%。因上年更换了电脑，支出偏高。
        if not any(start < begin + 12 for start, _, _ in found) and begin >= done and "。" in head_line:
            found.insert(0, (begin, begin + ahead.end(), False))
    elif ahead and not any(start < begin + 12 for start, _, _ in found) and begin >= done:
        found.insert(0, (begin, begin + ahead.end(), True))
    return found


def _changed(text: str, sentence: Stretch, quantities: list[Quantity]) -> bool:
    """Whether one of the quantities is a change or a completion rate, which a cause may explain."""
    for quantity in quantities:
        lead = text[max(sentence.start, quantity.start - 20) : quantity.start]
        if quantity.sort in ("money", "percent", "points", "count") and direction_of(lead) is not None:
            return True
        if quantity.sort in ("money", "percent") and distance_in(re.split("[，。；]", lead)[-1]):
            return True
        if quantity.sort == "percent" and _OF_BUDGET.search(lead):
            return True
    return False


def _explains(text: str, before: tuple[Stretch, list[Quantity], list[tuple[int, int]]] | None) -> bool:
    """Whether the sentence before has something that a bare 主要是 at the head of the next may explain."""
    return before is not None and (bool(before[2]) or _changed(text, before[0], before[1]))


def _reason(
    known: _Text,
    number: int,
    trigger: int,
    start: int,
    limit: int | None,
    quantities: list[Quantity],
    forward: bool,
) -> Reason | None:
    text, sentence = known.text, known.sentences[number]
    if forward:
        end = _forward_end(text, sentence, start, quantities)
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
    if end <= start:
        return None
    head = text[max(sentence.start, trigger - 30) : trigger]
    head = re.split(r"[，。；,;\n]", head)[-1]
    about_budget = pattern("reasons", "budget").search(without_fund_names(head)) is not None
    opening = Opening() if forward else opening_of(head)
    return Reason(
        trigger if forward else trigger - len(head),
        start,
        end,
        opening.subject,
        about_budget,
        forward,
        opening,
    )


def _points_on(known: _Text, number: int, reason: Reason) -> bool:
    """Whether what follows a trigger is no cause but the next change, which has a cause of its own."""
    while number < len(known.sentences) and known.sentences[number].end <= reason.start:
        number += 1  # the cause stands in the next paragraph
    text = known.text
    if pattern("reasons", "first").match(text[reason.start : reason.start + 6]) is None:
        return False
    inner = [
        one
        for one in known.quantities
        if reason.start <= one.start < reason.end and one.sort in ("money", "percent")
    ]
    if not inner:
        return False
    moved = direction_of(text[max(reason.start, inner[0].start - 20) : inner[0].start]) is not None
    if moved and _triggers()[0].search(text, inner[0].end, known.sentences[number].end):
        return True  # 1.印刷费增加3万元，增加的原因是…
    if number + 1 >= len(known.sentences):
        return False
    following = known.sentences[number + 1]
    lead = text[following.start : following.end].lstrip()[:12]
    if not _triggers()[0].match(lead) and not lead.startswith(("主要原因", "原因")):
        return False
    return any(reason.start <= one.start < reason.end for one in known.comparisons)


def _go_on(known: _Text, number: int, reason: Reason) -> None:
    """Take in the sentences behind a cause that add a cause (同时，…), and state nothing of their own."""
    text = known.text
    adds = pattern("reasons", "adds")
    if reason.forward or reason.end < known.sentences[number].end - 2:
        return
    for sentence in known.sentences[number + 1 :]:
        added = adds.match(text[sentence.start : sentence.end])
        if sentence.paragraph != known.sentences[number].paragraph or added is None:
            return
        start = sentence.start + added.end()
        inner = [one for one in known.quantities if start <= one.start < sentence.end]
        if any(sentence.start <= one.start < sentence.end for one in known.comparisons):
            return
        if any(direction_of(text[max(start, one.start - 12) : one.start]) is None for one in inner):
            return
        said = text[start : sentence.end]
        judged = judge(said)
        if judged.substance != "cause" or judged.categories == ("other",) or _triggers()[0].search(said):
            return
        reason.end = sentence.end - (len(said) - len(said.rstrip("。；; \n")))


def _forward_end(text: str, sentence: Stretch, start: int, quantities: list[Quantity]) -> int | None:
    """The end of a cause that comes first: before the clause that states the change.

    People or things counted in its first clause (因调入人员增加5人，…) state no change of money.
    """
    for one in quantities:
        if one.start <= start or not _moves(text, start, one):
            continue
        cuts = [match.start() for match in _PARTS.finditer(text, start, one.start)]
        if cuts:
            changed = one
            break
        if one.sort != "count":
            return None
    else:
        return None
    for cut in cuts:
        clause = text[cut + 1 : changed.start]
        if re.match(r"(?:故|因此|所以|从而|导致|致使|使得?)", clause):
            return cut
    return cuts[-1]


def _moves(text: str, start: int, quantity: Quantity) -> bool:
    """Whether a quantity is a change, or the amount that one starts from (由上年的8万元降为5万元)."""
    if direction_of(text[max(start, quantity.start - 20) : quantity.start]) is not None:
        return True
    return quantity.sort == "money" and moved_from(text[start : quantity.start], text, quantity.end)


def _end(known: _Text, sentence: Stretch, start: int, limit: int | None, quantities: list[Quantity]) -> int:
    """The end of a cause in its own sentence: before the next thing that is stated."""
    text = known.text
    stop, go_on = pattern("reasons", "stop"), pattern("reasons", "go_on")
    until = sentence.end
    cuts = [match.start() for match in _PARTS.finditer(text, start, sentence.end)]
    if limit is not None:
        until = _before_trigger(text, [cut for cut in cuts if cut < limit], start, limit, quantities)
    for cut in cuts:
        if cut >= until:
            break
        clause = text[cut + 1 : until].lstrip()
        offset = until - len(clause)
        if stop.match(clause):
            return cut
        if (
            text[cut] in "；;"
            and not go_on.match(clause)
            and _states(known, offset, _next(cuts, cut, until), quantities)
        ):
            return cut
        if text[cut] in "，," and _measures_again(text, offset, cuts, until, quantities):
            return cut
    return until


def _next(cuts: list[int], cut: int, until: int) -> int:
    return next((other for other in cuts if other > cut), until)


def _states(known: _Text, start: int, end: int, quantities: list[Quantity]) -> bool:
    """Whether a clause states a figure of its own, or that one did not change."""
    if any(
        start <= quantity.start < end and quantity.sort in ("money", "percent", "score")
        for quantity in quantities
    ):
        return True
    first = bisect_left(known.flats, (start, start))
    return first < len(known.flats) and known.flats[first][0] < end


def _measures_again(text: str, start: int, cuts: list[int], until: int, quantities: list[Quantity]) -> bool:
    """Whether a clause is a new comparison by itself (较上年减少3万元，下降5%), and no part of a cause."""
    clause = text[start : start + 40]
    match = re.match(
        r"(?:与|同|和|较|比)[^，。；\d]{1,16}?(?:20\d\d年[^，。；\d]{0,8})?(?:相比，?)?(?:增加|减少|增长|下降)(?:了)?",
        clause,
    )
    if match is None:
        return False
    first = next((q for q in quantities if q.start == start + match.end()), None)
    if first is None:
        return False
    following = text[first.end : first.end + 14]
    return re.match(r"[，,](?:同比)?(?:增长|下降|增加|减少|增幅|降幅|上升|降低)", following) is not None


def _before_trigger(text: str, cuts: list[int], start: int, limit: int, quantities: list[Quantity]) -> int:
    """The end of a cause before another trigger: the clauses that the other explains are not its own."""
    edges = [start - 1, *cuts]
    own = limit
    for edge in reversed(edges[1:]):
        clause = text[edge + 1 : own]
        inner = [q for q in quantities if edge < q.start < own]
        if not inner:
            if own < limit or re.search(r"原因|的$|主要$", clause) is None and edge + 1 < limit - 24:
                break
            own = edge
            continue
        changed = direction_of(text[edge + 1 : inner[0].start])
        if changed is None:
            break
        own = edge
        if re.match(r"\s*(?:增长|下降|增加|减少|上升|降低|增幅|降幅)", clause) is None:
            break
    return own if own > start else limit


def _listed_end(known: _Text, number: int, start: int, end: int) -> int:
    """The end of a list of causes that goes on over several sentences (一是…。二是…。)."""
    text = known.text
    head = text[start : start + 12].lstrip()
    following = next((later for first, later in rules("reasons")["styles"] if re.match(first, head)), None)
    if following is None:
        return end
    go_on = re.compile(rf"\s*(?:{following})")
    detail = pattern("reasons", "detail")
    # items of the chapter are numbered too: a list that began inside a paragraph ends with it
    alone = not text[:start].strip(" ") or text[:start].rstrip(" ").endswith("\n")
    for sentence in known.sentences[number + 1 :]:
        if not alone and sentence.paragraph != known.sentences[number].paragraph:
            break
        if not go_on.match(text, sentence.start) and not detail.match(text, sentence.start):
            break
        end = sentence.end
    return end
