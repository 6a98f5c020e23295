"""Steps that a page's own scripts tell of: units, their items, the files of an item.

For a page of budgets that leads to nothing by its links and that no recipe knows. What its scripts
would ask the site for is asked for as well: first what needs nothing else, then what takes its
parameters from the objects of an answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from extractors.web.addresses import joined
from flows.crawl.leads import Ask, Lead, Turn
from flows.crawl.reading.answers import objects_in, title_in
from flows.crawl.reading.links import Link
from flows.crawl.reading.pages import WebPage
from flows.crawl.reading.script_calls import Call, FileAddress, Parameter, Script, read_calls, rules

NAME = "script"
"""The name of these turns, beside those of recipes."""
MOST_OBJECTS = 400
MOST_SCRIPTS = 3


def first_leads(page: WebPage) -> list[Lead]:
    """What the scripts of a page would ask for at once; else the scripts themselves, to look into."""
    script = read_calls(page.scripts)
    if leads := _roots(script, page.url):
        return leads
    found: list[Lead] = []
    for address in re.findall(r"<script\b[^<>]{0,300}\bsrc\s*=\s*[\"']([^\"'<>\s]+)", page.markup, re.I):
        url = joined(page.url, address)
        if url and not rules().libraries.search(address) and len(found) < MOST_SCRIPTS:
            found.append(Lead(Link(url, onward=True), "list", turn=_turn(Script(), page.url, -1, {}, 0)))
    return found


def after(page: WebPage, turn: Turn, brought: bool, unwanted: Callable[[str], bool]) -> list[Lead]:
    """What an answer leads to: the next page of it, the calls that take its objects, the files in it.

    Objects with an ``unwanted`` title lead nowhere.
    """
    values = dict(turn.values)
    here = values["here"]
    if turn.step < 0:
        return _roots(read_calls(page.scripts), here)
    script = _read(values["script"])
    leads: dict[str, Lead] = {}
    for one in objects_in(page.answer)[:MOST_OBJECTS]:
        if unwanted(title_in(one)):
            continue
        for lead in _of_object(one, script, here, turn):
            leads.setdefault(lead.key, lead)
    call = script.calls[turn.step]
    if any(one.counts for one in call.parameters) and brought and (leads or page.links):
        taken = {name: value for name, value in values.items() if name not in ("here", "script")}
        following = _lead(script, turn.step, here, taken, turn.page + 1)
        if following:
            leads[following.key] = Lead(following.link, "list", True, ask=following.ask, turn=following.turn)
    return list(leads.values())


def _roots(script: Script, here: str) -> list[Lead]:
    found: list[Lead | None] = [
        _lead(script, number, here, {}, _first(call))
        for number, call in enumerate(script.calls)
        if not call.fields
    ]
    return [lead for lead in found if lead]


def _of_object(value: dict[str, Any], script: Script, here: str, turn: Turn) -> list[Lead]:
    """What takes its parameters from an object: the calls after this one, the addresses of files."""
    found: list[Lead] = []
    title = title_in(value)
    for number, call in enumerate(script.calls):
        if number == turn.step or not call.fields:
            continue
        taken = {one.name: _taken(value, one) for one in call.fields}
        if all(taken.values()):
            told = {name: str(one) for name, one in taken.items()}
            lead = _lead(script, number, here, told, _first(call), title)
            found += [lead] if lead else []
    for file in script.files:
        field = _exact(value, file.field)
        address = joined(here, f"{file.before}{quote(field)}{file.after}") if field and title else None
        if address:
            # What an answer to a question about one thing names are the files of one disclosure.
            about = {name: one for name, one in turn.values if name != "script"}
            owner = f"{turn.step}-{turn.page}-{about}" if script.calls[turn.step].fields else ""
            found.append(Lead(Link(address, title, told=True, owner=owner), "attachment"))
    return found


def _taken(value: dict[str, Any], parameter: Parameter) -> str | None:
    """What a parameter takes from an object: the field of its name, else of the name in the call."""
    return _exact(value, parameter.field) or _exact(value, parameter.name)


def _exact(value: dict[str, Any], name: str) -> str | None:
    for key, one in value.items():
        if key.lower() == name.lower() and isinstance(one, str | int) and not isinstance(one, bool):
            return str(one).strip() or None
    return None


def _first(call: Call) -> int:
    counters = [one.value for one in call.parameters if one.counts]
    return int(counters[0] or 1) if counters else 1


def _lead(
    script: Script, number: int, here: str, taken: dict[str, str], page: int, title: str = ""
) -> Lead | None:
    call = script.calls[number]
    values: dict[str, str] = {}
    for one in call.parameters:
        values[one.name] = str(page) if one.counts else taken.get(one.name, one.value or "")
    address, body, media_type = call.address, None, ""
    if call.posted:
        numbers = {one.name for one in call.parameters if one.number or one.counts}
        typed = {name: int(one) if name in numbers and one.isdigit() else one for name, one in values.items()}
        body = json.dumps(typed, ensure_ascii=False) if call.in_json else urlencode(values)
        media_type = "application/json" if call.in_json else "application/x-www-form-urlencoded"
    elif values:
        address += ("&" if "?" in address else "?") + urlencode(values)
    url = joined(here, address)
    if url is None:
        return None
    turn = _turn(script, here, number, taken, page)
    return Lead(Link(url, title, onward=True), "list", ask=Ask(body, media_type, here), turn=turn)


def _turn(script: Script, here: str, number: int, taken: dict[str, str], page: int) -> Turn:
    values = {"here": here, "script": json.dumps([script.calls, script.files])} | taken
    return Turn(NAME, tuple(sorted(values.items())), page, number)


def _read(text: str) -> Script:
    calls, files = json.loads(text)
    return Script(
        tuple(Call(url, tuple(Parameter(*one) for one in told), *more) for url, told, *more in calls),
        tuple(FileAddress(*one) for one in files),
    )
