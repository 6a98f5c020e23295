"""What sentences inherit from their chapter: its topic, whose money it is, which year."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractors.chapters import kind_of
from extractors.document import Section
from nlp.accounts import find_accounts
from nlp.annotations import Comparison, Subject
from nlp.lines import BLANK
from nlp.subjects import body_heading, fund_of, subject_of, title_phrase
from nlp.understanding.codes import AccountCodes
from records.lexicon.accounts import class_code
from records.lexicon.groups import OWN_STAGE, SPENT
from records.lexicon.statements import fund_of as statement_fund
from records.lexicon.statements import side_of
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("nlp/subjects")

SPENT_ON = frozenset({"institution_operation", "conference_training", "procurement"})
"""Kinds of chapters about spending that no statement of one side is about."""
BUDGET_KINDS = ("budget", "government_budget")
"""Kinds of reports of what is planned; a government's tells the year before as well."""
NOT_ABOUT = ("overview", "explanation", "statements", "attachment")


@dataclass(slots=True)
class Chapter:
    """The surroundings of a text. ``memory`` is the account path named last in the document."""

    year: int | None = None
    is_budget: bool = False
    of_government: bool = False
    """Whether the report is a government's own, of a region and its levels."""
    of_report: bool = True
    """Whether the text is a report of a budget or of accounts, and not another that tells of one."""
    issuer: str | None = None
    titles: list[str] = field(default_factory=list)
    kind: str | None = None
    body: str | None = None
    """The body that the title, or that of a chapter around, names (（二）某服务中心收支情况)."""
    subject: Subject | None = None
    fund: str | None = None
    sides: tuple[str, ...] = ()
    defines: bool = False
    has_claims: bool = True
    of_duties: bool = False
    """Whether the chapter states duties and plans: only its counts of staff are claims."""
    looks_back_to: int | None = None
    """The year whose outturn a chapter of a budget tells (二、上年预算执行情况)."""
    memory: list[str] = field(default_factory=list)
    budgets: dict[str | None, str] = field(default_factory=dict)
    """Which budget the document has named last, initial or adjusted, in chapters of one kind; in order."""
    lasting: list[Comparison] = field(default_factory=list)
    """What the document has said that all below it is compared with (同比（下同）)."""
    codes: AccountCodes | None = None

    def under(self, title: str) -> Chapter | None:
        """The surroundings below a heading that stands in the text itself, if it is one of a chapter."""
        if re.search(r"\d[\d.,]*(?:[万亿]?元|%)", title):
            return None
        kind = kind_of(title)
        if kind is None or kind in NOT_ABOUT or WORDS.heading_ends.search(title) is None:
            return None
        phrase = title_phrase(title)
        named = {int(year) for year in WORDS.year_of_title.findall(title)}
        then = named == {self.year_before} and WORDS.planned.search(title) is None
        return replace(
            self,
            year=self.year_before if then else self.year,
            is_budget=self.is_budget and not (then and self.of_government),
            kind=kind,
            titles=[title, *self.titles],
            subject=subject_of(phrase) if phrase else None,
            fund=fund_of(title) or _fund_of_kind(kind),
            sides=_sides_of_kind(kind),
        )

    def looking_back(self, sentence: str) -> Chapter | None:
        """The surroundings of a sentence that tells the outturn of the year that the chapter looks back to.

        ``None`` if the sentence names a later year, or plans without saying for when.
        """
        year = self.looks_back_to or self.year_before
        if year is None or any(int(named) > year for named in WORDS.year_of_title.findall(sentence)):
            return None
        if self.looks_back_to is None and self._plans(sentence):
            return None
        return replace(self, year=year, is_budget=False)

    def turns_back(self, sentence: str) -> bool:
        """Whether a sentence of a government's budget begins to tell of the former year.

        So do those below it. In the budget of 2025: （一）2024年一般公共预算。收入完成5亿元.
        """
        if not self.is_budget or not self.of_government:
            return False
        opens = WORDS.opens_year.match(sentence)
        return opens is not None and int(opens["year"]) == self.year_before and not self._plans(sentence)

    def _plans(self, sentence: str) -> bool:
        """Whether a sentence plans, and does not tell what was done."""
        return WORDS.planned.search(sentence) is not None and WORDS.carried_out.search(sentence) is None

    def told_as_done(self, sentence: str, going_on: bool) -> Chapter | None:
        """The surroundings of a sentence of a budget that tells how one was carried out, or goes on so.

        2024年预算收支情况：收入5亿元，完成预算的90%; what is planned is none.
        """
        if not self.is_budget or WORDS.planned.search(sentence) is not None:
            return None
        if not going_on and WORDS.carried_out.search(sentence) is None:
            return None
        return replace(self, is_budget=False, budgets={**self.budgets, self.kind: "initial_budget"})

    def told_as_spent(self, part: str, going_on: bool) -> Chapter | None:
        """The surroundings of a part of a sentence of a budget that tells what was spent of the former one.

        2024年预算6万元，支出5万元, in the budget of 2025; or it goes on so with what was spent on a part.
        Where a rate of execution stands behind, it may be the budget of the year itself.
        """
        if not self.is_budget:
            return None
        if WORDS.run_of_budget.search(part):
            return replace(self, is_budget=False, budgets={**self.budgets, self.kind: "initial_budget"})
        if not self.year or str(self.year) in part:
            return None
        of_part = WORDS.spent_on_part.search(part) is not None and WORDS.planned.search(part) is None
        if going_on and of_part:
            budgets = {**self.budgets, self.kind: "initial_budget"}
            return replace(self, year=self.year_before, is_budget=False, budgets=budgets)
        if WORDS.spent_of_budget.search(part) is None or not self.names_year_before(part):
            return None
        return replace(self, is_budget=False, budgets={**self.budgets, self.kind: "initial_budget"})

    def names_year_before(self, sentence: str) -> bool:
        """Whether a sentence names a year before the one that is reported."""
        named = (
            one for one in WORDS.year_of_title.finditer(sentence) if sentence[one.start() - 1] not in "比较与"
        )
        earlier = any(self.year is not None and int(one[0]) < self.year for one in named)
        return earlier or WORDS.of_year_before.search(sentence) is not None

    def names_row(self, phrase: str) -> bool:
        """Whether a phrase is the name of an account of the document's tables, however short (公安)."""
        return self.codes is not None and self.codes.has(phrase)

    @property
    def year_before(self) -> int | None:
        """The year before the one that the report tells."""
        return self.year - 1 if self.year else None

    @property
    def own_stage(self) -> str:
        """The stage of what the report tells, where its words name none."""
        return OWN_STAGE["budget" if self.is_budget else "final_accounts"]

    def name_budget(self, budget: str) -> None:
        """The chapter names a budget, now the last that the document has named."""
        self.budgets.pop(self.kind, None)
        self.budgets[self.kind] = budget

    def budget_named_before(self) -> tuple[str | None, bool]:
        """The budget that the document has named last, and whether it has named no other."""
        if not self.sides and self.fund is None:
            return None, False  # of projects and their forms, where 预算 is that of all the year
        named = list(self.budgets.values())
        return (named[-1], len({*named}) == 1) if named else (None, False)

    @property
    def is_three_public(self) -> bool:
        """Whether the chapter is about “三公” expenditure, where 预算 means the adjusted budget."""
        return self.kind == "three_public"


