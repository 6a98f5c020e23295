"""The documents of a body over the years: which figures of one are those of another, and whether they agree.

A figure is held against another only if both are of the same measure, account, fund, side, column, stage
and year. It refutes only where the two documents show by other figures that they speak of the same body in
the same scope (口径): a body that was merged or reorganised tells all of its last year anew, and that is no
finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from linking.book.issues import Issue
from linking.checks.identities import ChecksMade, amount, check_same, judge, unit_of_last_place
from linking.companions import marked
from linking.labels import bare
from linking.links.conditions import Figure
from linking.links.figure_index import figures_in
from linking.links.verdicts import LEAST_SURE
from linking.meaning.meaning import ACCOUNT, ITEM, LABEL
from linking.scope import GOVERNMENT
from linking.wording import Sources
from records.file_tables import FactRecord
from records.linking_tables import CheckRecord
from records.tables import Document

OPENING, CLOSING = "carry_over_opening", "carry_over_closing"
OWN_PHASE = {"final_accounts": "final", "budget": "initial_budget"}
"""The stage of which a document of a kind is the first to tell."""
FEWEST_AGREEING = 3
SURE_AGREEING = 5
SURE_SHARE = 4
"""For the same budget: so many agree for each that does not."""

Key = tuple[object, ...]
Amounts = set[Decimal]


@dataclass(frozen=True, slots=True)
class Other:
    """Another issue of the body, with the figures that it was the first to tell, under marked ids."""

    issue: Issue
    tables: list[Document]
    figures: list[Figure]
    files: dict[str, str]


@dataclass(slots=True)
class Held:
    """What holding a document against one other gave: checks, and the amounts that agree or differ."""

    checks: list[CheckRecord] = field(default_factory=list)
    agreeing: Amounts = field(default_factory=set)
    differing: Amounts = field(default_factory=set)

    @property
    def same_scope(self) -> bool:
        """Whether the two documents are shown to speak of the same."""
        return len(self.agreeing) >= FEWEST_AGREEING and len(self.agreeing) > len(self.differing)

    @property
    def surely_same_scope(self) -> bool:
        return len(self.agreeing) >= max(SURE_AGREEING, SURE_SHARE * len(self.differing))


def others_of(issue: Issue, counting: Sequence[Issue]) -> list[Other]:
    """The issues that an issue's figures of other years and stages were first told in."""
    main = issue.main
    if main.fiscal_year is None or main.report_kind not in OWN_PHASE:
        return []
    wanted = {(main.fiscal_year - 1, "final_accounts"), (main.fiscal_year - 1, "budget")}
    if main.report_kind == "final_accounts":
        wanted.add((main.fiscal_year, "budget"))
    return [
        _other(other)
        for other in counting
        if (other.main.fiscal_year, other.main.report_kind) in wanted
        and main.body_kind == other.main.body_kind
        and main.body_kind is not None
    ]


def _other(issue: Issue) -> Other:
    year, phase = issue.main.fiscal_year, OWN_PHASE[issue.main.report_kind or ""]
    tables, figures = [], []
    for document in issue.documents:
        known = marked(document)
        own = [fact for fact in known.facts if _is_own(fact, year, phase)]
        tables.append(known)
        figures += figures_in(own, known.tables)
    files = {one.record.document_id: one.record.file_name for one in issue.documents}
    return Other(issue, tables, figures, files)


def _is_own(fact: FactRecord, year: int | None, phase: str) -> bool:
    return (
        fact.period == year
        and fact.phase == phase
        and fact.value is not None
        and (fact.confidence is None or fact.confidence >= LEAST_SURE)
        and fact.scope in (None, "body")
    )


def is_of_government(issue: Issue) -> bool:
    """Whether an issue is a government's own: its figures are those of many bodies."""
    return (issue.main.report_kind or "").startswith(GOVERNMENT)


