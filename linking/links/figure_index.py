"""The figures of a document by what they measure, and how a claim finds those that it can mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from linking.accounts import Accounts, Rows
from linking.intervals import Interval, exact, printed
from linking.labels import bare
from linking.links.conditions import OF_THEIR_OWN, Asked, Figure, agreement, agrees, of_one_budget
from linking.links.funds import Money
from linking.links.totals import both_totals, whole_items
from linking.meaning.claims import Sense, Wanted, sense_of
from linking.meaning.figures import figure_meaning
from linking.meaning.meaning import ACCOUNT, ITEM, LABEL, WHOLE, Meaning
from nlp.understanding.left_over import Understanding
from records.file_tables import FactRecord, TableRecord
from records.lexicon.accounts import CLASS, DIGITS
from records.lexicon.groups import BUDGETS, GENERAL_GRANTS, GRANTS, STAFF, YUAN
from records.lexicon.statements import fund_of, of_kind, spoken_of
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking")

SUREST = 0.97
"""Confidence of a figure found by all that claim and figure say: what was read may be wrong all the same."""
LESS_SURE = 0.05
"""What a second meaning takes from the confidence."""
ORDER = ("general_public_budget_expenditure", "expenditure", "fiscal_grant_summary", "revenue")
NAMED = frozenset({ACCOUNT, ITEM, LABEL})
"""Measures of which each row is another one."""
Time = tuple[str | None, int | None]


class Candidate(NamedTuple):
    """A figure that a claim can mean, and the conditions that stand against it.

    ``differ``: it is known to be another number; ``doubts``: it may be another one.
    """

    fact: FactRecord
    confidence: float
    differ: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Shelf:
    """Figures of one measure, by stage and year; those of accounts also by statement, code and name."""

    figures: dict[Time, list[Figure]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[Time, dict[str, Rows]] = field(default_factory=lambda: defaultdict(dict))
    meanings: dict[str, Meaning] = field(default_factory=dict)

    def add(self, figure: Figure, named: bool) -> None:
        """Add a figure; ``named`` if it is one of many rows of its measure."""
        fact = figure.fact
        time = (fact.phase, fact.period)
        if named:
            of_time = self.rows[time]
            rows = of_time.get(fact.statement)
            if rows is None:
                rows = of_time[fact.statement] = Rows()
            rows.facts.append(fact)
            self.meanings[fact.fact_id] = figure.meaning
        else:
            self.figures[time].append(figure)

    def times(self, phase: str | None, period: int | None) -> Iterator[Time]:
        """The stages and years on the shelf that agree with those asked for."""
        for stage, year in (*self.figures, *self.rows):
            if period is None or year is None or year == period:
                if phase is None or stage is None or stage == phase or {stage, phase} <= set(BUDGETS):
                    yield stage, year


@dataclass(slots=True)
class Ledger:
    """All figures of a document by measure, its accounts and names, and the kinds of its chapters."""

    shelves: dict[tuple[str, str], Shelf] = field(default_factory=lambda: defaultdict(Shelf))
    accounts: Accounts = field(default_factory=Accounts)
    section_kinds: dict[str, str | None] = field(default_factory=dict)
    money: Money = field(default_factory=Money)
    reader: Understanding = field(default_factory=lambda: Understanding(None, None))
    labels: frozenset[str] = frozenset()
    senses: dict[tuple[object, ...], Sense] = field(default_factory=dict)
    of_all_grants: frozenset[str] = frozenset()
    """Statements usually of one fund (一般公共预算) that are here of all grants (财政拨款支出表)."""
    of_own_year: frozenset[str] = frozenset()
    """The chapters about what this year grants (当年拨款), without what was carried over."""
    tables_of_own_year: frozenset[str] = frozenset()
    """The tables that hold nothing else."""

    def kind_of(self, claim: ClaimRecord) -> str | None:
        """What the chapter of a claim is about; a chapter without a kind has its parent's."""
        return self.section_kinds.get(claim.section_id or "")

    def sense_of(self, claim: ClaimRecord) -> Sense:
        """What a claim means."""
        kind = self.kind_of(claim)
        key = (
            claim.subject, claim.sentence, kind, claim.kind, claim.unit, claim.measure, claim.side,
            claim.fund, claim.understood, claim.account_code, *claim.account_path,
        )  # fmt: skip
        found = self.senses.get(key)
        if found is None:
            found = self.senses[key] = sense_of(claim, kind, self.reader, self.labels, self.of_all_grants)
        return found

    def figures(self, measure: str, fund: str | None = None, side: str | None = None) -> list[FactRecord]:
        """All figures of a measure, of a fund and a side if asked for."""
        shelf = self.shelves.get((measure, ""))
        if shelf is None:
            return []
        return [
            figure.fact
            for figures in shelf.figures.values()
            for figure in figures
            if (fund is None or figure.meaning.fund == fund) and (side is None or figure.meaning.side == side)
        ]

    def find(
        self, claim: ClaimRecord, phase: str | None, period: int | None, strict: bool = False
    ) -> list[Candidate]:
        """The figures that the claim's subject can mean in a phase and a year, best first.

        ``strict`` leaves out columns that do not say which budget they show, where the claim does.
        """
        return [one for one in self.candidates(claim, phase, period, strict) if not one.differ]

    def candidates(
        self, claim: ClaimRecord, phase: str | None, period: int | None, strict: bool = False
    ) -> list[Candidate]:
        """The figures of a claim's subject, also those that stand elsewhere, best first."""
        sense = self.sense_of(claim)
        if sense.any_phase:
            phase = None
        order = spoken_of(self.kind_of(claim))
        found: list[Candidate] = []
        for wanted in sense.wanted:
            if wanted.phase not in (None, phase):
                continue
            figures = [
                (figure, sure)
                for figure, sure in self._on_shelf(claim, wanted.meaning, phase, period)
                if agrees(figure.fact, phase, period)
                and _same_dimension(claim, figure.fact)
                and (not strict or _shows_which(claim, figure.fact))
            ]
            fund = wanted.meaning.fund
            figures.sort(key=lambda one: _rank(one[0], fund, order))
            asked = Asked(wanted.meaning, phase, period)
            confidence = SUREST - LESS_SURE * bool(found)
            for figure, sure in figures:
                also = wanted.doubts if sure else (*wanted.doubts, "account")
                found.append(self._candidate(claim, asked, figure, confidence, also))
        return found

    def _on_shelf(
        self, claim: ClaimRecord, meaning: Meaning, phase: str | None, period: int | None
    ) -> list[tuple[Figure, bool]]:
        """The figures of a meaning, and whether the row is beyond doubt."""
        if meaning.measure not in NAMED:
            shelf = self.shelves.get((meaning.measure, ""))
            if shelf is None:
                return []
            return [
                (f, True) for time in dict.fromkeys(shelf.times(phase, period)) for f in shelf.figures[time]
            ]
        shelf = self.shelves.get((meaning.measure, meaning.column))
        found: list[tuple[Figure, bool]] = []
        for time in dict.fromkeys(shelf.times(phase, period)) if shelf else ():
            for rows in shelf.rows[time].values() if shelf else ():
                facts, sure = self._matching(claim, meaning, rows)
                found += [(Figure(fact, shelf.meanings[fact.fact_id]), sure) for fact in facts if shelf]
        return found

    def _matching(self, claim: ClaimRecord, meaning: Meaning, rows: Rows) -> tuple[list[FactRecord], bool]:
        if meaning.measure == ACCOUNT:
            path = claim.account_path or [meaning.name or ""]
            return self.accounts.matching(path, meaning.code, rows)
        if meaning.code and meaning.code in rows.by_code:
            return rows.by_code[meaning.code], True
        return rows.by_name.get(meaning.name or "", []), True

    def _candidate(
        self, claim: ClaimRecord, asked: Asked, figure: Figure, confidence: float, also: tuple[str, ...]
    ) -> Candidate:
        found = agreement(claim, asked, figure)
        differ, unknown = found.differ, found.unknown
        of_own_year = figure.fact.table_id in self.tables_of_own_year
        if figure.fact.phase in BUDGETS and not of_own_year and self._leaves_out_carried(claim):
            also = (*also, "measure")
        fund = asked.meaning.fund
        if "fund" in differ + unknown and (
            self.money.is_one(fund, figure) or self.money.gives_alone(fund, figure)
        ):
            if self.money.leaves_room(claim, fund, figure):
                also = (*also, "fund")
            differ = tuple(name for name in differ if name != "fund")
            unknown = tuple(name for name in unknown if name != "fund")
        elif self.money.holds_more(claim, figure):
            also = (*also, "fund")
        return Candidate(figure.fact, confidence, differ, unknown + also)

    def _leaves_out_carried(self, claim: ClaimRecord) -> bool:
        """Whether a claim leaves out money of earlier years that the document's figures may hold."""
        own_year = (
            claim.section_id in self.of_own_year or WORDS.own_year.search(claim.subject or "") is not None
        )
        carried = own_year and any(fact.value for fact in self.figures("carry_over_opening"))
        return carried and not (claim.fund in GENERAL_GRANTS and self._grants_are_of_the_year(claim))

    def _grants_are_of_the_year(self, claim: ClaimRecord) -> bool:
        """Whether the summary of the grants shows one amount for the year and in all: none is carried."""
        of_year = self._granted(claim, "fiscal_grant_revenue", "fiscal_grant")
        in_all = self._granted(claim, "grand_total", "fiscal_grant")
        # one figure may stand for both where only one is printed
        told_apart = of_year.keys().isdisjoint(in_all)
        sums = {*of_year.values()} or self._sum_of_funds(claim)
        return told_apart and len(sums) == 1 and sums == {*in_all.values()}

    def _sum_of_funds(self, claim: ClaimRecord) -> set[Decimal | None]:
        """What the funds grant together, where the summary has each alone and no line of all."""
        by_fund = [
            self._granted(claim, "fiscal_grant_revenue", fund) for fund in sorted(GRANTS - {"fiscal_grant"})
        ]
        told = [{*amounts.values()} for amounts in by_fund if amounts]
        if not told or any(len(amounts) > 1 for amounts in told):
            return set()
        return {sum((amount for (amount,) in told if amount), Decimal(0))}

    def _granted(self, claim: ClaimRecord, measure: str, fund: str) -> dict[str, Decimal | None]:
        """The revenue figures of a fund in the summary of the grants, of the claim's stage and year."""
        return {
            fact.fact_id: fact.amount_yuan
            for fact in self.figures(measure, fund, "revenue")
            if fund_of(fact.statement) == "fiscal_grant" and agrees(fact, claim.phase, claim.period)
        }

    def of_subject(self, claim: ClaimRecord) -> list[FactRecord]:
        """All figures of a claim's subject, of whichever stage, year, fund and column."""
        found: list[FactRecord] = []
        for wanted in self.sense_of(claim).wanted:
            for (measure, column), _ in self.shelves.items():
                if measure == wanted.meaning.measure and (measure in NAMED or not column):
                    meaning = _in_column(wanted, column)
                    found += [figure.fact for figure, _ in self._on_shelf(claim, meaning, None, None)]
        return [fact for fact in found if _same_dimension(claim, fact)]

    def items_of(self, claim: ClaimRecord) -> list[FactRecord]:
        """The items (项) of the class that a claim names, in a statement that prints items only."""
        prefix = self.accounts.class_of(claim.account_path)
        wanted = self.sense_of(claim).wanted
        shelf = self.shelves.get((ACCOUNT, wanted[0].meaning.column)) if wanted and prefix else None
        if prefix is None or shelf is None:
            return []
        asked = Asked(wanted[0].meaning, claim.phase, claim.period)
        for time in dict.fromkeys(shelf.times(claim.phase, claim.period)):
            for statement in sorted(shelf.rows[time], key=lambda name: _place_in(name, ORDER)):
                items = [
                    fact
                    for fact in shelf.rows[time][statement].facts
                    if (fact.account_code or "").startswith(prefix)
                    and not agreement(claim, asked, Figure(fact, shelf.meanings[fact.fact_id])).differ
                ]
                if items:
                    return items if all(len(f.account_code or "") == DIGITS[3] for f in items) else []
        return []

    def classes_of(self, claim: ClaimRecord) -> list[FactRecord]:
        """The economic classes that make 人员经费 (301, 303) or 公用经费 (the others)."""
        sense = self.sense_of(claim)
        shelf = self.shelves.get((ITEM, WHOLE))
        if sense.measure not in ("personnel_expenditure", "public_expenditure") or shelf is None:
            return []
        asked = Asked(sense.wanted[0].meaning, claim.phase, claim.period)
        of_staff = sense.measure == "personnel_expenditure"
        tables: dict[str, list[FactRecord]] = defaultdict(list)
        for time in dict.fromkeys(shelf.times(claim.phase, claim.period)):
            rows = shelf.rows[time].get("basic_expenditure", Rows())
            for code in rows.by_code:
                if len(code) == CLASS and (code in STAFF) == of_staff:
                    for fact in rows.by_code[code]:
                        figure = Figure(fact, shelf.meanings[fact.fact_id])
                        if not self._candidate(claim, asked, figure, SUREST, ()).differ:
                            tables[fact.table_id].append(fact)
        return next(iter(tables.values()), [])


