"""The recogniser of text (OCR): RapidOCR with the models of its package. Nothing is downloaded.

The only module that knows it. Importing this module fails with :class:`ImportError` where the extra
``ocr`` is not installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from rapidocr import RapidOCR

from extractors.scans.picture import Picture, Rect

LONGEST_SIDE = 1440
"""Pixels of the picture in which text is looked for: an A4 page at 120 dpi. More costs memory only."""
LINE_SHAPE = [3, 48, 160]
"""Channels, height and least width to which a line is brought; figures are short."""

cv2.setNumThreads(1)


@dataclass(frozen=True, slots=True)
class StripReading:
    """What was read in a strip: for each character its middle (as a share of the width) and its score."""

    text: str
    middles: list[float]
    scores: list[float]

    @property
    def score(self) -> float:
        """The mean score; 0 where nothing was read."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


class Recogniser:
    """Finds lines of text in a picture and reads them, on one processor core."""

    def __init__(self) -> None:
        self._engine = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.use_cls": False,
                "Global.max_side_len": LONGEST_SIDE,
                "Global.return_word_box": True,
                "Rec.rec_img_shape": LINE_SHAPE,
                # The documents of a run are read in as many processes as there are cores.
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def find(self, picture: Picture) -> list[Rect]:
        """Where text stands in ``picture``, a line or a piece of one each."""
        found: Any = self._engine(_coloured(picture), use_det=True, use_cls=False, use_rec=False)
        if found.boxes is None:
            return []
        height, width = picture.shape
        rects = []
        for box in found.boxes:
            x0, y0 = np.clip(np.floor(box.min(axis=0)), 0, None).astype(int).tolist()
            x1, y1 = np.minimum(np.ceil(box.max(axis=0)), (width, height)).astype(int).tolist()
            if x1 > x0 and y1 > y0:
                rects.append(Rect(x0, y0, x1, y1))
        return rects

    def read(self, strips: Sequence[Picture]) -> list[StripReading]:
        """What stands in each of ``strips``, pictures of one line."""
        if not strips:
            return []
        self._engine.return_word_box = True
        result: Any = self._engine.recognize_txt([_coloured(strip) for strip in strips])
        return [_reading(*one) for one in zip(result.txts, result.word_results, strict=True)]


def _reading(text: str, words: Any) -> StripReading:
    """A reading with a middle for each character; a blank stands between its neighbours."""
    columns = iter([column for word in words.word_cols for column in word])
    known = [i for i, char in enumerate(text) if not char.isspace()]
    if not known or len(words.confs) != len(text):
        return StripReading("", [], [])
    steps = np.interp(range(len(text)), known, [next(columns) for _ in known])
    middles = [(step + 0.5) / words.line_txt_len for step in steps.tolist()]
    return StripReading(text, middles, [float(score) for score in words.confs])


def _coloured(picture: Picture) -> Any:
    return cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)


@cache
def recogniser() -> Recogniser:
    """The one recogniser of this process; loading it takes about a second."""
    return Recogniser()
