"""Identities across tables: one figure in several statements, accounts, names of codes."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from linking.accounts import account_name
from linking.checks.checked_tables import CheckedTable, check_rules, fund_of, is_money, of_all_money, scope_of
from linking.checks.identities import (
    ChecksMade,
    amount,
    check_same,
    check_sum,
    summed,
    unit_of_last_place,
)
from linking.checks.tables.accounts import (
    Sheets,
    agree,
    by_account,
    check_accounts,
    check_bounds,
    places_of_both,
)
from linking.labels import bare
from linking.links.figure_index import Ledger, Time
from linking.links.funds import PARTS_OF_GRANTS
from linking.wording import place
from records.file_tables import FactRecord
from records.lexicon.accounts import class_code, codes_of
from records.lexicon.statements import of_kind
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

OTHER_GRANTS = ("government_fund", "state_capital")
"""The tables of grants beside the one of the general public budget."""
SUMMED: tuple[tuple[str, str, str | None], ...] = (
    ("revenue_expenditure_summary", "expenditure", None),
    ("fiscal_grant_summary", "general_public_budget_expenditure", "general_public_budget"),
)
"""A summary, the table of accounts that it sums up, and whose money it is."""
UNLIKE = 0.5
"""Names of one code that are less alike than this are not one name."""


def check_across(sheets: list[CheckedTable], ledger: Ledger, kind: str | None, found: ChecksMade) -> None:
    """The identities across a document's tables; ``kind`` is its report kind."""
    by_id = {sheet.table.table_id: sheet for sheet in sheets}
    wide = of_all_money(sheets)
    of_grants = {key: sheet for key, sheet in by_id.items() if key not in wide}
    for rule in check_rules()["same"]:
        if kind in rule.get("kinds", (kind,)):
            _check_same(rule, of_grants, ledger, found)
    for rule in check_rules()["composed"]:
        _check_composed(rule, of_grants, ledger, found)
    whole = [sheet for sheet in sheets if sheet.statement == "expenditure"]
    grant = [sheet for sheet in sheets if sheet.statement == "general_public_budget_expenditure"]
    if len(whole) == len(grant) == 1:
        funds = [sheet for sheet in sheets if sheet.statement in OTHER_GRANTS]
        if not check_accounts(whole[0], grant, by_id, found) and funds:
            check_accounts(whole[0], grant + funds, by_id, found)
        # a budget may show the year's own money in one table, and what was carried over in the other
        if kind == "final_accounts" or not any(fact.value for fact in ledger.figures("carry_over_opening")):
            check_bounds(whole[0], grant[0], by_id, found)
    _check_functions(sheets, found)
    _check_names(sheets, found)


def _facts(measure: str, ledger: Ledger) -> list[FactRecord]:
    """The figures of a measure, written with its fund and its side: ``basic_expenditure/all/expenditure``."""
    return [
        fact
        for fact in ledger.figures(*measure.split("/"))
        if is_money(fact) and not any(WORDS.no_money.search(head) for head in fact.column_path)
    ]


def _one_a_table(facts: Iterable[FactRecord]) -> dict[Time, dict[str, FactRecord]]:
    """By stage and year, the figure of each table that has just one of the kind."""
    seen: dict[tuple[Time, str], list[FactRecord]] = defaultdict(list)
    for fact in facts:
        seen[(fact.phase, fact.period), fact.table_id].append(fact)
    result: dict[Time, dict[str, FactRecord]] = defaultdict(dict)
    for (time, table), same in seen.items():
        if len({fact.amount_yuan for fact in same}) == 1:
            result[time][table] = same[0]
    return result


