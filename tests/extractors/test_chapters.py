"""The chapter tree: headings, numbering, table of contents, text joined over lines and pages."""

from __future__ import annotations

import pytest

from extractors.chapters import Chapters, heading_level, kind_of, read_chapters
from extractors.document import TextLine
from extractors.pages.assemble import assemble
from extractors.pdf.reading import Page
from tests.support.drawing import draw, line, width_of


def page_of(*texts: str, number: int = 1) -> Page:
    """A page of text: ``#`` begins a large centred line, two blanks a first line, ``|`` a full one."""
    page = Page(number, 595.0, 842.0)
    y = 80.0
    for text in texts:
        size = 16.0 if text.startswith("#") else 12.0
        text = text.removeprefix("#")
        indent = 24.0 if text.startswith("  ") else 0.0
        text = text.strip()
        x = (595 - width_of(text, size)) / 2 if size > 12 else 70.0 + indent
        page.lines.append(line(x, y, text, number, size))
        y += 24.0
    return page


def chapters_of(*pages: Page) -> Chapters:
    return read_chapters(assemble(pages), "d")


def tree(chapters: Chapters) -> list[tuple[int, str | None, str | None]]:
    return [(s.record.level, s.record.number, s.record.title) for s in chapters.sections]


FULL_LINE = "收入总计七百零二万元，其中一般公共预算财政拨款收入七百万元，占"
"""As wide as the running text."""
PARAGRAPH = ("  " + FULL_LINE, "百分之九十九，用于履行职责。")


@pytest.mark.parametrize(
    ("text", "level", "number", "title"),
    [
        ("第一部分 部门概况", 1, "第一部分", "部门概况"),
        ("一、部门职责", 2, "一、"[:1], "部门职责"),
        ("（二）机构设置", 3, "（二）", "机构设置"),
        ("1.一般公共服务支出", 4, "1", "一般公共服务支出"),
        ("（3）行政运行", 5, "（3）", "行政运行"),
        ("十一、预算绩效管理工作开展情况说明。", 2, "十一", "预算绩效管理工作开展情况说明"),
    ],
)
def test_numbering_gives_the_level_of_a_heading(text: str, level: int, number: str, title: str) -> None:
    assert heading_level(text) == (level, number, title)


@pytest.mark.parametrize(
    "text",
    [
        "一、收入总计702.69万元，比上年减少70.41万元。",
        "1.5万元用于会议",
        "2024年度部门决算",
        "（一）贯彻执行国家水利工作的法律、法规；",
        "部门职责",
        "1.负责全县水资源的统一管理。",
    ],
)
def test_numbered_sentences_and_amounts_are_no_headings(text: str) -> None:
    assert heading_level(text) is None


def test_the_tree_follows_the_numbering() -> None:
    chapters = chapters_of(
        page_of("#第一部分 部门概况", "  一、部门职责", *PARAGRAPH, "  （一）机构设置", *PARAGRAPH),
        page_of("#第二部分 情况说明", "  一、收入情况说明", "  " + FULL_LINE, number=2),
    )
    assert tree(chapters) == [
        (1, "第一部分", "部门概况"),
        (2, "一", "部门职责"),
        (3, "（一）", "机构设置"),
        (1, "第二部分", "情况说明"),
        (2, "一", "收入情况说明"),
    ]
    assert [s.record.parent_id for s in chapters.sections] == [None, "s1", "s2", None, "s4"]


def test_a_part_number_on_a_line_of_its_own_takes_its_title_from_the_next() -> None:
    chapters = chapters_of(
        page_of("#第三部分", "#2024年度部门决算情况说明", "  一、收入情况说明", "  " + FULL_LINE)
    )
    assert tree(chapters)[0] == (1, "第三部分", "2024年度部门决算情况说明")


