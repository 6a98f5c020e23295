"""Amounts that may mean several figures, where the share or rate beside them tells which."""

from __future__ import annotations

from records.file_tables import FactRecord
from records.narrative_tables import ClaimRecord
from tests.support.linking_books import claim, fact, linked

PATH = ["节能环保支出"]
GENERAL = {"fund": "general_public_budget"}
SENTENCE = "节能环保支出312.40万元，占62.48%。"


def figures() -> list[FactRecord]:
    """The class in the statement of its fund, beside a sum over the whole of another one."""
    sums = ["本年支出", "合计"]
    return [
        fact("general_public_budget_expenditure", "合计", sums, "500.00", table_id="t", **GENERAL),
        fact("general_public_budget_expenditure", "节能环保支出", sums, "302.40", table_id="t", **GENERAL),
        fact("fiscal_grant_summary", "节能环保支出", ["预算数"], "308.90", table_id="u", **GENERAL),
    ]


def told(share: str) -> list[ClaimRecord]:
    common = {"sentence": SENTENCE, "account_path": PATH, **GENERAL}
    return [
        claim("level", "节能环保支出", "312.40", **common),
        claim("share", "节能环保支出", share, "%", share_of="一般公共预算支出", **common),
    ]


def test_the_figure_that_makes_the_share_is_the_one_that_the_amount_means() -> None:
    level, share = linked(figures(), told("60.48"))
    assert (level.verdict, share.verdict) == ("contradicted", "supported")


def test_a_share_that_no_figure_makes_tells_nothing_of_the_amount() -> None:
    level, _ = linked(figures(), told("62.48"))
    assert level.verdict == "unverifiable"
