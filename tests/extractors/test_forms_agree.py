"""A disclosure states the same in whatever form it comes: text and Markdown as the PDF."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pymupdf
import pytest

from corpus import families
from corpus.composition import Composition, compose
from corpus.printing import plain
from corpus.printing.plain import MarkdownHabits, TextHabits
from extractors.reading import read_file
from nlp.narrative import read_narrative
from tests.support.made import pdf_once

pytestmark = pytest.mark.long

FORMS = [
    ("md", MarkdownHabits(html=False, emphasised=True, marked=True, broken=True)),
    ("md", MarkdownHabits(repeated=True)),
    ("md", MarkdownHabits(html=True, emphasised=False, marked=True, broken=False)),
    ("txt", TextHabits("gb18030", repeated=True, wrapped=True, page_end="\f")),
]
Stated = tuple[Counter[tuple[Any, ...]], Counter[tuple[Any, ...]]]


def stated(data: bytes, name: str) -> Stated:
    """The figures and the claims of a file, with all but their places."""
    read = read_file(data, name)
    figures = Counter(
        (
            fact.statement,
            fact.side,
            "".join((fact.row_label or "").split()),
            fact.account_code,
            "/".join(fact.column_path),
            fact.amount_yuan,
            fact.value,
            fact.measure,
            fact.fund,
            fact.phase,
            fact.period,
        )
        for fact in read.document.facts
    )
    claims = Counter(
        (claim.kind, claim.subject, claim.value, claim.unit, claim.direction, claim.base, claim.period)
        for claim in read_narrative(read).claims
    )
    return figures, claims


def written(made: Composition, ending: str, habits: Any) -> bytes:
    write = plain.write_markdown if ending == "md" else plain.write_text
    return write(made.blocks, habits)[0]


@pytest.mark.parametrize("name", families.names())
def test_text_and_markdown_state_what_the_pdf_states(name: str) -> None:
    made = compose(name, 5)
    figures, claims = stated(pdf_once(name, 5), "a.pdf")
    assert figures
    assert claims
    ending, habits = FORMS[families.names().index(name) % len(FORMS)]  # each form in several families
    assert stated(written(made, ending, habits), f"a.{ending}") == (figures, claims)


@pytest.mark.parametrize(("name", "pages"), [("lingnan", 12), ("henan", 26)])
def test_what_a_parser_of_pdf_files_writes_states_what_the_pdf_states(name: str, pages: int) -> None:
    """Captions as heads of tables, chapters run into one heading, or a blank line below each line."""
    parser = pytest.importorskip("pymupdf4llm")
    with pymupdf.open("pdf", pdf_once(name, 5)) as pdf:
        pdf.select(list(range(pages)))
        data = pdf.tobytes(no_new_id=True)
        text = parser.to_markdown(pdf)
    assert len(stated(data, "a.pdf")[0]) > 100
    assert stated(text.encode(), "a.md") == stated(data, "a.pdf")
