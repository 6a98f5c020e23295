"""Items that the text names (主要包括…、具体情况) against those that have money in the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from linking.checks.identities import ChecksMade
from linking.checks.text.passages import Passage, Spot
from linking.labels import abbreviates
from linking.links.misnamed import item_rows
from linking.wording import number, on_page, with_unit, without_blanks
from records.file_tables import FactRecord
from records.lexicon.accounts import DIGITS, account_key, accounts, codes_of
from records.lexicon.groups import STAFF
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks/text")

SEPARATORS = re.compile(r"[、，,]")
AMOUNT = re.compile(r"\d[万亿]?元")
ECONOMIC = DIGITS[2]
"""Digits of an economic 款."""
FEWEST_NAMED = 4
"""Items that a chapter names before it is one that names them all."""
SHARE_NAMED = 0.6
"""Where less of a list and of the table is the same, one of them speaks of something else."""
MOST_UNTOLD, SHARE_TOLD = 2, 0.8
"""Items left out, and the share of those told, of a chapter that is meant to tell all."""
COVERED = {"社会保障缴费": ("30108", "30109", "30110", "30111", "30112")}
"""Items that one name of an older classification, still in use, stands for."""
MOST_SHOWN = 6
"""Items that a message names; the others are counted."""


@dataclass(frozen=True, slots=True)
class NamedItem:
    """An item with money: its name as it compares, and its figure."""

    key: str
    fact: FactRecord


def check_named_items(document: Document, found: ChecksMade) -> None:
    """The lists behind 人员经费 and 公用经费, and the items (项) of the general public budget."""
    money = _economic_items(document)
    if money:
        for passage in found.passages(document):
            for match in () if passage.is_heading else WORDS.named_items.finditer(passage.text):
                _check_list(match, passage, money, found)
    _check_told(document, found)


def _economic_items(document: Document) -> dict[str, NamedItem]:
    """Each economic 款 with money in the statement of basic expenditure, by code."""
    facts = [
        fact
        for fact in document.facts
        if fact.statement == "basic_expenditure" and len(fact.account_code or "") == ECONOMIC
    ]
    return {
        fact.account_code or "": NamedItem(account_key(fact.row_label or ""), fact)
        for fact in facts
        if fact.value and fact.amount_yuan is not None and fact.row_label
    }


def _check_list(
    match: re.Match[str], passage: Passage, money: dict[str, NamedItem], found: ChecksMade
) -> None:
    """One list: what it names without money, and what has money and is not named."""
    is_staff = match["of"].startswith("人员")
    own = [item for code, item in money.items() if (code[:3] in STAFF) is is_staff]
    if AMOUNT.search(match["items"]):
        return  # what each costs is told too: their sum shows whether one is left out
    named = {account_key(one): one for one in SEPARATORS.split(match["items"]) if account_key(one)}
    classes = (code for name in named for code in codes_of(name, "economic") if len(code) == DIGITS[1])
    covered = (*classes, *(code for name in COVERED.keys() & named.keys() for code in COVERED[name]))
    told = [
        item
        for item in own
        if (item.fact.account_code or "").startswith(covered) or any(_is_same(item.key, key) for key in named)
    ]
    if len(named) < FEWEST_NAMED or len(told) < SHARE_NAMED * max(len(own), 1):
        return
    known = {account_key(name) for name in _item_names()}
    without = [
        one
        for key, one in named.items()
        if key in known and not any(_is_same(item.key, key) for item in money.values())
    ]
    left = [item for item in own if item not in told] if not WORDS.and_so_on.search(match["items"]) else []
    if len(without) > SHARE_NAMED * len(named) or not without and not left:
        return
    spot = passage.spot(match.start("items"), match.end("items"))
    names = [f"{item.fact.row_label}{with_unit(item.fact)}" for item in left]
    parts = [
        f"“{_some(without)}”在基本支出表中没有金额" if without else "",
        f"表中有金额的“{_some(names)}”没有提及" if left else "",
    ]
    differ = "，".join(filter(None, parts))
    message = f"文字{on_page(spot.page)}所列{match['of']}的项目与基本支出表不符：{differ}。"
    facts = [item.fact for item in left]
    found.fail("named_items", message, facts, spot=spot)


def _item_names() -> Iterator[str]:
    for (scheme, code), account in accounts().items():
        if scheme == "economic" and len(code) == ECONOMIC:
            yield from (name.name for name in account.names)


def _is_same(printed: str, named: str) -> bool:
    """Whether two names are one: colloquial ones leave characters out (养老保险缴费, 维修费).

    A name of the classification is no short one of another item, but at its end (医疗费 for 医疗费补助).
    """
    if printed == named:
        return True
    short, long = sorted((printed, named), key=len)
    if not abbreviates(short, long):
        return False
    first, second = (codes_of(one, "economic") for one in (short, long))
    return not (first and second) or long.startswith(short) or not set(first).isdisjoint(second)


def _some(names: list[str]) -> str:
    more = f"等{len(names)}项" if len(names) > MOST_SHOWN else ""
    return "、".join(names[:MOST_SHOWN]) + more


def _check_told(document: Document, found: ChecksMade) -> None:
    """Items (项) with money that a chapter which tells nearly all of them leaves out."""
    rows = _functional_items(document)
    chapters = [
        (section, without_blanks(section.text))
        for section in document.sections
        if section.text.count("（项）") + section.text.count("(项)") >= FEWEST_NAMED
    ]
    if len(rows) <= FEWEST_NAMED or len(chapters) != 1:
        return
    ((section, text),) = chapters
    folded = account_key(text)
    untold = [
        fact
        for fact in rows
        if account_key(fact.row_label or "") not in folded
        and not re.search(
            rf"(?<![\d.]){re.escape(number(fact.value))}(?:\.?0*)(?![\d.])", text.replace(",", "")
        )
    ]
    if untold and len(untold) <= MOST_UNTOLD and len(rows) - len(untold) >= SHARE_TOLD * len(rows):
        names = [f"{fact.row_label}{with_unit(fact)}" for fact in untold]
        where = on_page(section.page)
        message = f"一般公共预算支出表中的“{_some(names)}”有金额，文字{where}逐项说明中没有提及。"
        spot = Spot(section.page)
        found.fail("item_not_told", message, untold, spot=spot)


def _functional_items(document: Document) -> list[FactRecord]:
    """The total of each 项 with money in the one statement of the general public budget."""
    names: dict[str, list[FactRecord]] = defaultdict(list)
    for fact in item_rows(document).values():
        names[account_key(fact.row_label or "")].append(fact)
    # one name under two classes (行政运行) is told by its amount, or not surely
    return [facts[0] for facts in names.values() if len(facts) == 1]
