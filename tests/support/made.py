"""What many tests look at and takes long to make: it is made once for all processes of a test session."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from corpus import formats
from corpus.composition import compose
from corpus.make import make_document

SHARED = "DUIZHANG_TESTS_SHARED"
"""The variable that tells the processes of a test session the folder for what they share."""
Made = TypeVar("Made")
KNOWN: dict[tuple[object, ...], bytes] = {}


def once(making: Callable[..., Made], *key: object) -> Made:
    """What ``making()`` gives, from memory if it was asked for under the same key before.

    Each who asks gets a copy of its own. Two processes that ask at the same time both make it.
    """
    name = (making.__module__, making.__qualname__, *key)
    if name not in KNOWN:
        KNOWN[name] = _from_folder(making, name)
    return cast(Made, pickle.loads(KNOWN[name]))


def _from_folder(making: Callable[[], object], name: tuple[object, ...]) -> bytes:
    folder = os.environ.get(SHARED)
    if folder is None:
        return pickle.dumps(making())
    file = Path(folder) / hashlib.sha256(repr(name).encode()).hexdigest()
    if not file.exists():
        written = file.with_name(f"{file.name}.{os.getpid()}")
        written.write_bytes(pickle.dumps(making()))
        written.rename(file)
    return file.read_bytes()


def folder_once(name: str, making: Callable[[Path], object]) -> Path:
    """A folder that ``making`` fills, given the path at which it is to be; who gets it only looks at it.

    One process makes it, the others wait for it.
    """
    place = os.environ.get(SHARED) or tempfile.mkdtemp(prefix="duizhang-tests-")
    folder, done = Path(place) / name, Path(place) / f"{name}.done"
    with (Path(place) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            making(folder)
            done.touch()
    return folder


@cache
def made_once(name: str, seed: int, defects: int = 0) -> tuple[bytes, dict[str, Any]]:
    """A document of a family and its truth. Who gets them only looks at them."""

    def of_family() -> tuple[bytes, dict[str, Any]]:
        return make_document(name, seed, defects=defects)

    return once(of_family, name, seed, defects)


@cache
def pdf_once(name: str, seed: int) -> bytes:
    """The PDF of a composition."""

    def of_composition() -> bytes:
        (data,) = formats.pdf(compose(name, seed)).files.values()
        return data

    return once(of_composition, name, seed)
