"""The schema of the lexicon's data, and how a file of it is loaded."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from records.vocabularies import vocabularies


class LexiconError(Exception):
    """A file of the lexicon does not follow its schema."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"no pattern: {error}") from error
    return pattern


def _word_of(*names: str) -> Any:
    def check(word: str) -> str:
        for name in names:
            if word in vocabularies()[name]:
                return word
        raise ValueError(f"not in the vocabulary {' or '.join(names)}")

    return AfterValidator(check)


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_compiles)]
Patterns = Annotated[list[Pattern], Field(min_length=1)]
Texts = Annotated[list[str], Field(min_length=1)]
Measure = Annotated[str, _word_of("measure")]
Fund = Annotated[str, _word_of("fund")]
Side = Literal["revenue", "expenditure"]


class Entry(BaseModel):
    """What every row of the lexicon is: closed, and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Counts(Entry):
    """With which units a phrase that names a money measure means a count."""

    of: Measure
    units: Texts


class Term(Entry):
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


class FundWords(Entry):
    """The words for a fund (资金性质)."""

    fund: Fund
    says: Patterns
    examples: Texts
    counter: Texts


class SideWords(Entry):
    """The bare words for a side, and for both."""

    revenue: Patterns
    expenditure: Patterns
    both: Patterns


class WordList(Entry):
    """A closed list of words."""

    words: Patterns


class ScopeWords(Entry):
    """The words for figures that are not those of the whole body."""

    own_level: Patterns
    unit: Patterns
    region: Patterns


class Words(Entry):
    """What narrows or closes a phrase; see ``words.toml``."""

    fund: list[FundWords]
    side: SideWords
    scope: ScopeWords
    total: WordList
    plain: WordList
    self_: WordList = Field(alias="self")


class Terms(Entry):
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


Model = TypeVar("Model", bound=BaseModel)


def load(model: type[Model], path: Path) -> Model:
    """The data of ``path``, validated. Raises :class:`LexiconError`."""
    try:
        with path.open("rb") as file:
            return model.model_validate(tomllib.load(file))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise LexiconError(f"{path.name} does not follow its schema: {error}") from error
