"""The years that headings and stocks (截至…) name: each must be the year of the report."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from linking.checks.identities import ChecksMade
from linking.checks.text.passages import Spot
from linking.checks.text.slips import slip_rules
from linking.wording import on_page
from records.list_numbers import ITEM
from records.tables import Document

BUDGETS_BEFORE = 2
"""A budget drawn up in summer tells its stocks as of the end of the year before the last one."""
YEAR = re.compile(r"(?P<year>20\d\d)年")
OPENING = re.compile(rf"(?:^|[。；\n])(?:{ITEM})?(?P<year>20\d\d)年")
STOCKS = re.compile(r"车辆|设备|资产|房屋|用房|占地|建筑面积")
ANOTHER_YEAR = re.compile(r"上年|去年|相比|对比|比较|增加|减少|增长|下降|由20")


def check_years(document: Document, year: int, found: ChecksMade) -> None:
    """Headings that name another year's report, and stocks told as of another year's end."""
    kind = document.record.report_kind
    if kind in ("budget", "final_accounts"):
        _check_headings(document, kind, year, found)
        _check_stocks(document, kind, year, found)


def _check_headings(document: Document, kind: str, year: int, found: ChecksMade) -> None:
    """A heading of the report's own kind that names another year, where the others name the right one.

    第三部分 2023年度部门决算情况说明 in the accounts of 2024.
    """
    rule = slip_rules().own_period
    pattern = rule.final_accounts if kind == "final_accounts" else rule.budget
    named: list[tuple[str, int, Spot]] = []
    titles = [(document.record.title, 1), *((table.title, table.first_page) for table in document.tables)]
    count = Counter(int(match["year"]) for title, _ in titles for match in pattern.finditer(title or ""))
    for passage in found.passages(document):
        if not passage.is_heading:
            # a sentence that begins with a year tells of it; the year it compares with comes later
            count.update(int(match["year"]) for match in OPENING.finditer(passage.text))
            continue
        if rule.unless.search(passage.text):
            continue
        years = {int(match["year"]) for match in YEAR.finditer(passage.text)}
        count.update(years)
        if len(years) == 1 and pattern.search(passage.text):
            named.append((passage.text, years.pop(), passage.spot(0, 0)))
    for entry in document.record.contents:
        text = re.sub(r"\s", "", entry)
        years = {int(match["year"]) for match in YEAR.finditer(text)}
        if len(years) == 1 and pattern.search(text) and not rule.unless.search(text):
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
    for rule in slip_rules().as_of:
        for passage in found.passages(document):
            for match in rule.pattern.finditer(passage.text):
                stated = int(match["year"])
                sentence = passage.sentence(match.start(), match.end())
                behind = sentence.partition(match[0])[2]
                if stated in allowed or not STOCKS.search(behind) or ANOTHER_YEAR.search(sentence):
                    continue
                spot = passage.spot(match.start(), match.end())
                message = f"文字{on_page(spot.page)}“{sentence}”所述日期应为{expected}年末，年度有误。"
                right, told = Decimal(expected), Decimal(stated)
                found.fail("as_of_year", message, spot=spot, expected=right, actual=told, unit="年")
