"""What claims confirm each other: the verdict of those that no cell of a table bears out.

The rules of the annotation guide: a rate is derivable from the levels and changes that are stated, a
total from its parts, a part from its total and the other parts where these are borne out by cells, a
count from what is listed. What stands alone is unverifiable.
"""

from __future__ import annotations

from decimal import Decimal

from corpus.telling.claims import Said

PARTS = {
    "revenue": ("grant_revenue", "own_revenue"),
    "total": ("basic", "project"),
    "general_basic": ("personnel", "public"),
    "procurement": ("goods", "works", "services"),
    "three_total": ("three_overseas", "three_vehicles", "three_reception"),
    "three_vehicles": ("three_vehicle_purchase", "three_vehicle_operation"),
}
OTHER_PARTS = {"three_total": ("three_vehicle_operation", "three_reception")}
"""The usual parts of “三公” where there is neither a trip abroad nor a new car."""
NEEDED = {
    "rate": ("level", "change"),
    "gaprate": ("level", "gap"),
    "completion": ("level", "initial"),
}
BESIDE = {"change": ("level", "prior"), "gap": ("level", "initial"), "prior": ("level", "change")}
"""What gives a figure that is told beside both of these."""
HALF = Decimal("0.005")

Key = tuple[str, str]


class StatedAmounts:
    """What a narrative states: the first claim of each amount and form, and those that cells bear out."""

    def __init__(self, said: list[Said]) -> None:
        self.stated: dict[Key, Said] = {}
        for one in said:
            self.stated.setdefault((one.about, one.form), one)
        self.proven = {(s.about, s.form) for s in said if s.entry["verdict"] == "supported"}

    def sums(self, form: str) -> list[list[str]]:
        """Totals, each followed by its parts, that are stated in a form and add up as printed."""
        if form not in ("level", "initial", "gap", "change"):
            return []
        candidates = [] if form == "initial" else [*PARTS.items(), *OTHER_PARTS.items()]
        for kind in ("class", "item"):
            listed = [about for about, said in self.stated if said == form and about.startswith(f"{kind}:")]
            candidates.append(("general", tuple(listed)))
        found = []
        for whole, parts in candidates:
            told = [part for part in parts if (part, form) in self.stated]
            if told and (whole, form) in self.stated and self._adds_up(whole, told, form):
                found.append([whole, *told])
        return found

    def _adds_up(self, whole: str, parts: list[str], form: str) -> bool:
        total = sum((_signed(self.stated[part, form]) for part in parts), Decimal(0))
        return abs(total - _signed(self.stated[whole, form])) <= HALF * (len(parts) + 1)


def _signed(said: Said) -> Decimal:
    value = Decimal(said.entry["value"])
    return -value if said.entry["direction"] == "down" else value


def settle(said: list[Said], listed_projects: bool) -> None:
    """Set ``derivable`` where other claims confirm one; ``listed_projects``: each project is shown."""
    book = StatedAmounts(said)
    for one in said:
        if one.entry["verdict"] == "unverifiable" and _confirmed(one, book, listed_projects):
            one.entry["verdict"] = "derivable"


def _confirmed(one: Said, book: StatedAmounts, listed: bool) -> bool:
    match one.form:
        case "change" | "gap" | "prior" if {
            (one.about, form) for form in BESIDE[one.form]
        } <= book.stated.keys():
            return True
        case "rate" if one.about.startswith("project:"):
            return {(one.about, "executed"), (one.about, "adjusted")} <= book.stated.keys()
        case "rate" | "gaprate" | "completion":
            return all((one.about, form) in book.stated for form in NEEDED[one.form])
        case "share":
            return {(one.about, "level"), (one.whole, "level")} <= book.stated.keys()
        case "count":
            # The offices are counted and listed in one sentence: the list confirms the count.
            return one.about == "offices" or (one.about == "projects" and listed)
    return any(_in_sum(one, whole, parts, book) for whole, *parts in book.sums(one.form))


def _in_sum(one: Said, whole: str, parts: list[str], book: StatedAmounts) -> bool:
    """A total of stated parts, or a part whose total and other parts are in the tables."""
    if one.about == whole:
        return True
    if one.about not in parts:
        return False
    # Changes are told to explain each other: those of the parts confirm the total's, and it them.
    others = {(part, one.form) for part in (whole, *parts) if part != one.about}
    return one.form in ("gap", "change") or others <= book.proven


def depends(said: list[Said], about: str) -> bool:
    """Whether a claim that no cell bears out may follow from what is said of ``about``."""
    book = StatedAmounts(said)
    for one in said:
        if one.entry["verdict"] == "derivable":
            beside = [name for names in book.sums(one.form) if one.about in names for name in names]
            if about in (one.about, one.whole, *beside):
                return True
    return False
