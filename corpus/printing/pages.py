"""Blocks of a disclosure (cover, contents, headings, paragraphs, tables) -> pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.printing.grid import Fitted, PageRow, cut, fitted, part_on_page
from corpus.printing.look import A4, Look, Measure, SamplePage, Stroke, Text, wrap
from corpus.tables.sheet import MadeSheet, caption_rows

UNRULED = ("none", "zebra", "three", "horizontal")


@dataclass(slots=True)
class Heading:
    """A heading; level 1 (第X部分) begins a page. ``listed``: it stands in the table of contents."""

    text: str
    level: int = 1
    listed: bool = True
    page: int = 0


@dataclass(slots=True)
class SetParagraph:
    """Narrative text; ``page_of[i]`` is the page of its character ``i`` once it is set."""

    text: str
    page_of: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Cover:
    """The cover: lines of the title and what stands below."""

    lines: list[str]
    foot: str = ""


@dataclass(slots=True)
class Contents:
    """The table of contents (目录) of all listed headings and tables."""

    title: str = "目\u3000录"


@dataclass(slots=True)
class SetTable:
    """A sheet to be set; ``pages`` and ``page_of`` (by identity of the figure) once it is."""

    sheet: MadeSheet
    pages: list[int] = field(default_factory=list)
    page_of: dict[int, int] = field(default_factory=dict)


Block = Heading | SetParagraph | Cover | Contents | SetTable


class Setter:
    """Sets blocks one after the other; holds the page that is being filled."""

    def __init__(self, look: Look, measure: Measure, contents: list[tuple[str, int, int]]) -> None:
        self.look, self.measure, self.contents = look, measure, contents
        self.pages: list[SamplePage] = []
        self.y = 0.0
        self.numbered: set[int] = set()

    @property
    def page(self) -> SamplePage:
        return self.pages[-1]

    @property
    def bottom(self) -> float:
        return self.page.height - self.look.margin[3]

    def new_page(self, wide: bool = False, numbered: bool = True) -> None:
        """Begin a page, portrait or landscape."""
        width, height = (A4[1], A4[0]) if wide else A4
        self.pages.append(SamplePage(width, height, rotated=wide and self.look.landscape == "rotate"))
        self.y = self.look.margin[1]
        if numbered:
            self.numbered.add(len(self.pages))

    def line(self, text: str, x: float, size: float, bold: bool = False, height: float = 0.0) -> None:
        """One line of text at the current height."""
        height = height or size * 1.6
        if text:
            self.page.marks.append(Text(round(x, 2), round(self.y + height * 0.7, 2), text, size, bold))
        self.y += height

    def centred(self, text: str, size: float, bold: bool = False, height: float = 0.0) -> None:
        """Lines of text in the middle of the page."""
        left, right = self.look.margin[0], self.page.width - self.look.margin[2]
        for line in wrap(text, right - left, size, self.measure):
            self.line(line, (left + right - self.measure(line, size)) / 2, size, bold, height)

    def cover(self, block: Cover) -> None:
        self.new_page(numbered=False)
        self.y = 210
        for line in block.lines:
            self.centred(line, 26, True, 52)
        if block.foot:
            self.y = self.page.height - 180
            self.centred(block.foot, 16)

    def table_of_contents(self, block: Contents) -> None:
        self.new_page(numbered=False)
        self.centred(block.title, 20, True, 44)
        size, right = 12.0, self.page.width - self.look.margin[2]
        for text, level, number in self.contents:
            x = self.look.margin[0] + (level - 1) * 18
            tail = str(number)
            room = right - x - self.measure(text, size) - self.measure(tail, size)
            dots = "." * max(3, int(room / self.measure(".", size)) - 1)
            if self.y > self.bottom - 20:
                self.new_page(numbered=False)
            self.line(text + dots + tail, x, size, level == 1, 21)

    def heading(self, block: Heading) -> None:
        if block.level == 1:
            self.new_page()
            self.centred(block.text, 20, True, 48)
        else:
            size, height = self.look.text_size, self.look.line_height
            if not self.pages or self.y + 2 * height > self.bottom or self.page.width > self.page.height:
                self.new_page()
            left = self.look.margin[0]
            room = self.page.width - left - self.look.margin[2]
            for n, text in enumerate(wrap(block.text, room, size, self.measure, 2 * size)):
                self.line(text, left + (0 if n else 2 * size), size, True, height)
        block.page = len(self.pages)

    def paragraph(self, block: SetParagraph) -> None:
        size, height = self.look.text_size, self.look.line_height
        left = self.look.margin[0]
        if self.page.width > self.page.height:
            self.new_page()
        room = self.page.width - left - self.look.margin[2]
        for n, text in enumerate(wrap(block.text, room, size, self.measure, 2 * size)):
            if self.y + height > self.bottom:
                self.new_page()
            self.line(text, left + (0 if n else 2 * size), size, False, height)
            block.page_of += [len(self.pages)] * len(text)

    def table(self, block: SetTable) -> None:
        sheet, look = block.sheet, self.look.changed(dict(block.sheet.look))
        if sheet.statement.startswith("performance") and look.rulings in UNRULED:
            # A form of keys and values cannot be read without rules; nobody prints it so.
            look = look.changed({"rulings": "lines", "outer": "same"})
        if look.title_inside:
            sheet = _inside(sheet)
        narrow = bool(self.pages) and (self.page.width > self.page.height) == sheet.wide
        if not (look.flow and narrow and self.y + 150 < self.bottom):
            self.new_page(sheet.wide)
        else:
            self.y += 14
        fit = fitted(sheet, look, look.margin[0], self.page.width - look.margin[2], self.measure)
        self._title(sheet, look)
        block.pages = [len(self.pages)]
        bands = self._break(fit, block)
        for i, number in enumerate(block.pages):
            part = part_on_page(fit, bands, i, self.measure)
            page = self.pages[number - 1]
            page.marks += part.marks
            page.figures += part.figures
            block.page_of |= {id(f): number for f in part.figures}
        self.y = bands[-1][-1].bottom + 4
        for note in sheet.notes:
            for text in wrap(note, fit.edges[-1] - fit.edges[0], fit.size, self.measure):
                if self.y + 14 > self.page.height - 40:
                    self.new_page(sheet.wide)
                self.line(text, fit.edges[0], fit.size, False, fit.size * 1.5)

    def _title(self, sheet: MadeSheet, look: Look, more: str = "") -> None:
        if sheet.title:
            self.centred(sheet.title + more, look.title_size, True, look.title_size * 1.8)
        left, right, size = look.margin[0], self.page.width - look.margin[2], look.size
        for start, middle, end in sheet.caption:
            y = round(self.y + size * 1.1, 2)
            for text, x in (
                (start, left),
                (middle, (left + right - self.measure(middle, size)) / 2),
                (end, right - self.measure(end, size)),
            ):
                if text:
                    self.page.marks.append(Text(round(x, 2), y, text, size))
            self.y += size * 1.5
        self.y += look.caption_gap

    def _break(self, fit: Fitted, block: SetTable) -> list[list[PageRow]]:
        """Rows onto pages; a header never stays alone, a cut row goes on overleaf."""
        bands: list[list[PageRow]] = [[]]

        def put(row: int, part: int, height: float) -> None:
            bands[-1].append(PageRow(row, part, round(self.y, 2), round(self.y + height, 2)))
            self.y = round(self.y + height, 2)

        def overleaf() -> None:
            self.new_page(block.sheet.wide)
            block.pages.append(len(self.pages))
            bands.append([])
            if fit.look.repeat == "title":
                self._title(block.sheet, fit.look, fit.look.continued)
            if fit.look.repeat in ("header", "title"):
                for row in range(fit.header_rows):
                    put(row, 0, fit.heights[row])

        for row, height in enumerate(fit.heights):
            left, part = height, 0
            if self.y + left > self.bottom and row >= fit.header_rows and bands[-1]:
                kept = cut(fit, row, self.bottom - self.y)
                if kept:
                    put(row, part, kept)
                    left, part = max(left - kept + 2 * fit.look.padding, fit.lead + 2 * fit.look.padding), 1
                overleaf()
            put(row, part, left)
        return bands


def _inside(sheet: MadeSheet) -> MadeSheet:
    """The sheet with its title and captions as first rows of the grid."""
    return replace(sheet, title="", caption=[], header=caption_rows(sheet) + sheet.header)


def set_pages(blocks: list[Block], look: Look, measure: Measure) -> list[SamplePage]:
    """Set all blocks, twice where there is a table of contents, and number the pages."""
    contents: list[tuple[str, int, int]] = []
    for _ in range(2):
        setter = Setter(look, measure, contents)
        contents = []
        for block in blocks:
            match block:
                case Cover():
                    setter.cover(block)
                case Contents():
                    setter.table_of_contents(block)
                case Heading():
                    setter.heading(block)
                    if block.listed:
                        contents.append((block.text, block.level, block.page))
                case SetParagraph():
                    block.page_of = []
                    setter.paragraph(block)
                case SetTable():
                    block.page_of = {}
                    setter.table(block)
                    if block.sheet.title:
                        contents.append((block.sheet.title.replace("\n", ""), 2, block.pages[0]))
    _running(setter, look)
    return setter.pages


def _running(setter: Setter, look: Look) -> None:
    """Page numbers and running heads."""
    size = 9.0
    for number, page in enumerate(setter.pages, 1):
        if number not in setter.numbered:
            continue
        text = look.page_number.format(n=number, all=len(setter.pages))
        width = setter.measure(text, size)
        outer = page.width - look.margin[2] - width if number % 2 else look.margin[0]
        x = outer if look.page_number_place == "outer" else (page.width - width) / 2
        page.marks.append(Text(round(x, 2), page.height - 30, text, size))
        if look.running_head:
            page.marks.append(Text(look.margin[0], 36, look.running_head, size))
            page.marks.append(Stroke(look.margin[0], 40, page.width - look.margin[2], 40, 0.5))
