"""Accounts (科目) by code and by name: which row of a table a path such as 类/款/项 names."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from linking.labels import bare
from records.file_tables import FactRecord
from records.lexicon.accounts import DIGITS, ITEM, class_code, joined_alike, name_today

ALIKE = 0.86
"""Likeness (Ratcliff-Obershelp) from which on a label is the name misprinted: one letter of seven."""
PAID_IN = "缴费支出"
"""What texts leave out at the end of the names of insurances."""


@lru_cache(maxsize=50_000)
def account_name(name: str) -> str:
    """A name made comparable: folded, old names replaced by today's, 与 and 及 by 和."""
    return joined_alike(name_today(bare(name)))


@dataclass
class Rows:
    """Figures of accounts in one column of a statement, by code and by name once they are asked for so.

    They are all there before the first is asked for.
    """

    facts: list[FactRecord] = field(default_factory=list)

    @cached_property
    def by_code(self) -> dict[str, list[FactRecord]]:
        """The figures of each code."""
        found: dict[str, list[FactRecord]] = defaultdict(list)
        for fact in self.facts:
            if fact.account_code:
                found[fact.account_code].append(fact)
        return found

    @cached_property
    def _items(self) -> dict[str, list[FactRecord]]:
        """The figures of the items (项) below each account."""
        found: dict[str, list[FactRecord]] = defaultdict(list)
        for fact in self.facts:
            if fact.account_code and len(fact.account_code) == ITEM:
                for level in (1, 2):
                    found[fact.account_code[: DIGITS[level]]].append(fact)
        return found

    def has_other_items(self, fact: FactRecord) -> bool:
        """Whether items are printed below an account, not just one with all its money."""
        below = self._items.get(fact.account_code or "", ())
        return any(item.value and item.value != fact.value for item in below)

    @cached_property
    def by_name(self) -> dict[str, list[FactRecord]]:
        """The figures of each name."""
        found: dict[str, list[FactRecord]] = defaultdict(list)
        for fact in self.facts:
            found[account_name(fact.row_label or "")].append(fact)
        return found


@dataclass(slots=True)
class Accounts:
    """The codes that a document's tables print, with their names, and back."""

    names: dict[str, str] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, facts: Iterable[FactRecord]) -> Accounts:
        """The accounts of all figures with a functional code."""
        accounts = cls()
        for fact in facts:
            if fact.account_code and fact.scheme == "functional" and fact.row_label:
                name = account_name(fact.row_label)
                accounts.names[fact.account_code] = name
                accounts.codes[name].add(fact.account_code)
        return accounts

    def code_of(self, path: list[str]) -> str | None:
        """The one code that a path of names leads to, or ``None``."""
        if not path:
            return None
        names = [account_name(name) for name in path]
        found = set(self.codes.get(names[-1], ()))
        if len(path) in DIGITS:
            exact = {code for code in found if len(code) == DIGITS[len(path)]}
            found = exact or found
        for level, parent in enumerate(names[:-1], 1):
            parents = {code for code in self.codes.get(parent, ()) if len(code) == DIGITS.get(level, 0)}
            if parents:
                found = {code for code in found if any(code.startswith(p) for p in parents)} or found
        return found.pop() if len(found) == 1 else None

    def class_of(self, path: list[str]) -> str | None:
        """The three digits of a class (类) named alone, printed or by the national list."""
        if len(path) != 1:
            return None
        name = account_name(path[0])
        return self.code_of(path) or class_code(name)

    def matching(self, path: list[str], code: str | None, rows: Rows) -> tuple[list[FactRecord], bool]:
        """The rows of the account that a path, or a code, names, and whether that is beyond doubt.

        An item (项) is no account above items, even if it is told under that one's name.
        """
        found, surely = self._matching(path, code, rows)
        if len(path) == max(DIGITS):
            found = [fact for fact in found if not rows.has_other_items(fact)]
        return found, surely

    def _matching(self, path: list[str], code: str | None, rows: Rows) -> tuple[list[FactRecord], bool]:
        code = code or self.code_of(path)
        if code and code in rows.by_code:
            return rows.by_code[code], True
        if not path:
            return [], True
        name = account_name(path[-1])
        named = [fact for one in (name, name + "支出") for fact in rows.by_name.get(one, ())]
        if not named:  # 机关事业单位职业年金, for short
            named = rows.by_name.get(name + PAID_IN, [])
        if not named and name.endswith("支出"):
            named = rows.by_name.get(name.removesuffix("支出"), [])
        if named:
            return named, len({fact.account_code for fact in named}) == 1 or _are_one_amount(named)
        if name in self.codes:
            return [], True  # the name of an account that other tables print, and no slip for another
        return self._alike(name, DIGITS.get(len(path)), rows)

    def _alike(self, name: str, length: int | None, rows: Rows) -> tuple[list[FactRecord], bool]:
        level = [fact for fact in rows.facts if not fact.account_code or len(fact.account_code) == length]
        labels = {account_name(fact.row_label or "") for fact in level}
        close = difflib.get_close_matches(name, labels, n=2, cutoff=ALIKE)
        if len(close) != 1:
            return [], True
        return [fact for fact in level if account_name(fact.row_label or "") == close[0]], False


def _are_one_amount(facts: list[FactRecord]) -> bool:
    """Whether rows of one name show one amount, so that it does not matter which is meant.

    Of a 款 with a single 项 of its own name, for one.
    """
    amounts = {fact.amount_yuan for fact in facts}
    return len(amounts) == 1 and amounts != {None}