def _shows_which(claim: ClaimRecord, fact: FactRecord) -> bool:
    """Whether a figure is surely of the budget that a claim speaks of."""
    return fact.statement not in of_kind("costs") or of_one_budget(claim, fact)


def _in_column(wanted: Wanted, column: str) -> Meaning:
    meaning = wanted.meaning
    return Meaning(meaning.measure, meaning.fund, meaning.side, meaning.name, meaning.code, column)


def _rank(figure: Figure, fund: str | None, order: Sequence[str]) -> tuple[bool, bool, int]:
    """Figures of the very fund go first, of these the fund's own statement, then as the chapter says."""
    statement = figure.fact.statement
    return figure.meaning.fund != fund, fund_of(statement) != fund, _place_in(statement, order)


def _place_in(statement: str, order: Sequence[str]) -> int:
    return order.index(statement) if statement in order else len(order)


def _same_dimension(claim: ClaimRecord, fact: FactRecord) -> bool:
    """Money against money, counts against counts, points against points."""
    if claim.kind == "score":
        return fact.unit == "分"
    if claim.kind == "count":
        return fact.amount_yuan is None or fact.statement == "institution_operation"
    return fact.amount_yuan is not None


def interval_of(record: FactRecord | ClaimRecord, unit: str | None) -> Interval:
    """The printed number as an interval in ``unit`` (money is converted)."""
    value = record.value if record.value is not None else Decimal(0)
    factor = Decimal(1)
    if record.unit in YUAN and unit in YUAN and record.unit is not None and unit is not None:
        factor = YUAN[record.unit] / YUAN[unit]
    elif record.unit not in YUAN and record.unit not in ("%", "倍", "分", "百分点"):
        return exact(value)
    return printed(value, record.raw, factor)


