"""Hostile, broken and huge input: a document or a clear refusal, in bounded time; never a fault of ours."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.errors import DamagedFile, EmptyFile, EncryptedFile, NoPages, UnknownFormat, UnreadableFile
from extractors.pages.assemble import assemble
from extractors.pdf.reading import Page
from extractors.reading import read_document
from extractors.tables.facts import read_table
from extractors.tables.figures import Context
from records.tables import Document
from tests.support.drawing import draw, line
from tests.support.effort import lines_run

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
SMALLEST = min((ROOT / "corpus" / "documents").glob("*.pdf"), key=lambda path: path.stat().st_size)
LENIENT = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def read(data: bytes) -> Document | None:
    """The document, or ``None`` for a refusal that a user understands."""
    try:
        return read_document(data, "broken.pdf")
    except UnreadableFile:
        return None


@pytest.fixture(scope="module", autouse=True)
def nothing_recognised() -> Iterator[None]:
    """Spoilt pages may look like pictures; that they are recognised is tested in test_scans.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "extractors.scans.pages", None)
        yield


@pytest.fixture(scope="module")
def few_pages() -> bytes:
    """Three pages of a made document with tables, uncompressed so that flipped bytes reach its contents."""
    with pymupdf.open(SMALLEST) as pdf:
        pdf.select([4, 5, 6])
        return pdf.tobytes(expand=True, garbage=3, no_new_id=True)  # type: ignore[no-any-return]


@LENIENT
@given(data=st.data())
def test_flipped_bytes_give_a_document_or_a_refusal(few_pages: bytes, data: st.DataObject) -> None:
    broken = bytearray(few_pages)
    rng = random.Random(data.draw(st.integers(0, 2**32)))
    for _ in range(data.draw(st.sampled_from([1, 10, 100, 2000]))):
        broken[rng.randrange(len(broken))] = rng.randrange(256)
    read(bytes(broken))


@LENIENT
@given(cut=st.floats(0, 1))
def test_truncated_files_give_a_document_or_a_refusal(few_pages: bytes, cut: float) -> None:
    read(few_pages[: int(cut * len(few_pages))])


@LENIENT
@given(data=st.data())
def test_changed_numbers_of_the_file_give_a_document_or_a_refusal(
    few_pages: bytes, data: st.DataObject
) -> None:
    """Sizes, counts, references and coordinates that are wrong, though the file's syntax is right."""
    rng = random.Random(data.draw(st.integers(0, 2**32)))
    strange = [b"0", b"-1", b"99999999", b"1e38", b"-0.0001", b"null", b"[]", b"/X", b"2147483648"]
    share = data.draw(st.sampled_from([0.0005, 0.005, 0.05]))
    broken = re.sub(
        rb"\b\d+(?:\.\d+)?\b", lambda m: rng.choice(strange) if rng.random() < share else m[0], few_pages
    )
    read(broken)


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=400))
def test_whatever_follows_a_pdf_header_gives_a_document_or_a_refusal(tail: bytes) -> None:
    read(b"%PDF-1.7\n" + tail)


def test_each_way_to_fail_has_its_own_refusal(few_pages: bytes) -> None:
    with pymupdf.open(stream=few_pages, filetype="pdf") as pdf:
        locked = pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="o", user_pw="u")
    empty = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    )
    empty += b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"
    for data, error in (
        (b"", EmptyFile),
        (b"\0\1 something else", UnknownFormat),
        (locked, EncryptedFile),
        (b"%PDF-1.7\n%cut off", DamagedFile),
        (empty, NoPages),
    ):
        with pytest.raises(error):
            read_document(data, "a.pdf")


def test_pages_that_hold_nothing_or_text_only_or_rules_only_are_read() -> None:
    with pymupdf.open() as pdf:
        pdf.new_page()
        pdf.new_page().insert_text((72, 72), "text only")
        pdf.new_page().draw_line((50, 50), (300, 50))
        pdf.new_page(width=1, height=1)
        tiny = pdf.new_page()
        pdf.xref_set_key(tiny.xref, "MediaBox", "[0 0 0 0]")
        bad = pdf.new_page()
        pdf.xref_set_key(bad.xref, "MediaBox", "[null /x (y)]")
        document = read_document(pdf.tobytes(), "a.pdf")
    assert document.record.pages == 6
    assert document.tables == []


