"""The documents of a body over the years: which figures of one are those of another, and whether they agree.

A figure is held against another only if both are of the same measure, account, fund, side, column, stage
and year. It refutes only where the two documents show by other figures that they speak of the same body in
the same scope (口径): a body that was merged or reorganised tells all of its last year anew, and that is no
finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linking.book.issues import Issue, Settled
from linking.book.scopes import Amounts, ScopeEvidence, is_another_scope, totals_in
from linking.checks.identities import ChecksMade, amount, check_same, judge, unit_of_last_place
from linking.labels import bare
from linking.links.conditions import Figure
from linking.links.figure_index import meant_figures, with_totals
from linking.links.verdicts import LEAST_SURE
from linking.meaning.meaning import ACCOUNT, ITEM, LABEL
from linking.scope import GOVERNMENT
from linking.wording import Sources
from records.file_tables import FactRecord
from records.lexicon.groups import CLOSING, OPENING, OWN_STAGE
from records.linking_tables import CheckRecord
from records.tables import Document

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """Another issue of the body, with the figures that it was the first to tell.

    ``by_key`` are those by what they are of, ``facts`` all by their ids. ``former`` is an issue that it
    replaced: what agrees with that one is no restatement.
    """

    issue: Issue
    tables: list[Document]
    figures: list[Figure]
    by_key: dict[Key, FactRecord]
    files: dict[str, str]
    totals: Amounts
    facts: dict[str, FactRecord]
    former: Other | None = None

    def all_tables(self) -> list[Document]:
        """The tables of the issue and of the one that it replaced."""
        return [*self.tables, *(self.former.tables if self.former else ())]

    def all_files(self) -> dict[str, str]:
        """The names of the files of both, by document."""
        return self.files | (self.former.files if self.former else {})


@dataclass(slots=True)
class Held:
    """What holding a document against one other gave: the checks, and what both say of the same."""

    checks: list[CheckRecord] = field(default_factory=list)
    scope: ScopeEvidence = field(default_factory=ScopeEvidence)


@dataclass(frozen=True, slots=True)
class Known:
    """What was looked at before: each year is held against several others.

    ``others`` are issues by their main document, ``figures`` those of a document, one by one.
    """

    others: dict[str, Other] = field(default_factory=dict)
    figures: dict[str, list[Figure]] = field(default_factory=dict)

    def figures_of(self, document: Document) -> list[Figure]:
        """The figures of a document, as :func:`~linking.links.figure_index.meant_figures` gives them."""
        document_id = document.record.document_id
        if document_id not in self.figures:
            self.figures[document_id] = meant_figures(document.facts, document.tables)
        return self.figures[document_id]


def others_of(issue: Issue, settled: Settled, known: Known) -> list[Other]:
    """The issues that an issue's figures of other years and stages were first told in."""
    main = issue.main
    if main.fiscal_year is None or main.report_kind not in OWN_STAGE:
        return []
    wanted = {(main.fiscal_year - 1, "final_accounts"), (main.fiscal_year - 1, "budget")}
    if main.report_kind == "final_accounts":
        wanted.add((main.fiscal_year, "budget"))
    return [
        _other(other, settled.former.get(other.main.document_id, ()), known)
        for other in settled.counting
        if (other.main.fiscal_year, other.main.report_kind) in wanted
        and main.body_kind == other.main.body_kind
        and main.body_kind is not None
    ]


def _other(issue: Issue, former: Sequence[Issue], known: Known) -> Other:
    if issue.main.document_id in known.others:
        return known.others[issue.main.document_id]
    year, phase = issue.main.fiscal_year, OWN_STAGE[issue.main.report_kind or ""]
    tables: list[Document] = []
    figures: list[Figure] = []
    for document in issue.documents:
        own = [fact for fact in document.facts if _is_own(fact, year, phase)]
        tables.append(Document(document.record, tables=document.tables, facts=own))
        figures += with_totals([one for one in known.figures_of(document) if _is_own(one.fact, year, phase)])
    made = known.others[issue.main.document_id] = Other(
        issue,
        tables,
        figures,
        _by_key(figures),
        {one.record.document_id: one.record.file_name for one in issue.documents},
        totals_in(figures),
        {fact.fact_id: fact for one in tables for fact in one.facts},
        _other(former[-1], (), known) if former else None,
    )
    return made


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


@dataclass(frozen=True, slots=True)
class Own:
    """A document that is held against others, with its own figures and totals."""

    document: Document
    by_key: dict[Key, FactRecord]
    totals: Amounts

    @classmethod
    def of(cls, document: Document, figures: Sequence[Figure], others: Sequence[Other]) -> Own:
        """A document with its ``figures``: by key those that ``others`` may have told, or that go on."""
        told = {(OWN_STAGE[one.issue.main.report_kind or ""], one.issue.main.fiscal_year) for one in others}
        looking_back = (
            figure
            for figure in figures
            if (figure.fact.phase, figure.fact.period) in told or figure.meaning.measure == OPENING
        )
        return cls(document, _by_key(looking_back), totals_in(figures))


def hold_figures(own: Own, other: Other, sources: Sources) -> Held:
    """The figures of a document that another was the first to tell, each held against it.

    Checks that fail are made too; whether they are told is for :func:`told` to say.
    """
    found = ChecksMade(own.document.record.document_id, sources)
    held = Held()
    there = other.by_key
    formerly = other.former.by_key if other.former else {}
    totals = other.totals | own.totals
    for key, fact in own.by_key.items():
        wanted, rule = _wanted(key, own.document, other.issue.main.report_kind)
        first, former = there.get(wanted), formerly.get(wanted)
        if first is not None and former is not None and not _agree(fact, first) and _agree(fact, former):
            first = former
        if first is None or rule is None or not fact.value or not first.value:
            continue
        made = check_same(found, rule, fact, first, RULES[rule])
        if made is not None and not _count(made, fact, first, held.scope, totals):
            found.checks.remove(made)
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


def _count(
    made: CheckRecord, fact: FactRecord, first: FactRecord, scope: ScopeEvidence, totals: Amounts
) -> bool:
    """Note what a check says of the scope; False if another scope explains that it fails."""
    there = yuan(first)
    if made.verdict != "fails":
        scope.agree(there)
        return True
    by = yuan(fact) - there
    if is_another_scope(by, there, totals):
        return False
    scope.differ(there, by)
    return True


def yuan(fact: FactRecord) -> Decimal:
    """A figure in yuan; what is no money in its own unit."""
    return (fact.amount_yuan if fact.amount_yuan is not None else fact.value) or Decimal(0)


def told(held: Held) -> list[CheckRecord]:
    """The checks of which it is sure enough that they are of the same scope."""
    result = []
    for made in held.checks:
        if made.verdict != "fails":
            result.append(made)
        elif held.scope.is_same:
            if made.rule_id == "published_budget" and not held.scope.is_surely_same:
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
    if (one.value, one.unit) == (other.value, other.unit):
        return True
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
    of_what = (meaning.measure, meaning.fund, meaning.column, meaning.code, name, unit)
    return *of_what, side, fact.phase, fact.period


def facts_with(document: Document, others: Sequence[Other]) -> dict[str, FactRecord]:
    """The figures of a document and of others by their ids, as a basis for words on both."""
    found = {fact.fact_id: fact for fact in document.facts}
    for other in others:
        found |= other.facts
        if other.former:
            found |= other.former.facts
    return found
