"""Where the files lie that the runs have read: their pages are drawn from them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from outputs.store.catalogue import refreshed
from outputs.store.holdings import local_path
from outputs.store.out_folder import OutFolder


def originals(out: OutFolder) -> dict[str, tuple[Path, ...]]:
    """Document id -> the files that it was read from, the one seen last first.

    They may be gone, or hold something else by now. Raises ``OSError`` if the disk fails.
    """
    found: dict[str, list[Path]] = defaultdict(list)
    with refreshed(out, bundles=False) as catalogue:
        for document_id, uri in catalogue.execute(
            "select document_id, uri from sources order by seen desc, uri"
        ):
            if path := local_path(uri):
                found[document_id].append(path)
    return {document_id: tuple(paths) for document_id, paths in found.items()}
