"""The schema of the lexicon's data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from records.lexicon.folding import fold
from records.rule_files import Expression, Rules
from records.vocabularies import vocabularies, word_of

Pattern = Annotated[Expression, Field(min_length=1)]
Patterns = Annotated[list[Pattern], Field(min_length=1)]
Texts = Annotated[list[str], Field(min_length=1)]
Measure = Annotated[str, word_of("measure")]
Fund = Annotated[str, word_of("fund")]
Side = Literal["revenue", "expenditure"]


class Counts(Rules):
    """The units with which a phrase that names one of these money measures means a count, its own first."""

    of: Annotated[list[Measure], Field(min_length=1)]
    units: Texts


class Term(Rules):
    """A measure (计量项) with the words for it; see the head of ``terms.toml``."""

    measure: Measure
    chinese: str
    part_of: list[Measure] = []
    unit: Literal["money", "count", "%", "分", "any"]
    side: Side | None = None
    fund: Fund | None = None
    account: Annotated[str, Field(pattern=r"^\d{3}(\d\d)?$")] | None = None
    says: list[Pattern] = []
    below: dict[Measure, Patterns] = {}
    counts: Counts | None = None
    examples: Texts
    counter: Texts
    source: Annotated[str, Field(min_length=1)]


class FundWords(Rules):
    """The words for a fund (资金性质)."""

    fund: Fund
    says: Patterns
    examples: Texts
    counter: Texts


class SideWords(Rules):
    """The bare words for a side, and for both."""

    revenue: Patterns
    expenditure: Patterns
    both: Patterns


class WordList(Rules):
    """A closed list of words."""

    words: Patterns


class SelfWords(WordList):
    """Ways in which a body speaks of itself (本部门), and what may stand ``behind`` them."""

    behind: Pattern

    @property
    def whole(self) -> list[str]:
        """They with what may stand behind them (本局机关)."""
        return [word + self.behind for word in self.words]


class ScopeWords(Rules):
    """The words for figures that are not those of the whole body."""

    own_level: Patterns
    head_office: Patterns
    unit: Patterns
    region: Patterns


class StageWords(Rules):
    """The words of headers for a stage (年初预算, 调整预算, 决算)."""

    stage: Annotated[str, word_of("phase")]
    header: Pattern
    examples: Texts
    counter: Texts


class Words(Rules):
    """What narrows or closes a phrase; see ``words.toml``."""

    fund: list[FundWords]
    side: SideWords
    scope: ScopeWords
    total: WordList
    counted: WordList
    plain: WordList
    self_: SelfWords = Field(alias="self")
    stage: list[StageWords]
    amount: WordList
    instead: dict[str, str]


class BodyEnds(Rules):
    """How the names of bodies end, by how sure it is, and what they are ``called``; see ``bodies.toml``."""

    sure: Texts
    likely: Texts
    rare: Texts
    places: Texts
    part: Texts
    general: Texts
    examples: Texts
    counter: Texts
    called: dict[str, Texts]


class AccountName(Rules):
    """A name of an account, with the first and the last year in which it held."""

    name: Annotated[str, Field(min_length=1)]
    since: Annotated[int, Field(ge=2007)] | None = None
    until: Annotated[int, Field(ge=2007)] | None = None

    def held_in(self, year: int) -> bool:
        """Whether it was the account's name in a year."""
        return (self.since or year) <= year <= (self.until or year)


def _as_names(value: Any) -> Any:
    """One name or a list, of texts or of names with years, as a list of names."""
    listed = value if isinstance(value, list) else [value]
    return [{"name": one} if isinstance(one, str) else one for one in listed]


Names = Annotated[list[AccountName], BeforeValidator(_as_names), Field(min_length=1)]
FunctionalCode = Annotated[str, Field(pattern=r"^2\d\d(\d\d){0,2}$")]
EconomicCode = Annotated[str, Field(pattern=r"^3\d\d(\d\d)?$")]
GovernmentCode = Annotated[str, Field(pattern=r"^5\d\d(\d\d)?$")]


def _rooted(codes: Iterable[str]) -> None:
    known = set(codes)
    for code in known:
        if len(code) > 3 and code[:-2] not in known:
            raise ValueError(f"{code} stands without the account above it")


class FunctionalAccounts(Rules):
    """The functional classification (支出功能分类)."""

    functional: dict[FunctionalCode, Names]

    @model_validator(mode="after")
    def _each_has_its_parent(self) -> FunctionalAccounts:
        _rooted(self.functional)
        return self


class EconomicAccounts(Rules):
    """The economic classifications of departments and of governments (支出经济分类)."""

    economic: dict[EconomicCode, Names]
    government_economic: dict[GovernmentCode, Names]

    @model_validator(mode="after")
    def _each_has_its_parent(self) -> EconomicAccounts:
        _rooted(self.economic)
        _rooted(self.government_economic)
        return self


class Terms(Rules):
    """All measures, each once."""

    term: list[Term]

    @model_validator(mode="after")
    def _each_once_and_rooted(self) -> Terms:
        names = [term.measure for term in self.term]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"described twice: {', '.join(sorted(twice))}")
        missing = {up for term in self.term for up in term.part_of} - set(names)
        if missing:
            raise ValueError(f"a part of what is not described: {', '.join(sorted(missing))}")
        return self


class Statement(Rules):
    """A statement (报表); see the head of ``statements.toml``."""

    statement: Annotated[str, word_of("statement")]
    chinese: str
    fund: Fund | None = None
    side: Side | None = None
    measure: Measure | None = None
    kind: Literal["summary", "accounts", "economic", "costs", "projects", "form", "other"]
    order: Annotated[int, Field(ge=1)] | None = None
    balances_with: list[Annotated[str, word_of("statement")]] = []
    chapter: list[Annotated[str, word_of("statement")]] = []
    even: bool = False
    whole: str | None = None
    stated: re.Pattern[str] | None = None
    examples: list[str] = []
    counter: list[str] = []
    seldom_empty: bool = False
    source: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _stated_with_examples(self) -> Statement:
        if self.stated and not (self.examples and self.counter):
            raise ValueError(f"{self.statement} has no examples of how its figures are stated")
        return self


class Statements(Rules):
    """All statements, each once."""

    statement: list[Statement]

    @model_validator(mode="after")
    def _none_is_missing(self) -> Statements:
        names = [one.statement for one in self.statement]
        if sorted(names) != sorted(vocabularies()["statement"]):
            raise ValueError("not every statement of the vocabulary is described once")
        return self


class Titled(Rules):
    """A statement by its title: ``title`` is found in it, ``without`` is not."""

    statement: Annotated[str, word_of("statement")]
    title: re.Pattern[str]
    without: re.Pattern[str] | None = Field(None, alias="not")
    examples: Texts
    counter: Texts

    def names(self, folded: str) -> bool:
        """Whether a folded title is one of the statement's."""
        return self.title.search(folded) is not None and not (self.without and self.without.search(folded))


class ByRows(Rules):
    """A statement by its rows, where the title names one of ``titled``."""

    statement: Annotated[str, word_of("statement")]
    titled: list[Annotated[str, word_of("statement")]]
    labels: list[Annotated[str, AfterValidator(fold)]] = []
    codes: re.Pattern[str] | None = None


class Signature(Rules):
    """A statement by its header, which holds all of ``words``."""

    statement: Annotated[str, word_of("statement")]
    words: list[Annotated[str, AfterValidator(fold)]]


class Titles(Rules):
    """How tables tell which statement they are; see the head of ``titles.toml``."""

    title: list[Titled]
    rows: list[ByRows]
    signature: list[Signature]
