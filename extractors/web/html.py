"""Web pages (and what Word and Excel save as such) into a flow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree, html

from extractors.charset import decode, is_mojibake, is_much_broken
from extractors.errors import DamagedFile
from extractors.flow import Content, Notice
from extractors.guards.damage import page_is_cut_off
from extractors.html_tables import part_rows, table_cells
from extractors.native import USUAL_SIZE, NativeTable, NativeText, cut_lines, native_flow, put_beside
from extractors.numerals import counted
from extractors.text.blocks import blocks_of
from extractors.text.lines import lines_of, without_furniture
from extractors.text.reading import with_columns
from extractors.web.aligned_lines import placed_in, with_aligned
from extractors.web.article import (
    SILENT,
    article_of,
    attachments_of,
    is_hidden,
    outside_of,
    publication_of,
    rules,
)
from extractors.web.broken_rows import joined_rows, lines_of_cell
from extractors.web.drawn_tables import draw_tables, hidden_columns, with_spans

BLOCKS = rules().blocks.tags
HEADING_SIZES = {"h1": 24.0, "h2": 18.0, "h3": 15.0, "h4": 13.0, "h5": 12.0, "h6": 12.0}
FONT_SIZE = re.compile(r"font-size\s*:\s*(\d{1,4}(?:\.\d+)?)\s*(pt|px)", re.IGNORECASE)
SIZES = (1.0, 200.0)
"""Points; what a page claims beyond them is none of its text's."""
CENTRED = re.compile(r"text-align\s*:\s*(?:-\w+-)?center", re.IGNORECASE)
ALIGNED = re.compile(r"text-align\s*:", re.IGNORECASE)
POINTS = {"pt": 1.0, "px": 0.75}
CHINESE_LIST = re.compile(r"list-style(?:-type)?\s*:[^;]*(?:cjk-ideographic|chinese)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
WRITTEN = frozenset({"text", "number"})
"""Sorts of fields that show their value as a text."""
LITTLE = 64
"""Pixels; a picture that is so little shows no table."""
HARDLY_TEXT = 100
"""A page with fewer characters and no table is no article."""
TITLE_END = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]*$")


@dataclass(frozen=True, slots=True)
class _Look:
    """How text stands where the walk has come to."""

    size: float = USUAL_SIZE
    centred: bool = False
    level: int | None = None


_WRITES_TABLE = re.compile(
    r"(?:document\.write(?:ln)?\s*\(|innerHTML\s*\+?=|insertAdjacentHTML\s*\()[^;]{0,200}?<t(?:able|r|d)\b",
    re.I,
)
"""A script that puts the marks of a table into the page."""


@dataclass(slots=True)
class _Walk:
    """The blocks found so far and the text of the block that is open."""

    outside: frozenset[Any] = frozenset()
    drawn: frozenset[Any] = frozenset()
    """Tables made of other elements."""
    blocks: list[NativeText | NativeTable] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    size: float = 0.0
    paragraphs: int = 0
    tables: int = 0
    items: dict[Any, int] = field(default_factory=dict)
    """How many items of a list have been met."""

    def write(self, text: str, look: _Look) -> None:
        text = _BLANKS.sub(" ", text)
        if text.strip():
            self.size = max(self.size, look.size)
        if self.parts and self.parts[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            self.parts.append(text)

    def close(self, look: _Look) -> None:
        """End the open block."""
        text = "".join(self.parts).strip(" \n")
        if text:
            self.paragraphs += 1
            block = NativeText("", f"p[{self.paragraphs}]", self.size or look.size, look.centred, look.level)
            self.blocks += cut_lines(text, block)
        self.parts, self.size = [], 0.0

    def take_lines(self, text: str) -> None:
        """Take up text whose lines stand as they are written, as in a text file."""
        self.paragraphs += 1
        items = with_columns(list(without_furniture(lines_of(text))))
        for block in blocks_of(items, markdown=False).blocks:
            self.tables += isinstance(block, NativeTable)
            self.blocks.append(placed_in(f"pre[{self.paragraphs}]/", block))


def read_html(data: bytes) -> Content:
    """The content of a web page. Raises :class:`~extractors.errors.DamagedFile`."""
    text, encoding = decode(data)
    # Huge: without it, what lies 256 levels deep is dropped; with it, what lies 2,048.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        page = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, ValueError) as error:
        raise DamagedFile(str(error)) from error
    drawn = draw_tables(page)
    publication = publication_of(page)
    attachments = attachments_of(page)
    outside = outside_of(page)
    walk = _Walk(outside, drawn.tables)
    article = article_of(page, outside)
    _walk(article, _inherited(article), walk)
    walk.close(_Look())
    flow = native_flow(joined_rows(with_aligned(walk.blocks)))
    notices = [
        *_damage(text, parser.error_log),
        *_notices(walk, text, encoding, len(attachments)),
        *_hidden(drawn.hidden),
        *_pictures(article),
        *_frames(article),
        *_scripts(page),
    ]
    cover = [publication.title] if publication and publication.title else _page_title(page)
    return Content(flow, None, notices, cover, attachments, publication)


def _damage(text: str, errors: Any) -> Iterator[Notice]:
    """What of the page is not there, or was left out."""
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in errors):
        message = "The page is nested deeper than any is: what lies further down is left out."
        yield Notice("reading", "error", "page_too_deep", message)
    if page_is_cut_off(text):
        message = "The page ends in the midst of it: its last part is missing."
        yield Notice("reading", "error", "file_cut_off", message)


