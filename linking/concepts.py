"""Concepts: what a figure and what a claim mean, in one language (``concepts.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.characters import fold
from records.list_numbers import ITEM
from records.rule_files import load_rules
from records.tables import ClaimRecord, FactRecord

ENUMERATION = re.compile(rf"^(?:其中[:：]?|{ITEM})+")
TOTAL = re.compile(r"^(本年)?(收入|支出)?(合计|总计|小计)(数)?$|^本年(收入|支出)$")
UPPER = (("基本支出", "basic_expenditure"), ("项目支出", "project_expenditure"))
SUBTOTAL = re.compile(r"^(合计|小计|总计)$")
MONEY_COLUMN = re.compile(r"合计|小计|总计|决算数|预算数|金额|执行数|支出数")
ONE_FUND = re.compile(r"一般公共预算|政府性?基金|国有资本")
SUMMARIES = frozenset({"revenue_expenditure_summary", "fiscal_grant_summary"})


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with what tells its figures apart: an account, a measure, a label.

    As a claim's: good for one ``phase`` only; ``similar`` if a figure of another value may well mean
    something else, so that it does not contradict.
    """

    name: str
    key: str | None = None
    phase: str | None = None
    similar: bool = False


@cache
def rules() -> dict[str, Any]:
    """The rules of ``concepts.toml`` with their patterns compiled."""
    loaded = load_rules(Path(__file__).with_name("concepts.toml"))
    for rule in loaded["fact"]:
        row = rule.get("row")
        rule["row_pattern"] = re.compile(row) if row not in (None, "total", "account") else None
        rule["column_pattern"] = re.compile(rule["column"]) if "column" in rule else None
    for rule in loaded["operation"]:
        rule["row"] = re.compile(rule["row"])
    for rule in loaded["claim"]:
        rule["subject"] = re.compile(rule["subject"])
        rule["sentence"] = re.compile(rule["sentence"]) if "sentence" in rule else None
    loaded["three_public"] = {name: re.compile(text) for name, text in loaded["three_public"].items()}
    loaded["account_synonyms"] = {fold(a): fold(b) for a, b in loaded["account_synonyms"].items()}
    return loaded


@cache
def bare(label: str | None) -> str:
    """A label folded, its leading enumeration and 其中 cut off."""
    return fold(ENUMERATION.sub("", label or ""))


def is_total(label: str | None) -> bool:
    """Whether a row's label is that of a total (合计, 总计)."""
    return TOTAL.match(bare(label)) is not None


@cache
def _measure(measure: str | None, path: tuple[str, ...]) -> str | None:
    """The measure of a column; a 小计 under 基本支出 is basic expenditure."""
    if path and SUBTOTAL.match(fold(path[-1])):
        for upper in path[:-1]:
            for word, name in UPPER:
                if fold(upper).startswith(word):
                    return name
    return measure


def measure_of(fact: FactRecord) -> str | None:
    """What the column of a figure measures."""
    return _measure(fact.measure, tuple(fact.column_path))


def fact_concept(fact: FactRecord, seen: set[tuple[str, str]]) -> Concept | None:
    """The concept of a figure, or ``None`` if no claim speaks of such figures.

    ``seen`` holds the rows (table, label) met so far, for labels of which only the first counts.
    """
    if fact.statement == "three_public":
        return _three_public(fact)
    if fact.statement == "institution_operation":
        return _operation(fact)
    label, measure = bare(fact.row_label), measure_of(fact)
    for rule in rules()["fact"]:
        if fact.statement not in rule["statement"] or not _fits(rule, fact, label, measure):
            continue
        if rule.get("first"):
            if (fact.table_id, label) in seen:
                return None
            seen.add((fact.table_id, label))
        name = rule["concept"]
        key = None
        if name == "account":
            key = fact.account_code or label
        elif name in ("revenue", "expenditure"):
            key = measure
        elif name in ("economic", "project_row"):
            key = label
        return Concept(name, key)
    return None


def _fits(rule: dict[str, Any], fact: FactRecord, label: str, measure: str | None) -> bool:
    row = rule.get("row")
    if row == "total":
        if fact.account_code or not is_total(label):
            return False
    elif row == "account":
        if is_total(label) or not label or label.startswith(("年末", "年初", "上年", "结转")):
            return False
    elif rule["row_pattern"] is not None and not rule["row_pattern"].search(label):
        return False
    if "side" in rule and rule["side"] != fact.side:
        return False
    if "measure" in rule and measure not in rule["measure"]:
        return False
    if "fund" in rule and (fact.fund not in rule["fund"] or _is_nested(fact)):
        return False
    if rule.get("measured") and measure is None:
        return False
    if rule["column_pattern"] is not None and not (
        fact.column_path and rule["column_pattern"].search(fold(fact.column_path[-1]))
    ):
        return False
    return not rule.get("columns_top") or _is_top(fact)


