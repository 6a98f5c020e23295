"""Made disclosures that several tests look at: each is made once in a process."""

from __future__ import annotations

from functools import cache
from typing import Any

from corpus.make import make_document


@cache
def made_once(name: str, seed: int, defects: int = 0) -> tuple[bytes, dict[str, Any]]:
    """A document of a family and its truth. Who gets them only looks at them."""
    return make_document(name, seed, defects=defects)
