"""Whose the documents of an archive are: bodies under old and new names, and their units."""

from __future__ import annotations

from typing import Any

import pytest

from linking.book.bodies import ArchivedDocument, Bodies, bodies_of, carried_on
from linking.book.entries import Entry, Total, entry_of
from linking.book.names import body_id, name_key, spellings
from linking.book.units import OfUnits, of_units
from records.file_tables import SectionRecord
from records.regions import region_of_name
from tests.support.book_papers import paper

Filed = tuple[ArchivedDocument, Entry]


def member(name: str, issuer: str, year: int, entry: Entry | None = None, **also: Any) -> Filed:
    """A document of the archive with its entry."""
    record = paper(name, {}, year=year).record
    told = {"region": None, "report_kind": record.report_kind, "body_kind": record.body_kind} | also
    entry = entry or Entry()
    archived = ArchivedDocument(
        record.document_id, issuer, fiscal_year=year, units=entry.units, names=entry.names, **told
    )
    return archived, entry


def resolved(*members: Filed) -> Bodies:
    """The bodies of an archive of some documents."""
    totals = {archived.document_id: entry.totals for archived, entry in members}
    return bodies_of([archived for archived, _ in members], lambda _, keyed: carried_on(keyed, totals))


def units(*members: Filed) -> dict[str, OfUnits]:
    """What the documents of departments get from their units'."""
    totals = {archived.document_id: entry.totals for archived, entry in members}
    return of_units([archived for archived, _ in members], resolved(*members), {}, lambda _: totals)


def test_spellings_of_one_name_are_one_body() -> None:
    found = resolved(member("a", "中共江苏省委办公厅", 2022), member("b", "江苏省委办公厅", 2023))
    (body,) = found.records.values()
    assert (body.name, body.other_names) == ("江苏省委办公厅", ["中共江苏省委办公厅"])
    assert (body.region_code, body.province, body.level) == ("320000", "江苏省", "province")


@pytest.mark.parametrize("one", spellings(), ids=lambda one: one.full)
def test_a_spelling_joins_its_example_and_keeps_its_counter_example_apart(one: object) -> None:
    first, second = one.example  # type: ignore[attr-defined]
    assert name_key(first) == name_key(second)
    first, second = one.apart  # type: ignore[attr-defined]
    assert name_key(first) != name_key(second)


def test_a_name_that_many_bodies_have_is_no_body_without_its_region() -> None:
    found = resolved(member("a", "教育局", 2022), member("b", "教育局", 2023), member("c", "西南大学", 2023))
    assert [body.name for body in found.records.values()] == ["西南大学"]
    assert body_id("教育局") is None
    assert body_id("教育局", "某市") == body_id("某市教育局")


def names_told(text: str) -> tuple[tuple[str, str], ...]:
    """The changes of names that a document's text states."""
    document = paper("a", {})
    document.sections = [
        SectionRecord(
            document_id="a", section_id="s1", parent_id=None, level=1, number=None, title=None, text=text
        )
    ]
    return entry_of(document).names


def test_a_body_that_says_that_it_was_renamed_is_one() -> None:
    stated = Entry(names=(("某市水务局", "某市水利局"),))
    found = resolved(member("a", "某市水务局", 2022), member("b", "某市水利局", 2023, stated))
    (body,) = found.records.values()
    assert body.name == "某市水利局"


@pytest.mark.parametrize(
    "text",
    [
        "2019年3月，某市水务局更名为某市水利局。",
        "将市水务局更名为市水利局。",
        "由“某市水务局”变更为“某市水利局”。",
        "某市水利局由原某市水务局更名而来。",
        "某市水利局（原某市水务局）是市政府工作部门。",
    ],
)
def test_a_new_name_is_told_in_several_ways(text: str) -> None:
    stated = Entry(names=names_told(text))
    old, new = member("a", "某市水务局", 2022), member("b", "某市水利局", 2023, stated)
    assert len(resolved(old, new).records) == 1


