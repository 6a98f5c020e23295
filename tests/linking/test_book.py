"""The documents of an archive held against each other: what counts, whose they are, what was told anew."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

import pytest

from linking.book.holding import Addition, hold
from linking.linker import link
from records.tables import Document
from tests.support.book_papers import USUAL, WORDS, paper
from tests.support.linking_books import claim


def held(*documents: Document) -> dict[str, Addition]:
    """What is added, by the first letters of the documents' names."""
    found = hold([deepcopy(one) for one in documents])
    assert found == hold([deepcopy(one) for one in documents[::-1]])
    return {one.document_id.rstrip("0"): one for one in found}


def roles(*documents: Document) -> dict[str, str]:
    return {name: one.columns["role"] for name, one in held(*documents).items()}


def test_the_same_disclosure_in_two_formats_counts_once_in_the_better_one() -> None:
    word = paper("b", USUAL, media_type="application/msword")
    found = held(paper("a", USUAL), word)
    assert (found["a"].columns["role"], found["a"].columns["counts"]) == ("primary", True)
    assert (found["b"].columns["role"], found["b"].columns["counts"]) == ("duplicate", False)
    assert found["b"].columns["superseded_by"] == f"{'a':0<32}"
    assert found["b"].columns["disclosure_id"] == found["a"].columns["disclosure_id"]


def test_a_corrected_issue_takes_the_place_of_the_former_one_and_the_change_is_told() -> None:
    later = paper("b", USUAL | {"208": "16.02"}, file_name="决算（更正）.pdf")
    found = held(paper("a", USUAL), later)
    assert (found["a"].columns["role"], found["b"].columns["role"]) == ("superseded", "primary")
    (revision,) = found["b"].rows["revisions"]
    assert (revision.change, revision.account_code) == ("changed", "208")
    assert (revision.value, revision.former_value) == (Decimal("16.02"), Decimal("61.02"))


@pytest.mark.parametrize(
    "told", ["部门决算（修订版）", "部门决算公开（更新）", "部门决算（第二版）", "决算（重新发布）"]
)
def test_a_title_that_tells_a_later_issue_settles_which_counts(told: str) -> None:
    later = paper("b", USUAL | {"208": "16.02"}, title=told)
    assert roles(paper("a", USUAL), later) == {"a": "superseded", "b": "primary"}
    assert roles(paper("b", USUAL, title=told), paper("a", USUAL | {"208": "16.02"}))["a"] == "superseded"


def test_tables_published_again_alone_stand_behind_the_issue_with_a_text() -> None:
    every = {code: f"{9 * number}.31" for number, code in enumerate(WORDS, 3)}
    some = dict(list(every.items())[1:])
    whole, tables = paper("b", some, told=every), paper("a", every, told=every)
    whole.claims = [claim("level", "一般公共服务支出", "210.55")]
    assert roles(whole, tables) == {"b": "primary", "a": "duplicate"}
    changed = paper("a", some | {"208": "16.02"}, told=every)
    assert roles(whole, changed) == {"b": "primary", "a": "variant"}


def test_a_file_that_was_fetched_later_from_the_same_address_takes_the_place() -> None:
    place = "https://example.org/a.pdf"
    former = paper("a", USUAL, source_url=place, fetched_at="2024-09-01T02:00:00+00:00")
    later = paper("b", USUAL | {"201": "290.55"}, source_url=place, fetched_at="2024-10-05T02:00:00+00:00")
    assert roles(former, later) == {"a": "superseded", "b": "primary"}


def test_of_two_issues_of_which_none_is_known_to_be_the_later_one_counts() -> None:
    found = held(paper("a", USUAL), paper("b", USUAL | {"208": "16.02"}))
    assert sorted(one.columns["role"] for one in found.values()) == ["primary", "variant"]
    assert sum(one.columns["counts"] for one in found.values()) == 1


