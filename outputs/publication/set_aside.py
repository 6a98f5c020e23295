"""Published findings that a reader has marked as false: they are no longer counted with the others."""

from __future__ import annotations

from collections import Counter

from outputs.store.out_folder import OutFolder
from outputs.store.reviews import marked_false


def set_aside(out: OutFolder) -> dict[str, Counter[str]]:
    """Document -> how many of its findings of each severity a reader holds to be none.

    Raises :class:`~outputs.store.packed.DamagedBundle`.
    """
    false = marked_false(out)
    found: dict[str, Counter[str]] = {}
    if false:
        from outputs.publication.dataset import read_table  # with pandas: half a second of each run

        for row in read_table(out.root, "findings", finding_id=sorted(false)).to_pylist():
            found.setdefault(row["document_id"], Counter())[row["severity"]] += 1
    return found
