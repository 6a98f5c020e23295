"""What a treasury reports of a place is a government's own, and of what was carried out."""

from __future__ import annotations

import pytest

from extractors.reading import read_file


def _kind(title: str) -> str | None:
    page = f"<html><body><h1>{title}</h1><p>一般公共预算收入完成36200万元，增长3.1%。</p></body></html>"
    return read_file(page.encode(), "page.html").document.record.report_kind


@pytest.mark.parametrize(
    "title",
    [
        "某某市2024年5月财政收支情况",
        "2024年1-6月全区财政预算执行情况",
        "某某镇2024年财政收支预算执行情况",
        "2024年某某省财政支出规模",
        "某某区2024年财政决算",
        "关于某某县2024年财政决算(草案)的报告",
        "某某市2024年预算执行情况",
    ],
)
def test_what_a_treasury_reports_is_a_governments(title: str) -> None:
    assert _kind(title) == "government_final_accounts"


@pytest.mark.parametrize(
    "title",
    [
        "某某县教育局2024年财政收支情况",
        "某某中学2024年财政拨款收支情况",
        "某某县2024年财政专项支出情况",
        "某某县水利局2024年预算执行情况",
    ],
)
def test_what_a_body_reports_is_its_own(title: str) -> None:
    assert _kind(title) not in ("government_final_accounts", "government_budget")


def test_what_a_government_plans_is_its_budget() -> None:
    assert _kind("某某镇2024年财政预算") == "government_budget"
