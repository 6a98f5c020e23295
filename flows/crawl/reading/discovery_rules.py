"""The built-in rules of ``discovery.toml``: what leads to disclosures, what is one, how files are named."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from typing_extensions import TypedDict

from records.rule_files import Expression, closed, load_rules


@closed
class FileRules(TypedDict):
    suffixes: list[str]
    address: Expression
    viewer_parameters: list[str]
    nameless: Expression
    by_media_type: dict[str, str]


@closed
class MissingRules(TypedDict):
    title: Expression
    text: Expression
    text_length: int


@closed
class DiscoveryRules(TypedDict):
    wanted: list[Expression]
    unwanted: list[Expression]
    lists: list[Expression]
    leads_on: list[Expression]
    of_budgets: list[Expression]
    offices: list[Expression]
    no_offices: list[Expression]
    years: list[Expression]
    stages: list[Expression]
    cut_off: Expression
    may_be_cut: Expression
    on_the_way: list[Expression]
    next_page: list[Expression]
    last_page: list[Expression]
    page_number: Expression
    says_attached: Expression
    list_address: Expression
    numbered_list: Expression
    counters: Expression
    pager_call: Expression
    page_count: Expression
    current_page: Expression
    files: FileRules
    missing: MissingRules


@cache
def rules() -> DiscoveryRules:
    """The rules. Raises :class:`~records.rule_files.InvalidRules`."""
    return load_rules(Path(__file__).parent.parent / "discovery.toml", DiscoveryRules)
