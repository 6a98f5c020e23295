"""What one quantity claims: an amount, a change, a rate, a share, a count or a score."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from nlp.annotations import Account, Claim, Comparison, Quantity, Reason, Stretch, Subject
from nlp.chapters import Chapter
from nlp.comparisons import against_in, direction_of, distance_in, prior_in
from nlp.phases import completion_in, has_score_word, phase_in, share_in
from nlp.reading.scope import Scope, three_public_parts
from nlp.sentences import left_open
from nlp.subjects import clean_phrase, names_any_whole, names_fund_only, says_nothing, side_word, subject_of
from records.lexicon.terms import USES, money_of, wholes_of

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

_TO_WHOLE = re.compile(r"^[，,、（( ]*占(?!比|用)")
"""What leads to the amount of a whole: 占本年支出100万元的70%."""
_SCORED = re.compile(r"(?P<what>.{4,}项目)(?:绩效)?(?:自评|评价)?(?:总?得分|总分|评分|分数)$")
"""What a score is of."""
_CHANGES = re.compile(
    r"[）)]?\s*(?:相比|[，,]?(?:有所|略有|略|小幅|明显|大幅|均|各)|，?(?:净)?(?:增加|减少|增长|下降|上升|降低|增|减|多|少|节约|压减|提高)|持平)"
)
_FROM = re.compile(
    r"(?:由|从)(?P<when>上一?年度?|去年度?|20\d\d年度?)?(?:同期|决算|执行)?"
    r"(?P<budget>年初预算|预算)?数?(?:支出)?(?:的|末)?$"
)
_MOVES = (
    r"(?:增加|减少|增长|下降|上升|提高|降低|调[整增减高低升降]|压[减缩降]|缩减|变[更动化]?|回落|升|降|增|减|涨)"
    r"(?:到|至|为|成)了?"
)
_TO = re.compile(
    rf"^[\s，]*{_MOVES}(?:20\d\d年度?|本年度?|今年)?的?(?:年初|全年|调整)?(?:预算|决算|执行|支出)?数?的?$"
)
_MOVED = re.compile(rf"\s*{_MOVES}")
_OF_BASE = re.compile(
    r"[\s，；、（(]*(?:而)?(?P<when>上一?年度?|去年度?|前一年度?|20\d\d年度?)(?:同期)?(?:的)?(?:同期)?(?:年初|全年)?(?:实际)?"
    r"(?:预算|决算|执行|完成|支出|收入|发生|合计支出)?(?:数|金额|额)?(?:为|是|[:：])?$"
)
_REACHED = re.compile(r"(?:实现|做到|达到).{2,16}$")
_NAME_OF_YEAR = 10
_OF_AMOUNT = re.compile(r"^的(?:比例|比重)?(?:为|约)?$")
_BUDGETS = ("initial_budget", "adjusted_budget")
_RATE_NOUN = re.compile(r"(?:率|满意度|程度|比例|比重)(?:为|是|达到?|[:：])?(?:约|近)?[“”\"（( ]?$")


_ITS_BASE = re.compile(r"(?<=[费出入款额金算）)”])(?=(?:上一?年度?|去年|前一年度?)(?!结[转余]|末))")
"""Where a measure ends and the year before begins: 公务接待费|上年支出5万元."""


def _of_base(lead: str) -> int | None:
    """Where words begin that only name the year before, behind nothing, an open bracket or a measure."""
    start = max(lead.rfind("（"), lead.rfind("("), 0)
    if _OF_BASE.match(lead, start):
        return start
    behind = _ITS_BASE.search(lead, start)
    return behind.start() if behind is not None and _OF_BASE.match(lead, behind.start()) else None


def _in_closed_brackets(text: str, year: re.Match[str], position: int) -> bool:
    """Whether a year stands with other words in brackets that end before ``position``."""
    if year[2]:
        return False
    return left_open(text[year.start() : position]) < 0


def _stand_side_by_side(one: Subject, other: Subject) -> bool:
    """Whether two subjects are uses of money of which neither is part of the other (基本支出, 项目支出)."""
    return (
        one.measure != other.measure
        and one.measure in USES
        and other.measure in USES
        and one.measure not in wholes_of(other.measure)
    )


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
        self.whole: tuple[Claim, Subject] | None = None
        """The whole that an amount was just told to be a share of, and what is its part."""
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
        if distance_in(lead) and (apart := self._distance(quantity)) is not None:
            return apart
        if _TO.match(lead):
            lead = ""
        changed = direction_of(lead)
        if changed and (not changed[2] or _OBJECT.search(changed[2]) and phase_in(changed[2]) is None):
            return self._change("change", lead, quantity, account, changed)
        text = clean_phrase(lead)
        part = self.last.subject if _TO_WHOLE.match(lead) and self.last is not None else None
        subject = self._spent_on_counted(text) or self.scope.meant(lead, account) or self.scope.counted
        self.scope.go_to(subject)
        phase, sure = self.scope.phase_of(lead, text == "支出")
        if self.in_reason is not None and phase_in(lead) is None and not lead.endswith(("支出", "收入")):
            phase = None
        claim = self.new_claim(quantity, "level", subject, phase)
        if not sure:
            claim.doubts.append("budget")
        if self._may_be_for_use(text):
            claim.doubts.append("part")
        self.whole = (claim, part) if part is not None else None
        return claim

    def _may_be_for_use(self, text: str) -> bool:
        """Whether a fund named right behind one use of money may be what it gives to that use alone.

        项目支出90万元，财政拨款安排70万元: to the projects, or in all.
        """
        last = self.last
        if self.scope.parts or last is None or last.kind != "level" or last.subject is None:
            return False
        return last.subject.measure in USES and names_fund_only(text)

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
            of_outturn = self.scope.base.base != "prior_year" or self._outturn_told(claim)
            claim.phase = "final" if of_outturn else self.scope.phase
        self._compare(claim)
        # 增加-5万元 is a decrease; 减少-5万元 is one too, its sign repeats the word
        claim.direction = "down" if way == "down" or quantity.value < 0 else "up"
        return claim

    def _outturn_told(self, claim: Claim) -> bool:
        """Whether a change on the year before is that of the outturn, though its budget was named last.

        支出13万元，完成年度预算15万元的87%，同比下降5%: but 比上年预算下降5% speaks of the budget.
        """
        base = self.scope.base
        stage = base.phase if base is not None else None
        return stage not in _BUDGETS and any(
            one.phase == "final" and one.period == self.chapter.year
            for one in self._levels_here(claim.subject)
        )

    def _compare(self, claim: Claim) -> None:
        """Give a change what it is measured against, and the year that it belongs to."""
        claim.base, doubt = self.scope.base_of(self.scope.base)
        if self.scope.base is not None:
            claim.base_phase = self.scope.base.phase
        if claim.base is None and (beside := self._figures_beside(claim)) is not None:
            claim.base, doubt = beside[0], None
        if claim.base in ("initial_budget", "adjusted_budget"):
            claim.base_phase = claim.base
        if doubt:
            claim.doubts.append(doubt)
        if claim.base == "prior_year":
            claim.period = self._year_reported(claim)

    def _year_reported(self, claim: Claim) -> int | None:
        """The year whose change it is, where the sentence names the year before too."""
        years = [int(match[1] or match[2] or match[3]) for match in self._years(claim.start)]
        compared = self.scope.base.year if self.scope.base is not None else None
        if claim.period is not None and len(set(years)) > 1:
            return max(years)
        if claim.period is not None and compared == claim.period and self.chapter.year:
            return self.chapter.year
        if any(one.period == self.chapter.year for one in self._levels_here(claim.subject)):
            return self.chapter.year
        return claim.period

    def _levels_here(self, subject: Subject | None) -> list[Claim]:
        """The levels of a subject that the sentence has given so far."""
        levels: list[Claim] = []
        for claim in reversed(self.claims[-12:]):
            if claim.sentence.start != self.sentence.start or claim.kind in ("count", "score"):
                break
            if claim.kind == "level" and claim.inside == self.in_reason and claim.subject == subject:
                levels.insert(0, claim)
        return levels

    def _figures_beside(self, claim: Claim) -> tuple[str, Decimal] | None:
        """The base of a change that names none, and its value: the other figure beside the outturn.

        Of several it is the one whose distance from the outturn is the change.
        """
        levels = self._levels_here(claim.subject)
        ours = [one for one in levels if one.period == self.chapter.year]
        own = [one for one in ours if one.phase == ("initial_budget" if self.chapter.is_budget else "final")]
        bases = [
            (one.phase or "", one.value) for one in ours if one.phase in ("initial_budget", "adjusted_budget")
        ]
        if self.chapter.is_budget:
            bases = []
        bases += [
            ("prior_year", one.value)
            for one in levels
            if self.chapter.year and one.period == self.chapter.year - 1
        ]
        if not own or not bases:
            return None
        if len({base for base, _ in bases}) == 1:
            return bases[-1]
        exact = [base for base in bases if abs(own[-1].value - base[1]) == abs(claim.value)]
        return exact[0] if exact else None

    def _distance(self, quantity: Quantity, kind: str = "change") -> Claim | None:
        """两者相差5万元, 差异率5%: the distance of the two figures before it, directed as they are."""
        if self.scope.subject is None:
            return None
        claim = self.new_claim(
            quantity, kind, self.scope.subject, "initial_budget" if self.chapter.is_budget else "final"
        )
        beside = self._figures_beside(claim)
        own = [one for one in self._levels_here(claim.subject) if one.phase == claim.phase]
        if beside is None or not own:
            return None
        claim.base = beside[0]
        claim.base_phase = beside[0] if beside[0] != "prior_year" else None
        ours = [one for one in own if one.period == self.chapter.year]
        value = (ours or own)[-1].value
        claim.period = self.chapter.year
        claim.direction = "flat" if value == beside[1] else "up" if value > beside[1] else "down"
        return claim

    def _against_budget(
        self, kind: str, lead: str, quantity: Quantity, account: Account | None, against: tuple[int, str, str]
    ) -> Claim:
        """决算数大于预算数5万元: a change whose base stands between its word and its number."""
        start, way, budget = against
        claim = self.new_claim(quantity, kind, self.scope.meant(lead[:start], account), "final")
        named = phase_in(budget)
        claim.direction = way
        if prior_in(budget):
            claim.base = "prior_year"
            claim.base_phase = "initial_budget" if named == "budget" else named
            claim.period = self.chapter.year
            return claim
        claim.base, sure = (named, True) if named != "budget" else self.scope.budget_meant()
        claim.base_phase = claim.base
        if not sure:
            claim.doubts.append("budget")
        return claim

    def _rate(self, lead: str, quantity: Quantity, account: Account | None, compared: bool) -> Claim | None:
        if self.whole is not None and self.whole[0] is self.last and lead.strip("（( ") in ("", "的"):
            # 占本年支出100万元的70%
            claim = self.new_claim(quantity, "share", self.whole[1], self.whole[0].phase)
            claim.share_of = self.whole[0].subject.text if self.whole[0].subject else None
            return claim
        against = against_in(lead)
        if against:
            return self._against_budget("change_rate", lead, quantity, account, against)
        changed, share, done = direction_of(lead), share_in(lead), completion_in(lead)
        if distance_in(lead) and (apart := self._distance(quantity, "change_rate")) is not None:
            return apart
        if quantity.sort == "points":
            changed = changed or (len(lead), "neutral", "")
        if quantity.unit == "倍" and not changed:
            return None
        if (
            changed
            and not (share and share[0] > changed[0])
            and not (done and done[2] and done[0] > changed[0])
        ):
            if not changed[2] or quantity.sort == "points" or _OBJECT.search(changed[2]):
                return self._change("change_rate", lead, quantity, account, changed)
        of_something = share is not None and not says_nothing(clean_phrase(share[1]))
        if (
            done
            and done[2]
            and not (share and done[0] < share[0] and "占" not in lead[done[0] : done[0] + 1])
            and not (
                share
                and of_something
                and phase_in(share[1]) == "budget"
                and done[0] == share[0]
                and not done[1]
            )
            and not (share and self._of_budgeted(share))
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
        if last is not None and _OF_AMOUNT.match(lead) and (rate := self._of_amount(quantity, last)):
            return rate
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
        if done is None and (_RATE_NOUN.search(lead) or _REACHED.search(lead)):
            done = (len(lead), "", False)
        if done is None:
            return None  # a bare percentage: a label, a line of a chart
        return self._completion(lead, quantity, account, done)

    def _of_amount(self, quantity: Quantity, last: Claim) -> Claim | None:
        """完成年度预算13万元的96%: the rate of completion of the budget whose amount stands before it."""
        before = self.text[max(self.sentence.start, last.start - _NAME_OF_YEAR) : last.start]
        if last.kind != "level" or last.phase not in _BUDGETS or "完成" not in before:
            return None
        default = "initial_budget" if self.chapter.is_budget else "final"
        claim = self.new_claim(quantity, "completion_rate", last.subject, default)
        claim.base = last.phase
        return claim

    def _of_budgeted(self, share: tuple[int, str]) -> bool:
        """Whether a budget gives a part's share of all that it plans (占支出预算总额的5%)."""
        whole = share[1]
        return (
            self.chapter.is_budget
            and phase_in(whole) in ("budget", "initial_budget")
            and bool(side_word(clean_phrase(whole)))
            and not prior_in(whole)
            and all(int(year) == self.chapter.year for year in re.findall(r"20\d\d", whole))
        )

    def _top(self, subject: Subject | None) -> Subject | None:
        """What the paragraph began with, unless that is a part like this one."""
        topic = self.scope.topic
        beside = topic is not None and subject is not None and _stand_side_by_side(topic, subject)
        return None if topic == subject or topic in self.scope.sharing or beside else topic

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
        subject = self.scope.meant(lead, account)
        named = _SCORED.match(subject.text) if subject is not None else None
        if named and self.in_reason is None:
            # what follows is the money of what was scored
            self.scope.name(Subject(named["what"]))
        return self.new_claim(quantity, "score", subject, None)

    def _count(
        self, lead: str, quantity: Quantity, account: Account | None, compared: bool, tail: str
    ) -> Claim:
        changed = direction_of(lead)
        base = self.scope.base
        compared = compared or base is not None and self.sentence.start <= base.start < quantity.start
        if changed and compared and self.in_reason is None:
            claim = self._change("change", lead, quantity, account, changed)
            if says_nothing(clean_phrase(lead[: changed[0]])) and not changed[2] and self.scope.counted:
                claim.subject = self.scope.counted
            return claim
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
        if quantity.sort in ("percent", "count") and compared:
            return self._other_of_base(quantity, compared[-1], tail)
        if quantity.sort != "money" or direction_of(lead):
            return None
        if not lead and self.text[left - 1 : left] in (":", "："):
            # 上年：5万元
            lead = self.text[max(self.sentence.start, left - _NAME_OF_YEAR) : left].rpartition("，")[2]
            lead = lead if _OF_BASE.match(lead) else ""
        from_ = _FROM.search(lead)
        base: str | None = None
        stage: str | None = None
        year = self.chapter.year
        if (
            compared
            and self.text[compared[-1].end : quantity.start].strip("的为（(数 ") == ""
            and _CHANGES.match(tail)
        ):
            base, _ = self.scope.base_of(compared[-1])
            self.scope.base = compared[-1]
            year = compared[-1].year or year
            stage = compared[-1].phase
            lead = lead.rstrip("的") or self._measured_in(compared[-1])
        elif from_ and _MOVED.match(tail):
            if from_["when"] or from_["budget"]:
                base = "prior_year" if from_["when"] else "initial_budget"
            else:
                base = self.scope.base_of(self.scope.base)[0] if self.scope.base else "initial_budget"
            self.scope.base = Comparison(
                left, left, base, year=year - 1 if year and base == "prior_year" else None
            )
            lead = lead[: from_.start()]
        elif (of_base := _of_base(lead)) is not None and account is None:
            # 上年预算数5万元, 公务接待费（上年5万元）: the figure of the year before, by itself
            whose, lead = lead[:of_base], lead[of_base:]
            named = re.search(r"20\d\d", lead)
            if named and int(named[0]) != (self.chapter.year or 0) - 1:
                return None
            base = "prior_year"
            stage = phase_in(lead)
            self.scope.base = Comparison(left, left, base, year=year - 1 if year else None)
            lead = whose
        else:
            return None
        subject = self.scope.meant(lead, account)
        phase = base if base in ("initial_budget", "adjusted_budget") else "final"
        if base == "prior_year":
            year = self.chapter.year - 1 if self.chapter.year else None
            if stage == "budget":
                stage = "initial_budget"
            phase = stage or ("initial_budget" if self.chapter.is_budget else "final")
        claim = self.new_claim(quantity, "level", subject, phase)
        claim.period = year
        return claim

    def _other_of_base(self, quantity: Quantity, compared: Comparison, tail: str) -> Claim | None:
        """The rate or count of the year before, beside this year's: 比上年执行率91%提高…."""
        between = self.text[compared.end : quantity.start].strip("的为末底（( ")
        if between or not _CHANGES.match(tail):
            return None
        if quantity.sort == "count":
            claim = self.new_claim(quantity, "count", self.scope.counted, None)
        elif self.last is not None and self.last.kind in ("completion_rate", "share"):
            claim = self.new_claim(quantity, self.last.kind, self.last.subject, self.last.phase)
            claim.base, claim.share_of = self.last.base, self.last.share_of
        else:
            return None
        self.scope.base = compared
        claim.period = compared.year or claim.period
        return claim

    def _measured_in(self, compared: Comparison) -> str:
        """What a comparison names as measured: 相比2016年的总收入."""
        words = re.search(r"(?:年度?|去年)的?([一-鿿“”]{2,})$", self.text[compared.start : compared.end])
        named = words[1] if words else ""
        return named if named and subject_of(clean_phrase(named)).measure else ""

    def money_unit(self) -> str | None:
        money = next(
            (claim for claim in reversed(self.claims) if claim.unit and claim.unit.endswith("元")), None
        )
        return money.unit if money else None

    def new_claim(self, quantity: Quantity, kind: str, subject: Subject | None, phase: str | None) -> Claim:
        return Claim(
            quantity.start, quantity.number_end, quantity.end, self.sentence, kind, quantity.value,
            quantity.unit, subject, phase, self.period_at(quantity.start), inside=self.in_reason,
            doubts=["unit"] if quantity.assumed else [],
        )  # fmt: skip

    def _years(self, position: int) -> list[re.Match[str]]:
        """The years that the sentence, or the cause, names before ``position``, outside comparisons."""
        start = self.sentence.start if self.in_reason is None else self.reasons[self.in_reason].start
        found = []
        for match in _YEAR.finditer(self.text, start, position):
            inside = any(one.start <= match.start() < one.end for one in self.c)
            caused = self.in_reason is None and any(
                one.start <= match.start() < one.end
                for one in self.reasons[max(0, self._r - 3) : self._r + 1]
            )
            if not inside and not caused and not _in_closed_brackets(self.text, match, position):
                found.append(match)
        return found

    def period_at(self, position: int) -> int | None:
        """The year that the sentence names last before ``position``, outside comparisons."""
        start = self.sentence.start if self.in_reason is None else self.reasons[self.in_reason].start
        years = self._years(position)
        found = years[-1] if years else None
        if found is None:
            return self.scope.year or self.chapter.year
        year = int(found[1] or found[2] or found[3])
        around = self.text[max(start, found.start() - 6) : found.end() + 8]
        self.scope.year = year if _AS_OF.search(around) else None
        return year
