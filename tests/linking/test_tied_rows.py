"""Amounts that are those of one row, or column, tell that what stands beside them is of it too."""

from __future__ import annotations

import pytest

from extractors.reading import read_file
from linking.linker import link
from nlp.narrative import read_narrative

HEAD = (
    "<html><body><h1>海滨市图书馆2024年度部门决算</h1><h2>第三部分 情况说明</h2><p>{}</p>"
    "<p>{}</p><p>单位：万元</p>"
)
YEARS = "<tr><td>项目</td><td>2024年决算数</td><td>2023年决算数</td></tr>"
BASIC = "<tr><td>基本支出</td><td>836.00</td><td>880.00</td></tr>"
OTHER = "<tr><td>项目支出</td><td>1200.00</td><td>1000.00</td></tr>"
COMPARED = f"<table>{YEARS}{BASIC}{OTHER}<tr><td>合计</td><td>2036.00</td><td>1880.00</td></tr></table>"
USES = (
    "<table><tr><td>科目名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>"
    "<tr><td>教育支出</td><td>1800.00</td><td>700.00</td><td>1100.00</td></tr>"
    "<tr><td>卫生健康支出</td><td>236.00</td><td>136.00</td><td>100.00</td></tr>"
    "<tr><td>合计</td><td>2036.00</td><td>836.00</td><td>1200.00</td></tr></table>"
)


def verdicts(text: str, title: str, table: str) -> list[str]:
    read = read_file((HEAD.format(text, title) + table).encode(), "accounts.html")
    claims = read_narrative(read).claims
    made = {one.claim_id: one.verdict for one in link(read.document, claims).links}
    return [made[one.claim_id] for one in claims]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("基本支出836.00万元，较上年决算下降5%。", "基本支出836.00万元，较上年决算增长5%。"),
        ("基本支出836.00万元。与上年相比减少44.00万元。", "基本支出836.00万元。与上年相比增加44.00万元。"),
        (
            "基本支出836.00万元，比上年减少44.00万元，下降5.00%。",
            "基本支出836.00万元，比上年减少44.00万元，下降5.26%。",
        ),
    ],
)
def test_a_change_behind_the_amount_of_a_row_is_that_of_the_row(text: str, wrong: str) -> None:
    assert set(verdicts(text, "支出决算对比表", COMPARED)) == {"supported"}
    assert verdicts(wrong, "支出决算对比表", COMPARED)[-1] == "contradicted"


def test_a_change_is_left_open_where_two_rows_tell_the_amount_and_not_one_base() -> None:
    two = (
        COMPARED + "<p>一般公共预算支出决算对比表</p><p>单位：万元</p>" + COMPARED.replace("880.00", "800.00")
    )
    assert "contradicted" not in verdicts("基本支出836.00万元，较上年增长3%。", "支出决算对比表", two)


def test_what_a_total_and_its_other_parts_leave_is_the_rest_of_their_row() -> None:
    text = "本年支出2036.00万元，其中基本支出836.00万元，项目支出{}万元。"
    assert verdicts(text.format("1200.00"), "支出决算表", USES)[-1] == "supported"
    assert verdicts(text.format("1020.00"), "支出决算表", USES)[-1] == "contradicted"
