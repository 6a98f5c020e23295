"""PDF pages as lines and rulings, however a producer wrote them."""

from __future__ import annotations

from collections.abc import Callable

import pymupdf
import pytest

from corpus.printing.pdf import with_radicals
from extractors.pages.assemble import page_grids
from extractors.pdf.pictures import page_images
from extractors.pdf.reading import Page, read_pages
from extractors.reading import read_document
from extractors.tables.grid import Grid
from extractors.tables.strokes import MOST_STROKES

CHINESE = "china-s"


def pdf_of(*draw: Callable[[pymupdf.Page], object], width: float = 595, height: float = 842) -> bytes:
    """A PDF with a page for each function, which writes on it."""
    with pymupdf.open() as pdf:
        for write in draw:
            write(pdf.new_page(width=width, height=height))
        return pdf.tobytes()  # type: ignore[no-any-return]


def page_of(write: Callable[[pymupdf.Page], object], **size: float) -> Page:
    (page,) = read_pages(pdf_of(write, **size))
    return page


def texts(page: Page) -> list[str]:
    return [line.text.strip() for line in page.lines]


def content(page: pymupdf.Page, stream: str) -> None:
    """Give ``page`` the content stream ``stream``."""
    pdf = page.parent
    xref = pdf.get_new_xref()
    pdf.update_object(xref, "<<>>")
    pdf.update_stream(xref, stream.encode())
    page.set_contents(xref)


def write_table(page: pymupdf.Page) -> None:
    """Two rows and two columns, ruled with strokes."""
    for y in (100, 130, 160):
        page.draw_line((80, y), (380, y), width=0.5)
    for x in (80, 230, 380):
        page.draw_line((x, 100), (x, 160), width=0.5)
    for x, y, text in ((90, 120, "项目"), (240, 120, "决算数"), (90, 150, "行政运行"), (240, 150, "9.00")):
        page.insert_text((x, y), text, fontname=CHINESE, fontsize=10)


def the_grid(page: Page) -> Grid:
    (grid,), _ = page_grids(page)
    return grid


def told(grid: Grid) -> list[list[str]]:
    return [["".join(cell.texts) for cell in row] for row in grid.at]


TABLE = [["项目", "决算数"], ["行政运行", "9.00"]]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_rotated_page_is_read_as_displayed(rotation: int) -> None:
    """The content is turned against /Rotate, so that the reader sees it upright."""

    def write(page: pymupdf.Page) -> None:
        write_table(page)
        page.set_rotation(rotation)
        # Turn the content back by wrapping it in the inverse of the rotation.
        matrix = page.derotation_matrix
        height = page.rect.height
        first = f"q {matrix.a} {-matrix.b} {-matrix.c} {matrix.d} "
        turned = {90: "595 0 cm ", 180: "595 842 cm ", 270: "0 842 cm "}[rotation]
        shift = {90: f"1 0 0 1 0 {height - 842} cm ", 180: "", 270: f"1 0 0 1 0 {height - 842} cm "}[rotation]
        stream = b"\n".join(page.parent.xref_stream(x) for x in page.get_contents())
        content(page, first + turned + shift + stream.decode("latin-1") + " Q")

    page = page_of(write)
    assert page.width == (842 if rotation != 180 else 595)
    assert sorted(texts(page)) == sorted(t for row in TABLE for t in row)
    assert all(line.x1 > line.x0 and line.y1 - line.y0 < 20 for line in page.lines)
    assert told(the_grid(page)) == TABLE


def test_text_outside_of_the_crop_box_is_left_out_and_places_count_from_its_corner() -> None:
    def write(page: pymupdf.Page) -> None:
        write_table(page)
        page.insert_text((500, 700), "hidden", fontsize=10)
        page.set_cropbox(pymupdf.Rect(60, 80, 460, 500))

    page = page_of(write)
    assert (page.width, page.height) == (400, 420)
    assert "hidden" not in texts(page)
    assert told(the_grid(page)) == TABLE
    assert [round(x) for x in the_grid(page).xs] == [20, 170, 320]


