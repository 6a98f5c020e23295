"""What a text has spoken of so far: its subject, whole and parts, its base, from paragraph to paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

from nlp.annotations import Comparison, NamedAccount, Subject
from nlp.reading.stages import Stages
from nlp.reading.told_together import ToldTogether
from nlp.subjects import is_per_head, subject_of
from records.lexicon.groups import SPENT
from records.lexicon.terms import USES


@dataclass(slots=True)
class Course(Stages):
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

    def inner(self) -> Self:
        """A scope for what is said inside a cause: nothing there changes what goes on outside."""
        inner = replace(self, phase=None, shared=ToldTogether(), stages=[], year=None, account=None)
        inner.named, inner.budgets_named = dict(self.named), list(self.budgets_named)
        return inner

    def leave_brackets(self, before: Course) -> None:
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
        self.topic = self.phase = self.base = self.year = self.above = None
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
        self.phase = self.phase if here else self.above or self.phase
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
        self.above = self.stage_above()
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

    def _is_listed_whole(self, sides: tuple[str, ...] | None = None) -> bool:
        """Whether the paragraph began with a whole, of these sides, and has listed shares of it since."""
        topic = self.topic
        listed = topic is not None and topic not in self.sharing and len(self.sharing) > 1
        return listed and (sides is None or topic is not None and topic.sides == sides)
