"""Pages that are pictures: laid straight, their rulings found, their text recognised."""

from __future__ import annotations

import io
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from extractors.document import TextLine
from extractors.errors import DamagedFile
from extractors.pdf.reading import Page, read_pages
from extractors.placement import Placement
from extractors.reading import read_document
from extractors.scans.announcing import announced_to
from extractors.scans.candidates import is_garbage, is_picture
from extractors.scans.corrections import correct_wrapped, corrected
from linking.links.relations import judged
from records.narrative_tables import ClaimRecord
from records.tables import Document
from tests.support.drawing import line
from tests.support.small_page import WIDTH, pdf_of, write_table

ROOT = Path(__file__).resolve().parent.parent.parent


INSTALLED = all(map(find_spec, ("rapidocr", "onnxruntime")))


def needs_ocr(test: Any) -> Any:
    """Marks a test that reads pictures, and skips it where nothing can."""
    return pytest.mark.ocr(pytest.mark.skipif(not INSTALLED, reason="the extra ocr is not installed")(test))


def degraded(data: bytes, **how: Any) -> bytes:
    """As benchmarks/degrading.py, which needs OpenCV."""
    from benchmarks.degrading import degraded

    return degraded(data, **how)


def codes(document: Document) -> list[str]:
    return [diagnostic.code for diagnostic in document.diagnostics]


# Which pages are pictures


def page_with(text: str, covered: float = 0.0) -> Page:
    line = TextLine(1, text, text, [float(i) for i in range(len(text) + 1)], 0, 10, 10)
    return Page(1, 595, 842, lines=[line] if text else [], covered=covered)


@pytest.mark.parametrize(
    "text",
    [
        "\ue012\ue345\ue222\ue111\ue777\ue001 12.30",  # glyphs of a font in the private area
        "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd 702.69",  # glyphs without a meaning
        "ÎÒÃÇÊÇÖÐ¹úÈË ²ÆÕþ²¿ 2024",  # bytes of GBK taken for Latin letters
        "收入\ue012\ue345\ue222\ue111\ue777",
    ],
)
def test_text_that_says_nothing_is_garbage(text: str) -> None:
    assert is_picture(page_with(text))


@pytest.mark.parametrize(
    "text",
    [
        "702.69 10.45 683.80",
        "12",
        "一、收入支出决算总表\uf0b7",
        "budget 2024 of the unit",
        "≥95% ≤3 ±2℃ ① ② Ⅲ 类",
    ],
)
def test_figures_bullets_and_english_are_text(text: str) -> None:
    assert not is_picture(page_with(text))


def test_a_page_that_an_image_covers_is_a_picture_despite_its_page_number() -> None:
    assert is_picture(page_with("- 12 -", covered=0.9))
    assert not is_picture(page_with("- 12 -", covered=0.2))
    assert not is_picture(page_with("一、部门基本情况。" * 10, covered=0.9))


def test_text_turned_into_outlines_is_a_picture_and_an_empty_table_is_not() -> None:
    assert is_picture(Page(1, 595, 842, "drawing", curves=2000))
    assert not is_picture(Page(1, 595, 842, "drawing", horizontal=[(100, 50, 500)]))
    assert not is_picture(Page(1, 595, 842, "blank"))


@pytest.mark.long
def test_no_page_of_a_made_document_is_a_picture(corpus_documents: list[Path]) -> None:
    pages = [page for path in corpus_documents for page in read_pages(path.read_bytes())]
    assert pages
    assert not any(is_garbage("".join(line.raw for line in page.lines)) for page in pages)
    assert [page.number for page in pages if is_picture(page)] == []


def test_no_page_with_text_of_a_real_document_is_a_picture(shared_documents: Path) -> None:
    for path in sorted(shared_documents.glob("*.pdf")):
        for page in read_pages(path.read_bytes()):
            assert not is_picture(page), (path.name, page.number)


# Laid straight, and back


def test_a_placement_gives_the_box_around_what_is_turned() -> None:
    assert Placement(((1, 0, 0), (0, 1, 0))).box((1, 2, 3, 4)) == (1, 2, 3, 4)
    quarter = Placement(((0, -1, 100), (1, 0, 0)))
    assert quarter.box((10, 20, 30, 25)) == (75, 10, 80, 30)


