"""Which documents are the same disclosure, which of them counts, and what changed between two issues.

An issue (一次公开) is what one publication consists of: a document, or several that were linked with each
other. Two issues of the same body, year and kind are the same disclosure if their figures say so: the
same figures in another format, or mostly the same figures of which some were corrected (更正). What says
something else stays for itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from linking.book.comparing import (
    Compared,
    Figures,
    compare,
    figures_of,
    in_reading_order,
    only_in,
    place_in_reading,
)
from linking.book.entries import form_of
from linking.obligations.owed import is_reissued
from records.archive_tables import RevisionRecord
from records.file_tables import DocumentRecord, FactRecord
from records.tables import Document

FORMS = ("pdf", "word", "sheet", "html", "text", "other", "scan")
"""Sorts of files, the best first."""
ALL_FIGURES = 0.95
"""So much of the most figures a form must have to be the best one."""
CONTAINED = 0.9
"""Of the smaller issue's figures, for its being the same disclosure in another form."""
IN_COMMON = 0.6
"""For a corrected issue: the share of the figures that stand in the same places."""
AGREEING = 0.5
"""How many of these are the same."""
AGREEING_IF_TOLD = 0.2
"""How many are the same where it is told that one of the two replaces the other."""
FEWEST = 5
"""Fewer figures than that are the same in many documents."""


@dataclass
class Issue:
    """The documents of one publication, the main one first."""

    documents: list[Document]

    @property
    def main(self) -> DocumentRecord:
        return self.documents[0].record

    @property
    def form(self) -> int:
        """How good its form is; 0 is the best."""
        return min(FORMS.index(form_of(document)) for document in self.documents)

    @property
    def says_something(self) -> bool:
        """Whether it has a text beside its tables."""
        return any(document.claims for document in self.documents)

    @cached_property
    def figures(self) -> Figures:
        """What it is compared with other issues by."""
        return figures_of(self.documents)

    @property
    def is_corrected(self) -> bool:
        """Whether it says of itself that it takes the place of a former one."""
        return any(is_reissued(document.record) for document in self.documents)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a document is beside the others of its disclosure."""

    role: str
    counts: bool
    superseded_by: str | None
    disclosure_id: str | None


@dataclass(slots=True)
class Settled:
    """The outcome: each document's standing, and what differs between two issues of one disclosure.

    ``former`` are the other issues of a disclosure whose figures differ, by the main document of the one that
    counts.
    """

    standings: dict[str, Standing] = field(default_factory=dict)
    revisions: list[RevisionRecord] = field(default_factory=list)
    counting: list[Issue] = field(default_factory=list)
    former: dict[str, list[Issue]] = field(default_factory=dict)


def settle(documents: Sequence[Document]) -> Settled:
    """Settle which documents of a body count. Their order makes no difference."""
    result = Settled()
    of_year: dict[tuple[object, ...], list[Issue]] = defaultdict(list)
    for issue in _issues(documents):
        main = issue.main
        of_year[main.fiscal_year, main.report_kind].append(issue)
    for (year, kind), issues in sorted(of_year.items(), key=lambda item: tuple(map(str, item[0]))):
        if year is None or kind is None or len(issues) == 1:
            for issue in issues:
                _stands(issue, result)
        else:
            _settle_year(issues, result)
    return result


def _issues(documents: Sequence[Document]) -> list[Issue]:
    """The documents by publication, each publication's main document first."""
    together: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        record = document.record
        together[record.disclosure_id or record.document_id].append(document)
    for some in together.values():
        some.sort(key=lambda one: (-len(one.claims), one.record.file_name, one.record.document_id))
    return [Issue(some) for _, some in sorted(together.items())]


def _settle_year(issues: list[Issue], result: Settled) -> None:
    """Settle the issues of a body's year: from the best form to the least one."""
    most = max(issue.figures.count for issue in issues)

    def rank(issue: Issue) -> tuple[object, ...]:
        count = issue.figures.count
        too_few = count < ALL_FIGURES * most
        return too_few, not issue.says_something, issue.form, -count, issue.main.document_id

    kept: list[list[Issue]] = []
    """Disclosures: the issue that counts first, then those that it stands for."""
    for issue in sorted(issues, key=rank):
        for group in kept:
            if _take_in(issue, group, result):
                break
        else:
            kept.append([issue])
    for group in kept:
        for issue in group:
            _stands(issue, result, group[0])
        roles = [(issue, result.standings[issue.main.document_id].role) for issue in group[1:]]
        result.former[group[0].main.document_id] = [issue for issue, role in roles if role != "duplicate"]


def _take_in(issue: Issue, group: list[Issue], result: Settled) -> bool:
    """Add an issue to the disclosure that it is an issue of; False if it is none of it."""
    head = group[0]
    if not _may_be_one(head, issue):
        return False
    told = head.is_corrected != issue.is_corrected or bool(_addresses(head) & _addresses(issue))
    compared = compare(head.figures, issue.figures)
    relation = _relation(compared, head, issue, told)
    if relation is None:
        return False
    order = _order(head, issue) if relation == "differs" else None
    if order == "second":  # the new one is the later: it takes the first place
        for other in group:  # also what was another form of the issue that is replaced
            _note(other, "superseded", result)
        group.insert(0, issue)
        result.revisions += _revisions(former=head, later=issue)
    elif order == "first":
        group.append(issue)
        result.revisions += _revisions(former=issue, later=head)
        _note(issue, "superseded", result)
    elif relation == "differs":
        group.append(issue)
        result.revisions += _revisions(former=head, later=issue)
        _note(issue, "variant", result)
    else:
        group.append(issue)
        _note(issue, "duplicate", result)
    return True


