"""The project that what stands above a performance form names: a field (项目名称：…) or its title."""

from __future__ import annotations

from extractors.characters import tight
from extractors.tables.sheet import Caption
from extractors.tables.words import FORM_WORDS, is_word
from records.phrases import Phrases

WORDS = Phrases("extractors")

LONGEST_NAME = 60
"""Characters of a project's name; those that quote the notice of a grant are the longest."""
SHORTEST_NAME = 3
"""Fewer characters are left of titles that were cut."""


def project_above(caption: Caption) -> str | None:
    """The project that a field above a form names, or else its title; ``None``: they name none.

    A title of a kind (部门预算项目支出绩效自评表) names none, nor one that only adds whose forms they are.
    """
    fields = (WORDS.project_field.match(text) for text in caption.rest)
    name = next((found["name"] for found in fields if found), None)
    if name is not None:
        return tight(name.strip()) or None
    titles = [text for text in (caption.title, *caption.rest) if text]
    return next((name for title in titles if (name := _in_title(title, caption.issuer))), None)


def _in_title(title: str, issuer: str | None) -> str | None:
    found = WORDS.title_of_project.fullmatch(title)
    if found is None:
        return None
    name = found["name"] or ""
    if issuer:
        name = name.removeprefix(issuer)
    year = WORDS.year_of_form.search(name)
    parts = [name[year.end() :], name[: year.start()]] if year else [name]
    return next((one for one in map(_unquoted, [*parts, found["noted"] or ""]) if _is_name(one)), None)


def _unquoted(text: str) -> str:
    """A name without the quotes that stand around all of it."""
    quoted = text[:1] == "“" and text[-1:] == "”" and text.count("“") == 1
    return text[1:-1] if quoted else text


def _is_name(text: str) -> bool:
    """Whether a text names a project: not only its kind, nor whose projects they are."""
    if not SHORTEST_NAME <= len(text) <= LONGEST_NAME:
        return False
    own = [text[:end] for end in range(len(text) + 1) if is_word(text[end:], "any_project", FORM_WORDS)]
    return bool(own[0]) and not any(map(WORDS.ends_as_body.search, own))
