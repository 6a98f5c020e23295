"""A small page with a ruled table: to recognise it as a picture takes a second or two, not ten."""

from __future__ import annotations

from collections.abc import Callable

import pymupdf

CHINESE = "china-s"
ROWS = [
    ("科目编码", "科目名称", "本年支出"),
    ("208", "社会保障和就业支出", "1,290.45"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "9.43"),
]
XS, YS = (60, 140, 330, 430), (120, 150, 180, 210)
WIDTH, HEIGHT = 490.0, 270.0


def write_table(page: pymupdf.Page) -> None:
    """A title and a ruled table of three rows."""
    page.insert_text((200, 80), "支出决算表", fontname=CHINESE, fontsize=18)
    page.insert_text((380, 110), "单位：万元", fontname=CHINESE, fontsize=10)
    for y in YS:
        page.draw_line((XS[0], y), (XS[-1], y), width=0.5)
    for x in XS:
        page.draw_line((x, YS[0]), (x, YS[-1]), width=0.5)
    for y, row in zip(YS, ROWS, strict=False):
        for x, text in zip(XS, row, strict=False):
            font = "helv" if text.isascii() else CHINESE
            page.insert_text((x + 4, y + 20), text, fontname=font, fontsize=10)


def pdf_of(write: Callable[[pymupdf.Page], object]) -> bytes:
    """A small page: what its recognition takes grows with its area."""
    with pymupdf.open() as pdf:
        write(pdf.new_page(width=WIDTH, height=HEIGHT))
        return pdf.tobytes()  # type: ignore[no-any-return]
