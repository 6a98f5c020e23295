"""OFD: the same reading as of the PDF with the same pages; packages that are broken or mean harm."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pymupdf
import pytest

from corpus import families
from corpus.composition import compose
from corpus.printing import ofd
from corpus.printing.look import Measure, SamplePage, Stroke, Text
from corpus.printing.pages import set_pages
from corpus.printing.pdf import measurer
from extractors import detection
from extractors.detection import detect
from extractors.document import Document
from extractors.errors import DamagedFile, EncryptedFile, NoPages, TooLarge, UnreadableFile, UnsafeFile
from extractors.ofd.container import open_container
from extractors.ofd.objects import steps
from extractors.ofd.reading import ofd_as_pdf, ofd_pages, read_ofd
from extractors.pdf.reading import Page
from extractors.reading import read_document
from extractors.scans.reading import Recognised
from tests.support.made import pdf_once
from tests.support.small_page import HEIGHT, WIDTH, pdf_of, write_table

EVERY = ofd.OfdHabits(True, True, True, True, True)
MEASURE = measurer("cjk")


@cache
def pages_of(name: str, seed: int) -> tuple[list[SamplePage], Measure, str]:
    made = compose(name, seed)
    measure = measurer(made.family.look.latin)
    return set_pages(made.blocks, made.family.look, measure), measure, made.title


def written(name: str, seed: int, habits: ofd.OfdHabits) -> bytes:
    return ofd.write(*pages_of(name, seed), habits)


def figures(document: Document) -> Counter[tuple[Any, ...]]:
    return Counter(
        (f.statement, f.side, f.row_label, f.account_code, tuple(f.column_path), f.value, f.page)
        for f in document.facts
    )


def texts(document: Document) -> list[tuple[str | None, str]]:
    return [(section.record.title, section.record.text) for section in document.sections]


@pytest.mark.long
@pytest.mark.parametrize("name", families.names())
def test_an_ofd_gives_what_the_pdf_of_the_same_pages_gives(name: str) -> None:
    printed = read_document(pdf_once(name, 5), "a.pdf")
    habits = (ofd.OfdHabits(), EVERY)[families.names().index(name) % 2]
    document = read_document(written(name, 5, habits), "a.ofd")
    assert figures(document) == figures(printed)
    assert document.record.pages == printed.record.pages
    assert document.record.media_type == detection.OFD
    assert {d.code for d in document.diagnostics if d.severity == "error"} == set()


def page_of(*marks: Text | Stroke) -> SamplePage:
    return SamplePage(200.0, 100.0, marks=list(marks))


def package(pages: list[SamplePage], habits: ofd.OfdHabits = ofd.OfdHabits(), **changed: str | None) -> bytes:  # noqa: B008
    """An OFD of pages; ``changed`` gives parts by name (``__`` for ``/``) other text, or takes them away."""
    data = ofd.write(pages, MEASURE, "预算", habits)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, text in changed.items():
        name = name.replace("__", "/") + ".xml"
        if text is None:
            del parts[name]
        else:
            parts[name] = text
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


HELLO = page_of(Text(20, 40, "本年支出合计12.50万元", 10), Stroke(10, 50, 190, 50, 0.5))


@pytest.mark.parametrize("habits", [ofd.OfdHabits(), EVERY, ofd.OfdHabits(scaled=True)])
def test_characters_and_rulings_stand_where_they_are_drawn(habits: ofd.OfdHabits) -> None:
    (page,) = ofd_pages(open_container(package([HELLO], replace(habits, template=False))).pages)
    (line,) = page.lines
    assert line.text == "本年支出合计12.50万元"
    assert (page.width, page.height) == pytest.approx((200, 100), abs=0.01)
    assert line.edges[0] == pytest.approx(20, abs=0.1)
    assert line.x1 == pytest.approx(20 + MEASURE(line.text, 10), abs=0.5)
    assert line.y0 < 40 - 5 < 40 < line.y1
    ((y, x0, x1),) = page.horizontal
    assert (y, x0, x1) == pytest.approx((50, 10, 190), abs=0.3)


def test_text_that_stands_apart_is_parted_and_a_smaller_gap_is_a_blank() -> None:
    page = page_of(
        Text(10, 40, "收", 10), Text(23, 40, "入", 10), Text(60, 40, "1.00", 10), Text(60, 70, "2.00", 10)
    )
    (read,) = ofd_pages(open_container(package([page])).pages)
    assert [line.text for line in read.lines] == ["收 入", "1.00", "2.00"]


def test_text_written_twice_to_embolden_it_is_one() -> None:
    page = page_of(Text(10, 40, "支出", 10), Text(10.3, 40, "支出", 10))
    (read,) = ofd_pages(open_container(package([page])).pages)
    assert [line.text for line in read.lines] == ["支出"]


def test_steps_are_counted_and_bounded() -> None:
    assert steps("g 3 5.0 2", 10) == [5.0, 5.0, 5.0, 2.0]
    assert steps("g 999999999 1", 4) == [1.0] * 4
    assert steps("1 x NaN", 4) == [1.0, 0.0, 0.0]


def test_what_the_pages_hold_is_drawn_for_the_report() -> None:
    with pymupdf.open("pdf", ofd_as_pdf(package([HELLO, HELLO]))) as pdf:
        assert pdf.page_count == 2
        assert "12.50" in pdf[1].get_text()
        assert len(pdf[0].get_cdrawings()) == 1


def test_a_page_that_is_broken_costs_itself_only() -> None:
    content = read_ofd(package([HELLO, HELLO, HELLO], Doc_0__Pages__Page_1__Content="<broken"))
    assert content.pages == 3
    assert [(n.code, n.page) for n in content.notices] == [("page_unreadable", 2)]
    gone = read_ofd(package([HELLO, HELLO], Doc_0__Pages__Page_0__Content=None))
    assert [(n.code, n.page) for n in gone.notices] == [("page_unreadable", 1)]


ROOT = '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">{}</ofd:OFD>'
BODY = "<ofd:DocBody><ofd:DocRoot>{}</ofd:DocRoot>{}</ofd:DocBody>"


def test_documents_in_one_file_are_read_one_after_the_other_and_signatures_told() -> None:
    bodies = BODY.format("/Doc_0/Document.xml", "<ofd:Signatures>Signs.xml</ofd:Signatures>")
    content = read_ofd(package([HELLO], OFD=ROOT.format(bodies + BODY.format("Doc_0/Document.xml", ""))))
    assert content.pages == 2
    assert [notice.code for notice in content.notices] == ["several_documents", "signed_file"]


ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
PAGES = '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>{}</ofd:Pages></ofd:Document>'
ENCRYPTED = ROOT.format(BODY.format("Doc_0/Document.xml", "") + "<ofd:Encryptions/>")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"OFD": ENTITY + ROOT.format("")}, UnsafeFile),
        ({"OFD": ROOT.format("")}, DamagedFile),
        ({"OFD": ROOT.format(BODY.format("../../etc/passwd", ""))}, DamagedFile),
        ({"Doc_0__Document": PAGES.format("")}, NoPages),
        ({"Doc_0__Document": PAGES.format('<ofd:Page BaseLoc="x"/>' * 5001)}, TooLarge),
        ({"OFD": ENCRYPTED, "Doc_0__Document": "0\x01\x02"}, EncryptedFile),
    ],
)
def test_packages_that_cannot_be_read_say_why(changed: dict[str, str], error: type[UnreadableFile]) -> None:
    with pytest.raises(error):
        read_ofd(package([HELLO], **changed))


def test_a_page_that_is_named_often_is_not_unpacked_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.ofd.container.MOST_CONTENT", 100_000)
    page = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
    with pytest.raises(TooLarge):
        read_ofd(package([HELLO], Doc_0__Document=PAGES.format(page * 400)))


def test_groups_of_objects_that_hold_themselves_end() -> None:
    resources = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits>'
        '<ofd:CompositeGraphicUnit ID="5"><ofd:Content>'
        '<ofd:CompositeObject ResourceID="5" Boundary="0 0 9 9"/></ofd:Content></ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    page = (
        '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>'
        '<ofd:CompositeObject ResourceID="5" Boundary="0 0 9 9"/></ofd:Layer></ofd:Content></ofd:Page>'
    )
    content = read_ofd(package([HELLO], Doc_0__PublicRes=resources, Doc_0__Pages__Page_0__Content=page))
    assert [notice.code for notice in content.notices] == ["page_damaged", "page_without_text"]


def test_a_package_that_is_cut_off_is_told_by_its_parts() -> None:
    data = package([HELLO])
    assert detect(BytesIO(data)) == detection.OFD
    assert detect(BytesIO(data[: len(data) // 2])) == detection.OFD
    with pytest.raises(DamagedFile):
        read_ofd(data[: len(data) // 2])


def scanned(picture: bytes, width: float, height: float) -> bytes:
    """An OFD of one page (points) that shows a picture, over all of it."""
    names = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    w, h = width * 25.4 / 72, height * 25.4 / 72
    place = f'Boundary="0 0 {w:.4f} {h:.4f}" CTM="{w:.4f} 0 0 {h:.4f} 0 0"'
    shown = f'<ofd:ImageObject ID="5" ResourceID="7" {place}/>'
    content = (
        f"<ofd:Page {names}><ofd:Area><ofd:PhysicalBox>0 0 {w:.4f} {h:.4f}</ofd:PhysicalBox></ofd:Area>"
        f'<ofd:Content><ofd:Layer ID="2">{shown}</ofd:Layer></ofd:Content></ofd:Page>'
    )
    media = (
        f'<ofd:Res {names} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image">'
        "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    with zipfile.ZipFile(BytesIO(package([HELLO]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parts["Doc_0/Document.xml"].replace(
        b"</ofd:CommonData>", b"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
    )
    parts |= {
        "Doc_0/Document.xml": document,
        "Doc_0/DocumentRes.xml": media.encode(),
        "Doc_0/Pages/Page_0/Content.xml": content.encode(),
        "Doc_0/Res/a.png": picture,
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def drawn_page() -> tuple[bytes, float, float]:
    """A page with a table as a picture, with its size in points."""
    with pymupdf.open("pdf", pdf_of(write_table)) as pdf:
        return pdf[0].get_pixmap(dpi=200, colorspace="gray").tobytes("png"), WIDTH, HEIGHT


def test_a_scanned_page_is_looked_at_as_one_of_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def looked_at(data: bytes, pages: list[Page]) -> Recognised:
        seen.append(data)
        return Recognised()

    monkeypatch.setattr("extractors.ofd.reading.recognise", looked_at)
    picture, width, height = drawn_page()
    content = read_ofd(scanned(picture, width, height))
    assert "page_without_text" in {notice.code for notice in content.notices}
    with pymupdf.open("pdf", seen[0]) as pdf:
        (image,) = pdf[0].get_image_info()
        assert image["bbox"] == pytest.approx((0, 0, width, height), abs=0.5)
    read_ofd(scanned(picture[:2_000], width, height))  # a picture that is cut off is left away
    assert len(seen) == 2
    read_ofd(package([HELLO]))
    assert len(seen) == 2


@pytest.mark.ocr
@pytest.mark.long
def test_a_scanned_page_states_what_it_states_as_text() -> None:
    document = read_document(scanned(*drawn_page()), "a.ofd")
    assert {str(fact.value) for fact in document.facts} >= {"1290.45", "9.43"}
    assert figures(document) == figures(read_document(pdf_of(write_table), "a.pdf"))
    assert "text_recognised" in {one.code for one in document.diagnostics}
