"""Accounts (科目) by code and by name: which row of a table a path such as 类/款/项 names."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass, field

from linking.concepts import bare, rules
from records.lexicon.accounts import class_code
from records.tables import ClaimRecord, FactRecord

LENGTH = {1: 3, 2: 5, 3: 7}
"""Digits of a code by the level of its account: 类, 款, 项."""
ALIKE = 0.86


def account_name(name: str) -> str:
    """A name made comparable: folded, old names replaced by today's."""
    folded = bare(name)
    synonyms: dict[str, str] = rules()["account_synonyms"]
    return synonyms.get(folded, folded)


@dataclass(slots=True)
class Accounts:
    """The codes that a document's tables print, with their names, and back."""

    names: dict[str, str] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, facts: list[FactRecord]) -> Accounts:
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
        if len(path) in LENGTH:
            exact = {code for code in found if len(code) == LENGTH[len(path)]}
            found = exact or found
        for level, parent in enumerate(names[:-1], 1):
            parents = {code for code in self.codes.get(parent, ()) if len(code) == LENGTH.get(level, 0)}
            if parents:
                found = {code for code in found if any(code.startswith(p) for p in parents)} or found
        return found.pop() if len(found) == 1 else None

    def class_of(self, path: list[str]) -> str | None:
        """The three digits of a class (类) named alone, printed or by the national list."""
        if len(path) != 1:
            return None
        name = account_name(path[0])
        return self.code_of(path) or class_code(name)

    def matching(self, claim: ClaimRecord, candidates: list[FactRecord]) -> tuple[list[FactRecord], bool]:
        """The candidates of the claim's account, and whether the match is beyond doubt."""
        code = claim.account_code or self.code_of(claim.account_path)
        if code:
            by_code = [f for f in candidates if f.account_code == code]
            if by_code:
                return by_code, True
        if not claim.account_path:
            return [], True
        name = account_name(claim.account_path[-1])
        named = [f for f in candidates if account_name(f.row_label or "") in (name, name + "支出")]
        if not named and name.endswith("支出"):
            named = [f for f in candidates if account_name(f.row_label or "") == name.removesuffix("支出")]
        if named:
            return named, len({f.account_code for f in named}) == 1
        length = LENGTH.get(len(claim.account_path))
        level = [f for f in candidates if not f.account_code or len(f.account_code) == length]
        labels = {account_name(f.row_label or "") for f in level}
        close = difflib.get_close_matches(name, labels, n=2, cutoff=ALIKE)
        if len(close) == 1:
            return [f for f in level if account_name(f.row_label or "") == close[0]], False
        return [], True
