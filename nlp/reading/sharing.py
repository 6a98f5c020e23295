"""What several things share: 甲、乙分别为5万元、6万元; 收入总计…，支出总计…，各增加…."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.annotations import Claim, Comparison, Quantity, Subject
from nlp.comparisons import direction_of
from nlp.phases import phase_in
from nlp.reading.figures import FigureReader
from nlp.reading.told import LOOKED_BACK
from nlp.reading.told_together import ToldTogether
from nlp.reading.wholes import names_stage_only
from nlp.subjects import clean_phrase, names_fund_only, says_nothing, side_word, subject_of
from records.lexicon.accounts import class_code
from records.lexicon.groups import BUDGETS
from records.lexicon.reading import GENERAL, read
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

_COMMA = re.compile(r"[、，]")


TOLD_TOGETHER = ("level", "change", "change_rate", "share", "completion_rate", "count")
"""Figures of several things that others may go on with, one for each."""


def _is_list(text: str, quantities: list[Quantity]) -> bool:
    """Whether several quantities stand side by side (5.1、6.2万元)."""
    pairs = list(zip(quantities, quantities[1:], strict=False))
    return bool(pairs) and all(
        WORDS.link.match(words := text[one.end : other.start])
        or one.sort == other.sort
        and changes_again(words)
        for one, other in pairs
    )


def changes_again(words: str) -> bool:
    """Whether the words before a figure only say which way it went (、下降)."""
    return WORDS.change_again.fullmatch(words) is not None


def _listed(text: str, quantities: list[Quantity]) -> int:
    """How many of ``quantities`` stand side by side, from the first one on; 0 if it is alone."""
    return next((n for n in range(len(quantities), 1, -1) if _is_list(text, quantities[:n])), 0)


def _phrases(text: str, count: int) -> list[str]:
    """The things that ``text`` lists, if it can be ``count``: 社会保障和就业、卫生健康支出 are two."""
    commas = _COMMA.split(text)
    ways = [WORDS.between_shared.split(text), commas, [*commas[:-1], *WORDS.between_shared.split(commas[-1])]]
    ways += [text.split(mark) for mark in "与和" if mark in text]  # 出国费与购置及运行维护费 are two
    told = [[part for part in way if clean_phrase(part) or phase_in(part)] for way in ways]
    return next((way for way in told if len(way) == count), told[0])


def _is_side(part: str, ending: str) -> bool:
    """Whether a phrase names a side to which the end of the list belongs: 学院收入|、支出总计分别为…."""
    if clean_phrase(part).endswith(ending):
        return False
    return bool(side_word(clean_phrase(part))) or subject_of(clean_phrase(part + ending)).measure in GENERAL


def names_way(words: str) -> bool:
    """Whether words before 分别 only say which way the figures behind it went: 增幅|分别为5%、6%."""
    changed = direction_of(words)
    return changed is not None and changed[0] == 0


def _points_back(words: str) -> bool:
    """Whether words before 分别 name nothing new: the things told last are meant (二者分别占…)."""
    return says_nothing(words) or names_way(words) or WORDS.these.fullmatch(words) is not None


class SharingReader(FigureReader):
    """Finds the things that figures are told of together."""

    flats: list[tuple[int, int]]
    """Where the text says that something stays as it was."""
    flat_first: tuple[int, int] | None = None
    """Where it says so of the first of several things, right before the change of the second."""

    def have_each(self, lead: str) -> list[Subject]:
        """甲、乙均为0万元: the things before 均 that the lexicon knows apart; empty if it is no such list."""
        found = WORDS.each_is.fullmatch(lead)
        listed = found["things"] if found is not None else ""
        for parts in (WORDS.between_shared.split(listed), listed.split("、")):
            told = [subject_of(clean_phrase(part)) for part in parts]
            known = all(one.measure and read(one.text).whole and not side_word(one.text) for one in told)
            apart = len({(one.measure, one.fund) for one in told}) == len(told) > 1
            # 财政拨款收、支总计 is one phrase of both sides
            if known and apart and len({one.sides for one in told}) == 1:
                return told
        return []

    def told_each(self, lead: str, quantity: Quantity) -> str:
        """甲、乙|9万元、8万元: as many figures as things are one of each, though no 分别 says so."""
        found = WORDS.things_and_figures.fullmatch(lead) if WORDS.shared.match(lead) is None else None
        following = self._from(quantity)
        count = _listed(self.text, following) if found is not None else 0
        if found is None or count < 2 or len({one.unit for one in following[:count]}) > 1:
            return lead
        told = [subject_of(clean_phrase(part)) for part in WORDS.between_shared.split(found["things"])]
        known = all((one.measure or class_code(one.text)) and not side_word(one.text) for one in told)
        if len(told) != count or not known or len(set(told)) < count:
            return lead
        return f"{found['things']}分别{found['cue']}"

    def _shares_again(self, lead: str, quantity: Quantity) -> bool:
        """Whether the next of several things is told with a word of its own: 分别增长5%、|下降3%."""
        if self.last is None or not self.scope.shared.at or not changes_again(lead):
            return False
        if self.scope.shared.at % len(self.scope.shared.subjects) == 0:
            # 分别增加5万元、6万元，|增长10%、12%
            return self.lists(quantity, len(self.scope.shared.subjects))
        last = self.claims[-2] if self.last.direction == "flat" and len(self.claims) > 1 else self.last
        return (last.kind == "change_rate") == (quantity.sort in ("percent", "points"))

    def lists(self, quantity: Quantity, count: int) -> bool:
        """Whether so many figures of one sort stand side by side from ``quantity`` on, and no more."""
        return _listed(self.text, self._from(quantity)) == count

    def share_bases(self, compared: list[Comparison], quantity: Quantity) -> bool:
        """与上年和年初预算相比分别减少2万元、1万元: each figure is a change against another base."""
        pair = compared[-2:]
        subject = self.scope.going_on()
        beside = len(pair) == 2 and not self.text[pair[0].end : pair[1].start].strip("、和及与 ")
        if not beside or subject is None or not self.lists(quantity, 2):
            return False
        self.scope.shared = replace(ToldTogether.of([subject, subject]), bases=pair)
        return True

    def share_out(self, shared: re.Match[str], quantity: Quantity) -> bool:
        """甲、乙分别为…: the phrases before 分别 each get one of the figures that follow."""
        following = self._from(quantity)
        run = self._with_flats(following, shared["cue"])
        count = len(run) or _listed(self.text, following)
        if self._share_years(shared["subjects"], count):
            return True
        phrases = _phrases(shared["subjects"], count)
        ending = re.search(r"(?:总计|合计|总额|总预算)$", clean_phrase(phrases[-1])) if phrases else None
        if phrases and clean_phrase(phrases[-1]).endswith("支出"):
            phrases = [part + "支出" if class_code(clean_phrase(part) + "支出") else part for part in phrases]
        if ending:
            phrases = [part + ending[0] if _is_side(part, ending[0]) else part for part in phrases]
        if shared["each"] and phrases and not _is_list(self.text, following[: len(phrases)]):
            return False
        follow = len(run) or len(following)
        if len(phrases) >= 2 and follow >= 2:
            found: list[Subject] = []
            for part in phrases:
                goes_on = found and names_stage_only(clean_phrase(part))
                subject = found[-1] if goes_on else self.scope.meant(part)
                found += [subject] if subject is not None else []
            found = found if len(found) == len(phrases) else []
            self.scope.shared = ToldTogether(found, [phase_in(part) for part in phrases])
        elif follow >= 2 and _points_back(clean_phrase(shared["subjects"])):
            bases = self._bases_told(count)
            told: list[Subject | None] = [*self._told_last(count)] or [None] * count
            told = [self.claims[-1].subject] * count if bases else told
            self.scope.shared = replace(ToldTogether.of(told), bases=bases)
        elif count >= 2:
            self._share_part(clean_phrase(shared["subjects"]), count)
        if run and self.scope.shared.subjects:
            self._leave_out_flats(run)
        self.scope.shared.at = 0
        return bool(self.scope.shared.subjects)

    def _share_part(self, phrase: str, count: int) -> None:
        """甲5万元、乙6万元，其中财政拨款|分别为3万元、4万元: a part of each thing told last.

        Of what is not known to be such a part it stays open which part of what it is.
        """
        part = subject_of(phrase)
        if part.fund is None or not names_fund_only(phrase):
            self.scope.narrowed = True
            return
        self.scope.shared = ToldTogether.of([replace(one, fund=part.fund) for one in self._told_last(count)])

    def _with_flats(self, quantities: list[Quantity], cue: str) -> list[tuple[int, int, bool]]:
        """The places of changes, and of 持平 among them, told side by side: 分别下降5%、持平、增长12%."""
        if not quantities or not names_way(cue):
            return []
        behind = [one for one in self.flats if one[0] > quantities[0].start or one == self.flat_first]
        told = sorted([*((q.start, q.end, False) for q in quantities), *((*one, True) for one in behind)])
        run = told[:1]
        for one in told[1:]:
            words = self.text[run[-1][1] : one[0]]
            if not (WORDS.beside_flat.fullmatch(words) if one[2] else changes_again(words)):
                break
            run.append(one)
        return run if any(flat for _, _, flat in run) else []

    def _leave_out_flats(self, run: list[tuple[int, int, bool]]) -> None:
        """Give 持平 its own of the things told together; the others are for the figures."""
        told = list(zip(run, self.scope.shared.subjects, strict=False))
        flats = {one[0]: subject for one, subject in told if one[2]}
        self.scope.shared = replace(
            ToldTogether.of([subject for one, subject in told if not one[2]]),
            bases=self.scope.shared.bases,
            flats=flats,
        )

    def _share_years(self, words: str, count: int) -> bool:
        """2022年、2023年公务接待费分别为5万元、4万元: one thing in several years."""
        found = WORDS.years_shared.fullmatch(words)
        years = [int(one) for one in re.findall(r"20\d\d", found["years"])] if found else []
        if found is None or count < 2 or len(years) != count:
            return False
        subject = self.scope.meant(found["before"] + found["after"])
        self.scope.shared = replace(ToldTogether.of([subject] * count), years=years)
        return subject is not None

    def _bases_told(self, count: int) -> list[Comparison]:
        """比上年增加1万元、比预算减少2万元，|分别…: what each is held against."""
        last = [one for one in self.claims[-count:] if one.sentence.start == self.sentence.start]
        alike = {(one.subject, one.kind, one.inside) for one in last}
        if count < 2 or len(last) < count or len(alike) > 1 or last[0].kind not in ("level", "change"):
            return []
        prior = self.chapter.year_before
        levels = last[0].kind == "level"
        found = []
        for one in last:
            base = one.base if not levels else "prior_year" if one.period == prior else one.phase
            stage = base if base in BUDGETS else None if levels else one.base_phase
            found.append(
                Comparison(
                    one.start, one.end, base, year=prior if base == "prior_year" else None, phase=stage
                )
            )
        known = {one.base for one in found if one.base in ("prior_year", *BUDGETS)}
        return found if len(known) == count else []

    def tell_again(self, lead: str, quantity: Quantity) -> bool:
        """甲占60%，乙占40%，即6万元和4万元: amounts of what the shares before them were told of."""
        return WORDS.that_is.fullmatch(lead) is not None and self._goes_on_with_told(quantity)

    def shares_of_each(self, lead: str, quantity: Quantity) -> str | None:
        """甲、乙分别为6万元、4万元，占总额的60%、40%: the words for the whole of each share, if so."""
        found = WORDS.share_of_each.fullmatch(lead) if quantity.sort == "percent" else None
        return found["of"] if found is not None and self._goes_on_with_told(quantity) else None

    def _goes_on_with_told(self, quantity: Quantity) -> bool:
        """Whether the figures from ``quantity`` on are of the things told last; they are shared out if so."""
        count = _listed(self.text, self._from(quantity))
        told = self._told_last(count) if count else []
        if told:
            self.scope.shared = ToldTogether.of(told)
        return bool(told)

    def _from(self, quantity: Quantity) -> list[Quantity]:
        return [one for one in self.q if one.start >= quantity.start]

    def both_sides(self, lead: str) -> Subject | None:
        """The grand totals of both sides that the sentence gave last, as one, where a change is said of each.

        It is where the words say so (各增加5万元), and where both are one amount.
        """
        told = [claim for claim in self.claims[-2:] if claim.sentence is self.sentence]
        if len(told) < 2 or {claim.kind for claim in told} != {"level"}:
            return None
        one, other = (claim.subject for claim in told)
        if one is None or other is None or {*one.sides, *other.sides} != {"revenue", "expenditure"}:
            return None
        same = one.measure == other.measure == "grand_total" and one.fund in (other.fund, None)
        equal = told[0].value == told[1].value and WORDS.change_of_both.match(lead)
        if not same or not (equal or WORDS.change_of_each.match(lead)):
            return None
        return replace(subject_of("收、支总计"), fund=one.fund)

    def _amounts_with_shares(self, count: int) -> list[Claim]:
        """甲60万元，占60%；乙40万元，占40%: the amounts that the sentence gave last, each with its share."""
        told = self.claims[-2 * count :] if count > 1 else []
        pairs = list(zip(told[::2], told[1::2], strict=False))
        paired = all(
            (one.kind, other.kind) == ("level", "share") and one.subject == other.subject
            for one, other in pairs
        )
        return told[::2] if len(pairs) == count and paired else []

    def _listed_before(self, count: int) -> list[Subject]:
        """收入…，其中：甲5万元、乙6万元。与上年相比，|分别…: the list before, if of so many."""
        if count < 2 or not self.claims or self.claims[-1].sentence.paragraph != self.sentence.paragraph:
            return []
        told: list[Claim] = []
        for claim in reversed(self.claims[-LOOKED_BACK:]):
            if claim.sentence is not self.claims[-1].sentence or claim.sentence is self.sentence:
                break
            told.insert(0, claim)
        amounts = all((one.kind, one.inside) == ("level", None) for one in told)
        if not amounts or len(told) not in (count, count + 1):
            return []
        subjects = dict.fromkeys(one.subject for one in told[-count:] if one.subject is not None)
        parts = len(told) == count or told[0].subject == self.scope.parent
        return [*subjects] if parts and told[0].subject not in [*subjects][1:] else []

    def of_turn(self, former: bool) -> Subject | None:
        """甲5万元，乙2万元。前者|增长3%，后者|下降4%: the first or second of two things told last."""
        levels = [one for one in self.claims[-LOOKED_BACK:] if one.kind == "level" and one.inside is None]
        told = {
            o.subject: o.value for o in levels if o.sentence.start == levels[-1].sentence.start and o.subject
        }
        whole, *parts = told.values() if told else (None,)
        if len(parts) == 2 and whole == sum(parts):
            told.pop(next(iter(told)))
        return [*told][0 if former else 1] if len(told) == 2 else None

    def _told_last(self, count: int) -> list[Subject]:
        """The things whose amounts the sentence gave last, if so many: 甲5万元和乙6万元，分别占40%和60%.

        Or whose changes: 分别增加5万元、6万元，各增长10%、12%.
        """
        last = self._amounts_with_shares(count) or [claim for claim in self.claims[-count:] if count > 1]
        if len(listed := self._listed_before(count)) == count:
            return listed
        if len({claim.kind for claim in last}) > 1 or last and last[0].kind not in TOLD_TOGETHER:
            return []
        here = [
            claim.subject
            for claim in last
            if claim.sentence.start == self.sentence.start and claim.inside == self.in_reason
        ]
        subjects = [subject for subject in here if subject is not None]
        return subjects if len(set(subjects)) == count else []
