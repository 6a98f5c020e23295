"""Headers, footers and page numbers: what a page repeats and does not say."""

from __future__ import annotations

import re
from collections import Counter

from extractors.characters import fold
from extractors.document import TextLine
from extractors.pdf.reading import Page
from extractors.tables.captions.wording import names_unit_or_form
from extractors.tables.words import is_word
from records.phrases import Phrases

WORDS = Phrases("extractors")

MARGIN = 0.12
"""Share of the page's height, at its top and bottom, in which furniture stands."""
DIGITS = re.compile(r"\d+")
FEWEST = 3
"""A line at the same place on so many pages is furniture; on fewer it may be chance."""
MOST_PAGES = 1000
"""Two pages are not numbered higher, when there are no more: 2023 and 2024 below them are years."""
STANDING = 1.5
"""A line so many times as high as its font is large stands on its side."""
AMOUNT = re.compile(r"(?<![\d.])\d[\d,]*\.\d\d(?![\d.])")
FEWEST_HEADS = 3
"""So many texts in one row, of which some head columns, are the header of a table."""
LONGEST_HEAD = 12
"""Characters of a line of a head that stands beside others, higher or lower than these."""
FARTHEST = 2.0
"""Font sizes between the parts of a page number (3 / 12)."""
BARE_NUMBER = re.compile(r"[-—–―~·\s]*\d{1,4}[-—–―~·\s]*")


def _key(line: TextLine) -> str:
    return DIGITS.sub("0", fold(line.text))


def _marginal(page: Page) -> list[TextLine]:
    """The lines in the margins; what has a ruling on its outer side lies in a table."""
    low, high = MARGIN * page.height, (1 - MARGIN) * page.height
    top = min((y for y, _, _ in page.horizontal), default=page.height)
    bottom = max((y for y, _, _ in page.horizontal), default=0.0)
    return [
        line for line in page.lines if line.y1 < low and line.y0 < top or line.y0 > high and line.y1 > bottom
    ]


def remove_furniture(pages: list[Page]) -> None:
    """Take headers, footers and page numbers out of the lines of ``pages``.

    A line in the margin is furniture if it is the outermost and a page number, or if it stands
    (but for its digits) in the margin of at least a third of the pages, three at least. An outermost
    number beyond the margin is furniture if it counts the pages as those of other pages do. Unit and
    form number of a table are not, though each page has them, nor what stands beside them, beside amounts
    or among the heads of columns.
    """
    margins = {page.number: _marginal(page) for page in pages}
    counts = Counter(key for lines in margins.values() for key in {_key(line) for line in lines} if key)
    threshold = max(FEWEST, len(pages) / 3)
    counting = _page_counts(pages)
    for page in pages:
        marginal = margins[page.number]
        gone = {id(line) for line in page.lines if page.placement and _is_turned_number(line, page)}
        if page.number in counting:
            gone.add(id(counting[page.number]))
        for line in marginal:
            key = _key(line)
            repeated = counts[key] >= threshold and not key.isdecimal()
            repeated = repeated and not (_is_in_caption(line, page) or _is_in_table(line, page))
            if repeated or WORDS.page_number.match(line.text) and _outermost(line, page):
                gone.add(id(line))
        if gone:
            page.lines = [line for line in page.lines if id(line) not in gone]


def _is_in_caption(line: TextLine, page: Page) -> bool:
    """Whether ``line``, at the top of its page, stands in one row with the unit or number of a table."""
    if line.y0 > page.height / 2:
        return False
    beside = (other for other in page.lines if other.y0 < line.middle < other.y1)
    return any(names_unit_or_form(other.text) for other in beside)


def _is_in_table(line: TextLine, page: Page) -> bool:
    """Whether ``line`` heads a column or stands in one row with amounts or heads: no ruling need say so."""
    if _is_head(line):
        return True
    beside = [other for other in page.lines if other.y0 < line.middle < other.y1]
    if any(other is not line and AMOUNT.search(other.text) for other in beside):
        return True
    if len(beside) >= FEWEST_HEADS and any(map(_is_head, beside)):
        return True
    if len(line.text) > LONGEST_HEAD:
        return False
    reach = line.y1 - line.y0
    near = [other for other in page.lines if other.y0 < line.y1 + reach and line.y0 - reach < other.y1]
    return len(near) > FEWEST_HEADS and any(other is not line and _is_head(other) for other in near)


def _is_head(line: TextLine) -> bool:
    """Whether a line is a word that heads a column."""
    return is_word(line.text, "label") or is_word(line.text, "code")


def _outermost(line: TextLine, page: Page) -> bool:
    """Whether no other text stands between ``line`` and the edge of the page, nor beside it."""
    below = line.y0 > page.height / 2
    for other in page.lines:
        if other is line:
            continue
        beside = other.y0 < line.y1 and other.y1 > line.y0
        if (
            beside
            and (not WORDS.page_number.match(other.text) or _is_far(other, line))
            or (other.y0 >= line.y1 if below else other.y1 <= line.y0)
        ):
            return False
    return True


def _is_far(other: TextLine, line: TextLine) -> bool:
    """Whether two numbers stand too far apart to be one: the ends of amounts that a page break cuts."""
    gap = max(other.x0 - line.x1, line.x0 - other.x1)
    return gap > FARTHEST * line.size


def _page_counts(pages: list[Page]) -> dict[int, TextLine]:
    """The lowest lines of pages that are numbers in step with the pages, by page."""
    by_offset: dict[int, dict[int, TextLine]] = {}
    for page in pages:
        low = max(page.lines, key=lambda line: line.y1, default=None)
        if low is None or not BARE_NUMBER.fullmatch(low.text) or not _outermost(low, page):
            continue
        if low.y0 > max((y for y, _, _ in page.horizontal), default=0.0):
            offset = int(DIGITS.search(low.text)[0]) - page.number  # type: ignore[index]
            by_offset.setdefault(offset, {})[page.number] = low
    fewest = 2 if len(pages) == 2 else FEWEST
    return {
        number: line
        for offset, found in by_offset.items()
        if len(found) >= fewest and (fewest == FEWEST or offset < MOST_PAGES)
        for number, line in found.items()
    }


def _is_turned_number(line: TextLine, page: Page) -> bool:
    """Whether ``line`` is the number of a page that was turned: in the margin of the page as displayed."""
    if (
        page.placement is None
        or line.y1 - line.y0 < STANDING * line.size
        or not WORDS.page_number.match(line.text)
    ):
        return False
    y0, y1 = page.placement.box(line.box())[1::2]
    return y1 < MARGIN * page.width or y0 > (1 - MARGIN) * page.width
