"""Counts that a text states, held against each other: vehicles and their kinds, areas, the body's staff,
and its offices against those that it lists (内设机构3个，包括：…).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Annotated

from pydantic import Field

from linking.checks.identities import ChecksMade
from linking.checks.text.listed.divided import ASIDE, counted_lists, is_slip
from linking.checks.text.listed.receptions import check_receptions
from linking.checks.text.listed.single_parts import check_single_parts
from linking.checks.text.listed.totals_behind import named_totals, totals_behind
from linking.checks.text.lists import (
    LEAST_TELLING,
    goes_on_behind,
    holds_within,
    lists_some,
    on_one_level,
    tells_gap,
)
from linking.checks.text.passages import Passage
from linking.checks.text.stated import judge_sum, judge_twice, made_of, size_of
from linking.intervals import HUNDRED
from linking.labels import halves
from linking.mistyped import is_swapped_sum, is_typed_sum
from linking.wording import on_page, outcome, parted, without_blanks
from nlp.sentences import closes_more
from records.lexicon.groups import PERSONS
from records.lexicon.numerals import number_said
from records.list_numbers import without_number
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.rule_files import Rules, rules_beside
from records.tables import Document

WORDS = Phrases("linking/checks/text")

FEWEST_KINDS = 2
"""Kinds that a sum needs."""
FEWEST_DIGITS = 3
"""Digits of a number with a wrong one: of fewer any sum may look so, were the kinds not apart."""
RULE = "listed_count"
BETWEEN = re.compile(r"[、，,;；]")
FEWEST = 2
"""Names that make a list."""


class KindsApart(Rules):
    """Kinds of one thing that exclude each other, as what is counted is called."""

    units: Annotated[tuple[str, ...], Field(min_length=1)]
    kinds: Annotated[tuple[re.Pattern[str], ...], Field(min_length=2)]
    all_there_is: tuple[frozenset[int], ...] = ()
    whole: re.Pattern[str] | None = None
    examples: Annotated[tuple[str, ...], Field(min_length=1)]
    counters: Annotated[tuple[str, ...], Field(min_length=1)]

    def kind_of(self, subject: str | None) -> int | None:
        """Which of the kinds a subject is."""
        found = (n for n, kind in enumerate(self.kinds) if kind.fullmatch(subject or ""))
        return next(found, None)


class CountedKinds(Rules):
    """``counts.toml``."""

    across: re.Pattern[str]
    apart: Annotated[tuple[KindsApart, ...], Field(min_length=1)]


counted_kinds = rules_beside(__file__, "counts.toml", CountedKinds)
"""The rules. Raises :class:`~records.rule_files.InvalidRules`."""


def kinds_apart() -> tuple[KindsApart, ...]:
    """The kinds that are added up."""
    return counted_kinds().apart


def check_counts(
    sentences: Iterable[list[ClaimRecord]], claims: list[ClaimRecord], found: ChecksMade
) -> None:
    """The counts of each sentence against their parts, and those of the staff against another chapter's."""
    for before, sentence in pairwise([[], *sentences]):
        _check_apart(before, sentence, found)
        _check_lists(sentence, found)
        _check_totals_behind(sentence, found)
        check_receptions(before, sentence, found)
        check_single_parts(sentence, found)
    _check_persons([claim for claim in claims if claim.understood], found)


