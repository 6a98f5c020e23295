"""Recipes: each asks for what its example says, and finds in the answer what it says."""

from __future__ import annotations

import re

import pytest

from flows.crawl.discovery import Discovery
from flows.crawl.leads import Lead
from flows.crawl.reading.pages import WebPage, read_page, read_script_answer
from flows.crawl.recipes import Example, Recipe, after, book, first_leads, turned
from flows.crawl.sources import Source

RULES = Discovery(Source(name="a", start=("http://a.example/",)))
EXAMPLES = [
    pytest.param(recipe, example, id=recipe.name) for recipe in book().recipe for example in recipe.example
]


def asked(lead: Lead) -> str:
    return lead.link.url if lead.ask.body is None else f"{lead.link.url} {lead.ask.body}"


def page_at(address: str, markup: str) -> WebPage:
    return read_page(address, f"<html><body>{markup}</body></html>".encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize(("recipe", "example"), EXAMPLES)
def test_a_recipe_asks_for_what_its_example_says(recipe: Recipe, example: Example) -> None:
    leads = first_leads(page_at(example.address, example.page), RULES.is_column)
    found = [asked(lead) for lead in leads]
    if example.second:
        (lead,) = leads
        assert lead.turn
        second = page_at(lead.link.url, example.second)
        leads = after(second, lead.turn, True, RULES.is_column)
        found += [asked(one) for one in leads]
    assert found == [*example.asks, *example.posts]
    assert {lead.turn.recipe for lead in leads if lead.turn} == {recipe.name}


@pytest.mark.parametrize(
    ("recipe", "example"),
    [one for one in EXAMPLES if one.values[1].answer],  # type: ignore[union-attr]
)
def test_a_recipe_finds_in_an_answer_what_its_example_says(recipe: Recipe, example: Example) -> None:
    lead = first_leads(page_at(example.address, example.page), RULES.is_column)[0]
    url, body = lead.link.url, example.answer.encode()
    answer = read_script_answer(url, body, "text/plain; charset=utf-8") or read_page(url, body, None)
    assert lead.turn
    steps = after(answer, lead.turn, True, RULES.is_column) if recipe.steps[0].each else []
    links = [one.link for one in steps if not one.paging] or answer.links
    assert [f"{link.url} {link.text}" for link in links] == list(example.links)


@pytest.mark.parametrize("recipe", book().recipe, ids=lambda recipe: recipe.name)
def test_a_recipe_holds_for_no_other_page(recipe: Recipe) -> None:
    for markup in recipe.not_for:
        leads = first_leads(page_at("http://a.example/x.html", markup), RULES.is_column)
        assert [lead for lead in leads if lead.turn and lead.turn.recipe == recipe.name] == []


def test_every_family_has_a_sign_that_plain_pages_do_not_bear() -> None:
    for one in book().family:
        assert not one.sign.search('<a href="/zwgk/yjs/t1.html">某局2024年部门预算</a>')


def test_an_address_is_turned_to_another_page_by_the_parameter_that_counts_them() -> None:
    assert turned("http://a.example/x?page=1&id=3", 4) == "http://a.example/x?page=4&id=3"
    assert turned("http://a.example/x?id=3", 4) == "http://a.example/x?id=3&page=4"
    assert turned("http://a.example/x?id=3&pageIndex=", 2) == "http://a.example/x?id=3&pageIndex=2"
    told = turned("http://a.example/x?paramJson=%7B%22pageNo%22%3A%221%22%7D", 2)
    assert "%22pageNo%22%3A%222%22" in told
    assert not re.search(r"[?&]page=", told)


def test_a_pattern_of_a_recipe_takes_no_long_time_over_hostile_markup() -> None:
    hostile = ("dataproxy.jsp?" * 2000 + "'" * 2000 + '"' * 2000 + "{" * 4000 + "channelId=" * 2000) * 3
    page = page_at("http://a.example/gkmlpt/x", hostile + "<script>TREE: [" + "[" * 9000)
    assert isinstance(first_leads(page, RULES.is_column), list)
