"""Rows as pandas frames with Arrow types: decimals stay exact, null stays null."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas
import pyarrow as pa

from outputs.publication.dataset import read_table
from outputs.schemas.arrow_schemas import dataset_schema


def load(out: Path | str, table: str, **filters: Any) -> pandas.DataFrame:
    """A published table; a filter is a value, a list of values, or ``None`` for what is not known.

    Raises :class:`outputs.publication.dataset.NotPublished`.
    """
    return _frame(read_table(out, table, **filters))


def frame_of(table: str, rows: Sequence[Any]) -> pandas.DataFrame:
    """The rows of a table that are at hand, in the columns and types of the published one."""
    schema = dataset_schema(table)
    return _frame(pa.Table.from_pylist([asdict(row) for row in rows], schema=schema))


def _frame(table: pa.Table) -> pandas.DataFrame:
    return table.to_pandas(types_mapper=pandas.ArrowDtype)