def _check_apart(before: list[ClaimRecord], claims: list[ClaimRecord], found: ChecksMade) -> None:
    """下属单位3个，其中行政单位1个、事业单位2个: kinds apart from each other make no more than all.

    What is divided may stand in the sentence before: 自评项目14个。评为优的11个、良的4个。
    """
    counts = [c for c in claims if c.kind == "count" and c.value is not None]
    for apart in kinds_apart() if len(counts) >= FEWEST_KINDS else ():
        listed = [(at, apart.kind_of(c.subject)) for at, c in enumerate(counts) if c.unit in apart.units]
        places = [at for at, kind in listed if kind is not None]
        kinds = {kind for _, kind in listed if kind is not None}
        if len(places) < FEWEST_KINDS or len(kinds) < len(places):
            continue
        parts = on_one_level([counts[at] for at in places])
        whole = counts[places[0] - 1] if places[0] else _divided_before(before, parts[0])
        side_by_side = places == list(range(places[0], places[0] + len(places)))
        if whole is None or not side_by_side or whole.unit not in apart.units:
            continue
        if places[0] and not _opens(whole, parts[0]):
            continue
        own, values = whole.value or Decimal(0), [part.value or Decimal(0) for part in parts]
        over = sum(values) > own and not holds_within(own, values)
        short = sum(values) < own and len(parts) == FEWEST_KINDS and _is_rate_of_all(claims, parts)
        if (over or short) and not _is_explained(whole, parts):
            judge_sum("counted_parts", whole, parts, found)


def _is_rate_of_all(claims: list[ClaimRecord], parts: list[ClaimRecord]) -> bool:
    """优8个、良2个，优良率100%: whether a rate of the two kinds together says that there are no others."""
    named = "".join(WORDS.grade.findall("".join(part.subject or "" for part in parts)))
    if sum(one.kind == "count" for one in claims) > len(parts) + 1:
        return False  # 终止1个: what is none of the two has a number of its own
    rates = (one for one in claims if one.unit == "%" and one.value == HUNDRED)
    return len(named) == len(parts) and any((one.subject or "") == f"{named}率" for one in rates)


def _divided_before(before: list[ClaimRecord], first: ClaimRecord) -> ClaimRecord | None:
    """The projects of which the sentence before tells the number, and no other number of things."""
    counts = [c for c in before if c.kind == "count" and c.value is not None]
    alone = len(counts) == 1 and counts[0].section_id == first.section_id and counts[0].unit == first.unit
    return counts[0] if alone and WORDS.graded.search(counts[0].subject or "") else None