@needs_ocr
@pytest.mark.parametrize("skew", [-3.0, -0.5, 0.0, 0.3, 2.0])
def test_the_skew_of_a_page_is_found(skew: float) -> None:
    from extractors.pdf.pictures import page_images
    from extractors.scans.picture import straighten

    (image,) = page_images(degraded(pdf_of(write_table), skew=skew), 200)
    # The degrading function turns counter-clockwise: lines rise to the right.
    assert straighten(image, 0.36).skew == pytest.approx(-skew, abs=0.05)


@needs_ocr
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_point_of_a_straightened_page_is_found_again_on_the_page(quarters: int) -> None:
    import numpy as np

    from extractors.scans.picture import Straight

    grey = np.full((300, 500), 255, np.uint8)
    grey[40:50, 100:130] = 0
    turned = Straight(grey, 0.36).turned(quarters)
    ys, xs = np.nonzero(turned.picture == 0)
    box = (xs.min() * 0.36, ys.min() * 0.36, (xs.max() + 1) * 0.36, (ys.max() + 1) * 0.36)
    assert turned.placement().box(box) == pytest.approx((36.0, 14.4, 46.8, 18.0), abs=0.02)


# Rulings


@needs_ocr
def test_rulings_are_found_through_noise_and_breaks_and_strokes_of_text_are_none() -> None:
    import numpy as np

    from extractors.scans.picture import Rect
    from extractors.scans.rulings import find_rulings

    ink = np.zeros((600, 900), np.uint8)
    for y in (100, 200, 300):
        ink[y : y + 2, 50:850] = 255
    for x in (50, 400, 849):
        ink[100:302, x : x + 2] = 255
    ink[200:202, 500:502] = 0  # a break
    ink[420:425, 300:420] = 255  # the stroke of a large 一 below the table
    chance = np.random.default_rng(1)
    ink[chance.random(ink.shape) < 0.002] = 255
    found = find_rulings(ink, 0.36, [Rect(290, 400, 430, 445)])
    assert sorted({round(y) for y, _, _ in found.horizontal}) == pytest.approx([100, 200, 300], abs=2)
    assert sorted({round(x) for x, _, _ in found.vertical}) == pytest.approx([50, 400, 850], abs=2)
    assert all(found.mask[y, 60] for y in (100, 200, 300))
    assert not found.mask[422, 350]


@needs_ocr
def test_text_is_cut_at_rulings_and_what_was_overlooked_in_a_table_is_read() -> None:
    import numpy as np

    from extractors.scans.picture import Rect
    from extractors.scans.rulings import Rulings
    from extractors.scans.text_areas import strips_of

    ink = np.zeros((200, 400), np.uint8)
    ink[50:70, 20:90] = ink[50:70, 110:180] = 255  # two texts with a ruling between
    ink[60:63, 250:262] = 255  # a dash
    rulings = Rulings(
        [(40.0, 10.0, 390.0), (80.0, 10.0, 390.0)], [(100.0, 40.0, 80.0), (200.0, 40.0, 80.0)], ink * 0
    )
    strips = strips_of([Rect(16, 46, 184, 74)], ink, rulings, 0.36)
    assert [(s.ink.x0, s.ink.x1, s.found) for s in strips] == [
        (20, 90, True),
        (110, 180, True),
        (250, 262, False),
    ]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("上级补助收人", "上级补助收入"),
        ("主管部内：", "主管部门："),
        ("年未结转和结余", "年末结转和结余"),
        ("接收人员12人", "接收人员12人"),
        ("财政拔款收人1,290.45", "财政拨款收入1,290.45"),
    ],
)
def test_characters_that_look_alike_are_put_right_in_the_phrases_of_the_forms(read: str, meant: str) -> None:
    assert corrected(read) == meant


@pytest.mark.parametrize(
    ("read", "meant", "ruled"),
    [
        (["上级补助收", "人"], ["上级补助收", "入"], False),
        (["其他收", "人"], ["其他收", "入"], False),
        (["附属单", "位上缴", "收人"], ["附属单", "位上缴", "收入"], False),
        (["财政", "拔款"], ["财政", "拨款"], False),
        (["其他收", "人"], ["其他收", "人"], True),
        (["附属单位", "人员经费"], ["附属单位", "人员经费"], False),
    ],
)
def test_a_phrase_of_the_forms_is_put_right_over_the_lines_of_a_cell(
    read: list[str], meant: list[str], ruled: bool
) -> None:
    lines = [line(60, 100 + 12 * row, text) for row, text in enumerate(read)]
    lines.insert(1, line(200, 106, "人"))  # in the column beside
    across = [(111.0, 50.0, 120.0)] if ruled else []
    correct_wrapped(lines, across)
    assert [one.text for one in lines if one.x0 < 100] == meant
    assert [one.raw for one in lines if one.x0 < 100] == read
    assert lines[1].text == "人"


