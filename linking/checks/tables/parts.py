"""其中: what a column or a row breaks out of the one before it is no more than that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from linking.checks.checked_tables import CheckedTable, ColumnHead, check_rules, is_money
from linking.checks.identities import ChecksMade, check_bound
from linking.rules.declared import declared_filters
from records.file_tables import FactRecord
from records.lexicon.folding import fold

RULE = "part_broken_out"
Key = tuple[int, ColumnHead]


def check_parts(sheet: CheckedTable, found: ChecksMade) -> None:
    """Columns and rows named 其中：… against the total or neighbour that they are part of.

    Where they are more than it oftener than not, another whole is meant: then failures are withheld.
    """
    for pairs in (_columns(sheet), _rows(sheet)):
        begun = len(found.checks)
        for part, whole in pairs:
            check_bound(found, RULE, part, whole, "其中数不应大于所属数", sheet.places)
        failed = sum(made.verdict == "fails" for made in found.checks[begun:])
        held = len(found.checks) - begun - failed
        if failed > max(declared_filters()["columns_not_understood"].fewest, held):
            found.withhold("columns_not_understood", lambda _: True, begun)


def _columns(sheet: CheckedTable) -> Iterator[tuple[FactRecord, FactRecord]]:
    """Each figure of a column 其中：… with that of its whole in the same row."""
    rules = check_rules()["columns"]
    if sheet.statement not in check_rules()["row_sums"]["statements"]:
        return
    groups: dict[tuple[object, ...], list[Key]] = defaultdict(list)
    for key, facts in sheet.columns.items():
        head = key[1]
        if head.heads and is_money(facts[0]) and not any(rules["skip"].search(word) for word in head.heads):
            groups[head.side, head.phase, head.period, head.unit, head.heads[:-1]].append(key)
    for keys in groups.values():
        ordered = sorted(keys, key=lambda key: key[0])
        plain = [key for key in ordered if not rules["part"].match(key[1].heads[-1])]
        wholes = [key for key in plain if rules["whole"].match(key[1].heads[-1])]
        for part in ordered:
            if part in plain:
                continue
            before = [key for key in plain if key[0] < part[0]]
            whole = wholes[0] if len(wholes) == 1 else before[-1] if before else None
            if whole is not None:
                yield from _in_one_row(sheet, part[0], whole[0])


def _in_one_row(sheet: CheckedTable, part: int, whole: int) -> Iterator[tuple[FactRecord, FactRecord]]:
    for facts in sheet.rows.values():
        by_column = {fact.column: fact for fact in facts}
        if part in by_column and whole in by_column:
            yield by_column[part], by_column[whole]


def _rows(sheet: CheckedTable) -> Iterator[tuple[FactRecord, FactRecord]]:
    """Each figure of a summary's row 其中：… with that of the row right above it."""
    if sheet.statement not in check_rules()["summary"]["statements"]:
        return
    part = check_rules()["columns"]["part"]
    for facts in sheet.columns.values():
        for above, fact in pairwise(facts):
            named = part.match(fold(fact.row_label or "")) and not part.match(fold(above.row_label or ""))
            if named and is_money(fact) and is_money(above) and above.row == fact.row - 1:
                yield fact, above