def _check_same(rule: dict[str, Any], by_id: Sheets, ledger: Ledger, found: ChecksMade) -> None:
    facts = [
        fact for measure in rule["measures"] for fact in _facts(measure, ledger) if fact.table_id in by_id
    ]
    for row in rule.get("rows", ()):
        facts += _rows(row, by_id.values())
    instead = [fact for measure in rule.get("unless", ()) for fact in _facts(measure, ledger)]
    for time, figures in _of_one_kind(facts, by_id, any("/" in measure for measure in rule["measures"])):
        if len(figures) < 2 or time[0] not in rule.get("phases", (time[0],)):
            continue
        best, *others = _by_agreement(figures, by_id)
        for other in others:
            if not agree(other, best, by_id) and any(
                (fact.phase, fact.period) == time
                and fact.fact_id not in (other.fact_id, best.fact_id)
                and {fact.table_id} & {other.table_id, best.table_id}
                and (agree(other, fact, by_id) or agree(best, fact, by_id))
                for fact in instead
            ):
                continue
            check_same(
                found,
                "same_figure",
                other,
                best,
                f"{rule['name']}在两张表中应相同",
                places_of_both(other, best, by_id),
            )


def _of_one_kind(
    facts: Iterable[FactRecord], by_id: Sheets, of_one_fund: bool
) -> Iterator[tuple[Time, list[FactRecord]]]:
    """The figures of a stage and year, apart by the bodies and funds that the titles of their tables name.

    Where one is of another fund, what is of all grants and what is of the general budget are two amounts.
    Figures that are asked for ``of_one_fund`` are of that one whatever the titles name.
    """
    for time, figures in _one_a_table(facts).items():
        tables = {key: by_id[key].table for key in figures}
        several = len({fact.fund for fact in figures.values() if fact.fund in PARTS_OF_GRANTS}) > 1
        alike: dict[object, list[FactRecord]] = defaultdict(list)
        for key, fact in figures.items():
            fund = None if of_one_fund else (fund_of(tables[key]), fact.fund if several else None)
            alike[scope_of(tables[key]), fund].append(fact)
        yield from ((time, found) for found in alike.values())


def _rows(row: dict[str, Any], sheets: Iterable[CheckedTable]) -> list[FactRecord]:
    """The figures that a rule names by statement, side, row and fund."""
    return [
        fact
        for sheet in sheets
        if sheet.statement == row["statement"]
        for fact in sheet.facts
        if fact.side == row["side"]
        and fact.fund == row["fund"]
        and is_money(fact)
        and row["row"].match(bare(fact.row_label))
    ]


def _by_agreement(figures: list[FactRecord], by_id: Sheets) -> list[FactRecord]:
    """The figures in order, that one first with which the most agree."""
    votes = [sum(agree(figure, other, by_id) for other in figures) for figure in figures]
    best = votes.index(max(votes))
    return [figures[best], *figures[:best], *figures[best + 1 :]]


def _check_composed(rule: dict[str, Any], by_id: Sheets, ledger: Ledger, found: ChecksMade) -> None:
    """A figure of one statement against its parts in another (基本支出 = 人员经费 + 公用经费)."""
    wholes = _one_a_table(fact for fact in _facts(rule["whole"], ledger) if fact.table_id in by_id)
    parts = [_one_a_table(_facts(measure, ledger)) for measure in rule["parts"]]
    for time, figures in wholes.items():
        tables = set.intersection(*(set(part.get(time, {})) for part in parts)) & by_id.keys()
        for whole in figures.values():
            scope = scope_of(by_id[whole.table_id].table)
            for table in sorted(table for table in tables if scope_of(by_id[table].table) == scope):
                operands = [part[time][table] for part in parts]
                places = max(by_id[table].places, by_id[whole.table_id].places)
                check_sum(found, "composed", whole, operands, "人员经费与公用经费之和", places)


def _check_functions(sheets: list[CheckedTable], found: ChecksMade) -> None:
    """The functions (类) of a summary against the table of accounts that it sums up."""
    for statement, table, fund in SUMMED:
        above = [sheet for sheet in sheets if sheet.statement == statement]
        below = [sheet for sheet in sheets if sheet.statement == table]
        if len(above) == len(below) == 1:
            _check_function_rows(above[0], below[0], fund, found)


