"""The years of one fictional body, each carried on from the one before, and what may happen between them.

What is told anew without being a restatement is made here too: a body that takes over another one tells
all of its last year in the new scope (:func:`taken_over`), and an account's money may be told under another
account (:func:`recoded`).
"""

from __future__ import annotations

import random
from copy import deepcopy
from decimal import Decimal

from corpus.bodies import accounts
from corpus.bodies.model import ZERO, Item, ThreePublic, Year
from corpus.telling.quantities import quantities

USAGE = {"meeting": "30215", "training": "30216", "travel": "30211"}
FEES = {"30217": "reception", "30231": "vehicle_operation"}
REST = "30201"
Key = tuple[str, str]
BY_ITEM = ("general", "item:", "class:")
"""Quantities that some budgets compare with last year's outturn, not with last year's budget."""
IN_TOTALS = (
    "in_out", "grant_in_out", "revenue", "grant_revenue", "total", "basic", "general", "general_basic",
    "personnel",
)  # fmt: skip
"""Quantities that the money of an item of the general public budget is part of."""


def carried_on(
    year: Year, before: Year | None, budget: Year | None = None, executed: Year | None = None
) -> Year:
    """A year that tells of the year before what that told itself, and of the budget what was published.

    ``before`` is of the same kind of report; ``budget`` is that of the year itself, for final accounts;
    ``executed`` are last year's accounts, for a budget whose form compares its items with the outturn.
    """
    made = deepcopy(year)
    items = {(item.code, item.fund): item for item in made.items}
    for item in made.items:
        if before is not None:
            item.prior_basic = item.prior_project = ZERO
        if budget is not None:
            item.initial = ZERO
        if made.report_kind == "budget":
            item.opening = item.closing = ZERO
        elif before is not None:
            item.opening = ZERO
    if budget is not None:
        for planned in budget.items:
            _item(made, items, planned).initial = planned.basic + planned.project
        made.three_public["budget"] = budget.three_public["budget"]
        made.overall.initial = sum((item.initial for item in made.items), ZERO)
    if before is not None:
        _tell_of(made, items, before, executed)
    made.items.sort(key=lambda item: (item.code, item.fund))
    return made


def _tell_of(made: Year, items: dict[Key, Item], before: Year, executed: Year | None) -> None:
    """Let a year tell of the one before what that told itself."""
    for past in (executed or before).items:
        item = _item(made, items, past)
        item.prior_basic, item.prior_project = past.basic, past.project
    if made.report_kind != "budget":
        for past in before.items:
            if past.closing:
                item = _item(made, items, past)
                item.opening = past.closing
                item.closing = max(item.closing, past.closing if not item.project else ZERO)
    made.past = {name: one.amount for name, one in quantities(before).items()}
    if executed is not None:
        own = {name: one.amount for name, one in quantities(executed).items()}
        made.past = {name: amount for name, amount in made.past.items() if not name.startswith(BY_ITEM)}
        made.past |= {name: amount for name, amount in own.items() if name.startswith(BY_ITEM)}
    made.three_public["prior"] = before.three_public["final"]
    made.operation_prior = before.public
    made.usage_prior = {name: before.economic.get(code, ZERO) for name, code in USAGE.items()}


_GENERAL = "general_public_budget"
_FUND = "government_fund"


def _item(year: Year, items: dict[Key, Item], like: Item) -> Item:
    key = like.code, like.fund
    if key not in items:
        items[key] = Item(*key)
        year.items.append(items[key])
    return items[key]


def planned_for(budget: Year, accounts: Year) -> Year:
    """A budget with the “三公” that the accounts of the year say was planned, and of their funds.

    Money of a government fund that was planned for and never came is nowhere told apart in the accounts:
    nobody could say that they are right.
    """
    made = deepcopy(budget)
    if all(item.fund != _FUND for item in accounts.items):
        _leave_out_fund(made)
    plan = accounts.three_public["budget"]
    made.three_public = {"budget": plan, "adjusted": plan, "final": plan, "prior": _same(plan)}
    for code, name in FEES.items():
        amount = getattr(plan, name)
        made.economic[REST] = made.economic.get(REST, ZERO) + made.economic.pop(code, ZERO) - amount
        if amount:
            made.economic[code] = amount
    made.economic = dict(sorted(made.economic.items()))
    made.counts = made.counts | {"vehicles": accounts.counts["vehicles"], "fleet": accounts.counts["fleet"]}
    return made


