"""The picture of what the reader saw on a page: each step is there, of each kind of table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pymupdf
import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from extractors.errors import NoSuchPage
from extractors.pages.seen import see_page
from flows.commands.command_line import app
from flows.commands.drawing import draw_page
from flows.jobs import Limits
from flows.views.page_drawing import LAYERS, page_svg

DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "corpus" / "documents"
Drawing = Callable[[Any], object]
SVG = "{http://www.w3.org/2000/svg}"


def layers(drawing: str) -> dict[str, list[str]]:
    """Class of each layer -> the titles of its pieces; "" for a piece without one."""
    root = ElementTree.fromstring(drawing)
    return {
        group.get("class", ""): [piece.findtext(f"{SVG}title", "") for piece in group]
        for group in root.findall(f"{SVG}g")
    }


def pdf_of(draw: Drawing) -> bytes:
    with pymupdf.open() as pdf:
        draw(pdf.new_page())
        return bytes(pdf.tobytes(no_new_id=True))


@pytest.mark.parametrize(
    ("name", "page", "origin", "drawn", "added"),
    [
        ("lingnan-00008", 5, "ruled", True, False),
        ("yuan-00005", 9, "open", True, True),
        ("guanwai-00001", 9, "shaded", False, True),
    ],
)
def test_a_page_is_drawn_from_its_strokes_to_the_roles_of_its_cells(
    name: str, page: int, origin: str, drawn: bool, added: bool
) -> None:
    seen = see_page((DOCUMENTS / f"{name}.pdf").read_bytes(), page)
    found = layers(page_svg(seen))
    assert set(found) >= set(LAYERS)
    assert all(found[name] for name in ("lines", "text", "header", "stub", "body", "cells", "groups"))
    assert all(title.startswith(f"{origin} grid, row ") and " spans " in title for title in found["cells"])
    assert (bool(found["rulings-drawn"]), bool(found["rulings-added"])) == (drawn, added)
    assert bool(found["frames"]) is drawn
    assert bool(found["shades"]) or origin != "shaded"
    assert not found["rulings-recognised"]
    assert any("figures [" in title for title in found["groups"])
    assert any(f"line: {line.text}" in found["lines"] for line in seen.lines)


def test_a_merged_cell_is_drawn_with_its_spans_and_both_sides_as_groups() -> None:
    found = layers(page_svg(see_page((DOCUMENTS / "lingnan-00008.pdf").read_bytes(), 8)))
    assert any(not title.endswith("spans 1 × 1") for title in found["cells"])
    two_sided = layers(page_svg(see_page((DOCUMENTS / "lingnan-00008.pdf").read_bytes(), 5)))
    assert {title.split(",")[2].split(":")[0].strip() for title in two_sided["groups"]} == {
        "revenue",
        "expenditure",
    }


def test_what_is_no_table_is_drawn_with_the_reason() -> None:
    def box(page: Any) -> None:
        page.draw_rect((100, 100, 300, 200), width=0.5)

    found = layers(page_svg(see_page(pdf_of(box), 1)))
    assert found["left-out"] == ["left out: one cell"]
    assert not found["cells"]


def test_text_that_xml_cannot_hold_does_not_break_the_drawing() -> None:
    def write(page: Any) -> None:
        page.insert_text((72, 72), "a < b & c > d")

    (line,) = layers(page_svg(see_page(pdf_of(write), 1)))["lines"]
    assert "a < b & c > d" in line


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoSuchPage, match=r"There is no page 9; the file has 1\."):
        see_page(pdf_of(lambda page: None), 9)


@pytest.mark.slow
def test_inspect_draws_a_page_and_says_what_it_cannot(tmp_path: Path) -> None:
    picture, sample = tmp_path / "page.svg", str(DOCUMENTS / "lingnan-00008.pdf")
    done = CliRunner().invoke(app, ["inspect", sample, "--page", "5", "--draw", str(picture)])
    assert (done.exit_code, done.output) == (0, "")
    assert layers(picture.read_text("utf-8"))["cells"]
    refused = CliRunner().invoke(app, ["inspect", sample, "--page", "99", "--draw", str(picture)])
    assert refused.exit_code == 1
    assert "There is no page 99" in refused.output
    elsewhere = str(tmp_path / "nowhere" / "page.svg")
    assert CliRunner().invoke(app, ["inspect", sample, "--draw", elsewhere]).exit_code == 3


@pytest.mark.slow
def test_a_drawing_named_so_is_a_png_and_is_made_within_the_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture, sample = tmp_path / "page.PNG", str(DOCUMENTS / "lingnan-00008.pdf")
    done = CliRunner().invoke(app, ["inspect", sample, "--page", "5", "--draw", str(picture)])
    assert (done.exit_code, done.output) == (0, "")
    with Image.open(picture) as image:
        assert image.format == "PNG"
        # The page and its legend; the blue of headers, the yellow of figures.
        assert {(200, 215, 235), (250, 245, 220)} <= {color for _, color in rounded(image)}
    picture.unlink()
    with pytest.raises(typer.Exit):  # no more memory than a worker has from the start
        draw_page(Path(sample), 5, picture, Limits(120, 50))
    assert "memory" in capsys.readouterr().err
    assert not picture.exists()


def rounded(image: Image.Image) -> list[tuple[int, tuple[int, ...]]]:
    """The colours of a picture in steps of five, with their counts."""
    coarse = image.convert("RGB").point(lambda value: 5 * round(value / 5))
    return coarse.getcolors(1 << 24) or []  # type: ignore[return-value]
