"""The overview and the marks in a real browser: filters, order, lists that grow, marks that stay."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from outputs.report.writing import write_report
from outputs.store.out_folder import OutFolder
from outputs.store.reviews import TAKEN_BACK, keep_reviews, read_reviews
from records.tables import Document
from tests.outputs.test_report import keep
from tests.support.browsing import NEEDS_BROWSER, Watched
from tests.support.samples import sample_disclosure

pytestmark = NEEDS_BROWSER

LATER = "2999-01-01T00:00:00Z"


def disclosure(number: int, findings: int = 3) -> Document:
    """A disclosure with findings, of bodies and years in turn."""
    one = sample_disclosure(number, year=2020 + number % 5)
    one.record.issuer = f"第{number % 7}局"
    one.record.pages = None
    first = one.findings[0]
    one.findings = [
        replace(
            first,
            finding_id=f"{number:08x}{n:08x}",
            severity="error" if n % 3 else "notice",
            kind="text_against_tables" if n % 2 else "missing",
            title=f"第{number}份第{n}处",
            said="1234.56万元",
            given="1200万元",
            claim_ids=["c1"],
            check_ids=[],
            confidence=0.9 + n / 100,
        )
        for n in range(findings)
    ]
    return one


def shown(watched: Watched) -> list[str]:
    return watched.page.locator("#findings-list .title").all_inner_texts()


@pytest.fixture
def overview(watched: Watched, tmp_path: Path) -> Watched:
    keep(tmp_path, *(disclosure(number) for number in range(6)))
    write_report(tmp_path, watched.folder)
    watched.open("index.html")
    return watched


def test_findings_are_filtered_and_the_numbers_at_the_top_follow(overview: Watched) -> None:
    page = overview.page
    assert (page.inner_text("#n-errors"), page.inner_text("#n-notices")) == ("12", "6")
    page.select_option("[name=year]", "2021")
    assert {title[:3] for title in shown(overview)} == {"第1份"}
    numbers = [page.inner_text(f"#n-{name}") for name in ("errors", "notices", "documents")]
    assert numbers == ["2", "1", "1"]
    assert page.locator("#documents-list > li").count() == 1
    page.select_option("[name=severity]", "notice")
    assert shown(overview) == ["第1份第0处"]
    page.click("button[type=reset]")
    overview.until("document.querySelector('#n-errors').textContent === '12'")
    page.fill("[name=words]", "第3份第2处")
    overview.until("document.querySelectorAll('#findings-list > li').length === 1")
    assert shown(overview) == ["第3份第2处"]
    page.fill("[name=words]", "没有这样的话")
    page.wait_for_selector("#none:not([hidden])")
    assert page.inner_text("#none") == "没有符合条件的。"
    overview.assert_quiet()


def test_findings_are_put_in_another_order(overview: Watched) -> None:
    page = overview.page
    page.select_option("[name=order]", "sure")
    assert [title[-2] for title in shown(overview)] == ["2"] * 6 + ["1"] * 6 + ["0"] * 6
    page.select_option("[name=order]", "year")
    assert shown(overview)[0].startswith("第4份")
    page.select_option("[name=order]", "worst")
    grades = page.locator("#findings-list > li").evaluate_all("all => all.map(e => e.className)")
    assert grades == sorted(grades)  # s-error before s-notice
    overview.assert_quiet()


def test_marks_are_kept_counted_saved_loaded_and_survive_a_new_report(
    overview: Watched, tmp_path: Path
) -> None:
    page = overview.page
    page.click("#findings-list .finding >> nth=0")
    page.wait_for_selector(".marking")
    finding = page.evaluate("location.hash.slice(1)")
    page.click('.marking [data-state="false"]')
    page.fill(".marking input", "单位不同")
    page.press(".marking input", "Enter")
    page.evaluate("document.activeElement.blur()")
    assert page.inner_text(f'[data-mark="{finding}"]') == "误报 单位不同"
    page.click("#review")
    page.fill("#who", "审计员")
    page.press("#who", "Tab")
    with page.expect_download() as download:
        page.click("#save-marks")
    saved = tmp_path / "review.json"
    download.value.save_as(saved)
    (mark,) = read_reviews(saved)
    assert (mark.finding_id, mark.state, mark.note) == (finding, "false", "单位不同")
    assert mark.who == "审计员"  # named after the mark was made
    overview.open("index.html")
    assert page.inner_text("#n-errors") == "11"
    page.select_option("[name=state]", "false")
    assert page.locator("#findings-list > li.set-aside").count() == 1
    # another browser, after a run with a new version: the mark comes with the report, or from the file
    keep_reviews(OutFolder(tmp_path), [replace(mark, note="由数据带来")])
    for number in range(6):
        one = disclosure(number)
        one.record.version = "99.0.0"
        keep(tmp_path, one)
    write_report(tmp_path, overview.folder)
    page.evaluate("localStorage.clear()")
    overview.open("index.html")
    assert page.inner_text("#n-errors") == "11"
    assert "由数据带来" in page.inner_text("#findings-list")
    page.evaluate("localStorage.clear()")
    saved.write_text(
        json.dumps(
            {
                "format": "duizhang-review",
                "reviews": [asdict(replace(mark, state="confirmed", when=LATER))],
            }
        )
    )
    page.click("#review")
    page.set_input_files("#load-marks", saved)
    overview.until("document.querySelector('#marks-told').textContent.includes('1')")
    page.keyboard.press("Escape")
    assert page.inner_text("#n-errors") == "12"
    assert page.locator(".mark-badge.m-confirmed").count() == 1
    overview.assert_quiet()


def test_a_mark_that_is_taken_back_is_saved_as_such(overview: Watched, tmp_path: Path) -> None:
    page = overview.page
    page.click("#findings-list .finding >> nth=0")
    page.click('.marking [data-state="ask"]')
    page.click('.marking [data-state="ask"]')
    page.click("#review")
    with page.expect_download() as download:
        page.click("#save-marks")
    download.value.save_as(tmp_path / "review.json")
    (mark,) = read_reviews(tmp_path / "review.json")
    assert mark.state == TAKEN_BACK
    assert "0" in page.inner_text("#marks-told")


def test_a_file_that_holds_no_marks_is_told_and_changes_nothing(overview: Watched, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text('{"reviews": 3}')
    overview.page.click("#review")
    overview.page.set_input_files("#load-marks", tmp_path / "other.json")
    overview.until("document.querySelector('#marks-told').textContent.length > 3")
    assert "没有读入" in overview.page.inner_text("#marks-told")
    assert overview.page.locator(".mark-badge").count() == 0
    overview.assert_quiet()


def test_an_overview_of_very_many_findings_opens_at_once_and_grows_when_scrolled(
    watched: Watched, tmp_path: Path
) -> None:
    keep(tmp_path, *(disclosure(number, findings=50) for number in range(50)))
    write_report(tmp_path, watched.folder)
    watched.open("index.html")
    watched.page.wait_for_selector("#findings-list > li")
    # What a browser has to lay out: a row for each document, and of 2,500 findings those that are seen.
    assert watched.page.evaluate("document.querySelectorAll('*').length") < 4000
    assert watched.page.inner_text("#n-documents") == "50"
    first = watched.page.locator("#findings-list > li").count()
    assert first < 200
    watched.page.locator("#findings-list > li").last.scroll_into_view_if_needed()
    watched.until(f"document.querySelectorAll('#findings-list > li').length > {first}")
    watched.page.click('.jumps a[href="#documents"]')
    watched.until("document.querySelector('#documents').getBoundingClientRect().top < innerHeight")
    watched.assert_quiet()
