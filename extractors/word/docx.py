"""DOCX files into a flow: their tables are made ready for what reads cells.

What pictures, charts and embedded objects show is not read, and that is said.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from extractors.errors import DamagedFile, TooLarge
from extractors.flow import Content, Notice
from extractors.html_tables import LINE_END, native_table
from extractors.native import Block, NativeTable, NativeText, cut_lines, native_flow, put_beside
from extractors.packages import Package, parse_xml
from extractors.tables.captions.inside import MOST_CAPTION_ROWS
from extractors.text.tabbed import tabbed_blocks
from extractors.word.embedded import embedded_workbooks, is_read, placed, workbooks_in
from extractors.word.names import CHART, DIAGRAM, PACKAGE_RELATIONSHIPS, PICTURE, STRICT, VML, value, w
from extractors.word.partition import Element, docx_elements
from extractors.word.plain_xml import ALONE, ANCHOR, BESIDE, footnotes, left_out, settle, strayed
from extractors.word.styles import ParagraphLook, Styles
from extractors.word.tabbed import runs_of_tabbed, tabbed_text

MARK = "\ufdd0"
"""A character that no text has: it encloses the number of a paragraph."""
MARKED = re.compile(f"^(.*?){MARK}(\\d+){MARK}(.*)$", re.DOTALL)
STYLES_DAMAGED = (
    "The styles or the numbering of the file are damaged: numbers that Word generates may be missing."
)
MAIN = "officeDocument"
PARTS = ("styles", "numbering", "footnotes", "endnotes")
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    "{}</Types>"
)
OVERRIDE = (
    '<Override PartName="/word/{}.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"/>'
)
RELATIONSHIP = (
    '<Relationship Id="{0}" Target="{1}.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{2}"/>'
)
KINDS = {
    f"{{{PICTURE}}}pic": "picture",
    f"{{{VML}}}imagedata": "picture",
    f"{{{CHART}}}chart": "chart",
    f"{{{DIAGRAM}}}relIds": "diagram",
    w("object"): "embedded object",
}
FALLBACK = "Fallback"
TWENTIETHS = 20.0
"""Word counts widths in twentieths of a point."""
MOST_GRID_COLUMNS = 1000
"""Columns of a table; Word itself draws 63."""
LONGEST_COUNT = 10
"""Digits; a longer number counts nothing that is there."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph's look or a table's widths, with its anchor; ``text`` is that of its characters alone."""

    anchor: str
    text: str = ""
    look: ParagraphLook | None = None
    widths: list[float] | None = None
    alone: bool = False
    beside: bool = False
    workbooks: tuple[str, ...] = ()
    tabbed: str = ""


def read_docx(data: bytes) -> Content:
    """The content of a DOCX file.

    Raises :class:`~extractors.errors.DamagedFile`, :class:`~extractors.errors.EncryptedFile`,
    :class:`~extractors.errors.TooLarge`, :class:`~extractors.errors.UnsafeFile`.
    """
    package = Package(data)
    parts = _parts(package)
    root = parts.pop(MAIN)
    body, *further = root.findall(w("body")) or [None]
    if body is None:
        raise DamagedFile("it has no body")
    for other in further:
        body.extend(list(other))
    books = embedded_workbooks(
        package,
        ({name: path for name, _, path in _relationships(package, _related(package, "")[MAIN])}),
        body,
    )
    styles = Styles(parts.get("styles"))
    notes = {
        name: note
        for kind in ("footnote", "endnote")
        if (part := parts.pop(f"{kind}s", None)) is not None
        for name, note in footnotes(kind, part).items()
    }
    notices = picture_notices(body, books)
    if lost := left_out(body, notes):
        message = f"Of the document is missing: {', '.join(lost)}."
        notices.append(Notice("reading", "error", "content_left_out", message))
    settle(body, styles, notes)
    if astray := strayed(body):
        message = f"Of the document is missing: {astray} characters that stand outside of its paragraphs."
        notices.append(Notice("reading", "error", "content_left_out", message))
    blocks = _marked(body, styles)
    elements, whole = _elements(root, parts)
    if not whole:
        notices.append(Notice("reading", "warning", "styles_damaged", STYLES_DAMAGED))
    return Content(native_flow(_native(elements, blocks, books)), None, notices)


def _parts(package: Package) -> dict[str, Any]:
    """The parts that hold text, by the type of the relationship that leads to them."""
    main = _related(package, "")[MAIN]
    related = _related(package, main)
    parts = {MAIN: _part(package, main)}
    for kind in PARTS:
        if (name := related.get(kind)) and name in package:
            parts[kind] = _part(package, name)
    return parts


