"""The review page in a real browser as a page: language, width, contrast, what it loads and what it runs."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pymupdf
import pytest

from linking.rules.declared import declared_rules
from outputs.report.writing import write_report
from records.file_tables import CellRecord, SectionRecord, TableRecord
from tests.outputs.test_report import HOSTILE, hostile_disclosure, keep
from tests.support.browsing import NEEDS_BROWSER, Watched, documents
from tests.support.samples import sample_disclosure

pytestmark = NEEDS_BROWSER

PHONE = {"width": 390, "height": 844}


def test_the_words_turn_english_and_stay_so(watched: Watched, corpus_report: Path) -> None:
    watched.folder = corpus_report
    watched.open("index.html")
    assert "需要核实" in watched.page.inner_text("main")
    watched.page.keyboard.press("l")
    assert "To be verified" in watched.page.inner_text("main")
    ours = ["not met: ", *(rule.fault_en.lower() for rule in declared_rules().values())]
    for part in (".why", ".title"):
        told = watched.page.locator(f"#findings-list {part}").all_inner_texts()
        assert told
        assert [text for text in told if not any(words in text.lower() for words in ours)] == []
    assert [text for text in watched.page.locator(".off").all_inner_texts() if "百分点" in text] == []
    watched.page.click("#findings-list a.finding >> nth=0")
    watched.page.wait_for_selector("#reading")
    for part in (".top b", ".sentence"):
        told = watched.page.inner_text(f".account {part}").lower()
        assert any(words in told for words in ours)
    assert watched.page.inner_text("#findings h2") == "To be verified"
    assert watched.page.get_attribute("html", "lang") == "en"
    watched.assert_quiet()


def test_a_document_full_of_scripts_runs_none_of_them(watched: Watched, tmp_path: Path) -> None:
    keep(tmp_path, hostile_disclosure())
    write_report(tmp_path, watched.folder)
    watched.open("index.html")
    assert HOSTILE in watched.page.inner_text("main")
    watched.page.click(".documents a")
    watched.page.wait_for_selector("#reading")
    assert watched.page.locator("td", has_text=HOSTILE).first.inner_text() == HOSTILE
    watched.page.click("#reading mark")
    watched.page.locator(".account", has_text=HOSTILE).first.wait_for()
    watched.page.keyboard.press("l")
    assert watched.page.evaluate("typeof window.hacked") == "undefined"
    watched.assert_quiet()


def test_a_long_document_loads_only_the_pictures_in_sight(watched: Watched, tmp_path: Path) -> None:
    pages = 300
    one = sample_disclosure(5)
    document_id = one.record.document_id
    one.record.pages = pages
    one.sections = [
        SectionRecord(
            document_id=document_id, section_id=f"s{n}", parent_id=None, level=2, number=f"{n}、",
            title="情况", page=n + 1, text="某局本年收入合计若干。" * 20,
        )
        for n in range(pages)
    ]  # fmt: skip
    one.tables = [
        TableRecord(document_id=document_id, table_id=f"t{n}", statement="revenue", rows=25, columns=6,
                    section_id=f"s{n}", first_page=n + 1)
        for n in range(pages)
    ]  # fmt: skip
    one.cells = [
        CellRecord(document_id=document_id, table_id=f"t{n}", row=r, column=c, text=f"{n}{r}{c}", page=n + 1)
        for n in range(pages) for r in range(25) for c in range(6)
    ]  # fmt: skip
    keep(tmp_path, one)
    folder = watched.folder / "pages" / document_id
    folder.mkdir(parents=True)
    with pymupdf.open() as pdf:
        picture = pdf.new_page().get_pixmap(dpi=20).tobytes("jpeg")
    for n in range(pages):
        (folder / f"{n + 1}.jpg").write_bytes(picture)
    sizes = {"dpi": 100, "quality": 70, "pages": [[n + 1, 595, 842] for n in range(pages)]}
    (folder / "sizes.json").write_text(json.dumps(sizes))
    (watched.folder / "assets").mkdir()
    (watched.folder / "assets" / "report.css").write_text("")
    write_report(tmp_path, watched.folder)
    watched.open(f"documents/{document_id}.html")
    ready = watched.page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
    assert ready < 10_000  # a second when nobody else is at work
    assert sum(url.endswith(".jpg") for url in watched.asked) < 40
    watched.page.click('[data-go="300"] >> nth=0')
    watched.until("document.querySelector('#page-300 img').complete")
    assert any(url.endswith("/300.jpg") for url in watched.asked)
    watched.assert_quiet()


@pytest.mark.parametrize("part", ["index", "document", "looking"])
def test_nothing_is_wider_than_a_phone(
    watched: Watched, corpus_report: Path, published_corpus: Path, part: str
) -> None:
    watched.folder = corpus_report
    watched.page.set_viewport_size(PHONE)
    with_places = next(
        finding
        for document in documents(published_corpus).values()
        for finding in document["findings"]
        if finding["kind"] == "text_against_tables"
    )
    page = f"documents/{with_places['document_id']}.html"
    watched.open("index.html" if part == "index" else page)
    if part == "looking":
        watched.page.click(f'[data-select="{with_places["finding_id"]}"]')
        goal = watched.page.locator(".views .goal").first.bounding_box()
        assert goal["x"] >= 0
        assert goal["x"] + goal["width"] <= PHONE["width"]
    watched.assert_no_wider_than_the_window()
    # no cell of a list is squeezed to a character a line
    narrow = watched.page.locator(".list td").evaluate_all(
        "all => all.filter(e => e.offsetParent && e.textContent.length > 4 && e.clientWidth < 30).length"
    )
    assert narrow == 0
    watched.assert_quiet()


@pytest.mark.parametrize("part", ["index", "document"])
def test_text_stands_out_from_its_ground(
    watched: Watched, corpus_report: Path, published_corpus: Path, part: str
) -> None:
    watched.folder = corpus_report
    fullest = max(documents(published_corpus).values(), key=lambda d: len(d["findings"]))
    watched.open("index.html" if part == "index" else f"documents/{fullest['document']['document_id']}.html")
    if part == "document":
        watched.page.click(".finding >> nth=0")
    weak = watched.page.evaluate(CONTRASTS)
    assert Counter(one for one in weak) == Counter()


CONTRASTS = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !e.offsetParent || e.closest("svg, script, dialog:not([open])")) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) weak.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(weak)];
}"""


def test_the_time_of_the_run_is_told_in_the_readers_own(watched: Watched, corpus_report: Path) -> None:
    watched.folder = corpus_report
    watched.open("index.html")
    told = watched.page.locator("time").first
    moment = told.get_attribute("datetime")
    assert re.match(r"\d{4}-\d\d-\d\dT", moment)
    assert told.inner_text() != moment
    assert "年" in told.inner_text()
