"""Amounts that have slid against the rows of their accounts (错行) are told once."""

from __future__ import annotations

from tests.support.checks_paper import Paper

CODES = ("208", "20805", "2080501", "2080505", "20808", "2080801", "210", "21011", "2101101", "2101103")
AMOUNTS = ("60.00", "40.00", "15.00", "25.00", "20.00", "20.00", "90.00", "90.00", "35.00", "55.00")


def paper(amounts: list[str | None]) -> Paper:
    made = Paper()
    made.table("general_public_budget_expenditure")
    for row, (code, amount) in enumerate(zip(CODES, amounts, strict=True)):
        figures = {"合计": amount} if amount else {"备注": "1"}
        made.account(row, code, f"科目{code}", figures)
    return made


def failed(made: Paper) -> list[str]:
    return [one.rule_id for one in made.checks() if one.verdict == "fails"]


def test_a_column_in_its_rows_is_left_alone() -> None:
    assert failed(paper(list(AMOUNTS))) == []


def test_a_column_that_slid_by_a_row_is_one_failure() -> None:
    made = paper([None, *AMOUNTS[:-1]])
    assert failed(made) == ["column_slid"]
    assert any(one.code == "withheld_follows_from_slid_column" for one in made.checked()[1])


def test_one_wrong_amount_is_no_slide() -> None:
    amounts: list[str | None] = list(AMOUNTS)
    amounts[2] = "16.00"
    assert failed(paper(amounts)) == ["account_sum"]
