"""Labels and phrases made comparable: by their characters alone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from records.remembered import TEXTS

_FOLD = re.compile(r"(?:[\s:：,，.．、;；\"“”'‘’《》<>\-—–_·#()（）\[\]【】]|(?<!\*)\*(?!\*))+")
"""One asterisk points to a note; several stand for a name that is kept back, and stay."""


@lru_cache(maxsize=TEXTS)
def fold(text: str) -> str:
    """``text`` without blanks, punctuation and brackets."""
    return _FOLD.sub("", unicodedata.normalize("NFKC", text))
