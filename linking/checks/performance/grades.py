"""Grades that the text gives with their scores (自评得分86.2分，等级为“优”): those that no scale allows.

The scale is that of 财预〔2020〕10号 (优 from 90 points on, 良 from 80), but some provinces call 75 points
良. A document that tells another scale is judged by where its 优 begins.
"""

from __future__ import annotations

import re
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.checks.text.passages import Passage
from linking.links.graded import LOWEST_OF_GRADE
from linking.wording import number, on_page
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks")

EXCELLENT, GOOD, FAIR, POOR = "优", "良", "中", "差"
BEST = LOWEST_OF_GRADE[EXCELLENT]
"""From how many points on a score is 优 by the regulation."""
FROM = {GOOD: Decimal(75), FAIR: Decimal(60)}
"""The lowest score that may have a grade."""
BELOW = {GOOD: BEST, FAIR: BEST, POOR: Decimal(75)}
"""The score that is too high for a grade."""
ALL, LOWEST = Decimal(100), Decimal(60)
"""Scores of a hundred points; fewer are often those of a part."""


def check_grades(document: Document, found: ChecksMade) -> None:
    """The grade and the score that one clause tells."""
    matches = [
        (passage, match)
        for passage in found.passages(document)
        for match in (() if passage.is_heading else WORDS.graded_score.finditer(passage.text))
    ]
    best = _best(document) if matches else None
    for passage, match in matches:
        if best is not None and _is_of_all(passage, match):
            _check(passage, match, best, found)


def _check(passage: Passage, match: re.Match[str], best: Decimal, found: ChecksMade) -> None:
    told = match["grade"] or match["grade_before"]
    grade = next(one for one in (EXCELLENT, GOOD, FAIR, POOR) if one in told)
    score = Decimal(match["score"] or match["score_behind"])
    low, high = _limits(grade, best)
    if not LOWEST <= score <= ALL or low <= score < high:
        return
    spot = passage.spot(*match.span())
    limit = f"应达到{number(low)}分" if score < low else f"应低于{number(high)}分"
    message = f"文字{on_page(spot.page)}称“{match[0]}”，等级为“{grade}”的得分{limit}，两者不符。"
    found.fail("score_grade", message, spot=spot, expected=low if score < low else high, actual=score)


def _limits(grade: str, best: Decimal) -> tuple[Decimal, Decimal]:
    """The lowest score of a grade, and the one too high for it; of other scales only 优 is known."""
    if grade == EXCELLENT:
        return best, ALL + 1
    if best != BEST:
        return Decimal(0), best
    return FROM.get(grade, Decimal(0)), BELOW[grade]


def _is_of_all(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a score is one of a hundred points for what money did, and the grade follows from it alone."""
    start = max(passage.text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
    end = re.search(r"[。\n]|$", passage.text[match.end() :])
    sentence = passage.text[start : match.end() + (end.start() if end else 0)]
    return WORDS.evaluated.search(sentence) is not None and not WORDS.graded_otherwise.search(sentence)


def _best(document: Document) -> Decimal | None:
    """From how many points on the document calls a score 优; ``None`` if it tells several such limits."""
    said = [section.text for section in document.sections]
    said += [table.note or "" for table in document.tables]
    said += [cell.text for cell in document.cells]
    told: set[Decimal] = set()
    for text in said:
        for match in WORDS.scale.finditer("".join(text.split())) if any(map(str.isdigit, text)) else ():
            told.add(Decimal(next(limit for limit in match.groups() if limit)))
    return (told or {BEST}).pop() if len(told) <= 1 else None
