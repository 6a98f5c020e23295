"""The maker of sample disclosures: determinism, the identities of its model, and an honest truth."""

from __future__ import annotations

import json
import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import families
from corpus.bodies import accounts
from corpus.bodies.model import FUND, GENERAL, GRANTS, OWN, Year
from corpus.bodies.years import make_year
from corpus.make import COMMITTED, main
from corpus.series import SampleOrder, made
from corpus.tables.sheet import Field, header_tree, placed
from tests.support.made import made_once

pytestmark = pytest.mark.long

CORPUS = Path(__file__).parent.parent.parent / "corpus"
KINDS = ("final_accounts", "budget")
MEASURES = ("total", "basic", "personnel", "public", "project", "initial", "prior", "revenue")


def years() -> st.SearchStrategy[Year]:
    return st.builds(make_year, st.integers(0, 10_000), st.sampled_from(KINDS), st.integers(2016, 2026))


@given(years())
@settings(max_examples=40)
def test_each_class_is_the_sum_of_its_groups_and_these_of_their_items(year: Year) -> None:
    codes = year.codes((*GRANTS, OWN))
    for measure in MEASURES:
        for code in (c for c in codes if len(c) < 7):
            below = [c for c in codes if len(c) == len(code) + 2 and c.startswith(code)]
            assert year.amount(measure, code) == sum(year.amount(measure, c) for c in below)
        assert year.amount(measure) == sum(year.amount(measure, c) for c in codes if len(c) == 3)


@given(years())
@settings(max_examples=40)
def test_economic_items_add_up_to_the_basic_expenditure(year: Year) -> None:
    assert year.personnel == year.amount("personnel", funds=(GENERAL,))
    assert year.public == year.amount("public", funds=(GENERAL,))
    assert year.amount("basic", funds=(GENERAL,)) == year.personnel + year.public
    assert min(year.economic.values()) > 0


@given(years())
@settings(max_examples=40)
def test_revenue_and_opening_balance_expenditure_and_closing(year: Year) -> None:
    for funds in ((GENERAL,), (FUND,), (*GRANTS, OWN)):
        income = year.amount("revenue", funds=funds) + year.amount("opening", funds=funds)
        assert income == year.amount("total", funds=funds) + year.amount("closing", funds=funds)


@given(years())
@settings(max_examples=40)
def test_projects_add_up_to_their_accounts(year: Year) -> None:
    executed = sum((p.executed for p in year.projects), Decimal(0))
    assert executed == year.amount("project", funds=(GENERAL,))
    for project in year.projects:
        assert sum(i.weight for i in project.indicators) == 90
        assert project.executed <= project.adjusted


def test_size_multiplies_the_projects_and_gives_each_a_name_of_its_own() -> None:
    one, ten = make_year(3, "budget", 2025), make_year(3, "budget", 2025, size=10)
    assert len(ten.projects) == 10 * len(one.projects)
    assert len({p.name for p in ten.projects}) == len(ten.projects)
    assert sum((p.executed for p in ten.projects), Decimal(0)) == ten.amount("project", funds=(GENERAL,))


def test_another_seed_makes_another_document() -> None:
    assert made_once("lingnan", 1)[0] != made_once("lingnan", 2)[0]


def squeezed(text: str) -> str:
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))


def made_with(name: str, **habits: object) -> bytes:
    """The first document of a family whose seed gives it these habits."""
    for seed in range(1, 100):
        look = families.of_seed(name, seed).look
        if all(getattr(look, habit) == value for habit, value in habits.items()):
            return made_once(name, seed)[0]
    raise AssertionError(f"no document of {name} has {habits}")


def pages_of(pdf: bytes) -> list[str]:
    with pymupdf.open("pdf", pdf) as document:
        return [squeezed(page.get_text()) for page in document]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", families.names())
def test_every_figure_of_the_truth_is_printed_on_its_page(name: str, seed: int) -> None:
    pdf, truth = made_once(name, seed)
    pages = pages_of(pdf)
    for table in truth["tables"]:
        assert table["pages"] == list(range(table["pages"][0], table["pages"][-1] + 1))
        for cell in table["cells"]:
            assert cell["page"] in table["pages"]
            assert squeezed(cell["value"]) in pages[cell["page"] - 1]


