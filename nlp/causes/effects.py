"""What each stated cause changed, and by how much (变动与原因): the rows of ``reason_effects``.

A cause explains changes that a claim states, or the distance of outturn and budget that two claims
span. Changes lie within each other (项 in 款 in 类, 公务接待费 in 三公经费), so that a sum over all rows
counts an amount more than once: ``counts`` marks those that a sum may take.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from records.lexicon.accounts import CLASS, account_key, class_code, code_of_path, codes_of
from records.lexicon.groups import BUDGETS, CARRIED, GENERAL_GRANTS, OTHER_GRANTS, PARTS_OF_EXPENDITURE
from records.lexicon.terms import terms
from records.narrative_tables import ClaimRecord, ReasonEffectRecord, ReasonRecord
from records.phrases import Phrases

WORDS = Phrases("nlp/causes")

SIGN = {"up": 1, "down": -1, "flat": 0}
LEVEL_OF_CODE = {3: "class", 5: "section", 7: "item"}
LEVEL_OF_PATH = {1: "class", 2: "section", 3: "item"}
GRAND = "grand_total"
TOTAL = "total"
TOTALS = frozenset({TOTAL, "current_year_expenditure", "current_year_revenue", GRAND})
VIEWS = frozenset({"institution_operation", "procurement"})
"""What is told of expenditure once more, across its costs: 机关运行经费 has 公务接待费 in it."""
DIVISIONS = ("account", "use", "total", "cost", "view")
"""How a side is divided, what a sum takes first: accounts; 基本 and 项目支出, or the sources
of revenue; not at all; single costs (三公经费); views across them."""
DIVIDING = (DIVISIONS.index("account"), DIVISIONS.index("use"))
"""The divisions whose parts make all of a side, so that they count and it does not."""
GRANT, ALL = "fiscal_grant", "all"
"""The fund that all grants are, and all money: 财政拨款, 全部."""
ROUNDING = Decimal(50)
"""Yuan that an amount in 万元 with two decimals may be off."""
SHARE = Decimal("0.000001")


@dataclass(slots=True)
class _Change:
    """A change that a reason explains: its amount signed in yuan, its rate in percent, its claim."""

    claim: ClaimRecord
    base: str | None
    direction: str | None
    yuan: Decimal | None
    rate: Decimal | None


def effects_of(claims: Iterable[ClaimRecord], reasons: list[ReasonRecord]) -> list[ReasonEffectRecord]:
    """A row for each cause and change that it explains, in reading order, with ids ``e1``, ``e2``, …

    A document with a placeholder for a cause is a template or a draft: none of its rows count.
    """
    explained: dict[str, list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        if claim.reason_id is not None:
            explained[claim.reason_id].append(claim)
    draft = any(WORDS.placeholder.search(reason.text) for reason in reasons)
    effects: list[ReasonEffectRecord] = []
    for reason in reasons:
        for change in _changes(explained[reason.reason_id]) if reason.list_id is None else ():
            effects.append(_effect(change, reason, f"e{len(effects) + 1}", draft))
    _place(effects)
    return effects


def _changes(claims: list[ClaimRecord]) -> list[_Change]:
    """The changes that the claims of one reason state, amount and rate of one thing together."""
    changes: list[_Change] = []
    stages: dict[object, dict[str, ClaimRecord]] = defaultdict(dict)
    rates: dict[object, ClaimRecord] = {}
    for claim in claims:
        key = (claim.subject, tuple(claim.account_path), claim.measure, claim.side)
        if claim.kind == "change":
            yuan = _signed(claim, claim.amount_yuan)
            changes.append(_Change(claim, claim.base, claim.direction, yuan, None))
        elif claim.kind == "change_rate":
            rate = _signed(claim, claim.value)
            open_ones = (c for c in reversed(changes) if c.rate is None and c.claim.base == claim.base)
            before = next((c for c in open_ones if _same_thing(c.claim, claim)), None)
            if before is not None:
                before.rate = rate
            else:
                changes.append(_Change(claim, claim.base, claim.direction, None, rate))
        elif claim.kind == "completion_rate" and claim.value is not None:
            rates[key] = claim
        elif claim.kind == "level" and claim.phase is not None and claim.amount_yuan is not None:
            stages[key][claim.phase] = claim
    for thing in {**stages, **rates}:
        gap = _gap(stages[thing], rates.get(thing))
        if gap is not None and not any(
            c.base in BUDGETS and _same_thing(c.claim, gap.claim) for c in changes
        ):
            changes.append(gap)
    return changes


def _signed(claim: ClaimRecord, amount: Decimal | None) -> Decimal | None:
    """An amount with the sign of its claim's direction; ``None`` if the direction is not told."""
    if amount is None or claim.direction not in SIGN:
        return None
    return abs(amount) * SIGN[claim.direction]


