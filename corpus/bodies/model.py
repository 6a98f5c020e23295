"""One year of a fictional public body, exact to the fen: what its disclosure is printed from.

All amounts are ``Decimal`` yuan with two places. In final accounts ``Item.basic`` and
``Item.project`` are the outturn (决算数), in a budget the year's budget (预算数).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from corpus.bodies import accounts

ZERO = Decimal("0.00")
GENERAL, FUND, CAPITAL, OWN = "general_public_budget", "government_fund", "state_capital", "other"
GRANTS = (GENERAL, FUND, CAPITAL)


class UnknownMeasure(ValueError):
    """A form asks for a measure that the model does not have."""


@dataclass(slots=True)
class Item:
    """Expenditure under one functional 项 out of one fund."""

    code: str
    fund: str
    personnel: Decimal = ZERO
    public: Decimal = ZERO
    project: Decimal = ZERO
    initial: Decimal = ZERO
    prior_basic: Decimal = ZERO
    prior_project: Decimal = ZERO
    opening: Decimal = ZERO
    closing: Decimal = ZERO

    @property
    def basic(self) -> Decimal:
        return self.personnel + self.public


@dataclass(slots=True)
class Indicator:
    """A performance indicator (绩效指标) with its outcome."""

    level1: str
    level2: str
    name: str
    operator: str
    target: str
    unit: str
    actual: str
    weight: int
    score: Decimal


@dataclass(slots=True)
class Project:
    """A project (项目) with its money and indicators."""

    account: str
    name: str
    code: str
    initial: Decimal
    adjusted: Decimal
    executed: Decimal
    indicators: list[Indicator]

    @property
    def rate(self) -> Decimal:
        """Execution in percent of the adjusted budget, two places."""
        return percent(self.executed, self.adjusted)


@dataclass(slots=True)
class ThreePublic:
    """“三公” money, by item, in one phase."""

    overseas: Decimal
    vehicle_purchase: Decimal
    vehicle_operation: Decimal
    reception: Decimal

    @property
    def vehicles(self) -> Decimal:
        return self.vehicle_purchase + self.vehicle_operation

    @property
    def total(self) -> Decimal:
        return self.overseas + self.vehicles + self.reception


@dataclass(slots=True)
class Year:
    """A public body's year."""

    place: str
    body: str
    body_kind: str
    report_kind: str
    year: int
    duties: list[str]
    offices: list[str]
    items: list[Item]
    economic: dict[str, Decimal]
    projects: list[Project]
    overall: Project
    three_public: dict[str, ThreePublic]
    counts: dict[str, int]
    procurement: dict[str, Decimal]
    operation_prior: Decimal
    usage_prior: dict[str, Decimal]
    project_economic: dict[str, dict[str, Decimal]]
    reasons: dict[str, list[str]] = field(default_factory=dict)
    past: dict[str, Decimal] = field(default_factory=dict)
    """What last year's own disclosure told, by the name of the quantity, where there is one."""

    @property
    def kind(self) -> str:
        """单位 or 部门, as the titles have it."""
        return "单位" if self.body_kind == "unit" else "部门"

    @property
    def issuer(self) -> str:
        return self.place + self.body

    def codes(self, funds: Iterable[str]) -> list[str]:
        """类, 款 and 项 that have money out of ``funds``, in order of code."""
        found: set[str] = set()
        for item in self.items:
            if item.fund in funds and any(
                (
                    item.basic,
                    item.project,
                    item.initial,
                    item.opening,
                    item.closing,
                    item.prior_basic,
                    item.prior_project,
                )
            ):
                found.update((*accounts.parents(item.code), item.code))
        return sorted(found)

    def amount(self, measure: str, prefix: str = "", funds: Iterable[str] = (*GRANTS, OWN)) -> Decimal:
        """Sum of ``measure`` over the items below ``prefix`` out of ``funds``, in yuan."""
        return sum(
            (measured(i, measure) for i in self.items if i.code.startswith(prefix) and i.fund in funds), ZERO
        )

    def economic_amount(self, prefix: str = "") -> Decimal:
        """Basic expenditure of the general public budget under an economic account, in yuan."""
        return sum((v for k, v in self.economic.items() if k.startswith(prefix)), ZERO)

    def economic_total(self, prefix: str = "", funds: Iterable[str] = (*GRANTS, OWN)) -> Decimal:
        """All expenditure out of ``funds`` under an economic account, in yuan."""
        basic = self.economic_amount(prefix) if GENERAL in funds else ZERO
        parts = [
            v for f in funds for k, v in self.project_economic.get(f, {}).items() if k.startswith(prefix)
        ]
        return basic + sum(parts, ZERO)

    @property
    def personnel(self) -> Decimal:
        """人员经费: 301 and 303."""
        return self.economic_amount("301") + self.economic_amount("303")

    @property
    def public(self) -> Decimal:
        """公用经费: 302 and 310."""
        return self.economic_amount("302") + self.economic_amount("310")


def measured(item: Item, measure: str) -> Decimal:
    """One item's amount of ``measure``, in yuan.

    Raises :class:`UnknownMeasure`.
    """
    match measure:
        case "total":
            return item.basic + item.project
        case "basic" | "personnel" | "public" | "project" | "initial" | "opening" | "closing":
            return getattr(item, measure)
        case "revenue":
            return item.basic + item.project + item.closing - item.opening
        case "grant_revenue":
            return measured(item, "revenue") if item.fund in GRANTS else ZERO
        case "own_revenue":
            return measured(item, "revenue") if item.fund == OWN else ZERO
        case "prior":
            return item.prior_basic + item.prior_project
        case "prior_basic" | "prior_project":
            return getattr(item, measure)
        case "change":
            return measured(item, "total") - measured(item, "prior")
        case "nothing":
            return ZERO
    raise UnknownMeasure(f"no measure {measure!r}")


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` in percent of ``whole``, two places; 0 where there is no whole."""
    if not whole:
        return ZERO
    return (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
