"""From records to files: JSON, Arrow and Parquet, their schemas, the review page, spreadsheets.

This room alone knows Arrow. What a worker process needs (``json_documents``, ``published_values``,
``out_folder``, ``findings``) does without it, to stay small.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas


def load(out: Path | str, table: str, **filters: Any) -> pandas.DataFrame:
    """A published table as a pandas frame with Arrow types: decimals stay exact, null stays null.

    ``outputs.load("out", "facts", fiscal_year=2024, statement="revenue")``; a filter is a value, a
    list of values, or ``None`` for what is not known. Raises
    :class:`outputs.publication.dataset.NotPublished`.
    """
    # Imported here: a worker process imports this room and shall not load them.
    import pandas

    from outputs.publication.dataset import read_table

    return read_table(out, table, **filters).to_pandas(types_mapper=pandas.ArrowDtype)
