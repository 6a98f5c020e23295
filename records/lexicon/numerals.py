"""Numbers written in Chinese characters (三, 十二, 叁拾伍) or digits, and years (二〇二四)."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_VALUES = {
    **{char: value for value, char in enumerate(DIGITS)},
    **dict.fromkeys("零○0OＯoО", 0),
    "两": 2,
}


def number_said(word: str) -> int | None:
    """The value of a number in digits, or of a numeral below a hundred; ``None`` for other words."""
    if word.isdecimal():
        return int(word)
    tens, ten, ones = word.translate(_FORMAL).partition("十")
    if not ten:
        return _VALUES.get(tens)
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_VALUES[tens] if tens else 1) * 10 + (_VALUES[ones] if ones else 0)


def year_said(word: str) -> int | None:
    """The year that four characters spell: 二〇二四, 两零一九."""
    values = [_VALUES.get(char) for char in word]
    return int("".join(map(str, values))) if len(values) == 4 and None not in values else None
