"""The years that headings and stocks (截至…) name: each must be the year of the report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.checks.text.passages import Spot
from linking.wording import on_page, without_blanks
from records.lexicon.groups import CHANGES, IN_THE_FORM
from records.lexicon.statements import is_even
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks/text")

BUDGETS_BEFORE = 2
"""A budget drawn up in summer tells its stocks as of the end of the year before the last one."""
FEWEST_OTHERS = 3
"""Comparisons, or chapters, of the right year before the only one of another is a slip."""
FEWEST_IN_FORM = 2
"""The same of comparisons where a chapter of the form has none but that of another year."""


def check_years(document: Document, claims: Iterable[ClaimRecord], year: int, found: ChecksMade) -> None:
    """Headings, chapters, stocks and comparisons of another year than the report's others."""
    kind = document.record.report_kind
    if kind in ("budget", "final_accounts"):
        _check_headings(document, kind, year, found)
        _check_stocks(document, kind, year, found)
        _check_chapters(document, year, found)
        if kind == "final_accounts":
            _check_carried(document, year, found)
        _check_bases(document, claims, year, found)


def _check_headings(document: Document, kind: str, year: int, found: ChecksMade) -> None:
    """A heading of the report's own kind that names another year, where the others name the right one.

    第三部分 2023年度部门决算情况说明 in the accounts of 2024.
    """
    pattern = WORDS.year_of_accounts if kind == "final_accounts" else WORDS.year_of_budget
    named: list[tuple[str, int, Spot]] = []
    titles = [(document.record.title, 1), *((table.title, table.first_page) for table in document.tables)]
    count = Counter(int(match["year"]) for title, _ in titles for match in pattern.finditer(title or ""))
    for passage in found.passages(document):
        if not passage.is_heading:
            # a sentence that begins with a year tells of it; the year it compares with comes later
            count.update(int(match["year"]) for match in WORDS.opens_with_year.finditer(passage.text))
            continue
        if WORDS.of_any_year.search(passage.text):
            continue
        years = {int(match["year"]) for match in WORDS.year.finditer(passage.text)}
        count.update(years)
        if len(years) == 1 and pattern.search(passage.text):
            named.append((passage.text, years.pop(), passage.spot(0, 0)))
    for entry in document.record.contents:
        text = without_blanks(entry)
        years = {int(match["year"]) for match in WORDS.year.finditer(text)}
        if len(years) == 1 and pattern.search(text) and not WORDS.of_any_year.search(text):
            named.append((f"目录：{text}", years.pop(), Spot()))
    # A document of two years, or one whose year is not sure, is left alone.
    if count[year] <= sum(count[other] for other in count if other != year):
        return
    for text, stated, spot in named:
        if stated != year:
            message = f"标题{on_page(spot.page)}“{text}”的年度为{stated}年，本文件为{year}年度，年度有误。"
            found.fail(
                "heading_year", message, spot=spot, expected=Decimal(year), actual=Decimal(stated), unit="年"
            )


def _check_stocks(document: Document, kind: str, year: int, found: ChecksMade) -> None:
    """截至2023年12月31日 of what the body owns, in the accounts of 2024 or in the budget of 2023."""
    allowed = {year} if kind == "final_accounts" else {year - back for back in range(1, BUDGETS_BEFORE + 1)}
    expected = max(allowed)
    for passage in found.passages(document):
        for match in WORDS.as_of_day.finditer(passage.text):
            stated = int(match["year"])
            sentence = passage.sentence(match.start(), match.end())
            behind = sentence.partition(match[0])[2]
            if (
                stated in allowed
                or not WORDS.stocks.search(behind)
                or WORDS.tells_of_two_years.search(sentence)
            ):
                continue
            spot = passage.spot(match.start(), match.end())
            message = f"文字{on_page(spot.page)}“{sentence}”所述日期应为{expected}年末，年度有误。"
            right, told = Decimal(expected), Decimal(stated)
            found.fail("as_of_year", message, spot=spot, expected=right, actual=told, unit="年")


