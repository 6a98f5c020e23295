"""A document as JSON: one line of UTF-8, records as objects in the order of their columns.

Decimals are written as strings, so that no reader makes a float of them; what is not known is
``null``. The same rows always give the same bytes.
"""

from __future__ import annotations

from decimal import Decimal

import orjson

from outputs.published_values import fit_decimals, replace_lone_surrogates
from records.tables import Disclosure


def encode_document(disclosure: Disclosure) -> bytes:
    """The JSON of a document.

    Values that have no place in the published columns are fitted first, in ``disclosure`` itself,
    with a diagnostic each.
    """
    fit_decimals(disclosure)
    try:
        return _dump(disclosure)
    except orjson.JSONEncodeError:
        replace_lone_surrogates(disclosure)
        return _dump(disclosure)


def _dump(disclosure: Disclosure) -> bytes:
    return orjson.dumps(disclosure, default=_plain, option=orjson.OPT_APPEND_NEWLINE)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"no JSON form for {type(value).__name__}")
