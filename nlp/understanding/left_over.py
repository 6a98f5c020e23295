"""Whether the subject of a claim is understood: each of its words is in a list, or names the body.

A body writes its name in many ways (江苏省人民检察院, 省检察院, 本院, 学校); all of them add nothing to
what is measured. Another body's name, and any other word that no list knows, narrows it.
"""

from __future__ import annotations

from collections.abc import Iterable

from nlp.marks import Subject
from nlp.rules import rules
from nlp.subjects import says_nothing
from records.lexicon.folding import fold
from records.lexicon.reading import NO_NAMES, Names, Reading, read

SHORTEST = 2


def is_alias(word: str, issuer: str | None) -> bool:
    """Whether a word is a short form of a body's name: its letters in order, with the same end."""
    folded = fold(word)
    if not issuer or len(folded) < SHORTEST:
        return False
    listed = rules("subjects")["body_words"]
    if any(fold(issuer).endswith(end) and folded in words for end, words in listed.items()):
        return True
    letters = iter(fold(issuer))
    return folded[-1] == fold(issuer)[-1] and all(letter in letters for letter in folded)


class Understanding:
    """Reads the subjects of one document, with the words that the document itself adds."""

    def __init__(self, issuer: str | None, accounts: Iterable[str] = ()) -> None:
        self._issuer = issuer
        self._names = Names(frozenset(accounts), frozenset({issuer} if issuer else ()))

    def read(self, text: str, unit: str | None = None) -> Reading:
        """What a phrase says; the body's own name in any form adds nothing."""
        reading = read(text, unit=unit, names=self._names)
        own = frozenset(word for word in reading.left if is_alias(word, self._issuer))
        return (
            read(text, unit=unit, names=Names(self._names.accounts, self._names.bodies | own))
            if own
            else reading
        )

    def left_over(self, subject: Subject | None, share_of: str | None = None) -> tuple[str, ...]:
        """The words of a claim's subject, and of what it is a share of, that are not understood."""
        if subject is None:
            return ()
        left: list[str] = []
        if subject.body is not None and not is_alias(subject.body, self._issuer):
            left += read(subject.body).left
        names = NO_NAMES if not subject.account else Names(frozenset(subject.account))
        for text in (subject.text, share_of or ""):
            if text and not says_nothing(text) and not read(text, names=names).whole:
                reading = self.read(text)
                left += [*reading.left, *reading.qualifiers]
        return tuple(dict.fromkeys(left))
