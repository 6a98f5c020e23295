"""What the pipeline marked, for whoever looks at a Doc with spaCy's own tools: sentences and span groups."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import numpy
from spacy.attrs import SENT_START
from spacy.tokens import Doc, Span, SpanGroup


def with_spans(doc: Doc) -> Doc:
    """An annotated ``doc``, its sentences and ``doc.spans`` set from what lies in ``doc._``.

    A run reads the marks themselves and does without. A span covers every token that it touches; its label
    is the sort of quantity, the base of a comparison, the kind of a claim, the first category of a reason.
    """
    marks = doc._
    starts = numpy.fromiter(accumulate((len(token) for token in doc), initial=0), dtype="int64")
    _set_sentences(doc, starts)
    judged = [one.cause for one in marks.reasons if one.cause is not None]
    for name, spans in (
        ("quantities", ((one.start, one.end, one.sort) for one in marks.quantities)),
        ("accounts", ((one.start, one.end, "account") for one in marks.accounts)),
        ("comparisons", ((one.start, one.end, one.base or "unsure") for one in marks.comparisons)),
        ("claims", ((one.start, one.end, one.kind) for one in marks.claims)),
        ("reasons", ((one.start, one.end, one.categories[0]) for one in judged)),
        ("definitions", ((one.start, one.end, "definition") for one in marks.definitions)),
    ):
        _set_group(doc, name, spans, starts)
    return doc


def _set_sentences(doc: Doc, starts: numpy.ndarray) -> None:
    if not len(doc):
        return
    flags = numpy.full((len(doc), 1), -1, dtype="int64")
    begins = [one.start for one in doc._.sentences]
    flags[numpy.searchsorted(starts[:-1], begins, side="right") - 1, 0] = 1
    flags[0, 0] = 1
    # setting token.is_sent_start one by one is quadratic in the length of the Doc
    doc.from_array([SENT_START], flags.astype("uint64"))  # type: ignore[arg-type]


def _set_group(doc: Doc, name: str, spans: Iterable[tuple[int, int, str]], starts: numpy.ndarray) -> None:
    listed = list(spans)
    first = numpy.searchsorted(starts, [start for start, _, _ in listed], side="right") - 1
    last = numpy.searchsorted(starts, [end for _, end, _ in listed], side="left")
    found = [
        Span(doc, int(a), int(b), label=label)
        for a, b, (_, _, label) in zip(first, last, listed, strict=True)
        if a < b
    ]
    doc.spans[name] = SpanGroup(doc, name=name, spans=found)
