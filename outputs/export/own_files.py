"""What Duizhang itself wrote (exports, review pages, the folder of a run) is known again by its form.

Whoever keeps it beside the disclosures must not be told of the same body a second time.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from extractors.detection import HTML, TEXT, XLSX
from outputs.export.sheets import WHOSE
from outputs.store.out_folder import OutFolder

MARK = "Duizhang"
"""What workbooks and pages say of the program that wrote them."""
_CSV = tuple(
    mark.join(column.name for column in WHOSE).encode(encoding)
    for mark in ",;\t"
    for encoding in ("utf-8", "utf-8-sig", "gb18030")
)
"""What a sheet begins with, also as a spreadsheet program saves it again."""
_PAGE = f'<meta name="generator" content="{MARK}">'.encode()
_ABOUT = "docProps/core.xml"
MOST_BYTES = 4096
"""Of a file, in which the columns of a sheet or the head of a page begin."""


def is_own_file(media_type: str, file: BinaryIO) -> bool:
    """Whether an open file of a format is an export or a page of a review; its position does not stay."""
    file.seek(0)
    if media_type == XLSX:
        try:
            with ZipFile(file) as book:
                return _ABOUT in book.namelist() and MARK.encode() in book.read(_ABOUT)[:MOST_BYTES]
        except (BadZipFile, NotImplementedError, RuntimeError, ValueError):
            return False
    begins = file.read(MOST_BYTES)
    if media_type == TEXT:
        return begins.startswith(_CSV)
    return media_type == HTML and _PAGE in begins


def is_own_folder(folder: Path) -> bool:
    """Whether a folder is what a run wrote to."""
    out = OutFolder(folder)
    return out.bundles.is_dir() and out.json.is_dir() and out.schema.is_dir()
