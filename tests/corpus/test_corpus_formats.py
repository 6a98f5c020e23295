"""Made disclosures in every format: the same truth, printed where it says, the same bytes each time."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import docx
import lxml.html
import openpyxl
import pymupdf
import pytest

from corpus import families
from corpus.composition import compose
from corpus.formats import FORMATS, NoSuchFormat, make
from corpus.make import COMMITTED
from corpus.printing.scan import ScanHabits
from corpus.printing.scan import write as scanned
from corpus.printing.spreadsheet import BookHabits
from corpus.printing.word_body import WordHabits
from corpus.series import Series, made, save_series
from tests.support.made import made_once

pytestmark = pytest.mark.long

NAMES = families.names()
Truth = dict[str, Any]


def in_format(form: str, name: str, seed: int, defects: int = 0) -> tuple[dict[str, bytes], list[Truth]]:
    result = make(compose(name, seed, defects=defects), form)
    return result.files, result.truths


def only(files: dict[str, bytes], ending: str) -> bytes:
    (data,) = [data for path, data in files.items() if path.endswith(ending)]
    return data


def squeezed(text: str) -> str:
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))


def cells(truth: Truth) -> Iterator[dict[str, Any]]:
    for table in truth["tables"]:
        yield from table["cells"]


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {wanted.form for wanted in COMMITTED}))
def test_a_document_is_the_same_to_the_byte_when_made_again(form: str) -> None:
    assert in_format(form, "sichuan", 3, 2) == in_format(form, "sichuan", 3, 2)


@pytest.mark.parametrize("form", [f for f in FORMATS if f != "scan"])
@pytest.mark.parametrize("name", ["lingnan", "budget"])
def test_all_formats_state_the_same(form: str, name: str) -> None:
    _, printed = made_once(name, 4, defects=3)
    _, truths = in_format(form, name, 4, 3)
    habits = BookHabits.of_seed(name, 4)
    assert habits.stored != "yuan", "which would print other numbers"
    for part in ("tables", "claims", "reasons", "definitions", "defects"):
        told = [plain(entry) for truth in truths for entry in truth[part]]
        assert sorted(told, key=str) == sorted(map(plain, printed[part]), key=str)


def plain(entry: Truth) -> Truth:
    """An entry without its place."""
    kept = {k: v for k, v in entry.items() if k not in ("page", "pages", "anchor")}
    return kept | ({"cells": [plain(c) for c in entry["cells"]]} if "statement" in entry else {})


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(NoSuchFormat, match="papyrus"):
        make(compose("sichuan", 1), "papyrus")
    with pytest.raises(NoSuchFormat, match="papyrus"):
        Series(formats=["pdf", "papyrus"])


def word_grid(table: Any) -> dict[str, str]:
    """Anchor -> text of a Word table, each merged cell at its top left."""
    found: dict[str, str] = {}
    for r, row in enumerate(table._tbl.tr_lst, 1):
        c = 1
        for cell in row.tc_lst:
            if cell.vMerge != "continue":
                found[f"r{r}c{c}"] = "".join(cell.xpath(".//w:t/text()"))
            c += cell.grid_span
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file_holds_each_figure_at_its_anchor(name: str) -> None:
    files, (truth,) = in_format("docx", name, 2)
    document = docx.Document(BytesIO(only(files, ".docx")))
    grids = [word_grid(table) for table in document.tables]
    assert len(grids) == len(truth["tables"])
    for cell in cells(truth):
        number, place = re.fullmatch(r"table\[(\d+)\]/(r\d+c\d+)", cell["anchor"]).groups()  # type: ignore[union-attr]
        assert squeezed(grids[int(number) - 1][place]) == squeezed(cell["value"])


def with_habits(**wanted: object) -> tuple[str, int]:
    """Family and seed of a document whose writer has these habits in Word."""
    for name in NAMES:
        for seed in range(1, 50):
            habits = WordHabits.of_seed(name, seed)
            if all(getattr(habits, key) == value for key, value in wanted.items()):
                return name, seed
    raise AssertionError(f"nobody writes so: {wanted}")


def test_a_word_file_may_leave_numbering_to_word() -> None:
    name, seed = with_habits(numbering=True)
    document = docx.Document(BytesIO(only(in_format("docx", name, seed)[0], ".docx")))
    numbered = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert numbered
    assert not any(re.match(r"[一二三四五六七八九十]+、|\d+\.", p.text) for p in numbered)


def test_a_word_file_has_heading_styles_landscape_pages_and_page_numbers() -> None:
    name, seed = with_habits(styles=True, numbering=False)
    document = docx.Document(BytesIO(only(in_format("docx", name, seed)[0], ".docx")))
    headings = [p for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert any(p.text.startswith("第一部分") for p in headings) or name == "chongqing"
    assert {s.page_width > s.page_height for s in document.sections} == {True, False}
    footers = [s.footer._element.xml for s in document.sections if not s.footer.is_linked_to_previous]
    assert any("PAGE" in footer for footer in footers)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_holds_each_figure_at_its_anchor(name: str) -> None:
    files, (truth,) = in_format("html", name, 2)
    page = lxml.html.fromstring(only(files, ".html"))
    (article,) = page.xpath('//div[@id="zoom"]')
    tables = article.xpath(".//table")
    assert len(tables) == len(truth["tables"])
    for cell in cells(truth):
        number, row, column = map(int, re.findall(r"\d+", cell["anchor"]))
        assert squeezed(at(tables[number - 1], row, column)) == squeezed(cell["value"])


def at(table: Any, row: int, column: int) -> str:
    """Text of the cell that begins at a place of an HTML table, from 1."""
    covered: set[tuple[int, int]] = set()
    for r, tr in enumerate(table.xpath(".//tr"), 1):
        c = 1
        for td in tr.xpath("./td"):
            while (r, c) in covered:
                c += 1
            if (r, c) == (row, column):
                return str(td.text_content())
            rows, columns = int(td.get("rowspan", 1)), int(td.get("colspan", 1))
            covered |= {(r + i, c + j) for i in range(rows) for j in range(columns)}
    raise AssertionError(f"no cell begins at r{row}c{column}")


def test_a_page_says_in_its_head_what_government_sites_say() -> None:
    files, (truth,) = in_format("html", "henan", 2)
    page = lxml.html.fromstring(only(files, ".html"))
    meta = {m.get("name"): m.get("content") for m in page.xpath("//meta[@name]")}
    assert truth["issuer"] in meta["ArticleTitle"]
    assert {"PubDate", "ContentSource", "ColumnName"} <= meta.keys()


def test_a_page_may_call_gb18030_gb2312() -> None:
    for seed in range(1, 30):
        data = only(in_format("html", "sichuan", seed)[0], ".html")
        if b'charset="gb2312"' in data:
            assert "决算" in data.decode("gb18030")
            return
    raise AssertionError("no page in GB2312")


@pytest.mark.parametrize(("name", "seed"), [(name, 1 + number % 2) for number, name in enumerate(NAMES)])
def test_a_workbook_holds_each_figure_at_its_anchor(name: str, seed: int) -> None:
    files, (truth, text) = in_format("xlsx", name, seed)
    book = openpyxl.load_workbook(BytesIO(only(files, ".xlsx")), data_only=True)
    assert not text["tables"]
    assert text["claims"]
    for cell in cells(truth):
        sheet, _, place = cell["anchor"].rpartition("!")
        found = book[sheet][place]
        assert book[sheet].sheet_state == "visible"
        assert not book[sheet].row_dimensions[found.row].hidden
        if isinstance(found.value, str):
            assert found.value.replace(",", "") == cell["value"]
        else:
            wanted = float(cell["value"].rstrip("%"))
            scale = {"0!.0000": 1e-4}.get(found.number_format, 100 if "%" in found.number_format else 1)
            places = len(cell["value"].rstrip("%").partition(".")[2])
            assert abs(found.value * scale - wanted) <= 0.5001 * 10**-places


def test_workbooks_are_kept_in_many_ways() -> None:
    habits = [BookHabits.of_seed(name, seed) for name in NAMES for seed in range(20)]
    assert {h.stored for h in habits} == {"exact", "printed", "text", "yuan"}
    assert (
        {h.stacked for h in habits}
        == {h.formulas for h in habits}
        == {h.hidden for h in habits}
        == {True, False}
    )


def test_formulas_carry_the_value_that_they_had() -> None:
    name, seed = next(
        (n, s)
        for n in NAMES
        for s in range(1, 9)
        if (h := BookHabits.of_seed(n, s)).formulas and h.stored != "text"
    )
    data = only(in_format("xlsx", name, seed)[0], ".xlsx")
    formulas, values = (openpyxl.load_workbook(BytesIO(data), data_only=only) for only in (False, True))
    found = [c for sheet in formulas for row in sheet for c in row if c.data_type == "f"]
    assert found
    assert all(isinstance(values[c.parent.title][c.coordinate].value, (int, float)) for c in found)


def test_the_narrative_beside_a_workbook_has_no_tables_and_names_it() -> None:
    files, _ = in_format("xlsx", "lingnan", 2)
    document = docx.Document(BytesIO(only(files, ".docx")))
    assert not document.tables
    assert any("公开表.xlsx" in p.text for p in document.paragraphs)


def test_an_article_links_to_its_workbook() -> None:
    files, _ = in_format("article", "lingnan", 2)
    folder = next(iter(files)).partition("/")[0]
    page = lxml.html.fromstring(only(files, ".html"))
    (link,) = [href for href in page.xpath("//a/@href") if href.endswith(".xlsx")]
    assert f"{folder}/{link.removeprefix('./')}" in files


def test_office_files_hold_no_trace_of_the_day_they_were_made() -> None:
    for form, ending in (("docx", ".docx"), ("xlsx", ".xlsx")):
        with zipfile.ZipFile(BytesIO(only(in_format(form, "lingnan", 2)[0], ending))) as package:
            assert {info.date_time[0] for info in package.infolist()} == {1980}


def test_a_scan_is_pictures_a_little_askew_on_pages_of_the_same_size() -> None:
    printed = made_once("sichuan", 3)[0]
    with pymupdf.open("pdf", printed) as source:
        source.select([0, 3])
        data = scanned(source.tobytes(), "t", 2024, ScanHabits(dpi=100), "a")
        with pymupdf.open("pdf", data) as pages:
            assert [page.rect for page in pages] == [page.rect for page in source]
            assert not any(page.get_text().strip() for page in pages)
            assert all(len(page.get_images()) == 1 for page in pages)
            # Grey, so noisy, and dark where the text was.
            picture = pages[1].get_pixmap(colorspace=pymupdf.csGRAY)
            greys = set(picture.samples)
            assert len(greys) > 100
            assert min(greys) < 60
    assert data != scanned(printed, "t", 2024, ScanHabits(dpi=100), "b")


def test_document_k_of_a_series_is_the_same_whatever_is_made_beside_it(tmp_path: Path) -> None:
    series = Series(9, ["sichuan", "guanwai"], ["pdf", "docx"])
    list(save_series(series, 3, tmp_path / "three", workers=1))
    list(save_series(series, 5, tmp_path / "five", workers=2))
    three, five = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*.*")}
        for n in ("three", "five")
    )
    assert len(three) == 6
    assert three.items() < five.items()


def test_a_series_gives_each_family_in_each_format() -> None:
    series = Series(1, (), list(FORMATS))
    wanted = [series[k] for k in range(len(NAMES) * len(FORMATS))]
    assert {(w.family, w.form) for w in wanted} == {(n, f) for n in NAMES for f in FORMATS}
    assert len({(w.family, w.seed) for w in wanted}) == len(wanted)


def test_no_two_files_of_a_series_share_the_beginning_that_evaluation_goes_by() -> None:
    series = Series(1, ["sichuan", "guanwai"], [f for f in FORMATS if f != "scan"])
    docs = [t["doc"] for k in range(10) for t in made(series[k]).truths]
    assert not [(a, b) for a in docs for b in islice(docs, None) if a != b and b.startswith(a)]
