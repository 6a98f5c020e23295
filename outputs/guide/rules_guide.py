"""The text of ``docs/rules.md``: every rule with its ground, its severity and an example of each outcome."""

from __future__ import annotations

from linking.obligations.owed import obligations
from linking.rules.declared import declared_filters, declared_rules
from records.vocabularies import vocabularies

INTRODUCTION = """# Rules

What Duizhang holds a disclosure against. A failed check, a contradicted claim or an obligation that is not
met names its rule; `findings` tells each root cause once. The table `rules` says which of them were applied
to a document, how often, and how often they failed. This page is made from `linking/rules/rules.toml` and
`linking/obligations/owed.toml` by `duizhang schema rules`. Each rule also has an example that runs
(`linking/rules/examples.toml`): a change in one of four small consistent disclosures, which a test reads; of
an obligation it is what one of them says of it, left out.

`error` is worth a phone call, `notice` worth knowing. An obligation that is not met is told as a notice: it
may be met in a form that is not known here."""

FILTERS = """A failure that rests on our reading rather than on the document is not told. Each is counted in a
diagnostic whose code is `withheld_` and the name of the filter."""


def rule_titles() -> dict[str, str]:
    """Each rule and each obligation: its id and its Chinese title."""
    rules = {rule.rule_id: rule.title for rule in declared_rules().values()}
    return rules | {one.rule_id: one.title for one in obligations().values()}


def rules_guide() -> str:
    """The page, in Markdown."""
    kinds = vocabularies()["finding_kind"]
    parts = [INTRODUCTION, "## What must hold"]
    for rule in declared_rules().values():
        parts.append(
            f"### `{rule.rule_id}` {rule.title}\n\n"
            f"{rule.title_en}. {kinds[rule.kind]}; `{rule.severity}`.\n\n"
            f"- Ground: {rule.ground}\n- Holds: {rule.holds}\n- Fails: {rule.fails}"
        )
    kept_back = [f"- `{one.filter_id}` {one.title}: {one.title_en}." for one in declared_filters().values()]
    parts += ["## What keeps a failure back", FILTERS, "\n".join(kept_back), "## What is owed"]
    for one in obligations().values():
        since = f", from {one.from_year} on" if one.from_year else ""
        who = " and ".join(kind.replace("_", " ") for kind in one.kinds)
        parts.append(
            f"### `{one.rule_id}` {one.title}\n\n"
            f"{one.title_en}. Owed by the {who}{since}; `{one.severity}`.\n\n"
            f"- Ground: {one.ground}\n- Holds: {one.holds}\n- Fails: {one.fails}"
        )
    return "\n\n".join(parts) + "\n"
