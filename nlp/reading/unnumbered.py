"""What clauses state without a number: 与上年持平, 决算数大于预算数."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from nlp.annotations import Claim, Comparison, NamedAccount, Relation, Subject
from nlp.reading.clauses import ClauseReader
from nlp.subjects import clean_phrase, names_something, says_nothing
from records.lexicon.groups import CHANGES
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

LAST_TOLD = 4
"""Claims of which one is told right before."""


class UnnumberedReader(ClauseReader):
    """Reads the changes and relations that clauses state without a figure."""

    def _flat(self, left: int, flat: tuple[int, int], accounts: list[NamedAccount]) -> None:
        compared = [one for one in self.c if left <= one.start < flat[0]]
        repeats = self.last is not None and self.last.direction == "flat" and not compared
        if repeats and WORDS.its_cause.match(self.text, flat[1]):
            return
        lead, account = self._before(left, flat[0], compared, accounts)
        phrase = clean_phrase(lead)
        if phrase.startswith("原因"):
            return  # 原因与上述相同: the cause is the same, no amount
        if WORDS.of_its_ratio.search(lead):
            return  # 9万元，占90%，占比与上年持平: the share is the same, not the amount
        if compared and self.of_other_side(compared[-1]):
            return
        base, doubt = self.scope.base_of(self.scope.base)
        if base == "other" and compared and (told := self.budget_before(compared[-1])) is not None:
            base = told  # 年初预算与决算一致
        if base is None and WORDS.of_budget_and_outturn.search(lead):
            base, sure = self.scope.budget_meant()  # 预决算无差异
            doubt = None if sure else "budget"
        if base is None and not (self.last is not None or names_something(phrase)):
            return
        subject = self.scope.meant(lead if len(phrase) <= 30 else "", account)
        if (all_told := self._told_all(lead, phrase)) and self.last is not None:
            subject = self.last.subject
        claim = Claim(
            flat[0], flat[1], flat[1], self.sentence, "change", Decimal(0), self.money_unit(), subject,
            self.chapter.own_stage, self.period_at(flat[0]), "flat", base,
        )  # fmt: skip
        if base == "prior_year" and self.scope.base is not None:
            claim.base_phase = self.scope.base.phase
        claim.doubts += [doubt] if doubt else []
        for one in all_told:
            self._add(replace(claim, subject=one, doubts=list(claim.doubts)), None)
        of_then = base == "prior_year" and self.chapter.year and claim.period == self.chapter.year_before
        if of_then and not self.is_of_earlier_level(claim):
            claim.period = self.chapter.year  # 2024年5万元，2023年5万元，无变化
        if (shared := self.scope.shared.flats.get(flat[0])) is not None:
            claim.subject = subject = shared
        elif self._stays_in_number(phrase) and self.last is not None:
            claim.subject = subject = self.last.subject
            claim.unit = self.last.unit
        self._add(claim, None)
        if subject is not None and account is None and not says_nothing(phrase):
            self.scope.name(subject)

    def _told_all(self, lead: str, phrase: str) -> list[Subject]:
        """甲5万元、乙3万元，|均与上年持平: all things whose amounts stand side by side, but the last."""
        told: dict[Subject, None] = {}
        if WORDS.of_each.match(lead) and says_nothing(phrase):
            for one in reversed(self._said_here()):
                if one.kind != "level" or one.inside != self.in_reason or one.subject is None:
                    break
                told[one.subject] = None
        return [*reversed(told)][:-1] if len(told) > 1 else []

    def _stays_in_number(self, phrase: str) -> bool:
        """出国团组0个，|与上年持平: what was counted, where no money was told since a count or its change."""
        here = self._said_here()
        money = (at for at, one in enumerate(reversed(here)) if (one.unit or "元").endswith("元"))
        run = next(money, len(here))
        counted = self.last is not None and self.last.kind == "count" and bool(run)
        again = run == len(here) or any(one.kind == "change" for one in here[len(here) - run :])
        return counted and says_nothing(phrase) and again

    def _before(
        self, left: int, at: int, compared: list[Comparison], accounts: list[NamedAccount]
    ) -> tuple[str, NamedAccount | None]:
        """What a clause says before words without a number, and the account that it names there."""
        account = next((one for one in accounts if left <= one.start < at), None)
        if account is not None:
            self.scope.set_account(account)
            left = account.end
        if compared:
            self.scope.base = compared[-1]
        return self._without(left, max(left, at), [one for one in compared if one.start >= left]), account

    def _opens_cause(self, relation: Relation) -> bool:
        """Whether a relation only opens the cause of what was told: 决算数大于预算数的主要原因是….

        Where nothing was, it is itself what is explained.
        """
        since = self.sentence.paragraph - 1
        last, near = self.claims[-LAST_TOLD:], self.reasons[self._r : self._r + 2]
        # 5万元，比上年有所减少，因…: of a level alone no change is told that this could lead back to
        apt = (*CHANGES, "level", "completion_rate") if relation.base else CHANGES
        told = any(one.kind in apt and one.sentence.paragraph >= since for one in last)
        return told and any(one.trigger <= relation.start < one.start for one in near)

    def _relation(self, left: int, relation: Relation, accounts: list[NamedAccount]) -> None:
        """决算数大于预算数: a claim without a number."""
        compared = [one for one in self.c if left <= one.start < relation.end]
        lead, account = self._before(left, relation.start, compared, accounts)
        phrase = clean_phrase(lead)
        subject = self.scope.meant(lead if len(phrase) <= 30 else "", account)
        if subject is None or WORDS.of_its_ratio.search(lead):
            return
        claim = Claim(
            relation.start, relation.end, relation.end, self.sentence, "relation", Decimal(0), None, subject,
            self.chapter.own_stage, self.chapter.year, relation.direction,
        )  # fmt: skip
        claim.doubts += ["direction"] if relation.at_most else []
        if relation.base:
            self._take_base(claim, relation.base)
        else:
            claim.base, doubt = self.scope.base_of(self.scope.base)
            claim.doubts += [doubt] if doubt else []
        self._add(claim, None)
