"""DOCX files into a flow."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from extractors.errors import DamagedFile, TooLarge
from extractors.flow import Content, Notice
from extractors.html_tables import native_table
from extractors.native import NativeTable, NativeText, cut_lines, native_flow
from extractors.packages import Package, parse_xml
from extractors.tables.captions import MOST_CAPTION_ROWS
from extractors.word.embedded import embedded_workbooks, placed, workbooks_in
from extractors.word.names import PACKAGE_RELATIONSHIPS, STRICT, w
from extractors.word.partition import Element, docx_elements
from extractors.word.pictures import picture_notices
from extractors.word.plain_xml import ALONE, ANCHOR, footnotes, left_out, settle, strayed
from extractors.word.styles import ParagraphLook, Styles
from extractors.word.tabbed import runs_of_tabbed, tabbed_blocks, tabbed_text
from extractors.word.tables import column_widths, prepare

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


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph's look or a table's widths, with its anchor; ``text`` is that of its characters alone."""

    anchor: str
    text: str = ""
    look: ParagraphLook | None = None
    widths: list[float] | None = None
    alone: bool = False
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
    books = embedded_workbooks(package, _targets(package, _related(package, "")[MAIN]), body)
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


def _targets(package: Package, part: str) -> dict[str, str]:
    """Name of a relationship -> part that it leads to."""
    return {name: path for name, _, path in _relationships(package, part)}


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
        alone = block.attrib.pop(ALONE, None) is not None
        if block.tag == w("tbl"):
            prepare(block)
            blocks.append(_Block(anchor, widths=column_widths(block), alone=alone))
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
            yield native_table(source, block.anchor, block.widths, block.alone)
        elif text := texts.get(number, block.text):
            look = block.look
            yield from cut_lines(text, NativeText("", block.anchor, look.size, look.centred, look.level))
        for name in block.workbooks:
            yield from placed(books.get(name, []), block.anchor)
