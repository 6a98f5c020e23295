"""Accounts in several tables: the expenditure of a body against that of the grants' funds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from linking.checks.checked_tables import CheckedTable, is_money
from linking.checks.identities import (
    ChecksMade,
    amount,
    check_bound,
    check_same,
    check_sum,
    judge,
    summed,
    unit_of_last_place,
)
from linking.labels import is_total
from linking.links.figure_index import Time
from records.file_tables import FactRecord
from records.lexicon.accounts import CLASS
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

Sheets = dict[str, CheckedTable]
AccountKey = tuple[str, str, Time]
"""The code of an account ("" for the total row), its column, stage and year."""
ByAccount = dict[AccountKey, list[FactRecord]]
MEASURES = {
    "basic_expenditure": "基本支出",
    "project_expenditure": "项目支出",
    "total": "合计",
    "grand_total": "合计",
    "current_year_expenditure": "合计",
}
MOST_OUT_OF_LINE = 2
"""Accounts whose grants exceed all that was spent: two that changed places."""


def places_of_both(first: FactRecord, second: FactRecord, by_id: Sheets) -> tuple[int, int]:
    return by_id[first.table_id].places, by_id[second.table_id].places


def agree(first: FactRecord, second: FactRecord, by_id: Sheets) -> bool:
    places = places_of_both(first, second, by_id)
    last = max(unit_of_last_place(first, places[0]), unit_of_last_place(second, places[1]))
    return judge(amount(first, places[0]), amount(second, places[1]), last) != "fails"


def _column(fact: FactRecord) -> str | None:
    if not is_money(fact) or any(WORDS.no_money.search(head) for head in fact.column_path):
        return None
    if fact.statement == "other":
        return None
    return MEASURES.get(fact.measure or "")


def by_account(sheet: CheckedTable) -> ByAccount:
    """The figures of the total, basic and project columns by code ("" for the total row)."""
    result: ByAccount = defaultdict(list)
    for fact in sheet.facts:
        column = _column(fact)
        if column is None:
            continue
        if fact.account_code and fact.scheme == "functional":
            result[fact.account_code, column, (fact.phase, fact.period)].append(fact)
        elif not fact.account_code and is_total(fact.row_label):
            result["", column, (fact.phase, fact.period)].append(fact)
    return result


def check_accounts(
    whole: CheckedTable, grants: Sequence[CheckedTable], by_id: Sheets, found: ChecksMade
) -> bool:
    """支出决算表 against the tables of the grants' funds, account by account; whether that is the same money.

    An account of two funds is their sum.
    """
    ours, theirs = by_account(whole), [by_account(grant) for grant in grants]
    parts = {key: _in_all(key, theirs) for key, facts in ours.items() if len(facts) == 1}
    single = {key: (ours[key][0], made) for key, made in parts.items() if made}
    places = max(by_id[grant.table.table_id].places for grant in (whole, *grants))
    apart = {key for key, (figure, made) in single.items() if not _is_sum(figure, made, places)}
    totals = {key for key in single if not key[0]}
    # the tables speak of the same money if their totals agree, or if just one figure is out of line
    codes = {code for table in theirs for code, _, _ in table}
    if not totals or totals & apart and (len(apart) > 1 or {k[0] for k in ours} != codes):
        return False
    for key in sorted(single, key=str):
        figure, (other, *others) = single[key]
        if others:
            check_sum(
                found, "same_account", figure, [other, *others], "各财政拨款支出表中同一科目之和", places
            )
        else:
            what = "同一科目在两张表中应相同"
            check_same(found, "same_account", other, figure, what, places_of_both(other, figure, by_id))
    return True


def _in_all(key: AccountKey, tables: Sequence[ByAccount]) -> list[FactRecord]:
    """The figures of an account's column in all tables; none if one may have it in another row or column.

    Where a table has no total, its classes make it.
    """
    code, column, time = key
    result: list[FactRecord] = []
    for table in tables:
        others = [(one, name) for one, name, when in table if when == time]
        kin = any(one and code.startswith(one) or one.startswith(code) for one, _ in others)
        classes = [(one, *key[1:]) for one, name in others if len(one) == CLASS and name == column]
        made = [table[one] for one in ([key] if key in table else [] if code else classes)]
        if (
            any(len({fact.amount_yuan for fact in facts}) > 1 for facts in made)
            or not made
            and (kin or column not in {name for _, name in others})
        ):
            return []
        result += [facts[0] for facts in made]
    return result


def _is_sum(figure: FactRecord, parts: Sequence[FactRecord], places: int) -> bool:
    expected = summed(parts, places)
    return judge(amount(figure, places), expected, unit_of_last_place(figure, places)) != "fails"


def check_bounds(whole: CheckedTable, grant: CheckedTable, by_id: Sheets, found: ChecksMade) -> None:
    """Grants spent on an account are no more than all that was spent on it.

    Where more accounts than two that changed places fail, or the total does, the tables are not of the same
    money. Equal totals are for :func:`check_accounts`. What was taken back, below zero, makes an account
    less than the grants in it.
    """
    places = max(whole.places, grant.places)
    ours, theirs = by_account(whole), by_account(grant)
    pairs = {
        key: (facts[0], theirs[key][0])
        for key, facts in ours.items()
        if len(facts) == len(theirs.get(key, ())) == 1
    }
    taken_back = [fact.account_code or "" for fact in (*whole.facts, *grant.facts) if (fact.value or 0) < 0]
    above = [
        key
        for key, (all_of_it, part) in pairs.items()
        if amount(part, places).low > amount(all_of_it, places).high
        and not any(code.startswith(key[0]) for code in taken_back)
    ]
    codes = {code for code, _, _ in above}
    totals = [key for key in pairs if not key[0]]
    if not totals or "" in codes or len(codes) > MOST_OUT_OF_LINE:
        return
    if all(agree(*pairs[key], by_id) for key in totals):
        return
    told: set[str] = set()
    for key in sorted(above, key=lambda key: key[1] != MEASURES["total"]):
        if key[0] not in told:
            told.add(key[0])
            all_of_it, part = pairs[key]
            what = "一个科目的财政拨款支出不应大于该科目的全部支出"
            check_bound(found, "grants_within_account", part, all_of_it, what, places)
