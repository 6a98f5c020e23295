"""What a clause leaves out and inherits: from its sentence, its item, its chapter, in that order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from nlp.annotations import Comparison, NamedAccount, Subject
from nlp.reading.stages import Stages
from nlp.reading.sums import sums_up_above
from nlp.reading.told_together import ToldTogether
from nlp.reading.wholes import (
    at_other_end,
    below,
    is_any_whole,
    is_balance,
    is_of_year,
    is_spent_of,
    is_use,
    names_project,
    names_stage_only,
    names_whose_money,
    other_side,
    takes_side,
    whole_and_head,
    without_asides,
)
from nlp.subjects import (
    body_named,
    clean_phrase,
    is_per_head,
    names_any_use,
    names_fund_only,
    names_self,
    names_total,
    says_nothing,
    side_word,
    subject_of,
)
from records.lexicon.accounts import all_codes_of, class_code
from records.lexicon.groups import CARRIED, PARTED_USES, SPENT, THREE_PUBLIC
from records.lexicon.reading import REVENUE_OF, read
from records.lexicon.terms import USES, parts_of, terms, wholes_of
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

LINKS = "，,；;、为是 "
"""What links a name to its number, or to what stands before it."""


def _ends_alike(title: str, text: str) -> bool:
    """Whether a title ends in what a short phrase names (政府采购, 采购预算)."""
    tail = WORDS.spent_end.sub("", text)
    return bool(tail) and WORDS.spent_end.sub("", title).endswith(tail)


@dataclass(slots=True)
class Scope(Stages):
    """The state of reading. ``parent`` is what shares are shares of."""

    parent: Subject | None = None
    opened: Subject | None = None
    around: Subject | None = None
    """What was opened before what is opened now."""
    opener: str = ""
    """How the paragraph is numbered that opened it, and below, how the last one is."""
    style: str = ""
    topic: Subject | None = None
    counted: Subject | None = None
    account: NamedAccount | None = None
    named: dict[tuple[str, ...], Subject] = field(default_factory=dict)
    named_above: dict[tuple[str, ...], Subject] = field(default_factory=dict)
    """What was named before the parts that are told now."""
    base: Comparison | None = None
    compared: Comparison | None = None
    """What a paragraph before was compared with."""
    listed_base: Comparison | None = None
    """What the items of the list that a paragraph opened (主要变动如下：) are compared with."""
    listed: bool = False
    """Whether the paragraph is an item of the list that was opened last, numbered as its first one."""
    listed_style: str = ""
    year: int | None = None
    narrowed: bool = False
    """Whether the clause before tells which part is meant of what follows (由中小企业成交的，采购金额…)."""
    shared: ToldTogether = field(default_factory=ToldTogether)
    parts_here: bool = False
    """Whether it has done so in this sentence, and not in the line that opened a list."""
    whole: bool = False
    part_count: int = 0
    share_of: tuple[tuple[str, ...], str] | None = None
    """The sides and the name of the whole that a share was last said to be one of (占收入预算的40%)."""
    sharing: list[Subject] = field(default_factory=list)
    """What the paragraph has named a share of."""
    body: str | None = None
    """The body whose figures are told since it was named, up to the next semicolon or full stop."""
    of_self: bool = False
    """Whether the clause speaks of the document's own body by 本部门, whatever its heading names."""
    row_fund: str | None = None
    """The fund that stands before a colon (政府性基金预算：收入5万元，支出…), up to the next semicolon."""
    untold: bool = False
    """Whether an item of a list was named, and nothing told of it yet."""
    bare: bool = False
    """Whether what is spoken of was only named so far, by words without a figure (公务接待费，|支出3万元)."""
    opening: bool = False
    """Whether the clause opens its sentence: no other clause narrows what a short word in it means."""
    heads: str | None = None
    """The body that a heading, or the front of a paragraph, names: all below it is told of that."""

    def inner(self) -> Scope:
        """A scope for what is said inside a cause: nothing there changes what goes on outside."""
        inner = replace(self, phase=None, shared=ToldTogether(), stages=[], year=None, account=None)
        inner.named, inner.budgets_named = dict(self.named), list(self.budgets_named)
        return inner

    def leave_brackets(self, before: Scope) -> None:
        """Go on with what was spoken of before the brackets."""
        self.subject, self.account = before.subject, before.account or self.account
        self.parent, self.parts, self.whole = before.parent, before.parts, before.whole
        self.parts_here, self.part_count = before.parts_here, before.part_count
        self.counted, self.named = before.counted, before.named
        # 全年预算6万元（年初预算11万元），完成90%: of the budget outside, if one stands there
        self.budgets_named = before.budgets_named or self.budgets_named

    def begin_paragraph(self, style: str, opened: bool, ended_open: bool) -> None:
        """A new paragraph; ``opened`` if the one before ended in a colon, ``ended_open`` if in a semicolon.

        ``style`` is how it is numbered ((n), n.), empty if it is not: the items of a list are numbered alike.
        """
        numbered = bool(style)
        if opened:
            self.around, self.opener = self.opened, self.style
            self.opened = self.subject or self.opened
        elif numbered and style == self.opener:
            # （二）…其中：1.…2.…（三）: the next of the list around is no part of what the last one opened
            self.opened, self.opener = self.around, ""
        self.style = style
        self.subject = self.opened if numbered or opened else self.topic or self.opened
        self.account, self.untold, self.bare = None, False, False
        self.parent = self.opened
        self.compared = self.base or self.compared
        if opened:
            self.listed_base, self.listed_style, self.listed = self.base, style, True
        elif style != self.listed_style or not (numbered or ended_open):
            self.listed_base, self.listed = None, False
        self.topic = self.phase = self.base = self.year = None
        self.leave_row()
        self.stages, self.sharing, self.budgets_named = [], [], []
        self.shared, self.named = ToldTogether(), {}
        self.bare_budget = self.parts_here = self.narrowed = False
        self.part_count = 0  # what a paragraph names goes on in it, though it is one of many parts

    def open_parts(self, here: bool) -> None:
        """其中: from here on the parts of what was named; ``here`` if this sentence gave its figure."""
        self.parent, self.parts, self.whole = self.going_on(), True, here
        self.parts_here, self.part_count = True, 0
        self.named_above = dict(self.named)
        self.stages = []  # the parts are those of the amount before them, not of its budget

    def leave_parts(self) -> None:
        """…，其中：教育支出5万元，农林水支出3万元；|支出比上年…: of the whole, though it has no name."""
        self.subject, self.named = self.parent, dict(self.named_above)

    def open_division(self) -> None:
        """按用途分：: the parts of what the paragraph is about, whatever was named of it last."""
        self.subject = self.topic = self.topic or self.going_on()
        self.account = None
        self.open_parts(False)
        if self.topic in self.sharing and self.share_of is not None:
            # 基本支出占总支出的60%…。按功能分：教育支出…: it is the whole of those shares that is divided
            self.parent = self.topic = self.subject = subject_of(self.share_of[1])

    def begin_sentence(self) -> None:
        """A new sentence of the same paragraph: what is compared goes on, stages do not."""
        if self.parts and self.part_count > 1 and self.parent is not None:
            # after 其中 and several parts a sentence that names nothing goes on with the whole
            self.subject = self.parent
        elif self._is_listed_whole() and self.subject in self.sharing:
            # so it does after the shares of several parts, if nothing else was named since
            self.subject = self.topic
        self.phase, self.parts, self.parts_here, self.bare_budget = None, False, False, False
        self.leave_row()
        self.shared, self.stages, self.budgets_named = ToldTogether(), [], []

    def begin_item(self) -> None:
        """The next numbered item of a list in one paragraph (1.甲5万元。2.乙3万元。): no part of the last."""
        self.subject, self.parent, self.topic, self.account = self.opened, self.opened, None, None
        self.sharing = []

    def open_row(self, fund: str | None, name: str) -> None:
        """A row of a list begins with a fund: what it tells is told of that fund."""
        self.named = {}
        self.name(Subject(name, fund=fund))
        self.row_fund = fund

    def leave_row(self) -> None:
        """The row, or the sentence, that named a body or a fund ends."""
        self.body, self.of_self, self.row_fund, self.narrowed = None, False, None, False

    def set_account(self, account: NamedAccount) -> None:
        """The item is about ``account`` now. A new one begins with the stage that the last one began with."""
        if account != self.account and len(set(self.stages)) > 1:
            self.phase = self.stages[0]
            self.stages = []
        self.account = account
        self.untold = True
        self.subject = self.account_subject(account)
        self.topic = self.topic or self.subject

    def account_subject(self, account: NamedAccount) -> Subject:
        """The subject of an item: the chapter's, for this account."""
        chapter = self.chapter.subject
        fund = self.row_fund or self._fund_of_parts() or self.chapter.fund
        if chapter is not None and chapter.sides == ("expenditure",) and not chapter.account:
            return replace(
                chapter,
                measure=SPENT,
                account=tuple(account.names),
                code=account.code,
                fund=fund if chapter.fund in (None, "fiscal_grant") else chapter.fund,
            )
        name = account.names[-1]
        side = "revenue" if "收入" in name and "支出" not in name else "expenditure"
        return Subject(name, SPENT, (side,), fund, tuple(account.names), account.code)

    def _fund_of_parts(self) -> str | None:
        """Whose money the parts are that the sentence tells: 一般公共预算支出…，其中：教育支出…."""
        whole = self.parent if self.parts_here or self.listed else None
        if whole is None or whole.account:
            return None
        both_sides = whole.measure == "grand_total" and "expenditure" in whole.sides
        return whole.fund if both_sides or whole.measure in (SPENT, *USES) else None

    def name(self, subject: Subject) -> None:
        """``subject`` is what the text speaks of from here on."""
        self.subject = subject
        self.topic = self.topic or subject
        self.named[subject.sides] = subject

    def only_name(self, subject: Subject) -> None:
        """``subject`` is what the next clause speaks of, no longer of a count: nothing is told of it yet."""
        self.name(subject)
        self.bare, self.counted = True, None

    def go_to(self, subject: Subject | None) -> None:
        """An amount of ``subject`` follows. A new part begins with the stage that the last one began with."""
        if subject == self.subject or subject is not None and is_per_head(subject.text):
            return
        if self.parts and len(set(self.stages)) > 1:
            self.phase = self.stages[0]
        self.stages = []

    def meant(self, phrase: str, account: NamedAccount | None = None) -> Subject | None:
        """The subject that a phrase before a number means, with all that it leaves out."""
        subject = self._meant(phrase, account)
        named = body_named(phrase)
        if named is not None or names_self(phrase):
            self.body, self.of_self = named, named is None
        whose = self.body or (None if self.of_self else self.heads)
        return replace(subject, body=whose) if subject is not None and whose is not None else subject

    def _meant(self, phrase: str, account: NamedAccount | None) -> Subject | None:
        told = WORDS.stage_tail.sub("", clean_phrase(without_asides(phrase)))
        whole_named, text = whole_and_head(told)  # of 基本支出中的人员经费 it is 人员经费
        self.parent = whole_named or self.parent
        if account is not None:
            whole = self.account_subject(account)
            if says_nothing(text) or side_word(text) or text in ("科目", "年初结转"):
                return whole
            own = subject_of(text)
            if WORDS.within_account.match(phrase) and own.measure is not None:
                return self._with_account(text)  # 卫生健康支出（类）中|行政单位医疗5万元
            return replace(own, account=whole.account, code=whole.code, sides=own.sides or whole.sides)
        if self.opening and sums_up_above(phrase) and not self.untold:
            return self.opened or self.chapter.subject  # a list of paragraphs, added up below it
        before = self.going_on()
        if before is None and says_nothing(text) and subject_of(text).measure is not None:
            return subject_of(text)  # 支出总额 goes on with what was named; here nothing was
        if before is not None and (balance := at_other_end(phrase.strip(LINKS), before)) is not None:
            return balance
        if before is not None and is_spent_of(before, phrase, text):
            return Subject(f"{before.text}的实际支出", sides=("expenditure",))
        if names_stage_only(text) or before is not None and names_project(text, before):
            return before
        if self.bare and before is not None and is_of_year(text, before):
            return before
        sides = side_word(text)
        if sides:
            return self._of_sides(text, sides, names_total(phrase))
        return self._with_account(text)

    def _of_sides(self, text: str, sides: tuple[str, ...], total: bool) -> Subject:
        current, own = self.going_on(), subject_of(text)
        own = replace(own, measure=own.measure or "grand_total")
        if self.row_fund is not None and current is not None and names_fund_only(current.text):
            return own
        if total and self.topic is not None and self.topic.sides == sides and not is_balance(self.topic):
            return self.topic  # 收入总额5万元，其中拨款3万元，收入总额较上年…: not the part named last
        if current in self.sharing and self._is_listed_whole(sides):
            return self.topic or current
        if current is not None and takes_side(current, sides, text):
            return current
        if current is not None and sides == ("expenditure",) and (other := other_side(current)) is not None:
            return other
        if sides in self.named and not is_balance(self.named[sides]):
            return self.named[sides]
        if current is not None and len(current.sides) == 2:
            return replace(current, text=text, sides=sides)
        return own

    def _is_listed_whole(self, sides: tuple[str, ...] | None = None) -> bool:
        """Whether the paragraph began with a whole, of these sides, and has listed shares of it since."""
        topic = self.topic
        listed = topic is not None and topic not in self.sharing and len(self.sharing) > 1
        return listed and (sides is None or topic is not None and topic.sides == sides)

    def _with_account(self, text: str) -> Subject:
        own = subject_of(text)
        whole = self.parent
        if whole is not None and (
            self._may_be_parted_by_fund(whole)
            and names_fund_only(text)
            # 项目支出…，其中：财政拨款安排…: what a fund gives to this, not all that it gives
            or self.parts
            and is_use(whole)
            and names_whose_money(text, own)
        ):
            return replace(
                own, measure=whole.measure, sides=whole.sides, account=whole.account, code=whole.code
            )
        if whole is not None and whole.sides == ("revenue",) and whole.fund is None and names_fund_only(text):
            # 收入构成：财政拨款…: what the fund gives
            return replace(own, measure=REVENUE_OF.get(own.fund or ""), sides=whole.sides)
        paid = replace(own, fund=own.fund or self._fund_of_parts())
        bare = re.sub(r"类支出$", "支出", text)
        name: str | None
        if class_code(bare) is not None and len(bare) > 3:
            name = bare if bare.endswith("支出") or class_code(bare + "支出") is None else bare + "支出"
        else:
            name = self._named_account(own)
        codes = self.chapter.codes if "expenditure" in (self.chapter.sides or ("expenditure",)) else None
        if codes is not None and name is None and own.measure in (None, SPENT, "institution_operation"):
            name = bare if bare in codes.names else None
        if name is not None:
            return replace(paid, measure=SPENT, sides=("expenditure",), account=(name,), code=None)
        if codes is not None:
            path = codes.split(bare)
            if not path and len(bare) > 7:
                path = codes.split(WORDS.spent_tail.sub("", bare))
            if path:
                return self.account_subject(NamedAccount(0, 0, list(path), len(path)))
        part_or_whole = own.measure in PARTED_USES or is_any_whole(own)
        if self.account is not None and part_or_whole and own.fund is None:
            return replace(own, account=tuple(self.account.names), code=self.account.code)
        return self._of_whole(own)

    def _may_be_parted_by_fund(self, whole: Subject) -> bool:
        """Whether funds give parts of a whole: of the grants, of an account, of what was carried over."""
        several = whole.fund == "fiscal_grant" or whole.fund is None and bool(whole.account)
        return self.parts and (several and len(whole.sides) == 1 or whole.measure in CARRIED)

    def _named_account(self, own: Subject) -> str | None:
        """The functional account that a phrase is the name of, without marks (住房公积金支出).

        Some names are items of the economic classification too: those are parts of basic expenditure.
        """
        around = (self.chapter.subject, self.parent, self.opened)
        if own.measure != SPENT or any(one is not None and one.measure in PARTED_USES for one in around):
            return None
        reading = read(own.text)
        if len(reading.accounts) != 1 or not reading.whole:
            return None
        functional = [code[:1] == "2" for code in all_codes_of(reading.accounts[0])]
        sure = all(functional) or any(functional) and own.text.endswith("支出")
        listed = self.subject is not None and bool(self.subject.account)
        return reading.accounts[0] if functional and (sure or listed) else None

    def _of_whole(self, own: Subject) -> Subject:
        """A part has the fund or the account of its whole (其中：基本支出…)."""
        if own.measure is None:
            # a short name that only its whole explains (购置费), whether or not 其中 stands before it
            around = (self.parent if self.parts else None, self.subject, self.topic, self.chapter.subject)
            for above in around:
                own = below(own, above) if above is not None and own.measure is None else own
            beside = wholes_of(self.subject.measure or "") if self.subject is not None else ()
            for measure in sorted(beside):
                # 购置5万元、运行3万元: both are parts of the one thing
                own = below(own, subject_of(terms()[measure].chinese)) if own.measure is None else own
        about = self.chapter.subject
        if about is not None and (
            # 政府采购情况：采购预算5万元
            (own.measure is None and self.opening and about.measure and _ends_alike(about.text, own.text))
            # 基本支出情况：…的日常支出5万元
            or (own.measure in (None, SPENT) and names_any_use(own.text) and about.measure in USES)
        ):
            return replace(own, text=about.text, measure=about.measure, sides=about.sides)
        whole = self.parent
        if not self.parts or whole is None:
            return own
        if own.measure is None and is_balance(whole) and WORDS.carried_part.search(own.text):
            return replace(own, measure=whole.measure, sides=whole.sides)
        if whole.measure == THREE_PUBLIC and own.measure in parts_of(THREE_PUBLIC):
            return replace(own, fund=own.fund or whole.fund)
        if whole.account and own.measure in PARTED_USES and own.fund is None:
            return replace(own, account=whole.account, code=whole.code)
        if own.measure is None and own.fund is None and not own.sides and len(whole.sides) == 1:
            own = replace(own, sides=whole.sides)  # 项目支出…，其中：某项目5万元
        if own.fund is None and (own.measure in (None, *USES) or own.account and own.measure == SPENT):
            return replace(own, fund=self._fund_of_parts())
        return own
