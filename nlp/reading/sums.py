"""What a sum behind its parts is of: 人员经费5万元、公用经费3万元，合计8万元."""

from __future__ import annotations

from dataclasses import replace

from nlp.annotations import Claim, Stretch, Subject
from nlp.subjects import subject_of
from records.lexicon.groups import CHANGES
from records.lexicon.terms import terms, wholes_of
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

FEWEST = 2
"""Subjects that make a sum."""


def sums_up_above(lead: str) -> bool:
    """Whether words that open a sentence say no more than 合计: the sum of what stands above."""
    return WORDS.sum_above.fullmatch(lead) is not None


def sums_up(lead: str) -> bool:
    """Whether words before an amount say that it is the sum of those before it (两项合计)."""
    return WORDS.sum.fullmatch(lead) is not None


def make_up(told: list[Claim], whole: Subject | None) -> bool:
    """Whether the amounts ``told`` behind that of ``whole`` are parts that make it up.

    收入总计9万元，其中本年收入8万元、年初结转1万元: what follows goes on with the total. Not so
    where changes are told item by item: …，其中本年收入8万元，增加1万元；年初结转1万元，|减少2万元.
    """
    levels = [claim for claim in told if claim.kind == "level"]
    at = max((at for at, claim in enumerate(levels) if claim.subject == whole), default=None)
    if at is None or whole is None:
        return False
    since = told[told.index(levels[at]) :]
    if any(one.kind in CHANGES for one in since):
        return False
    parts = levels[at + 1 :]
    alike = all((one.unit, one.period) == (levels[at].unit, levels[at].period) for one in parts)
    return alike and len(parts) >= FEWEST and sum(one.value for one in parts) == levels[at].value


def listed_whole(claims: list[Claim], sentence: Stretch) -> Subject | None:
    """The whole whose parts the sentence before listed: 采购9万元，由货物5万元、服务4万元构成。其中，…."""
    last = claims[-1].sentence if claims else None
    if last is None or last.end > sentence.start or last.paragraph != sentence.paragraph:
        return None
    told = [one for one in claims if one.sentence is last and one.kind == "level" and one.inside is None]
    subjects = [one.subject for one in told if one.subject is not None and one.subject.measure is not None]
    if len(subjects) < len(told) or len(subjects) <= FEWEST:
        return None
    whole, *parts = subjects
    listed = all(whole.measure in wholes_of(part.measure or "") for part in parts)
    return whole if listed else None


def sum_of_listed(told: list[Claim]) -> Subject | None:
    """What the amounts ``told`` last in the sentence are parts of, if there are several.

    A subject without a measure is a sum of which nothing more is known.
    """
    parts: list[Subject] = []
    for claim in reversed(told):
        if claim.kind != "level" or claim.subject is None or claim.subject in parts:
            break
        parts.insert(0, claim.subject)
    if len(parts) < FEWEST:
        return None
    if all(part.measure and parts[0].measure in wholes_of(part.measure) for part in parts[1:]):
        # 基本支出8万元，其中人员经费5万元、公用经费3万元，合计8万元
        return parts[0] if len(parts) > FEWEST else Subject("合计", sides=parts[0].sides)
    wholes = [wholes_of(part.measure) if part.measure else frozenset() for part in parts]
    common = sorted(frozenset.intersection(*wholes), key=lambda one: (-len(wholes_of(one)), one))
    if not common:
        return Subject("、".join(part.text for part in parts) + "合计", sides=parts[0].sides)
    funds = {part.fund for part in parts}
    return replace(subject_of(terms()[common[0]].chinese), fund=funds.pop() if len(funds) == 1 else None)
