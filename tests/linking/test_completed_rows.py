"""How far a row's budget was carried out, against the row's own columns."""

from __future__ import annotations

import pytest

from linking.checks.identities import ChecksMade
from linking.checks.text.numbers.completed_rows import check_completed_rows
from linking.checks.text.statements import by_sentence
from linking.wording import Sources
from nlp.narrative import read_narrative
from records.file_tables import FactRecord
from tests.support.linking_books import fact
from tests.support.nlp_reading import document_of

ROWS = {"税收收入": ("25000", "24500"), "非税收入": ("12000", "13944")}


def figures(budget: str, done: str) -> list[FactRecord]:
    return [
        fact("revenue", label, [head], value, phase=phase, period=2024, column=column, row=row, table_id="t")
        for row, (label, values) in enumerate(ROWS.items(), 1)
        for column, (head, phase, value) in enumerate(
            ((budget, "initial_budget", values[0]), (done, "final", values[1])), 1
        )
    ]


def verdicts(text: str, budget: str = "预算数", done: str = "完成数") -> list[str]:
    read = document_of(("财政预算执行情况", text))
    found = ChecksMade("d" * 32, Sources.of([]), read.texts)
    claims = by_sentence(read_narrative(read).claims)
    check_completed_rows(figures(budget, done), claims, found)
    return [made.verdict for made in found.checks]


@pytest.mark.parametrize("words", ["为预算的", "完成预算的", "达到全年预算的", "占预算数的"])
@pytest.mark.parametrize("done", ["完成数", "执行数", "决算数"])
def test_a_rate_is_that_of_the_rows_own_columns(words: str, done: str) -> None:
    text = "非税收入13944万元，{}{}%，同比增长18.0%。"
    assert verdicts(text.format(words, "116.2"), done=done) == ["holds"]
    assert verdicts(text.format(words, "161.2"), done=done) == ["fails"]  # two digits swapped
    assert verdicts(text.format(words, "118.0"), done=done) == ["fails"]  # the growth beside it


@pytest.mark.parametrize(
    "text",
    [
        "非税收入13944万元，为调整预算的118.0%，同比增长18.0%。",  # another budget
        "非税收入13000万元，为预算的118.0%，同比增长18.0%。",  # another amount
        "非税收入13944万元，其中罚没收入为预算的118.0%，同比增长18.0%。",  # another thing
        "非税收入13944万元，为预算的97.4%，同比增长18.0%。",  # no slip: of another budget
    ],
)
def test_a_rate_of_something_else_is_left(text: str) -> None:
    assert "fails" not in verdicts(text)


def test_a_column_that_says_which_budget_is_left() -> None:
    assert verdicts("非税收入13944万元，为预算的118.0%，同比增长18.0%。", budget="年初预算数") == []
