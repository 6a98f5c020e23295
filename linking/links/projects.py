"""Projects (项目) by name: the forms and rows that evaluate them, for claims that name one."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import permutations

from linking.intervals import HUNDRED, Interval
from linking.labels import bare
from linking.links.figure_index import interval_of
from linking.links.operands import Books, Operand
from linking.links.relations import OPERAND_UNIT, signed
from linking.links.verdicts import judged, repeated, unverified
from linking.wording import parted
from records.file_tables import FactRecord
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking")

SHORTEST = 4
"""Letters of a project's name from which on it is found within a phrase (维修 is in many)."""
ALIKE = 0.8
"""Likeness (Ratcliff-Obershelp) of two names of one project: a word left out, or two letters of ten."""
ONE_OF_SEVERAL = "等"
"""Behind a name: it is an example of what is meant (防汛值守等3个项目)."""
CODE = re.compile(r"^[0-9A-Za-z]{6,}[-—_]?")
"""The number of a project in front of its name."""


@dataclass(slots=True)
class Projects:
    """The money and the scores of each project that the document evaluates, by its name."""

    facts: dict[str, list[FactRecord]] = field(default_factory=lambda: defaultdict(list))
    owners: dict[str, str | None] = field(default_factory=dict)
    """By figure of a form or of a row, the project that it is of; nothing where the form does not say."""
    scored: Counter[str | None] = field(default_factory=Counter)
    """In how many sentences each chapter tells a score: of several projects, if there are several."""
    _named: dict[str, str | None] = field(default_factory=dict)
    """What texts name that were looked at already: the claims of a sentence have it in common."""

    @classmethod
    def of(cls, document: Document) -> Projects:
        """The projects of performance forms and of the rows of their summary."""
        projects = cls()
        names = {i.table_id: i.project for i in document.indicators if i.project}
        forms = {t.table_id for t in document.tables if t.statement == "performance_project"}
        for fact in document.facts:
            summed_up = fact.statement == "performance_summary"
            if not summed_up and fact.table_id not in forms:
                continue
            name = fact.row_label if summed_up else names.get(fact.table_id)
            own = bare(CODE.sub("", name)) if name else None
            projects.owners[fact.fact_id] = own
            if own and (summed_up or is_overall(fact)):
                projects.facts[own].append(fact)
        return projects

    def named_in(self, text: str) -> str | None:
        """The one project that a text names, in full or nearly so; ``None`` if none or several."""
        if text not in self._named:
            self._named[text] = self._found_in(bare(text))
        return self._named[text]

    def _found_in(self, folded: str) -> str | None:
        contained = [
            name
            for name in self.facts
            if len(name) >= SHORTEST and name in folded.replace(name + ONE_OF_SEVERAL, "")
        ]
        if contained:
            longest = max(contained, key=len)
            return longest if all(name in longest for name in contained) else None
        if len(folded) < SHORTEST:
            return None
        close = difflib.get_close_matches(folded, self.facts, n=2, cutoff=ALIKE)
        return close[0] if len(close) == 1 else None

    def are_of_another(self, link: LinkRecord, name: str | None, claim: ClaimRecord) -> bool:
        """Whether what contradicts a claim are figures of others than the project it names, or several."""
        owners = {self.owners[fact] for fact in link.fact_ids if fact in self.owners}
        if link.verdict != "contradicted" or not owners:
            return False
        if claim.kind == "score" and WORDS.score_of_part.search(bare(claim.subject)):
            return True  # 执行率得分: the figure is the score of all
        if name is not None:
            return name not in owners
        if claim.kind == "score" and self.scored[claim.section_id] > 1:
            return True
        return WORDS.of_several_projects.search(parted(claim.sentence, claim.raw)[0]) is not None

    def the_only_one(self, claim: ClaimRecord) -> str | None:
        """The project that 该项目 means in a document that evaluates one only."""
        says_so = WORDS.this_project.match(bare(claim.subject)) or WORDS.this_project.search(
            bare(claim.sentence)
        )
        return next(iter(self.facts)) if len(self.facts) == 1 and says_so else None


def is_overall(fact: FactRecord) -> bool:
    """Whether a figure of a form is of the whole project: its money in total, its score."""
    label = bare(fact.row_label)
    if fact.measure == "score":
        return WORDS.score_of_project.search(label) is not None
    is_total = WORDS.total_of_project.search(label) is not None
    return fact.amount_yuan is not None and fact.phase is not None and is_total