def test_clipped_text_is_left_out() -> None:
    def write(page: pymupdf.Page) -> None:
        page.insert_text((0, 0), " ", fontname="helv")
        content(page, "q 0 0 200 842 re W n BT /helv 12 Tf 50 700 Td (seen) Tj 300 0 Td (clipped) Tj ET Q")

    assert texts(page_of(write)) == ["seen"]


def test_radicals_of_a_font_are_normalised_and_the_raw_text_is_kept() -> None:
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        writer = pymupdf.TextWriter(page.rect)
        writer.append((72, 100), "一般公共预算支出12", font=pymupdf.Font("cjk"), fontsize=12)
        writer.write_text(page)
        for xref in range(1, pdf.xref_length()):
            kind, value = pdf.xref_get_key(xref, "ToUnicode")
            if kind == "xref":
                table = int(value.split()[0])
                pdf.update_stream(table, with_radicals(pdf.xref_stream(table)))
        (read,) = read_pages(pdf.tobytes())
    (line,) = read.lines
    assert line.text == "一般公共预算支出12"
    assert line.raw == "⼀般公共预算⽀出12"
    assert len(line.edges) == len(line.text) + 1


def test_text_written_twice_to_embolden_it_is_read_once() -> None:
    def write(page: pymupdf.Page) -> None:
        for off in (0, 0.3):
            page.insert_text((72 + off, 100), "支出决算表", fontname=CHINESE)
            page.insert_text((72 + off, 120), "1,234.56", fontname=CHINESE)

    assert texts(page_of(write)) == ["支出决算表", "1,234.56"]


def test_neighbours_written_twice_are_not_joined_to_each_other() -> None:
    """The second writing of one header and the first of its neighbour come as one line."""

    def write(page: pymupdf.Page) -> None:
        page.insert_text((72, 80), "支出表", fontname=CHINESE)
        page.insert_text((72.3, 80), "支出表", fontname=CHINESE)
        for x, text in (
            (72, "一般公共预算"),
            (72.3, "一般公共预算"),
            (140, "政府性基金"),
            (140.3, "政府性基金"),
        ):
            page.insert_text((x, 100), text, fontname=CHINESE)

    assert "".join(texts(page_of(write))) == "支出表一般公共预算政府性基金"


@pytest.mark.parametrize("step", [-1, 7])
def test_characters_painted_one_by_one_in_any_order_are_lines_by_their_places(step: int) -> None:
    def write(page: pymupdf.Page) -> None:
        painted = []
        for y, x, text in ((80, 72, "支出决算表"), (100, 72, "本年支出合计"), (100, 180, "1,234.56")):
            for char in text:
                painted.append((x, y, char))
                x += pymupdf.get_text_length(char, CHINESE)
        for place in range(len(painted)):
            x, y, char = painted[step * place % len(painted)]
            page.insert_text((x, y), char, fontname=CHINESE)

    assert texts(page_of(write)) == ["支出决算表", "本年支出合计", "1,234.56"]


def test_equal_texts_at_different_places_all_stay() -> None:
    def write(page: pymupdf.Page) -> None:
        for row in range(20):
            for column in range(4):
                page.insert_text((72 + 60 * column, 100 + 14 * row), "0.00")

    assert "".join(texts(page_of(write))) == "0.00" * 80


def test_a_watermark_across_the_page_is_left_out() -> None:
    def write(page: pymupdf.Page) -> None:
        write_table(page)
        turn = pymupdf.Matrix(1, 1).prerotate(35)
        page.insert_text(
            (150, 300), "公开件", fontname=CHINESE, fontsize=60, morph=(pymupdf.Point(150, 300), turn)
        )

    assert "公开件" not in texts(page_of(write))
    assert told(the_grid(page_of(write))) == TABLE


