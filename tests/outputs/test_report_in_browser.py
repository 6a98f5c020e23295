"""The review page in a real browser: a click shows the right places, and nothing else happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from outputs.report.writing import write_report
from records.file_tables import CellRecord
from records.linking_tables import FindingRecord
from tests.outputs.test_report import keep
from tests.support.browsing import NEEDS_BROWSER, Watched, documents
from tests.support.samples import sample_disclosure

pytestmark = NEEDS_BROWSER

NEAR = 1.6
"""Pixels by which a box may lie beside its place."""


def on_two_pages(
    document: dict[str, Any],
) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Findings of one contradicted claim, with it and the figure that it is held against, on another page."""
    claims = {claim["claim_id"]: claim for claim in document["claims"]}
    facts = {fact["fact_id"]: fact for fact in document["facts"]}
    links = {link["claim_id"]: link for link in document["links"]}
    for finding in document["findings"]:
        if len(finding["claim_ids"]) == 1 and not finding["check_ids"]:
            link = links[finding["claim_ids"][0]]
            if link["relation"] == "equals":
                claim, fact = claims[link["claim_id"]], facts[link["fact_ids"][0]]
                if claim["page"] != fact["page"]:
                    yield finding, claim, fact


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
    document, finding, claim, fact = found[0]
    document_id = document["document"]["document_id"]
    watched.open("index.html")
    watched.page.click(f'a[href="documents/{document_id}.html#{finding["finding_id"]}"]')
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
    assert finding["explanation"] in told
    row = [fact["row_label"], "·".join(fact["column_path"]), claim["raw"]]
    assert all(word in watched.page.inner_text(".evidence") for word in row if word)
    chosen = watched.page.locator("#reading mark.chosen")
    assert chosen.inner_text().startswith(claim["raw"])
    assert chosen.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 46 && r.bottom <= innerHeight }"
    )
    watched.assert_quiet()


def test_keys_lead_through_the_findings_and_back(
    watched: Watched, corpus_report: Path, published_corpus: Path
) -> None:
    watched.folder = corpus_report
    document = max(documents(published_corpus).values(), key=lambda d: len(d["findings"]))
    watched.open(f"documents/{document['document']['document_id']}.html")
    findings = watched.page.locator(".findings [data-select]").evaluate_all(
        "all => all.map(e => e.dataset.select)"
    )
    assert len(findings) > 2
    met = []
    for _ in findings:
        watched.page.keyboard.press("j")
        met.append(watched.page.evaluate("location.hash.slice(1)"))
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
    watched.until("document.querySelector('#search output').textContent.startsWith('1 / ')")
    watched.page.keyboard.press("Escape")
    watched.page.keyboard.press("o")
    watched.page.wait_for_url("**/index.html")
    watched.assert_quiet()


def first_of_each_rule(out: Path) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Rule -> a document and its first finding by this rule."""
    found: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for document in documents(out).values():
        for finding in document["findings"]:
            found.setdefault(finding["rule_id"], (document, finding))
    return found


def rows_of(document: dict[str, Any], finding: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The claims and figures of the document that a finding rests on, by their ids."""
    rows = {one["claim_id"]: one for one in document["claims"]}
    rows |= {one["fact_id"]: one for one in document["facts"]}
    naming = [one for one in document["links"] if one["claim_id"] in finding["claim_ids"]]
    naming += [one for one in document["checks"] if one["check_id"] in finding["check_ids"]]
    ids = [*finding["claim_ids"], *(i for one in naming for i in (*one["fact_ids"], *one["claim_ids"]))]
    return {i: rows[i] for i in ids if i in rows}


def test_a_finding_of_each_rule_shows_all_its_places_on_the_right_words(
    watched: Watched, corpus_report: Path, published_corpus: Path, corpus_documents: list[Path]
) -> None:
    watched.folder = corpus_report
    rules = first_of_each_rule(published_corpus)
    assert {"text_against_tables", "tables", "missing"} <= {finding["kind"] for _, finding in rules.values()}
    for rule, (document, finding) in rules.items():
        watched.open(f"documents/{document['document']['document_id']}.html#{finding['finding_id']}")
        watched.page.wait_for_function("id => location.hash === id", arg=f"#{finding['finding_id']}")
        watched.page.wait_for_selector(".evidence:not([hidden])")
        if finding["explanation"] not in watched.page.inner_text(".account"):  # of the page that was open
            watched.page.reload()
        assert finding["explanation"] in watched.page.inner_text(".account")
        rows = rows_of(document, finding)
        if finding["kind"] == "missing" and not watched.page.locator(".views .goal").count():
            assert watched.page.inner_text(".views") == "没有可以标示的位置，请看说明。"
            continue
        ids = watched.page.locator(".views .goal").evaluate_all(
            "all => all.map(e => e.dataset.claim ?? e.dataset.factBox ?? '')"
        )
        assert ids, finding["explanation"]
        assert set(rows) <= set(ids), rule
        (pdf,) = [path for path in corpus_documents if path.name == document["document"]["file_name"]]
        for row in rows.values():
            if row["box"]:
                number = "".join(c for c in row["raw"] if c.isdigit() or c == ".")
                assert number in words_below(pdf, row["page"], row["box"]).replace(",", ""), rule
        for view in watched.page.locator(".views .view").all():
            frame, goal = view.locator(".frame").bounding_box(), view.locator(".goal").first.bounding_box()
            assert frame["y"] <= goal["y"] + NEAR, rule
            assert goal["y"] + goal["height"] <= frame["y"] + frame["height"] + NEAR, rule
    watched.assert_quiet()


