"""The amounts that a narrative speaks of: their subject, their comparisons, and the cells that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.bodies import accounts
from corpus.bodies.model import FUND, GENERAL, GRANTS, OWN, ZERO, Year
from corpus.tables.sheet import MadeSheet, TrueFigure

ALL = (*GRANTS, OWN)
Reference = list[object]
NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十]+[、）)]")


@dataclass(frozen=True, slots=True)
class TracedAmount:
    """An amount in yuan with its prior year and its initial budget, and where the tables have it.

    ``measures`` are the measures, in order of preference, by which figures of the tables are known.
    """

    subject: str
    amount: Decimal
    prior: Decimal
    initial: Decimal
    statement: str
    measures: tuple[str, ...]
    funds: tuple[str, ...] = ALL
    code: str | None = None
    account: tuple[str, ...] = ()
    unit: str = ""
    """In what it is counted, where it is no money."""

    @property
    def change(self) -> Decimal:
        return self.amount - self.prior


def way(moved: Decimal) -> str:
    """The direction of a difference."""
    return "up" if moved > 0 else "down" if moved else "flat"


def quantities(year: Year) -> dict[str, TracedAmount]:
    """The named amounts of a year; ``item:…`` and ``class:…`` are those of the general public budget."""
    general = (GENERAL,)
    opening = year.amount("opening")
    found = {
        "in_out": TracedAmount(
            "收、支总计",
            year.amount("revenue") + opening,
            year.amount("prior") + opening,
            year.amount("initial"),
            "revenue_expenditure_summary",
            ("revenue+opening",),
        ),
        "grant_in_out": TracedAmount(
            "财政拨款收、支总计",
            year.amount("grant_revenue") + year.amount("opening", funds=GRANTS),
            year.amount("prior", funds=GRANTS),
            year.amount("initial", funds=GRANTS),
            "fiscal_grant_summary",
            ("grant_revenue+opening",),
        ),
    }
    for name, subject, statement, measure in (
        ("revenue", "收入合计", "revenue", "revenue"),
        ("grant_revenue", "财政拨款收入", "revenue", "grant_revenue"),
        ("own_revenue", "其他收入", "revenue", "own_revenue"),
        ("total", "支出合计", "expenditure", "total"),
        ("basic", "基本支出", "expenditure", "basic"),
        ("project", "项目支出", "expenditure", "project"),
    ):
        past_measure = "prior" if measure in ("revenue", "grant_revenue", "total") else f"prior_{measure}"
        prior = ZERO if measure == "own_revenue" else year.amount(past_measure)
        found[name] = TracedAmount(
            subject, year.amount(measure), prior, year.amount("initial"), statement, (measure,)
        )
    found["general"] = _account(year, "一般公共预算财政拨款支出", "", general)
    found["general_basic"] = TracedAmount(
        "一般公共预算财政拨款基本支出",
        year.personnel + year.public,
        year.amount("prior_basic", funds=general),
        ZERO,
        "general_public_budget_expenditure",
        ("basic",),
        general,
    )
    before = year.amount("prior_basic", funds=general) - year.operation_prior
    for name, subject, amount, past in (
        ("personnel", "人员经费", year.personnel, before),
        ("public", "公用经费", year.public, year.operation_prior),
    ):
        measures = (f"sum_{name}", f"economic:{name}")
        found[name] = TracedAmount(subject, amount, past, ZERO, "basic_expenditure", measures)
    for name, subject, code in (
        ("meeting", "会议费", "30215"),
        ("training", "培训费", "30216"),
        ("travel", "差旅费", "30211"),
    ):
        found[name] = TracedAmount(
            subject,
            year.economic_amount(code),
            year.usage_prior[name],
            ZERO,
            "institution_operation",
            (f"usage:{name}@final",),
        )
    found["fund"] = TracedAmount(
        "政府性基金预算财政拨款支出",
        year.amount("total", funds=(FUND,)),
        year.amount("prior", funds=(FUND,)),
        ZERO,
        "government_fund",
        ("total",),
        (FUND,),
    )
    now, before_three = year.three_public["final"], year.three_public["prior"]
    for name, subject in (
        ("total", "“三公”经费"),
        ("overseas", "因公出国（境）费"),
        ("vehicles", "公务用车购置及运行维护费"),
        ("vehicle_purchase", "公务用车购置费"),
        ("vehicle_operation", "公务用车运行维护费"),
        ("reception", "公务接待费"),
    ):
        phase = "budget" if year.report_kind == "budget" else "final"
        found[f"three_{name}"] = TracedAmount(
            subject,
            getattr(now, name),
            getattr(before_three, name),
            getattr(year.three_public["budget"], name),
            "three_public",
            (f"three:{name}@{phase}",),
        )
    found["operation"] = TracedAmount(
        "机关运行经费",
        year.public,
        year.operation_prior,
        ZERO,
        "institution_operation",
        ("operation@final", "sum_public", "economic:public"),
    )
    for name, subject in (("goods", "货物"), ("works", "工程"), ("services", "服务")):
        found[name] = TracedAmount(
            f"政府采购{subject}支出",
            year.procurement[name],
            ZERO,
            ZERO,
            "institution_operation",
            (f"procurement:{name}@final",),
        )
    found["procurement"] = TracedAmount(
        "政府采购支出总额",
        sum(year.procurement.values(), ZERO),
        ZERO,
        ZERO,
        "institution_operation",
        ("procurement:total@final",),
    )
    found["overall"] = TracedAmount(
        "部门整体支出绩效自评涉及预算资金",
        year.overall.executed,
        ZERO,
        year.overall.adjusted,
        "performance_overall",
        ("overall:adjusted",),
        funds=(),
    )
    for code in year.codes(general):
        told = year.amount("total", code, general) or year.amount("initial", code, general)
        if told and len(code) != 5:
            kind = "class" if len(code) == 3 else "item"
            subject = accounts.functional()[code] if kind == "class" else "一般公共预算财政拨款支出"
            found[f"{kind}:{code}"] = _account(year, subject, code, general)
    return {
        name: replace(one, prior=year.past[name]) if name in year.past else one for name, one in found.items()
    }


def _account(year: Year, subject: str, code: str, funds: tuple[str, ...]) -> TracedAmount:
    return TracedAmount(
        subject,
        year.amount("total", code, funds),
        year.amount("prior", code, funds),
        year.amount("initial", code, funds),
        "general_public_budget_expenditure",
        ("total",),
        funds,
        code or None,
        tuple(accounts.path(code)) if code else (),
    )


def cells_of(
    sheets: Iterable[MadeSheet], quantity: TracedAmount, measure: str = "", phase: str = ""
) -> list[Reference]:
    """The cell that holds a quantity, or its ``measure`` (change, initial …), as a gold reference.

    The quantity's own statement comes first, then any other; an empty list if no table holds it.
    """
    wanted = (measure,) if measure else quantity.measures
    if phase:
        wanted = tuple(m.split("@")[0] + f"@{phase}" for m in quantity.measures)
    candidates: list[tuple[int, int, MadeSheet, TrueFigure]] = []
    for sheet in sheets:
        for figure in sheet.figures():
            if (
                figure.measure in wanted
                and set(figure.funds) == set(quantity.funds)
                and figure.code == quantity.code
            ):
                away = sheet.statement != quantity.statement
                candidates.append((away, wanted.index(figure.measure), sheet, figure))
    if not candidates:
        return []
    _, _, sheet, figure = min(candidates, key=lambda c: c[:2])
    return [[sheet.statement, figure.code or figure.row, list(figure.col)]]


def prior_cells(sheets: Iterable[MadeSheet], quantity: TracedAmount) -> list[Reference]:
    """The cell that holds the prior year's figure of a quantity, if a table has it."""
    if quantity.measures == ("total",):
        return cells_of(sheets, quantity, "prior")
    return cells_of(sheets, quantity, phase="prior")


def renamed(found: dict[str, TracedAmount], words: dict[str, str]) -> dict[str, TracedAmount]:
    """The quantities under a family's own words for them."""
    return {name: replace(amount, subject=words.get(name, amount.subject)) for name, amount in found.items()}


def class_cells(sheets: Iterable[MadeSheet], quantity: TracedAmount) -> list[Reference]:
    """The cell of a 类 in a summary that lists the classes by name only, out of the quantity's funds."""
    for sheet in sheets:
        for figure in sheet.figures():
            named = NUMBERING.sub("", figure.row or "") == quantity.account[-1] and not figure.code
            if named and figure.measure == "total" and figure.funds == quantity.funds:
                return [[sheet.statement, figure.row, list(figure.col)]]
    return []