def figures_in(facts: list[FactRecord], tables: Iterable[TableRecord] = ()) -> list[Figure]:
    """The figures of a document's tables that claims can speak of, each with what it measures."""
    return with_totals(meant_figures(facts, tables))


def with_totals(figures: Sequence[Figure]) -> list[Figure]:
    """Figures that are known one by one, and what those beside them tell of them."""
    figures = whole_items(figures)
    return figures + both_totals(figures)


def meant_figures(facts: Iterable[FactRecord], tables: Iterable[TableRecord]) -> list[Figure]:
    """The figures that claims can speak of with what each measures, whatever stands beside it."""
    titles = {table.table_id: table.title or "" for table in tables}
    figures = []
    for fact in facts:
        if fact.value is None:
            continue
        title = titles.get(fact.table_id, "")
        meaning = figure_meaning(fact, title)
        if meaning is not None and not title and meaning.fund == fund_of(fact.statement) in GENERAL_GRANTS:
            # columns alone do not tell whose money it is: that of one fund, or all
            meaning = meaning._replace(fund=None) if fact.statement in of_kind("accounts") else meaning
        if meaning is not None:
            figures.append(Figure(fact, meaning))
    return figures


def _of_all_grants(figures: Iterable[Figure]) -> frozenset[str]:
    """The statements that are usually of the general public budget, and of which none here says so."""
    funds: dict[str, set[str | None]] = defaultdict(set)
    for figure in figures:
        if fund_of(figure.fact.statement) == "general_public_budget":
            funds[figure.fact.statement].add(figure.fact.fund)
    return frozenset(name for name, found in funds.items() if found == {"fiscal_grant"})


