"""Numbers that a sentence divides, by the form alone: 全年巡查412次，其中甲137次、乙168次、丙107次.

What the parts are is not asked. So a sum that is not met is told only where a slip of the hand explains it:
two swapped digits, a wrong unit, and a wrong digit where the form says that the list is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from linking.checks.identities import ChecksMade
from linking.checks.text.counts import are_all_kinds, counted_kinds
from linking.checks.text.lists import REACH, lists_some, tells_gap
from linking.checks.text.numbers.said import Printed, Sentence, is_told
from linking.checks.text.numbers.slipped import makes, may_be_typed, repaired
from linking.intervals import TEN_THOUSAND, added_up
from linking.wording import number, on_page
from nlp.quantities import find_quantities
from records.lexicon.groups import YUAN
from records.lexicon.numerals import number_said
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks/text/numbers")
TEXT = Phrases("linking/checks/text")

FEWEST = 2
"""Parts that a sum needs."""
FEWEST_COUNTED = 3
"""Parts, alone in brackets right behind a number, that are all there are."""
OTHER_WAY = {"up": "down", "down": "up"}
"""Changes that are taken off, not added."""
NO_SUMS = frozenset({"percent", "points", "score", "price", "other"})
"""Kinds of numbers that are not added up."""
_MARKS = "；;"


@dataclass(frozen=True, slots=True)
class Totalled:
    """A number, the parts listed for it, and whether the form says that these are all."""

    whole: Printed
    parts: tuple[Printed, ...]
    closed: bool
    strict: bool = False
    names: tuple[str, ...] = ()


def check_lists(sentence: Sentence, found: ChecksMade) -> None:
    """The numbers that a sentence divides, or adds up, against the sums of their parts."""
    for read in (_opened, _divided, _added, _in_brackets, _with_all_others):
        for listed in read(sentence):
            _judge(sentence, listed, found)


def _judge(sentence: Sentence, listed: Totalled, found: ChecksMade) -> None:
    whole, parts = listed.whole, listed.parts
    if any(makes(whole, parts[:size]) for size in range(FEWEST, len(parts) + 1)):
        return
    others = {*sentence.numbers, *(sentence.before.numbers if sentence.before else ())} - {whole, *parts}
    if any(one.kind == whole.kind and makes(one, parts) for one in others):
        return
    wrong = repaired(whole, parts, closed=listed.closed)
    if not listed.strict and wrong is None:
        return
    if whole.unit not in YUAN and any(map(counted_kinds().across.search, listed.names)):
        return
    made = added_up(part.interval for part in parts)
    last = next((one for one in reversed(parts) if one in sentence.numbers), None)
    behind = sentence.text[last.end :] if last else ""
    if whole.unit not in YUAN and tells_gap(behind, whole.interval.value - made.value, whole.unit):
        return
    if wrong is None and whole.unit not in YUAN and made.value < whole.value and not listed.closed:
        return
    unit = "万元" if whole.unit in YUAN else whole.unit
    inside = [one for one in (whole, *parts) if one in sentence.numbers]
    spot = sentence.spot(min(one.start for one in inside), max(one.end for one in inside))
    message = (
        f"文字{on_page(spot.page)}称{whole.told}，所列{'、'.join(part.told for part in parts)}"
        f"合计{number(made.value)}{unit}，两者不符。"
    )
    rule = "stated_parts" if whole.unit in YUAN else "counted_parts"
    numbers = {number(one.value) for one in (whole, *parts)}
    if not is_told(numbers, found):
        expected, actual = made.value, whole.interval.value
        told = _claims_of(sentence, (whole, *parts))
        found.add(rule, [], expected, actual, None, "fails", message, told, spot, unit)


def _claims_of(sentence: Sentence, numbers: tuple[Printed, ...]) -> list[ClaimRecord]:
    """The claims that state numbers of a sentence, or of the one before it, in the order of the numbers."""
    told: dict[str, ClaimRecord] = {}
    for one in numbers:
        where = sentence if one in sentence.numbers or sentence.before is None else sentence.before
        told |= {claim.claim_id: claim for claim in where.claims_of({number(one.value)})}
    return list(told.values())


def _opened(sentence: Sentence) -> Iterator[Totalled]:
    """The lists that open right behind a number."""
    numbers = sentence.numbers
    for at, whole in enumerate(numbers):
        if whole.kind in NO_SUMS:
            continue
        behind = [one for one in numbers[at + 1 :] if one.kind == whole.kind]
        if len(behind) < FEWEST or behind[0].depth < whole.depth:
            continue
        if any(one.kind == OTHER_WAY.get(whole.kind) for one in numbers[at + 1 :]):
            continue
        opener = WORDS.opens.fullmatch(sentence.text, _end(sentence, whole), behind[0].start)
        if opener is None or not _is_name(opener["name"]):
            continue
        parts, names, ends = _list(sentence, behind)
        if len(parts) < FEWEST:
            continue
        right_behind = not opener["aside"]
        in_brackets = behind[0].depth > whole.depth
        closed = bool(opener["worded"] or opener["mark"]) and right_behind and ends
        names = [opener["name"], *names]
        counted = whole.unit not in YUAN
        alone = opener["mark"] is not None and in_brackets and closed
        strict = alone and (len(parts) >= FEWEST_COUNTED or not counted)
        strict = strict and (counted or may_be_typed(whole, parts))
        rest_told, bought = WORDS.rest.match(names[-1]) is not None, _is_all_bought(names)
        all_kinds = counted and are_all_kinds(names)
        strict = strict or ends and (rest_told and counted or bought) or all_kinds
        some = lists_some(whole.interval.value, [part.interval.value for part in parts])
        typed = counted and may_be_typed(whole, parts)
        strict = strict and (bought or not some or rest_told and typed)
        so_many = counted and at > 0 and numbers[at - 1].value == len(parts) >= FEWEST_COUNTED
        kinds = typed and _are_kinds(names) and (closed or _are_held_once(names, whole, parts))
        strict = strict or ends and (so_many or kinds)
        closed = closed or so_many
        yield Totalled(whole, tuple(parts), closed or rest_told or bought or all_kinds, strict, tuple(names))


def _are_held_once(names: list[str], whole: Printed, parts: list[Printed]) -> bool:
    """Whether meetings make no more than the least number of them above all of them."""
    over = sum(part.interval.value for part in parts) - whole.interval.value
    least = min((part.interval.value for part in parts if part.value), default=Decimal(0))
    return all(map(WORDS.held_once.fullmatch, names)) and 0 < over <= least


def _are_kinds(names: list[str]) -> bool:
    """Whether three names and more are kinds of one thing by their last word: 工作会、推进会、座谈会."""
    plain = [WORDS.named_so.sub("", name) for name in names]
    return len(set(plain)) == len(plain) >= FEWEST_COUNTED and len({name[-1:] for name in plain} - {""}) == 1


def _is_all_bought(names: list[str]) -> bool:
    """Whether parts are the three that all purchases are of."""
    kinds = WORDS.each("bought")
    return len(names) == len(kinds) and all(sum(map(bool, map(kind.search, names))) == 1 for kind in kinds)


def _list(sentence: Sentence, numbers: list[Printed]) -> tuple[list[Printed], list[str], bool]:
    """The numbers that follow the first as its like, their names, and whether nothing follows them."""
    first, *rest = numbers
    parts, names, marks = [first], list[str](), set[str]()
    for one in rest:
        if one.depth > first.depth:
            continue
        between = WORDS.told_besides.sub("", sentence.text[_end(sentence, parts[-1]) : one.start])
        if one.depth < first.depth:
            return parts, names, between[:1] in ("）", ")")
        if (remark := max(map(between.rfind, _MARKS))) > 0:
            between = between[remark:]  # ；乙5台，单价3元；丙: what a part is besides
        match = WORDS.next_part.fullmatch(between)
        ended = match is not None and match["mark"] in _MARKS
        if match is None or not _is_name(match["name"]) or ended and marks & {*"、，,"}:
            return parts, names, ended
        marks.add(match["mark"])
        parts.append(one)
        names.append(match["name"])
    behind = WORDS.told_besides.sub("", sentence.text[_end(sentence, parts[-1]) :])
    ends = behind[:1] in ("", "。", "；", ";", "）", ")") or TEXT.list_over.match(behind) is not None
    return parts, names, ends


def _end(sentence: Sentence, part: Printed) -> int:
    """Where a part ends: behind the number of another kind that stands right behind its own (9批、86人)."""
    behind = next((one for one in sentence.numbers if one.start >= part.end), None)
    if behind is None or behind.kind == part.kind or behind.kind in NO_SUMS:
        return part.end
    same = WORDS.for_the_same.fullmatch(sentence.text, part.end, behind.start)
    return behind.end if same else part.end


def _is_name(text: str) -> bool:
    """Whether what stands before a number may name a part: no clause of it begins as none does."""
    clauses = re.split("[，,；;]", text)
    return not any(WORDS.no_part.match(clause) or TEXT.of_the_part.match(clause) for clause in clauses)


def _divided(sentence: Sentence) -> Iterator[Totalled]:
    """The lists that begin a sentence, for a number of the sentence before."""
    before = sentence.before
    allotted = WORDS.allots.match(sentence.text)
    all_of_it = allotted or WORDS.divides_all.match(sentence.text)
    opener = all_of_it or WORDS.divides_on.match(sentence.text)
    if before is None or opener is None or not sentence.numbers or not (allotted or sentence.adjoins):
        return
    first = sentence.numbers[0]
    if first.unit not in YUAN or not _is_name(sentence.text[opener.end() : first.start]):
        return
    parts, names, ends = _list(sentence, [one for one in sentence.numbers if one.kind == first.kind])
    wholes = [one for one in before.numbers if one.kind == first.kind and not one.depth]
    if len(parts) < FEWEST or any(makes(one, parts) for one in wholes):
        return
    closed = all_of_it is not None and ends and len(wholes) == 1
    for whole in wholes:
        if closed and allotted or repaired(whole, parts, closed=closed):
            yield Totalled(whole, tuple(parts), closed, strict=closed and allotted is not None)
            return


def _added(sentence: Sentence) -> Iterator[Totalled]:
    """高血压患者412人、糖尿病患者96人，两类患者合计508人; 上列六类相加即为支出1543.57万元."""
    numbers = sentence.numbers
    for at, whole in enumerate(numbers):
        begin = numbers[at - 1].end if at else 0
        if whole.kind in NO_SUMS:
            continue
        match = WORDS.so_many_make.fullmatch(sentence.text, begin, whole.start)
        size = number_said(match["said"]) if match else None
        if match is None or size is None:
            continue
        told = numbers[:at] if at else sentence.before.numbers if sentence.before else ()
        alike = [one for one in told if (one.kind, one.depth) == (whole.kind, whole.depth)]
        parts = alike[-size:]
        beside = [*numbers[max(0, at - size) : at]] == parts
        if len(parts) < size or not at and len(alike) - size not in (0, 1):
            continue
        if match["year"] and not _are_years(sentence, parts):
            continue
        behind, listed = sentence.text[whole.end :], sentence.text[:begin] if at else _text_before(sentence)
        if not is_of(match["of"], listed) or WORDS.not_all.match(behind):
            continue
        near = [one for one in told if one.kind == whole.kind][-REACH:]
        if any(list(one) != parts and makes(whole, one) for one in combinations(near, size)):
            continue  # 甲10万元，含乙6万元、丙4万元，丁20万元，两项合计30万元
        gap = added_up(part.interval for part in parts).value - whole.interval.value
        if any(one.kind == whole.kind and one.interval.value == abs(gap) for one in numbers[at + 1 :]):
            continue  # 两级合计80万元，5万元已收回
        left_out = any(part.interval.value == gap for part in parts) and gap != Decimal(0)
        yield Totalled(whole, tuple(parts), closed=True, strict=left_out or beside)


def _text_before(sentence: Sentence) -> str:
    return sentence.before.text if sentence.before else ""


def is_of(said: str, told: str) -> bool:
    """Whether what stands beside a number names no other kind of it than was told: 支出5万元，合计支出."""
    kind = WORDS.of_no_kind.sub("", said)
    return all(kind[start : start + 2] in told for start in range(0, len(kind), 2))


def _are_years(sentence: Sentence, parts: list[Printed]) -> bool:
    """Whether amounts that stand side by side are each of another year: 2022年500万元、2023年550万元."""
    return parts[0] in sentence.numbers and all(
        WORDS.year_to_year.fullmatch(sentence.text, one.end, other.start) for one, other in pairwise(parts)
    )


def _in_brackets(sentence: Sentence) -> Iterator[Totalled]:
    """培训费9万元，用于甲班（4万元）、乙班（3万元）、丙班（2万元）: parts each in brackets of its own."""
    text, runs, names = sentence.text, list[list[Printed]](), list[str]()
    for one in sentence.numbers:
        if (
            one.kind != "money"
            or text[one.start - 1] not in "（("
            or text[one.end : one.end + 1] not in "）)"
        ):
            continue
        match = WORDS.next_part.fullmatch(text, runs[-1][-1].end + 1, one.start - 1) if runs else None
        if match is None or not _is_name(match["name"]) or any(map(str.isdigit, match["name"])):
            runs.append([])
        else:
            names.append(match["name"])
        runs[-1].append(one)
    for parts in runs:
        wholes = [w for w in sentence.numbers if w.kind == "money" and not w.depth and w.end < parts[0].start]
        if len(parts) >= FEWEST_COUNTED and wholes and not any(makes(one, parts) for one in wholes):
            yield Totalled(wholes[0], tuple(parts), closed=False, names=tuple(names))


def _with_all_others(sentence: Sentence) -> Iterator[Totalled]:
    """收入90万元。其中：财政拨款收入60万元；除财政拨款以外的收入30万元: by their names these are all."""
    opener = WORDS.divides_on.match(sentence.text)
    told = [one for one in sentence.numbers if one.kind == "money" and not one.depth]
    before = sentence.before.numbers if opener and sentence.before and sentence.adjoins else told[:1]
    wholes = [one for one in before if one.kind == "money" and not one.depth]
    parts = told if opener else told[1:]
    if len(parts) != FEWEST or len(wholes) != 1:
        return  # 收入90万元，年初结转10万元: a part may be told beside the whole
    one, others = parts
    named = WORDS.all_others.search(sentence.text, one.end, others.start)
    first = WORDS.part_named.search(sentence.text, 0 if opener else wholes[0].end, one.start)
    gap = wholes[0].interval.value - one.interval.value - others.interval.value
    if named and first and named["but"] == first["name"] and not _is_told_next(sentence, gap):
        yield Totalled(wholes[0], (one, others), closed=True, strict=True)


def _is_told_next(sentence: Sentence, gap: Decimal) -> bool:
    """Whether the sentence behind tells what parts lack: 其余为其他收入10万元."""
    behind = sentence.passage.text[sentence.kept[-1] + 1 :].partition("。")[0]
    amounts = [one for one in find_quantities(behind) if one.unit in YUAN]
    return any(one.value * YUAN[one.unit] == gap * TEN_THOUSAND for one in amounts)
