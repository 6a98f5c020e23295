"""The years of one fictional body, each carried on from the one before."""

from __future__ import annotations

import random
from copy import deepcopy
from decimal import Decimal

from corpus.model import ZERO, Item, ThreePublic, Year

USAGE = {"meeting": "30215", "training": "30216", "travel": "30211"}
FEES = {"30217": "reception", "30231": "vehicle_operation"}
REST = "30201"
Key = tuple[str, str]


def carried_on(year: Year, before: Year | None, budget: Year | None = None) -> Year:
    """A year that tells of the year before what that told itself, and of the budget what was published.

    ``before`` is of the same kind of report; ``budget`` is that of the year itself, for final accounts.
    """
    made = deepcopy(year)
    items = {(item.code, item.fund): item for item in made.items}
    for item in made.items:
        # What is carried over is left out: the texts tell the year before by its expenditure.
        item.prior_basic = item.prior_project = item.opening = item.closing = ZERO
        if budget is not None:
            item.initial = ZERO
    if budget is not None:
        for planned in budget.items:
            _item(made, items, planned).initial = planned.basic + planned.project
        made.three_public["budget"] = budget.three_public["budget"]
    if before is not None:
        for past in before.items:
            item = _item(made, items, past)
            item.prior_basic, item.prior_project = past.basic, past.project
        made.three_public["prior"] = before.three_public["final"]
        made.operation_prior = sum((item.public for item in before.items if item.fund == _GENERAL), ZERO)
        made.usage_prior = {name: before.economic.get(code, ZERO) for name, code in USAGE.items()}
    made.items.sort(key=lambda item: (item.code, item.fund))
    return made


_GENERAL = "general_public_budget"


def _item(year: Year, items: dict[Key, Item], like: Item) -> Item:
    key = like.code, like.fund
    if key not in items:
        items[key] = Item(*key)
        year.items.append(items[key])
    return items[key]


def planned_for(budget: Year, accounts: Year) -> Year:
    """A budget with the “三公” that the accounts of the year say was planned."""
    made = deepcopy(budget)
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


def _same(plan: ThreePublic) -> ThreePublic:
    return deepcopy(plan)


def restated(year: Year, rng: random.Random) -> tuple[Year, str, Decimal] | None:
    """A year that tells one figure of the year before anew: the year, the code, and by how much.

    ``None`` if the year before had nothing.
    """
    made = deepcopy(year)
    told = [item for item in made.items if item.prior_basic > 100_000]
    if not told:
        return None
    item = rng.choice(told)
    change = (item.prior_basic * Decimal(rng.randrange(4, 9)) / 100).quantize(Decimal(100))
    item.prior_basic += change
    return made, item.code, change


def corrected(year: Year, rng: random.Random) -> Year:
    """A later issue of a year's disclosure, in which one project's money is another."""
    made = deepcopy(year)
    item = rng.choice([item for item in made.items if item.project > 50_000 and item.fund == _GENERAL])
    change = (item.project / 10).quantize(Decimal(100))
    item.project += change
    first = next(iter(made.project_economic[_GENERAL]))
    made.project_economic[_GENERAL][first] += change
    return made
