"""What the rule files of the narrative hold: the schema of each, by its name."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from records.rule_files import Expression, closed

Expressions = list[Expression]
Words = list[str]


@closed
class AroundAccounts(TypedDict):
    before: Words
    tail: str


@closed
class AccountRules(TypedDict):
    text: AroundAccounts


@closed
class Phases(TypedDict):
    initial_budget: Expression
    adjusted_budget: Expression
    final: Expression
    budget: Expression


@closed
class Completion(TypedDict):
    words: Expressions


@closed
class Share(TypedDict):
    words: Expression
    plain: Words


@closed
class ScoreRules(TypedDict):
    words: Expression


@closed
class PhaseRules(TypedDict):
    masked: Expression
    phase: Phases
    completion: Completion
    share: Share
    score: ScoreRules


@closed
class Triggers(TypedDict):
    strong: Expressions
    weak: Expressions
    forward: Expressions
    listed: Expression


@closed
class ReasonRules(TypedDict):
    hints: Words
    speaks_of: Expression
    points_back: Expression
    told: Expression
    stop: Expression
    next_figure: Expression
    own_figure: Expression
    styles: list[list[Expression]]
    go_on: Expression
    adds: Expression
    detail: Expression
    first: Expression
    back: Expression
    budget: Expression
    inner: Expressions
    trigger: Triggers


@closed
class Numerals(TypedDict):
    units: Words
    things: Words
    before: Words
    one_before: Words


@closed
class NotStated(TypedDict):
    before: Words
    after: Expressions


@closed
class UnitLeftOut(TypedDict):
    compared: Expressions
    rate: Expressions
    amount: Expressions
    nothing: Expressions
    sides: Expressions
    links: Expressions


@closed
class Tenths(TypedDict):
    before: Words
    links: Expressions
    behind: Expression


@closed
class QuantityRules(TypedDict):
    money: Words
    money_short: dict[str, str]
    currency: Expression
    percent: Expressions
    points: Words
    score: Expression
    count: Expressions
    measured: Words
    numerals: Numerals
    not_stated: NotStated
    unit_left_out: UnitLeftOut
    tenths: Tenths


@closed
class SameTime(TypedDict):
    prior_year: Expressions
    other: Expressions


@closed
class Bases(TypedDict):
    initial_budget: Expression
    adjusted_budget: Expression
    budget: Expression
    other: Expression


@closed
class Flat(TypedDict):
    sure: Expressions
    compared: Expressions
    instructs: Expression


@closed
class Change(TypedDict):
    words: Expressions


@closed
class Bare(TypedDict):
    up: Expressions
    down: Expressions


@closed
class Distance(TypedDict):
    words: Expressions
    left: Expressions
    front: Expressions


@closed
class Stated(TypedDict):
    front: Expressions
    behind: Expressions
    cause: Expression
    between: Expression


@closed
class Moved(TypedDict):
    when: Expressions
    up: Expressions
    down: Expressions
    what: Expressions


@closed
class Against(TypedDict):
    outturn: Expressions
    up: Expressions
    down: Expressions
    at_most: Expressions
    equal: Expressions
    budget: Expressions


@closed
class Moves(TypedDict("Moves", {"from": Expression})):
    words: Expressions
    to: Words


@closed
class ComparisonRules(TypedDict):
    strong: Expressions
    weak: Expressions
    end: Expressions
    manner: Expressions
    leaves_out: Expression
    prior: Expressions
    this_year: Expressions
    noun: Expressions
    moves: Moves
    same_time: SameTime
    base: Bases
    flat: Flat
    up: Change
    down: Change
    neutral: Change
    bare: Bare
    distance: Distance
    stated: Stated
    moved: Moved
    against: Against


NounRules = TypedDict("NounRules", {"end": Expression, "not": Expression})


@closed
class Sides(TypedDict):
    both: Expression
    revenue: Expression
    expenditure: Expression


@closed
class ChapterTitles(TypedDict):
    back: Expressions
    front: Expressions
    empty: Words
    outturn: Expression
    duties: Expression


@closed
class Autonomy(TypedDict):
    peoples: Words
    place: Expression


@closed
class SubjectRules(TypedDict):
    front: Expressions
    back: Expressions
    owns: Expressions
    places: Expression
    empty: Words
    wholes: Words
    totals: Words
    narrows: Expression
    per_head: Words
    uses: Words
    side_words: dict[str, Words]
    instead: dict[str, str]
    noun: NounRules
    side: Sides
    body_words: dict[str, Words]
    autonomy: Autonomy
    title: ChapterTitles


@closed
class Way(TypedDict):
    any: Expressions
    flat: Expressions
    up: Expressions
    down: Expressions


@closed
class PriorBase(TypedDict):
    prior: Expressions


@closed
class ExplainedSubject(TypedDict):
    cut: Expressions
    front: Expressions


@closed
class OpeningRules(TypedDict):
    way: Way
    base: PriorBase
    subject: ExplainedSubject


@closed
class EndRules(TypedDict):
    lead: Expression
    tail: Expression
    link: Expression
    effect: Expression
    no_effect: Expression
    clause: Expressions
    money_clause: Expression
    money_before: Expression
    mark: Expression


@closed
class Phrase(TypedDict("Phrase", {"is": Expression})):
    examples: Words
    counters: Words


SCHEMAS: dict[str, Any] = {
    "accounts": AccountRules,
    "phases": PhaseRules,
    "reasons": ReasonRules,
    "quantities": QuantityRules,
    "comparisons": ComparisonRules,
    "subjects": SubjectRules,
    "reading/phrases": dict[str, Phrase],
    "causes/opening": OpeningRules,
    "causes/ends": EndRules,
    "causes/kinds": dict[str, Any],  # held to its schema where it is read whole: nlp.causes.kinds
}
