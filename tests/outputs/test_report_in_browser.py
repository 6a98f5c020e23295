"""The review page in a real browser: a click shows the right places, and nothing else happens."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from outputs.report.writing import write_report
from outputs.store.out_folder import OutFolder
from records.tables import CellRecord, SectionRecord, TableRecord
from tests.outputs.test_report import HOSTILE, hostile_disclosure, keep
from tests.support.samples import sample_disclosure

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

NEAR = 1.6
"""Pixels by which a box may lie beside its place."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@dataclass
class Watched:
    """A browser's page, with what it said and asked for."""

    page: Any
    folder: Path
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, name: str) -> None:
        self.page.goto(f"{self.folder.as_uri()}/{name}")

    def assert_quiet(self) -> None:
        """No error was told, and nothing was fetched from outside of the folder."""
        assert self.said == []
        inside = f"{self.folder.as_uri()}/"
        assert [url for url in self.asked if not url.startswith((inside, "data:"))] == []


@pytest.fixture
def watched(browser: Any, tmp_path: Path) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield Watched(context.new_page(), tmp_path / "report")
    context.close()


@pytest.fixture(scope="module")
def corpus_report(published_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(published_corpus, tmp_path_factory.mktemp("corpus") / "report").index.parent


def documents(out: Path) -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_bytes()) for path in OutFolder(out).json.iterdir()}


