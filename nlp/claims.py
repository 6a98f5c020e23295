"""Claims (陈述): every number that the text states about money, rates, counts or scores of the body."""

from __future__ import annotations

import re
from decimal import Decimal

from nlp.chapters import Chapter
from nlp.comparisons import direction_of
from nlp.marks import Account, Claim, Comparison, Quantity, Reason, Stretch, Subject
from nlp.phases import completion_in, has_score_word, phase_in, share_in
from nlp.scope import Scope
from nlp.sentences import find_clauses
from nlp.subjects import clean_phrase, names_something, says_nothing, side_word, subject_of

_OPENS = re.compile(r"其中|以下(?:几个)?方面|情况如下|分别为[:：]|(?:包括|构成|如下|分为)[:：]")
_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])")
_PURPOSE = re.compile(r"^\s*(?:主要|全部|具体|资金)?(?:用于|包括|支出(?:用途)?(?:是|为)|用途|是用于|保障|开展)")
_YEAR = re.compile(r"(?<![\d〔\[【（(])(20\d\d)(?=年(?!.{0,4}(?:以来|起[，至])|结转|结余|以前))|(?<=[（(])(20\d\d)(?=年度?[）)])|(?<=\d[.、．])(20\d\d)(?=年度)")
_AS_OF = re.compile(r"截[至止]|[年期]末|年底|12月31日")
_INTRODUCES = re.compile(r"如下|情况|以下|说明|包括|方面|其中|原因|用于|具体|分别|措施|问题|意见|建议|工作")
_LINK = re.compile(r"^[\s、，,和及与（(即或“\"各]*$")
_SHARED = re.compile(r"^(?P<subjects>.*?)[，,]?分别(?P<cue>.*)$", re.S)
_BETWEEN = re.compile(r"[、，]|和|及|与")
_CHANGES = re.compile(r"[）)]?\s*(?:相比|[，,]?(?:有所|略有|略|小幅|明显|大幅|均|各)|，?(?:净)?(?:增加|减少|增长|下降|上升|降低|增|减|多|少|节约|压减|提高)|持平)")
_FROM = re.compile(r"(?:由|从)(?P<when>上年度?|去年|20\d\d年度?)?(?P<budget>年初预算数?|预算数?)?(?:的|末)?$")
_OF_BASE = re.compile(r"^[\s，；（(]*(?:上年度?|去年|20\d\d年度?)(?:同期)?(?:年初)?(?:预算|决算|执行|支出|收入)(?:数|金额|额)?(?:为|是)?$")
_OBJECT = re.compile(r"(?:费|费用|支出|收入|经费|资金|预算|额|款|项目|补助|补贴|工资|奖金|缴费|成本|金|投入|采购|开支)$")
_TAIL_NOUN = re.compile(
    r"(?![和及与])(?:(?P<thing>[一-鿿]{0,6}?(?:项目|机构|人员|单位|科室|股室|处室|车辆|职工|中心|领域|团组|指标|设备|部门))"
    r"(?:(?:自评|目标|完成|等级)[一-鿿]{0,10})?|[一-鿿]{1,10})"
)


