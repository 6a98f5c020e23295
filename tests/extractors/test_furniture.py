"""Headers, footers and page numbers are set apart, and nothing else is."""

from __future__ import annotations

import pytest

from extractors.pages.furniture import WORDS, remove_furniture
from extractors.pdf.reading import Page
from tests.support.drawing import draw, line, prose


def book(*feet: str, head: str = "") -> list[Page]:
    pages = []
    for number, foot in enumerate(feet, 1):
        page = prose("一、收入情况说明", f"第{'一二三四五六'[number - 1]}页的正文。", number=number, top=150)
        page.lines.append(line(290, 800, foot, number))
        if head:
            page.lines.insert(0, line(200, 40, head, number))
        pages.append(page)
    return pages


@pytest.mark.parametrize("form", ["{}", "- {} -", "— {} —", "第 {} 页", "第{}页 共9页", "{}/9", "{} / 9"])
def test_page_numbers_go_away_however_they_are_printed(form: str) -> None:
    pages = book(*(form.format(n) for n in (1, 2, 3)))
    remove_furniture(pages)
    assert [len(page.lines) for page in pages] == [2, 2, 2]


def test_a_running_head_goes_away_and_the_text_stays() -> None:
    pages = book("1", "2", "3", head="某县水务局2024年度部门决算")
    remove_furniture(pages)
    assert [page.lines[0].text for page in pages] == ["一、收入情况说明"] * 3


def test_a_line_in_the_margin_of_one_page_only_stays() -> None:
    pages = book("1", "2", "3")
    pages[1].lines.append(line(70, 60, "单位：万元", 2))
    remove_furniture(pages)
    assert "单位：万元" in [text.text for text in pages[1].lines]


def test_a_figure_in_the_last_row_of_a_table_is_no_page_number() -> None:
    page = draw("科目名称 | 决算数\n行政运行 | 9.00\n其他 | 12", top=760, height=24)
    remove_furniture([page])
    assert "12" in [text.text for text in page.lines]


def test_a_number_beside_other_text_at_the_bottom_is_no_page_number() -> None:
    page = prose("一、收入情况说明")
    page.lines += [line(70, 800, "本年收入合计"), line(300, 800, "702")]
    remove_furniture([page])
    assert len(page.lines) == 3


def wide(number: int, foot: str) -> Page:
    page = draw("科目名称 | 决算数\n行政运行 | 9.00\n其他 | 12", number=number, top=300)
    page.width, page.height = 842.0, 595.0
    page.lines.append(line(415, 480, foot, number))
    return page


def test_numbers_that_count_the_pages_go_away_from_beyond_the_margin() -> None:
    pages = [wide(number, str(number + 6)) for number in (1, 2, 3)]
    remove_furniture(pages)
    assert not any(text.y0 == 480 for page in pages for text in page.lines)


def test_two_pages_alone_may_be_numbered_beyond_the_margin() -> None:
    pages = [wide(number, str(number + 6)) for number in (1, 2)]
    remove_furniture(pages)
    assert not any(text.y0 == 480 for page in pages for text in page.lines)


@pytest.mark.parametrize("feet", [("7", "9", "12"), ("7", "9"), ("2023", "2024"), ("7",)])
def test_numbers_below_tables_that_do_not_count_the_pages_stay(feet: tuple[str, ...]) -> None:
    pages = [wide(number, foot) for number, foot in enumerate(feet, 1)]
    remove_furniture(pages)
    assert all(any(text.y0 == 480 for text in page.lines) for page in pages)


@pytest.mark.parametrize("caption", ["单位：万元", "金额单位：元", "公开02表"])
def test_unit_and_number_of_a_table_stay_though_each_page_has_them_and_their_body(caption: str) -> None:
    pages = book("1", "2", "3", head="某县水务局2024年度部门决算")
    for page in pages:
        page.lines += [line(70, 60, "部门：某县水务局", page.number), line(450, 60, caption, page.number)]
    remove_furniture(pages)
    for page in pages:
        texts = [text.text for text in page.lines]
        assert {"部门：某县水务局", caption} <= set(texts)
        assert "某县水务局2024年度部门决算" not in texts


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("一15一", True),
        ("一 15 -", True),
        ("—15一", True),
        ("—15—", True),
        ("一15", False),
        ("一15万一", False),
        ("一、15", False),
    ],
)
def test_dashes_beside_a_page_number_may_be_recognised_as_ideographs(text: str, is_number: bool) -> None:
    assert bool(WORDS.page_number.match(text)) == is_number