def on_two_pages(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Contradicted claims with the figure that they are held against, on another page."""
    claims = {claim["claim_id"]: claim for claim in document["claims"]}
    facts = {fact["fact_id"]: fact for fact in document["facts"]}
    for link in document["links"]:
        if link["verdict"] == "contradicted" and link["relation"] == "equals":
            claim, fact = claims[link["claim_id"]], facts[link["fact_ids"][0]]
            if claim["page"] != fact["page"]:
                yield claim, fact


def words_below(pdf: Path, page: int, box: list[float]) -> str:
    with pymupdf.open(pdf) as opened:
        return "".join(opened[page - 1].get_text("text", clip=pymupdf.Rect(*box)).split())


def assert_lies_on(goal: Any, box: list[float], width: float) -> None:
    """The element lies where ``box``, in points, is on the picture of its page, and can be seen."""
    picture = goal.locator("xpath=ancestor::div[@class='sheet']").locator("img").bounding_box()
    shown = goal.bounding_box()
    scale = picture["width"] / width
    around = (1.2 + 0.8) * scale  # the box stands off a little, and has a line
    assert shown["x"] == pytest.approx(picture["x"] + box[0] * scale - around, abs=NEAR)
    assert shown["y"] == pytest.approx(picture["y"] + box[1] * scale - around, abs=NEAR)
    assert shown["width"] == pytest.approx((box[2] - box[0]) * scale + 2 * around, abs=NEAR)
    assert shown["height"] == pytest.approx((box[3] - box[1]) * scale + 2 * around, abs=NEAR)
    frame = goal.locator("xpath=ancestor::div[@class='frame']").bounding_box()
    assert frame["y"] <= shown["y"]
    assert shown["y"] + shown["height"] <= frame["y"] + frame["height"]
    assert frame["x"] <= shown["x"]
    assert shown["x"] + shown["width"] <= frame["x"] + frame["width"]


def test_from_the_overview_to_a_contradiction_both_places_are_in_sight_on_the_right_words(
    watched: Watched, corpus_report: Path, published_corpus: Path, corpus_documents: list[Path]
) -> None:
    watched.folder = corpus_report
    found = [
        (document, *pair)
        for document in documents(published_corpus).values()
        for pair in on_two_pages(document)
    ]
    assert found, "the corpus has no planted contradiction on two pages"
    document, claim, fact = found[0]
    document_id = document["document"]["document_id"]
    watched.open("index.html")
    watched.page.click(f'a[href="documents/{document_id}.html#{claim["claim_id"]}"]')
    watched.page.wait_for_selector(".evidence:not([hidden])")
    (pdf,) = [path for path in corpus_documents if path.name == document["document"]["file_name"]]
    with pymupdf.open(pdf) as opened:
        widths = [page.rect.width for page in opened]
    goals = {
        "claim": (watched.page.locator(f'.view .goal[data-claim="{claim["claim_id"]}"]'), claim),
        "fact": (watched.page.locator(f'.view .goal[data-fact-box="{fact["fact_id"]}"]'), fact),
    }
    for goal, record in goals.values():
        assert_lies_on(goal, record["box"], widths[record["page"] - 1])
        number = "".join(c for c in record["raw"] if c.isdigit() or c == ".")
        assert number in words_below(pdf, record["page"], record["box"]).replace(",", "")
    drawn = [float(n) for n in re.findall(r"-?[\d.]+", watched.page.get_attribute(".lines path", "d"))]
    origin = watched.page.locator(".evidence").bounding_box()
    for (x, y), edge, (goal, _) in (
        (drawn[:2], "bottom", goals["claim"]),
        (drawn[-2:], "top", goals["fact"]),
    ):
        box = goal.bounding_box()
        assert x + origin["x"] == pytest.approx(box["x"] + box["width"] / 2, abs=NEAR)
        end = box["y"] + (box["height"] if edge == "bottom" else 0)
        assert y + origin["y"] == pytest.approx(end, abs=NEAR)
    told = watched.page.inner_text(".account")
    assert claim["value"].rstrip("0").rstrip(".") in told
    (link,) = [link for link in document["links"] if link["claim_id"] == claim["claim_id"]]
    assert link["explanation"] in told
    chosen = watched.page.locator("#reading mark.chosen")
    assert chosen.inner_text().startswith(claim["raw"])
    assert chosen.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 46 && r.bottom <= innerHeight }"
    )
    watched.assert_quiet()


def test_keys_lead_through_the_contradictions_and_back(
    watched: Watched, corpus_report: Path, published_corpus: Path
) -> None:
    watched.folder = corpus_report
    document = max(
        documents(published_corpus).values(), key=lambda d: sum(k["verdict"] == "fails" for k in d["checks"])
    )
    watched.open(f"documents/{document['document']['document_id']}.html")
    findings = watched.page.locator("[data-select]").evaluate_all("all => all.map(e => e.dataset.select)")
    assert len(findings) > 2
    met = []
    for _ in findings:
        watched.page.keyboard.press("j")
        met.append(watched.page.evaluate("location.hash.slice(1)"))
        assert watched.page.locator(".views .goal").count() >= 1
    assert met == findings
    watched.page.keyboard.press("k")
    assert watched.page.evaluate("location.hash.slice(1)") == findings[-2]
    watched.page.keyboard.press("Escape")
    assert watched.page.locator(".evidence").is_hidden()
    watched.page.keyboard.press("?")
    assert watched.page.locator("#help").is_visible()
    watched.page.keyboard.press("Escape")
    watched.page.keyboard.press("/")
    watched.page.keyboard.type("支出")
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_function("document.querySelector('#search output').textContent.startsWith('1 / ')")
    watched.page.keyboard.press("Escape")
    watched.page.keyboard.press("o")
    watched.page.wait_for_url("**/index.html")
    watched.assert_quiet()


def test_a_failed_check_shows_all_its_cells(
    watched: Watched, corpus_report: Path, published_corpus: Path
) -> None:
    watched.folder = corpus_report
    document, check = next(
        (document, check)
        for document in documents(published_corpus).values()
        for check in document["checks"]
        if check["verdict"] == "fails" and len(check["fact_ids"]) > 2
    )
    watched.open(f"documents/{document['document']['document_id']}.html")
    watched.page.click(f'[data-select="{check["check_id"]}"]')
    goals = watched.page.locator(".views .goal").evaluate_all("all => all.map(e => e.dataset.factBox)")
    assert sorted(goals) == sorted(set(check["fact_ids"]))
    cells = watched.page.locator("#reading .fact.chosen").evaluate_all("all => all.map(e => e.dataset.fact)")
    assert sorted(cells) == sorted(set(check["fact_ids"]))
    watched.assert_quiet()


def test_the_words_turn_english_and_stay_so(watched: Watched, corpus_report: Path) -> None:
    watched.folder = corpus_report
    watched.open("index.html")
    assert "文字与表格不符" in watched.page.inner_text("main")
    watched.page.keyboard.press("l")
    assert "Text and tables disagree" in watched.page.inner_text("main")
    watched.page.click(".documents a >> nth=0")
    watched.page.wait_for_selector("#reading")
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
    assert HOSTILE in watched.page.inner_text(".account")
    watched.page.keyboard.press("l")
    assert watched.page.evaluate("typeof window.hacked") == "undefined"
    watched.assert_quiet()


def test_without_pages_the_text_and_the_table_are_shown_side_by_side(
    watched: Watched, tmp_path: Path
) -> None:
    one = sample_disclosure(4)
    one.record.pages = None
    one.record.media_type = "text/html"
    sentence = "收入总计1234.56万元。"
    one.sections[0].text = f"前文。\n{sentence}\n后文。"
    one.tables[0].rows, one.tables[0].columns = 1, 2
    one.cells = [
        CellRecord(document_id=one.record.document_id, table_id="t1", row=0, column=c, text=text)
        for c, text in enumerate(["收入总计", "1,234.00"])
    ]
    one.claims[0].raw, one.claims[0].sentence, one.claims[0].boxes = "1234.56万元", sentence, []
    one.facts[0].page = one.facts[0].box = None
    one.links[0].verdict = "contradicted"
    keep(tmp_path, one)
    write_report(tmp_path, watched.folder)
    watched.open(f"documents/{one.record.document_id}.html")
    assert watched.page.locator(".original").is_hidden()
    watched.page.keyboard.press("j")
    goals = watched.page.locator(".views .goal")
    assert [goals.nth(n).inner_text() for n in range(goals.count())] == ["1234.56万元", "1,234.00"]
    assert watched.page.locator(".lines path").count() == 1
    watched.assert_quiet()


def test_a_figure_of_another_document_is_shown_on_its_own_page(watched: Watched, tmp_path: Path) -> None:
    text, tables = sample_disclosure(1), sample_disclosure(2)
    for one in (text, tables):
        one.record.pages = None
    text.links[0].fact_document_ids = [tables.record.document_id]
    text.links[0].verdict = "contradicted"
    tables.tables[0].rows, tables.tables[0].columns = 1, 2
    tables.cells = [
        CellRecord(document_id=tables.record.document_id, table_id="t1", row=0, column=1, text="1,234.56")
    ]
    keep(tmp_path, text, tables)
    write_report(tmp_path, watched.folder)
    watched.open(f"documents/{text.record.document_id}.html#c1")
    watched.page.click(".account a")
    watched.page.wait_for_url(f"**/{tables.record.document_id}.html#f-f1")
    assert watched.page.inner_text(".fact.chosen") == "1,234.56"
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
    watched.page.wait_for_function("document.querySelector('#page-300 img').complete")
    assert any(url.endswith("/300.jpg") for url in watched.asked)
    watched.assert_quiet()
