"""Word's XML brought to plain paragraphs and tables: what a reader of the printed page sees.

Deleted and hidden text goes, inserted text stays; wrappers (content controls, smart tags, fields, links)
give way to what they hold; text boxes stand after their paragraph, notes after the block that refers
to them, nested tables after the table that holds them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from lxml import etree

from extractors.word.names import COMPATIBILITY, MATH, WORD, w
from extractors.word.styles import Styles

GONE = [
    w(name)
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "lastRenderedPageBreak",
        "sectPr",
        "commentReference",
        "sdtPr",
        "sdtEndPr",
        "smartTagPr",
        "customXmlPr",
        "rt",
    )
]
WRAPPERS = [
    w(name)
    for name in (
        "ins",
        "moveTo",
        "sdt",
        "sdtContent",
        "smartTag",
        "customXml",
        "fldSimple",
        "hyperlink",
        "bdo",
        "dir",
        "ruby",
        "rubyBase",
    )
]
CONTENT = frozenset(map(w, ("p", "tbl", "tr", "tc", "r", "t")))
HOLDERS = frozenset(map(w, ("p", "tbl", "tr", "tc", "r", "txbxContent")))
"""What may hold text, rows or cells itself."""
INLINE = frozenset(map(w, ("p", "r")))
"""What holds no blocks."""
ANCHOR = "{urn:duizhang}anchor"
"""Attribute of a block of the body: its place in the file."""
ALONE = "{urn:duizhang}alone"
"""Attribute of a table that stood in another one: it goes on from no other."""
BESIDE = "{urn:duizhang}beside"
"""Attribute of one that stood right of the one before it, and nothing else with either."""


def settle(body: Any, styles: Styles, notes: dict[str, Any]) -> None:
    """Bring ``body`` to plain blocks, in place; each has its :data:`ANCHOR`.

    ``notes`` are the document's footnotes and endnotes by kind and id (``footnote 2``).
    """
    _choose_alternatives(body)
    _join_deleted_marks(body)
    _remove(row for row in body.iter(w("tr")) if row.find(f"{w('trPr')}/{w('del')}") is not None)
    _remove(body.iter(*GONE))
    for wrapper in list(body.iter(*WRAPPERS)):
        _unwrap(wrapper)
    for element in reversed(list(body.iterdescendants())):
        if element.tag not in HOLDERS and any(child.tag in CONTENT for child in element):
            _unwrap(
                element
            )  # it is none of Word's, or none that we know: what it holds is shown all the same
    _remove(run for run in body.iter(w("r")) if styles.is_hidden(run))
    _part_runs(body)
    _lift_blocks(body)
    _write_formulas(body)
    _number(body)
    for box in list(body.iter(w("txbxContent"))):
        _lift_box(box)
    for block in list(body):
        _add_notes(block, notes)
    tables = [block for block in body if block.tag == w("tbl")]
    while tables:
        tables += _open_nested(tables.pop())


def _remove(elements: Iterable[Any]) -> None:
    for element in list(elements):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    index = parent.index(element)
    parent[index : index + 1] = list(element)


def _part_runs(body: Any) -> None:
    """A run within another one, as characters with their reading above are, is a part of that."""
    for run in list(body.iter(w("r"))):
        if run.getparent().tag == w("r"):
            _remove(run.findall(w("rPr")))
            _unwrap(run)


def _lift_blocks(body: Any) -> None:
    """A paragraph or a table within a paragraph, which Word does not write, comes after that."""
    for block in reversed(list(body.iter(w("p"), w("tbl")))):
        if block.getparent().tag in INLINE:
            paragraph = next(block.iterancestors(w("p")), None)
            if paragraph is not None:
                block.getparent().remove(block)
                paragraph.addnext(block)


def strayed(body: Any) -> int:
    """Characters of a settled ``body`` that stand where no paragraph and no cell of a table is."""
    count = 0
    for text in body.iter(w("t")):
        way = [element.tag for element in text.iterancestors()]
        outer = way[2 : way.index(body.tag)] if body.tag in way else []
        placed = way[:2] == [w("r"), w("p")] and outer in ([], [w("tc"), w("tr"), w("tbl")])
        count += 0 if placed else len("".join((text.text or "").split()))
    return count


def _choose_alternatives(body: Any) -> None:
    """Of each ``mc:AlternateContent`` what Word itself shows: the first choice."""
    for alternatives in list(body.iter(f"{{{COMPATIBILITY}}}AlternateContent")):
        chosen = alternatives.find(f"{{{COMPATIBILITY}}}Choice")
        if chosen is None:
            chosen = alternatives.find(f"{{{COMPATIBILITY}}}Fallback")
        for other in list(alternatives):
            if other is not chosen:
                alternatives.remove(other)
        if chosen is not None:
            _unwrap(chosen)
        _unwrap(alternatives)


def _join_deleted_marks(body: Any) -> None:
    """A paragraph whose end was deleted goes on with the next one."""
    path = f"{w('pPr')}/{w('rPr')}/{w('del')}"
    for paragraph in list(body.iter(w("p"))):
        if paragraph.find(path) is None:
            continue
        following = paragraph.getnext()
        if following is not None and following.tag == w("p"):
            start = 1 if following.find(w("pPr")) is not None else 0
            following[start:start] = [child for child in paragraph if child.tag != w("pPr")]
            paragraph.getparent().remove(paragraph)


def _write_formulas(body: Any) -> None:
    """Formulas as the text of their characters."""
    for formula in list(body.iter(f"{{{MATH}}}oMath")):
        parent = formula.getparent()
        run = etree.Element(w("r"))
        etree.SubElement(run, w("t")).text = "".join(text.text or "" for text in formula.iter(f"{{{MATH}}}t"))
        parent[parent.index(formula)] = run
    for paragraph in list(body.iter(f"{{{MATH}}}oMathPara")):
        _unwrap(paragraph)


def _number(body: Any) -> None:
    """Give each block of the body its anchor; take away what is no block and holds no text."""
    paragraphs = tables = 0
    for block in list(body):
        if block.tag == w("p"):
            paragraphs += 1
            block.set(ANCHOR, f"p[{paragraphs}]")
        elif block.tag == w("tbl"):
            tables += 1
            block.set(ANCHOR, f"table[{tables}]")
        elif not any((text.text or "").strip() for text in block.iter(w("t"))):
            body.remove(block)


def _lift_box(box: Any) -> None:
    """The blocks of a text box come after the paragraph that it hangs on."""
    paragraph = next(box.iterancestors(w("p")), None)
    box.getparent().remove(box)
    if paragraph is None:
        return
    anchor = paragraph.get(ANCHOR)
    for block in reversed([block for block in box if block.tag in (w("p"), w("tbl"))]):
        if anchor:
            block.set(ANCHOR, f"{anchor}/box")
        paragraph.addnext(block)


def _add_notes(block: Any, notes: dict[str, Any]) -> None:
    """The notes that a block refers to come after it."""
    place = block
    for reference in block.iter(w("footnoteReference"), w("endnoteReference")):
        kind = etree.QName(reference).localname.removesuffix("Reference")
        number = reference.get(w("id"))
        note = notes.get(f"{kind} {number}")
        for paragraph in note.iter(w("p")) if note is not None else ():
            added = copy.deepcopy(paragraph)
            added.set(ANCHOR, f"{kind}[{number}]")
            place.addnext(added)
            place = added


def _open_nested(table: Any) -> list[Any]:
    """Take the tables out of the cells of ``table``; those, which may hold others.

    A table of one column, or without a text of its own, is a frame around what it holds: its content
    takes its place.
    """
    anchor = table.get(ANCHOR)
    nested: list[Any] = []
    for row, cells in enumerate(table.iterchildren(w("tr")), 1):
        before: list[Any] = []
        for column, cell in enumerate(cells.iterchildren(w("tc")), 1):
            tables = cell.findall(w("tbl"))
            for number, inner in enumerate(tables, 1):
                inner.set(ANCHOR, f"{anchor}/r{row}c{column}/table[{number}]")
                inner.set(ALONE, "1")
                nested.append(inner)
            tables = [] if _has_text(cell) else tables
            if len(before) == len(tables) == 1:
                tables[0].set(BESIDE, "1")
            before = tables
    place = table
    rows = [row.findall(w("tc")) for row in table.iterchildren(w("tr"))]
    bare = bool(nested) and not any(_has_text(cell) for cells in rows for cell in cells)
    if bare or rows and all(len(cells) == 1 for cells in rows):
        for row, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells, 1):
                for block in list(cell):
                    if block.tag == w("p") and not bare:
                        block.set(ANCHOR, f"{anchor}/r{row}c{column}")
                    elif block.tag != w("tbl"):
                        continue
                    place.addnext(block)
                    place = block
        table.getparent().remove(table)
        return nested
    for inner in nested:
        place.addnext(inner)
        place = inner
    return nested


def _has_text(cell: Any) -> bool:
    """Whether a cell says something besides what the tables in it do, or shows a picture."""
    return any(
        "".join(paragraph.itertext()).strip()
        or next(paragraph.iter(w("drawing"), w("pict"), w("object")), None)
        for paragraph in cell.findall(w("p"))
    )


def footnotes(kind: str, root: Any) -> dict[str, Any]:
    """The notes of a part by kind and id, as :func:`settle` takes them."""
    return {f"{kind} {note.get(f'{{{WORD}}}id')}": note for note in root.iter(w(kind))}


def left_out(body: Any, notes: dict[str, Any]) -> list[str]:
    """What of a document is not in the file that holds it, or not as Word's own XML, in words."""
    elsewhere = sum(1 for _ in body.iter(w("altChunk"), w("subDoc")))
    missing = 0
    for reference in body.iter(w("footnoteReference"), w("endnoteReference")):
        kind = etree.QName(reference).localname.removesuffix("Reference")
        missing += f"{kind} {reference.get(w('id'))}" not in notes
    found = ((elsewhere, "parts in other formats"), (missing, "notes that are not there"))
    return [f"{count} {words}" for count, words in found if count]
