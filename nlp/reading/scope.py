"""What a clause leaves out and inherits: from its sentence, its item, its chapter, in that order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.annotations import NamedAccount, Subject
from nlp.reading.course import Course
from nlp.reading.sums import sums_up_above
from nlp.reading.wholes import (
    at_other_end,
    below,
    goes_on_of_fund,
    is_any_whole,
    is_balance,
    is_of_year,
    is_spent_of,
    is_use,
    limit_of,
    names_project,
    names_stage_only,
    names_whose_money,
    of_fund_headed,
    other_side,
    takes_side,
    whole_and_head,
    without_asides,
)
from nlp.subjects import (
    body_named,
    clean_phrase,
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
class Scope(Course):
    """The state of reading, and what a phrase means in it with all that it leaves out."""

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
        if before is not None and (limit := limit_of(text, before)) is not None:
            return limit
        if before is not None and is_spent_of(before, phrase, text):
            return Subject(f"{before.text}的实际支出", sides=("expenditure",))
        if names_stage_only(text) or before is not None and names_project(text, before):
            return before
        if self.bare and before is not None and is_of_year(text, before):
            return of_fund_headed(before, text) or before
        sides = side_word(text)
        if sides and self.topic is not None and self.topic.sides == sides and WORDS.of_level.search(phrase):
            return self.topic  # 其中：市本级支出3万元: of all that the paragraph tells, on one level
        if sides:
            return self._of_sides(text, sides, names_total(phrase))
        return self._spent_from(phrase, text) or self._with_account(text)

    def _of_sides(self, text: str, sides: tuple[str, ...], total: bool) -> Subject:
        current, own = self.going_on(), subject_of(text)
        own = replace(own, measure=own.measure or "grand_total")
        if self.row_fund is not None and current is not None and names_fund_only(current.text):
            return own
        if total and self.topic is not None and self.topic.sides == sides and not is_balance(self.topic):
            return self.topic  # 收入总额5万元，其中拨款3万元，收入总额较上年…: not the part named last
        if current in self.sharing and self._is_listed_whole(sides):
            return self.topic or current
        if current is not None and self.topic is not None and goes_on_of_fund(self.topic, current, sides):
            return of_fund_headed(self.topic, text) or current
        if current is not None and takes_side(current, sides, text):
            return current
        if current is not None and sides == ("expenditure",) and (other := other_side(current)) is not None:
            return other
        if sides in self.named and not is_balance(self.named[sides]):
            return self.named[sides]
        if current is not None and len(current.sides) == 2:
            return replace(current, text=text, sides=sides)
        return own

    def _spent_from(self, phrase: str, text: str) -> Subject | None:
        """支出9万元，其中：事业收入安排5万元: what is spent of a source, and not what comes in from it."""
        whole = self.parent if self.parts else self.going_on()
        if whole is None or whole.sides != ("expenditure",) or WORDS.given_from.search(phrase) is None:
            return None
        return subject_of(f"{text}安排的支出") if subject_of(text).sides == ("revenue",) else None

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
