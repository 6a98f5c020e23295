"""Governments' own budgets and accounts (政府预算、决算), told from those of departments.

A government speaks of the money of a whole region (全市, 市本级, 总预算): of taxes, transfers and debts.
"""

from __future__ import annotations

import re

LEVEL = "[省市县区旗州盟镇乡]"
SCOPED = re.compile(
    rf"(?:全{LEVEL}|全自治区|{LEVEL}本?级|自治区本?级|{LEVEL}总)(?!部门|单位)[\u4e00-\u9fff]{{0,4}}"
    r"(?:预算|决算|收入|支出|收支|转移支付|债务|财政)"
)
"""Words of a region's money."""
OWN = re.compile(
    r"财政(?:总)?决算(?:[和与及]|草案|的?报告|公开|情况)|财政总?预算(?:草案|的?报告|公开)|政府(?:财政)?(?:预算|决算)(?:公开|草案|报告|$)"
    r"|预算执行情况[与和及、].{0,30}预算[(（]?草案|总预算(?:执行|草案|收支)|预算草案(?:的?报告|$)"
)
"""What only a government publishes."""
DEPARTMENT = re.compile(r"(?:部门|单位)\s*(?:预|决)\s*算")
TABLES = re.compile(
    r"税收返还|转移支付(?:分地区|情况|预算|决算|补助)?.*表|债务(?:限额|余额|还本|付息)|社会保险基金(?:预算|收支|收入|支出)"
    r"|收支平衡表|一般公共预算(?:税收)?收入(?:预算|决算|执行|完成|计划|草案)?(?:情况)?(?:明细|总)?(?:表|草案)"
)
"""Titles of tables that departments do not have: they earn no public revenue."""
MOST_OF_TABLES = 0.5
"""Share of a document's tables that must be a government's own."""
FEWEST_TABLES = 2
"""One table of a whole division may stand in a department's report for comparison."""
FROM_TO = re.compile(r"(20\d\d)\s*年.{0,40}执行情况.{0,30}(20\d\d)\s*年.{0,40}(?:草案|预算)")
IN_YEAR = re.compile(r"(20\d\d)\s*年[^年]{0,15}决算")
NAME = r"(?:(?!预算|决算|本级|执行|年|关于|会议|草案|全[省市县区])[\u4e00-\u9fff])"
PLACE = re.compile(
    rf"(?:^|[）)》]|关于|年)\s*((?:{NAME}{{2,7}}?(?:省|自治区))?{NAME}{{1,9}}?(?:省|自治区|自治州|自治县|市|州|盟|县|区|旗|镇|乡))"
    r"(?=20\d\d|及|市?本级|总|政府|人民政府|财政|预算|决算|一般|级|全)"
)
NO_PLACE = re.compile(r"^(?:全|本|各|我|该|关于)|(?:年|度)")
REGION = re.compile(rf"全{LEVEL}|全自治区|{LEVEL}总|合计口径|全口径")
OWN_LEVEL = re.compile(rf"{LEVEL}本级|自治区本级|本级|(?<!上)(?<!下)[省市县区]级(?!部门|单位|以上|及)")


def is_government(title: str | None, cover: list[str], tables: list[str]) -> bool:
    """Whether a document is a government's own, by its title, first lines and titles of tables."""
    named = " ".join([title or "", *cover[:6]])
    if DEPARTMENT.search(named):
        return False
    if OWN.search(named) or title and SCOPED.search(title):
        return True
    if not tables:
        return False
    if any(DEPARTMENT.search(text) for text in tables):
        return False
    found = sum(bool(SCOPED.search(text) or TABLES.search(text)) for text in tables)
    return found >= FEWEST_TABLES and found >= MOST_OF_TABLES * len(tables)


def place_of(texts: list[str]) -> str | None:
    """The region whose government speaks, by the first text that names one."""
    for text in texts:
        for found in PLACE.finditer(text):
            if not NO_PLACE.search(found[1]):
                return found[1]
    return None


def budget_year(title: str | None) -> int | None:
    """The year of the drafted budget in a report on two years, or that of the accounts."""
    drafted = FROM_TO.search(title or "")
    if drafted:
        return int(drafted[2])
    accounts = IN_YEAR.search(title or "")
    return int(accounts[1]) if accounts else None


def scope_of(texts: list[str]) -> str | None:
    """Whose money a figure is, by its headers and the title of its table, the nearest first.

    ``region`` is the whole region (全市), ``own_level`` its own level (市本级); ``None``: they do not say.
    """
    for text in texts:
        if OWN_LEVEL.search(text) and REGION.search(text):
            continue
        if OWN_LEVEL.search(text):
            return "own_level"
        if REGION.search(text):
            return "region"
    return None
