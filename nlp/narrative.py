"""The narrative (文字说明) of a Document: its claims, reasons and definitions, as published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extractors.document import ReadFile, Section
from extractors.tables.meanings import in_yuan
from nlp.annotations import Cause, Claim, Comparison, Definition, Reason, Subject
from nlp.causes.effects import effects_of
from nlp.causes.judging import judge_explanations
from nlp.causes.kinds import categories_version
from nlp.chapters import Chapter, chapter_of
from nlp.definitions import as_definition, explanation_in, glossary_in
from nlp.subjects import for_expenditure
from nlp.understanding.codes import AccountCodes
from nlp.understanding.left_over import Understanding, projects_of
from nlp.understanding.levels import Levels
from records.columns import Place
from records.file_tables import DiagnosticRecord
from records.lexicon.groups import SPENT
from records.lexicon.terms import is_count, measure_of_side
from records.narrative_tables import ClaimRecord, DefinitionRecord, ReasonEffectRecord, ReasonRecord
from records.phrases import Phrases

DOUBTS = {
    "subject": ("claim_subject_unknown", "It is not said what this figure measures: {raw}"),
    "unit": ("claim_unit_assumed", "The unit is left out; taken from the figure beside it: {raw}"),
    "part": ("claim_part_unsure", "It is not clear whether this is part of a change or of an amount: {raw}"),
    "direction": ("claim_direction_open", "The text leaves open which way this changed: {raw}"),
    "footing": ("claim_footing_adjusted", "Something is left out of what is compared here: {raw}"),
    "rough": ("claim_rough", "There are only about so many: {raw}"),
    "narrowed": ("claim_narrowed", "A clause before it tells which part of this is meant: {raw}"),
    "base": ("claim_base_unknown", "It is not clear what this change is measured against: {raw}"),
    "budget": ("claim_budget_unspecified", "The text says 预算 without saying which; read as {base}: {raw}"),
}
UNSURE = {"part", "direction", "footing", "narrowed", "rough"}
"""Doubts by which a claim is not understood."""


REASONS = Phrases("nlp/reasons")
WORDS = Phrases("nlp/subjects")
_BLANK = re.compile(r"\s")
_MARKS = re.compile(r"[\s，。；、：,.;:]")


@dataclass(slots=True)
class Narrative:
    """What the narrative of a document states."""

    claims: list[ClaimRecord] = field(default_factory=list)
    reasons: list[ReasonRecord] = field(default_factory=list)
    reason_effects: list[ReasonEffectRecord] = field(default_factory=list)
    definitions: list[DefinitionRecord] = field(default_factory=list)
    diagnostics: list[DiagnosticRecord] = field(default_factory=list)


def read_narrative(read: ReadFile, accounts: Iterable[tuple[str, str]] = ()) -> Narrative:
    """The claims, reasons and definitions of a file as read, in reading order.

    ``accounts``, as code and name, are those of other files that its text may name.
    Values are as printed; money also in yuan. Ids are unique in the document. The document's
    indicators get the kinds of the causes that they give.
    """
    # spaCy costs a second and 100 MB; who only needs the records does not pay
    from nlp.pipeline import annotate

    narrative, document, sections = Narrative(), read.document, read.sections
    codes = AccountCodes(document, accounts)
    record, projects = document.record, projects_of(document.facts)
    understanding = Understanding(record.issuer, record.title, codes.names, projects)
    by_id = {section.record.section_id: section for section in sections}
    memory: list[str] = []
    fund: str | None = None
    budgets: dict[str | None, str] = {}
    lasting: list[Comparison] = []
    wordings: dict[str, str] = {}
    for section in sections:
        parents = _parents(section, by_id)
        named = list(memory)
        chapter = chapter_of(section, parents, document, memory, budgets, lasting)
        chapter.codes = codes
        if chapter.fund != fund and memory == named:
            memory.clear()  # an account of one fund is no parent of those of another
        fund = chapter.fund
        if not section.body.text:
            continue
        text = section.body.text
        glossary = None if chapter.defines else glossary_in(text)
        if glossary is not None:
            # a file without chapters: the terms stand in the running text
            start, end = glossary
            terms = annotate(" " * start + text[start:end], replace(chapter, defines=True, has_claims=False))
            _add_definitions(narrative, section, terms._.definitions)
            text = text[:start] + " " * (end - start) + text[end:]
        doc = annotate(text, chapter)
        if chapter.defines:
            _add_definitions(narrative, section, doc._.definitions)
        else:
            reason_ids = add_reasons(narrative.reasons, section, doc._.reasons, wordings)
            rows = _Claims(narrative, section, chapter, codes, understanding)
            rows.add(doc._.claims, reason_ids)
    narrative.reason_effects = effects_of(narrative.claims, narrative.reasons)
    judge_explanations(document.indicators, document.record.fiscal_year)
    return narrative


def _parents(section: Section, by_id: dict[str, Section]) -> list[Section]:
    result: list[Section] = []
    parent = section.record.parent_id
    while parent is not None and parent in by_id and len(result) < 8:
        result.append(by_id[parent])
        parent = by_id[parent].record.parent_id
    return result


def _add_definitions(narrative: Narrative, section: Section, found: list[Definition]) -> None:
    text = section.body.text
    title = section.record.title or ""
    if not found and section.record.kind != "definitions":
        single = as_definition(title, text)
        found = [single] if single else []
    for one in _on_one_sheet(section, found):
        explanation = explanation_in(text[one.text_start : one.end])
        places = section.body.places(one.start, one.end)
        narrative.definitions.append(
            DefinitionRecord(
                document_id=section.record.document_id,
                term=one.term,
                definition=explanation,
                page=places[0].page if places else section.record.page,
                box=places[0].box if places else None,
                boxes=places,
                anchor=section.body.anchor(one.start),
            )
        )


def _on_one_sheet(section: Section, found: list[Definition]) -> Iterator[Definition]:
    """The definitions on the sheet of a workbook on which the first stands, none longer than the sheet."""
    body = section.body
    sheet = _sheet(body.anchor(found[0].start)) if found else None
    if sheet is None:
        yield from found
        return
    for one in found:
        if _sheet(body.anchor(one.start)) == sheet:
            starts = (at for at in body.starts if one.start < at < one.end)
            end = next((at for at in starts if _sheet(body.anchor(at)) != sheet), one.end)
            yield replace(one, end=end)


def _sheet(anchor: str | None) -> str | None:
    """The sheet that an anchor names: 名词解释!A3."""
    name, mark, _ = (anchor or "").rpartition("!")
    return name if mark else None


@dataclass(slots=True)
class _Claims:
    """The claims of one chapter as they are published; the same doubt is noticed once."""

    narrative: Narrative
    section: Section
    chapter: Chapter
    codes: AccountCodes
    understanding: Understanding
    noticed: set[tuple[str, str | None]] = field(default_factory=set)

    def add(self, claims: list[Claim], reason_ids: list[str | None]) -> None:
        """Append the rows of the chapter's claims, and what is not sure of them."""
        text = self.section.body.text
        sentences: dict[int, tuple[str, list[Place]]] = {}
        levels = Levels(self.chapter.titles) if self.chapter.of_government else None
        among_others = self.understanding.names_several(text) or any(
            self.understanding.names_another(claim.subject) for claim in claims
        )
        narrowed: Claim | None = None
        for claim in claims:
            start = claim.sentence.start
            if start not in sentences:
                whole = text[start : claim.sentence.end]
                lead = start + len(whole) - len(whole.lstrip())
                sentences[start] = (
                    whole.replace("\n", "").strip(),
                    self.section.body.places(lead, claim.sentence.end),
                )
            sentence, boxes = sentences[start]
            places = self.section.body.places(claim.start, claim.end)
            raw = self.section.body.raw(claim.start, claim.raw_end) or text[claim.start : claim.raw_end]
            for side in _sides(claim.subject, self.chapter):
                record = ClaimRecord(
                    document_id=self.section.record.document_id,
                    claim_id=f"c{len(self.narrative.claims) + 1}",
                    section_id=self.section.record.section_id,
                    sentence=sentence,
                    kind=claim.kind,
                    phase=claim.phase,
                    period=claim.period,
                    value=None if claim.kind == "relation" else claim.value,
                    unit=claim.unit,
                    amount_yuan=in_yuan(claim.value, claim.unit) if claim.kind != "relation" else None,
                    direction=claim.direction,
                    base=claim.base,
                    base_phase=claim.base_phase,
                    understood=not UNSURE & set(claim.doubts),
                    share_of=claim.share_of or None,
                    reason_id=reason_ids[claim.reason] if claim.reason is not None else None,
                    raw=raw,
                    page=places[0].page if places else None,
                    box=places[0].box if places else None,
                    boxes=boxes,
                    anchor=self.section.body.anchor(claim.start),
                    confidence=self.section.body.confidence(claim.start, claim.raw_end),
                    side=side,
                )
                self._describe(record, claim.subject)
                if levels is not None:
                    record.scope = levels.of(claim, text)
                left = self.understanding.left_over(claim.subject, claim.share_of, among_others=among_others)
                if narrowed is not None and _is_part_of(claim, narrowed, text):
                    record.understood = False
                elif claim.kind == "level":
                    narrowed = claim if left or "footing" in claim.doubts else None
                if left:
                    record.understood = False
                    self._notice_left(record, left)
                if side == "expenditure" and claim.subject and len(claim.subject.sides) > 1:
                    record.subject = for_expenditure(claim.subject.text)
                self.narrative.claims.append(record)
            self._notice(claim, raw, places)

    def _describe(self, record: ClaimRecord, subject: Subject | None) -> None:
        if subject is None:
            record.fund = self.chapter.fund if record.kind not in ("count", "score") else None
            record.understood = False
            return
        record.subject = subject.text or None
        record.account_path = list(subject.account)
        reading = self.understanding.read(subject.text, record.unit)
        # 三、本级公务接待费: whose all the figures below are
        record.scope = reading.scope or self._scope_of_title()
        if record.kind in ("count", "score"):
            counted = record.kind == "score" or is_count(reading.measure)
            record.measure, record.side = reading.measure if counted else None, None
            return
        record.measure = subject.measure
        if record.measure is None and reading.whole:
            record.measure = reading.measure or (measure_of_side(record.side) if reading.fund_only else None)
        if is_count(record.measure) and (record.unit or "").endswith("元"):
            record.measure = None  # the money of 车辆 is not their number
        if not subject.account and reading.accounts and record.measure == SPENT:
            record.measure = None  # what is spent on the account that the words name, not all that is spent
        record.fund = subject.fund or self.chapter.fund
        if subject.account:
            record.account_code = subject.code or self.codes.code_of(subject.account)

    def _scope_of_title(self) -> str | None:
        """Whose the figures of a chapter are by its title, if that is the body's own level alone."""
        title = next(iter(self.chapter.titles), "")
        return "own_level" if title and self.understanding.read(title).scope == "own_level" else None

    def _notice_left(self, record: ClaimRecord, left: tuple[str, ...]) -> None:
        """A diagnostic for the words of a subject that are in no list; the same words only once a section."""
        words = "、".join(left)
        if ("words", words) in self.noticed:
            return
        self.noticed.add(("words", words))
        message = f"Of the subject {record.subject} these words are not understood: {words}"
        self._tell("claim_subject_not_understood", message, record.page)

    def _notice(self, claim: Claim, raw: str, places: list[Place]) -> None:
        """A diagnostic for each doubt; the same doubt only once a section."""
        for doubt in claim.doubts:
            if claim.inside is not None and doubt != "subject":
                continue
            code, message = DOUBTS[doubt]
            if (doubt, claim.base or claim.phase) in self.noticed:
                continue
            self.noticed.add((doubt, claim.base or claim.phase))
            told = message.format(raw=raw, base=claim.base or claim.phase)
            self._tell(code, told, places[0].page if places else None)

    def _tell(self, code: str, message: str, page: int | None) -> None:
        own = self.section.record.document_id
        self.narrative.diagnostics.append(
            DiagnosticRecord(
                document_id=own, stage="narrative", severity="info", code=code, message=message, page=page
            )
        )


