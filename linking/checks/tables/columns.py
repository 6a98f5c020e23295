"""Identities along a row: a total is the sum of the columns beside it."""

from __future__ import annotations

from dataclasses import dataclass

from linking.checks.checked_tables import CheckedTable, ColumnHead, check_rules, is_money
from linking.checks.identities import ChecksMade, check_sum
from linking.mistyped import is_swapped_sum
from linking.rules.declared import declared_filters
from nlp.sentences import left_open
from records.lexicon.families import families
from records.lexicon.terms import wholes_of
from records.phrases import Phrases

WORDS = Phrases("linking/checks")

THREE_PUBLIC = "three_public_expenditure"
FEWEST_BESIDE = 2
"""Columns that a sum needs."""
Key = tuple[int, ColumnHead]
Group = tuple[str | None, str | None, int | None, str | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A column that holds the sum of others."""

    whole: Key
    parts: tuple[Key, ...]


def check_columns(sheet: CheckedTable, found: ChecksMade) -> None:
    """Each total column against the columns beside it under the same header, row by row."""
    if sheet.statement not in check_rules()["statements"]["row_sums"]:
        _check_swapped(sheet, found)
        return
    plans = [] if sheet.side_by_side and sheet.statement == "basic_expenditure" else _plans(sheet)
    for plan in plans:
        _check_plan(sheet, plan, found)


def _check_swapped(sheet: CheckedTable, found: ChecksMade) -> None:
    """The totals of a table of no known form, where two swapped digits keep the columns beside from them."""
    for plan in _plans(sheet):
        for facts in sheet.rows.values():
            by_column = {fact.column: fact for fact in facts}
            whole = by_column.get(plan.whole[0])
            parts = [by_column[key[0]] for key in plan.parts if key[0] in by_column]
            if whole is None or len(parts) < len(plan.parts) or len(parts) < FEWEST_BESIDE:
                continue
            if is_swapped_sum(whole, parts):
                check_sum(found, "row_sum", whole, parts, "同行各栏之和", sheet.places)


def _check_plan(sheet: CheckedTable, plan: Plan, found: ChecksMade) -> None:
    """One total column, row by row.

    A row with a total but none of its parts shows that a column is missing here, and a sum that
    rarely comes out, or a header with half a pair of brackets, that the header was not understood: then
    failures are withheld. A few may be two
    figures that changed places; more need rows that bear the sum out.
    """
    begun = len(found.checks)
    is_open, telling = False, 0
    columns = dict.fromkeys(key[0] for key in plan.parts)
    for facts in sheet.rows.values():
        by_column = {fact.column: fact for fact in facts}
        whole = by_column.get(plan.whole[0])
        if whole is None:
            continue
        parts = [by_column[column] for column in columns if column in by_column]
        parts = [part for part in parts if part.row_label == whole.row_label]
        if whole.value and not any(part.value for part in parts):
            is_open = True
            continue
        made = check_sum(found, "row_sum", whole, parts, "同行各栏之和", sheet.places)
        if made is not None and made.verdict != "fails" and sum(bool(part.value) for part in parts) > 1:
            telling += 1
    failed = sum(made.verdict == "fails" for made in found.checks[begun:])
    heads = {head for key in (plan.whole, *plan.parts) for head in sheet.columns[key][0].column_path}
    broken = any(left_open(head) for head in heads)  # 因公出国（费 beside 境）小计
    if is_open or broken or failed > max(declared_filters()["columns_not_understood"].fewest, telling):
        found.withhold("columns_not_understood", lambda _: True, begun)


def _group(head: ColumnHead) -> Group:
    return head.side, head.phase, head.period, head.unit


def _plans(sheet: CheckedTable) -> list[Plan]:
    groups: dict[Group, list[Key]] = {}
    for key, facts in sheet.columns.items():
        path = facts[0].column_path
        if is_money(facts[0]) and not any(WORDS.no_money.search(head) for head in path):
            groups.setdefault(_group(key[1]), []).append(key)
    plans = []
    for keys in groups.values():
        if len({key[1].heads for key in keys}) == len(keys):
            prefixes = {key[1].heads[:n] for key in keys for n in range(len(key[1].heads))}
            plans += [plan for prefix in sorted(prefixes) if (plan := _plan(prefix, keys, sheet)) is not None]
    return plans


def _plan(prefix: tuple[str, ...], keys: list[Key], sheet: CheckedTable) -> Plan | None:
    """The total under a header and what adds up to it; ``None`` if there is not just one."""
    depth = len(prefix)
    under = [key for key in keys if key[1].heads[:depth] == prefix and len(key[1].heads) > depth]
    names = list(dict.fromkeys(key[1].heads[depth] for key in under))
    wholes = [
        key for key in under if len(key[1].heads) == depth + 1 and _is_whole(key[1].heads[depth], names)
    ]
    if len(wholes) != 1:
        return None
    parts: list[Key] = []
    for name in names:
        if name != wholes[0][1].heads[depth]:
            parts += _value(prefix + (name,), under)
    parts = _of_family(parts, wholes[0], sheet)
    return Plan(wholes[0], tuple(_once(parts, wholes[0], sheet))) if parts else None


def _once(parts: list[Key], whole: Key, sheet: CheckedTable) -> list[Key]:
    """The parts without those that another of them takes in (运行费 beside 购置及运行费).

    A part that is measured like the whole is one whose header was not understood: it takes in nothing.
    """
    measures = {key: sheet.columns[key][0].measure for key in parts}
    taking_in = {*measures.values()} - {sheet.columns[whole][0].measure}
    return [key for key in parts if not wholes_of(measures[key] or "") & taking_in]


def _of_family(parts: list[Key], whole: Key, sheet: CheckedTable) -> list[Key]:
    """The parts of a total that names what it adds up (三公经费合计): its own family, not 会议费 beside it.

    A plain 合计 beside others than these may take them in or not: then it has none.
    """
    measures = {key: sheet.columns[key][0].measure for key in (whole, *parts)}
    if measures[whole] != THREE_PUBLIC and sheet.statement != "three_public":
        return parts
    members = families()[THREE_PUBLIC].members
    own = [key for key in parts if measures[key] is None or measures[key] in members]
    if len(own) == len(parts) or not any(measures[key] in members for key in parts):
        return parts
    return own if "三公" in whole[1].heads[-1] else []


def _is_whole(head: str, beside: list[str]) -> bool:
    if WORDS.sum_head.match(head):
        return True
    allowed = check_rules()["whole_beside"].get(head)
    return allowed is not None and all(name == head or allowed.match(name) for name in beside)


def _value(prefix: tuple[str, ...], keys: list[Key]) -> list[Key]:
    """The columns that together hold what stands under a header; 其中 is part of its neighbour."""
    if WORDS.part_head.match(prefix[-1]):
        return []
    depth = len(prefix)
    under = [key for key in keys if key[1].heads[:depth] == prefix]
    own = [key for key in under if len(key[1].heads) == depth]
    if own:
        return own
    whole = [k for k in under if len(k[1].heads) == depth + 1 and WORDS.sum_head.match(k[1].heads[depth])]
    if whole:
        return whole[:1]
    names = dict.fromkeys(key[1].heads[depth] for key in under)
    return [key for name in names for key in _value(prefix + (name,), under)]