@pytest.mark.parametrize(
    "other",
    [
        paper("b", {code: f"{7 * n}.31" for n, code in enumerate(WORDS, 3)}),  # another body of that name
        paper("b", USUAL, year=2022),
        paper("b", USUAL, kind="budget"),
        paper("b", USUAL | {"208": "16.02"}, body_kind="unit"),
    ],
)
def test_documents_that_say_something_else_stay_for_themselves(other: Document) -> None:
    assert roles(paper("a", USUAL), other) == {"a": "primary", "b": "primary"}


def test_last_years_figure_is_held_against_last_years_document() -> None:
    now = {code: f"{Decimal(value) + 3}" for code, value in USUAL.items()}
    found = held(paper("a", USUAL, year=2022), paper("b", now, told=USUAL))
    checks = found["b"].rows["checks"]
    assert [(check.rule_id, check.verdict) for check in checks] == [("prior_year_figure", "holds")] * 6
    assert all(check.fact_document_ids[1] == f"{'a':0<32}" for check in checks)
    assert found["b"].rows["findings"] == []


def test_a_narrative_beside_its_tables_is_held_against_the_year_before() -> None:
    now = {code: f"{Decimal(value) + 3}" for code, value in USUAL.items()}
    tables = paper("b", now, disclosure_id="d")
    text = paper("c", {}, disclosure_id="d")
    text.tables = []
    text.claims = [
        claim(
            "change", WORDS["208"], "3", document_id=text.record.document_id, period=2023, base="prior_year",
            direction="up", account_path=[WORDS["208"]], fund="all", understood=True,
        )
    ]  # fmt: skip
    text.links = link(text, text.claims, [tables]).links
    assert [one.verdict for one in text.links] == ["unverifiable"]
    (link_now,) = held(paper("a", USUAL, year=2022), tables, text)["c"].rows["links"]
    assert (link_now.verdict, link_now.computed) == ("supported", Decimal("3"))
    assert {name.rstrip("0") for name in link_now.fact_document_ids} == {"a", "b"}


ITEMS = {"2010101": "210.55", "2080501": "61.02"}


def rise_of(code: str, rise: str, before: dict[str, str], total: str) -> list[tuple[str, str | None]]:
    """The links of a rise of an item to 12.30万元 since a year with other items and a total."""

    def with_total(made: Document, amount: str) -> Document:
        first = made.facts[0]
        whole = replace(first, fact_id="whole", row=0, row_label="合计", account_code=None, account_name=None,
                        scheme=None, is_total=True, value=Decimal(amount), raw=amount,
                        amount_yuan=Decimal(amount) * 10_000)  # fmt: skip
        made.facts.append(whole)
        return made

    now = paper("b", ITEMS | {code: "12.30"})
    now.claims = [
        claim(
            "change", "支出", rise, document_id=now.record.document_id, period=2023, base="prior_year",
            direction="up", account_path=[WORDS[code]], account_code=code, fund="all", understood=True,
        )
    ]  # fmt: skip
    now.links = link(now, now.claims).links
    earlier = with_total(paper("a", before, year=2022), total)
    rows = held(earlier, with_total(now, "283.87"))["b"].rows
    return [(one.verdict, one.explanation) for one in rows.get("links", ())]


def test_an_account_that_a_whole_statement_does_not_list_rose_from_nothing() -> None:
    ((verdict, told),) = rise_of("2101103", "12.30", ITEMS, "271.57")
    assert verdict == "supported"
    assert "“a.pdf”" in str(told)
    assert "没有列这一科目" in str(told)


def test_that_an_account_is_not_listed_bears_out_nothing_else() -> None:
    assert rise_of("2101103", "9.80", ITEMS, "271.57") == []  # another rise: told under another name before
    assert rise_of("2101103", "12.30", ITEMS, "300.00") == []  # the statement is not whole
    renamed = ITEMS | {"2101199": "3.00"}  # listed under another code
    assert rise_of("2101103", "12.30", renamed, "274.57") == []


