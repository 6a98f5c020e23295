"""Grades that the text gives with their scores (得分86.2分，等级为“良”): one that the scale does not allow.

The scale is the document's own where it tells one, else that of 财预〔2020〕10号 (优 from 90 points on, 良
from 80). Some provinces call 75 points 良, so below 优 only what no scale allows is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.wording import number, on_page
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks")

EXCELLENT, GOOD, FAIR, POOR = "优", "良", "中", "差"
FROM = {EXCELLENT: Decimal(90), GOOD: Decimal(75), FAIR: Decimal(60)}
"""The lowest score that may have a grade."""
BELOW = {GOOD: Decimal(90), FAIR: Decimal(90), POOR: Decimal(75)}
"""The score that is too high for a grade."""
LOWEST = 40
"""Fewer points are those of a part, or of another scale."""


def check_grades(document: Document, found: ChecksMade) -> None:
    """The grade and the score that one clause tells."""
    best = _lowest_of_best(document)
    for passage in found.passages(document):
        for match in () if passage.is_heading else WORDS.graded_score.finditer(passage.text):
            told = match["grade"] or match["grade_before"]
            grade = next((one for one in FROM if one in told), POOR)
            score = Decimal(match["score"] or match["score_behind"])
            low = best if grade == EXCELLENT else FROM.get(grade, Decimal(0))
            high = best if grade == GOOD else BELOW.get(grade, Decimal(101))
            if score < LOWEST or low <= score < high:
                continue
            spot = passage.spot(*match.span())
            limit = f"应达到{number(low)}分" if score < low else f"应低于{number(high)}分"
            message = f"文字{on_page(spot.page)}称“{match[0]}”，等级为“{grade}”的得分{limit}，两者不符。"
            found.fail("score_grade", message, spot=spot, expected=low if score < low else high, actual=score)


def _lowest_of_best(document: Document) -> Decimal:
    """From how many points on the document calls a score 优."""
    found = (match for text in _texts(document) for match in WORDS.scale.finditer(text))
    told = {Decimal(match["from"] or match["from_behind"] or match["at_least"]) for match in found}
    return told.pop() if len(told) == 1 else FROM[EXCELLENT]


def _texts(document: Document) -> Iterator[str]:
    said = [section.text for section in document.sections]
    said += [table.note or "" for table in document.tables]
    said += [cell.text for cell in document.cells]
    return ("".join(text.split()) for text in said if EXCELLENT in text)
