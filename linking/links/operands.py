"""What a claim is computed from: figures first, other claims where no table has the figure.

A claim must have been understood whole: its sentence may leave things open about it. What a use of the
money holds of an account, or an account of a use, is not all that its words name: 项目支出中的工资福利支出
is not all that is paid for wages, nor 商品和服务支出…，其中基本支出… all basic expenditure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from linking.intervals import Interval
from linking.labels import bare
from linking.links.figure_index import Ledger, interval_of
from linking.links.paying import part_paid
from linking.meaning.figures import figure_meaning
from linking.meaning.meaning import ACCOUNT, ALL, ITEM, LABEL
from linking.scope import names_scope
from linking.wording import parted, place_in
from records.file_tables import FactRecord
from records.lexicon.groups import CHANGES, THREE_PUBLIC
from records.lexicon.reading import read
from records.lexicon.terms import USES, parts_of, terms, wholes_of
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.remembered import TEXTS

WORDS = Phrases("linking")
_PARTS = "其中"
"""What leads from an amount to its parts."""
_STOP = re.compile(r"[。；;]")
_ACROSS = frozenset({"project_expenditure", "procurement", "institution_operation", "public_expenditure"})
"""Uses that hold some of an economic item only: wages are told of all, or of the basic expenditure."""


@dataclass(slots=True)
class Operand:
    """A number and where it comes from: a figure of a table, or else a claim.

    ``doubts``: the conditions of which it is not known that they are met.
    """

    interval: Interval
    fact: FactRecord | None = None
    claim: ClaimRecord | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()

    @classmethod
    def of(cls, record: FactRecord | ClaimRecord, unit: str | None, confidence: float = 1.0) -> Operand:
        """The number of a figure or a claim, in ``unit``."""
        fact = record if isinstance(record, FactRecord) else None
        claim = record if isinstance(record, ClaimRecord) else None
        return cls(interval_of(record, unit), fact, claim, confidence)

    def is_same(self, other: Operand) -> bool:
        """Whether both are one number: it is no ground to compare a number with itself."""
        if self.fact is not None and other.fact is not None:
            return _place(self.fact) == _place(other.fact) or _meaning(self.fact) == _meaning(other.fact)
        return self.claim is not None and self.claim is other.claim

    def is_of_another_measure(self, other: Operand) -> bool:
        """Whether the figures are known to measure two things: 本年收入 and 收入总计."""
        if self.fact is None or other.fact is None:
            return False
        measures = {self.fact.measure, other.fact.measure}
        return len(measures) > 1 and None not in measures


def _place(fact: FactRecord) -> tuple[object, ...]:
    return fact.table_id, fact.row, fact.column, fact.raw


def _meaning(fact: FactRecord) -> tuple[object, ...]:
    """What a figure is, wherever it stands: one of two tables is no second number."""
    meaning = figure_meaning(fact)
    place = (fact.account_code, fact.phase, fact.period, fact.unit)
    if meaning is None or meaning.measure in (ACCOUNT, ITEM, LABEL):
        return meaning, bare(fact.row_label), tuple(fact.column_path), *place
    return meaning.measure, meaning.fund, meaning.side, *place


OPERAND_UNIT = "万元"
MOST_OPERANDS = 4
"""Operands that are tried, the nearest first; a sentence has seldom more levels."""
Subject = tuple[str, ...]
TOTAL = "grand_total"
OF_FUNDS = ("current_year_expenditure", "fiscal_grant_revenue")


def subject_of(claim: ClaimRecord) -> Subject:
    """What a claim speaks of, comparable between claims: its account, or its subject's words.

    The grand total of a side is one thing in all its words (收入总计, 总收入, 收支); so is what a fund gives.
    """
    if claim.account_path:
        return tuple(map(bare, claim.account_path))
    return _named(claim.subject or "", claim.measure, claim.side or "", claim.fund, bool(claim.understood))


@lru_cache(maxsize=TEXTS)
def _named(words: str, measure: str | None, side: str, fund: str | None, understood: bool) -> Subject:
    """The subject that the words of a claim name, with what else is known of it."""
    said = read(words)
    measure = measure or said.measure
    if measure == TOTAL and (understood or said.whole):
        return TOTAL, side, fund if fund not in (None, ALL) else ""
    if measure in OF_FUNDS and said.fund and said.whole and not said.accounts:
        return measure, side, said.fund
    if measure in (THREE_PUBLIC, *parts_of(THREE_PUBLIC)) and said.whole:
        return (measure or "",)  # “三公”经费支出合计, “三公”经费
    subject = WORDS.of_year.sub("", bare(words))
    return (WORDS.stage_at_end.sub("", subject) or subject,)


def _is_restated(claim: ClaimRecord) -> bool:
    """Whether a claim tells the amount before it once more, rounded: 22958.60万元（约2.30亿元）."""
    if "（约" not in (claim.sentence or ""):
        return False
    before, found, _ = parted(claim.sentence, claim.raw)
    return bool(found) and before.endswith("（约")


@dataclass(slots=True)
class ClaimIndex:
    """The claims of a document in order, by subject and by chapter."""

    claims: list[ClaimRecord]
    order: dict[str, int] = field(default_factory=dict)
    by_subject: dict[Subject, list[ClaimRecord]] = field(default_factory=lambda: defaultdict(list))
    by_section: dict[str | None, list[ClaimRecord]] = field(default_factory=lambda: defaultdict(list))
    narrowed_to: dict[str, str] = field(default_factory=dict)
    """By claim, the measure that it tells a part of."""
    latest: int | None = None
    """The last year that the claims speak of."""

    @classmethod
    def of(cls, claims: list[ClaimRecord]) -> ClaimIndex:
        """The index of ``claims``, which are in reading order."""
        narrative = cls(claims, narrowed_to=narrowing_wholes(claims))
        for index, claim in enumerate(claims):
            narrative.order[claim.claim_id] = index
            if not _is_restated(claim):
                narrative.by_subject[narrative.told_of(claim)].append(claim)
            narrative.by_section[claim.section_id].append(claim)
        narrative.latest = max((claim.period for claim in claims if claim.period is not None), default=None)
        return narrative

    def told_of(self, claim: ClaimRecord) -> Subject:
        """What a claim speaks of, with the whole that its sentence narrows it to."""
        whole = self.narrowed_to.get(claim.claim_id)
        return subject_of(claim) if whole is None else (*subject_of(claim), whole)

    def nearest(
        self, claim: ClaimRecord, kind: str, phase: str | None, period: int | None, **also: object
    ) -> ClaimRecord | None:
        """The claim of the same subject that stands nearest, of a kind, phase and year."""
        best: ClaimRecord | None = None
        for other in self.by_subject[self.told_of(claim)]:
            if other is claim or other.kind != kind or other.value is None:
                continue
            if phase is not None and other.phase != phase or period is not None and other.period != period:
                continue
            if not self._same_money(claim, other) or kind != "level" and self._told_apart(claim, other):
                continue
            if other.side != claim.side or any(getattr(other, name) != value for name, value in also.items()):
                continue
            if best is None or self._is_nearer(other, best, claim):
                best = other
        return best

    def _is_nearer(self, one: ClaimRecord, other: ClaimRecord, claim: ClaimRecord) -> bool:
        """Whether a claim stands nearer to another than a third does.

        Of one chapter, but for its sentence, what is understood does: 若不含上年结转，则收入2万元 is none.
        """
        apart = one.section_id == other.section_id and claim.sentence not in (one.sentence, other.sentence)
        if apart and one.understood != other.understood:
            return one.understood
        at = self.order[claim.claim_id]
        return abs(self.order[one.claim_id] - at) < abs(self.order[other.claim_id] - at)

    def _told_apart(self, claim: ClaimRecord, other: ClaimRecord) -> bool:
        """Whether the sentences of two claims give their subject other amounts: two things of one name."""
        own, others = self._amounts_beside(claim), self._amounts_beside(other)
        return bool(own) and bool(others) and own.isdisjoint(others)

    def _amounts_beside(self, claim: ClaimRecord) -> set[Decimal | None]:
        """The levels of a claim's subject, stage and year that its sentence states."""
        when = (claim.phase, claim.period, claim.sentence, claim.section_id)
        return {
            one.amount_yuan
            for one in self.by_subject[self.told_of(claim)]
            if one.kind == "level" and (one.phase, one.period, one.sentence, one.section_id) == when
        }

    def _same_money(self, claim: ClaimRecord, other: ClaimRecord) -> bool:
        """Whether ``other`` is of the funds that ``claim`` looks for: the same, or those of its chapter.

        What all funds give is looked for beside the share: a level there that names no fund.
        """
        if other.fund == claim.fund:
            return True
        if claim.fund == ALL:
            here = self.claims[self.order[claim.claim_id]]
            return other.fund is None and other.section_id == here.section_id
        return other.section_id == claim.section_id


