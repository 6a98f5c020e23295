"""Changes: what was added or taken away, told by a verb before the amount."""

from __future__ import annotations

from nlp.annotations import Claim, NamedAccount, Quantity, Subject
from nlp.comparisons import budget_moved_in, chooses_way, moved_by_one_level
from nlp.phases import phase_in
from nlp.reading.bases import BaseReader
from nlp.reading.sums import make_up
from nlp.subjects import clean_phrase, names_fund_only, says_nothing
from records.lexicon.groups import BUDGETS, CHANGES, TOTALS
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")


def leads_to(lead: str) -> bool:
    """Whether words lead to the figure that something came to: 减少到."""
    return WORDS.comes_to.match(lead) is not None


class ChangeReader(BaseReader):
    """Reads changes of amounts, and of budgets in the year."""

    _verb_led: Claim | None = None
    """The change told last whose verb stands before its thing (减少办公费3万元)."""

    def _change(
        self,
        kind: str,
        lead: str,
        quantity: Quantity,
        account: NamedAccount | None,
        changed: tuple[int, str, str],
    ) -> Claim:
        start, way, thing = changed
        before = lead[:start]
        text = clean_phrase(before)
        if (says_nothing(text) or text == "支出") and thing and clean_phrase(thing):
            before = thing
        if says_nothing(text) and before == lead[:start] and account is None:
            before = self._measured_by_comparison(quantity) or before
        subject = self.scope.meant(before, account)
        nameless = says_nothing(clean_phrase(before)) and account is None
        if nameless and self.explained is not None and subject == self.explained:
            subject = None  # 主要原因：新进15人增加3万元: of the cause, not of what it explains
        elif nameless and quantity.sort == "percent" and self.last is not None and self.last.kind == "count":
            subject = self.last.subject if self._counted_alone() else subject
        elif nameless and quantity.sort != "money" and self._behind_rate() and self.last is not None:
            subject = self.last.subject
        elif nameless and self.scope.parts_here and self.last is not None and self.last.kind == "level":
            told = [one for one in self._said_here() if one.inside is None]
            outgrown = way == "up" and self._outgrows_part(quantity)
            subject = self.scope.parent if outgrown or make_up(told, self.scope.parent) else subject
        elif nameless and self._leaves_out_again():
            subject = self.scope.parent  # 公用经费中含疫情物资2万元，剔除后|增加3万元: of the whole
        elif nameless and self._of_unknown():
            subject = None  # 合计5万元，增加1万元: of what that is the total of, though nothing says it
        default = self.chapter.own_stage
        claim = self.new_claim(quantity, kind, subject, self.scope.phase or default)
        if nameless and (self._said_of_each(lead) or self._of_fund_within(subject)):
            claim.doubts.append("part")
        if self.scope.phase in BUDGETS and not self.chapter.is_budget and self.scope.base:
            of_outturn = self.scope.base.base != "prior_year" or self._outturn_told(claim)
            claim.phase = "final" if of_outturn else self.scope.phase
        self._compare(claim)
        if way == "down" and WORDS.saved.match(lead, start):
            self._save(claim)
        if claim.base in BUDGETS and claim.phase == claim.base and not self.chapter.is_budget:
            claim.phase = "final"  # 支出21万元，为年初预算20万元的105%，超出1万元
        # 增加-5万元 is a decrease; 减少-5万元 is one too, its sign repeats the word
        claim.direction = "down" if way == "down" or quantity.value < 0 else "up"
        if way == "neutral" and quantity.value > 0 and (known := self._way_told(claim)) is not None:
            claim.direction = known
        if quantity.value > 0 and chooses_way(lead[start:]) or self.is_then_against_now(claim):
            claim.doubts.append("direction")
        self._verb_led = claim if thing else None
        return claim

    def held_against(self, lead: str, quantity: Quantity, tail: str) -> Claim | None:
        """余额9万元，低于限额1万元; 比另一项支出多1万元: how far from what is neither stage nor year.

        收入9万元小于支出10万元，差额1万元: where that is told behind it, it is the other thing's amount.
        """
        found = WORDS.held_against.fullmatch(lead)
        last = self.last
        if found is None or last is None or last.kind != "level" or last.sentence is not self.sentence:
            return None
        if WORDS.tells_distance.match(tail):
            other = self.scope.meant(found["other"])
            return self.new_claim(quantity, "level", other, last.phase)
        way = found["far"] or found["away"]
        claim = self.new_claim(quantity, "change", last.subject, last.phase)
        claim.direction = "down" if WORDS.lies_below.match(way) else "up"
        claim.base = "other"
        claim.doubts.append("base")
        return claim

    def _of_fund_within(self, subject: Subject | None) -> bool:
        """差旅费9万元，其中一般公共预算8万元，|增加1万元: of what the fund gives to that, not of all."""
        last, whole = self.last, self.scope.parent if self.scope.parts else None
        within = whole is not None and whole.measure is not None and whole.measure not in TOTALS
        told = last is not None and last.kind == "level" and last.subject == subject
        unnamed = subject is not None and subject.measure is None and names_fund_only(subject.text)
        return within and told and unnamed

    def _outgrows_part(self, quantity: Quantity) -> bool:
        """收入总计90万元，其中年初结转1万元，|增加5万元: no part grew by more than it is, a whole may.

        That is so of all parts told: 其中购置费9万元，每辆1万元，|增加5万元 is of the larger part.
        """
        levels = self._levels_here(self.scope.parent)
        if not levels or self.last is None or self.last.subject == self.scope.parent:
            return False
        whole = levels[-1]
        parts = [one for one in self._said_here() if one.kind == "level" and one.start > whole.start]
        if not parts or {one.unit for one in (whole, *parts)} != {quantity.unit}:
            return False
        return max(part.value for part in parts) < quantity.value <= whole.value

    def _leaves_out_again(self) -> bool:
        """Whether the part that was told right before is left out of what changed."""
        last, whole = self.last, self.scope.parent
        part = last is not None and whole is not None and last.subject != whole
        return part and last is not None and WORDS.left_out_again.match(self.text, last.raw_end) is not None

    def _save(self, claim: Claim) -> None:
        """采购预算9万元，节约资金1万元，节约率11%: of the budget told before, as nothing is compared."""
        compared = self.scope.base.start if self.scope.base is not None else -1
        told = [one for one in self._said_here() if one.kind == "level" and one.start > compared]
        budget = next((one for one in reversed(told) if one.phase in BUDGETS), None)
        if budget is None or claim.subject not in (None, budget.subject, told[-1].subject):
            return
        claim.subject, claim.period, claim.phase = budget.subject, budget.period, "final"
        claim.base = claim.base_phase = budget.phase
        claim.doubts = [doubt for doubt in claim.doubts if doubt != "base"]

    def _behind_rate(self) -> bool:
        """满意度95%，|提高2个百分点: whether a rate that is of nothing but itself stands right before."""
        last = self.last
        return last is not None and (last.kind, last.base) == ("completion_rate", "other")

    def _of_unknown(self) -> bool:
        """Whether the amount right before, in this sentence, is of nothing that is known."""
        last = self.last
        return (
            last is not None
            and (last.kind, last.subject, last.inside) == ("level", None, self.in_reason)
            and any(one is last for one in self._said_here())
        )

    def _way_told(self, claim: Claim) -> str | None:
        """增减变动3万元, 变动率5%: which way is told by the change before, or by the two figures."""
        last = self.last
        before = last is not None and last.kind in CHANGES and last.subject == claim.subject
        if last is not None and before and last.base == claim.base and last.inside == claim.inside:
            return last.direction
        beside = self._figures_beside(claim)
        ours = self._value_here(claim.subject, self.chapter.own_stage)
        if beside is None or ours is None or beside[1] == ours:
            return None
        return "up" if ours > beside[1] else "down"

    def _measured_by_comparison(self, quantity: Quantity) -> str:
        """2024年较2023年收入总额增加5万元: what is measured may be told only as what is compared with."""
        compared = self.scope.base
        begins = self.last is None or self.last.sentence is not self.sentence
        if compared is None or not begins or not self.sentence.start <= compared.start < quantity.start:
            return ""
        return self._measured_in(compared)

    def _said_of_each(self, lead: str) -> bool:
        """收入5万元，支出4万元，均减少1万元: the change of each thing told, and not only of the last."""
        last = self.last
        if last is not None and last.kind == "change" and "part" in last.doubts:
            return True  # …，|下降5%: of the same
        told = [one.subject for one in self._said_here() if one.kind == "level" and one.inside is None][-2:]
        if all(one is not None and one.measure == "grand_total" for one in told):
            return False  # 收入总计9万元，支出总计9万元，各减少1万元: both sides of one total
        return WORDS.of_each.match(lead) is not None and len(set(told)) > 1

    def _counted_alone(self) -> bool:
        """Whether the sentence has told counts and no money, so that a rate behind one is the count's."""
        here = [one for one in self.claims[-8:] if one.sentence.start == self.sentence.start]
        return all(one.unit is None or not one.unit.endswith("元") for one in here)

    def _changes_on(self, lead: str, quantity: Quantity) -> Claim | None:
        """减少办公费3万元、差旅费2万元: the verb before the first thing is that of those listed behind it."""
        last = self._verb_led
        if last is None or last is not self.last or last.kind != "change" or quantity.sort != "money":
            return None
        listed = WORDS.listed_object.fullmatch(self.text, last.raw_end, quantity.start)
        if not listed or last.inside != self.in_reason or not WORDS.thing.search(lead) or phase_in(lead):
            return None
        self._verb_led = self.changed_like(last, quantity, self.scope.meant(lead))
        return self._verb_led

    def _amount_of_rate(self, quantity: Quantity) -> Claim | None:
        """增长21.35%（771.7万元）: the amount of the change whose rate stands right before it."""
        last = self.last
        if last is None or (last.kind, quantity.sort) != ("change_rate", "money"):
            return None
        if (
            last.inside != self.in_reason
            or WORDS.amount_of_rate.search(self.text[last.raw_end : quantity.start]) is None
        ):
            return None
        return self.changed_like(last, quantity, last.subject)

    def _moved_budget(self, lead: str, quantity: Quantity) -> Claim | None:
        """年初预算80万元，年中追加20万元: what the budget named right before was changed by."""
        last, way = self.last, budget_moved_in(lead)
        if way is None or last is None:
            return None
        again = last.kind == "change" and (last.phase, last.base) == ("adjusted_budget", "initial_budget")
        if last.kind == "level" and last.phase == "final":
            # 年初预算80万元，支出95万元，追加15万元
            again = any(one.phase == "initial_budget" for one in self._levels_here(last.subject))
        if not again and (last.kind != "level" or last.phase != "initial_budget"):
            return None
        if self.in_reason is not None or last.sentence.start != self.sentence.start:
            return None
        claim = self.new_claim(quantity, "change", last.subject, "adjusted_budget")
        claim.direction, claim.base = way, "initial_budget"
        if moved_by_one_level(lead):
            claim.doubts.append("part")
        if last.kind == "change":
            # 7月调增9万元，11月调减2万元: neither is all that the budget was moved by
            last.doubts.append("part")
            claim.doubts.append("part")
        return claim
