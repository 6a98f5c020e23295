"""What clauses state in figures, also in those that several things share (分别)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from nlp.annotations import Claim, Comparison, NamedAccount, Quantity, Stretch, Subject
from nlp.comparisons import newly_since, without_manner
from nlp.lines import BLANK
from nlp.phases import phase_in
from nlp.reading.bases import Amount
from nlp.reading.sharing import names_way
from nlp.reading.told import settle_each, told_on
from nlp.reading.told_together import ToldTogether
from nlp.reading.topics import TopicReader
from nlp.subjects import (
    clean_phrase,
    fund_of,
    names_fund_only,
    names_something,
    narrows,
    says_nothing,
    side_word,
    subject_of,
)
from records.lexicon.groups import BUDGETS, CHANGES
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

_BY_START = attrgetter("start")
AHEAD = 16
"""How many characters behind an amount, in the next clause too, tell that a change from it follows."""
NAMED_NEAR = 12
"""How many characters before an amount may name its stage."""


class ClauseReader(TopicReader):
    """Reads what clauses state about the figures in them."""

    def _bare(self, clause: Stretch, text: str, accounts: list[NamedAccount]) -> None:
        """A clause without a figure may name what the next one is about, or what it is compared with."""
        compared = [one for one in self.c if clause.start <= one.start < clause.end]
        if compared:
            self.scope.base = compared[-1]
        if self.in_reason is not None:
            cut = WORDS.acts_on.search(text)
            if cut and (meant := subject_of(clean_phrase(cut["thing"]))).measure:
                self.scope.name(meant)  # 二是压缩会议费，|减少5万元
            return
        if self._r < len(self.reasons) and clause.start <= self.reasons[self._r].start < clause.end:
            return
        if accounts and not names_fund_only(clean_phrase(text)):
            self.scope.set_account(accounts[-1])
            return
        if divided := WORDS.divided.match(text):
            if (named := self.scope.meant(divided["whole"] or "")) is None:
                return
            if divided["whole"]:
                # 支出按经济分类：: what was spent, and not with what is carried over
                bare = side_word(divided["whole"]) and named.measure == "grand_total"
                self.scope.topic = None
                self.scope.name(subject_of("本年" + divided["whole"]) if bare else named)
            self.scope.open_division()
            return
        if foremost := WORDS.foremost.match(text):
            if (named := self.scope.meant(foremost["thing"])) is not None:
                self.scope.only_name(named)
                return
        composed = WORDS.composed.match(text)
        if composed and (whole := self.scope.meant(composed["whole"])) is not None:
            self.scope.name(whole)
            self.scope.open_parts(False)
            return
        self.scope.narrowed = narrows(text)
        if text.rstrip().endswith(("（", "(")) and self.names_bracketed(clause, text):
            return
        if self.purpose or len(text) > 60:
            return
        if (fund := WORDS.fund_of_row.match(text)) and names_fund_only(clean_phrase(fund["fund"])):
            self.scope.open_row(fund_of(fund["fund"]), clean_phrase(fund["fund"]))
            return
        lead = without_manner(self._without(clause.start, clause.end, compared))
        phrase = clean_phrase(lead)
        head = clause.start == self.sentence.start and text.rstrip().endswith(("：", ":"))
        row = 4 <= len(phrase) <= 30 or self.chapter.names_row(phrase)
        if head and row and WORDS.introduces.search(text) is None and self.scope.account is None:
            self.scope.only_name(self.scope.meant(lead) or subject_of(phrase))
            return
        if self.scope.account is None and (
            nothing := WORDS.nothing_of.match(BLANK.sub("", lead).strip("，。；、,;"))
        ):
            behind = says_nothing(clean_phrase(nothing["before"]))
            absent = self.scope.meant(nothing["behind"] if behind else nothing["before"])
            if absent is not None and absent.measure is not None:
                self.scope.only_name(absent)
            return
        if self.names_item(clause, text, phrase, compared) or self.names_topic(clause, lead, compared):
            return
        if self.scope.account is None and names_something(phrase) and not says_nothing(phrase):
            whole, subject = self.scope.going_on(), self.scope.meant(lead)
            if subject is not None:
                self.scope.only_name(subject)
                if whole is not None and WORDS.all_of_it.match(text):
                    # what it is made of is told: the next sentence goes on with it
                    self.scope.parent, self.scope.parts, self.scope.part_count = whole, True, 2
                if text.rstrip().endswith(("中，", "中,")):
                    self.scope.open_parts(False)

    def _caused(self, left: int, quantity: Quantity) -> list[Stretch]:
        """The cause that stands between a subject and its change: 基本支出|因退休人员减少|下降3%."""
        near = self.reasons[max(0, self._r - 2) : self._r + 1]
        inside = [one for one in near if one.forward and left < one.trigger and one.end <= quantity.start]
        return [Stretch(one.trigger, one.end) for one in inside]

    def _without(self, start: int, end: int, spans: Sequence[Comparison | Stretch]) -> str:
        """The text from ``start`` to ``end`` without the spans."""
        if not spans:
            return self.text[start:end]
        parts, left = [], start
        for span in sorted(spans, key=_BY_START) if len(spans) > 1 else spans:
            if span.start >= left:
                parts.append(self.text[left : span.start])
                left = min(max(left, span.end), end)
        parts.append(self.text[left:end])
        return "".join(parts)

    def _quantity(self, left: int, quantity: Quantity, account: NamedAccount | None, tail: str) -> None:
        if self.c and self._in_manner(quantity):
            return
        for one in self.c:
            if one.start < left < one.end <= quantity.start:
                left = one.end
        left = self.before_aside(left, quantity.start)
        at = bisect_left(self.flats, (quantity.start, 0)) - 1
        self.flat_first = None
        if at >= 0 and self.flats[at][0] >= left:
            if WORDS.of_several.search(self.text, left, self.flats[at][0]):
                self.flat_first = self.flats[at]  # 甲、乙分别持平、|增长5%
            else:
                left = self.flats[at][1]  # 办公费5万元，无增减|（上年5万元）: that it stays is told
        compared = [one for one in self.c if left <= one.start < quantity.start]
        if account is not None and self.in_reason is None:
            self.scope.set_account(account)
            left = max(left, account.end)
            compared = [one for one in compared if one.start >= left]
        caused = self._caused(left, quantity) if self.reasons else []
        if self.flat_first is not None:
            mark = quantity.start - len(self.text[self.flat_first[1] : quantity.start].lstrip("、和及 "))
            caused.append(Stretch(self.flat_first[0], mark))
        lead = BLANK.sub("", self._without(left, quantity.start, [*compared, *caused]))
        lead = WORDS.renamed.sub("", lead) if "称" in lead and quantity.sort != "money" else lead
        if not lead and (opened := WORDS.changed_in_bracket.search(self.text, self.sentence.start, left)):
            lead = opened[0]  # 比上年增加（5万元，3%）
        if "新增" in lead and self._is_new_since(quantity):
            lead = lead.replace("新增", "增加")
        if WORDS.added_to.search(self.text, max(0, left - 1), quantity.start):
            lead = lead.rstrip("+＋")  # 3万元+2万元: a sum of two, and no change
        ahead = self.text[quantity.end : min(quantity.end + AHEAD, self.sentence.end)]
        of_base = self.read_base(Amount(left, quantity, compared, ahead, account), lead)
        if of_base is not None:
            self._add(of_base, None)
            if of_base.subject is not None and self.in_reason is None:
                self.scope.name(of_base.subject)
                if self.around is not None and compared and self.in_bracket(compared[-1].end, quantity):
                    self.around.name(of_base.subject)  # 公务接待费较上年（5万元）|下降10%
            of_base.subject = self.as_then(of_base.subject)
            return
        if compared:
            self.scope.base = compared[-1]
        if self.works_out(lead, quantity):
            return
        if told_as := WORDS.kind_before_each.fullmatch(lead):
            # 甲、乙执行率分别为5%、6%: 甲、乙分别执行率为5%、6%
            lead = f"{told_as['things']}分别{told_as['kind']}{told_as['cue']}"
        lead = self.told_each(lead, quantity)
        if (turn := WORDS.turn.match(lead)) and (meant := self.of_turn(bool(turn["former"]))) is not None:
            self.scope.subject, lead = meant, lead[turn.end() :]
        of_each = self.shares_of_each(lead, quantity)
        shared = WORDS.shared.match(lead) if not WORDS.of_the_whole.match(lead) else None
        if of_each is not None:
            lead = of_each
        elif shared and (self.share_bases(compared, quantity) or self.share_out(shared, quantity)):
            said = shared["subjects"].lstrip("，,、（(")
            lead = (said if names_way(said) else "") + shared["cue"]
        elif self.tell_again(lead, quantity):
            lead = ""
        each = shared or of_each
        if self.scope.shared.subjects and (
            WORDS.link.match(lead) or each or self._shares_again(lead, quantity)
        ):
            self._shared(lead, quantity, bool(compared))
            return
        self.scope.shared = ToldTogether(flats=self.scope.shared.flats)
        if (both := self.both_sides(lead)) is not None:
            self.scope.name(both)
        claim = self.read_figure(lead, quantity, account, bool(compared), tail)
        if claim is None:
            return
        if claim.kind == "level" and (stages := WORDS.both_stages.search(lead)):
            # 年初预算和决算均为5万元: one amount in two stages
            named = phase_in(stages["budget"])
            budget = named if named in BUDGETS else self.scope.budget_meant()[0]
            twin = replace(claim, phase=budget, doubts=list(claim.doubts))
            claim.phase = "final"
            self._add(twin, None)
        if claim.kind == "level" and (things := self.have_each(lead)):
            for thing in things[:-1]:
                self._add(replace(claim, subject=thing, doubts=list(claim.doubts)), None)
            together = claim.subject or things[-1]
            self.scope.name(together)  # what goes on is of none of them alone
            claim.subject = things[-1]
            self._add(claim, quantity)
            self.scope.name(together)
            return
        self._add(claim, quantity)

    def _is_new_since(self, quantity: Quantity) -> bool:
        """较上年新增5万元, 与上年相比，新增5万元: right behind what is compared with it is a change."""
        last = self.last
        if last is not None and last.inside == self.in_reason is not None and last.kind == "change":
            # 因提标增支3万元，培训新增2万元: the next of the changes that a cause lists
            if quantity.sort == "money" and WORDS.newly_given.search(self.text, last.raw_end, quantity.start):
                return True
        before = [one.end for one in self.c if one.end <= quantity.start]
        return bool(before) and newly_since(self.text, before[-1], quantity.start)

    def _in_manner(self, quantity: Quantity) -> bool:
        """Whether an amount is one that a comparison leaves out: 扣除上年一次性经费21万元后同比增长."""
        inside = next((one for one in self.c if one.start < quantity.start < one.end), None)
        if inside is None or quantity.sort != "money" or self.text[inside.start] not in "剔扣若":
            return False
        named = clean_phrase(WORDS.left_out.sub("", self.text[inside.start : quantity.start]))
        claim = self.new_claim(quantity, "level", Subject(named), self.chapter.own_stage)
        self._add(claim, None)
        self.scope.base = inside
        return True

    def _shared(self, lead: str, quantity: Quantity, compared: bool) -> None:
        shared = self.scope.shared
        subject = shared.turn(shared.subjects)
        outer, self.scope.subject = self.scope.subject, subject
        if shared.bases:
            self.scope.base = shared.turn(shared.bases)
        again = self.last is not None and (self.last.kind == "count") == (quantity.sort == "count")
        if WORDS.link.match(lead) and self.last is not None and shared.at and again:
            claim = self.new_claim(quantity, self.last.kind, subject, self.last.phase)
            claim.direction, claim.base = self.last.direction, self.last.base
            claim.share_of, claim.period = self.last.share_of, self.last.period
            if shared.bases and claim.kind in CHANGES:
                self._compare(claim)
        else:
            found = self.read_figure(lead, quantity, None, compared, "")
            if found is None:
                return
            claim = found
            claim.subject = subject
        named = shared.turn(shared.phases)
        if named is not None and claim.kind == "level" and len(set(shared.phases)) > 1:
            claim.phase = self.scope.budget_meant()[0] if named == "budget" else named
        if shared.years:
            claim.period = shared.turn(shared.years)
        shared.at += 1
        self._add(claim, None)
        # one thing in several stages goes on as the subject, several things do not
        one = subject is not None and len(set(shared.subjects)) == 1
        self.scope.subject = subject if one else outer

    def _add(self, claim: Claim, quantity: Quantity | None) -> None:
        if claim.subject is None:
            claim.doubts.append("subject")
        elif claim.subject.fund is None and claim.kind not in ("count", "score"):
            fund = self._fund_around(claim.subject)
            claim.subject = replace(claim.subject, fund=fund) if fund is not None else claim.subject
        if self.scope.narrowed:
            claim.doubts.append("narrowed")
        claim.aside = self._depth > 0
        self.scope.untold = self.scope.bare = False
        before, self.last = self.last, claim
        settle_each(before, claim)
        self.claims.append(claim)
        if quantity is None:
            return
        if claim.kind == "level":
            self._settle_stage(before, claim)
            self.scope.part_count += claim.subject != self.scope.subject
            self.scope.stages.append(claim.phase)
            if claim.phase != "final" or self._names_stage(claim):
                self.scope.phase = claim.phase
        elif claim.kind == "completion_rate":
            # 完成预算5万元的90%，下降3%: what follows is of what was spent again
            self.scope.phase = claim.phase
        if (going_on := told_on(claim)) is not None:
            self.scope.name(going_on)

    def _settle_stage(self, before: Claim | None, claim: Claim) -> None:
        """行政运行5万元，年初预算4万元: what no word tells the stage of is not what the next word tells."""
        own = self.chapter.own_stage
        if before is None or before.kind != "level" or before.sentence is not claim.sentence:
            return
        same = before.subject == claim.subject and before.period == claim.period
        told = same and before.phase == claim.phase != own and self._names_stage(claim)
        if told and not self._names_stage(before):
            before.phase = own
            self.scope.stages[-1:] = [own]

    def _names_stage(self, claim: Claim) -> bool:
        """Whether a word right before an amount tells its stage."""
        start = max(self.sentence.start, claim.start - NAMED_NEAR)
        return phase_in(self.text[start : claim.start]) is not None
