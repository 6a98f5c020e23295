"""What a reader is told: one root cause once, each rule declared."""

from __future__ import annotations

import ast
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from linking.findings import findings
from linking.linker import link
from linking.links.explanations import explain
from linking.rules.declared import declared_rules
from linking.wording import Sources, place, places_of, with_unit
from records.linking_tables import CheckRecord, FindingRecord, LinkRecord
from records.narrative_tables import ClaimRecord
from records.vocabularies import vocabularies
from tests.support.checks_paper import Paper

CHECKS = Path(__file__).resolve().parent.parent.parent / "linking" / "checks"


def told(paper: Paper) -> list[FindingRecord]:
    """The findings of tables and claims, without what is missing from these small papers."""
    linked = link(paper.document, paper.claims)
    return [one for one in linked.findings if one.kind != "missing"]


def accounts() -> Paper:
    """A statement of two classes, one of them with three levels."""
    paper = Paper()
    paper.table("expenditure", "支出决算表")
    paper.row(1, "合计", {"合计": "100.00", "基本支出": "80.00", "项目支出": "20.00"})
    paper.account(2, "208", "社会保障和就业支出", {"合计": "30.00", "基本支出": "30.00"})
    paper.account(3, "20805", "行政事业单位养老支出", {"合计": "30.00", "基本支出": "30.00"})
    paper.account(4, "2080505", "养老保险缴费支出", {"合计": "30.00", "基本支出": "30.00"})
    paper.account(5, "213", "农林水支出", {"合计": "70.00", "基本支出": "50.00", "项目支出": "20.00"})
    return paper


def wrong_class() -> Paper:
    """A statement in which one digit of a class is wrong."""
    paper = Paper()
    paper.table("expenditure", "支出决算表")
    paper.row(1, "合计", {"合计": "100.00", "基本支出": "80.00", "项目支出": "20.00"})
    paper.account(2, "208", "社会保障和就业支出", {"合计": "39.00", "基本支出": "30.00", "项目支出": "0.00"})
    paper.account(3, "20805", "行政事业单位养老支出", {"合计": "30.00", "基本支出": "30.00"})
    paper.account(4, "213", "农林水支出", {"合计": "70.00", "基本支出": "50.00", "项目支出": "20.00"})
    return paper


def test_a_wrong_figure_that_fails_several_identities_is_one_finding_that_names_it() -> None:
    paper = wrong_class()
    failed = [one for one in paper.checks() if one.verdict == "fails"]
    assert len(failed) >= 3
    (finding,) = told(paper)
    assert finding.root_fact_id == "t1r2c0"
    assert len(finding.check_ids) == len(failed)
    assert "应为30" in finding.explanation
    assert finding.severity == "error"


def test_a_printed_zero_is_put_right_in_its_own_unit() -> None:
    paper = Paper()
    paper.table("expenditure", "支出决算表")
    paper.row(1, "合计", {"合计": "100.00", "基本支出": "80.00", "项目支出": "20.00"})
    paper.account(2, "208", "社会保障和就业支出", {"合计": "0.00", "基本支出": "30.00"})
    paper.account(3, "20805", "行政事业单位养老支出", {"合计": "30.00", "基本支出": "30.00"})
    paper.account(4, "213", "农林水支出", {"合计": "70.00", "基本支出": "50.00", "项目支出": "20.00"})
    (finding,) = told(paper)
    assert finding.root_fact_id == "t1r2c0"
    assert "应为30万元" in finding.explanation


def test_consistent_tables_give_no_finding() -> None:
    assert told(accounts()) == []


def check(number: int, facts: list[str], difference: str, rule: str = "row_sum") -> CheckRecord:
    return CheckRecord(
        document_id="d",
        check_id=f"k{number}",
        rule_id=rule,
        fact_ids=facts,
        expected=Decimal(10),
        actual=Decimal(10) + Decimal(difference),
        difference=Decimal(difference),
        verdict="fails",
        message=f"第{number}项。",
    )


def grouped(*checks: CheckRecord) -> list[set[str]]:
    paper = accounts()
    found = findings(paper.document, [], [], checks, [], Sources.of(paper.document.tables))
    return [set(one.check_ids) for one in found]


def test_failures_that_share_a_figure_but_not_the_difference_are_two_findings() -> None:
    one = check(1, ["t1r1c0", "t1r1c1"], "5")
    assert grouped(one, check(2, ["t1r1c0", "t1r2c0"], "5")) == [{"k1", "k2"}]
    assert len(grouped(one, check(2, ["t1r1c0", "t1r2c0"], "7"))) == 2
    assert len(grouped(one, check(2, ["t1r4c0", "t1r3c0"], "5"))) == 2


