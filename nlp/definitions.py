"""Terms and their explanations (名词解释), in all numberings, also without a heading."""

from __future__ import annotations

import re

from nlp.annotations import Definition
from records.phrases import Phrases

WORDS = Phrases("nlp")

_COLON = re.compile(r"\s*[：:]\s*")
_LONGEST_TERM = 70
"""Letters of a term; the longest of the form has some fifty."""


def find_definitions(text: str) -> list[Definition]:
    """The definitions of a chapter: a paragraph each, or several that go on with one."""
    result: list[Definition] = []
    start = 0
    numbered = sum(1 for line in text.split("\n") if WORDS.numbered_term.match(line)) >= 2
    for line in text.split("\n"):
        ends = WORDS.ends_terms.match(line)
        if result and ends:
            break
        end = start + len(line)
        if ends or WORDS.page_line.match(line):
            start = end + 1
            continue
        number = WORDS.numbered_term.match(line)
        term_start = number.end() if number else 0
        if line.strip():
            found = _definition(line, term_start, start) if number or not numbered or not result else None
            if found is None and number is None and numbered and result:
                result[-1].end = end
            elif found is not None:
                result.append(found)
            elif result and not number:
                result[-1].end = end
        start = end + 1
    return result


def explanation_in(text: str) -> str:
    """An explanation on one line, without the numbers of the pages that it runs over."""
    return "".join(line for line in text.split("\n") if not WORDS.page_line.match(line)).strip()


def _definition(line: str, term_start: int, offset: int) -> Definition | None:
    colon = _COLON.search(line, term_start)
    means = WORDS.means.search(line, term_start)
    split = None
    if (
        colon
        and colon.start() - term_start <= _LONGEST_TERM
        and not (means and means.start() < colon.start())
    ):
        split = colon
    elif means and 2 <= means.start() - term_start <= _LONGEST_TERM:
        split = means
    if split is None or split.end() >= len(line):
        return None
    term = line[term_start : split.start()].strip(" ：:，,。")
    if term.startswith("“") and term.endswith("”") and term.count("“") == 1:
        term = term[1:-1]
    if len(term) < 2 or WORDS.opens_definitions.search(term):
        return None
    return Definition(offset + term_start, offset + len(line), term, offset + split.end())


def glossary_in(text: str) -> tuple[int, int] | None:
    """Where a text that is not a chapter of terms holds one: behind a line 名词解释, to the next part."""
    head = WORDS.glossary.search(text)
    if head is None:
        return None
    after = WORDS.next_part.search(text, head.end())
    return head.end(), after.start() if after else len(text)


def as_definition(title: str, text: str) -> Definition | None:
    """A definition whose term is a heading and whose explanation is the text below it."""
    first = text.strip()
    if not first or WORDS.opens_definitions.search(title) or len(title) > _LONGEST_TERM:
        return None
    return Definition(0, len(text), title.strip(" ：:"), len(text) - len(text.lstrip()))
