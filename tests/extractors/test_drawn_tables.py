"""Tables that a web page shows without the elements of one, and cells that it does not show."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from records.file_tables import FactRecord

ROWS = [
    ["科目编码", "科目名称", "本年支出", "", ""],
    ["", "", "合计", "基本支出", "项目支出"],
    ["201", "一般公共服务支出", "10.00", "9.00", "1.00"],
    ["20103", "政府办公厅", "10.00", "9.00", "1.00"],
]
FILLER = "<p>" + "本局负责全县水务工作，" * 20 + "。</p>"


def drawn(table: str, row: str, cell: str, style: str = "", rows: list[list[str]] = ROWS) -> str:
    """A page that shows ``rows`` by elements with the given attributes."""
    body = "".join(
        f"<div {row}>" + "".join(f"<div {cell}>{text}</div>" for text in texts) + "</div>" for texts in rows
    )
    return (
        f"<html><head><style>{style}</style></head><body>{FILLER}"
        f"<p>支出决算表</p><p>单位：万元</p><div {table}>{body}</div></body></html>"
    )


def facts_of(page: str) -> list[FactRecord]:
    return read_document(page.encode(), "a.html").facts


@pytest.mark.parametrize(
    "page",
    [
        drawn(
            'style="display:table"', 'style="DISPLAY: table-row;"', 'style="width:9px;display: table-cell"'
        ),
        drawn(
            'class="t big"',
            'class="r"',
            'class="c"',
            ".t{display:table;width:100%} div.r, .x {display:table-row} .t .c{display:table-cell}",
        ),
        drawn('role="table"', 'role="row"', 'role="cell"'),
    ],
)
def test_what_is_shown_as_a_table_is_one(page: str) -> None:
    facts = facts_of(page)
    assert [fact.raw for fact in facts] == ["10.00", "9.00", "1.00"] * 2
    assert facts[1].column_path == ["本年支出", "基本支出"]
    assert {fact.account_code for fact in facts} == {"201", "20103"}


@pytest.mark.parametrize(
    "page",
    [
        drawn('style="display:block"', 'style="display:flow"', ""),
        # the article beside the menu of the site
        drawn(
            'style="display:table"',
            'style="display:table-row"',
            'style="display:table-cell"',
            rows=[["首页 政务公开", "本年支出合计10.00万元。" * 60]] * 2,
        ),
    ],
)
def test_parts_of_a_page_that_stand_beside_each_other_are_no_table(page: str) -> None:
    assert not facts_of(page)


HEADS = """
    <div style="grid-row: span 2">科目编码</div><div style="grid-row: 1 / span 2">科目名称</div>
    <div style="grid-column: 3 / 6">本年支出</div>
    <div>合计</div><div>基本支出</div><div>项目支出</div>
"""
NESTED = """
    <div>科目编码</div><div>科目名称</div><div style="grid-column:span 3"><b>本年支出</b>
    <p><i>合计</i><i>基本支出</i><i>项目支出</i></p></div>
"""


@pytest.mark.parametrize(("role", "heads"), [("", HEADS), ('role="row"', HEADS), ('role="row"', NESTED)])
def test_heads_of_a_grid_stand_over_the_columns_that_they_span(role: str, heads: str) -> None:
    rows = [[f"<div role=cell>{text}</div>" for text in texts] for texts in ROWS[2:] * 2]
    if "<b>" in heads or not role:
        lines = [heads, *map("".join, rows)]
    else:
        lines = [
            *heads.strip().replace("</div>\n    <div>合", "</div>\n|<div>合").split("|"),
            *map("".join, rows),
        ]
    body = "".join(f'<div {role} style="display:contents">{one}</div>' for one in lines)
    style = "display:grid;grid-template-columns:1fr 3fr repeat(3, 1fr)"
    caption = f"{FILLER}<p>支出决算表</p><p>单位：万元</p>"
    page = f'<html><body>{caption}<div style="{style}">{body}</div></body></html>'
    facts = facts_of(page)
    assert [fact.raw for fact in facts] == ["10.00", "9.00", "1.00"] * 4
    assert [fact.column_path for fact in facts[:2]] == [["本年支出", "合计"], ["本年支出", "基本支出"]]


@pytest.mark.parametrize("hidden", ['style="display: none"', "hidden"])
def test_cells_that_are_not_shown_are_none(hidden: str) -> None:
    body = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in texts[:4]) + f"<td {hidden}>12.34</td></tr>"
        for texts in [["科目编码", "科目名称", "合计", "基本支出"], *(row[:4] for row in ROWS[2:])]
    )
    body += f"<tr {hidden}><td>9</td><td>9</td><td>9</td><td>9</td></tr>"
    page = (
        f"<html><body>{FILLER}<p>支出决算表</p><p>单位：万元</p><table border=1>{body}</table></body></html>"
    )
    assert [fact.raw for fact in facts_of(page)] == ["10.00", "9.00"] * 2