@pytest.mark.parametrize("name", families.names())
def test_row_labels_and_headers_of_the_truth_stand_in_the_table(name: str) -> None:
    pdf, truth = made_once(name, 2)
    pages = pages_of(pdf)
    for table in truth["tables"]:
        # Wrapped labels of neighbouring columns interleave in the text, so compare their characters.
        printed = set("".join(pages[p - 1] for p in table["pages"]))
        for cell in table["cells"]:
            assert set(squeezed(cell["row"] or "")) <= printed
            assert set(squeezed("".join(cell["col"]))) <= printed


@pytest.mark.parametrize("name", families.names())
def test_claims_stand_on_their_page_and_their_references_exist(name: str) -> None:
    pdf, truth = made_once(name, 2)
    pages = pages_of(pdf)
    known = {
        (t["statement"], c["code"] or c["row"], tuple(c["col"])) for t in truth["tables"] for c in t["cells"]
    }
    reasons = {r["id"]: r for r in truth["reasons"]}
    assert len(truth["claims"]) > 30
    for claim in truth["claims"]:
        assert claim["value"] in pages[claim["page"] - 1]
        for reference in claim["cells"]:
            assert (reference[0], reference[1], tuple(reference[2])) in known
        if claim["reason"]:
            assert claim["id"] in reasons[claim["reason"]]["about"]
    for reason in truth["reasons"]:
        assert reason["about"]


@pytest.mark.parametrize(("name", "seed"), [("budget", 6), ("zhongyuan", 7), ("guanwai", 8)])
def test_no_change_of_nothing_is_called_an_increase(name: str, seed: int) -> None:
    _, truth = made_once(name, seed)
    changes = [c for c in truth["claims"] if c["kind"] == "change"]
    assert changes
    assert all(Decimal(c["value"]) > 0 and c["direction"] in ("up", "down") for c in changes)


def test_rare_habits_stay_rare_and_all_occur() -> None:
    habits = [families.rare_habit(name, seed)[0] for name in families.names() for seed in range(100)]
    assert 0.2 < sum(map(bool, habits)) / len(habits) < 0.45
    assert len(set(habits)) > 10


@pytest.mark.parametrize("name", families.names())
def test_a_supported_level_has_the_value_of_its_cell(name: str) -> None:
    _, truth = made_once(name, 2)
    values = {
        (t["statement"], c["code"] or c["row"], tuple(c["col"]), t["title"]): (c["value"], t["unit"])
        for t in truth["tables"]
        for c in t["cells"]
    }
    titles = {t["statement"]: t["title"] for t in truth["tables"] if t["statement"] != "performance_project"}
    checked = 0
    for claim in truth["claims"]:
        average = claim["subject"].startswith(("人均", "车均"))
        if claim["kind"] == "level" and claim["verdict"] == "supported" and not average:
            total = Decimal(0)
            for statement, row, col, *title in claim["cells"]:
                value, unit = values[statement, row, tuple(col), title[0] if title else titles[statement]]
                total += Decimal(value) / (10_000 if unit == "元" and claim["unit"] == "万元" else 1)
            assert abs(total - Decimal(claim["value"])) <= Decimal("0.005") * (len(claim["cells"]) + 1)
            checked += 1
    assert checked > (1 if name == "sichuan" else 10), "Sichuan's have no statements"


def raw_text(pdf: bytes) -> str:
    with pymupdf.open("pdf", pdf) as document:
        return "".join(page.get_text() for page in document)


@pytest.mark.parametrize("name", [n for n in families.names() if n != "xibei"])
def test_the_text_comes_out_without_compatibility_ideographs(name: str) -> None:
    text = raw_text(made_once(name, 1)[0])
    assert not [c for c in text if "\uf900" <= c <= "\ufaff" or "\u2f00" <= c <= "\u2fdf"]


def test_radicals_stand_for_common_characters_and_for_these_only() -> None:
    with_radicals = raw_text(made_with("xibei", radicals=True))
    assert {"⼀", "⽀", "⾏"} <= set(with_radicals)
    plain = {c for c in with_radicals if not "\u2f00" <= c <= "\u2fdf"}
    assert {"万", "业", "中", "为"} <= plain, "neighbours of the replaced characters stay what they are"
    assert not {"一", "支", "行"} & plain


