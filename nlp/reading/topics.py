"""What a clause without a figure names, so that the next one tells of it (公务接待费方面，全年支出3万元).

Whose money an amount is, where its words do not say: of the row, the heading, what stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp.annotations import Comparison, NamedAccount, Stretch, Subject
from nlp.reading.sharing import SharingReader
from nlp.reading.wholes import without_asides
from nlp.subjects import (
    clean_phrase,
    names_fund_only,
    names_something,
    says_nothing,
    side_word,
    subject_of,
)
from records.lexicon.groups import CARRIED, GRANTS, OTHER_GRANTS
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")

LONGEST_NAME = 40
"""Letters of the name of an item; what is longer is a sentence."""
LONGEST_TOPIC = 24
"""Letters of what a sentence that is no item begins with, if it is a name."""
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


class TopicReader(FundReader):
    """Tells what a clause names that states no figure itself."""

    def names_item(self, clause: Stretch, text: str, phrase: str, compared: Sequence[Comparison]) -> bool:
        """Whether a clause is the name of a numbered item (3、水利防汛，决算5万元) that the next tell of.

        Behind a name that is not known the whole that the chapter is about is not meant.
        """
        codes = self.chapter.codes
        path = codes.split(phrase) if codes is not None else ()
        if path:
            self.scope.set_account(NamedAccount(clause.start, clause.end, list(path), len(path)))
            return True
        numbered = clause.start == self.sentence.start and WORDS.numbered.match(text) is not None
        if not numbered or compared or len(phrase) > LONGEST_NAME or says_nothing(phrase):
            return False
        if len(phrase) < 3 and not text.rstrip().endswith("。") and not self.chapter.names_row(phrase):
            return False
        if self.scope.account is not None or WORDS.introduces.search(text) or names_something(phrase):
            return False
        of_fund = names_fund_only(phrase) and subject_of(phrase)  # 国有资本经营预算: no account of that name
        self.scope.only_name(of_fund or self.scope.meant(phrase) or subject_of(phrase))
        self.scope.untold = True
        return True

    def names_bracketed(self, clause: Stretch, text: str) -> bool:
        """Whether a clause names the thing whose figures the bracket behind it holds: 会议费（|5万元，….

        Also in a list of what money is for (主要用于：会议费（5万元，…）), if the thing is known.
        """
        if WORDS.bare_figure.match(self.text, clause.end) is None:
            return False
        name = clean_phrase(text)
        if not 2 <= len(name) <= LONGEST_TOPIC or says_nothing(name) or side_word(name):
            return False
        subject = self.scope.meant(name) or subject_of(name)
        if subject.measure is None:
            return False
        self.scope.only_name(subject)
        return True

    def names_topic(self, clause: Stretch, lead: str, compared: Sequence[Comparison]) -> bool:
        """Whether a clause names what the figure of the next is of, which has no name of its own.

        公务接待费（国内），年初预算3万元; 事业单位离退休，支出18万元: not what the chapter is about.
        """
        begins = clause.start == self.sentence.start or self.text[clause.start - 1] in "；;"
        if not begins or compared or self.scope.account is not None:
            return False
        name = clean_phrase(WORDS.topic.sub("", without_asides(clean_phrase(lead))))
        if not 2 <= len(name) <= LONGEST_TOPIC or says_nothing(name) or side_word(name):
            return False
        if WORDS.bare_figure.match(self.text, clause.end) is None:
            return False
        if self.chapter.names_row(name):
            self.scope.set_account(NamedAccount(clause.start, clause.end, [name], 1))
            return True
        subject = self.scope.meant(name) or subject_of(name)
        said = WORDS.numbered.sub("", lead, count=1).strip("，,：: 　")
        if subject.measure is None and any(map(WORDS.no_topic.search, (said, name))):
            return False
        self.scope.only_name(subject)
        return True