def _leave_out_fund(made: Year) -> None:
    gone = sum((item.basic + item.project for item in made.items if item.fund == _FUND), ZERO)
    made.items = [item for item in made.items if item.fund != _FUND]
    made.project_economic[_FUND] = dict.fromkeys(made.project_economic[_FUND], ZERO)
    made.overall.initial -= gone
    made.overall.adjusted -= gone
    made.overall.executed -= gone


def _same(plan: ThreePublic) -> ThreePublic:
    return deepcopy(plan)


def restated(year: Year, rng: random.Random) -> tuple[Year, str, Decimal] | None:
    """A year that tells one figure of the year before anew: the year, the code, and by how much.

    ``None`` if the year before had nothing.
    """
    made = deepcopy(year)
    told = [item for item in made.items if item.prior_basic > 100_000 and item.fund == _GENERAL]
    if not told:
        return None
    item = rng.choice(told)
    change = (item.prior_basic * Decimal(rng.randrange(4, 9)) / 100).quantize(Decimal(100))
    item.prior_basic += change
    for name in (*IN_TOTALS, f"item:{item.code}", f"class:{item.code[:3]}"):
        if name in made.past:
            made.past[name] += change
    return made, item.code, change


def corrected(year: Year, rng: random.Random) -> Year:
    """A later issue of a year's disclosure, in which one project's money is another, wherever it is told."""
    made = deepcopy(year)
    item = rng.choice([item for item in made.items if item.project > 50_000 and item.fund == _GENERAL])
    change = (item.project / 10).quantize(Decimal(100))
    item.project += change
    first = next(iter(made.project_economic[_GENERAL]))
    made.project_economic[_GENERAL][first] += change
    own = [project for project in made.projects if project.account == item.code][:1]
    for appraised in (*own, made.overall):
        appraised.adjusted += change
        appraised.executed += change
    if made.report_kind == "budget":
        item.initial += change
        for appraised in (*own, made.overall):
            appraised.initial += change
    return made


def taken_over(before: Year, rng: random.Random) -> Year:
    """The year before in the scope of a body that has taken over another one: every figure is larger."""

    def more(amount: Decimal) -> Decimal:
        return (amount * Decimal(f"{rng.uniform(1.15, 1.7):.4f}")).quantize(Decimal("0.01"))

    made = deepcopy(before)
    for item in made.items:
        for name in ("personnel", "public", "project", "closing"):
            setattr(item, name, more(getattr(item, name)))
    made.economic = {code: more(amount) for code, amount in made.economic.items()}
    made.three_public = {
        phase: ThreePublic(
            more(plan.overseas),
            more(plan.vehicle_purchase),
            more(plan.vehicle_operation),
            more(plan.reception),
        )
        for phase, plan in made.three_public.items()
    }
    return made


def recoded(year: Year, old: str, new: str) -> Year:
    """A year that tells the money of one account under another one."""
    made = deepcopy(year)
    for item in made.items:
        item.code = new if item.code == old else item.code
    for project in made.projects:
        project.account = new if project.account == old else project.account
    made.items.sort(key=lambda item: (item.code, item.fund))
    return made


def other_code(year: Year, rng: random.Random) -> tuple[str, str] | None:
    """An account of a year's projects, and another one of the same 款 that the year has not."""
    used = {item.code for item in year.items}
    pairs = [
        (project.account, code)
        for project in year.projects
        for code in accounts.functional()
        if len(code) == 7 and code[:5] == project.account[:5] and code not in used
    ]
    return rng.choice(sorted(set(pairs))) if pairs else None
