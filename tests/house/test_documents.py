"""Whole documents against their truth: made ones of the corpus, and real ones beside the repository."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.characters import tight
from extractors.reading import read_document
from records.file_tables import FactRecord
from records.tables import Document

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
MADE = ROOT / "corpus" / "documents"
DOCUMENTS = sorted([*MADE.glob("*[0-9].pdf"), *MADE.glob("*.ofd")])
NATIVE = sorted(p for p in MADE.rglob("*.*") if p.suffix in (".docx", ".xlsx", ".txt", ".md"))
"""Files without pages; those of them that hold tables are looked at."""
RIGHT = 0.995
EXTRA = 0.01
PUNCTUATION = re.compile(r"[\s\u3000:：,，.．、;；\"“”'‘’《》<>()（）\[\]—–_·*#-]+")
LEADING = re.compile(
    r"^\s*(?:其中[:：]\s*)?"
    r"(?:[（(]?(?:[一二三四五六七八九十]+|\d+)[)）]?\s*[、.．]|[（(][一二三四五六七八九十\d]+[)）])?\s*"
)
TOTALS = {
    "合计",
    "总计",
    "本年收入合计",
    "本年支出合计",
    "收入总计",
    "支出总计",
    "收入合计",
    "支出合计",
    "本年合计",
}
VALUES = ("金额", "决算数", "预算数")
"""Headers of a column of figures that a reader may as well leave out."""


@dataclass
class Score:
    """How many figures the truth has, how many of them are right, and how many facts there are."""

    wanted: int = 0
    right: int = 0
    facts: int = 0

    def __post_init__(self) -> None:
        self.missed: list[str] = []


@cache
def read(path: Path) -> Document:
    return read_document(path.read_bytes(), path.name)


def truth_of(path: Path) -> dict[str, Any]:
    return json.loads((ROOT / "corpus" / "truth" / f"{path.stem}.json").read_text("utf-8"))  # type: ignore[no-any-return]


def plain(text: str | None) -> str:
    return PUNCTUATION.sub("", unicodedata.normalize("NFKC", text or ""))


def label(text: str | None) -> str:
    return plain(LEADING.sub("", unicodedata.normalize("NFKC", text or "")))


def same_row(cell: dict[str, Any], fact: FactRecord) -> bool:
    if cell["code"]:
        return bool(cell["code"] == fact.account_code)
    ours, theirs = label(fact.row_label), label(cell["row"])
    return ours == theirs or (ours in TOTALS and theirs in TOTALS)


def same_column(cell: dict[str, Any], fact: FactRecord) -> bool:
    wanted, path = (
        [plain(h) for h in cell["col"] if plain(h)],
        [plain(h) for h in fact.column_path if plain(h)],
    )
    if not wanted or not path:
        return not wanted
    if wanted[-1] != path[-1] and not (len(wanted) > 1 and wanted[-1] in VALUES):
        return False
    return all(header in path or header in "|".join(path) for header in wanted[:-1])


def score(truth: dict[str, Any], document: Document) -> Score:
    """Each figure of the truth against one fact: value, page, row, column and statement."""
    result = Score()
    by_value: dict[Decimal, list[FactRecord]] = defaultdict(list)
    for fact in document.facts:
        if fact.value is not None:
            by_value[fact.value.normalize()].append(fact)
    for table in truth["tables"]:
        for cell in table["cells"]:
            if not re.search(r"\d", cell["value"]):
                continue
            result.wanted += 1
            candidates = by_value[Decimal(re.sub(r"[^\d.+-]", "", cell["value"]).rstrip(".")).normalize()]
            for fact in candidates:
                if (
                    cell["page"] in (None, fact.page)
                    and fact.statement == table["statement"]
                    and same_row(cell, fact)
                    and same_column(cell, fact)
                ):
                    candidates.remove(fact)
                    result.right += 1
                    break
            else:
                where = f"{table['statement']} p{cell['page']} {cell['row']}"
                result.missed.append(f"{where} {cell['col']} {cell['value']}")
    statements = {table["statement"] for table in truth["tables"]}
    # truths do not list what stands beside its own name in the head of a form (自评总分：90)
    counted = (
        fact for fact in document.facts if tight(fact.row_label or "").rstrip("：:") not in fact.column_path
    )
    result.facts = sum(fact.statement in statements for fact in counted)
    return result


def check(truth: dict[str, Any], document: Document) -> None:
    found = score(truth, document)
    # A document that keeps its statements in an attachment prints little more than performance forms.
    assert found.wanted > 20
    assert found.right >= RIGHT * found.wanted, found.missed[:20]
    assert found.facts - found.right <= EXTRA * found.facts


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_figures_of_a_made_document_are_right(path: Path) -> None:
    check(truth_of(path), read(path))


@pytest.mark.parametrize("path", NATIVE, ids=lambda path: path.name)
def test_the_figures_of_a_made_file_without_pages_stand_at_their_anchors(path: Path) -> None:
    truth, document = truth_of(path), read(path)
    cells = [cell for table in truth["tables"] for cell in table["cells"]]
    if not cells:
        assert not document.facts
        return
    check(truth, document)
    if path.suffix != ".docx":
        # The truth does not list the score that a form gives to the whole of its subject.
        found = {fact.anchor for fact in document.facts if label(fact.row_label) != "自评总分"}
        assert found == {cell["anchor"] for cell in cells}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_issuer_year_and_kind_of_a_made_document_are_right(path: Path) -> None:
    truth, record = truth_of(path), read(path).record
    assert (record.issuer, record.fiscal_year) == (truth["issuer"], truth["fiscal_year"])
    assert record.report_kind == truth["report_kind"]
    title = unicodedata.normalize("NFKC", record.title or "")
    assert record.body_kind == ("unit" if "单位" in title else "department")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_tables_pages_and_units_of_a_made_document_are_right(path: Path) -> None:
    truth, document = truth_of(path), read(path)
    wanted = [
        (t["statement"], t["pages"][0], t["pages"][-1]) for t in truth["tables"] if t["cells"] and t["pages"]
    ]
    found = [(t.statement, t.first_page, t.last_page) for t in document.tables]
    assert [t for t in wanted if t not in found] == []
    money = {t.unit for t in document.tables if t.statement in ("revenue", "expenditure")}
    printed = {t["statement"] for t in truth["tables"] if t["cells"] and t["pages"]}
    assert money == ({truth["unit"]} if printed & {"revenue", "expenditure"} else set())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_rows_of_a_made_document_fit_together(path: Path) -> None:
    document = read(path)
    tables = {table.table_id: table for table in document.tables}
    sections = {section.section_id for section in document.sections}
    cells = defaultdict(set)
    for cell in document.cells:
        table = tables[cell.table_id]
        places = {
            (r, c)
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.column, cell.column + cell.column_span)
        }
        assert not places & cells[cell.table_id], "two cells in one place"
        cells[cell.table_id] |= places
        assert cell.page is not None
        assert table.first_page <= cell.page <= table.last_page  # type: ignore[operator]
    for table_id, table in tables.items():
        assert cells[table_id] == {(r, c) for r in range(table.rows or 0) for c in range(table.columns or 0)}
        assert table.section_id is None or table.section_id in sections
    for fact in document.facts:
        assert (fact.row, fact.column) in cells[fact.table_id]
    assert len({fact.fact_id for fact in document.facts}) == len(document.facts)


REAL = ROOT.parent / "shared"


def real_documents() -> list[tuple[str, str]]:
    names = REAL / "gold" / "map.json"
    return sorted(json.loads(names.read_text("utf-8")).items()) if names.exists() else []


@pytest.mark.skipif(not real_documents(), reason="there are no real documents beside the repository")
def test_the_figures_of_real_documents_are_right() -> None:
    checked = 0
    for path in sorted((REAL / "gold").glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        name = dict(real_documents()).get(truth.get("doc", ""), path.stem)
        for file in (REAL / "documents").glob(f"{name}*.pdf"):
            document = read(file)
            check(truth, document)
            assert document.record.fiscal_year == truth["fiscal_year"]
            assert document.record.report_kind == truth["report_kind"]
            assert plain(truth["issuer"]) in plain(document.record.issuer)
            checked += 1
    assert checked


def test_the_same_bytes_give_the_same_document() -> None:
    data = DOCUMENTS[0].read_bytes()
    assert read_document(data, "a.pdf") == read_document(data, "a.pdf")
