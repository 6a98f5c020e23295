"""The classification of the budget (政府收支分类科目): accounts by code and by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from records.lexicon.folding import fold
from records.lexicon.schema import AccountName, EconomicAccounts, FunctionalAccounts
from records.remembered import TEXTS
from records.rule_files import load_rules

DIGITS = {1: 3, 2: 5, 3: 7}
"""Level of an account (1 类, 2 款, 3 项) -> the digits of its code."""
CLASS, ITEM = DIGITS[1], DIGITS[3]
_LEVELS = {digits: level for level, digits in DIGITS.items()}


@dataclass(frozen=True, slots=True)
class Account:
    """An account (科目) of one of the schemes, with the names that it has had, today's first."""

    code: str
    scheme: str
    names: tuple[AccountName, ...]

    @property
    def level(self) -> int:
        """1 类, 2 款, 3 项."""
        return _LEVELS[len(self.code)]

    @property
    def parent(self) -> str | None:
        """The code of the account above."""
        return self.code[:-2] if self.level > 1 else None

    def name_in(self, year: int | None) -> str:
        """Its name in a year; today's where the year is not known or no name held."""
        if year is not None:
            for name in self.names:
                if name.held_in(year):
                    return name.name
        return self.names[0].name


@cache
def accounts() -> dict[tuple[str, str], Account]:
    """All accounts by scheme and code. Raises :class:`~records.rule_files.InvalidRules`."""
    folder = Path(__file__).parent
    functional = load_rules(folder / "functional.toml", FunctionalAccounts)
    economic = load_rules(folder / "economic.toml", EconomicAccounts)
    schemes = {
        "functional": functional.functional,
        "economic": economic.economic,
        "government_economic": economic.government_economic,
    }
    return {
        (scheme, code): Account(code, scheme, tuple(names))
        for scheme, listed in schemes.items()
        for code, names in listed.items()
    }


_JOINING = str.maketrans("与及", "和和")


def joined_alike(name: str) -> str:
    """A name with one word for “and”: 社会保障与就业支出 is 社会保障和就业支出."""
    return name.translate(_JOINING)


def account_key(name: str) -> str:
    """A name as names compare: by its characters, without 支出 at its end."""
    return joined_alike(fold(name).removesuffix("支出"))


@cache
def _by_name() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (scheme, code), account in accounts().items():
        for name in account.names:
            codes = found[scheme][account_key(name.name)]
            if code not in codes:
                codes.append(code)
    return found


def codes_of(name: str, scheme: str = "functional") -> tuple[str, ...]:
    """The codes of the accounts that have, or had, a name (with or without 支出)."""
    return tuple(_by_name()[scheme].get(account_key(name), ()))


@lru_cache(maxsize=TEXTS)
def all_codes_of(name: str) -> tuple[str, ...]:
    """The codes of the accounts of all schemes that have, or had, a name."""
    return tuple(code for scheme in _by_name() for code in codes_of(name, scheme))


@lru_cache(maxsize=TEXTS)
def class_code(name: str) -> str | None:
    """The code of a class (类) of the functional classification, by its name (with or without 支出)."""
    return next((code for code in codes_of(name) if len(code) == 3), None)


def code_of_path(path: Sequence[str]) -> str | None:
    """The functional code that the names of 类, 款 and 项 have, of which some may be left out.

    ``None`` where the classification leaves it open; a name without those above it tells only a class.
    """
    if len(path) == 1:
        return class_code(path[0])
    found = {code for code in codes_of(path[-1]) if len(code) >= DIGITS[min(len(path), 3)]} if path else set()
    above = [codes for codes in map(codes_of, path[:-1]) if codes]
    for codes in above:
        found = {code for code in found if any(code != one and code.startswith(one) for one in codes)}
    return found.pop() if above and len(found) == 1 else None


@cache
def class_names() -> tuple[str, ...]:
    """The names of all functional classes, of all years."""
    return tuple(
        name.name
        for (scheme, code), account in accounts().items()
        if scheme == "functional" and len(code) == 3
        for name in account.names
    )


@lru_cache(maxsize=TEXTS)
def name_today(name: str) -> str:
    """Today's name of a functional account that once had ``name``, folded; else ``name`` folded."""
    folded = fold(name)
    for code in codes_of(name):
        account = accounts()["functional", code]
        for one in account.names[1:]:
            if fold(one.name) == folded and one.until is not None:
                return fold(account.names[0].name)
    return folded


def level_of(code: str | None, scheme: str | None) -> int | None:
    """The level of an account by its code; ``None`` where it is no code of a scheme."""
    return _LEVELS.get(len(code)) if code and scheme else None
