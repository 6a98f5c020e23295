"""Terms and their explanations, in all numberings."""

from __future__ import annotations

import pytest

from nlp.narrative import read_narrative
from tests.support.nlp_reading import document_of, read

TITLE = "名词解释"


@pytest.mark.parametrize("number", ["一、", "（一）", "1.", "1．", "（1）", "①", ""])
@pytest.mark.parametrize(
    ("first", "explanation"),
    [
        ("甲类收入：指按规定取得的收入。", "指按规定取得的收入。"),
        ("甲类收入:按规定取得的收入。", "按规定取得的收入。"),
        ("“甲类收入”：指按规定取得的收入。", "指按规定取得的收入。"),
        ("甲类收入是指按规定取得的收入。", "是指按规定取得的收入。"),
        ("甲类收入，指按规定取得的收入。", "指按规定取得的收入。"),
        ("甲类收入。指按规定取得的收入。", "指按规定取得的收入。"),
    ],
)
def test_a_term_and_its_explanation_in_every_numbering(number: str, first: str, explanation: str) -> None:
    second = (
        number.replace("一", "二").replace("1", "2").replace("①", "②") + "乙类支出：反映5万元以下的开支。"
    )
    narrative = read(number + first + "\n" + second, TITLE)
    assert [(one.term, one.definition) for one in narrative.definitions] == [
        ("甲类收入", explanation),
        ("乙类支出", "反映5万元以下的开支。"),
    ]
    assert narrative.claims == []


def test_a_paragraph_without_a_number_goes_on_with_the_term_before() -> None:
    narrative = read("1.甲类：指一。\n其中，又指二。\n2.乙类：指三。", TITLE)
    assert [one.definition for one in narrative.definitions] == ["指一。其中，又指二。", "指三。"]


def test_a_term_that_is_a_heading_is_explained_by_the_text_below_it() -> None:
    document = document_of((TITLE, ""), ("甲类收入", "指按规定取得的收入。"))
    document.document.sections[1].parent_id = "s1"
    assert [(one.term, one.definition) for one in read_narrative(document).definitions] == [
        ("甲类收入", "指按规定取得的收入。")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "附件：2024年决算公开表",
        "附件1：部门决算表.xlsx",
        "附表",
        "第五部分 附件",
        "公开01表",
        "编制单位：某县水务局",
        "单位：万元",
        "— 23 —",
        "第23页",
        "23",
    ],
)
def test_what_follows_the_last_term_is_no_part_of_it(line: str) -> None:
    narrative = read(f"1.甲类：指一。\n2.乙类：指三。\n{line}", TITLE)
    assert [one.definition for one in narrative.definitions] == ["指一。", "指三。"]


@pytest.mark.parametrize("line", ["附件费用也在其中。", "单位：指编制单位。", "表中所列为决算数。"])
def test_a_line_that_only_begins_like_an_attachment_goes_on(line: str) -> None:
    narrative = read(f"1.甲类：指一。\n2.乙类：指三。\n{line}", TITLE)
    assert narrative.definitions[-1].definition == "指三。" + line


def test_the_number_of_a_page_in_the_middle_of_a_term_is_left_out() -> None:
    narrative = read("1.甲类：指一、\n— 23 —\n二和三。\n2.乙类：指四。", TITLE)
    assert [one.definition for one in narrative.definitions] == ["指一、二和三。", "指四。"]
