"""Addresses as pages give them, of which some are none: ``http://[…]/``, ``http://a:80:80/``.

The library's functions raise ``ValueError`` for those, some only when the port is asked for. One such link
must not cost the page that it stands on.
"""

from __future__ import annotations

from urllib.parse import SplitResult, unquote, urldefrag, urljoin, urlsplit


def parts_of(address: str) -> SplitResult | None:
    """The parts of an address; ``None`` if it is malformed."""
    try:
        parts = urlsplit(address)
        _ = parts.port, parts.hostname
        address.encode()
    except ValueError:
        return None
    return parts


def joined(base: str, address: str) -> str | None:
    """An address as seen from ``base``, without its fragment; ``None`` if it is malformed."""
    try:
        whole = urldefrag(urljoin(base, address.strip())).url
    except ValueError:
        return None
    return whole if parts_of(whole) else None


def path_of(address: str) -> str:
    """The path of an address, decoded; nothing if it is malformed."""
    parts = parts_of(address)
    return unquote(parts.path) if parts else ""
