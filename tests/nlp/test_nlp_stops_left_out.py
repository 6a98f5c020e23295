"""Paragraphs whose full stop was forgotten: the next one is not told of what the last one was."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import read, rows

TITLE = "收入支出决算情况说明"


def _sentences(text: str) -> list[str]:
    return list(dict.fromkeys(claim.sentence or "" for claim in read(text, TITLE).claims))


@pytest.mark.parametrize(
    "first",
    [
        "2024年度事业收入合计为620.40万元，与上年相比增加31.5万元，增长5.35%",
        "经营支出为36.70万元，比上年减少4.2万元，主要原因是部分项目在本年完工，相应经费减少",
        "事业支出为36.70万元，与年初预算数一致，也与上一年度的支出决算数持平",
    ],
)
def test_a_paragraph_that_tells_all_ends_without_its_stop(first: str) -> None:
    told = _sentences(f"{first}\n上缴上级支出为12.30万元，完成预算的98.00%。")
    assert len(told) == 2
    assert told[1].startswith("上缴上级支出")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2024年度事业收入合计为620.40万元，与上年相比增加31.5万元", "的主要原因是学生增加。"),
        ("2024年度事业收入合计为620.40万元，其中财政专户管理资金较上年减少", "教育收费3.50万元。"),
        ("2024年度上缴上级支出合计为620.40万元，比上年增加31.5万元，增长5.35%", "，完成预算的90%。"),
    ],
)
def test_a_line_that_is_cut_goes_on(first: str, second: str) -> None:
    assert len(_sentences(f"{first}\n{second}")) == 1


def test_lines_much_shorter_than_the_fullest_are_paragraphs() -> None:
    text = (
        "事业收入620.40万元，主要是收取的培训费，用于本单位开展各项业务活动\n"
        "经营收入11.20万元，主要是门面房出租所得的收入，按规定上缴后由财政部门核拨给本单位，用于职工食堂和后勤\n"
        "其他收入3.10万元。"
    )
    assert rows(text, TITLE, "subject", "value")[1] == ("经营收入", "11.20")
