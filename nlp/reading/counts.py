"""Counts: people, vehicles, visits and projects, and how they changed.

Counts of a body's own people and units among the duties that a chapter lists.
"""

from __future__ import annotations

from nlp.annotations import Claim, NamedAccount, Quantity, Subject
from nlp.comparisons import direction_of, goes_on_to
from nlp.reading.changes import ChangeReader, leads_to
from nlp.reading.wholes import part_counted, without_asides
from nlp.subjects import clean_phrase, says_nothing, subject_of
from records.lexicon.terms import count_of, is_count
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")


class CountReader(ChangeReader):
    """Reads what is counted, by the words before the number or behind it."""

    def _count(
        self, lead: str, quantity: Quantity, account: NamedAccount | None, compared: bool, tail: str
    ) -> Claim:
        if leads_to(lead):
            lead = ""
        counted_last = self._counted_last()
        part = counted_last if WORDS.leads_to_whole.match(lead) else None
        lead = WORDS.leads_to_whole.sub("", lead, 1) if part is not None else lead
        changed = direction_of(lead)
        if not changed and (goes_on := self._counts_change_on(quantity)) is not None:
            return goes_on
        base = self.scope.base
        compared = compared or base is not None and self.sentence.start <= base.start < quantity.start
        if changed and compared and self.in_reason is None:
            claim = self._change("change", lead, quantity, account, changed)
            if says_nothing(clean_phrase(lead[: changed[0]])) and not changed[2] and self.scope.counted:
                claim.subject = self.scope.counted
            return claim
        moved = WORDS.counted_from.search(lead) if goes_on_to(self.text, quantity.end) else None
        lead = lead[: moved.start()] if moved else lead
        text = part_counted(clean_phrase(without_asides(lead)))
        following = WORDS.counted.match(tail)
        if (behind_verb := self._counted_behind(lead, text, tail)) is not None:
            text = behind_verb
        elif following and (
            says_nothing(text)
            or len(text) > 16
            or text.endswith(("了", "有", "选取", "”"))
            or following["thing"]
        ):
            behind = clean_phrase(following[0])
            named = subject_of(text + behind) if following["thing"] and not says_nothing(text) else None
            whole = named is not None and is_count(named.measure)  # 因公出国1个|团组
            text = (text + behind if whole else behind) or text
        if self._is_fair(lead):
            text = "中"
        if says_nothing(text) and (held := self._held_of_posts(lead)) is not None:
            text = held
        same_things = self._counts_on(text, quantity)
        text = text if same_things else self._counted_for(text, quantity.unit) or text
        same = says_nothing(text) or same_things
        subject = self.scope.counted or self.scope.going_on() if same else Subject(text)
        if not same and (beside := self._counts_beside(text, quantity)) is not None:
            subject = beside
        planned = self.chapter.is_budget and WORDS.planned.search(
            self.text[self.sentence.start : quantity.start]
        )
        claim = self.new_claim(quantity, "count", subject, "initial_budget" if planned else None)
        self.scope.counted = subject
        self.whole = (claim, part) if part is not None else None  # 占全部项目27个的|100%
        if moved:
            claim.doubts.append("part")  # 从29人降为16人: of the year before
            before = claim.period if moved["begin"] else self.chapter.year_before
            claim.period = int(moved["year"]) if moved["year"] else before
        return claim

    def _is_fair(self, lead: str) -> bool:
        """优3个、良1个、|中|0个: a grade beside others, and not what is within something."""
        last = self.last.subject if self.last is not None and self.last.kind == "count" else None
        return (
            last is not None
            and WORDS.of_grade.search(last.text) is not None
            and (WORDS.fair.fullmatch(lead) is not None)
        )

    def _counted_behind(self, lead: str, text: str, tail: str) -> str | None:
        """What is counted, where before the number stands what is done with it, or what it is made of.

        新建2所|小学投入使用; 调出2名干部、1名|退休干部; 下设甲、乙2个|分局.
        """
        found, before = WORDS.counted_thing.match(tail), self._counted_last()
        goes_on = before is not None and lead == before.text + "、"
        if found is None or not (goes_on or WORDS.only_done.search(text)):
            return None
        thing = clean_phrase(found["thing"])
        # 报废2辆|车辆 are not all that there are
        return (text + thing if is_count(subject_of(thing).measure) else thing) or None

    def _counted_last(self) -> Subject | None:
        """What the sentence, or the cause, counted last, if it told nothing else since."""
        last = self.last
        return (
            last.subject
            if last is not None and (last.kind, last.inside) == ("count", self.in_reason)
            else None
        )

    def _counts_change_on(self, quantity: Quantity) -> Claim | None:
        """比上年减少2批|14人次: the next count beside a change of one, by its own word or none."""
        last = self.last
        if last is None or last.kind != "change" or last.unit == quantity.unit or last.direction is None:
            return None
        if last.unit is None or last.unit.endswith("元") or last.inside != self.in_reason:
            return None
        if not WORDS.beside_count.fullmatch(self.text, last.raw_end, quantity.start):
            return None
        return self.changed_like(last, quantity, last.subject)

    def _counted_for(self, text: str, unit: str | None) -> str | None:
        """国内公务接待支出5万元，接待8批次: a count by a part of the name of what the money went to."""
        spent, part = self.scope.subject, WORDS.how_many.sub("", text)
        if self.scope.parts_here and self.last is not None and self.last.unit == unit:
            return None  # 购置费0万元，保有量9辆，其中：公务用车4辆: of those that were counted
        if spent is None or len(part) < 2 or part not in spent.text or subject_of(text).measure is not None:
            return None
        name = WORDS.money_end.sub("", spent.text)
        return name if count_of(spent.measure or "", unit) is not None and part != name else None

    def _held_of_posts(self, lead: str) -> str | None:
        """行政编制14名，实有12人: what there is of the posts that were counted, by their name."""
        counted = self.scope.counted
        if counted is None or "编制" not in counted.text or not WORDS.held.search(lead):
            return None
        return counted.text.replace("编制", "实有")

    def _counts_beside(self, text: str, quantity: Quantity) -> Subject | None:
        """国内公务接待批次为20个，接待人次为150人: the same thing, each time with its own word of count."""
        counted, last = self.scope.counted, self.last
        own = WORDS.how_many.search(text)
        if (
            counted is None
            or last is None
            or last.kind != "count"
            or own is None
            or last.unit == quantity.unit
        ):
            return None
        thing, whole = text[: own.start()], WORDS.how_many.sub("", counted.text)
        return Subject(whole + own[0]) if len(thing) > 1 and whole.endswith(thing) else None

    def _counts_on(self, text: str, quantity: Quantity) -> bool:
        """国内公务接待20批，累计接待150人次: the same thing in another unit."""
        counted, last = self.scope.counted, self.last
        return (
            counted is not None
            and last is not None
            and last.kind == "count"
            and last.unit != quantity.unit
            and (text in counted.text or WORDS.how_many.fullmatch(text) is not None)
        )


def counts_staff(claim: Claim, text: str) -> bool:
    """Whether a claim counts people or units that the body itself has."""
    if claim.kind != "count" or claim.inside is not None:
        return False
    sentence = text[claim.sentence.start : claim.sentence.end]
    return WORDS.staff.search(sentence) is not None and WORDS.planned_work.search(sentence) is None
