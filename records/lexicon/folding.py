"""Labels and phrases made comparable: by their characters alone."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_FOLD = re.compile(r"[\s:：,，.．、;；\"“”'‘’《》<>\-—–_·*#()（）\[\]【】]+")


@cache
def fold(text: str) -> str:
    """``text`` without blanks, punctuation and brackets."""
    return _FOLD.sub("", unicodedata.normalize("NFKC", text))