@pytest.mark.parametrize("name", families.names())
def test_a_seed_decides_the_habits_once_and_for_all(name: str) -> None:
    assert families.of_seed(name, 5) == families.of_seed(name, 5)
    assert len({repr(families.of_seed(name, seed).look) for seed in range(30)}) > 3


@pytest.mark.parametrize("wanted", COMMITTED, ids=str)
def test_committed_documents_are_to_the_byte_what_the_maker_makes(wanted: SampleOrder) -> None:
    result = made(wanted)
    for truth in result.truths:
        assert json.loads((CORPUS / "truth" / f"{truth['doc']}.json").read_text("utf-8")) == truth
    for path, data in result.files.items():
        assert (CORPUS / "documents" / path).read_bytes() == data


def test_the_committed_set_is_small_and_complete() -> None:
    documents = sorted(p.stem for p in (CORPUS / "documents").rglob("*.*"))
    assert documents == sorted(p.stem for p in (CORPUS / "truth").glob("*.json"))
    assert len(documents) == sum(2 if wanted.form in ("xlsx", "article") else 1 for wanted in COMMITTED)
    assert {wanted.family for wanted in COMMITTED} == set(families.names())
    assert sum(p.stat().st_size for p in (CORPUS / "documents").rglob("*.*")) < 5_000_000


def test_the_crop_box_hides_the_printers_mark() -> None:
    with pymupdf.open("pdf", made_with("budget", crop=True)) as document:
        page = document[0]
        assert page.mediabox != page.cropbox
        assert "校样" not in page.get_text(clip=page.rect)
        document.xref_set_key(page.xref, "CropBox", "null")
        assert "校样" in document.reload_page(page).get_text()


def test_turned_pages_are_displayed_landscape() -> None:
    with pymupdf.open("pdf", made_with("jiangnan", landscape="rotate")) as document:
        turned = [page for page in document if page.rotation == 90]
        assert turned
        assert all(page.rect.width > page.rect.height for page in turned)
        assert all(page.mediabox.width < page.mediabox.height for page in turned)


def test_headers_with_a_common_name_are_merged_and_short_paths_reach_down() -> None:
    rows = header_tree([["项目"], ["支出", "小计"], ["支出", "其中", "基本"], ["支出", "其中", "项目"]])
    assert [(r, c, cell.text, cell.rows, cell.columns) for r, c, cell in placed(rows)] == [
        (0, 0, "项目", 3, 1),
        (0, 1, "支出", 1, 3),
        (1, 1, "小计", 2, 1),
        (1, 2, "其中", 1, 2),
        (2, 2, "基本", 1, 1),
        (2, 3, "项目", 1, 1),
    ]


def test_cells_below_a_span_take_the_next_free_column() -> None:
    rows = [[Field("a", rows=2), Field("b")], [Field("c")]]
    assert [(r, c, cell.text) for r, c, cell in placed(rows)] == [(0, 0, "a"), (0, 1, "b"), (1, 1, "c")]


def test_parents_of_an_item_are_its_class_and_group() -> None:
    assert accounts.parents("2080505") == ("208", "20805")
    assert all(p in accounts.functional() for c in accounts.functional() for p in accounts.parents(c))


def test_the_command_refuses_an_unknown_family(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--family", "atlantis", "--out", str(tmp_path)]) == 2
    assert "atlantis" in capsys.readouterr().err


def test_the_command_makes_as_many_documents_as_asked(tmp_path: Path) -> None:
    assert main(["--documents", "3", "--out", str(tmp_path)]) == 0
    assert len(list((tmp_path / "documents").glob("*.pdf"))) == 3
    assert len(list((tmp_path / "truth").glob("*.json"))) == 3


@pytest.mark.parametrize("name", families.names())
def test_rates_without_cells_are_derivable_only_from_what_is_stated(name: str) -> None:
    _, truth = made_once(name, 2)
    by_subject: dict[tuple[str, str], set[str]] = {}
    for claim in truth["claims"]:
        key = claim["subject"], str(claim["account"])
        by_subject.setdefault(key, set()).add(claim["kind"])
    for claim in truth["claims"]:
        stated = by_subject[claim["subject"], str(claim["account"])]
        if claim["kind"] == "change_rate" and claim["verdict"] == "derivable":
            assert {"level", "change"} <= stated
        assert claim["cells"] or claim["verdict"] in ("derivable", "unverifiable")
