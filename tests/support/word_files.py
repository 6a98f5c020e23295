"""Word files made of a few lines of XML, so that a test shows what is in them."""

from __future__ import annotations

import io
import zipfile

from extractors.flow import Content
from extractors.paragraphs import Paragraph

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
RELATIONSHIP = (
    '<Relationship Id="r{0}" Target="{0}.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}"/>'
)
MAIN = (
    '<Relationship Id="r" Target="word/document.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
)


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph; ``properties`` and ``run`` are XML of the paragraph's and the run's settings."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    """A cell; text that is no XML becomes its paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: list[str]) -> str:
    """A table of cells given as text or as :func:`tc`."""
    made = ["".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def docx(*blocks: str, **parts: str) -> bytes:
    """A DOCX file of these blocks; ``parts`` are the content of ``styles``, ``numbering`` and so on."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS.format(MAIN))
        archive.writestr(
            "word/_rels/document.xml.rels", RELATIONSHIPS.format("".join(map(RELATIONSHIP.format, parts)))
        )
        archive.writestr(
            "word/document.xml", f"<w:document {NAMES}><w:body>{''.join(blocks)}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{content}</w:{name}>")
    return buffer.getvalue()


def texts(content: Content) -> list[str]:
    """The paragraphs of a flow, and a word for each table."""
    return [block.text if isinstance(block, Paragraph) else "TABLE" for block in content.flow.blocks]  # type: ignore[union-attr]


def cells(content: Content, number: int = 0) -> dict[tuple[int, int], tuple[str, int, int]]:
    """Row and column -> text, row span and column span, of a table's filled cells."""
    sheet = content.flow.sheets[number]
    return {
        (cell.row, cell.column): ("\n".join(cell.texts), cell.row_span, cell.column_span)
        for cell in sheet.cells
        if cell.texts
    }


HEADING = '<w:jc w:val="center"/>'

LARGE = '<w:sz w:val="36"/>'

HEADER = ["科目编码", "科目名称", "本年收入合计", "财政拨款收入"]

ROW = ["201", "一般公共服务支出", "10.00", "10.00"]


def disclosure() -> bytes:
    """A small disclosure with a chapter and a table."""
    return docx(
        p("某县水务局2024年度部门决算", HEADING, LARGE),
        p("第一部分 部门决算情况说明"),
        p("一、收入决算情况说明"),
        p("2024年度收入合计10.00万元，其中：财政拨款收入10.00万元，占100%。"),
        p("第二部分 部门决算表"),
        p("收入决算表", HEADING, LARGE),
        f"<w:p>{r('部门：某县水务局')}<w:r><w:tab/></w:r>{r('金额单位：万元')}</w:p>",
        tbl(HEADER, ROW),
        p("注：本表反映各项收入。"),
    )


def rezipped(data: bytes, **changed: bytes) -> bytes:
    """The file with other parts; a part is named by its file, with ``_`` for the dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name.rpartition("/")[2].replace(".", "_"), old.read(name)))
    return buffer.getvalue()
