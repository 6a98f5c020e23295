"""How much a command tells: what it always does, only what went wrong, or each step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum


class Manner(Enum):
    """``quiet`` leaves out all that is not asked for or wrong, ``verbose`` tells each document."""

    quiet = -1
    usual = 0
    verbose = 1


_MANNERS = [Manner.usual]


def manner() -> Manner:
    """How much is told."""
    return _MANNERS[-1]


def choose(wanted: Manner) -> None:
    """Tell so much until the command ends."""
    _MANNERS.append(wanted)


@contextmanager
def one_command() -> Iterator[None]:
    """Within, a choice lasts; at the end it is as before."""
    before = len(_MANNERS)
    try:
        yield
    finally:
        del _MANNERS[before:]
