"""Claims (陈述): every number that the text states about money, rates, counts or scores of the body."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter
from typing import Any

from nlp.annotations import Claim, Comparison, KnownText, NamedAccount, Quantity, Reason, Stretch
from nlp.chapters import Chapter
from nlp.phases import names_adjusted
from nlp.reading.change_parts import Parts
from nlp.reading.scope import Scope
from nlp.reading.sums import listed_whole
from nlp.reading.told import LOOKED_BACK
from nlp.reading.unnumbered import UnnumberedReader
from nlp.sentences import find_clauses, left_open
from nlp.subjects import body_heading, clean_phrase, names_fund_only
from records.lexicon.groups import BUDGETS, CHANGES
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

LONGEST_HEADING = 40
"""Letters of a heading without a number; sentences are longer."""
_NEXT = ("；", ";")


class Reader(UnnumberedReader):
    """Reads one text, clause by clause, from what the other components found in it."""

    def __init__(self, known: KnownText, reasons: list[Reason], chapter: Chapter) -> None:
        super().__init__(known.text, known.comparisons, reasons, chapter)
        self.sentences = known.sentences
        self.quantities = known.quantities
        self.accounts = known.accounts
        self.flats = known.flats
        self.relations = known.relations
        self.surroundings = chapter
        self._looks_back = chapter.looks_back_to is not None
        self.outer: Scope | None = None
        self._q = self._a = self._c = self._f = self._l = 0
        self._bracketed = 0
        self._heads_for_one = False
        """Whether the body named in front is that of its paragraph alone."""
        self.scope.heads = chapter.body
        self.parts = Parts()
        self._done: tuple[Chapter, Chapter] | None = None
        """What is told as carried out in a budget: the surroundings of that, and those of the budget."""
        self._done_in = -1
        """The paragraph in which the budget was told as carried out."""
        self._spent_here = False
        """Whether that is told in a part of the sentence."""
        self._spent_in = -1
        """The paragraph whose last sentence told what was spent of the former year's budget."""

    def read(self) -> list[Claim]:
        """The claims of the text, in order."""
        paragraph, opened, ended_open = -1, False, False
        for sentence in self.sentences:
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                self.scope.begin_paragraph(self._style(sentence), opened, ended_open)
                self._follow_body(sentence)
            else:
                self.scope.begin_sentence()
                if self.scope.style and self._style(sentence) == self.scope.style:
                    self.scope.begin_item()
            self.sentence, self.purpose, self.last = sentence, False, None
            self.whole_unsure = False
            self.scope.beside_final = (
                WORDS.outturn.search(self.text, sentence.start, sentence.end) is not None
            )
            self.scope.beside_adjusted = names_adjusted(self.text[sentence.start : sentence.end])
            self.around, self._depth, self._bracketed = None, 0, sentence.start
            self._look_back(sentence)
            if self._heading(sentence):
                continue
            self.sentence = sentence = self._behind_heading(sentence)
            self._tell_as_done(sentence)
            quantities = self._take("quantities", "_q", sentence.end)
            accounts = self._take("accounts", "_a", sentence.end)
            comparisons = self._take("comparisons", "_c", sentence.end)
            flats = self._take("flats", "_f", sentence.end)
            self.stated = self._take("relations", "_l", sentence.end)
            if quantities or accounts or flats or self.stated or sentence.end - sentence.start < 60:
                self._sentence(quantities, accounts, comparisons, flats)
            end = self.text[sentence.start : sentence.end].rstrip("。 \n")[-1:]
            opened, ended_open = end in ("：", ":"), end in _NEXT
        self.claims.sort(
            key=attrgetter("start")
        )  # 持平（上年5万元）: what stays is told behind its amount of then
        return self.claims

    def _look_back(self, sentence: Stretch) -> None:
        """In a chapter or run of a budget that tells last year's outturn, read on as told of that year.

        The first sentence that names a later year ends it.
        """
        text = self.text[sentence.start : sentence.end]
        if not self._looks_back and not self.surroundings.turns_back(text):
            return
        told = self.surroundings.looking_back(text)
        self._looks_back = told is not None
        before, self.base = self.base, told or self.surroundings
        if self.chapter is before:
            self.chapter = self.scope.chapter = self.base
        else:  # below a heading of its own
            of_year = replace(self.chapter, year=self.base.year, is_budget=self.base.is_budget)
            self.chapter = self.scope.chapter = of_year

    def _tell_as_done(self, sentence: Stretch) -> None:
        """In a budget, read a sentence as told of the outturn that tells how a budget was carried out.

        What follows in its paragraph is so, too, in a government's report up to what is planned.
        """
        if self._done is not None and self.chapter is self._done[0]:
            self.chapter = self.scope.chapter = self._done[1]
        text = self.text[sentence.start : sentence.end]
        going_on = self._done is not None and (
            self.chapter.of_government or self._done_in == sentence.paragraph
        )
        told = self.chapter.told_as_done(text, going_on)
        self._done = (told, self.chapter) if told is not None else None
        self._spent_here = False
        if told is None:
            return
        self.chapter = self.scope.chapter = told
        of_then = told.names_year_before(text)
        self._spent_in = sentence.paragraph if of_then else -1
        goes_on = going_on or told.of_government or not of_then
        self._done_in = sentence.paragraph if goes_on else -1

    def _tell_as_spent(self, start: int) -> None:
        """In a budget, read a part of a sentence as told of what was spent of the budget before, if it is."""
        if self._done is not None:
            told, budget = self._done
            if self.chapter is not told or not self._spent_here:
                return
            self.chapter = self.scope.chapter = budget
            self._done = None
        rest = self.text[start : self.sentence.end]
        part = re.split(rf"[；;]|[，,](?={self.chapter.year}年)", rest)[0]
        going_on = self._spent_in == self.sentence.paragraph
        told_here = self.chapter.told_as_spent(part, going_on)
        self._spent_here = told_here is not None
        self._spent_in = self.sentence.paragraph if told_here is not None else -1
        if told_here is not None:
            self._done = (told_here, self.chapter)
            self.chapter = self.scope.chapter = told_here

    def _follow_body(self, sentence: Stretch) -> None:
        """（二）某站, or 2.某站：本年收入…: what stands below is told of that body, up to the next number."""
        line = self.text[sentence.start : sentence.end].strip()
        front, colon, _ = line.replace(":", "：").partition("：")
        numbered = WORDS.numbered.match(line)
        heads = body_heading(front) if numbered or colon or len(line) <= LONGEST_HEADING else None
        if heads is not None:
            self.scope.heads, self._heads_for_one = heads, numbered is None and bool(colon)
        elif numbered or self._heads_for_one:
            self.scope.heads = self.chapter.body

    def _style(self, sentence: Stretch) -> str:
        """How a paragraph is numbered: (n), n., n、, by an account's code; empty if it is not."""
        found = WORDS.numbered.match(self.text, sentence.start)
        if found is None and WORDS.coded_account.match(self.text, sentence.start):
            return "code"
        return WORDS.item_number.sub("n", found[0].strip()) if found else ""

    def _heading(self, sentence: Stretch) -> bool:
        """A heading inside the text (where the file has no chapters) lends what a chapter's title lends."""
        line = self.text[sentence.start : sentence.end].strip()
        if WORDS.numbered.match(line) and WORDS.title_sentence.search(line):
            line = line.rstrip("。")
        if len(line) > LONGEST_HEADING or line.endswith(("。", "：", "；", "，", "、", ":", ";")):
            return False
        return self._opens_chapter(WORDS.numbered.sub("", line, count=1))

    def _behind_heading(self, sentence: Stretch) -> Stretch:
        """The sentence behind a heading that runs into it: 八、政府性基金预算收支情况2024年度…."""
        found = WORDS.heading_runs_into.match(self.text, sentence.start, sentence.end)
        if found is None or not self._opens_chapter(found["title"]):
            return sentence
        return Stretch(found.end(), sentence.end, sentence.paragraph)

    def _opens_chapter(self, title: str) -> bool:
        """Whether words are the title of a chapter, which then lends what it is about."""
        under = self.base.under(title)
        if under is not None:
            self.chapter = self.scope.chapter = under
            self.scope.subject = self.scope.opened = self.scope.parent = self.scope.topic = None
            self.scope.heads = under.body
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
        accounts: list[NamedAccount],
        comparisons: list[Comparison],
        flats: list[tuple[int, int]],
    ) -> None:
        self.q, self.c = quantities, comparisons
        lasts = [one for one in comparisons if WORDS.same_below.match(self.text, one.end)]
        self.chapter.lasting[:] = lasts[-1:] or self.chapter.lasting
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
        """减少3万元（上年为8万元）; 下降5%，较上年减少3万元: what a change is held against may follow it."""
        here = self._said_here()
        if not any(claim.kind in CHANGES for claim in here):
            return
        prior = self.chapter.year_before
        levels = [claim for claim in here if claim.kind == "level"]
        then = {claim.subject for claim in levels if claim.period == prior}
        beside_budget = any(claim.phase in BUDGETS for claim in levels)
        # before the sentence tells what it compares with, a base is carried along
        named = self.c[0].start if self.c else self.sentence.end
        for claim, behind in zip(here, [*here[1:], None], strict=True):
            carried = claim.kind in CHANGES and claim.base != "other" and named > claim.start
            if claim.kind in CHANGES and claim.subject in then and claim.base != "other":
                if claim.base is None or carried and not beside_budget:
                    claim.base = "prior_year"
                    claim.doubts = [doubt for doubt in claim.doubts if doubt != "base"]
            if carried and behind is not None and behind.base is not None and named < behind.start:
                pair = behind.kind in CHANGES and behind.kind != claim.kind
                if self.chapter.of_government and behind.base in BUDGETS:
                    pair = False  # 支出9亿元，增长4%，比预算增加1亿元: bare growth is on the year before
                if pair and (claim.subject, claim.direction) == (behind.subject, behind.direction):
                    claim.base, claim.base_phase = behind.base, behind.base_phase
                    claim.doubts = [doubt for doubt in claim.doubts if doubt != "base"]

    def _clause(
        self,
        clause: Stretch,
        quantities: list[Quantity],
        accounts: list[NamedAccount],
        flats: list[tuple[int, int]],
    ) -> None:
        text = self.text[clause.start : clause.end]
        self._enter(clause.start)
        self._follow_brackets(clause.start)
        self.scope.opening = clause.start == self.sentence.start
        follows = self.text[clause.start - 1 : clause.start] in _NEXT
        if self.scope.opening or follows or text.startswith(f"{self.chapter.year}年"):
            self._tell_as_spent(clause.start)
        if follows:
            self.scope.leave_row()
            if self.scope.parts_here and self.scope.part_count > 1 and self.in_reason is None:
                self.scope.leave_parts()
        opens = WORDS.opens_list.search(text) or self._includes_funds(clause, text, quantities)
        parts_at = clause.start + opens.start() if opens else clause.end
        if opens and not any(quantity.start < parts_at for quantity in quantities):
            self._open_parts(clause.start)
            parts_at = clause.end
        if not quantities and (
            WORDS.tells_purpose.match(text) or self.in_reason is None and WORDS.explains.match(text)
        ):
            self.purpose = True
        left = clause.start
        for number, quantity in enumerate(quantities):
            self._enter(quantity.start)
            self._follow_brackets(quantity.start)
            if quantity.start > parts_at:
                # 收入合计90万元其中财政拨款80万元: the whole stands in the same clause
                self._open_parts(parts_at)
                parts_at = clause.end
            left = max(left, self.reasons[self.in_reason].start) if self.in_reason is not None else left
            account = next((one for one in accounts if left <= one.start < quantity.start), None)
            right = quantities[number + 1].start if number + 1 < len(quantities) else clause.end
            self._quantity(left, quantity, account, self.text[quantity.end : right])
            left = quantity.end
        if quantities and quantities[-1].end <= parts_at < clause.end:
            self._open_parts(parts_at)  # 年末结转和结余9万元中，|财政拨款8万元
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

    def _open_parts(self, position: int) -> None:
        """From ``position`` on the parts of what was named are told (其中)."""
        if self.in_reason is not None:
            return
        self.parts.open(self.claims, self.sentence, self.text, position)
        if self.last is None and (whole := listed_whole(self.claims, self.sentence)) is not None:
            self.scope.subject, self.whole_unsure = whole, True
        self.scope.open_parts(self.last is not None)
        if self.last is None:
            self._take_year()

    def _includes_funds(self, clause: Stretch, text: str, quantities: list[Quantity]) -> re.Match[str] | None:
        """Whether a clause tells what each fund gives of the grants before it: 包括一般公共预算5万元."""
        found = WORDS.includes.match(text)
        last = self.last.subject if self.last is not None else None
        if found is None or not quantities or last is None or last.fund != "fiscal_grant":
            return None
        named = self.text[clause.start + found.end() : quantities[0].start]
        return found if names_fund_only(clean_phrase(named)) else None

    def _take_year(self) -> None:
        """Parts in a sentence of their own are of the year of their whole."""
        amounts = [claim for claim in reversed(self.claims[-LOOKED_BACK:]) if claim.kind == "level"]
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
            self.explained = self.outer.subject
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
            self.explained = None
        self.in_reason = None
