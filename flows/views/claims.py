"""The claims of a document by chapter and sentence, with their verdicts, for the terminal."""

from __future__ import annotations

from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from flows.views.chapters import name
from flows.views.document import heading, indented
from flows.views.wording import place, term, verdict
from outputs.explanations import numbered
from outputs.findings import stated_number, subject_of
from outputs.language.speaking import aside, listed, told
from records.narrative_tables import ClaimRecord, ReasonRecord
from records.tables import Document


def claims(document: Document) -> list[RenderableType]:
    """Chapter, sentence, and below it a line for each claim, then the reasons that are given."""
    sections = {section.section_id: section for section in document.sections}
    verdicts = {link.claim_id: link.verdict for link in document.links}
    reasons = {reason.reason_id: reason for reason in document.reasons}
    parts: list[RenderableType] = [heading("Claims")]
    if not document.claims:
        return [*parts, Text(told("none found"))]
    for section_id, in_section in groupby(document.claims, key=lambda claim: claim.section_id):
        section = sections.get(section_id or "")
        parts.append(Text(name(section) if section else told("(outside the chapters)"), "bold"))
        for sentence, stated in groupby(in_section, key=lambda claim: claim.sentence):
            rows = list(stated)
            parts.append(indented(_sentence(sentence or "", rows), 2))
            parts.append(indented(_lines(rows, verdicts), 4))
            given = dict.fromkeys(claim.reason_id for claim in rows if claim.reason_id in reasons)
            parts += [indented(_reason(reasons[r]), 4) for r in given if r is not None]
    return parts


def _sentence(sentence: str, rows: list[ClaimRecord]) -> Text:
    text = Text(sentence)
    for claim in rows:
        if claim.raw:
            text.highlight_words([claim.raw], "bold")
    text.append(f"  {place(rows[0].page, rows[0].anchor)}", "dim")
    return text


def _lines(rows: list[ClaimRecord], verdicts: dict[str, str]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", style="dim")
    table.add_column()
    table.add_column(style="dim")
    for claim in rows:
        word = verdicts.get(claim.claim_id)
        table.add_row(
            Text(numbered(stated_number(claim)) or claim.raw or ""),
            Text(subject_of(claim) or "?"),
            Text(_circumstances(claim)),
            verdict(word) if word else Text(told("(not checked)"), "dim"),
            claim.claim_id,
        )
    return table


def _circumstances(claim: ClaimRecord) -> str:
    """Kind, side, phase, year, base: what tells this figure from others of its subject."""
    base = term("base", claim.base)
    words = [
        term("claim_kind", claim.kind),
        term("side", claim.side),
        term("phase", claim.phase),
        str(claim.period) if claim.period else "",
        told("against {base}", base=base) if base else "",
        told("share of {whole}", whole=claim.share_of) if claim.share_of else "",
    ]
    return " ".join(word for word in words if word)


def _reason(reason: ReasonRecord) -> Text:
    categories = listed(term("reason_category", word) for word in reason.categories)
    return Text.assemble(told("Reason: "), reason.text, (aside(categories) if categories else "", "dim"))
