"""What is drawn on a page: the vectors that come with its text tell the same as its drawings."""

from __future__ import annotations

from collections.abc import Callable

import pymupdf
import pytest

from extractors.pdf.reading import TEXT_FLAGS, VECTOR
from extractors.tables.strokes import Strokes, strokes_of, strokes_of_vectors

Write = Callable[[pymupdf.Page], object]


def both(write: Write) -> tuple[Strokes | None, Strokes]:
    """The strokes of a page by its vectors and by its drawings."""
    pdf = pymupdf.open()
    write(pdf.new_page(width=595, height=842))
    page = pymupdf.open(stream=pdf.tobytes(), filetype="pdf")[0]
    blocks = page.get_textpage(flags=TEXT_FLAGS).extractRAWDICT()["blocks"]
    vectors = [block for block in blocks if block["type"] == VECTOR]
    return strokes_of_vectors(vectors), strokes_of(page.get_cdrawings())


def rounded(strokes: Strokes) -> list[list[tuple[float, ...]]]:
    """The strokes to a hundredth of a point."""
    kinds = (strokes.horizontal, strokes.vertical, strokes.shades)
    return [sorted(tuple(round(edge, 2) for edge in one) for one in kind) for kind in kinds]


@pytest.mark.parametrize(
    "write",
    [
        lambda page: page.draw_line((50, 100), (400, 100), width=0.75),
        lambda page: page.draw_line((50, 100), (50, 600), width=2, color=(0.4, 0.4, 0.4)),
        lambda page: page.draw_line((50, 100), (400, 100), width=1, dashes="[3 2] 0"),
        lambda page: page.draw_rect((50, 100, 400, 100.5), color=None, fill=(0, 0, 0)),
        lambda page: page.draw_rect((50, 100, 400, 130), color=None, fill=(0.8, 0.9, 0.8)),
        lambda page: page.draw_rect((50, 100, 400, 130), color=None, fill=(1, 1, 1)),
        lambda page: page.draw_line((50, 100), (400, 100), stroke_opacity=0.01),
        lambda page: [
            page.draw_rect((x, 100, x + 0.75, 100.75), color=None, fill=(0, 0, 0)) for x in range(50, 80, 9)
        ],
        lambda page: page.insert_text((72, 72), "text"),
    ],
)
def test_boxes_and_level_lines_are_the_same_from_vectors_as_from_drawings(write: Write) -> None:
    by_vectors, by_drawings = both(write)
    assert by_vectors is not None
    assert rounded(by_vectors) == rounded(by_drawings)


@pytest.mark.parametrize(
    "write",
    [
        lambda page: page.draw_rect((50, 100, 400, 130), width=1),
        lambda page: page.draw_line((50, 100), (400, 300)),
        lambda page: page.draw_circle((200, 200), 40),
        lambda page: page.draw_line((50, 100), (400, 100), width=20),
        lambda page: [
            page.draw_rect((x, 100, x + 0.75, 100.75), color=None, fill=(0, 0, 0)) for x in range(50, 80, 2)
        ],
    ],
)
def test_what_vectors_do_not_tell_is_left_to_the_drawings(write: Write) -> None:
    assert both(write)[0] is None


def test_a_line_of_text_with_a_ruling_painted_amid_it_stays_one_line() -> None:
    def lines(flags: int) -> list[str]:
        pdf = pymupdf.open()
        page = pdf.new_page()
        page.insert_text((72, 72), "17996.68")
        page.draw_line((72, 75), (120, 75), width=0.5)
        page.insert_text((72 + pymupdf.get_text_length("17996.68"), 72), "yuan")
        page = pymupdf.open(stream=pdf.tobytes(), filetype="pdf")[0]
        return page.get_text(flags=flags).split("\n")

    assert lines(TEXT_FLAGS) == lines(TEXT_FLAGS & ~pymupdf.TEXT_COLLECT_VECTORS)
    assert "17996.68yuan" in lines(TEXT_FLAGS)
