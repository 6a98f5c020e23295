"""Recipes: how the scripts of content systems ask for their lists, as data.

A recipe has a sign by which a page is known, says where its values stand (in the page, in its address,
in a second page), and what is then asked for: addresses or POSTs with ``{page}``, until an answer
brings nothing. Platforms answer in steps: what one answer lists is asked for by the next.
Everything asked for is a page like any other: for robots, delay, host and archive.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from pydantic import Field

from extractors.web.addresses import joined
from flows.crawl.leads import Ask, Lead, Turn
from flows.crawl.reading.answers import objects_in, title_in
from flows.crawl.reading.links import Link, unescape
from flows.crawl.reading.literals import NoLiteral, literal_at
from flows.crawl.reading.pages import WebPage
from records.rule_files import Rules, load_rules

MOST_SETS = 40
"""Lists that one page may have of a recipe, and objects of a step that are asked for at a time."""
MOST_OBJECTS = 2_000
SIZE = 15
"""Entries of a page, where a recipe counts them."""


class Value(Rules):
    """Where a value stands: the first group of the first pattern that is found, or ``default``.

    ``query`` takes an object of the page as the parameters of an address, ``every`` takes all that is
    found, each for a list of its own; ``tree`` takes the branches of a tree (``branch`` names their
    values) whose names are of budgets.
    """

    address: tuple[re.Pattern[str], ...] = ()
    page: tuple[re.Pattern[str], ...] = ()
    query: bool = False
    every: bool = False
    tree: re.Pattern[str] | None = None
    branch: dict[str, tuple[str, ...]] = {}
    default: str | None = None


class StepRule(Rules):
    """One question. ``each`` names the values that the next step takes from the objects of the answer.

    ``file`` is the address of the file that such an object is; the files of one answer are one disclosure.
    """

    url: str
    body: str = ""
    media_type: str = "application/x-www-form-urlencoded"
    paged: bool = True
    first: int = 1
    at_least: int = 1
    each: dict[str, tuple[str, ...]] = {}
    file: str = ""


class Second(Rules):
    """A second page that has values: its address, which may be told by a pattern of the first."""

    url: str
    told: re.Pattern[str] | None = None
    values: dict[str, Value]


class Example(Rules):
    """A page, an answer, and what is asked for and found: looked at by a test."""

    address: str
    page: str
    second: str = ""
    asks: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    answer: str = ""
    links: tuple[str, ...] = ()


class Recipe(Rules):
    """How the lists of one family of sites are asked for."""

    name: str
    family: str
    sign: re.Pattern[str]
    values: dict[str, Value] = {}
    second: Second | None = None
    steps: tuple[StepRule, ...] = Field(min_length=1)
    form: bool = False
    turned: bool = False
    example: tuple[Example, ...] = Field(min_length=1)
    not_for: tuple[str, ...] = Field(min_length=1)


class ContentSystem(Rules):
    """A content system that is known by a sign in its pages; it needs no recipe."""

    name: str
    sign: re.Pattern[str]


class RecipeFile(Rules):
    """The whole file."""

    family: tuple[ContentSystem, ...]
    recipe: tuple[Recipe, ...]


@cache
def book() -> RecipeFile:
    """The built-in recipes."""
    return load_rules(Path(__file__).with_suffix(".toml"), RecipeFile)


@cache
def _by_name() -> dict[str, Recipe]:
    return {recipe.name: recipe for recipe in book().recipe}


def families(page: WebPage) -> list[str]:
    """The families of content systems that a page bears signs of."""
    found = [recipe.family for recipe in book().recipe if _is_signed(recipe, page)]
    found += [one.name for one in book().family if one.sign.search(page.markup) or one.sign.search(page.url)]
    return list(dict.fromkeys(found))


def _is_signed(recipe: Recipe, page: WebPage) -> bool:
    return bool(recipe.sign.search(page.url) or recipe.sign.search(page.markup))


def first_leads(page: WebPage, of_budgets: Any) -> list[Lead]:
    """What the recipes ask for from a page: the first turn of each, or the page with its values.

    ``of_budgets`` tells whether the name of a branch of a tree speaks of budgets. Of a family's recipes
    the first that holds is used.
    """
    if page.is_answer:
        return []
    found: list[Lead] = []
    done: set[str] = set()
    for recipe in book().recipe:
        if recipe.family in done or not _is_signed(recipe, page):
            continue
        leads = _form_leads(recipe, page) if recipe.form else list(_leads(recipe, page, of_budgets))
        found += leads
        if leads:
            done.add(recipe.family)
    return found


def _leads(recipe: Recipe, page: WebPage, of_budgets: Any) -> Iterator[Lead]:
    sets = _sets(recipe.values, page, of_budgets)
    if recipe.second is None:
        for values in sets:
            if lead := lead_of(recipe, values, 0, recipe.steps[0].first, page.url):
                yield lead
        return
    told = recipe.second.told.search(page.markup) if recipe.second.told else None
    address = joined(page.url, unescape(told[1]) if told else recipe.second.url)
    for values in sets[:1]:
        if address:
            yield Lead(Link(address, onward=True), "list", turn=Turn(recipe.name, _frozen(values), 0, -1))


def _sets(rules: dict[str, Value], page: WebPage, of_budgets: Any) -> list[dict[str, str]]:
    """The values of a page: more than one set where a tree has branches. None if one is missing."""
    sets: list[dict[str, str]] = [{"here": page.url}]
    for name, rule in rules.items():
        if rule.tree:
            branches = _branches(rule, page, of_budgets)
            sets = [one | branch for one in sets for branch in branches]
            continue
        found = _found(rule, page)
        if not found:
            return []
        sets = [one | {name: value} for one in sets for value in (found if rule.every else found[:1])]
    return sets[:MOST_SETS]


def _found(rule: Value, page: WebPage) -> list[str]:
    """What the patterns of a value find, the surest first; its default if that is nothing."""
    found = [unquote(match[1]) for one in rule.address for match in one.finditer(page.url)]
    for pattern in rule.page:
        told = [unescape(match[1]) for match in pattern.finditer(page.markup)]
        found += [query for one in told if (query := _as_query(one))] if rule.query else told
    return list(dict.fromkeys(found)) or ([] if rule.default is None else [rule.default])


def _as_query(text: str) -> str:
    try:
        value = literal_at(text)
    except NoLiteral:
        return ""
    if not isinstance(value, dict):
        return ""
    return urlencode({name: "null" if one is None else str(one) for name, one in value.items()})


def _branches(rule: Value, page: WebPage, of_budgets: Any) -> list[dict[str, str]]:
    assert rule.tree
    match = rule.tree.search(page.markup)
    if match is None:
        return []
    try:
        tree = literal_at(page.markup, match.end())
    except NoLiteral:
        return []
    found = []
    for one in objects_in(tree)[:MOST_OBJECTS]:
        name, values = title_in(one), {key: _text(one, names) for key, names in rule.branch.items()}
        if name and all(values.values()) and of_budgets(name):
            found.append({key: str(value) for key, value in values.items()})
    return found


def _text(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    lower = {key.lower(): one for key, one in value.items()}
    for name in names:
        one = lower.get(name.lower())
        if isinstance(one, str | int) and not isinstance(one, bool) and str(one).strip():
            return str(one).strip()
    return None


# From values to requests


def lead_of(recipe: Recipe, values: dict[str, str], step: int, page: int, referer: str) -> Lead | None:
    """One turn as a lead; None if its address is none."""
    rule = recipe.steps[step]
    numbers = {
        "page": str(page),
        "from": str((page - rule.first) * SIZE + 1),
        "to": str((page - rule.first + 1) * SIZE),
    }
    filled = values | numbers
    address = joined(values["here"], _fill(rule.url, filled, "url"))
    if address is None:
        return None
    if recipe.turned:
        address = turned(address, page)
    kind = "json" if "json" in rule.media_type else "form"
    body = _fill(rule.body, filled, kind) if rule.body else None
    ask = Ask(body, rule.media_type if body else "", referer)
    return Lead(
        Link(address, onward=True), "list", ask=ask, turn=Turn(recipe.name, _frozen(values), page, step)
    )


def _frozen(values: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(values.items()))


def _fill(template: str, values: dict[str, str], kind: str) -> str:
    """A template with its values, each written as its place wants it; ``{+name}`` as it is."""

    def put(match: re.Match[str]) -> str:
        value = values.get(match[2], "")
        if match[1]:
            return value
        return json.dumps(value, ensure_ascii=False)[1:-1] if kind == "json" else quote(value, safe="")

    return re.sub(r"\{(\+?)(\w+)\}", put, template)


def turned(address: str, page: int) -> str:
    """An address as a script has it, for another page: the parameter that counts pages is set."""
    parts = urlsplit(address)
    counted = ("page", "pageno", "pageindex", "pagenum", "currpage", "curpage", "p")
    pairs: list[tuple[str, str]] = []
    known = False
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        lower = name.lower()
        if lower in counted:
            value, known = str(page), True
        elif lower == "startrecord":
            value = str((page - 1) * SIZE * 3 + 1)
        elif lower == "endrecord":
            value = str(page * SIZE * 3)
        elif lower == "paramjson":
            value, known = re.sub(r'("?page(?:No|Num|Index)"?\s*:\s*"?)\d+', rf"\g<1>{page}", value), True
        if all(other != name for other, _ in pairs):
            pairs.append((name, value))
    if not known:
        pairs.append(("page", str(page)))
    return urlunsplit(parts._replace(query=urlencode(pairs)))


# From an answer to the next ones


def after(page: WebPage, turn: Turn, brought: bool, of_budgets: Any) -> list[Lead]:
    """What an answer of a recipe leads to: the next page of its list, or its next step.

    ``brought`` says whether it had anything that the answers before it had not.
    """
    recipe, values = _by_name()[turn.recipe], dict(turn.values)
    if turn.step < 0:
        assert recipe.second
        second = _sets(recipe.second.values, page, of_budgets)
        more = [values | {name: one for name, one in found.items() if name != "here"} for found in second[:1]]
        found = [lead_of(recipe, one, 0, recipe.steps[0].first, values["here"]) for one in more]
        return [lead for lead in found if lead]
    if recipe.form:
        return _form_leads(recipe, page, turn.page) if brought else []
    rule = recipe.steps[turn.step]
    leads = _objects_on(recipe, rule, page, turn) if rule.each else []
    goes_on = brought and bool(leads or page.links)
    if rule.paged and (goes_on or turn.page - rule.first + 1 < rule.at_least):
        following = lead_of(recipe, values, turn.step, turn.page + 1, values["here"])
        leads += [_as_paging(following)] if following else []
    return leads


def _as_paging(lead: Lead) -> Lead:
    return Lead(lead.link, lead.kind, paging=True, ask=lead.ask, turn=lead.turn)


def _objects_on(recipe: Recipe, rule: StepRule, page: WebPage, turn: Turn) -> list[Lead]:
    """What the objects of an answer lead to: the next step of each, or the file that it is."""
    values = dict(turn.values)
    found: dict[str, Lead] = {}
    for one in objects_in(page.answer)[:MOST_OBJECTS]:
        taken = {name: _text(one, keys) for name, keys in rule.each.items()}
        if not all(taken.values()):
            continue
        own = values | {name: str(value) for name, value in taken.items()}
        if rule.file:
            address = joined(values["here"], _fill(rule.file, own, "url"))
            if address:
                found.setdefault(address, Lead(Link(address, title_in(one), told=True), "attachment"))
            continue
        lead = lead_of(recipe, own, turn.step + 1, recipe.steps[turn.step + 1].first, values["here"])
        if lead:
            named = Link(lead.link.url, title_in(one), onward=True)
            found.setdefault(lead.key, Lead(named, "list", ask=lead.ask, turn=lead.turn))
    return list(found.values())


def are_files(turn: Turn | None) -> bool:
    """Whether the answer of a turn lists the files of one disclosure."""
    if turn is None or turn.step < 0 or turn.recipe not in _by_name():
        return False
    return bool(_by_name()[turn.recipe].steps[turn.step].file)


# Forms of pages that post themselves (ASP.NET)


def _form_leads(recipe: Recipe, page: WebPage, current: int = 1) -> list[Lead]:
    """The next page of a list that a form posts itself for."""
    for match in recipe.sign.finditer(page.markup):
        if int(match["page"]) == current + 1:
            target, argument = unescape(match["target"]), f"{match['prefix'] or ''}{match['page']}"
            break
    else:
        return []
    fields = _hidden(page.markup) | {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    rule = recipe.steps[0]
    ask = Ask(urlencode(fields), rule.media_type, page.url, identity=f"{target}:{argument}")
    turn = Turn(recipe.name, (("here", page.url),), current + 1)
    return [Lead(Link(page.url, onward=True), "list", paging=True, ask=ask, turn=turn)]


def _hidden(markup: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    found = {}
    for match in re.finditer(r"<input\b[^<>]{0,200000}>", markup, re.I):
        pairs = re.findall(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", match[0])
        attributes = {name.lower(): unescape(one or other) for name, one, other in pairs}
        if attributes.get("type", "").lower() == "hidden" and attributes.get("name"):
            found[attributes["name"]] = attributes.get("value", "")
    return found
