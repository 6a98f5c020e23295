"""Word files by `unstructured`, which is made to work offline here. The only module that knows it.

As it stands, `unstructured` downloads an English model at the first text, reports to its makers and
advertises. Its English model is replaced by a blank Chinese pipeline, which needs no download; the
labels of numbered paragraphs get the Chinese numerals that it cannot write. Both replace private
names: the version is pinned, and a test holds them.
"""

from __future__ import annotations

import os

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("SCARF_NO_ANALYTICS", "1")
os.environ.setdefault("UNSTRUCTURED_DISABLE_NOTICE", "1")

from collections.abc import Iterator  # noqa: E402  (the variables above must be set first)
from dataclasses import dataclass  # noqa: E402
from functools import cache  # noqa: E402
from io import BytesIO  # noqa: E402
from typing import Any  # noqa: E402

import spacy  # noqa: E402
import unstructured.nlp.tokenize  # noqa: E402
import unstructured.partition.docx  # noqa: E402
from unstructured.documents.elements import Table  # noqa: E402
from unstructured.partition.docx import _ListLabels  # noqa: E402

from extractors.numerals import numeral  # noqa: E402


@dataclass(frozen=True, slots=True)
class Element:
    """A paragraph, or a table with its cells as ``html``."""

    text: str
    is_table: bool = False
    html: str | None = None


@cache
def _pipeline() -> Any:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("sentencizer", config={"punct_chars": list("。！？；\n")})
    return pipeline


class _ChineseLabels(_ListLabels):
    """Labels of numbered paragraphs, Chinese numerals included."""

    @staticmethod
    def _format_number(value: int, num_fmt: str) -> str:
        written = numeral(value, num_fmt)
        return _ListLabels._format_number(value, num_fmt) if written is None else written


unstructured.nlp.tokenize._get_nlp = _pipeline
unstructured.partition.docx._ListLabels = _ChineseLabels  # type: ignore[misc]


def docx_elements(package: bytes) -> Iterator[Element]:
    """The paragraphs that are not blank, and the tables, in order; a paragraph has its number before it.

    Merged cells are told in the table's ``html``, which is ``None`` if the table is beyond measure.
    """
    for element in unstructured.partition.docx.partition_docx(
        file=BytesIO(package), languages=[""], include_page_breaks=False
    ):
        yield Element(element.text, isinstance(element, Table), element.metadata.text_as_html)