def test_what_a_text_says_twice_is_one_witness_and_a_figure_that_sums_bear_out_is_not_suspected() -> None:
    paper = accounts()
    common = {"document_id": "d", "section_id": "s", "kind": "level", "subject": "养老", "unit": "万元"}
    claims = [ClaimRecord(**common, claim_id=f"c{at}", value=Decimal(33), raw="33万元") for at in (1, 2)]
    links = [
        LinkRecord(
            document_id="d", claim_id=one.claim_id, relation="equals", fact_ids=["t1r4c0"], claim_ids=[],
            computed=Decimal(30), difference=Decimal(3), verdict="contradicted", explanation="不符。",
        )
        for one in claims
    ]  # fmt: skip
    checks = paper.checks()
    assert all(one.verdict == "holds" for one in checks)
    (found,) = findings(paper.document, claims, links, checks, [], Sources.of(paper.document.tables))
    assert found.root_fact_id is None
    assert (found.said, found.given, found.explanation) == ("33万元", "30万元", "不符。")


def test_a_wrong_number_that_was_copied_into_other_places_is_one_finding() -> None:
    paper = Paper()
    for statement in ("expenditure", "general_public_budget_expenditure"):
        paper.table(statement)
        paper.row(1, "合计", {"合计": "100.00", "基本支出": "80.00", "项目支出": "20.00"})
        paper.account(2, "208", "社会保障和就业支出", {"合计": "30.00", "基本支出": "3.00"})
        paper.account(3, "20805", "行政事业单位养老支出", {"合计": "30.00", "基本支出": "3.00"})
        paper.account(4, "2080505", "养老保险缴费支出", {"合计": "20.00", "基本支出": "20.00"})
        paper.account(5, "2080506", "职业年金缴费支出", {"合计": "10.00", "基本支出": "10.00"})
        paper.account(6, "213", "农林水支出", {"合计": "70.00", "基本支出": "50.00", "项目支出": "20.00"})
    failed = [one for one in paper.checks() if one.verdict == "fails"]
    assert len(failed) > 4
    (found,) = told(paper)
    assert len(found.check_ids) == len(failed)
    assert "应为30" in found.explanation


def test_a_part_that_is_too_large_explains_the_totals_above_it() -> None:
    above = check(1, ["t1r2c0", "t1r3c0"], "-4")
    below = check(2, ["t1r3c0", "t1r4c0"], "4")
    assert grouped(above, below) == [{"k1", "k2"}]


def test_the_id_of_a_finding_stays_when_rows_and_claims_are_numbered_anew() -> None:
    paper = wrong_class()
    before = {one.finding_id for one in told(paper)}
    for fact in paper.document.facts:
        fact.fact_id = "x" + fact.fact_id
    assert before
    assert {one.finding_id for one in told(paper)} == before


def test_a_contradicted_claim_is_a_finding_of_text_against_tables() -> None:
    paper = accounts()
    claim = ClaimRecord(
        document_id="d",
        claim_id="c1",
        kind="level",
        subject="支出合计",
        value=Decimal(90),
        unit="万元",
        raw="90万元",
    )
    made = LinkRecord(
        document_id="d",
        claim_id="c1",
        relation="equals",
        fact_ids=["t1r1c0"],
        claim_ids=[],
        computed=Decimal(100),
        difference=Decimal(-10),
        verdict="contradicted",
        confidence=0.97,
        explanation="不符。",
    )
    (found,) = findings(paper.document, [claim], [made], [], [], Sources.of(paper.document.tables))
    assert (found.kind, found.rule_id) == ("text_against_tables", "claim_equals")
    assert (found.said, found.given, found.confidence) == ("90万元", "100万元", 0.97)


@pytest.mark.parametrize(("relation", "apart"), [("equals", "10"), ("growth", "10"), ("growth", "12")])
def test_a_number_that_states_two_claims_is_told_once(relation: str, apart: str) -> None:
    paper = accounts()
    claims, links = [], []
    for number, (side, given) in enumerate((("收入", "10"), ("支出", apart)), 1):
        claims.append(
            ClaimRecord(
                document_id="d", claim_id=f"c{number}", subject=f"{side}总计", value=Decimal(90), unit="万元",
                raw="90万元", sentence="收、支总计均为90万元。", page=2, box=(1.0, 2.0, 3.0, 4.0),
            )
        )  # fmt: skip
        links.append(
            LinkRecord(
                document_id="d", claim_id=f"c{number}", relation=relation, fact_ids=[f"t1r{number}c0"],
                claim_ids=[], difference=Decimal(given), verdict="contradicted", explanation=f"{side}不符。",
            )
        )  # fmt: skip
    (found,) = findings(paper.document, claims, links, [], [], Sources.of(paper.document.tables))
    assert found.claim_ids == ["c1", "c2"]
    assert found.explanation.count("不符") == 2
    claims[1].box = (5.0, 2.0, 7.0, 4.0)
    assert len(findings(paper.document, claims, links, [], [], Sources.of(paper.document.tables))) == 2


