"""Planted defects: of the classes asked for, printed where the truth says, and touching nothing else."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

import pymupdf
import pytest

from corpus import families
from corpus.defects import CLASSES
from corpus.make import COMMITTED
from tests.support.made import made_once

pytestmark = pytest.mark.long

Truth = dict[str, Any]


def squeezed(text: str) -> str:
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))


def figures(truth: Truth) -> dict[tuple[Any, ...], str]:
    return {
        (n, c["code"] or k, tuple(c["col"])): c["value"]
        for n, t in enumerate(truth["tables"])
        for k, c in enumerate(t["cells"])
    }


def test_nothing_is_planted_unless_asked_for() -> None:
    assert all(not made_once(name, 2, 0)[1]["defects"] for name in families.names())


def test_all_classes_occur_and_each_at_most_once_beside_rounding() -> None:
    seen: set[str] = set()
    for name in families.names():
        for seed in (1, 2):
            kinds = [d["class"] for d in made_once(name, seed, len(CLASSES))[1]["defects"]]
            real = [k for k in kinds if k != "rounding"]
            assert len(real) == len(set(real)) >= 2
            seen.update(kinds)
    assert seen == {*CLASSES, "rounding"}


@pytest.mark.parametrize("name", families.names())
def test_the_wrong_value_is_printed_on_its_page(name: str) -> None:
    pdf, truth = made_once(name, 1, len(CLASSES))
    with pymupdf.open("pdf", pdf) as document:
        pages = [squeezed(page.get_text()) for page in document]
    for defect in truth["defects"]:
        assert defect["expected"] != defect["found"]
        if defect["class"] == "account_name":  # a label may be wrapped beside others
            assert set(squeezed(defect["found"])) <= set(pages[defect["page"] - 1])
        else:
            assert squeezed(defect["found"]) in pages[defect["page"] - 1]


@pytest.mark.parametrize("name", families.names())
def test_claims_are_contradicted_where_a_defect_says_so_and_nowhere_else(name: str) -> None:
    _, truth = made_once(name, 2, len(CLASSES))
    _, clean = made_once(name, 2, 0)
    wrong = {i for d in truth["defects"] for i in d.get("claims", []) if d["class"] != "rounding"}
    assert {c["id"] for c in truth["claims"] if c["verdict"] == "contradicted"} == wrong
    before = {c["id"]: c for c in clean["claims"]}
    altered = {i for d in truth["defects"] for i in d.get("claims", [])}
    for claim in truth["claims"]:
        if claim["id"] not in altered:
            assert {**claim, "page": None} == {**before[claim["id"]], "page": None}


@pytest.mark.parametrize("name", families.names())
def test_only_the_cells_of_a_defect_differ_from_the_document_without_it(name: str) -> None:
    _, truth = made_once(name, 2, len(CLASSES))
    _, clean = made_once(name, 2, 0)
    now, before = figures(truth), figures(clean)
    assert now.keys() == before.keys()
    changed = [k for k in now if now[k] != before[k]]
    tables = [
        d
        for d in truth["defects"]
        if d["class"] in ("arithmetic", "table_vs_table", "rounding") and "cells" in d
    ]
    assert bool(changed) == bool(tables)
    referred = {(c[0], c[1], tuple(c[2])) for claim in truth["claims"] for c in claim["cells"]}
    for place in changed:
        table = truth["tables"][place[0]]
        cell = next(c for k, c in enumerate(table["cells"]) if (c["code"] or k, tuple(c["col"])) == place[1:])
        if "table_vs_table" not in {d["class"] for d in tables}:
            assert (table["statement"], cell["code"] or cell["row"], tuple(cell["col"])) not in referred


def test_a_rounding_difference_is_one_unit_in_the_last_place() -> None:
    for name in families.names():
        for defect in made_once(name, 1, len(CLASSES))[1]["defects"]:
            if defect["class"] == "rounding":
                expected, found = (Decimal(defect[k].replace(",", "")) for k in ("expected", "found"))
                assert abs(expected - found) == Decimal(1).scaleb(expected.as_tuple().exponent)  # type: ignore[arg-type]


def test_two_committed_documents_carry_defects() -> None:
    assert sum(bool(wanted.defects) for wanted in COMMITTED) == 2
