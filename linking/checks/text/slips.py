"""What a text must not hold (``slips.toml``): placeholders, doubled words, words that exclude each other."""

from __future__ import annotations

import re

from linking.checks.identities import ChecksMade
from linking.checks.text.passages import NOT_READ, Passage
from linking.wording import on_page
from records.rule_files import Rules, rules_beside
from records.tables import Document

MOST_TOLD = 4
"""From more sentences with placeholders on the document is a draft, which is told once."""


class Slip(Rules):
    """A kind of slip: the rule that it breaks, what it is in Chinese, and its pattern.

    ``chapters``: the kinds of the only chapters where it is one; else it is one in all but the last ones.
    A named group of the pattern is the slip itself, behind what it is held against.
    """

    rule: str
    what: str
    chapters: list[str] = []
    pattern: re.Pattern[str]
    examples: list[str]
    counter_examples: list[str]


class SlipRules(Rules):
    """The rules of ``slips.toml``."""

    slip: list[Slip]


slip_rules = rules_beside(__file__, "slips.toml", SlipRules)
"""The rules, validated. Raises :class:`~records.rule_files.InvalidRules`."""


def check_slips(document: Document, found: ChecksMade) -> None:
    """Placeholders, doubled and contradicting words of a document's text, each sentence once."""
    for rule in dict.fromkeys(slip.rule for slip in slip_rules().slip):
        told: dict[str, tuple[Passage, re.Match[str], Slip]] = {}
        for slip in slip_rules().slip:
            if slip.rule == rule:
                kinds = NOT_READ - set(slip.chapters)
                for passage in found.passages(document, kinds):
                    if slip.chapters and passage.section.kind not in slip.chapters:
                        continue
                    for match in slip.pattern.finditer(passage.text):
                        told.setdefault(passage.sentence(match.start(), match.end()), (passage, match, slip))
        if len(told) > MOST_TOLD:
            sentence, (passage, match, slip) = next(iter(told.items()))
            spot = passage.spot(match.start(), match.end())
            first = f"第一处{on_page(spot.page)}为“{sentence}”"
            message = f"文中有{len(told)}处{slip.what}，疑为未完成的稿件；{first}。"
            found.fail(rule, message, spot=spot)
            continue
        for sentence, (passage, match, slip) in told.items():
            shown = match.lastgroup or 0
            spot = passage.spot(match.start(shown), match.end(shown))
            message = f"文字{on_page(spot.page)}“{sentence}”中的“{match[shown]}”为{slip.what}。"
            found.fail(rule, message, spot=spot)
