"""“三公” items within basic expenditure: what an economic item holds is no more than the item as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from extractors.characters import fold
from linking.checks.checked_tables import check_rules
from linking.checks.identities import ChecksMade, check_bound
from records.file_tables import FactRecord
from records.tables import Document

ITEMS = {
    "30212": "overseas_travel",
    "30217": "official_reception",
    "30231": "vehicle_operation",
    "31013": "vehicle_purchase",
}
"""款 of the economic classification, and the “三公” item that it is a part of."""
Key = tuple[str | None, str | None, int | None]


def check_economic_items(document: Document, found: ChecksMade) -> None:
    """30212, 30217, 30231 and 31013 of basic expenditure against the items of the “三公” statement.

    Basic expenditure is from the general public budget, as the “三公” costs are; these may also be paid
    out of projects, so the item is no less.
    """
    inside = _single(
        ((ITEMS[f.account_code], f.phase, f.period), f)
        for f in document.facts
        if f.statement == "basic_expenditure" and f.account_code in ITEMS and _is_whole(f)
    )
    whole = _single(
        ((f.measure, f.phase, f.period), f)
        for f in document.facts
        if f.statement == "three_public" and f.measure in ITEMS.values()
    )
    for key, part in inside.items():
        if key in whole and key[1] is not None:
            check_bound(
                found,
                "item_within_three_public",
                part,
                whole[key],
                "基本支出中的该款不应大于“三公”经费的该项",
            )


def _is_whole(fact: FactRecord) -> bool:
    """Whether a figure is all of its row: not what 人员经费 or 公用经费 have of it."""
    heads = [
        head for head in map(fold, fact.column_path) if not check_rules()["columns"]["phase"].match(head)
    ]
    return not heads or check_rules()["columns"]["whole"].match(heads[-1]) is not None


def _single(facts: Iterable[tuple[Key, FactRecord]]) -> dict[Key, FactRecord]:
    """The figure of each key, where all that are printed for it agree."""
    found: dict[Key, list[FactRecord]] = defaultdict(list)
    for key, fact in facts:
        if fact.amount_yuan is not None:
            found[key].append(fact)
    return {key: many[0] for key, many in found.items() if len({fact.amount_yuan for fact in many}) == 1}