def _hidden(cells: int) -> Iterator[Notice]:
    if cells:
        message = f"{cells:,} cells that the page hides in its tables are left out."
        yield Notice("reading", "warning", "hidden_cells", message)


def _page_title(page: Any) -> list[str]:
    """The title of the page without the name of the site at its end."""
    title = next(page.iter("title"), None)
    text = " ".join((title.text_content() if title is not None else "").split())
    return [cut] if (cut := TITLE_END.sub("", text) or text) else []


def _notices(walk: _Walk, text: str, encoding: str, attachments: int) -> Iterator[Notice]:
    characters = sum(len(block.text) for block in walk.blocks if isinstance(block, NativeText))
    if "\ufffd" in text:
        message = f"Some characters of the page are broken; it was read as {encoding}."
        severity = "error" if is_much_broken(text) else "warning"
        yield Notice("reading", severity, "broken_characters", message)
    if is_mojibake(text):
        message = "The text of the page was read in a wrong encoding when it was saved; its words are lost."
        yield Notice("reading", "error", "broken_characters", message)
    if characters < HARDLY_TEXT and not walk.tables:
        message = "The page holds hardly any text: an error page, or one that scripts fill in."
        yield Notice("reading", "warning", "page_without_text", message)
    if attachments:
        files = "1 file" if attachments == 1 else f"{attachments} files"
        yield Notice("reading", "info", "attachments", f"The page offers {files} to download.")


def _pictures(article: Any) -> Iterator[Notice]:
    """A notice of the article's pictures, little ones (signs beside links) aside."""
    pictures = [
        element
        for element in article.iter("img")
        if not (element.get("src") or "").lower().endswith(".gif")
        and not any(_is_little(element.get(side)) for side in ("width", "height"))
    ]
    if pictures:
        count = "1 picture" if len(pictures) == 1 else f"{len(pictures)} pictures"
        message = f"What the page shows in pictures is not read: {count}."
        yield Notice("reading", "warning", "picture_without_text", message)


def _scripts(page: Any) -> Iterator[Notice]:
    """A notice of tables that only a script writes, when a browser shows the page."""
    if any(_WRITES_TABLE.search(script.text or "") for script in page.iter("script")):
        message = "Scripts write tables into the page: they are not read."
        yield Notice("reading", "warning", "content_left_out", message)


def _frames(article: Any) -> Iterator[Notice]:
    """A notice of the files that a browser shows within the article."""
    frames = [
        element
        for element in article.iter("iframe", "frame", "object", "embed")
        if (element.get("src") or element.get("data") or "").partition(":")[0]
        not in ("", "about", "javascript")
        and not is_hidden(element)
        and not any(_is_little(element.get(side)) for side in ("width", "height"))
    ]
    if frames:
        count = "1 frame" if len(frames) == 1 else f"{len(frames)} frames"
        message = f"What the page shows in frames is in other files and not read: {count}."
        yield Notice("reading", "warning", "content_left_out", message)


def _is_little(length: str | None) -> bool:
    digits = (length or "").strip().lower().removesuffix("px")
    return digits.isdecimal() and int(digits) < LITTLE


def _inherited(article: Any) -> _Look:
    """How the text of the article stands by what is around it."""
    look = _Look()
    for element in reversed(list(article.iterancestors())):
        look = _looked(element, look)
    return look