def test_a_figure_that_is_told_anew_is_one_notice() -> None:
    now = {code: f"{Decimal(value) + 3}" for code, value in USUAL.items()}
    found = held(paper("a", USUAL, year=2022), paper("b", now, told=USUAL | {"208": "65.02"}))
    (finding,) = found["b"].rows["findings"]
    assert (finding.severity, finding.kind) == ("notice", "over_years")
    assert (finding.said, finding.given) == ("65.02万元", "61.02万元")


FEW = {code: USUAL[code] for code in ("201", "208", "210")}


def told_anew(told: dict[str, str], **also: object) -> list[tuple[str | None, str | None]]:
    """What is printed and what would hold, of the findings of a year that tells the year before like that."""
    now = {code: f"{Decimal(value) + 3}" for code, value in FEW.items()}
    rows = held(paper("a", FEW, year=2022), paper("b", now, told=told, **also))["b"].rows
    return [(one.said, one.given) for one in rows.get("findings", ())]


def test_beside_one_difference_two_figures_that_agree_show_the_scope() -> None:
    assert told_anew(FEW | {"208": "65.02"}) == [("65.02万元", "61.02万元")]
    assert told_anew(FEW | {"208": "65.02", "210": "49.17"}) == []


def test_totals_that_take_a_difference_along_are_one_finding() -> None:
    now = {code: f"{Decimal(value) + 3}" for code, value in USUAL.items()}
    told = USUAL | {"208": "65.02", "201": "214.55", "213": "94.08"}  # 213 by rounding
    (finding,) = held(paper("a", USUAL, year=2022), paper("b", now, told=told))["b"].rows["findings"]
    assert len(finding.check_ids) == 3


def test_a_difference_that_is_a_total_of_the_two_is_another_scope() -> None:
    """Last year told with what was carried over, or without it."""
    later = paper("b", {code: f"{Decimal(value) + 3}" for code, value in USUAL.items()}, told=USUAL)
    told = next(fact for fact in later.facts if fact.account_code == "201" and fact.period == 2022)
    told.value, told.amount_yuan = Decimal("222.89"), Decimal("2228900")
    former = paper("a", USUAL, year=2022)
    assert len(held(former, later)["b"].rows["findings"]) == 1
    carried = replace(
        former.facts[0], fact_id="c", row=9, row_label="年末结转和结余", account_code=None, account_name=None,
        measure="carry_over_closing", value=Decimal("12.34"), amount_yuan=Decimal("123400"),
        statement="revenue_expenditure_summary", column_path=["决算数"],
    )  # fmt: skip
    former.facts.append(carried)
    assert held(former, later)["b"].rows["findings"] == []


def test_what_agrees_with_an_issue_that_was_replaced_later_is_no_finding() -> None:
    former = paper("a", USUAL, year=2022)
    corrected = paper("c", USUAL | {"208": "65.02"}, year=2022, file_name="决算（更正）.pdf")
    now = {code: f"{Decimal(value) + 3}" for code, value in USUAL.items()}
    found = held(former, corrected, paper("b", now, told=USUAL))["b"].rows
    assert found["findings"] == []
    (check,) = [one for one in found["checks"] if one.fact_document_ids[1] == f"{'a':0<32}"]
    assert check.verdict == "holds"
    found = held(former, corrected, paper("b", now, told=USUAL | {"208": "69.02"}))["b"].rows
    assert [one.given for one in found["findings"]] == ["65.02万元"]


def test_a_year_that_is_told_anew_as_a_whole_is_no_finding() -> None:
    now = {code: f"{Decimal(value) + 3}" for code, value in USUAL.items()}
    told = {code: f"{Decimal(value) * 2}" for code, value in USUAL.items()}
    found = held(paper("a", USUAL, year=2022), paper("b", now, told=told))
    assert not found["b"].rows.get("findings")


def test_a_body_of_another_kind_is_not_held_against_it() -> None:
    found = held(paper("a", USUAL, year=2022, body_kind="unit"), paper("b", USUAL, told=USUAL))
    assert "checks" not in found["b"].rows
