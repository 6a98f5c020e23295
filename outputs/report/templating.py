"""Templates with everything escaped that comes from a document."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from outputs.findings import computed
from outputs.report.parts.series import WAN
from outputs.report.parts.told import sentence_in_english, title_in_english
from outputs.report.words import both, label, moment, notice, say, term


@cache
def environment() -> Environment:
    """The templates, with the words and the forms of numbers that they use."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(say=say, term=term, label=label, notice=notice, moment=moment, both=both)
    made.globals.update(title_in_english=title_in_english, sentence_in_english=sentence_in_english)
    made.globals.update(plain=_plain, wan=_wan, rate=_rate, money=_money)
    return made


def rendered(template: str, **values: Any) -> Markup:
    """HTML in which everything that a template shows is escaped."""
    return Markup(environment().get_template(template).render(**values))


def embedded(value: Any) -> Markup:
    """JSON to stand in a ``script`` element: nothing in it can end the element or begin another."""
    text = orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, code)
    return Markup(text)  # the signs that HTML knows are gone


def _plain(value: Decimal | None) -> str:
    return computed(value) or ""


def _wan(yuan: Decimal | None) -> str:
    """A change in yuan told in 万元, with its sign."""
    return computed(yuan / WAN, "万元", sign=True) or "" if yuan is not None else ""


def _money(yuan: Decimal) -> str:
    """An amount in yuan told in 万元."""
    return f"{yuan / WAN:,.2f}"


def _rate(percent: Decimal) -> str:
    return computed(percent, "%", sign=True) or ""
