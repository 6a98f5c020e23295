"""Whether the subject of a claim is understood: each of its words is in a list, or names the body.

A body writes its name in many ways (某省人民检察院, 省检察院, 本院, 学校); all of them add nothing to
what is measured. Another body's name, and any other word that no list knows, narrows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from nlp.annotations import Subject
from nlp.subjects import says_nothing
from records.file_tables import FactRecord
from records.lexicon.bodies import body_ends
from records.lexicon.folding import fold
from records.lexicon.reading import Reading, read
from records.lexicon.segments import NO_NAMES, Names
from records.list_numbers import without_number
from records.phrases import Phrases

WORDS = Phrases("nlp/subjects")

SHORTEST = 2
"""Letters of a word that tells something of its own."""
LONG = 5
"""Letters of a body's name that is no other place's too (教育局 is)."""
OWN = ("部门", "单位")
"""What a text may put behind its body's name."""
GENERAL = tuple(body_ends().general)
"""Ends of the name of a department with all that belongs to it."""


def is_alias(word: str, issuer: str | None, title: str | None = None) -> bool:
    """Whether a word names a body: a short form of its name, or a name in the document's title.

    A short form has letters of the name in their order, and its last one (省检察院); of a name that ends
    in 部门 it is any body's (交运厅 of 交运部门). A long form has the places above it too.
    """
    folded = fold(word)
    if len(folded) < SHORTEST:
        return False
    if title and len(folded) > SHORTEST and folded in fold(title):
        return True
    if folded.endswith(OWN) and is_alias(folded[: -len(OWN[0])], issuer, title):
        return True  # 某省人大常委会办公厅部门
    if not issuer:
        return False
    name, folded = _plain_place(fold(issuer)), _plain_place(folded)
    if (
        folded == name
        or len(name) >= LONG
        and folded.endswith(name)
        and WORDS.place.fullmatch(folded[: -len(name)]) is not None
    ):
        return True
    listed = body_ends().called
    plain = WORDS.division_before.sub("", folded)
    if any(name.endswith(end) and (folded in words or plain in words) for end, words in listed.items()):
        return True
    if name.endswith(folded) and WORDS.division_before.search(name[: -len(folded)][-1:]):
        return True
    short, whole = (folded[:-1], name[:-2]) if name.endswith(GENERAL) else (folded, name)
    letters = iter(whole)
    same_end = name.endswith(GENERAL) or short[-1] == whole[-1]
    return len(short) >= SHORTEST and same_end and all(letter in letters for letter in short)


def _plain_place(name: str) -> str:
    """A name without the peoples of the autonomous places in it: 某回族自治县教育局 -> 某县教育局."""
    return WORDS.peoples_of_place.sub("", name) if "自治" in name else name


def _own_words(issuer: str) -> list[str]:
    """What a body calls itself by the end of its name: 中心 for a 服务中心."""
    listed = body_ends().called
    return [word for end, words in listed.items() if issuer.endswith(end) for word in words]


@lru_cache(maxsize=4_000)
def _account_names(path: tuple[str, ...]) -> Names:
    """The names of one account; what was read with them is known again by the object that they are."""
    return Names(frozenset(path))


def projects_of(facts: Iterable[FactRecord]) -> set[str]:
    """The names of the projects whose expenditure tables list."""
    return {fact.project for fact in facts if fact.project and fact.statement == "project_expenditure"}


def _plain(project: str) -> str:
    """The name of a project, comparable: without a number, or the word 项目, which texts put behind it."""
    return fold(without_number(project)).removesuffix("项目")


class Understanding:
    """Reads the subjects of one document, with the words that the document itself adds."""

    def __init__(
        self,
        issuer: str | None,
        title: str | None,
        accounts: Iterable[str] = (),
        projects: Iterable[str] = (),
    ) -> None:
        self._issuer = issuer
        self._title = title
        self._projects = frozenset(_plain(project) for project in projects)
        self._names = Names(frozenset(accounts), frozenset({issuer, *_own_words(issuer)} if issuer else ()))
        self._with_own: dict[frozenset[str], Names] = {}

    def read(self, text: str, unit: str | None = None, under: str | None = None) -> Reading:
        """What a phrase says, below the measure ``under``; the body's own name in any form adds nothing."""
        reading = read(text, under, unit, self._names)
        own = frozenset(word for word in reading.left if is_alias(word, self._issuer, self._title))
        if not own:
            return reading
        names = self._with_own.get(own)
        if names is None:
            names = self._with_own[own] = Names(self._names.accounts, self._names.bodies | own)
        return read(text, under, unit, names)

    def names_several(self, text: str) -> bool:
        """Whether a text tells what each of several bodies has (分单位看)."""
        return WORDS.by_body.search(text) is not None

    def names_another(self, subject: Subject | None) -> bool:
        """Whether a subject is told of another body than the document's own."""
        named = subject.body if subject is not None else None
        return (
            named is not None
            and not (
                WORDS.self_at_end.search(named) is not None or is_alias(named, self._issuer, self._title)
            )
            and WORDS.of_head_office.fullmatch(named) is None
        )

    def left_over(
        self, subject: Subject | None, share_of: str | None = None, *, among_others: bool = False
    ) -> tuple[str, ...]:
        """The words of a claim's subject, and of what it is a share of, that are not understood.

        Among other bodies (局机关5万元，某站3万元) the head office is one of them and not the whole.
        """
        if subject is None:
            return ()
        left: list[str] = []
        if subject.body is not None and self.names_another(subject):
            left += self.read(subject.body).left or (subject.body,)
        elif subject.body is not None and among_others and WORDS.head_office_ends.search(subject.body):
            left.append(subject.body)
        elif among_others and (office := WORDS.head_office_first.match(subject.text)):
            left.append(office[0])
        names = NO_NAMES if not subject.account else _account_names(tuple(subject.account))
        for text in (subject.text, share_of or ""):
            if _plain(text) in self._projects:
                continue
            if text and not says_nothing(text) and not read(text, names=names).whole:
                reading = self.read(text)
                left += [*reading.left, *reading.qualifiers]
        return tuple(dict.fromkeys(left))