def test_lines_of_neighbouring_columns_at_different_heights_stay_apart() -> None:
    def write(page: pymupdf.Page) -> None:
        page.insert_text((72, 100), "一般公共预算", fontname=CHINESE, fontsize=10)
        page.insert_text((133, 95), "政府性基金", fontname=CHINESE, fontsize=10)

    lines = page_of(write).lines
    assert sorted(line.text for line in lines) == ["一般公共预算", "政府性基金"]


def ruled(page: pymupdf.Page, rule: Callable[[float, float, float, float], object]) -> None:
    """The texts of a table, its rules drawn by ``rule(x0, y0, x1, y1)``, a piece for each cell."""
    for y in (100, 130, 160):
        for x in (80, 230):
            rule(x, y, x + 150, y)
    for x in (80, 230, 380):
        for y in (100, 130):
            rule(x, y, x, y + 30)
    for x, y, text in ((90, 120, "项目"), (240, 120, "决算数"), (90, 150, "行政运行"), (240, 150, "9.00")):
        page.insert_text((x, y), text, fontname=CHINESE, fontsize=10)


def strokes(page: pymupdf.Page) -> None:
    ruled(page, lambda *p: page.draw_line(p[:2], p[2:], width=0.5))


def dashed_strokes(page: pymupdf.Page) -> None:
    ruled(page, lambda *p: page.draw_line(p[:2], p[2:], width=0.5, dashes="[2 1] 0"))


def thin_rectangles_with_corner_dots(page: pymupdf.Page) -> None:
    def rule(x0: float, y0: float, x1: float, y1: float) -> None:
        page.draw_rect((x0, y0, x0 + 0.5, y0 + 0.5), color=None, fill=0)
        inner = (x0 + 0.5, y0, x1, y1 + 0.5) if y0 == y1 else (x0, y0 + 0.5, x1 + 0.5, y1)
        page.draw_rect(inner, color=None, fill=0)

    ruled(page, rule)


def separate_dashes(page: pymupdf.Page) -> None:
    def rule(x0: float, y0: float, x1: float, y1: float) -> None:
        count = int(max(x1 - x0, y1 - y0) / 3)
        for i in range(count):
            a, b = i / count, (i + 0.7) / count
            start = (x0 + a * (x1 - x0), y0 + a * (y1 - y0))
            page.draw_line(start, (x0 + b * (x1 - x0), y0 + b * (y1 - y0)), width=0.5)

    ruled(page, rule)


def stroked_boxes(page: pymupdf.Page) -> None:
    ruled(page, lambda *p: None)
    for x in (80, 230):
        for y in (100, 130):
            page.draw_rect((x, y, x + 150, y + 30), width=0.5)


def double_strokes(page: pymupdf.Page) -> None:
    def rule(x0: float, y0: float, x1: float, y1: float) -> None:
        for off in (0, 1.2):
            dx, dy = (0, off) if y0 == y1 else (off, 0)
            page.draw_line((x0 + dx, y0 + dy), (x1 + dx, y1 + dy), width=0.3)

    ruled(page, rule)


def thin_outlines(page: pymupdf.Page) -> None:
    ruled(page, lambda *p: page.draw_rect((p[0], p[1], p[2] + 0.6, p[3] + 0.6), width=0.2))


def shaded_cells_under_strokes(page: pymupdf.Page) -> None:
    page.draw_rect((80, 100, 380, 130), color=None, fill=0.85)
    page.draw_rect((80, 130, 380, 160), color=(1, 1, 1), fill=1)
    strokes(page)


PRODUCERS = [
    strokes, dashed_strokes, thin_rectangles_with_corner_dots, separate_dashes, stroked_boxes, double_strokes,
    thin_outlines, shaded_cells_under_strokes,
]  # fmt: skip


@pytest.mark.parametrize("producer", PRODUCERS, ids=lambda p: p.__name__)
def test_the_same_table_is_read_however_its_rules_are_drawn(producer: Callable[[pymupdf.Page], None]) -> None:
    assert told(the_grid(page_of(producer))) == TABLE


