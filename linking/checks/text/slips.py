"""What a text must not hold (``slips.toml``): placeholders, doubled words, words that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linking.checks.identities import ChecksMade
from linking.checks.text.passages import NOT_READ, Spot
from linking.wording import on_page
from records.rule_files import Rules, Sought, rules_beside
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
    pattern: Sought
    examples: list[str]
    counter_examples: list[str]


class SlipRules(Rules):
    """The rules of ``slips.toml``."""

    slip: list[Slip]


slip_rules = rules_beside(__file__, "slips.toml", SlipRules)
"""The rules, validated. Raises :class:`~records.rule_files.InvalidRules`."""


@dataclass(frozen=True)
class SlipTold:
    """A slip found: where, the words, and what they are in Chinese."""

    spot: Spot
    words: str
    what: str


def check_slips(document: Document, found: ChecksMade) -> None:
    """Placeholders, doubled and contradicting words of a document's text, each sentence once."""
    for rule in dict.fromkeys(slip.rule for slip in slip_rules().slip):
        told: dict[str, SlipTold] = {}
        for slip in slip_rules().slip:
            if slip.rule == rule:
                for sentence, one in _found(slip, document, found):
                    told.setdefault(sentence, one)
        if len(told) > MOST_TOLD:
            sentence, one = next(iter(told.items()))
            first = f"第一处{on_page(one.spot.page)}为“{sentence}”"
            message = f"文中有{len(told)}处{one.what}，疑为未完成的稿件；{first}。"
            found.fail(rule, message, spot=one.spot)
            continue
        for sentence, one in told.items():
            message = f"文字{on_page(one.spot.page)}“{sentence}”中的“{one.words}”为{one.what}。"
            found.fail(rule, message, spot=one.spot)


def _found(slip: Slip, document: Document, found: ChecksMade) -> Iterator[tuple[str, SlipTold]]:
    """The sentences, and lines of the table of contents, that a slip is in."""
    for passage in found.passages(document, NOT_READ - set(slip.chapters)):
        if slip.chapters and passage.section.kind not in slip.chapters:
            continue
        for match in slip.pattern.finditer(passage.text):
            shown = match.lastgroup or 0
            spot = passage.spot(match.start(shown), match.end(shown))
            yield passage.sentence(match.start(), match.end()), SlipTold(spot, match[shown], slip.what)
    for line in () if slip.chapters else document.record.contents or ():
        text = "".join(line.split())
        if (seen := slip.pattern.search(text)) is not None:
            yield text, SlipTold(Spot(), seen[seen.lastgroup or 0], slip.what)
