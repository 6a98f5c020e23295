"""Names of public bodies as they are compared: one key for the spellings of one name."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

from extractors.identity import PARTY, region_of
from records.lexicon.folding import fold
from records.regions import Region, region_of_name
from records.remembered import NAMES
from records.rule_files import Rules, load_rules

NATIONAL = re.compile(r"^中国(?=共青团|政协)")
BEFORE_REGION = re.compile(r"^(?:政协|共青团)")
"""What stands before the region in the names of some organisations (政协某市委员会)."""
OWN_LEVEL = re.compile(r"[(（](?:本级|机关|本部)[)）]$|(?:本级|本部)$")
ENDING = re.compile(r"[(（](?:汇总|部门|单位)[)）]$|(?:部门|单位)$")
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
    bare = ENDING.sub("", name.strip())
    own = OWN_LEVEL.search(bare) is not None
    bare = fold(PARTY.sub("", OWN_LEVEL.sub("", bare)))
    for one in spellings():
        bare = bare.replace(one.full, one.short)
    bare = NATIONAL.sub("", bare)
    lead = BEFORE_REGION.match(bare)
    first = lead[0] if lead else ""
    bare = bare[len(first) :]
    place = region_of(bare)
    rest = first + (bare[len(place) :] if place else bare)
    place = place or region
    known = region_of_name(place)
    code = f"{known.code}{place if known.level == 'township' else ''}" if known else fold(place or "")
    return f"{code}|{rest}{'|本级' if own else ''}"


OF_ITSELF = re.compile(
    r"(?:大学|学院|研究院|研究所|医院|博物馆|图书馆|公司|出版社|报社|中学|小学)(?:[(（]|\||$)"
)
"""The ends of names that are one body's without a region; every county has a 教育局."""


def is_known(name: str, region: str | None) -> bool:
    """Whether a name tells which body it is: it has a region, or is one body's alone."""
    place, _, rest = name_key(name, region).partition("|")
    return bool(place) or OF_ITSELF.search(rest) is not None


def body_id(name: str | None, region: str | None = None) -> str | None:
    """The id of the body of a name, before other names are known to be its.

    ``None`` without a name, and for one that many bodies have.
    """
    if not name or not is_known(name, region):
        return None
    return hashlib.sha256(name_key(name, region).encode()).hexdigest()[:DIGITS]


def region_of_body(name: str, region: str | None) -> tuple[str | None, Region | None]:
    """The region that a body's name begins with, or else ``region``, and the division that it is."""
    own = region_of(PARTY.sub("", name)) or region
    return own, region_of_name(own)
