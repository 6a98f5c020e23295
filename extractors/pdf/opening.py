"""Opening a PDF, or a picture file as one; each way of failing has an exception of its own.

What the library says meanwhile is kept: its words are all that tells of damage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pymupdf

from extractors.errors import DamagedFile, EmptyFile, EncryptedFile, NoPages, NotAPdf, TooLarge
from extractors.guards.damage import says_lost, without_padding

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
"""How picture files begin."""
MOST_PICTURE_PIXELS = 120_000_000
"""An A3 page at 600 dots an inch has 70 million; unpacked, each takes three bytes."""
MOST_PICTURE_BYTES = 3 * MOST_PICTURE_PIXELS
"""What a picture takes unpacked: one of deep colours (16 bits each) may have fewer pixels."""
PNG_DEPTH, PNG_COLOUR = 24, 25
"""Where in a PNG the bits of a channel stand, and the sort of its colours."""
PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
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
        data = picture_as_pdf(data).pdf
    if b"%PDF-" not in data[:1024]:
        raise NotAPdf
    try:
        pdf = pymupdf.open(stream=without_padding(data), filetype="pdf")
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


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture file as a PDF with a page for each of its pictures.

    ``damaged``: the library met less of a picture than there should be, or what it could not unpack.
    """

    pdf: bytes
    damaged: bool


def picture_as_pdf(data: bytes) -> PictureFile:
    """A picture file (PNG, JPEG, TIFF) as a PDF.

    A picture that is larger than any sheet at the resolution that it names, or that names none, becomes
    as long as an A4 page. Raises :class:`DamagedFile`, :class:`TooLarge`.
    """
    try:
        with pymupdf.open(stream=data) as pictures:
            # The size stands in the head of a picture: nothing is unpacked yet.
            if any(is_too_large(page, data) for page in pictures):
                raise TooLarge
            forget_complaints()
            pdf = pictures.convert_to_pdf()
            damaged = lost_something()
        with pymupdf.open(stream=pdf, filetype="pdf") as source, pymupdf.open() as result:
            for index, page in enumerate(source):
                width, height = page.rect.width, page.rect.height
                scale = A4_LENGTH / max(width, height) if max(width, height) > LONGEST_SHEET else 1.0
                sheet = result.new_page(width=scale * width, height=scale * height)
                sheet.show_pdf_page(sheet.rect, source, index)
            return PictureFile(result.tobytes(no_new_id=True), damaged)
    except TooLarge:
        raise
    except Exception as error:  # The library raises errors of many kinds on a damaged picture.
        raise DamagedFile(type(error).__name__) from error


def is_too_large(page: Any, data: bytes) -> bool:
    """Whether a picture on the page of an opened picture file says that it takes too much to be unpacked."""
    for info in page.get_image_info():
        pixels = info["width"] * info["height"]
        bits = max(max(info.get("colorspace") or 1, 1) * (info.get("bpc") or 8), _bits_in_png(data))
        if pixels > MOST_PICTURE_PIXELS or pixels * bits / 8 > MOST_PICTURE_BYTES:
            return True
    return False


def _bits_in_png(data: bytes) -> int:
    """The bits of a pixel as a PNG has them; the library tells only to how many it will bring them."""
    is_png = data.startswith(PICTURES[0]) and len(data) > PNG_COLOUR
    return data[PNG_DEPTH] * PNG_CHANNELS.get(data[PNG_COLOUR], 4) if is_png else 0


def forget_complaints() -> None:
    """Begin anew: what was said until now belongs to something else.

    The library says only once what it says twice in a row, and remembers it until its words are asked for:
    to throw away what was collected is not enough.
    """
    pymupdf.TOOLS.mupdf_warnings()


def lost_something() -> bool:
    """Whether what was said since tells that content may be missing; it is forgotten then."""
    return says_lost(pymupdf.TOOLS.mupdf_warnings())
