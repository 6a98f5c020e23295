"""More, less and the same, said without a number, against the figures of the tables."""

from __future__ import annotations

import pytest

from linking.checks.all_checks import check
from linking.linker import section_kinds
from linking.links.figure_index import build_ledger
from linking.links.operands import Books, ClaimIndex
from nlp.narrative import read_narrative
from records.tables import Document
from tests.support.linking_books import fact
from tests.support.nlp_reading import document_of

TITLE = "财政拨款“三公”经费支出决算情况说明"
FORM = "three_public"


def told(text: str, budget: str = "10.00", final: str = "6.00") -> list[str]:
    read = document_of((TITLE, text))
    document: Document = read.document
    for column, (path, value) in enumerate(((["预算数"], budget), (["决算数"], final)), 1):
        phase = "adjusted_budget" if "预算" in path[0] else "final"
        document.facts.append(
            fact(FORM, "公务接待费", path, value, phase=phase, document_id="d" * 32, column=column)
        )
    claims = read_narrative(read).claims
    ledger = build_ledger(document.facts, section_kinds(document))
    made, _ = check(document, Books(ledger, ClaimIndex.of(claims)))
    return [one.verdict for one in made if one.rule_id == "stated_relation"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("公务接待费支出决算数大于预算数。", "fails"),
        ("公务接待费支出决算数小于预算数。", "holds"),
        ("公务接待费支出决算数与预算数持平。", "fails"),
        ("公务接待费与预算数相比，无增减变化。", "fails"),
        ("公务接待费支出决算6.00万元，决算数大于预算数，主要原因是来访增加。", "fails"),
    ],
)
def test_what_the_text_says_of_two_figures_is_held_against_them(text: str, verdict: str) -> None:
    assert told(text) == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出决算数大于年初预算数。",  # which the column may not be
        "公务接待费支出较上年有所增加。",  # of which the tables show nothing
        "公务接待费支出决算数未超过预算数。",
        "所属事业单位公务接待费支出决算数大于预算数。",
    ],
)
def test_what_no_figure_surely_tells_is_left_open(text: str) -> None:
    assert told(text) == []


def test_what_is_about_the_same_is_so_in_the_tables_too() -> None:
    assert told("公务接待费支出决算数与预算数基本持平。", final="9.40") == ["holds"]