def _looked(element: Any, look: _Look) -> _Look:
    style = element.get("style", "")
    size = FONT_SIZE.search(style)
    if size:
        points = float(size[1]) * POINTS[size[2].lower()]
        look = replace(look, size=min(max(points, SIZES[0]), SIZES[1]))
    elif element.tag in HEADING_SIZES:
        look = replace(look, size=HEADING_SIZES[element.tag])
    if element.tag == "center" or element.get("align", "").lower() == "center" or CENTRED.search(style):
        look = replace(look, centred=True)
    elif element.get("align") or ALIGNED.search(style):
        look = replace(look, centred=False)
    if element.tag == "h1":
        return replace(look, centred=True)  # the title of the article
    if element.tag in HEADING_SIZES:
        return replace(look, level=int(element.tag[1]) - 1)
    return look


def _walk(element: Any, look: _Look, walk: _Walk) -> None:
    """Take up the blocks below an element, in order; not by recursion, for pages may be nested deeply."""
    steps: list[tuple[Any, _Look, str]] = [(element, look, "begin")]
    while steps:
        element, look, step = steps.pop()
        if step == "end":
            walk.close(look)
        elif step == "tail":
            walk.write(element.tail or "", look)
        else:
            block = isinstance(element.tag, str) and element.tag in BLOCKS
            inner = _begin(element, look, walk)
            if inner is None:
                continue
            if block:
                steps.append((element, inner, "end"))
            for child in reversed(element):
                steps += ((child, inner, "tail"), (child, inner, "begin"))


def _begin(element: Any, look: _Look, walk: _Walk) -> _Look | None:
    """Take up an element as far as its first child; how its children look, ``None`` to pass them over."""
    if not isinstance(element.tag, str) or element.tag in SILENT or is_hidden(element):
        return None
    if element.tag == "br":
        walk.parts.append("\n")
        return None
    if element.tag == "del" or element in walk.outside:
        return None
    if element.tag in BLOCKS:
        walk.close(look)
    look = _looked(element, look)
    if element.tag == "table" and not _is_layout(element):
        _take_table(element, walk, look)
        return None
    if element.tag == "pre":
        walk.take_lines(element.text_content())
        return None
    if element.tag == "li":
        walk.write(_list_number(element, walk), look)
    if element.tag == "input" and element.get("type", "text").lower() in WRITTEN:
        walk.write(element.get("value", ""), look)
    walk.write(element.text or "", look)
    return look


def _list_number(item: Any, walk: _Walk) -> str:
    """The number that a browser writes before an item of a numbered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    start = parent.get("start", "1")
    place = walk.items.get(parent, 0)
    walk.items[parent] = place + 1
    number = (int(start) if start.isdecimal() and len(start) < 5 else 1) + place
    return f"{counted(number)}、" if CHINESE_LIST.search(parent.get("style", "")) else f"{number}. "


def _is_layout(table: Any) -> bool:
    """Whether a table only arranges the page: it has one column, or other tables inside."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    rows = table.iter("tr")
    return max((len(row.findall("td")) + len(row.findall("th")) for row in rows), default=0) < 2


def _take_table(table: Any, walk: _Walk, look: _Look) -> None:
    caption = table.find("caption")
    if caption is not None:
        walk.write(caption.text_content(), look)
        walk.close(replace(look, centred=True))
    walk.tables += 1
    part_rows(table, lines_of_cell)
    hidden = hidden_columns(table)
    anchor = f"table[{walk.tables}]"
    cells = [
        cell
        for cell in table_cells(table, anchor, _cell_text)
        if not hidden.issuperset(range(cell.column, cell.column + cell.column_span))
    ]
    right = with_spans(cells, anchor) if table in walk.drawn else NativeTable(cells)
    left = walk.blocks[-1] if walk.blocks and _stands_beside(table) else None
    joined = put_beside(left, right) if isinstance(left, NativeTable) and left.cells and cells else None
    walk.blocks[-1 if joined else len(walk.blocks) :] = [joined or right]


def _stands_beside(table: Any) -> bool:
    """Whether a table is alone in a cell of one that arranges the page, right of another such."""
    cell = next(table.iterancestors("td"), None)
    return cell is not None and _holds_a_table(cell) and _holds_a_table(cell.getprevious())


def _holds_a_table(cell: Any) -> bool:
    """Whether there is one table in a cell, and nothing else."""
    tables = [] if cell is None else list(cell.iterdescendants("table"))
    return len(tables) == 1 and cell.text_content().strip() == tables[0].text_content().strip()


def _cell_text(cell: Any) -> str:
    """The text of a cell, one line a block."""
    walk = _Walk()
    walk.write(cell.text or "", _Look())
    for child in cell:
        _walk(child, _Look(), walk)
        walk.write(child.tail or "", _Look())
    walk.close(_Look())
    return "\n".join(block.text for block in walk.blocks if isinstance(block, NativeText))
