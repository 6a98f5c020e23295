"""Names of public bodies as they are compared: one key for the spellings of one name."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from pathlib import Path

from extractors.identity import region_of
from records.lexicon.folding import fold
from records.phrases import Phrases
from records.regions import Region, region_of_name
from records.remembered import NAMES
from records.rule_files import Rules, load_rules

WORDS = Phrases("linking")

DIGITS = 16
"""Hexadecimal digits of an id: of a million bodies no two share it."""


class _Spelling(Rules):
    """A part of names in full and short, with names that are the same and such as stay apart."""

    full: str
    short: str
    example: tuple[str, str]
    apart: tuple[str, str]


class _Spellings(Rules):
    same: list[_Spelling]


@cache
def spellings() -> list[_Spelling]:
    """The parts of names that have two spellings. Raises :class:`~records.rule_files.InvalidRules`."""
    return load_rules(Path(__file__).with_name("names.toml"), _Spellings).same


@lru_cache(maxsize=NAMES)
def name_key(name: str, region: str | None = None) -> str:
    """What is the same for all spellings of a body's name; ``region`` is where it is if its name is silent.

    Own level and department are two bodies: （本级） stays in the key. The region is told by its code
    where the name has one, so that 某省某市某县 and 某县 are the same.
    """
    bare = WORDS.name_ending.sub("", name.strip())
    own = WORDS.own_level.search(bare) is not None
    bare = fold(WORDS.party.sub("", WORDS.own_level.sub("", bare)))
    for one in spellings():
        bare = bare.replace(one.full, one.short)
    bare = WORDS.national.sub("", bare)
    lead = WORDS.before_region.match(bare)
    first = lead[0] if lead else ""
    bare = bare[len(first) :]
    place = region_of(bare)
    rest = first + (bare[len(place) :] if place else bare)
    place = place or region
    known = region_of_name(place)
    code = f"{known.code}{place if known.level == 'township' else ''}" if known else fold(place or "")
    return f"{code}|{rest}{'|本级' if own else ''}"


def is_known(name: str, region: str | None) -> bool:
    """Whether a name tells which body it is: it has a region, or is one body's alone."""
    place, _, rest = name_key(name, region).partition("|")
    return bool(place) or WORDS.one_of_its_name.search(rest) is not None


def body_id(name: str | None, region: str | None = None) -> str | None:
    """The id of the body of a name, before other names are known to be its.

    ``None`` without a name, and for one that many bodies have.
    """
    if not name or not is_known(name, region):
        return None
    return hashlib.sha256(name_key(name, region).encode()).hexdigest()[:DIGITS]


def region_of_body(name: str, region: str | None) -> tuple[str | None, Region | None]:
    """The region that a body's name begins with, or else ``region``, and the division that it is."""
    own = region_of(WORDS.party.sub("", name)) or region
    return own, region_of_name(own)
