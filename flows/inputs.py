"""Which files a run is about: the files named, and those found in the folders named."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from extractors.detection import detect
from extractors.readers import READERS
from flows.failures import unread
from flows.jobs import Job, Outcome, readable
from flows.origins import origin_of

SUFFIXES = {".pdf"}
"""A file in a folder is taken if its name ends so, or if its content is that of a disclosure."""


class MissingInput(Exception):
    """A file or folder that was named and is not there."""


@dataclass(slots=True)
class Found:
    """The files to process, in order; the folders that cannot be opened; the files left alone."""

    files: list[Path] = field(default_factory=list)
    unread: list[Outcome] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)


def find_files(inputs: Iterable[Path], out: Path) -> Found:
    """Follow the inputs to files. A file that is named is always taken, whatever it is.

    Hidden files and folders, and ``out`` itself, are passed over. Raises :class:`MissingInput`.
    """
    found = Found()
    for given in inputs:
        if given.is_dir():
            for path in _files_below(given, out.resolve(), found.unread):
                (found.files if _is_ours(path) else found.ignored).append(path)
        elif given.exists():
            found.files.append(given)
        else:
            raise MissingInput(f"There is no file or folder {readable(given)}.")
    found.files = list(dict.fromkeys(found.files))
    return found


def _files_below(folder: Path, out: Path, unread_folders: list[Outcome]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        unread_folders.append(unread(Path(error.filename), error))

    for parent, folders, files in os.walk(folder, onerror=note):
        here = Path(parent)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != out)
        for name in sorted(files):
            if not name.startswith("."):
                yield here / name


def _is_ours(path: Path) -> bool:
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        with _open(path) as file:
            return detect(file) in READERS
    except OSError:
        return True  # its outcome will say why it cannot be opened


def identify(files: list[Path], version: str) -> tuple[list[Job], list[Outcome]]:
    """A job for each distinct content, and the outcome of each file that cannot be opened.

    A document is its bytes: files with the same bytes are one job, named after the first.
    """
    with ThreadPoolExecutor() as threads:
        digests = list(threads.map(_digest, files))
    same: dict[str, list[tuple[Path, int]]] = {}
    lost: list[Outcome] = []
    for path, digest in zip(files, digests, strict=True):
        if isinstance(digest, OSError):
            lost.append(unread(path, digest))
        else:
            same.setdefault(digest[0], []).append((path, digest[1]))
    jobs = []
    for sha256, paths in same.items():
        (first, size), *others = paths
        names = sorted({readable(Path(path.name)) for path, _ in others} - {readable(Path(first.name))})
        jobs.append(Job(first, sha256, size, version, tuple(names), origin_of(first)))
    return jobs, lost


def _digest(path: Path) -> tuple[str, int] | OSError:
    try:
        with _open(path) as file:
            digest = hashlib.file_digest(file, "sha256")
            return digest.hexdigest(), file.tell()
    except OSError as error:
        return error


def _open(path: Path) -> BufferedReader:
    """Open a regular file; a pipe or a device, which might never end, is an ``OSError``."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return path.open("rb")