class Reader:
    """Reads one text, clause by clause, from what the other components found in it."""

    def __init__(
        self,
        text: str,
        sentences: list[Stretch],
        quantities: list[Quantity],
        accounts: list[Account],
        comparisons: list[Comparison],
        flats: list[tuple[int, int]],
        reasons: list[Reason],
        chapter: Chapter,
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.quantities = quantities
        self.accounts = accounts
        self.comparisons = comparisons
        self.flats = flats
        self.reasons = reasons
        self.scope = Scope(chapter)
        self.outer: Scope | None = None
        self.chapter = chapter
        self.claims: list[Claim] = []
        self.in_reason: int | None = None
        self.purpose = False
        self.sentence = Stretch(0, 0)
        self.last: Claim | None = None
        self._q = self._a = self._c = self._f = self._r = 0

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
            quantities = self._take("quantities", "_q", sentence.end)
            accounts = self._take("accounts", "_a", sentence.end)
            comparisons = self._take("comparisons", "_c", sentence.end)
            flats = self._take("flats", "_f", sentence.end)
            if quantities or accounts or flats or sentence.end - sentence.start < 60:
                self._sentence(quantities, accounts, comparisons, flats)
            opened = self.text[sentence.start : sentence.end].rstrip("。 \n")[-1:] in ("：", ":")
        return self.claims

    def _take(self, name: str, pointer: str, end: int) -> list:  # type: ignore[type-arg]
        items, first = getattr(self, name), getattr(self, pointer)
        last = first
        while last < len(items) and (items[last][0] if name == "flats" else items[last].start) < end:
            last += 1
        setattr(self, pointer, last)
        return items[first:last]

    def _sentence(
        self, quantities: list[Quantity], accounts: list[Account], comparisons: list[Comparison], flats: list[tuple[int, int]]
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

    def _clause(
        self, clause: Stretch, quantities: list[Quantity], accounts: list[Account], flats: list[tuple[int, int]]
    ) -> None:
        text = self.text[clause.start : clause.end]
        self._enter(clause.start)
        if self.in_reason is None and _OPENS.search(text):
            self.scope.open_parts(self.last is not None)
        if _PURPOSE.match(text) and not quantities:
            self.purpose = True
        left = clause.start
        for number, quantity in enumerate(quantities):
            self._enter(quantity.start)
            left = max(left, self.reasons[self.in_reason].start) if self.in_reason is not None else left
            account = next((one for one in accounts if left <= one.start < quantity.start), None)
            right = quantities[number + 1].start if number + 1 < len(quantities) else clause.end
            self._quantity(left, quantity, account, self.text[quantity.end : right])
            left = quantity.end
        for flat in flats:
            self._enter(flat[0])
            if self.in_reason is None:
                before = [quantity.end for quantity in quantities if quantity.end <= flat[0]]
                self._flat(max([clause.start, *before]), flat, accounts)
        if not quantities and not flats:
            self._bare(clause, text, accounts)

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

    def _leave_reason(self) -> None:
        if self.outer is not None:
            self.scope, self.outer = self.outer, None
        self.in_reason = None

    def _bare(self, clause: Stretch, text: str, accounts: list[Account]) -> None:
        """A clause without a figure may name what the next one is about, or what it is compared with."""
        compared = [one for one in self.c if clause.start <= one.start < clause.end]
        if compared:
            self.scope.base = compared[-1]
        if self.in_reason is not None:
            return
        if accounts:
            self.scope.set_account(accounts[-1])
            return
        if self.purpose or len(text) > 60:
            return
        lead = self._without(clause.start, clause.end, compared)
        phrase = clean_phrase(lead)
        head = clause.start == self.sentence.start and text.rstrip().endswith(("：", ":"))
        if head and 4 <= len(phrase) <= 30 and _INTRODUCES.search(text) is None and self.scope.account is None:
            self.scope.name(self.scope.meant(lead) or subject_of(phrase))
            return
        if self.scope.account is None and names_something(phrase) and not says_nothing(phrase):
            subject = self.scope.meant(lead)
            if subject is not None:
                self.scope.name(subject)
                if text.rstrip().endswith(("中，", "中,")):
                    self.scope.parent = subject

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
        lead = self._without(left, quantity.start, compared).replace("\n", "")
        if self._was(left, quantity, compared, lead, tail, account):
            return
        if compared:
            self.scope.base = compared[-1]
        shared = _SHARED.match(lead)
        if shared and self._share_out(shared, quantity):
            lead = shared["cue"]
        if self.scope.shared and (_LINK.match(lead) or shared):
            self._shared(lead, quantity, bool(compared))
            return
        self.scope.shared = []
        claim = self._read(lead, quantity, account, bool(compared), tail)
        if claim is not None:
            self._add(claim, quantity)

    def _was(
        self, left: int, quantity: Quantity, compared: list[Comparison], lead: str, tail: str, account: Account | None
    ) -> bool:
        """A figure of the base itself: 比上年的5万元增加…, 由上年5万元增加到…."""
        if quantity.sort != "money" or direction_of(lead):
            return False
        from_ = _FROM.search(lead)
        base: str | None = None
        year = self.chapter.year
        if compared and self.text[compared[-1].end : quantity.start].strip("的为（(数 ") == "" and _CHANGES.match(tail):
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
                return False
            base = "prior_year"
            self.scope.base = Comparison(left, left, base)
            lead = ""
        else:
            return False
        subject = self.scope.meant(lead, account)
        phase = base if base in ("initial_budget", "adjusted_budget") else "final"
        if base == "prior_year":
            year = self.chapter.year - 1 if self.chapter.year else None
            if self.chapter.is_budget:
                phase = "initial_budget"
        claim = self._claim(quantity, "level", subject, phase)
        claim.period = year
        self._add(claim, None)
        if subject is not None and self.in_reason is None:
            self.scope.name(subject)
        return True

    def _share_out(self, shared: re.Match[str], quantity: Quantity) -> bool:
        """甲、乙分别为…: the phrases before 分别 each get one of the figures that follow."""
        phrases = [part for part in _BETWEEN.split(shared["subjects"]) if clean_phrase(part)]
        ending = re.search(r"(?:总计|合计|总额|总预算)$", clean_phrase(phrases[-1])) if phrases else None
        if ending:
            phrases = [part + ending[0] if side_word(clean_phrase(part)) else part for part in phrases]
        follow = sum(1 for one in self.q if one.start >= quantity.start)
        if len(phrases) >= 2 and follow >= 2:
            found = [subject for part in phrases if (subject := self.scope.meant(part)) is not None]
            self.scope.shared = found if len(found) == len(phrases) else []
        self.scope.shared_at = 0
        return bool(self.scope.shared)

    def _shared(self, lead: str, quantity: Quantity, compared: bool) -> None:
        subject = self.scope.shared[self.scope.shared_at % len(self.scope.shared)]
        outer = self.scope.subject
        self.scope.subject = subject
        if _LINK.match(lead) and self.last is not None and self.scope.shared_at:
            claim = self._claim(quantity, self.last.kind, subject, self.last.phase)
            claim.direction, claim.base, claim.share_of = self.last.direction, self.last.base, self.last.share_of
            claim.period = self.last.period
        else:
            found = self._read(lead, quantity, None, compared, "")
            if found is None:
                return
            claim = found
            claim.subject = subject
        self.scope.shared_at += 1
        self._add(claim, None)
        self.scope.subject = outer

    def _read(self, lead: str, quantity: Quantity, account: Account | None, compared: bool, tail: str) -> Claim | None:
        """The claim that one quantity makes, by the text before it."""
        if quantity.sort in ("percent", "points"):
            return self._rate(lead, quantity, account, compared)
        if quantity.sort == "score":
            return self._score(lead, quantity, account)
        if quantity.sort == "count":
            return self._count(lead, quantity, account, compared, tail)
        changed = direction_of(lead)
        if changed and (not changed[2] or _OBJECT.search(changed[2]) and phase_in(changed[2]) is None):
            return self._change("change", lead, quantity, account, changed)
        text = clean_phrase(lead)
        subject = self.scope.meant(lead, account) or self.scope.counted
        phase, sure = self.scope.phase_of(lead, text == "支出")
        if self.in_reason is not None and phase_in(lead) is None and not lead.endswith(("支出", "收入")):
            phase = None
        claim = self._claim(quantity, "level", subject, phase)
        if not sure:
            claim.doubts.append("budget")
        return claim

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
        claim = self._claim(quantity, kind, subject, self.scope.phase or default)
        if self.scope.phase in ("initial_budget", "adjusted_budget") and not self.chapter.is_budget and self.scope.base:
            claim.phase = "final" if self.scope.base.base != "prior_year" else self.scope.phase
        claim.base, doubt = self.scope.base_of(self.scope.base)
        if doubt:
            claim.doubts.append(doubt)
        negative = quantity.value < 0
        claim.direction = {"up": "down" if negative else "up", "down": "up" if negative and kind == "x" else "down"}.get(way, "down" if negative else "up")
        return claim

    def _rate(self, lead: str, quantity: Quantity, account: Account | None, compared: bool) -> Claim | None:
        changed, share, done = direction_of(lead), share_in(lead), completion_in(lead)
        if quantity.sort == "points":
            changed = changed or (len(lead), "neutral", "")
        if changed and not (share and share[0] > changed[0]) and not (done and done[2] and done[0] > changed[0]):
            if not changed[2] or quantity.sort == "points" or _OBJECT.search(changed[2]):
                return self._change("change_rate", lead, quantity, account, changed)
        if done and done[2] and not (share and done[0] < share[0] and "占" not in lead[done[0] : done[0] + 1]):
            return self._completion(lead, quantity, account, done)
        if share:
            subject = self.scope.meant(lead[: share[0]], account)
            claim = self._claim(quantity, "share", subject, self.scope.phase or ("initial_budget" if self.chapter.is_budget else "final"))
            whole = clean_phrase(share[1])
            if says_nothing(whole) and whole not in ("总计", "合计"):
                parent = self.scope.parent or self._top(subject) or self.chapter.subject
                claim.share_of = parent.text if parent else None
            else:
                claim.share_of = whole
            return claim
        last = self.last
        if last is not None and _LINK.match(lead.strip("幅度为约") or ""):
            if last.kind in ("change", "change_rate"):
                claim = self._claim(quantity, "change_rate", last.subject, last.phase)
                claim.direction, claim.base = last.direction, last.base
                return claim
            if last.kind == "level":
                claim = self._claim(quantity, "share", last.subject, last.phase)
                parent = self.scope.parent or self._top(last.subject) or self.chapter.subject
                claim.share_of = parent.text if parent else None
                return claim
        return self._completion(lead, quantity, account, done or (len(lead), "", False))

    def _top(self, subject: Subject | None) -> Subject | None:
        topic = self.scope.topic
        return topic if topic is not None and topic != subject else None

    def _completion(
        self, lead: str, quantity: Quantity, account: Account | None, done: tuple[int, str, bool]
    ) -> Claim:
        start, budget, certain = done
        subject = self.scope.meant(lead[:start], account)
        claim = self._claim(quantity, "completion_rate", subject, "initial_budget" if self.chapter.is_budget else "final")
        if not certain:
            claim.base = "other"
            claim.subject = self.scope.meant(lead, account)
            return claim
        named = phase_in(budget)
        if named in ("initial_budget", "adjusted_budget"):
            claim.base = self.scope.budget = named
        elif named == "budget" or "执行" in budget or not budget or "支出" in budget or "支付" in budget or "预算" in budget:
            claim.base, sure = self.scope.budget_meant()
            if not sure and "执行" not in budget:
                claim.doubts.append("budget")
        else:
            claim.base = "other"
        return claim

    def _score(self, lead: str, quantity: Quantity, account: Account | None) -> Claim | None:
        if not has_score_word(lead) and not has_score_word(self.text[self.sentence.start : quantity.start]):
            return None
        claim = self._claim(quantity, "score", self.scope.meant(lead, account), None)
        return claim

    def _count(self, lead: str, quantity: Quantity, account: Account | None, compared: bool, tail: str) -> Claim:
        changed = direction_of(lead)
        base = self.scope.base
        compared = compared or base is not None and self.sentence.start <= base.start < quantity.start
        if changed and compared and self.in_reason is None:
            return self._change("change", lead, quantity, account, changed)
        text = clean_phrase(lead)
        following = _TAIL_NOUN.match(tail)
        if following and (says_nothing(text) or len(text) > 16 or text.endswith(("了", "有", "选取", "”")) or following["thing"]):
            text = clean_phrase(following[0]) or text
        subject = Subject(text) if not says_nothing(text) else self.scope.counted or self.scope.going_on()
        claim = self._claim(quantity, "count", subject, None)
        self.scope.counted = subject
        return claim

    def _flat(self, left: int, flat: tuple[int, int], accounts: list[Account]) -> None:
        compared = [one for one in self.c if left <= one.start < flat[0]]
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
            flat[0], flat[1], flat[1], self.sentence, "change", Decimal(0), self._unit(), subject,
            "initial_budget" if self.chapter.is_budget else "final",
            self._period(flat[0]), "flat", base,
        )  # fmt: skip
        if doubt:
            claim.doubts.append(doubt)
        self._add(claim, None)

    def _unit(self) -> str | None:
        money = next((claim for claim in reversed(self.claims) if claim.unit and claim.unit.endswith("元")), None)
        return money.unit if money else None

    def _claim(self, quantity: Quantity, kind: str, subject: Subject | None, phase: str | None) -> Claim:
        return Claim(
            quantity.start, quantity.number_end, quantity.end, self.sentence, kind, quantity.value, quantity.unit,
            subject, phase, self._period(quantity.start), inside=self.in_reason,
        )  # fmt: skip

    def _period(self, position: int) -> int | None:
        """The year that the sentence names last before ``position``, outside comparisons."""
        start = self.sentence.start if self.in_reason is None else self.reasons[self.in_reason].start
        found = None
        for match in _YEAR.finditer(self.text, start, position):
            inside = any(one.start <= match.start() < one.end for one in self.c)
            caused = self.in_reason is None and any(
                one.start <= match.start() < one.end for one in self.reasons[max(0, self._r - 3) : self._r + 1]
            )
            if not inside and not caused:
                found = match
        if found is None:
            return self.scope.year or self.chapter.year
        year = int(found[0])
        around = self.text[max(start, found.start() - 6) : found.end() + 8]
        self.scope.year = year if _AS_OF.search(around) else None
        return year

    def _add(self, claim: Claim, quantity: Quantity | None) -> None:
        if claim.subject is None:
            claim.doubts.append("subject")
        self.claims.append(claim)
        self.last = claim
        if quantity is None:
            return
        if claim.kind == "level":
            self.scope.part_count += 1
            self.scope.phase = claim.phase if phase_in(self.text[max(self.sentence.start, claim.start - 12) : claim.start]) or claim.phase != "final" else self.scope.phase
        if claim.subject is not None and claim.kind not in ("count", "score") and self.in_reason is None:
            self.scope.name(claim.subject)
