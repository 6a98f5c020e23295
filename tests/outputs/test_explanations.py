"""Findings in English: a sentence of each rule, with nothing of ours left in Chinese."""

from __future__ import annotations

import re

import pytest

from linking.obligations.owed import obligations
from linking.rules.declared import declared_rules
from outputs.explanations import explained, headed, in_english, number_in_english
from outputs.findings import Finding
from outputs.language.speaking import speaking

CHINESE = re.compile(r"[\u3400-\u9fff]+")


def finding(rule_id: str | None, subject: str, **given: str | None) -> Finding:
    told = {"said": "增长36.56%", "given": "下降2.5%", "difference": "+39.06 个百分点"} | given
    return Finding("f1", 3, subject, relative=0.5, explanation="两者不符。", rule_id=rule_id, **told)


def test_every_rule_is_told_in_english_but_for_the_names_of_the_document() -> None:
    for rule in declared_rules().values():
        one = finding(rule.rule_id, rule.headline("教育支出"))
        told = in_english(one) or ""
        assert told.startswith(f"教育支出: {rule.fault_en}; printed is up 36.56%, down 2.5% would hold")
        assert told.endswith("the difference is +39.06 percentage points.")
        assert set(CHINESE.findall(told)) == {"教育支出"}, rule.rule_id
        bare = finding(rule.rule_id, rule.headline(""), said=None, given=None, difference=None)
        assert (in_english(bare) or "").lower() == f"{rule.fault_en}.".lower()
        assert CHINESE.findall(headed(bare)) == []
    for owed in obligations().values():
        assert CHINESE.findall(in_english(finding(owed.rule_id, owed.fault)) or "?") == []
        with speaking("en"):
            assert headed(finding(owed.rule_id, owed.fault)) == f"Not met: {owed.title_en}"


def test_the_language_that_is_spoken_decides() -> None:
    one = finding("claim_equals", declared_rules()["claim_equals"].headline("教育支出"))
    with speaking("zh"):
        assert (explained(one), headed(one)) == ("两者不符。", one.subject)
    with speaking("en"):
        assert explained(one) == in_english(one)
        assert headed(one) == "教育支出: the stated figure is not that of the tables"


def test_a_finding_whose_rule_is_not_known_keeps_its_sentence() -> None:
    for rule_id in (None, "a_rule_of_another_version"):
        assert explained(finding(rule_id, "教育支出：不符")) == "两者不符。"
        assert headed(finding(rule_id, "教育支出：不符")) == "教育支出：不符"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("1,234.56万元", "1,234.56万元"),
        ("减少3万元", "down 3万元"),
        ("持平", "unchanged"),
        ("不超过3万元", "no more than 3万元"),
        ("+2 个百分点", "+2 percentage points"),
        ("增收节支3项", "增收节支3项"),
    ],
)
def test_words_of_ours_in_numbers_are_told_in_english(text: str, english: str) -> None:
    assert number_in_english(text) == english
