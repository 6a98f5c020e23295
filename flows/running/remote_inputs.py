"""Inputs on an object store: fetched into a working copy, then read like other files.

Only what is new or was written again is fetched. The working copies lie below the user's cache folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from flows.jobs import uri
from flows.running.inputs import MissingInput
from outputs.publication.object_store import (
    AT_ONCE,
    fetch,
    identity,
    is_address,
    objects,
    store_at,
    working_copy,
)

INDEX = ".objects.json"


@dataclass(frozen=True, slots=True)
class Copies:
    """Which folders are working copies of which addresses; plain, so that it can travel."""

    addresses: dict[Path, str] = field(default_factory=dict)

    def address(self, path: Path) -> str | None:
        """The address that a file is a copy of; ``None`` if it is none."""
        for folder, address in self.addresses.items():
            if path.is_relative_to(folder):
                return f"{address}/{path.relative_to(folder)}"
        return None

    def source(self, local: str) -> str:
        """Where the file with a ``file:`` URI comes from: the same, or its address."""
        for folder, address in self.addresses.items():
            if local.startswith(f"{uri(folder)}/"):
                return f"{address}/{local.removeprefix(f'{uri(folder)}/')}"
        return local


def brought_here(inputs: Iterable[Path | str]) -> tuple[list[Path], Copies]:
    """The inputs as paths; what is on an object store is fetched first.

    Raises :class:`~flows.running.inputs.MissingInput` and
    :class:`~outputs.publication.object_store.NoSuchStore`.
    """
    paths, copies = [], Copies()
    for given in inputs:
        if not is_address(given):
            paths.append(Path(str(given).removeprefix("file://")))
            continue
        address = str(given).rstrip("/")
        store, root = store_at(address)
        if store.isfile(root):
            above, _, name = address.rpartition("/")
            folder = working_copy(address) / "input"
            _sync(above, folder, {name: identity(store.info(root))})
            copies.addresses[folder] = above
            paths.append(folder / name)
        else:
            there = objects(address)
            if not there:
                raise MissingInput(f"There is nothing at {address}.")
            folder = working_copy(address) / "input"
            _sync(address, folder, {name: identity(info) for name, info in there.items()})
            copies.addresses[folder] = address
            paths.append(folder)
    return paths, copies


def fetched(address: str, file: Path) -> Path:
    """Fetch an object into a file, and return that. Raises ``OSError``."""
    above, _, name = address.rpartition("/")
    fetch(above, [name], [file])
    return file


def _sync(address: str, folder: Path, wanted: dict[str, str]) -> None:
    """Make a folder hold these objects below an address, and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / INDEX
    here: dict[str, str] = json.loads(index.read_bytes()) if index.exists() else {}
    for name in here.keys() - wanted.keys():
        (folder / name).unlink(missing_ok=True)
    here = {name: mark for name, mark in here.items() if name in wanted}
    new = sorted(name for name, mark in wanted.items() if here.get(name) != mark)
    for some in (new[i : i + AT_ONCE] for i in range(0, len(new), AT_ONCE)):
        fetch(address, some, [folder / name for name in some])
        here |= {name: wanted[name] for name in some}
        index.write_text(json.dumps(here))
    index.write_text(json.dumps(here))
