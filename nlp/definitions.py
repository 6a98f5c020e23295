"""Terms and their explanations (名词解释), in all numberings, also without a heading."""

from __future__ import annotations

import re

from nlp.annotations import Definition
from records.list_numbers import CHINESE, ITEM, LEVELS, PART
from records.phrases import Phrases

WORDS = Phrases("nlp")

_NUMBER = rf"(?:第{CHINESE}[条、]|{ITEM}[、.．]?|\d{{1,2}}[)）](?!\d)|[①-⑳]|[★●◆■·•])"
_NUMBERED = re.compile(rf"\s*{_NUMBER}\s*")
_COLON = re.compile(r"\s*[：:]\s*")
_LONGEST_TERM = 70
"""Letters of a term; the longest of the form has some fifty."""
_GLOSSARY = re.compile(
    rf"(?m)^(?:{'|'.join(LEVELS[:4])})?\s?"
    r"(?:相关|专业|有关)?(?:名词|术语)(?:解释|说明)$"
)
_NEXT_PART = re.compile(rf"(?m)^{PART}|^附件")
_ENDS = re.compile(
    rf"\s*(?:{PART}|附[件表录](?:[一二三四五六七八九十\d]{{1,3}})?\s*(?:[：:.、]|$)|(?:公开|财决公开|预算|财决)?\d{{1,2}}表$"
    r"|(?:编制|填报|公开)(?:部门|单位)[：:]|(?:金额)?单位[：:]\s*(?:人民币)?[万亿千]?元)"
)
"""A line that is no part of a term any more: the next part, the list of attachments, the next sheet."""


def find_definitions(text: str) -> list[Definition]:
    """The definitions of a chapter: a paragraph each, or several that go on with one."""
    result: list[Definition] = []
    start = 0
    numbered = sum(1 for line in text.split("\n") if _NUMBERED.match(line)) >= 2
    for line in text.split("\n"):
        if result and _ENDS.match(line):
            break
        end = start + len(line)
        if WORDS.page_line.match(line):
            start = end + 1
            continue
        number = _NUMBERED.match(line)
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
    head = _GLOSSARY.search(text)
    if head is None:
        return None
    after = _NEXT_PART.search(text, head.end())
    return head.end(), after.start() if after else len(text)


def as_definition(title: str, text: str) -> Definition | None:
    """A definition whose term is a heading and whose explanation is the text below it."""
    first = text.strip()
    if not first or WORDS.opens_definitions.search(title) or len(title) > _LONGEST_TERM:
        return None
    return Definition(0, len(text), title.strip(" ：:"), len(text) - len(text.lstrip()))