def link_projects(document: Document, books: Books, links: dict[str, LinkRecord]) -> None:
    """Link claims that speak of a project by its name, here or in the sentence before."""
    projects = Projects.of(document)
    if not projects.owners:
        return
    scores = {(c.section_id, c.sentence) for c in books.narrative.claims if c.kind == "score"}
    projects.scored = Counter(section for section, _ in scores)
    current: str | None = None
    section: str | None = None
    for claim in books.narrative.claims:
        if claim.section_id != section:
            current, section = None, claim.section_id
        in_chapter = books.ledger.kind_of(claim) == "performance" or "绩效" in (claim.sentence or "")
        in_chapter = in_chapter or "自评" in (claim.sentence or "")
        name = projects.named_in(claim.subject or "")
        if in_chapter:
            current = name or projects.named_in(claim.sentence or "") or current
        told = current if in_chapter and _goes_on_about(current, claim) else None
        name = name or told or projects.the_only_one(claim)
        claim.project = name
        link = links.get(claim.claim_id)
        if link is not None and projects.are_of_another(link, name, claim):
            link = links[claim.claim_id] = unverified(claim, link.relation)
        if name is None or link is None or link.verdict not in ("unverifiable", "derivable"):
            continue
        # Only the sentence that names the project can contradict its form.
        alone = name == projects.the_only_one(claim)
        sure = in_chapter and link.verdict == "unverifiable" and (alone or name in bare(claim.sentence))
        sure = sure and (claim.kind != "score" or WORDS.scored_by_others.search(bare(claim.sentence)) is None)
        made = _link(claim, projects.facts[name], sure)
        if made is not None:
            links[claim.claim_id] = made


def _goes_on_about(name: str | None, claim: ClaimRecord) -> bool:
    """Whether a claim is told of the project named before it, and of no other or all of them together.

    对3个项目开展自评，涉及资金90万元，其中“甲”50万元、“乙”40万元，平均95分: only 50万元 is told of 甲.
    """
    if name is None:
        return False
    before, found, _ = parted(claim.sentence, claim.raw)
    if not found:
        return True
    if name not in bare(claim.sentence):
        if WORDS.opens_with_project.match(claim.sentence or ""):
            return False
        return WORDS.of_several_projects.search(before) is None
    *_, quoted, behind = ["", "", *re.split('[“”"]', before)]
    if name not in bare(before) or "“" in before and name not in bare(quoted):
        return False
    return WORDS.of_several_projects.search(behind) is None


def _link(claim: ClaimRecord, facts: list[FactRecord], sure: bool) -> LinkRecord | None:
    """The link of a claim with a project's own figures, where they bear it out.

    If it is ``sure`` that the text evaluates this project, its one figure may also contradict.
    """
    money = [f for f in facts if f.amount_yuan is not None]
    if claim.kind == "score":
        scores = [f for f in facts if f.unit == "分" and f.measure == "score"]
        sure = sure and WORDS.score_of_part.search(bare(claim.subject)) is None
        # a row may tell the points of its parts too
        of_all = [f for f in scores if WORDS.score_of_project.search(bare("".join(f.column_path[-1:])))]
        return _held_against(claim, of_all or scores, sure)
    if claim.kind == "completion_rate":
        rates = [f for f in facts if f.measure == "execution_rate"]
        done = [f for f in money if f.phase == "final"]
        budgets = [f for f in money if f.phase == (claim.base or "adjusted_budget")]
        return _first(claim, [[d, b] for d in done for b in budgets], "ratio") or _first(
            claim, [[f] for f in rates]
        )
    if claim.kind == "level" and claim.phase is not None:
        return _held_against(claim, [f for f in money if f.phase == claim.phase], sure)
    if claim.kind in ("level", "change"):
        apart = [[a, b] for a, b in permutations(money, 2) if a.phase != b.phase]
        if claim.kind == "change":
            apart = [pair for pair in apart if pair[1].phase == claim.base]
        return _first(claim, apart, "difference")
    return None


def _held_against(claim: ClaimRecord, facts: list[FactRecord], sure: bool) -> LinkRecord | None:
    """The figure of a project that the claim repeats, or that contradicts it if it is the only one."""
    link = _first(claim, [[fact] for fact in facts])
    if link is None and sure and facts and len({fact.value for fact in facts}) == 1:
        return repeated(claim, Operand.of(facts[0], claim.unit, confidence=0.9))
    return link


def _first(
    claim: ClaimRecord, choices: list[list[FactRecord]], relation: str = "equals"
) -> LinkRecord | None:
    """The first choice of operands that gives the claim."""
    for facts in choices:
        result = _result(claim, facts, relation)
        if result is None:
            continue
        operands = [Operand.of(f, claim.unit, confidence=0.9) for f in facts]
        link = judged(claim, relation, operands, result, ("parts",))
        if link.verdict in ("supported", "rounding"):
            return link
    return None


def _result(claim: ClaimRecord, facts: list[FactRecord], relation: str) -> Interval | None:
    if relation == "equals":
        return interval_of(facts[0], claim.unit)
    first, second = (interval_of(fact, OPERAND_UNIT) for fact in facts)
    if relation == "ratio":
        quotient = first.over(second)
        return quotient.scaled(HUNDRED) if quotient else None
    unit = replace(claim, kind="change")
    result = first - second
    return -result if signed(unit).value < 0 else result
