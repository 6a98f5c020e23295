"""Where a file comes from (来源), if it lies in an archive of the crawl: the archive tells."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from flows.jobs import Origin

SHELVES = ("files", "articles")
"""Where an archive says of a content which fetch brought it first; see :mod:`flows.crawl.archive`."""


def origin_of(path: Path) -> Origin | None:
    """The origin of a file ``…/objects/<sha256[:2]>/<sha256>``; None for files that lie elsewhere."""
    sha256, root = path.name, path.parent.parent
    if root.name != "objects" or path.parent.name != sha256[:2] or len(sha256) != 64:
        return None
    for shelf in SHELVES:
        try:
            fetch = json.loads((root.parent / shelf / sha256[:2] / f"{sha256}.json").read_bytes())
        except OSError:
            continue
        return Origin(
            source_url=fetch["final_url"],
            fetched_at=fetch["fetched_at"],
            file_name=fetch.get("name") or sha256,
            region=fetch.get("region"),
            issuer=fetch.get("issuer"),
            page=fetch.get("group"),
            published=fetch.get("published") or fetch.get("referrer_published"),
            others=_other_addresses(root.parent, sha256),
        )
    return None


def _other_addresses(archive: Path, sha256: str) -> tuple[str, ...]:
    """The other addresses that a content was fetched from, the earliest first."""
    found = []
    for path in (archive / "addresses" / sha256[:2] / sha256).glob("*.json"):
        with suppress(OSError):
            fetch = json.loads(path.read_bytes())
            found.append((fetch["fetched_at"], fetch["final_url"]))
    return tuple(address for _, address in sorted(found))