def hold_figures(document: Document, other: Other, sources: Sources) -> Held:
    """The figures of a document that another was the first to tell, each held against it.

    Checks that fail are made too; whether they are told is for :func:`told` to say.
    """
    found = ChecksMade(document.record.document_id, sources)
    held = Held()
    there = _by_key(other.figures)
    year, kind = other.issue.main.fiscal_year, other.issue.main.report_kind
    assert year is not None
    for key, fact in _by_key(figures_in(document.facts, document.tables)).items():
        wanted, rule = _wanted(key, document, kind)
        first = there.get(wanted)
        if first is None or rule is None or not fact.value or not first.value:
            continue
        made = check_same(found, rule, fact, first, RULES[rule])
        if made is not None:
            _count(made, first, held)
    held.checks = found.checks
    return held


RULES = {
    "prior_year_figure": "本文件所列上年数与上年公开的决算",
    "carried_forward": "年初结转和结余与上年年末结转和结余",
    "published_budget": "本文件所列预算数与已公开的预算",
}
"""Rule -> what is held, in words."""


def _wanted(key: Key, document: Document, kind: str | None) -> tuple[Key, str | None]:
    """The key of the same number in the other document, and the rule that says that it is the same."""
    measure, *rest, side, phase, period = key
    if kind == "budget":
        return key, "published_budget"
    if measure == OPENING and document.record.report_kind == "final_accounts" and phase == "final":
        if period == document.record.fiscal_year and isinstance(period, int):
            return (CLOSING, *rest, None, phase, period - 1), "carried_forward"
        return key, None
    return key, "prior_year_figure"


def _count(made: CheckRecord, first: FactRecord, held: Held) -> None:
    amount_there = first.amount_yuan if first.amount_yuan is not None else first.value
    assert amount_there is not None
    (held.differing if made.verdict == "fails" else held.agreeing).add(amount_there.normalize())


def told(held: Held) -> list[CheckRecord]:
    """The checks of which it is sure enough that they are of the same scope."""
    result = []
    for made in held.checks:
        if made.verdict != "fails":
            result.append(made)
        elif held.same_scope:
            if made.rule_id == "published_budget" and not held.surely_same_scope:
                made.rule_id = made.rule = "restated_budget"
            result.append(made)
    return result


def _by_key(figures: Iterable[Figure]) -> dict[Key, FactRecord]:
    """Figures by what they are of, stage and year; what is told in two ways is left out."""
    found: dict[Key, FactRecord | None] = {}
    for figure in figures:
        key = _key(figure)
        if key is None:
            continue
        fact = figure.fact
        known = found.setdefault(key, fact)
        if known is not None and known is not fact and not _agree(known, fact):
            found[key] = None
    return {key: fact for key, fact in found.items() if fact is not None}


def _agree(one: FactRecord, other: FactRecord) -> bool:
    if (one.amount_yuan is None) != (other.amount_yuan is None):
        return False
    last = max(unit_of_last_place(one), unit_of_last_place(other))
    return judge(amount(one), amount(other), last) != "fails"


def _key(figure: Figure) -> Key | None:
    """What must be the same in both documents; ``None`` for a figure that is not known well enough."""
    fact, meaning = figure.fact, figure.meaning
    if fact.value is None or fact.phase is None or fact.period is None or meaning.measure == LABEL:
        return None
    if fact.statement.startswith("performance") or fact.project or fact.scope not in (None, "body"):
        return None
    if fact.confidence is not None and fact.confidence < LEAST_SURE:
        return None
    name = None
    if meaning.measure in (ACCOUNT, ITEM):
        if not meaning.code:
            return None
        name = bare(meaning.name)
    side = None if meaning.measure in (OPENING, CLOSING) else meaning.side
    unit = fact.unit if fact.amount_yuan is None else "money"
    return (
        meaning.measure,
        meaning.fund,
        meaning.column,
        meaning.code,
        name,
        unit,
        side,
        fact.phase,
        fact.period,
    )


def with_others(document: Document, others: Sequence[Other]) -> Document:
    """A document with the tables of others beside its own, as a basis for words on both."""
    joined = replace(document, tables=list(document.tables), facts=list(document.facts))
    for other in others:
        for known in other.tables:
            joined.tables += known.tables
            joined.facts += known.facts
    return joined
