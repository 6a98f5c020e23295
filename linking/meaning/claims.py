"""What a claim measures, by the words of its subject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from linking.labels import bare
from linking.meaning.meaning import ACCOUNT, ITEM, LABEL, WHOLE, Meaning, of_fund
from linking.meaning.special import special_claim
from nlp.understanding.left_over import Understanding
from records.lexicon.groups import CARRIED, GENERAL_GRANTS, GRANTS, PARTS_OF_EXPENDITURE
from records.lexicon.reading import REVENUE_OF, Reading
from records.lexicon.statements import fund_of, side_of
from records.lexicon.terms import USES, count_of, terms, wholes_of
from records.narrative_tables import ClaimRecord

UNDER = {"three_public": "three_public_expenditure", "procurement": "procurement"}
"""What the subjects of a chapter are parts of, where they do not say so."""
RELATED = {
    "institution_operation": ("public_expenditure",),
    "vehicles_held": ("vehicles",),
    "official_vehicles": (),
}
"""Measures that often are the same figure, and need not be."""
OF_ITEMS = frozenset({"basic_expenditure", "general_public_budget_expenditure"})
"""Chapters about money of which the items (经济分类款) are printed."""

TAX = "税"
"""How the names of taxes end, which are revenue wherever they are told."""


class Wanted(NamedTuple):
    """A meaning that a claim may have; ``doubts`` name what is not sure about it.

    With ``phase``, it is one for that stage only.
    """

    meaning: Meaning
    doubts: tuple[str, ...] = ()
    phase: str | None = None


class Sense(NamedTuple):
    """All that a claim may mean, best first. ``any_phase``: the text does not say budget or outturn."""

    wanted: tuple[Wanted, ...] = ()
    any_phase: bool = False
    understood: bool = True
    left: tuple[str, ...] = ()

    @property
    def measure(self) -> str | None:
        """The measure that the words say first."""
        return self.wanted[0].meaning.measure if self.wanted else None


def sense_of(
    claim: ClaimRecord,
    kind: str | None,
    reader: Understanding,
    labels: frozenset[str],
    of_all_grants: frozenset[str] = frozenset(),
) -> Sense:
    """What a claim of a chapter about ``kind`` means.

    ``reader`` knows the document's accounts and its own names, ``labels`` are the bare labels of its rows.
    Statements ``of_all_grants`` are not of the one fund that they usually are of.
    """
    of_chapter = "fiscal_grant" if kind in of_all_grants else fund_of(kind)
    if claim.account_path:
        return Sense(tuple(_accounts(claim, of_chapter)))
    subject = bare(claim.subject)
    rule = special_claim(claim, subject, kind)
    if rule is not None:
        wanted = tuple(_special(name, claim, of_chapter) for name in rule.measures)
        return Sense(wanted, rule.any_phase)
    unit = claim.unit if claim.kind == "count" else None
    said = _reading(claim, UNDER.get(kind or ""), unit, reader)
    fund = said.fund or _narrowed(claim.fund, of_chapter)
    side = _side(said, claim, kind)
    measure = said.measure or _of_fund_alone(said, claim, side)
    if claim.measure in USES and measure in (None, "current_year_expenditure"):
        measure = claim.measure  # what a fund gives to a use named before: “三公”…（其中：一般公共预算支出…）
    if said.accounts and measure in PARTS_OF_EXPENDITURE | {"current_year_expenditure"}:
        measure = None  # what is spent on the account that the words name, not the whole of it all
    row = subject if subject in labels else subject.removesuffix("项目")
    known = claim.understood and (said.whole or row in labels)
    doubts = () if known else ("subject",)
    alone = reader.read(claim.subject or "", unit).measure
    if said.measure is not None and alone is None and said.measure == UNDER.get(kind or ""):
        doubts = (*doubts, "scope")  # 局机关8万元 among parts: a body's name is no measure
    found: list[Wanted] = []
    if measure is not None:
        found.append(Wanted(Meaning(of_fund(measure, fund), fund, side), doubts))
        if fund == "fiscal_grant" and of_chapter in GRANTS - {fund}:
            # 财政拨款支出 in a fund's own chapter: most often that fund's, not surely
            found.append(Wanted(Meaning(of_fund(measure, of_chapter), of_chapter, side), (*doubts, "fund")))
        found += _related(measure, fund, side)
        if measure in ("current_year_expenditure", "fiscal_grant_revenue") and fund in GENERAL_GRANTS:
            found.append(Wanted(Meaning("overall_grant_budget", fund, side), doubts, "initial_budget"))
        account = terms()[measure].account if measure in terms() else None
        if account:
            own = kind in OF_ITEMS or len(account) == 3
            found.append(
                Wanted(
                    Meaning(ITEM, fund or "general_public_budget", side, subject, account),
                    doubts if own else ("measure",),
                )
            )
    elif said.accounts and said.whole:
        name = bare(said.accounts[-1])
        found.append(Wanted(Meaning(ACCOUNT, fund, side, name, None, _column(claim)), doubts))
        # 职业年金缴费 is no functional account; elsewhere an economic one may be paid by other funds too
        unsure = doubts if kind in OF_ITEMS else (*doubts, "measure")
        found.append(Wanted(Meaning(ITEM, fund or "general_public_budget", side, name), unsure))
    if row in labels and (measure is None or not said.whole):
        found.append(Wanted(Meaning(LABEL, fund, side, row)))
        if measure is None and (side in (None, "revenue") or row.endswith(TAX)):  # a statement by accounts
            found.append(Wanted(Meaning(ACCOUNT, fund, "revenue", row, None, WHOLE), ("account",)))
    return Sense(tuple(found), understood=known, left=said.left + said.qualifiers)


def _reading(claim: ClaimRecord, under: str | None, unit: str | None, reader: Understanding) -> Reading:
    """What the subject says; 国内公务接待 with 批次 is the count of its whole."""
    said = reader.read(claim.subject or "", unit, None if unit else under)
    if unit is None or said.measure is not None:
        return said
    money = reader.read(claim.subject or "", None, under)
    wholes = wholes_of(money.measure) if money.measure else ()
    counts = {count for whole in wholes if (count := count_of(whole, unit))}
    return replace(money, measure=counts.pop()) if len(counts) == 1 else said


def _accounts(claim: ClaimRecord, of_chapter: str | None) -> Iterator[Wanted]:
    """The account of a claim; 财政拨款 in a fund's chapter is that fund or all grants."""
    fund = _narrowed(claim.fund, of_chapter)
    account = Meaning(
        ACCOUNT, fund, claim.side, bare(claim.account_path[-1]), claim.account_code, _column(claim)
    )
    yield Wanted(account)
    if fund != claim.fund and claim.fund is not None:
        yield Wanted(account._replace(fund=claim.fund), ("fund",))


