"""Every rule has an example that runs: a consistent disclosure, and the change in it that the rule tells."""

from __future__ import annotations

from functools import cache

import pytest
from pydantic import BaseModel

from extractors.reading import read_file
from linking.linker import Linked, link
from linking.obligations.owed import obligations
from linking.rules.declared import declared_rules, rule_of_relation
from nlp.narrative import read_narrative
from records.phrases import HOUSE
from records.rule_files import load_rules

RULES = HOUSE / "linking/rules"
EXAMPLES = RULES / "examples"
"""Small consistent disclosures, in which each rule's example breaks it."""


class RuleExample(BaseModel, extra="forbid"):
    """How a rule is broken: ``was`` stands in a consistent disclosure, and ``now`` is put in its place."""

    rule_id: str
    disclosure: str
    was: str
    now: str

    def texts(self) -> tuple[str, str]:
        """The disclosure (Markdown) as it holds and as it fails."""
        text = (EXAMPLES / f"{self.disclosure}.md").read_text("utf-8")
        return text, text.replace(self.was, self.now, 1)


RULE_EXAMPLES = {
    one.rule_id: one for one in load_rules(RULES / "examples.toml", dict[str, list[RuleExample]])["example"]
}
"""The example of each rule, by its id."""


@cache
def linked(text: str) -> Linked:
    read = read_file(text.encode(), "例.md")
    narrative = read_narrative(read)
    read.document.claims, read.document.reasons = narrative.claims, narrative.reasons
    return link(read.document, narrative.claims, texts=read.texts)


def failed(text: str) -> set[str]:
    """The rules that fail in a disclosure."""
    made = linked(text)
    contradicted = {rule_of_relation(one.relation) for one in made.links if one.verdict == "contradicted"}
    return contradicted | {one.rule_id for one in made.checks if one.verdict == "fails"}


def statuses(text: str) -> dict[str, str]:
    """The obligations of a disclosure, each with its status."""
    return {one.rule_id: one.status for one in linked(text).obligations}


def test_a_consistent_disclosure_meets_what_it_owes_and_one_that_leaves_it_out_does_not() -> None:
    whole = (EXAMPLES / "final_accounts.md").read_text("utf-8")
    held = statuses(whole)
    told = {one.rule_id: one.breaks for one in obligations().values() if one.breaks is not None}
    assert {held[rule_id] for rule_id in told} == {"met"}
    without = {rule_id: statuses(breaks.sub("", whole))[rule_id] for rule_id, breaks in told.items()}
    assert without == dict.fromkeys(told, "not_met")


def test_only_what_rests_on_forms_and_dates_has_no_such_example() -> None:
    others = [one for one in obligations().values() if one.breaks is None]
    assert all(one.forms or one.within_days for one in others)


def test_every_rule_on_one_disclosure_has_an_example() -> None:
    """Those that hold several disclosures against each other are tested on books of them."""
    over_years = {rule.rule_id for rule in declared_rules().values() if rule.kind == "over_years"}
    assert set(RULE_EXAMPLES) == set(declared_rules()) - over_years


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.md")))
def test_no_rule_fails_in_a_consistent_disclosure(name: str) -> None:
    assert failed((EXAMPLES / f"{name}.md").read_text("utf-8")) == set()


@pytest.mark.parametrize("rule_id", RULE_EXAMPLES)
def test_a_rule_tells_its_example(rule_id: str) -> None:
    holding, failing = RULE_EXAMPLES[rule_id].texts()
    assert holding != failing
    assert rule_id in failed(failing)
