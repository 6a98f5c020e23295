"""A document's entry in the book: what identifies the documents that it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from linking.book.listed_units import listed_units
from linking.meaning.figures import figure_meaning
from linking.meaning.meaning import ACCOUNT, ITEM, LABEL, WHOLE
from linking.obligations.owed import is_reissued
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking")
MAY_RENAME = re.compile("更名|改名|改称|变更[为成]|（原")

FORMS = (
    ("wordprocessingml", "word"),
    ("msword", "word"),
    ("pdf", "pdf"),
    ("ofd", "pdf"),
    ("html", "html"),
    ("rfc822", "html"),
    ("spreadsheet", "sheet"),
    ("excel", "sheet"),
    ("text/", "text"),
)
MOST_TOTALS = 60
"""Totals of an entry in the book; the nine statements of the form have some forty."""


@dataclass(frozen=True, slots=True)
class Total:
    """A total of a document: what it measures, of which stage and year, in yuan, and where it stands."""

    measure: str
    fund: str | None
    side: str | None
    phase: str | None
    period: int | None
    amount: str
    fact_id: str
    page: int | None = None
    unit: str | None = None
    value: str | None = None

    @property
    def key(self) -> tuple[str | None, ...]:
        """What two documents must have in common to tell the same number."""
        return self.measure, self.fund, self.side, self.phase, str(self.period)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document's line in the book.

    ``form`` is the sort of its file; ``names`` are changes of names that it states, the old one first;
    ``units`` those that its list names.
    """

    form: str = "other"
    figures: int = 0
    corrected: bool = False
    totals: tuple[Total, ...] = ()
    units: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = field(default=())

    def as_record(self) -> dict[str, Any]:
        """The entry as plain values, for JSON."""
        return asdict(self)

    @classmethod
    def of_record(cls, record: dict[str, Any]) -> Entry:
        """What :meth:`as_record` gave, also after a way through JSON; of nothing an empty one."""
        values = dict(record)
        values["totals"] = tuple(Total(**one) for one in record.get("totals", ()))
        values["units"] = tuple(record.get("units", ()))
        values["names"] = tuple((old, new) for old, new in record.get("names", ()))
        return cls(**values)


def entry_of(document: Document) -> Entry:
    """What a document brings to the book."""
    record = document.record
    return Entry(
        form=form_of(document),
        figures=sum(bool(fact.value) for fact in document.facts),
        corrected=is_reissued(record),
        totals=_totals(document),
        units=listed_units(document),
        names=_names(section.text for section in document.sections),
    )


def form_of(document: Document) -> str:
    """The sort of a document's file."""
    figures = [fact for fact in document.facts if fact.value]
    seen = sum(fact.confidence is not None for fact in figures)
    if figures and 2 * seen > len(figures):
        return "scan"
    media = document.record.media_type or ""
    return next((form for part, form in FORMS if part in media), "other")


def _totals(document: Document) -> tuple[Total, ...]:
    """The amounts that are totals or measures of the whole body, one for each meaning."""
    titles = {table.table_id: table.title or "" for table in document.tables}
    found: dict[tuple[str | None, ...], Total | None] = {}
    for fact in document.facts:
        if not fact.amount_yuan or fact.account_code or fact.project or fact.period is None:
            continue
        if fact.statement.startswith("performance") or fact.scope not in (None, "body"):
            continue
        meaning = figure_meaning(fact, titles.get(fact.table_id, ""))
        if meaning is None or meaning.measure in (ACCOUNT, ITEM, LABEL) or meaning.column != WHOLE:
            continue
        total = Total(
            meaning.measure,
            meaning.fund,
            meaning.side,
            fact.phase,
            fact.period,
            f"{fact.amount_yuan.normalize():f}",
            fact.fact_id,
            fact.page,
            fact.unit,
            None if fact.value is None else f"{fact.value:f}",
        )
        known = found.setdefault(total.key, total)
        if known is not None and Decimal(known.amount) != fact.amount_yuan:
            found[total.key] = None  # told in two ways: of no use
    return tuple(total for total in found.values() if total is not None)[:MOST_TOTALS]


def _names(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    found = {
        (match["old"], match["new"])
        for text in texts
        if MAY_RENAME.search(text)
        for phrase in (WORDS.changed_name, WORDS.came_from, WORDS.formerly)
        for match in phrase.finditer(text)
    }
    return tuple(sorted(found))
