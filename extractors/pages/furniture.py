"""Headers, footers and page numbers: what a page repeats and does not say."""

from __future__ import annotations

import re
from collections import Counter

from extractors.characters import fold
from extractors.document import TextLine
from extractors.pdf import Page

PAGE_NUMBER = re.compile(
    r"^[-—–―~·\s]*(?:第\s*)?(?:\d{1,4}|[IVXivx]{1,6})(?:\s*页)?(?:[,，\s/]*(?:共\s*)?\d{1,4}\s*页?)?[-—–―~·\s]*$"
)
MARGIN = 0.12
"""Share of the page's height, at its top and bottom, in which furniture stands."""
DIGITS = re.compile(r"\d+")
FEWEST = 3


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
    (but for its digits) in the margin of at least a third of the pages, three at least.
    """
    margins = {page.number: _marginal(page) for page in pages}
    counts = Counter(key for lines in margins.values() for key in {_key(line) for line in lines} if key)
    threshold = max(FEWEST, len(pages) / 3)
    for page in pages:
        marginal = margins[page.number]
        gone = set()
        for line in marginal:
            key = _key(line)
            repeated = counts[key] >= threshold and not key.isdecimal()
            if repeated or PAGE_NUMBER.match(line.text) and _outermost(line, page):
                gone.add(id(line))
        if gone:
            page.lines = [line for line in page.lines if id(line) not in gone]


def _outermost(line: TextLine, page: Page) -> bool:
    """Whether no other text stands between ``line`` and the edge of the page, nor beside it."""
    below = line.y0 > page.height / 2
    for other in page.lines:
        if other is line:
            continue
        beside = other.y0 < line.y1 and other.y1 > line.y0
        if (
            beside
            and not PAGE_NUMBER.match(other.text)
            or (other.y0 >= line.y1 if below else other.y1 <= line.y0)
        ):
            return False
    return True
