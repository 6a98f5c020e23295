"""Characters misread for others that look alike, put right where the forms' own phrases leave no doubt.

Figures are never touched: a check must be able to fail. What was read stays in ``raw``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from records.rule_files import Rules, load_rules


class _Corrections(Rules):
    alike: tuple[str, ...]
    phrases: tuple[str, ...]


@cache
def _rules() -> tuple[frozenset[str], list[tuple[re.Pattern[str], str]]]:
    """The characters that look alike; for each phrase a pattern that takes them for each other."""
    rules = load_rules(Path(__file__).with_name("corrections.toml"), _Corrections)
    alike = {char: f"[{''.join(chars)}]" for chars in rules.alike for char in chars}
    phrases = [
        (re.compile("".join(alike.get(char, re.escape(char)) for char in phrase)), phrase)
        for phrase in rules.phrases
    ]
    return frozenset(alike), phrases


def corrected(text: str) -> str:
    """``text`` with the phrases of the forms as they are written; its length stays."""
    alike, phrases = _rules()
    if not alike.isdisjoint(text):
        for pattern, phrase in phrases:
            text = pattern.sub(phrase, text)
    return text
