"""A pale mark under the print of a scanned page (a watermark) is taken away, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pymupdf
import pytest

from extractors.pdf.pictures import page_images

pytestmark = [
    pytest.mark.ocr,
    pytest.mark.skipif(not find_spec("rapidocr"), reason="the extra ocr is not installed"),
]

BLACK = 0.0


def printed(page: Any, shade: float = BLACK, ruled: float = BLACK, size: float = 10) -> None:
    for row in range(11):
        y = 90 + 30 * row
        page.draw_line((60, y + 10), (530, y + 10), width=0.7, color=(ruled,) * 3)
        for x, text in ((70, f"20{row:02}5"), (150, "机关养老保险缴费支出"), (400, f"{row * 713 + 9}.40")):
            page.insert_text((x, y), text, fontname="china-ss", fontsize=size, color=(shade,) * 3)


def marked(page: Any, shade: float, angle: float = 35.0, size: float = 46) -> None:
    for x, y in ((70, 300), (250, 420)):
        point = pymupdf.Point(x, y)
        turn = (point, pymupdf.Matrix(1, 1).prerotate(angle))
        page.insert_text(
            point, "内部资料专用", fontname="china-s", fontsize=size, color=(shade,) * 3, morph=turn
        )


def scanned(draw: Callable[[Any], None], **how: Any) -> Any:
    """The straight picture of a scan of what ``draw`` draws."""
    from benchmarks.degrading import degraded
    from extractors.scans.picture import straighten

    with pymupdf.open() as pdf:
        draw(pdf.new_page(width=595, height=460))
        (image,) = page_images(degraded(pdf.tobytes(), **how), 200)
    return straighten(image, 0.36).picture


def share_astray(picture: Any, wanted: Any) -> float:
    """How much ink a picture has that another has not, and the other way round, away from the edges."""
    import cv2
    import numpy as np

    from extractors.scans.picture import ink_of

    here, there = ink_of(picture), ink_of(wanted)
    near = np.ones((5, 5), np.uint8)
    astray = ((here > 0) & (cv2.dilate(there, near) == 0)) | ((there > 0) & (cv2.dilate(here, near) == 0))
    return float(astray.sum() / (there > 0).sum())


@pytest.mark.parametrize("shade", [0.72, 0.87])
@pytest.mark.parametrize("how", [{"dpi": 150, "skew": 0.8}, {"dpi": 300, "skew": 0.0}], ids=str)
def test_a_pale_mark_is_taken_away_and_the_print_across_it_stays(shade: float, how: dict[str, Any]) -> None:
    from extractors.scans.marks import without_marks

    def draw(page: Any) -> None:
        marked(page, shade)
        printed(page)

    clean, scan = scanned(printed, **how), scanned(draw, **how)
    assert share_astray(scan, clean) > 0.03, "the mark is seen"
    assert share_astray(without_marks(scan), clean) < 0.02


def test_a_mark_that_lies_level_is_taken_away() -> None:
    from extractors.scans.marks import without_marks

    def draw(page: Any) -> None:
        marked(page, 0.8, angle=0)
        printed(page)

    assert share_astray(without_marks(scanned(draw)), scanned(printed)) < 0.02


def shaded(page: Any) -> None:
    """Black print in pale cells, and white print in one."""
    for row, shade in ((2, 0.8), (5, 0.85), (9, 0.7)):
        page.draw_rect((60, 70 + 30 * row, 530, 100 + 30 * row), fill=(shade,) * 3, color=None)
    printed(page)
    page.draw_rect((60, 410, 530, 440), fill=(0.7,) * 3, color=None)
    page.insert_text((200, 430), "二、支出总体情况", fontname="china-ss", fontsize=14, color=(1, 1, 1))


def titled(page: Any) -> None:
    page.insert_text((150, 60), "部门收支总表", fontname="china-ss", fontsize=26, color=(0.5,) * 3)
    printed(page)


@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize(
    "draw",
    [
        printed,
        shaded,
        titled,
        lambda page: printed(page, ruled=0.75),
        lambda page: printed(page, shade=0.6, ruled=0.6),
        lambda page: printed(page, shade=0.75, ruled=0.75, size=14),
        lambda page: printed(page, shade=0.7, ruled=BLACK),
        lambda page: None,
    ],
    ids=["black", "shaded", "grey title", "grey rulings", "grey", "faint", "faint, black rulings", "empty"],
)
def test_a_page_without_a_mark_stays_as_it_is(draw: Callable[[Any], None], dpi: int) -> None:
    from extractors.scans.marks import without_marks

    scan = scanned(draw, dpi=dpi)
    assert (without_marks(scan) == scan).all()