def test_a_sum_shows_all_its_cells(watched: Watched, corpus_report: Path, published_corpus: Path) -> None:
    watched.folder = corpus_report
    document, finding, check = next(
        (document, finding, check)
        for document in documents(published_corpus).values()
        for finding in document["findings"]
        for check in document["checks"]
        if finding["check_ids"] == [check["check_id"]]
        and not finding["claim_ids"]
        and len(check["fact_ids"]) > 2
    )
    watched.open(f"documents/{document['document']['document_id']}.html")
    watched.page.click(f'[data-select="{finding["finding_id"]}"]')
    goals = watched.page.locator(".views .goal").evaluate_all("all => all.map(e => e.dataset.factBox)")
    assert sorted(goals) == sorted(set(check["fact_ids"]))
    cells = watched.page.locator("#reading .fact.chosen").evaluate_all("all => all.map(e => e.dataset.fact)")
    assert sorted(cells) == sorted(set(check["fact_ids"]))
    watched.assert_quiet()


def test_a_finding_without_figures_is_shown_where_the_text_has_its_words(
    watched: Watched, tmp_path: Path
) -> None:
    one = sample_disclosure(6)
    one.record.pages, one.record.media_type = None, "text/html"
    words = "增长XX%，主要原因是新增场馆"
    one.sections[0].text = f"前文。\n与上年相比，{words}免费开放补助。\n后文。"
    one.claims, one.links, one.checks = [], [], []
    one.findings = [
        FindingRecord(
            document_id=one.record.document_id, finding_id="a" * 16, severity="error", kind="text",
            rule_id="placeholder", title="占位符号", explanation=f"文字“{words}”中的“XX”尚未填写。",
        )
    ]  # fmt: skip
    keep(tmp_path, one)
    write_report(tmp_path, watched.folder)
    watched.open(f"documents/{one.record.document_id}.html")
    watched.page.click(".finding")
    assert watched.page.inner_text(".views .goal") == words
    assert watched.page.locator("#reading p.chosen").inner_text().startswith("与上年相比")
    watched.assert_quiet()


def test_without_pages_the_text_and_the_table_are_shown_side_by_side(
    watched: Watched, tmp_path: Path
) -> None:
    one = sample_disclosure(4)
    one.record.pages = None
    one.record.media_type = "text/html"
    sentence = "收入总计1234.56万元。"
    one.sections[0].text = f"前文。\n{sentence}\n后文。"
    one.tables[0].rows, one.tables[0].columns = 81, 2
    one.cells = [
        CellRecord(document_id=one.record.document_id, table_id="t1", row=r, column=c, text=text)
        for r in range(81)
        for c, text in enumerate(["收入总计", "1,234.00"] if r == 80 else ["其中", "1.00"])
    ]
    one.facts[0].row = 80  # far below what can be seen of the table at once
    one.claims[0].raw, one.claims[0].sentence, one.claims[0].boxes = "1234.56万元", sentence, []
    one.facts[0].page = one.facts[0].box = None
    one.links[0].verdict = "contradicted"
    one.findings[0].claim_ids, one.findings[0].check_ids = ["c1"], []
    keep(tmp_path, one)
    write_report(tmp_path, watched.folder)
    watched.open(f"documents/{one.record.document_id}.html")
    assert watched.page.locator(".original").is_hidden()
    watched.page.keyboard.press("j")
    goals = watched.page.locator(".views .goal")
    assert [goals.nth(n).inner_text() for n in range(goals.count())] == ["1234.56万元", "1,234.00"]
    for n in range(2):
        frame = goals.nth(n).locator("xpath=ancestor::div[@class='frame']").bounding_box()
        shown = goals.nth(n).bounding_box()
        assert frame["y"] <= shown["y"]
        assert shown["y"] + shown["height"] <= frame["y"] + frame["height"]
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
