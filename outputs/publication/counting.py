"""Counting published rows, reading no more than a column."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from pyarrow import dataset as arrow_dataset

from outputs.store.out_folder import OutFolder


def findings_by_severity(out: OutFolder) -> dict[str, int]:
    """How many findings are published of each severity; nothing if nothing is published here."""
    folder = out.parquet / "findings"
    return dict(_severities(str(folder.resolve()))) if folder.is_dir() else {}


@lru_cache(maxsize=4)
def _severities(folder: str) -> Counter[str]:
    # A published state never changes, so that the folder's real path is enough of a key.
    rows = arrow_dataset.dataset(folder, format="parquet").to_table(columns=["severity"])
    return Counter(rows["severity"].to_pylist())
