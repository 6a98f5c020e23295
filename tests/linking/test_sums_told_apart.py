"""Totals whose parts, and amounts that are told once more, stand in other sentences of the text."""

from __future__ import annotations

import pytest

from linking.linker import link
from nlp.narrative import read_narrative
from records.linking_tables import LinkRecord
from tests.support.nlp_reading import document_of


def links(*chapters: tuple[str, str]) -> list[LinkRecord]:
    read = document_of(*chapters)
    return link(read.document, read_narrative(read).claims).links


WHOLE = ("“三公”经费支出决算总体情况", "“三公”经费支出决算为52.00万元。")
ABROAD = ("因公出国（境）费情况", "因公出国（境）费支出决算0.00万元。")
VEHICLES = (
    "公务用车购置及运行维护费情况",
    "公务用车购置费支出18.00万元。公务用车运行维护费支出31.00万元。",
)


@pytest.mark.parametrize(("guests", "verdict"), [("3.00", "derivable"), ("4.00", "unverifiable")])
def test_a_total_follows_from_its_parts_in_later_chapters(guests: str, verdict: str) -> None:
    reception = ("公务接待费情况", f"公务接待费支出决算{guests}万元。")
    assert links(WHOLE, ABROAD, VEHICLES, reception)[0].verdict == verdict


def test_a_total_with_a_part_that_is_not_told_stays_open() -> None:
    assert links(WHOLE, ABROAD, VEHICLES)[0].verdict == "unverifiable"


def test_a_part_told_with_two_amounts_makes_no_total() -> None:
    twice = ("公务接待费情况", "公务接待费支出决算3.00万元。公务接待费支出决算5.00万元。")
    assert links(WHOLE, ABROAD, VEHICLES, twice)[0].verdict == "unverifiable"


@pytest.mark.parametrize(("again", "verdict"), [("18.50", "derivable"), ("19.50", "unverifiable")])
def test_an_amount_told_again_in_another_sentence_follows_from_that(again: str, verdict: str) -> None:
    text = f"培训费支出决算18.50万元。全年共举办6期培训班，培训费支出决算{again}万元。"
    assert links(("培训费情况", text))[0].verdict == verdict


@pytest.mark.parametrize(
    ("behind", "verdict"),
    [
        ("，包括：办公室、监测科、执法队", "derivable"),
        ("，分别为办公室、监测科和执法队", "derivable"),
        ("；采购进度放缓，主要原因：设备、车辆、经费未到位", "unverifiable"),
        ("，主要用于：巡查、监测、执法", "unverifiable"),
    ],
)
def test_only_names_behind_a_count_are_counted(behind: str, verdict: str) -> None:
    made = links(("单位基本情况", f"内设机构3个{behind}。"))
    assert made[0].verdict == verdict
    assert "按，" not in (made[0].explanation or "")
