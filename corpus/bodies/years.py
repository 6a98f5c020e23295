"""A year of a fictional public body from a seed: all its amounts, to the fen."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from corpus.bodies.model import FUND, GENERAL, OWN, ZERO, Indicator, Item, Project, ThreePublic, Year
from records.rule_files import load_rules


@cache
def _bodies() -> dict[str, Any]:
    return load_rules(Path(__file__).with_name("bodies.toml"))


def _money(rng: random.Random, low: int, high: int, round_to: int = 0) -> Decimal:
    """Random yuan between ``low`` and ``high``; to the fen, or to ``round_to`` yuan."""
    if round_to:
        return Decimal(rng.randrange(low, high) // round_to * round_to).quantize(Decimal("0.01"))
    return (Decimal(rng.randrange(low * 100, high * 100)) / 100).quantize(Decimal("0.01"))


def _scaled(rng: random.Random, amount: Decimal, low: float, high: float) -> Decimal:
    return (amount * Decimal(f"{rng.uniform(low, high):.4f}")).quantize(Decimal("0.01"))


def _split(rng: random.Random, amount: Decimal, weights: dict[str, float]) -> dict[str, Decimal]:
    """``amount`` over the keys of ``weights``, to the fen; the first key takes the remainder."""
    noisy = {key: weight * rng.uniform(0.6, 1.4) for key, weight in weights.items()}
    whole = sum(noisy.values())
    parts = {k: (amount * Decimal(w / whole)).quantize(Decimal("0.01")) for k, w in noisy.items()}
    first = next(iter(parts))
    parts[first] += amount - sum(parts.values(), ZERO)
    return parts


def _outcome(rng: random.Random, row: list[str], weight: int) -> Indicator:
    level1, level2, name, operator, target, unit = row
    actual, score = target, Decimal(weight)
    if operator in "≥≤" and rng.random() < 0.6:
        number = Decimal(target)
        step = Decimal("0.1") if "." in target else Decimal(1)
        spread = (number * Decimal("0.08")).quantize(step)
        actual = str(number + (spread if operator == "≥" else -spread))
        if unit == "%" and Decimal(actual) > 100:
            actual = "100"
    if rng.random() < 0.12 and operator == "≥":
        step = Decimal("0.1") if "." in target or unit == "%" else Decimal(1)
        actual = str((Decimal(target) * Decimal("0.9")).quantize(step))
        score = (score * Decimal("0.9")).quantize(Decimal("0.1"))
    return Indicator(level1, level2, name, operator, target, unit, actual, weight, score)


def _project(rng: random.Random, row: list[Any], year: int, budget: bool, part: int) -> Project:
    account, name, indicators = row
    name += f"（第{part}期）" if part else ""
    initial = _money(rng, 60_000, 3_400_000, 100)
    adjusted = initial if budget or rng.random() < 0.4 else _scaled(rng, initial, 0.5, 1.6)
    executed = adjusted if budget or rng.random() < 0.3 else _scaled(rng, adjusted, 0.62, 1.0)
    weights = [90 // len(indicators)] * len(indicators)
    weights[0] += 90 - sum(weights)
    code = f"{rng.randrange(320000, 450000)}{year % 100}{rng.randrange(10**9, 10**10)}"
    made = [_outcome(rng, i, w) for i, w in zip(indicators, weights, strict=True)]
    return Project(account, name, code, initial, adjusted, executed, made)


def _overall(rng: random.Random, name: str, year: int, items: list[Item], projects: list[Project]) -> Project:
    """The body's own evaluation (部门整体自评): all its money, and indicators of its management."""
    executed = sum((i.basic + i.project for i in items), ZERO)
    unspent = sum((p.adjusted - p.executed for p in projects), ZERO)
    rows = _bodies()["overall"]
    weights = [90 // len(rows)] * len(rows)
    weights[-1] += 90 - sum(weights)
    made = [_outcome(rng, row, weight) for row, weight in zip(rows, weights, strict=True)]
    code = f"{rng.randrange(500000, 520000)}{year % 100}Z{rng.randrange(10**6, 10**7)}"
    initial = sum((i.initial for i in items), ZERO)
    return Project("", f"{name}整体自评", code, initial, executed + unspent, executed, made)


def _economic(rng: random.Random, items: list[Item], three: ThreePublic) -> dict[str, Decimal]:
    """Basic expenditure of the general public budget by economic account."""
    basic = {i.code: i for i in items if i.fund == GENERAL}
    fixed: dict[str, Decimal] = {}
    for code, account in (
        ("2080505", "30108"),
        ("2080506", "30109"),
        ("2101101", "30110"),
        ("2101102", "30110"),
        ("2101103", "30111"),
        ("2089999", "30112"),
        ("2210201", "30113"),
        ("2080501", "30302"),
        ("2080502", "30302"),
        ("2080801", "30304"),
    ):
        if code in basic:
            fixed[account] = fixed.get(account, ZERO) + basic[code].personnel
    rest = sum((i.personnel for i in basic.values()), ZERO) - sum(fixed.values(), ZERO)
    wages = {
        "30101": 5.0,
        "30102": 4.0,
        "30103": 3.0,
        "30107": 2.0,
        "30199": 0.7,
        "30305": 0.1,
        "30309": 0.02,
    }
    fixed |= _split(rng, rest, wages)
    fixed["30217"], fixed["30231"] = three.reception, three.vehicle_operation
    public = sum((i.public for i in basic.values()), ZERO) - three.reception - three.vehicle_operation
    goods = {
        "30201": 4.0, "30202": 1.0, "30204": 0.02, "30205": 0.3, "30206": 1.0, "30207": 0.8, "30209": 1.5,
        "30211": 1.2, "30213": 1.0, "30215": 0.2, "30216": 0.4, "30226": 1.0, "30227": 1.0, "30228": 1.4,
        "30229": 0.6, "30239": 2.5, "30299": 1.0, "31002": 0.5,
    }  # fmt: skip
    kept = {k: w for k, w in goods.items() if k == "30201" or rng.random() < 0.75}
    fixed |= _split(rng, public, kept)
    return {k: v for k, v in sorted(fixed.items()) if v}


def _usage_prior(rng: random.Random, economic: dict[str, Decimal]) -> dict[str, Decimal]:
    """Last year's meetings, training and travel (会议费, 培训费, 差旅费)."""
    codes = {"meeting": "30215", "training": "30216", "travel": "30211"}
    return {name: _scaled(rng, economic.get(code, ZERO), 0.6, 1.6) for name, code in codes.items()}


def _three_public(rng: random.Random, budget: bool) -> dict[str, ThreePublic]:
    fleet = rng.random() < 0.75
    plan = ThreePublic(
        ZERO,
        _money(rng, 150_000, 190_000, 100) if fleet and rng.random() < 0.3 else ZERO,
        _money(rng, 20_000, 140_000, 100) if fleet else ZERO,
        _money(rng, 2_000, 30_000, 100) if rng.random() < 0.8 else ZERO,
    )

    def less(amount: Decimal, low: float) -> Decimal:
        return amount if budget else _scaled(rng, amount, low, 1.0)

    final = ThreePublic(
        ZERO,
        less(plan.vehicle_purchase, 0.9),
        less(plan.vehicle_operation, 0.5),
        less(plan.reception, 0.2),
    )
    prior = ThreePublic(ZERO, ZERO, plan.vehicle_operation, _scaled(rng, plan.reception, 0.8, 1.5))
    return {"budget": plan, "adjusted": final, "final": final, "prior": prior}


def make_year(
    seed: int, report_kind: str, year: int, size: int = 1, whose: tuple[str, str] | None = None
) -> Year:
    """The year of a body chosen and filled by ``seed``.

    ``size`` multiplies the number of projects; ``whose`` names place and body, if they are not to be chosen.
    """
    rng = random.Random(f"{seed} {report_kind} {year}")
    known = _bodies()
    chosen = rng.choice(known["body"])
    if whose is not None:
        chosen = next(one for one in known["body"] if one["name"] == whose[1])
    budget = report_kind == "budget"
    step = 100 if budget else 0
    three = _three_public(rng, budget)
    staff = rng.randrange(12, 90)
    unit = chosen["kind"] == "unit"

    def basic(code: str, low: int, high: int, public: bool = False) -> Item:
        people = _money(rng, low * staff, high * staff, step)
        item = Item(code, GENERAL, people)
        if public:
            running = three["final"].reception + three["final"].vehicle_operation
            item.public = running + _money(rng, 9_000 * staff, 21_000 * staff, step)
        return item

    items = [basic(chosen["operation"], 62_000, 98_000, public=True)]
    items.append(basic("2080502" if unit else "2080501", 2_000, 9_000))
    items += [basic("2080505", 9_000, 12_000), basic("2080506", 4_500, 6_000)]
    items += [basic("2101102" if unit else "2101101", 4_000, 6_000), basic("2210201", 8_000, 11_000)]
    items += [basic(c, 300, 2_500) for c in ("2089999", "2101103", "2080801") if rng.random() < 0.5]
    projects = [
        _project(rng, row, year, budget, part if size > 1 else 0)
        for row in chosen["projects"]
        for part in range(1, size + 1)
    ]
    for code in sorted({p.account for p in projects}):
        of_code = [p for p in projects if p.account == code]
        item = Item(code, GENERAL, project=sum((p.executed for p in of_code), ZERO))
        if rng.random() < 0.4:
            item.opening = _scaled(rng, item.project, 0.02, 0.2)
            item.closing = ZERO if budget else _scaled(rng, item.opening, 0.0, 0.6)
        items.append(item)
    if "fund" in chosen and rng.random() < 0.7:
        items.append(Item(chosen["fund"], FUND, project=_money(rng, 90_000, 2_400_000, step)))
    if rng.random() < 0.6:
        items.append(Item(chosen["operation"], OWN, public=_money(rng, 900, 60_000, step)))
    for item in items:
        item.initial = (
            item.basic + item.project if budget else _scaled(rng, item.basic + item.project, 0.7, 1.3)
        )
        item.prior_basic = _scaled(rng, item.basic, 0.85, 1.2)
        item.prior_project = _scaled(rng, item.project, 0.5, 1.7)
    items.sort(key=lambda i: (i.code, i.fund))
    contracts = [_money(rng, 0, 900_000, 100) if rng.random() < 0.6 else ZERO for _ in range(3)]
    public = sum((i.public for i in items if i.fund == GENERAL), ZERO)
    economic = _economic(rng, items, three["final"])
    projected = sum((i.project for i in items if i.fund == GENERAL), ZERO)
    counts = {
        "staff": staff,
        "vehicles": rng.randrange(1, 6) if three["final"].vehicle_operation else 0,
        "reception_groups": rng.randrange(2, 40) if three["final"].reception else 0,
        "purchased_vehicles": 1 if three["final"].vehicle_purchase else 0,
    }
    counts["fleet"] = counts["vehicles"] + (rng.randrange(3) if counts["vehicles"] else 0)
    counts["reception_people"] = counts["reception_groups"] * rng.randrange(4, 11)
    return Year(
        place=rng.choice(known["places"]) if whose is None else whose[0],
        body=chosen["name"],
        body_kind=chosen["kind"],
        report_kind=report_kind,
        year=year,
        duties=chosen["duties"],
        offices=chosen["offices"],
        items=items,
        economic=economic,
        projects=projects,
        overall=_overall(rng, chosen["name"], year, items, projects),
        three_public=three,
        counts=counts,
        procurement=dict(zip(("goods", "works", "services"), contracts, strict=True)),
        operation_prior=_scaled(rng, public, 0.85, 1.15),
        usage_prior=_usage_prior(rng, economic),
        project_economic={
            GENERAL: _split(rng, projected, {"30227": 5.0, "30213": 2.0, "30226": 1.0, "31002": 1.5}),
            FUND: {"31099": sum((i.project for i in items if i.fund == FUND), ZERO)},
            OWN: {"30201": sum((i.public for i in items if i.fund == OWN), ZERO)},
        },
        reasons=known["reasons"],
    )


def bodies() -> list[str]:
    """The names of all bodies, without their places."""
    return [one["name"] for one in _bodies()["body"]]
