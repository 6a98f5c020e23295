"""What the library says while it opens, parses or draws: words, which are all that tells of damage."""

from __future__ import annotations

import pymupdf

from extractors.guards.damage import says_lost


def forget_complaints() -> None:
    """Begin anew: what was said until now belongs to something else.

    The library says only once what it says twice in a row, and remembers it until its words are asked for:
    to throw away what was collected is not enough.
    """
    pymupdf.TOOLS.mupdf_warnings()


def lost_something() -> bool:
    """Whether what was said since tells that content may be missing; it is forgotten then."""
    return says_lost(pymupdf.TOOLS.mupdf_warnings())
