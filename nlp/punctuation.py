"""Western punctuation between Chinese words, as many sites and programs write it, in Chinese.

A comma may stand inside a number and a full stop before its decimals: these stay.
"""

from __future__ import annotations

import re

_WESTERN = re.compile(
    r"(?P<comma>,(?!\d{3}(?!\d))|(?<!\d),)|(?P<semicolon>;)|(?P<colon>(?<!\d):|:(?!\d))"
    r"|(?P<stop>(?<=[一-鿿%）)”》])(?<![一二三四五六七八九十])\.(?=[一-鿿\s]|$))"
)
_HALF_QUOTED = re.compile(r"“([^“”\"\n]{1,20})\"|\"([^“”\"\n]{1,20})”")
"""Quotes of which one is western: “三公"经费."""
_CHINESE = {"comma": "，", "semicolon": "；", "colon": "：", "stop": "。"}


def chinese_punctuation(text: str) -> str:
    """``text`` with Chinese marks for the western ones that part sentences and clauses; as long as before."""
    if '"' in text:
        text = _HALF_QUOTED.sub(lambda match: f"“{match[1] or match[2]}”", text)
    return _WESTERN.sub(lambda match: _CHINESE[match.lastgroup or ""], text)
