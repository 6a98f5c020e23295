"""Account codes told from the tables: the names that the text uses -> the code that a table prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from extractors.characters import fold
from records.file_tables import FactRecord
from records.lexicon.accounts import CLASS, DIGITS, ITEM, accounts, class_code, codes_of
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("nlp")


SHORTEST_PATH = 8
"""Letters that the names of a path that run together have at least: 教育支出普通教育."""


def _key(name: str) -> str:
    return fold(name).removesuffix("支出")


def _class_of(group: str, item: str) -> str | None:
    """The name of the class of a 款 and its 项 that stand without it: 法院—案件审判 is of 公共安全支出."""
    groups = [code for code in codes_of(group) if len(code) == DIGITS[2]]
    found = {code[:CLASS] for code in codes_of(item) if len(code) == ITEM and code[:-2] in groups}
    return accounts()["functional", found.pop()].names[0].name if len(found) == 1 else None


def accounts_of(facts: Iterable[FactRecord]) -> set[tuple[str, str]]:
    """The functional accounts that figures stand for, as code and name."""
    return {
        (fact.account_code, fact.account_name)
        for fact in facts
        if fact.scheme == "functional" and fact.account_code and fact.account_name
    }


class AccountCodes:
    """The functional accounts of a document's tables, and others, as code and name.

    ``names`` maps each 款 and 项 name that has one code in the document to that code.
    """

    def __init__(self, document: Document, others: Iterable[tuple[str, str]] = ()) -> None:
        self._codes: dict[str, set[str]] = defaultdict(set)
        names: dict[str, set[str]] = defaultdict(set)
        for code, name in (*accounts_of(document.facts), *others):
            self._codes[_key(name)].add(code)
            names[name].add(code)
        self.names = {name: min(codes) for name, codes in names.items() if len(codes) == 1 and len(name) > 3}

    def has(self, name: str) -> bool:
        """Whether some account is called so."""
        return _key(name) in self._codes

    def split(self, text: str) -> tuple[str, ...]:
        """The path that names run together spell: 教育支出普通教育小学教育; empty if neither a table nor
        the classification knows it.

        A path whose parts are joined by dashes is split at these.
        """
        parts = tuple(part for part in WORDS.path_mark.split(text) if part)
        if 2 <= len(parts) <= 3 and class_code(parts[0]):
            return parts
        if len(parts) == 2 and (top := _class_of(*parts)) is not None:
            return (top, *parts)
        if len(text) < SHORTEST_PATH:
            return ()
        for end in range(len(text) - 2, 3, -1):
            top = class_code(text[:end]) if text[:end].endswith("支出") else None
            if top is None:
                continue
            rest = text[end:]
            for cut in range(2, len(rest) + 1):
                groups = {
                    code for code in self._all_codes(rest[:cut]) if len(code) == 5 and code.startswith(top)
                }
                if cut == len(rest):
                    return (text[:end], rest) if groups else ()
                if any(code[:5] in groups for code in self._all_codes(rest[cut:]) if len(code) == 7):
                    bare = rest[cut:].removesuffix("支出")
                    return (text[:end], rest[:cut], bare if bare in self.names else rest[cut:])
        return ()

    def _all_codes(self, name: str) -> tuple[str, ...]:
        """The codes of a name in the tables, and in the classification: an item of 0.00 has no row."""
        return (*self._codes.get(_key(name), ()), *codes_of(name))

    def code_of(self, path: tuple[str, ...]) -> str | None:
        """The code of a path of names, or ``None`` where the tables leave it open.

        A path from a class may leave out the 款 between: 农林水支出（类）行政运行（项）.
        """
        length = 1 + 2 * len(path)
        known_as = self._codes.get(_key(path[-1]), set())
        found = {code for code in known_as if len(path) == 1 or len(code) == length}
        if not found and len(path) == 2 and (top := class_code(path[0])):
            found = {code for code in known_as if code.startswith(top)}
        if len(path) == 1 and class_code(path[0]) in found:
            return class_code(path[0])
        if len(found) <= 1:
            return found.pop() if found else None
        for depth in range(len(path) - 1, 0, -1):
            parents = set(self._codes.get(_key(path[depth - 1]), ()))
            if depth == 1 and (known := class_code(path[0])):
                parents.add(known)
            narrowed = {code for code in found if any(code.startswith(parent) for parent in parents)}
            found = narrowed or found
        return found.pop() if len(found) == 1 else None
