"""What a stated reason gives as its cause, by two readers: phrases that are known, and words together.

A reason is read clause by clause. Phrases (:mod:`nlp.causes.kinds`) go first; where they know none, a clause
that is clearly like the examples of one kind (:mod:`nlp.causes.likeness`) is of that kind; where they find
several kinds in one clause that joins no two causes, its words together choose among them. The confidence
tells which of the two spoke, and whether the other agrees: its values are the shares that were right of
reasons judged by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.causes.kinds import (
    About,
    barred_kinds,
    cause_rules,
    clauses_of,
    is_consequence,
    judge_clause,
    parts_of,
)
from nlp.causes.likeness import Likeness, most_like

UNKNOWN = ("other",)
NONE = ("empty",)
AGREED, ALONE, CHOSEN, DISPUTED, LIKE, UNTOLD, EMPTY = 0.9, 0.7, 0.6, 0.6, 0.6, 0.4, 0.9
"""Both readers; phrases alone; phrases with several kinds of one clause; phrases against words; words alone;
neither; no cause at all."""

TOGETHER = (frozenset({"policy", "pay_and_contribution_base"}), frozenset({"policy", "transfers_and_income"}))
"""Kinds that one clause often tells at once: a rule from above that raises pay (政策性增资) or
by which money is shared out (按规定分成)."""

ONE_OF_TWO = 40.0
"""From this lead on one kind alone is meant where a rule and a grant are told (财政奖补政策调整)."""

ALWAYS_MEANT = "external_event"
"""A pandemic or a flood is told together with what came of it (受疫情影响接待减少, 汛期停工), money too."""

DECISION = "budget_arrangement"
"""A decision on the budget is a cause only where nothing is said of what is behind it."""

OF_ITS_YEAR = "base_effect"
"""What one year had and the next has no more explains by that year: 2022年集中清算疫苗款，本年无此项支出."""
OF_A_RULE = "policy"
"""What is done by a rule is no change of it, where more is told: 根据编办文件，核减编制两名."""
ENDED = frozenset({"base_effect", "carry_over", "project_finished"})
"""Kinds that say by themselves that it was of one year."""

CLEAR = 5.0
"""From this lead on a clause that goes on with a second cause is told by its words alone."""
CLEAR_FIRST = 35.0
"""From this lead on a clause that opens the text is told by its words alone, beside what follows."""

CERTAIN = 50.0
"""From this lead on the words of a clause are believed together, against the one phrase that they have."""

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
            # a part that nothing is known of tells no further kind
            known = [one for one in giving if one.categories != UNKNOWN or one.confidence != UNTOLD]
            kinds = dict.fromkeys(kind for part in known or giving for kind in part.categories)
            return KindsTold(tuple(kinds), substance, min(part.confidence for part in known or giving))
    return KindsTold(NONE, "restated" if any(p.substance == "restated" for p in parts) else "none", EMPTY)


def _part_told(text: str, about: About) -> KindsTold:
    found: list[str] = []
    likely: list[Likeness] = []
    substances: set[str] = set()
    sure: list[float] = []
    aside: list[str] = []
    clauses = [piece for clause in clauses_of(text) for piece in _pieces(clause, about)]
    for clause, following in zip(clauses, [*clauses, ""][1:], strict=True):
        phrases, substance = judge_clause(clause, about)
        substances.add(substance)
        if _is_no_more(clause, following) and not ENDED.intersection(phrases):
            found.append(OF_ITS_YEAR)
            sure.append(ALONE)
            continue
        like = most_like(clause, barred=barred_kinds(clause) - set(phrases))
        like = like if like is not None and like.sure else None
        if _is_said_aside(clause, phrases):
            aside.extend(phrases)
            continue
        if DECISION in phrases and len(phrases) > 1 and (_is_added(clause) or phrases[0] != DECISION):
            phrases = [kind for kind in phrases if kind != DECISION]
        if (
            phrases
            and not is_consequence(clause, phrases, found)
            and not (substance == "component" and found and found != [ALWAYS_MEANT])
        ):
            kinds, confidence = _agreed(clause, phrases, like)
            found.extend(kind for kind in kinds if kind not in found)
            sure.append(confidence)
        elif not phrases and substance == "cause" and like is not None:
            if like.kind not in UNKNOWN and _is_cause_too(clause, like, found):
                found.extend({like.kind}.difference(found))
                sure.append(LIKE)
            likely.append(like)
    if not found and (not likely or DECISION in aside and max(one.lead for one in likely) < CLEAR_FIRST):
        found, likely = aside[:1], []
        sure.extend(ALONE for _ in found)
    if not found and len(likely) > 1:
        likely = _together(clauses, likely)
    for substance in ("cause", "component"):
        if substance in substances:
            return _summed(found, likely, substance, min(sure, default=UNTOLD))
    return KindsTold(NONE, "restated" if "restated" in substances else "none", EMPTY)


def _pieces(clause: str, about: About) -> list[str]:
    """A clause cut where it strings causes together that are each known alone.

    What alone is none stays with what follows it: 学生宿舍和厕所项目已竣工. What one verb governs is one:
    追加宣传经费和工程尾款, 严格控制接待费用和车辆购置.
    """
    cuts = list(cause_rules().clauses.between.finditer(clause))
    governed = _is_added(clause) or cause_rules().clauses.governs.search(clause)
    if not cuts or governed or judge_clause(clause, about)[1] != "cause":
        return [clause]
    pieces, start = [], 0
    for cut in cuts:
        if _is_known(clause[start : cut.start()], about) and _is_known(clause[cut.end() :], about):
            pieces.append(clause[start : cut.start()])
            start = cut.end()
    return [*pieces, clause[start:]]


def _is_known(piece: str, about: About) -> bool:
    kinds, substance = judge_clause(piece, about)
    return bool(kinds) and substance == "cause"


def _is_no_more(clause: str, following: str) -> bool:
    """Whether a clause tells of what one year had, and the next clause that there is none of it now."""
    return (
        cause_rules().contrast.once.search(clause) is not None
        and cause_rules().contrast.now.search(following) is not None
    )


def _is_added(clause: str) -> bool:
    """Whether a clause says that money was added to the budget, and so what for (追加防汛资金)."""
    return cause_rules().clauses.added.search(clause) is not None


def _is_said_aside(clause: str, phrases: list[str]) -> bool:
    """Whether a clause tells by its one kind only what a cause beside it led to, or by what rule it came."""
    return (
        phrases == [OF_ITS_YEAR]
        and cause_rules().clauses.absent.search(clause) is not None
        or phrases == [OF_A_RULE]
        and cause_rules().clauses.by_rule.search(clause) is not None
        or phrases == [DECISION]
        and _is_added(clause)
    )


def _is_cause_too(clause: str, like: Likeness, found: list[str]) -> bool:
    """Whether a clause that no phrase knows is a cause beside others, and neither sets their scene nor
    tells what came of them: it opens the text, or goes on with a second cause (且电价上调).
    """
    if found:
        goes_on = cause_rules().clauses.coordinate.search(clause) is not None
        return goes_on and like.lead >= CLEAR
    return like.lead >= CLEAR_FIRST and cause_rules().clauses.setting.search(clause) is None


def _together(clauses: list[str], likely: list[Likeness]) -> list[Likeness]:
    """What clauses without a known phrase are like: each as far as it is clear, or else all together."""
    clear = [like for like in likely if like.lead >= CLEAR_FIRST]
    whole = most_like("，".join(clauses))
    return clear or ([whole] if whole is not None and whole.sure else likely)


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


def _agreed(clause: str, phrases: list[str], like: Likeness | None) -> tuple[list[str], float]:
    """The kinds of a clause by its ``phrases`` and by what its words are ``like``, and how sure they are."""
    if like is None:
        return phrases, ALONE
    if like.kind not in phrases:
        certain = like.lead >= CERTAIN and len(phrases) == 1 and phrases != [OF_ITS_YEAR]
        return ([like.kind], CHOSEN) if certain else (phrases, DISPUTED)
    if len(phrases) == 1 or set(phrases) == TOGETHER[0]:
        return phrases, AGREED
    if set(phrases) == TOGETHER[1] and like.lead >= ONE_OF_TWO:
        return [like.kind], CHOSEN
    return (phrases if _joins(clause, phrases) else [like.kind]), CHOSEN


def _joins(clause: str, kinds: list[str]) -> bool:
    """Whether several kinds of one clause may all be meant."""
    if ALWAYS_MEANT in kinds or set(kinds) in TOGETHER:
        return True
    return cause_rules().clauses.joins.search(clause) is not None