def test_a_text_may_leave_the_city_out_of_a_name() -> None:
    stated = Entry(names=names_told("我局由“云岚县水务局”更名为“云岚县水利局”。"))
    old = member("a", "云泽市云岚县水务局", 2022)
    assert len(resolved(old, member("b", "云泽市云岚县水利局", 2023, stated)).records) == 1


@pytest.mark.parametrize(
    "text",
    [
        "将某市水务局、某市水文局合并，组建某市水利局。",
        "某市水利局（原某市水务局、某市水文局）是市政府工作部门。",
        "某市水务局和某市水文局合并更名为某市水利局。",
    ],
)
def test_a_body_that_was_merged_of_two_is_none_of_them(text: str) -> None:
    stated = Entry(names=names_told(text))
    old, new = member("a", "某市水务局", 2022), member("b", "某市水利局", 2023, stated)
    assert len(resolved(old, new).records) == 2


def totals(*amounts: str) -> tuple[Total, ...]:
    measures = ("grand_total", "current_year_revenue", "current_year_expenditure", "three_public_expenditure")
    return tuple(
        Total(measure, "all", None, "final", 2022, amount, f"f{n}")
        for n, (measure, amount) in enumerate(zip(measures, amounts, strict=False))
    )


def test_a_body_whose_figures_go_on_under_another_name_is_one() -> None:
    old = member("a", "某市水务局", 2022, Entry(totals=totals("7026912", "6810233", "6922101")))
    new = member("b", "某市水利局", 2023, Entry(totals=totals("7026912", "6810233", "6922101")))
    assert len(resolved(old, new).records) == 1
    other = member("b", "某市水利局", 2023, Entry(totals=totals("7026912", "1810233", "1922101")))
    assert len(resolved(old, other).records) == 2


def test_two_names_that_were_used_in_one_year_are_two_bodies() -> None:
    some = totals("7026912", "6810233", "6922101")
    also = [member("c", "某市水利局", 2022, Entry(totals=some))]
    old, new = member("a", "某市水务局", 2022, Entry(totals=some)), member("b", "某市水利局", 2023, Entry())
    assert len(resolved(old, new, *also).records) == 2


def test_a_departments_list_gives_its_units_and_tells_which_published() -> None:
    def amount(value: str) -> Entry:
        found = (Total("grand_total", "all", "revenue", "final", 2023, value, "f1", 2, "万元"),)
        return Entry(totals=found, units=("某市某局本级", "某市防汛站") if value == "1000000" else ())

    department = member("a", "某市某局", 2023, amount("1000000"))
    own = member("b", "某市某局（本级）", 2023, amount("600000"), body_kind="unit")
    station = member("c", "某市防汛站", 2023, amount("400000"), body_kind="unit")
    bodies = resolved(department, own, station)
    found = units(department, own, station)[department[0].document_id]
    assert [(unit.name, unit.published) for unit in found.units] == [
        ("某市某局本级", True),
        ("某市防汛站", True),
    ]
    assert [(check.rule_id, check.verdict) for check in found.checks] == [("sum_of_units", "holds")]
    assert bodies.records[bodies.of_document[station[0].document_id]].parent_id == body_id("某市某局")
    alone = units(department, own)[department[0].document_id]
    assert [unit.published for unit in alone.units] == [True, False]
    assert alone.checks == []


def test_a_text_that_names_the_new_name_is_evidence() -> None:
    text = "根据机构改革方案，原某市水务局更名为某市水利局。某市农业局原有职能不变。"
    assert names_told(text) == (("某市水务局", "某市水利局"),)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("重庆市潼南区", "500152"),
        ("潼南县", "500223"),
        ("四川省茂县", "513223"),
        ("鼓楼区", None),
        ("某市", None),
    ],
)
def test_a_region_has_the_code_of_its_name_and_time(name: str, code: str | None) -> None:
    found = region_of_name(name)
    assert (found.code if found else None) == code
