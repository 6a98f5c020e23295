"""The text of ``docs/rules.md``: every rule with its ground, its severity and an example of each outcome."""

from __future__ import annotations

from pathlib import Path

from linking.obligations.owed import Obligation, obligations
from linking.rules.declared import DeclaredFilter, DeclaredRule, declared_filters, declared_rules
from outputs.language.speaking import spoken, told
from records.vocabularies import vocabularies

FILTERS = (
    "A failure that rests on our reading rather than on the document is not told. Each is counted in a "
    "diagnostic whose code is `withheld_` and the name of the filter."
)


def rule_titles() -> dict[str, str]:
    """Each rule and each obligation: its id and its Chinese title."""
    rules = {rule.rule_id: rule.title for rule in declared_rules().values()}
    return rules | {one.rule_id: one.title for one in obligations().values()}


def rules_guide() -> str:
    """The page, in Markdown, in the language that is spoken."""
    introduction = Path(__file__).with_name(f"rules.{spoken()}.md").read_text("utf-8").rstrip()
    parts = [introduction, f"## {told('What must hold')}", *map(_rule, declared_rules().values())]
    filters = [f"- `{one.filter_id}` {_both(one)}" for one in declared_filters().values()]
    parts += [f"## {told('What keeps a failure back')}", told(FILTERS), "\n".join(filters)]
    parts += [f"## {told('What is owed')}", *map(_obligation, obligations().values())]
    return "\n\n".join(parts) + "\n"


def _both(one: DeclaredFilter) -> str:
    return f"{one.title}。" if spoken() == "zh" else f"{one.title}: {one.title_en}."


def _rule(rule: DeclaredRule) -> str:
    kind = vocabularies()["finding_kind"][rule.kind]
    return _chapter(rule, told("{kind}; {grade}.", kind=kind, grade=_grade(rule.severity)))


def _obligation(one: Obligation) -> str:
    since = told(", from {year} on", year=one.from_year) if one.from_year else ""
    kinds = vocabularies()["report_kind"]
    who = told(" and ").join(kinds[k] if spoken() == "zh" else k.replace("_", " ") for k in one.kinds)
    owed = told("Owed by the {who}{since}; {grade}.", who=who, since=since, grade=_grade(one.severity))
    return _chapter(one, owed)


def _grade(word: str) -> str:
    return f"{vocabularies()['grade'][word]} `{word}`" if spoken() == "zh" else f"`{word}`"


def _chapter(one: DeclaredRule | Obligation, said: str) -> str:
    titled = said if spoken() == "zh" else f"{one.title_en}. {said}"
    told_of = [
        told("- Ground: {ground}", ground=one.ground),
        told("- Holds: {example}", example=one.holds),
        told("- Fails: {example}", example=one.fails),
    ]
    return "\n\n".join([f"### `{one.rule_id}` {one.title}", titled, "\n".join(told_of)])
