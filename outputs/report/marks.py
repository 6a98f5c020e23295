"""The marks that readers have set on findings, as a report tells them to its pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import orjson

from outputs.store.out_folder import OutFolder
from outputs.store.reviews import all_kept, as_saved, merged, read_reviews

FILE = "review.json"
"""Beside the report's first page; the pages save it, and the next report takes it up."""


def marks_script(out: OutFolder, folder: Path, document_ids: Iterable[str]) -> bytes:
    """The script that tells the pages what is marked, and which documents the report has.

    Of what OUT holds and what lies beside the report the newer mark stands. Raises
    :class:`~outputs.store.reviews.UnreadableReviews`.
    """
    beside = folder / FILE
    reviews = merged(all_kept(out), read_reviews(beside) if beside.is_file() else [])
    own = set(document_ids)
    told = {
        "documents": sorted(own),
        "reviews": [as_saved(one) for one in reviews if one.document_id in own],
    }
    text = orjson.dumps(told).decode().replace("<", "\\u003c")
    return f"window.duizhangMarks = {text};\n".encode()
