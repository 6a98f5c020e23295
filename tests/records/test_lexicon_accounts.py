"""The classification: codes and names agree, names hold in their years, parents stand above."""

from __future__ import annotations

from pathlib import Path

import pytest

from records.lexicon.accounts import (
    account_key,
    accounts,
    all_codes_of,
    class_code,
    class_names,
    codes_of,
    level_of,
    name_today,
)
from records.lexicon.reading import read
from records.lexicon.schema import EconomicAccounts, FunctionalAccounts
from records.rule_files import InvalidRules, load_rules


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("210", 2013, "医疗卫生支出"),
        ("210", 2018, "医疗卫生与计划生育支出"),
        ("210", 2019, "卫生健康支出"),
        ("210", None, "卫生健康支出"),
        ("207", 2018, "文化体育与传媒支出"),
        ("20805", 2019, "行政事业单位离退休"),
        ("20805", 2024, "行政事业单位养老支出"),
    ],
)
def test_an_account_has_the_name_of_the_year(code: str, year: int | None, name: str) -> None:
    assert accounts()["functional", code].name_in(year) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("卫生健康支出", "210"),
        ("卫生健康", "210"),
        ("医疗卫生与计划生育支出", "210"),
        ("教育", "205"),
        ("行政运行", None),
        ("教育收费", None),
    ],
)
def test_a_class_is_told_by_its_name_of_any_year(name: str, code: str | None) -> None:
    assert class_code(name) == code


def test_every_name_leads_back_to_its_code() -> None:
    for (scheme, code), account in accounts().items():
        for name in account.names:
            assert code in codes_of(name.name, scheme)
            assert code in all_codes_of(name.name)


def test_every_class_and_every_item_has_its_level_and_its_parent() -> None:
    for (scheme, code), account in accounts().items():
        assert account.level == level_of(code, scheme)
        assert account.parent is None or (scheme, account.parent) in accounts()
    assert level_of("9999999", None) is None
    assert len(class_names()) > 30


def test_an_old_name_is_todays_by_another_word() -> None:
    assert name_today("行政事业单位离退休") == "行政事业单位养老支出"
    assert name_today("卫生健康支出") == "卫生健康支出"
    assert name_today("政府办公厅（室）及相关机构事务") == "政府办公厅室及相关机构事务"


def test_the_name_of_an_account_is_read_whole() -> None:
    readings = {name.name: read(name.name) for account in accounts().values() for name in account.names}
    assert len(readings) > 500
    assert [name for name, one in readings.items() if not one.whole] == []
    assert [name for name, one in readings.items() if one.sides != ("expenditure",)] == []
    assert [name for name, one in readings.items() if one.measure is None] == []


def test_a_path_of_accounts_is_one_account_and_two_accounts_are_not() -> None:
    assert read("教育支出-普通教育-小学教育").whole
    assert read("住房公积金、提租补贴").left == ("住房公积金",)


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (FunctionalAccounts, '[functional]\n21 = "错"'),
        (FunctionalAccounts, '[functional]\n20101 = "没有上级"'),
        (FunctionalAccounts, '[functional]\n201 = [{ name = "甲", to = 2018 }]'),
        (EconomicAccounts, '[economic]\n301 = "甲"\n[government_economic]\n301 = "乙"'),
    ],
)
def test_a_wrong_account_fails_when_it_is_loaded(tmp_path: Path, model: type, text: str) -> None:
    path = tmp_path / "accounts.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidRules):
        load_rules(path, model)


def test_names_compare_without_the_word_for_expenditure() -> None:
    assert account_key("卫生健康支出") == account_key("卫生健康")