def test_the_table_of_contents_is_left_out() -> None:
    chapters = chapters_of(
        page_of("#某县水务局2024年度部门决算"),
        page_of(
            "#目录", "第一部分 部门概况……………1", "一、部门职责……………1", "第二部分 名词解释……………9", number=2
        ),
        page_of("#第一部分 部门概况", "  一、部门职责", "  " + FULL_LINE, number=3),
        page_of("#第二部分 名词解释", "  " + FULL_LINE, number=4),
    )
    assert tree(chapters) == [
        (1, "第一部分", "部门概况"),
        (2, "一", "部门职责"),
        (1, "第二部分", "名词解释"),
    ]
    assert [p.text for p in chapters.cover] == ["某县水务局2024年度部门决算"]


def test_text_joins_over_line_and_page_breaks_and_finds_its_way_back() -> None:
    one = page_of("#第二部分 情况说明", "  一、收入情况说明", "  " + FULL_LINE)
    two = page_of("百分之九十九，全部用于部门履行职责。", "  " + FULL_LINE, number=2)
    section = chapters_of(one, two).sections[-1]
    first = FULL_LINE + "百分之九十九，全部用于部门履行职责。"
    assert section.body.text == f"{first}\n{FULL_LINE}"
    start = section.body.text.index("，占百分之九十九")
    places = section.body.places(start, start + 8)
    assert [place.page for place in places] == [1, 2]
    assert section.body.raw(start, start + 8) == "，占百分之九十九"


@pytest.mark.parametrize("rest", ["（04）：支出决算为2万元。", "（11）:支出决算为2万元。"])
def test_the_code_of_an_account_at_the_begin_of_a_line_goes_on_with_its_paragraph(rest: str) -> None:
    page = page_of("一、支出说明", "  1.灾害防治支出（224）应急管理事务（01）灾害风险防治能力提升", rest)
    (chapter,) = chapters_of(page).sections
    assert chapter.record.text == "1.灾害防治支出（224）应急管理事务（01）灾害风险防治能力提升" + rest


def test_every_table_lies_in_the_chapter_that_it_stands_in() -> None:
    one = page_of("#第二部分 决算报表")
    draw("科目名称 | 决算数\n行政运行 | 9.00", above="支出决算表", top=300, page=one)
    chapters = read_chapters(flow := assemble([one]), "d")
    assert chapters.of_table == {id(flow.sheets[0]): "s1"}


def test_text_before_the_first_heading_is_a_section_of_its_own() -> None:
    text = FULL_LINE + "全部，" + FULL_LINE
    chapters = chapters_of(page_of(*["  " + text] * 2))
    assert [s.record.section_id for s in chapters.sections] == ["s0"]
    assert text in (chapters.sections[0].record.text or "")


def test_no_character_of_the_text_is_lost() -> None:
    texts = [
        "#第一部分 概况",
        "  一、职责",
        "  " + FULL_LINE,
        FULL_LINE,
        "  （一）机构",
        "  " + FULL_LINE + "。",
    ]
    chapters = chapters_of(page_of(*texts))
    kept = "".join((s.record.number or "") + (s.record.title or "") + s.body.text for s in chapters.sections)
    assert kept.replace("\n", "") == "".join(t.strip("# ").replace(" ", "").replace("、", "") for t in texts)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("名词解释", "definitions"),
        ("“三公”经费支出决算情况说明", "three_public"),
        ("收入支出决算总体情况说明", "revenue_expenditure_summary"),
        ("一般公共预算财政拨款基本支出决算情况说明", "basic_expenditure"),
        ("政府采购支出情况", "procurement"),
        ("机关运行经费支出情况", "institution_operation"),
        ("部门概况", "overview"),
    ],
)
def test_the_title_says_what_a_chapter_is_about(title: str, kind: str) -> None:
    assert kind_of(title) == kind


def test_boxes_of_a_part_of_a_line_are_those_of_its_characters() -> None:
    whole = line(70, 100, "总计702.69万元")
    part: TextLine = whole.part(2, 8)
    assert part.text == "702.69"
    assert part.box() == whole.box(2, 8) == (90.0, 100.0, 120.0, 112.0)
