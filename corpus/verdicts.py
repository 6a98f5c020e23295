"""What claims confirm each other: the verdict of those that no cell of a table bears out.

The rules of the annotation guide: a rate is derivable from the levels and changes that are stated, a
total from its parts, a part from its total and the other parts where these are borne out by cells, a
count from what is listed. What stands alone is unverifiable.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.claims import Said

PARTS = {
    "revenue": ("grant_revenue", "own_revenue"),
    "total": ("basic", "project"),
    "general_basic": ("personnel", "public"),
    "procurement": ("goods", "works", "services"),
    "three_total": ("three_overseas", "three_vehicles", "three_reception"),
    "three_vehicles": ("three_vehicle_purchase", "three_vehicle_operation"),
}
THREE = {"three_total": ("three_vehicle_operation", "three_reception")}
"""The usual parts of “三公” where there is neither a trip abroad nor a new car."""
NEEDED = {
    "rate": ("level", "change"),
    "gaprate": ("level", "gap"),
    "completion": ("level", "initial"),
}


def settle(said: list[Said], listed_projects: bool) -> None:
    """Set ``derivable`` where other claims confirm one; ``listed_projects``: each project is shown."""
    stated = {(s.about, s.form) for s in said}
    proven = {(s.about, s.form) for s in said if s.entry["verdict"] == "supported"}
    for one in said:
        if one.entry["verdict"] == "unverifiable" and _confirmed(one, stated, proven, listed_projects):
            one.entry["verdict"] = "derivable"


def _confirmed(one: Said, stated: set[tuple[str, str]], proven: set[tuple[str, str]], listed: bool) -> bool:
    match one.form:
        case "rate" if one.about.startswith("project:"):
            return {(one.about, "executed"), (one.about, "adjusted")} <= stated
        case "rate" | "gaprate" | "completion":
            return all((one.about, form) in stated for form in NEEDED[one.form])
        case "share":
            return {(one.about, "level"), (one.whole, "level")} <= stated
        case "count":
            # The offices are counted and listed in one sentence: the list confirms the count.
            return one.about == "offices" or (one.about == "projects" and listed)
        case "level" | "initial" | "gap" | "change":
            return _in_a_sum(one, stated, proven)
    return False


def _in_a_sum(one: Said, stated: set[tuple[str, str]], proven: set[tuple[str, str]]) -> bool:
    """A stated total of stated parts, or a part whose total and other parts are in the tables."""
    for whole, parts in _sums(one.form, stated).items():
        told = all((part, one.form) in stated for part in parts)
        if one.about == whole and told:
            return True
        # Changes are told to explain each other: those of the parts confirm that of the whole, and it them.
        if one.form in ("gap", "change") and one.about in parts and told and (whole, one.form) in stated:
            return True
        others = [(part, one.form) for part in parts if part != one.about]
        if one.about in parts and {(whole, one.form), *others} <= proven:
            return True
    return False


def _sums(form: str, stated: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Totals with their parts; the 类 or 项 that a chapter lists add up to the fund's expenditure."""
    sums = dict(PARTS) if form != "initial" else {}
    sums |= {whole: parts for whole, parts in THREE.items() if {(p, form) for p in parts} <= set(stated)}
    for kind in ("class", "item"):
        listed = sorted(about for about, said in stated if said == form and about.startswith(f"{kind}:"))
        if listed and "general" not in sums:
            sums["general"] = tuple(listed)
    return sums


def depends(said: list[Said], about: str) -> bool:
    """Whether a claim that no cell bears out may follow from what is said of ``about``."""
    stated = {(s.about, s.form) for s in said}
    for one in said:
        if one.entry["verdict"] != "derivable":
            continue
        sums = _sums(one.form, stated)
        beside = [
            part for whole, parts in sums.items() if one.about in (whole, *parts) for part in (whole, *parts)
        ]
        if about in (one.about, one.whole, *beside):
            return True
    return False
