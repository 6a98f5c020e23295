"""Which documents of a run are one disclosure, and which are not."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from flows.disclosures.grouping import Participant, disclosure_id, disclosures
from flows.jobs import Job
from flows.profiles import Profile
from tests.support.effort import lines_run

STATEMENTS = ("basic_expenditure", "expenditure", "revenue", "three_public")
TEXT = Profile("某市某区医疗保障局", 2024, "final_accounts", "department", claims=80)
TABLES = Profile("某市某区医疗保障局", 2024, "final_accounts", None, claims=2, statements=STATEMENTS)
COMPLETE = replace(TEXT, statements=STATEMENTS)


def candidate(name: str, profile: Profile, *groups: str) -> Participant:
    path = Path("/folder") / name
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return Participant(Job(path, sha256, 1, "0", groups=groups or (f"folder:{path.parent}",)), profile)


def found(*candidates: Participant) -> list[list[str]]:
    return [sorted(one.job.path.name for one in group) for group in disclosures(candidates)]


def test_a_text_and_tables_of_one_body_year_and_kind_are_one_disclosure() -> None:
    assert found(candidate("a.docx", TEXT), candidate("b.xlsx", TABLES)) == [["a.docx", "b.xlsx"]]


def test_tables_in_many_files_go_with_their_text() -> None:
    files = [
        candidate(f"{n}.xlsx", replace(TABLES, statements=(name,), claims=0))
        for n, name in enumerate(STATEMENTS)
    ]
    assert found(*files, candidate("a.docx", TEXT)) == [["0.xlsx", "1.xlsx", "2.xlsx", "3.xlsx", "a.docx"]]


@pytest.mark.parametrize(
    "other",
    [
        replace(TABLES, fiscal_year=2023),
        replace(TABLES, report_kind="budget"),
        replace(TABLES, body_kind="unit"),
        replace(TABLES, issuer="某市某区教育局"),
        COMPLETE,
        TEXT,
    ],
    ids=["year", "kind", "unit", "body", "complete", "text"],
)
def test_what_is_of_something_else_or_lacks_nothing_stays_alone(other: Profile) -> None:
    assert found(candidate("a.docx", TEXT), candidate("b.xlsx", other)) == []


def test_complete_documents_stay_alone_also_where_all_is_the_same() -> None:
    assert found(*(candidate(f"{n}.pdf", COMPLETE) for n in range(4))) == []


@pytest.mark.parametrize(
    "name", ["某市某区医疗保障局部门", "区医保局", "医保局", "某市某区医疗保障局（本级）"]
)
def test_a_body_is_known_by_its_short_names(name: str) -> None:
    files = candidate("a.docx", TEXT), candidate("b.xlsx", replace(TABLES, issuer=name))
    assert found(*files) == [["a.docx", "b.xlsx"]]


def test_a_short_name_of_two_bodies_is_of_none() -> None:
    other = candidate("c.docx", replace(TEXT, issuer="某市另区医疗保障局"))
    short = candidate("b.xlsx", replace(TABLES, issuer="医保局"))
    assert found(candidate("a.docx", TEXT), other, short) == []
    assert found(candidate("a.docx", TEXT), other, candidate("b.xlsx", TABLES)) == [["a.docx", "b.xlsx"]]


def test_a_department_and_its_own_unit_are_two_bodies_of_one_name() -> None:
    files = []
    for kind in ("department", "unit"):
        files.append(candidate(f"{kind}.docx", replace(TEXT, body_kind=kind)))
        files.append(candidate(f"{kind}.xlsx", replace(TABLES, body_kind=kind)))
    assert found(*files) == [["department.docx", "department.xlsx"], ["unit.docx", "unit.xlsx"]]
    assert found(*files[:3], candidate("b.xlsx", TABLES)) == [["department.docx", "department.xlsx"]]


def test_tables_that_do_not_name_their_body_belong_to_the_only_text_about() -> None:
    nameless = candidate("b.xlsx", replace(TABLES, issuer=None, fiscal_year=None))
    text = candidate("a.docx", TEXT)
    assert found(text, nameless) == [["a.docx", "b.xlsx"]]
    assert found(text, nameless, candidate("c.pdf", replace(COMPLETE, issuer="某县"))) == []


def test_tables_whose_file_is_named_after_a_body_belong_to_its_text() -> None:
    texts = [candidate("a.docx", TEXT), candidate("b.docx", replace(TEXT, issuer="某市某区教育局"))]
    bare = replace(TABLES, issuer=None)
    assert found(*texts, candidate("2024年某区医保局决算公开表.xlsx", bare)) == [
        ["2024年某区医保局决算公开表.xlsx", "a.docx"]
    ]
    assert found(*texts, candidate("2024年决算公开表.xlsx", bare)) == []
    assert found(*texts, candidate("某区水务局决算公开表.xlsx", bare)) == []
    other_year = replace(bare, fiscal_year=2023)
    assert found(*texts, candidate("某区医保局决算公开表.xlsx", other_year)) == []
    assert found(*texts, candidate("某区医保局决算公开表.xlsx", replace(bare, fiscal_year=None))) == []


def test_files_of_two_folders_are_not_looked_at_together() -> None:
    here, there = candidate("a.docx", TEXT, "folder:1"), candidate("b.xlsx", TABLES, "folder:2")
    assert found(here, there) == []


def test_an_archive_goes_before_its_folder() -> None:
    inside = [
        candidate("a.docx", TEXT, "archive:1", "folder:1"),
        candidate("b.xlsx", TABLES, "archive:1", "folder:1"),
    ]
    beside = candidate("c.xlsx", TABLES, "folder:1")
    assert found(*inside, beside) == [["a.docx", "b.xlsx"]]
    assert found(inside[0], beside) == [["a.docx", "c.xlsx"]]


def test_a_page_goes_with_the_files_that_it_names() -> None:
    names = ("./attach/%E8%A1%A8.xlsx?v=1", "附件1：决算表")
    page = candidate("page.html", replace(TEXT, attachments=names))
    named = candidate("表.xlsx", replace(TABLES, issuer=None))
    by_words = candidate("附件1：决算表.xlsx", replace(TABLES, issuer=None))
    other = candidate("c.docx", replace(TEXT, issuer="某县"))
    assert found(other, page, named, by_words) == [["page.html", "表.xlsx", "附件1：决算表.xlsx"]]


def test_the_id_of_a_disclosure_does_not_depend_on_the_order_of_its_files() -> None:
    one, two = "1" * 64, "2" * 64
    assert disclosure_id([one, two]) == disclosure_id([two, one]) != disclosure_id([one])
    assert disclosure_id([one]) == one[:32]
    assert len(disclosure_id([one, two])) == 32


def test_many_complete_documents_cost_next_to_nothing() -> None:
    files = [candidate(f"{n}.pdf", COMPLETE) for n in range(2000)]
    files += [candidate("a.docx", TEXT), candidate("b.xlsx", TABLES)]
    assert found(*files) == [["a.docx", "b.xlsx"]]


def test_the_cost_grows_with_the_number_of_disclosures_no_faster() -> None:
    def effort(number: int) -> int:
        files = [candidate(f"{n}.docx", replace(TEXT, issuer=f"第{n}局")) for n in range(number)]
        files += [candidate(f"{n}.xlsx", replace(TABLES, issuer=f"第{n}局")) for n in range(number)]
        found: list[object] = []
        cost = lines_run(lambda: found.extend(disclosures(files)))
        assert len(found) == number
        return cost

    assert effort(800) < 1.2 * 8 * effort(100)