def build_ledger(
    facts: list[FactRecord],
    section_kinds: dict[str, str | None],
    tables: Iterable[TableRecord] = (),
    issuer: str | None = None,
    title: str | None = None,
    elsewhere: Iterable[Figure] = (),
    own: Sequence[Figure] | None = None,
) -> Ledger:
    """The ledger of a document's figures.

    ``section_kinds`` as chapters give them to their parts; ``issuer`` and ``title`` name the body itself;
    figures ``elsewhere`` are those of other documents, of other years or stages than its own. Who has the
    ``own`` figures of these facts and tables already hands them in.
    """
    tables = list(tables)
    own = figures_in(facts, tables) if own is None else own
    figures = [*own, *elsewhere]
    ledger = Ledger(section_kinds=section_kinds)
    for figure in figures:
        named = figure.meaning.measure in NAMED
        ledger.shelves[figure.meaning.measure, figure.meaning.column if named else ""].add(figure, named)
    ledger.accounts = Accounts.of(facts)
    ledger.money = Money.of(figures, tables)
    ledger.of_all_grants = _of_all_grants(own)
    accounts = {fact.row_label for fact in facts if fact.account_code and fact.row_label}
    ledger.reader = Understanding(issuer, title, accounts)
    ledger.labels = frozenset(
        bare(figure.fact.row_label) for figure in own if figure.fact.statement not in of_kind(*OF_THEIR_OWN)
    ) - {""}
    return ledger