@dataclass(slots=True)
class Books:
    """A document's figures and claims, in which operands are looked up."""

    ledger: Ledger
    narrative: ClaimIndex

    def doubts_of(self, claim: ClaimRecord) -> tuple[str, ...]:
        """What is not understood of a claim, by the names of conditions."""
        doubts = doubts_of(claim, self.narrative.latest)
        if claim.claim_id in self.narrative.narrowed_to and "scope" not in doubts:
            doubts += ("scope",)
        return doubts

    def levels(
        self,
        claim: ClaimRecord,
        phase: str | None,
        period: int | None,
        unit: str | None,
        strict: bool = False,
    ) -> list[Operand]:
        """The levels that the claim's subject may have in a phase and a year, in ``unit``.

        Figures first, one for each value; then the claim that states the level nearest by.
        """
        is_asked = claim.kind == "level" and claim.unit == unit
        asked = claim if is_asked else replace(claim, kind="level", unit=unit)
        found = [(one, interval_of(one.fact, unit)) for one in self.ledger.find(asked, phase, period, strict)]
        other = self.narrative.nearest(claim, "level", phase, period)
        told = interval_of(other, unit) if other is not None else None
        one_is_told = any(_is_told(interval, told) for _, interval in found)
        operands: list[Operand] = []
        for candidate, interval in found:
            if all(known.interval.value != interval.value for known in operands):
                doubts = _as_told(candidate.doubts, _is_told(interval, told), one_is_told)
                operands.append(Operand(interval, candidate.fact, None, candidate.confidence, doubts))
        if other is not None:
            beside = Operand.of(other, unit, confidence=0.95)
            if claim.kind in CHANGES and claim.understood and not other.understood:
                beside.doubts = ("subject",)  # the same subject, told on another footing
            operands.append(beside)
        return operands[:MOST_OPERANDS]


