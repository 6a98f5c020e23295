"""How a verdict came about, step by step: words, meaning, the figures found, what spoke against them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from linking.linker import books_of
from linking.links.figure_index import Candidate
from linking.links.operands import Books
from linking.meaning.figures import figure_meaning
from linking.meaning.meaning import Meaning
from linking.wording import Sources, place
from records.file_tables import FactRecord
from records.lexicon.reading import read
from records.lexicon.terms import terms
from records.narrative_tables import ClaimRecord
from records.tables import Document
from records.vocabularies import vocabularies

MONEY = "万元"
Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A step: what was asked, and what came out, a line each; a line is one phrase or several."""

    title: str
    lines: tuple[Line, ...]


class UnknownRow(Exception):
    """An id that is neither a claim nor a figure of the document."""


def trace(document: Document, row_id: str) -> list[TraceStep]:
    """The steps that led to the verdict on a claim, or to what a figure means.

    Raises :class:`UnknownRow`.
    """
    claim = next((claim for claim in document.claims if claim.claim_id == row_id), None)
    if claim is not None:
        return _of_claim(document, claim)
    fact = next((fact for fact in document.facts if fact.fact_id == row_id), None)
    if fact is not None:
        return _of_figure(document, fact)
    raise UnknownRow(f"There is no claim and no figure {row_id!r} in this document.")


def _of_claim(document: Document, claim: ClaimRecord) -> list[TraceStep]:
    books = books_of(document, document.claims)
    sense = books.ledger.sense_of(claim)
    reading = _reading(claim.subject or "")
    words: list[Line] = [
        (claim.sentence or "",),
        (f"subject “{claim.subject or ''}”: {reading[0]}", *reading[1:]),
    ]
    if claim.account_path:
        words.append((f"account {' / '.join(claim.account_path)} {claim.account_code or ''}".rstrip(),))
    if sense.left:
        words.append((f"not understood: {'、'.join(sense.left)}",))
    kind = books.ledger.kind_of(claim)
    chapter = f"chapter about {_term('section_kind', kind) or 'nothing known'}"
    meant = tuple(
        _meaning(wanted.meaning) + _conditions("if sure of: ", wanted.doubts) for wanted in sense.wanted
    )
    steps = [
        TraceStep(
            f"Claim {claim.claim_id}: {_term('claim_kind', claim.kind)} {claim.raw or ''}", tuple(words)
        ),
        TraceStep(f"Meaning, in a {chapter}", meant or (("none in the lexicon",),)),
    ]
    steps += [_asked(document, claim, books, phase, period) for phase, period in _times(claim)]
    doubts = books.doubts_of(claim)
    if doubts:
        steps.append(TraceStep("Doubts of the claim itself", (_conditions("", doubts),)))
    link = next((link for link in document.links if link.claim_id == claim.claim_id), None)
    if link is not None:
        lines: list[Line] = [(link.explanation or "",)]
        if link.doubts:
            lines.append(_conditions("conditions not met: ", tuple(link.doubts)))
        steps.append(TraceStep(f"Verdict: {_term('verdict', link.verdict)}", tuple(lines)))
    return steps


def _times(claim: ClaimRecord) -> list[tuple[str | None, int | None]]:
    """The stages and years of the levels that a claim speaks of: its own, and that it compares with."""
    own = (claim.phase, claim.period)
    if claim.base == "prior_year" and claim.period is not None:
        return [own, (claim.base_phase or claim.phase, claim.period - 1)]
    return [own, (claim.base, claim.period)] if claim.base not in (None, "other") else [own]


def _asked(
    document: Document, claim: ClaimRecord, books: Books, phase: str | None, period: int | None
) -> TraceStep:
    asked = claim if claim.kind in ("level", "count", "score") else replace(claim, kind="level", unit=MONEY)
    sources = Sources.of(document.tables)
    found = books.ledger.candidates(asked, phase, period)
    title = f"Figures asked for: {_term('phase', phase) or 'any stage'}, {period or 'any year'}"
    return TraceStep(title, tuple(_candidate(one, sources) for one in found) or (("none of this meaning",),))


def _candidate(candidate: Candidate, sources: Sources) -> Line:
    fact = candidate.fact
    line = f"{fact.fact_id} {place(fact, sources)} {fact.raw or ''}{fact.unit or ''}"
    differ, doubts = (_conditions("", names) for names in (candidate.differ, candidate.doubts))
    if differ:
        return (f"{line}: another number by {differ[0]}",)
    return (f"{line}: not sure of {doubts[0]}" if doubts else f"{line}: agrees",)


def _of_figure(document: Document, fact: FactRecord) -> list[TraceStep]:
    table = next((table for table in document.tables if table.table_id == fact.table_id), None)
    meaning = figure_meaning(fact, table.title or "" if table else "")
    heads = tuple(_quoted(head) for head in fact.column_path)
    row = _quoted(fact.row_label) if fact.row_label else ("no label",)
    code = (f"account {fact.account_code} ({_term('scheme', fact.scheme)})",) if fact.account_code else ()
    told = [link for link in document.links if fact.fact_id in link.fact_ids and not link.fact_document_ids]
    statement = _term("statement", fact.statement)
    return [
        TraceStep(
            f"Figure {fact.fact_id}: {fact.raw or ''}{fact.unit or ''}", ((f"statement {statement}",),)
        ),
        TraceStep("Headers, top first", heads or (("none",),)),
        TraceStep("Row", (row + code,)),
        TraceStep("Meaning", (_meaning(meaning) if meaning else ("none that a claim speaks of",),)),
        TraceStep(
            "Claims held against it",
            tuple((f"{link.claim_id} {_term('verdict', link.verdict)}",) for link in told) or (("none",),),
        ),
    ]


def _quoted(words: str) -> Line:
    reading = _reading(words)
    return (f"“{words}”: {reading[0]}", *reading[1:])


def _reading(words: str) -> Line:
    said = read(words)
    term = terms().get(said.measure or "")
    parts = [f"{said.measure} {term.chinese} [{term.source}]" if term else "no measure"]
    if said.fund:
        parts.append(f"of {_term('fund', said.fund)}")
    if said.is_total:
        parts.append("a total")
    if said.qualifiers:
        parts.append(f"narrowed by {'、'.join(said.qualifiers)}")
    if said.left:
        parts.append(f"left over: {'、'.join(said.left)}")
    return tuple(parts)


def _meaning(meaning: Meaning) -> Line:
    known: list[Any] = [meaning.measure, meaning.code, meaning.name]
    known += [_term("fund", meaning.fund), _term("side", meaning.side)]
    unknown = [f"{name} unknown" for name in ("fund", "side") if not getattr(meaning, name)]
    return (" · ".join(str(part) for part in known if part), *unknown)


def _conditions(lead: str, names: tuple[str, ...]) -> Line:
    """The terms of conditions behind a lead, if there are any."""
    return (lead + "、".join(_term("condition", name) for name in names),) if names else ()


def _term(vocabulary: str, word: str | None) -> str:
    return vocabularies()[vocabulary].get(word, word) if word else ""
