"""What a clause without a figure names, so that the next one tells of it (公务接待费方面，全年支出3万元)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.annotations import Comparison, NamedAccount, Stretch
from nlp.reading.funds import FundReader
from nlp.reading.heads import without_asides
from nlp.rules import phrase as told_by
from nlp.subjects import clean_phrase, names_something, says_nothing, side_word, subject_of
from records.list_numbers import ITEM

_NUMBERED = re.compile(rf"\s*{ITEM}")
LONGEST_NAME = 40
"""Letters of the name of an item; what is longer is a sentence."""
LONGEST_TOPIC = 24
"""Letters of what a sentence that is no item begins with, if it is a name."""


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
        numbered = clause.start == self.sentence.start and _NUMBERED.match(text) is not None
        if not numbered or compared or len(phrase) > LONGEST_NAME or says_nothing(phrase):
            return False
        if len(phrase) < 3 and not text.rstrip().endswith("。") and not self.chapter.names_row(phrase):
            return False
        if self.scope.account is not None or told_by("introduces").search(text) or names_something(phrase):
            return False
        self.scope.only_name(self.scope.meant(phrase) or subject_of(phrase))
        self.scope.untold = True
        return True

    def names_topic(self, clause: Stretch, lead: str, compared: Sequence[Comparison]) -> bool:
        """Whether a clause names what the figure of the next is of, which has no name of its own.

        公务接待费（国内），年初预算3万元; 事业单位离退休，支出18万元: not what the chapter is about.
        """
        begins = clause.start == self.sentence.start or self.text[clause.start - 1] in "；;"
        if not begins or compared or self.scope.account is not None:
            return False
        name = clean_phrase(told_by("topic").sub("", without_asides(clean_phrase(lead))))
        if not 2 <= len(name) <= LONGEST_TOPIC or says_nothing(name) or side_word(name):
            return False
        if told_by("bare_figure").match(self.text, clause.end) is None:
            return False
        if self.chapter.names_row(name):
            self.scope.set_account(NamedAccount(clause.start, clause.end, [name], 1))
            return True
        subject = self.scope.meant(name) or subject_of(name)
        said = _NUMBERED.sub("", lead, count=1).strip("，,：: 　")
        if subject.measure is None and any(map(told_by("no_topic").search, (said, name))):
            return False
        self.scope.only_name(subject)
        return True
