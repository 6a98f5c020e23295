"""What a figure or a claim measures: a measure of the lexicon, or an account, and whose money it is."""

from __future__ import annotations

from typing import NamedTuple

from records.lexicon.groups import GRANTS

ACCOUNT = "account"
"""The measure of a row of the functional classification."""
ITEM = "item"
"""The measure of a row of the economic classification."""
LABEL = "label"
"""The measure of a row that only its own label names."""
WHOLE = "whole"
ALL = "all"
"""The fund of what holds the money of all funds."""


class Meaning(NamedTuple):
    """A measure; of an account, an item or a label its ``name`` and the ``column`` it stands in.

    ``column`` is :data:`WHOLE`, or basic or project expenditure.
    """

    measure: str
    fund: str | None = None
    side: str | None = None
    name: str | None = None
    code: str | None = None
    column: str = WHOLE


def of_fund(measure: str, fund: str | None) -> str:
    """The measure by the one word that is used for it: 本年收入 of a grant is 财政拨款收入."""
    if measure == "current_year_revenue" and fund in GRANTS:
        return "fiscal_grant_revenue"
    return measure
