"""Stated reasons as published: one row for each reason, and one for each item of a list of causes."""

from __future__ import annotations

import re

from extractors.document import Section
from nlp.annotations import Cause, Reason
from nlp.causes.kinds import categories_version
from records.narrative_tables import ReasonRecord
from records.phrases import Phrases

WORDS = Phrases("nlp/reasons")

_BLANK = re.compile(r"\s")
_MARKS = re.compile(r"[\s，。；、：,.;:]")


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
        if WORDS.back.search(_BLANK.sub("", section.body.text[whole.start : whole.end])) is not None:
            ids.append(_last(records))
            continue
        opened = _add(records, section, whole, None, first)
        ids.append(opened)
        for item in reason.items:
            _add(records, section, item, opened, first)
    return ids


def _add(
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


def _last(records: list[ReasonRecord]) -> str | None:
    """The last reason that is no item of a list."""
    return next((record.reason_id for record in reversed(records) if record.list_id is None), None)
