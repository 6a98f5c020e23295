"""Rules that are data: TOML files beside the code that applies them, validated when they are loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, overload

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    TypeAdapter,
    ValidationError,
    with_config,
)

from records.first_letters import quick

T = TypeVar("T")


class InvalidRules(ValueError):
    """A rule file that is no TOML or not as its schema wants it; ``str()`` names file, place and fault."""


class Rules(BaseModel):
    """A part of a rule file, as its schema: nothing unknown in it, and nothing changes it later.

    A field of type ``re.Pattern[str]`` is a regular expression, compiled when the file is loaded.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


closed = with_config(ConfigDict(extra="forbid"))
"""For a :class:`typing.TypedDict` that is a part of a rule file, as its schema: nothing unknown in it."""


def _compiling(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from error
    return text


Expression = Annotated[str, AfterValidator(_compiling)]
"""A regular expression that becomes part of a larger one."""


Sought = Annotated[
    re.Pattern[str], BeforeValidator(lambda said: quick(said) if isinstance(said, str) else said)
]
"""A regular expression that long texts are searched for."""


@overload
def load_rules(path: Path) -> dict[str, Any]: ...
@overload
def load_rules(path: Path, schema: type[T]) -> T: ...


def load_rules(path: Path, schema: Any = dict[str, Any]) -> Any:
    """What the rule file at ``path`` says, as ``schema``: any type that pydantic can validate.

    Raises :class:`InvalidRules`.
    """
    try:
        return TypeAdapter(schema).validate_python(tomllib.loads(path.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise InvalidRules(f"{path.name} is no TOML: {error}.") from error
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise InvalidRules(f"{path.name}: {'; '.join(faults)}.") from error


def rules_beside(module: str, name: str, schema: type[T]) -> Callable[[], T]:
    """What loads the rule file ``name`` beside a module, once and when it is first called."""
    return cache(lambda: load_rules(Path(module).with_name(name), schema))