@needs_ocr
def test_a_stroke_leans_and_a_one_does_not() -> None:
    import numpy as np

    from extractors.scans.picture import leaning

    one, stroke = np.zeros((24, 12), np.uint8), np.zeros((24, 12), np.uint8)
    one[:, 5:8] = one[2:6, 2:5] = one[22:, 2:11] = 255
    for y in range(24):
        stroke[y, 10 - y * 10 // 24] = 255
    assert leaning(one) < 0.1
    assert leaning(stroke) > 0.25


@needs_ocr
def test_a_line_cut_off_by_the_edge_of_a_rectangle_is_not_read_with_it() -> None:
    import numpy as np

    from extractors.scans.picture import Rect
    from extractors.scans.rulings import Rulings
    from extractors.scans.text_areas import strips_of

    ink = np.zeros((120, 300), np.uint8)
    ink[20:44, 20:160] = 255  # the line above, wider and darker
    ink[52:76:2, 60:110] = 255
    strips = strips_of([Rect(15, 12, 165, 52), Rect(50, 34, 120, 88)], ink, Rulings([], [], ink * 0), 0.36)
    assert [(s.ink.y0, s.ink.y1) for s in strips] == [(20, 44), (52, 75)]


# Whole pages


def figures(document: Document) -> list[tuple[object, ...]]:
    return [
        (f.statement, f.row_label, f.account_code, f.column_path, f.value, f.unit, f.raw)
        for f in document.facts
    ]


@cache
def read_scan(skew: float, quarters: int) -> Document:
    """The table's page as it is read from a scan; who gets it only looks at it."""
    return read_document(degraded(pdf_of(write_table), skew=skew, quarters=quarters), "a.pdf")


@needs_ocr
@pytest.mark.parametrize(("skew", "quarters"), [(0.5, 0), (-2.0, 1)])
def test_a_scanned_table_is_read_as_one_with_text(skew: float, quarters: int) -> None:
    data = pdf_of(write_table)
    text, scanned = read_document(data, "a.pdf"), read_scan(skew, quarters)
    assert figures(scanned) == figures(text)
    assert {"1290.45", "9.43"} <= {str(fact.value) for fact in text.facts}
    assert [(c.row, c.column, c.text) for c in scanned.cells] == [
        (c.row, c.column, c.text) for c in text.cells
    ]
    assert [table.title for table in scanned.tables] == ["支出决算表"]
    assert all((fact.confidence or 0) > 0.9 for fact in scanned.facts)
    assert all(fact.confidence is None for fact in text.facts)
    assert "text_recognised" in codes(scanned)
    assert "low_confidence" not in codes(scanned)
    if quarters == 0 and abs(skew) <= 0.5:
        for ours, theirs in zip(scanned.facts, text.facts, strict=True):
            assert ours.box is not None
            assert theirs.box is not None
            x, y = (theirs.box[0] + theirs.box[2]) / 2, (theirs.box[1] + theirs.box[3]) / 2
            # Where the scan has it: the page was turned about its middle.
            y -= (x - WIDTH / 2) * 0.0087 * (skew / 0.5)
            assert ours.box[0] - 3 < x < ours.box[2] + 3
            assert ours.box[1] - 1 < y < ours.box[3] + 1


@needs_ocr
def test_recognising_the_same_page_twice_gives_the_same_and_is_announced() -> None:
    first = read_scan(0.5, 0)
    told: list[int] = []
    with announced_to(lambda: told.append(1)):
        again = read_document(degraded(pdf_of(write_table), skew=0.5, quarters=0), "a.pdf")
    assert again is not first
    assert again == first
    assert told == [1]


def test_without_the_recogniser_a_scan_leaves_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    def scan(page: pymupdf.Page) -> None:
        pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 20, 20), False)
        pixmap.clear_with(200)
        page.insert_image(page.rect, pixmap=pixmap)

    monkeypatch.setitem(sys.modules, "extractors.scans.pages", None)
    document = read_document(pdf_of(scan), "a.pdf")
    assert codes(document) == ["page_not_recognised", "page_without_text"]
    assert "duizhang[ocr]" in document.diagnostics[0].message


