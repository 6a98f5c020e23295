"""Pages of bodies: years side by side, what is missing, and the bodies of a region beside each other."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from outputs.report.bodies.pages import written
from outputs.report.bodies.years import BodyDocument, BodyPage, comparisons, region_id
from records.archive_tables import BodyRecord
from records.file_tables import DocumentRecord
from records.linking_tables import FindingRecord

PLACE = "某市某区"


def document(year: int, kind: str = "final_accounts", name: str = "决算.pdf", **also: object) -> BodyDocument:
    record = DocumentRecord(
        document_id=f"{name}{year}{kind}", file_name=name, sha256="0" * 64, fiscal_year=year, report_kind=kind
    )
    values: dict[str, object] = {
        "amounts": {"expenditure": Decimal(year * 10_000)}, "errors": 0, "notices": 0, "over_years": [],
        "missing": [],
    }  # fmt: skip
    record.counts = bool(also.pop("counts", True))
    return BodyDocument(record, **{**values, **also})  # type: ignore[arg-type]


def page(name: str, *documents: BodyDocument) -> BodyPage:
    return BodyPage(BodyRecord(body_id=name, name=f"{PLACE}{name}", region=PLACE), list(documents))


def test_years_stand_side_by_side_and_one_that_is_not_there_is_named() -> None:
    shown = page("水务局", document(2024), document(2022), document(2022, "budget"))
    assert shown.columns == [(y, kind) for y in (2022, 2023, 2024) for kind in ("budget", "final_accounts")]
    ((row, cells),) = shown.rows
    assert row == "expenditure"
    assert cells == [20220000, 20220000, None, None, None, 20240000]
    assert shown.absent == [(2023, "budget"), (2023, "final_accounts"), (2024, "budget")]


def test_what_does_not_count_gives_no_amount_and_files_of_one_disclosure_are_one() -> None:
    text = document(2024, name="说明.docx", amounts={}, errors=2)
    tables = document(2024, name="公开表.xlsx", errors=1)
    replaced = document(2024, name="旧.pdf", counts=False, amounts={"expenditure": Decimal(1)}, errors=7)
    shown = page("水务局", text, tables, replaced)
    (one,) = shown.counting.values()
    assert (one.amounts, one.errors) == ({"expenditure": Decimal(20240000)}, 3)


def test_bodies_of_a_region_are_compared_where_there_are_two_of_a_year() -> None:
    pages = [page("水务局", document(2024), document(2023)), page("教育局", document(2024))]
    ((region, (one,)),) = comparisons(pages).items()
    assert (region, one.year, one.rows) == (PLACE, 2024, ["expenditure"])
    assert [body.name for body, _ in one.bodies] == [f"{PLACE}教育局", f"{PLACE}水务局"]
    names = {name: html.decode() for name, html in written(pages)}
    assert set(names) == {"bodies/水务局.html", "bodies/教育局.html", f"regions/{region_id(PLACE)}.html"}
    assert "2,024.00" in names[f"regions/{region_id(PLACE)}.html"]


def test_what_was_told_anew_stands_on_the_page_escaped() -> None:
    finding = FindingRecord(
        document_id="d", finding_id="f", severity="notice", kind="over_years", rule_id="prior_year_figure",
        title="<b>：上年数与上年公开的决算不一致", explanation="相差4万元。",
    )  # fmt: skip
    ((_, html),) = written([page("水务局", document(2024, over_years=[finding]))])
    assert "&lt;b&gt;：上年数与上年公开的决算不一致" in html.decode()


@pytest.mark.slow
def test_each_body_of_a_report_has_a_page_and_all_links_lead_somewhere(corpus_report: Path) -> None:
    pages = sorted((corpus_report / "bodies").glob("*.html"))
    assert len(pages) > 5
    index = (corpus_report / "index.html").read_text("utf-8")
    for one in pages:
        assert f'href="bodies/{one.name}"' in index
        for link in re.findall(r'href="(\.\./[^"#]+|[^"#:]+\.html)', one.read_text("utf-8")):
            assert (one.parent / link).exists(), link
    for one in (corpus_report / "documents").glob("*.html"):
        for link in re.findall(r'href="(\.\./bodies/[^"#]+)', one.read_text("utf-8")):
            assert (one.parent / link).exists(), link
