"""How many projects have a grade (9个项目自评为优), counted by the scores of their forms."""

from __future__ import annotations

from decimal import Decimal

from linking.intervals import HUNDRED, exact
from linking.labels import names_total
from linking.links.operands import Books
from linking.links.projects import is_overall
from linking.links.verdicts import derived
from records.file_tables import FactRecord
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking")

FEWEST = 2
"""Projects of which some have a grade."""
LOWEST_OF_GRADE = {"优": Decimal(90), "良": Decimal(80), "中": Decimal(60), "差": Decimal(0)}
"""The lowest score of each grade by 财预〔2020〕10号, the best grade first."""


def count_grades(document: Document, books: Books, links: dict[str, LinkRecord]) -> None:
    """Settle the counts that agree with the scores of all projects evaluated.

    Others stay open: a grade may follow another scale, or more than the score.
    """
    counts = [c for c in books.narrative.claims if c.kind == "count" and c.unit in ("个", "项")]
    graded = [(c, found["grade"]) for c in counts if (found := WORDS.of_grade.fullmatch(c.subject or ""))]
    scores = _scores(document) if graded else []
    if len(scores) < FEWEST or None in scores:
        return
    for claim, grade in graded:
        link = links.get(claim.claim_id)
        all_told = any(_tells_all(one, claim, len(scores)) for one in counts)
        if link is None or link.verdict != "unverifiable" or not all_told:
            continue
        fitting = [one for one in scores if one is not None and _grade_of(one) == grade]
        if len(fitting) == claim.value:
            made = derived(claim, "sum", [], exact(claim.value))
            made.fact_ids = [one.fact_id for one in fitting]
            links[claim.claim_id] = made


def _tells_all(one: ClaimRecord, graded: ClaimRecord, projects: int) -> bool:
    """Whether a count, in the sentence of a graded one, is that of all projects that have a form."""
    same = one is not graded and one.section_id == graded.section_id and one.sentence == graded.sentence
    return same and one.value == projects and WORDS.of_projects.search(one.subject or "") is not None


def _grade_of(score: FactRecord) -> str | None:
    """The grade of a score of a hundred points."""
    if score.value is None or score.value > HUNDRED:
        return None
    return next((grade for grade, lowest in LOWEST_OF_GRADE.items() if score.value >= lowest), None)


def _scores(document: Document) -> list[FactRecord | None]:
    """The score of each project that has a form of its own, or else a row of the summary."""
    forms: dict[str, FactRecord | None] = {
        table.table_id: None for table in document.tables if table.statement == "performance_project"
    }
    rows: dict[str, FactRecord | None] = {}
    for fact in document.facts:
        if fact.measure != "score" or fact.value is None:
            continue
        if fact.table_id in forms and is_overall(fact):
            forms[fact.table_id] = fact
        elif fact.statement == "performance_summary" and fact.row_label and not names_total(fact.row_label):
            rows[fact.row_label] = fact
    return [*forms.values()] or [*rows.values()]
