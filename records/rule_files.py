"""Rules that are data: TOML files beside the code that applies them, validated when they are loaded."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar, overload

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

T = TypeVar("T")


class InvalidRules(ValueError):
    """A rule file that is no TOML or not as its schema wants it; ``str()`` names file, place and fault."""


class Rules(BaseModel):
    """A part of a rule file, as its schema: nothing unknown in it, and nothing changes it later.

    A field of type ``re.Pattern[str]`` is a regular expression, compiled when the file is loaded.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


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
