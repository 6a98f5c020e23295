"""What kind of cause a stated reason gives (原因类别), and how much of a cause it is.

A reason is judged clause by clause. Names are taken out of a clause first; what is left is held against
the categories of ``kinds.toml``. A clause that only says again what changed is no cause: it needs the
names of what the reason explains, which :class:`About` carries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from records.phrases import Phrases, any_of
from records.rule_files import Rules, Sought, rules_beside
from records.vocabularies import vocabularies

WORDS = Phrases("nlp/causes")
REASONS = Phrases("nlp/reasons")

_WORD = re.compile(r"\{([a-z_]+)\}")
ANY = "any"
"""Any kind of cause told before."""
MASK = "〇"
"""What stands in the place of a name that was taken out."""
MOST_CLAUSES = 4096
"""Clauses of causes that are remembered, as bodies repeat theirs from chapter to chapter."""
OF_PARTS = frozenset({"pay_and_contribution_base", "transfers_and_income"})
"""What the name of a part alone may tell; any other kind of cause is more than a part."""
SHORTEST_CORE = 2
"""Characters that the end of a name has at least to stand for the name."""
LONG_CORE = 4
"""Characters from which on it stands for the name though one more follows."""
ALIKE = 0.84
"""From this likeness on two names of one account are the same, a slip of the pen apart."""


Joined = Annotated[Sought, BeforeValidator(lambda said: any_of(said) if isinstance(said, list) else said)]
"""A list of expressions, compiled as one for any of them."""


class Category(Rules):
    """A kind of cause: patterns of it, patterns that forbid it, and texts that must and must not be it."""

    id: str
    says: Joined
    unless: Joined | None = None
    examples: list[str] = Field(min_length=2)
    counters: list[str] = Field(min_length=1)


class _Names(Rules):
    patterns: Joined


class _Clauses(Rules):
    aside: re.Pattern[str]
    governs: re.Pattern[str]
    cut: re.Pattern[str]
    parts: re.Pattern[str]
    joins: re.Pattern[str]
    between: re.Pattern[str]
    coordinate: re.Pattern[str]
    added: re.Pattern[str]
    absent: re.Pattern[str]
    by_rule: re.Pattern[str]
    setting: re.Pattern[str]
    granted: re.Pattern[str]
    lead: re.Pattern[str]


class _Says(Rules):
    says: Joined


class _Restated(Rules):
    before: re.Pattern[str]
    behind: re.Pattern[str]
    between: re.Pattern[str]
    moved: re.Pattern[str]
    money: re.Pattern[str]
    any_money: re.Pattern[str]
    flat: re.Pattern[str]
    lines: re.Pattern[str]
    told: re.Pattern[str]
    idle: re.Pattern[str]


class _Consequence(Rules):
    of: str
    after: str
    says: re.Pattern[str]


class _Contrast(Rules):
    once: re.Pattern[str]
    now: re.Pattern[str]


class _Measures(Rules):
    heading: re.Pattern[str]
    cause_heading: re.Pattern[str]
    always: re.Pattern[str]
    first: re.Pattern[str]
    later: re.Pattern[str]
    headed: re.Pattern[str]
    lacks: re.Pattern[str]


class _Past(Rules):
    of_year: re.Pattern[str]
    keeps: list[str]
    keeps_once: list[str]
    behind_base: list[str]
    once: re.Pattern[str]
    present: re.Pattern[str]


class CauseRules(Rules):
    """The whole of ``kinds.toml``; every pattern compiles and every category is a published word."""

    version: str
    words: dict[str, str]
    names: _Names
    clauses: _Clauses
    nothing: _Says
    plans: _Says
    restated: _Restated
    measures: _Measures
    consequence: list[_Consequence]
    contrast: _Contrast
    past: _Past
    category: list[Category]

    @model_validator(mode="before")
    @classmethod
    def _written_out(cls, said: dict[str, Any]) -> Any:
        return _with_words(said, said["words"])

    @model_validator(mode="after")
    def _published(self) -> CauseRules:
        known = vocabularies()["reason_category"]
        named = {category.id for category in self.category} | {"other", "empty"}
        if unknown := named - set(known):
            raise ValueError(f"{sorted(unknown)} are no words of reason_category")
        if missing := set(known) - named:
            raise ValueError(f"no rules for {sorted(missing)}")
        return self


def _with_words(said: Any, words: dict[str, str]) -> Any:
    """Rules with every ``{name}`` of the list of words written out."""
    if isinstance(said, dict):
        return {key: _with_words(value, words) for key, value in said.items()}
    if isinstance(said, list):
        return [_with_words(value, words) for value in said]
    if isinstance(said, str):
        if unknown := set(_WORD.findall(said)) - words.keys():
            raise ValueError(f"unknown words {sorted(unknown)} in {said}")
        return _WORD.sub(lambda word: _with_words(words[word[1]], words), said)
    return said


cause_rules = rules_beside(__file__, "kinds.toml", CauseRules)
"""The rules of causes. Raises ``InvalidRules`` if they are not as they must be."""


def categories_version() -> str:
    """The version of the categories, published with each reason."""
    return cause_rules().version


@dataclass(frozen=True, slots=True)
class About:
    """What a reason explains: the names of it (subject, accounts, chapter), and the year spoken of."""

    names: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Categories in the order of the text, and substance: cause, component, restated or none."""

    categories: tuple[str, ...]
    substance: str


