"""What every format is read into: the rows of its document, and the texts of its sections."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractors.placement import Placement
from records.columns import Box, Place
from records.file_tables import SectionRecord
from records.tables import Document

OF_NUMBERS = frozenset("0123456789.,，-+%‰")


@dataclass(slots=True)
class TextLine:
    """A run of text on one line of a page.

    ``text`` is normalised character by character, so that ``raw`` (as the file has it) has the
    same length; ``edges[i]`` and ``edges[i + 1]`` are the left and right edge of character ``i``,
    in points. ``size`` is the font size in points. In a format without pages ``page`` is ``None``,
    ``anchor`` names the place, and the positions are made up: they order lines, and no row shows them.
    ``scores`` say, for text recognised in a picture, how sure each character is, 0 to 1;
    ``other`` is a second reading of the same place, less sure.
    """

    page: int | None
    text: str
    raw: str
    edges: list[float]
    y0: float
    y1: float
    size: float
    bold: bool = False
    anchor: str | None = None
    scores: list[float] | None = None
    other: TextLine | None = None

    @property
    def x0(self) -> float:
        return self.edges[0]

    @property
    def x1(self) -> float:
        return self.edges[-1]

    @property
    def middle(self) -> float:
        """Height of its middle on the page."""
        return (self.y0 + self.y1) / 2

    def box(self, start: int = 0, end: int | None = None) -> Box:
        """Box of the characters ``start`` to ``end`` (exclusive)."""
        right = self.edges[len(self.text) if end is None else end]
        return (round(self.edges[start], 2), round(self.y0, 2), round(right, 2), round(self.y1, 2))

    def confidence(self, start: int = 0, end: int | None = None) -> float | None:
        """The lowest score of a number's character in ``text[start:end]``; ``None``: none is scored."""
        if self.scores is None:
            return None
        chars = zip(self.text[start:end], self.scores[start:end], strict=True)
        return min((score for char, score in chars if char in OF_NUMBERS), default=None)

    def part(self, start: int, end: int) -> TextLine:
        """The characters ``start`` to ``end`` as a line of their own."""
        return TextLine(
            self.page,
            self.text[start:end],
            self.raw[start:end],
            self.edges[start : end + 1],
            self.y0,
            self.y1,
            self.size,
            self.bold,
            self.anchor,
            self.scores and self.scores[start:end],
        )


@dataclass(slots=True)
class SectionText:
    """The text of a section, joined over line and page breaks, with the way back to the page.

    ``text[starts[i] : starts[i] + len(lines[i].text)]`` is ``lines[i]``; paragraphs are joined by
    a line feed, which belongs to no line. ``placements`` has the pages that were laid straight.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    placements: Mapping[int, Placement] = field(default_factory=dict)

    def places(self, start: int, end: int) -> list[Place]:
        """The places of ``text[start:end]`` on the pages, one a line, in reading order.

        None in a format without pages.
        """
        result = []
        for line, first, last in self._lines(start, end):
            last = min(last, len(line.text))
            if first < last and line.page is not None:
                box = line.box(first, last)
                if line.page in self.placements:
                    box = self.placements[line.page].box(box)
                result.append(Place(line.page, box))
        return result

    def confidence(self, start: int, end: int) -> float | None:
        """The lowest score of a number's character in ``text[start:end]``; ``None``: none is scored."""
        scores = [line.confidence(first, last) for line, first, last in self._lines(start, end)]
        return min((score for score in scores if score is not None), default=None)

    def anchor(self, start: int) -> str | None:
        """The anchor of the line that holds ``text[start]``; ``None`` on pages."""
        index = max(0, bisect_right(self.starts, start) - 1)
        return self.lines[index].anchor if self.lines else None

    def raw(self, start: int, end: int) -> str:
        """``text[start:end]`` as the file has it, before normalisation."""
        return "".join(line.raw[first:last] for line, first, last in self._lines(start, end))

    def _lines(self, start: int, end: int) -> Iterator[tuple[TextLine, int, int]]:
        """The lines that hold ``text[start:end]``, with where that begins and ends in each."""
        for i in range(max(0, bisect_right(self.starts, start) - 1), len(self.starts)):
            offset = self.starts[i]
            if offset >= end:
                return
            yield self.lines[i], max(start - offset, 0), max(end - offset, 0)


@dataclass(slots=True)
class Section:
    """A chapter or paragraph heading with its text (``record.text`` is ``body.text``)."""

    record: SectionRecord
    body: SectionText = field(default_factory=SectionText)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a web page offers: its address as the page gives it, and the words of the link."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What a web page says of itself (ArticleTitle, PubDate, ContentSource, ColumnName).

    ``date`` is a day, ISO 8601.
    """

    title: str | None = None
    date: str | None = None
    source: str | None = None
    column: str | None = None


@dataclass(slots=True)
class ReadFile:
    """A file as read: the rows of its document, and beside them what is not published as rows.

    ``texts`` has the text of each section that has any, by section id; ``sums`` are the facts of sums
    within a table that come out, the whole first; ``attachments`` and ``publication`` are those of a web
    page.
    """

    document: Document
    texts: dict[str, SectionText] = field(default_factory=dict)
    sums: list[tuple[str, ...]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    publication: Publication | None = None

    @property
    def sections(self) -> list[Section]:
        """The sections with their texts, in reading order."""
        return [
            Section(record, self.texts.get(record.section_id) or SectionText())
            for record in self.document.sections
        ]
