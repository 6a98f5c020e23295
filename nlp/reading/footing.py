"""On what footing (口径) an amount is told, where its own words say so: no figure on another refutes it.

Something is left out of it or put into it (不含…, 含上年结转), it is the money of this year beside what was
carried over, or a part of such money.
"""

from __future__ import annotations

import re

from nlp.comparisons import is_comparable_change, leaves_out, same_footing
from records.lexicon.groups import CHANGES, THREE_PUBLIC
from records.lexicon.terms import parts_of
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

_OF_GRANTS = (THREE_PUBLIC, *parts_of(THREE_PUBLIC))
"""What is published of the grants alone."""
WHOLE = "grand_total"
"""Of a side: with what was carried over."""


def is_on_own_footing(kind: str, before: str, behind: str, measure: str | None) -> bool:
    """Whether a number of a ``kind`` is told on a footing of its own.

    ``before`` is what its sentence says before it, ``behind`` what it says from its unit on.
    """
    said = re.split("[；;]", before)[-1]
    if leaves_out(said):
        return True
    if "口径" in before and (same_footing(said) if kind == "level" else is_comparable_change(before)):
        return True
    if kind not in ("count", "score") and measure != WHOLE and WORDS.wider_footing.search(before):
        return True  # 含自有资金在内，接待费5万元，其中外事接待2万元: all of them
    if kind in CHANGES:
        return WORDS.of_a_year.search(said) is not None
    if kind == "share":
        return WORDS.share_of_change.search(said) is not None
    return kind == "level" and _is_another_amount(said, before, behind, measure)


def _is_another_amount(said: str, before: str, behind: str, measure: str | None) -> bool:
    """Whether an amount is another than the one that its name has."""
    if WORDS.another_amount.search(said) or WORDS.left_out_behind.match(behind):
        return True
    if measure in _OF_GRANTS and WORDS.with_other_behind.match(behind):
        return True
    if WORDS.with_other_money.search(said) and measure != WHOLE:
        return True  # 财政拨款（含上年结转）: more than 本年收入, and all that 收入总计 is
    of_this_year = WORDS.of_this_year.search(said) is not None
    if of_this_year and WORDS.carried_beside.search(said + behind):
        return True
    return WORDS.parts_of_this_year.search(said) is not None
