"""The closed lists of words of the published columns, read from ``vocabularies.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def vocabularies() -> dict[str, dict[str, str]]:
    """Vocabulary name -> word -> its Chinese term."""
    with Path(__file__).with_name("vocabularies.toml").open("rb") as file:
        return tomllib.load(file)
