"""The lexicon: its data follow their schema, and every example and counter-example is read as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.lexicon import statements as statements_module
from records.lexicon.bodies import body_ends
from records.lexicon.folding import fold
from records.lexicon.patterns import is_finite, spelled_out
from records.lexicon.reading import read
from records.lexicon.schema import Statement, Statements, Terms
from records.lexicon.segments import Names
from records.lexicon.statements import fund_of, side_of, statement_of_title, statements, titles
from records.lexicon.terms import count_of, terms, wholes_of, words
from records.phrases import any_of
from records.rule_files import InvalidRules, load_rules
from records.vocabularies import vocabularies

EXAMPLES = [(term.measure, text) for term in terms().values() for text in term.examples]
COUNTER = [(term.measure, text) for term in terms().values() for text in term.counter]
FUND_EXAMPLES = [(fund.fund, text) for fund in words().fund for text in fund.examples]
FUND_COUNTER = [(fund.fund, text) for fund in words().fund for text in fund.counter]

GOOD = """
[[term]]
measure = "conference"
chinese = "会议费"
unit = "money"
says = ["会议费"]
examples = ["会议费"]
counter = ["培训费"]
source = "30215"
"""


def test_an_example_is_read_whole_as_its_measure() -> None:
    for measure, text in EXAMPLES:
        reading = read(text)
        assert (reading.measure, reading.left, reading.qualifiers) == (measure, (), ()), text


def test_a_counter_example_is_not_read_as_the_measure() -> None:
    assert [(measure, text) for measure, text in COUNTER if read(text).measure == measure] == []


@pytest.mark.parametrize("statement", [one for one in statements().values() if one.stated])
def test_a_chapter_names_the_figures_of_its_statement_as_the_examples_do(statement: Statement) -> None:
    assert statement.stated is not None
    assert all(statement.stated.search(text) for text in statement.examples)
    assert not any(statement.stated.search(text) for text in statement.counter)


def test_an_example_names_its_fund_and_no_more() -> None:
    for fund, text in FUND_EXAMPLES:
        assert (read(text).fund, read(text).whole) == (fund, True), text


def test_a_counter_example_does_not_name_the_fund() -> None:
    assert [(fund, text) for fund, text in FUND_COUNTER if read(text).fund == fund] == []


def test_a_name_of_a_body_ends_surely_and_no_other_word_does() -> None:
    sure = re.compile(f"{any_of(body_ends().sure)}$")
    assert [name for name in body_ends().examples if not sure.search(name)] == []
    assert [word for word in body_ends().counter if sure.search(word)] == []


def test_every_measure_of_a_term_is_a_published_word() -> None:
    published = vocabularies()["measure"]
    assert {measure: term.chinese for measure, term in terms().items()}.items() <= published.items()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('unit = "money"', 'unit = "money"\nunites = ["元"]'),
        ('measure = "conference"', 'measure = "no_such_measure"'),
        ('says = ["会议费"]', 'says = ["会议费("]'),
        ('examples = ["会议费"]', "examples = []"),
        ('unit = "money"', 'unit = "money"\npart_of = ["training"]'),
        ('unit = "money"', 'unit = "yuan"'),
        ("[[term]]", "[[term]"),
    ],
)
def test_an_unknown_key_word_or_pattern_fails_when_it_is_loaded(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(GOOD, "utf-8")
    assert load_rules(path, Terms).term[0].measure == "conference"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(InvalidRules, match=r"terms\.toml"):
        load_rules(path, Terms)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("基本支出中医疗业务支出", ("医疗业务",)),
        ("预留给小型和微型企业的政府采购", ("预留给小型和微型企业",)),
        ("专项支出", ("专项",)),
        ("基本支出结转", ("结转",)),
        ("基本工资及津贴补贴", ("基本工资",)),
        ("债务转贷收入", ("债务转贷",)),
        ("省检察院收入", ("省检察院",)),
        ("《三公经费》管理办法", ("《三公经费》", "管理办法")),
    ],
)
def test_words_in_no_list_are_left_over_and_leave_no_measure(text: str, left: tuple[str, ...]) -> None:
    assert (read(text).left, read(text).measure) == (left, None)


@pytest.mark.parametrize(
    ("label", "total"),
    [
        ("省总工会本级", False),
        ("交通警察总队", False),
        ("总部大楼维修", False),
        ("空调机（总预算20万以下）", False),
        ("累计折旧", False),
        ("总收入", True),
        ("总预算", True),
        ("其他资金小计", True),
        ("合计（不含补贴）", True),
        ("云河局本级小计", True),
    ],
)
def test_a_name_that_opens_with_the_word_of_a_total_is_none(label: str, total: bool) -> None:
    assert read(label).is_total is total


@pytest.mark.parametrize(
    ("text", "measure", "qualifiers"),
    [
        ("项目支出公用经费", "public_expenditure", ("project_expenditure",)),
        ("事业收入支出", "current_year_expenditure", ("undertaking_revenue",)),
        ("会议费和培训费", None, ("conference",)),
        ("在职人员经费", None, ("staff",)),
        ("“三公”经费、会议费", None, ("three_public_expenditure",)),
        ("基本支出中人员经费", "personnel_expenditure", ()),
        ("“三公”经费中公务用车运行维护费", "vehicle_operation", ()),
    ],
)
def test_the_head_of_a_phrase_is_its_end(text: str, measure: str | None, qualifiers: tuple[str, ...]) -> None:
    assert (read(text).measure, read(text).qualifiers) == (measure, qualifiers)


@pytest.mark.parametrize(
    ("text", "measure", "fund", "sides"),
    [
        ("一般公共预算财政拨款支出", "current_year_expenditure", "general_public_budget", ("expenditure",)),
        ("政府性基金预算财政拨款收入", "fiscal_grant_revenue", "government_fund", ("revenue",)),
        ("国有资本经营预算支出", "current_year_expenditure", "state_capital", ("expenditure",)),
        ("国有资本经营预算收入", "fiscal_grant_revenue", "state_capital", ("revenue",)),
        ("财政拨款收、支总计", "grand_total", "fiscal_grant", ("revenue", "expenditure")),
        ("其他资金收入预算总计", "other_funds_revenue", "other", ("revenue",)),
        ("财政专户管理资金支出预算合计", "current_year_expenditure", "special_account", ("expenditure",)),
        ("一般公共预算及政府性基金财政拨款“三公”经费", "three_public_expenditure", None, ("expenditure",)),
        ("支出", "current_year_expenditure", None, ("expenditure",)),
        ("一般公共预算财政拨款", None, "general_public_budget", ()),
    ],
)
def test_funds_and_sides_narrow_what_is_measured(
    text: str, measure: str | None, fund: str | None, sides: tuple[str, ...]
) -> None:
    reading = read(text)
    assert (reading.measure, reading.fund, reading.sides) == (measure, fund, sides)


@pytest.mark.parametrize(
    ("text", "under", "measure"),
    [
        ("小计", "basic_expenditure", "basic_expenditure"),
        ("合计", "official_vehicles", "official_vehicles"),
        ("购置费", "official_vehicles", "vehicle_purchase"),
        ("运行维护费", "official_vehicles", "vehicle_operation"),
        ("货物", "procurement", "procurement_goods"),
        ("公务接待费", "three_public_expenditure", "official_reception"),
        ("购置费", None, None),
        ("合计", None, None),
    ],
)
def test_what_a_word_means_below_another(text: str, under: str | None, measure: str | None) -> None:
    assert read(text, under).measure == measure


def test_a_count_is_never_money() -> None:
    assert read("公务接待费", unit="批次").measure == "domestic_reception_batches"
    assert read("公务用车运行维护费（辆）").measure == "vehicles_held"
    assert read("会议费", unit="人").measure is None
    assert count_of("overseas_travel", "个") == "overseas_groups"


def test_names_of_a_document_are_words_of_it() -> None:
    names = Names(frozenset({"城市公园绿化养护"}), frozenset({"省检察院"}))
    assert read("省检察院本年收入预算合计").measure is None
    assert read("省检察院本年收入预算合计", names=names).measure == "current_year_revenue"
    reading = read("城市公园绿化养护支出", names=names)
    assert (reading.measure, reading.accounts, reading.whole) == (
        "current_year_expenditure",
        ("城市公园绿化养护",),
        True,
    )


def test_a_part_of_a_part_is_a_part_of_the_whole() -> None:
    assert "three_public_expenditure" in wholes_of("vehicle_purchase")
    assert "project_expenditure" not in wholes_of("personnel_expenditure")


@given(st.text("本年财政拨款公用经费支出收入合计总三车购置运行未知的和、（）《》 1", max_size=14))
def test_every_letter_is_read_or_left_over(text: str) -> None:
    reading = read(text)
    assert reading.whole == (not reading.left and not reading.qualifiers)
    assert all(word for word in reading.left)
    assert reading.measure is None or reading.measure in terms()


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("一(?:二|三)?四", ["一二四", "一三四", "一四"]),
        ("甲?乙", ["甲乙", "乙"]),
        ("(?:a(?:b|c)|d)", ["ab", "ac", "d"]),
    ],
)
def test_a_finite_pattern_is_spelled_out(pattern: str, found: list[str]) -> None:
    assert is_finite(pattern)
    assert spelled_out(pattern) == found


def test_an_open_bracket_is_no_pattern() -> None:
    with pytest.raises(ValueError, match="bracket"):
        spelled_out("一(?:二")
    with pytest.raises(ValueError, match="bracket"):
        spelled_out("一)二")


def test_every_statement_is_described_once(tmp_path: Path) -> None:
    assert set(statements()) == set(vocabularies()["statement"])
    source = Path(statements_module.__file__).with_name("statements.toml").read_text("utf-8")
    path = tmp_path / "statements.toml"
    path.write_text(source.partition("[[statement]]")[0] + "statement = []\n", "utf-8")
    with pytest.raises(InvalidRules, match="described once"):
        load_rules(path, Statements)


def test_statements_that_balance_are_of_the_form_and_share_money() -> None:
    for one in statements().values():
        assert one.chinese == vocabularies()["statement"][one.statement]
        for other in one.balances_with:
            assert statements()[other].order is not None
    assert fund_of("revenue") == "all"
    assert side_of("three_public") == "expenditure"
    assert fund_of(None) is side_of("no such") is None


TITLES = [(rule, text) for rule in titles().title for text in rule.examples]
OTHER_TITLES = [(rule, text) for rule in titles().title for text in rule.counter]


def _decided_by(title: str) -> object:
    return next((rule for rule in titles().title if rule.names(fold(title))), None)


def test_an_example_of_a_title_is_decided_by_its_rule() -> None:
    for rule, title in TITLES:
        assert _decided_by(title) is rule, title
        assert statement_of_title(f"2024年度{title}") == rule.statement, title


def test_a_counter_example_of_a_title_is_not() -> None:
    assert [title for rule, title in OTHER_TITLES if _decided_by(title) is rule] == []
