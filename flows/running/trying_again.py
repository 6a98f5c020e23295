"""Which failed documents a further run tries again.

That a file needs more time or memory than it may have can be the machine's fault, and that LibreOffice is
missing is. All other failures are the file's own, and would be the same again.
"""

from __future__ import annotations

from extractors.errors import NeedsLibreOffice
from extractors.word.libreoffice import is_installed
from outputs.store.bundles import BundleHead

MOST_TRIES = 3
"""Runs that a document may bring to its limits: one that always does would cost each night as much."""
LIMITS = frozenset({"time_limit", "memory_limit", "worker_crashed"})
"""The codes of what a loaded machine may cause; one without memory ends processes."""


def tries_so_far(head: BundleHead) -> int:
    """How many runs have worked on a document; those of an older making do not tell it."""
    return max(1, int(head.remarks.get("tries", 1)))


def is_tried_again(head: BundleHead) -> bool:
    """Whether a document that failed might be read now."""
    if head.document["status"] != "failed":
        return False
    codes = {code for severity, _, code, _ in head.diagnostics if severity == "error"}
    if codes & LIMITS:
        return tries_so_far(head) < MOST_TRIES
    return NeedsLibreOffice.code in codes and is_installed()