def _part(package: Package, name: str) -> Any:
    data = package.read(name)
    for strict, usual in STRICT:
        data = data.replace(strict, usual)
    return parse_xml(data, name)


def _relationships(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """Name and type of each relationship of a part, and the part of the package that it leads to."""
    folder = dirname(part)
    name = join(folder, "_rels", part.removeprefix(folder).lstrip("/") + ".rels")
    if name in package:
        for one in package.xml(name).iter(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                yield one.get("Id", ""), one.get("Type", "").rpartition("/")[2], path


def _related(package: Package, part: str) -> dict[str, str]:
    """Type of relationship -> part that it leads to, inside of the package."""
    related: dict[str, str] = {}
    for _, kind, path in _relationships(package, part):
        related.setdefault(kind, path)
    if not part:
        related.setdefault(MAIN, "word/document.xml")
    return related


def _marked(body: Any, styles: Styles) -> list[_Block]:
    """What is known of each block of the body; puts its number into each paragraph."""
    blocks: list[_Block] = []
    for block in body:
        anchor = block.attrib.pop(ANCHOR, "")
        alone, beside = (block.attrib.pop(name, None) is not None for name in (ALONE, BESIDE))
        if block.tag == w("tbl"):
            prepare(block)
            blocks.append(_Block(anchor, widths=column_widths(block), alone=alone, beside=beside))
            continue
        text = "".join(part.text or "" for part in block.iter(w("t"))).strip()
        run = etree.Element(w("r"))
        etree.SubElement(run, w("t")).text = f"{MARK}{len(blocks)}{MARK}"
        tabbed = tabbed_text(block)
        if text:
            block.insert(1 if block.find(w("pPr")) is not None else 0, run)
        blocks.append(
            _Block(anchor, text, styles.look(block), workbooks=tuple(workbooks_in(block)), tabbed=tabbed)
        )
    etree.strip_elements(body, w("rPr"))
    return blocks


def _packed(root: Any, parts: dict[str, Any]) -> bytes:
    """A package of the settled document, with its styles and numbering and nothing else."""
    buffer = BytesIO()
    relationships = f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}">{{}}</Relationships>'
    with zipfile.ZipFile(buffer, "w") as archive:
        overrides = [OVERRIDE.format("document", "document.main")]
        overrides += [OVERRIDE.format(kind, kind) for kind in parts]
        archive.writestr("[Content_Types].xml", TYPES.format("".join(overrides)))
        main = RELATIONSHIP.format("r1", "word/document", MAIN)
        archive.writestr("_rels/.rels", relationships.format(main))
        others = "".join(RELATIONSHIP.format(f"r{n}", kind, kind) for n, kind in enumerate(parts))
        archive.writestr("word/_rels/document.xml.rels", relationships.format(others))
        archive.writestr("word/document.xml", etree.tostring(root))
        for kind, part in parts.items():
            archive.writestr(f"word/{kind}.xml", etree.tostring(part))
    return buffer.getvalue()


def _elements(root: Any, parts: dict[str, Any]) -> tuple[list[Element], bool]:
    """What the document holds, and whether its styles and numbering could be read with it.

    Raises :class:`~extractors.errors.DamagedFile`.
    """
    for known in (parts, {}):
        try:
            return list(docx_elements(_packed(root, known))), known is parts
        except MemoryError:
            raise
        except Exception as error:  # The library raises errors of many kinds on values that no schema knows.
            damage = error
    raise DamagedFile(type(damage).__name__) from damage


def _native(
    elements: list[Element], blocks: list[_Block], books: dict[str, list[NativeText | NativeTable]]
) -> Iterator[NativeText | NativeTable]:
    """The blocks in order, each with the text or the cells that the elements give for it.

    Raises :class:`~extractors.errors.TooLarge` for a table beyond measure, and
    :class:`~extractors.errors.DamagedFile` if what is read is not what is there.
    """
    texts: dict[int, str] = {}
    tables: list[str | None] = []
    for element in elements:
        if element.is_table:
            tables.append(element.html)
        elif marked := MARKED.match(element.text):
            label, number, text = marked.groups()
            texts[int(number)] = f"{label} {text}".strip()
    if len(tables) != sum(block.look is None for block in blocks):
        raise DamagedFile("its tables cannot be told apart")
    following = iter(tables)
    left: NativeTable | None = None
    tabbed = {number: block.tabbed for number, block in enumerate(blocks) if block.tabbed}
    blank = {number for number, block in enumerate(blocks) if block.look is not None and not block.text}
    runs = {run[0]: run for run in runs_of_tabbed(tabbed, blank)}
    of_tables = {number for run in runs.values() for number in run}
    for number, block in enumerate(blocks):
        if number in runs:
            above = [block.text for block in blocks[max(0, number - MOST_CAPTION_ROWS) : number]]
            yield from tabbed_blocks({n: (blocks[n].anchor, blocks[n].tabbed) for n in runs[number]}, above)
        elif number in of_tables:
            pass
        elif block.look is None:
            source = next(following)
            if source is None:
                raise TooLarge(block.anchor)
            table = native_table(source, block.anchor, block.widths, block.alone)
            joined = put_beside(left, table) if left and block.beside else None
            if left and not joined:
                yield left
            left = joined or table
            if number + 1 < len(blocks) and blocks[number + 1].beside:
                continue
            yield left
            left = None
        elif text := texts.get(number, block.text):
            look = block.look
            yield from cut_lines(text, NativeText("", block.anchor, look.size, look.centred, look.level))
        for name in block.workbooks:
            yield from placed(books.get(name, []), block.anchor)


def picture_notices(body: Any, read: dict[str, list[Block]]) -> list[Notice]:
    """One notice that counts them, if there are any; ``read`` are the workbooks among them that were read."""
    found = Counter(
        KINDS[element.tag]
        for element in body.iter(*KINDS)
        if not any(
            str(parent.tag).endswith(FALLBACK) or is_read(parent, read)
            for parent in (element, *element.iterancestors())
        )
    )
    if not found:
        return []
    counts = ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in sorted(found.items()))
    message = f"What the file shows in pictures is not read: {counts}."
    return [Notice("reading", "warning", "picture_without_text", message)]