def _is_nested(fact: FactRecord) -> bool:
    """Whether the column stands under another head than that of the fund itself (上年结转)."""
    return any("结转" in head or "结余" in head for head in fact.column_path)


def _is_top(fact: FactRecord) -> bool:
    """Whether the column holds all funds together, not one of them."""
    heads = [fold(head) for head in fact.column_path]
    return bool(heads) and MONEY_COLUMN.search(heads[-1]) is not None and not ONE_FUND.search("".join(heads))


def _three_public(fact: FactRecord) -> Concept | None:
    patterns = rules()["three_public"]
    label = bare(fact.row_label)
    concept = _by_operation(label) if label and not is_total(label) else None
    if concept:
        return concept
    heads = [fold(head) for head in fact.column_path]
    measure: str | None = None
    for head in heads:
        if patterns["vehicles"].search(head):
            measure = "official_vehicles"
        elif measure == "official_vehicles" and not patterns["subtotal"].match(head):
            measure = _head_measure(head) or measure
        elif measure in (None, "three_public_expenditure"):
            measure = _head_measure(head) or measure
    if measure is None and (
        not heads or any(patterns["total"].match(head) for head in heads) or is_total(label)
    ):
        measure = "three_public_expenditure"
    if measure is None and heads:
        return _by_operation(heads[-1])  # 会议费, 培训费 beside the “三公” columns
    return Concept(f"tp:{measure}") if measure else None


def _head_measure(head: str) -> str | None:
    concept = _by_operation(head)
    if concept and concept.name.startswith("tp:"):
        return concept.name[3:]
    if re.search(r"车购置", head):
        return "vehicle_purchase"
    if re.search(r"车(使用)?运行", head):
        return "vehicle_operation"
    if "接待" in head:
        return "official_reception"
    return "overseas_travel" if "出国" in head else None


def _operation(fact: FactRecord) -> Concept | None:
    return _by_operation(bare(fact.row_label))


@cache
def _by_operation(label: str) -> Concept | None:
    for rule in rules()["operation"]:
        if rule["row"].search(label):
            return Concept(rule["concept"], label if rule["concept"] == "vehicle_kind" else None)
    return None


@dataclass(frozen=True, slots=True)
class ClaimConcepts:
    """The concepts that a claim can be held against, best first.

    With ``any_phase`` the text does not say whether it means budget or outturn.
    """

    concepts: tuple[Concept, ...]
    any_phase: bool = False


def claim_concepts(claim: ClaimRecord, section_kind: str | None) -> ClaimConcepts:
    """The concepts of a claim's subject, by the words of subject, sentence and chapter."""
    subject = bare(claim.subject)
    sentence = claim.sentence or ""
    for rule in rules()["claim"]:
        if claim.account_path and "funds" not in rule:
            return ClaimConcepts((Concept("account"),))
        if not rule["subject"].search(subject):
            continue
        if rule["sentence"] is not None and not rule["sentence"].search(sentence):
            continue
        if section_kind not in rule.get("kinds", (section_kind,)) or section_kind in rule.get(
            "not_kinds", ()
        ):
            continue
        if "units" in rule and claim.kind in ("level", "count", "score") and claim.unit not in rule["units"]:
            continue
        if "measures" in rule and claim.measure not in (None, *rule["measures"]):
            continue
        if "funds" in rule and claim.fund not in rule["funds"]:
            continue
        if rule.get("measured") and claim.measure is None:
            continue
        concepts = tuple(_keyed(name, claim, subject) for name in rule["concepts"])
        return ClaimConcepts(concepts, rule.get("any_phase", False))
    return ClaimConcepts((Concept("account"),) if claim.account_path else ())


def _keyed(name: str, claim: ClaimRecord, subject: str) -> Concept:
    """The concept that a rule names, with what the claim says of side, fund, measure or label."""
    name, _, phase = name.partition("@")
    similar = name.endswith("~")
    name = name.removesuffix("~")
    side = claim.side or "expenditure"
    name = {
        "grand_total": f"{side}_grand_total",
        "grant_grand_total": f"grant_{side}_grand_total",
        "current_total": f"{side}_total",
        "fund_expenditure": f"{claim.fund}_expenditure",
    }.get(name, name)
    key = None
    if name in ("revenue", "expenditure"):
        key = claim.measure
    elif name in ("economic", "vehicle_kind"):
        key = subject
    return Concept(name, key, phase or None, similar)