def test_every_rule_that_the_checks_name_is_declared() -> None:
    named = set()
    for path in CHECKS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("found.add", "found.fail", "check_sum")
            ):
                named |= {arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)}
    assert len(named) > 20
    assert named <= set(declared_rules())


def test_every_relation_of_a_link_has_a_rule() -> None:
    assert {f"claim_{name}" for name in vocabularies()["relation"]} <= set(declared_rules())


def test_rules_say_what_they_rest_on_and_show_both_outcomes() -> None:
    for rule in declared_rules().values():
        assert rule.title
        assert rule.ground
        assert rule.holds != rule.fails


def test_an_item_of_basic_expenditure_that_exceeds_the_three_public_item_is_told() -> None:
    def verdicts(inside: str, whole: str, phase: str = "final") -> list[str]:
        paper = Paper()
        paper.table("basic_expenditure", "基本支出决算表")
        paper.account(1, "30217", "公务接待费", {"决算数": inside}, phase=phase)
        paper.table("three_public", "“三公”经费支出决算表")
        paper.row(1, None, {"公务接待费": whole}, measure="official_reception", phase="final")
        return paper.verdicts("item_within_three_public")

    assert verdicts("1.50", "1.20") == ["fails"]
    assert verdicts("1.20", "1.20") == ["holds"]
    assert verdicts("0.80", "1.20") == ["holds"]
    assert verdicts("1.50", "1.20", phase="initial_budget") == []


@pytest.mark.parametrize(
    ("kind", "direction", "value", "raw", "unit", "computed", "words"),
    [
        ("change_rate", "down", "13.26", "13.26%", "%", "13.26", "下降13.26%|增长13.26%，方向相反"),
        ("change_rate", "up", "2.5", "2.5%", "%", "-1", "增长2.5%|下降1%，方向相反"),
        ("change_rate", "down", "13.26", "13.26%", "%", "-12", "下降13.26%|下降12%，相差1.26个百分点"),
        ("change", "down", "3", "3万元", "万元", "-2", "减少3万元|减少2万元，相差1万元"),
        ("change_rate", "up", "2.5", "2.5倍", "倍", "1.5", "增长2.5倍|增长1.5倍，相差1倍"),
        ("share", None, "71.73", "71.73%", "%", "71.65", "占比为71.73%|71.65%，相差0.08个百分点"),
        ("level", None, "90", "90万元", "万元", "100", "为90万元|100万元，相差10万元"),
    ],
)  # fmt: skip
def test_a_change_is_told_with_its_direction_and_rates_differ_by_points(
    kind: str, direction: str | None, value: str, raw: str, unit: str, computed: str, words: str
) -> None:
    paper = accounts()
    own = Decimal(value) * (-1 if direction == "down" else 1)
    claim = ClaimRecord(
        document_id="d", claim_id="c1", kind=kind, subject="支出合计", direction=direction,
        value=Decimal(value), unit=unit, raw=raw,
    )  # fmt: skip
    made = LinkRecord(
        document_id="d", claim_id="c1", relation="growth", fact_ids=["t1r1c0"], claim_ids=[],
        computed=Decimal(computed), difference=own - Decimal(computed), verdict="contradicted",
    )  # fmt: skip
    facts = {
        fact.fact_id: replace(fact, row_label=None, column_path=[], page=None)
        for fact in paper.document.facts
    }
    said, given = words.split("|")
    told = f"文字称支出合计{said}；按表格{with_unit(facts['t1r1c0'])}，据以推算为{given}，两者不符。"
    assert explain(made, claim, facts, Sources({}), {}) == told


def contradicted(claim: str, relation: str, *operands: str) -> LinkRecord:
    return LinkRecord(
        document_id="d",
        claim_id=claim,
        relation=relation,
        fact_ids=[],
        claim_ids=list(operands),
        computed=Decimal(10),
        difference=Decimal(5),
        verdict="contradicted",
        explanation=f"{claim}不符。",
    )


def test_a_rate_that_rests_on_a_wrong_claim_is_told_with_it() -> None:
    claims = [
        ClaimRecord(document_id="d", claim_id=name, kind=kind, value=Decimal(15), raw="15", subject=name)
        for name, kind in (("c1", "level"), ("c2", "share"), ("c3", "share"))
    ]
    links = [
        contradicted("c1", "equals"),
        contradicted("c2", "ratio", "c1"),
        contradicted("c3", "ratio", "c9"),
    ]
    paper = accounts()
    found = findings(paper.document, claims, links, [], [], Sources.of(paper.document.tables))
    assert sorted(one.claim_ids for one in found) == [["c1", "c2"], ["c3"]]


