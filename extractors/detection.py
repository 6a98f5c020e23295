"""What a file is, by its content; its name says nothing (a .doc may be RTF, a web page or DOCX)."""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import suppress
from typing import BinaryIO

from extractors.charset import utf16_without_mark
from extractors.errors import DamagedFile, TooLarge
from extractors.guards.rations import Rationed, opened_zip, part_name

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
OLE = "application/x-ole-storage"
ENCRYPTED_OFFICE = "application/x-encrypted-office"
"""An Office file behind a password; which one cannot be seen."""
RTF = "application/rtf"
WORD_XML = "application/vnd.ms-word2003xml"
EXCEL_XML = "application/vnd.ms-excel2003xml"
FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
XML = "application/xml"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
HTML = "text/html"
MHTML = "multipart/related"
ZIP = "application/zip"
RAR = "application/vnd.rar"
SEVEN_ZIP = "application/x-7z-compressed"
OFD = "application/ofd"
JPEG, PNG, TIFF, GIF, BMP, WEBP = (f"image/{name}" for name in ("jpeg", "png", "tiff", "gif", "bmp", "webp"))
TEXT = "text/plain"
MARKDOWN = "text/markdown"
JSON = "application/json"
UNKNOWN = "application/octet-stream"

HEAD = 4096
"""Bytes that are looked at where a format has no fixed beginning."""
SIGNATURES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"GIF8", GIF),
    (b"{\\rt", RTF),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
)
PDF_HEADER = b"%PDF-"
PDF_HEADER_WITHIN = 1024
"""Bytes, as readers of PDF accept it (ISO 32000-1, annex H.3.4.1)."""
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
)
"""The stream that tells what an OLE file is. Files of WPS Writer (.wps) have Word's."""
ZIP_MEMBERS = (
    (re.compile(r"word/document\d*\.xml$", re.I), DOCX),
    (re.compile(r"xl/workbook\.(?:xml|bin)$", re.I), XLSX),
    (re.compile(r"ppt/presentation\.xml$", re.I), PPTX),
    (re.compile(r"OFD\.xml$"), OFD),
)
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
MOST_PARTS = 10_000
"""An archive with more members is no Office file."""
MOST_OLE_BYTES = 32 * 1024 * 1024
"""Tables and directory of an OLE file; those of the largest real ones are some hundred kilobytes."""
JSON_START = re.compile(rb"\{\s*(?:\"[^\"\r\n]*\"\s*:|\})|\[\s*(?:[\[{\"\]]|-?\d+(?:\.\d+)?\s*[,\]]\s)")
"""An object with a key, or an array; a bracket with words in it begins a text."""
HTML_START = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<title[\s>]|<table[\s>]|<div[\s>]", re.I
)
XML_START = re.compile(rb"<\?xml\s")
XML_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
"""The first element; instructions and declarations begin with other marks."""
HTML_ROOTS = frozenset(
    {b"html", b"head", b"body", b"table", b"div", b"meta", b"title", b"article", b"section"}
)
HTML_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<title[\s>]", re.I)
MARKDOWN_LINE = re.compile(
    rb"^ {0,3}#{1,6} +\S|^\s*\|?[ :]*-{3,}[ :]*\||^!\[[^\]\n]*\]\(|^<!--|^\*\*\S|^- +\S", re.MULTILINE
)
"""What begins a line in Markdown: a heading, the rule of a table, a picture, a mark of a parser, a list."""
MHTML_START = re.compile(rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.I)
CONTROLS = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")


def detect(file: BinaryIO) -> str:
    """The media type of an open file, by its content; the file's position does not stay.

    A broken archive is an archive, an OLE file of an unknown sort :data:`OLE`; what is nothing
    known is :data:`UNKNOWN`.
    """
    file.seek(0)
    head = file.read(HEAD)
    for signature, media_type in SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return BMP
    if head.startswith(ZIP_STARTS):
        return _in_zip(file)
    if head.startswith(OLE_SIGNATURE):
        return _in_ole(file)
    if PDF_HEADER in head[:PDF_HEADER_WITHIN]:
        return PDF
    return _in_text(head)


def is_archive(file: BinaryIO) -> bool:
    """Whether an open file is an archive; quick for all that is no ZIP file."""
    file.seek(0)
    return file.read(4).startswith(ZIP_STARTS) and detect(file) == ZIP


def _in_zip(file: BinaryIO) -> str:
    try:
        with opened_zip(file, MOST_PARTS) as archive:
            names = [part_name(name) for name in archive.namelist()]
            for pattern, media_type in ZIP_MEMBERS:
                if any(map(pattern.match, names)):
                    return media_type
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                with archive.open("mimetype") as member:
                    declared = member.read(200).decode("ascii", "replace").strip()
                return {ODT: ODT, ODS: ODS}.get(declared, ZIP)
    except TooLarge:
        return ZIP
    except (DamagedFile, zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError):
        return _in_broken_zip(file)
    return ZIP


def _in_broken_zip(file: BinaryIO) -> str:
    """What a cut-off archive was, by the names of its first members."""
    file.seek(0)
    head = file.read(1 << 16)
    for name, media_type in ((b"word/", DOCX), (b"xl/", XLSX), (b"ppt/", PPTX), (b"OFD.xml", OFD)):
        if name in head:
            return media_type
    return ZIP


def _in_ole(file: BinaryIO) -> str:
    import olefile

    with suppress(Exception):  # The library raises errors of many kinds on a damaged file.
        file.seek(0)
        with olefile.OleFileIO(Rationed(file, MOST_OLE_BYTES)) as ole:
            for stream, media_type in OLE_STREAMS:
                if ole.exists(stream):
                    return media_type
    return OLE


def _in_text(head: bytes) -> str:
    """Web page, Word's own XML, JSON, Markdown, plain text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    elif unmarked := utf16_without_mark(head):
        head = head.decode(unmarked, "ignore").encode()
    elif not head.strip() or CONTROLS.search(head) and not HTML_PAGE.search(head):
        return UNKNOWN  # browsers pass over what controls stand in a page
    if b'progid="Word.Document"' in head or b"schemas.microsoft.com/office/word/2003/wordml" in head:
        return WORD_XML
    if MHTML_START.match(head.lstrip(b"\xef\xbb\xbf\r\n\t ")):
        return MHTML
    text = head.lstrip(b"\xef\xbb\xbf\r\n\t ")
    if XML_START.match(text) and (known := _in_xml(text)):
        return known
    if JSON_START.match(text):
        return JSON
    if HTML_START.search(head):
        # Markdown may hold tables in HTML; it has no page around them.
        marked = not HTML_PAGE.search(head) and (not text.startswith(b"<") or MARKDOWN_LINE.search(head))
        return MARKDOWN if marked else HTML
    return MARKDOWN if re.search(rb"^ {0,3}#{1,6} +\S|^\s*\|?[ :]*-{3,}[ :]*\|", head, re.M) else TEXT


def _in_xml(text: bytes) -> str | None:
    """What a piece of XML is by its first element; nothing where that is not in sight, or a web page's."""
    root = XML_ROOT.search(re.sub(rb"<!--.*?(?:-->|\Z)", b"", text, flags=re.S))
    if root is None or root[1].lower() in HTML_ROOTS:
        return None
    if root[1] == b"Workbook" and b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return EXCEL_XML
    if root[0] == b"<office:document":
        return FLAT_ODT if b"opendocument.text" in text else ODS
    return XML
