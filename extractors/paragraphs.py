"""Rows of text into paragraphs, over line and page breaks. Lengths are PDF points."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice, pairwise

from extractors.characters import CJK
from extractors.document import TextLine
from records.list_numbers import HEADING
from records.phrases import Phrases

WORDS = Phrases("extractors")

SENTENCE_END = tuple("。！？；：:;")
LARGE = 1.15
"""Text so much larger than the running text is a title."""
_NUMBERED = re.compile(r"(?P<before>[(（]?)(?P<number>\d{1,2})(?P<behind>[)）.．、])(?!\d)")
_LOOSE = re.compile(rf"(?<=[{CJK}]) +| +(?=[{CJK}])|^ +| +$")


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its lines in reading order, without the blanks that only spread them.

    ``level`` is that of a heading where the file itself says so (a heading style, ``<h2>``).
    """

    lines: list[TextLine] = field(default_factory=list)
    centred: bool = False
    level: int | None = None

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    @property
    def page(self) -> int | None:
        return self.lines[0].page

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


@dataclass(slots=True)
class Measure:
    """The left and right edge of the running text and its font size."""

    left: float
    right: float
    size: float


def tightened(line: TextLine) -> TextLine:
    """``line`` without blanks beside Chinese characters and at its ends; boxes stay with theirs."""
    if " " not in line.text:
        return line
    inner = line.text.strip(" ")
    if " " not in inner:
        start = line.text.find(inner)
        return line.part(start, start + len(inner))
    gone = [match.span() for match in _LOOSE.finditer(line.text)]
    if not gone:
        return line
    bounds = pairwise([0, *(place for span in gone for place in span), len(line.text)])
    kept = [slice(start, end) for start, end in islice(bounds, 0, None, 2) if start < end]
    return TextLine(
        line.page,
        "".join([line.text[part] for part in kept]),
        "".join([line.raw[part] for part in kept]),
        [edge for part in kept for edge in line.edges[part]] + [line.edges[kept[-1].stop]],
        line.y0,
        line.y1,
        line.size,
        line.bold,
        line.anchor,
        line.scores and [score for part in kept for score in line.scores[part]],
    )


def measure_text(rows: list[list[TextLine]]) -> Measure:
    """The measure of the running text: the most common edges of its longer rows."""
    long = [row for row in rows if sum(len(line.text) for line in row) >= 15] or rows
    lefts = Counter(round(row[0].x0) for row in long)
    left = min(x for x, n in lefts.items() if n >= 0.2 * max(lefts.values()))
    rights = Counter(round(row[-1].x1 / 4) for row in long)
    right = 4.0 * max(x for x, n in rights.items() if n >= 0.2 * max(rights.values()))
    sizes = Counter(round(line.size, 1) for row in long for line in row)
    return Measure(left, right, sizes.most_common(1)[0][0])


def paragraphs(rows: list[list[TextLine]], measure: Measure) -> list[Paragraph]:
    """Rows that follow each other with nothing between them, as paragraphs."""
    result: list[Paragraph] = []
    before: list[TextLine] | None = None
    for row in rows:
        lines = [line for line in map(tightened, row) if line.text]
        if not lines:
            continue
        if before is None or _begins(before, lines, measure, result[-1]):
            result.append(Paragraph(centred=_is_centred(lines, measure)))
        result[-1].lines += lines
        before = lines
    return result


def _is_centred(row: list[TextLine], measure: Measure) -> bool:
    """Whether a row stands in the middle; a large one may nearly fill its line."""
    left, right = row[0].x0 - measure.left, measure.right - row[-1].x1
    least = 3.0 if row[0].size < LARGE * measure.size else 0.3
    return left > least * measure.size and abs(left - right) < max(0.25 * (left + right), measure.size)


def _is_next_item(item: str, text: str) -> bool:
    """Whether a line has the number behind that of an item, though that ends open: it ran off the page."""
    numbers = [_NUMBERED.match(one) for one in (item, text)]
    if numbers[0] is None or numbers[1] is None:
        return False
    alike = [(found["before"], found["behind"]) for found in numbers if found]
    return alike[0] == alike[1] and int(numbers[1]["number"]) == int(numbers[0]["number"]) + 1


def _is_full_heading(above: Paragraph, text: str) -> bool:
    """Whether a paragraph is a heading that fills its line to the end: （八）关于…经费预算情况说明."""
    numbered = HEADING.match(above.text) is not None and len({line.y0 for line in above.lines}) == 1
    return numbered and WORDS.heading_ends.search(above.text) is not None and not text.startswith("说明")


def _begins(before: list[TextLine], row: list[TextLine], measure: Measure, open_: Paragraph) -> bool:
    """Whether ``row`` begins a paragraph, after the row ``before``."""
    first, last = row[0], before[-1]
    size = first.size
    numbered = HEADING.match("".join(line.text for line in row)) is not None
    centred = _is_centred(row, measure)
    if abs(first.size - before[0].size) > 0.15 * size and (open_.centred or numbered or centred):
        return True
    near = first.page == last.page and first.y0 - last.y1 < 2.5 * size
    if min(size, before[0].size) >= LARGE * measure.size and near and not numbered:
        return False  # a title over several lines
    if open_.centred:
        return numbered or not centred or not near
    if numbered and _is_next_item(open_.text, "".join(line.text for line in row)):
        return True
    ended = last.text.endswith(SENTENCE_END)
    short = last.x1 < measure.right - 2.2 * size
    if first.page == last.page and first.y0 - last.y1 > 2.2 * size:
        return True
    if first.x0 > measure.left + 0.9 * size:
        # A first line is set in; so is a rest of text that stands off the margin as a whole.
        whole = abs(first.x0 - before[0].x0) < 0.5 * size and not short and not numbered and not ended
        return not whole or _is_full_heading(open_, first.text)
    if first.x0 < measure.left - 0.9 * size and first.x0 < before[0].x0 - 0.9 * size and short:
        return True
    return short and (ended or numbered or last.x1 < measure.right - 8 * size) or numbered and ended
