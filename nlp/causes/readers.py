"""What a stated reason gives as its cause, by two readers: phrases that are known, and words together.

A reason is read clause by clause. Phrases (:mod:`nlp.causes.kinds`) go first; where they know none, a clause
that is clearly like the examples of one kind (:mod:`nlp.causes.likeness`) is of that kind; where they find
several kinds in one clause that joins no two causes, its words together choose among them. The confidence
tells which of the two spoke, and whether the other agrees: its values are the shares that were right of
reasons judged by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.causes.kinds import About, barred_kinds, clauses_of, is_consequence, judge_clause, parts_of
from nlp.causes.likeness import Likeness, most_like
from nlp.rules import pattern

UNKNOWN = ("other",)
NONE = ("empty",)
AGREED, ALONE, CHOSEN, DISPUTED, LIKE, UNTOLD, EMPTY = 0.9, 0.7, 0.6, 0.6, 0.6, 0.4, 0.9
"""Both readers; phrases alone; phrases with several kinds of one clause; phrases against words; words alone;
neither; no cause at all."""

TOGETHER = (
    frozenset({"policy", "pay_and_contribution_base"}),
    frozenset({"policy", "transfers_and_income"}),
)
"""Kinds that one clause often tells at once: a rule from above that raises pay (政策性增资) or
by which money is shared out (按规定分成)."""

ALWAYS_MEANT = "external_event"
"""A pandemic or a flood is told together with what came of it (受疫情影响接待减少, 汛期停工)."""

WORTH = 0.4
"""A clause that leads by less than this share of another's lead only sets the scene for that other."""


@dataclass(frozen=True, slots=True)
class KindsTold:
    """Categories in the order of the text, substance, and how likely it is that all of that is right."""

    categories: tuple[str, ...]
    substance: str
    confidence: float


def told(text: str, about: About | None = None) -> KindsTold:
    """What ``text``, the text of a reason, gives as the cause of what it is ``about``.

    What stands between semicolons, and each item of a list, is a cause of its own.
    """
    about = about or About()
    parts = [_part_told(part, about) for part in parts_of(text)]
    for substance in ("cause", "component"):
        giving = [part for part in parts if part.categories != NONE]
        if any(part.substance == substance for part in giving):
            kinds = tuple(dict.fromkeys(kind for part in giving for kind in part.categories))
            known = tuple(kind for kind in kinds if kind not in UNKNOWN)
            sure = min(part.confidence for part in giving if known == () or part.categories != UNKNOWN)
            return KindsTold(known or UNKNOWN, substance, sure)
    return KindsTold(NONE, "restated" if any(p.substance == "restated" for p in parts) else "none", EMPTY)


def _part_told(text: str, about: About) -> KindsTold:
    found: list[str] = []
    likely: list[Likeness] = []
    substances: set[str] = set()
    sure: list[float] = []
    for clause in clauses_of(text):
        phrases, substance = judge_clause(clause, about)
        substances.add(substance)
        like = most_like(clause, barred=barred_kinds(clause) - set(phrases))
        like = like if like is not None and like.sure else None
        if phrases and not is_consequence(clause, phrases, found):
            kinds, confidence = _agreed(clause, phrases, like.kind if like else None)
            found.extend(kind for kind in kinds if kind not in found)
            sure.append(confidence)
        elif not phrases and substance == "cause" and like is not None:
            likely.append(like)
    for substance in ("cause", "component"):
        if substance in substances:
            return _summed(found, likely, substance, min(sure, default=UNTOLD))
    return KindsTold(NONE, "restated" if "restated" in substances else "none", EMPTY)


def _summed(found: list[str], likely: list[Likeness], substance: str, confidence: float) -> KindsTold:
    """What all clauses tell: what is only like known causes counts where no clause has a known phrase."""
    if found:
        return KindsTold(tuple(found), substance, confidence)
    if likely:
        least = max(like.lead for like in likely) * WORTH
        known = dict.fromkeys(like.kind for like in likely if like.lead >= least)
        told_kinds = tuple(kind for kind in known if kind not in UNKNOWN) or UNKNOWN
        return KindsTold(told_kinds, substance, LIKE)
    return KindsTold(UNKNOWN, substance, UNTOLD)


def _agreed(clause: str, phrases: list[str], words: str | None) -> tuple[list[str], float]:
    """The kinds of a clause by its ``phrases`` and by its ``words`` together, and how sure they are."""
    if words is None:
        return phrases, ALONE
    if words not in phrases:
        return phrases, DISPUTED
    if len(phrases) == 1 or set(phrases) == TOGETHER[0]:
        return phrases, AGREED
    return (phrases if _joins(clause, phrases) else [words]), CHOSEN


def _joins(clause: str, kinds: list[str]) -> bool:
    """Whether several kinds of one clause may all be meant."""
    if ALWAYS_MEANT in kinds or set(kinds) in TOGETHER:
        return True
    return pattern("causes/kinds", "clauses", "joins").search(clause) is not None
