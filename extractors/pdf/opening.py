"""Opening a PDF, or a picture file as one; each way of failing has an exception of its own."""

from __future__ import annotations

from typing import Any

import pymupdf

from extractors.errors import DamagedFile, EmptyFile, EncryptedFile, NoPages, NotAPdf, TooLarge

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
"""How picture files begin."""
MOST_PICTURE_PIXELS = 120_000_000
"""An A3 page at 600 dots an inch has 70 million; unpacked, each takes three bytes."""
A4_LENGTH = 842.0
"""Points."""
LONGEST_SHEET = 1250.0
"""Points; A3 is 1,191 long."""


def open_pdf(data: bytes) -> Any:
    """The opened PDF; a picture file as one.

    Raises :class:`EmptyFile`, :class:`NotAPdf`, :class:`EncryptedFile`, :class:`DamagedFile`,
    :class:`NoPages`.
    """
    if not data:
        raise EmptyFile
    if data.startswith(PICTURES):
        data = picture_as_pdf(data)
    if b"%PDF-" not in data[:1024]:
        raise NotAPdf
    try:
        pdf = pymupdf.open(stream=data, filetype="pdf")
        if pdf.needs_pass:
            raise EncryptedFile
        pages = pdf.page_count
    except EncryptedFile:
        raise
    except Exception as error:  # The library raises errors of many kinds on a damaged file.
        raise DamagedFile(type(error).__name__) from error
    if pages == 0:
        # A cut-off file is repaired into one without pages; a whole file has its end mark.
        if b"%%EOF" not in data[-2048:]:
            raise DamagedFile
        raise NoPages
    return pdf


def picture_as_pdf(data: bytes) -> bytes:
    """A picture file (PNG, JPEG, TIFF) as a PDF with a page for each of its pictures.

    A picture that is larger than any sheet at the resolution that it names, or that names none, becomes
    as long as an A4 page. Raises :class:`DamagedFile`, :class:`TooLarge`.
    """
    try:
        with pymupdf.open(stream=data) as pictures:
            # The size stands in the head of a picture: nothing is unpacked yet.
            for page in pictures:
                if any(i["width"] * i["height"] > MOST_PICTURE_PIXELS for i in page.get_image_info()):
                    raise TooLarge
            pdf = pictures.convert_to_pdf()
        with pymupdf.open(stream=pdf, filetype="pdf") as source, pymupdf.open() as result:
            for index, page in enumerate(source):
                width, height = page.rect.width, page.rect.height
                scale = A4_LENGTH / max(width, height) if max(width, height) > LONGEST_SHEET else 1.0
                sheet = result.new_page(width=scale * width, height=scale * height)
                sheet.show_pdf_page(sheet.rect, source, index)
            return bytes(result.tobytes(no_new_id=True))
    except TooLarge:
        raise
    except Exception as error:  # The library raises errors of many kinds on a damaged picture.
        raise DamagedFile(type(error).__name__) from error
