"""What a text must not hold (``slips.toml``): placeholders, words twice, words that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.document import SectionText
from linking.checks.identities import ChecksMade
from records.rule_files import Rules, load_rules
from records.tables import Document, SectionRecord

MOST_TOLD = 4
"""From more sentences with placeholders on the document is a draft, which is told once."""
NOT_READ = frozenset({"definitions", "contact", "attachment"})
SENTENCE_ENDS = "。；\n"
LONGEST_SENTENCE = 80


class Slip(Rules):
    """A kind of slip: the rule that it breaks, what it is in Chinese, and its pattern."""

    rule: str
    what: str
    pattern: re.Pattern[str]
    examples: list[str]
    counter_examples: list[str]


class AsOf(Rules):
    """How a text names the day that its stocks are of."""

    pattern: re.Pattern[str]
    examples: list[str]
    counter_examples: list[str]


class OwnPeriod(Rules):
    """How headings name the year of the report, by its kind, and those that may name another."""

    final_accounts: re.Pattern[str]
    budget: re.Pattern[str]
    unless: re.Pattern[str]


class SlipRules(Rules):
    """The rules of ``slips.toml``."""

    slip: list[Slip]
    as_of: list[AsOf]
    own_period: OwnPeriod


@cache
def slip_rules() -> SlipRules:
    """The rules, validated. Raises :class:`~records.rule_files.InvalidRules`."""
    return load_rules(Path(__file__).with_name("slips.toml"), SlipRules)


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or a chapter's text without blanks, and the way back to its pages."""

    section: SectionRecord
    body: SectionText
    text: str
    offsets: tuple[int, ...]
    is_heading: bool

    def page(self, start: int) -> int | None:
        """The page of the character at ``start``."""
        if not self.is_heading and start < len(self.offsets):
            at = self.offsets[start]
            places = self.body.places(at, at + 1)
            if places:
                return places[0].page
        return self.section.page

    def sentence(self, start: int, end: int) -> str:
        """The sentence around ``text[start:end]``, cut to a length that can be read."""
        first = max(self.text.rfind(mark, 0, start) for mark in SENTENCE_ENDS) + 1
        ends = [at for mark in SENTENCE_ENDS if (at := self.text.find(mark, end)) >= 0]
        last = min(ends, default=len(self.text))
        return self.text[max(first, start - LONGEST_SENTENCE // 2) : min(last, end + LONGEST_SENTENCE // 2)]


def passages(
    document: Document, texts: Mapping[str, SectionText], kinds: frozenset[str] = NOT_READ
) -> Iterator[Passage]:
    """The headings and texts of a document but those of the chapters of ``kinds``, in order.

    ``texts``, by section, lead to the pages; a section without has the page of its heading.
    """
    for section in document.sections:
        body = texts.get(section.section_id) or SectionText()
        if section.title:
            title = re.sub(r"\s", "", section.title)
            yield Passage(section, body, title, (), True)
        if section.kind not in kinds:
            kept = [(at, char) for at, char in enumerate(section.text) if char == "\n" or not char.isspace()]
            yield Passage(section, body, "".join(c for _, c in kept), tuple(at for at, _ in kept), False)


def check_slips(document: Document, found: ChecksMade) -> None:
    """Placeholders, doubled and contradicting words of a document's text, each sentence once."""
    read = list(passages(document, found.texts))
    for rule in dict.fromkeys(slip.rule for slip in slip_rules().slip):
        told: dict[str, tuple[Passage, re.Match[str], Slip]] = {}
        for slip in slip_rules().slip:
            if slip.rule == rule:
                for passage in read:
                    for match in slip.pattern.finditer(passage.text):
                        told.setdefault(passage.sentence(match.start(), match.end()), (passage, match, slip))
        if len(told) > MOST_TOLD:
            sentence, (passage, match, slip) = next(iter(told.items()))
            page = passage.page(match.start())
            message = f"文中有{len(told)}处{slip.what}，疑为未完成的稿件；第一处{_at(page)}为“{sentence}”。"
            found.add(rule, [], None, None, None, "fails", message, page)
            continue
        for sentence, (passage, match, slip) in told.items():
            page = passage.page(match.start())
            message = f"文字{_at(page)}“{sentence}”中的“{match[0]}”为{slip.what}。"
            found.add(rule, [], None, None, None, "fails", message, page)


def _at(page: int | None) -> str:
    return f"（第{page}页）" if page else ""