@pytest.mark.parametrize(
    ("relation", "checked", "told"),
    [
        (
            "difference",
            ["c4", "c1"],
            [["k1"]],
        ),  # 增加8.28万元，下降4.56%: 增加 is wrong
        ("equals", ["c4", "c9", "c1"], [["k1"]]),
        ("growth", ["c4", "c1"], [[], ["k1"]]),
    ],
)
def test_a_rate_of_the_text_that_rests_on_a_wrong_claim_is_told_with_it(
    relation: str, checked: list[str], told: list[list[str]]
) -> None:
    claims = [
        ClaimRecord(document_id="d", claim_id=name, kind=kind, value=Decimal(15), raw=name, subject=name)
        for name, kind in (("c1", "change"), ("c4", "change_rate"))
    ]
    check = CheckRecord(
        document_id="d", check_id="k1", rule_id="stated_growth", fact_ids=[], claim_ids=checked,
        expected=Decimal(5), actual=Decimal(-5), difference=Decimal(-10), unit="%", verdict="fails",
        message="乙。",
    )  # fmt: skip
    paper = accounts()
    sources = Sources.of(paper.document.tables)
    found = findings(paper.document, claims, [contradicted("c1", relation)], [check], [], sources)
    assert sorted(one.check_ids for one in found) == told


def test_a_rate_that_link_and_check_find_wrong_is_told_once_with_its_operands() -> None:
    paper = accounts()
    common = {"document_id": "d", "subject": "支出合计", "page": 3, "sentence": "支出合计100万元，下降5%。"}
    level = ClaimRecord(
        **common, claim_id="c1", kind="level", value=Decimal(100), unit="万元", raw="100万元",
        amount_yuan=Decimal(1_000_000),
    )  # fmt: skip
    rate = ClaimRecord(
        **common, claim_id="c2", kind="change_rate", direction="down", value=Decimal(5), unit="%", raw="5%",
    )  # fmt: skip
    made = LinkRecord(
        document_id="d", claim_id="c2", relation="growth", fact_ids=["t1r1c0"], claim_ids=["c1"],
        computed=Decimal("5.0004"), difference=Decimal("-10.0004"), verdict="contradicted",
        explanation="甲。",
    )  # fmt: skip
    check = CheckRecord(
        document_id="d", check_id="k1", rule_id="stated_growth", fact_ids=[], claim_ids=["c2", "c1"],
        expected=Decimal("5.0004"), actual=Decimal(-5), difference=Decimal("-10.0004"), unit="%",
        verdict="fails", message="乙。", page=3,
    )  # fmt: skip
    sources = Sources.of(paper.document.tables)
    (one,) = findings(paper.document, [level, rate], [made], [check], [], sources)
    assert (one.explanation, one.said, one.given) == ("乙。", "下降5%", "增长5.0004%")
    assert (one.claim_ids, one.check_ids) == (["c2"], ["k1"])
    other = replace(made, computed=Decimal(3), difference=Decimal(-8))
    (two,) = findings(paper.document, [level, rate], [other], [check], [], sources)
    assert (
        two.explanation == "文字（第3页）所称支出合计下降5%疑有误：与之有关的2项核对均不成立。乙。另有：甲。"
    )
    facts = {fact.fact_id: replace(fact, page=1) for fact in paper.document.facts}
    told = explain(made, rate, facts, sources, {"c1": replace(level, period=2022), "c2": rate})
    assert "“合计”“合计”100" in told
    assert "文字（第3页）所述支出合计（2022年）100万元，据以推算为增长5.0004%" in told


def test_what_is_held_against_a_limit_says_so() -> None:
    paper = accounts()
    over = replace(check(1, ["t1r1c0", "t1r1c1"], "5"), rule_id="project_within_total", unit="万元")
    (one,) = findings(paper.document, [], [], [over], [], Sources.of(paper.document.tables))
    assert (one.said, one.given) == ("15万元", "不超过10万元")


def test_figures_of_one_table_name_it_once() -> None:
    paper = accounts()
    facts = {fact.fact_id: fact for fact in paper.document.facts}
    sources = Sources.of(paper.document.tables)
    first, second = places_of([facts["t1r1c0"], facts["t1r1c1"]], sources)
    assert first.startswith("《支出决算表》")
    assert second == "“合计”“基本支出”"
    quoted = replace(facts["t1r1c0"], row_label="“三公”经费")
    assert place(quoted, sources).endswith("“‘三公’经费”“合计”")
