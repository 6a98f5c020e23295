"""Identities down a column: 类 = Σ款 = Σ项, 合计 = Σ rows, 人员经费合计 = 301 + 303."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from linking.checks.checked_tables import CheckedTable, ColumnHead, check_rules, is_money
from linking.checks.identities import ZERO, ChecksMade, check_sum
from linking.checks.tables.listed import check_listed
from linking.labels import bare, is_total
from records.file_tables import FactRecord
from records.lexicon.groups import STAFF
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

LEVELS = (5, 3)
"""Digits of the codes that can stand above one, longest first."""
SCHEMES = frozenset({"functional", "economic", "government_economic"})


@dataclass(slots=True)
class ColumnAccounts:
    """The accounts that one column of a table lists: which stand under which, which on top."""

    rows: list[FactRecord] = field(default_factory=list)
    parent: dict[str, str | None] = field(default_factory=dict)
    unknown: list[FactRecord] = field(default_factory=list)
    totals: list[FactRecord] = field(default_factory=list)
    repeated: bool = False


def check_rows(sheet: CheckedTable, found: ChecksMade) -> None:
    """The identities down each money column, as far as title and note let the rows be all there is."""
    begun = len(found.checks)
    if sheet.statement == "project_expenditure" or not any(fact.account_code for fact in sheet.facts):
        check_listed(sheet, logical_columns(sheet), found)
    elif sheet.statement in check_rules()["statements"]["rows"]:
        _check_accounts(sheet, found)
    said = f"{sheet.table.title or ''}\n{sheet.table.note or ''}"
    if WORDS.lists_some.search(said):
        found.withhold("rows_not_all", lambda made: (made.expected or ZERO) < (made.actual or ZERO), begun)
    if WORDS.nets_out.search(said):
        found.withhold("rows_not_all", lambda made: (made.expected or ZERO) > (made.actual or ZERO), begun)


def _check_accounts(sheet: CheckedTable, found: ChecksMade) -> None:
    if sheet.side_by_side and all(fact.account_code for fact in sheet.facts):
        # such forms end with the totals of both sides; without them the end was not read
        return
    codes = {f.account_code for f in sheet.facts if f.account_code and f.scheme in SCHEMES}
    for facts in logical_columns(sheet):
        accounts = _accounts(facts, codes)
        if not accounts.rows:
            continue
        _check_parents(sheet, accounts, found)
        _check_total(sheet, accounts, found)
        if sheet.statement == "basic_expenditure":
            _check_classes(sheet, facts, accounts, found)


def logical_columns(sheet: CheckedTable) -> list[list[FactRecord]]:
    """The money columns; of groups that stand side by side, those of one meaning are one column."""
    joined: dict[object, list[FactRecord]] = defaultdict(list)
    for (column, head), facts in sheet.columns.items():
        if not is_money(facts[0]) or any(map(_is_no_addend, facts[0].column_path)):
            continue
        key: object = (column, head)
        if sheet.side_by_side:
            key = ColumnHead((), head.side, head.phase, head.period, head.unit)
        joined[key] += facts
    return list(joined.values())


def _is_no_addend(head: str) -> bool:
    return bool(WORDS.no_money.search(head) or WORDS.of_one.search(head))


def _accounts(facts: list[FactRecord], codes: set[str]) -> ColumnAccounts:
    accounts = ColumnAccounts()
    block: set[str] = set()
    for fact in facts:
        if fact.account_code and fact.scheme in SCHEMES:
            if fact.account_code in block:
                accounts.repeated = True
            block.add(fact.account_code)
            accounts.rows.append(fact)
            above = (fact.account_code[:level] for level in LEVELS if level < len(fact.account_code))
            accounts.parent[fact.account_code] = next((code for code in above if code in codes), None)
        elif is_total(fact.row_label):
            accounts.totals.append(fact)
        elif fact.value:
            accounts.unknown.append(fact)
    return accounts


def _check_parents(sheet: CheckedTable, accounts: ColumnAccounts, found: ChecksMade) -> None:
    """Each account against the accounts next below it, where the column prints both."""
    if accounts.repeated:
        return
    children: dict[str, list[FactRecord]] = defaultdict(list)
    for fact in accounts.rows:
        above = accounts.parent[fact.account_code or ""]
        if above is not None:
            children[above].append(fact)
    for fact in accounts.rows:
        below = children.get(fact.account_code or "")
        if below:
            check_sum(found, "account_sum", fact, below, "其下级科目之和", sheet.places)


def _check_total(sheet: CheckedTable, accounts: ColumnAccounts, found: ChecksMade) -> None:
    """合计 against the accounts on top; rows of the bodies themselves are left out."""
    if len(accounts.totals) != 1:
        return
    total = accounts.totals[0]
    tops = [fact for fact in accounts.rows if accounts.parent[fact.account_code or ""] is None]
    parents = set(accounts.parent.values())
    bodies = [fact for fact in tops if fact.value == total.value and fact.account_code not in parents]
    others = [fact for fact in tops if not bodies or fact is not bodies[0]]
    if any(fact.value for fact in others):
        tops = others
    if any(fact.value != total.value for fact in accounts.unknown) or not any(f.value for f in tops):
        return
    if len(tops) > 1 and sum((row.value or 0 for row in tops), 0) == 2 * (total.value or 0) != 0:
        return
    check_sum(found, "total_of_rows", total, tops, "各科目之和", sheet.places)


def _check_classes(
    sheet: CheckedTable, facts: list[FactRecord], accounts: ColumnAccounts, found: ChecksMade
) -> None:
    """人员经费合计 and 公用经费合计 against the classes of economic items."""
    tops = [fact for fact in accounts.rows if accounts.parent[fact.account_code or ""] is None]
    if accounts.repeated or any(fact.scheme != "economic" for fact in tops):
        return
    staff = [fact for fact in tops if (fact.account_code or "")[:3] in STAFF]
    public = [fact for fact in tops if (fact.account_code or "")[:3] not in STAFF]
    uncoded = [fact for fact in facts if not fact.account_code]
    named = [
        [fact for fact in uncoded if row.search(bare(fact.row_label))]
        for row in (WORDS.personnel_row, WORDS.public_row)
    ]
    for rows, parts in zip(named, (staff, public), strict=True):
        if len(rows) == 1 and any(part.value for part in parts):
            check_sum(found, "economic_total", rows[0], parts, "各经济分类之和", sheet.places)
    totals = accounts.totals
    if len(totals) == 1 and all(len(rows) == 1 for rows in named):
        parts = [rows[0] for rows in named]
        check_sum(found, "staff_and_public", totals[0], parts, "人员经费与公用经费之和", sheet.places)