def _may_be_one(one: Issue, other: Issue) -> bool:
    """Whether two issues may be of one disclosure: of department and unit there are two."""
    first, second = one.main.body_kind, other.main.body_kind
    return first is None or second is None or first == second


def _addresses(issue: Issue) -> set[str]:
    return {one.record.source_url for one in issue.documents if one.record.source_url}


def _relation(compared: Compared, head: Issue, issue: Issue, told: bool) -> str | None:
    """``same``, ``differs``, or ``None`` for two disclosures."""
    smaller = min(head.figures.count, issue.figures.count)
    if smaller < FEWEST:
        same = head.figures.count == issue.figures.count and compared.contained == 1.0
        return "same" if same and _same_words(head, issue) else None
    if not compared.changed and compared.contained >= CONTAINED:
        return "same" if _say_the_same(head, issue) else "differs"
    in_place = compared.same + len(compared.changed)
    placed = min(len(head.figures.placed), len(issue.figures.placed))
    if in_place < max(FEWEST, IN_COMMON * placed):
        return "same" if compared.contained >= CONTAINED else None
    if not compared.changed:
        return None
    return "differs" if compared.agreeing >= (AGREEING_IF_TOLD if told else AGREEING) else None


def _say_the_same(one: Issue, other: Issue) -> bool:
    """Whether two issues are one text: in two formats what is read may differ in a trifle.

    An issue of tables alone says nothing else.
    """
    said, also = _said(one), _said(other)
    if one.form == other.form and also:
        return said == also and one.figures.amounts == other.figures.amounts and _text(one) == _text(other)
    smaller = min(said.total(), also.total())
    return (said & also).total() >= CONTAINED * smaller


def _text(issue: Issue) -> str:
    return "".join(section.text for one in issue.documents for section in one.sections)


def _same_words(one: Issue, other: Issue) -> bool:
    """Whether two documents of few figures say the same: their claims tell."""
    return _said(one).total() >= FEWEST and _said(one) == _said(other)


def _said(issue: Issue) -> Counter[tuple[str, str, str]]:
    """What the texts of an issue state: kind, number and unit of each claim."""
    return Counter(
        (claim.kind, f"{claim.value}", claim.unit or "") for one in issue.documents for claim in one.claims
    )


def _order(first: Issue, second: Issue) -> str | None:
    """Which of two issues is the later, ``first`` or ``second``; ``None`` if nothing tells."""
    if first.is_corrected != second.is_corrected:
        return "first" if first.is_corrected else "second"
    for moments in (
        [_latest(issue, "published_at") for issue in (first, second)],
        [_latest(issue, "fetched_at") for issue in (first, second)],
    ):
        one, other = moments
        if one is not None and other is not None and one != other:
            return "first" if one > other else "second"
    return None


def _latest(issue: Issue, column: str) -> date | None:
    """The last day that the documents tell: hours of one crawl tell nothing."""
    days = [getattr(one.record, column) for one in issue.documents]
    found = []
    for day in days:
        try:
            found.append(date.fromisoformat(day[:10]))
        except (TypeError, ValueError):
            continue
    return max(found, default=None)


def _note(issue: Issue, role: str, result: Settled) -> None:
    for document in issue.documents:
        result.standings[document.record.document_id] = Standing(role, False, None, None)


def _stands(issue: Issue, result: Settled, head: Issue | None = None) -> None:
    """Give the documents of an issue their places; those of the first issue of a disclosure count."""
    head = head or issue
    disclosure = head.main.disclosure_id
    for number, document in enumerate(issue.documents):
        document_id = document.record.document_id
        if issue is head:
            repeats = number > 0 and _repeats(document, issue.documents[:number])
            standing = Standing(
                "primary" if number == 0 else "duplicate" if repeats else "companion",
                not repeats,
                issue.main.document_id if repeats else None,
                disclosure,
            )
        else:
            role = result.standings[document_id].role
            standing = Standing(role, False, head.main.document_id, disclosure)
        result.standings[document_id] = standing
    if issue is head:
        result.counting.append(issue)


def _repeats(document: Document, before: list[Document]) -> bool:
    """Whether all that a document has stands in the others of its publication too."""
    own = figures_of([document])
    if own.count < FEWEST or document.claims:
        return False
    return compare(figures_of(before), own).contained >= CONTAINED


def _revisions(former: Issue, later: Issue) -> list[RevisionRecord]:
    """The figures that differ between two issues, in the order of the later one."""
    compared = compare(former.figures, later.figures)
    rows = [
        _revision(later, former, "changed", fact, other)
        for other, fact in sorted(compared.changed, key=lambda pair: place_in_reading(pair[1]))
    ]
    added = in_reading_order(only_in(later.figures, former.figures))
    gone = in_reading_order(only_in(former.figures, later.figures))
    rows += [_revision(later, former, "added", fact, None) for fact in added]
    rows += [_revision(later, former, "gone", None, fact) for fact in gone]
    return rows


def _revision(
    later: Issue, former: Issue, change: str, fact: FactRecord | None, other: FactRecord | None
) -> RevisionRecord:
    shown = fact or other
    assert shown is not None
    return RevisionRecord(
        document_id=fact.document_id if fact else later.main.document_id,
        former_document_id=other.document_id if other else former.main.document_id,
        change=change,
        statement=shown.statement,
        row_label=shown.row_label,
        account_code=shown.account_code,
        column_path=list(shown.column_path),
        fact_id=fact.fact_id if fact else None,
        former_fact_id=other.fact_id if other else None,
        value=fact.value if fact else None,
        former_value=other.value if other else None,
        unit=shown.unit,
        page=fact.page if fact else None,
    )
