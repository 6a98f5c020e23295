"""The declared rules (``rules.toml``) and the filters of failures (``filters.toml``), by id."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from records.rule_files import Rules, load_rules

CLAIM_RULE = "claim_"
"""Before the relation of a link: the rule that a contradicted claim breaks."""


class DeclaredRule(Rules):
    """A rule: what it asks, its ground (表式、法规), its severity, and an example of each outcome.

    ``additive``: a failure would be mended by changing one of its figures by the difference; ``bound``: it is
    held against a limit. ``fault`` and ``fault_en`` say in the title of a finding what is wrong.
    """

    rule_id: str
    title: str
    title_en: str
    ground: str
    severity: Literal["error", "notice"]
    fault: str
    fault_en: str
    kind: Literal[
        "tables", "text", "text_against_text", "text_against_tables", "performance", "over_years"
    ] = "tables"
    additive: bool = True
    bound: bool = False
    holds: str
    fails: str

    def headline(self, of: str | None) -> str:
        """The title of a finding: what something is wrong ``of``, and what is wrong."""
        name = (of or "").rstrip("：:；;，, ")
        return f"{name}：{self.fault}" if name else self.fault


class DeclaredFilter(Rules):
    """What keeps a failed check back: its failures are not told, but a diagnostic counts them.

    ``fewest``: failures from which on it is asked; ``times``: how often more than what stands against it.
    """

    filter_id: str
    title: str
    title_en: str
    fewest: int = 1
    times: int = 1


class _RuleFile(Rules):
    rule: list[DeclaredRule]


class _FilterFile(Rules):
    filter: list[DeclaredFilter]


@cache
def declared_rules() -> dict[str, DeclaredRule]:
    """All rules by id, in the order of the file. Raises :class:`~records.rule_files.InvalidRules`."""
    rules = load_rules(Path(__file__).with_name("rules.toml"), _RuleFile).rule
    return {rule.rule_id: rule for rule in rules}


@cache
def declared_filters() -> dict[str, DeclaredFilter]:
    """All filters of failures by id. Raises :class:`~records.rule_files.InvalidRules`."""
    filters = load_rules(Path(__file__).with_name("filters.toml"), _FilterFile).filter
    return {one.filter_id: one for one in filters}


def named_in(title: str, rule_id: str) -> str:
    """What a title that :meth:`DeclaredRule.headline` made says that something is wrong of; "" for none."""
    rule = declared_rules().get(rule_id)
    named = title.removesuffix(f"：{rule.fault}") if rule else title
    return "" if named == title else named


def rule_of_relation(relation: str) -> str:
    """The id of the rule that a claim breaks which is contradicted by way of a relation."""
    return CLAIM_RULE + relation
