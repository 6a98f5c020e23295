"""Objects and lists as scripts write them: JSON, or with bare names and single quotes.

Nothing is run. What is no plain literal (a call, a sum) ends the reading of its object.
"""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 40

_BLANK = re.compile(r"(?:\s|/\*.{0,2000}?\*/|//[^\n]*)*", re.S)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.S)
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}


class NoLiteral(ValueError):
    """What was to be read is not a plain literal."""


def literal_at(text: str, position: int = 0) -> Any:
    """The object, list or string that begins at a position. Raises :class:`NoLiteral`."""
    return literal_and_end(text, position)[0]


def literal_and_end(text: str, position: int = 0) -> tuple[Any, int]:
    """The same, with the position behind it. Raises :class:`NoLiteral`."""
    return _value(text, position, 0)


def unescaped(quoted: str) -> str:
    """What a quoted string stands for."""
    inner = quoted[1:-1]
    if "\\" not in inner:
        return inner
    escapes = {"n": "\n", "t": "\t", "r": "\r"}

    def plain(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        return escapes.get(match[2], match[2])

    return re.sub(r"\\(?:[ux]([0-9a-fA-F]{4}|[0-9a-fA-F]{2})|(.))", plain, inner, flags=re.S)


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    if depth > DEEPEST:
        raise NoLiteral("too deep")
    at = _skip(text, at)
    head = text[at : at + 1]
    if head == "{":
        return _object(text, at + 1, depth)
    if head == "[":
        return _list(text, at + 1, depth)
    if match := _STRING.match(text, at):
        return unescaped(match[0]), match.end()
    if match := _NUMBER.match(text, at):
        return json.loads(match[0]) if _plain_number(match[0]) else match[0], match.end()
    if (match := _NAME.match(text, at)) and match[0] in _WORDS:
        return _WORDS[match[0]], match.end()
    raise NoLiteral(text[at : at + 20])


def _plain_number(text: str) -> bool:
    return not re.match(r"-?0\d", text)


def _object(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while True:
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            return found, at + 1
        match = _STRING.match(text, at) or _NAME.match(text, at) or _NUMBER.match(text, at)
        if match is None:
            raise NoLiteral("no name")
        name = unescaped(match[0]) if match[0][0] in "'\"" else match[0]
        at = _skip(text, match.end())
        if text[at : at + 1] != ":":
            raise NoLiteral("no colon")
        found[name], at = _value(text, at + 1, depth + 1)
        at = _separator(text, at, "}")


def _list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    while True:
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            return found, at + 1
        value, at = _value(text, at, depth + 1)
        found.append(value)
        at = _separator(text, at, "]")


def _separator(text: str, at: int, end: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] == ",":
        return at + 1
    if text[at : at + 1] == end:
        return at
    raise NoLiteral("no comma")