def _is_told(figure: Interval, told: Interval | None) -> bool:
    """Whether a figure is the number that the text states, but for the places that it leaves out."""
    return told is not None and told.low <= figure.value <= told.high


def _as_told(doubts: tuple[str, ...], is_told: bool, another_is: bool) -> tuple[str, ...]:
    """The doubts against a figure: one that the text states too is the one meant, and not the others."""
    others = tuple(doubt for doubt in doubts if doubt != "measure")
    if is_told:
        return others
    return (*others, "measure") if another_is else doubts


def doubts_of(claim: ClaimRecord, latest: int | None) -> tuple[str, ...]:
    """What is not understood of a claim, by name: ``subject``, ``period`` or ``scope``.

    ``latest`` is the last year that the text speaks of.
    """
    doubts = []
    if not getattr(claim, "understood", True) or WORDS.begins_with_quantity.match(claim.sentence or ""):
        doubts.append("subject")
    if claim.period in (latest, None) and _stands_behind_year_before(claim):
        doubts.append("period")
    clause = clause_before(claim)
    if not claim.account_path and WORDS.account_level.search(clause):
        doubts.append("account")
    of_part = claim.scope is not None and (claim.scope != "own_level" or claim.measure is None)
    if of_part or names_scope(claim.subject) or names_scope(clause):
        doubts.append("scope")
    return tuple(doubts)


