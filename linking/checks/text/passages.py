"""The headings and chapters of a document as checks of its words read them: without blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.document import SectionText
from records.columns import Box
from records.file_tables import SectionRecord
from records.tables import Document

NOT_READ = frozenset({"definitions", "contact", "attachment"})
SENTENCE_ENDS = "。；\n"
LONGEST_SENTENCE = 80
"""Letters around a place that are shown where the sentence is longer: two lines of a page."""
BLANK, KEPT = re.compile(r"[^\S\n]"), re.compile(r"[\S\n]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a check points: the box on its page, or the anchor in a format without pages."""

    page: int | None = None
    box: Box | None = None
    anchor: str | None = None


def spot_in(section: SectionRecord, body: SectionText | None, start: int, end: int) -> Spot:
    """Where ``section.text[start:end]`` stands; the place of the heading where no more is known."""
    places = body.places(start, end) if body else []
    if places:
        return Spot(places[0].page, places[0].box)
    if body and (anchor := body.anchor(start)):
        return Spot(anchor=anchor)
    return Spot(section.page)


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or a chapter's text without blanks, and the way back to its pages."""

    section: SectionRecord
    body: SectionText
    text: str
    offsets: Sequence[int]
    is_heading: bool

    def spot(self, start: int, end: int) -> Spot:
        """Where ``text[start:end]`` stands; that of the section where no more is known."""
        if self.is_heading or not start < end <= len(self.offsets):
            return spot_in(self.section, None, 0, 0)
        return spot_in(self.section, self.body, self.offsets[start], self.offsets[end - 1] + 1)

    def sentence(self, start: int, end: int) -> str:
        """The sentence around ``text[start:end]``, cut to a length that can be read."""
        first = max(self.text.rfind(mark, 0, start) for mark in SENTENCE_ENDS) + 1
        ends = [at for mark in SENTENCE_ENDS if (at := self.text.find(mark, end)) >= 0]
        last = min(ends, default=len(self.text))
        return self.text[max(first, start - LONGEST_SENTENCE // 2) : min(last, end + LONGEST_SENTENCE // 2)]


def passages(
    document: Document, texts: Mapping[str, SectionText], kinds: frozenset[str] = NOT_READ
) -> Iterator[Passage]:
    """The headings and texts of a document but those of the chapters of ``kinds``, in order.

    ``texts``, by section, lead to the pages; a section without has the page of its heading.
    """
    for section in document.sections:
        body = texts.get(section.section_id) or SectionText()
        if section.title:
            title = "".join(section.title.split())
            yield Passage(section, body, title, (), True)
        if section.kind not in kinds:
            yield Passage(section, body, *_without_blanks(section.text), False)


def _without_blanks(text: str) -> tuple[str, Sequence[int]]:
    """A text without blanks inside its lines, and where each of its characters was."""
    if not BLANK.search(text):
        return text, range(len(text))
    kept: list[str] = []
    offsets: list[int] = []
    for run in KEPT.finditer(text):
        kept.append(run[0])
        offsets.extend(range(*run.span()))
    return "".join(kept), offsets
