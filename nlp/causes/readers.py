"""What a stated reason gives as its cause, by two readers: phrases that are known, and words together.

Phrases (:mod:`nlp.causes.kinds`) go first; where they know none, a clause that is clearly like the examples
of one kind (:mod:`nlp.causes.likeness`) is of that kind. The confidence tells which of the two spoke, and
whether the other agrees: its values are the shares that were right of reasons judged by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.causes.kinds import About, clauses_of, judge
from nlp.causes.likeness import most_like

UNKNOWN = ("other",)
AGREED, ALONE, IN_PART, DISPUTED, LIKE, UNTOLD, EMPTY = 0.9, 0.7, 0.6, 0.6, 0.6, 0.4, 0.9
"""Both readers; phrases alone; both, but phrases tell more kinds of one clause; phrases against words; words
alone; neither; no cause at all."""

TOGETHER = frozenset({"policy", "pay_and_contribution_base"})
"""Kinds that one clause often tells at once: a rule from above that raises pay (政策性增资)."""


@dataclass(frozen=True, slots=True)
class KindsTold:
    """Categories in the order of the text, substance, and how likely it is that all of that is right."""

    categories: tuple[str, ...]
    substance: str
    confidence: float


def told(text: str, about: About | None = None) -> KindsTold:
    """What ``text``, the text of a reason, gives as the cause of what it is ``about``."""
    found = judge(text, about)
    if found.substance in ("none", "restated"):
        return KindsTold(found.categories, found.substance, EMPTY)
    clauses = clauses_of(text)
    if found.categories == UNKNOWN:
        open_clauses = [clause for clause in clauses if judge(clause, about).substance == "cause"]
        likely = [like.kind for clause in open_clauses if (like := most_like(clause)) and like.sure]
        if likely:
            known = [kind for kind in likely if kind not in UNKNOWN] or likely
            return KindsTold(tuple(dict.fromkeys(known)), found.substance, LIKE)
        return KindsTold(found.categories, found.substance, UNTOLD)
    likely = [like.kind for clause in clauses if (like := most_like(clause)) and like.sure]
    if not likely:
        return KindsTold(found.categories, found.substance, ALONE)
    agreed = set(likely) <= set(found.categories)
    told_of = [set(judge(clause, about).categories) for clause in clauses]
    if agreed and any(len(kinds) > 1 and kinds != TOGETHER for kinds in told_of):
        return KindsTold(found.categories, found.substance, IN_PART)
    return KindsTold(found.categories, found.substance, AGREED if agreed else DISPUTED)
