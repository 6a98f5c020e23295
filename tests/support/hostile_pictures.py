"""Hostile pictures: cut, garbled, padded, and such as lie about their size, in each format that has them."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator

import cv2
import numpy as np
import pymupdf

from tests.extractors.test_ofd import scanned
from tests.support.hostile_set import cut, garbled, pdf_file

DPI = 60
PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def shown() -> np.ndarray:
    """The first page of a document in grey."""
    with pymupdf.open(stream=pdf_file()) as pdf:
        pixels = pdf[0].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
        return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width)


def encoded(ending: str) -> bytes:
    """The page as a picture file."""
    return cv2.imencode(f".{ending}", shown())[1].tobytes()  # type: ignore[no-any-return]


def png(width: int, height: int, rows: bytes, depth: int = 8, colour: int = 0) -> bytes:
    """A PNG that says of itself what it is told to."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return PNG_HEAD + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def tiff(width: int, height: int, strip: bytes, compression: int = 1, loops: bool = False) -> bytes:
    """A grey TIFF of one strip that says of itself what it is told to."""
    tags = [(256, width), (257, height), (258, 8), (259, compression), (262, 1), (273, 8), (277, 1)]
    tags += [(278, height), (279, len(strip))]
    start = 8 + len(strip)
    listed = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    head = b"II*\0" + struct.pack("<I", start)
    return head + strip + struct.pack("<H", len(tags)) + listed + struct.pack("<I", start if loops else 0)


def jpeg_of_size(width: int, height: int) -> bytes:
    """A JPEG whose head tells another size than its content has."""
    data = bytearray(encoded("jpg"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def pdf_with(width: int, height: int, stream: bytes, coding: str = "Flate", bits: int = 8) -> bytes:
    """A PDF with one page that shows a grey picture which is as large as it is told to be."""
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        picture, content = pdf.get_new_xref(), pdf.get_new_xref()
        pdf.update_object(
            picture,
            f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}"
            f"/BitsPerComponent {bits}/ColorSpace/DeviceGray>>",
        )
        pdf.update_stream(picture, stream, compress=False)
        pdf.xref_set_key(picture, "Filter", f"/{coding}Decode")
        pdf.update_object(content, "<<>>")
        pdf.update_stream(content, b"q 500 0 0 700 40 40 cm /I Do Q")
        pdf.xref_set_key(page.xref, "Resources", f"<</XObject<</I {picture} 0 R>>>>")
        pdf.xref_set_key(page.xref, "Contents", f"{content} 0 R")
        return pdf.tobytes(no_new_id=True)  # type: ignore[no-any-return]


def scanned_ofd(picture: bytes) -> bytes:
    """An OFD whose only page shows a picture."""
    return scanned(picture, 595.0, 842.0)


def whole_pictures() -> Iterator[tuple[str, bytes]]:
    """Pictures that are as they should be, whatever stands behind them."""
    pixels = shown()
    for ending in ("png", "jpg", "tif"):
        yield f"whole.{ending}", encoded(ending)
        yield f"padded.{ending}", encoded(ending) + bytes(50_000)
    yield "png.ofd", scanned_ofd(encoded("png"))
    yield "flate.pdf", pdf_with(pixels.shape[1], pixels.shape[0], zlib.compress(pixels.tobytes()))
    yield "jpeg.pdf", pdf_with(pixels.shape[1], pixels.shape[0], encoded("jpg"), "DCT")


def hostile_pictures() -> Iterator[tuple[str, bytes]]:
    """Pictures of which something is missing, or which cannot be what they say."""
    pixels, rng = shown(), random.Random("pictures")
    width, height = pixels.shape[1], pixels.shape[0]
    for ending in ("png", "jpg", "tif"):
        for share in (0.1, 0.5, 0.9):
            yield f"cut-{share}.{ending}", cut(encoded(ending), share)
    for count in (5, 60):
        # The other formats have no sums by which a changed byte could be told.
        yield f"garbled-{count}.png", garbled(encoded("png"), rng, count)
    few = zlib.compress(bytes(1000))
    yield "few-rows.png", png(3000, 3000, few)
    yield "no-rows.png", png(300, 300, b"")
    yield "nothing.png", png(0, 0, few)
    yield "huge.png", png(100_000, 100_000, few)
    yield "long.png", png(2**31 - 1, 1, few)
    yield "deep-colours.png", png(10_900, 10_900, few, 16, 6)
    yield "huge.jpg", jpeg_of_size(65_000, 65_000)
    yield "no-height.jpg", jpeg_of_size(300, 0)
    yield "few-bytes.tif", tiff(3000, 3000, bytes(100))
    yield "huge.tif", tiff(60_000, 60_000, bytes(100))
    yield "lzw.tif", tiff(3000, 3000, b"\x80\0" * 50, 5)
    yield "loop.tif", tiff(100, 100, bytes(10_000), loops=True)
    yield "cut-flate.pdf", pdf_with(width, height, cut(zlib.compress(pixels.tobytes()), 0.5))
    yield "cut-jpeg.pdf", pdf_with(width, height, cut(encoded("jpg"), 0.5), "DCT")
    yield "few-bytes.pdf", pdf_with(60_000, 60_000, few)
    yield "fax.pdf", pdf_with(20_000, 20_000, bytes(100), "CCITTFax", 1)
    yield "cut-png.ofd", scanned_ofd(cut(encoded("png"), 0.5))
    yield "huge-png.ofd", scanned_ofd(png(100_000, 100_000, few))
    yield "no-picture.ofd", scanned_ofd(b"nothing of a picture")
