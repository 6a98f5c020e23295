"""Blocks -> a Word file (DOCX). python-docx gives the package with its styles, numbering and footer."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.printing.package import same_bytes
from corpus.printing.pages import Block
from corpus.printing.word_body import Body, WordHabits, fonts
from corpus.printing.word_lists import FIRST_LIST, LEADS


def write(blocks: list[Block], title: str, year: int, habits: WordHabits) -> tuple[bytes, dict[int, str]]:
    """The blocks as DOCX, and the anchor of each figure by its identity; same blocks, same bytes."""
    document = Document()
    _styles(document)
    body = Body(habits)
    for block in blocks:
        body.add(block)
    _fill(document, body)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "办公室", "办公室"
    properties.created = properties.modified = datetime(year + 1, 2, 28, 9, 30)
    buffer = BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue()), body.anchors


def _styles(document: WordDocument) -> None:
    """Chinese fonts and black headings, as office templates have them."""
    for name, size, face in (
        ("Normal", 15, "仿宋_GB2312"),
        ("Heading 1", 22, "方正小标宋简体"),
        ("Heading 2", 16, "黑体"),
        ("Heading 3", 16, "楷体_GB2312"),
    ):
        element = document.styles[name].element
        for old in element.xpath("w:rPr"):
            element.remove(old)
        element.append(
            parse_xml(
                f"<w:rPr {nsdecls('w')}><w:rFonts {fonts(face)}/><w:color w:val='000000'/>"
                f"<w:sz w:val='{size * 2}'/><w:szCs w:val='{size * 2}'/></w:rPr>"
            )
        )


def _fill(document: WordDocument, body: Body) -> None:
    """Put the body's XML into the document, with its lists and its footer."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    footer.paragraphs[0]._p.getparent().replace(
        footer.paragraphs[0]._p,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:jc w:val="center"/></w:pPr>'
            '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
            '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
        ),
    )
    element = document.element.body
    (reference,) = element.xpath("w:sectPr/w:footerReference")
    footer_id = reference.rId
    for child in list(element):
        element.remove(child)
    xml = f"<w:body {nsdecls('w', 'r')}>{body.finished(footer_id)}</w:body>"
    for child in list(parse_xml(xml)):
        element.append(child)
    numbering = document.part.numbering_part.element
    first = next(iter(numbering.xpath("w:num")), None)
    for position, (_, form, text) in enumerate(LEADS.values()):
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{FIRST_LIST + position}">'
            f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        )
        if first is None:
            numbering.append(abstract)
        else:
            first.addprevious(abstract)
    for number, position in body.lists:
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{FIRST_LIST + position}"/>'
                f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
