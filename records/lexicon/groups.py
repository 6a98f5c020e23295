"""Groups of funds, stages and measures that several rules treat alike."""

from __future__ import annotations

from decimal import Decimal

GRANTS = frozenset({"general_public_budget", "government_fund", "state_capital", "fiscal_grant"})
"""Funds that are fiscal grants (财政拨款), or are these together."""
OTHER_GRANTS = frozenset({"government_fund", "state_capital"})
"""Grants with a statement of their own, which shows what came in, was carried over and was spent."""
GENERAL_GRANTS = frozenset({"general_public_budget", "fiscal_grant"})
"""Funds that are one where no other grants are given."""
CHANGES = ("change", "change_rate")
"""Kinds of claims that tell how an amount moved."""
BUDGETS = ("initial_budget", "adjusted_budget")
"""The stages of a budget."""
OWN_STAGE = {"final_accounts": "final", "budget": "initial_budget"}
"""Kind of a report -> the stage of its own figures."""
ALL_OF_A_SIDE = ("grand_total", "current_year_revenue", "current_year_expenditure")
"""The measures of all revenue and of all expenditure."""
TOTALS = frozenset({*ALL_OF_A_SIDE, "fiscal_grant_revenue"})
"""Measures of a side as a whole, of all funds or of one."""
PARTS_OF_EXPENDITURE = frozenset({"basic_expenditure", "project_expenditure"})
"""The two measures that make all expenditure."""
PARTED_USES = PARTS_OF_EXPENDITURE | {"personnel_expenditure", "public_expenditure"}
"""Uses of money that each fund has a total of its own for."""
OPENING, CLOSING = "carry_over_opening", "carry_over_closing"
CARRIED = frozenset({OPENING, CLOSING})
"""What the year before left (结转和结余), and what this year leaves."""
SPENT = "current_year_expenditure"
EARLIER = "上年"
"""What a ratio to the year before is a share of, however that is called."""
IN_THE_FORM = frozenset({"institution_operation", "procurement", "three_public"})
"""Chapters of the form, beside those of statements: each thing has one amount there, of the own year."""
THREE_PUBLIC = "three_public_expenditure"
PROCUREMENT = "procurement"
"""Purchases (政府采购): the measure, and the statement whose rows are kinds of them."""
STAFF = ("301", "303")
"""Classes of the economic classification that are paid to or for persons (人员经费)."""
YUAN = {
    "元": Decimal(1), "千元": Decimal(10**3), "万元": Decimal(10**4), "百万元": Decimal(10**6),
    "千万元": Decimal(10**7), "亿元": Decimal(10**8),
}  # fmt: skip
"""Yuan in a unit of money."""
PERSONS = frozenset({"人", "人次", "位", "名"})
"""Units in which persons are counted."""
CENT = Decimal("0.01")
