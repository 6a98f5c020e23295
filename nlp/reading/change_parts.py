"""Parts of a change: 增加100万元，其中：基本支出60万元，项目支出40万元.

The parts have no word of change of their own. They are changes if they add up to the change and not to
the level before it, or if they stand in brackets right behind the change; where they add up to neither,
it is not known what they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nlp.annotations import Claim, Stretch
from records.lexicon.groups import CHANGES, YUAN
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

FEWEST = 2
"""Parts that make a list."""


@dataclass(slots=True)
class Parts:
    """The list of parts that is being read, and the change that it may be of."""

    first: int | None = None
    change: Claim | None = None
    level: Claim | None = None
    in_brackets: bool = False
    same_sentence: bool = True
    paragraph: int = -1

    def open(self, claims: list[Claim], sentence: Stretch, text: str, start: int) -> None:
        """其中 at ``start``: parts of the change follow, if one was stated last."""
        self.first = self.change = self.level = None
        outside = [claim for claim in claims[-6:] if claim.inside is None and claim.kind != "count"]
        if not outside or outside[-1].kind not in CHANGES:
            return
        last = outside[-1]
        if last.sentence.paragraph != sentence.paragraph:
            return
        change = next((claim for claim in reversed(outside) if claim.kind == "change"), None)
        if change is None or change.unit not in YUAN or not change.value or change.subject != last.subject:
            return
        self.first, self.change = len(claims), change
        levels = (claim for claim in reversed(claims[-8:]) if claim.kind == "level")
        self.level = next(
            (one for one in levels if one.subject == change.subject and one.period == change.period), None
        )
        self.same_sentence = last.sentence.start == sentence.start
        between = text[change.raw_end : start].strip()
        self.in_brackets = last is change and WORDS.opens_bracket.fullmatch(between) is not None

    def settle(self, claims: list[Claim]) -> None:
        """At the end of the sentence: make the parts what they are."""
        first, change = self.first, self.change
        self.first = self.change = None
        if first is None or change is None:
            return
        parts: list[Claim] = []
        own: list[Claim] = []
        for claim in claims[first:]:
            if claim.kind in CHANGES and claim.inside is None and claim.subject != change.subject:
                own.append(claim)  # a part with a word of its own
            if claim.kind == "level" and claim.inside is None and claim.unit in YUAN:
                parts.append(claim)
        if not parts or any(part.phase != change.phase or part.period != change.period for part in parts):
            return
        if any(
            (one.kind, one.direction, one.base) != ("change", change.direction, change.base) for one in own
        ):
            return
        parts += own
        total = sum((_yuan(part) for part in parts), Decimal(0))
        of_change = self._is(total, parts, change)
        of_level = self.level is not None and self._is(total, parts, self.level)
        if own and (of_level or not of_change):
            return
        like_level = self._is_nearer_to_level(total, change)
        in_brackets = self.in_brackets and not of_level and not like_level
        if (of_change and not of_level and len(parts) >= FEWEST) or in_brackets:
            for part in parts:
                part.kind, part.direction = "change", change.direction
                part.base, part.base_phase = change.base, change.base_phase
                part.doubts += [doubt for doubt in change.doubts if doubt not in part.doubts]
        elif not of_level and self.same_sentence and (like_level or _may_be_in(parts, change)):
            for part in parts:
                part.doubts.append("part")

    def _is_nearer_to_level(self, total: Decimal, change: Claim) -> bool:
        """Whether parts in brackets, which add up to neither, may well be those of the level."""
        if not self.in_brackets or self.level is None or self.level.unit not in YUAN:
            return False
        return abs(total - _yuan(self.level)) < abs(total - abs(_yuan(change)))

    def _is(self, total: Decimal, parts: list[Claim], whole: Claim) -> bool:
        """Whether ``total`` is the whole, but for what rounding of each part allows."""
        last = max(
            Decimal(1).scaleb(int(part.value.as_tuple().exponent)) * YUAN[part.unit or ""] for part in parts
        )
        return whole.unit in YUAN and abs(total - abs(_yuan(whole))) <= last * (len(parts) + 1) / 2


def _may_be_in(parts: list[Claim], change: Claim) -> bool:
    """Whether none of the parts is more than the change."""
    return all(_yuan(part) <= abs(_yuan(change)) for part in parts)


def _yuan(claim: Claim) -> Decimal:
    return claim.value * YUAN[claim.unit or ""]