def _check_function_rows(
    summary: CheckedTable, table: CheckedTable, fund: str | None, found: ChecksMade
) -> None:
    columns = by_account(table)
    codes = {code for code, _, _ in columns if code}
    tops = {code for code in codes if not any(code[:n] in codes for n in (3, 5) if n < len(code))}
    names: dict[str, str] = {}
    rows: dict[tuple[str, Time], list[FactRecord]] = defaultdict(list)
    parts: dict[tuple[str, Time], list[FactRecord]] = defaultdict(list)
    for (code, column, time), facts in columns.items():
        if column == "合计" and (not code or code in tops):
            parts[code[:3], time] += facts
            if len(code) == 3 and facts[0].row_label:
                names[account_name(facts[0].row_label)] = code
    for fact in _summary_column(summary, fund):
        label = account_name(fact.row_label or "")
        code = "" if _is_current(fact) else names.get(label) or class_code(label) or "?"
        rows[code, (fact.phase, fact.period)].append(fact)
    pairs = [
        (rows[key][0], parts[key]) for key in rows if key in parts and len(rows[key]) == 1 and key[0] != "?"
    ]
    places = max(summary.places, table.places)
    apart = []
    for figure, operands in pairs:
        allowed = len(operands) * unit_of_last_place(figure, places)
        if abs(amount(figure, places).value - summed(operands, places).value) > allowed:
            apart.append(figure)
    current = [figure for figure, _ in pairs if _is_current(figure)]
    if not current or len(pairs) < 2 or any(figure is current[0] for figure in apart) and len(apart) > 1:
        return
    for figure, operands in pairs:
        check_sum(found, "function_in_summary", figure, operands, f"《{table.table.title}》对应科目", places)


def _is_current(fact: FactRecord) -> bool:
    return WORDS.current_row.match(bare(fact.row_label)) is not None


def _summary_column(summary: CheckedTable, fund: str | None) -> list[FactRecord]:
    """The expenditure column of a summary: the total, or that of one fund."""
    columns = [
        facts
        for (_, head), facts in summary.columns.items()
        if head.side == "expenditure" and is_money(facts[0]) and not any("其中" in h for h in head.heads)
    ]
    if fund is not None:
        columns = [facts for facts in columns if facts[0].fund == fund]
    return columns[0] if columns else []


def _check_names(sheets: list[CheckedTable], found: ChecksMade) -> None:
    """One code under two unlike names in one document."""
    names: dict[tuple[str, str], dict[str, FactRecord]] = defaultdict(dict)
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sheet in sheets:
        if _names_projects(sheet):
            continue
        once: set[tuple[str, str]] = set()
        for fact in sheet.facts:
            if not fact.account_code or fact.scheme not in ("functional", "economic") or not fact.row_label:
                continue
            if sheet.statement in of_kind("projects") and not codes_of(fact.row_label, fact.scheme):
                continue  # a project beside the code of its account
            name = account_name(fact.row_label)
            key = (fact.scheme, fact.account_code)
            if (fact.account_code, name) not in once:
                once.add((fact.account_code, name))
                counts[key][name] += 1
                names[key].setdefault(name, fact)
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (scheme, code), counter in counts.items():
        owners[scheme, counter.most_common(1)[0][0]].add(code)
    for (scheme, code), counter in counts.items():
        (usual, most), *others = counter.most_common()
        for name, times in others:
            alike = difflib.SequenceMatcher(None, usual, name).ratio()
            another = owners.get((scheme, name), set()) - {code} or _is_of_another(code, name, scheme)
            if times < most and (alike < UNLIKE or another) and name not in usual and usual not in name:
                _add_name(code, names[scheme, code][name], names[scheme, code][usual], found)


def _is_of_another(code: str, name: str, scheme: str) -> bool:
    """Whether a name is that of other accounts of the level alone."""
    codes = codes_of(name, scheme)
    return code not in codes and any(len(other) == len(code) for other in codes)


def _names_projects(sheet: CheckedTable) -> bool:
    """Whether the rows of a table of projects are named by these: some share an account's code."""
    labels: dict[str, set[str | None]] = defaultdict(set)
    for fact in sheet.facts:
        if fact.statement == "project_expenditure" and fact.account_code:
            labels[fact.account_code].add(fact.row_label)
    return any(len(names) > 1 for names in labels.values())


def _add_name(code: str, odd: FactRecord, usual: FactRecord, found: ChecksMade) -> None:
    message = (
        f"科目编码{code}在{place(odd, found.sources)}中的名称为“{odd.row_label}”，"
        f"在{place(usual, found.sources)}中为“{usual.row_label}”，名称与编码不一致。"
    )
    found.fail("account_name", message, [odd, usual])
