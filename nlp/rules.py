"""The rules of the narrative: phrases and synonyms from the TOML files beside the code.

What the rule files of the narrative hold: the schema of each, by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from typing_extensions import TypedDict

from records.phrases import Phrases
from records.rule_files import Expression, closed, load_rules

_WORDS = Phrases("nlp/reading")
Expressions = list[Expression]
Words = list[str]


@cache
def rules(name: str) -> dict[str, Any]:
    """The rules of ``name.toml``; ``folder/name`` for those of a folder of this room.

    Raises :class:`~records.rule_files.InvalidRules`.
    """
    loaded: dict[str, Any] = load_rules(Path(__file__).parent / f"{name}.toml", SCHEMAS[name])
    return loaded


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the phrases, the longest first; the phrases are expressions too."""
    return "(?:" + "|".join(sorted(words, key=_length, reverse=True)) + ")"


def _length(word: str) -> int:
    """The length of a phrase without what must not follow it."""
    return len(word.partition("(?!")[0])


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """The phrases of one list of ``name.toml`` as a compiled expression."""
    words: Any = rules(name)
    for key in keys:
        words = words[key]
    return re.compile(any_of(words) if isinstance(words, list) else words)


def phrase(name: str) -> re.Pattern[str]:
    """What the words around a figure say of it, by its name in ``reading/phrases.toml``."""
    found: re.Pattern[str] = getattr(_WORDS, name)
    return found


def part(**keys: Any) -> Any:
    """A part of a rule file that has these keys, and no other."""
    return closed(TypedDict("Part", keys))  # type: ignore[operator]


SCHEMAS: dict[str, Any] = {
    "accounts": part(text=part(before=Words, tail=str)),
    "phases": part(
        masked=Expression,
        phase=part(
            initial_budget=Expression, adjusted_budget=Expression, final=Expression, budget=Expression
        ),
        completion=part(words=Expressions),
        share=part(words=Expression, plain=Words),
        score=part(words=Expression),
    ),
    "reasons": part(
        hints=Words,
        speaks_of=Expression,
        points_back=Expression,
        told=Expression,
        stop=Expression,
        next_figure=Expression,
        own_figure=Expression,
        moves=Expression,
        chapter_of_causes=Expression,
        styles=list[list[Expression]],
        go_on=Expression,
        adds=Expression,
        detail=Expression,
        first=Expression,
        back=Expression,
        budget=Expression,
        inner=Expressions,
        no_cause=Expression,
        named_after=Expression,
        trigger=part(strong=Expressions, weak=Expressions, forward=Expressions, listed=Expression),
    ),
    "quantities": part(
        money=Words,
        money_short=dict[str, str],
        currency=Expression,
        percent=Expressions,
        points=Words,
        score=Expression,
        count=Expressions,
        measured=Words,
        numerals=part(units=Words, things=Words, before=Words, one_before=Words),
        not_stated=part(before=Words, after=Expressions),
        unit_left_out=part(
            compared=Expressions,
            rate=Expressions,
            amount=Expressions,
            nothing=Expressions,
            nothing_listed=Expressions,
            sides=Expressions,
            links=Expressions,
        ),
        tenths=part(before=Words, links=Expressions, behind=Expression),
    ),
    "comparisons": part(
        strong=Expressions,
        weak=Expressions,
        end=Expressions,
        manner=Expressions,
        leaves_out=Expression,
        prior=Expressions,
        this_year=Expressions,
        noun=Expressions,
        moves=part(words=Expressions, to=Words, **{"from": Expression}),
        same_time=part(prior_year=Expressions, other=Expressions),
        base=part(initial_budget=Expression, adjusted_budget=Expression, budget=Expression, other=Expression),
        flat=part(sure=Expressions, compared=Expressions, instructs=Expression),
        up=part(words=Expressions),
        down=part(words=Expressions),
        neutral=part(words=Expressions),
        bare=part(up=Expressions, down=Expressions),
        distance=part(words=Expressions, left=Expressions, front=Expressions),
        stated=part(front=Expressions, behind=Expressions, cause=Expression, between=Expression),
        moved=part(when=Expressions, up=Expressions, down=Expressions, what=Expressions),
        against=part(
            outturn=Expressions,
            up=Expressions,
            down=Expressions,
            at_most=Expressions,
            equal=Expressions,
            budget=Expressions,
        ),
    ),
    "subjects": part(
        front=Expressions,
        back=Expressions,
        owns=Expressions,
        places=Expression,
        empty=Words,
        wholes=Words,
        totals=Words,
        narrows=Expression,
        per_head=Expression,
        left_over=Expression,
        uses=Words,
        side_words=dict[str, Words],
        instead=dict[str, str],
        noun=part(end=Expression, **{"not": Expression}),
        side=part(both=Expression, revenue=Expression, expenditure=Expression),
        autonomy=part(peoples=Words, place=Expression),
        title=part(back=Expressions, front=Expressions, empty=Words, outturn=Expression, duties=Expression),
    ),
    "causes/opening": part(
        several=Expression,
        turn=part(former=Expression, latter=Expression),
        way=part(any=Expressions, flat=Expressions, up=Expressions, down=Expressions),
        base=part(prior=Expressions),
        subject=part(cut=Expressions, front=Expressions),
    ),
    "causes/ends": part(
        lead=Expression,
        tail=Expression,
        link=Expression,
        effect=Expression,
        no_effect=Expression,
        clause=Expressions,
        money_clause=Expression,
        money_before=Expression,
        mark=Expression,
    ),
    "causes/kinds": dict[str, Any],  # held to its schema where it is read whole: nlp.causes.kinds
}
