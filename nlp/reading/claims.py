"""Claims (陈述): every number that the text states about money, rates, counts or scores of the body."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from nlp.annotations import Account, Claim, Comparison, Quantity, Reason, Relation, Stretch, Subject
from nlp.chapters import Chapter
from nlp.comparisons import prior_in, without_manner
from nlp.phases import names_adjusted, phase_in
from nlp.reading.change_parts import Parts
from nlp.reading.figures import LINK
from nlp.reading.scope import Scope
from nlp.reading.sharing import OF_EACH, SHARED, SharingReader
from nlp.sentences import find_clauses, left_open
from nlp.subjects import clean_phrase, names_something, says_nothing, subject_of
from records.list_numbers import ITEM

_OPENS = re.compile(r"其中|以下(?:几个)?方面|情况如下|分别为[:：]|(?:包括|构成|如下|分为)[:：]")
_NUMBERED = re.compile(rf"\s*{ITEM}")
_PURPOSE = re.compile(
    r"^\s*(?:主要|全部|具体|资金)?(?:用于|包括|支出(?:用途)?(?:是|为)|用途|是用于|保障|开展)"
)
_ITS_CAUSE = re.compile(r"的?(?:主要)?原因")
_COMPOSED = re.compile(
    r"\s*(?P<whole>[^，。；：]{2,30}?)的?(?:具体)?(?:构成|组成|结构|分布)(?:情况)?(?:为|是|如下)?[:：]$"
)
_EXPLAINS = re.compile(r"^\s*主要(?:是|为|指|系)")
_INTRODUCES = re.compile(
    r"如下|情况|以下|说明|包括|方面|其中|原因|用于|具体|分别|措施|问题|意见|建议|工作|事项|用途|去向|内容"
)
_RUN_IN = re.compile(r"(?:情况|说明)。$")
_RUNS_INTO = re.compile(
    rf"\s*{ITEM}(?P<title>[^，。；：\n]{{4,36}}?(?:情况说明|情况|说明))(?=20\d\d年|[本我该](?:部门|单位|局|院|校|年)|按照?|截[至止])"
)
"""A heading with its number that runs into the sentence below it."""
_NOTHING_OF = re.compile(
    r"(?=[^，]{4,30}$)(?P<before>[^未没无，]{0,24}?)(?:上一?年度?|去年|本年度?|今年|当年|20\d\d年度?)?(?:均|尚|也|都)?"
    r"(?:未|没有|没|不再)(?:实际|再)?(?:安排|发生|列支|编列|编制|开支|使用|产生|支出|购置)(?:支出|预算|费用)?(?P<behind>[^，]{0,24})$"
)
"""公务接待费上年未发生; 本年度未安排公务接待费: a clause that says of what there was nothing."""
_BLANKS = re.compile(r"[ \n]")
LONGEST_HEADING = 40
AHEAD = 16
"""How many characters behind an amount, in the next clause too, tell that a change from it follows."""
OWN_FUNDS = frozenset({"government_fund", "state_capital"})
"""Funds of which a sentence tells all that there is: what came in, what was carried over, what was spent."""
GOES_ON = frozenset(
    {
        "current_year_revenue", "current_year_expenditure", "grand_total", "carry_over_opening",
        "carry_over_closing", "basic_expenditure", "project_expenditure",
    }
)  # fmt: skip


class Reader(SharingReader):
    """Reads one text, clause by clause, from what the other components found in it."""

    def __init__(
        self,
        text: str,
        sentences: list[Stretch],
        quantities: list[Quantity],
        accounts: list[Account],
        comparisons: list[Comparison],
        flats: list[tuple[int, int]],
        relations: list[Relation],
        reasons: list[Reason],
        chapter: Chapter,
    ) -> None:
        super().__init__(text, comparisons, reasons, chapter)
        self.sentences = sentences
        self.quantities = quantities
        self.accounts = accounts
        self.flats = flats
        self.relations = relations
        self.outer: Scope | None = None
        self.around: Scope | None = None
        self.base = chapter
        self.purpose = False
        self._q = self._a = self._c = self._f = self._l = 0
        self._depth = self._bracketed = 0
        self.parts = Parts()

    def read(self) -> list[Claim]:
        """The claims of the text, in order."""
        paragraph, opened = -1, False
        for sentence in self.sentences:
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                self.scope.begin_paragraph(_NUMBERED.match(self.text, sentence.start) is not None, opened)
            else:
                self.scope.begin_sentence()
            self.sentence, self.purpose, self.last = sentence, False, None
            self.scope.beside_final = "决算" in self.text[sentence.start : sentence.end]
            self.scope.beside_adjusted = names_adjusted(self.text[sentence.start : sentence.end])
            self.around, self._depth, self._bracketed = None, 0, sentence.start
            if self._heading(sentence):
                continue
            self.sentence = sentence = self._behind_heading(sentence)
            quantities = self._take("quantities", "_q", sentence.end)
            accounts = self._take("accounts", "_a", sentence.end)
            comparisons = self._take("comparisons", "_c", sentence.end)
            flats = self._take("flats", "_f", sentence.end)
            self.stated = self._take("relations", "_l", sentence.end)
            if quantities or accounts or flats or self.stated or sentence.end - sentence.start < 60:
                self._sentence(quantities, accounts, comparisons, flats)
            opened = self.text[sentence.start : sentence.end].rstrip("。 \n")[-1:] in ("：", ":")
        return self.claims

    def _heading(self, sentence: Stretch) -> bool:
        """A heading inside the text (where the file has no chapters) lends what a chapter's title lends."""
        line = self.text[sentence.start : sentence.end].strip()
        if _NUMBERED.match(line) and _RUN_IN.search(line):
            line = line.rstrip("。")
        if len(line) > LONGEST_HEADING or line.endswith(("。", "：", "；", "，", "、", ":", ";")):
            return False
        return self._opens_chapter(_NUMBERED.sub("", line, count=1))

    def _behind_heading(self, sentence: Stretch) -> Stretch:
        """The sentence behind a heading that runs into it: 八、政府性基金预算收支情况2024年度…."""
        found = _RUNS_INTO.match(self.text, sentence.start, sentence.end)
        if found is None or not self._opens_chapter(found["title"]):
            return sentence
        return Stretch(found.end(), sentence.end, sentence.paragraph)

    def _opens_chapter(self, title: str) -> bool:
        """Whether words are the title of a chapter, which then lends what it is about."""
        under = self.base.under(title)
        if under is not None:
            self.chapter = self.scope.chapter = under
            self.scope.subject = self.scope.opened = self.scope.parent = self.scope.topic = None
        return under is not None

    def _take(self, name: str, pointer: str, end: int) -> list[Any]:
        items, first = getattr(self, name), getattr(self, pointer)
        last = first
        while last < len(items) and (items[last][0] if name == "flats" else items[last].start) < end:
            last += 1
        setattr(self, pointer, last)
        taken: list[Any] = items[first:last]
        return taken

    def _sentence(
        self,
        quantities: list[Quantity],
        accounts: list[Account],
        comparisons: list[Comparison],
        flats: list[tuple[int, int]],
    ) -> None:
        self.q, self.c = quantities, comparisons
        at = 0
        for clause in find_clauses(self.text, self.sentence, {quantity.end for quantity in quantities}):
            first = at
            while at < len(quantities) and quantities[at].start < clause.end:
                at += 1
            named = [account for account in accounts if clause.start <= account.start < clause.end]
            flat = [one for one in flats if clause.start <= one[0] < clause.end]
            self._clause(clause, quantities[first:at], named, flat)
        self._leave_reason()
        self._settle_bases()
        self.parts.settle(self.claims)

    def _settle_bases(self) -> None:
        """减少3万元（上年为8万元）: the figure that a change starts from may follow it."""
        here = [claim for claim in self.claims[-12:] if claim.sentence is self.sentence]
        prior = self.chapter.year - 1 if self.chapter.year else None
        then = {claim.subject for claim in here if claim.kind == "level" and claim.period == prior}
        for claim in here:
            if claim.kind in ("change", "change_rate") and claim.base is None and claim.subject in then:
                claim.base = "prior_year"
                claim.doubts = [doubt for doubt in claim.doubts if doubt != "base"]

    def _clause(
        self,
        clause: Stretch,
        quantities: list[Quantity],
        accounts: list[Account],
        flats: list[tuple[int, int]],
    ) -> None:
        text = self.text[clause.start : clause.end]
        self._enter(clause.start)
        self._follow_brackets(clause.start)
        if self.in_reason is None and _OPENS.search(text):
            self.parts.open(self.claims, self.sentence, self.text, clause.start)
            self.scope.open_parts(self.last is not None)
            if self.last is None:
                self._take_year()
        if not quantities and (_PURPOSE.match(text) or self.in_reason is None and _EXPLAINS.match(text)):
            self.purpose = True
        left = clause.start
        for number, quantity in enumerate(quantities):
            self._enter(quantity.start)
            self._follow_brackets(quantity.start)
            left = max(left, self.reasons[self.in_reason].start) if self.in_reason is not None else left
            account = next((one for one in accounts if left <= one.start < quantity.start), None)
            right = quantities[number + 1].start if number + 1 < len(quantities) else clause.end
            self._quantity(left, quantity, account, self.text[quantity.end : right])
            left = quantity.end
        for flat in flats:
            self._enter(flat[0])
            self._follow_brackets(flat[0])
            if self.in_reason is None:
                before = [quantity.end for quantity in quantities if quantity.end <= flat[0]]
                self._flat(max([clause.start, *before]), flat, accounts)
        stated = [one for one in self.stated if clause.start <= one.start < clause.end]
        for relation in stated:
            self._enter(relation.start)
            if self.in_reason is None and not self._opens_cause(relation):
                self._relation(max(clause.start, left), relation, accounts)
        if not quantities and not flats and not stated:
            self._bare(clause, text, accounts)

    def _take_year(self) -> None:
        """Parts in a sentence of their own are of the year of their whole."""
        amounts = [claim for claim in reversed(self.claims[-6:]) if claim.kind == "level"]
        wholes = [claim for claim in amounts if claim.subject == self.scope.parent]
        if wholes:
            # beside last year's figure it is this year's whose parts follow
            ours = [claim for claim in wholes if claim.period == self.chapter.year]
            self.scope.year = (ours or wholes)[0].period

    def _enter(self, position: int) -> None:
        """Enter or leave a cause as reading goes on."""
        while self._r < len(self.reasons) and self.reasons[self._r].end <= position:
            self._r += 1
        inside = self._r < len(self.reasons) and self.reasons[self._r].start <= position
        number = self._r if inside else None
        if number == self.in_reason:
            return
        self._leave_reason()
        if number is not None:
            self.outer, self.scope = self.scope, self.scope.inner()
            self.in_reason = number

    def _follow_brackets(self, position: int) -> None:
        """What is said in brackets ends with them: 事业收入5万元（含教育收费2万元），占…"""
        if self.in_reason is not None:
            return
        since = self.text[self._bracketed : position]
        self._depth = max(0, self._depth + left_open(since))
        self._bracketed = max(position, self._bracketed)
        if self._depth and self.around is None:
            self.around = self.scope.inner()
        elif not self._depth and self.around is not None:
            self.scope.leave_brackets(self.around)
            self.around = None

    def _leave_reason(self) -> None:
        if self.outer is not None:
            self.scope, self.outer = self.outer, None
        self.in_reason = None

    def _bare(self, clause: Stretch, text: str, accounts: list[Account]) -> None:
        """A clause without a figure may name what the next one is about, or what it is compared with."""
        compared = [one for one in self.c if clause.start <= one.start < clause.end]
        if compared:
            self.scope.base = compared[-1]
        if self.in_reason is not None or self._causes_begin(clause):
            return
        if accounts:
            self.scope.set_account(accounts[-1])
            return
        composed = _COMPOSED.match(text)
        if composed and (whole := self.scope.meant(composed["whole"])) is not None:
            self.scope.name(whole)
            self.scope.open_parts(False)
            return
        if self.purpose or len(text) > 60:
            return
        lead = without_manner(self._without(clause.start, clause.end, compared))
        phrase = clean_phrase(lead)
        head = clause.start == self.sentence.start and text.rstrip().endswith(("：", ":"))
        if (
            head
            and 4 <= len(phrase) <= 30
            and _INTRODUCES.search(text) is None
            and self.scope.account is None
        ):
            self.scope.name(self.scope.meant(lead) or subject_of(phrase))
            return
        if self.scope.account is None and (
            nothing := _NOTHING_OF.match(_BLANKS.sub("", lead).strip("，。；、,;"))
        ):
            absent = self.scope.meant(nothing["before"] or nothing["behind"])
            if absent is not None and absent.measure is not None:
                self.scope.name(absent)
            return
        if self.scope.account is None and names_something(phrase) and not says_nothing(phrase):
            subject = self.scope.meant(lead)
            if subject is not None:
                self.scope.name(subject)
                if text.rstrip().endswith(("中，", "中,")):
                    self.scope.parent = subject

    def _causes_begin(self, clause: Stretch) -> bool:
        """Whether a clause introduces a cause (主要原因是…)."""
        return self._r < len(self.reasons) and clause.start <= self.reasons[self._r].start < clause.end

    def _without(self, start: int, end: int, spans: list[Comparison]) -> str:
        """The text from ``start`` to ``end`` without the spans."""
        parts, left = [], start
        for span in spans:
            if span.start >= left:
                parts.append(self.text[left : span.start])
                left = min(max(left, span.end), end)
        parts.append(self.text[left:end])
        return "".join(parts)

    def _quantity(self, left: int, quantity: Quantity, account: Account | None, tail: str) -> None:
        compared = [one for one in self.c if left <= one.start < quantity.start]
        if account is not None and self.in_reason is None:
            self.scope.set_account(account)
            left = max(left, account.end)
            compared = [one for one in compared if one.start >= left]
        lead = _BLANKS.sub("", self._without(left, quantity.start, compared))
        ahead = self.text[quantity.end : min(quantity.end + AHEAD, self.sentence.end)]
        of_base = self.read_base(left, quantity, compared, lead, ahead, account)
        if of_base is not None:
            self._add(of_base, None)
            if of_base.subject is not None and self.in_reason is None:
                self.scope.name(of_base.subject)
            return
        if compared:
            self.scope.base = compared[-1]
        shared = SHARED.match(lead)
        if shared and self.share_out(shared, quantity):
            lead = shared["cue"]
        if self.scope.shared and (LINK.match(lead) or shared):
            self._shared(lead, quantity, bool(compared))
            return
        self.scope.shared = []
        if OF_EACH.match(lead) and (both := self.both_sides()) is not None:
            self.scope.name(both)
        claim = self.read_figure(lead, quantity, account, bool(compared), tail)
        if claim is not None:
            self._add(claim, quantity)

    def _shared(self, lead: str, quantity: Quantity, compared: bool) -> None:
        subject = self.scope.shared[self.scope.shared_at % len(self.scope.shared)]
        outer = self.scope.subject
        self.scope.subject = subject
        if LINK.match(lead) and self.last is not None and self.scope.shared_at:
            claim = self.new_claim(quantity, self.last.kind, subject, self.last.phase)
            claim.direction, claim.base, claim.share_of = (
                self.last.direction,
                self.last.base,
                self.last.share_of,
            )
            claim.period = self.last.period
        else:
            found = self.read_figure(lead, quantity, None, compared, "")
            if found is None:
                return
            claim = found
            claim.subject = subject
        named = self.scope.shared_phases[self.scope.shared_at % len(self.scope.shared_phases)]
        if named is not None and claim.kind == "level" and len(set(self.scope.shared_phases)) > 1:
            claim.phase = self.scope.budget_meant()[0] if named == "budget" else named
        self.scope.shared_at += 1
        self._add(claim, None)
        # one thing in several stages goes on as the subject, several things do not
        self.scope.subject = subject if len(set(self.scope.shared)) == 1 else outer

    def _flat(self, left: int, flat: tuple[int, int], accounts: list[Account]) -> None:
        compared = [one for one in self.c if left <= one.start < flat[0]]
        repeats = self.last is not None and self.last.direction == "flat" and not compared
        if repeats and _ITS_CAUSE.match(self.text, flat[1]):
            return
        account = next((one for one in accounts if left <= one.start < flat[0]), None)
        if account is not None:
            self.scope.set_account(account)
            left = account.end
        if compared:
            self.scope.base = compared[-1]
        lead = self._without(left, flat[0], [one for one in compared if one.start >= left])
        phrase = clean_phrase(lead)
        base, doubt = self.scope.base_of(self.scope.base)
        if base is None and not (self.last is not None or names_something(phrase)):
            return
        subject = self.scope.meant(lead if len(phrase) <= 30 else "", account)
        claim = Claim(
            flat[0], flat[1], flat[1], self.sentence, "change", Decimal(0), self.money_unit(), subject,
            "initial_budget" if self.chapter.is_budget else "final",
            self.period_at(flat[0]), "flat", base,
        )  # fmt: skip
        if doubt:
            claim.doubts.append(doubt)
        self._add(claim, None)
        if subject is not None and account is None and not says_nothing(phrase):
            self.scope.name(subject)

    def _opens_cause(self, relation: Relation) -> bool:
        """Whether a relation only opens a cause: 决算数大于预算数的主要原因是…."""
        return any(one.trigger <= relation.start < one.start for one in self.reasons[self._r : self._r + 2])

    def _relation(self, left: int, relation: Relation, accounts: list[Account]) -> None:
        """决算数大于预算数: a claim without a number."""
        compared = [one for one in self.c if left <= one.start < relation.end]
        account = next((one for one in accounts if left <= one.start < relation.start), None)
        if account is not None:
            self.scope.set_account(account)
            left = account.end
        if compared:
            self.scope.base = compared[-1]
        lead = self._without(left, max(left, relation.start), [one for one in compared if one.start >= left])
        phrase = clean_phrase(lead)
        subject = self.scope.meant(lead if len(phrase) <= 30 else "", account)
        if subject is None:
            return
        claim = Claim(
            relation.start, relation.end, relation.end, self.sentence, "relation", Decimal(0), None, subject,
            "initial_budget" if self.chapter.is_budget else "final", self.chapter.year, relation.direction,
        )  # fmt: skip
        if relation.base:
            named = phase_in(relation.base)
            if prior_in(relation.base):
                claim.base, claim.base_phase = "prior_year", "initial_budget" if named == "budget" else named
            else:
                claim.base, sure = self.scope.budget_meant() if named in ("budget", None) else (named, True)
                claim.base_phase = claim.base
                claim.doubts += [] if sure else ["budget"]
        else:
            claim.base, doubt = self.scope.base_of(self.scope.base)
            claim.doubts += [doubt] if doubt else []
        self._add(claim, None)

    def _fund_around(self, subject: Subject) -> str | None:
        """Whose money, where a subject does not say: a heading's in the text, or that a sentence began with.

        政府性基金预算财政拨款收入20万元；年初结转5万元；支出25万元.
        """
        if self.chapter is not self.base:
            return self.chapter.fund
        if self.chapter.fund is not None or subject.measure not in GOES_ON or self.in_reason is not None:
            return None
        here = [one for one in self.claims[-12:] if one.sentence.start == self.sentence.start and one.subject]
        funds = [one.subject.fund for one in here if one.subject is not None and one.inside is None]
        return funds[0] if funds and funds[0] in OWN_FUNDS and len(set(funds)) == 1 else None

    def _add(self, claim: Claim, quantity: Quantity | None) -> None:
        if claim.subject is None:
            claim.doubts.append("subject")
        elif claim.subject.fund is None and claim.kind not in ("count", "score"):
            claim.subject = replace(claim.subject, fund=self._fund_around(claim.subject))
        self.claims.append(claim)
        self.last = claim
        if quantity is None:
            return
        if claim.kind == "level":
            self.scope.part_count += claim.subject != self.scope.subject
            self.scope.stages.append(claim.phase)
            self.scope.phase = (
                claim.phase
                if phase_in(self.text[max(self.sentence.start, claim.start - 12) : claim.start])
                or claim.phase != "final"
                else self.scope.phase
            )
        if claim.subject is not None and claim.kind not in ("count", "score") and self.in_reason is None:
            self.scope.name(claim.subject)