def _column(claim: ClaimRecord) -> str:
    return claim.measure if claim.measure in PARTS_OF_EXPENDITURE else WHOLE


def _special(name: str, claim: ClaimRecord, of_chapter: str | None) -> Wanted:
    measure = name.removesuffix("~")
    doubts = ("measure",) if name.endswith("~") else ()
    return Wanted(Meaning(measure, _narrowed(claim.fund, of_chapter), claim.side), doubts)


def _narrowed(fund: str | None, of_chapter: str | None) -> str | None:
    """The fund of a claim: 财政拨款 in a fund's own chapter is that fund's."""
    if fund is None or fund == "fiscal_grant" and of_chapter in GRANTS:
        return of_chapter or fund
    return fund


def _side(said: Reading, claim: ClaimRecord, kind: str | None) -> str | None:
    """The side that the words say, or the chapter; of a phrase about both sides that of the claim."""
    if len(said.sides) == 1:
        return said.sides[0]
    return claim.side or side_of(kind)


def _of_fund_alone(said: Reading, claim: ClaimRecord, side: str | None) -> str | None:
    """The measure of words that name a fund, or both sides, and nothing else."""
    if said.accounts or said.left or said.qualifiers:
        return None
    if len(said.sides) == 2:
        return f"current_year_{side}" if side else None
    if said.fund is None:
        return None
    if claim.measure in CARRIED:
        return claim.measure  # what the fund left, or found left, of the years before
    if claim.measure is not None and claim.measure in USES and claim.side == "expenditure":
        return claim.measure  # what the fund gives to this use, not all that it gives
    if side == "revenue" or claim.measure == "fiscal_grant_revenue":
        return REVENUE_OF.get(said.fund)
    return "current_year_expenditure" if side == "expenditure" else None


def _related(measure: str, fund: str | None, side: str | None) -> list[Wanted]:
    """Measures that the words may mean as well: a total with or without what is carried over."""
    also: tuple[str, ...] = RELATED.get(measure, ())
    if measure == "grand_total" and side:
        also = (f"current_year_{side}",)
    elif measure in ("current_year_revenue", "current_year_expenditure"):
        also = ("grand_total",)
    return [Wanted(Meaning(of_fund(one, fund), fund, side), ("measure",)) for one in also]
