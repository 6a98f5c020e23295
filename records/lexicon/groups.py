"""Groups of funds, stages and measures that several rules treat alike."""

from __future__ import annotations

from decimal import Decimal

GRANTS = frozenset({"general_public_budget", "government_fund", "state_capital", "fiscal_grant"})
"""Funds that are fiscal grants (财政拨款), or are these together."""
OTHER_GRANTS = frozenset({"government_fund", "state_capital"})
"""Grants with a statement of their own, which shows what came in, was carried over and was spent."""
GENERAL_GRANTS = frozenset({"general_public_budget", "fiscal_grant"})
"""Funds that are one where no other grants are given."""
BUDGETS = ("initial_budget", "adjusted_budget")
"""The stages of a budget."""
OWN_STAGE = {"final_accounts": "final", "budget": "initial_budget"}
"""Kind of a report -> the stage of its own figures."""
PARTS_OF_EXPENDITURE = frozenset({"basic_expenditure", "project_expenditure"})
"""The two measures that make all expenditure."""
CARRIED = frozenset({"carry_over_opening", "carry_over_closing"})
"""What the year before left (结转和结余), and what this year leaves."""
THREE_PUBLIC = "three_public_expenditure"
PROCUREMENT = "procurement"
"""The statement of purchases (政府采购), whose rows are kinds of them."""
STAFF = ("301", "303")
"""Classes of the economic classification that are paid to or for persons (人员经费)."""
YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""Yuan in a unit of money."""
CENT = Decimal("0.01")