def column_widths(table: Any) -> list[float] | None:
    """The widths of the grid's columns in points, if the file says them."""
    widths = [column.get(w("w"), "") for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    if not widths or not all(width.isdecimal() and len(width) < LONGEST_COUNT for width in widths):
        return None
    return [int(width) / TWENTIETHS for width in widths]


def prepare(table: Any) -> None:
    """Make cells sound: ends of lines are marked, cells that go on from none above begin anew.

    Raises :class:`~extractors.errors.TooLarge` for a row of more columns than any page has.
    """
    above: dict[int, int] = {}
    for row in table.iterchildren(w("tr")):
        _join_across(row)
        here: dict[int, int] = {}
        column = _count(value(row, "trPr", "gridBefore"), 0)
        for cell in row.iterchildren(w("tc")):
            span = _count(value(cell, "tcPr", "gridSpan"), 1)
            _set_span(cell, span)
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            if merge is not None:
                goes_on = merge.get(w("val")) != "restart" and above.get(column) == span
                merge.set(w("val"), "continue" if goes_on else "restart")
            here[column] = span
            column += span
            _mark_lines(cell)
        if column > MOST_GRID_COLUMNS:
            raise TooLarge(f"a table of {column:,} columns")
        above = here


def _join_across(row: Any) -> None:
    """Cells merged with those at their left in the old way (``w:hMerge``) become one that spans more."""
    before: Any = None
    for cell in row.findall(w("tc")):
        merge = cell.find(f"{w('tcPr')}/{w('hMerge')}")
        if merge is None or merge.get(w("val")) == "restart" or before is None:
            before = cell
            continue
        spans = [_count(value(one, "tcPr", "gridSpan"), 1) for one in (before, cell)]
        _set_span(before, sum(spans))
        before.extend(cell.findall(w("p")))
        row.remove(cell)


def _set_span(cell: Any, span: int) -> None:
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = etree.Element(w("tcPr"))
        cell.insert(0, properties)
    written = properties.find(w("gridSpan"))
    if written is None:
        if span == 1:
            return
        written = etree.Element(w("gridSpan"))
        properties.insert(0, written)
    written.set(w("val"), str(span))


def _count(text: str | None, least: int) -> int:
    if not text or not text.isdecimal():
        return least
    return max(int(text), least) if len(text) < LONGEST_COUNT else MOST_GRID_COLUMNS + 1


def _mark_lines(cell: Any) -> None:
    """Put a mark at the end of each line of a cell, for what reads it knows only blanks."""
    for line_end in list(cell.iter(w("br"), w("cr"))):
        line_end.tag = w("t")
        line_end.text = LINE_END
    paragraphs = cell.findall(w("p"))
    for paragraph in paragraphs[:-1]:
        run = etree.SubElement(paragraph, w("r"))
        etree.SubElement(run, w("t")).text = LINE_END