def clause_before(claim: ClaimRecord) -> str:
    """What stands before a claim's number, from the last full stop on."""
    before, found, _ = parted(claim.sentence, claim.raw)
    return _STOP.split(before)[-1] if found else ""


def _stands_behind_year_before(claim: ClaimRecord) -> bool:
    """Whether 上年 stands right before a level."""
    before, found, _ = parted(claim.sentence, claim.raw)
    return bool(found) and claim.kind == "level" and WORDS.year_before.search(before) is not None


def narrowing_wholes(claims: Sequence[ClaimRecord]) -> dict[str, str]:
    """By claim, the measure that the text tells it to be a part of, where that narrows it.

    An account of the functional classification is narrowed by any use, an economic one by those across it; a
    use by what is no whole of it.
    """
    found: dict[str, str] = {}
    divided: str | None = None
    for sentence, group in groupby(claims, key=lambda claim: claim.sentence or ""):
        told = list(group)
        opens = sentence.lstrip("　 ").startswith(_PARTS)
        for claim, before, levels in _with_text_before(sentence, told):
            whole = _named_whole(before)
            paid = part_paid(claim, before, told[: told.index(claim)], whole)
            if whole is None and _PARTS in before:
                whole = divided if opens and not levels else _divided_whole(levels)
            if whole is not None and _narrows(whole, claim):
                found[claim.claim_id] = whole
            elif paid is not None:
                found[claim.claim_id] = paid
        divided = _divided_whole(told)
    return found


def _with_text_before(
    sentence: str, claims: Sequence[ClaimRecord]
) -> Iterator[tuple[ClaimRecord, str, list[ClaimRecord]]]:
    """Each claim with what its sentence says before it, and the claims there that 其中 may divide."""
    at, behind, before_parts = 0, 0, list[ClaimRecord]()
    for claim, last in zip(claims, [None, *claims], strict=False):
        if last is None or (claim.raw, claim.kind, claim.measure) != (last.raw, last.kind, last.measure):
            place = place_in(sentence, claim.raw or "\n", behind)  # else of 收、支总计, which is two claims
            at = max(at, place)
            behind = max(behind, place + len(claim.raw or ""))
        before = sentence[:at]
        if _PARTS not in before:
            before_parts.append(claim)
        yield claim, before, [one for one in before_parts if one is not claim]


def _named_whole(before: str) -> str | None:
    """What the clause names as the whole of what it measures (项目支出中的…)."""
    clause = _STOP.split(before)[-1]
    if not any(mark in clause for mark in "中内里"):
        return None
    named = [read(match[1]).measure for match in WORDS.within.finditer(clause)]
    return named[-1] if named else None


def _divided_whole(claims: Sequence[ClaimRecord]) -> str | None:
    """The measure of the last amount before 其中, or its words if they are not understood; no account's."""
    levels = [claim for claim in claims if claim.kind == "level"]
    if not levels or levels[-1].account_path:
        return None
    return levels[-1].measure or (None if levels[-1].understood else levels[-1].subject)


def _narrows(whole: str, claim: ClaimRecord) -> bool:
    """Whether a part of the whole need not be all that the claim's words name."""
    measure = claim.measure
    if claim.account_path:
        return whole in USES
    if measure is None or whole in wholes_of(measure):
        return False
    if measure in USES:
        return whole in terms() and terms()[whole].account is not None  # 商品和服务支出…，其中基本支出
    return whole in _ACROSS or whole not in terms()
