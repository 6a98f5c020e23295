"""What kind of cause a stated reason gives (原因类别), and how much of a cause it is.

A reason is judged clause by clause. Names are taken out of a clause first; what is left is held against
the categories of ``kinds.toml``. A clause that only says again what changed is no cause: it needs the
names of what the reason explains, which :class:`About` carries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from pydantic import Field, model_validator

from nlp.rules import any_of, pattern
from records.phrases import Phrases
from records.rule_files import Rules, load_rules
from records.vocabularies import vocabularies

WORDS = Phrases("nlp/causes")

MASK = "〇"
"""What stands in the place of a name that was taken out."""
MOST_CLAUSES = 4096
"""Clauses of causes that are remembered, as bodies repeat theirs from chapter to chapter."""
OF_PARTS = frozenset({"pay_and_contribution_base", "transfers_and_income"})
"""What the name of a part alone may tell; any other kind of cause is more than a part."""
SHORTEST_CORE = 2
"""Characters that the end of a name has at least to stand for the name."""
ALIKE = 0.84
"""From this likeness on two names of one account are the same, a slip of the pen apart."""


class Category(Rules):
    """A kind of cause: patterns of it, patterns that forbid it, and texts that must and must not be it."""

    id: str
    says: list[str] = Field(min_length=1)
    unless: list[str] = []
    examples: list[str] = Field(min_length=2)
    counters: list[str] = Field(min_length=1)


class _Names(Rules):
    patterns: list[str]


class _Clauses(Rules):
    cut: str
    parts: str
    joins: str
    between: str
    coordinate: str
    added: str
    absent: str
    by_rule: str
    setting: str
    lead: str


class _Says(Rules):
    says: list[str]


class _Restated(Rules):
    adverbs: str
    verb: str
    compared: str
    amount: str
    any_money: str
    flat: str
    lines: str
    told: str
    idle: str


class _Consequence(Rules):
    of: str
    after: str
    says: str


class _Contrast(Rules):
    once: str
    now: str


class _Measures(Rules):
    always: str
    first: str
    later: str
    headed: str
    lacks: str


class _Past(Rules):
    keeps: list[str]
    keeps_once: list[str]
    behind_base: list[str]
    once: str
    present: str


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

    @model_validator(mode="after")
    def _published(self) -> CauseRules:
        known = vocabularies()["reason_category"]
        for category in self.category:
            if category.id not in known:
                raise ValueError(f"{category.id} is no word of reason_category")
            self.one_of(category.says)
            self.one_of(category.unless)
        missing = set(known) - {category.id for category in self.category} - {"other", "empty"}
        if missing:
            raise ValueError(f"no rules for {sorted(missing)}")
        return self

    def one_of(self, words: Iterable[str]) -> re.Pattern[str]:
        """An expression for any of ``words``, written out."""
        return re.compile("|".join(map(self.expand, words)))

    def expand(self, words: str) -> str:
        """``words`` with every {name} of the list of words written out."""
        for name, expression in self.words.items():
            words = words.replace("{" + name + "}", expression)
        if left := re.search(r"\{[a-z]", words):
            raise ValueError(f"unknown word in {words[left.start() :]}")
        return words


@cache
def cause_rules() -> CauseRules:
    """The rules of causes. Raises ``InvalidRules`` if they are not as they must be."""
    return load_rules(Path(__file__).with_name("kinds.toml"), CauseRules)


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


@dataclass(frozen=True, slots=True)
class _Compiled:
    names: re.Pattern[str]
    cut: re.Pattern[str]
    parts: re.Pattern[str]
    lead: re.Pattern[str]
    nothing: re.Pattern[str]
    plans: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    between: re.Pattern[str]
    any_money: re.Pattern[str]
    flat: re.Pattern[str]
    lines: re.Pattern[str]
    told: re.Pattern[str]
    idle: re.Pattern[str]
    money: re.Pattern[str]
    past: re.Pattern[str]
    once: re.Pattern[str]
    present: re.Pattern[str]
    says: tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]


@cache
def _compiled() -> _Compiled:
    rules = cause_rules()
    one_of = rules.one_of
    again = rules.restated
    compared = f"(?:{again.compared})?"
    return _Compiled(
        names=re.compile(any_of(rules.names.patterns)),
        cut=re.compile(rules.clauses.cut),
        parts=re.compile(rules.clauses.parts),
        lead=re.compile(rules.clauses.lead),
        nothing=one_of(rules.nothing.says),
        plans=one_of(rules.plans.says),
        before=re.compile(
            f"^(?P<what>.{{2,40}}?){compared}{again.adverbs}{again.verb}(?:了)?(?P<amount>{again.amount})?$"
        ),
        behind=re.compile(
            f"^{compared}{again.adverbs}{again.verb}(?:了)?(?P<amount>{again.amount})?(?:的)?(?P<what>.{{2,40}})$"
        ),
        between=re.compile(
            rf"^[^，。；]{{2,16}}?(?:增加|减少)(?:安排)?了(?P<amount>{again.amount})?的?(?P<what>.{{2,24}})$"
        ),
        any_money=re.compile(again.any_money),
        flat=re.compile(again.flat),
        lines=re.compile(again.lines),
        told=re.compile(again.told),
        idle=re.compile(again.idle),
        money=re.compile(rules.expand("(?:{money}|{pay})$")),
        past=re.compile(
            rules.expand(
                "^(?:且|并且|而且)?(?:[^，。；]{0,10}影响)?(?:{past}|(?P<year>20\\d\\d)年度?(?!\\d{1,2}月))(?!度?[、和及与至]+(?:20\\d\\d|本年|今年))"
            )
        ),
        once=re.compile(rules.past.once),
        present=re.compile(rules.past.present),
        says=tuple(
            (category.id, one_of(category.says), one_of(category.unless) if category.unless else None)
            for category in rules.category
        ),
    )


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
    rules = cause_rules()
    return any(
        categories == [rule.of]
        and rule.after in found
        and re.search(rules.expand(rule.says), clause) is not None
        for rule in rules.consequence
    )


def clauses_of(text: str) -> list[str]:
    """The clauses of a reason, without list markers, blanks and what will be done about it."""
    compiled = _compiled()
    parts = [part.strip() for part in compiled.cut.split(re.sub(r"\s+", "", text))]
    return [part for part in parts if part and not compiled.plans.search(part)]


def parts_of(text: str) -> list[str]:
    """The causes that a text strings together: between semicolons, full stops and the marks of a list."""
    return [part for part in _compiled().parts.split(re.sub(r"\s+", "", text)) if part] or [""]


def judge_clause(clause: str, about: About) -> tuple[list[str], str]:
    """The categories of a clause in its order, and what it is worth."""
    compiled = _compiled()
    bare = compiled.lead.sub("", clause)
    told_none = (WORDS.placeholder, compiled.nothing, pattern("reasons", "back"))
    if not bare or any(words.search(bare) for words in told_none):
        return [], "none"
    again = _restated(bare, about)
    if again == "restated":
        return [], again
    at, _ = _said_in(clause)
    if _is_past(clause, about):
        past = cause_rules().past
        once = compiled.once.search(compiled.names.sub(MASK, clause))
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
    compiled = _compiled()
    masked = compiled.names.sub(MASK, clause)
    barred = frozenset(name for name, _, unless in compiled.says if unless and unless.search(masked))
    found = ((name, says.search(masked)) for name, says, _ in compiled.says if name not in barred)
    return {name: match.start() for name, match in found if match}, barred


def _restated(bare: str, about: About) -> str | None:
    """``restated`` if a clause only names what is explained and its change, ``component`` if a part of it."""
    compiled = _compiled()
    before = compiled.before.match(bare)
    match = before or compiled.behind.match(bare) or compiled.between.match(bare)
    if match is None:
        return None
    what = match["what"].strip("的 ")
    if _is_same(what, about) or before and compiled.any_money.search(what):
        return "restated"
    if compiled.money.search(what) and compiled.flat.search(bare):
        return "restated"
    if match["amount"] and compiled.lines.match(what):
        return "restated"
    if compiled.told.search(what):
        return None
    return "component" if compiled.money.search(what) else None


def _is_same(what: str, about: About) -> bool:
    """Whether ``what`` names one of the things that the reason is about."""
    compiled = _compiled()
    core = compiled.idle.sub("", what)
    for name in about.names:
        if what == name:
            return True
        other = compiled.idle.sub("", name)
        if len(core) <= len("支出") and _is_of_fund(what) and not _is_of_fund(name):
            continue  # 财政拨款收入 is a part of 收入总计
        if not core and not other:
            return True
        if not other or not compiled.money.search(what) and what != other:
            continue
        if core == other or (not core and what in name):
            return True
        if len(core) >= SHORTEST_CORE and other.endswith(core):
            return True  # 接待费用 is 公务接待费
        if len(core) > 4 and SequenceMatcher(None, core, other).ratio() >= ALIKE:
            return True
    return False


def _is_of_fund(name: str) -> bool:
    return "财政拨款" in name or "公共预算" in name


def _is_past(clause: str, about: About) -> bool:
    """Whether a clause tells only of the year before."""
    compiled = _compiled()
    match = compiled.past.match(clause)
    if match is None or compiled.present.search(clause):
        return False
    if match["year"] is None:
        return True
    return about.year is not None and int(match["year"]) < about.year
