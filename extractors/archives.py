"""ZIP archives (压缩包): which disclosures they hold, read one at a time, in memory and within limits.

Nothing is ever written under a name from an archive. A member is known by its place, the number of
its entry; for a member of an archive in the archive, by both numbers.
"""

from __future__ import annotations

import hashlib
import lzma
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from extractors.detection import ZIP, detect
from extractors.errors import DamagedFile, EncryptedFile, TooLarge
from extractors.flow import Notice
from extractors.guards.rations import opened_zip, part_name
from extractors.readers import is_sought

STAGE = "archive"
MEGABYTE = 1024 * 1024
ENCRYPTED = 0x1
"""Bit of an entry's flags (APPNOTE 4.4.4)."""
UTF8 = 0x800
"""Bit of an entry's flags: its name is UTF-8."""
SYSTEM_FOLDERS = {"__MACOSX"}
"""Folders that a system adds of its own accord."""
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
)
"""What the library raises for what is damaged, or packed in a way that it does not know."""
MOST_TOLD = 5
"""Names that one diagnostic lists."""


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold, with the archives in it: more is taken for a bomb.

    ``ratio`` is that of a member's size to its size when packed, looked at from a megabyte on.
    """

    members: int = 10_000
    member_megabytes: int = 256
    total_megabytes: int = 4096
    ratio: int = 300
    depth: int = 2


LIMITS = ArchiveLimits()


@dataclass(frozen=True, slots=True)
class Member:
    """A disclosure in an archive: its place, its name with folders, what it is."""

    place: tuple[int, ...]
    name: str
    sha256: str
    size: int


@dataclass(slots=True)
class Listing:
    """The disclosures of an archive, and what there is to say of the rest."""

    members: list[Member] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def list_archive(file: BinaryIO, limits: ArchiveLimits = LIMITS) -> Listing:
    """Go through an archive and the archives in it.

    Members that cannot be read are told, the others are listed. Raises
    :class:`~extractors.errors.DamagedFile`, :class:`~extractors.errors.EncryptedFile` if all is
    encrypted, and :class:`~extractors.errors.TooLarge`.
    """
    walk = _Walk(limits)
    with _opened(file, limits) as archive:
        walk.through(archive)
    if walk.encrypted and not walk.listing.members:
        raise EncryptedFile
    return walk.finished()


def read_member(file: BinaryIO, place: tuple[int, ...], limits: ArchiveLimits = LIMITS) -> bytes:
    """The bytes of a member. Raises as :func:`list_archive` does."""
    first, *further = place
    with _opened(file, limits) as archive:
        try:
            data = _read(archive, archive.infolist()[first], limits)
        except (*UNREADABLE, IndexError) as error:
            raise DamagedFile(str(error)) from error
    return read_member(BytesIO(data), tuple(further), limits) if further else data


def _opened(file: BinaryIO, limits: ArchiveLimits) -> zipfile.ZipFile:
    return opened_zip(file, limits.members)


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of an entry. Where it does not say that it is UTF-8 it may be that or GBK (GB18030)."""
    name = entry.orig_filename
    if not entry.flag_bits & UTF8:
        data = name.encode("cp437", "replace")  # as what the library has read the bytes
        name = data.decode("gb18030", "replace")
        with suppress(UnicodeDecodeError):
            name = data.decode("utf-8")
    return part_name(name).replace("\0", "")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: ArchiveLimits) -> bytes:
    """A member's bytes; what its header says of its size is not believed."""
    most = limits.member_megabytes * MEGABYTE
    likely = max(MEGABYTE, limits.ratio * entry.compress_size)
    with archive.open(entry) as file:
        data = file.read(min(most, likely) + 1)
    if len(data) > most:
        raise TooLarge(f"a member of more than {limits.member_megabytes} MB")
    if len(data) > likely:
        raise TooLarge(f"a member packed to less than 1/{limits.ratio} of its size")
    return data


class _Walk:
    """One pass over an archive and the archives in it; the limits hold for all of them together."""

    def __init__(self, limits: ArchiveLimits) -> None:
        self.listing = Listing()
        self.encrypted: list[str] = []
        self._limits = limits
        self._entries = 0
        self._bytes = 0
        self._left_alone: Counter[str] = Counter()

    def through(self, archive: zipfile.ZipFile, outer: tuple[int, ...] = (), folder: str = "") -> None:
        """List the members of an archive, which itself lies at ``outer``."""
        for number, entry in self._files(archive):
            name = folder + name_of(entry)
            if entry.flag_bits & ENCRYPTED:
                self.encrypted.append(name)
                continue
            try:
                data = _read(archive, entry, self._limits)
            except UNREADABLE as error:
                self._unreadable(name, str(error))
                continue
            self._bytes += len(data)
            if self._bytes > self._limits.total_megabytes * MEGABYTE:
                raise TooLarge(f"more than {self._limits.total_megabytes} MB in all")
            self._take(data, (*outer, number), name)

    def _files(self, archive: zipfile.ZipFile) -> Iterator[tuple[int, zipfile.ZipInfo]]:
        for number, entry in enumerate(archive.infolist()):
            name = name_of(entry)
            parts = PurePosixPath(name).parts
            hidden = any(part.startswith((".", "~$")) and part != ".." for part in parts)
            if name.endswith("/") or hidden or SYSTEM_FOLDERS.intersection(parts):
                continue
            self._entries += 1
            if self._entries > self._limits.members:
                raise TooLarge(f"more than {self._limits.members} members")
            yield number, entry

    def _take(self, data: bytes, place: tuple[int, ...], name: str) -> None:
        media_type = detect(BytesIO(data))
        if is_sought(media_type, BytesIO(data)):
            digest = hashlib.sha256(data).hexdigest()
            self.listing.members.append(Member(place, name, digest, len(data)))
        elif media_type != ZIP:
            self._left_alone[media_type] += 1
        elif len(place) < self._limits.depth:
            try:
                with _opened(BytesIO(data), self._limits) as inner:
                    self.through(inner, place, name + "/")
            except DamagedFile as error:
                self._unreadable(name, str(error))
        else:
            message = f"The archive {name!r} lies too deep in other archives; it is not unpacked."
            self.listing.notices.append(Notice(STAGE, "error", "archive_too_deep", message))

    def _unreadable(self, name: str, why: str) -> None:
        message = f"The member {name!r} of the archive cannot be read ({why})."
        self.listing.notices.append(Notice(STAGE, "error", "member_unreadable", message))

    def finished(self) -> Listing:
        """The listing, with what was noticed on the way."""
        notices, members = self.listing.notices, self.listing.members
        if self.encrypted:
            named = ", ".join(map(repr, self.encrypted[:MOST_TOLD]))
            message = f"{len(self.encrypted)} members of the archive are encrypted, such as {named}."
            notices.append(Notice(STAGE, "error", "member_encrypted", message))
        if self._left_alone:
            kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self._left_alone.items()))
            message = f"Of the archive, these are no disclosures and were left alone: {kinds}."
            notices.append(Notice(STAGE, "info", "members_left_alone", message))
        message = f"The archive holds {len(members)} files to process."
        notices.append(Notice(STAGE, "info" if members else "warning", "archive_members", message))
        return self.listing