def _is_part_of(claim: Claim, whole: Claim, text: str) -> bool:
    """Whether a claim tells a part of an amount: 某站经费4万元，其中办公费|3万元, up to a semicolon."""
    between = text[whole.raw_end : claim.start]
    same = claim.sentence.start == whole.sentence.start
    return same and WORDS.parts_only.fullmatch(between) is not None


def _sides(subject: Subject | None, chapter: Chapter) -> tuple[str | None, ...]:
    """收、支总计 is said of both sides: two claims, the first with the phrase as printed.

    A subject without a side has its chapter's, if that is one.
    """
    if subject is None:
        return (None,)
    if subject.sides:
        return subject.sides
    return (chapter.sides[0],) if len(chapter.sides) == 1 and subject.measure else (None,)


def add_reasons(
    records: list[ReasonRecord], section: Section, reasons: list[Reason], first: dict[str, str]
) -> list[str | None]:
    """Append the rows of a section's reasons; the id of each reason's own row, in their order.

    One that only points back (原因同上) has the row of the reason before it, and none if nothing is before.
    ``first`` has the first row of each wording in the document, and is brought up to date.
    """
    ids: list[str | None] = []
    for reason in reasons:
        whole = reason.cause or Cause(reason.start, reason.end)
        if REASONS.back.search(_BLANK.sub("", section.body.text[whole.start : whole.end])) is not None:
            ids.append(
                next((record.reason_id for record in reversed(records) if record.list_id is None), None)
            )
            continue
        opened = _add_reason(records, section, whole, None, first)
        ids.append(opened)
        for item in reason.items:
            _add_reason(records, section, item, opened, first)
    return ids


def _add_reason(
    records: list[ReasonRecord], section: Section, cause: Cause, list_id: str | None, first: dict[str, str]
) -> str:
    reason_id = f"r{len(records) + 1}"
    text = section.body.text[cause.start : cause.end].replace("\n", "")
    places = section.body.places(cause.start, cause.end)
    records.append(
        ReasonRecord(
            document_id=section.record.document_id,
            reason_id=reason_id,
            text=text,
            categories=list(cause.categories),
            substance=cause.substance,
            confidence=cause.confidence,
            categories_version=categories_version(),
            list_id=list_id,
            group_id=first.setdefault(_MARKS.sub("", text), reason_id),
            section_id=section.record.section_id,
            page=places[0].page if places else None,
            box=places[0].box if places else None,
            boxes=places,
            anchor=section.body.anchor(cause.start),
        )
    )
    return reason_id