def _same_thing(one: ClaimRecord, other: ClaimRecord) -> bool:
    return (one.account_path, one.side, one.measure) == (other.account_path, other.side, other.measure)


def _gap(levels: dict[str, ClaimRecord], completed: ClaimRecord | None) -> _Change | None:
    """Outturn less budget, where a reason explains both; or its rate alone, of which one is not told."""
    final = levels.get("final")
    base = next((phase for phase in BUDGETS if phase in levels), None)
    rate = completed.value - 100 if completed is not None and completed.value is not None else None
    if final is not None and base is not None:
        after, before = final.amount_yuan or Decimal(0), levels[base].amount_yuan or Decimal(0)
        return _Change(final, base, _direction(after - before), after - before, rate)
    if completed is not None and completed.base in BUDGETS and rate is not None:
        return _Change(completed, completed.base, _direction(rate), None, rate)
    return None


def _direction(change: Decimal) -> str:
    return "flat" if not change else "up" if change > 0 else "down"


def _effect(change: _Change, reason: ReasonRecord, effect_id: str, draft: bool) -> ReasonEffectRecord:
    claim = change.claim
    code = claim.account_code or code_of_path(claim.account_path)
    return ReasonEffectRecord(
        document_id=claim.document_id,
        reason_effect_id=effect_id,
        reason_id=reason.reason_id,
        claim_id=claim.claim_id,
        subject=claim.subject,
        account_path=list(claim.account_path),
        account_code=code,
        measure=claim.measure,
        side=claim.side,
        fund=claim.fund,
        level=_level(claim, code),
        period=claim.period,
        base=change.base,
        direction=change.direction,
        change_yuan=change.yuan,
        change_rate=change.rate,
        categories=list(reason.categories),
        substance=reason.substance,
        is_draft=draft,
    )


def _level(claim: ClaimRecord, code: str | None) -> str | None:
    """Which level the changed thing has: a class, section or item of accounts, a part, or the whole."""
    path = claim.account_path
    if path or code:
        # the text may begin with the 款 and call it （类）
        from_group = bool(path) and not class_code(path[0]) and bool(codes_of(path[0]))
        return LEVEL_OF_CODE.get(len(code or "")) or LEVEL_OF_PATH.get(len(path) + from_group)
    if claim.measure in TOTALS and claim.understood:
        return TOTAL
    # words that no list knows narrow it: 国有资源有偿使用收入, 契税
    return "part" if claim.measure or claim.subject else None


def _place(effects: list[ReasonEffectRecord]) -> None:
    """Say of each change which other it is part of, and which rows a sum may take."""
    first: dict[object, ReasonEffectRecord] = {}
    parts: dict[str, list[ReasonEffectRecord]] = defaultdict(list)
    for effect in effects:
        for name in _names(effect):
            first.setdefault(name, effect)
    whole_of: dict[str, ReasonEffectRecord] = {}
    for effect in effects:
        larger = next((first[name] for name in _wholes(effect) if name in first), None)
        if larger is None or larger is effect:
            continue
        whole_of[effect.reason_effect_id] = larger
        effect.part_of = larger.reason_effect_id
        if effect.change_yuan is not None and larger.change_yuan:
            share = (effect.change_yuan / larger.change_yuan).quantize(SHARE)
            effect.share_of_whole = share or abs(share)
    for effect in effects:
        above = whole_of.get(effect.reason_effect_id) if effect.change_yuan is not None else None
        while above is not None and (above.level != TOTAL or _division(effect) in DIVIDING):
            parts[above.reason_effect_id].append(effect)
            above = whole_of.get(above.reason_effect_id) if above.level == TOTAL else None
    _count(effects, parts)


def _count(effects: list[ReasonEffectRecord], parts: dict[str, list[ReasonEffectRecord]]) -> None:
    """Mark the rows that a sum may take: of an account either itself or its parts, and each row once.

    The parts are taken if they make the whole: a sum over an account is then always its own change. What
    is no account is never taken beside its parts, nor is a change told before (收、支总计 both rise by the
    same amount), nor what a finer division of the side has in it.
    """
    told: set[object] = set()
    once: set[str] = set()
    for effect in effects:
        total = effect.level == TOTAL
        what = effect.account_code or tuple(effect.account_path) or total or _thing(effect)
        key = (what, effect.base, effect.period, effect.change_yuan)
        if key not in told and not effect.is_draft and effect.change_yuan is not None:
            once.add(effect.reason_effect_id)
        told.add(key)
    divided = {
        effect.reason_effect_id
        for effect in effects
        if (own := [part for part in parts[effect.reason_effect_id] if part.reason_effect_id in once])
        and (not (effect.account_code or effect.account_path) or _make(own, effect))
    }
    whole_of = {effect.reason_effect_id: effect.part_of for effect in effects}
    for effect in effects:
        above, passed = effect.part_of, set[str]()
        # codes that contradict the names may make two each other's parts
        while above not in passed and above is not None and (above in divided or above not in once):
            passed.add(above)
            above = whole_of[above]
        name = effect.reason_effect_id
        effect.counts = name in once and name not in divided and above is None
    _divide_once(effects)


