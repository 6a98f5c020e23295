"""Names of accounts held against their codes, their years and their classes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linking.linker import link
from tests.support.checks_paper import Paper
from tests.support.measuring import measure_tables


def named(code: str, name: str, year: int = 2024) -> Paper:
    paper = Paper(year=year)
    paper.table("expenditure", "支出决算表")
    paper.account(1, code, name, {"合计": "10.00", "基本支出": "10.00"})
    return paper


@pytest.mark.parametrize(
    ("code", "name", "failures"),
    [
        ("210", "社会保障和就业支出", 1),
        ("208", "卫生健康支出", 1),
        ("30217", "办公费", 1),
        ("210", "卫生健康支出", 0),
        ("210", "卫生健康", 0),
        ("2080505", "机关事业单位基本养老保险缴费", 0),
        ("210", "县人民医院改造项目", 0),
    ],
)
def test_a_code_with_the_name_of_another_account_is_told(code: str, name: str, failures: int) -> None:
    assert named(code, name).verdicts("account_name") == ["fails"] * failures


def test_codes_of_the_years_before_the_reform_are_left_alone() -> None:
    assert named("30311", "住房公积金", year=2017).verdicts("account_name") == []


@pytest.mark.parametrize(
    ("name", "year", "failures"),
    [
        ("医疗卫生与计划生育支出", 2024, 1),
        ("医疗卫生与计划生育支出", 2021, 1),
        ("医疗卫生与计划生育支出", 2019, 0),
        ("卫生健康支出", 2024, 0),
    ],
)
def test_a_name_that_no_longer_held_is_told(name: str, year: int, failures: int) -> None:
    assert named("210", name, year).verdicts("account_name_year") == ["fails"] * failures


@pytest.mark.parametrize(
    ("path", "failures"),
    [
        (["卫生健康支出", "行政事业单位养老支出"], 1),
        (["农林水支出", "行政事业单位养老支出", "其他"], 1),
        (["社会保障和就业支出", "行政事业单位养老支出"], 0),
        (["社会保障和就业支出", "抚恤"], 0),
        (["卫生健康支出"], 0),
    ],
)
def test_an_item_told_under_a_foreign_class_is_told(path: list[str], failures: int) -> None:
    paper = named("20805", "行政事业单位养老支出")
    paper.claim(kind="level", subject="支出", account_path=path, page=3)
    assert paper.verdicts("account_path") == ["fails"] * failures


@pytest.mark.parametrize(
    ("path", "failures"),
    [
        (["公共安全支出", "司法", "其他公共安全支出"], 1),
        (["公共安全支出", "其他公共安全支出", "其他公共安全支出"], 0),
        (["公共安全支出", "平安建设", "其他公共安全支出"], 0),  # no name of the classification
        (["公共安全支出", "司法", "行政运行"], 0),  # printed under both
    ],
)
def test_an_item_told_under_a_foreign_account_of_its_class_is_told(path: list[str], failures: int) -> None:
    paper = named("204", "公共安全支出")
    rows = [("2040601", "行政运行"), ("2040201", "行政运行"), ("2049999", "其他公共安全支出")]
    for row, (code, name) in enumerate(rows, 2):
        paper.account(row, code, name, {"合计": "10.00", "基本支出": "10.00"})
    paper.claim(kind="level", subject="支出", account_path=path, page=3, sentence=f"{path[-1]}（项）9万元。")
    assert paper.verdicts("account_path") == []  # the 款 is that of a sentence before
    paper.claim(
        kind="level", subject="支出", account_path=path, page=3, sentence=f"{path[1]}（款）{path[2]}9万元。"
    )
    assert paper.verdicts("account_path") == ["fails"] * failures


@pytest.mark.parametrize(
    ("name", "printed", "year", "failures"),
    [
        ("文化体育与传媒支出", "文化旅游体育与传媒支出", 2024, 1),
        ("文化体育与传媒支出", "文化旅游体育与传媒支出", 2019, 0),
        ("文化旅游体育与传媒", "文化旅游体育与传媒支出", 2024, 0),
        ("文化体育与传媒支出", "文化体育与传媒支出", 2024, 0),  # told of the table
    ],
)
def test_a_name_of_the_text_that_no_longer_held_is_told(
    name: str, printed: str, year: int, failures: int
) -> None:
    paper = named("207", printed, year)
    paper.claim(kind="level", subject="支出", account_path=[name, "体育", "群众体育"], page=3)
    told = [one for one in paper.checks("account_name_year") if one.claim_ids]
    assert [one.verdict for one in told] == ["fails"] * failures


def test_a_project_beside_the_code_of_its_account_is_no_other_name_of_it() -> None:
    def of_projects(*rows: str) -> list[str]:
        paper = Paper(kind="budget")
        for title in ("支出预算总表", "一般公共预算支出表"):
            paper.table("expenditure", title)
            paper.account(1, "2130305", "水利工程建设", {"合计": "10.00", "项目支出": "10.00"})
        paper.table("project_expenditure", "项目支出明细表")
        for row, label in enumerate(rows, 1):
            paper.account(row, "2130305", label, {"预算数": "5.00"})
        return paper.verdicts("account_name")

    assert of_projects("北河堤防加固", "南湾清淤") == []
    assert of_projects("防汛") == ["fails"]  # the name of another account


@pytest.mark.parametrize(
    ("code", "name", "outcome"),
    [
        ("2130209", "林业草原防灾减灾", ["fails"]),
        ("2130234", "林业草原防灾减灾", []),
        ("2130209", "森林生态效益补偿", []),
        ("2130209", "防灾减灾", []),  # no name of the tables
    ],
)
def test_a_code_in_the_text_is_that_of_its_name(code: str, name: str, outcome: list[str]) -> None:
    paper = named("2130234", "林业草原防灾减灾")
    paper.account(2, "2130209", "森林生态效益补偿", {"合计": "10.00", "基本支出": "10.00"})
    sentence = f"{name}（{code}）94.60万元。"
    paper.claim(
        kind="level", subject="支出", account_path=[name], account_code=code, sentence=sentence, page=3
    )
    assert paper.verdicts("account_name") == outcome


@pytest.mark.parametrize(
    ("subject", "failures"),
    [
        ("231农林水支出", 1),
        ("218卫生健康支出", 1),
        ("213农林水支出", 0),
        ("231农林水专项", 0),  # no name of the classification
    ],
)
def test_a_code_of_no_account_before_the_name_of_a_class_is_told(subject: str, failures: int) -> None:
    paper = named("213", "农林水支出")
    paper.claim(kind="level", subject=subject, sentence=f"其中{subject}10.00万元。", page=3)
    assert paper.verdicts("account_name") == ["fails"] * failures


HOUSING = {"2210201": ("住房公积金", "52.30"), "2210203": ("购房补贴", "12.40")}
PENSIONS = {"2080501": ("行政单位离退休", "8.15"), "2080505": ("机关事业单位基本养老保险缴费支出", "41.20")}
PATHS = {"221": ["住房保障支出", "住房改革支出"], "208": ["社会保障和就业支出", "行政事业单位养老支出"]}


def told_of_items(
    rows: dict[str, tuple[str, str]],
    *items: tuple[str, str],
    sentence: str = "{group}（款）{name}（项）{amount}万元。",
) -> Paper:
    """A document whose table has these items, and whose text tells those."""
    paper = Paper()
    paper.table("general_public_budget_expenditure", "一般公共预算财政拨款支出决算表")
    for row, (code, (name, amount)) in enumerate(rows.items(), 1):
        paper.account(row, code, name, {"合计": amount, "基本支出": amount})
    path = PATHS[next(iter(rows))[:3]]
    for name, amount in items:
        paper.claim(
            kind="level", subject=name, account_path=[*path, name], phase="final", period=2024, unit="万元",
            value=Decimal(amount), amount_yuan=Decimal(amount) * 10_000, raw=amount, page=3,
            sentence=sentence.format(group=path[1], name=name, amount=amount),
        )  # fmt: skip
    return paper


@pytest.mark.parametrize(
    ("rows", "items", "told"),
    [
        (HOUSING, [("住房公积金", "52.30"), ("提租补贴", "12.40")], "提租补贴"),
        (PENSIONS, [("事业单位离退休", "8.15"), ("机关事业单位基本养老保险缴费", "41.20")], "事业单位离退休"),
        ({"2210201": HOUSING["2210201"]}, [("购房补贴", "52.30")], "购房补贴"),
    ],
)
def test_an_item_told_by_the_name_of_another_is_told(
    rows: dict[str, tuple[str, str]], items: list[tuple[str, str]], told: str
) -> None:
    (check,) = told_of_items(rows, *items).checks("account_name")
    assert f"“{told}”" in (check.message or "")


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        (HOUSING, [("住房公积金", "52.30"), ("提租补贴", "12.50")]),  # another amount
        (HOUSING, [("提租补贴", "12.40")]),  # two rows are left
        (HOUSING, [("住房公积金", "52.30"), ("购房补贴款", "12.40")]),  # no name of the classification
        (HOUSING, [("住房公积金", "52.30"), ("购房补贴", "12.40"), ("提租补贴", "12.40")]),  # none is left
        (
            PENSIONS,
            [("归口管理的行政单位离退休", "8.15"), ("养老保险缴费", "41.20")],
        ),  # its name of earlier years
        (PENSIONS, [("未归口管理的行政单位离退休", "8.15"), ("养老保险缴费", "41.20")]),  # held no longer
        ({"2210203": ("住房补贴", "12.40")}, [("提租补贴", "12.40")]),  # the row's own name is another
    ],
)
def test_an_item_under_no_other_s_name_is_not(
    rows: dict[str, tuple[str, str]], items: list[tuple[str, str]]
) -> None:
    assert told_of_items(rows, *items).checks("account_name") == []


def test_an_item_whose_group_only_a_sentence_before_names_is_not() -> None:
    items = [("住房公积金", "52.30"), ("提租补贴", "12.40")]
    assert told_of_items(HOUSING, *items, sentence="{name}（项）{amount}万元。").checks("account_name") == []


def test_an_item_told_by_another_s_name_is_held_against_its_row() -> None:
    paper = told_of_items(HOUSING, ("住房公积金", "52.30"), ("提租补贴", "12.40"))
    measure_tables(paper.document.facts)
    links = {one.claim_id: one for one in link(paper.document, paper.claims).links}
    assert [(one.verdict, one.fact_ids) for one in links.values()] == [
        ("supported", ["t1r1c0"]),
        ("supported", ["t1r2c0"]),
    ]