def _check_lists(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """在校生90人，其中一年级50人、二年级40人: the parts make the whole where they are all there is.

    Parts that may overlap (党员, 女职工) are never added. Where nothing says that the list is whole, it makes
    no more than all, and less only if one mistyped number explains it.
    """
    for listed in counted_lists(claims):
        whole, parts = listed.whole, on_one_level(_up_to_others(listed.parts))
        if _is_explained(whole, parts):
            continue
        larger = [part for part in parts if size_of(part).low > size_of(whole).high]
        if larger and whole.unit in PERSONS and is_swapped_sum(whole, parts):
            judge_sum("counted_parts", whole, parts, found)
            continue  # whatever groups of persons may overlap, two digits of one changed places
        names = [ASIDE.sub("", part.subject or "") for part in parts]
        if len(names) < FEWEST_KINDS or len(set(names)) < len(names) or not _are_apart(names):
            continue
        own, values = whole.value or Decimal(0), [part.value or Decimal(0) for part in parts]
        total, some = sum(values), lists_some(own, values)
        in_brackets = parted(without_blanks(whole.sentence), without_blanks(whole.raw))[2][:1] in ("（", "(")
        closed = listed.closed and not (some and in_brackets)
        all_there_is = closed or WORDS.rest.match(names[-1]) and not some or are_all_kinds(names)
        if _are_known(names) and (total > own or all_there_is):
            sure = True
        elif total > own:
            # persons may be of several kinds at once, but who works at one place works at no other
            sure = (
                all(map(WORDS.workplace.fullmatch, names))
                and total - own not in values
                or (
                    whole.unit not in PERSONS
                    and own >= LEAST_TELLING
                    and is_typed_sum(whole, parts, FEWEST_DIGITS)
                )
            )
        else:
            sure = total == own or bool(all_there_is) or is_slip(whole, parts) or is_swapped_sum(whole, parts)
        beside = holds_within(own, values) or not _are_known(names) and goes_on_behind(own, values)
        if sure and not (total > own and beside):
            judge_sum("counted_parts", whole, parts, found)


def _is_explained(whole: ClaimRecord, parts: list[ClaimRecord]) -> bool:
    """Whether what stands behind parts says what they lack, or have too much."""
    gap = (whole.value or Decimal(0)) - sum((part.value or Decimal(0) for part in parts), Decimal(0))
    behind = parted(without_blanks(whole.sentence), without_blanks(parts[-1].raw))[2] if parts else ""
    return tells_gap(behind, gap, whole.unit or "")


def _up_to_others(parts: list[ClaimRecord]) -> list[ClaimRecord]:
    """The parts of a list up to 其他, and before what was bought or is kept, or their sum (…，合计3辆)."""
    kept: list[ClaimRecord] = []
    for part in takewhile(lambda part: not WORDS.another_count.search(part.subject or ""), parts):
        if kept and part.subject == kept[-1].subject:
            break
        kept.append(part)
        if WORDS.rest.match(part.subject or ""):
            break
    return kept


def _are_apart(names: list[str]) -> bool:
    """Whether no part may be in another one: none is told by what each of the others may be too."""
    across = counted_kinds().across
    return not any(across.search(name) for name in names) or _are_known(names)


def _are_known(names: list[str]) -> bool:
    """Whether all parts are kinds of one thing that exclude each other."""
    ages = [WORDS.ages.fullmatch(name) for name in names]
    spans = sorted((int(age["from"]), int(age["to"])) for age in ages if age)
    if len(spans) == len(names) and all(one[1] < other[0] for one, other in pairwise(spans)):
        return True
    return any(None not in [apart.kind_of(name) for name in names] for apart in kinds_apart())


def are_all_kinds(names: Sequence[str]) -> bool:
    """Whether the kinds that are named are all there are."""
    for apart in kinds_apart():
        kinds = {apart.kind_of(name) for name in names}
        if None not in kinds and any(kinds.issuperset(every) for every in apart.all_there_is):
            return True
    return False


def _check_totals_behind(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """电脑4台、打印机2台，共6台: a total behind what was counted before it, or behind the last of it.

    One with a name is of the things that it names (在职与离退休合计), or of kinds that are all of it.
    """
    for name, listed in named_totals(claims):
        if parts := _all_of(name, listed.parts) or _each_named(name, listed.parts):
            judge_sum("counted_parts", listed.whole, parts, found)
    for listed in totals_behind(claims):
        own, parts = size_of(listed.whole).value, listed.parts
        last = (parts[start:] for start in range(len(parts) - 1))
        made = next((some for some in last if made_of(some).value == own), parts)
        judge_sum("counted_parts", listed.whole, made, found)


def _all_of(name: str, counts: list[ClaimRecord]) -> list[ClaimRecord]:
    """离休1人，退休34人，离退休人员合计35人: the kinds right before a total that are all of what it names."""
    for apart in kinds_apart():
        if apart.whole is not None and apart.whole.fullmatch(name):
            known = [apart.kind_of(one.subject) is not None for one in counts]
            parts = counts[len(counts) - [*known[::-1], False].index(False) :]
            names = [part.subject or "" for part in parts]
            if len(set(names)) == len(names) and are_all_kinds(names):
                return parts
    return []


def _each_named(name: str, counts: list[ClaimRecord]) -> list[ClaimRecord]:
    """在职人员30人，离退休人员24人，在职与离退休合计54人: the one count of each thing that a total names."""
    named = WORDS.also.split(name)
    parts = [[one for one in counts if (one.subject or "").startswith(each)] for each in named]
    return [told[0] for told in parts] if len(named) > 1 and all(len(told) == 1 for told in parts) else []


def _opens(whole: ClaimRecord, first: ClaimRecord) -> bool:
    """Whether a list opens between a count and the first of what may be its kinds."""
    text = without_blanks(whole.sentence)
    before, raw, behind = parted(text, without_blanks(whole.raw))
    between, found, _ = parted(behind, without_blanks(first.raw))
    graded = WORDS.graded.search(whole.subject or "") is not None
    apart = "；" in (between.replace("；其中", "，其中", 1) if graded else between)
    alone = WORDS.project.search((before + between).replace("项目", "", 1)) is None
    # 11个项目中，优的8个; 对11个项目自评，结果为优8个
    within = graded and (
        WORDS.graded_within.search(between) is not None
        or alone
        and WORDS.graded_result.search(between) is not None
    )
    opens = (within or WORDS.opens_parts.search(between) is not None) and not apart
    # 在职91人（空编7名），其中…: what stands in brackets is not what is divided behind them
    return bool(raw and found) and opens and not closes_more(between)


def _check_persons(claims: list[ClaimRecord], found: ChecksMade) -> None:
    """The body's own staff, counted in two chapters for one year."""
    told: dict[tuple[str, int | None], dict[str | None, list[ClaimRecord]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for claim in claims:
        if claim.kind == "count" and claim.unit in ("人", "名") and WORDS.persons.match(claim.subject or ""):
            whose = WORDS.plain_staff.sub("", claim.subject or "")
            told[whose, claim.period][claim.section_id].append(claim)
    for chapters in told.values():
        if len(chapters) != 2:
            continue
        first, second = chapters.values()
        if len(first) != 1 or len(second) != 1:
            continue
        judge_twice(first[0], second[0], found)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with the number that is stated of it; ``start`` and ``end`` are its place in the text.

    It has as many entries as ``fewest`` to ``most``: 规划科和财务科 may be one office, 东渠和西渠管理所 may
    be two. ``names`` are as they are read; a list that is ``open`` (等) may leave some out.
    """

    stated: int
    names: tuple[str, ...]
    start: int
    end: int
    fewest: int
    most: int
    open: bool

    @property
    def holds(self) -> bool:
        """Whether the list may have as many entries as are stated."""
        return self.fewest <= self.stated and (self.open or self.stated <= self.most)


def check_listed_counts(document: Document, found: ChecksMade) -> None:
    """Lists of offices that have more or fewer entries than the text says."""
    for passage in found.passages(document):
        if not passage.is_heading:
            for listed in lists_in(passage.text):
                _tell(passage, listed, found)


def lists_in(text: str) -> Iterator[Listed]:
    """The lists whose number is stated and of which each entry is read as an office, or as a body."""
    for pattern, name in (
        (WORDS.number_and_offices, WORDS.office_name),
        (WORDS.offices_and_number, WORDS.office_name),
        (WORDS.number_and_units, WORDS.lower_body),
        (WORDS.units_and_number, WORDS.lower_body),
    ):
        for match in pattern.finditer(text):
            if WORDS.several_offices.search(match["items"]):
                continue
            groups = match.groupdict()
            parts = [without_number(part) for part in BETWEEN.split(ASIDE.sub("", match["items"])) if part]
            names = [one for part in parts for one in halves(part, name.fullmatch)]
            said = next(filter(None, (groups.get(f"number{which}") for which in ("", "_first", "_own"))))
            stated = number_said(said)
            if stated is not None and len(names) >= FEWEST and all(map(name.fullmatch, names)):
                is_open = groups.get("open") is not None
                most = sum(len(WORDS.and_.split(one)) for one in parts)
                yield Listed(stated, tuple(names), *match.span(), len(parts), most, is_open)


def _tell(passage: Passage, listed: Listed, found: ChecksMade) -> None:
    spot = passage.spot(listed.start, listed.end)
    message = (
        f"文字{on_page(spot.page)}称有{listed.stated}个机构，所列为{'、'.join(listed.names)}"
        f"，共{len(listed.names)}个，{outcome(listed.holds)}。"
    )
    stated, counted = Decimal(listed.stated), Decimal(len(listed.names))
    verdict = "holds" if listed.holds else "fails"
    found.add(RULE, [], counted, stated, Decimal(0), verdict, message, spot=spot, unit="个")
