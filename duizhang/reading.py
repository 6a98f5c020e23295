"""What ``import duizhang`` gives: a disclosure that is read here and now, and tables that were published."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flows
from records.tables import TABLES, Document

if TYPE_CHECKING:
    import pandas


class CannotRead(Exception):
    """Not even the bytes of a file can be had; ``str()`` is a sentence."""


@dataclass(slots=True)
class Disclosure(Document):
    """A disclosure as it was read: a list of rows for each published table, and a pandas frame of each.

    ``record`` is its row of ``documents``. Its ``status`` is ``failed`` if the file cannot be read; then
    ``diagnostics`` say why.
    """

    @property
    def status(self) -> str:
        """``ok``, ``partial`` or ``failed``."""
        return self.record.status

    def rows(self, table: str) -> list[Any]:
        """The rows of a table by its published name. Raises ``KeyError`` for another name."""
        if table not in TABLES:
            raise KeyError(f"There is no table {table!r}; the tables are {', '.join(TABLES)}.")
        return [self.record] if table == "documents" else getattr(self, table)

    def frame(self, table: str) -> pandas.DataFrame:
        """The rows of a table as a pandas frame with the columns and types of the published one."""
        from outputs.publication.frames import frame_of

        return frame_of(table, self.rows(table))


def read(path: str | os.PathLike[str], time_limit: float = 120.0, memory_limit: int = 1024) -> Disclosure:
    """Read a file as a run reads it, and hold its sentences against its tables; nothing is written.

    The work is done in a process of its own under the limits (seconds, MB), so that no file can hang or
    crash the program that asks. Raises :class:`CannotRead`.
    """
    if not Path(path).is_file():
        raise CannotRead(f"There is no file {os.fspath(path)}.")
    command = [sys.executable, "-m", "flows", "--lang", "en", "inspect", "--json"]
    limits = ["--time-limit", str(time_limit), "--memory-limit", str(memory_limit)]
    house = str(Path(flows.__path__[0]).parent)
    places = os.pathsep.join(filter(None, [house, os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [*command, *limits, "--", os.fspath(Path(path).absolute())],
        env=os.environ | {"PYTHONPATH": places},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if not done.stdout:
        raise CannotRead(done.stderr.decode("utf-8", "replace").strip())
    return _disclosure(done.stdout)


def _disclosure(data: bytes) -> Disclosure:
    from outputs.schemas.json_documents import decode_document

    document = decode_document(data)
    return Disclosure(**{part.name: getattr(document, part.name) for part in fields(document)})


def load(out: str | os.PathLike[str], table: str, **filters: Any) -> pandas.DataFrame:
    """A table that a run has published, as a pandas frame with Arrow types: decimals stay exact.

    ``out`` is a folder or an address on an object store. A filter is a column and a value, a list of
    values, or ``None`` for what is not known. Raises ``outputs.publication.dataset.NotPublished``.
    """
    from outputs.publication.frames import load as load_frame

    return load_frame(os.fspath(out), table, **filters)
