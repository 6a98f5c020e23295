"""What the components of the pipeline write down about a text. Positions are characters of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(slots=True)
class Stretch:
    """A stretch of text: a sentence, a clause. ``paragraph`` counts from 0."""

    start: int
    end: int
    paragraph: int = 0


@dataclass(slots=True)
class Quantity:
    """A number with its unit (数量). ``start`` to ``number_end`` is the number, ``end`` ends the unit.

    ``sort`` is one of ``money``, ``percent`` (also 倍), ``points`` (百分点), ``count``, ``score``.
    ``assumed`` if the text leaves the unit out, so that it is that of the number's partner.
    """

    start: int
    number_end: int
    end: int
    value: Decimal
    unit: str
    sort: str
    assumed: bool = False


@dataclass(slots=True)
class NamedAccount:
    """A path of account names (科目) as named at one place; ``code`` only if the text prints it."""

    start: int
    end: int
    names: list[str]
    level: int
    code: str | None = None


@dataclass(slots=True)
class Comparison:
    """What something is compared with (与上年相比): ``base`` as published, ``None`` if unsure.

    ``budget`` is true where the text only says 预算, ``year`` the year that the base names.
    """

    start: int
    end: int
    base: str | None
    budget: bool = False
    year: int | None = None
    phase: str | None = None
    """The stage of the base, where the phrase names it: 比上年预算, 比上年决算."""


@dataclass(slots=True)
class Relation:
    """A relation of two amounts without a number: ``base`` are the words of the budget that it names.

    ``direction`` is ``up``, ``down`` or ``flat``; without ``base`` it is that of the comparison before it.
    """

    start: int
    end: int
    direction: str
    base: str = ""
    at_most: bool = False
    """Whether the two may be equal: 未超过预算数."""


@dataclass(slots=True, frozen=True)
class Opening:
    """The words before a cause: ``subject`` is empty where they name none.

    ``way`` is ``up``, ``down``, ``flat``, ``any`` (a change, whichever way) or empty.
    """

    subject: str = ""
    way: str = ""
    prior: bool = False
    several: bool = False
    """Whether they point at more than one thing told before: 以上变动, 两项增加."""
    here: bool = False
    """Whether that is all that the sentence tells: 甲增加5万元、乙增加3万元，均为…所致."""
    turn: str = ""
    """``former`` or ``latter``, if they point at one of two (前者系…，后者系…)."""

    def admits(self, direction: str | None, is_zero: bool) -> bool:
        """Whether a change of this direction may be what is explained."""
        if self.way in ("", "any"):
            return True
        if self.way == "flat":
            return direction == "flat" or is_zero
        return direction == self.way and not is_zero


@dataclass(slots=True)
class Cause:
    """A cause on its own: ``start`` to ``end`` is its text, without what opens it and without its effect."""

    start: int
    end: int
    categories: tuple[str, ...] = ()
    substance: str = "none"
    confidence: float | None = None


@dataclass(slots=True)
class KnownText:
    """A text with what is found in it before its causes and claims; ``flats`` are where it says 持平."""

    text: str
    sentences: list[Stretch]
    quantities: list[Quantity]
    accounts: list[NamedAccount]
    comparisons: list[Comparison]
    flats: list[tuple[int, int]]
    relations: list[Relation]


@dataclass(slots=True)
class Reason:
    """A stated cause: ``start`` to ``end`` is all that is said of it, ``trigger`` where its opening begins.

    ``forward`` is true where the cause comes before what it explains (由于…，增加…).
    """

    trigger: int
    start: int
    end: int
    about: str = ""
    """What the words before the trigger say that it explains."""
    about_budget: bool = False
    forward: bool = False
    opening: Opening = field(default_factory=lambda: Opening())
    cause: Cause | None = None
    """The whole cause, once it is judged."""
    items: list[Cause] = field(default_factory=list)
    """The causes of a list (一是…二是…), if it is one."""


@dataclass(slots=True)
class Definition:
    """A term and its explanation (名词解释)."""

    start: int
    end: int
    term: str
    text_start: int


@dataclass(slots=True, frozen=True)
class Subject:
    """What is measured: its phrase, what the phrase means and the account it names."""

    text: str
    measure: str | None = None
    sides: tuple[str, ...] = ()
    fund: str | None = None
    account: tuple[str, ...] = ()
    code: str | None = None
    body: str | None = field(default=None, compare=False)
    """The body named before the phrase (省检察院 in 省检察院支出)."""


@dataclass(slots=True)
class Claim:
    """A claim as read from a text, before it has an identity and a place on a page."""

    start: int
    end: int
    raw_end: int
    sentence: Stretch
    kind: str
    value: Decimal
    unit: str | None
    subject: Subject | None
    phase: str | None = None
    period: int | None = None
    direction: str | None = None
    base: str | None = None
    base_phase: str | None = None
    share_of: str | None = None
    reason: int | None = None
    inside: int | None = None
    """The reason that the claim is part of."""
    aside: bool = False
    """Whether it is told in brackets."""
    doubts: list[str] = field(default_factory=list)