COORDINATE = st.one_of(st.floats(-50, 900), st.sampled_from([0.0, 595.0, 842.0, 1e6, -1e6]))
SEGMENT = st.tuples(COORDINATE, COORDINATE, COORDINATE).map(lambda s: (s[0], min(s[1:]), max(s[1:])))
WORDS = (
    "合计 类 款 项 收入 支出 201 9.00 — 单位：万元 支出决算表 三级指标 项目名称 分值 1 2 3 目录 第一部分"
    " 一、概况 ① ⑹ ² 99999999999999999999999999999.99 注： 栏次 行次 基本支出 执行率 ≥95%"
)
TEXT = st.one_of(
    st.sampled_from(WORDS.split()),
    st.text(alphabet="一二表（）0123456789.,:：%≥ 合计", min_size=1, max_size=12),
)


@st.composite
def wild_pages(draw_: st.DrawFn) -> list[Page]:
    pages = []
    for number in range(1, draw_(st.integers(1, 3)) + 1):
        page = Page(number, 595.0, 842.0)
        page.horizontal = draw_(st.lists(SEGMENT, max_size=12))
        page.vertical = draw_(st.lists(SEGMENT, max_size=12))
        xs, ys = [50.0 + 60 * i for i in range(9)], [60.0 + 20 * i for i in range(30)]
        for _ in range(draw_(st.integers(0, 25))):
            place = draw_(st.tuples(st.sampled_from(xs), st.sampled_from(ys)))
            page.lines.append(line(*place, draw_(TEXT), number, draw_(st.sampled_from([5.0, 10.0, 22.0]))))
        if draw_(st.booleans()):
            rows = draw_(
                st.lists(st.lists(TEXT | st.sampled_from(["<", "^", ""]), min_size=4, max_size=4), max_size=6)
            )
            table = "\n".join(
                " | ".join(
                    t.replace("|", "").strip("<^") if not i or not j else t.replace("|", "")
                    for j, t in enumerate(row)
                )
                for i, row in enumerate(rows)
            )
            if rows and not re.search(r"^[\s|]*$", table, re.M):
                draw(
                    table, page=page, top=draw_(st.sampled_from([60.0, 300.0])), vertical=draw_(st.booleans())
                )
        pages.append(page)
    return pages


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(wild_pages())
def test_any_rulings_and_texts_make_tables_without_a_fault(pages: list[Page]) -> None:
    for number, sheet in enumerate(assemble(pages).sheets, 1):
        rows = read_table(sheet, number, Context("d", 2024, "budget"))
        assert all(fact.value is not None for fact in rows.facts)
        for row in range(sheet.rows):
            assert len(sheet.at[row]) == sheet.columns


def pages_of_a_table(rows: int) -> list[Page]:
    """A table of so many rows, 34 on a page, some cut by the break."""
    pages = []
    for number, first in enumerate(range(0, rows, 34), 1):
        body = "\n".join(
            f"{2010000 + i} | 基本养老 | {i}.50 | {i}.25 | 0.25 | | — | 0.00"
            for i in range(first, min(first + 34, rows))
        )
        header = (
            "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 上缴 | 经营 | 补助\n" if number == 1 else ""
        )
        pages.append(
            draw(header + body, number=number, top=100, height=20, above="支出决算表" if header else "")
        )
    return pages


def read_whole_table(pages: list[Page], rows: int) -> None:
    (sheet,) = assemble(pages).sheets
    found = read_table(sheet, 1, Context("d", 2024, "final_accounts"))
    assert len(found.facts) == 4 * rows
    assert found.table.rows == rows + 1


def test_a_table_over_many_pages_costs_no_more_a_row_than_a_short_one() -> None:
    def effort(rows: int) -> int:
        pages = pages_of_a_table(rows)
        return lines_run(lambda: read_whole_table(pages, rows))

    effort(34)  # loads the rules
    assert effort(800) < 1.2 * 8 * effort(100)


def test_a_page_like_a_map_costs_no_more_a_stroke_the_more_it_has() -> None:
    def effort(strokes: int) -> int:
        page = Page(1, 595.0, 842.0)
        rng = random.Random(1)
        for _ in range(strokes):
            x, y = rng.uniform(0, 555), rng.uniform(0, 800)
            page.horizontal.append((y, x, x + rng.uniform(5, 40)))
            page.vertical.append((x, y, y + rng.uniform(5, 40)))
        page.lines = [line(rng.uniform(0, 500), rng.uniform(0, 800), "某县水库") for _ in range(300)]
        return lines_run(lambda: assemble([page]))

    few = effort(500)
    for strokes in (1_000, 4_000, 25_000):
        assert effort(strokes) < 1.5 * few * strokes / 500
