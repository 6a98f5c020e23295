"""Pages -> a scan of them: each a picture, a little askew, grey and noisy, in a PDF without text."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.printing.pdf import Picture, page_pictures, pictures_as_pdf

Grey = NDArray[np.float32]
SKEW = 0.5
"""A sheet lies askew by so many degrees at most."""


@dataclass(frozen=True, slots=True)
class ScanHabits:
    """The scanner: dots per inch, strength of the noise (grey levels of 255), JPEG quality."""

    dpi: int = 200
    noise: float = 4.0
    quality: int = 45

    @classmethod
    def of_seed(cls, name: str, seed: int) -> ScanHabits:
        chance = random.Random(f"{name} {seed} scan")
        return cls(chance.choice((150, 200, 200)), chance.uniform(2.0, 6.0), chance.choice((35, 45, 60)))


def write(pdf: bytes, title: str, year: int, habits: ScanHabits, seed: str) -> bytes:
    """A scan of the pages of ``pdf``, of the same sizes and in the same order.

    ``seed`` decides skew and noise; the same arguments give the same bytes on one machine.
    """
    chance = random.Random(seed)
    noise = np.random.default_rng(chance.getrandbits(64))
    angles = [chance.uniform(-SKEW, SKEW) for _ in range(1000)]
    pictures = []
    for number, picture in enumerate(page_pictures(pdf, habits.dpi, angles)):
        worn = _worn(picture.grey.astype(np.float32), noise, habits.noise, light=number % 3 * 2.0)
        pictures.append(Picture(picture.width, picture.height, worn))
    return pictures_as_pdf(pictures, habits.quality, title, year)


def _worn(grey: Grey, noise: np.random.Generator, strength: float, light: float) -> NDArray[np.uint8]:
    """A page as a scanner sees it: soft edges, grain, paper darker towards one side, a shadow at the rim."""
    soft = (2 * grey + np.roll(grey, 1, 0) + np.roll(grey, 1, 1)) / 4
    height, width = soft.shape
    soft -= np.linspace(2.0 + light, 10.0, width, dtype=np.float32)
    soft[:, :6] -= np.linspace(90, 0, 6, dtype=np.float32)
    soft += strength * noise.standard_normal((height, width), dtype=np.float32)
    return np.clip(soft, 0, 255).astype(np.uint8)
