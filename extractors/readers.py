"""The reader of each format; it is loaded when the first file of that format comes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import BinaryIO, cast

from extractors.detection import (
    DOC,
    DOCX,
    ENCRYPTED_OFFICE,
    EXCEL_XML,
    FLAT_ODT,
    HTML,
    JPEG,
    MARKDOWN,
    MHTML,
    ODT,
    OFD,
    PDF,
    PNG,
    RAR,
    RTF,
    SEVEN_ZIP,
    TEXT,
    TIFF,
    UNKNOWN,
    WORD_XML,
    XLS,
    XLSX,
    detect,
)
from extractors.errors import EmptyFile, NotUnpacked, UnknownFormat, UnreadableFile
from extractors.flow import Content

READERS: dict[str, tuple[str, str]] = {
    PDF: ("extractors.pages.reading", "read_pdf"),
    **dict.fromkeys((JPEG, PNG, TIFF), ("extractors.pages.reading", "read_picture_file")),
    OFD: ("extractors.ofd.reading", "read_ofd"),
    DOCX: ("extractors.word.docx", "read_docx"),
    XLSX: ("extractors.workbooks.reading", "read_xlsx"),
    XLS: ("extractors.workbooks.reading", "read_xls"),
    EXCEL_XML: ("extractors.workbooks.reading", "read_excel_xml"),
    HTML: ("extractors.web.html", "read_html"),
    MHTML: ("extractors.web.mhtml", "read_mhtml"),
    DOC: ("extractors.word.legacy", "read_doc"),
    RTF: ("extractors.word.legacy", "read_rtf"),
    WORD_XML: ("extractors.word.legacy", "read_word_xml"),
    ODT: ("extractors.word.legacy", "read_odt"),
    FLAT_ODT: ("extractors.word.legacy", "read_flat_odt"),
    **dict.fromkeys((TEXT, MARKDOWN), ("extractors.text.reading", "read_text")),
    ENCRYPTED_OFFICE: ("extractors.word.legacy", "refuse_encrypted"),
}
"""Media type -> module and function that reads it: bytes in, :class:`~extractors.flow.Content` out."""

SOUGHT = frozenset(READERS) - {JPEG, PNG}
"""What is taken from folders and archives; pictures lie there mostly as photographs and emblems, and
text only if it speaks of a budget."""


MOST_LOOKED_AT = 1 << 20
"""Bytes of a text that are looked at for what it speaks of."""


def is_sought(media_type: str, file: BinaryIO) -> bool:
    """Whether an open file of a format is taken from a folder or an archive; its position does not stay.

    Beside disclosures lie texts of all kinds: logs, programs, pages of instructions.
    """
    if media_type not in (TEXT, MARKDOWN):
        return media_type in SOUGHT
    from extractors.text.reading import speaks_of_budgets

    file.seek(0)
    return speaks_of_budgets(file.read(MOST_LOOKED_AT))


def read_content(data: bytes) -> tuple[str, Content]:
    """The media type of a file, by its bytes, and its content.

    Raises a subclass of :class:`~extractors.errors.UnreadableFile`.
    """
    if not data:
        raise EmptyFile
    media_type = detect(BytesIO(data))
    try:
        return media_type, reader_of(media_type)(data)
    except UnreadableFile as error:
        error.media_type = None if media_type == UNKNOWN else media_type
        raise


def reader_of(media_type: str) -> Callable[[bytes], Content]:
    """The reader of a format, loaded. Raises :class:`~extractors.errors.UnknownFormat`."""
    if media_type in (RAR, SEVEN_ZIP):
        raise NotUnpacked
    if media_type not in READERS:
        raise UnknownFormat(media_type)
    module, function = READERS[media_type]
    return cast(Callable[[bytes], Content], getattr(import_module(module), function))
