"""What reading one document may use, and what a library may read of a file whose declared sizes it trusts.

A ZIP file tells the size of its directory in up to three places, which need not agree; an OLE file tells that
of its tables. A library reads as much as one of them says, into objects that take many times its size. To
count what it reads holds whatever it believes. Readers that start processes are told what is left.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import BinaryIO

from extractors.errors import DamagedFile, TooLarge
from extractors.guards.memory import MEGABYTE, resident_bytes

BYTES_PER_ENTRY = 512
"""What an entry takes in an archive's directory, with a long name; the least is 46."""
BESIDE_ENTRIES = 1 << 18
"""What else is read to open an archive: its end, with the longest comment, twice."""
MEGABYTES = 1024
"""Where nobody says another number."""

_allowed: ContextVar[int | None] = ContextVar("megabytes allowed", default=None)


class RationUsed(Exception):
    """More was to be read than is allowed."""


class Rationed:
    """An open file of which so many bytes may be read, until it is released."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self._left: int | None = most

    def read(self, size: int = -1) -> bytes:
        """Read as the file does. Raises :class:`RationUsed` before anything is read beyond the ration."""
        if self._left is None:
            return self._file.read(size)
        here = self._file.tell()
        wanted = self._file.seek(0, 2) - here
        self._file.seek(here)
        if size is not None and size >= 0:
            wanted = min(wanted, size)
        if wanted > self._left:
            raise RationUsed
        data = self._file.read(wanted) if wanted > 0 else b""
        self._left -= len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    @property
    def closed(self) -> bool:
        return self._file.closed

    def close(self) -> None:
        """Whoever opened the file closes it."""

    def release(self) -> None:
        """Let be read what is wanted from now on."""
        self._left = None


def part_name(name: str) -> str:
    """The name of a member as the format parts its folders; some Windows programs use their own stroke."""
    return name.replace("\\", "/")


def opened_zip(file: BinaryIO, members: int) -> zipfile.ZipFile:
    """A ZIP file of so many members at most.

    Raises :class:`~extractors.errors.TooLarge` and :class:`~extractors.errors.DamagedFile`.
    """
    rationed = Rationed(file, members * BYTES_PER_ENTRY + BESIDE_ENTRIES)
    try:
        archive = zipfile.ZipFile(rationed)
    except RationUsed as error:
        raise TooLarge(f"more than {members:,} members") from error
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError) as error:
        raise DamagedFile(str(error)) from error
    except Exception as error:  # Lying numbers make the library fail in other ways too (struct.error).
        raise DamagedFile(type(error).__name__) from error
    if len(archive.infolist()) > members:
        raise TooLarge(f"more than {members:,} members")
    rationed.release()
    return archive


@contextmanager
def allowing(megabytes: int) -> Iterator[None]:
    """Inside, what a document's reader starts may take so much memory together with this process."""
    token = _allowed.set(megabytes)
    try:
        yield
    finally:
        _allowed.reset(token)


def left_megabytes() -> int:
    """What the processes that this one starts may take.

    What a process holds that nobody bounded (a notebook, a test run) is its own affair: only where
    :func:`allowing` says what a document may take, this process counts as well.
    """
    allowed = _allowed.get()
    return MEGABYTES if allowed is None else allowed - resident_bytes(os.getpid()) // MEGABYTE
