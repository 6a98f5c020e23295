"""Changes of a class and of its items: where the items make the class, their changes make its change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from linking.checks.identities import ChecksMade
from linking.checks.text.stated import judge_sum, money_of
from linking.intervals import added_up
from linking.links.relations import signed
from records.narrative_tables import ClaimRecord

LEVELS = (1, 2, 3)
"""类, 款 and 项, below the whole of a fund's expenditure."""
SPENT = "current_year_expenditure"
FEWEST = 2
"""Accounts below one that a sum of their changes needs."""
Account = tuple[str, ...]
Told = dict[Account, ClaimRecord]


def check_account_changes(claims: Iterable[ClaimRecord], year: int | None, found: ChecksMade) -> None:
    """The change of an account, or of a fund's expenditure, against those of the accounts below it.

    Both amounts and changes of all must be told, each with one value, and the amounts add up: then
    nothing that is part of the account now is left out. What had money before and has none any more may be:
    it makes the account's change less than that of the parts, which is no failure.
    """
    groups: dict[tuple[object, ...], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        if claim.period == year and _is_spent(claim) and claim.amount_yuan is not None:
            groups[claim.phase, claim.fund, claim.scope, claim.measure].append(claim)
    for told in groups.values():
        levels = _told_once(claim for claim in told if claim.kind == "level")
        for base in {claim.base for claim in told if claim.kind == "change" and claim.base is not None}:
            changes = _told_once(claim for claim in told if claim.kind == "change" and claim.base == base)
            _check(levels, changes, found)


def _check(levels: Told, changes: Told, found: ChecksMade) -> None:
    for account, change in changes.items():
        own_level = len(account)
        for level in LEVELS[own_level:]:
            below = [one for one in levels if len(one) == level and one[:own_level] == account]
            whole = levels.get(account)
            if whole is None or len(below) < FEWEST or not all(one in changes for one in below):
                continue
            own, made = money_of(whole), added_up(money_of(levels[one]) for one in below)
            if made.low <= own.high and own.low <= made.high:
                parts = [changes[one] for one in below]
                said, of_parts = signed(change), added_up(map(signed, parts))
                if said.high >= of_parts.low:
                    judge_sum("stated_parts", said, of_parts, change, parts, found)
                break


def _is_spent(claim: ClaimRecord) -> bool:
    """Whether a claim is about an account, or about all that a fund spends."""
    of_fund = claim.understood and claim.fund is not None and claim.measure == SPENT
    return bool(_account(claim)) or of_fund


def _account(claim: ClaimRecord) -> Account:
    """类, 款 and 项 of a claim's account, by its code or else by the names of its path."""
    code = claim.account_code
    return tuple(filter(None, (code[:3], code[3:5], code[5:]))) if code else tuple(claim.account_path)


def _told_once(claims: Iterable[ClaimRecord]) -> Told:
    """The claims by their account; none that is told with two values."""
    found: dict[Account, list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        found[_account(claim)].append(claim)
    return {
        account: told[0]
        for account, told in found.items()
        if len({(one.amount_yuan, one.direction) for one in told}) == 1
    }