def _divide_once(effects: list[ReasonEffectRecord]) -> None:
    """Let each side count by one division of it: what 三公经费 or 项目支出 changed lies in its accounts."""
    finest: dict[object, int] = {}
    for effect in effects:
        if effect.counts:
            scope = (effect.base, effect.period, effect.side)
            finest[scope] = min(_division(effect), finest.get(scope, len(DIVISIONS)))
    for effect in effects:
        scope = (effect.base, effect.period, effect.side)
        effect.counts = effect.counts and _division(effect) == finest[scope]


def _division(effect: ReasonEffectRecord) -> int:
    """By which division of its side a change is told: the place in ``DIVISIONS``."""
    around = {effect.measure, *_measures_around(effect.measure)}
    if effect.account_code or effect.account_path:
        told = "account"
    elif PARTS_OF_EXPENDITURE & around:
        told = "use"
    elif effect.level == TOTAL:
        told = "total"
    else:
        told = "view" if VIEWS & around else "cost" if effect.side == "expenditure" else "use"
    return DIVISIONS.index(told)


def _make(parts: list[ReasonEffectRecord], whole: ReasonEffectRecord) -> bool:
    """Whether parts, which are found by a code as the whole is, add up to it."""
    changes = [part.change_yuan for part in parts if part.change_yuan is not None]
    if whole.change_yuan is None or (whole.account_code and not all(part.account_code for part in parts)):
        return False
    return abs(sum(changes) - whole.change_yuan) <= ROUNDING * (len(changes) + 1)


def _names(effect: ReasonEffectRecord) -> Iterator[object]:
    """What a change may be named by as the whole of others, within its base, year and side."""
    scope = (effect.base, effect.period, effect.side)
    if effect.account_code:
        yield (*scope, effect.account_code)
    if effect.account_path:
        yield (*scope, _key(effect.account_path))
    elif not effect.account_code:
        yield (*scope, *_total_named(effect)) if effect.level == TOTAL else (*scope, _thing(effect))


def _thing(effect: ReasonEffectRecord) -> str | None:
    """What a change that is none of an account is of; a part that only its words tell has these."""
    told = effect.measure is not None and (effect.level == TOTAL or effect.measure not in TOTALS)
    return effect.measure if told else effect.subject


def _key(path: list[str]) -> tuple[str, ...]:
    return tuple(map(account_key, path))


def _wholes(effect: ReasonEffectRecord) -> Iterator[object]:
    """The names of what a change lies in, the smallest first."""
    scope = (effect.base, effect.period, effect.side)
    if effect.account_code or effect.account_path:
        path = effect.account_path
        code = effect.account_code or f"{code_of_path(path[:-1]) or ''}--"
        yield from ((*scope, code[:length]) for length in range(len(code) - 2, CLASS - 1, -2))
        yield from ((*scope, _key(path[:length])) for length in range(len(path) - 1, 0, -1))
    elif effect.level != TOTAL:
        yield from ((*scope, measure) for measure in _measures_around(effect.measure))
    yield from ((*scope, *name) for name in _totals_around(effect))


def _measures_around(measure: str | None) -> list[str]:
    """What a measure is always part of, the nearest first."""
    return list(terms()[measure].part_of) if measure in terms() else []


def _total_named(effect: ReasonEffectRecord) -> tuple[str, str]:
    """What all of a side is named by: whether carried money is in it (收入总计), and of which fund it is."""
    return (GRAND if effect.measure == GRAND else TOTAL, effect.fund or ALL)


def _totals_around(effect: ReasonEffectRecord) -> Iterator[tuple[str, str]]:
    """The names of the totals that a change lies in, the smallest first.

    A single cost (三公经费) lies in all that is spent; the total of a fund lies in that of all funds.
    """
    own = _total_named(effect) if effect.level == TOTAL else None
    carried = effect.measure in CARRIED or own is not None and own[0] == GRAND
    kinds = (GRAND,) if carried else (TOTAL, GRAND)
    if effect.side is None:
        return
    yield from (
        (kind, fund)
        for fund in _funds_around(effect.fund or ALL, whole=own is not None)
        for kind in kinds
        if (kind, fund) != own
    )


def _funds_around(fund: str, whole: bool) -> list[str]:
    """The funds that a fund is part of, itself first; a part of no told fund may lie in any grant's total."""
    around = [fund, GRANT, ALL] if fund in GENERAL_GRANTS | OTHER_GRANTS else [fund, ALL]
    further = [] if whole or fund in OTHER_GRANTS else [GRANT, "general_public_budget"]
    return list(dict.fromkeys([*around, *further]))