def test_a_number_not_recognised_surely_contradicts_nothing() -> None:
    from decimal import Decimal

    from linking.intervals import exact

    claim = ClaimRecord(
        document_id="0",
        claim_id="c1",
        section_id=None,
        sentence=None,
        value=Decimal("7.5"),
        unit="万元",
        raw="7.5",
    )
    assert judged(claim, "equals", [], exact(Decimal(9))).verdict == "contradicted"
    claim.confidence = 0.6
    assert judged(claim, "equals", [], exact(Decimal(9))).verdict == "unverifiable"
    assert judged(claim, "equals", [], exact(Decimal("7.5"))).verdict == "supported"


def picture_file(kind: str, pages: int = 1) -> bytes:
    """The table's page as a file of that kind, at 200 dots an inch."""
    with pymupdf.open(stream=pdf_of(write_table), filetype="pdf") as pdf:
        pixmap = pdf[0].get_pixmap(dpi=200)
        if kind != "tiff":
            return pixmap.tobytes(kind)  # type: ignore[no-any-return]
        pillow = pytest.importorskip("PIL.Image")
        picture = pillow.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
    empty = [pillow.new("RGB", picture.size, "white")] * (pages - 1)
    first, *others = [*empty, picture]  # it stands on the last page
    with io.BytesIO() as file:
        first.save(file, "TIFF", save_all=True, append_images=others, dpi=(200, 200))
        return file.getvalue()


@needs_ocr
def test_a_picture_file_is_read_as_a_scan() -> None:
    kind, pages = "tiff", 2  # a picture of one page differs in nothing else
    document = read_document(picture_file(kind, pages), f"a.{kind}")
    assert document.record.media_type == f"image/{kind}"
    assert document.record.pages == pages
    assert {str(fact.value) for fact in document.facts} >= {"1290.45", "9.43"}
    fact = next(fact for fact in document.facts if fact.raw == "9.43")
    assert fact.page == pages
    x0, y0, x1, y1 = fact.box or (0, 0, 0, 0)
    assert (x0, x1) == pytest.approx((334, 354), abs=3)
    assert y0 < 196 < y1


def test_a_picture_without_a_resolution_becomes_a_sheet_of_usual_size_and_a_broken_one_is_refused() -> None:
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 1800, 2700), False)
    pixmap.clear_with(255)
    (page,) = read_pages(pixmap.tobytes("png"))
    assert (page.width, page.height) == pytest.approx((561.3, 842), abs=0.2)
    with pytest.raises(DamagedFile):
        read_document(b"\x89PNG\r\n\x1a\n" + b"x" * 100, "a.png")


def reading(x: float, text: str, score: float, y: float = 100.0) -> TextLine:
    edges = [x + 6.0 * i for i in range(len(text) + 1)]
    return TextLine(1, text, text, edges, y, y + 12.0, 10.0, scores=[score] * len(text))


def test_of_two_readings_of_one_place_the_surer_stays_alone() -> None:
    pytest.importorskip("rapidocr")
    from extractors.scans.readings import once_only

    whole, part, other = reading(50, "60.99", 0.99), reading(50, "60", 0.8), reading(50, "60.99", 0.9, 130.0)
    assert once_only([part, whole, other]) == [whole, other]
    assert whole.confidence() == 0.99


def test_readings_that_share_a_part_of_their_places_are_both_unsure() -> None:
    pytest.importorskip("rapidocr")
    from extractors.scans.readings import once_only

    left, right, apart = reading(50, "12345", 0.99), reading(70, "5678", 0.98), reading(200, "90", 0.97)
    assert once_only([left, right, apart]) == [left, right, apart]
    assert (left.confidence(), right.confidence(), apart.confidence()) == (0.0, 0.0, 0.97)


def test_what_smoothing_leaves_of_rulings_is_taken_away_beside_no_text() -> None:
    pytest.importorskip("cv2")
    import numpy as np

    from extractors.scans.picture import Rect
    from extractors.scans.rulings import Rulings

    mask = np.zeros((100, 200), np.uint8)
    mask[50] = 255
    ink = np.zeros_like(mask)
    ink[53:55, 10:30] = 255  # the fringe of the ruling
    ink[53:55, 60:80] = 255  # the foot of a text
    ink[70:72, 10:30] = 255  # a dash in the row below
    cleared = Rulings([], [], mask).cleared(ink, [Rect(55, 52, 90, 66)])
    assert not cleared[50:56, 10:30].any()
    assert cleared[53:55, 60:80].all()
    assert cleared[70:72, 10:30].all()
