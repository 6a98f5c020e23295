"""Office packages (DOCX and the like): a ZIP archive of XML parts, opened with limits.

Only the parts that are asked for are unpacked. Nothing is executed, and no link is followed.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

from lxml import etree

from extractors.errors import DamagedFile, EncryptedFile, TooLarge, UnsafeFile
from extractors.guards.rations import opened_zip, part_name

MOST_MEMBERS = 10_000
"""Parts of an office file; a workbook of hundreds of sheets has some thousand."""
MOST_BYTES = 256 * 1024 * 1024
"""Unpacked size of a part; the largest real ones have some 20 MB."""
MOST_RATIO = 250
"""A part that unpacks to so many times its size is a bomb, if it is large; text packs 10 to 60 times."""
LARGE = 16 * 1024 * 1024
MARK_ENCRYPTED = 0x1
"""Bit of an entry's flags (APPNOTE 4.4.4)."""

PARSER_OPTIONS: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}


class Package:
    """The parts of an Office package by name.

    Names of parts are the same in large and small letters (ECMA-376 part 2, 6.2.2.3).
    """

    def __init__(self, data: bytes) -> None:
        """Raises :class:`DamagedFile`, :class:`TooLarge`."""
        self._archive = opened_zip(BytesIO(data), MOST_MEMBERS)
        members = self._archive.infolist()
        self._members = {part_name(member.filename): member for member in members}
        self._by_letters = {name.lower(): member for name, member in self._members.items()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_letters

    def names(self) -> list[str]:
        """The names of all parts, in the archive's order."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """A part, unpacked.

        Raises :class:`DamagedFile`, :class:`EncryptedFile`, :class:`TooLarge`.
        """
        member = self._members.get(name) or self._by_letters.get(name.lower())
        if member is None:
            raise DamagedFile(f"it has no part {name}")
        if member.flag_bits & MARK_ENCRYPTED:
            raise EncryptedFile
        size, packed = member.file_size, max(member.compress_size, 1)
        if size > MOST_BYTES or size > LARGE and size / packed > MOST_RATIO:
            raise TooLarge(f"{name}: {size:,} bytes out of {packed:,}")
        try:
            # A member never gives more bytes than it declares.
            return self._archive.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise DamagedFile(f"{name}: {error}") from error

    def xml(self, name: str) -> Any:
        """The root element of a part. Raises as :meth:`read`, and :class:`UnsafeFile`."""
        return parse_xml(self.read(name), name)


def parse_xml(data: bytes, name: str = "") -> Any:
    """The root element of XML; nothing outside of ``data`` is read.

    Raises :class:`DamagedFile`, and :class:`UnsafeFile` if it declares entities.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**PARSER_OPTIONS))
    except etree.XMLSyntaxError as error:
        raise DamagedFile(f"{name}: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeFile(f"{name} declares a document type")
    return root
