"""What a scanner makes of a PDF: pages as pictures, a little askew, noisy and compressed."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf

from extractors.pdf.pictures import page_images


def degraded(
    data: bytes,
    skew: float = 0.5,
    dpi: int = 200,
    noise: float = 6.0,
    blur: float = 0.7,
    quality: int = 80,
    numbers: list[int] | None = None,
    quarters: int = 0,
) -> bytes:
    """A PDF of pictures of the pages of ``data``, or of those of ``numbers``.

    Odd pages are turned by ``skew`` degrees, even ones by as much the other way; ``noise`` is the
    standard deviation in shades of 255, ``blur`` one in pixels, ``quality`` that of JPEG. ``quarters``
    turns the finished pictures counter-clockwise.
    """
    chance = np.random.default_rng(1)
    with pymupdf.open() as scan:
        for image in page_images(data, dpi, numbers):
            rgb = np.frombuffer(image.rgb, np.uint8).reshape(image.height, image.width, 3)
            grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
            middle = (image.width / 2, image.height / 2)
            turn = cv2.getRotationMatrix2D(middle, skew if image.number % 2 else -skew, 1)
            grey = cv2.warpAffine(grey, turn, (image.width, image.height), borderValue=255)
            if blur:
                grey = cv2.GaussianBlur(grey, (0, 0), blur)
            grey = np.clip(grey + chance.normal(0, noise, grey.shape), 0, 255).astype(np.uint8)
            grey = np.ascontiguousarray(np.rot90(grey, quarters))
            _, jpeg = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])
            height, width = grey.shape
            page = scan.new_page(width=width * 72 / dpi, height=height * 72 / dpi)
            page.insert_image(page.rect, stream=jpeg.tobytes())
        return scan.tobytes(no_new_id=True)  # type: ignore[no-any-return]
