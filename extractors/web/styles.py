"""What the style sheets in a page say of how an element is displayed, where that decides what a table is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

SHOWS = re.compile(
    r"(?:^|[;{\s])(display|visibility|mso-hide|grid-template-columns|grid-column|grid-row)\s*:\s*([^;}!]+)",
    re.I,
)
"""A declaration that is looked at, and its value."""
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_BLOCK = re.compile(r"([^{}]*)\{([^{}]*)\}")
_NOT_ALWAYS = re.compile(
    r"@media\s+(?!(?:only\s+)?(?:screen|all)\s*\{)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I
)
"""Rules for paper, or for windows of some size."""
HIDES = re.compile(r"(?:display|mso-hide|visibility)\s*:\s*(?:none|all|hidden|collapse)", re.I)
PARTS_OF_TABLES = frozenset({"tr", "td", "th", "col"})
"""What a sheet may hide for good; a script may show other elements again, as the leaves of a register."""
_SIMPLE = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)", re.I)
MOST_RULES = 2_000
"""Rules of a page that are looked at; generated sheets have a few hundred."""


class _Rule(NamedTuple):
    """A selector, outermost part first, and the declarations it is for."""

    parts: tuple[tuple[str, frozenset[str]], ...]
    said: str


def write_styles(page: Any) -> None:
    """Write what the style sheets of a page say of the display of its elements before their own styles."""
    rules = [rule for sheet in page.iter("style") for rule in _rules_of(sheet.text or "")][:MOST_RULES]
    if not rules:
        return
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        said = [rule.said for rule in rules if _fits(rule, element)]
        if element.tag not in PARTS_OF_TABLES:
            said = [one for one in said if not HIDES.search(one)]
        if said:
            element.set("style", ";".join([*said, element.get("style", "")]))


def shown_as(element: Any, name: str = "display") -> str:
    """The value of a declaration that holds for an element, the last one; empty where there is none."""
    said = [value for key, value in SHOWS.findall(element.get("style", "")) if key.lower() == name]
    return said[-1].strip().lower() if said else ""


def _rules_of(sheet: str) -> Iterator[_Rule]:
    sheet = _NOT_ALWAYS.sub("", _COMMENT.sub("", sheet))
    for selectors, body in _BLOCK.findall(sheet):
        said = ";".join(f"{name}:{value.strip()}" for name, value in SHOWS.findall(body))
        for selector in selectors.split(",") if said else ():
            parts = [_SIMPLE.fullmatch(part) for part in selector.replace(">", " ").split()]
            if parts and all(parts):
                yield _Rule(tuple(_part(part) for part in parts if part), said)


def _part(found: re.Match[str]) -> tuple[str, frozenset[str]]:
    tag = (found[1] or "").lower().replace("*", "")
    return tag, frozenset(name for name in re.findall(r"[.#][\w-]+", found[2]))


def _fits(rule: _Rule, element: Any) -> bool:
    """Whether an element is what a selector names: its last part, the others around it."""
    *around, last = rule.parts
    if not _is(last, element):
        return False
    above = element.getparent()
    for part in reversed(around):
        while above is not None and not _is(part, above):
            above = above.getparent()
        if above is None:
            return False
        above = above.getparent()
    return True


def _is(part: tuple[str, frozenset[str]], element: Any) -> bool:
    tag, names = part
    if tag and tag != element.tag:
        return False
    own = {f".{name}" for name in element.get("class", "").split()} | {f"#{element.get('id', '')}"}
    return names <= own
