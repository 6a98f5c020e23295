"""The rules of the narrative: phrases and synonyms from the TOML files beside the code.

What the rule files of the narrative hold: the schema of each, by its name.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from typing_extensions import TypedDict

from records.phrases import any_of
from records.rule_files import Expression, closed, load_rules

Expressions = list[Expression]
Words = list[str]


@cache
def rules(name: str) -> dict[str, Any]:
    """The rules of ``name.toml``; ``folder/name`` for those of a folder of this room.

    Raises :class:`~records.rule_files.InvalidRules`.
    """
    loaded: dict[str, Any] = load_rules(Path(__file__).parent / f"{name}.toml", SCHEMAS[name])
    return loaded


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """The phrases of one list of ``name.toml`` as a compiled expression."""
    words: Any = rules(name)
    for key in keys:
        words = words[key]
    return re.compile(any_of(words) if isinstance(words, list) else words)


def part(**keys: Any) -> Any:
    """A part of a rule file that has these keys, and no other."""
    return closed(TypedDict("Part", keys))  # type: ignore[operator]


SCHEMAS: dict[str, Any] = {
    "reasons": part(
        hints=Words,
        speaks_of=Expression,
        points_back=Expression,
        told=Expression,
        stop=Expression,
        next_figure=Expression,
        own_figure=Expression,
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