def _check_carried(document: Document, year: int, found: ChecksMade) -> None:
    """年末结转和结余9万元，结转至2024年继续使用 in the accounts of 2024: it is for the year after."""
    for passage in found.passages(document):
        for match in WORDS.carried_into.finditer(passage.text):
            sentence = passage.sentence(match.start(), match.end())
            before = sentence.partition(match[0])[0]
            others = {int(other["year"]) for other in WORDS.year_told.finditer(before)} - {year}
            left = WORDS.left_at_end.search(before) and not WORDS.left_before.search(before)
            if int(match["year"]) != year or others or not left:
                continue
            spot = passage.spot(match.start(), match.end())
            message = (
                f"文字{on_page(spot.page)}“{sentence}”把{year}年末结转的资金称为结转至{year}年，年度有误。"
            )
            right, told = Decimal(year + 1), Decimal(year)
            found.fail("carried_year", message, spot=spot, expected=right, actual=told, unit="年")


def _is_form_chapter(kind: str | None) -> bool:
    """Whether the form of a disclosure asks for a chapter of this kind."""
    return kind in IN_THE_FORM or is_even(kind or "")


def _check_chapters(document: Document, year: int, found: ChecksMade) -> None:
    """A chapter of the form that tells of the year before, and of no other: it was left as it was."""
    of_year, before = 0, []
    for passage in found.passages(document):
        kind = passage.section.kind
        if passage.is_heading or not _is_form_chapter(kind):
            continue
        years = {int(match["year"]) for match in WORDS.year.finditer(passage.text)}
        opening = WORDS.tells_of_year.search(passage.text)
        of_year += year in years
        if years == {year - 1} and opening is not None and not WORDS.of_year_before.search(passage.text):
            before.append((passage, opening))
    if of_year < FEWEST_OTHERS or len(before) != 1:
        return
    (passage, opening), right, told = before[0], Decimal(year), Decimal(year - 1)
    start, end = opening.span("year")
    message = (
        f"文字{on_page(passage.spot(start, end).page)}“{passage.sentence(start, end)}”说的是{year - 1}年，"
        f"本文件为{year}年度，年度有误。"
    )
    found.fail("chapter_year", message, spot=passage.spot(start, end), expected=right, actual=told, unit="年")


def _check_bases(document: Document, claims: Iterable[ClaimRecord], year: int, found: ChecksMade) -> None:
    """比2022年度增加 in the accounts of 2024 whose other changes are all told from 2023."""
    told: dict[int, dict[str, ClaimRecord]] = defaultdict(dict)
    for claim in claims:
        if claim.kind not in CHANGES or claim.period != year:
            continue
        sentence = without_blanks(claim.sentence)
        if WORDS.over_years.search(sentence):
            continue
        years = {int(match["year"]) for match in WORDS.compared_year.finditer(sentence)}
        if years and WORDS.moved_from_last_year.search(sentence):
            years.add(year - 1)  # 比上年增加3万元，但比2022年减少4万元: two comparisons, both meant
        if len(years) == 1 or not years and claim.base == "prior_year":
            told[years.pop() if years else year - 1].setdefault(sentence, claim)
    right = told.pop(year - 1, {}).values()
    odd = [(base, claim) for base, said in told.items() if base != year for claim in said.values()]
    if len(odd) != 1:
        return
    base, claim = odd[0]
    in_form = {one.section_id for one in document.sections if _is_form_chapter(one.kind)}
    alone = claim.section_id in in_form and all(one.section_id != claim.section_id for one in right)
    usual = len(right)
    if usual < (FEWEST_IN_FORM if alone else FEWEST_OTHERS):
        return
    if base not in (year - 2, year + 1) or not claim.understood or not (claim.measure or claim.account_path):
        return
    message = (
        f"文字{on_page(claim.page)}称{claim.subject or '该数'}的增减与{base}年相比，"
        f"文中其他{usual}处均与{year - 1}年相比，年度有误。"
    )
    spot = Spot(claim.page, claim.box, claim.anchor)
    expected, stated = Decimal(year - 1), Decimal(base)
    found.fail("base_year", message, spot=spot, claims=[claim], expected=expected, actual=stated, unit="年")
