"""Words cut into the parts that the lexicon knows: measures, accounts, funds, sides, plain words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from records.first_letters import quick
from records.lexicon.accounts import account_key, accounts
from records.lexicon.folding import fold
from records.lexicon.patterns import is_finite, spelled_out
from records.lexicon.terms import terms, words

SHORTEST_STEM = 4
"""Letters of an account's name without 支出 that are its name alone (住房保障, but not 教育)."""
RANK = {"term": 0, "account": 1, "fund": 2, "side": 3, "scope": 4, "total": 5, "plain": 6}
"""Which sort of word is meant where one word could be of several."""


class Part(NamedTuple):
    """A stretch of the words: ``kind`` is one of ``RANK`` or ``left``, ``value`` which word it is."""

    text: str
    kind: str
    value: str = ""


@dataclass(frozen=True, eq=False)
class Names:
    """Words that a document adds to the lexicon: names of its accounts, and of the body itself."""

    accounts: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    parts: dict[str, list[Part]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for kind, names in (("plain", self.bodies), ("account", self.accounts)):
            for name in names:
                folded = fold(name)
                if len(folded) > 1:
                    self.parts.setdefault(folded[0], []).append(Part(folded, kind, name))


NO_NAMES = Names()


@dataclass(slots=True)
class _Index:
    """All words of the lexicon: those spelled out by their text, with the lengths met a first letter."""

    words: dict[str, Part] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)
    patterns: list[tuple[re.Pattern[str], str, str]] = field(default_factory=list)
    any_pattern: re.Pattern[str] = re.compile("(?!)")

    def add(self, patterns: list[str], kind: str, value: str = "") -> None:
        """Add the words of patterns; a word that is known already keeps its first meaning."""
        for pattern in patterns:
            if not is_finite(pattern):
                self.patterns.append((re.compile(pattern), kind, value))
                continue
            for word in spelled_out(pattern):
                if word:
                    self.words.setdefault(word, Part(word, kind, value))

    def close(self) -> None:
        """Count the lengths, when all words are known."""
        found: dict[str, set[int]] = defaultdict(set)
        for word in self.words:
            found[word[0]].add(len(word))
        each = (f"(?:{one.pattern})" for one, _, _ in self.patterns)
        self.any_pattern = re.compile(quick("|".join(each) or "(?!)"))
        self.lengths = {letter: sorted(lengths, reverse=True) for letter, lengths in found.items()}

    def at(self, text: str, start: int, names: Names) -> list[Part]:
        """The parts that may begin at ``start``."""
        parts = []
        for length in self.lengths.get(text[start], ()):
            part = self.words.get(text[start : start + length])
            if part is not None and len(part.text) == length:
                parts.append(part)
        for pattern, kind, value in self.patterns if self.any_pattern.match(text, start) else ():
            match = pattern.match(text, start)
            if match and match[0]:
                parts.append(Part(match[0], kind, value))
        own = names.parts.get(text[start])
        if own:
            parts += [part for part in own if text.startswith(part.text, start)]
        return parts


@cache
def _index() -> _Index:
    index, listed = _Index(), words()
    for term in terms().values():
        index.add(term.says, "term", term.measure)
    for fund in listed.fund:
        index.add(fund.says, "fund", fund.fund)
    for kind, groups in (("side", listed.side), ("scope", listed.scope)):
        for value in type(groups).model_fields:
            index.add(getattr(groups, value), kind, value)
    index.add(listed.total.words, "total")
    index.add([*listed.plain.words, *listed.self_.whole], "plain")
    index.close()
    for word, part in _account_words(index).items():
        index.words.setdefault(word, part)
    index.close()
    return index


def _account_words(index: _Index) -> dict[str, Part]:
    """The names of accounts; one that only names a fund and a side is none (国有资本经营预算支出)."""
    found: dict[str, Part] = {}
    for account in accounts().values():
        for name in account.names:
            folded, stem = fold(name.name), account_key(name.name)
            kinds = {part.kind for part in _cut(folded, index, NO_NAMES)}
            if "fund" in kinds and "left" not in kinds:
                continue
            for word in (folded, stem) if len(stem) >= SHORTEST_STEM else (folded,):
                found.setdefault(word, Part(word, "account", name.name))
    return found


def parts_of(text: str, names: Names = NO_NAMES) -> list[Part]:
    """Folded ``text`` cut into parts so that the fewest letters are left over, in the fewest parts."""
    return _cut(text, _index(), names)


def _cut(text: str, index: _Index, names: Names) -> list[Part]:
    best: list[tuple[tuple[int, int, int, int], int, Part | None]]
    best = [((0, 0, 0, 0), 0, None)] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        left, count, square, rank = best[start + 1][0]
        chosen: tuple[tuple[int, int, int, int], int, Part | None]
        chosen = ((left + 1, count, square, rank), start + 1, None)
        for part in index.at(text, start, names):
            end = start + len(part.text)
            left, count, square, rank = best[end][0]
            # of cuts into as many parts the one with the longer words
            cost = (left, count + 1, square - len(part.text) ** 2, rank + RANK[part.kind])
            if cost < chosen[0]:
                chosen = (cost, end, part)
        best[start] = chosen
    parts: list[Part] = []
    at = 0
    while at < len(text):
        _, end, found = best[at]
        parts.append(found or Part(text[at], "left"))
        at = end
    return _joined(parts)


def _is_loose(part: Part) -> bool:
    if part.kind == "plain":
        return len(part.text) == 1 and part.text not in "的中"
    return part.kind == "left" or part.kind == "account" and len(part.text) < SHORTEST_STEM - 1


def _joined(parts: list[Part]) -> list[Part]:
    """Letters left over side by side as one; a short word beside them belongs to theirs (省检察院)."""
    loose = [_is_loose(part) for part in parts]
    joined: list[Part] = []
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and loose[end]:
            end += 1
        if any(part.kind == "left" for part in parts[at:end]):
            joined.append(Part("".join(part.text for part in parts[at:end]), "left"))
        else:
            joined += parts[at:end] or [parts[at]]
        at = max(end, at + 1)
    return joined
