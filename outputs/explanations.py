"""A finding in the language of its reader: in Chinese as a reviewer writes it, in English by its rule.

The English sentence is made from what the rule asks and from the numbers. Names of accounts, units and what
the document prints stay as they are.
"""

from __future__ import annotations

from linking.obligations.owed import obligations
from linking.rules.declared import DeclaredRule, declared_rules, named_in
from linking.wording import AT_MOST, MOVED
from outputs.findings import POINTS, Finding
from outputs.language.speaking import spoken

ENGLISH = {"持平": "unchanged", AT_MOST: "no more than "}
"""Words of ours in a number that would hold -> the same in English."""
for _up, _down in MOVED.values():
    ENGLISH |= {_up: "up ", _down: "down "}


def explained(finding: Finding) -> str:
    """The finding as a sentence, in the language that is spoken."""
    english = in_english(finding) if spoken() == "en" else None
    return english or finding.explanation or ""


def headed(finding: Finding) -> str:
    """What is wrong of what, in the language that is spoken; its numbers are told beside it."""
    return (headed_in_english(finding) if spoken() == "en" else None) or finding.subject or ""


def headed_in_english(finding: Finding) -> str | None:
    """What is wrong of what, in English; ``None`` where its rule is not known."""
    if owed := obligations().get(finding.rule_id or ""):
        return f"Not met: {owed.title_en}"
    rule = declared_rules().get(finding.rule_id or "")
    if rule is None:
        return None
    return _fault(finding, rule)


def in_english(finding: Finding) -> str | None:
    """The finding as an English sentence; ``None`` where its rule is not known."""
    rule_id = finding.rule_id or ""
    if owed := obligations().get(rule_id):
        return f"Owed, and not met: {owed.title_en}."
    rule = declared_rules().get(rule_id)
    if rule is None:
        return None
    parts = []
    if finding.said:
        parts.append(f"printed is {number_in_english(finding.said)}")
    if finding.given:
        parts.append(f"{number_in_english(finding.given)} would hold")
    if finding.difference and finding.said and finding.given:
        parts.append(f"the difference is {number_in_english(finding.difference)}")
    return "; ".join(filter(None, [_fault(finding, rule), ", ".join(parts)])) + "."


def _fault(finding: Finding, rule: DeclaredRule) -> str:
    """What is wrong of what: ``教育支出: the stated figure is not that of the tables``."""
    named = _named(finding, rule)
    return f"{named}: {rule.fault_en}" if named else rule.fault_en[0].upper() + rule.fault_en[1:]


def _named(finding: Finding, rule: DeclaredRule) -> str:
    """What something is wrong of, without what is wrong, which the rule tells."""
    subject = finding.subject or ""
    return named_in(subject, rule.rule_id) or ("" if subject == rule.fault else subject)


def numbered(text: str | None) -> str:
    """A number with its unit, in the language that is spoken; nothing where there is none."""
    return number_in_english(text or "") if spoken() == "en" else text or ""


def number_in_english(text: str) -> str:
    """A number with its unit, the word for a direction in English."""
    for chinese, english in ENGLISH.items():
        if text.startswith(chinese):
            text = english + text.removeprefix(chinese)
            break
    return text.replace(f" {POINTS}", " percentage points").replace(POINTS, " percentage points").strip()
