"""Whose money an amount is, where its words do not say: of the row, the heading, what stands beside it."""

from __future__ import annotations

from nlp.annotations import Subject
from nlp.reading.sharing import SharingReader
from records.lexicon.groups import CARRIED, GRANTS, OTHER_GRANTS

GOES_ON = frozenset(
    {
        "current_year_revenue", "current_year_expenditure", "grand_total", "carry_over_opening",
        "carry_over_closing", "basic_expenditure", "project_expenditure",
    }
)  # fmt: skip

CURRENT = frozenset({"current_year_revenue", "current_year_expenditure"})


class FundReader(SharingReader):
    """Tells the fund of what is read from what stands around it."""

    def _fund_around(self, subject: Subject) -> str | None:
        """Whose money, where a subject does not say: a heading's in the text, or that a sentence began with.

        政府性基金预算财政拨款收入20万元；年初结转5万元；支出25万元. Or that a row of a list begins with.
        """
        if self.scope.row_fund is not None and self.in_reason is None:
            return self.scope.row_fund
        if self._beside_other_side(subject) and self.last is not None and self.last.subject is not None:
            return self.last.subject.fund
        if self._beside_its_grant(subject) and self.last is not None and self.last.subject is not None:
            return self.last.subject.fund
        if (fund := self._of_balance(subject)) is not None:
            return fund
        if self.chapter is not self.base:
            return self.chapter.fund
        if self.chapter.fund is not None or subject.measure not in GOES_ON or self.in_reason is not None:
            return None
        here = [one for one in self._said_here() if one.subject]
        funds = [one.subject.fund for one in here if one.subject is not None and one.inside is None]
        return funds[0] if funds and funds[0] in OTHER_GRANTS and len(set(funds)) == 1 else None

    def _beside_other_side(self, subject: Subject) -> bool:
        """某基金本年收入5万元，|本年支出4万元: the other side of what stands before is of the same money."""
        last = self.last
        if last is None or last.subject is None or last.kind != "level" or last.inside != self.in_reason:
            return False
        pair = (last.subject.measure, subject.measure)
        return pair == ("current_year_revenue", "current_year_expenditure") or (
            pair == ("grand_total", "grand_total") and last.subject.sides != subject.sides
        )

    def _beside_its_grant(self, subject: Subject) -> bool:
        """一般公共预算本年收入5万元、|上年结转2万元: what was carried over is of the fund beside it."""
        last = self.last
        if last is None or last.subject is None or last.kind != "level" or last.inside != self.in_reason:
            return False
        listed = self.text[last.raw_end : last.raw_end + 1] == "、" and last.subject.fund in GRANTS
        return listed and subject.measure in CARRIED and "revenue" in last.subject.sides

    def _of_balance(self, subject: Subject) -> str | None:
        """一般公共预算年初结转3万元，|当年收入5万元，支出6万元: all is of the fund that it opens with."""
        here = [one for one in self._said_here() if one.inside is None and one.kind == "level"]
        opens = here[0].subject if here and self.in_reason is None else None
        if opens is None or opens.measure != "carry_over_opening" or opens.fund not in GRANTS:
            return None
        spent = subject.measure in CURRENT or subject.measure in CARRIED
        return opens.fund if spent and not subject.account else None
