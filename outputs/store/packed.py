"""The documents of bundles as they lie on the disk: JSON, compressed. It stays light, for workers."""

from __future__ import annotations

from pathlib import Path

from backports import zstd

from outputs.store.out_folder import DOCUMENT, write_file

PACKED = f"{DOCUMENT}.zst"
LEVEL = 6
"""Half the time of the levels that save another tenth."""
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: LEVEL,
    zstd.CompressionParameter.checksum_flag: 1,
}


class DamagedBundle(Exception):
    """A bundle that cannot be read back; ``str()`` is a sentence for the user."""


def damaged(bundle: Path) -> DamagedBundle:
    """What to raise for a bundle that is not as it was written."""
    return DamagedBundle(f"The bundle {bundle} is damaged; remove it and run again.")


def write_packed(path: Path, data: bytes) -> None:
    """Write a compressed file, with a checksum of what is in it, so that it is on the disk whole."""
    write_file(path, zstd.compress(data, options=_OPTIONS))


def read_packed(path: Path) -> bytes:
    """What :func:`write_packed` wrote. Raises :class:`DamagedBundle`, and ``OSError``."""
    try:
        return zstd.decompress(path.read_bytes())
    except zstd.ZstdError as error:
        raise damaged(path.parent) from error


def document_bytes(bundle: Path) -> bytes:
    """The JSON of a bundle's document; one of an older making lies as it is.

    Raises :class:`DamagedBundle`, and ``OSError``.
    """
    packed = bundle / PACKED
    if packed.exists() or not (bundle / DOCUMENT).exists():
        return read_packed(packed)
    return (bundle / DOCUMENT).read_bytes()
