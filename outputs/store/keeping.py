"""What is kept of OUT: former versions of bundles, and documents that are to be forgotten for good."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from outputs.store.out_folder import OutFolder, all_bundles, publishing_alone, replace_file, version_order
from outputs.store.short_ids import whole_id

FORGOTTEN = "forgotten.json"
"""The file of OUT that names the documents which no run processes again."""


@dataclass(frozen=True, slots=True)
class Removed:
    """How many bundles were removed, and the bytes that they took."""

    bundles: int
    bytes: int


def prune(out: OutFolder, keep_versions: int) -> Removed:
    """Remove the bundles of all but a document's newest versions. Raises ``OSError``."""
    of_document: dict[str, list[tuple[str, Path]]] = defaultdict(list)
    with publishing_alone(out):
        for version, bundle in all_bundles(out):
            of_document[bundle.name].append((version, bundle))
        former = [
            bundle
            for found in of_document.values()
            for _, bundle in sorted(found, key=lambda one: version_order(one[0]))[:-keep_versions]
        ]
        return _remove(former)


def forget(out: OutFolder, document_ids: Iterable[str]) -> Removed:
    """Remove documents from OUT for good: no run takes them in again. Raises ``OSError``.

    The beginning of an id is enough. What readers see is without the documents when it is published next.
    Raises :class:`~outputs.store.short_ids.NoSuchId` for one that OUT neither holds nor has forgotten;
    nothing is removed then.
    """
    with publishing_alone(out):
        bundles = [bundle for _, bundle in all_bundles(out)]
        before = forgotten(out)
        known = before | {bundle.name for bundle in bundles}
        wanted = {whole_id(one, known) for one in document_ids}
        found = [bundle for bundle in bundles if bundle.name in wanted]
        names = sorted(before | wanted)
        replace_file(out.root / FORGOTTEN, json.dumps(names, indent=1).encode() + b"\n")
        return _remove(found)


def forgotten(out: OutFolder) -> set[str]:
    """The documents that no run processes again. Raises ``OSError``."""
    try:
        return set(json.loads((out.root / FORGOTTEN).read_bytes()))
    except FileNotFoundError:
        return set()
    except ValueError as error:
        raise OSError(f"{out.root / FORGOTTEN} is damaged; it lists ids of documents as JSON") from error


def _remove(bundles: list[Path]) -> Removed:
    size = sum(file.stat().st_size for bundle in bundles for file in bundle.iterdir())
    for bundle in bundles:
        shutil.rmtree(bundle)
        for folder in (bundle.parent, bundle.parent.parent):  # shelf and version, if nothing else is in them
            if not any(folder.iterdir()):
                folder.rmdir()
    return Removed(len(bundles), size)
