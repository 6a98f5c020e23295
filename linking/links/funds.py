"""Funds of which a document shows that they hold the same money.

Where the total of one fund is the total of another that takes it in, each part of the one is that of
the other: a body that has nothing but fiscal grants says 支出 for both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from linking.intervals import TEN_THOUSAND, Interval, printed
from linking.links.conditions import Figure
from linking.meaning.meaning import ACCOUNT, ALL
from records.file_tables import FactRecord, TableRecord
from records.lexicon.groups import BUDGETS, CARRIED, GENERAL_GRANTS, OTHER_GRANTS, PARTED_USES, TOTALS, YUAN
from records.lexicon.statements import fund_of
from records.narrative_tables import ClaimRecord

PARTS_OF_GRANTS = ("general_public_budget", *sorted(OTHER_GRANTS))

OF_THE_YEAR = TOTALS - {"grand_total"}
COUNTED = OF_THE_YEAR | PARTED_USES
WITH_EARLIER_YEARS = CARRIED | {"grand_total", "use_of_surplus"}
"""Measures of what the year before left: totals of this year say nothing of it."""
ALL_OF_IT = "all"
WIDE = (ALL, "fiscal_grant", "general_public_budget")
Sort = tuple[str, str | None, str | None, int | None]
"""A use of money or all of it, with side, stage and year."""


@dataclass(slots=True)
class Money:
    """The totals of each fund, by what they are of; ``nil``: funds whose statements are empty."""

    totals: dict[Sort, dict[str, set[Decimal]]] = field(default_factory=dict)
    nil: frozenset[str] = frozenset()
    of_outturn: bool = False
    """Whether the statements show what was spent: an empty one does not say that nothing was planned."""
    said: dict[tuple[str | None, int | None], dict[str, set[Decimal]]] = field(default_factory=dict)
    """What the text says of the other grants, in the units that it prints, by stage and year."""
    accounts: dict[str, frozenset[str]] = field(default_factory=dict)
    """The codes of the accounts that the statements of one fund list, by fund."""
    of_grants: frozenset[str] = frozenset()
    """The chapters whose titles say 财政拨款 and name no fund: of all grants, or of the general budget."""

    @classmethod
    def of(cls, figures: Iterable[Figure], tables: Iterable[TableRecord] = ()) -> Money:
        """The totals among ``figures``, and the funds whose ``tables`` hold nothing but zero."""
        figures, tables = list(figures), list(tables)
        filled = {figure.fact.statement for figure in figures if figure.fact.value}
        totals: dict[Sort, dict[str, set[Decimal]]] = defaultdict(lambda: defaultdict(set))
        for figure in figures:
            fact, meaning = figure.fact, figure.meaning
            if meaning.measure in COUNTED and meaning.fund and fact.amount_yuan is not None:
                totals[_sort(figure)][meaning.fund].add(fact.amount_yuan)
        nil = frozenset({table.statement for table in tables} - filled) & OTHER_GRANTS
        own = {(table.document_id, table.table_id) for table in tables}
        of_outturn = any(
            figure.fact.phase == "final" and (figure.fact.document_id, figure.fact.table_id) in own
            for figure in figures
        )
        accounts: dict[str, set[str]] = defaultdict(set)
        for figure in figures:
            code = figure.fact.account_code
            if not code or figure.meaning.measure != ACCOUNT or figure.meaning.fund == "fiscal_grant":
                continue  # 财政拨款支出表 lists those of all grants
            fund = fund_of(figure.fact.statement)
            if fund in PARTS_OF_GRANTS:
                accounts[fund].add(code)
        listed = {fund: frozenset(codes) for fund, codes in accounts.items()}
        return cls({sort: dict(funds) for sort, funds in totals.items()}, nil, of_outturn, accounts=listed)

    def is_one(self, fund: str | None, figure: Figure) -> bool:
        """Whether the fund asked for and that of the figure hold the same money.

        If no fund is asked for, all those of which the totals are known must.
        """
        given, sort = figure.meaning.fund, _sort(figure, ALL_OF_IT)
        if {fund, given} == GENERAL_GRANTS and self._gives_nothing(sort, OTHER_GRANTS):
            return True
        if figure.meaning.measure in WITH_EARLIER_YEARS:
            return False
        return self._is_one(fund, given, self.totals.get(sort, {})) or (
            figure.meaning.measure in PARTED_USES
            and self._is_one(fund, given, self.totals.get(_sort(figure), {}))
        )

    def _gives_nothing(self, sort: Sort, funds: Iterable[str]) -> bool:
        """Whether each of ``funds`` has an empty statement, or nothing but zero for its total."""
        known = self.totals.get(sort, {})
        return all(fund in self.nil or known.get(fund) == {Decimal(0)} for fund in funds)

    def hear(self, claims: Iterable[ClaimRecord]) -> None:
        """Takes in what the text says of the other grants."""
        for claim in claims:
            if claim.kind == "level" and claim.fund in OTHER_GRANTS and claim.value is not None:
                told = self.said.setdefault((claim.phase, claim.period), defaultdict(set))
                told[claim.fund].add(claim.value)

    def leaves_room(self, claim: ClaimRecord, fund: str | None, figure: Figure) -> bool:
        """Whether another fund may have been planned, though none came: the rest of a plan of all grants.

        No rest is less than nothing: what the general public budget has above all grants is no other fund's.
        """
        fact, sort = figure.fact, _sort(figure, ALL_OF_IT)
        if not self.of_outturn or fact.phase not in BUDGETS or {fund, figure.meaning.fund} != GENERAL_GRANTS:
            return False
        for known in (self.totals.get(sort, {}), self.said.get((fact.phase, fact.period), {})):
            if all(known.get(one) == {Decimal(0)} for one in OTHER_GRANTS):
                return False
        if claim.kind != "level":
            return True
        told, shown = _yuan(claim), _yuan(fact)
        general, grants = (shown, told) if fund == "fiscal_grant" else (told, shown)
        return general.high < grants.low

    def holds_more(self, claim: ClaimRecord, figure: Figure) -> bool:
        """Whether another fund may give what the general budget has less than a chapter of 财政拨款 tells.

        农林水支出7万元, of which the general budget lists 6万元 and the government fund some, too.
        """
        fact, general = figure.fact, figure.meaning.fund == "general_public_budget"
        if not general or claim.fund != "fiscal_grant" or claim.section_id not in self.of_grants:
            return False
        if not self._others_have_some(figure):
            return False
        # a share or rate asks for the amount that it is of, and does not tell it
        return claim.amount_yuan is None or _yuan(fact).high < _yuan(claim).low

    def is_of_several(self, claim: ClaimRecord) -> bool:
        """Whether a claim stands in a chapter of 财政拨款, and funds beside the general budget give some."""
        return claim.section_id in self.of_grants and any(
            amounts != {Decimal(0)}
            for (_, _, *time), known in self.totals.items()
            for fund, amounts in known.items()
            if fund in OTHER_GRANTS and time == [claim.phase, claim.period]
        )

    def _others_have_some(self, figure: Figure) -> bool:
        """Whether another fund gives money to what a figure is of: its account, its use, or at all."""
        code = figure.fact.account_code
        listed = [self.accounts[one] for one in OTHER_GRANTS if one in self.accounts]
        if code and listed and figure.meaning.measure == ACCOUNT:
            return any(code in codes for codes in listed)
        for sort in (_sort(figure), _sort(figure, ALL_OF_IT)):
            known = self.totals.get(sort, {})
            told = [amounts for one in OTHER_GRANTS if (amounts := known.get(one))]
            if told:
                return any(amounts != {Decimal(0)} for amounts in told)
        return False

    def gives_alone(self, fund: str | None, figure: Figure) -> bool:
        """Whether all grants to the account of a figure come from the fund of its statement.

        The account is in the list of that fund, and in none of the other funds', which are there too.
        """
        given, code = fund_of(figure.fact.statement), figure.fact.account_code
        if fund != "fiscal_grant" or given not in PARTS_OF_GRANTS or figure.meaning.measure != ACCOUNT:
            return False
        others = [self.accounts[one] for one in PARTS_OF_GRANTS if one != given and one in self.accounts]
        return bool(code and others) and all(code not in codes for codes in others)

    def _is_one(self, fund: str | None, given: str | None, known: dict[str, set[Decimal]]) -> bool:
        if fund == "fiscal_grant" and fund not in known and given == "general_public_budget":
            fund = ALL  # nothing but that fund came in: then the grants are what it gave
        if given not in known or fund is not None and fund not in known:
            return False
        funds = [fund] if fund is not None else [one for one in WIDE if one in known and one != given]
        amounts = [known[one] for one in (given, *funds) if one is not None]
        return len(amounts) > 1 and len(amounts[0]) == 1 and all(one == amounts[0] for one in amounts[1:])


def _yuan(one: ClaimRecord | FactRecord) -> Interval:
    return printed(one.value or Decimal(0), one.raw, YUAN.get(one.unit or "", TEN_THOUSAND))


def _sort(figure: Figure, sort: str | None = None) -> Sort:
    fact, measure = figure.fact, figure.meaning.measure
    sort = sort or (measure if measure in PARTED_USES else ALL_OF_IT)
    return sort, figure.meaning.side, fact.phase, fact.period