def test_white_and_thick_strokes_are_no_rulings() -> None:
    def write(page: pymupdf.Page) -> None:
        page.draw_line((50, 50), (300, 50), color=(1, 1, 1))
        page.draw_line((50, 90), (300, 90), width=12)
        page.draw_rect((50, 120, 300, 180), color=None, fill=0.5)
        page.draw_line((50, 200), (300, 260))
        page.insert_text((72, 300), "text")

    page = page_of(write)
    assert page.horizontal == page.vertical == []


@pytest.mark.ocr
def test_a_page_with_an_image_alone_is_taken_for_a_scan_and_an_empty_one_for_blank() -> None:
    def scan(page: pymupdf.Page) -> None:
        pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 20, 20), False)
        pixmap.clear_with(200)
        page.insert_image(page.rect, pixmap=pixmap)

    def plan(page: pymupdf.Page) -> None:
        page.draw_circle((200, 200), 50)

    document = read_document(pdf_of(scan, lambda page: None, plan), "a.pdf")
    assert [(d.code, d.severity, d.page) for d in document.diagnostics] == [
        ("page_without_text", "warning", 1),
        ("page_without_text", "info", 2),
        ("page_without_text", "warning", 3),
    ]
    assert "scan" in document.diagnostics[0].message


def test_a_page_that_cannot_be_parsed_leaves_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf_of(write_table, write_table)
    read = pymupdf.Page.get_textpage

    def fails(page: pymupdf.Page, **options: object) -> object:
        if page.number == 0:
            raise pymupdf.mupdf.FzErrorSyntax("a damaged page")
        return read(page, **options)

    monkeypatch.setattr(pymupdf.Page, "get_textpage", fails)
    document = read_document(data, "a.pdf")
    assert [(d.code, d.severity, d.page) for d in document.diagnostics][0] == ("page_unreadable", "error", 1)
    assert len(document.tables) == 1


def test_a_page_of_very_many_strokes_is_a_drawing_and_says_so() -> None:
    def write(page: pymupdf.Page) -> None:
        count = MOST_STROKES + 10
        content(page, "\n".join(f"{i % 500} {i % 800} m {i % 500 + 40} {i % 800} l S" for i in range(count)))

    document = read_document(pdf_of(write, write_table), "map.pdf")
    assert ("page_is_a_drawing", 1) in [(d.code, d.page) for d in document.diagnostics]
    assert [table.first_page for table in document.tables] == [2]


def test_a_hatched_plan_is_a_drawing_and_says_so() -> None:
    def write(page: pymupdf.Page) -> None:
        across = "\n".join(
            f"0 {i * 2.6} m 595 {i * 2.6} l S {i * 2.6} 0 m {i * 2.6} 842 l S" for i in range(320)
        )
        content(page, across)

    (diagnostic,) = [d for d in read_document(pdf_of(write), "plan.pdf").diagnostics if d.stage == "tables"]
    assert diagnostic.code == "page_is_a_drawing"


def test_a_page_becomes_a_picture_of_its_own_size() -> None:
    data = pdf_of(write_table, lambda page: None, width=300, height=200)
    (image,) = page_images(data, 144, numbers=[1])
    assert (image.number, image.width, image.height, len(image.rgb)) == (1, 600, 400, 600 * 400 * 3)
    assert min(image.rgb) < 128 < max(image.rgb)


def test_filled_areas_are_shades_and_thin_ones_rulings() -> None:
    def write(page: pymupdf.Page) -> None:
        page.draw_rect((50, 100, 250, 116), fill=(0.9, 0.9, 0.9), color=None)
        page.draw_rect((50, 120, 250, 136), fill=(1, 1, 1), color=None)
        page.draw_rect((50, 140, 250, 140.5), fill=(0, 0, 0), color=None)

    page = page_of(write)
    assert [tuple(map(round, shade)) for shade in page.shades] == [(50, 100, 250, 116)]
    assert len(page.horizontal) == 1