def judge(text: str, about: About | None = None) -> Judgement:
    """What ``text``, the text of a reason, gives as the cause of what it is ``about``."""
    about = about or About()
    found: list[str] = []
    substances: list[str] = []
    for clause in clauses_of(text):
        categories, substance = judge_clause(clause, about)
        substances.append(substance)
        if is_consequence(clause, categories, found):
            continue
        found.extend(category for category in categories if category not in found)
    for substance in ("cause", "component"):
        if substance in substances:
            return Judgement(tuple(found) or ("other",), substance)
    return Judgement(("empty",), "restated" if "restated" in substances else "none")


def is_consequence(clause: str, categories: list[str], found: list[str]) -> bool:
    """Whether a clause only says what came of the cause before it: 资金下达较晚，当年未形成支出."""
    return any(
        rule.of in categories
        and {rule.of, *found}.issuperset(categories)
        and found
        and rule.after in (ANY, *found)
        and rule.says.search(clause)
        for rule in cause_rules().consequence
    )


def clauses_of(text: str) -> list[str]:
    """The clauses of a reason, without list markers and blanks, what is granted and what will be done."""
    rules = cause_rules()
    parts = [part.strip() for part in rules.clauses.cut.split(_told_plainly(text))]
    kept = [part for part in parts if part and not rules.plans.says.search(part)]
    return [part for part in kept if not rules.clauses.granted.search(part)] or kept


def parts_of(text: str) -> list[str]:
    """The causes that a text strings together: between semicolons, full stops and the marks of a list."""
    return [part for part in cause_rules().clauses.parts.split(_told_plainly(text)) if part] or [""]


def _told_plainly(text: str) -> str:
    """A text without blanks, and without what it says aside."""
    return cause_rules().clauses.aside.sub("", re.sub(r"\s+", "", text))


def judge_clause(clause: str, about: About) -> tuple[list[str], str]:
    """The categories of a clause in its order, and what it is worth."""
    rules = cause_rules()
    bare = rules.clauses.lead.sub("", clause)
    told_none = (WORDS.placeholder, rules.nothing.says, REASONS.back)
    if not bare or any(words.search(bare) for words in told_none):
        return [], "none"
    again = _restated(bare, about)
    if again == "restated":
        return [], again
    at, _ = _said_in(clause)
    if _is_past(clause, about):
        past = rules.past
        once = past.once.search(rules.names.patterns.sub(MASK, clause))
        kept = past.keeps if once is None else past.keeps_once
        at = {name: start for name, start in at.items() if name in kept} or {"base_effect": 0}
        if "base_effect" in at:
            at = {name: start for name, start in at.items() if name not in past.behind_base}
    found = sorted(at, key=lambda name: at[name])
    return found, again if again and OF_PARTS.issuperset(found) else "cause"


def barred_kinds(clause: str) -> frozenset[str]:
    """The categories that something in a clause forbids, whatever else its words are like."""
    return _said_in(clause)[1]


@lru_cache(maxsize=MOST_CLAUSES)
def _said_in(clause: str) -> tuple[dict[str, int], frozenset[str]]:
    """Where each category is said in a clause, and the categories that something in it forbids."""
    rules = cause_rules()
    masked = rules.names.patterns.sub(MASK, clause)
    barred = frozenset(one.id for one in rules.category if one.unless and one.unless.search(masked))
    found = ((one.id, one.says.search(masked)) for one in rules.category if one.id not in barred)
    return {name: match.start() for name, match in found if match}, barred


def _restated(bare: str, about: About) -> str | None:
    """``restated`` if a clause only names what is explained and its change, ``component`` if a part of it."""
    again = cause_rules().restated
    before = again.before.match(bare)
    match = before or again.moved.match(bare) or again.behind.match(bare) or again.between.match(bare)
    if match is None:
        return None
    what = match["what"].strip("的 ")
    if _is_same(what, about) or before and again.any_money.search(what):
        return "restated"
    if again.money.search(what) and again.flat.search(bare):
        return "restated"
    if match["amount"] and again.lines.match(what):
        return "restated"
    if again.told.search(what):
        return None
    return "component" if again.money.search(what) else None


def _is_same(what: str, about: About) -> bool:
    """Whether ``what`` names one of the things that the reason is about."""
    again = cause_rules().restated
    core = again.idle.sub("", what)
    for name in about.names:
        if what == name:
            return True
        other = again.idle.sub("", name)
        if len(core) <= len("支出") and _is_of_fund(what) and not _is_of_fund(name):
            continue  # 财政拨款收入 is a part of 收入总计
        if not core and not other:
            return True
        if not other or not again.money.search(what) and what != other:
            continue
        if core == other or (not core and what in name):
            return True
        if len(core) >= SHORTEST_CORE and other.endswith(core):
            return True  # 接待费用 is 公务接待费
        if len(core) >= LONG_CORE and other[:-1].endswith(core):
            return True  # 养老保险 is 机关事业单位基本养老保险缴费
        if len(core) > 4 and SequenceMatcher(None, core, other).ratio() >= ALIKE:
            return True
    return False


def _is_of_fund(name: str) -> bool:
    return "财政拨款" in name or "公共预算" in name


def _is_past(clause: str, about: About) -> bool:
    """Whether a clause tells only of the year before."""
    past = cause_rules().past
    match = past.of_year.match(clause)
    if match is None or past.present.search(clause):
        return False
    if match["year"] is None:
        return True
    return about.year is not None and int(match["year"]) < about.year
