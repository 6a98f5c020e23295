"""What a command has done, for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.characters import escaped_json
from flows.jobs import readable

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def answers_schema() -> str:
    """The JSON Schema of what the commands answer, a definition each; inputs of notices too."""
    return Path(__file__).with_name("answers.json").read_text("utf-8")


def as_json(values: Mapping[str, Any] | DataclassInstance) -> str:
    """Values on one line, nothing in them that a terminal obeys; paths as text."""
    plain = dict(values) if isinstance(values, Mapping) else asdict(values)
    return escaped_json(json.dumps(plain, ensure_ascii=False, default=_text))


def _text(value: object) -> str:
    if isinstance(value, Path):
        return readable(value)
    raise TypeError(f"{value!r} is no value of JSON")
