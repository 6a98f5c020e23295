"""Identities of two-sided summaries (收入 | 支出): sources, carry-over, and the balance of the sides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from linking.checks.checked_tables import CheckedTable, check_rules, is_money
from linking.checks.identities import ChecksMade, check_same, check_sum
from linking.labels import bare, item_level
from records.file_tables import FactRecord
from records.phrases import Phrases

WORDS = Phrases("linking/checks")


@dataclass(slots=True)
class SummaryColumn:
    """One column of one side: what is above 本年合计, that itself, what is carried, the grand total."""

    above: list[FactRecord] = field(default_factory=list)
    below: list[FactRecord] = field(default_factory=list)
    current: FactRecord | None = None
    grand: FactRecord | None = None


def check_summary(sheet: CheckedTable, found: ChecksMade) -> None:
    """The identities of a summary's columns, and 收入总计 = 支出总计."""
    if sheet.statement not in check_rules()["statements"]["summary"]:
        return
    grands: dict[tuple[str | None, str | None, int | None], FactRecord] = {}
    for (_, head), facts in sorted(sheet.columns.items(), key=lambda column: column[0][0]):
        if head.side is None or not is_money(facts[0]):
            continue
        account = _account(facts)
        _check_current(sheet, account, found)
        _check_items(sheet, account.above + account.below, found)
        _check_grand(sheet, account, found)
        if account.grand is not None:
            grands.setdefault((head.side, head.phase, head.period), account.grand)
    for (side, phase, period), grand in grands.items():
        other = grands.get(("expenditure", phase, period))
        if side == "revenue" and other is not None:
            check_same(found, "balance", grand, other, "收入总计应等于支出总计", (sheet.places, sheet.places))


def _account(facts: list[FactRecord]) -> SummaryColumn:
    labels = [bare(fact.row_label) for fact in facts]
    account = SummaryColumn()
    has_current = any(WORDS.current_row.match(label) for label in labels)
    for fact, label in zip(facts, labels, strict=True):
        is_either = WORDS.either_row.match(label) is not None
        # 收入合计 alone, with no total below it, is what the rows above make
        if WORDS.current_row.match(label) or is_either and not has_current:
            account.current = account.current or fact
        elif WORDS.grand_row.match(label) or is_either and has_current:
            account.grand = account.grand or fact
        elif account.current is None:
            account.above.append(fact)
        elif account.grand is None:
            account.below.append(fact)
    return account


def _check_current(sheet: CheckedTable, account: SummaryColumn, found: ChecksMade) -> None:
    """本年合计 against its rows: those above it, or those below it if it opens the list."""
    current = account.current
    if current is None:
        return
    own = item_level(current.row_label)
    if own is None:
        rows = account.above
    else:
        rows = []
        for fact in account.below:
            level = item_level(fact.row_label)
            if level is not None and level <= own:
                break
            rows.append(fact)
    levels = [level for fact in rows if (level := item_level(fact.row_label)) is not None]
    if not levels or any(_is_stray(fact) for fact in rows):
        return
    parts = [fact for fact in rows if item_level(fact.row_label) == min(levels)]
    if any(part.value for part in parts):
        check_sum(found, "sum_of_sources", current, parts, "各项之和", sheet.places)


def _check_items(sheet: CheckedTable, rows: list[FactRecord], found: ChecksMade) -> None:
    """Each numbered row against the rows of the next level right below it (三、单位资金: （一）…（二）…)."""
    levels = [item_level(fact.row_label) for fact in rows]
    for index, (whole, own) in enumerate(zip(rows, levels, strict=True)):
        if own is None:
            continue
        below = []
        for fact, level in zip(rows[index + 1 :], levels[index + 1 :], strict=True):
            if level is not None and level <= own:
                break
            below.append((fact, level))
        deeper = {level for _, level in below if level is not None}
        parts = [fact for fact, level in below if deeper and level == min(deeper)]
        if len(parts) > 1 and not any(_is_stray(fact) for fact, _ in below):
            check_sum(found, "sum_of_sources", whole, parts, "所列各项之和", sheet.places)


def _is_stray(fact: FactRecord) -> bool:
    """A row with money that has no enumeration and is not said to be a part."""
    text = (fact.row_label or "").strip()
    return bool(fact.value) and item_level(text) is None and not WORDS.part_of_item.match(text)


def _check_grand(sheet: CheckedTable, account: SummaryColumn, found: ChecksMade) -> None:
    """总计 against 本年合计 and what is carried over, used or distributed."""
    if account.grand is None or account.current is None:
        return
    rows = account.below
    own = item_level(account.current.row_label)
    parts = [account.current]
    groups: dict[bool, list[FactRecord]] = defaultdict(list)
    for fact in rows:
        label = bare(fact.row_label)
        level = item_level(fact.row_label)
        if own is not None and (level is None or level > own):
            continue
        is_part = own is None and (
            WORDS.part_of_item.match((fact.row_label or "").strip()) or WORDS.detail_row.match(label)
        )
        if is_part:
            continue
        groups[WORDS.moved_row.match(label) is not None].append(fact)
    if any(fact.value for fact in groups[False]):
        return
    check_sum(
        found, "carried_total", account.grand, parts + groups[True], "本年数与结转结余之和", sheet.places
    )