def _year_looked_back_to(titles: list[str], year: int | None, of_government: bool) -> int | None:
    """The year before, if the nearest title that names a year tells its outturn (2023年度决算情况).

    A government's report of two years tells the outturn wherever a title names the former one alone.
    """
    told = WORDS.of_outturn
    for title in titles:
        named = [int(one) for one in WORDS.year_of_title.findall(title)]
        found = told.search(title) is not None or of_government and bool(named)
        if found and year is not None and (not named or max(named) == year - 1):
            return year - 1
        if named:
            return None
    return None


def _fund_of_kind(kind: str | None) -> str | None:
    """Whose money a chapter is about that is about a statement of one fund."""
    fund = statement_fund(kind)
    return None if fund == "all" else fund


def _sides_of_kind(kind: str | None) -> tuple[str, ...]:
    side = "expenditure" if kind in SPENT_ON else side_of(kind)
    return (side,) if side else ()


def plans_for(text: str, year: int) -> bool:
    """Whether a text plans for a year: 2024年，预计收入5亿元，较上年执行数减少1亿元."""
    found = WORDS.plans.search(BLANK.sub("", text))
    return found is not None and int(found["year"]) == year


def _is_of_duties(title: str) -> bool:
    """Whether a title speaks of duties or plans and of nothing that is counted (主要职责及机构设置)."""
    return WORDS.of_duties.search(title) is not None and WORDS.of_organisation.search(title) is None