def test_a_character_of_another_font_that_is_written_apart_stands_in_its_line() -> None:
    """Producers write a quotation mark that the font lacks before or after the rest of the line."""

    def write(page: pymupdf.Page) -> None:
        page.insert_text((120, 100), "(", fontsize=20, fontname="tiro")
        page.insert_text((170, 100), ")", fontsize=20, fontname="tiro")
        for x, text in ((80, "财政"), (129, "三公"), (179, "经费")):
            page.insert_text((x, 100), text, fontsize=20, fontname=CHINESE)

    page = page_of(write)
    assert "".join(texts(page)) == "财政(三公)经费"


def test_texts_that_overlap_without_a_hole_stay_lines_of_their_own() -> None:
    def write(page: pymupdf.Page) -> None:
        page.insert_text((80, 100), "财政拨款支出决算", fontsize=20, fontname=CHINESE)
        page.insert_text((110, 100), "9.00", fontsize=20, fontname="tiro")

    assert sorted(texts(page_of(write))) == ["9.00", "财政拨款支出决算"]


@pytest.mark.parametrize("rotate", [90, 270])
def test_a_table_that_lies_on_its_side_is_read_level_and_placed_as_displayed(rotate: int) -> None:
    def upright(page: pymupdf.Page) -> None:
        for i in range(5):
            page.draw_line((50, 100 + 30 * i), (550, 100 + 30 * i))
        for x in (50, 300, 550):
            page.draw_line((x, 100), (x, 220))
        rows = (("科目名称", "决算数"), ("一般公共服务支出", "9.00"), ("教育支出", "8.00"), ("合计", "17.00"))
        page.insert_text((200, 80), "财政拨款支出决算明细表", fontname=CHINESE, fontsize=12)
        page.insert_text((60, 60), "部门名称：某县水务局", fontname=CHINESE, fontsize=10)
        page.insert_text((400, 60), "金额单位：万元，公开明细", fontname=CHINESE, fontsize=10)
        page.insert_text(
            (60, 300), "本表反映某县水务局本年度的支出情况和结构。", fontname=CHINESE, fontsize=10
        )
        for i, (label, figure) in enumerate(rows):
            page.insert_text((60, 120 + 30 * i), label, fontname=CHINESE, fontsize=10)
            page.insert_text((400, 120 + 30 * i), figure, fontname=CHINESE, fontsize=10)

    def on_its_side(page: pymupdf.Page) -> None:
        source = pymupdf.open()
        upright(source.new_page(width=842, height=595))
        page.show_pdf_page(page.rect, source, 0, rotate=rotate)
        page.insert_text((290, 820), "- 3 -", fontname="helv", fontsize=10)

    document = read_document(pdf_of(on_its_side), "a.pdf")
    assert [(fact.row_label, str(fact.value)) for fact in document.facts][:2] == [
        ("一般公共服务支出", "9.00"),
        ("教育支出", "8.00"),
    ]
    x0, y0, x1, y1 = document.facts[0].box or (0, 0, 0, 0)
    assert y1 - y0 > x1 - x0  # as displayed, its text stands on its side
    assert 0 < x0 < 595
    assert 0 < y0 < 842
    assert not any("3" in (section.text or "") for section in document.sections)


def test_what_is_drawn_without_opacity_is_not_on_the_page() -> None:
    def write(page: pymupdf.Page) -> None:
        write_table(page)
        page.draw_rect((40, 300, 560, 302), fill=(0, 0, 0), color=None, fill_opacity=0)
        page.draw_line((40, 90), (40, 700), stroke_opacity=0.01)

    assert told(the_grid(page_of(write))) == told(the_grid(page_of(write_table)))


def test_a_fault_of_ours_is_not_told_as_a_damaged_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("extractors.pdf.reading.text_lines", broken)
    with pytest.raises(ZeroDivisionError):
        read_document(pdf_of(lambda page: page.insert_text((72, 72), "收入")), "a.pdf")
