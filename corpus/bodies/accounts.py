"""The national classification of revenue and expenditure (政府收支分类科目), as the corpus needs it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from records.rule_files import load_rules


@cache
def _classification() -> dict[str, Any]:
    return load_rules(Path(__file__).with_name("accounts.toml"))


def functional() -> dict[str, str]:
    """Code (3, 5 or 7 digits) -> name of a functional account (支出功能分类)."""
    return _classification()["functional"]


def economic() -> dict[str, str]:
    """Code (3 or 5 digits) -> name of an economic account (部门预算支出经济分类)."""
    return _classification()["economic"]


def summary_classes(report_kind: str) -> list[tuple[str, str]]:
    """类 in the order in which the summary statements of ``report_kind`` list them."""
    return [(code, name) for code, name in _classification()["summary"][report_kind]]


def parents(code: str) -> tuple[str, ...]:
    """类 and 款 above a functional account: ``2080505`` -> ``("208", "20805")``."""
    return tuple(code[:n] for n in (3, 5) if n < len(code))


def path(code: str) -> list[str]:
    """Names of 类, 款, 项 down to ``code``."""
    names = functional()
    return [names[c] for c in (*parents(code), code)]


def government(code: str) -> tuple[str, str]:
    """The account of the government budget's economic classification that an economic account is in.

    Code and name (政府预算支出经济分类); for a 类 or what is not listed, two empty texts.
    """
    found = _classification()["government"].get(code)
    return (found, _classification()["government_names"][found]) if found else ("", "")
