"""What a page's scripts would ask the site for, and how they make the addresses of files: read, never run.

A call is an address in quotes, in a function whose name says that it asks, with an object of
parameters. A parameter is told by a literal, by a variable that is one, by a counter of pages, or by
a field of what an earlier call has brought (``u.unitId``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flows.crawl.reading.answers import is_address
from flows.crawl.reading.literals import unescaped
from records.rule_files import Rules, load_rules

LONGEST = 200_000
"""Characters of scripts that are read."""
MOST_CALLS = 12
BEFORE, FAR, BEHIND = 220, 700, 160
"""Characters that are read before an address, of its call, and behind the parameters of this."""


class CallRules(Rules):
    """The words by which calls, counters of pages and harmful addresses are known."""

    asking: re.Pattern[str]
    posting: re.Pattern[str]
    in_json: re.Pattern[str]
    counter: re.Pattern[str]
    size: re.Pattern[str]
    not_asked: re.Pattern[str]
    libraries: re.Pattern[str]


@cache
def rules() -> CallRules:
    """The built-in rules."""
    return load_rules(Path(__file__).with_suffix(".toml"), CallRules)


class Parameter(NamedTuple):
    """A parameter: its ``value``, if it has one; else the ``field`` that it takes, or it counts pages."""

    name: str
    value: str | None = None
    field: str = ""
    counts: bool = False
    number: bool = False


class Call(NamedTuple):
    """What a script asks for."""

    address: str
    parameters: tuple[Parameter, ...]
    posted: bool = False
    in_json: bool = False

    @property
    def fields(self) -> tuple[Parameter, ...]:
        return tuple(one for one in self.parameters if one.field)


class FileAddress(NamedTuple):
    """How a script makes an address of a field: what stands before it and after it."""

    before: str
    field: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """What the scripts of a page would do, by their own words."""

    calls: tuple[Call, ...] = ()
    files: tuple[FileAddress, ...] = ()


_QUOTED = re.compile(r"'(?:[^'\\\n]|\\.){1,300}'|\"(?:[^\"\\\n]|\\.){1,300}\"|`[^`\n]{1,300}`")
_FIELD = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[[^\]\n]{1,20}\])+"
_FUNCTION = r"(?:function\s+(\w+)\s*|\b(\w+)\s*[=:]\s*(?:async\s*)?(?:function\s*)?)"


def read_calls(text: str) -> Script:
    """The calls in the text of scripts, and the addresses that these make."""
    text = text[:LONGEST]
    calls: list[Call] = []
    for match in _QUOTED.finditer(text):
        address = unescaped(match[0]).strip()
        before = text[max(0, match.start() - BEFORE) : match.start()]
        if len(calls) >= MOST_CALLS or not _is_asked(address, before):
            continue
        call = _call(address, before, text[match.end() : match.end() + FAR], text)
        if call and call not in calls:
            calls.append(call)
    return Script(tuple(calls), tuple(dict.fromkeys(_files(text))))


def _is_asked(address: str, before: str) -> bool:
    path = address.partition("?")[0]
    plain = re.fullmatch(r"(?:https?://[^/\s]+)?[./]*[\w-]+(?:/[\w.{}$-]*)+", path) and " " not in address
    if not plain or "${" in address or rules().not_asked.search(address):
        return False
    return bool(rules().asking.search(before))


def _call(address: str, before: str, after: str, text: str) -> Call | None:
    head = re.split(r";\s|\}\s*\n|\bfunction\b(?=\s*\w+\s*\()", before)[-1]
    body = _data(head, after)
    if body is None:
        return None
    end = after.find(body) + len(body) if body and body in after else 0
    options = re.split(r";|\bfunction\b|=>|\bsuccess\b", after[end : end + BEHIND])[0]
    around = head + after[:end] + options
    posted = bool(rules().posting.search(around))
    parameters = tuple(_parameters(body, text))
    return Call(address, parameters, posted, posted and bool(rules().in_json.search(around)))


def _data(head: str, after: str) -> str | None:
    """The inside of the object of parameters; nothing if the call has none."""
    for found in (
        re.match(r"\s*,\s*(?:JSON\.stringify\(\s*)?(?:\{\s*(?:params|data)\s*:\s*)?\{", after),
        re.search(r"\b(?:data|params|body)\s*:\s*(?:JSON\.stringify\(\s*)?\{", after),
    ):
        if found and "function" not in after[: found.start()]:
            return _balanced(after, found.end())
    if found := re.search(r"\b(?:data|params|body)\s*:\s*(?:JSON\.stringify\(\s*)?\{", head):
        return _balanced(head, found.end())
    return "" if re.match(r"\s*[,)}]", after) else None


def _balanced(text: str, start: int) -> str | None:
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] in "{[(") - (text[at] in "}])")
        if depth == 0:
            return text[start:at]
    return None


def _parameters(body: str, text: str) -> Iterator[Parameter]:
    for part in _parts(body):
        name, colon, value = part.partition(":")
        name = name.strip().strip("'\"")
        value = value.strip() if colon else name
        if re.fullmatch(r"\w+", name):
            yield _parameter(name, value, text)


def _parts(body: str) -> list[str]:
    parts, depth, last, quote = [], 0, 0, ""
    for at, letter in enumerate(body):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"`":
            quote = letter
        elif letter in "{[(":
            depth += 1
        elif letter in "}])":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(body[last:at])
            last = at + 1
    return [part for part in [*parts, body[last:]] if part.strip()]


def _parameter(name: str, value: str, text: str) -> Parameter:
    if rules().counter.fullmatch(name):
        first = re.fullmatch(r"['\"]?(\d{1,2})['\"]?", value)
        return Parameter(name, first[1] if first else "1", counts=True)
    if (plain := _plain(value)) is not None:
        return Parameter(name, plain, number=value.isdigit())
    if re.fullmatch(_FIELD, value):
        return Parameter(name, field=_last(value))
    if re.fullmatch(r"[A-Za-z_$][\w$]*", value):
        told = re.search(rf"(?:\b|\$){re.escape(value)}\s*=\s*({_QUOTED.pattern}|\d+)", text)
        if told and (plain := _plain(told[1])) is not None:
            return Parameter(name, plain, number=told[1].isdigit())
        if rules().size.fullmatch(name):
            return Parameter(name, "15", number=True)
        return Parameter(name, field=_handed_over(value, text) or value)
    return Parameter(name, "")


def _last(chain: str) -> str:
    """The last name of ``a.b[0].c``."""
    names = re.findall(r"\.([A-Za-z_$][\w$]*)|\[['\"](\w+)['\"]\]", chain)
    return names[-1][0] or names[-1][1] if names else chain


def _handed_over(parameter: str, text: str) -> str | None:
    """The field that callers give to the parameter of a function of this name."""
    defined = rf"{_FUNCTION}\(([^()]*\b{re.escape(parameter)}\b[^()]*)\)"
    for match in re.finditer(defined, text):
        name = match[1] or match[2]
        names = [one.split("=")[0].strip() for one in match[3].split(",")]
        if parameter not in names:
            continue
        place = names.index(parameter)
        for call in re.finditer(rf"\b{re.escape(name)}\(([^()]{{1,200}})\)", text):
            given = call[1].split(",")
            if call.start() != match.start(1) and place < len(given):
                if found := re.search(_FIELD, given[place]):
                    return _last(found[0])
    return None


def _plain(value: str) -> str | None:
    """A string or a number as a text."""
    if _QUOTED.fullmatch(value) and "${" not in value:
        return unescaped(value)
    if re.fullmatch(r"-?\d+(?:\.\d+)?|true|false", value):
        return value
    return "" if value == "null" else None


def _files(text: str) -> Iterator[FileAddress]:
    """Addresses that are made of a field: in quotes with a plus, or within a template."""
    ends = r"(?P<before>[\w./:?&=%-]{2,200}[=/])"
    field = rf"(?P<field>{_FIELD}|[A-Za-z_$][\w$]*)"
    for pattern in (
        rf"{ends}\\?['\"]\s*\+\s*{field}(?:\s*\+\s*\\?['\"](?P<after>[\w./?&=-]*))?",
        rf"{ends}\$\{{\s*{field}\s*\}}(?P<after>[\w./?&=-]*)",
    ):
        for match in re.finditer(pattern, text):
            before = match["before"]
            if is_address(before) or "/" in before:
                if not rules().not_asked.search(before):
                    field = _last(match["field"])
                    if field == match["field"]:
                        field = _handed_over(field, text) or field
                    yield FileAddress(before, field, match["after"] or "")
