"""Which files a run is about: the files named, and those found in the folders named."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BufferedReader
from pathlib import Path, PurePosixPath

from extractors.archives import Member
from extractors.detection import ZIP, detect, is_archive
from extractors.readers import is_sought
from flows.failures import unread
from flows.jobs import Job, Origin, Outcome, readable, uri
from flows.running.origins import origin_of
from outputs.export.own_files import is_own_file, is_own_folder

SUFFIXES = {".pdf", ".doc", ".docx", ".wps", ".ofd"}
"""A file in a folder is taken if its name ends so, or if its content is that of a disclosure."""


AT_ONCE = 100
"""Files that a thread looks at before it is given others: to hand one over takes longer than a small file."""


class MissingInput(Exception):
    """A file or folder that was named and is not there."""


@dataclass(slots=True)
class FoundFiles:
    """The files to process, in order; the folders that cannot be opened; the files left alone.

    ``own`` are files and folders that Duizhang wrote; ``links`` are links to folders, which are not
    followed: they may lead anywhere, or in a circle.
    """

    files: list[Path] = field(default_factory=list)
    unread: list[Outcome] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)
    own: list[Path] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)


def find_files(inputs: Iterable[Path], out: Path) -> FoundFiles:
    """Follow the inputs to files. A file that is named is always taken, whatever it is.

    Hidden files and folders, and ``out`` itself, are passed over. Raises :class:`MissingInput`.
    """
    found = FoundFiles()
    for given in inputs:
        if given.is_dir():
            for path in _files_below(given, out.resolve(), found):
                _list_of(path, found).append(path)
        elif given.exists():
            found.files.append(given)
        else:
            raise MissingInput(f"There is no file or folder {readable(given)}.")
    found.files = list(dict.fromkeys(found.files))
    return found


def _files_below(folder: Path, out: Path, found: FoundFiles) -> Iterator[Path]:
    def note(error: OSError) -> None:
        found.unread.append(unread(Path(error.filename), error))

    for parent, folders, files in os.walk(folder, onerror=note):
        here = Path(parent)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != out)
        found.links += [here / name for name in folders if (here / name).is_symlink()]
        found.own += [here / name for name in folders if is_own_folder(here / name)]
        folders[:] = [name for name in folders if here / name not in found.own]
        for name in sorted(files):
            if not name.startswith("."):
                yield here / name


def _list_of(path: Path, found: FoundFiles) -> list[Path]:
    """Which of the lists a file in a folder belongs to."""
    if path.suffix.lower() in SUFFIXES:
        return found.files
    try:
        with _open(path) as file:
            media_type = detect(file)
            if media_type != ZIP and not is_sought(media_type, file):
                return found.ignored
            return found.own if is_own_file(media_type, file) else found.files
    except OSError:
        return found.files  # its outcome will say why it cannot be opened


def identify(files: list[Path], version: str) -> tuple[list[Job], list[Outcome]]:
    """A job for each distinct content, and the outcome of each file that cannot be opened.

    A document is its bytes: files with the same bytes are one job, named after the first.
    """
    some = [files[begin : begin + AT_ONCE] for begin in range(0, len(files), AT_ONCE)]
    with ThreadPoolExecutor() as threads:
        looked_at = [look for looks in threads.map(_look_at_some, some) for look in looks]
    jobs: list[Job] = []
    lost: list[Outcome] = []
    for path, look in zip(files, looked_at, strict=True):
        if isinstance(look, OSError):
            lost.append(unread(path, look))
        else:
            origin = origin_of(path)
            job = Job(path, look.sha256, look.size, version, origin=origin)
            jobs.append(replace(job, is_archive=look.is_archive, groups=_groups(path, origin)))
    return distinct(jobs), lost


def _groups(path: Path, origin: Origin | None) -> tuple[str, ...]:
    """What a file was published in: a page, or a folder. An archive's folders say nothing."""
    if origin is None:
        return (_folder(path.parent),)
    return (f"page:{origin.page}",) if origin.page else ()


@lru_cache(maxsize=AT_ONCE)
def _folder(folder: Path) -> str:
    """A folder as a group; those of its files come one after the other."""
    return f"folder:{uri(folder)}"


def members_of(archive: Job, members: Iterable[Member]) -> list[Job]:
    """A job for each disclosure in an archive; it comes from where the archive comes from."""
    groups = (f"archive:{archive.sha256}", *archive.groups)
    jobs = []
    for member in members:
        name = PurePosixPath(member.name).name
        origin = replace(archive.origin, file_name=name) if archive.origin else None
        job = Job(archive.path, member.sha256, member.size, archive.version, origin=origin)
        jobs.append(replace(job, member=member, groups=groups))
    return jobs


def distinct(jobs: Iterable[Job]) -> list[Job]:
    """One job for each content, the first, with the names and the groups of the others."""
    same: dict[str, list[Job]] = {}
    for job in jobs:
        same.setdefault(job.sha256, []).append(job)
    result = []
    for first, *others in same.values():
        if others:
            names = {*first.other_names, *(job.file_name for job in others)} - {first.file_name}
            groups = dict.fromkeys(group for job in (first, *others) for group in job.groups)
            first = replace(first, other_names=tuple(sorted(names)), groups=tuple(groups))
        result.append(first)
    return result


@dataclass(frozen=True, slots=True)
class _Look:
    sha256: str
    size: int
    is_archive: bool


def _look_at_some(paths: list[Path]) -> list[_Look | OSError]:
    return [_look_at(path) for path in paths]


def _look_at(path: Path) -> _Look | OSError:
    try:
        with _open(path) as file:
            digest = hashlib.file_digest(file, "sha256")
            return _Look(digest.hexdigest(), file.tell(), is_archive(file))
    except OSError as error:
        return error


def _open(path: Path) -> BufferedReader:
    """Open a regular file; a pipe or a device, which might never end, is an ``OSError``."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return path.open("rb")
