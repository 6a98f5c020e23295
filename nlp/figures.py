"""What one quantity claims: an amount, a change, a rate, a share, a count or a score."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.chapters import Chapter
from nlp.comparisons import against_in, direction_of
from nlp.marks import Account, Claim, Comparison, Quantity, Reason, Stretch, Subject
from nlp.phases import completion_in, has_score_word, phase_in, share_in
from nlp.scope import Scope, three_public_parts
from nlp.sentences import left_open
from nlp.subjects import clean_phrase, names_any_whole, says_nothing, subject_of
from records.lexicon.reading import money_of

_YEAR = re.compile(
    r"(?<![\d〔\[【（(])(20\d\d)(?=年(?!.{0,4}(?:以来|起[，至])|结转|结余|以前))|(?<=[（(])(20\d\d)(?=年度?[）)])|(?<=\d[.、．])(20\d\d)(?=年度)"
)
_AS_OF = re.compile(r"截[至止]|[年期]末|年底|12月31日")
LINK = re.compile(r"^[\s、，,和及与（(即或“\"各]*$")
_OBJECT = re.compile(
    r"(?:费|费用|支出|收入|经费|资金|预算|额|款|项目|补助|补贴|工资|奖金|缴费|成本|金|投入|采购|开支)$"
)
_TAIL_NOUN = re.compile(
    r"(?![和及与])(?:(?P<thing>[一-鿿]{0,10}?(?:项目|机构|人员|单位|科室|股室|处室|车辆|职工|中心|领域|团组|指标|设备|部门))"
    r"(?:(?:自评|目标|完成|等级)[一-鿿]{0,10})?|[一-鿿]{1,10})"
)

_CHANGES = re.compile(
    r"[）)]?\s*(?:相比|[，,]?(?:有所|略有|略|小幅|明显|大幅|均|各)|，?(?:净)?(?:增加|减少|增长|下降|上升|降低|增|减|多|少|节约|压减|提高)|持平)"
)
_FROM = re.compile(r"(?:由|从)(?P<when>上年度?|去年|20\d\d年度?)?(?P<budget>年初预算数?|预算数?)?(?:的|末)?$")
_OF_BASE = re.compile(
    r"^[\s，；（(]*(?:上年度?|去年|20\d\d年度?)(?:同期)?(?:年初)?(?:预算|决算|执行|支出|收入)(?:数|金额|额)?(?:为|是)?$"
)


def _in_closed_brackets(text: str, year: re.Match[str], position: int) -> bool:
    """Whether a year stands with other words in brackets that end before ``position``."""
    if year[2]:
        return False
    return left_open(text[year.start() : position]) < 0


class FigureReader:
    """Turns a quantity and the text before it into a claim; what the text leaves out comes from the scope."""

    def __init__(
        self, text: str, comparisons: list[Comparison], reasons: list[Reason], chapter: Chapter
    ) -> None:
        self.text = text
        self.comparisons = comparisons
        self.reasons = reasons
        self.chapter = chapter
        self.scope = Scope(chapter)
        self.claims: list[Claim] = []
        self.sentence = Stretch(0, 0)
        self.in_reason: int | None = None
        self.last: Claim | None = None
        self.q: list[Quantity] = []
        self.c: list[Comparison] = []
        self._r = 0

    def read_figure(
        self, lead: str, quantity: Quantity, account: Account | None, compared: bool, tail: str
    ) -> Claim | None:
        """The claim that one quantity makes, by the text before it."""
        if quantity.sort in ("percent", "points"):
            return self._rate(lead, quantity, account, compared)
        if quantity.sort == "score":
            return self._score(lead, quantity, account)
        if quantity.sort == "count":
            return self._count(lead, quantity, account, compared, tail)
        against = against_in(lead)
        if against:
            return self._against_budget("change", lead, quantity, account, against)
        changed = direction_of(lead)
        if changed and (not changed[2] or _OBJECT.search(changed[2]) and phase_in(changed[2]) is None):
            return self._change("change", lead, quantity, account, changed)
        text = clean_phrase(lead)
        subject = self._spent_on_counted(text) or self.scope.meant(lead, account) or self.scope.counted
        self.scope.go_to(subject)
        phase, sure = self.scope.phase_of(lead, text == "支出")
        if self.in_reason is not None and phase_in(lead) is None and not lead.endswith(("支出", "收入")):
            phase = None
        claim = self.new_claim(quantity, "level", subject, phase)
        if not sure:
            claim.doubts.append("budget")
        return claim

    def _spent_on_counted(self, text: str) -> Subject | None:
        """国内接待8批次、92人，共计支出5万元: what was counted right before is what the money went to."""
        counted = self.scope.counted
        if counted is None or self.last is None or self.last.kind != "count":
            return None
        if not says_nothing(text) and text != "支出":
            return None
        meaning = subject_of(counted.text)
        measure = money_of(meaning.measure)
        if measure not in three_public_parts():
            return None
        return replace(meaning, measure=measure, sides=("expenditure",))

    def _change(
        self, kind: str, lead: str, quantity: Quantity, account: Account | None, changed: tuple[int, str, str]
    ) -> Claim:
        start, way, thing = changed
        before = lead[:start]
        text = clean_phrase(before)
        if (says_nothing(text) or text == "支出") and thing and clean_phrase(thing):
            before = thing
        subject = self.scope.meant(before, account)
        default = "initial_budget" if self.chapter.is_budget else "final"
        claim = self.new_claim(quantity, kind, subject, self.scope.phase or default)
        if (
            self.scope.phase in ("initial_budget", "adjusted_budget")
            and not self.chapter.is_budget
            and self.scope.base
        ):
            claim.phase = "final" if self.scope.base.base != "prior_year" else self.scope.phase
        claim.base, doubt = self.scope.base_of(self.scope.base)
        if doubt:
            claim.doubts.append(doubt)
        # 增加-5万元 is a decrease; 减少-5万元 is one too, its sign repeats the word
        claim.direction = "down" if way == "down" or quantity.value < 0 else "up"
        return claim

    def _against_budget(
        self, kind: str, lead: str, quantity: Quantity, account: Account | None, against: tuple[int, str, str]
    ) -> Claim:
        """决算数大于预算数5万元: a change whose base stands between its word and its number."""
        start, way, budget = against
        claim = self.new_claim(quantity, kind, self.scope.meant(lead[:start], account), "final")
        named = phase_in(budget)
        claim.base, sure = (named, True) if named != "budget" else self.scope.budget_meant()
        if not sure:
            claim.doubts.append("budget")
        claim.direction = way
        return claim

    def _rate(self, lead: str, quantity: Quantity, account: Account | None, compared: bool) -> Claim | None:
        against = against_in(lead)
        if against:
            return self._against_budget("change_rate", lead, quantity, account, against)
        changed, share, done = direction_of(lead), share_in(lead), completion_in(lead)
        if quantity.sort == "points":
            changed = changed or (len(lead), "neutral", "")
        if (
            changed
            and not (share and share[0] > changed[0])
            and not (done and done[2] and done[0] > changed[0])
        ):
            if not changed[2] or quantity.sort == "points" or _OBJECT.search(changed[2]):
                return self._change("change_rate", lead, quantity, account, changed)
        if (
            done
            and done[2]
            and not (share and done[0] < share[0] and "占" not in lead[done[0] : done[0] + 1])
        ):
            return self._completion(lead, quantity, account, done)
        if share:
            subject = self.scope.meant(lead[: share[0]], account)
            claim = self.new_claim(
                quantity,
                "share",
                subject,
                self.scope.phase or ("initial_budget" if self.chapter.is_budget else "final"),
            )
            if subject is not None:
                self.scope.sharing.append(subject)
            whole = clean_phrase(share[1])
            is_bare = names_any_whole(whole) and self.scope.parent is not None
            if is_bare or says_nothing(whole) and whole not in ("总计", "合计"):
                parent = self.scope.parent or self._top(subject) or self.chapter.subject
                claim.share_of = parent.text if parent else None
            else:
                claim.share_of = whole
            return claim
        last = self.last
        if last is not None and LINK.match(lead.strip("幅度为约") or ""):
            if last.kind in ("change", "change_rate"):
                claim = self.new_claim(quantity, "change_rate", last.subject, last.phase)
                claim.direction, claim.base = last.direction, last.base
                return claim
            if last.kind == "level":
                claim = self.new_claim(quantity, "share", last.subject, last.phase)
                parent = self.scope.parent or self._top(last.subject) or self.chapter.subject
                claim.share_of = parent.text if parent else None
                return claim
        return self._completion(lead, quantity, account, done or (len(lead), "", False))

    def _top(self, subject: Subject | None) -> Subject | None:
        """What the paragraph began with, unless that is a part like this one."""
        topic = self.scope.topic
        return None if topic == subject or topic in self.scope.sharing else topic

    def _completion(
        self, lead: str, quantity: Quantity, account: Account | None, done: tuple[int, str, bool]
    ) -> Claim:
        start, budget, certain = done
        subject = self.scope.meant(lead[:start], account)
        claim = self.new_claim(
            quantity, "completion_rate", subject, "initial_budget" if self.chapter.is_budget else "final"
        )
        if not certain:
            claim.base = "other"
            claim.subject = self.scope.meant(lead, account)
            return claim
        named = phase_in(budget)
        if named in ("initial_budget", "adjusted_budget"):
            claim.base = self.scope.budget = named
        elif (
            named == "budget"
            or "执行" in budget
            or not budget
            or "支出" in budget
            or "支付" in budget
            or "预算" in budget
        ):
            claim.base, sure = self.scope.budget_meant()
            if not sure and "执行" not in budget:
                claim.doubts.append("budget")
        else:
            claim.base = "other"
            claim.subject = self.scope.meant(lead, account)
        return claim

    def _score(self, lead: str, quantity: Quantity, account: Account | None) -> Claim | None:
        if not has_score_word(lead) and not has_score_word(self.text[self.sentence.start : quantity.start]):
            return None
        claim = self.new_claim(quantity, "score", self.scope.meant(lead, account), None)
        return claim

    def _count(
        self, lead: str, quantity: Quantity, account: Account | None, compared: bool, tail: str
    ) -> Claim:
        changed = direction_of(lead)
        base = self.scope.base
        compared = compared or base is not None and self.sentence.start <= base.start < quantity.start
        if changed and compared and self.in_reason is None:
            return self._change("change", lead, quantity, account, changed)
        text = clean_phrase(lead)
        following = _TAIL_NOUN.match(tail)
        if following and (
            says_nothing(text)
            or len(text) > 16
            or text.endswith(("了", "有", "选取", "”"))
            or following["thing"]
        ):
            text = clean_phrase(following[0]) or text
        goes_on = says_nothing(text) or self._counts_on(text, quantity)
        subject = self.scope.counted or self.scope.going_on() if goes_on else Subject(text)
        claim = self.new_claim(quantity, "count", subject, None)
        self.scope.counted = subject
        return claim

    def _counts_on(self, text: str, quantity: Quantity) -> bool:
        """国内公务接待20批，累计接待150人次: the same thing in another unit."""
        counted, last = self.scope.counted, self.last
        return (
            counted is not None
            and last is not None
            and last.kind == "count"
            and last.unit != quantity.unit
            and text in counted.text
        )

    def read_base(
        self,
        left: int,
        quantity: Quantity,
        compared: list[Comparison],
        lead: str,
        tail: str,
        account: Account | None,
    ) -> Claim | None:
        """The claim of a figure of the base itself, if it is one: 比上年的5万元增加…, 由上年5万元增加到…."""
        if quantity.sort != "money" or direction_of(lead):
            return None
        from_ = _FROM.search(lead)
        base: str | None = None
        year = self.chapter.year
        if (
            compared
            and self.text[compared[-1].end : quantity.start].strip("的为（(数 ") == ""
            and _CHANGES.match(tail)
        ):
            base, _ = self.scope.base_of(compared[-1])
            self.scope.base = compared[-1]
            year = compared[-1].year or year
            lead = lead.rstrip("的")
        elif from_ and re.match(r"\s*(?:增加|减少|增长|下降|调整|提高|降)(?:到|至|为)", tail):
            base = "prior_year" if from_["when"] else "initial_budget"
            self.scope.base = Comparison(left, left, base)
            lead = lead[: from_.start()]
        elif _OF_BASE.match(lead) and account is None:
            # 上年预算数5万元: the figure of the year before, by itself
            named = re.search(r"20\d\d", lead)
            if named and int(named[0]) != (self.chapter.year or 0) - 1:
                return None
            base = "prior_year"
            self.scope.base = Comparison(left, left, base)
            lead = ""
        else:
            return None
        subject = self.scope.meant(lead, account)
        phase = base if base in ("initial_budget", "adjusted_budget") else "final"
        if base == "prior_year":
            year = self.chapter.year - 1 if self.chapter.year else None
            if self.chapter.is_budget:
                phase = "initial_budget"
        claim = self.new_claim(quantity, "level", subject, phase)
        claim.period = year
        return claim

    def money_unit(self) -> str | None:
        money = next(
            (claim for claim in reversed(self.claims) if claim.unit and claim.unit.endswith("元")), None
        )
        return money.unit if money else None

    def new_claim(self, quantity: Quantity, kind: str, subject: Subject | None, phase: str | None) -> Claim:
        return Claim(
            quantity.start, quantity.number_end, quantity.end, self.sentence, kind, quantity.value,
            quantity.unit, subject, phase, self.period_at(quantity.start), inside=self.in_reason,
        )  # fmt: skip

    def period_at(self, position: int) -> int | None:
        """The year that the sentence names last before ``position``, outside comparisons."""
        start = self.sentence.start if self.in_reason is None else self.reasons[self.in_reason].start
        found = None
        for match in _YEAR.finditer(self.text, start, position):
            inside = any(one.start <= match.start() < one.end for one in self.c)
            caused = self.in_reason is None and any(
                one.start <= match.start() < one.end
                for one in self.reasons[max(0, self._r - 3) : self._r + 1]
            )
            if not inside and not caused and not _in_closed_brackets(self.text, match, position):
                found = match
        if found is None:
            return self.scope.year or self.chapter.year
        year = int(found[0])
        around = self.text[max(start, found.start() - 6) : found.end() + 8]
        self.scope.year = year if _AS_OF.search(around) else None
        return year