def _fund(chain: list[Section]) -> str | None:
    """Whose money a chapter speaks of; a chapter about something else does not inherit it."""
    kind = None
    for section in chain:
        own = section.record.kind
        if kind is not None and own is not None and own != kind:
            return None
        kind = kind or own
        fund = fund_of(section.record.title or "") or _fund_of_kind(own)
        if fund:
            return fund
    return None


def chapter_of(
    section: Section,
    parents: list[Section],
    document: Document,
    memory: list[str],
    budgets: dict[str | None, str] | None = None,
    lasting: list[Comparison] | None = None,
) -> Chapter:
    """The surroundings of a section; ``parents`` from the nearest to the outermost.

    ``memory``, ``budgets`` and ``lasting`` are what the chapters before have named; they are kept up to date.
    """
    record = document.record
    chain = [section, *parents]
    titles = [one.record.title or "" for one in chain]
    chapter = Chapter(
        year=record.fiscal_year,
        is_budget=record.report_kind in BUDGET_KINDS,
        of_government=(record.report_kind or "").startswith("government"),
        of_report=record.report_kind is not None,
        issuer=record.issuer,
        titles=titles,
        memory=memory,
        budgets=budgets if budgets is not None else {},
        lasting=lasting if lasting is not None else [],
    )
    if record.report_kind is None and record.fiscal_year is not None:
        chapter.is_budget = plans_for(section.body.text, record.fiscal_year)
    chapter.kind = next((kind for one in chain if (kind := one.record.kind)), None)
    chapter.body = next(
        (body for title in titles if (body := body_heading(WORDS.about.sub("", title)))), None
    )
    chapter.defines = any(
        one.record.kind == "definitions" or WORDS.of_definitions.search(one.record.title or "")
        for one in chain
    )
    chapter.has_claims = chapter.kind != "contact" and not chapter.defines
    if chapter.is_budget:
        chapter.looks_back_to = _year_looked_back_to(titles, chapter.year, chapter.of_government)
    chapter.of_duties = any(_is_of_duties(title) for title in titles[:2])
    chapter.fund = _fund(chain)
    chapter.sides = _sides_of_kind(chapter.kind)
    for title in titles:
        accounts = find_accounts(title, memory)
        if accounts:
            account = accounts[-1]
            chapter.subject = Subject(
                account.names[-1],
                "current_year_expenditure",
                ("expenditure",),
                chapter.fund,
                tuple(account.names),
                account.code,
            )
            break
        phrase = title_phrase(title)
        if phrase and kind_of(title) not in (*NOT_ABOUT, None):
            chapter.subject = subject_of(phrase)
            if class_code(phrase) is not None:  # （一）教育支出
                chapter.subject = replace(
                    chapter.subject, measure=SPENT, fund=chapter.fund, account=(phrase,)
                )
            break
    return chapter
